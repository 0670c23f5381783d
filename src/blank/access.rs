//! What is open at which stage 填报阶段: each stage fills in its own cells and keeps what the one before fixed.

use super::pen::{Look, Value};
use super::shape::Step;
use super::{FundRow, Prefill};
use crate::form::labels::{FundColumn, IndicatorColumn as C};
use crate::model::Stage;

/// What may be done with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Filled in at this stage.
    Open,
    /// Filled in at a later stage, or of no meaning at this one: shaded, locked and blank.
    Shut,
    /// Fixed at an earlier stage and carried over: shaded, locked, with what was filed.
    Fixed,
}

/// The stage at which a column of the indicator table is filled in for good; the others belong to each stage.
const fn fixed_at(role: C) -> Option<Stage> {
    match role {
        C::Level1
        | C::Level2
        | C::Level3
        | C::Sign
        | C::Target
        | C::Measure
        | C::Criterion
        | C::Points => Some(Stage::Goals),
        C::Midyear => Some(Stage::Midyear),
        C::Actual | C::Judged => Some(Stage::SelfEvaluation),
        _ => None,
    }
}

/// A cell of the indicator table that holds `value`.
pub(super) fn indicator(stage: Stage, role: C, prefill: &Prefill, value: &Value) -> Access {
    match fixed_at(role) {
        Some(at) if at > stage => Access::Shut,
        Some(at) if carried(prefill, at, value) => Access::Fixed,
        None if stage == Stage::Goals => Access::Shut,
        _ => Access::Open,
    }
}

/// Whether a column of the indicator table is filled in or computed at a stage.
pub(super) const fn opens(stage: Stage, role: C) -> bool {
    match (stage, role) {
        (Stage::SelfEvaluation, _) => true,
        (_, C::Score | C::Judged) => false,
        (Stage::Midyear, _) => true,
        (Stage::Goals, role) => matches!(fixed_at(role), Some(Stage::Goals)),
    }
}

/// A cell of the money block that holds `value`.
pub(super) fn fund(stage: Stage, role: FundColumn, prefill: &Prefill, value: &Value) -> Access {
    match role {
        FundColumn::Initial | FundColumn::Points if carried(prefill, Stage::Goals, value) => {
            Access::Fixed
        }
        FundColumn::Initial | FundColumn::Points => Access::Open,
        _ if stage == Stage::Goals => Access::Shut,
        _ => Access::Open,
    }
}

/// A line of the cover or the goal, which are fixed with the goals.
pub(super) fn heading(prefill: &Prefill, value: &Value) -> Access {
    match carried(prefill, Stage::Goals, value) {
        true => Access::Fixed,
        false => Access::Open,
    }
}

/// Whether something was fixed at `at` and has been carried over.
fn carried(prefill: &Prefill, at: Stage, value: &Value) -> bool {
    prefill.fixed_by.is_some_and(|by| at <= by) && *value != Value::Blank
}

/// The look of an open cell under this access.
pub(super) const fn look(access: Access, open: Look) -> Look {
    match (access, open) {
        (Access::Open, open) => open,
        (Access::Shut, _) => Look::Shut,
        (Access::Fixed, Look::Amount) => Look::FixedAmount,
        (Access::Fixed, Look::Points) => Look::FixedPoints,
        (Access::Fixed, Look::Words | Look::Prose) => Look::FixedWords,
        (Access::Fixed, _) => Look::FixedWord,
    }
}

/// The column that stands where the self-evaluation has `role`.
pub(super) const fn role(stage: Stage, role: C) -> C {
    match (stage, role) {
        (Stage::Midyear, C::Actual) => C::Forecast,
        (_, role) => role,
    }
}

/// The steps of the computation that a stage needs.
pub(super) const fn steps(stage: Stage) -> &'static [Step] {
    match stage {
        Stage::Goals => &[Step::Level1, Step::Level2, Step::TargetText, Step::Target],
        Stage::Midyear => &[
            Step::Level1,
            Step::Level2,
            Step::TargetText,
            Step::Target,
            Step::ActualText,
            Step::Actual,
            Step::Sense,
            Step::Method,
            Step::Completion,
        ],
        Stage::SelfEvaluation => &Step::ALL,
    }
}

/// What a row of the money block says at a stage: nothing of later ones.
pub(super) fn amounts(stage: Stage, known: &FundRow) -> FundRow {
    match stage {
        Stage::Goals => FundRow {
            adjusted: None,
            executed: None,
            forecast: None,
            ..known.clone()
        },
        Stage::Midyear | Stage::SelfEvaluation => known.clone(),
    }
}
