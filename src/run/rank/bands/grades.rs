//! 等级界限: how far a total is from the next grade, and whether it stays on its side.

use rust_decimal::Decimal;

use super::ledger::scored;
use crate::model::Grade;
use crate::rules::RuleSet;
use crate::run::Assessed;

/// Where a total is between the bounds of its grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeReach {
    /// Grade of the highest total over the scenarios.
    pub best: Option<Grade>,
    /// Grade of the lowest.
    pub worst: Option<Grade>,
    /// Points missing to the next better grade; `None` in the best.
    pub missing: Option<Decimal>,
    /// Points above the lower bound of its grade; `None` in the last, which has no lower one.
    pub spare: Option<Decimal>,
    /// What would lift a total to the next better grade.
    pub enough: Option<GradeLift>,
}

/// The least that would lift a total into the next grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GradeLift {
    /// Full points for budget execution; the points lost there.
    Execution(Decimal),
    /// Full points for one indicator; its position and the points lost there.
    Indicator(usize, Decimal),
    /// Full points for at least this number of indicators.
    Several(usize),
}

impl GradeReach {
    /// Of a form with `total` that ranges over `totals`.
    pub(super) fn of(
        form: &Assessed,
        total: Decimal,
        totals: (Decimal, Decimal),
        rules: &RuleSet,
    ) -> Self {
        let band = rules.grade(total).map(|g| g.band);
        let from = |band: usize| rules.grades.get(band).map(|g| g.from);
        let better = band.and_then(|band| band.checked_sub(1)).and_then(from);
        let missing = better.and_then(|bound| bound.checked_sub(total));
        let is_last = band.map(|b| b + 1) == Some(rules.grades.len());
        let floor = band.and_then(from).filter(|_| !is_last);
        Self {
            best: rules.grade(totals.1),
            worst: rules.grade(totals.0),
            missing,
            spare: floor.and_then(|bound| total.checked_sub(bound)),
            enough: missing.and_then(|missing| enough(form, missing)),
        }
    }

    /// Whether the grade is not the same over all scenarios.
    #[must_use]
    pub fn open(&self) -> bool {
        self.best != self.worst
    }
}

/// The smallest loss that covers `missing`, else as many of the largest ones as it takes.
fn enough(form: &Assessed, missing: Decimal) -> Option<GradeLift> {
    let mut losses = losses(form);
    losses.sort_by_key(|(lost, at)| (*lost, at.is_some(), *at));
    let single = losses.iter().find(|(lost, _)| *lost >= missing);
    if let Some((lost, at)) = single {
        return Some(at.map_or(GradeLift::Execution(*lost), |at| {
            GradeLift::Indicator(at, *lost)
        }));
    }
    let mut sum = Decimal::ZERO;
    for ((lost, _), count) in losses.iter().rev().zip(1_usize..) {
        sum = sum.saturating_add(*lost);
        if sum >= missing {
            return Some(GradeLift::Several(count));
        }
    }
    None
}

/// Points lost by execution (no position) and by each indicator.
fn losses(form: &Assessed) -> Vec<(Decimal, Option<usize>)> {
    scored(form)
        .filter_map(|part| {
            let lost = part.points.checked_sub(part.score)?;
            let at = part.indicator.map(|(at, _)| at);
            (lost > Decimal::ZERO).then_some((lost, at))
        })
        .collect()
}
