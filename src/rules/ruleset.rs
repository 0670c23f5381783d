//! A rule set that has been validated.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::assessment::RuleStamp;
use crate::finding::{Code, Severity};
use crate::model::Grade;
use crate::number::Rounding;

/// A validated rule set; can only be built from a rule file without problems.
#[derive(Debug, Clone)]
pub struct RuleSet {
    /// Identity printed in every output.
    pub stamp: RuleStamp,
    /// When and how figures are rounded.
    pub rounding: ScoreRounding,
    /// What all points of a form add to, usually 100.
    pub total_points: Decimal,
    /// Bands from the best down; the last begins at 0.
    pub grades: Vec<GradeBand>,
    /// Treatment of a form whose adjusted budget is 0.
    pub zero_budget: ZeroBudget,
    /// Completion rate (fraction) from which over-fulfilment is said.
    pub over_fulfilled_from: Decimal,
    /// Largest total budget in 元 that is believed.
    pub plausible_budget_yuan: Decimal,
    /// Severities that differ from the defaults.
    pub severities: BTreeMap<Code, Severity>,
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

    /// Severity of a code under this rule set.
    #[must_use]
    pub fn severity(&self, code: Code) -> Severity {
        self.severities
            .get(&code)
            .copied()
            .unwrap_or(code.severity())
    }
}
