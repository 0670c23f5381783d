//! A scoring standard, clause by clause.

use rust_decimal::Decimal;

use super::band::Band;
use super::words::Level;
use super::worth::Worth;

/// One clause of a standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Clause {
    /// 超额完成不加分: holds anyway.
    Nothing,
    /// 扣完为止: what is taken is taken for each unit.
    Until,
    /// 在规定时限内完成得满分: met, where the target is a time.
    InTime(Worth),
    /// 超期不得分: missed, likewise.
    TooLate(Worth),
    /// 中间按比例: between full and no points, in an unstated proportion.
    Between,
    /// 最多扣1分
    Most(Decimal),
    /// 最低得5分
    Least(Decimal),
    /// 每少1个扣0.5分
    Deduct(Deduction),
    /// 每完成1次得0.5分
    Each(Level, Decimal),
    /// 80%（含）–90%得8分
    Band(Band),
    /// 少2个扣4分
    Distance(Distance),
    /// 5%-10%在目标区间内得满分
    Inside(Option<Band>, Worth),
    /// 达标得满分
    Met(Worth),
    /// 预算内得满分: met, where less is better
    Kept(Worth),
    /// ≥目标值得满分: met, where more is better
    Reached(Worth),
    /// 低于目标值不得分: missed, where more is better
    Short(Worth),
    /// 否则不得分
    Missed(Worth),
    /// 按比例得分, 得分=实际值/目标值*分值
    Share(Share),
    /// 满分10分
    Total(Decimal),
    /// 目标值为95%, 以100%为标准
    Aim(Level),
    /// 以此类推: more of what is before it.
    Likewise,
    /// 超过目标值的得满分, 超支不得分
    Beyond(Worth),
    /// 未发生得满分
    Absent(Worth),
    /// 发生的不得分
    Occurred(Worth),
    /// 不足1个不扣分, 不足1个按1个计
    Broken(PartialUnit),
}

/// Points in proportion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Share {
    /// Of a formula: forward [`Side::Below`], reverse [`Side::Above`], by the sign [`Side::Either`].
    pub(super) side: Option<Side>,
    pub(super) basis: Basis,
    /// All points, where a formula has them as a number.
    pub(super) of: Option<Decimal>,
    /// 60%≤满意度<90%按比例得分: the values it holds for.
    pub(super) within: Option<Band>,
    /// 实际/95%: the target, as the formula has it.
    pub(super) aim: Option<Level>,
}

/// What points are in proportion to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Basis {
    /// actual ÷ target
    Quotient,
    /// 完成率: the quotient, or the actual value of an indicator that is a 完成率 itself.
    Completion,
    /// 执行率, 到位率: the actual value.
    Rate,
    /// 按超出比例扣分: what is above the target, of the target.
    Excess,
}

impl Share {
    pub(super) const fn of_quotient(side: Option<Side>, of: Option<Decimal>) -> Self {
        Self {
            side,
            basis: Basis::Quotient,
            of,
            within: None,
            aim: None,
        }
    }
}

/// The deduction for a partial unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartialUnit {
    /// 不足1个不扣分
    Free,
    /// 不足1个按1个计
    Whole,
}

/// Which side of the target costs points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// 少、低
    Below,
    /// 超、高
    Above,
    /// 迟、延、逾: of what has to be done within some time.
    Late,
    /// 发生、出现: of what should not happen at all.
    Event,
    /// 偏差
    Either,
}

/// Values at this distance on the bad side of the target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Distance {
    pub(super) side: Side,
    pub(super) band: Band,
}

/// Points per unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deduction {
    pub(super) side: Side,
    /// The unit.
    pub(super) per: Level,
    /// Deduction per unit: points, or a share of the weight.
    pub(super) points: Worth,
    /// 低于95%的，每低…: where counting begins.
    pub(super) from: Option<Level>,
    /// Whether every unit counts.
    pub(super) counting: Counting,
}

/// Whether every unit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counting {
    /// 每, 少1次
    Each,
    /// 超过1万元扣0.5分: per unit or once; 扣完为止 means per unit.
    Doubtful,
}
