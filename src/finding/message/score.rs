//! Findings about weights, scores, total and grade.

use rust_decimal::Decimal;

use super::{Message, figure, quoted};

pub(super) fn weight_sum(expected: Decimal, found: Decimal) -> Message {
    let (due, sum) = (figure(expected), figure(found));
    Message::new(
        format!("各项分值合计为 {sum} 分，应为 {due} 分。请核对执行率和各指标的分值。"),
        format!(
            "The weights add to {sum}, they should add to {due}. Please check the weights of execution and indicators."
        ),
    )
}

pub(super) fn group_weight_sum(group: &str, expected: Decimal, found: Decimal) -> Message {
    let (group, due, sum) = (quoted(group), figure(expected), figure(found));
    Message::new(
        format!("“{group}”标明 {due} 分，其下各指标分值合计为 {sum} 分。请核对该组各指标的分值。"),
        format!(
            "\"{group}\" is headed {due} points, its indicators add to {sum}. Please check the weights of this group."
        ),
    )
}

pub(super) fn above_points(expected: Decimal, found: Decimal) -> Message {
    let (points, filed) = (figure(expected), figure(found));
    Message::new(
        format!("得分 {filed} 超过分值 {points}。得分最高为分值，请改正。"),
        format!(
            "The score {filed} is above its weight {points}. A score cannot exceed its weight; please mend it."
        ),
    )
}

pub(super) fn execution(expected: Decimal, found: Decimal) -> Message {
    let (due, filed) = (figure(expected), figure(found));
    Message::new(
        format!("按执行率复算，执行率得分为 {due} 分，自评 {filed} 分。请核对执行率、分值和得分。"),
        format!(
            "The execution rate gives {due} points, {filed} were filed. Please check rate, weight and score."
        ),
    )
}

pub(super) fn indicator(indicator: &str, expected: Decimal, found: Decimal) -> Message {
    let (name, due, filed) = (quoted(indicator), figure(expected), figure(found));
    Message::new(
        format!(
            "指标“{name}”按规则复算为 {due} 分，自评 {filed} 分。请核对指标值、实际完成值和得分。"
        ),
        format!(
            "The rules give \"{name}\" {due} points, {filed} were filed. Please check target, actual value and score."
        ),
    )
}

pub(super) fn total(expected: Decimal, found: Decimal) -> Message {
    let (due, filed) = (figure(expected), figure(found));
    Message::new(
        format!(
            "各项复算得分合计为 {due} 分，自评总分为 {filed} 分。请先按其他提示核对各项得分，再改总分。"
        ),
        format!(
            "The recomputed scores add to {due}, the filed total is {filed}. Please check the single scores as noted elsewhere, then the total."
        ),
    )
}

pub(super) fn reported_sum(expected: Decimal, found: Decimal) -> Message {
    let (sum, filed) = (figure(expected), figure(found));
    Message::new(
        format!("表上各项得分相加为 {sum} 分，总分填报 {filed} 分。请重新加总。"),
        format!(
            "The filed scores add to {sum}, the filed total is {filed}. Please add them up again."
        ),
    )
}

pub(super) fn grade(expected: &str, found: &str) -> Message {
    let (due, filed) = (quoted(expected), quoted(found));
    Message::new(
        format!("按复算总分应为“{due}”，表上等级为“{filed}”。请核对总分和等级。"),
        format!(
            "The recomputed total is graded \"{due}\", the form says \"{filed}\". Please check total and grade."
        ),
    )
}

pub(super) fn not_scorable(missing: &str) -> Message {
    let missing = quoted(missing);
    Message::new(
        format!("以下各项无法计分，本表未参加排名：{missing}。请补填或改正后重新报送。"),
        format!(
            "These parts have no score, so the form is not ranked: {missing}. Please complete or mend them and file again."
        ),
    )
}
