//! The reading of target and actual value of an indicator.

use rust_decimal::Decimal;

use super::case::{Case, Sense};
use super::choice;
use super::ruleset::RuleSet;
use crate::base::number::Rate;
use crate::model::{
    Comparator, Content, Date, Filing, Indicator, Located, Quantity, Reconciled, ScaleAssumption,
    Statement, Unscored, reconcile,
};

/// The reading of target and actual value.
pub(super) enum Reading {
    /// Figures that can be compared, and the quantity the target was typed as.
    Figures(Case, Quantity, Option<ScaleAssumption>),
    /// A deadline that was met.
    InTime,
    /// Nothing that could be recomputed.
    Open(Unscored),
}

/// The value of a cell, where it has one.
pub(super) fn statement_in(cell: Option<&Located<Statement>>) -> Option<&Statement> {
    cell.map(|c| &c.value)
        .filter(|s| s.content != Content::Blank)
}

/// The reading of the cells of an indicator.
pub(super) fn read(
    indicator: &Indicator,
    filing: &Filing,
    rules: &RuleSet,
    execution: Option<Rate>,
) -> Reading {
    let Some(target) = statement_in(indicator.target.as_ref()) else {
        return Reading::Open(Unscored::NoTarget);
    };
    let Some(actual) = statement_in(indicator.actual.as_ref()) else {
        return Reading::Open(without_statement(indicator));
    };
    let sense = choice::sense(indicator, target, rules);
    let (low, high) = match &target.content {
        Content::Quantity(quantity) => (quantity, quantity),
        Content::Range(ends) => (&ends.0, &ends.1),
        Content::Date(date) => return deadline(*date, target.comparator, actual, filing),
        Content::Text(_) => return Reading::Open(Unscored::Qualitative),
        Content::Unreadable(_) | Content::Uncalculated | Content::Blank => {
            return Reading::Open(Unscored::Unreadable);
        }
    };
    match &actual.content {
        Content::Text(words) if NOT_APPLICABLE.contains(&words.trim()) => {
            Reading::Open(Unscored::NotApplicable)
        }
        // A day is no figure either.
        Content::Text(_) | Content::Date(_) => Reading::Open(Unscored::Worded),
        Content::Quantity(value) if !opposed(sense, actual.comparator) => {
            figures((sense, execution), (low, high), value, rules)
        }
        _ => Reading::Open(Unscored::Unreadable),
    }
}

/// Words that answer: the indicator does not apply.
const NOT_APPLICABLE: [&str; 4] = ["不适用", "不涉及", "N/A", "n/a"];

/// Why an actual value with neither figure nor words is not usable: 不适用 is an answer, 无 a word.
fn without_statement(indicator: &Indicator) -> Unscored {
    match indicator.stated_actual().map(|a| a.typed.trim()) {
        Some(typed) if NOT_APPLICABLE.contains(&typed) => Unscored::NotApplicable,
        Some(_) => Unscored::Worded,
        None => Unscored::NoActual,
    }
}

/// An actual value "at most 5" cannot be compared with a target "at least 3".
const fn opposed(sense: Sense, actual: Option<Comparator>) -> bool {
    matches!(
        (sense, actual),
        (
            Sense::Up | Sense::Over,
            Some(Comparator::AtMost | Comparator::LessThan)
        ) | (
            Sense::Down,
            Some(Comparator::AtLeast | Comparator::MoreThan)
        )
    )
}

fn figures(
    (sense, execution): (Sense, Option<Rate>),
    (low, high): (&Quantity, &Quantity),
    value: &Quantity,
    rules: &RuleSet,
) -> Reading {
    match (reconcile(low, value), reconcile(high, value)) {
        (
            Reconciled::Comparable {
                target: low_end,
                actual,
                assumed,
            },
            Reconciled::Comparable {
                target: high_end,
                actual: again,
                ..
            },
        ) if actual == again => Reading::Figures(
            Case {
                sense,
                target: (low_end, high_end),
                actual,
                execution,
                reverse: rules.reverse.variant,
                one: match low.percent {
                    true => HUNDREDTH,
                    false => low.scale.factor(),
                },
            },
            low.clone(),
            assumed,
        ),
        _ => Reading::Open(Unscored::MeasuresDiffer),
    }
}

/// A deadline is met on or before the date, or by 100% where no date is given back.
fn deadline(
    due: Date,
    comparator: Option<Comparator>,
    actual: &Statement,
    filing: &Filing,
) -> Reading {
    let reversed = matches!(comparator, Some(Comparator::AtLeast | Comparator::MoreThan));
    let year = filing.year.as_ref().map(|y| y.value);
    let met = match &actual.content {
        Content::Date(done) => {
            let dated = |date: Date, other: Date| Date {
                year: date.year.or(other.year).or(year),
                ..date
            };
            dated(*done, due) <= dated(due, *done)
        }
        Content::Quantity(q) if q.percent => q.value >= Decimal::ONE,
        Content::Quantity(_) => return Reading::Open(Unscored::MeasuresDiffer),
        _ => false,
    };
    if met && !reversed {
        Reading::InTime
    } else {
        Reading::Open(Unscored::DateOpen)
    }
}

/// One percentage point.
const HUNDREDTH: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// Whether the target is a number or a range of numbers.
pub(super) fn is_numeric(indicator: &Indicator) -> bool {
    let target = statement_in(indicator.target.as_ref()).map(|t| &t.content);
    matches!(target, Some(Content::Quantity(_) | Content::Range(_)))
}
