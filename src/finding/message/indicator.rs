//! Findings about single indicators.

use rust_decimal::Decimal;

use super::{Message, figure, percent, quoted};

pub(super) fn completion(expected: Decimal, found: Decimal) -> Message {
    let (due, filed) = (percent(expected), percent(found));
    Message::new(
        format!("按指标值和实际完成值计算，完成率为 {due}，表上为 {filed}。请核对。"),
        format!(
            "Target and actual value give a completion rate of {due}, the form says {filed}. Please check."
        ),
    )
}

pub(super) fn not_verifiable(indicator: &str, found: Decimal) -> Message {
    let (name, filed) = (quoted(indicator), figure(found));
    Message::new(
        format!(
            "“{name}”自评 {filed} 分，表内没有可以复算的数据，按自评分计入。请凭佐证材料核实。"
        ),
        format!(
            "\"{name}\" was filed with {filed} points; nothing on the form can recompute it, so the filed score counts. Please verify it by the supporting documents."
        ),
    )
}

pub(super) fn out_of_band(indicator: &str, band: (Decimal, Decimal), found: Decimal) -> Message {
    let (name, filed) = (quoted(indicator), figure(found));
    let (low, high) = (figure(band.0), figure(band.1));
    Message::new(
        format!(
            "定性指标“{name}”自评 {filed} 分，不在完成情况对应的 {low}～{high} 分之内。请核对完成情况和得分。"
        ),
        format!(
            "The qualitative indicator \"{name}\" was filed with {filed} points, outside the {low}–{high} that its result allows. Please check result and score."
        ),
    )
}

pub(super) fn measures_differ(indicator: &str, expected: &str, found: &str) -> Message {
    let (name, target, actual) = (quoted(indicator), quoted(expected), quoted(found));
    Message::new(
        format!(
            "指标“{name}”的指标值“{target}”与实际完成值“{actual}”计量单位不同，无法比较。请统一单位后填写。"
        ),
        format!(
            "Target \"{target}\" and actual value \"{actual}\" of \"{name}\" are in different units and cannot be compared. Please use one unit."
        ),
    )
}

pub(super) fn percent_assumed(indicator: &str, typed: &str, taken: &str) -> Message {
    let (name, typed, taken) = (quoted(indicator), quoted(typed), quoted(taken));
    Message::new(
        format!(
            "指标“{name}”填写“{typed}”而另一栏是百分数，已按 {taken} 计算。请核对并补上百分号。"
        ),
        format!(
            "\"{name}\" says \"{typed}\" where the other value is a percentage; it was taken as {taken}. Please check and add the percent sign."
        ),
    )
}

pub(super) fn over_fulfilled(indicator: &str, expected: Decimal, found: Decimal) -> Message {
    let (name, bound, rate) = (quoted(indicator), percent(expected), percent(found));
    Message::new(
        format!(
            "指标“{name}”完成率 {rate}，达到或超过 {bound}，指标值可能定得过低。请说明超额完成的原因，并考虑下年调高指标值。"
        ),
        format!(
            "\"{name}\" is fulfilled to {rate}, at or above {bound}; its target may have been set too low. Please give the reason and consider a higher target next year."
        ),
    )
}

pub(super) fn nothing_incurred(indicator: &str) -> Message {
    let name = quoted(indicator);
    Message::new(
        format!("指标“{name}”本年无发生额，按完成计满分。请核对是否确未发生，并说明原因。"),
        format!(
            "Nothing was incurred for \"{name}\" this year; it counts as fulfilled. Please check that and give the reason."
        ),
    )
}

pub(super) fn shared_score(indicators: &str) -> Message {
    let names = quoted(indicators);
    Message::new(
        format!("以下指标共用一个合并单元格的得分，只计一次：{names}。请分别填写得分。"),
        format!(
            "These indicators share one merged score, which counts once: {names}. Please file a score for each."
        ),
    )
}
