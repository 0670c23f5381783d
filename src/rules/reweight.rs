//! 分值重新分配: what a form would be worth if budget execution and its groups carried other weights.
//!
//! A part with a new weight gets it; the parts without share the rest of the form's points in proportion to their own.
//! The sum of points of a form stays the same: a form that lacks a group, or weights that add to more, scale the new
//! ones. A new weight is kept to [`WEIGHT`]. A part then earns score × new weight ÷ own weight, cut to six places more
//! than a score has — so that a spreadsheet program, which computes in doubles, gets the same result — and rounded as
//! the rules round scores; a part that keeps its weight keeps its score.

use ecow::EcoString;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::base::number::{Rate, Rounding, RoundingMode, exact, sum};
use crate::model::{ExecutionResult, Filing, Group, IndicatorResult, Portion, Reweighting};

/// Places of a new weight.
const WEIGHT: Rounding = Rounding::new(8, RoundingMode::HalfUp);

/// Places kept beyond those of a score.
const GUARD: u32 = 6;

/// New weights of a rule set.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reweight {
    /// Of 预算执行.
    #[serde(default)]
    pub execution: Option<Points>,
    /// Of the groups; those not named share the rest.
    #[serde(default)]
    pub groups: Vec<NewWeight>,
    /// Of the indicators in no group.
    #[serde(default)]
    pub ungrouped: Option<Points>,
}

/// New points of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewWeight {
    /// The group, by whatever of its names.
    pub name: EcoString,
    /// Its points.
    pub points: Points,
}

/// Points 分值 that rules give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Points(#[serde(with = "exact")] pub Decimal);

/// A part of a form with the weight it is given.
struct WeightedPart {
    own: Portion,
    given: Option<Decimal>,
}

impl Reweight {
    /// The new points of a group, where it has any.
    #[must_use]
    pub fn of(&self, group: &Group) -> Option<Decimal> {
        if *group == Group::Ungrouped {
            return self.ungrouped.map(|points| points.0);
        }
        let mut groups = self.groups.iter();
        let new = groups.find(|new| Group::of(Some(&new.name)) == *group)?;
        Some(new.points.0)
    }

    /// The parts of a form under the new weights; `None` where the arithmetic leaves the range of decimals.
    pub(super) fn apply(
        &self,
        filing: &Filing,
        execution: &ExecutionResult,
        indicators: &[IndicatorResult],
        rounding: Rounding,
    ) -> Option<Reweighting> {
        let own = of_execution(execution);
        let groups = groups(filing, indicators)?;
        let mut parts: Vec<WeightedPart> = groups
            .iter()
            .map(|(group, own)| WeightedPart {
                own: *own,
                given: self.of(group),
            })
            .collect();
        parts.extend(own.map(|own| WeightedPart {
            own,
            given: self.execution.map(|points| points.0),
        }));
        let mut portions = portions(&parts, rounding)?;
        let execution = own.and_then(|_| portions.pop());
        let names = groups.into_iter().map(|(group, _)| group);
        Some(Reweighting {
            own_total: sum(parts.iter().map(|p| p.own.score))?,
            execution,
            groups: names.zip(portions).collect(),
        })
    }
}

fn of_execution(execution: &ExecutionResult) -> Option<Portion> {
    let (points, score) = (execution.points?, execution.score?);
    Some(Portion { points, score })
}

/// The groups in the form's order: points and scores of the indicators that are scored.
fn groups(filing: &Filing, indicators: &[IndicatorResult]) -> Option<Vec<(Group, Portion)>> {
    let mut groups: Vec<(Group, Portion)> = Vec::new();
    for (indicator, result) in filing.indicators.iter().zip(indicators) {
        let Some(score) = result.score else { continue };
        let group = Group::of(indicator.level1.as_ref());
        let at = groups.iter().position(|(known, _)| *known == group);
        let at = at.unwrap_or_else(|| {
            groups.push((group, Portion::default()));
            groups.len().saturating_sub(1)
        });
        let (_, part) = groups.get_mut(at)?;
        let points = indicator.points.as_ref().map(|p| p.value);
        part.points = part.points.checked_add(points.unwrap_or_default())?;
        part.score = part.score.checked_add(score)?;
    }
    Some(groups)
}

/// The parts under their new weights, in order.
fn portions(parts: &[WeightedPart], rounding: Rounding) -> Option<Vec<Portion>> {
    let weighed = || parts.iter().filter(|part| part.own.points > Decimal::ZERO);
    let all = sum(weighed().map(|part| part.own.points))?;
    let given = sum(weighed().filter_map(|part| part.given))?;
    let kept = weighed().filter(|part| part.given.is_none());
    let kept = sum(kept.map(|part| part.own.points))?;
    let rest = match kept.is_zero() {
        true => Decimal::ZERO,
        false => all.checked_sub(given)?.max(Decimal::ZERO),
    };
    let whole = given.checked_add(rest)?;
    let scale = Rate::new(all, whole);
    let of = |part: &WeightedPart| {
        let own = part.own;
        if own.points <= Decimal::ZERO {
            return Some(own);
        }
        let share = match part.given {
            Some(given) => given,
            None => Rate::new(rest, kept)?.times(own.points)?,
        };
        let points = match scale {
            Some(scale) => WEIGHT.apply(scale.times(share)?),
            None => Decimal::ZERO,
        };
        let score = scaled(own, points, rounding)?;
        Some(Portion { points, score })
    };
    parts.iter().map(of).collect()
}

/// The score of a part out of `points`.
fn scaled(own: Portion, points: Decimal, rounding: Rounding) -> Option<Decimal> {
    if points == own.points {
        return Some(own.score);
    }
    let guard = Rounding::new(rounding.places.saturating_add(GUARD), RoundingMode::HalfUp);
    let exact = Rate::new(points, own.points)?.times(own.score)?;
    Some(rounding.apply(guard.apply(exact)))
}
