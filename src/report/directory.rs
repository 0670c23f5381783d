//! What the sheets of a book know of each other: where the rows of a form stand, and which cells formulas can name.

use crate::model::Kind;

/// Subject that a sheet has rows of for each form, so that other sheets link to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// Its place among the forms of its kind.
    Ranking(Kind),
    /// Every indicator of it.
    Details,
}

/// Names of the columns of a sheet: their Chinese headers.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// The headers of its columns, in order; empty for columns whose header comes from the data.
    pub(super) shown: Vec<&'static str>,
    /// Headers of columns that are empty in this book.
    pub(super) hidden: Vec<&'static str>,
}

/// A sheet as others see it.
#[derive(Debug)]
pub(super) struct Extent {
    /// Name of its first part on the tab.
    pub(super) name: String,
    /// Names of its columns.
    pub(super) columns: Names,
    /// Data rows of the first part.
    pub(super) rows: usize,
}
