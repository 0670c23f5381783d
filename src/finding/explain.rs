//! What each finding means, why it matters, and an example; ready to be printed.

mod amount;
mod file;
mod indicator;
mod reading;
mod score;
mod unit;

use super::Code;
use crate::base::lang::Text;

/// 是什么
pub const WHAT: Text = Text::new("是什么", "What");
/// 为什么
pub const WHY: Text = Text::new("为什么", "Why");
/// 举例
pub const EXAMPLE: Text = Text::new("举例", "Example");

/// The explanation of one code 说明, a text for each of the headings [`WHAT`], [`WHY`] and [`EXAMPLE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// What the finding says.
    pub what: Text,
    /// Why it matters.
    pub why: Text,
    /// A case of it.
    pub example: Text,
}

const fn explanation(what: Text, why: Text, example: Text) -> Explanation {
    Explanation { what, why, example }
}

/// What `code` means, why it matters, and an example.
#[must_use]
pub const fn explain(code: Code) -> Explanation {
    match code {
        Code::FileEmpty => file::EMPTY,
        Code::FilePassword => file::PASSWORD,
        Code::FileDamaged => file::DAMAGED,
        Code::FileNotWorkbook => file::NOT_WORKBOOK,
        Code::FileArchive => file::ARCHIVE,
        Code::FileLimit => file::LIMIT,
        Code::FileNotOpened => file::NOT_OPENED,
        Code::FileSkipped => file::SKIPPED,
        Code::NoForm => file::NO_FORM,
        Code::StageDiffers => file::STAGE_DIFFERS,
        Code::HiddenSheet => file::HIDDEN_SHEET,
        Code::ExampleSheet => file::EXAMPLE_SHEET,
        Code::TemplateAltered => file::TEMPLATE_ALTERED,
        Code::DuplicateFile => file::DUPLICATE_FILE,
        Code::DuplicateUnit => file::DUPLICATE_UNIT,
        Code::Uncalculated => reading::UNCALCULATED,
        Code::ErrorValue => reading::ERROR_VALUE,
        Code::BeyondWindow => reading::BEYOND_WINDOW,
        Code::OutOfRange => reading::OUT_OF_RANGE,
        Code::LabelGuessed => reading::LABEL_GUESSED,
        Code::ColumnUnread => reading::COLUMN_UNREAD,
        Code::UnreadableQuantity => reading::UNREADABLE_QUANTITY,
        Code::FieldMissing => reading::FIELD_MISSING,
        Code::UnitUnclear => reading::UNIT_UNCLEAR,
        Code::UnitNotListed => unit::NOT_LISTED,
        Code::UnitNameDiffers => unit::NAME_DIFFERS,
        Code::UnitCodeDiffers => unit::CODE_DIFFERS,
        Code::YearUnclear => reading::YEAR_UNCLEAR,
        Code::YearDiffers => reading::YEAR_DIFFERS,
        Code::AmountInLabel => reading::AMOUNT_IN_LABEL,
        Code::MeasureUnclear => amount::MEASURE_UNCLEAR,
        Code::MeasureSuspect => amount::MEASURE_SUSPECT,
        Code::CrossFoot => amount::CROSS_FOOT,
        Code::AdjustmentMismatch => amount::ADJUSTMENT,
        Code::Overspent => amount::OVERSPENT,
        Code::ExecutionRed => amount::EXECUTION_RED,
        Code::ExecutionYellow => amount::EXECUTION_YELLOW,
        Code::ZeroBudget => amount::ZERO_BUDGET,
        Code::Negative => amount::NEGATIVE,
        Code::ExecutionRateMismatch => amount::EXECUTION_RATE,
        Code::WeightSum => score::WEIGHT_SUM,
        Code::GroupWeightSum => score::GROUP_WEIGHT_SUM,
        Code::ScoreAbovePoints => score::ABOVE_POINTS,
        Code::ExecutionScoreMismatch => score::EXECUTION,
        Code::ScoreMismatch => score::INDICATOR,
        Code::TotalMismatch => score::TOTAL,
        Code::ReportedSum => score::REPORTED_SUM,
        Code::GradeMismatch => score::GRADE,
        Code::NotScorable => score::NOT_SCORABLE,
        Code::CompletionMismatch => indicator::COMPLETION,
        Code::NotVerifiable => indicator::NOT_VERIFIABLE,
        Code::OutOfBand => indicator::OUT_OF_BAND,
        Code::MeasuresDiffer => indicator::MEASURES_DIFFER,
        Code::PercentAssumed => indicator::PERCENT_ASSUMED,
        Code::OverFulfilled => indicator::OVER_FULFILLED,
        Code::NothingIncurred => indicator::NOTHING_INCURRED,
        Code::SharedScore => indicator::SHARED_SCORE,
    }
}
