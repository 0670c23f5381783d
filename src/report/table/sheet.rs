//! A sheet as whoever writes it down sees it.

use std::ops::Range;

use super::{Page, Plan, Row, Rows, Spacing, Values, part_name};
use crate::report::chart::Chart;
use crate::report::column::Head;
use crate::report::context::Context;
use crate::report::input::Input;

/// One sheet of a book.
pub struct Sheet<'a> {
    pub(super) plan: &'static Plan,
    pub(super) context: &'a Context<'a>,
    pub(super) part: usize,
}

impl<'a> Sheet<'a> {
    /// Name on its tab, unique in the book.
    #[must_use]
    pub fn name(&self) -> String {
        part_name(self.plan.name, self.part, self.context.lang)
    }

    /// Headline above the table.
    #[must_use]
    pub fn title(&self) -> String {
        (self.plan.title)(self.context)
    }

    /// Header, width and look of its columns.
    #[must_use]
    pub fn heads(&self) -> Vec<Head> {
        (self.plan.heads)(self.context)
    }

    /// Number of data rows, without closing rows.
    #[must_use]
    pub fn count(&self) -> usize {
        (self.plan.count)(self.context, self.part)
    }

    /// Its rows, made while they are taken.
    #[must_use]
    pub fn rows(&self) -> Rows<'a> {
        Box::new(self.items(0..usize::MAX).chain(self.closing()))
    }

    /// Those of its data rows whose numbers, counted from 0, lie in `range`.
    #[must_use]
    pub fn items(&self, range: Range<usize>) -> Rows<'a> {
        (self.plan.items)(self.context, self.part, range)
    }

    /// What its data rows show in column `col`.
    #[must_use]
    pub fn column(&self, col: usize) -> Values<'a> {
        (self.plan.column)(self.context, self.part, col)
    }

    /// The rows below its data.
    #[must_use]
    pub fn closing(&self) -> Vec<Row<'a>> {
        (self.plan.closing)(self.context, self.part)
    }

    /// Number of columns at the left that stay in view.
    #[must_use]
    pub const fn frozen(&self) -> u16 {
        self.plan.frozen
    }

    /// How close its rows stand.
    #[must_use]
    pub const fn spacing(&self) -> Spacing {
        self.plan.spacing
    }

    /// Number of columns at the right that are not printed.
    #[must_use]
    pub fn screen_only(&self) -> usize {
        (self.plan.screen_only)(self.context)
    }

    /// How it is printed.
    #[must_use]
    pub fn page(&self) -> Page {
        (self.plan.page)(self.context)
    }

    /// Whether its rows can be filtered.
    #[must_use]
    pub const fn filter(&self) -> bool {
        self.plan.filter
    }

    /// Charts below or beside its rows.
    #[must_use]
    pub fn charts(&self) -> Vec<Chart> {
        (self.plan.charts)(self.context)
    }

    /// Whether only its inputs can be changed, without a password.
    #[must_use]
    pub const fn locked(&self) -> bool {
        self.plan.locked
    }

    /// Cells that the reader may change.
    #[must_use]
    pub fn inputs(&self) -> Vec<Input> {
        (self.plan.inputs)(self.context)
    }
}
