//! 放宽: what a form asks less of itself than the year before, and amounts that only another unit of money explains.
//!
//! Indicators are matched as in a mixed form. A target is easier where less is enough for the same sense; sums of money
//! follow the budget and are skipped. Points have moved to an indicator where it has more of them, and a larger share
//! of the points of all indicators, than the year before.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::mixed::{Key, keys};
use crate::finding::forms::{TARGET_CHANGED, WEIGHT_MOVED};
use crate::finding::measure::{MEASURE_SUSPECT, is_apart};
use crate::finding::{Fact, Problem};
use crate::model::{
    CellRef, Content, Filing, Indicator, Measure, Quantity, Reconciled, Statement, reconcile,
};
use crate::rules::{RuleSet, Sense, evaluate, sense};

/// Easier targets, and more points for what was full, each with its cell.
pub(super) fn eased(
    (old, then): (&Filing, &RuleSet),
    (new, rules): (&Filing, &RuleSet),
) -> Vec<(Problem, CellRef)> {
    let places: HashMap<Key, usize> = keys(old).into_iter().zip(0..).collect();
    let now = keys(new).into_iter().zip(&new.indicators);
    let both = now.filter_map(|(key, now)| Some((places.get(&key).copied()?, now)));
    let both: Vec<_> = both
        .filter_map(|(at, now)| Some((at, old.indicators.get(at)?, now)))
        .collect();
    let easier = both
        .iter()
        .filter_map(|(_, before, now)| easier((before, then), (now, rules)));
    let heavier: Vec<_> = both
        .iter()
        .filter(|(_, before, now)| is_heavier((before, old), (now, new)).unwrap_or(false))
        .collect();
    // What nothing was added to need not be scored again.
    let worth = (!heavier.is_empty()).then(|| evaluate(old, then));
    let full = heavier.into_iter().filter(|(at, before, _)| {
        let result = worth.as_ref().and_then(|worth| worth.indicators.get(*at));
        let score = result.and_then(|result| result.score);
        score.is_some() && score == points(before)
    });
    apart(old, new)
        .into_iter()
        .chain(easier)
        .chain(full.filter_map(|(_, before, now)| moved(before, now)))
        .collect()
}

/// Budgets of the two years that differ by a factor of about ten thousand: one of them is not in its stated unit of
/// money.
fn apart(old: &Filing, new: &Filing) -> Option<(Problem, CellRef)> {
    let (was, is) = (old.funding.as_ref()?, new.funding.as_ref()?);
    let (before, now) = (was.budget()?, is.budget()?);
    let (of_old, of_new) = (was.measure?, is.measure?);
    let yuan = |amount: Decimal, measure: Measure| amount.checked_mul(measure.yuan());
    let apart = is_apart(yuan(before.value, of_old)?, yuan(now.value, of_new)?);
    let facts = [
        ("found", Fact::Money(now.value, of_new)),
        ("other", Fact::Money(before.value, of_old)),
    ];
    apart.then(|| (MEASURE_SUSPECT.case("previous", facts), now.cell))
}

fn easier(
    (before, then): (&Indicator, &RuleSet),
    (now, rules): (&Indicator, &RuleSet),
) -> Option<(Problem, CellRef)> {
    let (was, is) = (before.target.as_ref()?, now.target.as_ref()?);
    let (from, to) = comparable(&was.value, &is.value)?;
    let same = sense(before, &was.value, then);
    let eased = match sense(now, &is.value, rules) {
        now if now != same => false,
        Sense::Up | Sense::Over => to < from,
        Sense::Down => to > from,
        Sense::Exact => false,
    };
    let facts = [
        ("indicator", Fact::text(now.name.clone())),
        ("expected", Fact::text(was.typed.clone())),
        ("found", Fact::text(is.typed.clone())),
    ];
    eased.then(|| (TARGET_CHANGED.case("previous", facts), is.cell))
}

/// Two targets as plain numbers, where both are figures that mean the same without a guess and no sums of money.
fn comparable(was: &Statement, is: &Statement) -> Option<(Decimal, Decimal)> {
    let (Content::Quantity(was), Content::Quantity(is)) = (&was.content, &is.content) else {
        return None;
    };
    let money = |of: &Quantity| of.measure.as_deref() == Some(Measure::Yuan.label());
    match reconcile(was, is) {
        Reconciled::Comparable {
            target,
            actual,
            assumed: None,
        } if !money(was) && !money(is) => Some((target, actual)),
        _ => None,
    }
}

fn points(indicator: &Indicator) -> Option<Decimal> {
    indicator.points.as_ref().map(|points| points.value)
}

/// Whether an indicator has more points, and a larger share of those of all indicators.
fn is_heavier(
    (before, old): (&Indicator, &Filing),
    (now, new): (&Indicator, &Filing),
) -> Option<bool> {
    let (was, is) = (points(before)?, points(now)?);
    let whole = |filing: &Filing| {
        let mut all = filing.indicators.iter().filter_map(points);
        all.try_fold(Decimal::ZERO, Decimal::checked_add)
    };
    let share = is.checked_mul(whole(old)?)? > was.checked_mul(whole(new)?)?;
    Some(is > was && share)
}

fn moved(before: &Indicator, now: &Indicator) -> Option<(Problem, CellRef)> {
    let facts = [
        ("indicator", Fact::text(now.name.clone())),
        ("expected", Fact::Points(points(before)?)),
        ("found", Fact::Points(points(now)?)),
    ];
    let cell = now.points.as_ref()?.cell;
    Some((WEIGHT_MOVED.case("previous", facts), cell))
}
