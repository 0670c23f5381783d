//! Checks of the points earned against the money spent.

use rust_decimal::Decimal;

use super::{Case, Check, SELF};
use crate::base::number::Rate;
use crate::finding::merit::{
    FULL_MARKS_LOW_EXECUTION, IDLE_PROJECT, MERIT_OUTRUNS_MONEY, NOTHING_SPENT_MUCH_DONE, UNSPENT,
};
use crate::finding::{Fact, Field, Problem};
use crate::model::{CellRef, Figure, Kind, ScoreSum, merit_gap};
use crate::rules::RuleSet;

/// (merit − execution) ÷ merit ≤ the bound of the rule set.
pub(super) const OUTRUNS: Check = Check {
    codes: &[&MERIT_OUTRUNS_MONEY],
    stages: SELF,
    run: |case, problems| {
        let Some((merit, execution)) = merit(case).zip(case.evaluation.execution.earned_rate())
        else {
            return;
        };
        let bound = case.rules.audit.merit_gap;
        if let Some(gap) = merit_gap(merit, execution).filter(|gap| *gap > bound) {
            let rate = |figure: Decimal| Fact::Rate(RuleSet::FOUR_PLACES.apply(figure));
            let rated = case.evaluation.execution.rate;
            let high = rated.is_some_and(|rate| rate >= case.rules.audit.explained_below);
            let facts_of = [
                ("merit", rate(merit)),
                ("execution", rate(execution)),
                ("expected", Fact::Rate(bound)),
                ("found", rate(gap)),
            ];
            let case_of = if high { "high" } else { "low" };
            let problem = MERIT_OUTRUNS_MONEY.case(case_of, facts_of);
            problems.push(problem.at(total_cell(case)));
        }
    },
};

/// 指标得分率
fn merit(case: &Case<'_>) -> Option<Decimal> {
    let mut earned = ScoreSum::default();
    for (indicator, result) in case.pairs() {
        earned.add(indicator.points.as_ref(), result.score);
    }
    earned.rate()
}

fn total_cell(case: &Case<'_>) -> Option<CellRef> {
    case.filing.reported_total.as_ref().map(|total| total.cell)
}

/// (adjusted − executed) ÷ adjusted ≤ the bound of the rule set.
pub(super) const BALANCE: Check = Check {
    codes: &[&UNSPENT],
    stages: SELF,
    run: |case, problems| {
        let Some((adjusted, executed)) = amounts(case) else {
            return;
        };
        let left = adjusted.value.checked_sub(executed.value);
        let share = left.and_then(|left| Rate::new(left, adjusted.value));
        let share = share.and_then(Rate::value);
        let bound = case.rules.audit.unspent_above;
        if let Some(share) = share.filter(|share| *share > bound) {
            let found = Fact::Rate(RuleSet::FOUR_PLACES.apply(share));
            problems.push(UNSPENT.differs(Fact::Rate(bound), found).at(executed.cell));
        }
    },
};

/// 全年预算数 above 0 and 全年执行数.
fn amounts<'a>(case: &Case<'a>) -> Option<(&'a Figure, &'a Figure)> {
    let funding = case.filing.funding.as_ref()?;
    let adjusted = funding
        .adjusted
        .as_ref()
        .filter(|f| f.value > Decimal::ZERO)?;
    Some((adjusted, funding.executed.as_ref()?))
}

/// A project with a budget has spent some of it.
pub(super) const IDLE: Check = Check {
    codes: &[&IDLE_PROJECT],
    stages: SELF,
    run: |case, problems| {
        if case.filing.kind == Kind::Project {
            let named = case
                .filing
                .project
                .as_ref()
                .map(|project| project.value.clone());
            let name = named.unwrap_or_else(|| Field::Project.name().zh.into());
            let amounts = amounts(case);
            problems.extend(amounts.and_then(|(a, e)| idle(&name, Some(a), Some(e))));
            return;
        }
        let lines = case.filing.parts.iter();
        for line in lines.filter(|line| line.label.contains("项目")) {
            problems.extend(idle(
                &line.label,
                line.adjusted.as_ref(),
                line.executed.as_ref(),
            ));
        }
    },
};

/// The problem of a project that has a budget and spent none of it.
pub(super) fn idle(
    name: &str,
    adjusted: Option<&Figure>,
    executed: Option<&Figure>,
) -> Option<(Problem, Option<CellRef>)> {
    let (adjusted, executed) = adjusted.zip(executed)?;
    let idle = adjusted.value > Decimal::ZERO && executed.value.is_zero();
    idle.then(|| {
        let problem = IDLE_PROJECT.with([
            ("project", Fact::text(name)),
            ("expected", Fact::Amount(adjusted.value)),
            ("found", Fact::Amount(executed.value)),
        ]);
        problem.at(executed.cell)
    })
}

/// Outputs are not reached without spending.
pub(super) const WITHOUT_MONEY: Check = Check {
    codes: &[&NOTHING_SPENT_MUCH_DONE],
    stages: SELF,
    run: |case, problems| {
        let Some((_, executed)) = amounts(case) else {
            return;
        };
        let bound = case.rules.audit.nothing_spent_below;
        let Some(rate) = case.evaluation.execution.rate.filter(|rate| *rate < bound) else {
            return;
        };
        let done = case.explained().map(|(row, _)| row).filter(|row| {
            let output = row
                .indicator
                .level1
                .as_deref()
                .is_none_or(|l| l.starts_with("产出"));
            output && row.reaches() && !row.is_exempt()
        });
        let names: Vec<&str> = done.map(|row| &*row.indicator.name).collect();
        if !names.is_empty() {
            let problem = NOTHING_SPENT_MUCH_DONE.with([
                (
                    "indicators",
                    Fact::text(super::listed(&names, super::MOST_NAMES, "…")),
                ),
                ("expected", Fact::Rate(bound)),
                ("found", Fact::Rate(rate)),
            ]);
            problems.push(problem.at(executed.cell));
        }
    },
};

/// Not all indicators have full marks where execution is low.
pub(super) const FULL: Check = Check {
    codes: &[&FULL_MARKS_LOW_EXECUTION],
    stages: SELF,
    run: |case, problems| {
        let bound = case.rules.audit.full_marks_execution_below;
        let Some(rate) = case.evaluation.execution.rate.filter(|rate| *rate < bound) else {
            return;
        };
        if merit(case).is_some_and(|merit| merit >= Decimal::ONE) {
            let problem = FULL_MARKS_LOW_EXECUTION.differs(Fact::Rate(bound), Fact::Rate(rate));
            problems.push(problem.at(total_cell(case)));
        }
    },
};
