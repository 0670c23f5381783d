//! A finished sheet as a writer of outputs sees it.

use std::ops::Range;

use super::chart::Chart;
use super::column::Head;
use super::context::Context;
use super::input::Input;
use super::reader::Reader;
use super::row::{Page, Row, Rows, Values};
use super::sheet::{Plan, Sheet};
use crate::base::lang::worded;
use crate::workbook::container::part_name;

/// One sheet of a book, or one part of a sheet that fills several.
pub struct Tab<'a> {
    pub(super) reader: Reader,
    pub(super) sheet: &'static dyn Sheet,
    pub(super) context: &'a Context<'a>,
    pub(super) part: usize,
}

impl<'a> Tab<'a> {
    /// What is the same for all its rows.
    #[must_use]
    pub fn plan(&self) -> &'static Plan {
        self.sheet.plan()
    }

    /// Who reads it.
    #[must_use]
    pub const fn reader(&self) -> Reader {
        self.reader
    }

    /// Name on it, unique in the book.
    #[must_use]
    pub fn name(&self) -> String {
        part_name(self.plan().name, self.part, self.context.lang)
    }

    /// Headline above the table.
    #[must_use]
    pub fn title(&self) -> String {
        let title = (self.plan().headline)(self.context, self.plan().title);
        let (nth, parts) = (self.part + 1, self.sheet.parts(self.context));
        match parts {
            0 | 1 => title,
            _ => worded!(
                self.context.lang,
                "{title}（行数较多，分为 {parts} 张，这是第 {nth} 张）",
                "{title} (sheet {nth} of {parts})"
            ),
        }
    }

    /// Header, width and look of its columns.
    #[must_use]
    pub fn heads(&self) -> Vec<Head> {
        self.sheet.heads(self.context)
    }

    /// Number of data rows, without closing rows.
    #[must_use]
    pub fn count(&self) -> usize {
        self.sheet.count(self.context, self.part)
    }

    /// Its rows, produced on demand.
    #[must_use]
    pub fn rows(&self) -> Rows<'a> {
        Box::new(self.items(0..usize::MAX).chain(self.closing()))
    }

    /// Its data rows whose numbers, counted from 0, are in `range`.
    #[must_use]
    pub fn items(&self, range: Range<usize>) -> Rows<'a> {
        self.sheet.items(self.context, self.part, range)
    }

    /// The values of its data rows in column `col`.
    #[must_use]
    pub fn column(&self, col: usize) -> Values<'a> {
        self.sheet.column(self.context, self.part, col)
    }

    /// The rows below its data; of several parts the last has them.
    #[must_use]
    pub fn closing(&self) -> Vec<Row<'a>> {
        if self.part + 1 < self.sheet.parts(self.context) {
            return Vec::new();
        }
        (self.plan().closing)(self.context)
    }

    /// Number of columns at the right that are not printed.
    #[must_use]
    pub fn screen_only(&self) -> usize {
        (self.plan().screen_only)(self.context)
    }

    /// How it is printed.
    #[must_use]
    pub fn page(&self) -> Page {
        (self.plan().page)(self.context)
    }

    /// Charts below or beside its rows.
    #[must_use]
    pub fn charts(&self) -> Vec<Chart> {
        match self.sheet.parts(self.context) {
            1 => (self.plan().charts)(self.context),
            // What a chart draws is on one sheet.
            _ => Vec::new(),
        }
    }

    /// Cells that the reader may change.
    #[must_use]
    pub fn inputs(&self) -> Vec<Input> {
        match self.part {
            0 => (self.plan().inputs)(self.context),
            _ => Vec::new(),
        }
    }
}
