//! 复算: what a form is worth under a rule set.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::exact::Exact;
use super::group::Group;
use super::packed::PackedRows;
use super::reconcile::ScaleAssumption;
use super::statement::Comparator;
use super::unscored::Unscored;
use crate::base::lang::{Lang, Text};
use crate::base::number::{Rate, Rounding};

/// 等级 by its name in the rule set, best first: 0 is 优.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grade {
    /// Position among the bands, 0 is the best.
    pub band: usize,
    /// 优、良、中、差
    pub name: Arc<str>,
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// Scoring method 评分方法, without its parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MethodKind {
    /// 正向比例: points × actual ÷ target
    Proportional,
    /// 反向扣减: points × (1 − excess ÷ target)
    ReverseDeduction,
    /// 反向比例: points × target ÷ actual
    ReverseRatio,
    /// 预算使用率: points × spent ÷ adjusted budget
    BudgetUtilisation,
    /// 按单位扣分: a fixed deduction for each unit missing
    DeductPerUnit,
    /// 分档: points by steps of the completion rate
    Steps,
    /// 及格线比例: nothing below a pass line, proportional above
    PassLine,
    /// 是否型: full or nothing
    AllOrNothing,
    /// 定性: the filed score, if it lies in a band
    Qualitative,
    /// 时限: full on or before the date
    Deadline,
    /// 目标为零
    TargetZero,
    /// 无发生额
    NothingIncurred,
    /// 区间: full inside the range
    WithinRange,
}

impl MethodKind {
    /// 评分方法 in words.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Proportional => Text::new("正向比例", "proportional"),
            Self::ReverseDeduction => Text::new("反向扣减", "reverse, deducted"),
            Self::ReverseRatio => Text::new("反向比例", "reverse, by ratio"),
            Self::BudgetUtilisation => Text::new("预算使用率", "budget utilisation"),
            Self::DeductPerUnit => Text::new("按单位扣分", "deduct per unit"),
            Self::Steps => Text::new("分档", "steps"),
            Self::PassLine => Text::new("及格线比例", "pass line"),
            Self::AllOrNothing => Text::new("是否型", "all or nothing"),
            Self::Qualitative => Text::new("定性", "qualitative"),
            Self::Deadline => Text::new("时限", "deadline"),
            Self::TargetZero => Text::new("目标为零", "target of zero"),
            Self::NothingIncurred => Text::new("无发生额", "nothing incurred"),
            Self::WithinRange => Text::new("区间达标", "within a range"),
        }
    }
}

/// The basis of a recomputed score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Basis {
    /// Recomputed from the figures of the form.
    Recomputed,
    /// The filed score, kept because nothing on the form can contradict it; not verifiable 不可核实.
    Kept(Unscored),
    /// No score: neither figures nor an acceptable filed score.
    None(Unscored),
}

impl Basis {
    /// 依据 in words.
    #[must_use]
    pub fn wording(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Recomputed, Lang::Zh) => "复算".to_owned(),
            (Self::Recomputed, Lang::En) => "recomputed".to_owned(),
            (Self::Kept(why), Lang::Zh) => format!("沿用自评，不可核实：{}", why.title().zh),
            (Self::Kept(why), Lang::En) => format!("kept, not verifiable: {}", why.title().en),
            (Self::None(why), Lang::Zh) => format!("未计分：{}", why.title().zh),
            (Self::None(why), Lang::En) => format!("not scored: {}", why.title().en),
        }
    }
}

/// What a form is worth as a whole.
#[derive(Debug, Clone)]
pub struct FormScore {
    /// 预算执行
    pub execution: ExecutionResult,
    /// 复算总分; `None` when a part has no score.
    pub total: Option<Decimal>,
    /// Grade of the total.
    pub grade: Option<Grade>,
    /// Points of the filed scores that were kept without being verifiable 不可核实得分.
    pub unverified: Decimal,
    /// 待核: whether a filed score that figures should have confirmed is in the total: of an actual value in words or blank
    /// beside a numeric target, of execution without amounts, or of a row without points beside rows that have them.
    pub pending: bool,
    /// What the groups are worth under new weights, where the rules set any; `total` and `grade` then rest on it.
    pub reweighted: Option<Reweighting>,
}

/// The evaluation of one form.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// What the form is worth as a whole.
    pub score: FormScore,
    /// One result per indicator, in the form's order.
    pub indicators: Vec<IndicatorResult>,
}

/// An evaluation with packed results of indicators.
#[derive(Debug, Clone)]
pub struct PackedEvaluation {
    /// What the form is worth as a whole.
    pub score: FormScore,
    /// One result per indicator, in the form's order.
    pub indicators: PackedRows<IndicatorResult>,
}

/// 分值重新分配: the parts of a form under new weights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reweighting {
    /// Sum of the scores under the form's own weights.
    pub own_total: Decimal,
    /// 预算执行, where the form scores it.
    pub execution: Option<Portion>,
    /// Each group of the form.
    pub groups: Vec<(Group, Portion)>,
}

impl Reweighting {
    /// The total under the new weights; `None` beyond the range of exact decimals.
    #[must_use]
    pub fn total(&self) -> Option<Decimal> {
        let groups = self.groups.iter().map(|(_, part)| part.score);
        let mut scores = groups.chain(self.execution.map(|part| part.score));
        scores.try_fold(Decimal::ZERO, Decimal::checked_add)
    }

    /// The share of each indicator, by its group and its own score, in the total: the score of its group in proportion
    /// to its own, each sum of a group rounded to `rounding`, so that the indicators of a group add up to its score.
    /// `None` beyond the range of exact decimals.
    #[must_use]
    pub fn of_indicators(
        &self,
        own: &[(Group, Option<Decimal>)],
        rounding: Rounding,
    ) -> Option<Vec<Option<Decimal>>> {
        let mut earned = vec![None; own.len()];
        for (group, part) in &self.groups {
            let rows = || own.iter().filter(|(of, _)| of == group);
            let mut scores = rows().filter_map(|(_, score)| *score);
            let whole = scores.try_fold(Decimal::ZERO, Decimal::checked_add)?;
            let (mut summed, mut given) = (Decimal::ZERO, Decimal::ZERO);
            for ((of, score), earned) in own.iter().zip(&mut earned) {
                let Some(score) = score.filter(|_| of == group) else {
                    continue;
                };
                summed = summed.checked_add(score)?;
                let share = Rate::new(part.score, whole);
                let due = match share {
                    Some(_) if summed == whole => part.score,
                    Some(share) => rounding.apply(share.times(summed)?),
                    None => Decimal::ZERO,
                };
                *earned = Some(due.checked_sub(given)?);
                given = due;
            }
        }
        Some(earned)
    }
}

/// Points of a part of a form and what it earned of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Portion {
    /// The points.
    pub points: Decimal,
    /// The score.
    pub score: Decimal,
}

impl Deref for Evaluation {
    type Target = FormScore;

    fn deref(&self) -> &FormScore {
        &self.score
    }
}

impl Deref for PackedEvaluation {
    type Target = FormScore;

    fn deref(&self) -> &FormScore {
        &self.score
    }
}

impl DerefMut for Evaluation {
    fn deref_mut(&mut self) -> &mut FormScore {
        &mut self.score
    }
}

impl DerefMut for PackedEvaluation {
    fn deref_mut(&mut self) -> &mut FormScore {
        &mut self.score
    }
}

impl Evaluation {
    /// The same with packed results of its indicators.
    #[must_use]
    pub fn packed(self) -> Box<PackedEvaluation> {
        Box::new(PackedEvaluation {
            score: self.score,
            indicators: PackedRows::of(&self.indicators),
        })
    }
}

impl PackedEvaluation {
    /// The evaluation with the results of its indicators as a list.
    #[must_use]
    pub fn open(&self) -> Evaluation {
        Evaluation {
            score: self.score.clone(),
            indicators: self.indicators.open(),
        }
    }
}

impl FormScore {
    /// The total under the form's own weights, compared with the filed total.
    #[must_use]
    pub fn own_total(&self) -> Option<Decimal> {
        match &self.reweighted {
            Some(reweighted) => Some(reweighted.own_total),
            None => self.total,
        }
    }

    /// 执行率得分 that counts in the total.
    #[must_use]
    pub fn execution_score(&self) -> Option<Decimal> {
        match &self.reweighted {
            Some(reweighted) => reweighted.execution.map(|part| part.score),
            None => self.execution.score,
        }
    }
}

/// 预算执行率 and its points.
#[derive(Debug, Clone)]
pub struct ExecutionResult {
    /// executed ÷ budget as a fraction, rounded by the rule set; the printed rate on a form without amounts.
    pub rate: Option<Decimal>,
    /// (adjusted − initial) ÷ initial as a fraction, to 4 decimals.
    pub adjustment_rate: Option<Decimal>,
    /// 分值 it is scored by: the form's own, else the rule set's where the form scores execution without
    /// stating points and its indicators lack just these; `None` where execution does not count.
    pub points: Option<Decimal>,
    /// 执行率得分 recomputed; `None` where the form gives execution no points.
    pub score: Option<Decimal>,
    /// The basis of the score.
    pub basis: Basis,
}

/// One indicator recomputed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorResult {
    /// How it was scored.
    pub method: MethodKind,
    /// 指标完成率 as a fraction, to 4 decimals; the printed one where it cannot be recomputed.
    #[serde(with = "Exact")]
    pub completion_rate: Option<Decimal>,
    /// 指标完成率 recomputed from target and actual value; `None` where that is impossible.
    #[serde(with = "Exact")]
    pub completion: Option<Decimal>,
    /// 复算得分
    #[serde(with = "Exact")]
    pub score: Option<Decimal>,
    /// The basis of the score.
    pub basis: Basis,
    /// Whether more is better 正向.
    pub upward: bool,
    /// Lowest and highest score of the band that the words of a qualitative actual value name.
    #[serde(with = "Exact")]
    pub band: Option<Box<(Decimal, Decimal)>>,
    /// How a bare number was taken beside a percentage or beside 万.
    pub assumed: Option<Box<ScaleAssumption>>,
    /// The statement of the form that was not used, and why.
    pub objection: Option<Objection>,
}

/// Why a method, a scoring standard or an actual value is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Objection {
    /// It contradicts the sign of the target, or the kind of the figures.
    Contradicts,
    /// Its words cannot be read, or do not cover the given value.
    Unread,
    /// The actual value is blank where the target is a number.
    Missing,
    /// The actual value is in words where the target is a number.
    Worded,
}

impl IndicatorResult {
    /// The completion rate that is compared with the bound of over-fulfilment 超额完成: where more is better.
    #[must_use]
    pub fn surplus_rate(&self) -> Option<Decimal> {
        self.completion_rate.filter(|_| self.upward)
    }
}

impl MethodKind {
    /// Whether more is better 正向 under it, for a target with this sign.
    #[must_use]
    pub const fn is_upward(self, sign: Option<Comparator>) -> bool {
        let more_is_better = matches!(
            self,
            Self::Proportional
                | Self::DeductPerUnit
                | Self::Steps
                | Self::PassLine
                | Self::AllOrNothing
        );
        let at_most = matches!(sign, Some(Comparator::AtMost | Comparator::LessThan));
        more_is_better && !at_most
    }
}

#[cfg(test)]
mod tests {
    use super::{Comparator, MethodKind};

    #[test]
    fn more_is_better_unless_method_or_sign_say_otherwise() {
        let signs = [None, Some(Comparator::AtLeast), Some(Comparator::AtMost)];
        for (method, expected) in [
            (MethodKind::Proportional, [true, true, false]),
            (MethodKind::PassLine, [true, true, false]),
            (MethodKind::ReverseDeduction, [false; 3]),
            (MethodKind::BudgetUtilisation, [false; 3]),
        ] {
            assert_eq!(signs.map(|sign| method.is_upward(sign)), expected);
        }
    }
}
