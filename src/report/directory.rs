//! What the sheets of a book know of each other: where the rows of a form stand, and which cells formulas can name.

use crate::model::Kind;

/// What a sheet has a row or more of for each form, so that others lead there.
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
    /// Those of its columns, in order; empty for columns whose header comes from the data.
    pub(super) shown: Vec<&'static str>,
    /// Those of columns that this book has nothing to show in.
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
