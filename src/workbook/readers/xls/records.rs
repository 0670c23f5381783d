//! The records of an .xls stream: kind, length, body.

use crate::finding::Refusal;
use crate::model::CellRef;
use crate::workbook::readers::binary::short;

/// No record has this kind: zeros overwrite erased records.
pub(super) const NONE: u16 = 0;
pub(super) const END: u16 = 0x000A;
pub(super) const BEGIN: u16 = 0x0809;
pub(super) const FILE_PASS: u16 = 0x002F;
pub(super) const BOUND_SHEET: u16 = 0x0085;
const CONTINUE: u16 = 0x003C;

/// One record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) body: &'a [u8],
}

/// Records in order; a header or body beyond the end is damage.
pub(super) struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    pub(super) const fn from(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at }
    }

    /// Offset of the next record.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// The pieces of a text that may continue in the following records.
    pub(super) fn pieces(&mut self, body: &'a [u8]) -> Result<Vec<&'a [u8]>, Refusal> {
        let mut pieces = vec![body];
        loop {
            let before = self.at;
            match self.next().transpose()? {
                Some(record) if record.kind == CONTINUE => pieces.push(record.body),
                _ => {
                    self.at = before;
                    return Ok(pieces);
                }
            }
        }
    }

    fn record(&self) -> Result<(Record<'a>, usize), Refusal> {
        let start = self.at.checked_add(4).ok_or(Refusal::Damaged)?;
        let head = self.stream.get(self.at..start).ok_or(Refusal::Damaged)?;
        let (kind, length) = (short(head, 0)?, short(head, 2)?);
        let end = start.saturating_add(usize::from(length));
        let body = self.stream.get(start..end).ok_or(Refusal::Damaged)?;
        Ok((Record { kind, body }, end))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.stream.len() {
            return None;
        }
        let record = self.record();
        self.at = record.as_ref().map_or(usize::MAX, |(_, end)| *end);
        Some(record.map(|(record, _)| record))
    }
}

/// The cell of a record.
pub(super) fn place(body: &[u8]) -> Result<CellRef, Refusal> {
    let (row, col) = (short(body, 0)?, short(body, 2)?);
    Ok(CellRef::new(u32::from(row), u32::from(col)))
}
