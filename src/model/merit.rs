//! 得分率: the share of points that indicators earned, compared with the share that the execution of the budget earned.

use rust_decimal::Decimal;

use super::{ExecutionResult, Figure};
use crate::base::number::Rate;

/// 指标得分: sum of the scores and of the points of some indicators.
#[derive(Debug, Clone, Copy)]
pub struct ScoreSum {
    /// Both in 分; `None` once an indicator with points has no score.
    sums: Option<(Decimal, Decimal)>,
}

impl Default for ScoreSum {
    fn default() -> Self {
        Self {
            sums: Some((Decimal::ZERO, Decimal::ZERO)),
        }
    }
}

impl ScoreSum {
    /// Adds an indicator; one without points counts for nothing.
    pub fn add(&mut self, points: Option<&Figure>, score: Option<Decimal>) {
        if let Some(points) = points {
            self.sums = self.sums.and_then(|(earned, possible)| {
                let earned = earned.checked_add(score?)?;
                Some((earned, possible.checked_add(points.value)?))
            });
        }
    }

    /// 指标得分率: earned ÷ possible as a fraction; `None` where an indicator has no score or none has points.
    #[must_use]
    pub fn rate(self) -> Option<Decimal> {
        let (earned, possible) = self.sums.filter(|sums| sums.1 > Decimal::ZERO)?;
        Rate::new(earned, possible)?.value()
    }
}

impl ExecutionResult {
    /// 执行率得分率: score ÷ points as a fraction; `None` where execution does not count or has no score.
    #[must_use]
    pub fn earned_rate(&self) -> Option<Decimal> {
        let points = self.points.filter(|points| *points > Decimal::ZERO)?;
        Rate::new(self.score?, points)?.value()
    }
}

/// (得分率 − 执行率得分率) ÷ 得分率 as a fraction.
#[must_use]
pub fn merit_gap(merit: Decimal, execution: Decimal) -> Option<Decimal> {
    merit.checked_sub(execution)?.checked_div(merit)
}
