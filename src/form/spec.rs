//! 表样: the forms that are handed out, in a single description.
//!
//! For each field: its position on each form, the stage at which it is filled in, whether later stages keep it, what
//! may be typed, and its explanation. The blank form is laid out by it, copies are recognised by its labels, and 填表说明,
//! the example and the pre-filled forms follow it.

pub mod col;
mod funds;
mod indicators;

use super::labels::{Closing, Cover, FundRow, IndicatorColumn, Labels};
use crate::base::hash::sha256;
use crate::base::lang::Text;
use crate::model::{Kind, Stage};
use crate::rules::{Aim, RuleSet};
pub use funds::FUNDS;
pub use indicators::{INDICATORS, LEVELS};

/// Name of the sheet for the texts of the written report.
pub const NARRATIVE_SHEET: &str = "报告文字";

/// 报告文字: its parts, in the order of the report 附件4.
pub const NARRATIVE: [&str; 8] = [
    "主要职能",
    "机构设置及人员构成",
    "年度重点工作",
    "资金使用主要内容及范围",
    "管理制度和资金使用合规性",
    "项目组织实施情况",
    "存在的主要问题及原因分析",
    "改进措施和建议",
];

/// The unit of the example; a sheet with another unit is no longer the example.
pub const EXAMPLE_UNIT: &str = "示例单位";

/// Treatment of a field at a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// It is not on the form of this stage.
    Absent,
    /// It is filled in at a later stage: shaded, locked and blank.
    Shut,
    /// It is filled in.
    Open,
    /// It is computed from other fields.
    Computed,
}

/// The content of a cell, which determines its alignment and format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellFormat {
    /// A word or two, centred.
    Word,
    /// Words, aligned left.
    Words,
    /// Several lines of words, aligned to the top.
    Prose,
    /// A value that remains as typed: 95 stays 95, 3-5 does not become a date.
    AsTyped,
    /// An amount in 万元.
    Amount,
    /// Points: 分值.
    Points,
    /// A rate in percent.
    Rate,
    /// A score.
    Score,
}

/// Validation of the input in a cell.
#[derive(Debug, Clone, Copy)]
pub enum EntryRule {
    /// Anything, with a hint.
    Any,
    /// A list to choose from; other words may be typed.
    Offered(fn(&RuleSet) -> Vec<&str>),
    /// A list to choose from, and nothing else.
    Listed(fn(&RuleSet) -> Vec<&str>),
    /// A list to choose from, by the kind of target; other words may be typed.
    OfferedBeside(fn(&RuleSet, Aim) -> Vec<&str>),
    /// A list to choose from, by the kind of target, and nothing else.
    ListedBeside(fn(&RuleSet, Aim) -> Vec<&str>),
    /// A figure or words, but no mixture of them.
    Figure,
    /// A number from 0 to the total points.
    Points,
    /// A number from 0, in 万元.
    Amount,
}

/// Validation of a cell with its title.
#[derive(Debug, Clone, Copy)]
pub struct Typing {
    /// Title of the hint and of the error message.
    pub title: Text,
    /// What may be typed.
    pub entry: EntryRule,
}

/// Explanation of a field in 填表说明 and, if it has a validation, beside the cell.
#[derive(Debug, Clone, Copy)]
pub struct Hint {
    /// The text.
    pub text: Text,
    /// The validation.
    pub typing: Option<Typing>,
}

/// A field of a form; `R` is its section of the label file.
#[derive(Debug, Clone, Copy)]
pub struct FormField<R> {
    /// Its field in the label file, whose first wording is its label.
    pub role: R,
    /// A label of its own, for a field that the reader does not use.
    pub own_label: Option<&'static str>,
    /// The note below the label: （B/A）.
    pub note: &'static str,
    /// Its first and last column.
    pub cols: (u16, u16),
    /// Its content.
    pub content: CellFormat,
    /// Whether later stages keep the value of the first one.
    pub settled: bool,
    /// Whether they keep it even if it is blank.
    pub closed: bool,
    /// Stages that require it: a blank one is a finding `field-missing`.
    required: &'static [Stage],
    duties: [Duty; 3],
    hints: [Option<Hint>; 3],
}

impl<R: Copy> FormField<R> {
    const fn new(role: R, cols: (u16, u16), content: CellFormat, duties: [Duty; 3]) -> Self {
        Self {
            role,
            own_label: None,
            note: "",
            cols,
            content,
            settled: false,
            closed: false,
            required: &[],
            duties,
            hints: [None; 3],
        }
    }

    /// The same field, kept by the stages after the first that fills it in.
    const fn settled(self) -> Self {
        Self {
            settled: true,
            ..self
        }
    }

    /// The same field, kept by later stages even if it is blank.
    const fn closed(self) -> Self {
        Self {
            settled: true,
            closed: true,
            ..self
        }
    }

    /// The same field, required at these stages.
    const fn required(self, required: &'static [Stage]) -> Self {
        Self { required, ..self }
    }

    /// The same field under a label that the reader recognises but does not use.
    const fn labelled(self, label: &'static str) -> Self {
        Self {
            own_label: Some(label),
            ..self
        }
    }

    /// The same field with a note below its label.
    const fn noted(self, note: &'static str) -> Self {
        Self { note, ..self }
    }

    /// The same field, explained in 填表说明.
    const fn explained(self, text: Text) -> Self {
        let hint = Hint { text, typing: None };
        Self {
            hints: [Some(hint); 3],
            ..self
        }
    }

    /// The same field with a hint.
    const fn hint(self, entry: EntryRule, title: Text, text: Text) -> Self {
        let typing = Some(Typing { title, entry });
        Self {
            hints: [Some(Hint { text, typing }); 3],
            ..self
        }
    }

    /// The same field with another hint on the monitoring form.
    const fn at_midyear(self, entry: EntryRule, title: Text, text: Text) -> Self {
        let [goals, _, own] = self.hints;
        let typing = Some(Typing { title, entry });
        Self {
            hints: [goals, Some(Hint { text, typing }), own],
            ..self
        }
    }

    /// Its treatment at a stage.
    #[must_use]
    pub const fn duty(&self, stage: Stage) -> Duty {
        let [goals, midyear, own] = self.duties;
        match stage {
            Stage::Goals => goals,
            Stage::Midyear => midyear,
            Stage::SelfEvaluation => own,
        }
    }

    /// Its explanation at a stage.
    #[must_use]
    pub const fn hint_at(&self, stage: Stage) -> Option<Hint> {
        let [goals, midyear, own] = self.hints;
        match stage {
            Stage::Goals => goals,
            Stage::Midyear => midyear,
            Stage::SelfEvaluation => own,
        }
    }

    /// The stage at which it gets its final value; `None` if each stage fills it in again.
    #[must_use]
    pub fn settled_at(&self) -> Option<Stage> {
        let mut stages = Stage::ALL.into_iter();
        let first = stages.find(|stage| self.duty(*stage) == Duty::Open);
        first.filter(|_| self.settled)
    }
}

/// The fields of a table on the form of a stage, in order.
pub fn at<R: Copy>(
    fields: &'static [FormField<R>],
    stage: Stage,
) -> impl Iterator<Item = &'static FormField<R>> {
    let fields = fields.iter();
    fields.filter(move |field| field.duty(stage) != Duty::Absent)
}

/// The required fields of a table on the form of a stage.
pub fn required<R: Copy>(fields: &'static [FormField<R>], stage: Stage) -> impl Iterator<Item = R> {
    let fields = fields.iter();
    let required = fields.filter(move |field| field.required.contains(&stage));
    required.map(|field| field.role)
}

/// 标题, by which the reader recognises kind and stage.
#[must_use]
pub fn title(kind: Kind, stage: Stage) -> String {
    let spending = match kind {
        Kind::Unit => "部门（单位）整体支出",
        Kind::Project => "项目支出",
    };
    format!("{spending}{}", stage.form().zh)
}

/// The lines of the cover, with two fields each.
#[must_use]
pub const fn cover(kind: Kind) -> &'static [[Cover; 2]] {
    match kind {
        Kind::Unit => &[[Cover::Unit, Cover::Code]],
        Kind::Project => &[
            [Cover::Project, Cover::Code],
            [Cover::Department, Cover::Implementer],
        ],
    }
}

/// 年度总体目标: the labels of the block, of the expected and of the actual result.
#[must_use]
pub const fn goal_labels(stage: Stage) -> [&'static str; 3] {
    let achieved = match stage {
        Stage::Midyear => "年中完成情况",
        Stage::Goals | Stage::SelfEvaluation => "实际完成情况",
    };
    ["年度总体目标", "预期目标", achieved]
}

/// The rows behind the indicators; only a self-evaluation has a grade.
#[must_use]
pub const fn closing(stage: Stage) -> &'static [Closing] {
    match stage {
        Stage::SelfEvaluation => &[Closing::Total, Closing::Grade],
        Stage::Goals | Stage::Midyear => &[Closing::Total],
    }
}

/// The fixed labels of a form.
#[must_use]
pub fn printed(kind: Kind, stage: Stage, labels: &Labels) -> Vec<String> {
    let cover = cover(kind).iter().flatten();
    let cover = cover.map(|role| labels.cover.canonical(*role).unwrap_or_default());
    let funds = at(&FUNDS, stage).filter(|field| field.own_label.is_none());
    let funds = funds.filter_map(|field| labels.fund_columns.canonical(field.role));
    let funds = funds.chain(labels.fund_rows.canonical(FundRow::Total));
    let indicators = at(&INDICATORS, stage).map(|field| header(labels, field.role));
    let closing = closing(stage).iter();
    let closing = closing.filter_map(|role| labels.closing.canonical(*role));
    let parts = cover.chain(funds).chain(goal_labels(stage));
    let parts = parts.chain(indicators).chain(closing).map(str::to_owned);
    std::iter::once(title(kind, stage)).chain(parts).collect()
}

/// Hash of the labels on a form: it changes with the form, not with every wording of a label.
#[must_use]
pub fn printed_sha256(kind: Kind, stage: Stage, labels: &Labels) -> Box<str> {
    sha256(printed(kind, stage, labels).join("\n").as_bytes())
}

/// Header of a column of the indicator table.
#[must_use]
pub fn header(labels: &Labels, role: IndicatorColumn) -> &str {
    labels.indicator_columns.canonical(role).unwrap_or_default()
}
