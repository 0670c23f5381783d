//! What is earned of the points of an indicator, and how that is rounded to a score.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::base::number::{Rate, Rounding, exact};
use crate::model::{Basis, Figure, Unscored};

/// When figures are rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreRounding {
    /// Rounding of a rate (fraction) before it is multiplied; `None` computes from the exact rate.
    pub rate: Option<Rounding>,
    /// Rounding of each score.
    pub score: Rounding,
}

/// What a step is measured on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepMeasure {
    /// 完成率: actual ÷ target.
    #[default]
    Completion,
    /// 实际完成值 itself: 满意度 90% → full.
    Actual,
}

/// From here on, this share of the points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Lower bound, included.
    #[serde(with = "exact")]
    pub from: Decimal,
    /// Share of the points, 0–1.
    #[serde(with = "exact")]
    pub share: Decimal,
}

/// The result of a method for a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merit {
    /// 指标完成率; `None` where the target is 0 and missed.
    pub completion: Option<Rate>,
    /// What is earned.
    pub earned: PointsEarned,
}

/// What is earned of the points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointsEarned {
    /// A share of them.
    Share(Rate),
    /// All of them less a deduction.
    Less(Decimal),
}

pub(super) const FULL: PointsEarned = PointsEarned::Share(Rate::of(Decimal::ONE));
pub(super) const NOTHING: PointsEarned = PointsEarned::Share(Rate::of(Decimal::ZERO));

impl PointsEarned {
    /// The score, rounded by the rule set and within 0 to `points`.
    #[must_use]
    pub fn score(self, points: Decimal, rounding: ScoreRounding) -> Option<Decimal> {
        let exact = match self {
            Self::Share(rate) => {
                let rate = capped(rate)?;
                let rate = match rounding.rate {
                    Some(places) => Rate::of(rate.rounded(places)?),
                    None => rate,
                };
                rate.times(points)?
            }
            Self::Less(deduction) => points.checked_sub(deduction)?,
        };
        let score = rounding.score.apply(exact);
        Some(score.max(Decimal::ZERO).min(points))
    }
}

/// A rate within 0 to 1.
fn capped(rate: Rate) -> Option<Rate> {
    let value = rate.value()?;
    Some(if value >= Decimal::ONE {
        Rate::of(Decimal::ONE)
    } else if value <= Decimal::ZERO {
        Rate::of(Decimal::ZERO)
    } else {
        rate
    })
}

/// The filed score where it is within 0 to `most`, otherwise none.
pub(super) fn kept(
    filed: &Option<Figure>,
    most: Decimal,
    reason: Unscored,
) -> (Option<Decimal>, Basis) {
    match Figure::value_of(filed).filter(|f| *f >= Decimal::ZERO && *f <= most) {
        Some(score) => (Some(score), Basis::Kept(reason)),
        None => (None, Basis::None(reason)),
    }
}
