//! The numbers of a paragraph: what each is, what it is measured in, and the words before and behind it.
//!
//! Dates, numbers of documents and items, telephone numbers, ranges and digits inside names are no figures. Amounts and
//! rates in characters are: 三百二十万元, 百分之九十五.

mod characters;
mod listed;
mod measure;

use std::ops::Range;

use rust_decimal::Decimal;

use crate::base::number::parse_plain;
use characters::in_characters;
use listed::name_each;
use measure::measure;

/// What a figure is measured in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// Money: its value in 万元.
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
    /// Where it is in the paragraph, its measure included.
    pub span: Range<usize>,
    /// The number as printed.
    pub value: Decimal,
    /// What it is measured in.
    pub measure: Measure,
    /// The words before it, back to a point or another figure.
    pub name: String,
    /// Brackets it is in.
    pub depth: usize,
    /// Whether a sign or word makes it a bound: ≥, 不低于, 以上.
    pub bound: bool,
    /// The year that the words before it are about, where they name one.
    pub year: Option<i32>,
}

impl Figure {
    /// Its value in 万元, percent, points or pieces.
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

    /// One unit of its last printed digit, in the same measure.
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
#[must_use]
pub fn figures(text: &str) -> Vec<Figure> {
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
        if let Some(figure) = in_characters(text, at, from).filter(|_| title == 0) {
            at = figure.span.end;
            from = at;
            found.push(Figure { depth, ..figure });
            continue;
        }
        at += c.len_utf8();
        if BREAKS.contains(c) {
            from = at;
        }
    }
    name_each(text, &mut found);
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

/// The figure at a place; `None` where there is none.
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
    let figure = valued(text, start..digits.end, parse_plain(number)?, from);
    let long = number.len() > 6 && !number.contains('.');
    Some(figure).filter(|figure| figure.measure != Measure::Bare || !long)
}

/// A number at a place with what is around it; its name begins at `from`.
fn valued(text: &str, span: Range<usize>, value: Decimal, from: usize) -> Figure {
    let around = (text.get(..span.start), text.get(span.end..));
    let (before, behind) = (around.0.unwrap_or_default(), around.1.unwrap_or_default());
    let (measure, length) = match before.ends_with(HUNDREDTHS) {
        true => (Measure::Percent, 0),
        false => measure(behind, before),
    };
    let start = match before.strip_suffix(HUNDREDTHS) {
        Some(before) => before.len(),
        None => span.start,
    };
    let name = text.get(from..start).unwrap_or_default();
    let dated = text
        .get(..from)
        .is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()));
    let name = match dated {
        // 2023年年初: only the first 年 belongs to the number.
        true => name
            .strip_prefix('年')
            .unwrap_or(name)
            .trim_start_matches(['度', '.']),
        false => name,
    };
    let sign = |c: char| "≥≤<>＜＞=≧≦".contains(c);
    let tail = behind.get(length..).unwrap_or_default();
    let bound = name.ends_with(sign)
        || BOUNDS.iter().any(|word| name.ends_with(word))
        || ["以上", "以内", "以下", "及以上", "左右"]
            .iter()
            .any(|word| tail.starts_with(word));
    Figure {
        span: start..span.end + length,
        value,
        measure,
        name: name.trim_end_matches(sign).to_owned(),
        depth: 0,
        bound,
        year: None,
    }
}

/// Words before percents: 百分之95
const HUNDREDTHS: &str = "百分之";

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

/// Whether no part of a sentence precedes it.
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
