//! What a number is measured in, by the words behind it.

use rust_decimal::Decimal;

use super::{BREAKS, Measure};

const TEN_THOUSANDTH: Decimal = Decimal::from_parts(1, 0, 0, false, 4);
const TEN_THOUSAND: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// The measure that is behind a number, and its length.
pub(super) fn measure(behind: &str, before: &str) -> (Measure, usize) {
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
