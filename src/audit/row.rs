//! One indicator under audit with its result.

use rust_decimal::Decimal;

use crate::model::{Basis, Figure, Indicator, IndicatorResult, MethodKind, Objection, Unscored};

/// One indicator with its result.
#[derive(Debug, Clone, Copy)]
pub(super) struct IndicatorRow<'a> {
    pub(super) indicator: &'a Indicator,
    pub(super) result: &'a IndicatorResult,
}

impl<'a> IndicatorRow<'a> {
    /// 分值, where it is above 0.
    pub(super) fn points(&self) -> Option<Decimal> {
        let points = self.indicator.points.as_ref().map(|p| p.value);
        points.filter(|points| *points > Decimal::ZERO)
    }

    /// 自评得分 and 分值, where the score filed is below the points.
    pub(super) fn loss(&self) -> Option<(&'a Figure, Decimal)> {
        let filed = self.indicator.reported.as_ref()?;
        let points = self.points()?;
        (filed.value < points).then_some((filed, points))
    }

    /// Whether the score filed is all of the points.
    pub(super) fn is_full(&self) -> bool {
        let filed = self.indicator.reported.as_ref().map(|f| f.value);
        filed.is_some() && filed >= self.points() && self.points().is_some()
    }

    /// Whether the figures show that the target is missed.
    pub(super) fn misses(&self) -> bool {
        let below = |rate: Decimal| rate < Decimal::ONE;
        self.is_short() || self.result.upward && self.result.completion.is_some_and(below)
    }

    /// Whether the recomputed score is below the weight.
    fn is_short(&self) -> bool {
        let score = self.result.score.filter(|_| self.is_recomputed());
        score.is_some_and(|score| self.points().is_some_and(|points| score < points))
    }

    /// Whether the figures show that the target is reached.
    pub(super) fn reaches(&self) -> bool {
        let whole = |rate: Decimal| rate >= Decimal::ONE;
        self.is_recomputed() && !self.misses() && self.result.completion.is_some_and(whole)
    }

    fn is_recomputed(&self) -> bool {
        self.result.basis == Basis::Recomputed
    }

    /// Whether nothing has to be explained: nothing was incurred, the indicator does not apply, or its value is not
    /// filed yet.
    pub(super) fn is_exempt(&self) -> bool {
        let open = Basis::Kept(Unscored::NotApplicable);
        self.result.method == MethodKind::NothingIncurred
            || self.result.basis == open
            || self.result.objection == Some(Objection::Missing)
    }
}
