//! One worksheet of an .xlsb: its cells, merged regions, hidden rows and columns.

use std::borrow::Cow;

use super::book::XlsbBook;
use super::records::{Records, wide};
use crate::finding::Refusal;
use crate::model::CellRef;
use crate::workbook::Region;
use crate::workbook::readers::binary::{double, error_name, long, short_number};
use crate::workbook::readers::collect::{Collector, Raw, SheetDraft, Shown, ValueOrigin};

const ROW: u16 = 0;
const BLANK: u16 = 1;
const SHORT_NUMBER: u16 = 2;
const ERROR: u16 = 3;
const TRUTH: u16 = 4;
const NUMBER: u16 = 5;
const TEXT: u16 = 6;
const SHARED_TEXT: u16 = 7;
const FORMULA_TEXT: u16 = 8;
const FORMULA_NUMBER: u16 = 9;
const FORMULA_TRUTH: u16 = 10;
const FORMULA_ERROR: u16 = 11;
/// Kinds 1 to 7 for a cell next to the one before, whose column is not repeated.
const NEXT_BLANK: u16 = 12;
const NEXT_SHARED_TEXT: u16 = 18;
const COLUMNS: u16 = 60;
const RICH_TEXT: u16 = 62;
const END_CELLS: u16 = 146;
const MERGED: u16 = 176;

/// A worksheet while it is read.
pub(super) struct Sheet<'a> {
    pub(super) book: &'a XlsbBook,
    pub(super) collector: &'a mut Collector,
    pub(super) draft: SheetDraft,
}

impl Sheet<'_> {
    /// Adds the cells of the part, and closes the sheet.
    pub(super) fn read(mut self, part: &[u8]) -> Result<(), Refusal> {
        let (mut rows, mut columns, mut merges) = (Vec::new(), Vec::new(), Vec::new());
        let mut last = CellRef::new(0, 0);
        let mut ended = false;
        for record in Records(part) {
            let (kind, body) = record?;
            match kind {
                ROW => {
                    last = CellRef::new(long(body, 0)?, 0);
                    let flags = body.get(11).ok_or(Refusal::Damaged)?;
                    if flags & 0x10 != 0 {
                        rows.push((last.row, last.row));
                    }
                }
                COLUMNS => {
                    let flags = body.get(16).ok_or(Refusal::Damaged)?;
                    if flags & 1 != 0 {
                        columns.push((long(body, 0)?, long(body, 4)?));
                    }
                }
                MERGED => merges.push(Region {
                    first: CellRef::new(long(body, 0)?, long(body, 8)?),
                    last: CellRef::new(long(body, 4)?, long(body, 12)?),
                }),
                NEXT_BLANK..=NEXT_SHARED_TEXT => {
                    last.col = last.col.saturating_add(1);
                    self.cell(kind - NEXT_BLANK + BLANK, last, body)?;
                }
                BLANK..=FORMULA_ERROR | RICH_TEXT => {
                    last.col = long(body, 0)?;
                    self.cell(kind, last, body.get(4..).unwrap_or_default())?;
                }
                END_CELLS => ended = true,
                _ => {}
            }
        }
        if !ended {
            return Err(Refusal::Damaged);
        }
        self.draft.hide(&rows, &columns);
        self.collector.close(self.draft, merges)
    }

    /// Adds one cell, given its format and its content.
    fn cell(&mut self, kind: u16, at: CellRef, body: &[u8]) -> Result<(), Refusal> {
        let format = long(body, 0)? & 0x00FF_FFFF;
        let content = body.get(4..).unwrap_or_default();
        let first = || content.first().copied().ok_or(Refusal::Damaged);
        let number = |number| self.book.shows(format).raw(number, self.book.date_1904);
        let (raw, shown) = match kind {
            SHORT_NUMBER => number(short_number(long(content, 0)?)),
            NUMBER | FORMULA_NUMBER => number(double(content, 0)?),
            TEXT | FORMULA_TEXT => text(wide(content)?.0),
            RICH_TEXT => text(wide(content.get(1..).unwrap_or_default())?.0),
            SHARED_TEXT => {
                let number = usize::try_from(long(content, 0)?).unwrap_or(usize::MAX);
                let shared = self.book.texts.get(number).ok_or(Refusal::Damaged)?;
                (Raw::Text(Cow::Borrowed(shared)), Shown::Plain)
            }
            TRUTH | FORMULA_TRUTH => (Raw::Bool(first()? != 0), Shown::Plain),
            ERROR | FORMULA_ERROR => {
                let name = error_name(first()?)?;
                (Raw::Error(Cow::Borrowed(name)), Shown::Plain)
            }
            _ => return Ok(()),
        };
        let behind = match kind {
            FORMULA_TEXT..=FORMULA_ERROR => ValueOrigin::Formula,
            _ => ValueOrigin::Typed,
        };
        self.collector.put(&mut self.draft, at, raw, shown, behind)
    }
}

const fn text(text: String) -> (Raw<'static>, Shown) {
    (Raw::Text(Cow::Owned(text)), Shown::Plain)
}
