//! The facts of every finding, one variant per kind of fault.

use super::{Code, Field, Refusal};
use crate::model::Stage;
use ecow::EcoString;
use rust_decimal::Decimal;

/// What is wrong, with the facts needed to say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A file was not read.
    Refused(Refusal),
    /// A readable workbook without a self-evaluation form.
    NoForm,
    /// A form of another stage of the year than the run is about.
    StageDiffers {
        /// The stage of the run.
        expected: Stage,
        /// The stage of the form.
        found: Stage,
    },
    /// A hidden worksheet was not read.
    HiddenSheet(EcoString),
    /// A sheet marked as an example was not read.
    ExampleSheet(EcoString),
    /// A locked part of a blank form of this program was changed.
    TemplateAltered {
        /// The label that is gone, or what was typed over a formula.
        what: EcoString,
    },
    /// A formula was never calculated and reads as blank.
    Uncalculated,
    /// A cell holds an error value.
    ErrorValue(EcoString),
    /// Cells far outside any form were not read.
    BeyondWindow,
    /// A number too large to be exact.
    OutOfRange,
    /// A label was recognised by its parts only: what stood there, what it was taken for.
    LabelGuessed {
        /// The label as typed.
        typed: EcoString,
        /// What it was taken for.
        taken: Field,
    },
    /// A column of the indicator table with a heading that stands for nothing known; its cells were not read.
    ColumnUnread {
        /// The heading as typed.
        typed: EcoString,
    },
    /// A quantity that cannot be read.
    UnreadableQuantity {
        /// Which field.
        field: Field,
        /// What stood there.
        typed: EcoString,
    },
    /// A required field is blank or has no label on the form; `of` names the indicator.
    FieldMissing {
        /// Which field.
        field: Field,
        /// The indicator concerned.
        of: Option<EcoString>,
    },
    /// No unit name could be found.
    UnitUnclear,
    /// The unit is not on the roster; the name there that comes closest.
    UnitNotListed {
        /// Name on the form.
        found: EcoString,
        /// Closest name on the roster.
        nearest: Option<EcoString>,
    },
    /// The unit is on the roster under another name.
    UnitNameDiffers {
        /// Name on the roster.
        expected: EcoString,
        /// Name on the form.
        found: EcoString,
    },
    /// The unit is on the roster under another code.
    UnitCodeDiffers {
        /// Code on the roster.
        expected: EcoString,
        /// Code on the form.
        found: EcoString,
    },
    /// No year in the heading.
    YearUnclear,
    /// The form's year is not the run's.
    YearDiffers {
        /// Year of the run.
        expected: i32,
        /// Year of the form.
        found: i32,
    },
    /// The form does not say 元 or 万元.
    MeasureUnclear,
    /// The stated unit of money makes the amounts implausible: the total as printed and the stated unit.
    MeasureSuspect {
        /// The total as printed.
        found: Decimal,
        /// The stated unit.
        measure: &'static str,
    },
    /// A sub-row's amount stands inside its label and was taken for a column because the parts add up.
    AmountInLabel {
        /// What stood there.
        typed: EcoString,
        /// The column it was taken for.
        taken: Field,
    },
    /// Parts do not add up to their whole.
    CrossFoot {
        /// Name of the whole, such as 年度资金总额.
        whole: EcoString,
        /// Which column.
        field: Field,
        /// Sum of the parts.
        expected: Decimal,
        /// The whole as filed.
        found: Decimal,
    },
    /// initial + change ≠ adjusted.
    AdjustmentMismatch {
        /// initial + change.
        expected: Decimal,
        /// adjusted as filed.
        found: Decimal,
    },
    /// executed > adjusted.
    Overspent {
        /// The adjusted budget.
        expected: Decimal,
        /// The executed amount.
        found: Decimal,
    },
    /// The pace of spending by mid-year deserves a red warning.
    ExecutionRed {
        /// 执行率
        rate: Decimal,
        /// 相对序时进度
        relative: Decimal,
    },
    /// The pace of spending by mid-year deserves a yellow warning.
    ExecutionYellow {
        /// 执行率
        rate: Decimal,
        /// 相对序时进度
        relative: Decimal,
    },
    /// The adjusted budget is zero: no execution rate.
    ZeroBudget,
    /// All points (execution and indicators) do not add to the expected sum.
    WeightSum {
        /// Expected sum, usually 100.
        expected: Decimal,
        /// Sum of the weights read.
        found: Decimal,
    },
    /// A group's weights do not add to the points in its heading.
    GroupWeightSum {
        /// 一级指标
        group: EcoString,
        /// The heading's points.
        expected: Decimal,
        /// Sum of the weights read.
        found: Decimal,
    },
    /// A score above its weight.
    ScoreAbovePoints {
        /// The weight.
        expected: Decimal,
        /// The filed score.
        found: Decimal,
    },
    /// A negative score, weight or amount.
    Negative {
        /// Which field.
        field: Field,
        /// The figure.
        found: Decimal,
    },
    /// The printed execution rate is not executed ÷ adjusted; fractions.
    ExecutionRateMismatch {
        /// Recomputed.
        expected: Decimal,
        /// Printed.
        found: Decimal,
    },
    /// The filed execution score is not what the rules give.
    ExecutionScoreMismatch {
        /// Recomputed.
        expected: Decimal,
        /// Filed.
        found: Decimal,
    },
    /// The printed completion rate is not what the figures give; fractions.
    CompletionMismatch {
        /// Recomputed.
        expected: Decimal,
        /// Printed.
        found: Decimal,
    },
    /// The filed score of an indicator is not what the rules give.
    ScoreMismatch {
        /// The indicator.
        indicator: EcoString,
        /// Recomputed.
        expected: Decimal,
        /// Filed.
        found: Decimal,
    },
    /// The filed total is not the sum of the recomputed scores.
    TotalMismatch {
        /// Recomputed.
        expected: Decimal,
        /// Filed.
        found: Decimal,
    },
    /// The filed total is not even the sum of the filed scores.
    ReportedSum {
        /// Sum of the filed scores.
        expected: Decimal,
        /// Filed total.
        found: Decimal,
    },
    /// The filed grade is not that of the recomputed total.
    GradeMismatch {
        /// Recomputed.
        expected: EcoString,
        /// Filed.
        found: EcoString,
    },
    /// A qualitative score that cannot be verified was kept.
    NotVerifiable {
        /// The indicator.
        indicator: EcoString,
        /// The filed score.
        found: Decimal,
    },
    /// A qualitative score outside the band that its words allow.
    OutOfBand {
        /// The indicator.
        indicator: EcoString,
        /// Lower and upper bound of the band in points.
        band: (Decimal, Decimal),
        /// The filed score.
        found: Decimal,
    },
    /// Target and actual value are in different measures.
    MeasuresDiffer {
        /// The indicator.
        indicator: EcoString,
        /// Target as typed.
        expected: EcoString,
        /// Actual value as typed.
        found: EcoString,
    },
    /// A percentage and a bare number met; how the bare one was taken.
    PercentAssumed {
        /// The indicator.
        indicator: EcoString,
        /// What was typed.
        typed: EcoString,
        /// What it was taken for, such as `95%`.
        taken: EcoString,
    },
    /// Far above target: the target may have been set too low; completion as a fraction.
    OverFulfilled {
        /// The indicator.
        indicator: EcoString,
        /// The bound above which this is said.
        expected: Decimal,
        /// The completion rate.
        found: Decimal,
    },
    /// Nothing happened (无发生额) and full marks were taken.
    NothingIncurred {
        /// The indicator.
        indicator: EcoString,
    },
    /// A merged score cell covers several indicators; it counts once.
    SharedScore {
        /// The indicators, joined.
        indicators: EcoString,
    },
    /// Same bytes as another file.
    DuplicateFile {
        /// The other file.
        other: EcoString,
    },
    /// The same unit filed twice; the other place.
    DuplicateUnit {
        /// File and sheet that is ranked.
        other: EcoString,
    },
    /// A form that cannot be ranked because a part has no score; the indicators without one.
    NotScorable {
        /// What has no score, joined.
        missing: EcoString,
    },
}

impl Problem {
    /// Its code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::NoForm => Code::NoForm,
            Self::StageDiffers { .. } => Code::StageDiffers,
            Self::HiddenSheet(_) => Code::HiddenSheet,
            Self::ExampleSheet(_) => Code::ExampleSheet,
            Self::TemplateAltered { .. } => Code::TemplateAltered,
            Self::Uncalculated => Code::Uncalculated,
            Self::ErrorValue(_) => Code::ErrorValue,
            Self::BeyondWindow => Code::BeyondWindow,
            Self::OutOfRange => Code::OutOfRange,
            Self::LabelGuessed { .. } => Code::LabelGuessed,
            Self::ColumnUnread { .. } => Code::ColumnUnread,
            Self::UnreadableQuantity { .. } => Code::UnreadableQuantity,
            Self::FieldMissing { .. } => Code::FieldMissing,
            Self::UnitUnclear => Code::UnitUnclear,
            Self::UnitNotListed { .. } => Code::UnitNotListed,
            Self::UnitNameDiffers { .. } => Code::UnitNameDiffers,
            Self::UnitCodeDiffers { .. } => Code::UnitCodeDiffers,
            Self::YearUnclear => Code::YearUnclear,
            Self::YearDiffers { .. } => Code::YearDiffers,
            Self::MeasureUnclear => Code::MeasureUnclear,
            Self::MeasureSuspect { .. } => Code::MeasureSuspect,
            Self::AmountInLabel { .. } => Code::AmountInLabel,
            Self::CrossFoot { .. } => Code::CrossFoot,
            Self::AdjustmentMismatch { .. } => Code::AdjustmentMismatch,
            Self::Overspent { .. } => Code::Overspent,
            Self::ExecutionRed { .. } => Code::ExecutionRed,
            Self::ExecutionYellow { .. } => Code::ExecutionYellow,
            Self::ZeroBudget => Code::ZeroBudget,
            Self::WeightSum { .. } => Code::WeightSum,
            Self::GroupWeightSum { .. } => Code::GroupWeightSum,
            Self::ScoreAbovePoints { .. } => Code::ScoreAbovePoints,
            Self::Negative { .. } => Code::Negative,
            Self::ExecutionRateMismatch { .. } => Code::ExecutionRateMismatch,
            Self::ExecutionScoreMismatch { .. } => Code::ExecutionScoreMismatch,
            Self::CompletionMismatch { .. } => Code::CompletionMismatch,
            Self::ScoreMismatch { .. } => Code::ScoreMismatch,
            Self::TotalMismatch { .. } => Code::TotalMismatch,
            Self::ReportedSum { .. } => Code::ReportedSum,
            Self::GradeMismatch { .. } => Code::GradeMismatch,
            Self::NotVerifiable { .. } => Code::NotVerifiable,
            Self::OutOfBand { .. } => Code::OutOfBand,
            Self::MeasuresDiffer { .. } => Code::MeasuresDiffer,
            Self::PercentAssumed { .. } => Code::PercentAssumed,
            Self::OverFulfilled { .. } => Code::OverFulfilled,
            Self::NothingIncurred { .. } => Code::NothingIncurred,
            Self::SharedScore { .. } => Code::SharedScore,
            Self::DuplicateFile { .. } => Code::DuplicateFile,
            Self::DuplicateUnit { .. } => Code::DuplicateUnit,
            Self::NotScorable { .. } => Code::NotScorable,
        }
    }
}
