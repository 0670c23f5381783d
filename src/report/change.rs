//! 同比: rows and columns of the sheets that hold this year against the year before.

pub(super) mod archive;
mod columns;
pub(super) mod groups;
pub(super) mod projects;
pub(super) mod sources;
pub(super) mod units;
mod words;

pub(crate) use words::summary_of;

use rust_decimal::Decimal;

use super::column::{RowType, Slot, Style, slots};
use super::context::Context;
use super::formula::{Grid, places};
use super::table::{HEAD_ROWS, Role, Row, Table};
use super::value::Value;
use crate::base::lang::{Lang, Text};
use crate::compare::{Comparison, Pair, Record};
use crate::model::Kind;

/// Rows of the sheets.
pub(super) enum Changes {}

/// A form of this year with the one before, or a form of the year before without a successor.
#[derive(Clone, Copy)]
pub(super) enum Line<'a> {
    Now(&'a Pair),
    Gone(&'a Record),
}

impl RowType for Changes {
    type Row<'a> = Line<'a>;
}

impl<'a> Line<'a> {
    fn current(&self) -> Option<&'a Record> {
        match self {
            Self::Now(pair) => Some(&pair.current),
            Self::Gone(_) => None,
        }
    }

    fn before(&self) -> Option<&'a Record> {
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
    fn named(&self) -> &'a Record {
        match self {
            Self::Now(pair) => &pair.current,
            Self::Gone(record) => record,
        }
    }

    fn change(&self, figure: fn(&Record) -> Option<Decimal>) -> Option<Decimal> {
        self.pair()?.change(figure)
    }
}

/// Rows of a kind: this year in the order of the ranking, then those that are gone.
fn lines<'a>(context: &Context<'a>, kind: Kind) -> impl Iterator<Item = (usize, Line<'a>)> + 'a {
    let comparison = comparison(context).into_iter();
    let lines = comparison.flat_map(move |c| {
        let now = c.of_kind(kind).map(Line::Now);
        now.chain(c.gone_of_kind(kind).map(Line::Gone))
    });
    lines.enumerate()
}

pub(super) fn comparison<'a>(context: &Context<'a>) -> Option<&'a Comparison> {
    context.comparison
}

/// Whether anything of a kind was there the year before.
fn has_before(context: &Context, kind: Kind) -> bool {
    comparison(context).is_some_and(|c| c.before(kind).next().is_some())
}

/// The row of sums below the changes, and the notes.
fn closing<'a, T: Table<Of = Changes>>(context: &'a Context<'a>, kind: Kind) -> Vec<Row<'a>> {
    let slots = slots(T::COLUMNS, context);
    let count = T::count(context, 0);
    let grid = Grid::of(context, &slots, count);
    let at = HEAD_ROWS.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
    let cell = |(slot, col): (&Slot<Changes>, usize)| {
        if slot.key == "单位" {
            return words::sum_label(context, kind).into();
        }
        if slot.column.style != Style::Change {
            return Value::Blank;
        }
        let figures = lines(context, kind).filter_map(|(_, l)| slot.value(&l, context).number());
        let mut figures = figures.peekable();
        if figures.peek().is_none() {
            return Value::Blank;
        }
        let sum = figures.try_fold(Decimal::ZERO, Decimal::checked_add);
        let template = format!("ROUND(SUM({{:}}),{})", places(sum.unwrap_or_default()));
        let formula = grid.as_ref().and_then(|g| g.formula(&template, at, col));
        Value::from(sum).computed(formula)
    };
    let sums = Row {
        cells: slots.iter().zip(0..).map(cell).collect(),
        role: Role::Total,
        block: 0,
    };
    let notes = words::notes(context, kind).into_iter().map(Row::note);
    std::iter::once(sums).chain(notes).collect()
}

/// `2023年度与2022年度` before what a sheet is about.
fn headline(context: &Context, text: Text) -> String {
    let years = comparison(context).and_then(|c| Some((c.current.year?, c.previous()?.year?)));
    let text = text.get(context.lang);
    match (years, context.lang) {
        (Some((now, before)), Lang::Zh) => format!("{now}年度与{before}年度{text}"),
        (Some((now, before)), Lang::En) => format!("{text}, {now} against {before}"),
        (None, _) => text.to_owned(),
    }
}
