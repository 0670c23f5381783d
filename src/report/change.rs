//! 同比: rows and columns of the sheets that hold this year against the year before.

pub(super) mod archive;
mod columns;
pub(super) mod forms;
pub(super) mod groups;
pub(super) mod sources;
mod words;

pub(super) use words::{averaged, moves, terms};
pub(crate) use words::{remarks, summary_of};

use rust_decimal::Decimal;

use super::Scope;
use super::column::{self, Closing, RowType, Style};
use super::context::Context;
use super::row::{Row, Spacing, row_of};
use super::sheet::{self, Plan};
use super::value::Value;
use crate::base::lang::{Text, worded};
use crate::compare::{Change, Pair};
use crate::model::Kind;
use crate::record;

/// A form of this year with the one before, or a form of the year before without a successor.
#[derive(Clone, Copy)]
pub(super) enum ChangeRow<'a> {
    Now(&'a Pair),
    Gone(&'a record::Row),
}

impl RowType for ChangeRow<'static> {
    type Row<'a> = ChangeRow<'a>;
}

type Column = column::Column<ChangeRow<'static>>;
type Table = sheet::Table<ChangeRow<'static>>;

/// A table of changes, to be circulated.
const CHANGES: Plan = Plan {
    books: &[Scope::Whole, Scope::Comparison],
    headline,
    frozen: 2,
    spacing: Spacing::Roomy,
    ..Plan::LIST
};

impl<'a> ChangeRow<'a> {
    fn current(&self) -> Option<&'a record::Row> {
        match self {
            Self::Now(pair) => Some(&pair.current),
            Self::Gone(_) => None,
        }
    }

    fn before(&self) -> Option<&'a record::Row> {
        match self {
            Self::Now(pair) => pair.before(),
            Self::Gone(record) => Some(record),
        }
    }

    fn pair(&self) -> Option<&'a Pair> {
        match self {
            Self::Now(pair) => Some(pair),
            Self::Gone(_) => None,
        }
    }

    /// The record that names it: this year's, else the last there was.
    fn named(&self) -> &'a record::Row {
        match self {
            Self::Now(pair) => &pair.current,
            Self::Gone(record) => record,
        }
    }

    fn change(&self, figure: fn(&Change) -> Option<Decimal>) -> Option<Decimal> {
        figure(&self.pair()?.change)
    }
}

/// Rows of a kind: this year in the order of the ranking, then those that are gone; none where nothing of the kind
/// was there the year before.
fn lines<'a>(context: &Context<'a>, kind: Kind) -> impl Iterator<Item = ChangeRow<'a>> + 'a {
    let compared = context.comparison.into_iter();
    let compared = compared.filter(move |c| c.before(kind).next().is_some());
    compared.flat_map(move |c| {
        let now = c.of_kind(kind).map(ChangeRow::Now);
        now.chain(c.gone_of_kind(kind).map(ChangeRow::Gone))
    })
}

/// The row of sums below the changes, and the notes.
fn closing<'a>(table: &Table, context: &'a Context<'a>, kind: Kind) -> Vec<Row<'a>> {
    let at = row_of(lines(context, kind).count());
    let sums = table.total(context, at, |slot| {
        match (slot.column.closing, slot.column.style) {
            (Closing::Label, _) => return (words::sum_label(context, kind).into(), None),
            (_, Style::Change) => {}
            _ => return (Value::Blank, None),
        }
        let figures = lines(context, kind).filter_map(|l| slot.value(&l, context).number());
        let sum = figures
            .map(Some)
            .reduce(|sum, figure| sum?.checked_add(figure?));
        (sum.flatten().into(), Some("ROUND(SUM({:}),{#})".into()))
    });
    let notes = words::notes(context, kind).into_iter().map(Row::note);
    std::iter::once(sums).chain(notes).collect()
}

/// `2023年度与2022年度` before what a sheet is about.
fn headline(context: &Context, text: Text) -> String {
    let years = context
        .comparison
        .and_then(|c| Some((c.current.year?, c.previous()?.year?)));
    let text = text.get(context.lang);
    match years {
        Some((now, before)) => worded!(
            context.lang,
            "{now}年度与{before}年度{text}",
            "{text}, {now} against {before}"
        ),
        None => text.to_owned(),
    }
}
