//! A rule set that has been validated.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::method::{Method, Step};
use super::reweight::Reweight;
use crate::base::number::{Rounding, RoundingMode};
use crate::finding::{Code, Finding, Phase, Problem, Severity};
use crate::model::{Comparator, Grade, Place};

/// A validated rule set; can only be built from a rule file without problems.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSet {
    /// Identity printed in every output.
    pub stamp: RuleStamp,
    /// Title in both languages; the stamp has the Chinese one.
    pub title: Title,
    /// Year the rules are for, where they are for one.
    pub year: Option<i32>,
    /// When and how figures are rounded.
    pub rounding: ScoreRounding,
    /// What all points of a form add to, usually 100.
    pub total_points: Decimal,
    /// Bands from the best down; the last begins at 0.
    pub grades: Vec<GradeBand>,
    /// How budget execution is scored.
    pub execution: ExecutionRule,
    /// Treatment of a form whose adjusted budget is 0.
    pub zero_budget: ZeroBudget,
    /// Indicators that are better when lower.
    pub reverse: Reverse,
    /// Qualitative bands 定性分档 from the best down.
    pub bands: Vec<Band>,
    /// Completion rate (fraction) from which over-fulfilment is said.
    pub over_fulfilled_from: Decimal,
    /// Shares of the points kept far above target, by rising completion rate; usually none.
    pub over_fulfilled_deductions: Vec<Step>,
    /// Wordings of 无发生额.
    pub nothing_incurred: Vec<Box<str>>,
    /// Methods chosen by name, group, comparator or target; the first that fits.
    pub patterns: Vec<Pattern>,
    /// New weights of budget execution and of the groups; usually none.
    pub reweight: Option<Reweight>,
    /// 年中监控: month and bounds of the warnings; without them there is no monitoring under these rules.
    pub midyear: Option<MidyearRule>,
    /// Largest total budget in 元 that is believed.
    pub plausible_budget_yuan: Decimal,
    /// Severities that differ from the defaults.
    pub severities: BTreeMap<&'static Code, Severity>,
}

/// Identity of a rule set, as printed in every output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleStamp {
    /// Its id, such as `default`.
    pub id: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// The documents it implements.
    pub basis: Vec<Box<str>>,
    /// SHA-256 of the file, of a rule workbook of its content, lower-case hexadecimal.
    pub sha256: Box<str>,
    /// The rule workbook it was read from.
    pub workbook: Option<RuleFile>,
}

/// A rule workbook 规则工作簿 as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFile {
    /// Its name.
    pub file: Arc<str>,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: Box<str>,
}

/// Title of a rule set in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// 简体中文
    pub zh: Box<str>,
    /// English
    pub en: Box<str>,
}

/// 预算执行: usual points and method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExecutionRule {
    /// Points that are expected; a form is scored by its own.
    pub points: Decimal,
    /// Proportional, steps or pass line, on the execution rate.
    pub method: Method,
}

/// 反向指标: how they are scored and how one without a sign is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reverse {
    /// Formula.
    pub variant: ReverseVariant,
    /// Level-1 or level-2 names that contain one of these hold reverse indicators.
    pub groups: Vec<Box<str>>,
    /// Indicator names that contain one of these are reverse by meaning.
    pub names: Vec<Box<str>>,
    /// Unless they contain one of these.
    pub except: Vec<Box<str>>,
}

/// Formula of a reverse indicator above its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReverseVariant {
    /// points × (1 − (actual − target) ÷ target)
    Deduction,
    /// points × target ÷ actual
    Ratio,
}

/// One qualitative band 定性档次 in percent of the points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// Lower bound.
    pub from: Decimal,
    /// Upper bound, included.
    pub to: Decimal,
    /// Wordings that name it.
    pub phrases: Vec<Box<str>>,
}

/// A method for the indicators that meet every condition given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The name contains one of these; empty for any.
    pub names: Vec<Box<str>>,
    /// Level 1 or 2 contains one of these; empty for any.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MidyearRule {
    /// 截至月份: the last month that the forms report on, 1–12.
    pub month: u32,
    /// 相对序时进度 below this is 红.
    pub red: Decimal,
    /// 相对序时进度 below this is 黄, from here on 绿.
    pub yellow: Decimal,
}

/// When figures are rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScoreRounding {
    /// Rounding of a rate (fraction) before it is multiplied; `None` computes from the exact rate.
    pub rate: Option<Rounding>,
    /// Rounding of each score.
    pub score: Rounding,
}

/// One grade 等级 with its inclusive lower bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeBand {
    /// 优
    pub name: Arc<str>,
    /// Other names for it: 优秀.
    pub aliases: Vec<Box<str>>,
    /// Totals from here on (inclusive).
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

    /// Severity of a code under this rule set; a code on trial is a note.
    #[must_use]
    pub fn severity(&self, code: &Code) -> Severity {
        if code.state.phase == Phase::Trial {
            return Severity::Info;
        }
        let own = self.severities.get(code).copied();
        own.unwrap_or(code.severity)
    }

    /// A finding with the severity it has under this rule set.
    #[must_use]
    pub fn finding(&self, problem: Problem, place: Place, unit: Option<Arc<str>>) -> Finding {
        Finding {
            severity: self.severity(problem.code),
            ..Finding::new(problem, place, unit)
        }
    }
}
