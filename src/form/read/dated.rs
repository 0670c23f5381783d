//! The year that a label names beside its field: 2022年完成值, 上年决算数, 预算数（2022年）.

use std::borrow::Cow;

use super::super::labels::{bracketed, fold};
use super::page::Word;
use super::year::number;

/// The year that a label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dated {
    /// 上年完成值
    Earlier,
    /// 下年预算数
    Later,
    /// 2023年完成值
    Year(i32),
}

/// A label with its year taken out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Label<'k> {
    /// None for 本年.
    pub(super) year: Option<Dated>,
    /// What is left of the key: 完成值 of 2022年完成值, nothing of 2022年度.
    pub(super) rest: Cow<'k, str>,
}

/// Words in front of a field that name a year without its number.
const RELATIVE: &[(&str, Option<Dated>)] = &[
    ("上年度", Some(Dated::Earlier)),
    ("上年", Some(Dated::Earlier)),
    ("上一年度", Some(Dated::Earlier)),
    ("上一年", Some(Dated::Earlier)),
    ("去年", Some(Dated::Earlier)),
    ("前年", Some(Dated::Earlier)),
    ("往年", Some(Dated::Earlier)),
    ("下年度", Some(Dated::Later)),
    ("下年", Some(Dated::Later)),
    ("下一年度", Some(Dated::Later)),
    ("次年", Some(Dated::Later)),
    ("明年", Some(Dated::Later)),
    ("本年度", None),
    ("本年", None),
    ("当年", None),
    ("今年", None),
];

/// The year that a word names, where it names one.
pub(super) fn label<'w>(word: &'w Word<'_>) -> Option<Label<'w>> {
    if !word.text.contains(['年', '2', '２']) {
        return None;
    }
    in_key(&word.key).or_else(|| {
        let year = in_brackets(word.text)?;
        let rest = Cow::Borrowed(&*word.key);
        Some(Label { year, rest })
    })
}

/// The year in the words of a key.
pub(super) fn in_key(key: &str) -> Option<Label<'_>> {
    let relative = RELATIVE.iter().find_map(|(word, year)| {
        let rest = Cow::Borrowed(key.strip_prefix(word)?);
        Some(Label { year: *year, rest })
    });
    relative.or_else(|| numbered(key))
}

/// 预期2023年实现值: four digits before 年, or two at the beginning.
fn numbered(key: &str) -> Option<Label<'_>> {
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
        let year = Some(Dated::Year(year));
        Some(Label { year, rest })
    })
}

/// The digits at the end of a text, and what stands before them.
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

/// 预算数（2022年）, 完成值（上年）; 预算数（含上年结转） names no year of its own.
fn in_brackets(text: &str) -> Option<Option<Dated>> {
    let folded = fold(text);
    bracketed(&folded).into_iter().find_map(|inner| {
        if let Some(year) = number(inner) {
            return Some(Some(Dated::Year(year)));
        }
        let label = in_key(inner)?;
        matches!(&*label.rest, "" | "数" | "值").then_some(label.year)
    })
}

#[cfg(test)]
mod tests {
    use super::{Dated, in_brackets, in_key};

    #[test]
    fn years_in_labels() {
        for (key, year, rest) in [
            ("2023年完成值", Some(Dated::Year(2023)), "完成值"),
            ("2022年度指标值", Some(Dated::Year(2022)), "指标值"),
            ("预期2023年实现值", Some(Dated::Year(2023)), "预期实现值"),
            ("2023年初预算数", Some(Dated::Year(2023)), "年初预算数"),
            ("22年决算数", Some(Dated::Year(2022)), "决算数"),
            ("二〇二二年完成值", Some(Dated::Year(2022)), "完成值"),
            ("2022年度", Some(Dated::Year(2022)), ""),
            ("上年度实际值", Some(Dated::Earlier), "实际值"),
            ("次年预算数", Some(Dated::Later), "预算数"),
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
            ("预算数（2022年）", Some(Some(Dated::Year(2022)))),
            ("完成值（2022）", Some(Some(Dated::Year(2022)))),
            ("完成值（上年数）", Some(Some(Dated::Earlier))),
            ("预算数（含上年结转）", None),
            ("执行数（万元）", None),
        ] {
            assert_eq!(in_brackets(text), year, "{text}");
        }
    }
}
