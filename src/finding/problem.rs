//! The facts of every finding, one variant per kind of fault.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::code::Code;
use crate::lang::Text;

/// A field of the form as named in messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// 部门（单位）名称
    Unit,
    /// 项目名称
    Project,
    /// 评价年度
    Year,
    /// 年度资金总额
    FundTotal,
    /// 年初预算数
    Initial,
    /// 年中调整数
    Change,
    /// 全年预算数
    Adjusted,
    /// 全年执行数
    Executed,
    /// 预算执行率
    ExecutionRate,
    /// 执行率分值
    ExecutionPoints,
    /// 执行率得分
    ExecutionScore,
    /// 年度指标值
    Target,
    /// 年中监控值
    Midyear,
    /// 实际完成值
    Actual,
    /// 指标完成率
    Completion,
    /// 分值
    Points,
    /// 自评得分
    Score,
    /// 自评总分
    Total,
    /// 评价等级
    Grade,
    /// 三级指标
    Indicator,
}

impl Field {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> Text {
        match self {
            Self::Unit => Text::new("部门（单位）名称", "unit name"),
            Self::Project => Text::new("项目名称", "project name"),
            Self::Year => Text::new("评价年度", "year"),
            Self::FundTotal => Text::new("年度资金总额", "total of funds"),
            Self::Initial => Text::new("年初预算数", "initial budget"),
            Self::Change => Text::new("年中调整数", "budget change"),
            Self::Adjusted => Text::new("全年预算数", "adjusted budget"),
            Self::Executed => Text::new("全年执行数", "executed amount"),
            Self::ExecutionRate => Text::new("预算执行率", "execution rate"),
            Self::ExecutionPoints => Text::new("执行率分值", "execution points"),
            Self::ExecutionScore => Text::new("执行率得分", "execution score"),
            Self::Target => Text::new("年度指标值", "target"),
            Self::Midyear => Text::new("年中监控值", "mid-year value"),
            Self::Actual => Text::new("实际完成值", "actual value"),
            Self::Completion => Text::new("指标完成率", "completion rate"),
            Self::Points => Text::new("分值", "points"),
            Self::Score => Text::new("自评得分", "self-score"),
            Self::Total => Text::new("自评总分", "total score"),
            Self::Grade => Text::new("评价等级", "grade"),
            Self::Indicator => Text::new("三级指标", "indicator"),
        }
    }
}

/// Why a file was not read at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// 0 bytes.
    Empty,
    /// Protected by a password.
    Password,
    /// Cut off or otherwise damaged.
    Damaged,
    /// Not a workbook by content although its name says so; what it is instead, in both languages.
    NotWorkbook(FoundKind),
    /// An archive (zip, rar, 7z): to be unpacked first.
    Archive,
    /// Larger than a limit: what was measured and the limit, ready to print.
    TooLarge {
        /// What was measured, such as `82 MiB`.
        found: Box<str>,
        /// The limit, such as `64 MiB`.
        limit: Box<str>,
    },
    /// Needs more memory than the reading process may take.
    TooMuchMemory,
    /// Took longer than the limit, in seconds.
    TooSlow(u64),
    /// The container contradicts itself (two parts or sheets of one name, a cell given twice, content hidden from readers).
    Contradictory,
    /// Cannot be opened: no permission, in use, gone.
    NotOpened,
    /// Not a regular file: link, pipe, device.
    NotRegular,
    /// A lock or temporary file of Excel or WPS (`~$…`, `.~…`): not a filing.
    LockFile,
    /// A workbook that this program wrote.
    OwnOutput,
    /// Some other kind of file that cannot be a form (picture, document, PDF), by name and content.
    OtherFile(FoundKind),
}

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FoundKind {
    /// Plain text or CSV.
    Text,
    /// A web page.
    Html,
    /// Some XML that is not a workbook.
    Xml,
    /// PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A Word or WPS text document.
    Document,
    /// A presentation.
    Slides,
    /// Bytes of no known kind.
    Unknown,
}

/// What is wrong, with the facts needed to say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A file was not read.
    Refused(Refusal),
    /// A readable workbook without a self-evaluation form.
    NoForm,
    /// A hidden worksheet was not read.
    HiddenSheet(Box<str>),
    /// A formula was never calculated and reads as blank.
    Uncalculated,
    /// A cell holds an error value.
    ErrorValue(Box<str>),
    /// Cells far outside any form were not read.
    BeyondWindow,
    /// A number too large to be exact.
    OutOfRange,
    /// A label was recognised by its parts only: what stood there, what it was taken for.
    LabelGuessed {
        /// The label as typed.
        typed: Box<str>,
        /// What it was taken for.
        taken: Field,
    },
    /// A quantity that cannot be read.
    UnreadableQuantity {
        /// Which field.
        field: Field,
        /// What stood there.
        typed: Box<str>,
    },
    /// A required field is blank or has no label on the form; `of` names the indicator.
    FieldMissing {
        /// Which field.
        field: Field,
        /// The indicator concerned.
        of: Option<Box<str>>,
    },
    /// No unit name could be found.
    UnitUnclear,
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
        typed: Box<str>,
        /// The column it was taken for.
        taken: Field,
    },
    /// Parts do not add up to their whole.
    CrossFoot {
        /// Name of the whole, such as 年度资金总额.
        whole: Box<str>,
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
        group: Box<str>,
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
        indicator: Box<str>,
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
        expected: Box<str>,
        /// Filed.
        found: Box<str>,
    },
    /// A qualitative score that cannot be verified was kept.
    NotVerifiable {
        /// The indicator.
        indicator: Box<str>,
        /// The filed score.
        found: Decimal,
    },
    /// A qualitative score outside the band that its words allow.
    OutOfBand {
        /// The indicator.
        indicator: Box<str>,
        /// Lower and upper bound of the band in points.
        band: (Decimal, Decimal),
        /// The filed score.
        found: Decimal,
    },
    /// Target and actual value are in different measures.
    MeasuresDiffer {
        /// The indicator.
        indicator: Box<str>,
        /// Target as typed.
        expected: Box<str>,
        /// Actual value as typed.
        found: Box<str>,
    },
    /// A percentage and a bare number met; how the bare one was taken.
    PercentAssumed {
        /// The indicator.
        indicator: Box<str>,
        /// What was typed.
        typed: Box<str>,
        /// What it was taken for, such as `95%`.
        taken: Box<str>,
    },
    /// Far above target: the target may have been set too low; completion as a fraction.
    OverFulfilled {
        /// The indicator.
        indicator: Box<str>,
        /// The bound above which this is said.
        expected: Decimal,
        /// The completion rate.
        found: Decimal,
    },
    /// Nothing happened (无发生额) and full marks were taken.
    NothingIncurred {
        /// The indicator.
        indicator: Box<str>,
    },
    /// A merged score cell covers several indicators; it counts once.
    SharedScore {
        /// The indicators, joined.
        indicators: Box<str>,
    },
    /// Same bytes as another file.
    DuplicateFile {
        /// The other file.
        other: Box<str>,
    },
    /// The same unit filed twice; the other place.
    DuplicateUnit {
        /// File and sheet that is ranked.
        other: Box<str>,
    },
    /// A form that cannot be ranked because a part has no score; the indicators without one.
    NotScorable {
        /// What has no score, joined.
        missing: Box<str>,
    },
}

impl Problem {
    /// Its code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::NoForm => Code::NoForm,
            Self::HiddenSheet(_) => Code::HiddenSheet,
            Self::Uncalculated => Code::Uncalculated,
            Self::ErrorValue(_) => Code::ErrorValue,
            Self::BeyondWindow => Code::BeyondWindow,
            Self::OutOfRange => Code::OutOfRange,
            Self::LabelGuessed { .. } => Code::LabelGuessed,
            Self::UnreadableQuantity { .. } => Code::UnreadableQuantity,
            Self::FieldMissing { .. } => Code::FieldMissing,
            Self::UnitUnclear => Code::UnitUnclear,
            Self::YearUnclear => Code::YearUnclear,
            Self::YearDiffers { .. } => Code::YearDiffers,
            Self::MeasureUnclear => Code::MeasureUnclear,
            Self::MeasureSuspect { .. } => Code::MeasureSuspect,
            Self::AmountInLabel { .. } => Code::AmountInLabel,
            Self::CrossFoot { .. } => Code::CrossFoot,
            Self::AdjustmentMismatch { .. } => Code::AdjustmentMismatch,
            Self::Overspent { .. } => Code::Overspent,
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

impl Refusal {
    /// Its code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Empty => Code::FileEmpty,
            Self::Password => Code::FilePassword,
            Self::Damaged | Self::Contradictory => Code::FileDamaged,
            Self::NotWorkbook(_) => Code::FileNotWorkbook,
            Self::Archive => Code::FileArchive,
            Self::TooLarge { .. } | Self::TooMuchMemory | Self::TooSlow(_) => Code::FileLimit,
            Self::NotOpened => Code::FileNotOpened,
            Self::NotRegular | Self::LockFile | Self::OwnOutput | Self::OtherFile(_) => {
                Code::FileSkipped
            }
        }
    }
}
