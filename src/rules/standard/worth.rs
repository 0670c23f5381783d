//! What a clause of a standard gives or takes.

use rust_decimal::Decimal;

use super::words::{after, cut, cut_end, figure, is_digit};
use crate::base::number;

/// A worth in points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Worth {
    /// 满分
    Full,
    /// 不得分
    Nothing,
    /// 8分
    Points(Decimal),
    /// 分值的80%
    Percent(Decimal),
    /// 扣2分
    Less(Decimal),
}

/// Where so much of the weight is named.
const OF_WEIGHT: &str = "该项分值的 本项分值的 指标分值的 该指标分值的 权重分值的 权重分的 总分值的 分值的 权重的 满分的 \
    标准分的 标准分值的 权重分";

/// Behind a percentage: the weight it is of.
const WEIGHT: &str = "的分值 分值 的权重分值 权重分值 的权重分 权重分 的权重 权重 的分数 分数 的标准分 标准分 的该项分值 该项分值 的指标分值 指标分值";

/// The deduction after 扣, and the rest: 2分, 该项分值的10%, 10%分值.
pub(super) fn lost(text: &str) -> Option<(Worth, &str)> {
    let text = cut(text, "除 减");
    let of_weight = cut(text, OF_WEIGHT);
    let (points, rest) = figure(of_weight)?;
    if of_weight.len() < text.len() {
        return Some((Worth::Percent(points), rest.strip_prefix('%')?));
    }
    if let Some(rest) = rest.strip_prefix('%') {
        let behind = after(rest, WEIGHT).or(rest.is_empty().then_some(rest));
        return Some((Worth::Percent(points), behind?));
    }
    let rest = rest.strip_prefix('分')?;
    (!rest.starts_with('之')).then_some((Worth::Points(points), rest))
}

/// Letters after which points may occur without 得: 6-9次6分.
const COUNTERS: &[char] = &[
    '次', '个', '%', '上', '下', '天', ')', '人', '户', '家', '件', '起', '场', '期', '台', '套',
];

/// The words before a worth, and the worth.
pub(super) fn worth(text: &str) -> Option<(&str, Worth)> {
    const GIVES: &[char] = &['得', '计', '记', '给', '赋', '为'];
    let given = |before: &str| before.ends_with(GIVES);
    let plain = |before| str::trim_end_matches(before, GIVES);
    for (words, worth) in [
        ("满分", Worth::Full),
        ("全分", Worth::Full),
        ("不扣分", Worth::Full),
        ("不得分", Worth::Nothing),
        ("不计分", Worth::Nothing),
        ("不给分", Worth::Nothing),
        ("零分", Worth::Nothing),
    ] {
        if let Some(before) = text.strip_suffix(words) {
            return Some((plain(before), worth));
        }
    }
    let half = cut_end(
        text,
        "一半分值 一半的分值 一半分数 一半的分数 一半分 一半的分 二分之一分值",
    );
    if half.len() < text.len() {
        return given(half).then(|| (plain(half), Worth::Percent(Decimal::from(50))));
    }
    if let Some((before, taken)) = text.split_once('扣') {
        return match lost(taken)? {
            (Worth::Points(points), "") => Some((before, Worth::Less(points))),
            (Worth::Percent(percent), "") => {
                let left = Decimal::ONE_HUNDRED.checked_sub(percent)?;
                Some((before, Worth::Percent(left)))
            }
            _ => None,
        };
    }
    let number = |text: &str| {
        let before = text.trim_end_matches(|c| is_digit(c) || c == '.');
        let points = number::parse_plain(text.get(before.len()..)?)?;
        Some((before.len(), points))
    };
    let plainly = text.strip_suffix('分');
    if let Some((text, (at, points))) = plainly.and_then(|text| Some((text, number(text)?))) {
        let before = text.get(..at)?;
        // 6-9次6分 leaves 得 out.
        let stands = given(before) || before.ends_with(COUNTERS);
        return match points.is_zero() {
            true => Some((plain(before), Worth::Nothing)),
            false => stands.then(|| (plain(before), Worth::Points(points))),
        };
    }
    let end = "的分值 分值 的权重 权重 的分数 的分 分"
        .split(' ')
        .chain([""]);
    let text = end
        .into_iter()
        .find_map(|words| text.strip_suffix(words)?.strip_suffix('%'))?;
    let (at, percent) = number(text)?;
    let before = text.get(..at)?;
    let before = OF_WEIGHT
        .split_whitespace()
        .chain([""])
        .find_map(|words| before.strip_suffix(words))?;
    let within = percent <= Decimal::ONE_HUNDRED && given(before);
    within.then(|| (plain(before), Worth::Percent(percent)))
}
