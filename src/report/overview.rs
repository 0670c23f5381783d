//! 总览: what a leader reads: how many, how good, how the money was spent, where points are lost.

mod charts;
mod facts;
mod years;

use rust_decimal::Decimal;

use super::Scope;
use super::column::{self, RowType, Style};
use super::context::Context;
use super::row::{Page, Row, Spacing};
use super::sheet::{Items, Plan, Table};
use super::value::Value;
use crate::base::lang::Text;
use crate::model::Kind;
use facts::{Base, Fact, Share};

/// A fact at the left and a grade or a range of totals at the right.
pub(super) struct Line {
    left: Option<Fact>,
    right: Option<Share>,
}

impl RowType for Line {
    type Row<'a> = Self;
}

type Column = column::Column<Line>;

/// The sheet; there when anything is ranked or compared.
pub(super) static SHEET: Table<Line> = Table {
    plan: Plan {
        name: Text::new("总览", "Overview"),
        title: Text::new("绩效自评复算总览", "Overview"),
        books: &[Scope::Whole, Scope::Comparison],
        headline: |context, title| match context.scope {
            Scope::Whole | Scope::Monitoring => context.headline(title),
            Scope::Comparison => {
                context.headline(Text::new("绩效自评同比总览", "Year over year, overview"))
            }
        },
        spacing: Spacing::Roomy,
        // With the year before it takes two pages.
        page: |context| match context.comparison {
            Some(_) => Page::Upright,
            None => Page::OnePage,
        },
        filter: false,
        count: Some(|context, _| own_count(context) + years::count(context)),
        closing: |context| notes(context).into_iter().map(Row::note).collect(),
        charts: |context| match context.scope {
            Scope::Whole | Scope::Monitoring => {
                let rows = own_count(context) + years::count(context);
                charts::charts(context, rows, notes(context).len())
            }
            Scope::Comparison => Vec::new(),
        },
        ..Plan::LIST
    },
    columns: &[&[
        Column::text("项目", "Item", 24, |line, context| {
            line.left
                .as_ref()
                .map_or(Value::Blank, |f| f.named(context))
        }),
        Column::of(Style::Figure, "数值", "Figure", 12, |line, _| {
            line.left.as_ref().and_then(|f| f.figure).into()
        })
        .formula_by(|line, context, _| {
            let formula = line.left.as_ref()?.formula.as_ref()?;
            Some(on_main(context, formula))
        }),
        Column::rate("比率", "Rate", 12, |line, _| {
            line.left.as_ref().and_then(|f| f.rate).into()
        })
        .formula_by(|line, context, _| {
            let formula = line.left.as_ref()?.rate_formula.as_ref()?;
            Some(on_main(context, formula))
        }),
        Column::text("等级、分数段", "Grade or range", 24, |line, _| {
            line.right.as_ref().map(|s| s.name.clone()).into()
        }),
        Column::count("个数", "Number", 12, |line, _| {
            line.right.as_ref().map(|s| s.count).into()
        })
        .formula_by(|line, context, _| {
            let formula = line.right.as_ref()?.formula.as_ref()?;
            Some(on_main(context, formula))
        }),
        Column::rate("占比", "Share", 12, |line, context| {
            line.right.as_ref().and_then(|s| s.share(context)).into()
        })
        .formula_by(|line, context, _| {
            let ranked = line.right.as_ref()?.base == Base::Ranked;
            ranked.then(|| on_main(context, "ROUND({个数}/COUNT({排名!复算总分:}),4)"))
        }),
    ]],
    items: Items::Each(|context| {
        let own = (facts::facts(context), facts::shares(context));
        let years_before = (years::facts(context), years::shares(context));
        let own = paired(own_count(context), own);
        Box::new(own.chain(paired(years::count(context), years_before)))
    }),
};

/// Rows about this year alone: none when nothing is ranked, or in a book about the comparison.
fn own_count(context: &Context) -> usize {
    let ranked = context.ranked_count(context.main_kind());
    if ranked == 0 || context.scope == Scope::Comparison {
        return 0;
    }
    *context.overview_rows.get_or_init(|| {
        let left = facts::facts(context).len();
        left.max(facts::shares(context).len())
    })
}

/// So many lines of facts and shares side by side.
fn paired(count: usize, (left, right): (Vec<Fact>, Vec<Share>)) -> impl Iterator<Item = Line> {
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    (0..count).map(move |_| Line {
        left: left.next(),
        right: right.next(),
    })
}

/// Sentences below the figures.
fn notes(context: &Context) -> Vec<String> {
    let mut notes = match context.scope {
        Scope::Whole | Scope::Monitoring => facts::notes(context),
        Scope::Comparison => Vec::new(),
    };
    notes.extend(years::sentences(context));
    notes
}

/// A template about the ranking, for the kind of forms that the overview is about.
fn on_main(context: &Context, template: &str) -> String {
    let template = match context.main_kind() {
        Kind::Unit => template.to_owned(),
        Kind::Project => template.replace("{排名!", "{项目!"),
    };
    match years::main_kind(context) {
        Kind::Unit => template,
        Kind::Project => template.replace("{同比!", "{项目同比!"),
    }
}

/// A count as a figure.
fn figure(count: usize) -> Option<Decimal> {
    Some(Decimal::from(count))
}
