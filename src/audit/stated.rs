//! Checks on what a form states itself: methods, standards, actual values in words.

use super::{Case, Check, SELF};
use crate::finding::stated::{ACTUAL_MISSING, ACTUAL_WORDED, METHOD_CONTRADICTS, STANDARD_UNREAD};
use crate::finding::{Fact, Problem};
use crate::model::{CellRef, Indicator, Objection};

/// Statements of the form that were not used for the score of an indicator.
pub(super) const NOT_USED: Check = Check {
    codes: &[
        &METHOD_CONTRADICTS,
        &STANDARD_UNREAD,
        &ACTUAL_MISSING,
        &ACTUAL_WORDED,
    ],
    stages: SELF,
    run: |case: &Case<'_>, problems| {
        for (indicator, result) in case.pairs() {
            problems.extend(result.objection.map(|why| problem(indicator, why)));
        }
    },
};

fn problem(indicator: &Indicator, why: Objection) -> (Problem, Option<CellRef>) {
    let name = ("indicator", Fact::text(indicator.name.clone()));
    let target = indicator.target.as_ref();
    let typed = target.map(|t| t.typed.clone()).unwrap_or_default();
    let target_typed = ("target", Fact::text(typed));
    let criterion = indicator.criterion.as_ref();
    let actual = indicator.actual.as_ref();
    let stated = criterion.map(|c| (Fact::text(c.value.clone()), c.cell));
    let worded = actual.map(|a| (Fact::text(a.typed.clone()), a.cell));
    match (why, stated, worded) {
        (Objection::Contradicts, Some((method, cell)), _) => METHOD_CONTRADICTS
            .with([name, ("method", method), target_typed])
            .at(cell),
        (Objection::Unread, Some((found, cell)), _) => {
            STANDARD_UNREAD.with([name, ("found", found)]).at(cell)
        }
        (Objection::Worded, _, Some((found, cell))) => ACTUAL_WORDED
            .with([name, target_typed, ("found", found)])
            .at(cell),
        (Objection::Missing | Objection::Worded, _, worded) => {
            let cell = worded.map_or(indicator.cell, |(_, cell)| cell);
            ACTUAL_MISSING.with([name, target_typed]).at(cell)
        }
        (Objection::Contradicts | Objection::Unread, None, _) => {
            let cell = target.map_or(indicator.cell, |t| t.cell);
            METHOD_CONTRADICTS.with([name, target_typed]).at(cell)
        }
    }
}
