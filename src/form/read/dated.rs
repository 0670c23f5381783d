//! The year in a label: 2022年完成值, 上年决算数, 预算数（2022年）.

use std::borrow::Cow;

use super::super::labels::{bracketed, fold};
use super::page::Word;
use super::year::number;

/// The year in a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LabelYear {
    /// 上年完成值
    Earlier,
    /// 下年预算数
    Later,
    /// 2023年完成值
    Year(i32),
}

/// A label without its year.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct DatedLabel<'k> {
    /// Its year; `None` for 本年.
    pub(super) year: Option<LabelYear>,
    /// The rest of the key: 完成值 for 2022年完成值, empty for 2022年度.
    pub(super) rest: Cow<'k, str>,
}

/// Words for a year without its number, in front of a field.
const RELATIVE: &[(&str, Option<LabelYear>)] = &[
    ("上年度", Some(LabelYear::Earlier)),
    ("上年", Some(LabelYear::Earlier)),
    ("上一年度", Some(LabelYear::Earlier)),
    ("上一年", Some(LabelYear::Earlier)),
    ("去年", Some(LabelYear::Earlier)),
    ("前年", Some(LabelYear::Earlier)),
    ("往年", Some(LabelYear::Earlier)),
    ("下年度", Some(LabelYear::Later)),
    ("下年", Some(LabelYear::Later)),
    ("下一年度", Some(LabelYear::Later)),
    ("次年", Some(LabelYear::Later)),
    ("明年", Some(LabelYear::Later)),
    ("本年度", None),
    ("本年", None),
    ("当年", None),
    ("今年", None),
];

/// The label in a word that states a year.
pub(super) fn label<'w>(word: &'w Word<'_>) -> Option<DatedLabel<'w>> {
    if !word.text.contains(['年', '2', '２']) {
        return None;
    }
    in_key(&word.key).or_else(|| {
        let year = in_brackets(word.text)?;
        let rest = Cow::Borrowed(&*word.key);
        Some(DatedLabel { year, rest })
    })
}

/// The label in a key that states a year.
pub(super) fn in_key(key: &str) -> Option<DatedLabel<'_>> {
    let relative = RELATIVE.iter().find_map(|(word, year)| {
        let rest = Cow::Borrowed(key.strip_prefix(word)?);
        Some(DatedLabel { year: *year, rest })
    });
    relative.or_else(|| numbered(key))
}

/// 预期2023年实现值: four digits before 年, or two at the beginning.
fn numbered(key: &str) -> Option<DatedLabel<'_>> {
    key.match_indices('年').find_map(|(at, _)| {
        let (before, rest) = key.split_at_checked(at)?;
        let (before, year) = split_year(before)?;
        // 2023年初预算数 is 年初预算数 of 2023, 2023年度指标值 is 指标值.
        let kept = rest.strip_prefix("年度").unwrap_or_else(|| {
            let bare = rest.strip_prefix('年').unwrap_or(rest);
            match bare.starts_with(['初', '中', '末', '底', '终']) {
                true => rest,
                false => bare,
            }
        });
        let rest = match before {
            "" => Cow::Borrowed(kept),
            _ => Cow::Owned(format!("{before}{kept}")),
        };
        let year = Some(LabelYear::Year(year));
        Some(DatedLabel { year, rest })
    })
}

/// The digits at the end of a text, and the text before them.
fn split_year(before: &str) -> Option<(&str, i32)> {
    let mut starts = before.char_indices().rev().map(|(at, _)| at);
    if let Some((rest, year)) = starts.nth(3).and_then(|at| {
        let (rest, digits) = before.split_at_checked(at)?;
        Some((rest, number(digits)?))
    }) {
        return Some((rest, year));
    }
    let short = before.len() == 2 && before.bytes().all(|b| b.is_ascii_digit());
    let year = short.then(|| before.parse::<i32>().ok())??;
    Some(("", year.checked_add(2000)?))
}

/// 预算数（2022年）, 完成值（上年）; 预算数（含上年结转） is not of the year in brackets.
fn in_brackets(text: &str) -> Option<Option<LabelYear>> {
    let folded = fold(text);
    bracketed(&folded).into_iter().find_map(|inner| {
        if let Some(year) = number(inner) {
            return Some(Some(LabelYear::Year(year)));
        }
        let label = in_key(inner)?;
        matches!(&*label.rest, "" | "数" | "值").then_some(label.year)
    })
}

#[cfg(test)]
mod tests {
    use super::{LabelYear, in_brackets, in_key};

    #[test]
    fn years_in_labels() {
        for (key, year, rest) in [
            ("2023年完成值", Some(LabelYear::Year(2023)), "完成值"),
            ("2022年度指标值", Some(LabelYear::Year(2022)), "指标值"),
            (
                "预期2023年实现值",
                Some(LabelYear::Year(2023)),
                "预期实现值",
            ),
            ("2023年初预算数", Some(LabelYear::Year(2023)), "年初预算数"),
            ("22年决算数", Some(LabelYear::Year(2022)), "决算数"),
            ("二〇二二年完成值", Some(LabelYear::Year(2022)), "完成值"),
            ("2022年度", Some(LabelYear::Year(2022)), ""),
            ("上年度实际值", Some(LabelYear::Earlier), "实际值"),
            ("次年预算数", Some(LabelYear::Later), "预算数"),
            ("本年预算数", None, "预算数"),
        ] {
            let label = in_key(key).unwrap();
            assert_eq!((label.year, &*label.rest), (year, rest), "{key}");
        }
        for key in ["年度指标值", "1-7月执行数", "年初预算数", "3年内"] {
            assert_eq!(in_key(key), None, "{key}");
        }
    }

    #[test]
    fn years_in_brackets() {
        for (text, year) in [
            ("预算数（2022年）", Some(Some(LabelYear::Year(2022)))),
            ("完成值（2022）", Some(Some(LabelYear::Year(2022)))),
            ("完成值（上年数）", Some(Some(LabelYear::Earlier))),
            ("预算数（含上年结转）", None),
            ("执行数（万元）", None),
        ] {
            assert_eq!(in_brackets(text), year, "{text}");
        }
    }
}
