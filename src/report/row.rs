//! Finished rows and their layout on a sheet.

use super::style::Style;
use super::value::Value;

/// Rows above the data of every sheet: title, subtitle, header.
pub const HEAD_ROWS: u32 = 3;

/// The role of a row on its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A row of data.
    Item,
    /// A closing row: sum, mean, median.
    Total,
    /// A sentence below the data, in the first cell.
    Note,
    /// The name of what follows on a page; like all below, its cells share the width of the page.
    Heading,
    /// A sentence of a page, with a link in the last column or none.
    Sentence,
    /// Words in small letters: what the figures below are called, or where to read on.
    Names,
    /// Small figures.
    Tally,
    /// Large figures, each in its style.
    Figures([Style; 4]),
}

/// How close the rows of a sheet stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spacing {
    /// A table to be circulated: tall rows, centred.
    Roomy,
    /// A long list to be searched: low rows, long texts begin at the top.
    Close,
}

/// How a sheet is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// As wide as a landscape A4 page, of any length.
    Landscape,
    /// On one upright A4 page.
    OnePage,
    /// As wide as an upright A4 page; charts begin a new one.
    Upright,
}

/// One row of a finished sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    /// One value for each column; a note has only one.
    pub cells: Vec<Value<'a>>,
    /// What it is.
    pub role: Role,
    /// Rows of one block belong together and share their shade.
    pub block: usize,
}

impl<'a> Row<'a> {
    /// A sentence below the data.
    #[must_use]
    pub fn note(text: impl Into<Value<'a>>) -> Self {
        Self {
            cells: vec![text.into()],
            role: Role::Note,
            block: 0,
        }
    }

    /// A row of a page, its cells sharing the width.
    pub(super) const fn shared(role: Role, cells: Vec<Value<'a>>) -> Self {
        Self {
            cells,
            role,
            block: 0,
        }
    }

    /// A closing row.
    pub(super) const fn total(cells: Vec<Value<'a>>) -> Self {
        Self {
            cells,
            role: Role::Total,
            block: 0,
        }
    }
}

/// The rows of a sheet, made one by one while they are written.
pub type Rows<'a> = Box<dyn Iterator<Item = Row<'a>> + 'a>;

/// The values of one column, made one by one.
pub type Values<'a> = Box<dyn Iterator<Item = Value<'a>> + 'a>;

/// The row of a sheet, counted from 0, in which the data row `at` stands.
pub(super) fn row_of(at: usize) -> u32 {
    HEAD_ROWS.saturating_add(u32::try_from(at).unwrap_or(u32::MAX))
}
