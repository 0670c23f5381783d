//! Sheets of the rule workbook as rows and columns: what each may contain, and what is required.

use super::value::{Bounds, Kind};
use crate::base::lang::Text;

/// One column of a table.
#[derive(Debug)]
pub struct Column {
    /// Its key in a rule file.
    pub key: &'static str,
    /// Its header.
    pub name: Text,
    /// Width in characters of a digit.
    pub width: u16,
    /// Its content.
    pub kind: Kind,
}

impl Column {
    /// Whether a row may leave it out, or have nothing in it.
    pub(super) const fn may_be_blank(&self) -> bool {
        matches!(self.kind, Kind::List) || self.may_be_absent()
    }

    /// Whether a blank differs in meaning from an empty value.
    pub(crate) const fn may_be_absent(&self) -> bool {
        matches!(self.key.as_bytes(), b"comparator" | b"target" | b"off")
    }
}

/// A column of a table.
pub(crate) const fn column(key: &'static str, name: Text, width: u16, kind: Kind) -> Column {
    Column {
        key,
        name,
        width,
        kind,
    }
}

/// One sheet of the rule workbook with a table.
#[derive(Debug)]
pub struct Sheet {
    /// Name on the tab.
    pub name: Text,
    /// One sentence above the table.
    pub note: Text,
    /// Its columns.
    pub columns: &'static [Column],
    /// Columns that are to be edited, from the left.
    pub edited: std::ops::Range<usize>,
    /// Blank rows offered below.
    pub spare: usize,
}

/// Whether a rule file must have something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It must.
    Needed,
    /// A rule file may omit it; in a rule workbook it is empty.
    Stated,
    /// If omitted, there is none.
    Optional,
}

/// Columns of steps: from a rate on, a share of the points.
pub(super) const STEPS: &[Column] = &[
    column(
        "from",
        Text::new("完成率", "Completion from"),
        18,
        Kind::Percent(Bounds::RATE),
    ),
    column(
        "share",
        Text::new("得分比例", "Share"),
        18,
        Kind::Percent(Bounds::SHARE),
    ),
];
