//! 复算: a form under a rule set, from execution to grade.

use rust_decimal::Decimal;

use super::earned::{PointsEarned, ScoreRounding, kept};
use super::indicator;
use super::ruleset::{RuleSet, ZeroBudget};
use crate::base::number::Rate;
use crate::model::{
    Basis, Evaluation, ExecutionResult, Figure, Filing, FormScore, Funding, FundingLine,
    IndicatorResult, Objection, Reweighting, Unscored,
};

/// The scores of `filing` under `rules`; a pure function.
///
/// total = execution score + indicator scores; a part that should have a score and has none leaves
/// the form without a total. A form without execution points is worth its indicators alone.
#[must_use]
pub fn evaluate(filing: &Filing, rules: &RuleSet) -> Evaluation {
    let rate = filing.funding.as_ref().and_then(Funding::execution_rate);
    let execution = filing
        .funding
        .as_ref()
        .map_or_else(without_funding, |f| execution(filing, f, rate, rules));
    let indicators: Vec<IndicatorResult> = filing
        .indicators
        .iter()
        .map(|i| indicator::evaluate(i, filing, rules, rate))
        .collect();
    let scores = indicators.iter().map(|i| (i.score, i.basis));
    let own = total(filing, (execution.score, execution.points), scores, rules);
    let reweighted = rules.reweight.as_ref().filter(|_| own.is_some()).map(|r| {
        let rounding = rules.rounding.score;
        r.apply(filing, &execution, &indicators, rounding)
    });
    let total = match &reweighted {
        None => own,
        Some(parts) => parts.as_ref().and_then(Reweighting::total),
    };
    let score = FormScore {
        grade: total
            .filter(|t| *t <= rules.total_points)
            .and_then(|t| rules.grade(t)),
        unverified: unverified(&execution, &indicators),
        pending: total.is_some() && is_pending(&execution, &indicators, filing),
        total,
        execution,
        reweighted: reweighted.flatten(),
    };
    Evaluation { score, indicators }
}

/// A form of an earlier stage: nothing on it is scored.
#[must_use]
pub fn unscored(filing: &Filing, rules: &RuleSet, rate: Option<Decimal>) -> Evaluation {
    let funding = filing.funding.as_ref();
    let stated = funding.and_then(|f| Figure::value_of(&f.points));
    let score = FormScore {
        execution: ExecutionResult {
            rate,
            adjustment_rate: funding.and_then(adjustment_rate),
            points: stated.or_else(|| usual_points(filing, rules)),
            score: None,
            basis: Basis::None(Unscored::NoActual),
        },
        total: None,
        grade: None,
        unverified: Decimal::ZERO,
        pending: false,
        reweighted: None,
    };
    Evaluation {
        score,
        indicators: Vec::new(),
    }
}

/// A score and what it rests on.
type ScoreWithBasis = (Option<Decimal>, Basis);

/// The scores of `filing` under each of several roundings, otherwise by `rules`: of execution, then of each indicator;
/// new weights are ignored.
pub fn scores<'f>(
    filing: &'f Filing,
    rules: &'f RuleSet,
    roundings: &'f [ScoreRounding],
) -> impl Iterator<Item = Vec<ScoreWithBasis>> + 'f {
    let rate = filing.funding.as_ref().and_then(Funding::execution_rate);
    let execution = roundings.iter().map(move |rounding| match &filing.funding {
        None => (None, Basis::None(Unscored::NoAmounts)),
        Some(funding) => {
            let points = execution_points(filing, funding, rules);
            let block = (funding, &*filing.parts);
            execution_score(block, points, rate, rules, *rounding)
        }
    });
    let indicators = filing.indicators.iter();
    let indicators = indicators.map(move |i| indicator::scores(i, filing, rules, roundings));
    std::iter::once_with(move || execution.collect()).chain(indicators)
}

/// The total of `filing` under each of several roundings, otherwise by `rules`; new weights are ignored.
#[must_use]
pub fn totals(
    filing: &Filing,
    rules: &RuleSet,
    roundings: &[ScoreRounding],
) -> Vec<Option<Decimal>> {
    let scores: Vec<Vec<ScoreWithBasis>> = scores(filing, rules, roundings).collect();
    let funding = filing.funding.as_ref();
    let points = funding.and_then(|funding| execution_points(filing, funding, rules));
    let under = |nth: usize| {
        let mut scores = scores.iter().filter_map(|of| of.get(nth).copied());
        let (execution, _) = scores.next()?;
        total(filing, (execution, points), scores, rules)
    };
    (0..roundings.len()).map(under).collect()
}

const fn without_funding() -> ExecutionResult {
    ExecutionResult {
        rate: None,
        adjustment_rate: None,
        points: None,
        score: None,
        basis: Basis::None(Unscored::NoAmounts),
    }
}

/// (adjusted − initial) ÷ initial, to 4 places.
fn adjustment_rate(funding: &Funding) -> Option<Decimal> {
    let initial = Figure::value_of(&funding.initial)?;
    let change = Figure::value_of(&funding.adjusted)?.checked_sub(initial)?;
    Rate::new(change, initial)?.rounded(RuleSet::FOUR_PLACES)
}

/// 执行率分值 as the form states it; the usual ones where it files a score for execution and its indicators lack just these.
fn execution_points(filing: &Filing, funding: &Funding, rules: &RuleSet) -> Option<Decimal> {
    let stated = Figure::value_of(&funding.points);
    if stated.is_some() || funding.reported.is_none() {
        return stated;
    }
    usual_points(filing, rules)
}

/// The usual execution points, where the weights of all indicators lack just these.
fn usual_points(filing: &Filing, rules: &RuleSet) -> Option<Decimal> {
    let usual = rules.execution.points;
    let weights: Option<Vec<Decimal>> = filing
        .indicators
        .iter()
        .map(|i| Figure::value_of(&i.points))
        .collect();
    let all = weights?.into_iter().try_fold(usual, Decimal::checked_add)?;
    (all == rules.total_points).then_some(usual)
}

fn execution(
    filing: &Filing,
    funding: &Funding,
    rate: Option<Rate>,
    rules: &RuleSet,
) -> ExecutionResult {
    let shown = rules.rounding.rate.unwrap_or(RuleSet::FOUR_PLACES);
    let points = execution_points(filing, funding, rules);
    let (score, basis) = execution_score(
        (funding, &*filing.parts),
        points,
        rate,
        rules,
        rules.rounding,
    );
    let printed = || {
        let rate = Figure::value_of(&funding.rate).map(Rate::of);
        rate.filter(|_| is_without_amounts(funding, &filing.parts))
    };
    ExecutionResult {
        rate: rate.or_else(printed).and_then(|r| r.rounded(shown)),
        adjustment_rate: adjustment_rate(funding),
        points,
        score,
        basis,
    }
}

fn execution_score(
    (funding, parts): (&Funding, &[FundingLine]),
    points: Option<Decimal>,
    rate: Option<Rate>,
    rules: &RuleSet,
    rounding: ScoreRounding,
) -> (Option<Decimal>, Basis) {
    let Some(points) = points else {
        return (None, Basis::None(Unscored::NoPoints));
    };
    if points < Decimal::ZERO {
        return (None, Basis::None(Unscored::OutOfRange));
    }
    if funding
        .budget()
        .is_some_and(|budget| budget.value.is_zero())
    {
        return match rules.execution.zero_budget {
            ZeroBudget::NotRanked => (None, Basis::None(Unscored::ZeroBudget)),
            ZeroBudget::Full => (Some(points), Basis::Recomputed),
            ZeroBudget::Zero => (Some(Decimal::ZERO), Basis::Recomputed),
        };
    }
    let Some(rate) = rate else {
        let reason = match funding.lacks_amount(parts) {
            true if rules.standing.amount_missing.bars() => {
                return (None, Basis::None(Unscored::AmountMissing));
            }
            true => Unscored::AmountMissing,
            false if is_without_amounts(funding, parts) => Unscored::NoAmounts,
            false => Unscored::OutOfRange,
        };
        return kept(&funding.reported, points, reason);
    };
    let earned: Option<PointsEarned> = rules.execution.method.of_rate(rate);
    match earned.and_then(|e| e.score(points, rounding)) {
        Some(score) => (Some(score), Basis::Recomputed),
        None => kept(&funding.reported, points, Unscored::OutOfRange),
    }
}

/// Whether a form has no cells for the amounts of a rate, or left all of them blank.
fn is_without_amounts(funding: &Funding, parts: &[FundingLine]) -> bool {
    let open = funding.budget().is_none() || funding.executed.is_none();
    open && !funding.lacks_amount(parts)
}

/// Sum of all scores; `None` where one is missing that should be there, or no indicator counts at all.
///
/// An indicator with neither points nor score is left out only where the others make up all points.
fn total(
    filing: &Filing,
    execution: (Option<Decimal>, Option<Decimal>),
    indicators: impl Iterator<Item = (Option<Decimal>, Basis)>,
    rules: &RuleSet,
) -> Option<Decimal> {
    let whole = rules.total_points;
    let mut sum = match execution {
        (Some(score), _) => score,
        (None, None) => Decimal::ZERO,
        (None, Some(_)) => return None,
    };
    let mut counted = 0_usize;
    for scored in indicators {
        match scored {
            (Some(score), _) => {
                sum = sum.checked_add(score)?;
                counted = counted.saturating_add(1);
            }
            (None, Basis::None(Unscored::NoPoints)) if stated_points(filing) >= whole => {}
            (None, _) => return None,
        }
    }
    (counted > 0).then_some(sum)
}

/// All weights that the form states.
fn stated_points(filing: &Filing) -> Decimal {
    let execution = filing.funding.iter().map(|f| &f.points);
    execution
        .chain(filing.indicators.iter().map(|i| &i.points))
        .filter_map(Figure::value_of)
        .fold(Decimal::ZERO, Decimal::saturating_add)
}

/// Whether a filed score was kept that figures should have confirmed.
fn is_pending(
    execution: &ExecutionResult,
    indicators: &[IndicatorResult],
    filing: &Filing,
) -> bool {
    let mut kept = indicators
        .iter()
        .filter(|i| matches!(i.basis, Basis::Kept(_)));
    let unknown = [Some(Objection::Worded), Some(Objection::Missing)];
    // Beside rows with points a score without them is limited by nothing.
    let weighed = filing
        .indicators
        .iter()
        .any(|i| !i.goal && i.points.is_some());
    let unlimited = |basis| weighed && basis == Basis::Kept(Unscored::NoPoints);
    matches!(execution.basis, Basis::Kept(_))
        || kept.any(|i| unknown.contains(&i.objection) || unlimited(i.basis))
}

/// Sum of the filed scores that were kept.
fn unverified(execution: &ExecutionResult, indicators: &[IndicatorResult]) -> Decimal {
    std::iter::once((execution.score, execution.basis))
        .chain(indicators.iter().map(|i| (i.score, i.basis)))
        .filter(|(_, basis)| matches!(basis, Basis::Kept(_)))
        .filter_map(|(score, _)| score)
        .fold(Decimal::ZERO, Decimal::saturating_add)
}
