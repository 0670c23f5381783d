//! A workbook as a bounded, sparse grid with absolute addresses: all that the rest of the program sees of a file.

use std::borrow::Cow;
use std::ops::Range;

use ecow::EcoString;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Region;
use super::stamp::Stamp;
use crate::base::number;
use crate::model::{CellRef, Date};

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
    /// A cell holds an error value such as `#DIV/0!`.
    ErrorValue(EcoString, CellRef, EcoString),
    /// Cells beyond the window were not read; the first of them is named.
    BeyondWindow(EcoString, CellRef),
    /// This program wrote the file: only its stored results were read.
    OwnOutput,
    /// A number that cannot be held exactly (NaN, above 10^15).
    OutOfRange(EcoString, CellRef),
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
    /// A number shown as a percentage; the value is the fraction (0.95).
    Percent(#[serde(with = "wire")] Decimal),
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
            Self::Percent(fraction) => Cow::Owned(number::percent(*fraction)),
            Self::Date(date) => Cow::Owned(date.to_string()),
            Self::Bool(true) => Cow::Borrowed("是"),
            Self::Bool(false) => Cow::Borrowed("否"),
        }
    }
}

/// Sorts cells by address: mostly they come so.
pub(super) fn in_order(cells: &mut [Cell]) {
    if !cells.is_sorted_by_key(|c| c.at) {
        cells.sort_by_key(|c| c.at);
    }
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
        }
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
        let above = self.merges.partition_point(|m| m.first.row <= at.row);
        let near = self.merges.iter().zip(&self.reach).take(above).rev();
        near.take_while(|(_, reach)| **reach >= at.row)
            .filter(|(merge, _)| merge.contains(at))
            .last()
            .map_or(Region::cell(at), |(merge, _)| *merge)
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
