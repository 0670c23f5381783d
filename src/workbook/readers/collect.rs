//! Cells collected within the window and the limits, with remarks on what could not be read.

use std::borrow::Cow;
use std::cell::RefCell;

use ecow::EcoString;

use calamine::DataType;
use rust_decimal::Decimal;

use super::calendar;
use super::letters::Letters;
use crate::base::memo::{Memo, remembered};
use crate::base::number;
use crate::base::traditional::in_simplified;
use crate::base::visible;
use crate::finding::Refusal;
use crate::model::{CellRef, Date};
use crate::workbook::grid::{HiddenSpan, in_order};
use crate::workbook::limits::{Limits, too_many};
use crate::workbook::{Cell, Region, Remark, Sheet, Value, Workbook};

/// How a cell displays its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// As stored.
    Plain,
    /// As a percentage with this number of places, if known.
    Percent(Option<u8>),
    /// Divided by this power of ten.
    Scaled(u8),
    /// With leading zeros up to this number of digits.
    Padded(usize),
    /// With a text around it.
    Lettered(Letters),
    /// Not at all or as another number, possibly only if it is positive.
    Veiled { positive: bool },
}

/// The origin of a cell's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueOrigin {
    /// A typed value.
    Typed,
    /// A formula.
    Formula,
    /// A formula with a text as its result, which may be empty.
    TextFormula,
    /// An error value, which reads as text.
    Error,
}

/// The content of a cell as a reader returns it.
#[derive(Debug)]
pub(super) enum Raw<'a> {
    Blank,
    Text(Cow<'a, str>),
    Number(f64),
    /// A number that is exact in its text.
    Figure(Decimal),
    Date(Date),
    /// A number under a date format, with its day, if it is one.
    Dated(f64, Option<Date>),
    Bool(bool),
    Error(Cow<'a, str>),
}

impl<'a> Raw<'a> {
    /// The value that calamine read.
    pub(super) fn of<D: DataType>(data: &'a D) -> Self {
        if let Some(text) = data.get_string() {
            return Self::Text(Cow::Borrowed(text));
        }
        if let Some(number) = data.get_float() {
            return Self::Number(number);
        }
        if let Some(stored) = data.get_datetime() {
            return match stored.is_datetime() {
                true => Self::Dated(stored.as_f64(), calendar::day(stored)),
                false => Self::Number(stored.as_f64()),
            };
        }
        Self::of_rare(data)
    }

    fn of_rare<D: DataType>(data: &'a D) -> Self {
        if let Some(number) = data.get_int() {
            #[allow(clippy::cast_precision_loss, reason = "comes from 30 bits")]
            return Self::Number(number as f64);
        }
        if let Some(truth) = data.get_bool() {
            return Self::Bool(truth);
        }
        if let Some(error) = data.get_error() {
            return Self::Error(Cow::Owned(error.to_string()));
        }
        match data.get_datetime_iso().or_else(|| data.get_duration_iso()) {
            Some(iso) => Self::iso(iso),
            None => Self::Blank,
        }
    }

    /// A date or duration as ISO text.
    pub(super) fn iso(text: &'a str) -> Self {
        calendar::iso_day(text).map_or(Self::Text(Cow::Borrowed(text)), Self::Date)
    }
}

/// The workbook while it is read.
#[derive(Debug, Default)]
pub(super) struct Collector {
    workbook: Workbook,
    taken: usize,
}

/// One sheet while it is read.
#[derive(Debug)]
pub(super) struct SheetDraft {
    name: EcoString,
    cells: Vec<Cell>,
    beyond: Option<CellRef>,
    hidden: (Vec<HiddenSpan>, Vec<HiddenSpan>),
}

impl SheetDraft {
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: visible(name).trim().into(),
            cells: Vec::new(),
            beyond: None,
            hidden: (Vec::new(), Vec::new()),
        }
    }

    /// Records which rows and columns are hidden.
    pub(super) fn hide(&mut self, rows: &[HiddenSpan], columns: &[HiddenSpan]) {
        self.hidden = (rows.to_vec(), columns.to_vec());
    }

    /// Reserves memory for this number of cells.
    pub(super) fn expect(&mut self, cells: usize) {
        self.cells.reserve(cells.min(Limits::CELLS));
    }
}

impl Collector {
    pub(super) fn hidden(&mut self, name: &str) {
        let name = visible(name).trim().into();
        self.workbook.remarks.push(Remark::HiddenSheet(name));
    }

    /// Adds a remark on a cell.
    pub(super) fn remark(
        &mut self,
        remark: fn(EcoString, CellRef) -> Remark,
        draft: &SheetDraft,
        at: CellRef,
    ) {
        self.workbook.remarks.push(remark(draft.name.clone(), at));
    }

    /// Adds one cell to `draft`.
    pub(super) fn put(
        &mut self,
        draft: &mut SheetDraft,
        at: CellRef,
        raw: Raw<'_>,
        shown: Shown,
        behind: ValueOrigin,
    ) -> Result<(), Refusal> {
        let raw = match (raw, behind) {
            (Raw::Text(text), ValueOrigin::Error) => Raw::Error(text),
            (raw, _) => raw,
        };
        if matches!(raw, Raw::Blank) && behind != ValueOrigin::Formula {
            return Ok(());
        }
        if at.row >= Limits::ROWS || at.col >= Limits::COLUMNS {
            draft.beyond.get_or_insert(at);
            return Ok(());
        }
        self.workbook.remarks.extend(odd(&raw, shown, draft, at));
        let formula = matches!(behind, ValueOrigin::Formula | ValueOrigin::TextFormula);
        match value(raw, shown) {
            Ok(None) => return Ok(()),
            Ok(Some(value)) => draft.cells.push(Cell { at, value, formula }),
            Err(trouble) => {
                let remark = trouble.remark(draft.name.clone(), at)?;
                self.workbook.remarks.push(remark);
            }
        }
        self.taken += 1;
        if self.taken > Limits::CELLS {
            return Err(too_many(self.taken, Limits::CELLS, "个单元格 cells"));
        }
        Ok(())
    }

    /// Closes a sheet: refuses duplicate cells, drops cells hidden by merged regions.
    pub(super) fn close(&mut self, draft: SheetDraft, merges: Vec<Region>) -> Result<(), Refusal> {
        if let Some(at) = draft.beyond {
            self.remark(Remark::BeyondWindow, &draft, at);
        }
        if merges.len() > Limits::MERGES {
            return Err(too_many(
                merges.len(),
                Limits::MERGES,
                "个合并区域 merged regions",
            ));
        }
        let mut cells = draft.cells;
        in_order(&mut cells);
        let doubled = cells
            .windows(2)
            .any(|w| matches!(w, [a, b] if a.at == b.at));
        if doubled {
            return Err(Refusal::Contradictory);
        }
        let mut merges: Vec<Region> = merges.into_iter().filter(|m| is_area(*m)).collect();
        merges.sort_by_key(|m| m.first);
        let mut covered = MergedAreas::new(&merges);
        cells.retain(|c| !covered.hides(c.at));
        let (rows, columns) = draft.hidden;
        let sheet = Sheet::new(draft.name, cells, merges).hiding(rows, columns);
        self.workbook.sheets.push(sheet);
        Ok(())
    }

    pub(super) fn finish(self) -> Workbook {
        self.workbook
    }
}

enum Trouble {
    TooLong(usize),
    Uncalculated,
    Range,
    Error(EcoString),
}

impl Trouble {
    /// The remark on the cell `at` of the sheet `name`, or why the workbook is refused.
    fn remark(self, name: EcoString, at: CellRef) -> Result<Remark, Refusal> {
        Ok(match self {
            Self::TooLong(length) => {
                return Err(too_many(length, Limits::TEXT, "个字符 characters"));
            }
            Self::Uncalculated => Remark::Uncalculated(name, at),
            Self::Range => Remark::OutOfRange(name, at),
            Self::Error(text) => Remark::ErrorValue(name, at, text),
        })
    }
}

/// The value of a cell; `None` where it reads as blank.
fn value(raw: Raw<'_>, shown: Shown) -> Result<Option<Value>, Trouble> {
    match raw {
        Raw::Blank => Err(Trouble::Uncalculated),
        Raw::Text(text) => self::text(&text),
        Raw::Number(double) => {
            let figure = number::from_cell(double).ok_or(Trouble::Range)?;
            Ok(Some(under(figure, shown)))
        }
        Raw::Figure(figure) => Ok(Some(under(figure, shown))),
        Raw::Dated(_, Some(date)) if is_of_these_years(date) => Ok(Some(Value::Date(date))),
        Raw::Dated(double, _) => {
            let figure = number::from_cell(double).ok_or(Trouble::Range)?;
            Ok(Some(Value::Number(figure)))
        }
        Raw::Date(date) => Ok(Some(Value::Date(date))),
        Raw::Bool(truth) => Ok(Some(Value::Bool(truth))),
        Raw::Error(error) => Err(Trouble::Error(visible(&error).trim().into())),
    }
}

/// The value of a figure under its format.
fn under(figure: Decimal, shown: Shown) -> Value {
    match shown {
        Shown::Plain | Shown::Veiled { .. } => Value::Number(figure),
        Shown::Lettered(letters) => match letters.text(figure) {
            Some(text) => Value::Text(text.into()),
            None => Value::Number(figure),
        },
        Shown::Percent(places) => Value::Percent(figure, places),
        Shown::Scaled(powers) => Value::Number(scaled(figure, powers)),
        Shown::Padded(digits) => padded(figure, digits),
    }
}

/// Whether a day can be meant on a form; other dates are numbers under a wrong format.
fn is_of_these_years(date: Date) -> bool {
    date.year.is_some_and(|year| (1990..=2060).contains(&year))
}

fn scaled(figure: Decimal, powers: u8) -> Decimal {
    let mut shown = figure;
    for _ in 0..powers {
        shown = shown.checked_div(Decimal::TEN).unwrap_or(shown);
    }
    shown.normalize()
}

/// `000000` shows 12345 as 012345, which is a code and no number. A number with that many digits remains one.
fn padded(figure: Decimal, digits: usize) -> Value {
    let plain = figure.normalize().to_string();
    let short = plain.len() < digits && plain.bytes().all(|b| b.is_ascii_digit());
    match short {
        true => Value::Text(format!("{plain:0>digits$}").into()),
        false => Value::Number(figure),
    }
}

/// The remark on a number whose format shows another one, or a date that is none.
fn odd(raw: &Raw<'_>, shown: Shown, draft: &SheetDraft, at: CellRef) -> Option<Remark> {
    let name = || draft.name.clone();
    let stored = || match raw {
        Raw::Figure(figure) => Some(*figure),
        Raw::Number(double) => number::from_cell(*double),
        _ => None,
    };
    match (raw, shown) {
        (Raw::Number(_) | Raw::Figure(_), Shown::Scaled(powers)) => {
            let stored = stored().filter(|figure| !figure.is_zero())?;
            let seen = scaled(stored, powers);
            Some(Remark::Scaled(
                name(),
                at,
                stored.to_string().into(),
                seen.to_string().into(),
            ))
        }
        (Raw::Number(_) | Raw::Figure(_), Shown::Veiled { positive }) => {
            let veiled = !positive || stored()? > Decimal::ZERO;
            veiled.then(|| Remark::Veiled(name(), at))
        }
        (Raw::Dated(double, date), _) if !date.is_some_and(is_of_these_years) => {
            let stored = number::from_cell(*double)?;
            Some(Remark::Undated(name(), at, stored.to_string().into()))
        }
        _ => None,
    }
}

thread_local! {
    /// Displayed texts, in simplified characters.
    static SEEN: RefCell<Memo<EcoString>> = const { RefCell::new(Memo::new()) };
}

fn text(text: &str) -> Result<Option<Value>, Trouble> {
    if text.len() > Limits::TEXT {
        let length = text.chars().count();
        if length > Limits::TEXT {
            return Err(Trouble::TooLong(length));
        }
    }
    let seen = remembered(&SEEN, text, |text| in_simplified(visible(text)).into());
    let blank = seen.trim_start().is_empty();
    Ok((!blank).then_some(Value::Text(seen)))
}

fn is_area(region: Region) -> bool {
    region.first != region.last
        && region.first.row <= region.last.row
        && region.first.col <= region.last.col
        && region.first.row < Limits::ROWS
        && region.first.col < Limits::COLUMNS
}

/// Merged regions while cells are processed in order: those that have begun and not ended.
struct MergedAreas<'a> {
    ahead: &'a [Region],
    open: Vec<Region>,
}

impl<'a> MergedAreas<'a> {
    const fn new(merges: &'a [Region]) -> Self {
        Self {
            ahead: merges,
            open: Vec::new(),
        }
    }

    fn hides(&mut self, at: CellRef) -> bool {
        while let Some((next, rest)) = self.ahead.split_first() {
            if next.first > at {
                break;
            }
            self.open.push(*next);
            self.ahead = rest;
        }
        self.open.retain(|m| m.last.row >= at.row);
        self.open.iter().any(|m| m.contains(at) && m.first != at)
    }
}
