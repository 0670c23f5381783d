//! Checks on single indicators: completion, what cannot be verified, what is out of the ordinary.

use rust_decimal::Decimal;

use super::Check;
use super::tolerance::rates_agree;
use crate::finding::{Code, Field, Problem};
use crate::model::{Basis, Content, IndicatorResult, MethodKind, Quantity, Unscored};

/// The printed completion rate is that of target and actual value; 100% may stand for more.
pub(super) const COMPLETION: Check = Check {
    codes: &[Code::CompletionMismatch],
    run: |case, facts| {
        for (indicator, result) in case.pairs() {
            let (Some(printed), Some(expected)) = (&indicator.completion, result.completion_rate)
            else {
                continue;
            };
            let capped = printed.value == Decimal::ONE && expected > Decimal::ONE;
            if !capped && !rates_agree(printed, expected) {
                let found = printed.value;
                let problem = Problem::CompletionMismatch { expected, found };
                facts.push((problem, Some(printed.cell)));
            }
        }
    },
};

/// Filed scores that nothing on the form can confirm.
pub(super) const KEPT: Check = Check {
    codes: &[Code::NotVerifiable],
    run: |case, facts| {
        let funding = case.filing.funding.as_ref();
        if let (Some(filed), Basis::Kept(_)) = (
            funding.and_then(|f| f.reported.as_ref()),
            case.evaluation.execution.basis,
        ) {
            let problem = Problem::NotVerifiable {
                indicator: Field::ExecutionScore.name().zh.into(),
                found: filed.value,
            };
            facts.push((problem, Some(filed.cell)));
        }
        for (indicator, result) in case.pairs() {
            if let (Some(filed), Basis::Kept(_)) = (&indicator.reported, result.basis) {
                let problem = Problem::NotVerifiable {
                    indicator: indicator.name.clone(),
                    found: filed.value,
                };
                facts.push((problem, Some(filed.cell)));
            }
        }
    },
};

/// Target and actual value in measures that cannot be compared.
pub(super) const COMPARABLE: Check = Check {
    codes: &[Code::MeasuresDiffer],
    run: |case, facts| {
        for (indicator, result) in case.pairs() {
            let differ = matches!(
                result.basis,
                Basis::Kept(Unscored::MeasuresDiffer) | Basis::None(Unscored::MeasuresDiffer)
            );
            if let (true, Some(target), Some(actual)) =
                (differ, &indicator.target, &indicator.actual)
            {
                let problem = Problem::MeasuresDiffer {
                    indicator: indicator.name.clone(),
                    expected: target.typed.clone(),
                    found: actual.typed.clone(),
                };
                facts.push((problem, Some(actual.cell)));
            }
        }
    },
};

/// A qualitative score lies in the band that its own words allow.
pub(super) const BAND: Check = Check {
    codes: &[Code::OutOfBand],
    run: |case, facts| {
        for (indicator, result) in case.pairs() {
            let Some(score) = indicator.reported.as_ref().filter(|s| !case.shared(s)) else {
                continue;
            };
            if let Some(band) = result.band.as_deref().copied()
                && (score.value < band.0 || score.value > band.1)
            {
                let problem = Problem::OutOfBand {
                    indicator: indicator.name.clone(),
                    band,
                    found: score.value,
                };
                facts.push((problem, Some(score.cell)));
            }
        }
    },
};

/// A bare number beside a percentage.
pub(super) const PERCENT: Check = Check {
    codes: &[Code::PercentAssumed],
    run: |case, facts| {
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
            let said = case.remarked(Code::PercentAssumed, Some(bare.cell));
            if !said && let Some(taken) = taken(t, a, result) {
                let problem = Problem::PercentAssumed {
                    indicator: indicator.name.clone(),
                    typed: bare.typed.clone(),
                    taken: taken.into(),
                };
                facts.push((problem, Some(bare.cell)));
            }
        }
    },
};

/// How the bare one of two quantities was taken: a number up to 1 as a fraction, a larger one as percent.
/// `None` where it was not taken as a percentage.
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

/// Far above target, or nothing incurred.
pub(super) const FULFILMENT: Check = Check {
    codes: &[Code::OverFulfilled, Code::NothingIncurred],
    run: |case, facts| {
        let bound = case.rules.over_fulfilled.from;
        for (indicator, result) in case.pairs() {
            let cell = indicator.actual.as_ref().map_or(indicator.cell, |a| a.cell);
            let name = indicator.name.clone();
            if result.method == MethodKind::NothingIncurred {
                facts.push((Problem::NothingIncurred { indicator: name }, Some(cell)));
            } else if let Some(found) = result.surplus_rate().filter(|r| *r >= bound) {
                let problem = Problem::OverFulfilled {
                    indicator: name,
                    expected: bound,
                    found,
                };
                facts.push((problem, Some(cell)));
            }
        }
    },
};
