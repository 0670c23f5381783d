//! One pass over a sheet part: what calamine does not tell, and what it would read wrongly.

use std::ops::Range;

mod found;

use super::address;
use super::content::{Content, gives_a_number, names_other_workbook};
use super::lane::{self, Common, Kind};
use super::order;
use super::tags::{Piece, Tags, attribute};
use crate::base::may_hold;
use crate::finding::Refusal;
use crate::model::CellRef;
use crate::workbook::limits::{Limits, too_many};
use crate::workbook::readers::collect::Behind;

pub(super) use found::{Scan, Stored};

/// Bytes of a sheet part that hold one cell with a value, in most forms.
const FILLED: usize = 256;

/// Cells for which room is made beforehand, at most.
const ROOM: usize = 1_024;

/// What becomes of blank cells, most of the cells of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blanks {
    /// Cut out: every cell has an address of its own.
    Cut,
    /// Kept: the cells behind them count on their places.
    Kept,
}

/// The part names no address for some cell or row.
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

/// Scans a sheet part; refuses what would be read as another figure than Excel shows.
pub(super) fn scan(xml: &str) -> Result<Scan, Refusal> {
    match scan_with(xml, Blanks::Cut) {
        Err(Halt::Implicit) => match scan_with(xml, Blanks::Kept) {
            Err(Halt::Refused(refusal)) => Err(refusal),
            Err(Halt::Implicit) => Err(Refusal::Damaged),
            Ok(scan) => Ok(scan),
        },
        Err(Halt::Refused(refusal)) => Err(refusal),
        Ok(scan) => Ok(scan),
    }
}

fn scan_with(xml: &str, blanks: Blanks) -> Result<Scan, Halt> {
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
            Piece::Open("sheetData", _) => scanner.data(place.start)?,
            Piece::Open("mergeCell", attributes) | Piece::Lone("mergeCell", attributes) => {
                scanner.merge(attributes)?;
            }
            Piece::Open("col", attributes) | Piece::Lone("col", attributes) => {
                scanner.column(attributes)
            }
            Piece::Close("worksheet") => scanner.ended = true,
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
    blanks: Blanks,
    found: Scan,
    /// The cell before, as long as cells come in order.
    last: Option<CellRef>,
    /// All cells from the first one out of order on.
    unordered: Vec<CellRef>,
    ended: bool,
}

impl<'a> Scanner<'a> {
    fn next(&mut self) -> Result<(Piece<'a>, Range<usize>), Refusal> {
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
                Piece::Open("row", _) | Piece::Lone("row", _) if inside => {
                    return Err(Refusal::Damaged.into());
                }
                Piece::Open("c", _) | Piece::Lone("c", _) if !inside => {
                    return Err(Refusal::Damaged.into());
                }
                Piece::Open("row", attributes) => {
                    (row, col) = (self.row(attributes, row)?, 0);
                    inside = true;
                }
                Piece::Lone("row", attributes) => (row, col) = (self.row(attributes, row)? + 1, 0),
                Piece::Close("row") => {
                    row += 1;
                    inside = false;
                }
                Piece::Open("c", attributes) => {
                    let at = self.place(attributes, CellRef::new(row, col))?;
                    col = at.col + 1;
                    self.cell(at, attributes)?;
                }
                Piece::Lone("c", attributes) => {
                    let at = self.place(attributes, CellRef::new(row, col))?;
                    col = at.col + 1;
                    self.blank(at, place);
                }
                Piece::Close("sheetData") => {
                    self.found.data = start..place.end;
                    return Ok(());
                }
                _ => {}
            }
        }
    }

    /// Takes a cell of the common form.
    fn common(&mut self, cell: Common) {
        let start = self.tags.at();
        self.tags.go_on(cell.end);
        self.met(cell.at);
        let Some(value) = cell.value else {
            return self.blank(cell.at, start..cell.end);
        };
        self.found.cells.push(Stored {
            at: cell.at,
            style: cell.style,
            behind: cell.behind,
            kind: cell.kind,
            value,
        });
    }

    /// The number of a row, given or next in turn; one that is hidden is noted.
    fn row(&mut self, attributes: &str, turn: u32) -> Result<u32, Halt> {
        let row = match attribute(attributes, "r") {
            Some(number) => CellRef::row_of(number).ok_or(Refusal::Contradictory)?,
            None if self.blanks == Blanks::Cut => return Err(Halt::Implicit),
            None => turn,
        };
        if is_hidden(attributes) {
            self.found.hidden_rows.push((row, row));
        }
        Ok(row)
    }

    /// Columns, counted from 1, of which those that are hidden are noted.
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

    /// Notes the address of a cell, given or next in turn.
    fn place(&mut self, attributes: &str, turn: CellRef) -> Result<CellRef, Halt> {
        let at = match attribute(attributes, "r") {
            Some(name) => CellRef::of_address(name).ok_or(Refusal::Contradictory)?,
            None if self.blanks == Blanks::Cut => return Err(Halt::Implicit),
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
        if self.blanks == Blanks::Kept {
            self.found.cells.push(Stored {
                at,
                style: 0,
                behind: Behind::Typed,
                kind: Kind::Number,
                value: 0..0,
            });
            return;
        }
        match self.found.edits.last_mut() {
            Some((cut, "")) if cut.end == place.start => cut.end = place.end,
            _ => self.found.edits.push((place, "")),
        }
    }

    /// Refuses a cell given twice. Cells out of order are rare: only then is the part read again.
    fn distinct(&self) -> Result<(), Refusal> {
        if self.unordered.is_empty() {
            return Ok(());
        }
        let data = self.xml.get(self.found.data.clone());
        order::distinct(data.unwrap_or_default())
    }

    /// One cell up to its end.
    fn cell(&mut self, at: CellRef, attributes: &str) -> Result<(), Refusal> {
        let kind = attribute(attributes, "t");
        if let Some(error @ "e") = kind {
            self.error(error);
        }
        let mut content = Content::default();
        let (mut value, mut figure, mut numeric) = (0..0, 0..0, false);
        let start = self.tags.at();
        let inside = loop {
            let (piece, place) = self.next()?;
            match piece {
                Piece::Open("f", attributes) => {
                    content.formula(attributes)?;
                    let end = self.skip("f")?;
                    let formula = self.xml.get(place.end..end).unwrap_or_default();
                    if names_other_workbook(formula) {
                        self.found.linked.push(at);
                    } else if kind == Some("str") {
                        numeric = gives_a_number(formula);
                    }
                }
                Piece::Lone("f", attributes) => content.formula(attributes)?,
                Piece::Open("v", _) => {
                    content.value()?;
                    value = self.value(kind, place.end)?;
                    figure = place.start..self.tags.at();
                }
                Piece::Lone("v", _) => content.value()?,
                Piece::Open("is", _) => {
                    content.inline(kind)?;
                    value = place.end..self.skip("is")?;
                    // calamine would join both.
                    if !figure.is_empty() {
                        self.found.edits.push((figure.clone(), ""));
                    }
                }
                Piece::Close("c") => break start..place.start,
                Piece::Open("c" | "row", _) | Piece::Lone("c" | "row", _) => {
                    return Err(Refusal::Damaged);
                }
                _ => {}
            }
        };
        let style = attribute(attributes, "s").map(str::parse);
        let mut behind = content.behind(kind);
        if value.is_empty() {
            match behind {
                Behind::Formula => self.found.open.push((at, inside)),
                // An empty text is none of its results: it has none.
                Behind::TextFormula if numeric => {
                    behind = Behind::Formula;
                    self.found.open.push((at, inside));
                }
                Behind::TextFormula => self.found.empty.push((at, inside)),
                _ => {}
            }
        }
        self.found.cells.push(Stored {
            at,
            style: style.and_then(Result::ok).unwrap_or(0),
            behind,
            kind: Kind::of(kind),
            value,
        });
        Ok(())
    }

    /// Notes where the kind `e` stands: calamine refuses error values it does not know.
    fn error(&mut self, kind: &str) {
        let start = kind.as_ptr().addr() - self.xml.as_ptr().addr();
        self.found.edits.push((start..start + kind.len(), "str"));
    }

    /// Passes over an element; where its end stands.
    fn skip(&mut self, name: &str) -> Result<usize, Refusal> {
        loop {
            if let (Piece::Close(closed), place) = self.next()?
                && closed == name
            {
                return Ok(place.start);
            }
        }
    }

    /// A value: one text and nothing else, and for shared strings a number; where it stands.
    fn value(&mut self, kind: Option<&str>, start: usize) -> Result<Range<usize>, Refusal> {
        let (piece, place) = self.next()?;
        if piece != Piece::Close("v") {
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

/// Whether a row or column says that it is hidden; most have nothing with such letters.
fn is_hidden(attributes: &str) -> bool {
    may_hold(attributes, |byte, next| (byte == b'd') & (next == b'd'))
        && matches!(attribute(attributes, "hidden"), Some("1" | "true"))
}

#[cfg(test)]
mod tests;
