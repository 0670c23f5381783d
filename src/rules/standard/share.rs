//! Standards that give points in proportion: formulas of actual and target, and words for them.

use rust_decimal::Decimal;

use super::aims::{above, missed, over_budget, short};
use super::band::{band, is_rate};
use super::clause::{Basis, Clause, Share, Side};
use super::words::{Level, after, among, cut, figure, holds, is_digit, level};
use super::worth::Worth;

/// Words for the actual value; on forms that name their columns by letters it is B.
const ACTUAL: &str = "实际 实际完成值 全年实际值 实际值 完成值 实际完成数 实际完成 实际数 完成数 完成数量 \
    实际完成数量 实际数量 完成任务数量 实际完成任务数 指标实际完成值 指标完成值 b";
/// Words for the target, A.
const TARGET: &str = "目标值 年度指标值 指标值 年度目标值 计划数 计划值 目标 计划数量 计划完成数 \
    计划完成数量 年初目标值 计划任务数量 计划任务数 目标数 任务数 指标目标值 a";
/// Verbs of a proportion.
const DONE: &str =
    "计算得分 折算得分 得分 计分 给分 赋分 评分 记分 折算 计算 扣分 扣减 扣减分值 扣除相应分值";
/// Words for what holds anyway.
const CAPS: &str = "超过100%按满分计 超过100%的按满分计 超过100%按100%计 超过100%得满分 \
    超过权重按权重计 超过分值按分值计 超过满分按满分计 超额完成按满分计 超额完成的按满分计 超额完成得满分 超额完成的得满分 超额完成的计满分";

/// 得分=实际完成值/目标值*分值, B/A*分值
pub(super) fn formula(text: &str) -> Option<Clause> {
    let (before, formula) = text.split_once("得分=").unwrap_or(("", text));
    let before = before.trim_end_matches(['时', '的', '则']);
    let wanted = match before {
        "" | "指标" | "自评" => None,
        _ if short(before) => Some(Side::Below),
        _ if above(before) => Some(Side::Above),
        _ if missed(before) => None,
        _ => return None,
    };
    let (rate, points) = product(cut(formula, "评分="))?;
    let aim = aimed(&rate);
    let (basis, side) = match &aim {
        Some(_) => (Basis::Quotient, Some(Side::Below)),
        None => based(&rate)?,
    };
    if wanted.is_some() && side != wanted {
        return None;
    }
    let of = weight(&points)?;
    let share = Share::of_quotient(side, of);
    Some(Clause::Share(Share {
        basis,
        aim,
        ..share
    }))
}

/// The target of 实际/95%, as a number.
fn aimed(rate: &str) -> Option<Level> {
    let (actual, target) = rate.split_once('/')?;
    let (aim, rest) = level(target)?;
    (among(&actual.to_ascii_lowercase(), ACTUAL) && rest.is_empty()).then_some(aim)
}

/// The subject of a rate in a formula, and its side.
fn based(rate: &str) -> Option<(Basis, Option<Side>)> {
    Some(match rate.contains('/') {
        false if among(rate, "指标完成率 目标完成率 计划完成率 任务完成率") => {
            (Basis::Quotient, None)
        }
        false if among(rate, "完成率 实际完成率") => (Basis::Completion, None),
        false if is_rate(rate) => (Basis::Rate, None),
        _ => (Basis::Quotient, Some(quotient(rate)?)),
    })
}

/// A rate and the weight it is taken of, in either order.
fn product(formula: &str) -> Option<(String, String)> {
    let formula = formula.replace("*100%", "").replace(['(', ')'], "");
    let (rate, points) = formula.split_once('*')?;
    let (rate, points) = match weight(rate) {
        Some(None) => (points, rate),
        _ => (rate, points),
    };
    Some((rate.to_owned(), points.to_owned()))
}

/// Which side a quotient of actual and target is for.
fn quotient(rate: &str) -> Option<Side> {
    let rate = rate.to_ascii_lowercase();
    match rate.split_once('/')? {
        (a, t) if among(a, ACTUAL) && among(t, TARGET) => Some(Side::Below),
        (t, a) if among(t, TARGET) && among(a, ACTUAL) => Some(Side::Above),
        _ => None,
    }
}

/// The weight in a formula: by its name, or as a number.
fn weight(points: &str) -> Option<Option<Decimal>> {
    let points = cut(points, "该 本");
    let points = points.strip_suffix('分').unwrap_or(points);
    if among(
        points,
        "分值 权重 指标分值 项分值 指标权重 项指标分值 权重分值",
    ) {
        return Some(None);
    }
    let (figure, rest) = figure(points)?;
    rest.is_empty().then_some(Some(figure))
}

/// Words for values between the bands on both sides.
const BETWEEN: &str = "中间部分 中间段 中间值 中间 其间 两者之间 介于两者之间 介于中间 区间内";
/// What is above the target, of the target.
const EXCESS: &str = "超出比例 超支比例 超过比例 超额比例 超出部分比例 超出的比例 超支的比例";
/// What is done by it.
const TAKEN: &str = "扣分 扣减 扣减分值 扣除相应分值 扣除分值 扣除";

/// 超预算, 超过目标值, or nothing.
fn over(before: &str) -> bool {
    before.is_empty()
        || over_budget(before)
        || above(before)
        || among(before, "超出 超支 超过 超额")
}

/// Words before a proportion that hold for every value.
const OPEN: &str = "得分 其余 其他 否则 根据实际完成情况 根据完成情况 依据实际完成情况 依据完成情况 根据实际 根据完成量";

/// 按比例得分, 未完成的按完成比例扣分, 按B/A或A/B*该指标分值记分
pub(super) fn share(text: &str) -> Option<Clause> {
    if among(text, CAPS) {
        return Some(Clause::Nothing);
    }
    if after(text, BETWEEN).is_some_and(|rest| rest.contains("插值")) {
        return Some(Clause::Between);
    }
    let (before, rest) = text.split_once('按').or_else(|| text.split_once("根据"))?;
    let before = before.strip_suffix('的').unwrap_or(before);
    let whole = cut(rest, "照");
    if among(before, BETWEEN) && cut(whole, "线性 直线").starts_with(['比', '插', '内']) {
        return Some(Clause::Between);
    }
    if over(before) && after(whole, EXCESS).is_some_and(|done| among(done, TAKEN)) {
        let basis = Basis::Excess;
        let share = Share::of_quotient(Some(Side::Above), None);
        return Some(Clause::Share(Share { basis, ..share }));
    }
    let below = short(before);
    let open = before.is_empty() || among(before, OPEN) || missed(before) || below;
    let within = match open {
        true => None,
        false => Some(band(before, Worth::Full)?),
    };
    let rest = cut(whole, "实际");
    // 否则按比例
    let plain = |done: &str| among(done, DONE) || done.is_empty() && !before.is_empty();
    let named = |words| after(rest, words).is_some_and(plain);
    let share = match rest {
        _ if named("完成率 完成比率") => Share {
            basis: Basis::Completion,
            ..Share::of_quotient(None, None)
        },
        _ if named("完成比例 完成情况比例 指标完成率 比例") => {
            Share::of_quotient(None, None)
        }
        _ => by_formula(whole).or_else(|| by_part(whole))?,
    };
    let side = share.side.or(below.then_some(Side::Below));
    Some(Clause::Share(Share {
        within,
        side,
        ..share
    }))
}

/// B/A或A/B*该指标分值记分
fn by_formula(text: &str) -> Option<Share> {
    let mut words = DONE.split_whitespace();
    let (rate, points) = product(words.find_map(|done| text.strip_suffix(done))?)?;
    let (basis, side) = match rate.split_once('或') {
        Some((one, other)) => {
            let both = quotient(one)? != quotient(other)?;
            (Basis::Quotient, Some(both.then_some(Side::Either)?))
        }
        None => based(&rate)?,
    };
    let share = Share::of_quotient(side, weight(&points)?);
    Some(Share { basis, ..share })
}

/// 完成数占计划数的比例得分, 完成数与计划数的比例得分
fn by_part(text: &str) -> Option<Share> {
    let (part, whole) = text.split_once('占').or_else(|| text.split_once('与'))?;
    let aim = whole
        .split_once("的比例")
        .or_else(|| whole.split_once("比例"));
    let (target, done) = aim?;
    let side = quotient(&format!("{part}/{target}"))?;
    let plain = side == Side::Below && among(done, DONE);
    plain.then(|| Share::of_quotient(Some(side), None))
}

/// 实际完成率=B/A*100%: defines the rate, not the points.
pub(super) fn defines(piece: &str) -> bool {
    let plain = |text: &str| !holds(text, "扣 得 分值 权重") && !text.contains(is_digit);
    piece.split_once('=').is_some_and(|(name, formula)| {
        let rate = formula.strip_suffix("*100%").unwrap_or(formula);
        let quotient = plain(rate) && rate.contains('/');
        name.ends_with(['率', '度']) && plain(name) && quotient
    })
}
