//! A workbook as a bounded, sparse grid with absolute addresses: everything that the rest of the program reads from a
//! file.

use std::borrow::Cow;
use std::ops::Range;

use ecow::EcoString;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Region;
use super::stamp::Stamp;
use crate::base::mark::Setting;
use crate::base::number::{self, Rounding, RoundingMode};
use crate::model::{CellRef, Correction, Date};

/// The visible worksheets of one file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Workbook {
    /// In the order of the tabs; hidden sheets are skipped and listed in `remarks`.
    pub sheets: Vec<Sheet>,
    /// Observations while reading, such as hidden sheets or formulas without a result.
    pub remarks: Vec<Remark>,
    /// The blank form of this program that it was made from, by its properties.
    pub stamp: Option<Stamp>,
}

/// An observation about a file that affects its figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remark {
    /// A hidden worksheet was not read.
    HiddenSheet(EcoString),
    /// A formula without a stored value, which reads as blank.
    Uncalculated(EcoString, CellRef),
    /// A formula without a stored value, whose result was calculated by this program.
    Calculated(EcoString, CellRef),
    /// A formula that refers to another workbook.
    Linked(EcoString, CellRef),
    /// An error value such as `#DIV/0!`.
    ErrorValue(EcoString, CellRef, EcoString),
    /// Cells beyond the window, which were not read; this is the first.
    BeyondWindow(EcoString, CellRef),
    /// The first line of a text table whose number of fields differs from that of most lines; both numbers.
    Uneven(EcoString, CellRef, [u32; 2]),
    /// This program wrote the file: only its stored results were read.
    OwnOutput,
    /// This program wrote the file for officials to fill in.
    Settings(Setting),
    /// A number that cannot be stored exactly (NaN, above 10^15).
    OutOfRange(EcoString, CellRef),
    /// A number that its format shows scaled down, stored and shown; the shown one is read.
    Scaled(EcoString, CellRef, EcoString, EcoString),
    /// A number that its format does not show, or shows as another; the stored one is read.
    Veiled(EcoString, CellRef),
    /// A number under a format for dates or times that is no date of recent years; the number is read.
    Undated(EcoString, CellRef, EcoString),
    /// A cell that is read with a correction instead of its content.
    Corrected(EcoString, Box<Correction>),
}

impl Remark {
    /// The sheet and the cell that is shown otherwise than it is stored, or whose value is not all that it says.
    fn of_value(&self) -> Option<(&str, CellRef)> {
        match self {
            Self::Uncalculated(sheet, at)
            | Self::Calculated(sheet, at)
            | Self::Linked(sheet, at)
            | Self::Veiled(sheet, at)
            | Self::ErrorValue(sheet, at, _)
            | Self::OutOfRange(sheet, at)
            | Self::Scaled(sheet, at, ..)
            | Self::Undated(sheet, at, _) => Some((sheet, *at)),
            Self::HiddenSheet(_)
            | Self::OwnOutput
            | Self::Settings(_)
            | Self::BeyondWindow(..)
            | Self::Uneven(..)
            | Self::Corrected(..) => None,
        }
    }

    /// The sheet and the cell whose value is no setting and no entry of a list, since it was not stored as one.
    #[must_use]
    pub fn unread(&self) -> Option<(&str, CellRef)> {
        match self {
            Self::BeyondWindow(sheet, at) => Some((sheet, *at)),
            Self::Linked(..) | Self::Veiled(..) | Self::Scaled(..) | Self::Undated(..) => None,
            remark => remark.of_value(),
        }
    }
}

/// One worksheet: cells with a value, sorted by row and column, and merged regions.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Name on the tab.
    pub name: EcoString,
    cells: Vec<Cell>,
    merges: Vec<Region>,
    /// For each merged region, the last row of it and of all regions before it.
    reach: Vec<u32>,
    hidden_rows: Vec<HiddenSpan>,
    hidden_columns: Vec<HiddenSpan>,
}

/// A cell with content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Absolute address.
    pub at: CellRef,
    /// Content.
    pub value: Value,
    /// Whether the value is the result of a formula.
    pub formula: bool,
}

/// The content of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// Text as stored.
    Text(EcoString),
    /// A number, cut to 15 significant digits.
    Number(#[serde(with = "wire")] Decimal),
    /// A number shown as a percentage; the value is the fraction (0.95), with the number of decimal places of the
    /// percentage, if known.
    Percent(#[serde(with = "wire")] Decimal, Option<u8>),
    /// A number shown as a date.
    Date(Date),
    /// `TRUE` or `FALSE`.
    Bool(bool),
}

/// Decimals in messages between processes: 16 bytes, exact.
mod wire {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(d: &Decimal, s: S) -> Result<S::Ok, S::Error> {
        Decimal::serialize(d).serialize(s)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Decimal, D::Error> {
        <[u8; 16]>::deserialize(d).map(Decimal::deserialize)
    }
}

/// Most characters of a typical figure.
const FIGURE: usize = 16;

impl Value {
    /// The value of a text that a person types into a cell: a number, a percentage, or text.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        let bare = text.trim().replace(',', "");
        let share = bare.strip_suffix(['%', '％']);
        let share = share.and_then(|share| {
            let percents = number::parse_plain(share)?;
            let places = u8::try_from(percents.scale()).ok();
            Some(Self::Percent(
                percents.checked_div(Decimal::ONE_HUNDRED)?,
                places,
            ))
        });
        let figure = || number::parse_plain(&bare).map(Self::Number);
        share
            .or_else(figure)
            .unwrap_or_else(|| Self::Text(text.into()))
    }

    /// The content as displayed, trimmed: `0.3066` shown as a percentage is `30.66%`.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text.trim()),
            Self::Number(figure) => {
                let mut text = String::with_capacity(FIGURE);
                number::write_plain(*figure, &mut text);
                Cow::Owned(text)
            }
            Self::Percent(fraction, places) => Cow::Owned(percent(*fraction, *places)),
            Self::Date(date) => Cow::Owned(date.to_string()),
            Self::Bool(true) => Cow::Borrowed("是"),
            Self::Bool(false) => Cow::Borrowed("否"),
        }
    }
}

/// A fraction as a percentage with the places that the sheet shows: 0.0900000762939453 under `0%` is `9%`.
fn percent(fraction: Decimal, places: Option<u8>) -> String {
    let rounding = places
        .map(|places| Rounding::new(u32::from(places).saturating_add(2), RoundingMode::HalfUp));
    number::percent(rounding.map_or(fraction, |rounding| rounding.apply(fraction)))
}

/// The serial number of a day: days since the end of 1899, including the 29 February 1900 that did not exist.
#[must_use]
pub fn serial(date: Date) -> Option<Decimal> {
    let years = i64::from(date.year?).checked_sub(i64::from(date.month < 3))?;
    let months = (i64::from(date.month).checked_add(9)?).checked_rem(12)?;
    let leap = years
        .checked_div(4)?
        .checked_sub(years.checked_div(100)?)?
        .checked_add(years.checked_div(400)?)?;
    let of_month = months.checked_mul(153)?.checked_add(2)?.checked_div(5)?;
    let whole = years
        .checked_mul(365)?
        .checked_add(leap)?
        .checked_add(of_month)?;
    let days = whole
        .checked_add(i64::from(date.day))?
        .checked_sub(SERIAL_ZERO)?;
    Some(Decimal::from(if days <= LEAP_1900 {
        days.checked_sub(1)?
    } else {
        days
    }))
}

/// Days from 1 March of the year 0 to 30 December 1899, and the serial number of 29 February 1900.
const SERIAL_ZERO: i64 = 693_900;
const LEAP_1900: i64 = 60;

impl Workbook {
    /// The cell that is displayed at an address of a sheet.
    #[must_use]
    pub fn shown(&self, sheet: &str, at: CellRef) -> Option<&Cell> {
        self.sheets.iter().find(|s| s.name == sheet)?.shown(at)
    }

    /// Replaces the value of a cell by its correction, with a remark.
    pub fn correct(&mut self, sheet: &str, correction: &Correction) {
        let Some(own) = self.sheets.iter_mut().find(|s| s.name == sheet) else {
            return;
        };
        let at = own.region(correction.cell).first;
        let cell = Cell {
            at,
            value: Value::typed(&correction.corrected),
            formula: false,
        };
        match own.cells.binary_search_by_key(&at, |c| c.at) {
            Ok(found) => own.cells.splice(found..=found, [cell]).for_each(drop),
            Err(free) => own.cells.insert(free, cell),
        }
        let stale = |remark: &Remark| remark.of_value() == Some((sheet, at));
        self.remarks.retain(|remark| !stale(remark));
        let correction = Correction {
            cell: at,
            ..correction.clone()
        };
        let remark = Remark::Corrected(sheet.into(), Box::new(correction));
        self.remarks.push(remark);
    }
}

/// Consecutive hidden rows or columns, first and last.
pub(super) type HiddenSpan = (u32, u32);

/// Sorts cells by address; most are in order already.
pub(super) fn in_order(cells: &mut [Cell]) {
    if !cells.is_sorted_by_key(|c| c.at) {
        cells.sort_by_key(|c| c.at);
    }
}

/// Whether a row or column is hidden.
fn among(hidden: &[HiddenSpan], at: u32) -> bool {
    let mut hidden = hidden.iter();
    hidden.any(|(first, last)| (*first..=*last).contains(&at))
}

impl Sheet {
    /// A sheet with `cells`, in any order and one per address, and `merges`.
    #[must_use]
    pub fn new(name: impl Into<EcoString>, mut cells: Vec<Cell>, mut merges: Vec<Region>) -> Self {
        in_order(&mut cells);
        merges.sort_by_key(|m| m.first);
        let mut lowest = 0;
        let reach = merges.iter().map(|merge| {
            lowest = merge.last.row.max(lowest);
            lowest
        });
        Self {
            name: name.into(),
            cells,
            reach: reach.collect(),
            merges,
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
        }
    }

    /// The sheet with these rows and columns hidden.
    #[must_use]
    pub fn hiding(mut self, rows: Vec<HiddenSpan>, columns: Vec<HiddenSpan>) -> Self {
        (self.hidden_rows, self.hidden_columns) = (rows, columns);
        self
    }

    /// Some of its cells and merged regions, with the same rows and columns hidden.
    #[must_use]
    pub fn part(&self, cells: Vec<Cell>, merges: Vec<Region>) -> Self {
        let part = Self::new(self.name.clone(), cells, merges);
        part.hiding(self.hidden_rows.clone(), self.hidden_columns.clone())
    }

    /// Whether any row or column is hidden.
    #[must_use]
    pub const fn hides(&self) -> bool {
        !self.hidden_rows.is_empty() || !self.hidden_columns.is_empty()
    }

    /// Whether the row or the column of a cell is hidden.
    #[must_use]
    pub fn is_hidden(&self, at: CellRef) -> bool {
        self.hides_row(at.row) || self.hides_column(at.col)
    }

    /// Whether a row is hidden.
    #[must_use]
    pub fn hides_row(&self, row: u32) -> bool {
        among(&self.hidden_rows, row)
    }

    /// Whether a column is hidden.
    #[must_use]
    pub fn hides_column(&self, column: u32) -> bool {
        among(&self.hidden_columns, column)
    }

    /// All cells with a value, by row, then column.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Merged regions, by first cell.
    #[must_use]
    pub fn merges(&self) -> &[Region] {
        &self.merges
    }

    /// The cells of one row, left to right.
    #[must_use]
    pub fn row(&self, row: u32) -> &[Cell] {
        self.rows(row..row.saturating_add(1))
    }

    /// The cells of some rows.
    #[must_use]
    pub fn rows(&self, rows: Range<u32>) -> &[Cell] {
        let start = self.cells.partition_point(|c| c.at.row < rows.start);
        let end = self.cells.partition_point(|c| c.at.row < rows.end);
        self.cells.get(start..end).unwrap_or_default()
    }

    /// The cell at exactly this address.
    #[must_use]
    pub fn at(&self, at: CellRef) -> Option<&Cell> {
        let index = self.cells.binary_search_by_key(&at, |c| c.at).ok()?;
        self.cells.get(index)
    }

    /// The merged region that includes an address; a single cell is a region of its own.
    #[must_use]
    pub fn region(&self, at: CellRef) -> Region {
        // Regions are sorted by their first cell: only those that begin above and reach down to this row matter.
        let mut above = self.merges.partition_point(|m| m.first.row <= at.row);
        let mut found = Region::cell(at);
        while let Some(place) = above.checked_sub(1)
            && self.reach.get(place).is_some_and(|reach| *reach >= at.row)
        {
            match self.merges.get(place) {
                Some(merge) if merge.contains(at) => found = *merge,
                _ => {}
            }
            above = place;
        }
        found
    }

    /// The cell displayed at an address: the top-left cell of its merged region.
    #[must_use]
    pub fn shown(&self, at: CellRef) -> Option<&Cell> {
        self.at(self.region(at).first)
    }

    /// The row behind the last one with content.
    #[must_use]
    pub fn end_row(&self) -> u32 {
        self.cells.last().map_or(0, |c| c.at.row.saturating_add(1))
    }
}
