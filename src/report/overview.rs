//! 总览: what a leader reads: how many, how good, how the money was spent, where points are lost.

mod charts;
mod facts;
mod years;

use rust_decimal::Decimal;

use super::chart::Chart;
use super::column::{Column, RowType, Style};
use super::context::Context;
use super::formula::places;
use super::table::{Page, Row, Spacing, Table};
use super::value::Value;
use super::{Scope, headline};
use crate::base::lang::{Lang, Text};
use crate::model::Kind;
use facts::{Base, Fact, Share};

/// The sheet.
pub(super) enum Overview {}

/// Rows of the sheet.
pub(super) enum Lines {}

/// A fact at the left and a grade or a range of totals at the right.
pub(super) struct Line {
    left: Option<Fact>,
    right: Option<Share>,
}

impl RowType for Lines {
    type Row<'a> = Line;
}

impl Table for Overview {
    type Of = Lines;
    const NAME: Text = Text::new("总览", "Overview");
    const SPACING: Spacing = Spacing::Roomy;
    const PAGE: Page = Page::OnePage;
    const FILTER: bool = false;
    const COLUMNS: &'static [Column<Lines>] = &[
        Column::new(
            Text::new("项目", "Item"),
            24,
            Style::Text,
            |line, context| {
                line.left
                    .as_ref()
                    .map_or(Value::Blank, |f| f.named(context))
            },
        ),
        Column::<Lines>::new(
            Text::new("数值", "Figure"),
            12,
            Style::Figure,
            |line, _| line.left.as_ref().and_then(|f| f.figure).into(),
        )
        .formula(|line, context, _| {
            let fact = line.left.as_ref()?;
            let places = fact.figure.map(places)?;
            fact.formula
                .as_ref()
                .map(|f| on_main(context, &f.replace("%p", &places.to_string())))
        }),
        Column::<Lines>::new(Text::new("比率", "Rate"), 12, Style::Rate, |line, _| {
            line.left.as_ref().and_then(|f| f.rate).into()
        })
        .formula(|line, context, _| {
            let formula = line.left.as_ref()?.rate_formula.as_ref()?;
            Some(on_main(context, formula))
        }),
        Column::new(
            Text::new("等级、分数段", "Grade or range"),
            24,
            Style::Text,
            |line, _| line.right.as_ref().map(|s| s.name.clone()).into(),
        ),
        Column::<Lines>::new(
            Text::new("个数", "Number"),
            12,
            Style::Count,
            |line, _| line.right.as_ref().map(|s| s.count).into(),
        )
        .formula(|line, context, _| {
            let formula = line.right.as_ref()?.formula.as_ref()?;
            Some(on_main(context, formula))
        }),
        Column::<Lines>::new(
            Text::new("占比", "Share"),
            12,
            Style::Rate,
            |line, context| line.right.as_ref().and_then(|s| s.share(context)).into(),
        )
        .formula(|line, context, _| {
            let ranked = line.right.as_ref()?.base == Base::Ranked;
            ranked.then(|| on_main(context, "ROUND({个数}/COUNT({排名!复算总分:}),4)"))
        }),
    ];

    fn title(context: &Context) -> String {
        let about = match context.scope {
            Scope::Whole | Scope::Monitoring => Text::new("绩效自评复算总览", "Overview"),
            Scope::Comparison => Text::new("绩效自评同比总览", "Year over year, overview"),
        };
        headline(context, about)
    }

    /// With the year before it takes two pages.
    fn page(context: &Context) -> Page {
        match context.comparison {
            Some(_) => Page::Upright,
            None => Self::PAGE,
        }
    }

    /// There when anything is ranked or compared.
    fn count(context: &Context, _: usize) -> usize {
        own_count(context) + years::count(context)
    }

    fn rows<'a>(context: &'a Context<'a>, _: usize) -> impl Iterator<Item = (usize, Line)> + 'a {
        let own = paired(
            own_count(context),
            facts::facts(context),
            facts::shares(context),
        );
        let years = paired(
            years::count(context),
            years::facts(context),
            years::shares(context),
        );
        own.chain(years).enumerate()
    }

    fn closing<'a>(context: &'a Context<'a>) -> Vec<Row<'a>> {
        notes(context).into_iter().map(Row::note).collect()
    }

    fn charts(context: &Context) -> Vec<Chart> {
        match context.scope {
            Scope::Whole | Scope::Monitoring => {
                let notes = notes(context).len();
                charts::charts(context, Self::count(context, 0), notes)
            }
            Scope::Comparison => Vec::new(),
        }
    }
}

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
fn paired(count: usize, left: Vec<Fact>, right: Vec<Share>) -> impl Iterator<Item = Line> {
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

/// `text` in the language of the book.
fn worded(context: &Context, zh: String, en: String) -> String {
    match context.lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// A count as a figure.
fn figure(count: usize) -> Option<Decimal> {
    Some(Decimal::from(count))
}
