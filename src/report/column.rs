//! Columns: header, width, look, value and closing figure in one literal.

use rust_decimal::Decimal;

use super::context::Context;
use super::formula::Grid;
use super::money::Money;
use super::value::Value;
use crate::base::lang::Text;

/// A kind of row that columns can be written for; rows borrow from the assessment.
pub(super) trait RowType: 'static {
    /// The row itself.
    type Row<'a>;
}

/// How the cells of a column look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// A rank or running number, centred.
    Rank,
    /// A short text on one line.
    Text,
    /// A long text, wrapped.
    Words,
    /// An amount of money.
    Money,
    /// A fraction shown as a percentage.
    Rate,
    /// A fraction shown as a percentage and by a colour.
    Share,
    /// A count or a score, as it is.
    Figure,
    /// A score or weight.
    Score,
    /// A total score, with a bar behind it.
    Total,
    /// A signed difference of scores.
    Difference,
    /// A change of scores, with ▲ or ▼ before it.
    Change,
    /// A change of a rate in percentage points, with ▲ or ▼.
    RateChange,
    /// Places won or lost in a ranking, with ▲ or ▼.
    Places,
    /// A count.
    Count,
    /// A signed change of a rank.
    Shift,
    /// 等级, coloured by band.
    Grade,
    /// 级别 of a finding, coloured by weight.
    Severity,
    /// 红、黄、绿, coloured.
    Warning,
    /// A hash or code in fixed-width letters.
    Hash,
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

/// The value of a column for a row.
pub(super) type Get<R> = for<'a> fn(&<R as RowType>::Row<'a>, &Context<'a>) -> Value<'a>;

/// The value of the n-th of several like columns for a row.
pub(super) type GetNth<R> = for<'a> fn(&<R as RowType>::Row<'a>, &Context<'a>, usize) -> Value<'a>;

/// The formula of a column for a row as a template, see [`super::formula`]; the last is the n-th of like columns.
pub(super) type Compute<R> =
    for<'a> fn(&<R as RowType>::Row<'a>, &Context<'a>, usize) -> Option<String>;

/// Where the cells of a column come from.
pub(super) enum Source<R: RowType> {
    /// One column with a fixed header.
    One(Text, Get<R>),
    /// As many columns as the data ask for, with their headers.
    Each(fn(&Context) -> Vec<String>, GetNth<R>),
}

/// One column of an output sheet, or a run of like ones.
pub(super) struct Column<R: RowType> {
    /// Header and value.
    pub(super) source: Source<R>,
    /// Width in characters of a digit; a Chinese character takes two.
    pub(super) width: u16,
    /// Width up to which the column grows with its longest text.
    pub(super) widest: u16,
    /// Look of its cells.
    pub(super) style: Style,
    /// What stands below the last row.
    pub(super) closing: Closing,
    /// How its value follows from other cells.
    formula: Option<Compute<R>>,
    /// Whether this run has anything to show in it.
    pub(super) shown: fn(&Context) -> bool,
}

impl<R: RowType> Column<R> {
    /// A column that is always there and has no closing figure.
    pub(super) const fn new(header: Text, width: u16, style: Style, value: Get<R>) -> Self {
        Self::from(Source::One(header, value), width, style)
    }

    /// A column for each of the headers that the data ask for.
    pub(super) const fn each(
        headers: fn(&Context) -> Vec<String>,
        width: u16,
        style: Style,
        value: GetNth<R>,
    ) -> Self {
        Self::from(Source::Each(headers, value), width, style)
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

    /// The same, as a formula where it comes to the value.
    #[must_use]
    pub(super) const fn formula(mut self, formula: Compute<R>) -> Self {
        self.formula = Some(formula);
        self
    }

    /// The same, growing up to `widest` so that its longest text stays on one line.
    #[must_use]
    pub(super) const fn growing(mut self, widest: u16) -> Self {
        self.widest = widest;
        self
    }

    /// The same, left out of books where `shown` does not hold.
    #[must_use]
    pub(super) const fn shown(mut self, shown: fn(&Context) -> bool) -> Self {
        self.shown = shown;
        self
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
    pub(super) key: String,
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
        (at, col): (u32, usize),
    ) -> Value<'a> {
        let value = self.value(row, context);
        let formula = self.column.formula.zip(grid).and_then(|(compute, grid)| {
            let template = compute(row, context, self.nth)?;
            grid.formula(&template, at, col)
        });
        value.computed(formula)
    }
}

/// The physical columns of a book, in order.
pub(super) fn slots<R: RowType>(columns: &'static [Column<R>], context: &Context) -> Vec<Slot<R>> {
    columns
        .iter()
        .filter(|column| (column.shown)(context))
        .flat_map(|column| {
            let headers = match column.source {
                Source::One(header, _) => {
                    vec![(header.get(context.lang).to_owned(), header.zh.to_owned())]
                }
                Source::Each(headers, _) => {
                    let headers = headers(context).into_iter();
                    headers.map(|header| (header, String::new())).collect()
                }
            };
            let headers = headers.into_iter().enumerate();
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
        })
        .collect()
}
