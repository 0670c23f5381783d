//! Columns: look, header, width, value, formula and closing figure in a few words.

use rust_decimal::Decimal;

use super::context::Context;
use super::directory::Names;
use super::formula::Grid;
use super::money::Money;
pub(super) use super::style::Style;
use super::value::Value;
use crate::base::lang::Text;

/// A kind of row that columns can be written for; rows borrow from the assessment.
pub(super) trait RowType: 'static {
    /// The row itself.
    type Row<'a>;
}

/// What closes a column below the last row.
#[derive(Debug, Clone, Copy)]
pub(super) enum Closing {
    /// Nothing.
    Blank,
    /// The name of the closing row: 合计, 平均, 中位数.
    Label,
    /// The sum of the column.
    Sum,
    /// Mean and median of the column.
    Centre,
    /// A rate of sums; a mean of rates would weigh a small unit like a large one.
    Rate(fn(&Money) -> Option<Decimal>, Quotient),
}

/// A rate of sums as formulas.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quotient {
    /// From the sums of the closing row, where every form states both amounts.
    pub(super) of_sums: &'static str,
    /// Over the forms that state both.
    pub(super) of_pairs: &'static str,
}

/// A header in one language.
pub(super) type Name = &'static str;

/// The value of a column for a row.
pub(super) type Get<R> = for<'a> fn(&<R as RowType>::Row<'a>, &Context<'a>) -> Value<'a>;

/// The value of the n-th of several like columns for a row.
pub(super) type GetNth<R> = for<'a> fn(&<R as RowType>::Row<'a>, &Context<'a>, usize) -> Value<'a>;

/// Whether a formula gives the value of a row.
type FormulaHolds<R> = for<'a> fn(&<R as RowType>::Row<'a>, &Context<'a>) -> bool;

/// The formula of a column for a row as a template, see [`super::formula`]; the last is the n-th of like columns.
type Compute<R> = for<'a> fn(&<R as RowType>::Row<'a>, &Context<'a>, usize) -> Option<String>;

/// Where the cells of a column come from.
enum Source<R: RowType> {
    /// One column with a fixed header.
    One(Text, Get<R>),
    /// As many columns as the data ask for, with their headers.
    Each(fn(&Context) -> Vec<String>, GetNth<R>),
}

/// How the values of a column follow from other cells.
enum Formula<R: RowType> {
    /// By the same template in every row where it holds.
    Same(&'static str, FormulaHolds<R>),
    /// A template made for each row.
    Made(Compute<R>),
}

/// One column of an output sheet, or a run of like ones.
pub(super) struct Column<R: RowType> {
    source: Source<R>,
    /// Width in characters of a digit; a Chinese character takes two.
    pub(super) width: u16,
    /// Width up to which the column grows with its longest text.
    pub(super) widest: u16,
    /// Look of its cells.
    pub(super) style: Style,
    /// What is below the last row.
    pub(super) closing: Closing,
    formula: Option<Formula<R>>,
    /// Whether this run has anything to show in it.
    pub(super) shown: fn(&Context) -> bool,
}

impl<R: RowType> Column<R> {
    /// A column that is always there and has neither formula nor closing figure.
    pub(super) const fn of(style: Style, zh: Name, en: Name, width: u16, value: Get<R>) -> Self {
        Self::from(Source::One(Text::new(zh, en), value), width, style)
    }

    /// A column for each of the headers that the data ask for.
    pub(super) const fn each(
        style: Style,
        headers: fn(&Context) -> Vec<String>,
        width: u16,
        value: GetNth<R>,
    ) -> Self {
        Self::from(Source::Each(headers, value), width, style)
    }

    /// Long texts, wrapped.
    pub(super) const fn words(zh: Name, en: Name, width: u16, value: Get<R>) -> Self {
        Self::of(Style::Words, zh, en, width, value)
    }

    /// Short texts on one line.
    pub(super) const fn text(zh: Name, en: Name, width: u16, value: Get<R>) -> Self {
        Self::of(Style::Text, zh, en, width, value)
    }

    /// Ranks, codes and other short entries, centred.
    pub(super) const fn rank(zh: Name, en: Name, width: u16, value: Get<R>) -> Self {
        Self::of(Style::Rank, zh, en, width, value)
    }

    /// Counts.
    pub(super) const fn count(zh: Name, en: Name, width: u16, value: Get<R>) -> Self {
        Self::of(Style::Count, zh, en, width, value)
    }

    /// Amounts in 万元.
    pub(super) const fn money(zh: Name, en: Name, value: Get<R>) -> Self {
        Self::of(Style::Money, zh, en, 13, value)
    }

    /// Fractions, shown as percentages.
    pub(super) const fn rate(zh: Name, en: Name, width: u16, value: Get<R>) -> Self {
        Self::of(Style::Rate, zh, en, width, value)
    }

    /// Scores and weights.
    pub(super) const fn score(zh: Name, en: Name, width: u16, value: Get<R>) -> Self {
        Self::of(Style::Score, zh, en, width, value)
    }

    const fn from(source: Source<R>, width: u16, style: Style) -> Self {
        Self {
            source,
            width,
            widest: width,
            style,
            closing: Closing::Blank,
            formula: None,
            shown: |_| true,
        }
    }

    /// The same with a closing figure.
    #[must_use]
    pub(super) const fn closing(mut self, closing: Closing) -> Self {
        self.closing = closing;
        self
    }

    /// The same, as a formula.
    #[must_use]
    pub(super) const fn formula(self, template: &'static str) -> Self {
        self.formula_where(template, |_, _| true)
    }

    /// The same, as a formula in the rows where its result is the value.
    #[must_use]
    pub(super) const fn formula_where(
        mut self,
        template: &'static str,
        holds: FormulaHolds<R>,
    ) -> Self {
        self.formula = Some(Formula::Same(template, holds));
        self
    }

    /// The same, as a formula that is made for each row.
    #[must_use]
    pub(super) const fn formula_by(mut self, compute: Compute<R>) -> Self {
        self.formula = Some(Formula::Made(compute));
        self
    }

    /// The same, growing up to `widest` so that its longest text stays on one line.
    #[must_use]
    pub(super) const fn growing(mut self, widest: u16) -> Self {
        self.widest = widest;
        self
    }

    /// The same in another width.
    #[must_use]
    pub(super) const fn wide(mut self, width: u16) -> Self {
        self.width = width;
        self.widest = width;
        self
    }

    /// The same, left out of books where `shown` does not hold.
    #[must_use]
    pub(super) const fn shown(mut self, shown: fn(&Context) -> bool) -> Self {
        self.shown = shown;
        self
    }

    /// Its headers with its names in formulas.
    fn headers(&self, context: &Context) -> Vec<(String, &'static str)> {
        match self.source {
            Source::One(header, _) => vec![(header.get(context.lang).to_owned(), header.zh)],
            Source::Each(headers, _) => headers(context).into_iter().map(|h| (h, "")).collect(),
        }
    }
}

/// Header, width and look of a column in a finished sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Header in the language of the book; unique in its sheet.
    pub title: String,
    /// Width in characters of a digit.
    pub width: u16,
    /// Look of its cells.
    pub style: Style,
}

/// One physical column: a [`Column`] and its place in a run of like ones.
pub(super) struct Slot<R: RowType> {
    pub(super) column: &'static Column<R>,
    pub(super) head: Head,
    /// Its name in formulas: the Chinese header.
    pub(super) key: &'static str,
    nth: usize,
}

impl<R: RowType> Slot<R> {
    pub(super) fn value<'a>(&self, row: &R::Row<'a>, context: &Context<'a>) -> Value<'a> {
        match self.column.source {
            Source::One(_, value) => value(row, context),
            Source::Each(_, value) => value(row, context, self.nth),
        }
    }

    /// The value in column `col` of row `at` of the sheet, with its formula where the sheet has any.
    pub(super) fn cell<'a>(
        &self,
        row: &R::Row<'a>,
        context: &Context<'a>,
        grid: Option<&Grid>,
        at: (u32, usize),
    ) -> Value<'a> {
        let value = self.value(row, context);
        let (Some(grid), Some(formula)) = (grid, &self.column.formula) else {
            return value;
        };
        match formula {
            Formula::Same(template, holds) if holds(row, context) => {
                grid.computed_in_row(value, template, at)
            }
            Formula::Same(..) => value,
            Formula::Made(compute) => match compute(row, context, self.nth) {
                Some(template) => grid.computed_in_row(value, &template, at),
                None => value,
            },
        }
    }
}

/// The physical columns of a book, in order.
pub(super) fn slots<R: RowType>(
    columns: &'static [&'static [Column<R>]],
    context: &Context,
) -> Vec<Slot<R>> {
    let columns = columns.iter().copied().flatten();
    let shown = columns.filter(|column| (column.shown)(context));
    let slots = shown.flat_map(|column| {
        let headers = column.headers(context).into_iter().enumerate();
        headers.map(move |(nth, (title, key))| Slot {
            column,
            key,
            head: Head {
                title,
                width: column.width,
                style: column.style,
            },
            nth,
        })
    });
    slots.collect()
}

/// Names of the columns of a book in formulas.
pub(super) fn names<R: RowType>(
    columns: &'static [&'static [Column<R>]],
    context: &Context,
) -> Names {
    let mut names = Names::default();
    for column in columns.iter().copied().flatten() {
        let own = column.headers(context).into_iter().map(|(_, key)| key);
        match (column.shown)(context) {
            true => names.shown.extend(own),
            false => names.hidden.extend(own),
        }
    }
    names
}
