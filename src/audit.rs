//! The audit 审核: filed figures checked against each other and against the recomputation.
//!
//! A check answers holds, fails or cannot be verified; only failing is a finding. A check whose inputs are missing
//! reports nothing, since the missing input is a finding of its own.

mod cause;
mod contradiction;
mod date;
mod dated;
mod funds;
mod indicator;
pub(crate) mod likeness;
mod merit;
pub mod on_form;
mod pace;
mod plausible;
mod projects;
mod reading;
pub(crate) mod reason;
mod row;
mod score;
mod stated;
mod structure;
mod tolerance;
mod unit;

use crate::finding::indicator::SHARED_SCORE;
use crate::finding::{Code, Finding, FindingSubject, Phase, Problem};
use crate::model::{
    Annex, CellRef, Evaluation, Explanation, Figure, Filing, Indicator, IndicatorResult, Progress,
    Spot, Stage,
};
use crate::rules::RuleSet;
use row::IndicatorRow;

pub use score::{contradiction, not_scorable};

/// One form under audit with everything a check may look at.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The filing 自评表.
    pub filing: &'a Filing,
    /// The problems that the reader reported, each with its cell.
    pub remarks: &'a [(Problem, Option<CellRef>)],
    /// The scores recomputed under the rules; its indicators are in the filing's order.
    pub evaluation: &'a Evaluation,
    /// The rules in force.
    pub rules: &'a RuleSet,
    /// The progress at mid-year, for a monitoring form.
    pub progress: Option<&'a Progress>,
    /// The reasons and measures that the form states for its deviations.
    pub annex: &'a Annex,
}

/// The problems that checks report, each with its cell; `None` for the form as a whole.
pub type PlacedProblems = Vec<(Problem, Option<CellRef>)>;

/// One audit check 审核项.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// Codes of the findings that it may report.
    pub codes: &'static [&'static Code],
    /// Stages of the year whose forms it looks at.
    pub stages: &'static [Stage],
    /// Appends the problems that it finds.
    pub run: fn(&Case<'_>, &mut PlacedProblems),
}

/// Forms of every stage.
const EVERY: &[Stage] = &Stage::ALL;
/// Forms filed once spending has begun.
const LATER: &[Stage] = &[Stage::Midyear, Stage::SelfEvaluation];
/// Self-evaluations.
const SELF: &[Stage] = &[Stage::SelfEvaluation];

/// Every check, in the order in which findings about one cell are listed.
pub const CHECKS: &[Check] = &[
    reading::REMARKS,
    unit::IDENTITY,
    reading::FUNDS_FILLED,
    reading::EXECUTION_FILLED,
    reading::INDICATORS_FILLED,
    reading::GOALS_FILLED,
    reading::VALUES_FILLED,
    funds::MEASURE,
    funds::ADJUSTMENT,
    funds::PROPORTION,
    funds::BUDGET,
    funds::BASE,
    funds::RATE,
    funds::SIGNS,
    funds::PARTS,
    score::WEIGHTS,
    score::GROUPS,
    score::CAP,
    score::EXECUTION,
    score::INDICATORS,
    score::TOTAL,
    score::GRADE,
    score::SCORABLE,
    indicator::COMPLETION,
    indicator::FILED_ONLY,
    indicator::COMPARABLE,
    stated::NOT_USED,
    indicator::BAND,
    indicator::PERCENT,
    indicator::FULFILMENT,
    pace::PACE,
    reason::MISSING,
    reason::MEASURES,
    contradiction::CONTRADICTS,
    reason::COPIED,
    reason::PLACEHOLDERS,
    merit::OUTRUNS,
    merit::BALANCE,
    merit::IDLE,
    merit::WITHOUT_MONEY,
    merit::FULL,
    dated::RATE,
    plausible::MIDYEAR,
    plausible::BORROWED,
    plausible::SIGN,
    plausible::SLIPS,
    plausible::ON_TARGET,
    projects::SUMS,
    date::ORDER,
    structure::MISFIT,
    structure::REPEATED,
    structure::MISSING,
];

/// Most names that a message lists.
const MOST_NAMES: usize = 6;

/// Names as a message lists them: the first `most`, then `more` if there are others.
fn listed(names: &[&str], most: usize, more: &str) -> String {
    let first: Vec<_> = names.iter().take(most).copied().collect();
    let more = if names.len() > most { more } else { "" };
    first.join("、") + more
}

/// The checks on forms of a stage.
pub fn checks(stage: Stage) -> impl Iterator<Item = &'static Check> {
    CHECKS
        .iter()
        .filter(move |check| check.stages.contains(&stage))
}

/// Runs every check on one self-evaluation; findings are in the form's order, those about the whole form first.
#[must_use]
pub fn audit(filing: &Filing, evaluation: &Evaluation, rules: &RuleSet) -> Vec<Finding> {
    let case = Case {
        filing,
        remarks: &[],
        evaluation,
        rules,
        progress: None,
        annex: &Annex::default(),
    };
    audit_case(&case)
}

/// Runs every check of the stage of one form; findings are in the form's order, those about the whole form first, each
/// followed by its consequences.
#[must_use]
pub fn audit_case(case: &Case<'_>) -> Vec<Finding> {
    let mut problems = PlacedProblems::new();
    for check in checks(case.filing.stage) {
        (check.run)(case, &mut problems);
    }
    let filing = case.filing;
    let mut distinct = PlacedProblems::new();
    for placed in problems {
        let on = case.rules.phase(placed.0.code) != Phase::Off;
        // Cells first: comparing problems means unpacking their problems.
        let same = |other: &(Problem, Option<CellRef>)| other.1 == placed.1 && other.0 == placed.0;
        if on && !distinct.iter().any(same) {
            distinct.push(placed);
        }
    }
    distinct.sort_by_key(|(_, cell)| *cell);
    let about = FindingSubject::form(filing);
    let found = cause::cause_first(case, distinct).into_iter();
    let found = found.map(|(problem, cell, cause)| (None, problem, cell, cause));
    let listed = projects::listed(case);
    let found =
        found.chain(listed.map(|(sheet, (problem, cell))| (Some(sheet), problem, cell, None)));
    found
        .filter_map(|(sheet, problem, cell, caused_by)| {
            let other = sheet.filter(|sheet| **sheet != filing.sheet);
            let other =
                other.map(|sheet| FindingSubject::sheet(&filing.file, sheet, about.unit.clone()));
            let about = other.as_ref().unwrap_or(&about);
            let finding = case.rules.finding(problem, about, cell.map(Spot::Cell))?;
            Some(Finding {
                caused_by,
                ..finding
            })
        })
        .collect()
}

impl<'a> Case<'a> {
    /// Each indicator with its result.
    fn pairs(&self) -> impl Iterator<Item = (&'a Indicator, &'a IndicatorResult)> + use<'a> {
        let results = &self.evaluation.indicators;
        self.filing.indicators.iter().zip(results)
    }

    /// Each indicator with its result and the explanation of its deviation.
    fn explained(
        &self,
    ) -> impl Iterator<Item = (IndicatorRow<'a>, Option<&'a Explanation>)> + use<'a> {
        let annex = self.annex.indicators.iter().map(Option::as_ref);
        let rows = self
            .pairs()
            .map(|(indicator, result)| IndicatorRow { indicator, result });
        rows.zip(annex.chain(std::iter::repeat(None)))
    }

    /// Whether the reader has reported `code` anywhere on the form.
    fn remarked_anywhere(&self, code: &Code) -> bool {
        self.remarks.iter().any(|(p, _)| p.is(code))
    }

    /// Whether the reader has reported `code` about `cell`.
    fn remarked(&self, code: &Code, cell: Option<CellRef>) -> bool {
        self.remarks.iter().any(|(p, c)| p.is(code) && *c == cell)
    }

    /// Whether the reader has reported anything in a row.
    fn remarked_in(&self, row: u32) -> bool {
        let mut cells = self.remarks.iter().filter_map(|(_, cell)| *cell);
        cells.any(|cell| cell.row == row)
    }

    /// Whether a score is in a merged cell for several indicators, so that it cannot be compared with a single one.
    fn shared(&self, score: &Figure) -> bool {
        self.remarked(&SHARED_SCORE, Some(score.cell))
    }

    /// Whether the indicator called `name` is one of those that share a merged score.
    fn shares(&self, name: &str) -> bool {
        self.remarks.iter().any(|(problem, _)| {
            let shared = problem
                .is(&SHARED_SCORE)
                .then(|| problem.text("indicators"));
            shared
                .flatten()
                .is_some_and(|indicators| indicators.contains(name))
        })
    }
}
