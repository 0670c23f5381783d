//! Numbers as people type them into cells for a number.

use rust_decimal::Decimal;

use super::super::labels::fold;
use crate::base::number::parse_plain;
use crate::model::Measure;
use crate::workbook::Value;

/// A number with its suffix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: Decimal,
    pub(super) suffix: Suffix,
}

/// The suffix of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Suffix {
    None,
    /// Percent; the value is a fraction already.
    Percent,
    Money(Measure),
    /// 分
    Points,
}

/// The content of a cell for a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberReading {
    /// Blank, or a sign for it: `/`, `—`, `无`.
    Blank,
    Number(Number),
    /// Anything else, which is reported and never read as 0.
    Unreadable,
}

/// Reads a cell without guessing.
pub(super) fn reading(value: &Value) -> NumberReading {
    let number = |value, suffix| NumberReading::Number(Number { value, suffix });
    match value {
        Value::Number(n) => number(*n, Suffix::None),
        Value::Percent(n, _) => number(*n, Suffix::Percent),
        Value::Text(text) => text_reading(text),
        Value::Date(_) | Value::Bool(_) => NumberReading::Unreadable,
    }
}

/// Reads a text without guessing.
pub(super) fn text_reading(text: &str) -> NumberReading {
    let folded = fold(text);
    if is_blank(&folded) {
        return NumberReading::Blank;
    }
    match parse(&folded).filter(|_| !holds_two(text)) {
        Some(number) => NumberReading::Number(number),
        None => NumberReading::Unreadable,
    }
}

/// Whether a text has two numbers: `100 50`. Spaces may separate thousands, or all digits of a number that is typed
/// wide; line breaks separate neither.
fn holds_two(text: &str) -> bool {
    let text = text.trim();
    let parts = || text.split_whitespace();
    if parts().nth(1).is_none() || parts().all(|part| part.chars().nth(1).is_none()) {
        return text.contains(['\n', '\r']) && parts().nth(1).is_some();
    }
    let figure = |c: char| c.is_numeric() || matches!(c, '.' | ',');
    let thousands = |before: &str, after: &str| {
        let digits = after.find(|c: char| !c.is_numeric()).unwrap_or(after.len());
        let three = after.get(..digits).is_some_and(|d| d.chars().count() == 3);
        three && !before.contains('.') && !text.contains(['\n', '\r'])
    };
    let pairs = parts().zip(parts().skip(1));
    let mut pairs = pairs.filter(|(a, b)| a.ends_with(figure) && b.starts_with(figure));
    pairs.any(|(a, b)| !thousands(a, b))
}

/// Signs for an empty cell.
pub(super) fn is_blank(folded: &str) -> bool {
    let signs = |c: char| {
        matches!(
            c,
            '/' | '\\' | '-' | '—' | '–' | '―' | '─' | '－' | '…' | '.' | '。' | '*' | '_' | '、'
        )
    };
    folded.chars().all(signs) || matches!(folded, "无" | "不适用" | "n/a" | "na" | "空")
}

fn parse(folded: &str) -> Option<Number> {
    let text = without_note(folded)
        .trim_end_matches('。')
        .trim_start_matches(['¥', '￥']);
    let (text, negative) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let digits_end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
        .unwrap_or(text.len());
    let (digits, behind) = text.split_at_checked(digits_end)?;
    let (suffix, scale) = suffix(behind)?;
    let magnitude = parse_plain(digits)?.checked_mul(scale)?;
    Some(Number {
        value: if negative { -magnitude } else { magnitude }.normalize(),
        suffix,
    })
}

/// `1325.4(含上年结转85万)` without the words in brackets; a unit of measure in brackets is kept.
fn without_note(folded: &str) -> &str {
    let noted = folded.strip_suffix(')').and_then(|t| t.rsplit_once('('));
    let Some((number, note)) = noted.filter(|(number, _)| !number.contains('(')) else {
        return folded;
    };
    let words = note.starts_with(|c: char| c.is_alphabetic() && !c.is_ascii());
    let unit = ["元", "分", "万", "亿", "千", "百"];
    match words && !unit.iter().any(|u| note.starts_with(u)) {
        true => number,
        false => folded,
    }
}

fn suffix(behind: &str) -> Option<(Suffix, Decimal)> {
    let percent = Decimal::new(1, 2);
    Some(match behind {
        "" => (Suffix::None, Decimal::ONE),
        "%" => (Suffix::Percent, percent),
        "分" => (Suffix::Points, Decimal::ONE),
        "元" => (Suffix::Money(Measure::Yuan), Decimal::ONE),
        "万元" | "万" => (Suffix::Money(Measure::TenThousandYuan), Decimal::ONE),
        "亿元" | "亿" => (Suffix::Money(Measure::HundredMillionYuan), Decimal::ONE),
        _ => return None,
    })
}

/// A name with an amount and its unit of money behind it, `财政拨款（100万元）`, `财政拨款 100万元`: both, and the amount.
pub(super) fn behind_name(text: &str) -> Option<(&str, &str, Number)> {
    let bare = text.trim_end();
    if let Some((name, amount)) = bare.rsplit_once('\n')
        && let NumberReading::Number(number) = text_reading(amount)
        && name.trim_end().ends_with(char::is_alphabetic)
    {
        return Some((name, amount, number));
    }
    let inner = bare.trim_end_matches([')', '）']);
    if !inner.ends_with(['元', '万', '亿']) {
        return None;
    }
    let unit = inner.trim_end_matches(['元', '万', '亿']).trim_end();
    let digit = |c: char| c.is_numeric() || matches!(c, '.' | ',' | '，' | '．');
    let start = unit.trim_end_matches(digit).len();
    let (name, amount) = (inner.get(..start)?, inner.get(start..)?);
    let name = name.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '（'));
    let NumberReading::Number(number) = text_reading(amount) else {
        return None;
    };
    let count = |signs: [char; 2]| name.chars().filter(|c| signs.contains(c)).count();
    let closed = count(['(', '（']) == count([')', '）']);
    let named = closed && name.ends_with(|c: char| c.is_alphabetic() || ")）".contains(c));
    (named && matches!(number.suffix, Suffix::Money(_))).then_some((name, amount, number))
}

/// The unit of money in a text such as `项目资金（万元）` or `单位：元`.
pub(crate) fn measure_named(text: &str) -> Option<Measure> {
    let folded = fold(text);
    memchr::memchr2(b'(', b':', folded.as_bytes())?;
    let folded = folded.replace("人民币", "");
    let named = |unit: &str| {
        ["(", ":"].iter().any(|open| {
            folded
                .split(open)
                .skip(1)
                .filter_map(|part| part.strip_prefix(unit))
                .any(|rest| !rest.starts_with(|c: char| c == '/' || c.is_alphabetic()))
        })
    };
    [
        Measure::TenThousandYuan,
        Measure::HundredMillionYuan,
        Measure::Yuan,
    ]
    .into_iter()
    .find(|m| named(m.label()))
}

#[cfg(test)]
mod tests {
    use super::{Measure, NumberReading, Suffix, behind_name, measure_named, text_reading};

    #[test]
    fn typed_numbers() {
        for (typed, value, suffix) in [
            (
                "4753.66万元",
                "4753.66",
                Suffix::Money(Measure::TenThousandYuan),
            ),
            ("387,664.62 元", "387664.62", Suffix::Money(Measure::Yuan)),
            ("100%", "1", Suffix::Percent),
            ("９９．９２％", "0.9992", Suffix::Percent),
            ("10分", "10", Suffix::Points),
            ("-3.5", "-3.5", Suffix::None),
            ("22.50", "22.5", Suffix::None),
            ("1,325.40（含上年结转85万）", "1325.4", Suffix::None),
            ("97.5分（优）", "97.5", Suffix::Points),
            ("1 234 567.5", "1234567.5", Suffix::None),
            ("4 8 5 . 8 2", "485.82", Suffix::None),
            (
                "485.82\n万元",
                "485.82",
                Suffix::Money(Measure::TenThousandYuan),
            ),
        ] {
            let NumberReading::Number(n) = text_reading(typed) else {
                panic!("{typed}");
            };
            assert_eq!(
                (n.value, n.suffix),
                (value.parse().unwrap(), suffix),
                "{typed}"
            );
        }
    }

    #[test]
    fn blanks_and_doubts_are_not_zero() {
        for blank in ["/", "—", "——", " - ", "……", "无", "**", ""] {
            assert_eq!(text_reading(blank), NumberReading::Blank, "{blank}");
        }
        for doubt in [
            "120（万元）",
            "100（50）",
            "约95%",
            "10左右",
            "1e3",
            "5-6",
            "十",
            "1,43",
            "12人",
            "1157.97\n88",
            "100 50",
            "1157.97 88",
            "12\n345",
            "9\n5",
        ] {
            assert_eq!(text_reading(doubt), NumberReading::Unreadable, "{doubt}");
        }
    }

    #[test]
    fn amounts_behind_names() {
        for (text, name, amount) in [
            ("财政拨款（100万元）", "财政拨款", "100万元"),
            ("财政拨款 1,100.5 元", "财政拨款", "1,100.5 元"),
            ("其中：财政拨款100万", "其中：财政拨款", "100万"),
            ("财政拨款\n100", "财政拨款", "100"),
        ] {
            let (found, typed, _) = behind_name(text).unwrap();
            assert_eq!((found, typed), (name, amount), "{text}");
        }
        for text in [
            "财政拨款（万元）",
            "补助每人300",
            "100万元",
            "财政拨款（2023年）",
            "不足-5元",
        ] {
            assert!(behind_name(text).is_none(), "{text}");
        }
    }

    #[test]
    fn units_of_money_are_found_in_headings() {
        for (text, measure) in [
            ("项目资金\n（万元）", Some(Measure::TenThousandYuan)),
            ("项目资金（元）", Some(Measure::Yuan)),
            (
                "一、财政资金安排和使用情况（单位：万元）",
                Some(Measure::TenThousandYuan),
            ),
            ("单位：元", Some(Measure::Yuan)),
            ("金额单位：人民币万元", Some(Measure::TenThousandYuan)),
            ("服务对象（万人）", None),
            ("补助标准（元/人·月）", None),
        ] {
            assert_eq!(measure_named(text), measure, "{text}");
        }
    }
}
