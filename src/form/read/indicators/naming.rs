//! Names of indicators and groups without numbering and points.

use ecow::EcoString;

use rust_decimal::Decimal;

use super::super::super::labels::{bracketed, fold};
use super::super::cover::{line_of, one_line};
use super::super::figure::{Number, NumberReading, Suffix, text_reading};
use super::super::numbering::{is_digit, without_number};
use super::is_filler;
use crate::model::{CellRef, Figure, Located};
use crate::workbook::Cell;

/// Splits a name with points: `产出指标（50分）`, `产出指标50分`.
pub(in super::super) fn split_points(text: &str) -> (&str, Option<Decimal>) {
    let Some(open) = text.rfind(['(', '（']) else {
        return split_bare_points(text);
    };
    let Some((name, tail)) = text.split_at_checked(open) else {
        return (text, None);
    };
    let folded = fold(tail);
    let points = bracketed(&folded)
        .first()
        .and_then(|inner| match text_reading(inner) {
            NumberReading::Number(Number {
                value,
                suffix: Suffix::None | Suffix::Points,
            }) => Some(value),
            _ => None,
        });
    match points {
        Some(points) => (name.trim(), Some(points)),
        None => (text, None),
    }
}

/// The digits before 分 at the end of the name of a group.
fn split_bare_points(text: &str) -> (&str, Option<Decimal>) {
    let bare = text.trim_end().strip_suffix('分').unwrap_or_default();
    let name = bare.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let points = bare.strip_prefix(name).unwrap_or_default();
    match text_reading(points) {
        NumberReading::Number(number) if name.ends_with("指标") => (name, Some(number.value)),
        _ => (text, None),
    }
}

/// The name without `指标1：` and stars before it.
pub(super) fn without_prefix(text: &str) -> &str {
    let text = text.trim_start_matches(['★', '☆', '*', ' ']);
    if let Some(rest) = text.strip_prefix("指标") {
        let numbered = |c: char| is_digit(c) || "一二三四五六七八九十".contains(c);
        let behind = rest.trim_start_matches(numbered);
        let number = rest.strip_suffix(behind).unwrap_or_default();
        if !number.is_empty() {
            if let Some(name) = behind.strip_prefix([':', '：', '.', '．', '、', ' ']) {
                return name.trim();
            }
            // 指标1工程完工率: the digits of the number are not followed by others.
            let short = number.chars().count() < 3 && rest.starts_with(is_digit);
            if short && behind.starts_with(char::is_alphabetic) {
                return behind.trim();
            }
        }
    }
    text
}

/// The name and the points in it, where they have no column: `相关性（5分）`.
pub(super) fn named_points(name: EcoString, cell: CellRef) -> (EcoString, Option<Figure>) {
    match split_points(&name) {
        (bare, Some(points)) => {
            let figure = Located::new(points, cell, &*name);
            (bare.into(), Some(figure))
        }
        (_, None) => (name, None),
    }
}

/// The text of a name; names of several indicators in one cell, each on a numbered line, remain on separate lines.
pub(super) fn name_line(text: &str) -> EcoString {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let numbered = |line: &str| without_number(without_prefix(line)).len() < line.len();
    let several = lines.clone().count() > 1 && lines.all(numbered);
    match several {
        true => text.trim().replace(['\r', '\n'], "；").into(),
        false => one_line(text),
    }
}

/// The name of a level without its points, and the points; `None` for fillers.
pub(super) fn named_level(cell: &Cell) -> Option<(EcoString, Option<Figure>)> {
    let text = line_of(&cell.value);
    let (name, points) = split_points(&text);
    let name = without_number(name);
    if is_filler(name) {
        return None;
    }
    let figure = points.map(|p| Located::new(p, cell.at, &*text));
    Some((EcoString::from(name.trim_end_matches('等')), figure))
}

#[cfg(test)]
mod tests {
    use super::{split_points, without_prefix};
    use rust_decimal::Decimal;

    #[test]
    fn points_in_group_headings() {
        for (text, name, points) in [
            ("产出指标（50分）", "产出指标", Some(50)),
            ("产出指标 (50)", "产出指标", Some(50)),
            ("满意度指标", "满意度指标", None),
            ("产出指标50分", "产出指标", Some(50)),
            ("高考成绩600分", "高考成绩600分", None),
            ("效益指标（社会）", "效益指标（社会）", None),
        ] {
            assert_eq!(
                split_points(text),
                (name, points.map(Decimal::from)),
                "{text}"
            );
        }
    }

    #[test]
    fn numbering_is_no_part_of_a_name() {
        for (text, name) in [
            (
                "指标1：完成中型灌区节水改造项目数量",
                "完成中型灌区节水改造项目数量",
            ),
            ("★★★农村低保发放人数(≥**人)", "农村低保发放人数(≥**人)"),
            ("指标达成率", "指标达成率"),
            ("指标1工程完工率", "工程完工率"),
            ("指标2023年达成率", "指标2023年达成率"),
            ("指标一次达成率", "指标一次达成率"),
            ("指标１：改扩建校舍面积", "改扩建校舍面积"),
            ("指标１２工程完工率", "工程完工率"),
            ("指标２０２３年达成率", "指标２０２３年达成率"),
        ] {
            assert_eq!(without_prefix(text), name);
        }
    }
}
