//! Numbering in front of names and below headings.

use rust_decimal::Decimal;

use super::figure::{NumberReading, reading};
use crate::workbook::Cell;

/// Whether cells number the columns below the headings: 1 | 2 | 3 ….
pub(super) fn numbers_columns(cells: &[Cell]) -> bool {
    let mut next = Decimal::ONE;
    cells.iter().all(|cell| {
        let fits = matches!(reading(&cell.value), NumberReading::Number(n) if n.value == next);
        next = next.saturating_add(Decimal::ONE);
        fits
    })
}

/// A digit, also one of full width.
pub(super) const fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// Whether a text is a name and not the rest of a quantity, as in `1.3万人`.
fn names_something(name: &str) -> bool {
    !name.starts_with(is_digit)
}

/// The name without `①`, `1.`, `二、` or `（3）` before it.
pub(super) fn without_number(name: &str) -> &str {
    let circled = |c: char| ('\u{2460}'..='\u{2473}').contains(&c);
    let bare = name.trim_start_matches(circled).trim_start();
    let open = bare.strip_prefix(['（', '(']);
    let inner = open.unwrap_or(bare);
    let is_number = |c: char| is_digit(c) || "一二三四五六七八九十".contains(c);
    let behind = inner.trim_start_matches(is_number);
    let rest = match open {
        Some(_) => behind.strip_prefix(['）', ')']),
        None => behind.strip_prefix(['.', '、', '．']),
    };
    match rest.map(str::trim) {
        Some(name) if behind.len() < inner.len() && names_something(name) => name,
        _ => bare,
    }
}

#[cfg(test)]
mod tests {
    use super::without_number;

    #[test]
    fn names_stand_behind_their_numbers() {
        for (typed, name) in [
            ("①参保人数", "参保人数"),
            ("1.数量指标", "数量指标"),
            ("（一）产出指标", "产出指标"),
            ("三、满意度指标", "满意度指标"),
            ("1.3万人参保", "1.3万人参保"),
            ("12345热线办结率", "12345热线办结率"),
            ("（本级）参保人数", "（本级）参保人数"),
            ("一次办结率", "一次办结率"),
            ("１．数量指标", "数量指标"),
            ("１．３万人参保", "１．３万人参保"),
        ] {
            assert_eq!(without_number(typed), name, "{typed}");
        }
    }
}
