//! 可信度: how much of a self-evaluation cannot be checked, or looks too good.

use rust_decimal::Decimal;

use super::Assessed;
use crate::base::number::Rate;
use crate::model::{Basis, MethodKind, ScoreSum, merit_gap};
use crate::rules::RuleSet;

/// The shares of one form, as fractions; `None` where the whole is 0 or missing.
#[derive(Debug, Clone, Copy)]
pub struct Shares {
    /// 不可核实: points that nothing on the form can confirm ÷ total.
    pub unverified: Option<Decimal>,
    /// 定性: points judged by words ÷ points of all indicators.
    pub qualitative: Option<Decimal>,
    /// 超额: indicators far above target ÷ indicators.
    pub surplus: Option<Decimal>,
    /// 满分: indicators filed with full points ÷ indicators with a score.
    pub full: Option<Decimal>,
    /// 恰好达标: indicators exactly on target ÷ those recomputed.
    pub exact: Option<Decimal>,
    /// 扣分未说明: indicators that lost points without a reason ÷ those that lost points.
    pub unexplained: Option<Decimal>,
    /// (得分率 − 执行率得分率) ÷ 得分率, where it is above 0.
    pub gap: Option<Decimal>,
    /// 结余: (adjusted − executed) ÷ adjusted, where it is above 0.
    pub unspent: Option<Decimal>,
}

impl Shares {
    /// The shares of a form.
    #[must_use]
    pub fn of(form: &Assessed, rules: &RuleSet) -> Self {
        let mut count = Counts::default();
        for (indicator, result) in form.indicators() {
            let points = indicator.points.as_ref().map_or(Decimal::ZERO, |p| p.value);
            let filed = indicator.reported.as_ref().map(|f| f.value);
            count.all += 1;
            count.points = count.points.saturating_add(points);
            count.scored += usize::from(filed.is_some());
            count.full += usize::from(filed.is_some_and(|filed| filed >= points));
            let lost = filed.is_some_and(|filed| filed < points);
            count.lost += usize::from(lost);
            count.unexplained += usize::from(lost && indicator.reason.is_none());
            let score = result.as_ref().and_then(|result| result.score);
            count.earned.add(indicator.points.as_ref(), score);
            let Some(result) = result else { continue };
            if result.method == MethodKind::Qualitative {
                count.judged = count.judged.saturating_add(points);
            }
            let far = |rate: Decimal| rate >= rules.over_fulfilled.from;
            count.surplus += usize::from(result.surplus_rate().is_some_and(far));
            let counted = result.basis == Basis::Recomputed && result.completion.is_some();
            count.counted += usize::from(counted);
            count.exact += usize::from(counted && result.completion == Some(Decimal::ONE));
        }
        let evaluation = &form.evaluation;
        let execution = &evaluation.execution;
        let rates = count.earned.rate().zip(execution.earned_rate());
        let gap = rates.and_then(|(merit, spent)| merit_gap(merit, spent));
        let gap = gap.map(|gap| RuleSet::FOUR_PLACES.apply(gap));
        let [_, adjusted, executed] = form.amounts();
        let unspent = adjusted
            .zip(executed)
            .and_then(|(a, e)| share(a.saturating_sub(e), a));
        let above = |share: &Decimal| *share > Decimal::ZERO;
        Self {
            unverified: evaluation
                .total
                .and_then(|total| share(evaluation.unverified, total)),
            qualitative: share(count.judged, count.points),
            surplus: ratio(count.surplus, count.all),
            full: ratio(count.full, count.scored),
            exact: ratio(count.exact, count.counted),
            unexplained: ratio(count.unexplained, count.lost),
            gap: gap.filter(above),
            unspent: unspent.filter(above),
        }
    }
}

/// Sums over the indicators of a form.
#[derive(Default)]
struct Counts {
    all: usize,
    scored: usize,
    full: usize,
    lost: usize,
    unexplained: usize,
    surplus: usize,
    counted: usize,
    exact: usize,
    points: Decimal,
    earned: ScoreSum,
    judged: Decimal,
}

fn share(part: Decimal, whole: Decimal) -> Option<Decimal> {
    Rate::new(part, whole)?.rounded(RuleSet::FOUR_PLACES)
}

fn ratio(part: usize, whole: usize) -> Option<Decimal> {
    share(part.into(), whole.into())
}
