//! 一级指标得分率: which part of its points each unit earned in each group; the colours show where points are lost.

use rust_decimal::Decimal;

use super::closing;
use super::column::{Closing, Column, Style};
use super::context::{Context, Ranked};
use super::formula::places;
use super::headline;
use super::standing::{self, Standings, parts, quotient};
use super::table::{Row, Table};
use crate::base::lang::Text;
use crate::model::Kind;
use crate::rules::RuleSet;
use crate::run::Assessed;

/// Name on the tab.
const NAME: Text = Text::new("一级指标得分率", "Level-1 rates");

const RATE: Text = Text::new("得分率", " rate");
const WEIGHT: Text = Text::new("分值", " weight");

/// The sheet.
pub(super) enum LevelRates {}

impl Table for LevelRates {
    type Of = Standings;
    const NAME: Text = NAME;
    const FROZEN: u16 = 2;
    // Points lost are computed row by row from here, so the order must stay.
    const FILTER: bool = false;
    const COLUMNS: &'static [Column<Standings>] = &[
        standing::RANK,
        standing::UNIT,
        Column::<Standings>::new(
            Text::new("预算执行得分率", "Budget rate"),
            10,
            Style::Share,
            |row, _| {
                let earned = row.form.evaluation.execution_score();
                rate(earned, execution_points(row.form)).into()
            },
        )
        .formula(|_, _, _| Some("ROUND({预算执行得分}/{预算执行分值},4)".to_owned()))
        .closing(Closing::Centre),
        Column::<Standings>::each(
            |context| context.unit_levels.titles(context.lang, RATE),
            10,
            Style::Share,
            |row, context, nth| {
                let levels = &context.unit_levels;
                rate(
                    levels.points(row.index, nth),
                    levels.weights(row.index, nth),
                )
                .into()
            },
        )
        .formula(|_, _, nth| {
            let n = nth + 1;
            Some(format!(
                "ROUND({{预算执行得分+{n}}}/{{预算执行分值+{n}}},4)"
            ))
        })
        .closing(Closing::Centre),
        Column::<Standings>::new(
            Text::new("总得分率", "Total rate"),
            10,
            Style::Share,
            |row, context| rate(row.form.evaluation.total, all_points(row, context)).into(),
        )
        .formula(|_, _, _| Some("ROUND({复算总分}/{满分},4)".to_owned()))
        .closing(Closing::Centre),
        Column::<Standings>::new(
            Text::new("预算执行分值", "Budget weight"),
            9,
            Style::Score,
            |row, _| execution_points(row.form).into(),
        )
        .closing(Closing::Centre),
        Column::<Standings>::each(
            |context| context.unit_levels.titles(context.lang, WEIGHT),
            9,
            Style::Score,
            |row, context, nth| context.unit_levels.weights(row.index, nth).into(),
        )
        .closing(Closing::Centre),
        Column::<Standings>::new(
            Text::new("满分", "All points"),
            9,
            Style::Score,
            |row, context| all_points(row, context).into(),
        )
        .formula(|_, _, _| Some("ROUND(SUM({预算执行分值}:{满分-1}),6)".to_owned()))
        .closing(Closing::Centre),
        Column::<Standings>::new(
            Text::new("预算执行得分", "Budget score"),
            9,
            Style::Score,
            |row, _| row.form.evaluation.execution_score().into(),
        )
        .closing(Closing::Centre),
        Column::<Standings>::each(
            |context| context.unit_levels.headers(context.lang),
            9,
            Style::Score,
            |row, context, nth| context.unit_levels.points(row.index, nth).into(),
        )
        .closing(Closing::Centre),
        Column::<Standings>::new(
            Text::new("复算总分", "Recomputed total"),
            9,
            Style::Score,
            |row, _| row.form.evaluation.total.into(),
        )
        .formula(|row, _, _| {
            let total = row.form.evaluation.total?;
            (parts(row.form)? == total).then(|| {
                format!(
                    "ROUND(SUM({{预算执行得分}}:{{复算总分-1}}),{})",
                    places(total)
                )
            })
        })
        .closing(Closing::Centre),
    ];

    fn title(context: &Context) -> String {
        headline(
            context,
            Text::new("各单位一级指标得分率", "Points earned by unit and group"),
        )
    }

    fn screen_only(context: &Context) -> usize {
        2 * (context.unit_levels.count() + 2)
    }

    fn count(context: &Context, _: usize) -> usize {
        context.ranked_count(Kind::Unit)
    }

    fn rows<'a>(
        context: &'a Context<'a>,
        _: usize,
    ) -> impl Iterator<Item = (usize, Ranked<'a>)> + 'a {
        context.ranked(Kind::Unit).enumerate()
    }

    fn closing<'a>(context: &'a Context<'a>) -> Vec<Row<'a>> {
        let note = Text::new(
            "注：得分率＝复算得分÷分值；分值是各单位自评表中该类指标分值之和；分值和得分列在右侧（不打印）。平均为各单位得分率的平均。",
            "Rate = recomputed score ÷ weight. Weights are the sums of each form's own; they and the scores stand at the right (not printed). The mean is one of the units' rates.",
        );
        let mut rows = closing::mean::<Self>(context);
        rows.push(Row::note(note.get(context.lang).to_owned()));
        rows
    }
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
pub(super) fn all_points(row: &Ranked, context: &Context) -> Option<Decimal> {
    let levels = &context.unit_levels;
    let groups = (0..levels.count()).filter_map(|nth| levels.weights(row.index, nth));
    let mut all = groups.chain(execution_points(row.form));
    all.try_fold(Decimal::ZERO, Decimal::checked_add)
}

fn rate(earned: Option<Decimal>, points: Option<Decimal>) -> Option<Decimal> {
    quotient(earned, points).map(|rate| RuleSet::FOUR_PLACES.apply(rate))
}
