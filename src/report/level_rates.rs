//! 一级指标得分率: which part of its points each unit earned in each group; the colours show where points are lost.

use rust_decimal::Decimal;

use super::closing;
use super::column::{Closing, Get, Name, Style};
use super::context::{Context, RankedForm};
use super::row::Row;
use super::sheet::{Items, Plan, Table};
use super::standing::{self, Column, adds_up, quotient};
use crate::base::lang::Text;
use crate::base::number::sum;
use crate::model::Kind;
use crate::rules::RuleSet;
use crate::run::Assessed;

const RATE: Text = Text::new("得分率", " rate");
const WEIGHT: Text = Text::new("分值", " weight");

/// The sheet.
pub(super) static SHEET: Table<RankedForm<'static>> = Table {
    plan: Plan {
        name: Text::new("一级指标得分率", "Level-1 rates"),
        title: Text::new("各单位一级指标得分率", "Points earned by unit and group"),
        frozen: 2,
        // Points lost are computed row by row from here, so the order must stay.
        filter: false,
        screen_only: |context| 2 * (context.unit_levels.count() + 2),
        count: Some(|context, _| context.ranked_count(Kind::Unit)),
        closing: |context| {
            let note = Text::new(
                "注：得分率＝复算得分÷分值；分值是各单位自评表中该类指标分值之和；分值和得分列在右侧（不打印）。平均为各单位得分率的平均。",
                "Rate = recomputed score ÷ weight. Weights are the sums of each form's own; they and the scores stand at the right (not printed). The mean is one of the units' rates.",
            );
            let mut rows = closing::mean(&SHEET, context);
            rows.push(Row::note(note.get(context.lang)));
            rows
        },
        ..Plan::LIST
    },
    columns: &[&[
        standing::RANK,
        standing::UNIT,
        share("预算执行得分率", "Budget rate", |row, _| {
            let earned = row.form.evaluation.execution_score();
            rate(earned, execution_points(row.form)).into()
        })
        .formula("ROUND({预算执行得分}/{预算执行分值},4)"),
        Column::each(
            Style::Share,
            |context| context.unit_levels.titles(context.lang, RATE),
            10,
            |row, context, nth| {
                let levels = &context.unit_levels;
                let earned = levels.points(row.index, nth);
                rate(earned, levels.weights(row.index, nth)).into()
            },
        )
        .formula_by(|_, _, nth| {
            let n = nth + 1;
            Some(format!(
                "ROUND({{预算执行得分+{n}}}/{{预算执行分值+{n}}},4)"
            ))
        })
        .closing(Closing::Centre),
        share("总得分率", "Total rate", |row, context| {
            rate(row.form.evaluation.total, all_points(row, context)).into()
        })
        .formula("ROUND({复算总分}/{满分},4)"),
        Column::score("预算执行分值", "Budget weight", 9, |row, _| {
            execution_points(row.form).into()
        })
        .closing(Closing::Centre),
        Column::each(
            Style::Score,
            |context| context.unit_levels.titles(context.lang, WEIGHT),
            9,
            |row, context, nth| context.unit_levels.weights(row.index, nth).into(),
        )
        .closing(Closing::Centre),
        ALL_POINTS.formula("ROUND(SUM({预算执行分值}:{满分-1}),6)"),
        Column::score("预算执行得分", "Budget score", 9, |row, _| {
            row.form.evaluation.execution_score().into()
        })
        .closing(Closing::Centre),
        standing::UNIT_LEVELS.wide(9),
        standing::TOTAL_SCORE
            .wide(9)
            .formula_where("ROUND(SUM({预算执行得分}:{复算总分-1}),{#})", adds_up),
    ]],
    items: Items::Each(|context| Box::new(context.ranked(Kind::Unit))),
};

/// 满分: all points that could be earned.
pub(super) const ALL_POINTS: Column = Column::score("满分", "All points", 9, |row, context| {
    all_points(row, context).into()
})
.closing(Closing::Centre);

const fn share(zh: Name, en: Name, value: Get<RankedForm<'static>>) -> Column {
    Column::of(Style::Share, zh, en, 10, value).closing(Closing::Centre)
}

/// Points that count for execution.
pub(super) fn execution_points(form: &Assessed) -> Option<Decimal> {
    if let Some(reweighted) = &form.evaluation.reweighted {
        return reweighted.execution.map(|part| part.points);
    }
    let execution = &form.evaluation.execution;
    execution.points.filter(|_| execution.score.is_some())
}

/// All points that could be earned.
pub(super) fn all_points(row: &RankedForm, context: &Context) -> Option<Decimal> {
    let levels = &context.unit_levels;
    let groups = (0..levels.count()).filter_map(|nth| levels.weights(row.index, nth));
    sum(groups.chain(execution_points(row.form)))
}

fn rate(earned: Option<Decimal>, points: Option<Decimal>) -> Option<Decimal> {
    quotient(earned, points).map(|rate| RuleSet::FOUR_PLACES.apply(rate))
}
