//! What is open at which stage 填报阶段: each stage fills in its own cells and keeps what the one before fixed.

use super::Value;
use crate::form::spec::{Duty, FormField};
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
    /// A formula, locked.
    Computed,
}

impl Access {
    /// A cell of `field` that holds `value`, on a form that carries over what was fixed up to `fixed_by`.
    pub(super) fn of<R: Copy>(
        field: &FormField<R>,
        stage: Stage,
        fixed_by: Option<Stage>,
        value: &Value,
    ) -> Self {
        let settled = field
            .settled_at()
            .filter(|_| field.closed || *value != Value::Blank);
        match field.duty(stage) {
            Duty::Absent | Duty::Shut => Self::Shut,
            Duty::Computed => Self::Computed,
            Duty::Open if settled.zip(fixed_by).is_some_and(|(at, by)| at <= by) => Self::Fixed,
            Duty::Open => Self::Open,
        }
    }
}
