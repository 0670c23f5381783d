//! A workbook as a bounded, sparse grid with absolute addresses: all that the rest of the program sees of a file.

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
    /// In the order of the tabs; hidden sheets are left out and named in `remarks`.
    pub sheets: Vec<Sheet>,
    /// What was met while reading, such as hidden sheets or formulas that were never calculated.
    pub remarks: Vec<Remark>,
    /// Which blank form of this program it was made from, where its properties say so.
    pub stamp: Option<Stamp>,
}

/// Something about a file that the reader of figures should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remark {
    /// A hidden worksheet was not read.
    HiddenSheet(EcoString),
    /// A formula without a stored value: it reads as blank.
    Uncalculated(EcoString, CellRef),
    /// A formula without a stored value, whose result was calculated here.
    Calculated(EcoString, CellRef),
    /// A formula that takes something from another workbook.
    Linked(EcoString, CellRef),
    /// A cell holds an error value such as `#DIV/0!`.
    ErrorValue(EcoString, CellRef, EcoString),
    /// Cells beyond the window were not read; the first of them is named.
    BeyondWindow(EcoString, CellRef),
    /// A line of a text table with another number of fields than most: the first of them, its fields and those of most.
    Uneven(EcoString, CellRef, [u32; 2]),
    /// This program wrote the file: only its stored results were read.
    OwnOutput,
    /// This program wrote the file, for officials to fill in.
    Settings(Setting),
    /// A number that cannot be held exactly (NaN, above 10^15).
    OutOfRange(EcoString, CellRef),
    /// A number whose format shows it scaled down, as it is stored and as it is shown: that was taken.
    Scaled(EcoString, CellRef, EcoString, EcoString),
    /// A number whose format shows nothing, or another number: it was taken as it is stored.
    Veiled(EcoString, CellRef),
    /// A number under a format for dates or times that is no date of these years: the number was taken.
    Undated(EcoString, CellRef, EcoString),
    /// A cell that is read as something else than what was filed.
    Corrected(EcoString, Box<Correction>),
}

/// One worksheet: cells with a value, sorted by row and column, and merged regions.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Name on the tab.
    pub name: EcoString,
    cells: Vec<Cell>,
    merges: Vec<Region>,
    /// For each merged region the last row that it or one before it reaches.
    reach: Vec<u32>,
    hidden_rows: Vec<Hidden>,
    hidden_columns: Vec<Hidden>,
}

/// A cell that holds something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Absolute address.
    pub at: CellRef,
    /// Content.
    pub value: Value,
    /// Whether a formula stands behind the value.
    pub formula: bool,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// Text as stored.
    Text(EcoString),
    /// A number, cut to 15 significant digits.
    Number(#[serde(with = "wire")] Decimal),
    /// A number shown as a percentage; the value is the fraction (0.95), with the places that are shown of its percents,
    /// where these are known.
    Percent(#[serde(with = "wire")] Decimal, Option<u8>),
    /// A number shown as a date.
    Date(Date),
    /// `TRUE` or `FALSE`.
    Bool(bool),
}

/// Decimals between processes: 16 bytes, exact.
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

/// Signs that most figures are written with at most.
const FIGURE: usize = 16;

impl Value {
    /// What a person types into a cell: a number, a percentage, or text.
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

    /// The content as a person sees it, trimmed: `0.3066` shown as percent is `30.66%`.
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

/// A fraction as a percentage with the places that the sheet shows: 0.0900000762939453 shown by `0%` is `9%`.
fn percent(fraction: Decimal, places: Option<u8>) -> String {
    let rounding = places
        .map(|places| Rounding::new(u32::from(places).saturating_add(2), RoundingMode::HalfUp));
    number::percent(rounding.map_or(fraction, |rounding| rounding.apply(fraction)))
}

/// The number of a day as a sheet stores it: days since the end of 1899, with the 29 February 1900 that never was.
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

/// Days from 1 March of the year 0 to 30 December 1899, and the day of 29 February 1900.
const SERIAL_ZERO: i64 = 693_900;
const LEAP_1900: i64 = 60;

impl Workbook {
    /// The cell that a person sees at an address of a sheet.
    #[must_use]
    pub fn shown(&self, sheet: &str, at: CellRef) -> Option<&Cell> {
        self.sheets.iter().find(|s| s.name == sheet)?.shown(at)
    }

    /// Lets a cell be read as what it is corrected to, and remarks that it is.
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
        let stale = |remark: &Remark| match remark {
            Remark::Uncalculated(name, cell)
            | Remark::Calculated(name, cell)
            | Remark::Linked(name, cell)
            | Remark::Veiled(name, cell)
            | Remark::ErrorValue(name, cell, _)
            | Remark::OutOfRange(name, cell)
            | Remark::Scaled(name, cell, ..)
            | Remark::Undated(name, cell, _) => name == sheet && *cell == at,
            _ => false,
        };
        self.remarks.retain(|remark| !stale(remark));
        let correction = Correction {
            cell: at,
            ..correction.clone()
        };
        let remark = Remark::Corrected(sheet.into(), Box::new(correction));
        self.remarks.push(remark);
    }
}

/// Rows or columns, first and last.
pub(super) type Hidden = (u32, u32);

/// Sorts cells by address: mostly they come so.
pub(super) fn in_order(cells: &mut [Cell]) {
    if !cells.is_sorted_by_key(|c| c.at) {
        cells.sort_by_key(|c| c.at);
    }
}

/// Whether a line is among those that are hidden.
fn among(hidden: &[Hidden], at: u32) -> bool {
    let mut hidden = hidden.iter();
    hidden.any(|(first, last)| (*first..=*last).contains(&at))
}

impl Sheet {
    /// A sheet of `cells` (in any order, one per address) and `merges`.
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

    /// The same with rows and columns that are hidden.
    #[must_use]
    pub fn hiding(mut self, rows: Vec<Hidden>, columns: Vec<Hidden>) -> Self {
        (self.hidden_rows, self.hidden_columns) = (rows, columns);
        self
    }

    /// Some of its cells and merged regions, hidden as before.
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

    /// The merged region that covers an address; a lone cell is a region of its own.
    #[must_use]
    pub fn region(&self, at: CellRef) -> Region {
        // Regions begin in order, so only those matter that begin above and whose like reach down to here.
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

    /// The cell a person sees at an address: the top-left cell of the merged region around it.
    #[must_use]
    pub fn shown(&self, at: CellRef) -> Option<&Cell> {
        self.at(self.region(at).first)
    }

    /// One past the last row that holds something.
    #[must_use]
    pub fn end_row(&self) -> u32 {
        self.cells.last().map_or(0, |c| c.at.row.saturating_add(1))
    }
}
