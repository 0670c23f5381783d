//! Scoring methods in the cells of the sheet 评分方法.

use rust_decimal::Decimal;

use super::settings::Said;
use super::values::{PARTED, Row, fraction, items};
use super::words::{self, METHODS};
use crate::base::lang::{Message, Text};
use crate::base::number::percent;
use crate::rules::{Method, Step};

/// Columns of the sheet, by position.
pub(super) mod column {
    pub(in crate::rulebook) const SUBJECT: usize = 0;
    pub(in crate::rulebook) const NAMES: usize = 1;
    pub(in crate::rulebook) const GROUPS: usize = 2;
    pub(in crate::rulebook) const COMPARATOR: usize = 3;
    pub(in crate::rulebook) const TARGET: usize = 4;
    pub(in crate::rulebook) const METHOD: usize = 5;
    pub(in crate::rulebook) const UNIT: usize = 6;
    pub(in crate::rulebook) const DEDUCT: usize = 7;
    pub(in crate::rulebook) const PASS: usize = 8;
    pub(in crate::rulebook) const OF: usize = 9;
    pub(in crate::rulebook) const STEPS: usize = 10;
}

/// A method as the values of its six columns; `None` for the three that no rule file can name.
pub(super) fn cells(method: &Method) -> Option<[Said; 6]> {
    let blank = || Said::Blank;
    let mut cells = [blank(), blank(), blank(), blank(), blank(), blank()];
    let [key, unit, deduct, pass, of, steps] = &mut cells;
    let name = match method {
        Method::Proportional => "proportional",
        Method::ReverseDeduction => "reverse-deduction",
        Method::ReverseRatio => "reverse-ratio",
        Method::BudgetUtilisation => "budget-utilisation",
        Method::DeductPerUnit {
            unit: size,
            deduct: points,
        } => {
            *unit = Said::Number(*size);
            *deduct = Said::Number(*points);
            "deduct-per-unit"
        }
        Method::Steps {
            of: measured,
            steps: list,
        } => {
            *of = Said::key(measured);
            *steps = Said::Words(joined(list));
            "steps"
        }
        Method::PassLine { from } => {
            *pass = Said::Number(*from);
            "pass-line"
        }
        Method::AllOrNothing => "all-or-nothing",
        Method::Qualitative => "qualitative",
        Method::NothingIncurred => "nothing-incurred",
        Method::Deadline | Method::TargetZero | Method::WithinRange => return None,
    };
    *key = Said::Words(name.to_owned());
    Some(cells)
}

/// `60%=50%；80%=80%`
fn joined(steps: &[Step]) -> String {
    let steps = steps.iter();
    let steps: Vec<String> = steps
        .map(|step| format!("{}={}", percent(step.from), percent(step.share)))
        .collect();
    steps.join("；")
}

/// The columns that a method does not use, and what is wrong with its steps.
pub(super) fn faults(row: &Row<'_, '_>, key: &str) -> Vec<(usize, Message)> {
    let used: &[usize] = match key {
        "deduct-per-unit" => &[column::UNIT, column::DEDUCT],
        "steps" => &[column::OF, column::STEPS],
        "pass-line" => &[column::PASS],
        _ => &[],
    };
    let parameters = column::UNIT..=column::STEPS;
    let idle = parameters.filter(|at| !used.contains(at) && row.value(*at).is_some());
    let mut faults: Vec<_> = idle.map(|at| (at, not_used(key))).collect();
    if key == "steps" && steps(row).is_none() {
        faults.push((column::STEPS, no_steps()));
    }
    faults
}

/// The steps in a row, each with its bound and its share.
pub(super) fn steps(row: &Row<'_, '_>) -> Option<Vec<(Decimal, Decimal)>> {
    let items = items(row.value(column::STEPS), PARTED);
    let pair = |item: &String| {
        let item = item.replace('＝', "=");
        let (from, share) = item.split_once('=')?;
        fraction(from).zip(fraction(share))
    };
    items.iter().map(pair).collect()
}

fn not_used(key: &str) -> Message {
    let method = METHODS.iter().find(|(known, _)| *known == key);
    let name = method.map_or(Text::new("", ""), |(_, text)| *text);
    Message::new(
        format!("方法“{}”不用这一项。请清空，或改选方法。", name.zh),
        format!(
            "The method '{}' does not use this. Clear the cell or choose another method.",
            name.en
        ),
    )
}

fn no_steps() -> Message {
    Message::new(
        "分档应写作“60%=50%；80%=80%”：达到左边的比率得分值的右边比例。",
        "Write steps as 60%=50%; 80%=80%: from the left rate on, the right share of the points.",
    )
}

/// The key of the method in a row.
pub(super) fn key(row: &Row<'_, '_>) -> Option<&'static str> {
    words::typed(METHODS, &row.text(column::METHOD)?)
}
