//! A form of two years 混合表: the plan of one with the performance of the other.
//!
//! Indicators are matched by level-1 name, level-2 name and name, all folded; the n-th of several equal ones with the
//! n-th. What is in the mixed form:
//!
//! - the indicators of the plan's year with their points and targets; the actual value, printed completion rate and
//!   reason of the matched indicator of the performance's year. Where that can be scored by the rules, its score counts.
//! - where it cannot (words, dates, other measures), the *share* of its points that the matched indicator earned in
//!   its own year under the same rules is carried over.
//! - an indicator without a counterpart is given the mean share of all indicators of the performance's year.
//! - execution: the points and budgets of the plan's year, and the amount that gives them the execution rate of the
//!   performance's year; without amounts its share of points, without an execution score the mean share.
//!
//! Carried points are rounded like scores. Every total is one under the form's own weights.

use std::collections::HashMap;

use ecow::EcoString;
use rust_decimal::Decimal;

use crate::base::number::Rate;
use crate::form::labels::fold;
use crate::model::{
    Basis, Evaluation, Figure, Filing, Funding, Indicator, IndicatorResult, Unscored,
};
use crate::rules::{RuleSet, evaluate};

/// A filing with what it is worth.
pub(super) struct Form<'a> {
    filing: &'a Filing,
    worth: Evaluation,
    indicators: HashMap<Key, usize>,
}

/// Level 1, level 2, name, and which of several equal ones.
pub(super) type Key = (String, String, String, usize);

impl<'a> Form<'a> {
    /// The totals of both forms and both mixtures under `rules`: plan and performance of `old`; plan of `old` with
    /// performance of `new`; the reverse; both of `new`.
    pub(super) fn pair(old: &Filing, new: &Filing, rules: &RuleSet) -> Option<[Decimal; 4]> {
        let (old, new) = (Form::of(old, rules), Form::of(new, rules));
        Some([
            old.worth.own_total()?,
            old.with(&new, rules)?,
            new.with(&old, rules)?,
            new.worth.own_total()?,
        ])
    }

    fn of(filing: &'a Filing, rules: &RuleSet) -> Self {
        let keys = keys(filing);
        Self {
            filing,
            worth: evaluate(filing, rules),
            indicators: keys.into_iter().zip(0..).collect(),
        }
    }

    /// The total of this form with the performance of `other`.
    fn with(&self, other: &Form, rules: &RuleSet) -> Option<Decimal> {
        let matched: Vec<Option<usize>> = keys(self.filing)
            .iter()
            .map(|key| other.indicators.get(key).copied())
            .collect();
        let mixed = self.mixed(other, &matched);
        let scored = evaluate(&mixed, rules);
        let mean = other.mean_share();
        let mut sum = self.execution(other, &scored, mean, rules)?;
        let results = scored.indicators.iter().zip(&self.worth.indicators);
        let rows = self.filing.indicators.iter().zip(results).zip(matched);
        for ((indicator, (scored, own)), matched) in rows {
            if own.score.is_none() && own.basis == Basis::None(Unscored::NoPoints) {
                continue;
            }
            let earned = matched.and_then(|at| other.earned(at));
            let score = match (matched, scored.basis) {
                (Some(_), Basis::Recomputed) => scored.score?,
                _ => carried(weight(indicator, own)?, earned.or(mean)?, rules)?,
            };
            sum = sum.checked_add(score)?;
        }
        Some(sum)
    }

    /// The plan of this form with the actual values of `other`.
    fn mixed(&self, other: &Form, matched: &[Option<usize>]) -> Filing {
        let mut mixed = self.filing.clone();
        for (indicator, at) in mixed.indicators.iter_mut().zip(matched) {
            let Some(actual) = at.and_then(|at| other.filing.indicators.get(at)) else {
                continue;
            };
            indicator.actual.clone_from(&actual.actual);
            indicator.completion.clone_from(&actual.completion);
            indicator.reason.clone_from(&actual.reason);
            indicator.reported = None;
        }
        if let (Some(plan), Some(actual)) = (&mut mixed.funding, &other.filing.funding) {
            spend(plan, actual);
        }
        mixed
    }

    fn execution(
        &self,
        other: &Form,
        scored: &Evaluation,
        mean: Option<Share>,
        rules: &RuleSet,
    ) -> Option<Decimal> {
        let points = |form: &Form| form.worth.execution.points;
        let Some(weight) = points(self) else {
            return Some(Decimal::ZERO);
        };
        let actual = &other.worth.execution;
        let share = points(other).zip(actual.score).and_then(Share::of);
        match (actual.basis, scored.execution.basis) {
            (Basis::Recomputed, Basis::Recomputed) => scored.execution.score,
            _ => carried(weight, share.or(mean)?, rules),
        }
    }

    /// Share of its points that an indicator earned.
    fn earned(&self, at: usize) -> Option<Share> {
        let indicator = self.filing.indicators.get(at)?;
        let result = self.worth.indicators.get(at)?;
        Share::of((weight(indicator, result)?, result.score?))
    }

    /// Share of all points of indicators that were earned.
    fn mean_share(&self) -> Option<Share> {
        let rows = self.filing.indicators.iter().zip(&self.worth.indicators);
        let scored = rows.filter_map(|(i, r)| Some((i.points.as_ref()?.value, r.score?)));
        let sums = scored.fold((Decimal::ZERO, Decimal::ZERO), |sums, (points, score)| {
            let points = points.saturating_add(sums.0);
            (points, score.saturating_add(sums.1))
        });
        Share::of(sums)
    }
}

/// Points earned of points that could be earned.
#[derive(Debug, Clone, Copy)]
struct Share {
    points: Decimal,
    score: Decimal,
}

impl Share {
    fn of((points, score): (Decimal, Decimal)) -> Option<Self> {
        (!points.is_zero()).then_some(Self { points, score })
    }
}

/// `weight` × share; a score on the same weight is carried as it is.
fn carried(weight: Decimal, share: Share, rules: &RuleSet) -> Option<Decimal> {
    if weight == share.points {
        return Some(share.score);
    }
    let exact = Rate::new(share.score, share.points)?.times(weight)?;
    Some(rules.rounding.score.apply(exact))
}

/// 分值; a row that states none is worth what it was given.
fn weight(indicator: &Indicator, result: &IndicatorResult) -> Option<Decimal> {
    let points = indicator.points.as_ref().map(|p| p.value);
    points.or(result.score)
}

/// Sets the executed amount so that `plan` has the execution rate of `actual`.
fn spend(plan: &mut Funding, actual: &Funding) {
    plan.reported = None;
    plan.rate.clone_from(&actual.rate);
    let planned = plan.adjusted.as_ref().map(|f| f.value);
    let budget = actual.adjusted.as_ref().map(|f| f.value);
    let (Some(planned), Some(budget), Some(executed)) = (planned, budget, &actual.executed) else {
        plan.executed = None;
        return;
    };
    let same = planned == budget && plan.measure == actual.measure;
    let amount = if same || planned.is_zero() || budget.is_zero() {
        Some(executed.value)
    } else {
        Rate::new(executed.value, budget).and_then(|r| r.times(planned))
    };
    if planned.is_zero() || budget.is_zero() {
        plan.adjusted.clone_from(&actual.adjusted);
    }
    plan.executed = amount.map(|value| Figure::new(value, executed.cell, &*executed.typed));
}

/// The indicators of a form by level-1 name, level-2 name, name, and which of several equal ones.
pub(super) fn keys(filing: &Filing) -> Vec<Key> {
    let mut met: HashMap<(String, String, String), usize> = HashMap::new();
    let folded = |level: &Option<EcoString>| level.as_deref().map(|level| fold(level).into_owned());
    filing
        .indicators
        .iter()
        .map(|indicator| {
            let level1 = folded(&indicator.level1).unwrap_or_default();
            let level2 = folded(&indicator.level2).unwrap_or_default();
            let name = fold(&indicator.name).into_owned();
            let key = (level1, level2, name);
            let nth = met.entry(key.clone()).or_default();
            *nth = nth.saturating_add(1);
            (key.0, key.1, key.2, *nth)
        })
        .collect()
}
