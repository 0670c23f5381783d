//! The words of a scoring standard as clauses.

use rust_decimal::Decimal;

use super::band::{Band, Worth, band};
use super::words::{Level, after, among, cut, figure, folded, holds, is_digit, level};
use crate::base::number;

/// One clause of a standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Clause {
    /// 扣完为止: says what holds anyway.
    Nothing,
    /// 最多扣1分
    Most(Decimal),
    /// 每少1个扣0.5分
    Deduct(Deduction),
    /// 80%（含）–90%得8分
    Band(Band),
    /// 达标得满分
    Met(Worth),
    /// 否则不得分
    Missed(Worth),
    /// 按比例得分, or a formula of actual and target: forward [`Side::Below`], reverse [`Side::Above`].
    Share(Option<Side>),
    /// 满分10分
    Total(Decimal),
}

/// Which side of the target costs points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// 少、低
    Below,
    /// 超、高、发生
    Above,
    /// 偏差
    Either,
}

/// So many points for each unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deduction {
    pub(super) side: Side,
    /// The unit.
    pub(super) per: Level,
    pub(super) points: Decimal,
    /// 低于95%的，每低…: where counting begins.
    pub(super) from: Option<Level>,
}

/// Words that make a text speak of scores.
const SCORING: &str = "扣 得分 满分 计分 给分 赋分 评分 零分 加分 减分 分值 权重";
/// Words that qualify what stands beside them.
const QUALIFYING: &str = "扣 得 分 减 % 但 除 外 若 如 仅 非 未 不 按 超 低 以上 以下";
/// What is due.
const AIMS: &str = "目标 目标值 指标 指标值 年度目标 年度目标值 年度指标 年度指标值 年初目标 预期目标 预期值 预期指标值 \
    绩效目标 绩效目标值 目标任务 计划 计划数 计划值 任务 要求 标准 及以上 目标及以上 目标值及以上 指标值及以上";
/// Headings that may stand before a standard.
const HEADINGS: &str =
    "评分标准 得分标准 计分标准 评分方法 计分方法 得分计算方法 评分办法 扣分标准 评分规则";

/// The clauses of a standard: `None` where the text says nothing of scores, none where it is not read in full.
pub(super) fn clauses(text: &str) -> Option<Vec<Clause>> {
    let plain = folded(text);
    let points = plain
        .match_indices('分')
        .any(|(at, _)| plain.get(..at).is_some_and(|p| p.ends_with(is_digit)));
    let scores = points || holds(&plain, SCORING);
    scores.then(|| read(&plain).unwrap_or_default())
}

fn read(plain: &str) -> Option<Vec<Clause>> {
    let mut clauses = Vec::new();
    let mut condition = String::new();
    for piece in pieces(plain) {
        let piece = without_number(piece);
        condition.push_str(piece);
        let mut rest: &str = &condition;
        while let Some((clause, behind)) = clause(rest) {
            clauses.push(clause);
            rest = behind;
        }
        if rest.is_empty() {
            condition.clear();
        } else if holds(piece, "扣 得 分") {
            return None;
        }
    }
    let says_nothing = !holds(&condition, QUALIFYING) && !condition.contains(is_digit);
    (says_nothing && !clauses.is_empty()).then_some(clauses)
}

/// The text at its commas and full stops; a comma between thousands is none.
fn pieces(plain: &str) -> impl Iterator<Item = &str> {
    let bytes = plain.as_bytes();
    let digit = |at: Option<usize>| {
        let byte = at.and_then(|at| bytes.get(at));
        byte.is_some_and(u8::is_ascii_digit)
    };
    let ends = plain.char_indices().filter(move |(at, c)| match c {
        ',' => !(digit(at.checked_sub(1)) && digit(at.checked_add(1))),
        c => matches!(c, ';' | '。' | '、' | '\n' | ':'),
    });
    let ends = ends.map(|(at, c)| (at, at.saturating_add(c.len_utf8())));
    let mut from = 0;
    let ends = ends.chain([(plain.len(), plain.len())]);
    ends.filter_map(move |(end, next)| {
        let piece = plain.get(from..end);
        from = next;
        piece.filter(|piece| !piece.is_empty())
    })
}

/// A piece without the number of its paragraph or a heading: `1.`, `(2)`, `①`, `评分标准`.
fn without_number(piece: &str) -> &str {
    let digits = piece.trim_start_matches(is_digit);
    let number = piece.len().saturating_sub(digits.len());
    if among(piece, HEADINGS) || digits.is_empty() && number <= 2 {
        return "";
    }
    let listed = digits
        .strip_prefix('.')
        .filter(|_| (1..=2).contains(&number));
    if let Some(rest) = listed.filter(|rest| !rest.starts_with(is_digit)) {
        return rest;
    }
    let inside = piece
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'));
    match inside {
        Some((n, rest)) if n.len() <= 2 && n.chars().all(is_digit) => rest,
        _ => piece.trim_start_matches(|c| ('①'..='⑳').contains(&c)),
    }
}

/// The clause at the start of `text`, and what follows it.
fn clause(text: &str) -> Option<(Clause, &str)> {
    let whole = |clause| (clause, "");
    match limit(text)
        .or_else(|| formula(text))
        .or_else(|| share(text))
    {
        Some(clause) => Some(whole(clause)),
        None if text.contains('扣') => deduction(text),
        None => result(text).map(whole),
    }
}

/// 扣完为止, 最多扣1分, 满分10分
fn limit(text: &str) -> Option<Clause> {
    if let Some(all) = after(cut(text, "直至 直到"), "扣完 扣满 扣至 扣到") {
        let rest = cut(cut(all, "本项 该项 此项"), "指标");
        let rest = cut(rest, "分值 分数 0分 零分 分");
        if rest.is_empty() || among(rest, "为止 即止") {
            return Some(Clause::Nothing);
        }
    }
    let of = cut(text, "累计 合计 总共 本项 该项");
    let points = |rest: &str| {
        let (figure, rest) = figure(rest)?;
        (rest == "分").then_some(figure)
    };
    let most = "最多扣除 最高扣除 最多扣 最高扣 至多扣 扣分不超过 扣分最多不超过 扣分上限为";
    if let Some(rest) = after(of, most) {
        return points(rest).map(Clause::Most);
    }
    let rest = after(of, "满分为 满分 分值为 分值 共计 共")?;
    points(rest).map(Clause::Total)
}

/// 得分=实际完成值/目标值*分值
fn formula(text: &str) -> Option<Clause> {
    const ACTUAL: &str = "实际完成值 全年实际值 实际值 完成值 实际完成数 实际完成 实际数";
    const TARGET: &str = "目标值 年度指标值 指标值 年度目标值 计划数 计划值 目标";
    let formula = after(text, "得分= 指标得分= 评分=")?;
    let formula = formula.replace("*100%", "").replace(['(', ')'], "");
    let (rate, points) = formula.split_once('*')?;
    let points = points.strip_suffix('分').unwrap_or(points);
    let weight = among(points, "分值 权重 指标分值 该项分值 本项分值 指标权重")
        || figure(points).is_some_and(|(_, rest)| rest.is_empty());
    let side = match rate.split_once('/') {
        None if among(rate, "完成率 实际完成率 指标完成率") => None,
        Some((a, t)) if among(a, ACTUAL) && among(t, TARGET) => Some(Side::Below),
        Some((t, a)) if among(t, TARGET) && among(a, ACTUAL) => Some(Side::Above),
        _ => return None,
    };
    weight.then_some(Clause::Share(side))
}

/// 按比例得分, 未完成的按完成比例扣分
fn share(text: &str) -> Option<Clause> {
    let (before, rest) = text.split_once('按')?;
    let before = before.strip_suffix('的').unwrap_or(before);
    let open = before.is_empty() || among(before, "其余 其他 否则") || missed(before);
    let rest = cut(cut(rest, "照"), "实际");
    let rest = after(rest, "完成比例 完成率 完成情况比例 比例")?;
    let done = "得分 计分 给分 赋分 评分 计算得分 计算 扣分 扣减 扣减分值 扣除相应分值";
    (open && among(rest, done)).then_some(Clause::Share(None))
}

/// 每少1个扣0.5分, and what follows.
fn deduction(text: &str) -> Option<(Clause, &str)> {
    let (condition, rest) = text.split_once('扣')?;
    let (points, rest) = figure(cut(rest, "除 减"))?;
    let rest = rest
        .strip_prefix('分')
        .filter(|rest| !rest.starts_with('之'))?;
    let (head, core) = condition.rsplit_once('每').unwrap_or(("", condition));
    let at = core.char_indices().map(|(at, _)| at);
    let (before, (figure, measure)) = at.into_iter().find_map(|at| {
        let (before, number) = core.split_at_checked(at)?;
        Some((before, figure(number)?))
    })?;
    let measure = measure.trim_end_matches(['的', '则']);
    let plain = measure.chars().count() <= 4 && !measure.contains(is_digit);
    let deduction = Deduction {
        side: side(before)?,
        per: Level {
            figure,
            measure: measure.to_owned(),
        },
        points,
        from: from(head)?,
    };
    (plain && before.chars().count() <= 8).then_some((Clause::Deduct(deduction), rest))
}

/// Where counting begins: `Some(None)` at the target.
fn from(head: &str) -> Option<Option<Level>> {
    let head = head.trim_end_matches(['的', '者']);
    if head.contains(is_digit) {
        let rest = after(head, "低于 少于 小于 不足 高于 超过 大于 超出 在 以")?;
        let (level, rest) = level(rest)?;
        let begins = rest.is_empty() || among(rest, "基础上 为基准");
        return begins.then_some(Some(level));
    }
    let base = "在此基础上 超出部分 不足部分 差额部分 低于目标值 低于指标值 超过目标值 高于目标值";
    let plain = among(head, base) || missed(head) || !holds(head, QUALIFYING);
    plain.then_some(None)
}

/// Which side of the target words such as 少检查 or 超过 are about.
fn side(words: &str) -> Option<Side> {
    let below = holds(words, "少 低 不足 缺 未 降 减 欠 没");
    let above = holds(words, "超 高 多 增 发生 出现 有 升 逾 迟 延");
    let either = holds(words, "偏 差");
    match (below, above, either) {
        (true, false, false) => Some(Side::Below),
        (false, true, false) => Some(Side::Above),
        (false, false, true) => Some(Side::Either),
        _ => None,
    }
}

/// A condition and what it is worth.
fn result(text: &str) -> Option<Clause> {
    let (condition, worth) = worth(text)?;
    let condition = condition.trim_end_matches(['的', '者', '时']);
    let otherwise = "否则 其他 其余 其它 其他情况 其余情况 反之";
    if among(condition, otherwise) || missed(condition) {
        return Some(Clause::Missed(worth));
    }
    if met(condition) {
        return Some(Clause::Met(worth));
    }
    band(condition, worth).map(Clause::Band)
}

/// What stands before a worth, and the worth.
fn worth(text: &str) -> Option<(&str, Worth)> {
    const GIVES: &[char] = &['得', '计', '记', '给', '赋', '为'];
    let given = |before: &str| before.ends_with(GIVES);
    let plain = |before| str::trim_end_matches(before, GIVES);
    for (words, worth) in [
        ("满分", Worth::Full),
        ("全分", Worth::Full),
        ("不得分", Worth::Nothing),
        ("不计分", Worth::Nothing),
        ("不给分", Worth::Nothing),
        ("零分", Worth::Nothing),
    ] {
        if let Some(before) = text.strip_suffix(words) {
            return Some((plain(before), worth));
        }
    }
    let number = |text: &str| {
        let before = text.trim_end_matches(|c| is_digit(c) || c == '.');
        Some((
            before.len(),
            number::parse_plain(text.get(before.len()..)?)?,
        ))
    };
    if let Some(text) = text.strip_suffix('分') {
        let (at, points) = number(text)?;
        let before = text.get(..at)?;
        return match points.is_zero() {
            true => Some((plain(before), Worth::Nothing)),
            false => given(before).then(|| (plain(before), Worth::Points(points))),
        };
    }
    let end = "的分值 分值 的权重 权重 的分数".split(' ').chain([""]);
    let text = end
        .into_iter()
        .find_map(|words| text.strip_suffix(words)?.strip_suffix('%'))?;
    let (at, percent) = number(text)?;
    let whole = "该项分值的 本项分值的 指标分值的 分值的 权重的 满分的"
        .split(' ')
        .chain([""]);
    let before = text.get(..at)?;
    let before = whole
        .into_iter()
        .find_map(|words| before.strip_suffix(words))?;
    let within = percent <= Decimal::ONE_HUNDRED && given(before);
    within.then(|| (plain(before), Worth::Percent(percent)))
}

/// 达标, 完成目标值
fn met(condition: &str) -> bool {
    let rest = cut(condition, "按时 按期 全部 全年 均 能够");
    after(rest, "达标 完成 达到 达成 实现 满足 符合").is_some_and(is_aim)
}

fn is_aim(aim: &str) -> bool {
    aim.is_empty() || among(aim, AIMS)
}

/// 未完成, 不达标, 达不到目标值
fn missed(condition: &str) -> bool {
    after(condition, "未能 没有 未 没 不").is_some_and(met)
        || after(condition, "达不到 未达").is_some_and(is_aim)
}
