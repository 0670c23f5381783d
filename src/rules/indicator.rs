//! One indicator recomputed: what its cells say, which method, what score, and what it rests on.

use rust_decimal::Decimal;

use super::choice;
use super::evaluate::{execution_rate, kept};
use super::method::{Case, Earned, Merit, Method, Sense};
use super::ruleset::{RuleSet, ScoreRounding};
use crate::base::number::Rate;
use crate::model::{
    Assumed, Basis, Comparator, Content, Date, Filing, Indicator, IndicatorResult, Located,
    MethodKind, Quantity, Reconciled, Statement, Unscored, reconcile,
};

/// What target and actual value amount to.
enum Reading {
    /// Figures that can be held against each other, and the quantity the target was typed as.
    Figures(Case, Quantity, Option<Assumed>),
    /// A deadline that was met.
    InTime,
    /// Nothing that could be recomputed.
    Open(Unscored),
}

/// The indicator under the rules, within its form.
pub(super) fn evaluate(
    indicator: &Indicator,
    filing: &Filing,
    rules: &RuleSet,
    execution: Option<Rate>,
) -> IndicatorResult {
    let reading = read(indicator, filing, rules, execution);
    let (method, merit) = judge(indicator, filing, rules, &reading);
    let completion = merit
        .ok()
        .and_then(|m| m.completion)
        .and_then(|rate| rate.rounded(RuleSet::FOUR_PLACES));
    let (score, basis) = settle(indicator, rules, merit, rules.rounding);
    let printed = indicator.completion.as_ref().map(|f| f.value);
    let sign = indicator.target.as_ref().and_then(|t| t.value.comparator);
    IndicatorResult {
        method,
        upward: method.is_upward(sign),
        completion_rate: completion.or(printed),
        completion,
        score,
        basis,
        band: band(indicator, rules).map(Box::new),
        assumed: match reading {
            Reading::Figures(_, _, assumed) => assumed.map(Box::new),
            _ => None,
        },
    }
}

/// The method that applies to an indicator, and what it makes of its figures before any rounding.
#[must_use]
pub fn merit(
    indicator: &Indicator,
    filing: &Filing,
    rules: &RuleSet,
) -> (MethodKind, Option<Merit>) {
    let execution = filing.funding.as_ref().and_then(execution_rate);
    let reading = read(indicator, filing, rules, execution);
    let (kind, merit) = judge(indicator, filing, rules, &reading);
    (kind, merit.ok())
}

/// The score under each of some roundings, and what it rests on.
pub(super) fn scores(
    indicator: &Indicator,
    filing: &Filing,
    rules: &RuleSet,
    roundings: &[ScoreRounding],
) -> Vec<(Option<Decimal>, Basis)> {
    let execution = filing.funding.as_ref().and_then(execution_rate);
    let reading = read(indicator, filing, rules, execution);
    let (_, merit) = judge(indicator, filing, rules, &reading);
    let score = |rounding: &ScoreRounding| settle(indicator, rules, merit, *rounding);
    roundings.iter().map(score).collect()
}

fn said(cell: Option<&Located<Statement>>) -> Option<&Statement> {
    cell.map(|c| &c.value)
        .filter(|s| s.content != Content::Blank)
}

/// What the cells of an indicator amount to.
fn read(
    indicator: &Indicator,
    filing: &Filing,
    rules: &RuleSet,
    execution: Option<Rate>,
) -> Reading {
    let Some(target) = said(indicator.target.as_ref()) else {
        return Reading::Open(Unscored::NoTarget);
    };
    let Some(actual) = said(indicator.actual.as_ref()) else {
        return Reading::Open(Unscored::NoActual);
    };
    let sense = choice::sense(indicator, target, rules);
    let (low, high) = match &target.content {
        Content::Quantity(quantity) => (quantity, quantity),
        Content::Range(ends) => (&ends.0, &ends.1),
        Content::Date(date) => return deadline(*date, target.comparator, actual, filing),
        Content::Text(_) => return Reading::Open(Unscored::Qualitative),
        Content::Unreadable(_) | Content::Blank => return Reading::Open(Unscored::Unreadable),
    };
    match &actual.content {
        Content::Quantity(value) if !opposed(sense, actual.comparator) => {
            figures(sense, (low, high), value, execution)
        }
        _ => Reading::Open(Unscored::Unreadable),
    }
}

/// An actual value "at most 5" says nothing about a target "at least 3".
const fn opposed(sense: Sense, actual: Option<Comparator>) -> bool {
    matches!(
        (sense, actual),
        (
            Sense::Up | Sense::Over,
            Some(Comparator::AtMost | Comparator::LessThan)
        ) | (
            Sense::Down,
            Some(Comparator::AtLeast | Comparator::MoreThan)
        )
    )
}

fn figures(
    sense: Sense,
    (low, high): (&Quantity, &Quantity),
    value: &Quantity,
    execution: Option<Rate>,
) -> Reading {
    match (reconcile(low, value), reconcile(high, value)) {
        (
            Reconciled::Comparable {
                target: low_end,
                actual,
                assumed,
            },
            Reconciled::Comparable {
                target: high_end,
                actual: again,
                ..
            },
        ) if actual == again => Reading::Figures(
            Case {
                sense,
                target: (low_end, high_end),
                actual,
                execution,
            },
            low.clone(),
            assumed,
        ),
        _ => Reading::Open(Unscored::MeasuresDiffer),
    }
}

/// A deadline is met on or before the date, or by 100% where no date is given back.
fn deadline(
    due: Date,
    comparator: Option<Comparator>,
    actual: &Statement,
    filing: &Filing,
) -> Reading {
    let reversed = matches!(comparator, Some(Comparator::AtLeast | Comparator::MoreThan));
    let year = filing.year.as_ref().map(|y| y.value);
    let met = match &actual.content {
        Content::Date(done) => {
            let dated = |date: Date, other: Date| Date {
                year: date.year.or(other.year).or(year),
                ..date
            };
            dated(*done, due) <= dated(due, *done)
        }
        Content::Quantity(q) => q.percent && q.value >= Decimal::ONE,
        _ => false,
    };
    if met && !reversed {
        Reading::InTime
    } else {
        Reading::Open(Unscored::DateOpen)
    }
}

const FULL: Merit = Merit {
    completion: Some(Rate::of(Decimal::ONE)),
    earned: Earned::Share(Rate::of(Decimal::ONE)),
};

/// The method that applies and what it makes of the reading.
fn judge(
    indicator: &Indicator,
    filing: &Filing,
    rules: &RuleSet,
    reading: &Reading,
) -> (MethodKind, Result<Merit, Unscored>) {
    let pattern = choice::by_pattern(indicator, filing, rules);
    let judged = || {
        (
            MethodKind::Qualitative,
            Err::<Merit, _>(Unscored::Qualitative),
        )
    };
    if pattern == Some(&Method::Qualitative) {
        return judged();
    }
    let idle = pattern.is_none() && nothing_incurred(indicator, rules, reading);
    if idle || pattern == Some(&Method::NothingIncurred) {
        return (MethodKind::NothingIncurred, Ok(idle_merit(reading)));
    }
    if pattern.is_none() && choice::by_name(indicator) == Some(Method::Qualitative) {
        return judged();
    }
    match reading {
        Reading::Figures(case, target, _) => {
            let usable = |m: &Method| *m != Method::BudgetUtilisation || case.execution.is_some();
            let method = pattern
                .cloned()
                .filter(usable)
                .or_else(|| choice::by_criterion(indicator, target).filter(usable))
                .unwrap_or_else(|| choice::by_sign(case.sense, case.target, rules));
            let merit = method
                .merit(case)
                .map(|m| tempered(m, &method, case, rules));
            (method.kind(), merit.ok_or(Unscored::OutOfRange))
        }
        Reading::InTime => (MethodKind::Deadline, Ok(FULL)),
        Reading::Open(reason) => (kind_of(*reason, indicator), Err(*reason)),
    }
}

/// How an indicator would be scored that cannot be: by the date, or by judgement.
fn kind_of(reason: Unscored, indicator: &Indicator) -> MethodKind {
    let dated =
        said(indicator.target.as_ref()).is_some_and(|t| matches!(t.content, Content::Date(_)));
    if reason == Unscored::DateOpen || dated {
        MethodKind::Deadline
    } else {
        MethodKind::Qualitative
    }
}

/// Full marks; the ratio stays visible where there are figures.
fn idle_merit(reading: &Reading) -> Merit {
    let seen = match reading {
        Reading::Figures(case, ..) => Method::NothingIncurred.merit(case),
        _ => None,
    };
    seen.unwrap_or(Merit {
        completion: None,
        ..FULL
    })
}

/// Whether the form says 无发生额 and its figures do not contradict that: a missed target with spending does.
fn nothing_incurred(indicator: &Indicator, rules: &RuleSet, reading: &Reading) -> bool {
    let counted = said(indicator.target.as_ref())
        .is_some_and(|t| matches!(t.content, Content::Quantity(_) | Content::Range(..)));
    let consistent = match reading {
        Reading::Figures(case, ..) => case.actual.is_zero() || case.met(),
        Reading::Open(Unscored::NoActual | Unscored::Unreadable) => counted,
        _ => false,
    };
    let reason = indicator.reason.as_ref().map(|r| &*r.value);
    let actual = indicator.actual.as_ref().map(|a| &*a.typed);
    let mut said = [reason, actual].into_iter().flatten();
    consistent && said.any(|text| choice::contains_any(text, &rules.nothing_incurred.phrases))
}

/// The share kept far above target, where the rule set deducts for it.
fn tempered(merit: Merit, method: &Method, case: &Case, rules: &RuleSet) -> Merit {
    let applies = *method == Method::Proportional && case.sense != Sense::Down;
    let completion = merit.completion.and_then(Rate::value);
    let kept = completion.filter(|_| applies).and_then(|rate| {
        let steps = rules.over_fulfilled.deduction.iter().rev();
        steps.into_iter().find(|s| rate >= s.from)
    });
    match kept {
        Some(step) => Merit {
            earned: Earned::Share(Rate::of(step.share)),
            ..merit
        },
        None => merit,
    }
}

/// The score and what it rests on: recomputed, kept as filed, or none.
fn settle(
    indicator: &Indicator,
    rules: &RuleSet,
    merit: Result<Merit, Unscored>,
    rounding: ScoreRounding,
) -> (Option<Decimal>, Basis) {
    let Some(points) = indicator.points.as_ref().map(|p| p.value) else {
        return without_points(indicator, rules);
    };
    if points.is_sign_negative() && !points.is_zero() {
        return (None, Basis::None(Unscored::OutOfRange));
    }
    let score = merit.and_then(|m| m.earned.score(points, rounding).ok_or(Unscored::OutOfRange));
    match score {
        Ok(score) => (Some(score), Basis::Recomputed),
        Err(reason) => kept(&indicator.reported, points, reason),
    }
}

/// A row without a weight: its filed score counts; a row with neither does not.
fn without_points(indicator: &Indicator, rules: &RuleSet) -> (Option<Decimal>, Basis) {
    if indicator.reported.is_none() {
        return (None, Basis::None(Unscored::NoPoints));
    }
    match kept(&indicator.reported, rules.total_points, Unscored::NoPoints) {
        (None, _) => (None, Basis::None(Unscored::OutOfRange)),
        filed => filed,
    }
}

/// The band that the words of the actual value name, in points; the longest wording wins.
fn band(indicator: &Indicator, rules: &RuleSet) -> Option<(Decimal, Decimal)> {
    let Content::Text(words) = &said(indicator.actual.as_ref())?.content else {
        return None;
    };
    let points = indicator.points.as_ref()?.value;
    let (band, _) = rules
        .bands
        .iter()
        .flat_map(|b| b.phrases.iter().map(move |p| (b, p)))
        .filter(|(_, phrase)| words.contains(&***phrase))
        .max_by_key(|(_, phrase)| phrase.len())?;
    let bound = |percent: Decimal| {
        let share = points
            .checked_mul(percent)?
            .checked_div(Decimal::ONE_HUNDRED)?;
        Some(rules.rounding.score.apply(share))
    };
    bound(band.from).zip(bound(band.to))
}
