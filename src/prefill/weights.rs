//! 分值 that are carried over: those that do not add up to the form's points are reported and left blank.

use rust_decimal::Decimal;

use crate::audit;
use crate::base::lang::{Message, message};
use crate::blank::IndicatorRow;
use crate::form::labels::IndicatorColumn as C;
use crate::rules::RuleSet;

/// Clears the weights of indicators that do not add up to the points that the rules leave for them, and reports it;
/// with some weights blank, only a sum that is already too large is wrong.
pub(super) fn settle(indicators: &mut [IndicatorRow], rules: &RuleSet) -> Option<Message> {
    let weights: Vec<Decimal> = indicators
        .iter()
        .filter_map(|i| i.number(C::Points))
        .collect();
    let complete = weights.len() == indicators.len();
    let (whole, execution) = (rules.total_points, rules.execution.points);
    let expected = whole.checked_sub(execution)?;
    let found = audit::contradiction(&weights, complete, expected);
    let found = found.filter(|_| !weights.is_empty())?;
    for indicator in indicators {
        indicator.set(C::Points, None::<Decimal>);
    }
    let [found, execution, whole] = [found, execution, whole].map(|points| points.normalize());
    Some(message!(
        "各指标分值合计 {found} 分，加执行率 {execution} 分不是 {whole} 分，分值没有带入。请在新表中填写分值。",
        "The weights of the indicators add to {found}, with {execution} for execution that is not {whole}; no weight was carried over. Fill them in on the new form."
    ))
}
