//! The rule workbook 规则工作簿: a rule set, the wordings of labels and the roster as one Excel file that officials edit.
//!
//! [`pages`] lays it out; [`load`] reads it back. Its cells are converted to the text of a rule file and validated like
//! one, each value with its cell: there is only one validation. The hash of a rule workbook is that of this text, so
//! that saving the file in another program does not change it.

mod dump;
mod labels;
mod read;
mod sheets;
mod transcript;
mod values;

use std::path::Path;

use crate::base::lang::Lang;
use crate::form::labels::{FieldWordings, Labels};
use crate::intake::Error;
use crate::intake::{WorkerPool, table};
use crate::roster::Roster;
use crate::rules::RuleSet;

/// Name of the file that is written.
pub const FILE: &str = "规则.xlsx";

/// What a rule workbook holds.
#[derive(Debug)]
pub struct RuleWorkbook {
    /// The rules.
    pub rules: RuleSet,
    /// The wordings of labels, where it has a sheet of them.
    pub labels: Option<Labels>,
    /// The roster, where it lists any unit.
    pub roster: Option<Roster>,
}

/// Reads the rule workbook at `path`.
///
/// # Errors
///
/// [`Error::Cells`] with every fault and its cell, or why the file is not read.
pub fn load(path: &Path, pool: &WorkerPool) -> Result<RuleWorkbook, Error> {
    read::loaded(&table(path, pool)?).map_err(Error::Cells)
}

/// Whether `path` is named like a workbook: a rule workbook and no rule file, a table and no folder.
#[must_use]
pub fn is_workbook(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    ["xlsx", "xlsm", "xls", "et", "ods"]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

/// A text of the rules that does not fit into a rule workbook.
#[derive(Debug)]
pub struct Unfit(pub String);

/// What is laid out.
#[derive(Debug, Clone, Copy)]
pub struct Content<'a> {
    /// The rules.
    pub rules: &'a RuleSet,
    /// The wordings of labels.
    pub labels: &'a [FieldWordings],
    /// The roster, where there is one.
    pub roster: Option<&'a Roster>,
    /// Language of headers and annex.
    pub lang: Lang,
}

/// One sheet of a rule workbook, before any file format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<'a> {
    /// Name on the tab.
    pub name: &'a str,
    /// One sentence above the table.
    pub note: &'a str,
    /// Columns; a page of text has one without a header.
    pub columns: Vec<Column<'a>>,
    /// Rows, a cell for each column.
    pub rows: Vec<Vec<Cell<'a>>>,
    /// Blank rows below that are ready to be filled in.
    pub spare: usize,
}

/// One column of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column<'a> {
    /// Its header.
    pub header: &'a str,
    /// Width in characters of a digit.
    pub width: u16,
    /// Whether its cells are to be edited.
    pub edited: bool,
    /// What may be in its blank rows.
    pub form: Form<'a>,
}

/// What may be in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form<'a> {
    /// Any text.
    Words,
    /// A text kept as it is typed, such as a code of digits.
    Code,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// A fraction shown as a percentage.
    Percent,
    /// One of these words.
    Choice(Vec<&'a str>),
}

/// One cell of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell<'a> {
    /// Its content; `None` for a blank.
    pub value: Option<CellValue>,
    /// What may be in it, where that differs from its column.
    pub form: Option<Form<'a>>,
}

/// Content of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellValue {
    /// Words.
    Words(String),
    /// A number; a percentage is a fraction.
    Number(rust_decimal::Decimal),
}

/// The sheets of a rule workbook.
///
/// # Errors
///
/// [`Unfit`] where a text of the rules holds a semicolon, which parts the items of a list in a cell.
pub fn pages(content: Content) -> Result<Vec<Page<'static>>, Unfit> {
    dump::pages(content)
}
