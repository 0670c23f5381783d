//! 稳健性: how far each rank and grade can be trusted, with the neighbours that cannot be distinguished.

mod words;

use super::column::{Get, Name};
use super::context::{Context, RankedForm};
use super::formula::places;
use super::row::{Row, Spacing};
use super::sheet::{Items, Plan, Table};
use super::standing::{self, Column, from_to};
use super::value::Value;
use crate::base::lang::{Lang, Text, worded};
use crate::model::Kind;
use crate::run::rank::bands::{Band, Span};
pub(super) use words::{drawn, top};

/// The sheet.
pub(super) static SHEET: Table<RankedForm<'static>> = Table {
    plan: Plan {
        name: Text::new("稳健性", "Robustness"),
        title: Text::new(
            "名次与等级的稳健性",
            "How far ranks and grades can be trusted",
        ),
        frozen: 2,
        spacing: Spacing::Roomy,
        screen_only: |_| 2,
        count: Some(|context, _| match context.has_bands(context.main_kind()) {
            true => context.ranked_count(context.main_kind()),
            false => 0,
        }),
        closing: |context| words::notes(context).into_iter().map(Row::note).collect(),
        ..Plan::LIST
    },
    columns: &[&[
        standing::RANK,
        standing::UNIT,
        standing::PROJECT.shown(|context| context.main_kind() == Kind::Project),
        standing::TOTAL,
        Column::rank("名次区间", "Rank band", 16, |row, context| {
            let band = context.band(row.index);
            band.map(|b| sentence(row.standing.rank, b, context.lang))
                .into()
        })
        .formula_by(|_, context, _| {
            let template = match context.lang {
                Lang::Zh => r#""第"&{名次}&"名（"&{最好名次}&"–"&{最差名次}&"）""#,
                Lang::En => r#"{名次}&" ("&{最好名次}&"–"&{最差名次}&")""#,
            };
            Some(template.to_owned())
        }),
        Column::rank("最好名次", "Best rank", 8, |row, context| {
            context.band(row.index).map(|b| b.all.ranks.0).into()
        }),
        Column::rank("最差名次", "Worst rank", 8, |row, context| {
            context.band(row.index).map(|b| b.all.ranks.1).into()
        }),
        family("剔除一项指标", "One indicator out", |row, context| {
            ranks(row, context, |b| Some(b.indicator))
        }),
        family("剔除一类指标", "One class out", |row, context| {
            ranks(row, context, |b| Some(b.class))
        }),
        family("其他舍入", "Other roundings", |row, context| {
            ranks(row, context, |b| Some(b.rounding))
        }),
        family("权重波动", "Weights moved", |row, context| {
            ranks(row, context, |b| b.weights)
        }),
        Column::words(
            "难分先后的单位",
            "Not to be told apart from",
            32,
            |row, context| words::alike(row, context).into(),
        ),
        standing::GRADE,
        Column::rank("可能的等级", "Possible grades", 8, |row, context| {
            words::grades(row, context).into()
        }),
        Column::score("距上一等级", "To the next grade", 8, |row, context| {
            context.band(row.index).and_then(|b| b.grade.missing).into()
        })
        .formula_by(|row, context, _| {
            let missing = context.band(row.index)?.grade.missing?;
            let bound = missing.checked_add(row.form.evaluation.total?)?.normalize();
            Some(format!("ROUND({bound}-{{复算总分}},{})", places(missing)))
        }),
        Column::score(
            "高于本级下限",
            "Above its bound",
            8,
            |row, context| context.band(row.index).and_then(|b| b.grade.spare).into(),
        )
        .formula_by(|row, context, _| {
            let spare = context.band(row.index)?.grade.spare?;
            let bound = row.form.evaluation.total?.checked_sub(spare)?.normalize();
            Some(format!("ROUND({{复算总分}}-{bound},{})", places(spare)))
        }),
        Column::words("说明", "Remarks", 48, |row, context| {
            words::remark(row, context).into()
        }),
        Column::words(
            "靠个别指标拉开的单位",
            "Apart by single indicators",
            64,
            |row, context| words::barely(row, context).into(),
        ),
        family(
            "权重波动（极端）",
            "Weights, all draws",
            |row, context| ranks(row, context, |b| b.weights_extreme),
        ),
    ]],
    items: Items::Each(|context| Box::new(context.ranked(context.main_kind()))),
};

/// A column with the span of ranks over one family of scenarios.
const fn family(zh: Name, en: Name, value: Get<RankedForm<'static>>) -> Column {
    Column::rank(zh, en, 9, value)
}

fn ranks<'a>(row: &RankedForm, context: &Context, span: fn(&Band) -> Option<Span>) -> Value<'a> {
    let band = context.band(row.index);
    band.and_then(span).map(|s| from_to(s.ranks)).into()
}

/// 第7名（5–9）
fn sentence(rank: usize, band: &Band, lang: Lang) -> String {
    let span = from_to(band.all.ranks);
    worded!(lang, "第{rank}名（{span}）", "{rank} ({span})")
}
