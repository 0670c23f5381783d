//! Dates, deadlines and periods; a month or year is read as its last day, a period as its end.

use super::UnclearText;
use crate::model::Date;

/// The parts of a date as typed.
#[derive(Clone, Copy)]
struct TypedDate {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
}

/// A date at the start of `rest`, and the rest; an impossible or doubtful one is unclear.
pub(super) fn at(rest: &str) -> Option<Result<(Date, &str), UnclearText>> {
    if doubtful(rest) {
        return Some(Err(UnclearText));
    }
    let (first, mut tail) = written(rest).or_else(|| numeric(rest))?;
    let mut last = first;
    if let Some((end, after)) = connector(tail).and_then(|t| written(t).or_else(|| numeric(t))) {
        last = TypedDate {
            year: end.year.or(first.year),
            ..end
        };
        tail = after;
    }
    Some(day_of(last).ok_or(UnclearText).map(|date| (date, tail)))
}

/// 2023年12月31日, 2021年底, 2021年, 12月底, 1-12月, 2020-2023年.
fn written(rest: &str) -> Option<(TypedDate, &str)> {
    let (year, tail) = match year(rest) {
        Some((year, tail)) => (Some(year), tail),
        None => (None, rest),
    };
    if let Some((month, day, tail)) = month(tail) {
        let month = Some(month);
        return Some((TypedDate { year, month, day }, tail));
    }
    year?;
    let tail = ["年底", "底", "末"]
        .iter()
        .find_map(|end| tail.strip_prefix(end))
        .unwrap_or(tail);
    Some((
        TypedDate {
            year,
            month: None,
            day: None,
        },
        tail,
    ))
}

/// `2023年`, `2023年度`, or the last year of `2020-2023年`.
fn year(rest: &str) -> Option<(i32, &str)> {
    let (mut year, mut tail) = digits(rest, 4, 4)?;
    if let Some((last, after)) = connector(tail).and_then(|t| digits(t, 4, 4)) {
        (year, tail) = (last, after);
    }
    let tail = tail.strip_prefix('年')?;
    let tail = tail.strip_prefix('度').unwrap_or(tail);
    let year = i32::try_from(year).ok().filter(|y| plausible(*y))?;
    Some((year, tail))
}

/// `12月`, `12月31日`, `12月底`, or the last month of `1-12月`.
fn month(rest: &str) -> Option<(u32, Option<u32>, &str)> {
    let (mut month, mut tail) = digits(rest, 1, 2)?;
    if let Some((last, after)) = connector(tail).and_then(|t| digits(t, 1, 2)) {
        (month, tail) = (last, after);
    }
    let tail = tail.strip_prefix('月')?;
    if let Some((day, after)) = digits(tail, 1, 2)
        && let Some(after) = after.strip_prefix(['日', '号'])
    {
        return Some((month, Some(day), after));
    }
    let tail = tail.strip_prefix('份').unwrap_or(tail);
    for (part, day) in [
        ("上旬", Some(10)),
        ("中旬", Some(20)),
        ("下旬", None),
        ("底", None),
        ("末", None),
    ] {
        if let Some(after) = tail.strip_prefix(part) {
            return Some((month, day, after));
        }
    }
    Some((month, None, tail))
}

/// `2023-12-31`, `2023.12.31`, `2023/12/31`, `2023-12`, `2023/12`; `2023.12前`.
fn numeric(rest: &str) -> Option<(TypedDate, &str)> {
    let (year, tail) = digits(rest, 4, 4)?;
    let year = i32::try_from(year).ok().filter(|y| plausible(*y))?;
    let separator = ['-', '/', '.'].into_iter().find(|s| tail.starts_with(*s))?;
    let (month, tail) = digits(tail.strip_prefix(separator)?, 1, 2)?;
    let full = tail.strip_prefix(separator).and_then(|t| digits(t, 1, 2));
    let (day, tail) = match full {
        Some((day, tail)) => (Some(day), tail.strip_prefix(['日', '号']).unwrap_or(tail)),
        None => (None, tail),
    };
    let deadline = ["前", "底", "之前", "以前", "完成"]
        .iter()
        .any(|w| tail.starts_with(w));
    let is_date = (1..=12).contains(&month) && (day.is_some() || separator != '.' || deadline);
    let typed = TypedDate {
        year: Some(year),
        month: Some(month),
        day,
    };
    // 2020-12345 and 2020-12.5 are no dates.
    let ends = !tail.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == '%');
    (ends && (is_date || day.is_some())).then_some((typed, tail))
}

/// Whether a text is `2023.12` or `20231231` only, which may be a number as well.
fn doubtful(rest: &str) -> bool {
    let bare = rest.trim_end_matches('。');
    let month = |text: &str| {
        text.len() == 2 && digits(text, 2, 2).is_some_and(|(m, _)| (1..=12).contains(&m))
    };
    let year = |text: &str| {
        digits(text, 4, 4).is_some_and(|(y, t)| {
            t.is_empty() && i32::try_from(y).is_ok_and(|y| (1990..=2099).contains(&y))
        })
    };
    if let Some((whole, fraction)) = bare.split_once('.') {
        return year(whole) && month(fraction);
    }
    bare.len() == 8
        && bare.get(..4).is_some_and(year)
        && bare.get(4..6).is_some_and(month)
        && digits(bare.get(6..).unwrap_or_default(), 2, 2)
            .is_some_and(|(d, _)| (1..=31).contains(&d))
}

fn plausible(year: i32) -> bool {
    (1900..=2199).contains(&year)
}

/// `least` to `most` digits, not followed by another.
fn digits(rest: &str, least: usize, most: usize) -> Option<(u32, &str)> {
    let tail = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let run = rest.strip_suffix(tail)?;
    let fits = (least..=most).contains(&run.len());
    fits.then(|| run.parse().ok()).flatten().map(|n| (n, tail))
}

/// The rest behind the word or dash of a period.
fn connector(rest: &str) -> Option<&str> {
    let tail = rest.trim_start_matches(['-', '—', '~', '至', '到']);
    (tail.len() < rest.len()).then_some(tail)
}

fn day_of(typed: TypedDate) -> Option<Date> {
    let month = typed.month.unwrap_or(12);
    let last = last_day(typed.year, month)?;
    let day = typed.day.unwrap_or(last);
    (1..=last).contains(&day).then_some(Date {
        year: typed.year,
        month,
        day,
    })
}

/// Last day of a month; February without a year may have 29.
fn last_day(year: Option<i32>, month: u32) -> Option<u32> {
    let leap = year.is_none_or(|y| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 if leap => Some(29),
        2 => Some(28),
        _ => None,
    }
}
