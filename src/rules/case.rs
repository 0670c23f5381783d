//! The figures of one indicator, and the result of each formula for them.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::earned::{FULL, Merit, NOTHING, PointsEarned, Step, StepMeasure};
use crate::base::number::Rate;

/// Which side of the target is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// 正向: ≥, or no sign.
    Up,
    /// 正向: >; met at the target itself like ≥, unless the target is 0.
    Over,
    /// 反向: ≤, <, or no sign in a reverse group.
    Down,
    /// =; above the target counts as full.
    Exact,
}

/// Formula of a reverse indicator above its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReverseVariant {
    /// points × (1 − (actual − target) ÷ target)
    Deduction,
    /// points × target ÷ actual
    Ratio,
}

/// The figures of one indicator in one measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    /// Which side is good.
    pub sense: Sense,
    /// 年度指标值, or both ends of a range.
    pub target: (Decimal, Decimal),
    /// 实际完成值
    pub actual: Decimal,
    /// executed ÷ adjusted of the form, where it is known.
    pub execution: Option<Rate>,
    /// Formula above the target, where lower is better.
    pub reverse: ReverseVariant,
    /// One unit of the measure that the target was typed in: 0.01 for a percentage, 10 000 for 万元.
    pub one: Decimal,
}

pub(super) const fn shared(rate: Rate) -> Merit {
    Merit {
        completion: Some(rate),
        earned: PointsEarned::Share(rate),
    }
}

const fn full() -> Merit {
    shared(Rate::of(Decimal::ONE))
}

impl Case {
    /// Attained value: for ≥ a negative one counts as 0 where the target is above 0; 0 itself is missed below 0.
    fn attained(&self) -> Decimal {
        if self.sense != Sense::Down && self.target.0 > Decimal::ZERO {
            self.actual.max(Decimal::ZERO)
        } else {
            self.actual
        }
    }

    /// actual ÷ target
    fn ratio(&self) -> Option<Rate> {
        Rate::new(self.attained(), self.target.0).filter(|_| self.target.0 > Decimal::ZERO)
    }

    /// Whether the target is 0: 0起, =0件, ≤0次.
    #[must_use]
    pub const fn is_zero(&self) -> bool {
        self.target.0.is_zero() && self.target.1.is_zero()
    }

    /// Whether the target has two ends: 3—5次.
    #[must_use]
    pub fn is_range(&self) -> bool {
        self.target.0 != self.target.1
    }

    /// Whether the value is within such a target.
    fn is_within(&self) -> bool {
        let (low, high) = self.target;
        self.is_range() && low <= self.actual && self.actual <= high
    }

    /// Whether less is better: ≤, <, and = where the target is 0.
    #[must_use]
    pub fn lower_is_better(&self) -> bool {
        self.sense == Sense::Down || self.sense == Sense::Exact && self.is_zero()
    }

    /// Whether the target is met; `<` and `>` at the target itself as `≤` and `≥`, but `>0` only above 0.
    #[must_use]
    pub fn met(&self) -> bool {
        match self.sense {
            _ if self.lower_is_better() => self.actual <= self.target.1,
            Sense::Over if self.is_zero() => self.actual > Decimal::ZERO,
            _ => self.attained() >= self.target.0,
        }
    }

    /// 指标完成率: actual ÷ target, or the reverse share where lower is better; none where a target of 0 is missed.
    #[must_use]
    pub fn completion(&self) -> Option<Rate> {
        if self.is_zero() {
            return self.met().then_some(Rate::of(Decimal::ONE));
        }
        match self.sense {
            _ if self.is_within() => Some(Rate::of(Decimal::ONE)),
            Sense::Down => self.reverse(self.above())?.completion,
            Sense::Up | Sense::Over | Sense::Exact => self.ratio(),
        }
    }

    /// The formula above the target under the rules.
    fn above(&self) -> fn(&Self) -> Option<Rate> {
        match self.reverse {
            ReverseVariant::Deduction => Self::deducted,
            ReverseVariant::Ratio => Self::inverted,
        }
    }

    pub(super) fn proportional(&self) -> Option<Merit> {
        match self.ratio() {
            Some(rate) => Some(shared(rate)),
            None => self.met().then_some(full()),
        }
    }

    /// Full up to the target, `above` beyond it.
    pub(super) fn reverse(&self, above: fn(&Self) -> Option<Rate>) -> Option<Merit> {
        if self.actual <= self.target.1 {
            return Some(full());
        }
        above(self)
            .filter(|_| self.target.1 > Decimal::ZERO)
            .map(shared)
    }

    /// 1 − (a − t) ÷ t = (2t − a) ÷ t, not below 0
    pub(super) fn deducted(&self) -> Option<Rate> {
        let twice = self.target.1.checked_add(self.target.1)?;
        let left = twice.checked_sub(self.actual)?;
        Rate::new(left.max(Decimal::ZERO), self.target.1)
    }

    /// t ÷ a
    pub(super) fn inverted(&self) -> Option<Rate> {
        Rate::new(self.target.1, self.actual)
    }

    /// Distance to the target below it.
    #[must_use]
    pub fn below(&self) -> Option<Decimal> {
        let below = self.target.0.checked_sub(self.attained())?;
        Some(below.max(Decimal::ZERO))
    }

    /// Distance to the target above it.
    #[must_use]
    pub fn beyond(&self) -> Option<Decimal> {
        let beyond = self.actual.checked_sub(self.target.1)?;
        Some(beyond.max(Decimal::ZERO))
    }

    /// Distance to the target on the bad side; above `=` is as good as at it.
    fn missing(&self) -> Option<Decimal> {
        match self.lower_is_better() {
            true => self.beyond(),
            false => self.below(),
        }
    }

    pub(super) fn deduct(&self, unit: Decimal, deduct: Decimal) -> Option<Merit> {
        let unit = unit.checked_mul(self.one)?;
        // Of >0 nothing is missing at 0, and nothing is done.
        if self.is_zero() && self.sense == Sense::Over && !self.met() {
            return Some(self.all_or_nothing());
        }
        let lost = Rate::new(self.missing()?, unit)?.times(deduct)?;
        Some(Merit {
            completion: self.completion(),
            earned: PointsEarned::Less(lost),
        })
    }

    /// By the exact rate; where lower is better, by the reverse one, whatever the steps are of.
    pub(super) fn steps(&self, of: StepMeasure, steps: &[Step]) -> Option<Merit> {
        let completion = self.share()?;
        let measured = match of {
            StepMeasure::Actual if self.sense != Sense::Down => self.attained(),
            StepMeasure::Completion | StepMeasure::Actual => completion.value()?,
        };
        let reached = steps.iter().rev().find(|s| measured >= s.from);
        Some(Merit {
            completion: Some(completion),
            earned: reached.map_or(NOTHING, |s| PointsEarned::Share(Rate::of(s.share))),
        })
    }

    pub(super) fn pass_line(&self, from: Decimal) -> Option<Merit> {
        let completion = self.share()?;
        Some(Merit {
            completion: Some(completion),
            earned: PointsEarned::Share(completion.beyond(from)?),
        })
    }

    /// The share by sign: proportional, or reverse where lower is better.
    fn share(&self) -> Option<Rate> {
        let merit = match self.sense {
            Sense::Down => self.reverse(self.above()),
            Sense::Up | Sense::Over | Sense::Exact => self.proportional(),
        };
        merit?.completion
    }

    pub(super) fn all_or_nothing(&self) -> Merit {
        Merit {
            completion: self.completion(),
            earned: if self.met() { FULL } else { NOTHING },
        }
    }

    /// Full at 0 or below; for ≥ 0 at 0 or above, for > 0 above it.
    pub(super) fn target_zero(&self) -> Merit {
        if self.met() {
            full()
        } else {
            Merit {
                completion: None,
                earned: NOTHING,
            }
        }
    }

    pub(super) fn range(&self) -> Option<Merit> {
        match self.is_within() {
            true => Some(full()),
            false => self.share().map(shared),
        }
    }
}
