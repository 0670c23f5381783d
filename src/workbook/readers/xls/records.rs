//! The records of an .xls stream, walked for their framing and for what calamine drops.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::finding::Refusal;
use crate::model::CellRef;
use crate::workbook::grid::Hidden;
use crate::workbook::readers::collect::Shown;
use crate::workbook::readers::format;

const FORMULA: u16 = 0x0006;
const END: u16 = 0x000A;
const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
const MUL_RK: u16 = 0x00BD;
const XF: u16 = 0x00E0;
const LABEL_SST: u16 = 0x00FD;
const DIMENSIONS: u16 = 0x0200;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOL_ERROR: u16 = 0x0205;
const RK: u16 = 0x027E;
const FORMAT: u16 = 0x041E;
const SHARED_FORMULA: u16 = 0x04BC;
const BEGIN: u16 = 0x0809;
const ROW: u16 = 0x0208;
const COLUMNS: u16 = 0x007D;

/// The text without letters in a formula.
const EMPTY_TEXT: [u8; 2] = [0x17, 0];
/// Kind of sheet: a chart on a sheet of its own.
const CHART: u8 = 2;

/// What the first part of the stream says about formats and sheets.
#[derive(Debug, Default)]
pub(super) struct Globals {
    /// Per cell format: how it shows a number.
    shown: Vec<Shown>,
    /// Where each sheet begins.
    sheets: Vec<usize>,
    /// Those of them that hold a chart: its cells are a copy of other sheets' figures.
    charts: HashSet<usize>,
}

/// What one sheet says about its cells beside their values.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Numbers that are not shown as they are.
    pub(super) shown: HashMap<CellRef, Shown>,
    /// Rows and columns that are hidden.
    pub(super) hidden: (Vec<Hidden>, Vec<Hidden>),
    /// Cells with a formula.
    pub(super) formulas: HashSet<CellRef>,
    /// Formulas that may show an empty text and are stored as 0.
    pub(super) hollow: HashSet<CellRef>,
    /// Whether some formula that shows a percentage is stored as the empty text.
    empty: bool,
    /// The formula read last.
    last: CellRef,
    /// Zeros with the place of the formula that they share.
    zeros: Vec<(CellRef, u16, u16)>,
    /// First cells of shared formulas that may show an empty text.
    nothing: HashSet<CellRef>,
    /// Where in the stream the extent of the sheet is declared.
    pub(super) extents: Vec<Range<usize>>,
}

impl Marks {
    /// Notes how a formula is stored: where cells show numbers, LibreOffice writes 0 for the empty text.
    fn result(&mut self, at: CellRef, data: &[u8], shown: Option<&Shown>) {
        self.last = at;
        match data.get(6..14) {
            Some([3, .., 0xFF, 0xFF]) => {
                self.empty |= matches!(shown, Some(Shown::Percent(_)));
            }
            Some([0, 0, 0, 0, 0, 0, 0, 0]) => match data.get(22..).unwrap_or_default() {
                [1, place @ ..] if place.len() == 4 => {
                    let anchor = short(place, 0).and_then(|row| Ok((row, short(place, 2)?)));
                    self.zeros
                        .extend(anchor.ok().map(|(row, col)| (at, row, col)));
                }
                tokens if says_nothing(tokens) => {
                    self.hollow.insert(at);
                }
                _ => {}
            },
            _ => {}
        }
    }

    /// Notes a formula that several cells share; it stands behind the first of them.
    fn shared(&mut self, data: &[u8]) {
        if says_nothing(data.get(10..).unwrap_or_default()) {
            self.nothing.insert(self.last);
        }
    }

    /// Finds the zeros of shared formulas, once all of these are known.
    fn settle(mut self) -> Self {
        for (at, row, col) in std::mem::take(&mut self.zeros) {
            let anchor = CellRef::new(u32::from(row), u32::from(col));
            if self.nothing.contains(&anchor) {
                self.hollow.insert(at);
            }
        }
        self
    }

    /// Declares a sheet of one cell: calamine reserves memory for the extent and uses it for nothing else.
    pub(super) fn shrink_extents(&self, stream: &mut [u8]) {
        for place in &self.extents {
            let body = stream.get_mut(place.clone()).unwrap_or_default();
            let (row, column) = if body.len() >= 14 { (4, 10) } else { (2, 6) };
            for (at, byte) in body.iter_mut().enumerate() {
                *byte = u8::from(at == row || at == column);
            }
        }
    }
}

impl Globals {
    /// Reads up to the end of the first part; a stream with a password is refused.
    pub(super) fn read(stream: &[u8]) -> Result<Self, Refusal> {
        let mut globals = Self::default();
        let mut codes: HashMap<u16, Shown> = HashMap::new();
        let mut used = Vec::new();
        for record in Records::from(stream, 0) {
            let (kind, data, _) = record?;
            match kind {
                FILE_PASS => return Err(Refusal::Password),
                FORMAT => {
                    codes.insert(short(data, 0)?, format::shown(&code(data)));
                }
                XF => used.push(short(data, 2)?),
                BOUND_SHEET => {
                    let start = offset(data)?;
                    globals.sheets.push(start);
                    if data.get(5) == Some(&CHART) {
                        globals.charts.insert(start);
                    }
                }
                END => break,
                _ => {}
            }
        }
        let shown = |id: &u16| match codes.get(id) {
            Some(shown) => *shown,
            None => format::builtin(u32::from(*id)),
        };
        globals.shown = used.iter().map(shown).collect();
        Ok(globals)
    }

    /// Walks every sheet.
    pub(super) fn marks(&self, stream: &[u8]) -> Result<Vec<Marks>, Refusal> {
        let sheet = |start: &usize| self.sheet(stream, *start);
        let mut marks: Vec<Marks> = self.sheets.iter().map(sheet).collect::<Result<_, _>>()?;
        // A program that stores empty texts as such stores 0 only where it is 0.
        if marks.iter().any(|m| m.empty) {
            marks.iter_mut().for_each(|m| m.hollow.clear());
        }
        Ok(marks)
    }

    fn sheet(&self, stream: &[u8], start: usize) -> Result<Marks, Refusal> {
        let mut marks = Marks::default();
        let mut places = HashSet::new();
        let mut depth = 0_usize;
        for record in Records::from(stream, start) {
            let (kind, data, place_in_stream) = record?;
            match kind {
                BEGIN => depth += 1,
                END if depth <= 1 => return Ok(marks.settle()),
                END => depth -= 1,
                // Cells of an embedded chart.
                _ if depth > 1 => {}
                SHARED_FORMULA => marks.shared(data),
                DIMENSIONS => marks.extents.push(place_in_stream),
                _ if self.charts.contains(&start) => {}
                ROW => marks.hidden.0.extend(hidden_row(data)?),
                COLUMNS => marks.hidden.1.extend(hidden_columns(data)?),
                MUL_RK => {
                    for (at, xf) in many(data)? {
                        self.mark(&mut marks, at, xf);
                        place(&mut places, at)?;
                    }
                }
                NUMBER | RK | FORMULA | LABEL | LABEL_SST | BOOL_ERROR => {
                    let at = at(data)?;
                    place(&mut places, at)?;
                    if kind == FORMULA {
                        marks.formulas.insert(at);
                        let style = usize::from(short(data, 4)?);
                        marks.result(at, data, self.shown.get(style));
                    }
                    if matches!(kind, NUMBER | RK | FORMULA) {
                        self.mark(&mut marks, at, short(data, 4)?);
                    }
                }
                _ => {}
            }
        }
        Err(Refusal::Damaged)
    }

    fn mark(&self, marks: &mut Marks, at: CellRef, xf: u16) {
        let shown = self.shown.get(usize::from(xf)).copied();
        if let Some(shown) = shown.filter(|shown| *shown != Shown::Plain) {
            marks.shown.insert(at, shown);
        }
    }
}

/// Whether the text without letters occurs in a formula.
fn says_nothing(tokens: &[u8]) -> bool {
    tokens.windows(2).any(|token| token == EMPTY_TEXT)
}

/// The row of a row record, where it has no height.
fn hidden_row(data: &[u8]) -> Result<Option<Hidden>, Refusal> {
    let row = u32::from(short(data, 0)?);
    let flags = data.get(12).copied().unwrap_or_default();
    Ok((flags & 0x20 != 0).then_some((row, row)))
}

/// The columns of a column record, where they have no width.
fn hidden_columns(data: &[u8]) -> Result<Option<Hidden>, Refusal> {
    let columns = (u32::from(short(data, 0)?), u32::from(short(data, 2)?));
    let flags = data.get(8).copied().unwrap_or_default();
    Ok((flags & 1 != 0).then_some(columns))
}

fn place(places: &mut HashSet<CellRef>, at: CellRef) -> Result<(), Refusal> {
    match places.insert(at) {
        true => Ok(()),
        false => Err(Refusal::Contradictory),
    }
}

/// The cells of a row of numbers with their formats.
fn many(data: &[u8]) -> Result<Vec<(CellRef, u16)>, Refusal> {
    let first = at(data)?;
    let body = data.get(4..data.len().saturating_sub(2));
    let numbers = body.ok_or(Refusal::Damaged)?.chunks_exact(6);
    (first.col..)
        .zip(numbers)
        .map(|(col, number)| Ok((CellRef::new(first.row, col), short(number, 0)?)))
        .collect()
}

/// A format code.
fn code(data: &[u8]) -> String {
    let body = data.get(5..).unwrap_or_default();
    let wide = data.get(4).is_some_and(|flags| flags & 1 == 1);
    if !wide {
        return body.iter().map(|b| char::from(*b)).collect();
    }
    let units = body.chunks_exact(2);
    let units = units.filter_map(|pair| Some(u16::from_le_bytes(pair.try_into().ok()?)));
    let letters = char::decode_utf16(units);
    letters
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

fn offset(data: &[u8]) -> Result<usize, Refusal> {
    usize::try_from(long(data, 0)?).map_err(|_| Refusal::Damaged)
}

fn at(data: &[u8]) -> Result<CellRef, Refusal> {
    let (row, col) = (short(data, 0)?, short(data, 2)?);
    Ok(CellRef::new(u32::from(row), u32::from(col)))
}

fn short(data: &[u8], at: usize) -> Result<u16, Refusal> {
    match data.get(at..at + 2) {
        Some([low, high]) => Ok(u16::from_le_bytes([*low, *high])),
        _ => Err(Refusal::Damaged),
    }
}

fn long(data: &[u8], at: usize) -> Result<u32, Refusal> {
    let (low, high) = (short(data, at)?, short(data, at + 2)?);
    Ok(u32::from(low) | u32::from(high) << 16)
}

/// Records in order with their place; a header or body beyond the end is damage.
struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    const fn from(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at }
    }

    fn record(&self) -> Result<(u16, &'a [u8], Range<usize>), Refusal> {
        let start = self.at.checked_add(4).ok_or(Refusal::Damaged)?;
        let head = self.stream.get(self.at..start).ok_or(Refusal::Damaged)?;
        let (kind, length) = (short(head, 0)?, short(head, 2)?);
        let place = start..start.saturating_add(usize::from(length));
        let body = self.stream.get(place.clone()).ok_or(Refusal::Damaged)?;
        Ok((kind, body, place))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<(u16, &'a [u8], Range<usize>), Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.stream.len() {
            return None;
        }
        let record = self.record();
        self.at = record
            .as_ref()
            .map_or(usize::MAX, |(_, _, place)| place.end);
        Some(record)
    }
}
