//! 双口径: the change of a total split into three causes that add up to it exactly.
//!
//! Three switches lead from the form of the year before to this year's, each standing at *previous* or *current*:
//!
//! - **业绩** (performance): actual values, filed scores of judged indicators, and the execution rate;
//! - **指标与权重** (plan): the list of indicators, their points and targets, the points of execution and the budgets;
//! - **规则** (rules): the rule set.
//!
//! v(s) is the total of the form that the switches describe ([`mixed`](super::mixed) says how a form of two years is
//! made). The part of a switch is its Shapley value: the mean, over all orders in which the three can be switched, of
//! the change from switching it. With v at the six intermediate corners, that is a sum of differences with weights 2,
//! 1, 1, 2 over 6. Six times each part is an exact decimal and the three add up to six times the change, so the parts
//! are cut to cents (or to the last place of the change, where that is finer) and the remaining cents are given to the
//! largest remainders; of equal ones to performance first, then plan, then rules. A part that is 0 stays 0.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::mixed::Form;
use crate::model::{Exact, Filing};
use crate::rules::RuleSet;

/// Change of a total by cause; the parts add up to the change exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// 业绩
    #[serde(with = "Exact")]
    pub performance: Decimal,
    /// 指标与权重
    #[serde(with = "Exact")]
    pub plan: Decimal,
    /// 规则
    #[serde(with = "Exact")]
    pub rules: Decimal,
}

impl Split {
    /// Sum of the parts: the change of the total.
    #[must_use]
    pub fn change(&self) -> Option<Decimal> {
        let two = self.performance.checked_add(self.plan)?;
        two.checked_add(self.rules)
    }
}

/// Scores have at least two places.
const CENTS: u32 = 2;

/// The switches, as bits of a corner's number.
const PERFORMANCE: usize = 1;
const PLAN: usize = 2;
const RULES: usize = 4;

/// Splits the change from one form to the other; `None` where a corner has no total.
#[must_use]
pub fn split(previous: (&Filing, &RuleSet), current: (&Filing, &RuleSet)) -> Option<Split> {
    let same_rules = previous.1.stamp.sha256 == current.1.stamp.sha256;
    let old = Form::pair(previous.0, current.0, previous.1)?;
    let new = if same_rules {
        old
    } else {
        Form::pair(previous.0, current.0, current.1)?
    };
    shapley(&[old, new].concat())
}

/// The parts of a function of three switches, its eight values in the order of their bits.
fn shapley(corners: &[Decimal]) -> Option<Split> {
    let places = corners.iter().map(|v| v.normalize().scale()).max()?;
    let places = places.max(CENTS);
    let whole: Vec<i128> = corners
        .iter()
        .map(|v| units(*v, places))
        .collect::<Option<_>>()?;
    let at = |corner: usize| whole.get(corner).copied();
    let part = |switch: usize| {
        let others: Vec<usize> = (0..8).filter(|corner| corner & switch == 0).collect();
        others.into_iter().try_fold(0_i128, |sum, corner| {
            let weight = if corner.count_ones() == 1 { 1 } else { 2 };
            let gain = at(corner | switch)?.checked_sub(at(corner)?)?;
            sum.checked_add(gain.checked_mul(weight)?)
        })
    };
    let sixths = [part(PERFORMANCE)?, part(PLAN)?, part(RULES)?];
    let change = at(7)?.checked_sub(at(0)?)?;
    let shown = Decimal::try_from_i128_with_scale(change, places).ok()?;
    let shown = shown.normalize().scale().max(CENTS);
    let unit = 10_i128.checked_pow(places.checked_sub(shown)?)?;
    let [performance, plan, rules] = apportion(sixths, unit.checked_mul(6)?)?;
    let part = |count: i128| {
        let part = Decimal::try_from_i128_with_scale(count, shown).ok();
        part.map(|p| p.normalize())
    };
    Some(Split {
        performance: part(performance)?,
        plan: part(plan)?,
        rules: part(rules)?,
    })
}

/// `figure` as a whole number of units of the last of `places`.
fn units(figure: Decimal, places: u32) -> Option<i128> {
    let figure = figure.normalize();
    let factor = 10_i128.checked_pow(places.checked_sub(figure.scale())?)?;
    figure.mantissa().checked_mul(factor)
}

/// `parts` in whole units, what is left over given to the largest remainders, the earlier first.
fn apportion(parts: [i128; 3], unit: i128) -> Option<[i128; 3]> {
    let mut whole = parts.map(|part| part.div_euclid(unit));
    let remainders = parts.map(|part| part.rem_euclid(unit));
    let left = remainders.iter().sum::<i128>().div_euclid(unit);
    let mut order: Vec<_> = whole.iter_mut().zip(remainders).collect();
    order.sort_by_key(|(_, remainder)| std::cmp::Reverse(*remainder));
    for (count, _) in order.into_iter().take(usize::try_from(left).ok()?) {
        *count = count.checked_add(1)?;
    }
    Some(whole)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, prop_assert_eq, proptest};
    use rust_decimal::Decimal;

    use super::{Split, shapley};

    fn corners(cents: [i64; 8]) -> [Decimal; 8] {
        cents.map(|c| Decimal::new(c, 2))
    }

    fn some_corners() -> impl Strategy<Value = [Decimal; 8]> {
        proptest::array::uniform8((0_i64..1_000_000, 0_u32..5))
            .prop_map(|all| all.map(|(units, places)| Decimal::new(units, places)))
    }

    #[test]
    fn a_switch_that_works_alone_gets_all() {
        // Performance gains 3.00 whatever the other two do, rules lose 1.00.
        let split = shapley(&corners([9000, 9300, 9000, 9300, 8900, 9200, 8900, 9200]));
        let expected = Split {
            performance: Decimal::new(3, 0),
            plan: Decimal::ZERO,
            rules: Decimal::new(-1, 0),
        };
        assert_eq!(split, Some(expected));
    }

    #[test]
    fn what_cannot_be_divided_goes_to_the_largest_remainder() {
        // Only all three together gain 0.01: a third each, the cent goes to performance.
        let split = shapley(&corners([0, 0, 0, 0, 0, 0, 0, 1])).unwrap();
        assert_eq!(split.performance, Decimal::new(1, 2));
        assert_eq!((split.plan, split.rules), (Decimal::ZERO, Decimal::ZERO));
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_change(corners in some_corners()) {
            let split = shapley(&corners).unwrap();
            prop_assert_eq!(split.change(), Some(corners[7] - corners[0]));
        }

        #[test]
        fn a_switch_without_effect_gets_nothing(corners in some_corners()) {
            let [a, b, c, d, ..] = corners;
            let split = shapley(&[a, b, c, d, a, b, c, d]).unwrap();
            prop_assert_eq!(split.rules, Decimal::ZERO);
            let split = shapley(&[a, a, b, b, c, c, d, d]).unwrap();
            prop_assert_eq!(split.performance, Decimal::ZERO);
            let split = shapley(&[a, b, a, b, c, d, c, d]).unwrap();
            prop_assert_eq!(split.plan, Decimal::ZERO);
        }
    }
}
