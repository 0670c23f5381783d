//! 评价年度: the year in the lines above the tables.

use std::ops::Range;

use super::super::labels::{Cover, bracketed, fold, key};
use super::labelled::labelled;
use super::page::{Page, Word};
use crate::model::Located;

/// The years in the words of some rows.
pub(super) fn stated<'p>(
    page: &'p Page<'_>,
    rows: Range<u32>,
) -> impl Iterator<Item = Located<i32>> + 'p {
    let words = page.words(rows).iter();
    words.filter_map(|w| stated_year(page, w))
}

/// The year in the lines above `row` for the form there: below its title, otherwise anywhere above.
pub(super) fn above(page: &Page<'_>, row: u32) -> Option<i32> {
    let stated = |rows: Range<u32>| {
        let first = stated(page, rows.clone()).next();
        first.or_else(|| in_pieces(page, rows))
    };
    let title = page.words(0..row).iter().rfind(|w| w.is_title());
    let below = stated(title.map_or(0, |title| title.at.row)..row);
    below.or_else(|| stated(0..row)).map(|year| year.value)
}

/// A year in several cells of a row: `（ | 2023 | 年度）`.
pub(super) fn in_pieces(page: &Page<'_>, mut rows: Range<u32>) -> Option<Located<i32>> {
    rows.find_map(|row| {
        let cells = page.sheet.row(row);
        let typed: String = cells.iter().map(|c| c.value.text()).collect();
        let year = lone_year(&fold(&typed))?;
        Some(Located::new(year, cells.first()?.at, typed))
    })
}

fn stated_year(page: &Page<'_>, word: &Word<'_>) -> Option<Located<i32>> {
    let folded = fold(word.text);
    let year = if word.is_title() {
        year_in(&folded).or_else(|| year_in_brackets(&folded))
    } else {
        lone_year(&folded)
            .or_else(|| labelled_year(page, word, &folded))
            .or_else(|| year_of_brackets(page, word, &folded))
            .or_else(|| year_apart(word.text))
            .or_else(|| year_of_line(page, word, &folded))
    }?;
    Some(Located::new(year, word.at, word.text))
}

/// A text that is a year, `(2022年度)`, also without one of its brackets, also in Chinese digits.
fn lone_year(folded: &str) -> Option<i32> {
    let bare: String = folded
        .chars()
        .filter(|c| !matches!(c, '(' | ')' | '_'))
        .collect();
    let digits = bare
        .strip_suffix("年度")
        .or_else(|| bare.strip_suffix('年'))?;
    number(digits)
}

/// A year in brackets behind the name of the form: `自评表（2021）`.
fn year_in_brackets(folded: &str) -> Option<i32> {
    bracketed(folded).into_iter().find_map(number)
}

/// A year in brackets on a line of its own: `（2021）` or `（二〇二一）`.
fn year_of_brackets(page: &Page<'_>, word: &Word<'_>, folded: &str) -> Option<i32> {
    let inner = folded.strip_prefix('(')?.strip_suffix(')')?;
    let row = page.words(word.at.row..word.at.row.saturating_add(1));
    (row.len() == 1).then(|| number(inner))?
}

/// A year that is separate in a line: `填报单位：某局  2023年度  单位：万元`.
fn year_apart(text: &str) -> Option<i32> {
    text.split_whitespace()
        .map(fold)
        .filter(|token| token.contains("年度"))
        .find_map(|token| lone_year(&token))
}

/// A year at the start of the only text of its row: `（2022年1月—12月）`, `2022年度绩效自评` or `（2022年度，单位：万元）`.
fn year_of_line(page: &Page<'_>, word: &Word<'_>, folded: &str) -> Option<i32> {
    let row = page.words(word.at.row..word.at.row.saturating_add(1));
    if row.len() > 1 {
        return None;
    }
    let line = folded.trim_matches(['(', ')']);
    let dated = |part: &str| lone_year(part).or_else(|| year_of_period(part));
    let first = line.split([',', '、', ';', '，', '；']).next()?;
    let subtitle = || line.find("年度").and_then(|end| number(line.get(..end)?));
    dated(first).or_else(|| subtitle().filter(|_| !line.contains(':')))
}

fn labelled_year(page: &Page<'_>, word: &Word<'_>, folded: &str) -> Option<i32> {
    let is_year = |label: &str| page.labels.cover.exact(&key(label)) == Some(Cover::Year);
    let mut inside = labelled(word.text).into_iter();
    if let Some((_, value)) = inside.find(|(label, value)| is_year(label) && !value.is_empty()) {
        return year_of(&fold(&value));
    }
    if !is_year(folded) {
        return None;
    }
    let cell = page.right_of(word.at.row, word.region.last.col)?;
    year_of(&fold(&cell.value.text()))
}

fn year_of(folded: &str) -> Option<i32> {
    number(folded)
        .or_else(|| lone_year(folded))
        .or_else(|| year_of_period(folded))
}

/// The year of a period within one year: `2023年1月1日至2023年12月31日`.
fn year_of_period(folded: &str) -> Option<i32> {
    let (from, to) = folded.split_once(['至', '-', '—', '~'])?;
    let from = year_in(from)?;
    let same = to.starts_with(|c: char| c.is_ascii_digit()) && to.contains('月');
    year_in(to).map_or(same, |to| to == from).then_some(from)
}

/// Whether a text is two years and nothing else: `（2022-2023年度）`.
pub(super) fn is_of_two(folded: &str) -> bool {
    let line = folded.trim_matches(['(', ')']);
    let plain = |part: &str| number(part).or_else(|| lone_year(part));
    let ends = line.split_once(['至', '-', '—', '~', '–']);
    let years = ends.and_then(|(from, to)| plain(from).zip(plain(to)));
    years.is_some_and(|(from, to)| from < to)
}

/// The first `2022年` in a title.
fn year_in(folded: &str) -> Option<i32> {
    let chars: Vec<char> = folded.chars().filter(|c| !matches!(c, '(' | ')')).collect();
    chars
        .windows(5)
        .filter(|w| w.last() == Some(&'年'))
        .find_map(|w| number(&w.iter().take(4).collect::<String>()))
}

/// Four digits, Arabic or Chinese, between 1990 and 2099.
pub(super) fn number(digits: &str) -> Option<i32> {
    if digits.chars().count() != 4 {
        return None;
    }
    let plain: String = digits.chars().map(arabic).collect();
    plain
        .parse()
        .ok()
        .filter(|year| (1990..2100).contains(year))
}

fn arabic(c: char) -> char {
    "〇一二三四五六七八九"
        .chars()
        .position(|d| d == c)
        .and_then(|i| char::from_digit(u32::try_from(i).ok()?, 10))
        .unwrap_or(if c == '○' || c == '零' { '0' } else { c })
}

#[cfg(test)]
mod tests {
    use super::{fold, lone_year, year_in};

    #[test]
    fn years_in_lines() {
        for (text, year) in [
            ("（ 2022 年度）", Some(2022)),
            ("2021年度）", Some(2021)),
            ("（2019年度）", Some(2019)),
            ("二〇二三年度", Some(2023)),
            ("（20  年度）", None),
            ("填报时间：2024年4月", None),
        ] {
            assert_eq!(lone_year(&fold(text)), year, "{text}");
        }
        for (text, year) in [
            ("部门预算项目支出绩效自评表(2023年度)", Some(2023)),
            ("2020年度市级服务贸易发展资金项目自评表", Some(2020)),
            ("项目支出绩效自评表", None),
        ] {
            assert_eq!(year_in(&fold(text)), year, "{text}");
        }
    }
}
