//! Wording of the findings: what is wrong — what to do, both languages side by side.

mod file;
mod funding;
mod indicator;
mod reading;
mod score;
mod unit;

use rust_decimal::Decimal;

use super::Problem;
use crate::base::lang::{Lang, Message};
use crate::base::number::{self, Rounding, RoundingMode};
use crate::model::Warning;

/// Longest piece of somebody's cell that is quoted, in characters.
const QUOTED: usize = 60;

/// `problem` in words.
pub(super) fn wording(problem: &Problem, lang: Lang) -> String {
    message(problem).get(lang)
}

/// Several problems as one reason, in their order.
#[must_use]
pub fn reason(problems: &[Problem], lang: Lang) -> String {
    let gap = match lang {
        Lang::Zh => "",
        Lang::En => " ",
    };
    let words: Vec<_> = problems.iter().map(|p| wording(p, lang)).collect();
    words.join(gap)
}

// One line per finding keeps the list readable and the match exhaustive.
#[rustfmt::skip]
fn message(problem: &Problem) -> Message {
    use Problem as P;
    match problem {
        P::Refused(refusal) => file::refused(refusal),
        P::NoForm => file::no_form(),
        P::StageDiffers { expected, found } => file::stage_differs(*expected, *found),
        P::HiddenSheet(name) => file::hidden_sheet(name),
        P::ExampleSheet(name) => file::example_sheet(name),
        P::TemplateAltered { what } => file::template_altered(what),
        P::DuplicateFile { other } => file::duplicate_file(other),
        P::DuplicateUnit { other } => file::duplicate_unit(other),
        P::Uncalculated => reading::uncalculated(),
        P::ErrorValue(typed) => reading::error_value(typed),
        P::BeyondWindow => reading::beyond_window(),
        P::OutOfRange => reading::out_of_range(),
        P::LabelGuessed { typed, taken } => reading::label_guessed(typed, *taken),
        P::ColumnUnread { typed } => reading::column_unread(typed),
        P::UnreadableQuantity { field, typed } => reading::unreadable_quantity(*field, typed),
        P::FieldMissing { field, of } => reading::field_missing(*field, of.as_deref()),
        P::UnitUnclear => reading::unit_unclear(),
        P::UnitNotListed { found, nearest } => unit::not_listed(found, nearest.as_deref()),
        P::UnitNameDiffers { expected, found } => unit::name_differs(expected, found),
        P::UnitCodeDiffers { expected, found } => unit::code_differs(expected, found),
        P::YearUnclear => reading::year_unclear(),
        P::YearDiffers { expected, found } => reading::year_differs(*expected, *found),
        P::AmountInLabel { typed, taken } => reading::amount_in_label(typed, *taken),
        P::MeasureUnclear => funding::measure_unclear(),
        P::MeasureSuspect { found, measure } => funding::measure_suspect(*found, measure),
        P::CrossFoot { whole, field, expected, found } => funding::cross_foot(whole, *field, *expected, *found),
        P::AdjustmentMismatch { expected, found } => funding::adjustment(*expected, *found),
        P::Overspent { expected, found } => funding::overspent(*expected, *found),
        P::ExecutionRed { rate, relative } => funding::behind(*rate, *relative, Warning::Red),
        P::ExecutionYellow { rate, relative } => funding::behind(*rate, *relative, Warning::Yellow),
        P::ZeroBudget => funding::zero_budget(),
        P::Negative { field, found } => funding::negative(*field, *found),
        P::ExecutionRateMismatch { expected, found } => funding::execution_rate(*expected, *found),
        P::WeightSum { expected, found } => score::weight_sum(*expected, *found),
        P::GroupWeightSum { group, expected, found } => score::group_weight_sum(group, *expected, *found),
        P::ScoreAbovePoints { expected, found } => score::above_points(*expected, *found),
        P::ExecutionScoreMismatch { expected, found } => score::execution(*expected, *found),
        P::ScoreMismatch { indicator, expected, found } => score::indicator(indicator, *expected, *found),
        P::TotalMismatch { expected, found } => score::total(*expected, *found),
        P::ReportedSum { expected, found } => score::reported_sum(*expected, *found),
        P::GradeMismatch { expected, found } => score::grade(expected, found),
        P::NotScorable { missing } => score::not_scorable(missing),
        P::CompletionMismatch { expected, found } => indicator::completion(*expected, *found),
        P::NotVerifiable { indicator, found } => indicator::not_verifiable(indicator, *found),
        P::OutOfBand { indicator, band, found } => indicator::out_of_band(indicator, *band, *found),
        P::MeasuresDiffer { indicator, expected, found } => indicator::measures_differ(indicator, expected, found),
        P::PercentAssumed { indicator, typed, taken } => indicator::percent_assumed(indicator, typed, taken),
        P::OverFulfilled { indicator, expected, found } => indicator::over_fulfilled(indicator, *expected, *found),
        P::NothingIncurred { indicator } => indicator::nothing_incurred(indicator),
        P::SharedScore { indicators } => indicator::shared_score(indicators),
    }
}

/// A figure as filed, without superfluous zeros: `485.82`.
fn figure(value: Decimal) -> String {
    value.normalize().to_string()
}

/// A fraction as a percentage of at most two places: `89.85%`.
fn percent(fraction: Decimal) -> String {
    number::percent(Rounding::new(4, RoundingMode::HalfUp).apply(fraction))
}

/// A distance between two figures, without its sign.
fn distance(a: Decimal, b: Decimal) -> String {
    a.checked_sub(b)
        .map_or_else(String::new, |d| figure(d.abs()))
}

/// What somebody typed, on one line, without invisible characters, cut where it is long.
fn quoted(typed: &str) -> String {
    let visible = typed
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .filter(|c| !c.is_control() && !invisible(*c))
        .collect::<String>();
    match visible.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", visible.get(..end).unwrap_or_default()),
        None => visible,
    }
}

/// Marks of writing direction and width-less characters, which can make a message read differently.
const fn invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
    )
}

#[cfg(test)]
mod tests;
