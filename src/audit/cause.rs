//! 起因: what is found about one form, cause before consequence, by what each code says it may follow from.

use super::score::is_weighed;
use super::tolerance::{of_total, within};
use super::{Case, Facts};
use crate::base::number::sum;
use crate::finding::reading::UNCALCULATED;
use crate::finding::{Cause, Fact, Problem, Proof};
use crate::model::CellRef;
use rust_decimal::Decimal;

/// A fact of a form with the place of its root cause in the list that it stands in.
pub(super) type Caused = (Problem, Option<CellRef>, Option<u32>);

/// The facts in the form's order, each root cause followed by its consequences; formulas that were never calculated
/// are said once.
pub(super) fn cause_first(case: &Case<'_>, facts: Facts) -> Vec<Caused> {
    let roots = roots(case, &facts);
    let is_open = |(problem, _): &&(Problem, _)| problem.is(&UNCALCULATED);
    let open = facts.iter().filter(is_open).count();
    let first = facts.iter().position(|fact| is_open(&fact));
    let mut order: Vec<(usize, usize, (Problem, Option<CellRef>))> = roots
        .into_iter()
        .zip(facts)
        .enumerate()
        .map(|(at, (root, fact))| {
            let joined = fact.0.is(&UNCALCULATED).then_some(first).flatten();
            (joined.unwrap_or(root), at, fact)
        })
        .collect();
    // One form is said to lack results once, and what follows from any of its formulas follows from that.
    let joins: Vec<usize> = order.iter().map(|(root, ..)| *root).collect();
    for (root, ..) in &mut order {
        *root = joins.get(*root).copied().unwrap_or(*root);
    }
    order.sort_by_key(|(root, at, _)| (*root, root != at, *at));
    let mut listed: Vec<Caused> = Vec::with_capacity(order.len());
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

/// So many formulas without a result.
fn together(count: usize) -> Problem {
    let count = Fact::Count(u64::try_from(count).unwrap_or(u64::MAX));
    UNCALCULATED.with([("count", count)])
}

/// The position of the root cause of each fact, its own where it follows from nothing.
fn roots(case: &Case<'_>, facts: &Facts) -> Vec<usize> {
    let mut direct: Vec<usize> = (0..facts.len()).collect();
    let unscored: Vec<u32> = unscored(case);
    for at in 0..facts.len() {
        let found = cause(case, facts, at, (&direct, &unscored));
        if let (Some(found), Some(own)) = (found, direct.get_mut(at)) {
            *own = found;
        }
    }
    (0..facts.len()).map(|at| root(&direct, at)).collect()
}

/// The end of the chain of causes from `at`; there is no ring, as [`cause`] joins nothing to what follows from it.
fn root(direct: &[usize], at: usize) -> usize {
    let mut here = at;
    while let Some(next) = direct.get(here).filter(|next| **next != here) {
        here = *next;
    }
    here
}

/// What the fact at `at` follows from: of the likeliest kind of cause that is proven, the first at a cell.
fn cause(
    case: &Case<'_>,
    facts: &Facts,
    at: usize,
    (direct, unscored): (&[usize], &[u32]),
) -> Option<usize> {
    let (own, cell) = facts.get(at)?;
    let candidates = |cause: &'static Cause| {
        let fits = move |(place, (problem, there)): &(usize, &(Problem, Option<CellRef>))| {
            *place != at
                && problem.is(cause.code)
                && cause.reach.holds(*there, *cell, unscored)
                && root(direct, *place) != at
        };
        facts.iter().enumerate().filter(fits)
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

/// The greatest of some causes that together are off by what `own` is off.
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

/// Whether what must agree does; `None` where a figure is missing.
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

/// How far a printed rate or score may be from the exact one: half a unit of its last place, at least 0.01 points.
fn rounding(printed: &Problem) -> Decimal {
    match printed.fact("found") {
        Some(Fact::Rate(rate)) => Decimal::new(6, rate.normalize().scale().clamp(2, 4) + 1),
        _ => Decimal::new(15, 3),
    }
}

/// Rows of the parts of a form that have no score.
fn unscored(case: &Case<'_>) -> Vec<u32> {
    let execution = case.filing.funding.as_ref().map(|f| f.cell.row);
    let execution = execution.filter(|_| case.evaluation.execution.score.is_none());
    let indicators = case.pairs().filter(|(_, result)| result.score.is_none());
    // Where no row is weighed, no row is the reason.
    let weighed = is_weighed(case.filing);
    let rows = indicators
        .filter(|_| weighed)
        .map(|(indicator, _)| indicator.cell.row);
    rows.chain(execution).collect()
}
