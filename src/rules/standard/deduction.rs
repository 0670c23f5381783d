//! What each unit on the wrong side of the target costs: 每少1个扣0.5分, 超期每天扣1分, 发生一起扣2分.

use rust_decimal::Decimal;

use super::aims::{above, missed, over_budget};
use super::band::{COMPLETION, NAMED, is_named_rate, is_rate};
use super::clause::{Clause, Counting, Deduction, Side};
use super::words::{
    EVENTS, LIMITING, Level, QUALIFYING, after, among, cut, figure, holds, is_digit, level,
};
use super::worth::{Worth, lost};

/// 每少1个扣0.5分, and what follows. Without 每 only one unit is counted: 发生一起扣2分, but 低于80%扣5分 is a band.
pub(super) fn deduction(text: &str) -> Option<(Clause, &str)> {
    let (condition, rest) = text.split_once('扣')?;
    let (points, rest) = lost(rest)?;
    let condition = condition.trim_end_matches(',');
    let each = condition.rsplit_once('每');
    if let Some(daily) = each.and_then(|(head, unit)| by_unit(head, unit, points)) {
        return Some((Clause::Deduct(daily), rest));
    }
    let (head, core) = each.unwrap_or(("", condition));
    let of_rate = head
        .find("完成率")
        .map(|at| at.saturating_add("完成率".len()));
    let of_rate = of_rate.and_then(|at| head.split_at_checked(at));
    let of_rate = of_rate.filter(|(rate, _)| is_rate(rate));
    let head = of_rate.map_or(head, |(_, head)| head);
    // 每季度少1次, 每个乡镇每低1%: counted over something else.
    let counted = each.is_none() || after(core, COUNTING).is_some();
    let at = core.char_indices().map(|(at, _)| at);
    let (before, (figure, measure)) = at.into_iter().find_map(|at| {
        let (before, number) = core.split_at_checked(at)?;
        Some((before, figure(number)?))
    })?;
    let measure = measure.trim_end_matches(['的', '则']);
    let (side, measure) = match measure.strip_suffix("未完成") {
        Some(counter) if before == "有" => (Side::Below, counter),
        _ => (side(before)?, measure),
    };
    let measure = match side {
        Side::Event => counter(measure),
        _ if measure == "%" && is_named_rate(head) => NAMED,
        _ if of_rate.is_some() && is_percent(measure) => COMPLETION,
        _ => measure,
    };
    let plain = measure.chars().count() <= 4 && !measure.contains(is_digit);
    let counts = each.is_some() || figure == Decimal::ONE && !measure.starts_with('%');
    let deduction = Deduction {
        side,
        per: Level {
            figure,
            measure: measure.to_owned(),
        },
        points,
        from: from(head)?,
        counting: match each {
            Some(_) => Counting::Each,
            None => counting(before, measure),
        },
    };
    let own = counted && ![head, before].iter().any(|words| holds(words, ELSEWHERE));
    (own && counts && plain && before.chars().count() <= 8)
        .then_some((Clause::Deduct(deduction), rest))
}

/// 超过3天每天扣1分, 超期每天扣1分, 低于80%每个百分点扣1分
fn by_unit(head: &str, unit_of: &str, points: Worth) -> Option<Deduction> {
    let from = match among(head, LATE) {
        true => None,
        false => from(head)?,
    };
    let counted = match &from {
        Some(from) if from.measure == "%" => is_percent(unit_of),
        Some(from) => from.measure == unit_of,
        None => among(head, LATE) && among(unit_of, TIMES) || is_event(head, unit_of),
    };
    let unit = unit_of.strip_prefix('个').filter(|unit| among(unit, TIMES));
    counted.then_some(())?;
    Some(Deduction {
        side: side(head)?,
        per: Level {
            figure: Decimal::ONE,
            measure: unit.unwrap_or(unit_of).to_owned(),
        },
        points,
        from,
        counting: Counting::Each,
    })
}

/// 发生投诉每件扣1分
fn is_event(head: &str, unit: &str) -> bool {
    let happened = after(head, "发生 出现 有");
    let named = |what: &str| !holds(what, QUALIFYING) && !holds(what, LIMITING);
    happened.is_some_and(named) && among(unit, EVENTS)
}

/// Behind the time that was due.
const LATE: &str =
    "超期 逾期 延期 超时 延迟 延误 推迟 拖延 超过规定时间 超过规定时限 超过时限 超出时限";
/// Units of time.
const TIMES: &str = "天 日 周 月 小时 分钟 工作日 个工作日 个月";

/// Without 每, 少1次 counts and 超过1万元 may be a bound.
fn counting(before: &str, measure: &str) -> Counting {
    let bounds = "超过 超出 高于 多于 大于 低于 少于 小于 不足 不到 达到 未达 达不到";
    let bound = bounds.split_whitespace().any(|word| before.ends_with(word));
    match bound || measure.contains('元') {
        true => Counting::Doubtful,
        false => Counting::Each,
    }
}

/// 起安全事故 as 起: what happened is no part of the measure.
fn counter(measure: &str) -> &str {
    let (counter, what) = measure
        .char_indices()
        .nth(1)
        .map_or((measure, ""), |(at, _)| measure.split_at(at));
    let plain = !holds(what, QUALIFYING) && !holds(what, LIMITING) && !what.contains(is_digit);
    if among(counter, "起 次 件 例 宗 个 人 项 处") && plain {
        counter
    } else {
        measure
    }
}

fn is_percent(measure: &str) -> bool {
    among(measure, "% 百分点 个百分点")
}

/// What follows 每 where the value itself is counted.
const COUNTING: &str = "少 低 不足 不到 缺 未 降 减 下降 欠 没 差 相差 超 高 多 增 上升 升 逾 延 迟 推迟 拖 晚 发生 出现 有 发现 \
    偏 再 比目标 较目标 与目标 比指标 较指标";
/// Words that count from something else than the target, or over something else than the indicator.
const ELSEWHERE: &str =
    "上年 去年 上期 往年 同期 同比 环比 平均 全国 全省 全市 全区 全县 季 月 周 每 各";

/// Where counting begins: `Some(None)` at the target.
fn from(head: &str) -> Option<Option<Level>> {
    let head = head.trim_end_matches(['的', '者']);
    if head.contains(is_digit) {
        let head = cut(head, "实际完成数 实际完成 完成数 完成值 完成");
        let rest = after(
            head,
            "低于 少于 小于 不足 未达到 未达 达不到 高于 超过 大于 超出 在 以",
        )?;
        let (level, rest) = level(rest)?;
        let begins = rest.is_empty() || among(rest, "基础上 为基准");
        return begins.then_some(Some(level));
    }
    let base = "在此基础上 超出部分 不足部分 差额部分 低于目标值 低于指标值 超过目标值 高于目标值";
    let over = over_budget(head) || above(head);
    let plain = over || among(head, base) || missed(head) || !holds(head, QUALIFYING);
    plain.then_some(None)
}

/// Which side of the target words such as 少检查 or 超过 are about.
fn side(words: &str) -> Option<Side> {
    let sides = [
        (Side::Below, "少 低 不足 缺 未 降 减 欠 没"),
        (Side::Above, "超 高 多 增 升"),
        (Side::Late, "逾 迟 延"),
        (Side::Event, "发生 出现 有 发现"),
        (Side::Either, "偏 差"),
    ];
    let mut named = sides.iter().filter(|(_, about)| holds(words, about));
    let side = named.next()?.0;
    named.next().is_none().then_some(side)
}
