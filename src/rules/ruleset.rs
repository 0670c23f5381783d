//! A rule set that has been validated.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::bounds::AuditBounds;
use super::case::ReverseVariant;
use super::earned::{ScoreRounding, Step};
use super::method::Method;
use super::review::{Deduction, RiskRule, usual_deductions};
use super::reweight::Reweight;
use super::standing::StandingRule;
use crate::base::number::{Rounding, RoundingMode, exact};
use crate::finding::{Code, Finding, FindingSubject, Phase, Problem, Severity};
use crate::model::{Comparator, Grade, Spot};

/// A validated rule set; can only be built from a rule file without problems.
///
/// Its fields are those of a rule file, by the same names: the items of [`settings`](super::settings) and
/// [`tables`](super::tables) find them by their keys, for the rule workbook and for what is stored of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct RuleSet {
    /// Identity printed in every output.
    #[serde(flatten)]
    pub stamp: RuleStamp,
    /// Title in both languages; the stamp has the Chinese one.
    pub title: Title,
    /// Year the rules are for, where they are for one.
    pub year: Option<i32>,
    /// The sum of points of a form, usually 100.
    #[serde(rename = "total", with = "exact")]
    pub total_points: Decimal,
    /// Largest total budget in 元 that is believed.
    #[serde(with = "exact")]
    pub plausible_budget_yuan: Decimal,
    /// When and how figures are rounded.
    pub rounding: ScoreRounding,
    /// How budget execution is scored.
    pub execution: ExecutionRule,
    /// Bands from the best down; the last begins at 0.
    #[serde(rename = "grade")]
    pub grades: Vec<GradeBand>,
    /// Indicators that are better when lower.
    pub reverse: Reverse,
    /// Qualitative bands 定性分档 from the best down.
    #[serde(rename = "band")]
    pub bands: Vec<Band>,
    /// Bounds of over-fulfilment, and its deduction.
    pub over_fulfilled: OverFulfilled,
    /// Wordings of 无发生额.
    #[serde(default)]
    pub nothing_incurred: NothingIncurred,
    /// Actual values that are blank or in words where the target is a number.
    #[serde(default)]
    pub actual: ActualRule,
    /// Which forms are ranked.
    #[serde(default)]
    pub standing: StandingRule,
    /// Bounds of the audit.
    #[serde(default)]
    pub audit: AuditBounds,
    /// 风险分: selection of forms for review.
    #[serde(default)]
    pub risk: RiskRule,
    /// 扣分要点 of reviews.
    #[serde(rename = "deduction", default = "usual_deductions")]
    pub deductions: Vec<Deduction>,
    /// New weights of budget execution and of the groups; usually none.
    pub reweight: Option<Reweight>,
    /// 年中监控: month and bounds of the warnings; without them there is no monitoring under these rules.
    pub midyear: Option<MidyearRule>,
    /// Methods chosen by name, group, comparator or target; the first that fits.
    #[serde(rename = "indicator", default)]
    pub patterns: Vec<Pattern>,
    /// Severities and states that differ from the defaults.
    #[serde(rename = "severity", default)]
    pub severities: BTreeMap<&'static Code, Level>,
}

/// The level of a code in a rule set: another severity, or another state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// 提示
    Info,
    /// 警告
    Warning,
    /// 错误
    Error,
    /// 试行
    Trial,
    /// 停用
    Off,
}

impl Level {
    const fn severity(self) -> Option<Severity> {
        match self {
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
            Self::Trial | Self::Off => None,
        }
    }
}

/// Identity of a rule set, as printed in every output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleStamp {
    /// Its id, such as `default`.
    pub id: Box<str>,
    /// Its title.
    #[serde(skip)]
    pub title: Box<str>,
    /// The documents it implements.
    pub basis: Vec<Box<str>>,
    /// SHA-256 of the file, of a rule workbook of its content, lower-case hexadecimal.
    #[serde(skip)]
    pub sha256: Box<str>,
    /// The text that hash is of: the rule file, of a rule workbook its content in the same notation.
    #[serde(skip)]
    pub source: Arc<str>,
    /// The rule workbook it was read from.
    #[serde(skip)]
    pub workbook: Option<RuleFile>,
}

/// A rule workbook 规则工作簿 as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleFile {
    /// Its name.
    pub file: Arc<str>,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: Box<str>,
}

/// Title of a rule set in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    /// 简体中文
    pub zh: Box<str>,
    /// English
    pub en: Box<str>,
}

/// 实际完成值 that is no number, of an indicator with points and a numeric target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActualRule {
    /// Where the cell is blank.
    pub missing: UnknownActual,
    /// Where it holds words such as 完成.
    pub worded: UnknownActual,
}

impl Default for ActualRule {
    fn default() -> Self {
        Self {
            missing: UnknownActual::Zero,
            worded: UnknownActual::Kept,
        }
    }
}

/// The score of an indicator without a known actual value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnknownActual {
    /// No points.
    Zero,
    /// The filed score, not verifiable.
    Kept,
    /// Nothing: the form has no total.
    NotRanked,
}

/// 预算执行: usual points and method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ExecutionRule {
    /// Points that are expected; a form is scored by its own.
    #[serde(with = "exact")]
    pub points: Decimal,
    /// Proportional, steps or pass line, on the execution rate.
    pub method: Method,
    /// Treatment of a form whose adjusted budget is 0.
    pub zero_budget: ZeroBudget,
}

/// 超额完成: from which rate it is reported, and the deduction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverFulfilled {
    /// Completion rate (fraction) from which over-fulfilment is reported.
    #[serde(with = "exact")]
    pub from: Decimal,
    /// Shares of the points kept far above target, by rising completion rate; usually none.
    #[serde(default)]
    pub deduction: Vec<Step>,
}

/// 无发生额: the words that mark it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NothingIncurred {
    /// Its wordings.
    #[serde(default)]
    pub phrases: Vec<Box<str>>,
}

/// 反向指标: how they are scored and how one without a sign is recognised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reverse {
    /// Formula.
    pub variant: ReverseVariant,
    /// Level-1 or level-2 names that contain one of these hold reverse indicators.
    #[serde(default)]
    pub groups: Vec<Box<str>>,
    /// Indicator names that contain one of these are reverse by meaning.
    #[serde(default)]
    pub names: Vec<Box<str>>,
    /// Unless they contain one of these.
    #[serde(default)]
    pub except: Vec<Box<str>>,
    /// Indicator names that contain one of these are reverse where their stated standard is understood as such alone.
    #[serde(default = "kept_low", rename = "kept-low")]
    pub kept_low: Vec<Box<str>>,
}

/// 三公经费控制率 100%: spending and staff within what was granted.
fn kept_low() -> Vec<Box<str>> {
    let names = [
        "费控制率",
        "经费控制",
        "人员控制率",
        "编制控制率",
        "成本控制率",
        "支出控制率",
        "变动率",
    ];
    names.map(Into::into).to_vec()
}

/// One qualitative band 定性档次 in percent of the points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// Lower bound.
    #[serde(with = "exact")]
    pub from: Decimal,
    /// Upper bound, included.
    #[serde(with = "exact")]
    pub to: Decimal,
    /// Wordings that name it.
    #[serde(default)]
    pub phrases: Vec<Box<str>>,
}

/// A method for the indicators that meet every condition given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pattern {
    /// The name contains one of these; empty for any.
    #[serde(default)]
    pub names: Vec<Box<str>>,
    /// Level 1 or 2 contains one of these; empty for any.
    #[serde(default)]
    pub groups: Vec<Box<str>>,
    /// The target's comparator.
    pub comparator: Option<Comparator>,
    /// What the target equals.
    pub target: Option<TargetIs>,
    /// How it is scored.
    pub method: Method,
}

/// A figure of the same form that a target may equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TargetIs {
    /// 年初预算数 of the total row.
    InitialBudget,
    /// 全年预算数 of the total row.
    AdjustedBudget,
}

/// 年中监控: by when, and what is warned of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MidyearRule {
    /// 截至月份: the last month that the forms report on, 1–12.
    pub month: u32,
    /// 相对序时进度 below this is 红.
    #[serde(with = "exact")]
    pub red: Decimal,
    /// 相对序时进度 below this is 黄, from here on 绿.
    #[serde(with = "exact")]
    pub yellow: Decimal,
}

/// One grade 等级 with its inclusive lower bound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeBand {
    /// 优
    pub name: Arc<str>,
    /// Other names for it: 优秀.
    #[serde(default)]
    pub aliases: Vec<Box<str>>,
    /// Totals from here on (inclusive).
    #[serde(with = "exact")]
    pub from: Decimal,
}

/// Policy for an adjusted budget of 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ZeroBudget {
    /// The execution points are not scored and the form is not ranked.
    NotRanked,
    /// Full execution points.
    Full,
    /// No execution points.
    Zero,
}

impl RuleSet {
    /// Four places, half-up: how rates are shown.
    pub const FOUR_PLACES: Rounding = Rounding::new(4, RoundingMode::HalfUp);

    /// Two places, half-up: how means of scores are shown.
    pub const TWO_PLACES: Rounding = Rounding::new(2, RoundingMode::HalfUp);

    /// The grade of a total; bounds are inclusive.
    #[must_use]
    pub fn grade(&self, total: Decimal) -> Option<Grade> {
        let band = self.grades.iter().position(|g| total >= g.from)?;
        let name = Arc::clone(&self.grades.get(band)?.name);
        Some(Grade { band, name })
    }

    /// The band that a filed grade names, by name or alias.
    #[must_use]
    pub fn grade_named(&self, name: &str) -> Option<&GradeBand> {
        self.grades
            .iter()
            .find(|g| &*g.name == name || g.aliases.iter().any(|a| &**a == name))
    }

    /// How far a code counts under this rule set, which can put one on trial or switch it off.
    #[must_use]
    pub fn phase(&self, code: &Code) -> Phase {
        match (code.state.phase, self.severities.get(code)) {
            (Phase::Off, _) | (_, Some(Level::Off)) => Phase::Off,
            (Phase::Trial, _) | (_, Some(Level::Trial)) => Phase::Trial,
            (Phase::InForce, _) => Phase::InForce,
        }
    }

    /// Severity of a code under this rule set; a code on trial is a note.
    #[must_use]
    pub fn severity(&self, code: &Code) -> Severity {
        if self.phase(code) == Phase::Trial {
            return Severity::Info;
        }
        self.changed(code).unwrap_or(code.severity)
    }

    fn changed(&self, code: &Code) -> Option<Severity> {
        self.severities.get(code)?.severity()
    }

    /// Severity of a problem: that of its case, where a code has several, unless the rule set changes the code's.
    fn severity_of(&self, problem: &Problem) -> Severity {
        let code = problem.code;
        let kept = self.changed(code).is_none() && self.phase(code) != Phase::Trial;
        let own = problem.severity().filter(|_| kept);
        own.unwrap_or_else(|| self.severity(code))
    }

    /// A finding with the severity it has under this rule set; `None` where its code is off.
    #[must_use]
    pub fn finding(
        &self,
        problem: Problem,
        about: &Arc<FindingSubject>,
        spot: impl Into<Option<Spot>>,
    ) -> Option<Finding> {
        (self.phase(problem.code) != Phase::Off).then(|| Finding {
            severity: self.severity_of(&problem),
            ..Finding::new(problem, about, spot.into())
        })
    }
}
