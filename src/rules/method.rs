//! Scoring methods 评分方法: parameters and arithmetic side by side.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::ruleset::ScoreRounding;
use crate::base::number::{Rate, exact};
use crate::model::MethodKind;

/// A scoring method with its parameters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// 正向比例: points × actual ÷ target, at most the points. 财预〔2020〕10号.
    Proportional,
    /// 反向扣减: full up to the target t, points × (1 − (a − t) ÷ t) above, 0 from 2t.
    ReverseDeduction,
    /// 反向比例: full up to the target, points × target ÷ actual above.
    ReverseRatio,
    /// 预算使用率: points × executed ÷ adjusted budget of the form.
    BudgetUtilisation,
    /// 按单位扣分: points − `deduct` × missing ÷ `unit`, not below 0 (扣完为止).
    DeductPerUnit {
        /// Size of one unit: 1 个, or 0.01 for a percentage point.
        #[serde(with = "exact")]
        unit: Decimal,
        /// Points lost per unit.
        #[serde(with = "exact")]
        deduct: Decimal,
    },
    /// 分档: the share of the highest step reached, 0 below the lowest.
    Steps {
        /// What is held against the steps.
        #[serde(default)]
        of: Measured,
        /// By rising bound.
        steps: Vec<Step>,
    },
    /// 及格线比例: points × (rate − from) ÷ (1 − from), 0 below the line. 财预〔2021〕101号.
    PassLine {
        /// The pass line as a fraction.
        #[serde(with = "exact")]
        from: Decimal,
    },
    /// 是否型: full when the target is met, else 0. 财预〔2021〕101号.
    AllOrNothing,
    /// 定性: words; the filed score is kept.
    Qualitative,
    /// 时限: full on or before the date; late is a matter of judgement.
    #[serde(skip)]
    Deadline,
    /// 目标为零: full at 0, else 0.
    #[serde(skip)]
    TargetZero,
    /// 无发生额: full, and said.
    NothingIncurred,
    /// 区间: full inside; outside against the end that was missed.
    #[serde(skip)]
    WithinRange,
}

/// What a step is measured on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measured {
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

/// Which side of the target is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// 正向: ≥, or no sign.
    Up,
    /// 正向, strict: >; at the target itself only its share counts, which is full unless the target is 0.
    Over,
    /// 反向: ≤, <, or no sign in a reverse group.
    Down,
    /// =; above the target counts as full.
    Exact,
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
}

/// What a method makes of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merit {
    /// 指标完成率; `None` where the target is 0 and missed.
    pub completion: Option<Rate>,
    /// What is earned.
    pub earned: Earned,
}

/// What is earned of the points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Earned {
    /// A share of them.
    Share(Rate),
    /// All of them less a deduction.
    Less(Decimal),
}

const FULL: Earned = Earned::Share(Rate::of(Decimal::ONE));
const NOTHING: Earned = Earned::Share(Rate::of(Decimal::ZERO));

impl Earned {
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

impl Method {
    /// The method without its parameters.
    #[must_use]
    pub const fn kind(&self) -> MethodKind {
        match self {
            Self::Proportional => MethodKind::Proportional,
            Self::ReverseDeduction => MethodKind::ReverseDeduction,
            Self::ReverseRatio => MethodKind::ReverseRatio,
            Self::BudgetUtilisation => MethodKind::BudgetUtilisation,
            Self::DeductPerUnit { .. } => MethodKind::DeductPerUnit,
            Self::Steps { .. } => MethodKind::Steps,
            Self::PassLine { .. } => MethodKind::PassLine,
            Self::AllOrNothing => MethodKind::AllOrNothing,
            Self::Qualitative => MethodKind::Qualitative,
            Self::Deadline => MethodKind::Deadline,
            Self::TargetZero => MethodKind::TargetZero,
            Self::NothingIncurred => MethodKind::NothingIncurred,
            Self::WithinRange => MethodKind::WithinRange,
        }
    }

    /// What the method makes of `case`; `None` where it has no answer (words, a negative target missed).
    #[must_use]
    pub fn merit(&self, case: &Case) -> Option<Merit> {
        match self {
            Self::Proportional => case.proportional(),
            Self::ReverseDeduction => case.reverse(Case::deducted),
            Self::ReverseRatio => case.reverse(Case::inverted),
            Self::BudgetUtilisation => case.execution.map(shared),
            Self::DeductPerUnit { unit, deduct } => case.deduct(*unit, *deduct),
            Self::Steps { of, steps } => case.steps(*of, steps),
            Self::PassLine { from } => case.pass_line(*from),
            Self::AllOrNothing => Some(case.all_or_nothing()),
            Self::TargetZero => Some(case.target_zero()),
            Self::NothingIncurred => Some(Merit {
                completion: case.completion(),
                earned: FULL,
            }),
            Self::WithinRange => case.range(),
            Self::Qualitative | Self::Deadline => None,
        }
    }

    /// What the method makes of an execution rate: a share of its points.
    #[must_use]
    pub fn of_rate(&self, rate: Rate) -> Option<Earned> {
        let case = Case {
            sense: Sense::Up,
            target: (Decimal::ONE, Decimal::ONE),
            actual: rate.value()?,
            execution: Some(rate),
        };
        match self {
            // The fraction itself, so that a tie is not lost in 28 digits.
            Self::Proportional => Some(Earned::Share(rate)),
            _ => self.merit(&case).map(|merit| merit.earned),
        }
    }
}

const fn shared(rate: Rate) -> Merit {
    Merit {
        completion: Some(rate),
        earned: Earned::Share(rate),
    }
}

const fn full() -> Merit {
    shared(Rate::of(Decimal::ONE))
}

impl Case {
    /// Attained value: for ≥ a negative one counts as 0, unless the target is negative itself.
    fn attained(&self) -> Decimal {
        if self.sense != Sense::Down && !self.target.0.is_sign_negative() {
            self.actual.max(Decimal::ZERO)
        } else {
            self.actual
        }
    }

    /// actual ÷ target
    fn ratio(&self) -> Option<Rate> {
        Rate::new(self.attained(), self.target.0).filter(|_| self.target.0 > Decimal::ZERO)
    }

    /// Whether the target is met.
    #[must_use]
    pub fn met(&self) -> bool {
        match self.sense {
            Sense::Down => self.actual <= self.target.1,
            Sense::Over => self.attained() > self.target.0,
            Sense::Up | Sense::Exact => self.attained() >= self.target.0,
        }
    }

    /// 指标完成率: actual ÷ target, or the reverse share where lower is better.
    fn completion(&self) -> Option<Rate> {
        match self.sense {
            Sense::Down => self.reverse(Self::deducted)?.completion,
            Sense::Up | Sense::Over | Sense::Exact => self.ratio(),
        }
    }

    fn proportional(&self) -> Option<Merit> {
        match self.ratio() {
            Some(rate) => Some(shared(rate)),
            None => self.met().then_some(full()),
        }
    }

    /// Full up to the target, `above` beyond it.
    fn reverse(&self, above: fn(&Self) -> Option<Rate>) -> Option<Merit> {
        if self.actual <= self.target.1 {
            return Some(full());
        }
        above(self)
            .filter(|_| self.target.1 > Decimal::ZERO)
            .map(shared)
    }

    /// 1 − (a − t) ÷ t = (2t − a) ÷ t, not below 0
    fn deducted(&self) -> Option<Rate> {
        let twice = self.target.1.checked_add(self.target.1)?;
        let left = twice.checked_sub(self.actual)?;
        Rate::new(left.max(Decimal::ZERO), self.target.1)
    }

    /// t ÷ a
    fn inverted(&self) -> Option<Rate> {
        Rate::new(self.target.1, self.actual)
    }

    /// Distance to the target on the bad side.
    fn missing(&self) -> Option<Decimal> {
        let below = self.target.0.checked_sub(self.attained())?;
        let above = self.actual.checked_sub(self.target.1)?;
        let missing = match self.sense {
            Sense::Up | Sense::Over => below,
            Sense::Down => above,
            Sense::Exact => below.max(above),
        };
        Some(missing.max(Decimal::ZERO))
    }

    fn deduct(&self, unit: Decimal, deduct: Decimal) -> Option<Merit> {
        let lost = Rate::new(self.missing()?, unit)?.times(deduct)?;
        Some(Merit {
            completion: self.completion(),
            earned: Earned::Less(lost),
        })
    }

    fn steps(&self, of: Measured, steps: &[Step]) -> Option<Merit> {
        let completion = self.proportional()?.completion;
        let measured = match of {
            Measured::Completion => completion?.value()?,
            Measured::Actual => self.attained(),
        };
        let reached = steps.iter().rev().find(|s| measured >= s.from);
        Some(Merit {
            completion,
            earned: reached.map_or(NOTHING, |s| Earned::Share(Rate::of(s.share))),
        })
    }

    fn pass_line(&self, from: Decimal) -> Option<Merit> {
        let completion = self.proportional()?.completion?;
        let above = completion.value()?.checked_sub(from)?;
        let rest = Decimal::ONE.checked_sub(from)?;
        Some(Merit {
            completion: Some(completion),
            earned: Earned::Share(Rate::new(above.max(Decimal::ZERO), rest)?),
        })
    }

    fn all_or_nothing(&self) -> Merit {
        Merit {
            completion: self.completion(),
            earned: if self.met() { FULL } else { NOTHING },
        }
    }

    /// Full at 0 or below; for ≥ 0 always, for > 0 above it.
    fn target_zero(&self) -> Merit {
        let met = match self.sense {
            Sense::Up => true,
            Sense::Over => self.actual > Decimal::ZERO,
            Sense::Down | Sense::Exact => self.actual <= Decimal::ZERO,
        };
        if met {
            full()
        } else {
            Merit {
                completion: None,
                earned: NOTHING,
            }
        }
    }

    fn range(&self) -> Option<Merit> {
        let (low, high) = self.target;
        if low <= self.actual && self.actual <= high {
            return Some(full());
        }
        match self.sense {
            Sense::Down => self.reverse(Self::deducted),
            Sense::Up | Sense::Over | Sense::Exact => self.proportional(),
        }
    }
}
