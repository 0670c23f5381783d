//! 年中监控: how far a form has come by the end of a month, and the warning its execution deserves.
//!
//! - 执行率 = executed so far ÷ budget; the budget is 全年预算数, on forms without one 年初预算数.
//! - 相对序时进度 = 执行率 ÷ (month ÷ 12), to four places; the warning depends on this figure as printed.
//! - 指标进度 = Σ points × completion ÷ Σ points, over the indicators whose mid-year value can be compared with
//!   the annual target; a completion counts for at most 1.
//! - 综合进度 = (execution points × 相对序时进度, at most 1, + Σ points × completion) ÷ all points counted.
//!
//! What cannot be measured is left out and reported, never taken as 0.

mod words;

use rust_decimal::Decimal;

use super::{MidyearRule, RuleSet, merit};
use crate::base::number::{Rate, Rounding, RoundingMode};
use crate::model::{
    Advance, Budget, Content, Figure, Filing, Funding, Indicator, MethodKind, Pace, Progress,
    Statement, Unscored, Warning,
};
pub use words::clauses;

/// Months of a year.
const YEAR: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

/// Products of points and shares are kept to six places.
pub const PRODUCT: Rounding = Rounding::new(6, RoundingMode::HalfUp);

impl MidyearRule {
    /// The warning that a 相对序时进度 deserves.
    #[must_use]
    pub fn warning(&self, relative: Decimal) -> Warning {
        if relative < self.red {
            Warning::Red
        } else if relative < self.yellow {
            Warning::Yellow
        } else {
            Warning::Green
        }
    }
}

/// How far `filing` has come under `rules` by the month of `rule`.
#[must_use]
pub fn progress(filing: &Filing, rules: &RuleSet, rule: &MidyearRule) -> Progress {
    let pace = pace(filing, rule);
    let stated = filing
        .funding
        .as_ref()
        .and_then(|f| Figure::value_of(&f.points));
    let execution_points = stated.unwrap_or(rules.execution.points);
    let indicators = advances(filing, rules, execution_points);
    let measured = sum(indicators.iter().filter(|a| a.share.is_some()));
    let points = sum(indicators.iter());
    let earned = indicators.iter().filter_map(|a| {
        let (share, points) = (a.share?, a.points?);
        share.checked_mul(points)
    });
    let earned = PRODUCT.apply(earned.fold(Decimal::ZERO, Decimal::saturating_add));
    let achieved = Rate::new(earned, measured).and_then(|r| r.rounded(RuleSet::FOUR_PLACES));
    let overall = pace.ok().and_then(|pace| {
        let paced = execution_points.checked_mul(capped(pace.relative))?;
        let all = execution_points.checked_add(measured)?;
        Rate::new(paced.checked_add(earned)?, all)?.rounded(RuleSet::FOUR_PLACES)
    });
    Progress {
        pace,
        indicators,
        execution_points,
        measured,
        points,
        earned,
        achieved,
        overall,
    }
}

fn sum<'a>(advances: impl Iterator<Item = &'a Advance>) -> Decimal {
    let points = advances.filter_map(|a| a.points);
    points.fold(Decimal::ZERO, Decimal::saturating_add)
}

/// A share within 0 to 1.
pub(crate) fn capped(rate: Decimal) -> Decimal {
    rate.max(Decimal::ZERO).min(Decimal::ONE)
}

/// The base of execution, and its amount.
#[must_use]
pub fn budget(funding: &Funding) -> Option<(Budget, Decimal)> {
    let adjusted = Figure::value_of(&funding.adjusted).map(|budget| (Budget::Adjusted, budget));
    adjusted.or_else(|| Figure::value_of(&funding.initial).map(|budget| (Budget::Initial, budget)))
}

fn pace(filing: &Filing, rule: &MidyearRule) -> std::result::Result<Pace, Unscored> {
    let funding = filing.funding.as_ref().ok_or(Unscored::NoAmounts)?;
    let (budget, rate) = match (budget(funding), Figure::value_of(&funding.executed)) {
        (Some((_, budget)), _) if budget.is_zero() => return Err(Unscored::ZeroBudget),
        (Some((_, budget)), _) if budget < Decimal::ZERO => return Err(Unscored::OutOfRange),
        (Some((kind, budget)), Some(executed)) => (kind, Rate::new(executed, budget)),
        _ if funding.lacks_amount(&filing.parts) => return Err(Unscored::NoAmounts),
        _ => (
            Budget::Printed,
            Figure::value_of(&funding.rate).map(Rate::of),
        ),
    };
    let rate = rate.ok_or(Unscored::NoAmounts)?;
    let relative = relative(rate, rule.month).ok_or(Unscored::OutOfRange)?;
    let rate = rate.rounded(RuleSet::FOUR_PLACES);
    Ok(Pace {
        budget,
        rate: rate.ok_or(Unscored::OutOfRange)?,
        relative,
        warning: rule.warning(relative),
    })
}

/// 执行率 ÷ (month ÷ 12), to four places.
fn relative(rate: Rate, month: u32) -> Option<Decimal> {
    let year = rate.times(YEAR)?;
    Rate::new(year, Decimal::from(month))?.rounded(RuleSet::FOUR_PLACES)
}

/// Each indicator's completion at mid-year, and its points.
fn advances(filing: &Filing, rules: &RuleSet, execution: Decimal) -> Vec<Advance> {
    let equal = equal_part(filing, rules, execution);
    let indicators = filing.indicators.iter();
    indicators
        .map(|indicator| {
            let so_far = Indicator {
                actual: indicator.midyear.as_deref().cloned(),
                ..indicator.clone()
            };
            let (method, completion) = completion(&so_far, filing, rules);
            Advance {
                method: completion.is_some().then_some(method),
                share: completion.map(capped),
                completion,
                points: Figure::value_of(&indicator.points).or(equal),
            }
        })
        .collect()
}

/// 完成率 of a mid-year value that was filed as a figure or date beside a target of its kind.
fn completion(
    indicator: &Indicator,
    filing: &Filing,
    rules: &RuleSet,
) -> (MethodKind, Option<Decimal>) {
    let counted = |s: &Statement| !matches!(s.content, Content::Text(_) | Content::Blank);
    let filed = indicator.actual.as_ref().is_some_and(|a| counted(&a.value));
    let (method, merit) = merit(indicator, filing, rules);
    let rate = merit.filter(|_| filed).and_then(|m| m.completion);
    (method, rate.and_then(|r| r.rounded(RuleSet::FOUR_PLACES)))
}

/// Indicators without a weight share equally what execution and the others leave, to four places.
fn equal_part(filing: &Filing, rules: &RuleSet, execution: Decimal) -> Option<Decimal> {
    let stated = filing
        .indicators
        .iter()
        .filter_map(|i| Figure::value_of(&i.points));
    let stated = stated.fold(execution, Decimal::saturating_add);
    let without = filing.indicators.iter().filter(|i| i.points.is_none());
    let left = rules.total_points.checked_sub(stated)?;
    let part = Rate::new(left, Decimal::from(without.count()))?;
    part.rounded(RuleSet::FOUR_PLACES)
        .filter(|p| *p > Decimal::ZERO)
}
