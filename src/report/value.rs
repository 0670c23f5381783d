//! What is in one cell of an output sheet, before any file format.

use std::borrow::Cow;
use std::sync::Arc;

use ecow::EcoString;
use rust_decimal::Decimal;
use unicode_width::UnicodeWidthStr;

/// Content of one output cell; how a number looks is the column's business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// Nothing, shown as an empty cell.
    Blank,
    /// Words; never taken for a formula.
    Text(Cow<'a, str>),
    /// An exact figure; a rate is a fraction.
    Number(Decimal),
    /// A count or rank.
    Count(u64),
    /// Words that lead to a row of another sheet of the same book.
    Link(Cow<'a, str>, Anchor),
    /// A small line drawn over the cells that its formula names.
    Sparkline,
    /// Words that lead to a cell of a file that was read.
    Source(Cow<'a, str>, SourceCell),
    /// A figure that the reader may change; empty where none is set.
    Input(Option<Decimal>),
    /// A formula over other cells, and its result.
    Formula(Formula, Box<Self>),
}

/// A formula of a cell.
#[derive(Debug, Clone)]
pub struct Formula {
    /// The formula without its `=`.
    pub text: String,
    /// Number of its pattern relative to its own row, among the rows of its column that are laid out together; none
    /// where it refers to another sheet or is not shared.
    pub pattern: Option<u32>,
}

/// Formulas are the same where they read the same: the pattern depends on what else is laid out.
impl PartialEq for Formula {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Formula {}

impl From<String> for Formula {
    fn from(text: String) -> Self {
        Self {
            text,
            pattern: None,
        }
    }
}

/// A row of a sheet, as the target of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Name of the sheet.
    pub sheet: String,
    /// Row counted from 0.
    pub row: u32,
}

/// A cell of a file that was read, as the target of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceCell {
    /// Number of the file in the book.
    pub number: usize,
    /// Path of the file from the folder of the workbook, with `/`.
    pub file: Arc<str>,
    /// Its sheet.
    pub sheet: Arc<str>,
    /// Address of the cell.
    pub cell: String,
}

impl<'a> Value<'a> {
    /// `text`, leading to `anchor` where there is one.
    pub fn linked(text: impl Into<Cow<'a, str>>, anchor: Option<Anchor>) -> Self {
        let text = text.into();
        match anchor {
            Some(anchor) => Self::Link(text, anchor),
            None => Self::Text(text),
        }
    }

    /// The same as the result of a formula, where there is a formula and a value.
    #[must_use]
    pub(super) fn computed(self, formula: Option<impl Into<Formula>>) -> Self {
        match formula {
            Some(formula) if self != Self::Blank => Self::Formula(formula.into(), Box::new(self)),
            _ => self,
        }
    }

    /// What is shown: the value itself, or the result of its formula.
    #[must_use]
    pub fn shown(&self) -> &Self {
        match self {
            Self::Formula(_, result) => result.shown(),
            value => value,
        }
    }

    /// The cells that a small line is drawn over.
    #[must_use]
    pub fn trend(&self) -> Option<&str> {
        match self {
            Self::Formula(range, result) if **result == Self::Sparkline => Some(&range.text),
            _ => None,
        }
    }

    /// The words that are shown, where there are any.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        match self.shown() {
            Self::Text(text) | Self::Link(text, _) | Self::Source(text, _) => Some(text),
            _ => None,
        }
    }

    /// Width of its words in digits; a Chinese character takes two.
    #[must_use]
    pub fn width(&self) -> usize {
        self.words().map_or(0, UnicodeWidthStr::width)
    }

    /// The figure that is shown, where there is one.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match self.shown() {
            Self::Number(figure) => Some(*figure),
            Self::Count(count) => Some(Decimal::from(*count)),
            Self::Input(figure) => *figure,
            _ => None,
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<&EcoString> for Value<'_> {
    /// Words of a row that is dropped before the cell is written.
    fn from(text: &EcoString) -> Self {
        Self::Text(Cow::Owned(String::from(text.as_str())))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<Decimal> for Value<'_> {
    fn from(figure: Decimal) -> Self {
        Self::Number(figure)
    }
}

impl From<usize> for Value<'_> {
    fn from(count: usize) -> Self {
        Self::Count(u64::try_from(count).unwrap_or(u64::MAX))
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Blank, Into::into)
    }
}
