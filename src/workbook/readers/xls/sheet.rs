//! One worksheet of an .xls stream: its cells with formats and results, merged regions, hidden rows and columns.

use std::collections::HashSet;

use super::frame::Frame;
use super::globals::Globals;
use super::records::{BEGIN, END, NONE, Records, place};
use super::strings::text;
use crate::finding::Refusal;
use crate::model::CellRef;
use crate::workbook::Region;
use crate::workbook::grid::HiddenSpan;
use crate::workbook::limits::{Limits, too_many};
use crate::workbook::readers::binary::{double, error_name, long, short, short_number};

const FORMULA: u16 = 0x0006;
/// Some programs write the formula records of Excel 3 and 4.
const OLDER_FORMULA: u16 = 0x0206;
const OLD_FORMULA: u16 = 0x0406;
const COLUMNS: u16 = 0x007D;
const MANY_NUMBERS: u16 = 0x00BD;
const MANY_BLANKS: u16 = 0x00BE;
const RICH_TEXT: u16 = 0x00D6;
const MERGED: u16 = 0x00E5;
const SHARED_TEXT: u16 = 0x00FD;
const BLANK: u16 = 0x0201;
const NUMBER: u16 = 0x0203;
const TEXT: u16 = 0x0204;
const BOOL_ERROR: u16 = 0x0205;
const RESULT: u16 = 0x0207;
const ROW: u16 = 0x0208;
const SHORT_NUMBER: u16 = 0x027E;
const SHARED_FORMULA: u16 = 0x04BC;

/// Records of cells, with or without content.
const CELLS: [u16; 12] = [
    FORMULA,
    OLDER_FORMULA,
    OLD_FORMULA,
    MANY_NUMBERS,
    MANY_BLANKS,
    RICH_TEXT,
    SHARED_TEXT,
    BLANK,
    NUMBER,
    TEXT,
    BOOL_ERROR,
    SHORT_NUMBER,
];

/// An empty text in a formula.
const EMPTY_TEXT: [u8; 2] = [0x17, 0];

/// The content of one worksheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) cells: Vec<XlsCell>,
    pub(super) merges: Vec<Region>,
    /// Rows and columns that are hidden.
    pub(super) hidden: (Vec<HiddenSpan>, Vec<HiddenSpan>),
    /// Whether some formula under a percentage format is stored with an empty text.
    pub(super) empty: bool,
    pub(super) frame: Frame,
    /// Whether the result of the last formula is a text, which follows in a record of its own.
    awaits: bool,
    /// Zeros by index of their cell, with the first cell of the shared formula.
    zeros: Vec<(usize, CellRef)>,
    /// First cells of shared formulas that may return an empty text.
    nothing: HashSet<CellRef>,
}

/// A cell with its format and content.
#[derive(Debug)]
pub(super) struct XlsCell {
    pub(super) at: CellRef,
    /// Number of its cell format.
    pub(super) style: u16,
    pub(super) content: XlsValue,
    pub(super) formula: bool,
    /// Whether it is a formula that may return an empty text and is stored as 0.
    pub(super) hollow: bool,
}

#[derive(Debug, PartialEq)]
pub(super) enum XlsValue {
    Number(f64),
    /// Index of a shared text.
    Shared(usize),
    Text(String),
    Bool(bool),
    Error(&'static str),
}

impl Sheet {
    /// Reads the records of a sheet behind the first one, up to its end.
    pub(super) fn read(mut records: Records<'_>, globals: &Globals) -> Result<Self, Refusal> {
        let mut sheet = Self::default();
        let mut depth = 0_usize;
        while let Some(record) = records.next().transpose()? {
            match record.kind {
                BEGIN => depth += 1,
                END if depth == 0 => return Ok(sheet.settled()),
                END => depth -= 1,
                NONE => return Err(Refusal::Damaged),
                // Cells of an embedded chart.
                _ if depth > 0 => {}
                RESULT => sheet.result(text(records.pieces(record.body)?)?)?,
                kind => sheet.take(kind, record.body, globals)?,
            }
        }
        Err(Refusal::Damaged)
    }

    fn take(&mut self, kind: u16, body: &[u8], globals: &Globals) -> Result<(), Refusal> {
        match kind {
            FORMULA | OLD_FORMULA | OLDER_FORMULA => self.formula(body, globals)?,
            NUMBER => self.cell(body, XlsValue::Number(double(body, 6)?))?,
            SHORT_NUMBER => {
                exactly(body, 10)?;
                self.cell(body, XlsValue::Number(short_number(long(body, 6)?)))?;
            }
            SHARED_TEXT => {
                exactly(body, 10)?;
                let number = usize::try_from(long(body, 6)?).map_err(|_| Refusal::Damaged)?;
                self.cell(body, XlsValue::Shared(number))?;
            }
            TEXT | RICH_TEXT => {
                let text = text(vec![body.get(6..).unwrap_or_default()])?;
                self.cell(body, XlsValue::Text(text))?;
            }
            BOOL_ERROR => self.cell(body, truth(body.get(6..).unwrap_or_default())?)?,
            MANY_NUMBERS => self.many(body, 6, |sheet, at, number| {
                let content = XlsValue::Number(short_number(long(number, 2)?));
                sheet.put(at, short(number, 0)?, content)
            })?,
            BLANK => {
                exactly(body, 6)?;
                let at = place(body)?;
                self.frame.cells(at, at);
            }
            MANY_BLANKS => self.many(body, 2, |_, _, _| Ok(()))?,
            ROW => self.row(body)?,
            COLUMNS => self.columns(body)?,
            MERGED => self.merges.extend(merged(body)?),
            SHARED_FORMULA => self.shared(body),
            _ => {}
        }
        if !CELLS.contains(&kind) {
            self.frame.other(kind);
        }
        Ok(())
    }

    fn cell(&mut self, body: &[u8], content: XlsValue) -> Result<(), Refusal> {
        let at = place(body)?;
        self.frame.cells(at, at);
        self.put(at, short(body, 4)?, content)
    }

    fn put(&mut self, at: CellRef, style: u16, content: XlsValue) -> Result<(), Refusal> {
        // The text of a formula follows immediately.
        if self.awaits {
            return Err(Refusal::Damaged);
        }
        if self.cells.len() >= Limits::CELLS {
            let found = self.cells.len().saturating_add(1);
            return Err(too_many(found, Limits::CELLS, "个单元格 cells"));
        }
        self.cells.push(XlsCell {
            at,
            style,
            content,
            formula: false,
            hollow: false,
        });
        Ok(())
    }

    /// The consecutive cells of a row, each in a fixed number of bytes.
    fn many(
        &mut self,
        body: &[u8],
        size: usize,
        mut take: impl FnMut(&mut Self, CellRef, &[u8]) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let first = place(body)?;
        let end = body.len().saturating_sub(2);
        let last = u32::from(short(body, end)?);
        let all = body.get(4..end).ok_or(Refusal::Damaged)?;
        let columns = first.col..=last;
        if Some(all.len()) != columns.clone().count().checked_mul(size) {
            return Err(Refusal::Damaged);
        }
        self.frame.cells(first, CellRef::new(first.row, last));
        for (col, described) in columns.zip(all.chunks_exact(size)) {
            take(self, CellRef::new(first.row, col), described)?;
        }
        Ok(())
    }

    fn formula(&mut self, body: &[u8], globals: &Globals) -> Result<(), Refusal> {
        let length = usize::from(short(body, 20)?);
        let tokens = body.get(22..).unwrap_or_default();
        let result = body.get(6..14).ok_or(Refusal::Damaged)?;
        let percent = globals.is_percent(short(body, 4)?)?;
        let tokens = tokens.get(..length).ok_or(Refusal::Damaged)?;
        let content = match result {
            [0, .., 0xFF, 0xFF] => XlsValue::Text(String::new()),
            [1, _, truth, .., 0xFF, 0xFF] => XlsValue::Bool(*truth != 0),
            [2, _, error, .., 0xFF, 0xFF] => XlsValue::Error(error_name(*error)?),
            [3, .., 0xFF, 0xFF] => {
                self.empty |= percent;
                XlsValue::Text(String::new())
            }
            _ => XlsValue::Number(double(body, 6)?),
        };
        let zero = result == [0; 8];
        self.cell(body, content)?;
        self.awaits = matches!(result, [0, .., 0xFF, 0xFF]);
        let number = self.cells.len().saturating_sub(1);
        let Some(cell) = self.cells.last_mut() else {
            return Ok(());
        };
        cell.formula = true;
        match tokens {
            _ if !zero => {}
            [1, anchor @ ..] if anchor.len() == 4 => self.zeros.push((number, place(anchor)?)),
            tokens => cell.hollow = says_nothing(tokens),
        }
        Ok(())
    }

    /// The text result of the last formula.
    fn result(&mut self, text: String) -> Result<(), Refusal> {
        let cell = self.cells.last_mut().filter(|_| self.awaits);
        cell.ok_or(Refusal::Damaged)?.content = XlsValue::Text(text);
        self.awaits = false;
        Ok(())
    }

    /// Records a shared formula, which follows the first of its cells.
    fn shared(&mut self, body: &[u8]) {
        if says_nothing(body.get(10..).unwrap_or_default()) {
            self.nothing.extend(self.cells.last().map(|cell| cell.at));
        }
    }

    fn row(&mut self, body: &[u8]) -> Result<(), Refusal> {
        let row = u32::from(short(body, 0)?);
        let columns = (u32::from(short(body, 2)?), u32::from(short(body, 4)?));
        self.frame.row(row, columns);
        if body.get(12).is_some_and(|flags| flags & 0x20 != 0) {
            self.hidden.0.push((row, row));
        }
        Ok(())
    }

    fn columns(&mut self, body: &[u8]) -> Result<(), Refusal> {
        let columns = (u32::from(short(body, 0)?), u32::from(short(body, 2)?));
        if body.get(8).is_some_and(|flags| flags & 1 != 0) {
            self.hidden.1.push(columns);
        }
        Ok(())
    }

    /// The sheet after all its records are read.
    fn settled(mut self) -> Self {
        for (number, anchor) in std::mem::take(&mut self.zeros) {
            if let Some(cell) = self.cells.get_mut(number) {
                cell.hollow = self.nothing.contains(&anchor);
            }
        }
        self
    }
}

fn exactly(body: &[u8], length: usize) -> Result<(), Refusal> {
    match body.len() == length {
        true => Ok(()),
        false => Err(Refusal::Damaged),
    }
}

/// Whether a formula contains an empty text.
fn says_nothing(tokens: &[u8]) -> bool {
    tokens.windows(2).any(|token| token == EMPTY_TEXT)
}

/// TRUE, FALSE or an error value.
fn truth(body: &[u8]) -> Result<XlsValue, Refusal> {
    match body {
        [truth, 0, ..] => Ok(XlsValue::Bool(*truth != 0)),
        [error, 1, ..] => error_name(*error).map(XlsValue::Error),
        _ => Err(Refusal::Damaged),
    }
}

/// Merged regions: their number, then rows and columns of each.
fn merged(body: &[u8]) -> Result<Vec<Region>, Refusal> {
    let areas = body.get(2..).unwrap_or_default();
    exactly(areas, usize::from(short(body, 0)?) * 8)?;
    let area = |area: &[u8]| {
        let at = |at| short(area, at).map(u32::from);
        Ok(Region {
            first: CellRef::new(at(0)?, at(4)?),
            last: CellRef::new(at(2)?, at(6)?),
        })
    };
    areas.chunks_exact(8).map(area).collect()
}
