//! Checks on single indicators: completion, scores that cannot be verified, unusual values.

use ecow::EcoString;
use rust_decimal::Decimal;

use super::tolerance::rates_agree;
use super::{Check, SELF};
use crate::base::number::explained_by_rounding;
use crate::finding::indicator::{
    COMPLETION_MISMATCH, MEASURES_DIFFER, NOT_VERIFIABLE, NOTHING_INCURRED, OUT_OF_BAND,
    OVER_FULFILLED, PERCENT_ASSUMED,
};
use crate::finding::{Fact, Field, Problem};
use crate::model::{
    Basis, CellRef, Content, Figure, Indicator, IndicatorResult, MethodKind, Quantity, Unscored,
};

/// The printed completion rate is that of target and actual value; a printed 100% may be capped.
pub(super) const COMPLETION: Check = Check {
    codes: &[&COMPLETION_MISMATCH],
    stages: SELF,
    run: |case, problems| {
        for (indicator, result) in case.pairs() {
            if let Some(printed) = unconfirmed(indicator) {
                let found = [("found", Fact::Rate(printed.value))];
                problems.push(COMPLETION_MISMATCH.case("blank", found).at(printed.cell));
                continue;
            }
            let (Some(printed), Some(expected)) = (&indicator.completion, result.completion_rate)
            else {
                continue;
            };
            let above = result
                .completion
                .is_none()
                .then(|| scored_above(indicator, printed));
            if let Some(share) = above.flatten() {
                let (expected, found) = (Fact::Rate(share), Fact::Rate(printed.value));
                let stated = [("expected", expected), ("found", found)];
                problems.push(COMPLETION_MISMATCH.case("score", stated).at(printed.cell));
            }
            let capped = printed.value == Decimal::ONE && expected > Decimal::ONE;
            if !capped && !rates_agree(printed, expected) {
                let (expected, found) = (Fact::Rate(expected), Fact::Rate(printed.value));
                problems.push(
                    COMPLETION_MISMATCH
                        .differs(expected, found)
                        .at(printed.cell),
                );
            }
        }
    },
};

/// The printed rate of an indicator whose target is a figure and whose actual value is blank.
fn unconfirmed(indicator: &Indicator) -> Option<&Figure> {
    let target = indicator
        .target
        .as_ref()
        .map(|target| &target.value.content);
    let counted = matches!(target, Some(Content::Quantity(_) | Content::Range(_)));
    let actual = indicator.actual.as_ref();
    let blank = actual.is_some_and(|actual| actual.value.content == Content::Blank);
    let printed = indicator.completion.as_deref();
    printed.filter(|rate| counted && blank && !rate.value.is_zero())
}

/// The filed score as a share of the points, where it is more than the printed rate allows, which nothing on the form
/// can confirm. Scores may be rounded to whole numbers, and a standard on the form may allow more.
fn scored_above(indicator: &Indicator, printed: &Figure) -> Option<Decimal> {
    let points = indicator
        .points
        .as_ref()
        .filter(|p| p.value > Decimal::ZERO)?;
    let reported = indicator.reported.as_ref()?.value;
    let allowed = points.value.checked_mul(printed.value)?;
    let above = reported > allowed && !explained_by_rounding(reported, allowed, 0);
    let share = reported.checked_div(points.value)?;
    (above && indicator.criterion.is_none()).then(|| share.normalize())
}

/// Filed scores that nothing on the form can confirm.
pub(super) const FILED_ONLY: Check = Check {
    codes: &[&NOT_VERIFIABLE],
    stages: SELF,
    run: |case, problems| {
        let funding = case.filing.funding.as_ref();
        let execution = &case.evaluation.execution;
        if let (Some(filed), Basis::Kept(why)) =
            (funding.and_then(|f| f.reported.as_ref()), execution.basis)
        {
            let printed = execution.rate.filter(|_| why == Unscored::NoAmounts);
            let name = Field::ExecutionScore.name().zh;
            problems.push(filed_only(name, filed, printed.map(|rate| ("rate", rate))));
        }
        for (indicator, result) in case.pairs() {
            if let (Some(filed), Basis::Kept(why)) = (&indicator.reported, result.basis) {
                let rate = result.completion.filter(|_| why == Unscored::NoPoints);
                let name = indicator.name.clone();
                problems.push(filed_only(name, filed, rate.map(|rate| ("points", rate))));
            }
        }
    },
};

/// The problem of a filed score that is used without a recomputation; `rate` is a rate it can be compared with, by the
/// case of the wording for it.
fn filed_only(
    name: impl Into<EcoString>,
    filed: &Figure,
    rate: Option<(&'static str, Decimal)>,
) -> (Problem, Option<CellRef>) {
    let found = ("found", Fact::Points(filed.value));
    let name = ("indicator", Fact::text(name));
    let problem = match rate {
        Some((case, rate)) => NOT_VERIFIABLE.case(case, [name, found, ("rate", Fact::Rate(rate))]),
        None => NOT_VERIFIABLE.with([name, found]),
    };
    problem.at(filed.cell)
}

/// Target and actual value in measures that cannot be compared.
pub(super) const COMPARABLE: Check = Check {
    codes: &[&MEASURES_DIFFER],
    stages: SELF,
    run: |case, problems| {
        for (indicator, result) in case.pairs() {
            let differ = matches!(
                result.basis,
                Basis::Kept(Unscored::MeasuresDiffer) | Basis::None(Unscored::MeasuresDiffer)
            );
            if let (true, Some(target), Some(actual)) =
                (differ, &indicator.target, &indicator.actual)
            {
                let problem = MEASURES_DIFFER.with([
                    ("indicator", Fact::text(indicator.name.clone())),
                    ("expected", Fact::text(target.typed.clone())),
                    ("found", Fact::text(actual.typed.clone())),
                ]);
                problems.push(problem.at(actual.cell));
            }
        }
    },
};

/// A qualitative score lies in the band that its wording allows.
pub(super) const BAND: Check = Check {
    codes: &[&OUT_OF_BAND],
    stages: SELF,
    run: |case, problems| {
        for (indicator, result) in case.pairs() {
            let Some(score) = indicator.reported.as_ref().filter(|s| !case.shared(s)) else {
                continue;
            };
            if let Some(band) = result.band.as_deref().copied()
                && (score.value < band.0 || score.value > band.1)
            {
                let problem = OUT_OF_BAND.with([
                    ("indicator", Fact::text(indicator.name.clone())),
                    ("expected", Fact::band(band)),
                    ("found", Fact::Points(score.value)),
                ]);
                problems.push(problem.at(score.cell));
            }
        }
    },
};

/// A number without % beside a percentage, and how it was read.
pub(super) const PERCENT: Check = Check {
    codes: &[&PERCENT_ASSUMED],
    stages: SELF,
    run: |case, problems| {
        for (indicator, result) in case.pairs() {
            let (Some(target), Some(actual)) = (&indicator.target, &indicator.actual) else {
                continue;
            };
            let (Content::Quantity(t), Content::Quantity(a)) =
                (&target.value.content, &actual.value.content)
            else {
                continue;
            };
            let bare = match (t.percent, a.percent) {
                (true, false) => actual,
                (false, true) => target,
                _ => continue,
            };
            let said = case.remarked(&PERCENT_ASSUMED, Some(bare.cell));
            if !said && let Some(taken) = taken(t, a, result) {
                let problem = PERCENT_ASSUMED.with([
                    ("indicator", Fact::text(indicator.name.clone())),
                    ("expected", Fact::text(taken)),
                    ("found", Fact::text(bare.typed.clone())),
                ]);
                problems.push(problem.at(bare.cell));
            }
        }
    },
};

/// The percentage as which the bare one of two quantities was read: a number up to 1 is a fraction, a larger one is in
/// percent. `None` where it was not read as a percentage.
fn taken(target: &Quantity, actual: &Quantity, result: &IndicatorResult) -> Option<String> {
    let bare = if target.percent { actual } else { target };
    if bare.measure.is_some() || result.basis != Basis::Recomputed {
        return None;
    }
    let percent = if bare.value.abs() <= Decimal::ONE {
        bare.value.checked_mul(Decimal::ONE_HUNDRED)?
    } else {
        bare.value
    };
    Some(format!("{}%", percent.normalize()))
}

/// Far above the target, or nothing incurred.
pub(super) const FULFILMENT: Check = Check {
    codes: &[&OVER_FULFILLED, &NOTHING_INCURRED],
    stages: SELF,
    run: |case, problems| {
        let bound = case.rules.over_fulfilled.from;
        for (indicator, result) in case.pairs() {
            let cell = indicator.actual.as_ref().map_or(indicator.cell, |a| a.cell);
            let name = ("indicator", Fact::text(indicator.name.clone()));
            if result.method == MethodKind::NothingIncurred {
                problems.push(NOTHING_INCURRED.with([name]).at(cell));
            } else if let Some(found) = result.surplus_rate().filter(|r| *r >= bound) {
                let (bound, found) = (Fact::Rate(bound), Fact::Rate(found));
                let problem = OVER_FULFILLED.with([name, ("expected", bound), ("found", found)]);
                problems.push(problem.at(cell));
            }
        }
    },
};
