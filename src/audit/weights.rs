//! Checks on weights 分值: their sums, and no score above its weight.

use rust_decimal::Decimal;

use super::tolerance::{of_weights, sum, within};
use super::{Check, Facts};
use crate::finding::{Code, Problem};
use crate::model::{Figure, Filing};

/// Execution and indicators add to the points of the rule set, usually 100.
pub(super) const SUM: Check = Check {
    codes: &[Code::WeightSum],
    run: |case, facts| {
        let filing = case.filing;
        let execution = case.evaluation.execution.points;
        let indicators = weights(filing, |_| true);
        let Some(first) = indicators.filed.first() else {
            return;
        };
        let filed = indicators.filed.iter().map(|w| w.value);
        let all: Vec<_> = filed.chain(execution).collect();
        let expected = case.rules.total_points;
        if let Some(found) = contradiction(&all, indicators.complete, expected) {
            let place = filing.stated_points.as_ref().unwrap_or(first);
            let problem = Problem::WeightSum { expected, found };
            facts.push((problem, Some(place.cell)));
        }
    },
};

/// A group's weights add to the points in its heading.
pub(super) const GROUPS: Check = Check {
    codes: &[Code::GroupWeightSum],
    run: |case, facts| {
        for group in &case.filing.groups {
            let rows = weights(case.filing, |level1| level1 == Some(&*group.name));
            let expected = group.points.value;
            if rows.filed.is_empty() {
                continue;
            }
            let filed: Vec<_> = rows.filed.iter().map(|w| w.value).collect();
            if let Some(found) = contradiction(&filed, rows.complete, expected) {
                let group_name = (*group.name).into();
                let problem = Problem::GroupWeightSum {
                    group: group_name,
                    expected,
                    found,
                };
                facts.push((problem, Some(group.points.cell)));
            }
        }
    },
};

/// No score above its weight, no total above the points of the rule set.
pub(super) const CAP: Check = Check {
    codes: &[Code::ScoreAbovePoints],
    run: |case, facts| {
        if let Some(funding) = &case.filing.funding {
            cap(
                funding.points.as_ref().map(|p| p.value),
                funding.reported.as_ref(),
                facts,
            );
        }
        for indicator in &case.filing.indicators {
            let score = indicator.reported.as_ref().filter(|s| !case.shared(s));
            cap(indicator.points.as_ref().map(|p| p.value), score, facts);
        }
        let total = case.filing.reported_total.as_ref();
        cap(Some(case.rules.total_points), total, facts);
    },
};

/// The weights of some indicators.
struct Weights<'a> {
    filed: Vec<&'a Figure>,
    complete: bool,
}

fn weights(filing: &Filing, chosen: impl Fn(Option<&str>) -> bool) -> Weights<'_> {
    let rows: Vec<_> = filing
        .indicators
        .iter()
        .filter(|i| chosen(i.level1.as_deref()))
        .collect();
    let filed: Vec<_> = rows.iter().filter_map(|i| i.points.as_ref()).collect();
    let complete = filed.len() == rows.len();
    Weights { filed, complete }
}

/// The sum of `weights` where it contradicts `expected`: with a weight missing, only a sum already too large does.
fn contradiction(weights: &[Decimal], complete: bool, expected: Decimal) -> Option<Decimal> {
    let found = sum(weights.iter().copied())?;
    let differs = !within(found, expected, of_weights(weights));
    (differs && (complete || found > expected)).then_some(found)
}

fn cap(points: Option<Decimal>, score: Option<&Figure>, facts: &mut Facts) {
    if let (Some(expected), Some(score)) = (points, score)
        && score.value > expected
    {
        let found = score.value;
        let problem = Problem::ScoreAbovePoints { expected, found };
        facts.push((problem, Some(score.cell)));
    }
}
