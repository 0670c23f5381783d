//! 难分先后: neighbours in the ranking that cannot be distinguished.
use super::ledger::Ledger;
use super::noise::Noise;
use super::spread::Spread;
use crate::base::lang::Text;

/// How many forms before and after a form are compared with it.
pub const NEAR: usize = 3;

/// Why the order of two forms is not certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// 并列: the same total.
    Tie,
    /// 舍入: the gap is within what rounding can do, or another rounding turns the order.
    Rounding,
    /// 权重波动: the lower one is ahead in a twentieth of the draws or more.
    Weights,
    /// 剔除一类: without a class of indicators the lower one is ahead.
    Class,
    /// 剔除一项: without one of its own indicators one of the two changes sides.
    Indicator,
}

impl Doubt {
    /// The reason in words.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Tie => Text::new("并列", "tied"),
            Self::Rounding => Text::new("舍入", "rounding"),
            Self::Weights => Text::new("权重", "weights"),
            Self::Class => Text::new("一类", "class"),
            Self::Indicator => Text::new("一项", "indicator"),
        }
    }
}

/// A neighbour that cannot be distinguished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloseRival {
    /// Index of the other form among all forms.
    pub form: usize,
    /// Why, the weightiest reason first; never empty.
    pub doubts: Vec<Doubt>,
}

/// The evidence of the scenarios for the order of two forms.
pub(super) struct Evidence<'e> {
    pub(super) ledger: &'e Ledger<'e>,
    /// Each form without one of its indicators.
    pub(super) indicator: &'e [Spread],
    /// Totals of all forms without each common class.
    pub(super) classes: &'e [Vec<i64>],
    /// Totals of all forms under the other roundings.
    pub(super) roundings: &'e [Vec<i64>],
    pub(super) noise: &'e Noise,
}

impl Evidence<'_> {
    /// The neighbours of the form at `at` that cannot be distinguished from it, in the order of the ranking.
    pub(super) fn near(&self, at: usize) -> Vec<CloseRival> {
        let around = at.saturating_sub(NEAR)..=at.saturating_add(NEAR);
        let others = around.filter(|other| *other != at);
        others
            .filter_map(|other| {
                let doubts = self.doubts(at.min(other), at.max(other));
                let form = self.ledger.entries.get(other)?.index;
                (!doubts.is_empty()).then_some(CloseRival { form, doubts })
            })
            .collect()
    }

    fn doubts(&self, upper: usize, lower: usize) -> Vec<Doubt> {
        let entries = &self.ledger.entries;
        let (Some(above), Some(below)) = (entries.get(upper), entries.get(lower)) else {
            return Vec::new();
        };
        let turned = |all: &[Vec<i64>]| all.iter().any(|t| t.get(lower) > t.get(upper));
        let tie = above.total == below.total;
        let mut doubts = Vec::new();
        let mut doubt = |doubt, holds: bool| doubts.extend(holds.then_some(doubt));
        doubt(Doubt::Tie, tie);
        let gap = self.ledger.figure(above.total - below.total);
        let close = || gap <= above.reach.saturating_add(below.reach) || turned(self.roundings);
        doubt(Doubt::Rounding, !tie && close());
        doubt(Doubt::Weights, self.noise.overtakes(lower, upper));
        doubt(Doubt::Class, turned(self.classes));
        doubt(Doubt::Indicator, self.indicator_turns(upper, lower));
        doubts
    }

    fn indicator_turns(&self, upper: usize, lower: usize) -> bool {
        let (Some(above), Some(below)) = (self.indicator.get(upper), self.indicator.get(lower))
        else {
            return false;
        };
        let entries = &self.ledger.entries;
        let total = |at: usize| entries.get(at).map(|e| e.total);
        Some(above.totals.0) < total(lower) || Some(below.totals.1) > total(upper)
    }
}
