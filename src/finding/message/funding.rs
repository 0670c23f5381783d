//! Findings about amounts and the execution rate.

use rust_decimal::Decimal;

use super::{Message, distance, figure, percent, quoted};
use crate::base::lang::Text;
use crate::finding::Field;
use crate::model::Warning;

pub(super) fn measure_unclear() -> Message {
    Message::new(
        "没有写明金额单位是元还是万元。请在资金表头注明，如“年度资金（万元）”。",
        "The form does not say whether amounts are in 元 or 万元. Please state it in the heading of the amounts.",
    )
}

pub(super) fn measure_suspect(found: Decimal, measure: &str) -> Message {
    let total = figure(found);
    Message::new(
        format!(
            "资金总额写为 {total}{measure}，数额过大，单位可能写错（例如实为元）。请核对金额和金额单位。"
        ),
        format!(
            "The total is given as {total} {measure}, which is implausibly large; the unit of money may be wrong (such as 元 meant). Please check amount and unit."
        ),
    )
}

pub(super) fn cross_foot(whole: &str, field: Field, expected: Decimal, found: Decimal) -> Message {
    let (whole, name) = (quoted(whole), field.name());
    let (sum, filed, gap) = (figure(expected), figure(found), distance(expected, found));
    Message::new(
        format!(
            "{}的分项合计为 {sum}，“{whole}”填报 {filed}，相差 {gap}。请核对各分项与合计，改正其中有误的一个。",
            name.zh
        ),
        format!(
            "The parts of the {} add to {sum}, \"{whole}\" says {filed}, {gap} apart. Please check the parts and the total and mend the wrong one.",
            name.en
        ),
    )
}

pub(super) fn adjustment(expected: Decimal, found: Decimal) -> Message {
    let (sum, filed) = (figure(expected), figure(found));
    Message::new(
        format!("年初预算数加年中调整数应为 {sum}，全年预算数填报 {filed}。请核对这三个数。"),
        format!(
            "Initial budget plus change is {sum}, the adjusted budget says {filed}. Please check the three figures."
        ),
    )
}

pub(super) fn overspent(expected: Decimal, found: Decimal) -> Message {
    let (budget, spent) = (figure(expected), figure(found));
    Message::new(
        format!(
            "全年执行数 {spent} 大于全年预算数 {budget}。请核对；如属年中追加，请填写调整后的全年预算数。"
        ),
        format!(
            "The executed amount {spent} exceeds the adjusted budget {budget}. Please check; if funds were added during the year, state the budget after adjustment."
        ),
    )
}

pub(super) fn behind(rate: Decimal, relative: Decimal, warning: Warning) -> Message {
    let (rate, relative, colour) = (percent(rate), percent(relative), warning.title());
    let todo = match warning {
        Warning::Red => Text::new(
            "请单位说明原因和追赶措施，确实支不出去的及时调减或收回预算",
            "Ask the unit for the reason and for what will be done; reduce or take back what cannot be spent",
        ),
        Warning::Yellow | Warning::Green => Text::new(
            "请单位说明原因，加快支付",
            "Ask the unit for the reason and to speed up",
        ),
    };
    Message::new(
        format!(
            "执行率 {rate}，只有序时进度的 {relative}，{}色预警。{}。",
            colour.zh, todo.zh
        ),
        format!(
            "The execution rate is {rate}, {relative} of what the time of the year asks for: {} warning. {}.",
            colour.en, todo.en
        ),
    )
}

pub(super) fn zero_budget() -> Message {
    Message::new(
        "全年预算数为 0，无法计算执行率。请填写调整后的全年预算数；确无预算的，请说明原因。",
        "The adjusted budget is 0, so there is no execution rate. Please fill in the budget after adjustment, or explain why there is none.",
    )
}

pub(super) fn negative(field: Field, found: Decimal) -> Message {
    let (name, filed) = (field.name(), figure(found));
    Message::new(
        format!("{}为负数（{filed}）。请核对后改正。", name.zh),
        format!(
            "The {} is negative ({filed}). Please check and mend it.",
            name.en
        ),
    )
}

pub(super) fn execution_rate(expected: Decimal, found: Decimal) -> Message {
    let (rate, filed) = (percent(expected), percent(found));
    Message::new(
        format!(
            "按全年执行数÷全年预算数计算，执行率为 {rate}，表上为 {filed}。请核对两个金额和执行率。"
        ),
        format!(
            "Executed ÷ adjusted budget gives a rate of {rate}, the form says {filed}. Please check both amounts and the rate."
        ),
    )
}
