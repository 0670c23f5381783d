//! One pass over a sheet part: data that calamine does not return, and content that it would read wrongly.

use std::ops::Range;

mod result;

use super::address;
use super::content::{CellParts, gives_a_number, names_other_workbook};
use super::lane::{self, CellType, CommonCell};
use super::order;
use super::tags::{MarkupPiece, Tags, attribute};
use crate::base::may_hold;
use crate::finding::Refusal;
use crate::model::CellRef;
use crate::workbook::limits::{Limits, too_many};
use crate::workbook::readers::collect::ValueOrigin;

pub(super) use result::{Scan, ScannedCell};

/// Bytes of a sheet part per cell with a value, in most forms.
const FILLED: usize = 256;

/// Most cells for which memory is reserved.
const ROOM: usize = 1_024;

/// Treatment of blank cells, which are most cells of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BlankCells {
    /// Dropped: every cell has an address of its own.
    Cut,
    /// Kept: the cells behind them have no address and are counted.
    Kept,
}

/// Why a scan stops: a cell or row without an address, or a refusal.
#[derive(Debug)]
enum Halt {
    Implicit,
    Refused(Refusal),
}

impl From<Refusal> for Halt {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Scans a sheet part; refuses content that would be read as another figure than Excel shows.
pub(super) fn scan(xml: &str) -> Result<Scan, Refusal> {
    match scan_with(xml, BlankCells::Cut) {
        Err(Halt::Implicit) => match scan_with(xml, BlankCells::Kept) {
            Err(Halt::Refused(refusal)) => Err(refusal),
            Err(Halt::Implicit) => Err(Refusal::Damaged),
            Ok(scan) => Ok(scan),
        },
        Err(Halt::Refused(refusal)) => Err(refusal),
        Ok(scan) => Ok(scan),
    }
}

fn scan_with(xml: &str, blanks: BlankCells) -> Result<Scan, Halt> {
    let mut scanner = Scanner {
        xml,
        tags: Tags::new(xml),
        blanks,
        found: Scan::default(),
        last: None,
        unordered: Vec::new(),
        ended: false,
    };
    while let Some((piece, place)) = scanner.tags.next()? {
        match piece {
            MarkupPiece::Open("sheetData", _) => scanner.data(place.start)?,
            MarkupPiece::Open("mergeCell", attributes)
            | MarkupPiece::Lone("mergeCell", attributes) => {
                scanner.merge(attributes)?;
            }
            MarkupPiece::Open("col", attributes) | MarkupPiece::Lone("col", attributes) => {
                scanner.column(attributes)
            }
            MarkupPiece::Close("worksheet") => scanner.ended = true,
            _ => {}
        }
    }
    if !scanner.ended {
        return Err(Refusal::Damaged.into());
    }
    scanner.distinct()?;
    Ok(scanner.found)
}

struct Scanner<'a> {
    xml: &'a str,
    tags: Tags<'a>,
    blanks: BlankCells,
    found: Scan,
    /// The last cell, as long as cells are in order.
    last: Option<CellRef>,
    /// All cells from the first one out of order.
    unordered: Vec<CellRef>,
    ended: bool,
}

impl<'a> Scanner<'a> {
    fn next(&mut self) -> Result<(MarkupPiece<'a>, Range<usize>), Refusal> {
        self.tags.next()?.ok_or(Refusal::Damaged)
    }

    /// The cell data up to their end.
    fn data(&mut self, start: usize) -> Result<(), Halt> {
        if !self.found.data.is_empty() {
            return Err(Refusal::Contradictory.into());
        }
        self.found
            .cells
            .reserve((self.xml.len() / FILLED).min(ROOM));
        let (mut row, mut col) = (0, 0);
        let mut inside = false;
        loop {
            while inside && let Some(common) = lane::cell(self.xml, self.tags.at()) {
                col = common.at.col + 1;
                self.common(common);
            }
            if inside
                && self.tags.is_within("row")
                && let Some((attributes, end)) = lane::next_row(self.xml, self.tags.at())
            {
                (row, col) = (self.row(attributes, row + 1)?, 0);
                self.tags.go_on(end);
                continue;
            }
            let (piece, place) = self.next()?;
            match piece {
                MarkupPiece::Open("row", _) | MarkupPiece::Lone("row", _) if inside => {
                    return Err(Refusal::Damaged.into());
                }
                MarkupPiece::Open("c", _) | MarkupPiece::Lone("c", _) if !inside => {
                    return Err(Refusal::Damaged.into());
                }
                MarkupPiece::Open("row", attributes) => {
                    (row, col) = (self.row(attributes, row)?, 0);
                    inside = true;
                }
                MarkupPiece::Lone("row", attributes) => {
                    (row, col) = (self.row(attributes, row)? + 1, 0)
                }
                MarkupPiece::Close("row") => {
                    row += 1;
                    inside = false;
                }
                MarkupPiece::Open("c", attributes) => {
                    let at = self.place(attributes, CellRef::new(row, col))?;
                    col = at.col + 1;
                    self.cell(at, attributes)?;
                }
                MarkupPiece::Lone("c", attributes) => {
                    let at = self.place(attributes, CellRef::new(row, col))?;
                    col = at.col + 1;
                    self.blank(at, place);
                }
                MarkupPiece::Close("sheetData") => {
                    self.found.data = start..place.end;
                    return Ok(());
                }
                _ => {}
            }
        }
    }

    /// Adds a cell of the common form.
    fn common(&mut self, cell: CommonCell) {
        let start = self.tags.at();
        self.tags.go_on(cell.end);
        self.met(cell.at);
        let Some(value) = cell.value else {
            return self.blank(cell.at, start..cell.end);
        };
        self.found.cells.push(ScannedCell {
            at: cell.at,
            style: cell.style,
            behind: cell.behind,
            kind: cell.kind,
            value,
        });
    }

    /// The index of a row, stated or the next one; a hidden row is recorded.
    fn row(&mut self, attributes: &str, turn: u32) -> Result<u32, Halt> {
        let row = match attribute(attributes, "r") {
            Some(number) => CellRef::row_of(number).ok_or(Refusal::Contradictory)?,
            None if self.blanks == BlankCells::Cut => return Err(Halt::Implicit),
            None => turn,
        };
        if is_hidden(attributes) {
            self.found.hidden_rows.push((row, row));
        }
        Ok(row)
    }

    /// Columns, counted from 1; hidden ones are recorded.
    fn column(&mut self, attributes: &str) {
        let place = |name| {
            attribute(attributes, name)?
                .parse::<u32>()
                .ok()?
                .checked_sub(1)
        };
        let columns = place("min")
            .zip(place("max"))
            .filter(|_| is_hidden(attributes));
        self.found.hidden_columns.extend(columns);
    }

    /// Records the address of a cell, stated or the next one.
    fn place(&mut self, attributes: &str, turn: CellRef) -> Result<CellRef, Halt> {
        let at = match attribute(attributes, "r") {
            Some(name) => CellRef::of_address(name).ok_or(Refusal::Contradictory)?,
            None if self.blanks == BlankCells::Cut => return Err(Halt::Implicit),
            None => turn,
        };
        self.met(at);
        Ok(at)
    }

    fn met(&mut self, at: CellRef) {
        if self.unordered.is_empty() && self.last.is_none_or(|last| last < at) {
            self.last = Some(at);
        } else {
            self.unordered.push(at);
        }
    }

    fn blank(&mut self, at: CellRef, place: Range<usize>) {
        if self.blanks == BlankCells::Kept {
            self.found.cells.push(ScannedCell {
                at,
                style: 0,
                behind: ValueOrigin::Typed,
                kind: CellType::Number,
                value: 0..0,
            });
            return;
        }
        match self.found.edits.last_mut() {
            Some((cut, "")) if cut.end == place.start => cut.end = place.end,
            _ => self.found.edits.push((place, "")),
        }
    }

    /// Refuses a duplicate cell. Cells out of order are rare: only then is the part read again.
    fn distinct(&self) -> Result<(), Refusal> {
        if self.unordered.is_empty() {
            return Ok(());
        }
        let data = self.xml.get(self.found.data.clone());
        order::distinct(data.unwrap_or_default())
    }

    /// Reads one cell up to its end.
    fn cell(&mut self, at: CellRef, attributes: &str) -> Result<(), Refusal> {
        let kind = attribute(attributes, "t");
        if let Some(error @ "e") = kind {
            self.error(error);
        }
        let mut content = CellParts::default();
        let (mut value, mut figure, mut numeric) = (0..0, 0..0, false);
        let start = self.tags.at();
        let inside = loop {
            let (piece, place) = self.next()?;
            match piece {
                MarkupPiece::Open("f", attributes) => {
                    content.formula(attributes)?;
                    let end = self.skip("f")?;
                    let formula = self.xml.get(place.end..end).unwrap_or_default();
                    if names_other_workbook(formula) {
                        self.found.linked.push(at);
                    } else if kind == Some("str") {
                        numeric = gives_a_number(formula);
                    }
                }
                MarkupPiece::Lone("f", attributes) => content.formula(attributes)?,
                MarkupPiece::Open("v", _) => {
                    content.value()?;
                    value = self.value(kind, place.end)?;
                    figure = place.start..self.tags.at();
                }
                MarkupPiece::Lone("v", _) => content.value()?,
                MarkupPiece::Open("is", _) => {
                    content.inline(kind)?;
                    value = place.end..self.skip("is")?;
                    // calamine would join both texts.
                    if !figure.is_empty() {
                        self.found.edits.push((figure.clone(), ""));
                    }
                }
                MarkupPiece::Close("c") => break start..place.start,
                MarkupPiece::Open("c" | "row", _) | MarkupPiece::Lone("c" | "row", _) => {
                    return Err(Refusal::Damaged);
                }
                _ => {}
            }
        };
        let style = attribute(attributes, "s").map(str::parse);
        let mut behind = content.behind(kind);
        if value.is_empty() {
            match behind {
                ValueOrigin::Formula => self.found.open.push((at, inside)),
                // The formula returns numbers: an empty text is no result of it.
                ValueOrigin::TextFormula if numeric => {
                    behind = ValueOrigin::Formula;
                    self.found.open.push((at, inside));
                }
                ValueOrigin::TextFormula => self.found.empty.push((at, inside)),
                _ => {}
            }
        }
        self.found.cells.push(ScannedCell {
            at,
            style: style.and_then(Result::ok).unwrap_or(0),
            behind,
            kind: CellType::of(kind),
            value,
        });
        Ok(())
    }

    /// Replaces the type `e`: calamine refuses error values that it does not know.
    fn error(&mut self, kind: &str) {
        let start = kind.as_ptr().addr() - self.xml.as_ptr().addr();
        self.found.edits.push((start..start + kind.len(), "str"));
    }

    /// Skips an element; returns the position of its end.
    fn skip(&mut self, name: &str) -> Result<usize, Refusal> {
        loop {
            if let (MarkupPiece::Close(closed), place) = self.next()?
                && closed == name
            {
                return Ok(place.start);
            }
        }
    }

    /// The position of a value: a single text, and for shared strings an index.
    fn value(&mut self, kind: Option<&str>, start: usize) -> Result<Range<usize>, Refusal> {
        let (piece, place) = self.next()?;
        if piece != MarkupPiece::Close("v") {
            return Err(Refusal::Contradictory);
        }
        let text = self.xml.get(start..place.start).unwrap_or_default();
        let sound = match kind {
            Some("s") => text.bytes().all(|b| b.is_ascii_digit()),
            Some("str" | "e") => true,
            _ => !text.contains('&'),
        };
        if sound {
            Ok(start..place.start)
        } else {
            Err(Refusal::Contradictory)
        }
    }

    fn merge(&mut self, attributes: &str) -> Result<(), Refusal> {
        let area = attribute(attributes, "ref").and_then(address::region);
        self.found.merges.push(area.ok_or(Refusal::Damaged)?);
        let count = self.found.merges.len();
        if count > Limits::MERGES {
            return Err(too_many(count, Limits::MERGES, "个合并区域 merged regions"));
        }
        Ok(())
    }
}

/// Whether a row or column is hidden; the attributes of most have no `dd`.
fn is_hidden(attributes: &str) -> bool {
    may_hold(attributes, |byte, next| (byte == b'd') & (next == b'd'))
        && matches!(attribute(attributes, "hidden"), Some("1" | "true"))
}

#[cfg(test)]
mod tests;
