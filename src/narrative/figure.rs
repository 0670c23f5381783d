//! The numbers of a paragraph: what each is, what it is measured in, and the words before and behind it.
//!
//! Dates, numbers of documents and items, telephone numbers, ranges and digits inside names are no figures.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::base::number::parse_plain;

/// What a figure is measured in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// Money: so many 万元 one of it is.
    Money(Decimal),
    /// Money for one person, piece or year: 元/人.
    Standard(Decimal),
    /// 百分比
    Percent,
    /// 个百分点
    PercentPoints,
    /// 分
    Points,
    /// A number of things, by their counter: 个, 户, 人次, km.
    Count(String),
    /// None.
    Bare,
}

/// A figure of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Where it stands in the paragraph, its measure included.
    pub span: Range<usize>,
    /// The number as printed.
    pub value: Decimal,
    /// What it is measured in.
    pub measure: Measure,
    /// The words before it, back to a point or another figure.
    pub name: String,
    /// Brackets it stands in.
    pub depth: usize,
    /// Whether a sign or word makes it a bound: ≥, 不低于, 以上.
    pub bound: bool,
}

impl Figure {
    /// What it comes to in 万元, percent, points or pieces.
    #[must_use]
    pub fn amount(&self) -> Decimal {
        match self.measure {
            Measure::Money(scale) | Measure::Standard(scale) => self
                .value
                .checked_mul(scale)
                .unwrap_or(self.value)
                .normalize(),
            _ => self.value.normalize(),
        }
    }

    /// One of its last printed digit, in the same.
    #[must_use]
    pub fn last_digit(&self) -> Decimal {
        let one = Decimal::try_new(1, self.value.scale()).unwrap_or(Decimal::ONE);
        match self.measure {
            Measure::Money(scale) | Measure::Standard(scale) => one.saturating_mul(scale),
            _ => one,
        }
    }

    /// Whether it is an amount of money.
    #[must_use]
    pub const fn is_money(&self) -> bool {
        matches!(self.measure, Measure::Money(_))
    }

    /// Whether it is a percentage.
    #[must_use]
    pub const fn is_rate(&self) -> bool {
        matches!(self.measure, Measure::Percent)
    }

    /// Whether both are measured in the same.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        self.is_money() && other.is_money() || self.measure == other.measure
    }

    /// Whether its name holds one of `words`.
    #[must_use]
    pub fn says(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.name.contains(word))
    }
}

/// Where a name ends backwards.
const BREAKS: &str = "，。；：、（）“”‘’〔〕【】《》！？…\"";

/// The figures of a paragraph, in order.
pub(super) fn figures(text: &str) -> Vec<Figure> {
    let mut found: Vec<Figure> = Vec::new();
    let (mut depth, mut title) = (0_usize, 0_usize);
    let mut at = 0;
    let mut from = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        match c {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            '《' | '〔' | '【' => title += 1,
            '》' | '〕' | '】' => title = title.saturating_sub(1),
            _ => {}
        }
        if c.is_ascii_digit() {
            let end = at + number_length(text.get(at..).unwrap_or_default());
            match figure(text, at..end, from).filter(|_| title == 0) {
                Some(figure) => {
                    let figure = Figure { depth, ..figure };
                    at = figure.span.end;
                    found.push(figure);
                }
                None => at = end,
            }
            from = at;
            continue;
        }
        at += c.len_utf8();
        if BREAKS.contains(c) {
            from = at;
        }
    }
    found
}

/// Length of the number that a text begins with: digits, one point, separators of thousands.
fn number_length(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(text);
    while text.get(length..).is_some_and(|rest| rest.starts_with(','))
        && length <= 15
        && digits(text.get(length + 1..).unwrap_or_default()) == 3
    {
        length += 4;
    }
    let behind = text.get(length..).and_then(|rest| rest.strip_prefix('.'));
    match behind.map(digits) {
        Some(places) if places > 0 => length + 1 + places,
        _ => length,
    }
}

/// The figure at a place; `None` of what is none.
fn figure(text: &str, digits: Range<usize>, from: usize) -> Option<Figure> {
    let before = text.get(..digits.start)?;
    let mut number = text.get(digits.clone())?;
    let behind = text.get(digits.end..)?;
    let mut start = digits.start;
    // 1.2024年: the number of an item and a year.
    if let Some((item, rest)) = number.split_once('.')
        && item.len() <= 2
        && rest.len() == 4
        && behind.starts_with('年')
    {
        number = rest;
        start += item.len() + 1;
    }
    if is_none(before, number, behind) {
        return None;
    }
    let value = parse_plain(number)?;
    let (measure, length) = measure(behind, before);
    if measure == Measure::Bare && number.len() > 6 && !number.contains('.') {
        return None;
    }
    let name = text.get(from..start).unwrap_or_default();
    let dated = text
        .get(..from)
        .is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()));
    let name = match dated {
        true => name.trim_start_matches(['年', '度', '.']),
        false => name,
    };
    let sign = |c: char| "≥≤<>＜＞=≧≦".contains(c);
    let tail = behind.get(length..).unwrap_or_default();
    let bound = name.ends_with(sign)
        || BOUNDS.iter().any(|word| name.ends_with(word))
        || ["以上", "以内", "以下", "及以上", "左右"]
            .iter()
            .any(|word| tail.starts_with(word));
    Some(Figure {
        span: start..digits.end + length,
        value,
        measure,
        name: name.trim_end_matches(sign).to_owned(),
        depth: 0,
        bound,
    })
}

/// Words before a figure that make it a bound.
const BOUNDS: [&str; 12] = [
    "不低于",
    "不少于",
    "不小于",
    "不高于",
    "不超过",
    "不大于",
    "大于等于",
    "小于等于",
    "超过",
    "大于",
    "小于",
    "低于",
];

/// Whether digits are part of a date, a name, a range or a number of something.
fn is_none(before: &str, number: &str, behind: &str) -> bool {
    let last = before.chars().next_back();
    let next = behind.chars().next();
    let joined = |c: Option<char>| c.is_some_and(|c| "-—–~～至•·/:".contains(c));
    let digit = |text: &str| text.chars().next().is_some_and(|c| c.is_ascii_digit());
    let whole = !number.contains('.');
    let year = whole && number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    let second = |text: &str| {
        digit(
            text.get(text.chars().next().map_or(0, char::len_utf8)..)
                .unwrap_or_default(),
        )
    };
    let ranged = joined(next) && second(behind)
        || joined(last)
            && before
                .trim_end_matches(|c: char| "-—–~～至•·/:".contains(c))
                .ends_with(|c: char| c.is_ascii_digit() || "%元万月日年".contains(c));
    let lettered = last.is_some_and(|c| c.is_ascii_alphabetic() || c == '-' || c == '.')
        || next.is_some_and(|c| c.is_ascii_alphabetic())
            && !UNITS.iter().any(|unit| behind.starts_with(unit));
    let dated = matches!(next, Some('年')) && (year || number.len() == 2)
        || whole
            && matches!(
                next,
                Some('月' | '日' | '号' | '时' | '点' | '条' | '款' | '届' | '期')
            )
            && !behind.starts_with("月份以");
    let counted = last == Some('第');
    let item = whole
        && number.len() <= 2
        && (behind.starts_with('.')
            || behind.starts_with('、') && is_start(before)
            || behind.starts_with('）') && last == Some('（'));
    let item = item || whole && number.len() <= 2 && behind.starts_with('）') && is_start(before);
    ranged || lettered || dated || counted || item || year && !is_unit(behind)
}

/// Whether nothing of a sentence stands before.
fn is_start(before: &str) -> bool {
    before.is_empty() || before.ends_with(['。', '；', '：', '（', '）', '、'])
}

/// Units in letters.
const UNITS: [&str; 12] = [
    "km", "KM", "m", "kg", "t", "GB", "TB", "G", "T", "KW", "kw", "MW",
];

fn is_unit(behind: &str) -> bool {
    [
        "元", "万", "亿", "%", "户", "人", "家", "个", "公里", "亩", "套", "名",
    ]
    .iter()
    .any(|unit| behind.starts_with(unit))
}

const TEN_THOUSANDTH: Decimal = Decimal::from_parts(1, 0, 0, false, 4);
const TEN_THOUSAND: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// The measure that stands behind a number, and its length.
fn measure(behind: &str, before: &str) -> (Measure, usize) {
    for (word, scale) in [
        ("万元", Decimal::ONE),
        ("亿元", TEN_THOUSAND),
        ("元", TEN_THOUSANDTH),
    ] {
        let Some(rest) = behind.strip_prefix(word) else {
            continue;
        };
        let each = rest.starts_with(['/', '每']);
        let each = each
            || ["每", "人均", "户均", "亩均", "生均", "标准"]
                .iter()
                .any(|word| tail(before).contains(word));
        return match each {
            true => (Measure::Standard(scale), word.len()),
            false => (Measure::Money(scale), word.len()),
        };
    }
    if behind.starts_with('%') {
        return (Measure::Percent, 1);
    }
    if behind.starts_with('‰') {
        return (Measure::Count("‰".to_owned()), '‰'.len_utf8());
    }
    if let Some(word) = ["个百分点", "百分点"]
        .iter()
        .find(|word| behind.starts_with(**word))
    {
        return (Measure::PercentPoints, word.len());
    }
    if behind.starts_with('分')
        && !["分别", "分钟", "分公司", "分局", "分管", "分之"]
            .iter()
            .any(|word| behind.starts_with(word))
    {
        return (Measure::Points, '分'.len_utf8());
    }
    let counter = counter(behind);
    match counter {
        "万" | "亿" => {
            let money = [
                "资金", "经费", "支出", "预算", "投资", "补助", "收入", "拨付",
            ]
            .iter()
            .any(|word| tail(before).contains(word));
            let scale = if counter == "万" {
                Decimal::ONE
            } else {
                TEN_THOUSAND
            };
            match money {
                true => (Measure::Money(scale), counter.len()),
                false => (Measure::Count(counter.to_owned()), counter.len()),
            }
        }
        "" => (Measure::Bare, 0),
        counter => (Measure::Count(counter.to_owned()), counter.len()),
    }
}

/// The last words before a figure.
fn tail(before: &str) -> &str {
    let start = before.rfind(|c| BREAKS.contains(c));
    let start = start.and_then(|at| Some(at + before.get(at..)?.chars().next()?.len_utf8()));
    before.get(start.unwrap_or(0)..).unwrap_or_default()
}

/// Counters of more than one character.
const COUNTERS: [&str; 16] = [
    "平方公里",
    "平方米",
    "立方米",
    "万平方米",
    "万人次",
    "人次",
    "人天",
    "公里",
    "公顷",
    "万公顷",
    "千米",
    "万亩",
    "万人",
    "万户",
    "小时",
    "个月",
];

/// Counters of one character.
const SINGLE: &str = "个家户人名次项台套件份米亩吨处座所辆架起场篇条册天只株间栋幢段口眼例批支组村镇街支株头只块盏本张类级种门万亿";

fn counter(behind: &str) -> &str {
    let letters = behind.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters > 0 {
        return behind.get(..letters).unwrap_or_default();
    }
    if let Some(word) = COUNTERS.iter().find(|word| behind.starts_with(**word)) {
        return word;
    }
    let first = behind.chars().next().filter(|c| SINGLE.contains(*c));
    behind
        .get(..first.map_or(0, char::len_utf8))
        .unwrap_or_default()
}
