//! The audit 审核: what was filed, held against itself and against the recomputation.
//!
//! A check answers holds, fails or cannot be verified; only failing is a finding. A check whose
//! inputs are missing is silent, since the missing input is a finding of its own.

mod crossfoot;
mod funding;
mod indicators;
mod monitoring;
mod reading;
mod scores;
mod tolerance;
mod weights;

use std::sync::Arc;

use crate::finding::{Code, Finding, Problem};
use crate::model::Progress;
use crate::model::{CellRef, Evaluation, Figure, Filing, Place, Stage};
use crate::rules::RuleSet;

pub use scores::not_scorable;

/// One form under audit with everything a check may look at.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// What was filed.
    pub filing: &'a Filing,
    /// What it is worth under the rules; its indicators are in the filing's order.
    pub evaluation: &'a Evaluation,
    /// The rules in force.
    pub rules: &'a RuleSet,
    /// How far it has come, of a monitoring form.
    pub progress: Option<&'a Progress>,
}

/// What a check found: the facts and the cell they were read from.
pub type Facts = Vec<(Problem, Option<CellRef>)>;

/// One audit check 审核项.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// Codes it may raise.
    pub codes: &'static [Code],
    /// Appends what fails.
    pub run: fn(&Case<'_>, &mut Facts),
}

/// Every check on a self-evaluation, in the order in which findings about one cell are told.
pub const CHECKS: &[Check] = &[
    reading::REMARKS,
    reading::IDENTITY,
    reading::FUNDS_FILLED,
    reading::INDICATORS_FILLED,
    funding::MEASURE,
    funding::ADJUSTMENT,
    funding::BUDGET,
    funding::RATE,
    funding::SIGNS,
    crossfoot::PARTS,
    weights::SUM,
    weights::GROUPS,
    weights::CAP,
    scores::EXECUTION,
    scores::INDICATORS,
    scores::TOTAL,
    scores::GRADE,
    scores::SCORABLE,
    indicators::COMPLETION,
    indicators::KEPT,
    indicators::COMPARABLE,
    indicators::BAND,
    indicators::PERCENT,
    indicators::FULFILMENT,
];

/// The checks on a goal form: nothing has been executed or achieved yet.
pub const GOAL_CHECKS: &[Check] = &[
    reading::REMARKS,
    reading::IDENTITY,
    monitoring::GOALS,
    funding::MEASURE,
    funding::SIGNS,
    crossfoot::PARTS,
    weights::SUM,
    weights::GROUPS,
];

/// The checks on a monitoring form: amounts and mid-year values, no scores.
pub const MONITORING_CHECKS: &[Check] = &[
    reading::REMARKS,
    reading::IDENTITY,
    monitoring::FUNDS,
    monitoring::VALUES,
    funding::MEASURE,
    funding::ADJUSTMENT,
    funding::BUDGET,
    funding::RATE,
    funding::SIGNS,
    crossfoot::PARTS,
    weights::SUM,
    weights::GROUPS,
    monitoring::PACE,
];

/// The checks on a form of a stage.
#[must_use]
pub const fn checks(stage: Stage) -> &'static [Check] {
    match stage {
        Stage::Goals => GOAL_CHECKS,
        Stage::Midyear => MONITORING_CHECKS,
        Stage::SelfEvaluation => CHECKS,
    }
}

/// Runs every check on one self-evaluation; findings are in the form's order, those about the whole form first.
#[must_use]
pub fn audit(filing: &Filing, evaluation: &Evaluation, rules: &RuleSet) -> Vec<Finding> {
    let case = Case {
        filing,
        evaluation,
        rules,
        progress: None,
    };
    audit_case(&case)
}

/// Runs every check of the stage of one form; findings are in the form's order, those about the whole form first.
#[must_use]
pub fn audit_case(case: &Case<'_>) -> Vec<Finding> {
    let mut facts = Facts::new();
    for check in checks(case.filing.stage) {
        (check.run)(case, &mut facts);
    }
    let filing = case.filing;
    let unit = filing.unit.name.as_ref().map(|n| Arc::from(&*n.value));
    let mut told = Facts::new();
    for fact in facts {
        if !told.contains(&fact) {
            told.push(fact);
        }
    }
    told.sort_by_key(|(_, cell)| *cell);
    told.into_iter()
        .map(|(problem, cell)| case.finding(problem, cell, unit.clone()))
        .collect()
}

impl Case<'_> {
    fn finding(&self, problem: Problem, cell: Option<CellRef>, unit: Option<Arc<str>>) -> Finding {
        let place = Place {
            file: Arc::clone(&self.filing.file),
            sheet: Some(Arc::clone(&self.filing.sheet)),
            cell,
        };
        let severity = self.rules.severity(problem.code());
        Finding {
            severity,
            ..Finding::new(problem, place, unit)
        }
    }

    /// Whether the reader has already said `code` about `cell`.
    fn remarked(&self, code: Code, cell: Option<CellRef>) -> bool {
        let remarks = &self.filing.remarks;
        remarks.iter().any(|(p, c)| p.code() == code && *c == cell)
    }

    /// Whether a score stands in a merged cell for several indicators, so that no single one can be judged by it.
    fn shared(&self, score: &Figure) -> bool {
        self.remarked(Code::SharedScore, Some(score.cell))
    }

    /// Whether the indicator called `name` is one of those that share a merged score.
    fn shares(&self, name: &str) -> bool {
        self.filing.remarks.iter().any(|(problem, _)| {
            matches!(problem, Problem::SharedScore { indicators } if indicators.contains(name))
        })
    }
}
