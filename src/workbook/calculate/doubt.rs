//! Texts that some programs take for numbers and the engine does not: formulas that depend on one are not calculated.

use ironcalc_base::expressions::parser::Node;
use ironcalc_base::expressions::types::CellReferenceRC;

use super::functions::{children, holds, plain};
use super::reference::Reference;
use super::{CalcSheet, CellContent};
use crate::base::visible;

/// Functions that replace an error, which depends on whether a text among figures is one.
const CATCHING: [&str; 7] = [
    "IFERROR", "IFNA", "ISERR", "ISERROR", "ISNA", "ISNUMBER", "ISTEXT",
];

/// Signs that occur in numbers, dates, times and amounts of money.
const SIGNS: &str = " ,.%/-+:()¥￥$€年月日时分秒eE";

/// Functions that convert a text to a number where possible.
const NUMBERS: &str =
    "ABS INT MOD POWER ROUND ROUNDDOWN ROUNDUP SIGN SQRT TRUNC VALUE YEAR MONTH DAY";

/// The cells from which a formula takes texts.
#[derive(Clone, Copy)]
pub(super) struct FormulaTexts<'a> {
    pub(super) own: &'a CellReferenceRC,
    pub(super) sheets: &'a [CalcSheet],
}

impl<'a> FormulaTexts<'a> {
    /// Accepts a formula if every program agrees on its conditions, and it catches no error that only some programs
    /// give.
    pub(super) fn sound(self, node: &mut Node) -> Option<()> {
        let name = match &*node {
            Node::FunctionKind { kind, .. } => plain(&kind.to_xlsx_string()).to_owned(),
            _ => String::new(),
        };
        for (number, part) in children(node).into_iter().enumerate() {
            if is_condition(&name, number) && !is_sure(&self.condition(part)?) {
                return None;
            }
            let catches = number == 0 && CATCHING.contains(&&*name);
            if catches && self.counts_with_text(part) {
                return None;
            }
            self.sound(part)?;
        }
        Some(())
    }

    /// The text of a condition, which may come from the formula, from cells, or from both.
    fn condition(self, node: &Node) -> Option<String> {
        match node {
            Node::NumberKind(number) => Some(number.to_string()),
            Node::StringKind(text) => Some(text.clone()),
            Node::OpConcatenateKind { left, right } => {
                Some(self.condition(left)? + &self.condition(right)?)
            }
            Node::ReferenceKind { .. } => match self.content(node)? {
                CellContent::Number(number) => Some(number.to_string()),
                CellContent::Text(text) => Some(text.clone()),
                CellContent::Bool(_) | CellContent::Error(_) => None,
            },
            _ => None,
        }
    }

    fn content(self, node: &Node) -> Option<&'a CellContent> {
        let area = Reference::of(node)?.area(self.own)?;
        self.sheets.get(area.sheet)?.values.get(&area.first)
    }

    /// Whether a part calculates with a text that is a number to some programs only. The result of a text function
    /// counts as another text.
    fn counts_with_text(self, node: &mut Node) -> bool {
        let counts = match &*node {
            Node::OpSumKind { .. }
            | Node::OpProductKind { .. }
            | Node::OpPowerKind { .. }
            | Node::UnaryKind { .. } => true,
            Node::FunctionKind { kind, .. } => holds(NUMBERS, plain(&kind.to_xlsx_string())),
            _ => false,
        };
        children(node).into_iter().any(|part| {
            let doubtful = match &*part {
                Node::StringKind(text) => is_doubtful(text),
                Node::ReferenceKind { .. } => match self.content(part) {
                    Some(CellContent::Text(text)) => is_doubtful(text),
                    _ => false,
                },
                _ => false,
            };
            counts && doubtful || self.counts_with_text(part)
        })
    }
}

/// Whether programs disagree on a text among figures; a percentage is a number to all.
fn is_doubtful(text: &str) -> bool {
    let figure = text.trim().replace(',', "");
    may_be_number(text) && !is_number(figure.strip_suffix('%').unwrap_or(&figure))
}

/// Whether an argument of a function is a condition, by its number.
fn is_condition(name: &str, number: usize) -> bool {
    match name {
        "AVERAGEIF" | "COUNTIF" | "SUMIF" => number == 1,
        "COUNTIFS" => !number.is_multiple_of(2),
        "AVERAGEIFS" | "SUMIFS" => number > 0 && number.is_multiple_of(2),
        _ => false,
    }
}

/// Whether every program counts the same cells under a condition: a text without signs, or a number with any sign
/// except `<>`, which the engine applies to values of one type only.
fn is_sure(condition: &str) -> bool {
    let bare = condition.trim_start_matches(['<', '>', '=']);
    let sign = condition.strip_suffix(bare).unwrap_or_default();
    match sign {
        "" | "=" => is_number(bare) || !bare.is_empty() && !may_be_number(bare),
        "<" | ">" | "<=" | ">=" => is_number(bare),
        "<>" => bare.is_empty(),
        _ => false,
    }
}

/// Whether a text is a number to every program.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, places) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    plain(whole) && plain(places)
}

/// Whether a text is a number, a date, money or a truth value to some programs, but not a plain number to all.
fn may_be_number(text: &str) -> bool {
    let seen = visible(text);
    let signs =
        |c: char| c.is_numeric() || SIGNS.contains(c) || ('\u{FF01}'..='\u{FF5E}').contains(&c);
    let written = seen.contains(char::is_numeric) && seen.chars().all(signs);
    let truth = ["true", "false"].contains(&&*seen.trim().to_lowercase());
    (written || truth) && !is_number(text)
}

#[cfg(test)]
mod tests {
    use super::{is_doubtful, is_sure, may_be_number};

    #[test]
    fn conditions_are_sure_where_all_programs_agree() {
        for sure in [
            "3",
            "-0.5",
            "=3",
            ">=12.5",
            "<0",
            "甲局",
            "=甲局",
            "*局",
            "<>",
            "95%以上",
        ] {
            assert!(is_sure(sure), "{sure}");
        }
        for unsure in [
            "<>甲局", "<>3", "", "=", "<=甲", ">5%", "5%", "12/31", "1,234", "2023年", "TRUE",
            "><3", "(5)", " 7",
        ] {
            assert!(!is_sure(unsure), "{unsure}");
        }
    }

    #[test]
    fn percentages_among_figures_are_numbers_to_all() {
        for text in ["95%", " 97.5%", "1,234", "5"] {
            assert!(!is_doubtful(text), "{text}");
        }
        for text in ["12/31", "(5)", "true", "2023年", "¥5"] {
            assert!(is_doubtful(text), "{text}");
        }
    }

    #[test]
    fn texts_that_may_be_numbers_are_known() {
        for text in [
            "5%",
            "1,234",
            "2023-12-31",
            "12/31",
            "１２",
            "¥5",
            "(5)",
            " 7 ",
            "1e3",
            "True",
            "+6",
        ] {
            assert!(may_be_number(text), "{text}");
        }
        for text in [
            "",
            "—",
            "/",
            "甲局",
            "5",
            "-0.5",
            "485.82万元",
            "95%以上",
            "按季",
        ] {
            assert!(!may_be_number(text), "{text}");
        }
    }
}
