//! 前后不一致: one thing by its full name with two values.
//!
//! Only unambiguous names are compared with each other: long ones, mostly of words other than those of budgets, at the
//! same stage and not of another year, and never where several similar paragraphs have one each.

use std::collections::BTreeMap;

use super::claim::{Claim, ClaimText, printed};
use super::figure::{Figure, Measure};
use super::paragraph::{Paragraph, Sentence, has};
use super::slip::is_slip;
use crate::finding::narrative::REPORT_TWICE;

/// Words for the kind of an amount, not its subject.
const BUDGET_WORDS: [&str; 52] = [
    "一般公共",
    "政府性基金",
    "国有资本",
    "财政",
    "拨款",
    "收入",
    "支出",
    "预算",
    "资金",
    "项目",
    "经费",
    "基本",
    "全年",
    "年初",
    "实际",
    "金额",
    "总额",
    "总",
    "数",
    "公用",
    "人员",
    "三公",
    "补助",
    "专项",
    "下达",
    "安排",
    "执行",
    "完成",
    "到位",
    "本年",
    "结转",
    "结余",
    "部门",
    "单位",
    "整体",
    "年度",
    "中央",
    "省级",
    "市级",
    "县级",
    "区级",
    "自治区",
    "万",
    "率",
    "绩效",
    "目标",
    "本级",
    "上级",
    "转移支付",
    "工作",
    "费用",
    "费",
];

/// Names of the figures of a form: each project may have its own, so that only slips of the pen are reported.
const FIELDS: [&str; 5] = [
    "年初预算数",
    "全年预算数",
    "全年执行数",
    "调整后预算数",
    "全年实际执行数",
];
const FIELD: &str = "field";

/// Words that make a clause one about another time, or about what is meant to be.
const OTHER_TIME: [&str; 24] = [
    "上年",
    "去年",
    "同比",
    "比上",
    "较上",
    "截至",
    "截止",
    "月底",
    "月末",
    "季度",
    "上半年",
    "下半年",
    "年中",
    "累计",
    "目标",
    "计划",
    "预期",
    "指标值",
    "力争",
    "达到以上",
    "要求",
    "任务",
    "标准",
    "其中",
];

/// A figure with its name and sentence.
#[derive(Clone, Copy)]
struct NamedFigure<'a> {
    paragraph: usize,
    sentence: Sentence<'a>,
    figure: &'a Figure,
}

pub(super) fn claims(paragraphs: &[Paragraph], year: Option<i32>) -> Vec<Claim> {
    let mut all: BTreeMap<String, Vec<NamedFigure<'_>>> = BTreeMap::new();
    let read = paragraphs.iter().enumerate();
    for (at, paragraph) in read.clone() {
        for sentence in paragraph.sentences() {
            for figure in sentence.figures {
                if let Some(key) = key(sentence, figure, year) {
                    let named = NamedFigure {
                        paragraph: at,
                        sentence,
                        figure,
                    };
                    all.entry(key).or_default().push(named);
                }
            }
        }
    }
    let mut claims: Vec<Claim> = all
        .into_iter()
        .filter_map(|(key, named)| differing(paragraphs, &key, &named))
        .collect();
    claims.extend(all_paid(paragraphs));
    claims
}

/// The unambiguous name of a figure in the year of the report.
fn key(sentence: Sentence<'_>, figure: &Figure, year: Option<i32>) -> Option<String> {
    let of = figure.year.or(year);
    if of != year && year.is_some() {
        return None;
    }
    let total = matches!(figure.measure, Measure::Points);
    let measured = figure.is_money() || figure.is_rate() || total;
    if !measured || figure.bound || figure.depth > 0 {
        return None;
    }
    let name = figure
        .name
        .trim_start_matches(|c: char| c.is_ascii_digit() || "年度月日".contains(c));
    let name = [
        "本次评价",
        "实现",
        "确保",
        "使",
        "其中",
        "全区",
        "全县",
        "全市",
    ]
    .iter()
    .fold(name, |name, word| name.strip_prefix(word).unwrap_or(name));
    let name = name.trim_end_matches(['为', '达', '到', '是', '共', '计']);
    let before = sentence.before(figure);
    let clause = before.rsplit(['，', '；']).next().unwrap_or_default();
    let listed = before.contains("其中") || before.ends_with(|c| "、".contains(c));
    if listed
        || has(clause, &OTHER_TIME)
        || has(name, &OTHER_TIME)
        || name.contains(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let mut own = name.to_owned();
    for word in BUDGET_WORDS {
        own = own.replace(word, "");
    }
    let long = |text: &str| text.chars().count();
    let field = FIELDS.contains(&name);
    let enough = match figure.measure {
        Measure::Money(_) if field => true,
        Measure::Points => name.contains("整体") && name.ends_with("得分"),
        Measure::Percent => long(name) >= 8 && long(&own) >= 6,
        _ => long(&own) >= 4 && long(name) >= 6,
    };
    let kind = match figure.measure {
        Measure::Money(_) if field => FIELD,
        Measure::Money(_) => "money",
        Measure::Points => "points",
        _ => "rate",
    };
    enough.then(|| format!("{kind} {name} {of:?}"))
}

/// The second of two values of one name; none where it has three, or where like paragraphs each have their own.
fn differing(paragraphs: &[Paragraph], key: &str, named: &[NamedFigure<'_>]) -> Option<Claim> {
    let first = named.first()?;
    let agrees = |other: &&NamedFigure<'_>| {
        let coarse = first.figure.last_digit().max(other.figure.last_digit());
        (first.figure.amount() - other.figure.amount()).abs() < coarse
    };
    let mut others = named.iter().filter(|other| !agrees(other));
    let other = others.next()?;
    if key.starts_with(FIELD) && !is_slip(first.figure.value, other.figure.value) {
        return None;
    }
    if others.any(|third| third.figure.amount() != other.figure.amount())
        || are_siblings(paragraphs, first, other) && !is_slip_of_full_name(first, other)
    {
        return None;
    }
    let (expected, found) = (printed(first.figure), printed(other.figure));
    let claim = ClaimText {
        sentence: other.sentence,
        name: other.figure.name.trim_end_matches(['为', '达', '到']),
        expected: &expected,
        found: &found,
    };
    Some(Claim {
        paragraph: other.paragraph,
        problem: claim.problem(&REPORT_TWICE, "value"),
    })
}

/// Whether a long name is before two numbers in different paragraphs that are a slip apart.
fn is_slip_of_full_name(one: &NamedFigure<'_>, other: &NamedFigure<'_>) -> bool {
    /// Characters from which a name is that of one thing.
    const FULL: usize = 8;
    let full = one
        .figure
        .name
        .chars()
        .count()
        .min(other.figure.name.chars().count())
        >= FULL;
    full && one.paragraph != other.paragraph && is_slip(one.figure.value, other.figure.value)
}

/// Whether two figures stand in items of one list, or the same words are before both.
fn are_siblings(paragraphs: &[Paragraph], one: &NamedFigure<'_>, other: &NamedFigure<'_>) -> bool {
    let begins = |named: &NamedFigure<'_>| {
        let text = paragraphs
            .get(named.paragraph)
            .map_or("", |p| p.text.as_str());
        marker(text)
    };
    let before = |named: &NamedFigure<'_>| {
        let text = named.sentence.before(named.figure);
        let text = text
            .strip_suffix(named.figure.name.as_str())
            .unwrap_or(text);
        text.chars().rev().take(6).collect::<String>()
    };
    let (own, same) = (begins(one), one.paragraph == other.paragraph);
    same || own.is_some() && own == begins(other)
        || before(one).chars().count() > 4 && before(one) == before(other)
}

/// The kind of number a paragraph begins with.
fn marker(text: &str) -> Option<&'static str> {
    let inner = text.trim_start_matches('（');
    let bracketed = inner.len() < text.len();
    let first = inner.chars().next()?;
    match (bracketed, first) {
        (true, c) if c.is_ascii_digit() => Some("（1）"),
        (true, c) if "一二三四五六七八九十".contains(c) => Some("（一）"),
        (false, c) if c.is_ascii_digit() => Some("1."),
        (false, c) if "一二三四五六七八九十".contains(c) && inner.contains('、') => {
            Some("一、")
        }
        _ => None,
    }
}

/// 已全部拨付 beside less that was paid: all of an amount cannot have been paid where the same was paid in part.
fn all_paid(paragraphs: &[Paragraph]) -> Vec<Claim> {
    let verbs = ["拨付", "支付", "支出", "使用", "执行"];
    let sentences: Vec<(usize, Sentence<'_>)> = paragraphs
        .iter()
        .enumerate()
        .flat_map(|(at, p)| p.sentences().into_iter().map(move |s| (at, s)))
        .collect();
    let mut claims = Vec::new();
    for (_, sentence) in &sentences {
        for whole in sentence.figures.iter().filter(|f| f.is_money()) {
            let behind = sentence.behind(whole).trim_start_matches(['，', '已']);
            let paid = verbs.iter().find(|verb| {
                let rest = behind
                    .strip_prefix("全部")
                    .and_then(|rest| rest.strip_prefix(**verb));
                rest.is_some_and(|rest| {
                    rest.is_empty() || rest.starts_with(['。', '，', '；', '完'])
                })
            });
            let Some(verb) = paid else { continue };
            let less = sentences.iter().find_map(|(at, other)| {
                let part = partly_paid(*other, verb, whole)?;
                Some((*at, *other, part))
            });
            if let Some((at, other, part)) = less {
                let (expected, found) = (printed(whole), printed(part));
                let claim = ClaimText {
                    sentence: other,
                    name: verb,
                    expected: &expected,
                    found: &found,
                };
                claims.push(Claim {
                    paragraph: at,
                    problem: claim.problem(&REPORT_TWICE, "all"),
                });
            }
        }
    }
    claims
}

/// The smaller payment from the same amount according to another sentence.
fn partly_paid<'a>(sentence: Sentence<'a>, verb: &str, whole: &Figure) -> Option<&'a Figure> {
    let same = sentence
        .figures
        .iter()
        .any(|f| f.is_money() && f.amount() == whole.amount() && !std::ptr::eq(f, whole));
    let done = format!("已{verb}");
    let mut paid = sentence
        .figures
        .iter()
        .filter(|f| f.is_money() && f.name.contains(&done));
    let part = paid.next().filter(|part| part.amount() < whole.amount());
    part.filter(|_| same)
}
