//! 可信度: for each unit how much of its self-evaluation rests on what nobody can check, or looks too good.

use rust_decimal::Decimal;

use super::column::{self, RowType};
use super::context::Ranked;
use super::row::Row;
use super::sheet::{Items, Plan, Table};
use crate::base::lang::Text;
use crate::base::number::Rate;
use crate::model::{Basis, Kind, MethodKind};
use crate::rules::RuleSet;
use crate::run::Assessed;

/// One unit with its shares.
pub(super) struct Line<'a> {
    row: Ranked<'a>,
    shares: Shares,
}

impl RowType for Line<'static> {
    type Row<'a> = Line<'a>;
}

type Column = column::Column<Line<'static>>;

/// The sheet.
pub(super) static SHEET: Table<Line<'static>> = Table {
    plan: Plan {
        name: Text::new("可信度", "Credibility"),
        title: Text::new("各单位自评可信度", "Credibility of the self-evaluations"),
        frozen: 2,
        count: Some(|context, _| context.ranked_count(Kind::Unit)),
        closing: |context| {
            let note = Text::new(
                "注：各列为占比，越高越需要核实；单独一列偏高不说明有错。",
                "Shares: the higher, the more there is to verify; a high one by itself proves nothing.",
            );
            vec![Row::note(note.get(context.lang))]
        },
        ..Plan::LIST
    },
    columns: &[&[
        Column::rank("名次", "Rank", 6, |line, _| line.row.standing.rank.into()),
        Column::words("单位", "Unit", 24, |line, _| {
            line.row.form.unit_name().into()
        }),
        Column::rate("不可核实得分", "Not verifiable", 10, |line, _| {
            line.shares.unverified.into()
        }),
        Column::rate("定性分值", "Qualitative", 10, |line, _| {
            line.shares.qualitative.into()
        }),
        Column::rate("超额指标", "Far above target", 10, |line, _| {
            line.shares.surplus.into()
        }),
        Column::rate("满分指标", "Full marks", 10, |line, _| {
            line.shares.full.into()
        }),
        Column::rate("恰好达标指标", "Exactly on target", 10, |line, _| {
            line.shares.exact.into()
        }),
        Column::rate("扣分未说明", "Lost, not explained", 10, |line, _| {
            line.shares.unexplained.into()
        }),
        Column::rate(
            "得分率高于执行率",
            "Merit above execution",
            10,
            |line, _| line.shares.gap.into(),
        ),
        Column::rate("预算结余", "Unspent", 10, |line, _| {
            line.shares.unspent.into()
        }),
    ]],
    items: Items::Each(|context| {
        let ranked = context.ranked(Kind::Unit);
        let rules = &context.assessment.rules;
        Box::new(ranked.map(move |row| Line {
            shares: Shares::of(row.form, rules),
            row,
        }))
    }),
};

/// The shares of one form, as fractions; `None` where there is nothing to take a share of.
struct Shares {
    /// 不可核实: points that nothing on the form can confirm ÷ total.
    unverified: Option<Decimal>,
    /// 定性: points judged by words ÷ points of all indicators.
    qualitative: Option<Decimal>,
    /// 超额: indicators far above target ÷ indicators.
    surplus: Option<Decimal>,
    /// 满分: indicators filed with full points ÷ indicators with a score.
    full: Option<Decimal>,
    /// 恰好达标: indicators exactly on target ÷ those recomputed.
    exact: Option<Decimal>,
    /// 扣分未说明: indicators that lost points without a reason ÷ those that lost points.
    unexplained: Option<Decimal>,
    /// (得分率 − 执行率得分率) ÷ 得分率, where it is above 0.
    gap: Option<Decimal>,
    /// 结余: (adjusted − executed) ÷ adjusted, where it is above 0.
    unspent: Option<Decimal>,
}

impl Shares {
    fn of(form: &Assessed, rules: &RuleSet) -> Self {
        let mut count = Counts::default();
        for (indicator, result) in form.indicators() {
            let points = indicator.points.as_ref().map_or(Decimal::ZERO, |p| p.value);
            let filed = indicator.reported.as_ref().map(|f| f.value);
            count.all += 1;
            count.points = count.points.saturating_add(points);
            count.scored += usize::from(filed.is_some());
            count.full += usize::from(filed.is_some_and(|filed| filed >= points));
            let lost = filed.is_some_and(|filed| filed < points);
            count.lost += usize::from(lost);
            count.unexplained += usize::from(lost && indicator.reason.is_none());
            let Some(result) = result else { continue };
            count.earned = count
                .earned
                .saturating_add(result.score.unwrap_or_default());
            if result.method == MethodKind::Qualitative {
                count.judged = count.judged.saturating_add(points);
            }
            let far = |rate: Decimal| rate >= rules.over_fulfilled.from;
            count.surplus += usize::from(result.surplus_rate().is_some_and(far));
            let counted = result.basis == Basis::Recomputed && result.completion.is_some();
            count.counted += usize::from(counted);
            count.exact += usize::from(counted && result.completion == Some(Decimal::ONE));
        }
        let evaluation = &form.evaluation;
        let execution = &evaluation.execution;
        let merit = share(count.earned, count.points);
        let spent = execution.score.zip(execution.points);
        let spent = spent.and_then(|(score, points)| share(score, points));
        let gap = merit
            .zip(spent)
            .and_then(|(merit, spent)| share(merit.saturating_sub(spent), merit));
        let [_, adjusted, executed] = form.amounts();
        let unspent = adjusted
            .zip(executed)
            .and_then(|(a, e)| share(a.saturating_sub(e), a));
        let above = |share: &Decimal| *share > Decimal::ZERO;
        Self {
            unverified: evaluation
                .total
                .and_then(|total| share(evaluation.unverified, total)),
            qualitative: share(count.judged, count.points),
            surplus: ratio(count.surplus, count.all),
            full: ratio(count.full, count.scored),
            exact: ratio(count.exact, count.counted),
            unexplained: ratio(count.unexplained, count.lost),
            gap: gap.filter(above),
            unspent: unspent.filter(above),
        }
    }
}

/// What the indicators of a form add up to.
#[derive(Default)]
struct Counts {
    all: usize,
    scored: usize,
    full: usize,
    lost: usize,
    unexplained: usize,
    surplus: usize,
    counted: usize,
    exact: usize,
    points: Decimal,
    earned: Decimal,
    judged: Decimal,
}

fn share(part: Decimal, whole: Decimal) -> Option<Decimal> {
    Rate::new(part, whole)?.rounded(RuleSet::FOUR_PLACES)
}

fn ratio(part: usize, whole: usize) -> Option<Decimal> {
    share(part.into(), whole.into())
}
