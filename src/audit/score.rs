//! Checks on weights 分值 and their sums, and on filed scores, total and grade against the recomputation.

use rust_decimal::Decimal;

use super::tolerance::{of_total, of_weights, scores_agree, within};
use super::{Case, Check, EVERY, PlacedProblems, SELF};
use crate::base::lang::Lang;
use crate::base::number::{Rate, sum};
use crate::finding::reading::COLUMN_UNREAD;
use crate::finding::score::{
    EXECUTION_SCORE_MISMATCH, GRADE_MISMATCH, GROUP_WEIGHT_SUM, NOT_SCORABLE, REPORTED_SUM,
    SCORE_ABOVE_POINTS, SCORE_MISMATCH, TOTAL_MISMATCH, WEIGHT_SUM,
};
use crate::finding::{Code, Fact, Field, Problem};
use crate::model::{Basis, Evaluation, Figure, Filing, GroupPoints, Indicator, Unscored};

/// Execution and indicators add up to the points of the rule set, usually 100.
pub(super) const WEIGHTS: Check = Check {
    codes: &[&WEIGHT_SUM],
    stages: EVERY,
    run: |case, problems| {
        let filing = case.filing;
        let expected = case.rules.total_points;
        let stated = filing.funding.as_ref().and_then(|f| f.points.as_ref());
        if let Some(all) = stated.filter(|points| points.value >= expected) {
            let facts_of = [
                ("expected", Fact::Points(expected)),
                ("found", Fact::Points(all.value)),
            ];
            problems.push(WEIGHT_SUM.case("execution", facts_of).at(all.cell));
            return;
        }
        let execution = case.evaluation.execution.points;
        let indicators = weights(filing, |_| true);
        let Some(first) = indicators.filed.first() else {
            return;
        };
        let filed = indicators.filed.iter().map(|w| w.value);
        let all: Vec<_> = filed.chain(execution).collect();
        if let Some(found) = contradiction(&all, indicators.complete, expected) {
            let place = filing.stated_points.as_ref().unwrap_or(first);
            problems.push(in_points(&WEIGHT_SUM, expected, found).at(place.cell));
        }
    },
};

/// The weights of a group add up to the points in its heading.
pub(super) const GROUPS: Check = Check {
    codes: &[&GROUP_WEIGHT_SUM],
    stages: EVERY,
    run: |case, problems| {
        for group in &case.filing.groups {
            let rows = weights(case.filing, |level1| level1 == Some(&*group.name));
            let expected = group.points.value;
            if rows.filed.is_empty() {
                continue;
            }
            let filed: Vec<_> = rows.filed.iter().map(|w| w.value).collect();
            if let Some(found) = contradiction(&filed, rows.complete, expected) {
                let problem = GROUP_WEIGHT_SUM.with([
                    ("group", Fact::text(&*group.name)),
                    ("expected", Fact::Points(expected)),
                    ("found", Fact::Points(found)),
                ]);
                problems.push(problem.at(group.points.cell));
            }
        }
    },
};

/// No score above its weight, no total above the points of the rule set.
pub(super) const CAP: Check = Check {
    codes: &[&SCORE_ABOVE_POINTS],
    stages: SELF,
    run: |case, problems| {
        if let Some(funding) = &case.filing.funding {
            cap(
                funding.points.as_ref().map(|p| p.value),
                funding.reported.as_ref(),
                problems,
            );
        }
        for indicator in &case.filing.indicators {
            let score = indicator.reported.as_ref().filter(|s| !case.shared(s));
            cap(indicator.points.as_ref().map(|p| p.value), score, problems);
        }
        for group in &case.filing.groups {
            cap_group(case, group, problems);
        }
        let total = case.filing.reported_total.as_ref();
        cap(Some(case.rules.total_points), total, problems);
    },
};

/// Where only the heading of a group states points, its scores do not exceed them together.
fn cap_group(case: &Case<'_>, group: &GroupPoints, problems: &mut PlacedProblems) {
    let rows = case.filing.indicators.iter();
    let rows = rows.filter(|row| row.level1.as_ref() == Some(&group.name));
    if rows.clone().any(|row| row.points.is_some()) {
        return;
    }
    let scores = rows.filter_map(|row| Figure::value_of(&row.reported));
    let expected = group.points.value;
    if let Some(found) = sum(scores).filter(|found| *found > expected) {
        let problem = SCORE_ABOVE_POINTS.case(
            "group",
            [
                ("group", Fact::text(&*group.name)),
                ("expected", Fact::Points(expected)),
                ("found", Fact::Points(found)),
            ],
        );
        problems.push(problem.at(group.points.cell));
    }
}

/// Execution score = weight × rate.
pub(super) const EXECUTION: Check = Check {
    codes: &[&EXECUTION_SCORE_MISMATCH],
    stages: SELF,
    run: |case, problems| {
        let result = &case.evaluation.execution;
        let filed = case
            .filing
            .funding
            .as_ref()
            .and_then(|f| f.reported.as_ref());
        let Some(filed) = filed else { return };
        let expected = match result.basis {
            Basis::Recomputed => result.score.filter(|score| differs(case, filed, *score)),
            Basis::Kept(Unscored::NoAmounts) => by_printed_rate(case, filed),
            _ => None,
        };
        if let Some(expected) = expected {
            problems
                .push(in_points(&EXECUTION_SCORE_MISMATCH, expected, filed.value).at(filed.cell));
        }
    },
};

/// The score that the printed rate earns on a form without amounts, where it differs from the filed one by more than
/// the rounding of the rate.
fn by_printed_rate(case: &Case<'_>, filed: &Figure) -> Option<Decimal> {
    let printed = case.filing.funding.as_ref()?.rate.as_ref()?.value;
    let points = case.evaluation.execution.points?;
    let earned = case.rules.execution.method.of_rate(Rate::of(printed))?;
    let expected = earned.score(points, case.rules.rounding)?;
    let half = Decimal::new(5, printed.normalize().scale().max(2).saturating_add(1));
    let slack = half.checked_mul(points)?.checked_add(of_total(2))?;
    (!within(filed.value, expected, slack)).then_some(expected)
}

/// The filed score of each indicator is the recomputed one.
pub(super) const INDICATORS: Check = Check {
    codes: &[&SCORE_MISMATCH],
    stages: SELF,
    run: |case, problems| {
        for (indicator, result) in case.pairs() {
            let Some(filed) = indicator.reported.as_ref().filter(|s| !case.shared(s)) else {
                continue;
            };
            // For a completion of 0 the score is 0 whatever the weight.
            let nothing = result.completion.is_some_and(|rate| rate.is_zero());
            let expected = match result.basis {
                Basis::Recomputed => result.score,
                Basis::Kept(Unscored::NoPoints) if nothing => Some(Decimal::ZERO),
                _ => None,
            };
            if let Some(expected) = expected.filter(|expected| differs(case, filed, *expected)) {
                let problem = SCORE_MISMATCH.with([
                    ("indicator", Fact::text(indicator.name.clone())),
                    ("expected", Fact::Points(expected)),
                    ("found", Fact::Points(filed.value)),
                ]);
                problems.push(problem.at(filed.cell));
            }
        }
    },
};

/// The filed total is the sum of the recomputed scores, and of the filed ones.
pub(super) const TOTAL: Check = Check {
    codes: &[&TOTAL_MISMATCH, &REPORTED_SUM],
    stages: SELF,
    run: |case, problems| {
        let Some(total) = &case.filing.reported_total else {
            return;
        };
        let found = total.value;
        let tolerance = of_total(scored_parts(case.evaluation));
        if let Some(expected) = case.evaluation.own_total()
            && !within(found, expected, tolerance)
        {
            problems.push(in_points(&TOTAL_MISMATCH, expected, found).at(total.cell));
        }
        let (scores, missing) = filed_scores(case);
        if let Some(expected) = sum(scores.iter().copied())
            && !within(found, expected, of_total(scores.len()))
            && !case.filing.indicators.is_empty()
            && (missing == 0 || found < expected)
        {
            problems.push(in_points(&REPORTED_SUM, expected, found).at(total.cell));
        }
    },
};

/// The filed grade is that of the recomputed total; a grade that is not in the rules cannot be judged.
pub(super) const GRADE: Check = Check {
    codes: &[&GRADE_MISMATCH],
    stages: SELF,
    run: |case, problems| {
        let Some(filed) = &case.filing.reported_grade else {
            return;
        };
        let band = case.rules.grade_named(filed.value.trim());
        let grade = match &case.evaluation.reweighted {
            Some(reweighted) => case.rules.grade(reweighted.own_total),
            None => case.evaluation.grade.clone(),
        };
        if let (Some(band), Some(grade)) = (band, grade)
            && band.name != grade.name
        {
            let (due, filed_grade) = (Fact::text(&*grade.name), Fact::text(filed.value.clone()));
            problems.push(GRADE_MISMATCH.differs(due, filed_grade).at(filed.cell));
        }
    },
};

/// Every part has a score, so that the form can be ranked.
pub(super) const SCORABLE: Check = Check {
    codes: &[&NOT_SCORABLE],
    stages: SELF,
    run: |case, problems| {
        let remarks = case.remarks.iter().map(|(problem, _)| problem);
        let problem = not_scorable(case.filing, case.evaluation, remarks);
        problems.extend(problem.map(|p| p.at(None)));
    },
};

/// Most parts without a score that a message names.
const MOST_PARTS: usize = 3;

/// Why a form has no recomputed total 无法计分: the parts without a score; `None` where there is a total.
#[must_use]
pub fn not_scorable<'p>(
    filing: &Filing,
    evaluation: &Evaluation,
    problems: impl Iterator<Item = &'p Problem>,
) -> Option<Problem> {
    let unread = problems.filter(|problem| problem.is(&COLUMN_UNREAD));
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
    let mut missing = super::listed(&names, MOST_PARTS, &format!(" …（{}）", names.len()));
    if filing.indicators.is_empty() {
        let missing = ("missing", Fact::text(Field::Indicator.name().zh));
        return Some(NOT_SCORABLE.case("empty", [missing]));
    }
    if missing.is_empty() {
        missing.push_str(Field::Score.name().zh);
    }
    let headings = unread.map(|problem| problem.fact("found").map(|found| found.words(Lang::Zh)));
    let headings: Vec<String> = headings.flatten().collect();
    let missing = ("missing", Fact::text(missing));
    let columns = filing.indicators.iter().all(|i| i.actual.is_none());
    Some(match (columns, headings.is_empty()) {
        (true, false) => {
            let headings = ("headings", Fact::text(headings.join("、")));
            NOT_SCORABLE.case("heading", [missing, headings])
        }
        (true, true) => NOT_SCORABLE.case("column", [missing]),
        (false, _) if !is_weighed(filing) => NOT_SCORABLE.case("points", [missing]),
        (false, _) => NOT_SCORABLE.with([missing]),
    })
}

/// Whether any indicator has points or a score; a form without indicators counts as one that has.
pub(super) fn is_weighed(filing: &Filing) -> bool {
    let marked = |indicator: &Indicator| indicator.points.is_some() || indicator.reported.is_some();
    filing.indicators.is_empty() || filing.indicators.iter().any(marked)
}

/// A problem with expected and filed points.
fn in_points(code: &'static Code, expected: Decimal, found: Decimal) -> Problem {
    code.differs(Fact::Points(expected), Fact::Points(found))
}

/// The weights of some indicators.
struct Weights<'a> {
    filed: Vec<&'a Figure>,
    complete: bool,
}

fn weights(filing: &Filing, chosen: impl Fn(Option<&str>) -> bool) -> Weights<'_> {
    let rows: Vec<_> = filing
        .indicators
        .iter()
        .filter(|i| chosen(i.level1.as_deref()))
        .collect();
    let filed: Vec<_> = rows.iter().filter_map(|i| i.points.as_ref()).collect();
    let complete = filed.len() == rows.len();
    Weights { filed, complete }
}

/// The sum of `weights`, where it contradicts `expected`: if a weight is missing, only a sum that is already too large
/// does.
#[must_use]
pub fn contradiction(weights: &[Decimal], complete: bool, expected: Decimal) -> Option<Decimal> {
    let found = sum(weights.iter().copied())?;
    let differs = !within(found, expected, of_weights(weights));
    (differs && (complete || found > expected)).then_some(found)
}

fn cap(points: Option<Decimal>, score: Option<&Figure>, problems: &mut PlacedProblems) {
    if let (Some(expected), Some(score)) = (points, score)
        && score.value > expected
    {
        problems.push(in_points(&SCORE_ABOVE_POINTS, expected, score.value).at(score.cell));
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

/// Every filed score, execution included, and the number of parts with points but without a score.
fn filed_scores(case: &Case<'_>) -> (Vec<Decimal>, usize) {
    let funding = case.filing.funding.iter();
    let execution = funding.filter(|f| f.points.is_some() || f.reported.is_some());
    let execution = execution.map(|f| f.reported.as_ref());
    let indicators = case.filing.indicators.iter();
    let indicators = indicators.filter(|i| i.reported.is_some() || !case.shares(&i.name));
    let indicators = indicators.map(|i| i.reported.as_ref());
    let filed: Vec<_> = execution.chain(indicators).collect();
    let scores: Vec<_> = filed.iter().flatten().map(|score| score.value).collect();
    let missing = filed.len().saturating_sub(scores.len());
    (scores, missing)
}
