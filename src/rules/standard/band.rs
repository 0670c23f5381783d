//! Bands of values in a scoring standard: ≥90%, 80%（含）–90%, 60%以下.

use super::aims::is_aim;
use super::words::{Level, after, among, cut, cut_end, holds, is_digit, level};
use super::worth::Worth;

/// An end of a band, and how surely its own value belongs to the band: 0 not at all.
pub(super) type End = (Level, u8);

/// The end certainly belongs: ≥, 含, 及以上.
pub(super) const CERTAIN: u8 = 3;
/// A lower end without a word on it: by usage it belongs.
const USUAL: u8 = 2;
/// An upper end without a word on it: by usage it belongs to the band above.
pub(super) const UNUSUAL: u8 = 1;

/// Measure of a completion rate.
pub(super) const COMPLETION: &str = "完成率%";

/// Measure of a rate that the standard names: it applies to percentages only.
pub(super) const NAMED: &str = "率%";

/// A band of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Band {
    pub(super) low: Option<End>,
    pub(super) high: Option<End>,
    pub(super) worth: Worth,
}

impl Band {
    /// Whether its ends are completion rates.
    pub(super) fn is_of_completion(&self) -> bool {
        let ends = [&self.low, &self.high].into_iter().flatten();
        ends.into_iter()
            .any(|(level, _)| level.measure == COMPLETION)
    }
}

/// Words for what the indicator itself came to.
const VALUES: &str =
    "实际值 实际完成值 完成值 满意度 得分率 x X 实际成本 成本 单位成本 总成本 实际支出";
/// Words that make a rate another one than that of the indicator.
const OTHER: &str = "未 不 每 扣 且 或 上年 去年 同期 平均";
/// Operators before the lower end that belongs, or does not; before the upper end; before neither.
const OPERATORS: [(&str, Option<bool>, u8); 6] = [
    ("未达到 未达 达不到", Some(false), 0),
    (
        "大于或等于 大于等于 不低于 不少于 不小于 达到 达 ≥",
        Some(true),
        CERTAIN,
    ),
    (
        "小于或等于 小于等于 不高于 不大于 不超过 ≤",
        Some(false),
        CERTAIN,
    ),
    ("高于 大于 超过 >", Some(true), 0),
    ("低于 小于 少于 不足 不到 <", Some(false), 0),
    ("等于 = 控制在 在", None, CERTAIN),
];

/// 合格率, 实际完成率
pub(super) fn is_rate(subject: &str) -> bool {
    subject.ends_with('率') && subject.chars().count() <= RATE && !holds(subject, OTHER)
}

/// Letters of the name of a rate, at most.
const RATE: usize = 8;

fn is_value(subject: &str) -> bool {
    among(subject, VALUES) || is_rate(subject) || is_count(subject)
}

/// 受益人数, 种植面积: what is counted, by a name of few letters.
fn is_count(subject: &str) -> bool {
    let plain = subject.chars().count() <= DEED && !holds(subject, OTHER);
    plain && !holds(subject, "率 比 少 低 高 超 减 增") && subject.ends_with(['数', '量', '积'])
}

/// 完成率, 完成年度任务的: what follows is a completion rate.
fn is_completion(subject: &str) -> bool {
    let due = after(subject, "完成 达到").map(|rest| cut_end(rest, "的"));
    subject.ends_with("完成率") || due.is_some_and(|aim| !aim.is_empty() && is_aim(aim))
}

/// The band that a condition such as `80%(含)-90%` or `≥80%且<90%` names.
pub(super) fn band(condition: &str, worth: Worth) -> Option<Band> {
    let graded = after(condition, GRADES).and_then(|rest| rest.strip_prefix('('));
    if let Some(inside) = graded.and_then(|rest| rest.strip_suffix(')')) {
        return band(inside, worth);
    }
    let Some((one, other)) = condition.split_once('且') else {
        return one_band(condition, worth);
    };
    let (one, other) = (one_band(one, worth)?, one_band(other, worth)?);
    match (one.low, one.high, other.low, other.high) {
        (low @ Some(_), None, None, high @ Some(_))
        | (None, high @ Some(_), low @ Some(_), None) => Some(Band { low, high, worth }),
        _ => None,
    }
}

/// Grades that may be before a band in brackets: 优(≥95%).
const GRADES: &str = "优秀 优 良好 良 中等 中 合格 一般 较差 差";

/// 满意度, 合格率: a rate by its name, and not that of completion.
pub(super) fn is_named_rate(subject: &str) -> bool {
    (subject.ends_with('率') || subject == "满意度") && !is_completion(subject)
}

/// Makes the percentages of a named rate such; its bare numbers are not known.
fn of_rate(mut band: Band, subject: &str) -> Option<Band> {
    if !is_named_rate(subject) {
        return Some(band);
    }
    for (level, _) in [&mut band.low, &mut band.high].into_iter().flatten() {
        match &*level.measure {
            "%" => NAMED.clone_into(&mut level.measure),
            "" if subject.ends_with('率') => return None,
            _ => {}
        }
    }
    Some(band)
}

fn one_band(condition: &str, worth: Worth) -> Option<Band> {
    let (lead, rest) = condition.split_at_checked(condition.find(is_digit)?)?;
    // 低于目标值的60%
    let aim = cut_end(lead, "的");
    let of_aim = cut_end(aim, "目标值 指标值 计划数 目标任务");
    if of_aim.len() < aim.len() && !of_aim.is_empty() && level(rest)?.0.measure == "%" {
        return one_band(&format!("完成率{of_aim}{rest}"), worth);
    }
    let lead = operator(lead);
    of_rate(bounded_by(lead, rest, worth)?, lead.0)
}

/// The band of what is measured, the word before its first number, and all from there on.
fn bounded_by(lead: (&str, Option<bool>, u8), rest: &str, worth: Worth) -> Option<Band> {
    let (subject, is_lower, belongs) = lead;
    let known = is_value(subject) || is_completion(subject) || is_deed(subject);
    if !subject.is_empty() && !known {
        return None;
    }
    let (mut first, rest) = level(rest)?;
    if is_lower.is_none()
        && !is_completion(subject)
        && let Some(between) = between(&first, rest, worth)
    {
        return Some(between);
    }
    let percent = first.to_string();
    if is_completion(subject) {
        of_completion(&mut first)?;
    }
    let (noted, rest) = note(rest);
    let due = cut_end(rest, DONE);
    // 100%完成
    if due.is_empty() && rest == "完成" && subject.is_empty() && first.measure == "%" {
        of_completion(&mut first)?;
    }
    let rest = due;
    let band = |low, high| Some(Band { low, high, worth });
    let end = |first, usual: u8| Some((first, noted.unwrap_or(usual)));
    match (is_lower, rest) {
        (Some(true), "") => band(end(first, belongs), None),
        // 达到95%以上
        (Some(true), rest)
            if belongs == CERTAIN && (rest == "以上" || is_above(rest, &percent)) =>
        {
            band(end(first, belongs), None)
        }
        (Some(false), "") => band(None, end(first, belongs)),
        (None, "") => band(end(first.clone(), CERTAIN), end(first, CERTAIN)),
        (None, "以上") => band(end(first, USUAL), None),
        (None, "以下") => band(None, end(first, UNUSUAL)),
        (None, rest) if is_above(rest, &percent) => band(Some((first, CERTAIN)), None),
        (None, rest) if among(rest, "及以下 或以下 以内 之内 内") => {
            band(None, Some((first, CERTAIN)))
        }
        (None, rest) => {
            let (mut second, rest) = level(rest.strip_prefix(['-', '至', '到'])?)?;
            if first.measure == COMPLETION {
                of_completion(&mut second)?;
            }
            // 80%-90%(含80%) is about the lower end.
            if rest == format!("(含{percent})") && noted.is_none() {
                return band(Some((first, CERTAIN)), Some((second, UNUSUAL)));
            }
            let (closed, rest) = note(rest);
            if first.measure.is_empty() {
                first.measure.clone_from(&second.measure);
            }
            let ends = rest.is_empty() || rest == "之间";
            if !ends {
                return None;
            }
            // 100%-95%
            if second.measure == first.measure && second.figure < first.figure {
                let high = Some((first, noted.unwrap_or(UNUSUAL)));
                return band(Some((second, closed.unwrap_or(USUAL))), high);
            }
            let high = Some((second, closed.unwrap_or(UNUSUAL)));
            band(end(first, USUAL), high)
        }
        _ => None,
    }
}

/// 及以上, 以上(含95%): from a bound on that belongs.
fn is_above(rest: &str, bound: &str) -> bool {
    among(rest, "及以上 或以上 (含)以上 以上(含)") || rest == format!("以上(含{bound})")
}

/// 开展10次及以上, 全年检查10次: how often something was done, as a verb and at most its object.
fn is_deed(subject: &str) -> bool {
    let deed = cut(subject, "全年 年度 年内 累计 共 共计 实际");
    let done = after(
        deed,
        "开展 举办 组织 举行 召开 完成 实施 培训 检查 服务 建设 新建 采购 发放 编制 巡查 宣传 发生 出现 \
            建成 改造 维修 修缮 安装 种植 收集 发布 制作 印发 印制 处理 审核 评审 走访 慰问 救助 补助 资助 调查 验收 更新 出版 发表 整治 修复 清理 配备 设立",
    );
    let plain = |rest: &str| {
        rest.chars().count() <= DEED && !holds(rest, "率 比 少 低 高 超 未 不 每 扣 减 增")
    };
    done.is_some_and(plain)
}

/// Letters behind the verb of what was done, at most.
const DEED: usize = 6;

/// A deadline within some time: 30日内完成.
const DONE: &str = "完成 办结 办理完毕 支付 拨付 兑付 到位 到达 到场 响应 处置 送达 受理 反馈 回复";

/// Makes a percentage one of the completion rate.
fn of_completion(level: &mut Level) -> Option<()> {
    (level.measure == "%").then(|| COMPLETION.clone_into(&mut level.measure))
}

/// 80%≤满意度<90%, 100%≥满意度>90%
fn between(first: &Level, rest: &str, worth: Worth) -> Option<Band> {
    let falling = rest.starts_with(['≥', '>']);
    let signs = if falling { ['≥', '>'] } else { ['≤', '<'] };
    let holds_end = |text: &str| text.starts_with(['≤', '≥']);
    let belongs = |text: &str| if holds_end(text) { CERTAIN } else { 0 };
    let inner = rest.strip_prefix(signs)?;
    let (subject, upper) = inner.split_at_checked(inner.find(signs)?)?;
    let (mut second, behind) = level(upper.strip_prefix(signs)?)?;
    let mut first = first.clone();
    if subject.ends_with("完成率") {
        of_completion(&mut first)?;
        of_completion(&mut second)?;
    }
    let mut ends = [Some((first, belongs(rest))), Some((second, belongs(upper)))];
    if falling {
        ends.reverse();
    }
    let [low, high] = ends;
    let band = Band { low, high, worth };
    let known = (is_value(subject) || is_deed(subject)) && behind.is_empty();
    known.then(|| of_rate(band, subject))?
}

/// What is measured, which end the number is, and how surely it belongs.
fn operator(lead: &str) -> (&str, Option<bool>, u8) {
    for (words, lower, belongs) in OPERATORS {
        let mut words = words.split(' ');
        if let Some(subject) = words.find_map(|word| lead.strip_suffix(word)) {
            return (subject, lower, belongs);
        }
    }
    (lead, None, CERTAIN)
}

/// `(含)` or `(不含90%)` behind an end.
fn note(text: &str) -> (Option<u8>, &str) {
    let inside = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    match inside {
        Some((words, rest)) if words.starts_with("不含") => (Some(0), rest),
        Some((words, rest)) if words.starts_with('含') || words.starts_with("包含") => {
            (Some(CERTAIN), rest)
        }
        _ => (None, text),
    }
}
