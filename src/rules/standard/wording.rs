//! The words of a scoring standard as clauses.

use rust_decimal::Decimal;

use super::aims::{
    at_most, in_budget, in_time, is_aim, is_none, met, missed, over_budget, reached, short,
    too_late, within,
};
use super::band::band;
use super::clause::{Clause, PartialUnit};
use super::deduction::deduction;
use super::distance::{distance, inside};
use super::share::{defines, formula, share};
use super::words::{
    LIMITING, QUALIFYING, after, among, cut, figure, folded, holds, is_digit, level, names_two,
    names_two_events,
};
use super::worth::worth;

/// Words that make a text speak of scores.
const SCORING: &str = "扣 得分 满分 计分 给分 赋分 评分 零分 加分 减分 %分 分值 权重 酌情 专家打分 评委打分 等次 允许偏差";
/// Headings that may be before a standard.
const HEADINGS: &str =
    "评分标准 得分标准 计分标准 评分方法 计分方法 得分计算方法 评分办法 扣分标准 评分规则";

/// The clauses of a standard: `None` where the text contains no scores, none where it cannot be read in full.
pub(super) fn clauses(text: &str) -> Option<Vec<Clause>> {
    let plain = folded(text);
    let points = plain
        .match_indices('分')
        .any(|(at, _)| plain.get(..at).is_some_and(|p| p.ends_with(is_digit)));
    let scores = points || holds(&plain, SCORING) || weighs(&plain) || is_judged(&plain);
    scores.then(|| read(&plain).unwrap_or_default())
}

/// 由考核组评定: a panel gives the score.
fn is_judged(plain: &str) -> bool {
    let by = plain.trim_end_matches('。').strip_prefix('由');
    by.is_some_and(|by| by.ends_with("评定") || by.ends_with("打分") || by.ends_with("评议"))
}

/// 完成率*70%+满意度*30%, 完成率*8: shares of a score; `*100%` only makes a percentage. 数量占50%，质量占50% likewise.
fn weighs(plain: &str) -> bool {
    let shares = plain.match_indices('占').filter(|(at, share)| {
        let behind = at.checked_add(share.len()).and_then(|at| plain.get(at..));
        behind.is_some_and(|behind| behind.starts_with(is_digit))
    });
    shares.count() > 1 || multiplies(plain)
}

fn multiplies(plain: &str) -> bool {
    plain.match_indices('*').any(|(at, _)| {
        let sides = plain.split_at_checked(at);
        let factor = sides.and_then(|(rate, factor)| Some((rate, figure(factor.get(1..)?)?)));
        factor.is_some_and(|(rate, (figure, rest))| match rest.starts_with('%') {
            true => figure != Decimal::ONE_HUNDRED,
            false => rate.ends_with(['率', '度']),
        })
    })
}

fn read(plain: &str) -> Option<Vec<Clause>> {
    if names_two(plain) || names_two_events(plain) {
        return None;
    }
    let mut clauses = Vec::new();
    let mut condition = String::new();
    for piece in pieces(plain) {
        let piece = without_number(piece);
        if condition.is_empty() && defines(piece) {
            continue;
        }
        condition.push_str(piece);
        let mut rest: &str = &condition;
        while let Some((clause, behind)) = clause(rest) {
            clauses.push(clause);
            rest = behind;
        }
        if rest.is_empty() {
            condition.clear();
        } else if holds(&piece.replace("百分点", ""), "扣 得 分") {
            return None;
        }
    }
    let qualifies = holds(&condition, QUALIFYING) || holds(&condition, LIMITING);
    let says_nothing = !qualifies && !condition.contains(is_digit);
    (says_nothing && !clauses.is_empty()).then_some(clauses)
}

/// The text at its commas and full stops; except a comma between thousands.
pub(super) fn pieces(plain: &str) -> impl Iterator<Item = &str> {
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
    let letter = |text: &str| text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    if among(piece, HEADINGS) || digits.is_empty() && number <= 2 || letter(piece) {
        return "";
    }
    if let Some((_, rest)) = piece.split_once('.').filter(|(first, _)| letter(first)) {
        return rest;
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
        .or_else(|| aim(text))
        .or_else(|| formula(text))
        .or_else(|| share(text))
    {
        Some(clause) => Some(whole(clause)),
        None => broken(text)
            .map(|broken| whole(Clause::Broken(broken)))
            .or_else(|| deduction(text))
            .or_else(|| each(text).map(whole))
            .or_else(|| result(text).map(whole)),
    }
}

/// 不足1个不扣分, 不足5%的按5%计
fn broken(text: &str) -> Option<PartialUnit> {
    let (_, rest) = level_until(after(text, "不足 不到")?, "的按不")?;
    let rest = cut(rest, "的");
    if among(rest, "不扣分 不计 不扣") {
        return Some(PartialUnit::Free);
    }
    let (_, rest) = level_until(rest.strip_prefix('按')?, "计扣算")?;
    among(rest, "计 计算 扣分 扣 算").then_some(PartialUnit::Whole)
}

/// A number with its measure up to one of some letters.
fn level_until<'t>(text: &'t str, ends: &str) -> Option<(&'t str, &'t str)> {
    let (_, measured) = figure(text)?;
    let end = measured.find(|c| ends.contains(c))?;
    measured.split_at_checked(end)
}

/// No score goes above its weight anyway.
const CAPS: &str = "最低0分 最低为0分 最低得0分 最低不低于0分 不出现负分 不得负分 最高不得超过分值上限 不超过分值上限 最高不超过分值上限 得分不超过分值 最高得满分 最高不超过满分 \
    最高不得超过该指标分值上限 不超过该指标分值上限 得分最高不能超过该指标分值上限";

/// Only states that there are points.
const BY_RESULT: &str = "以实际完成情况计分 按实际完成情况计分 根据实际完成情况计分 根据完成情况计分 按完成情况计分 \
    以实际完成情况评分 按实际完成情况评分 根据实际完成情况评分 根据完成情况评分";

/// 扣完为止, 该项分值扣完为止, 扣满5分为止
fn until(text: &str) -> Option<Clause> {
    let text = cut(cut(text, "直至 直到"), "本项 该项 此项 该指标 本指标");
    let text = cut(cut(text, "指标"), "分值 分数 权重分 得分");
    let all = after(text, "扣完 扣满 扣至 扣到 减完")?;
    let rest = cut(cut(all, "本项 该项 此项 该指标 本指标"), "指标");
    let ends = |rest: &str| rest.is_empty() || among(rest, "为止 即止");
    let most = after(text, "扣完 扣满").and_then(figure);
    if let Some((most, rest)) = most
        && ends(rest.strip_prefix('分')?)
    {
        return Some(Clause::Most(most));
    }
    ends(cut(rest, "分值 分数 0分 零分 分")).then_some(Clause::Until)
}

/// 最多扣1分, 满分10分
fn limit(text: &str) -> Option<Clause> {
    if let Some(until) = until(text) {
        return Some(until);
    }
    let of = cut(
        text,
        "累计 合计 总共 本项指标 该项指标 本项 该项 本指标 该指标",
    );
    let points = |rest: &str| {
        let (figure, rest) = figure(rest)?;
        (rest == "分").then_some(figure)
    };
    if among(of, CAPS) || of.ends_with("不加分") && after(of, "超过 超出 高于 超额").is_some()
    {
        return Some(Clause::Nothing);
    }
    if among(of, BY_RESULT) {
        return Some(Clause::Nothing);
    }
    if among(of, "以此类推 依此类推 依次类推") {
        return Some(Clause::Likewise);
    }
    let most = "最多扣除 最高扣除 最多扣 最高扣 至多扣 扣分不超过 扣分最多不超过 扣分上限为";
    if let Some(rest) = after(of, most) {
        return points(rest).map(Clause::Most);
    }
    let least = "最低不低于 最低得 最低为 最低 最少得 至少得 得分不低于";
    if let Some(least) = after(of, least).and_then(points) {
        return Some(Clause::Least(least));
    }
    // 超过10分按10分计
    let over = after(of, "超过 高于").and_then(|rest| rest.split_once("按"));
    if let Some((most, all)) = over
        && let Some(whole) = points(most.trim_end_matches('的'))
        && all.trim_end_matches(['计', '算', '记']) == format!("{whole}分")
    {
        return Some(Clause::Total(whole));
    }
    let rest = after(of, "最高得 最高为 最高 满分为 满分 分值为 分值 共计 共")?;
    points(rest).map(Clause::Total)
}

/// 目标值为95%, 以100%为标准
fn aim(text: &str) -> Option<Clause> {
    let named = "目标值为 目标值是 目标值 目标为 指标值为 指标值 标准值为 计划数为";
    let (rest, ends) = match text.strip_prefix('以') {
        Some(rest) => (rest, "为标准 为目标 为目标值 为基准 为基准值"),
        None => (after(text, named)?, ""),
    };
    let (level, behind) = level(rest)?;
    let all = if ends.is_empty() {
        behind.is_empty()
    } else {
        among(behind, ends)
    };
    all.then_some(Clause::Aim(level))
}

/// 每完成1次得0.5分
fn each(text: &str) -> Option<Clause> {
    let (done, points) = text.strip_prefix('每')?.split_once('得')?;
    let done = cut(done, "完成 开展 举办 组织 举行 召开 培训 检查 新增 建设");
    let (per, rest) = level(done)?;
    let (points, behind) = figure(points)?;
    let plain = rest.is_empty() && behind == "分";
    plain.then_some(Clause::Each(per, points))
}

/// A condition and what it is worth.
fn result(text: &str) -> Option<Clause> {
    let (condition, worth) = worth(text)?;
    let whole = "该项指标 该指标 本指标 该项 本项 此项";
    let mut whole = whole.split_whitespace();
    let condition = whole
        .find_map(|words| condition.strip_suffix(words))
        .unwrap_or(condition);
    let condition = condition.trim_end_matches(['的', '者', '时']);
    let otherwise = "否则 其他 其余 其它 其他情况 其余情况 反之";
    if among(condition, otherwise) || missed(condition) {
        return Some(Clause::Missed(worth));
    }
    if met(condition) || within(condition) {
        return Some(Clause::Met(worth));
    }
    if in_time(condition) {
        return Some(Clause::InTime(worth));
    }
    if too_late(condition) {
        return Some(Clause::TooLate(worth));
    }
    if reached(condition) {
        return Some(Clause::Reached(worth));
    }
    if short(condition) {
        return Some(Clause::Short(worth));
    }
    if in_budget(condition) || at_most(condition) {
        return Some(Clause::Kept(worth));
    }
    if over_budget(condition) || after(condition, "超过 超出 高于").is_some_and(is_aim) {
        return Some(Clause::Beyond(worth));
    }
    let condition = cut(condition, "全年 年内 年度内 当年 本年度 本年");
    let each = |rest: &str| rest.contains('每') || rest.contains(is_digit);
    let named = |rest: &str| !holds(rest, QUALIFYING) && !each(rest);
    let none = after(condition, "未发生 未出现 没有发生 无 零").is_some_and(named);
    if none || is_none(condition) {
        return Some(Clause::Absent(worth));
    }
    if after(condition, "发生 出现 有").is_some_and(named) {
        return Some(Clause::Occurred(worth));
    }
    inside(condition, worth)
        .or_else(|| band(condition, worth).map(Clause::Band))
        .or_else(|| distance(condition, worth))
}
