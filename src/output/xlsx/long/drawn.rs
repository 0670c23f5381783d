//! Cells of long sheets that charts draw: handed to the library, which copies them into the charts.

use std::ops::RangeInclusive;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::Plan;
use crate::base::number;
use crate::output::text;
use crate::report::{Chart, HEAD_ROWS, Tab, Value};

/// Charts of longer sheets are cached by the program that opens the file: the library would store every cell.
const COPIED_UP_TO: usize = 5_000;

/// Writes the cells of `sheet` that `charts` draw; only charts see them, the rows come from elsewhere.
pub(super) fn copy(
    sheet: &Tab,
    plan: &Plan,
    charts: &[Chart],
    target: &mut Worksheet,
) -> Result<(), XlsxError> {
    if sheet.count() > COPIED_UP_TO {
        return Ok(());
    }
    let count = u32::try_from(sheet.count()).unwrap_or(u32::MAX);
    let below = HEAD_ROWS.saturating_add(count);
    for area in areas(&sheet.name(), charts) {
        for col in area.cols.clone() {
            if *area.rows.start() < below {
                area.write(col, HEAD_ROWS, sheet.column(col.into()), target)?;
            }
            let closing = plan.closing.iter();
            let closing = closing.filter_map(|row| row.cells.get(usize::from(col)).cloned());
            area.write(col, below, closing, target)?;
        }
    }
    Ok(())
}

/// Cells that a chart draws.
#[derive(Debug, PartialEq, Eq)]
struct Area {
    cols: RangeInclusive<u16>,
    rows: RangeInclusive<u32>,
}

impl Area {
    /// Writes the drawn values of a column whose first value is in row `first`.
    fn write<'v>(
        &self,
        col: u16,
        first: u32,
        values: impl Iterator<Item = Value<'v>>,
        target: &mut Worksheet,
    ) -> Result<(), XlsxError> {
        for (value, row) in values.zip(first..) {
            if !self.rows.contains(&row) {
                continue;
            }
            match (value.words(), value.number()) {
                (Some(words), _) => {
                    target.write_string(row, col, text::cell(words))?;
                }
                (None, Some(figure)) => {
                    target.write_number(row, col, number::to_cell(figure))?;
                }
                (None, None) => {}
            }
        }
        Ok(())
    }
}

/// The cells of the sheet `name` that `charts` draw.
fn areas(name: &str, charts: &[Chart]) -> Vec<Area> {
    let sheet = format!("'{name}'!");
    let ranges = charts.iter().flat_map(|chart| {
        let base = chart.base.as_ref();
        [&chart.categories, &chart.values].into_iter().chain(base)
    });
    ranges
        .filter_map(|range| area(range.strip_prefix(&sheet)?))
        .collect()
}

/// `$C$4:$C$17`
fn area(range: &str) -> Option<Area> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let ((left, top), (right, bottom)) = (corner(first)?, corner(last)?);
    Some(Area {
        cols: left..=right,
        rows: top..=bottom,
    })
}

/// `$C$4` as column and row, counted from 0.
fn corner(cell: &str) -> Option<(u16, u32)> {
    let (letters, row) = cell.strip_prefix('$')?.split_once('$')?;
    let col = letters.bytes().try_fold(0_u16, |col, letter| {
        let digit = letter.checked_sub(b'A').filter(|digit| *digit < 26)?;
        col.checked_mul(26)?.checked_add(u16::from(digit) + 1)
    });
    Some((
        col?.checked_sub(1)?,
        row.parse::<u32>().ok()?.checked_sub(1)?,
    ))
}

#[cfg(test)]
mod tests {
    use super::{Area, area};

    #[test]
    fn ranges_are_understood() {
        let found = |cols, rows| Some(Area { cols, rows });
        assert_eq!(area("$C$4:$C$17"), found(2..=2, 3..=16));
        assert_eq!(area("$AA$1:$AC$1"), found(26..=28, 0..=0));
        assert_eq!(area("$B$2"), found(1..=1, 1..=1));
        assert_eq!(area("C4:C5"), None);
    }
}
