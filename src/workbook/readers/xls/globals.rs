//! The first part of an .xls stream: formats, shared texts and the positions of the sheets.

use std::collections::HashMap;

use super::records::{BEGIN, BOUND_SHEET, END, FILE_PASS, NONE, Records};
use super::strings::{Fonts, SharedTexts, name, text};
use crate::finding::Refusal;
use crate::workbook::readers::binary::{long, short};
use crate::workbook::readers::collect::Shown;
use crate::workbook::readers::format::Shows;
use crate::workbook::readers::look::FontEffect;

const DATE_MODE: u16 = 0x0022;
const FONT: u16 = 0x0031;
const XF: u16 = 0x00E0;
const SHARED_TEXTS: u16 = 0x00FC;
const FORMAT: u16 = 0x041E;

/// The data that all sheets refer to.
#[derive(Debug, Default)]
pub(super) struct Globals {
    /// Per cell format: how it displays a number.
    shows: Vec<Shows>,
    /// Per cell format: whether its font is crossed out.
    struck: Vec<bool>,
    /// The sheets in order.
    pub(super) tabs: Vec<Tab>,
    pub(super) shared: SharedTexts,
    /// Whether days are counted from 1904.
    pub(super) date_1904: bool,
}

/// One sheet in the list of sheets.
#[derive(Debug)]
pub(super) struct Tab {
    pub(super) name: String,
    /// Its offset.
    pub(super) start: usize,
    pub(super) hidden: bool,
    pub(super) kind: TabKind,
}

/// The kind of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TabKind {
    Worksheet,
    /// Macros, whose cells use the shared texts too.
    Macros,
    /// A chart, whose cells copy figures of other sheets, or a module.
    Other,
}

impl Globals {
    /// Reads up to the end of the first part; a stream with a password is refused.
    pub(super) fn read(stream: &[u8]) -> Result<Self, Refusal> {
        let mut globals = Self::default();
        let mut codes: HashMap<u16, Shows> = HashMap::new();
        let mut used = Vec::new();
        let mut fonts = Fonts::default();
        let mut records = Records::from(stream, 0);
        while let Some(record) = records.next().transpose()? {
            let body = record.body;
            match record.kind {
                FILE_PASS => return Err(Refusal::Password),
                FORMAT => {
                    // Some programs write codes as older versions did: then only the number counts.
                    let code = text(vec![body.get(2..).unwrap_or_default()]).ok();
                    let shows = code.map(|code| Shows::of_code(&code));
                    codes.extend(Some(short(body, 0)?).zip(shows));
                }
                FONT => fonts.push(body),
                XF => {
                    used.push(short(body, 2)?);
                    let look = fonts.look(short(body, 0)?);
                    globals.struck.push(look == FontEffect::Struck);
                }
                DATE_MODE => globals.date_1904 = short(body, 0)? == 1,
                BOUND_SHEET => globals.tabs.push(Tab::read(body)?),
                SHARED_TEXTS => globals.shared = SharedTexts::read(records.pieces(body)?, &fonts)?,
                END => break,
                NONE => return Err(Refusal::Damaged),
                _ => {}
            }
        }
        let shows = |id: &u16| Shows::of_number(u32::from(*id), codes.get(id));
        globals.shows = used.iter().map(shows).collect();
        Ok(globals)
    }

    /// The records of worksheet number `number` from its listed offset; if that is wrong for this sheet alone, from the
    /// offset of the sheet of this number in the stream.
    pub(super) fn records<'a>(
        &self,
        number: usize,
        stream: &'a [u8],
    ) -> Result<Records<'a>, Refusal> {
        let tab = self.tabs.get(number).ok_or(Refusal::Damaged)?;
        if let Some(records) = worksheet(stream, tab.start)? {
            return Ok(records);
        }
        let starts = starts(stream)?;
        let said = self.tabs.iter().map(|tab| tab.start);
        let wrong = said.zip(&starts).filter(|(said, start)| said != *start);
        let start = starts.get(number).ok_or(Refusal::Damaged)?;
        if starts.len() != self.tabs.len() || wrong.count() != 1 {
            return Err(Refusal::Damaged);
        }
        worksheet(stream, *start)?.ok_or(Refusal::Damaged)
    }

    /// Refuses a stream with one worksheet more than are listed: the entry of a sheet became another record.
    pub(super) fn all_listed(&self, stream: &[u8]) -> Result<(), Refusal> {
        let starts = starts(stream).unwrap_or_default();
        let begins = |start: &&usize| worksheet(stream, **start).is_ok_and(|one| one.is_some());
        let tabs = self.tabs.iter();
        let listed = tabs.filter(|tab| tab.kind == TabKind::Worksheet).count();
        match starts.iter().filter(begins).count() == listed + 1 {
            true => Err(Refusal::Contradictory),
            false => Ok(()),
        }
    }

    /// How a cell format displays a number; a format that does not exist is damage.
    pub(super) fn shows(&self, style: u16) -> Result<Shows, Refusal> {
        let shows = self.shows.get(usize::from(style)).copied();
        shows.ok_or(Refusal::Damaged)
    }

    /// Whether the font of a cell format is crossed out.
    pub(super) fn crosses_out(&self, style: u16) -> bool {
        self.struck.get(usize::from(style)) == Some(&true)
    }

    /// Whether a cell format shows a percentage.
    pub(super) fn is_percent(&self, style: u16) -> Result<bool, Refusal> {
        let shows = self.shows(style)?;
        Ok(matches!(shows, Shows::Number(Shown::Percent(_))))
    }
}

impl Tab {
    fn read(body: &[u8]) -> Result<Self, Refusal> {
        let (Some(state), Some(kind)) = (body.get(4), body.get(5)) else {
            return Err(Refusal::Damaged);
        };
        let name = name(body.get(6..).unwrap_or_default())?;
        Ok(Self {
            name: name.replace('\0', ""),
            start: usize::try_from(long(body, 0)?).map_err(|_| Refusal::Damaged)?,
            hidden: match state {
                0 => false,
                1 | 2 => true,
                _ => return Err(Refusal::Damaged),
            },
            kind: match kind {
                0 => TabKind::Worksheet,
                1 => TabKind::Macros,
                2 | 6 => TabKind::Other,
                _ => return Err(Refusal::Damaged),
            },
        })
    }
}

/// The records of the worksheet that begins at `start`.
fn worksheet(stream: &[u8], start: usize) -> Result<Option<Records<'_>>, Refusal> {
    const WORKSHEET: u16 = 0x0010;
    let mut records = Records::from(stream, start);
    // The bytes at this offset may be no record at all.
    let first = records.next().transpose().unwrap_or_default();
    match first {
        Some(first) if first.kind == BEGIN => {
            Ok((short(first.body, 2)? == WORKSHEET).then_some(records))
        }
        _ => Ok(None),
    }
}

/// Offsets of the sheets, in order, each with the charts in it.
fn starts(stream: &[u8]) -> Result<Vec<usize>, Refusal> {
    let mut starts = Vec::new();
    let mut depth = 0_usize;
    let mut records = Records::from(stream, 0);
    loop {
        let at = records.at();
        match records.next().transpose()? {
            Some(record) if record.kind == BEGIN => {
                if depth == 0 {
                    starts.push(at);
                }
                depth += 1;
            }
            Some(record) if record.kind == END => depth = depth.saturating_sub(1),
            Some(_) => {}
            None => break,
        }
    }
    // The first part is that of the whole workbook.
    Ok(starts.split_off(1.min(starts.len())))
}
