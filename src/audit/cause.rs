//! 起因: the problems of one form, each cause before its consequences, by the `follows` lists of the codes.

use super::score::is_weighed;
use super::tolerance::{of_total, within};
use super::{Case, PlacedProblems};
use crate::base::number::sum;
use crate::finding::reading::UNCALCULATED;
use crate::finding::{Cause, Fact, Problem, Proof};
use crate::model::CellRef;
use rust_decimal::Decimal;

/// A problem with its cell and the position of its root cause in the list.
pub(super) type LinkedProblem = (Problem, Option<CellRef>, Option<u32>);

/// The problems in the form's order, each root cause followed by its consequences; formulas without a result are
/// reported once.
pub(super) fn cause_first(case: &Case<'_>, problems: PlacedProblems) -> Vec<LinkedProblem> {
    let roots = roots(case, &problems);
    let is_open = |(problem, _): &&(Problem, _)| problem.is(&UNCALCULATED);
    let open = problems.iter().filter(is_open).count();
    let first = problems.iter().position(|placed| is_open(&placed));
    let mut order: Vec<(usize, usize, (Problem, Option<CellRef>))> = roots
        .into_iter()
        .zip(problems)
        .enumerate()
        .map(|(at, (root, placed))| {
            let joined = placed.0.is(&UNCALCULATED).then_some(first).flatten();
            (joined.unwrap_or(root), at, placed)
        })
        .collect();
    // Formulas without a result are one problem, so that what follows from any of them follows from that problem.
    let joins: Vec<usize> = order.iter().map(|(root, ..)| *root).collect();
    for (root, ..) in &mut order {
        *root = joins.get(*root).copied().unwrap_or(*root);
    }
    order.sort_by_key(|(root, at, _)| (*root, root != at, *at));
    let mut listed: Vec<LinkedProblem> = Vec::with_capacity(order.len());
    let mut lead = None;
    for (root, at, (problem, cell)) in order {
        let leads = root == at;
        match (leads, problem.is(&UNCALCULATED)) {
            (false, true) => {}
            (true, of_formulas) => {
                lead = u32::try_from(listed.len()).ok();
                let several = of_formulas && open > 1;
                let problem = if several { together(open) } else { problem };
                listed.push((problem, cell, None));
            }
            (false, false) => listed.push((problem, cell, lead)),
        }
    }
    listed
}

/// The problem that `count` formulas have no result.
fn together(count: usize) -> Problem {
    let count = Fact::Count(u64::try_from(count).unwrap_or(u64::MAX));
    UNCALCULATED.with([("count", count)])
}

/// The position of the root cause of each problem, its own where it follows from nothing.
fn roots(case: &Case<'_>, problems: &PlacedProblems) -> Vec<usize> {
    let mut direct: Vec<usize> = (0..problems.len()).collect();
    let unscored: Vec<u32> = unscored(case);
    for at in 0..problems.len() {
        let found = cause(case, problems, at, (&direct, &unscored));
        if let (Some(found), Some(own)) = (found, direct.get_mut(at)) {
            *own = found;
        }
    }
    (0..problems.len()).map(|at| root(&direct, at)).collect()
}

/// The end of the chain of causes from `at`. There is no cycle: [`cause`] never links a problem to its own
/// consequences.
fn root(direct: &[usize], at: usize) -> usize {
    let mut here = at;
    while let Some(next) = direct.get(here).filter(|next| **next != here) {
        here = *next;
    }
    here
}

/// The position of the cause of the problem at `at`: for the first kind of cause that the figures prove, the first
/// problem that has a cell.
fn cause(
    case: &Case<'_>,
    problems: &PlacedProblems,
    at: usize,
    (direct, unscored): (&[usize], &[u32]),
) -> Option<usize> {
    let (own, cell) = problems.get(at)?;
    let candidates = |cause: &'static Cause| {
        let fits = move |(place, (problem, there)): &(usize, &(Problem, Option<CellRef>))| {
            *place != at
                && problem.is(cause.code)
                && cause.reach.holds(*there, *cell, unscored)
                && root(direct, *place) != at
        };
        problems.iter().enumerate().filter(fits)
    };
    own.code.follows.iter().find_map(|cause| {
        if cause.proof == Proof::Sum {
            let summed = own.code.follows.iter().filter(|c| c.proof == Proof::Sum);
            return greatest(case, own, summed.flat_map(candidates).collect());
        }
        let proven = |(_, (problem, _)): &(usize, &(Problem, _))| {
            is_proven(case, cause.proof, problem, own).unwrap_or(false)
        };
        let proven = candidates(cause).filter(proven);
        let first = proven.min_by_key(|(place, (_, there))| (there.is_none(), *place));
        first.map(|(place, _)| place)
    })
}

/// The greatest of several causes whose differences add up to that of `own`.
fn greatest(
    case: &Case<'_>,
    own: &Problem,
    causes: Vec<(usize, &(Problem, Option<CellRef>))>,
) -> Option<usize> {
    let off = |(_, (problem, _)): &(usize, &(Problem, _))| problem.off();
    let all = sum(causes.iter().filter_map(off))?;
    let tolerance = of_total(case.evaluation.indicators.len().saturating_add(1));
    let explained = within(all, own.off()?, tolerance);
    let greatest = causes
        .iter()
        .max_by_key(|cause| (off(cause).map(|o| o.abs()), std::cmp::Reverse(cause.0)));
    greatest.filter(|_| explained).map(|(place, _)| *place)
}

/// Whether the figures prove that `own` follows from `cause`; `None` where a figure is missing.
fn is_proven(case: &Case<'_>, proof: Proof, cause: &Problem, own: &Problem) -> Option<bool> {
    Some(match proof {
        Proof::Place => true,
        Proof::Gap => within(cause.off()?.abs(), own.off()?.abs(), of_total(2)),
        Proof::Sum => within(cause.off()?, own.off()?, of_total(2)),
        Proof::Within => own.off()?.abs() <= cause.off()?.abs(),
        Proof::Bound => {
            let (expected, found) = (own.figure("expected")?, own.figure("found")?);
            found.checked_mul(cause.factor()?)? <= expected
        }
        Proof::Ratio => {
            let (expected, found) = (own.figure("expected")?, own.figure("found")?);
            let due = expected.checked_mul(cause.factor()?)?;
            within(found, due, rounding(own))
        }
        Proof::Grade => {
            let total = case.rules.grade(cause.figure("found")?)?;
            let filed = case.rules.grade_named(own.text("found")?.trim())?;
            *total.name == *filed.name
        }
    })
}

/// Tolerance for a printed rate or score: 0.6 units of the last place of a rate with two to four places, 0.015 points.
fn rounding(printed: &Problem) -> Decimal {
    match printed.fact("found") {
        Some(Fact::Rate(rate)) => Decimal::new(6, rate.normalize().scale().clamp(2, 4) + 1),
        _ => Decimal::new(15, 3),
    }
}

/// Rows of the parts of a form that have no recomputed score.
fn unscored(case: &Case<'_>) -> Vec<u32> {
    let execution = case.filing.funding.as_ref().map(|f| f.cell.row);
    let execution = execution.filter(|_| case.evaluation.execution.score.is_none());
    let indicators = case.pairs().filter(|(_, result)| result.score.is_none());
    // Without any points or scores, single rows are not the reason for a missing total.
    let weighed = is_weighed(case.filing);
    let rows = indicators
        .filter(|_| weighed)
        .map(|(indicator, _)| indicator.cell.row);
    rows.chain(execution).collect()
}
