//! The consistency of the records of a sheet: .xls has no checksum, but a changed byte in the address or kind of a cell
//! contradicts all other cells.

use std::collections::HashMap;

use crate::finding::Refusal;
use crate::model::CellRef;
use crate::workbook::limits::Limits;

/// Fewest cells from which one deviating cell is significant.
const ENOUGH: usize = 8;

/// Kinds of records between those of cells: rows, results, shared formulas and indices of rows.
const AMONG: [u16; 7] = [0x0208, 0x0207, 0x003C, 0x04BC, 0x0221, 0x0236, 0x00D7];

/// Addresses of cells and extents of rows, by the records of a sheet.
#[derive(Debug, Default)]
pub(super) struct Frame {
    /// First and last cell of each record of cells, with or without content, in order.
    cells: Vec<(CellRef, CellRef)>,
    /// First column of each row, and the column behind its last.
    rows: HashMap<u32, (u32, u32)>,
    /// Whether the record before is among cells but of no kind that belongs there.
    foreign: bool,
    /// Number of times that such records separate cells.
    parted: usize,
}

impl Frame {
    /// Adds a record of cells: one cell, or several in a row.
    pub(super) fn cells(&mut self, first: CellRef, last: CellRef) {
        self.parted += usize::from(std::mem::take(&mut self.foreign));
        // Beyond the limit of what is read, nothing is checked.
        if self.cells.len() < Limits::CELLS {
            self.cells.push((first, last));
        }
    }

    /// Adds a row with its columns.
    pub(super) fn row(&mut self, row: u32, columns: (u32, u32)) {
        self.rows.insert(row, columns);
    }

    /// Adds a record of any other kind.
    pub(super) fn other(&mut self, kind: u16) {
        self.foreign |= !self.cells.is_empty() && !AMONG.contains(&kind);
    }

    /// Numbers of cells out of order, outside their row or without one, and of records of other kinds among them.
    fn odd(&self) -> [usize; 4] {
        let few = !(ENOUGH..Limits::CELLS).contains(&self.cells.len());
        if few || self.rows.is_empty() {
            return [0; 4];
        }
        let stray = |cells: &&[(CellRef, CellRef)]| match cells {
            [before, at, behind] => before.0 < behind.0 && !(before.1 < at.0 && at.1 < behind.0),
            _ => false,
        };
        let strays = self.cells.windows(3).filter(stray).count();
        let (mut outside, mut rowless) = (0_usize, 0_usize);
        for (from, to) in &self.cells {
            match self.rows.get(&from.row) {
                Some((first, behind)) => {
                    let inside = first <= &from.col && to.col < *behind;
                    outside += usize::from(!inside);
                }
                None => rowless += 1,
            }
        }
        // One cell in the place of its neighbour puts both out of order.
        [strays.div_ceil(2), outside, rowless, self.parted]
    }
}

/// Refuses a workbook in which a single record contradicts all others. Where many do, the program that wrote it ignores
/// these rules, and nothing follows.
pub(super) fn sound<'f>(sheets: impl Iterator<Item = &'f Frame>) -> Result<(), Refusal> {
    let mut counts = [0_usize; 4];
    for sheet in sheets {
        for (count, odd) in counts.iter_mut().zip(sheet.odd()) {
            *count = count.saturating_add(odd);
        }
    }
    match counts.iter().all(|count| *count <= 1) && counts.contains(&1) {
        true => Err(Refusal::Contradictory),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Frame, sound as all_sound};
    use crate::model::CellRef;

    /// Whether four rows of four cells pass the check after `change`.
    fn sound(change: impl FnOnce(&mut Vec<CellRef>)) -> bool {
        let mut cells: Vec<CellRef> = (0..16).map(|n| CellRef::new(n / 4, n % 4)).collect();
        change(&mut cells);
        let mut frame = Frame::default();
        (0..4).for_each(|row| frame.row(row, (0, 4)));
        cells.into_iter().for_each(|at| frame.cells(at, at));
        all_sound([&frame].into_iter()).is_ok()
    }

    #[test]
    fn one_cell_against_all_others_is_damage() {
        assert!(sound(|_| ()));
        for (n, at) in [
            (5, (1, 2)),
            (5, (1, 9)),
            (5, (3, 1)),
            (5, (9, 1)),
            (15, (9, 9)),
        ] {
            assert!(
                !sound(|cells| cells[n] = CellRef::new(at.0, at.1)),
                "{at:?}"
            );
        }
        assert!(sound(|cells| cells.reverse()));
        assert!(sound(|cells| cells.iter_mut().for_each(|at| at.row += 7)));
    }

    #[test]
    fn cells_of_one_record_are_one_against_all_others() {
        let sound = |row| {
            let mut frame = Frame::default();
            (0..9).for_each(|row| frame.row(row, (0, 4)));
            for n in 0..9 {
                let n = if n == 4 { row } else { n };
                frame.cells(CellRef::new(n, 0), CellRef::new(n, 3));
            }
            all_sound([&frame].into_iter()).is_ok()
        };
        assert!(sound(4) && !sound(8_196) && !sound(6) && !sound(0));
    }

    #[test]
    fn a_record_of_another_kind_among_cells_is_damage() {
        let frame = |kind| {
            let mut frame = Frame::default();
            (0..3).for_each(|row| frame.row(row, (0, 4)));
            for n in 0..12 {
                if n == 6 {
                    frame.other(kind);
                }
                let at = CellRef::new(n / 4, n % 4);
                frame.cells(at, at);
            }
            all_sound([&frame].into_iter()).is_ok()
        };
        assert!(frame(0x00D7) && !frame(0x00FE));
    }
}
