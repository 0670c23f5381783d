//! Checks on filed scores, total and grade against the recomputation.

use rust_decimal::Decimal;

use super::tolerance::{of_total, scores_agree, sum, within};
use super::{Case, Check};
use crate::finding::{Code, Field, Problem};
use crate::model::{Basis, Evaluation, Figure, Filing, Indicator, IndicatorResult};

/// Execution score = weight × rate.
pub(super) const EXECUTION: Check = Check {
    codes: &[Code::ExecutionScoreMismatch],
    run: |case, facts| {
        let result = &case.evaluation.execution;
        let filed = case
            .filing
            .funding
            .as_ref()
            .and_then(|f| f.reported.as_ref());
        if let (Some(expected), Some(filed), Basis::Recomputed) =
            (result.score, filed, result.basis)
            && differs(case, filed, expected)
        {
            let found = filed.value;
            let problem = Problem::ExecutionScoreMismatch { expected, found };
            facts.push((problem, Some(filed.cell)));
        }
    },
};

/// Each indicator's score is what the rules give.
pub(super) const INDICATORS: Check = Check {
    codes: &[Code::ScoreMismatch],
    run: |case, facts| {
        for (indicator, result) in case.pairs() {
            let Some(filed) = indicator.reported.as_ref().filter(|s| !case.shared(s)) else {
                continue;
            };
            if let (Some(expected), Basis::Recomputed) = (result.score, result.basis)
                && differs(case, filed, expected)
            {
                let problem = Problem::ScoreMismatch {
                    indicator: indicator.name.clone(),
                    expected,
                    found: filed.value,
                };
                facts.push((problem, Some(filed.cell)));
            }
        }
    },
};

/// The total is the sum of the recomputed scores, and of the filed ones.
pub(super) const TOTAL: Check = Check {
    codes: &[Code::TotalMismatch, Code::ReportedSum],
    run: |case, facts| {
        let Some(total) = &case.filing.reported_total else {
            return;
        };
        let found = total.value;
        let tolerance = of_total(scored_parts(case.evaluation));
        if let Some(expected) = case.evaluation.total
            && !within(found, expected, tolerance)
        {
            let problem = Problem::TotalMismatch { expected, found };
            facts.push((problem, Some(total.cell)));
        }
        if let Some(scores) = filed_scores(case)
            && let Some(expected) = sum(scores.iter().copied())
            && !within(found, expected, of_total(scores.len()))
        {
            let problem = Problem::ReportedSum { expected, found };
            facts.push((problem, Some(total.cell)));
        }
    },
};

/// The grade is that of the recomputed total; a grade the rules do not know cannot be judged.
pub(super) const GRADE: Check = Check {
    codes: &[Code::GradeMismatch],
    run: |case, facts| {
        let Some(filed) = &case.filing.reported_grade else {
            return;
        };
        let band = case.rules.grade_named(filed.value.trim());
        if let (Some(band), Some(grade)) = (band, &case.evaluation.grade)
            && band.name != grade.name
        {
            let problem = Problem::GradeMismatch {
                expected: (*grade.name).into(),
                found: filed.value.clone(),
            };
            facts.push((problem, Some(filed.cell)));
        }
    },
};

/// Every part has a score, so that the form can be ranked.
pub(super) const SCORABLE: Check = Check {
    codes: &[Code::NotScorable],
    run: |case, facts| {
        facts.extend(not_scorable(case.filing, case.evaluation).map(|p| (p, None)));
    },
};

/// Most parts without a score that a message names.
const NAMED: usize = 3;

/// Why a form has no recomputed total 无法计分: the parts without a score; `None` where there is a total.
#[must_use]
pub fn not_scorable(filing: &Filing, evaluation: &Evaluation) -> Option<Problem> {
    if evaluation.total.is_some() {
        return None;
    }
    let execution = matches!(evaluation.execution.basis, Basis::None(_))
        && evaluation.execution.points.is_some();
    let indicators = filing.indicators.iter().zip(&evaluation.indicators);
    let unscored = indicators.filter(|(_, r)| r.score.is_none());
    let names: Vec<&str> = execution
        .then_some(Field::ExecutionScore.name().zh)
        .into_iter()
        .chain(unscored.map(|(i, _)| &*i.name))
        .collect();
    let mut missing = names
        .iter()
        .take(NAMED)
        .copied()
        .collect::<Vec<_>>()
        .join("、");
    if names.len() > NAMED {
        missing.push_str(&format!(" …（{}）", names.len()));
    }
    if missing.is_empty() {
        missing.push_str(Field::Score.name().zh);
    }
    let missing = missing.into();
    Some(Problem::NotScorable { missing })
}

impl<'a> Case<'a> {
    /// Each indicator with its result.
    pub(super) fn pairs(
        &self,
    ) -> impl Iterator<Item = (&'a Indicator, &'a IndicatorResult)> + use<'a> {
        let results = &self.evaluation.indicators;
        self.filing.indicators.iter().zip(results)
    }
}

fn differs(case: &Case<'_>, filed: &Figure, expected: Decimal) -> bool {
    let places = case.rules.rounding.score.places;
    !scores_agree(filed.value, expected, places)
}

fn scored_parts(evaluation: &Evaluation) -> usize {
    let indicators = evaluation.indicators.iter().map(|r| r.score);
    let scores = indicators.chain([evaluation.execution.score]);
    scores.flatten().count()
}

/// Every filed score, execution included; `None` where a part that carries points has none.
fn filed_scores(case: &Case<'_>) -> Option<Vec<Decimal>> {
    let indicators = &case.filing.indicators;
    if indicators.is_empty() {
        return None;
    }
    let mut scores = Vec::new();
    if let Some(funding) = &case.filing.funding
        && (funding.points.is_some() || funding.reported.is_some())
    {
        scores.push(funding.reported.as_ref()?.value);
    }
    for indicator in indicators {
        match &indicator.reported {
            Some(score) => scores.push(score.value),
            None if case.shares(&indicator.name) => {}
            None => return None,
        }
    }
    Some(scores)
}
