//! Checks on goal and monitoring forms: what their stage asks for, and the pace of spending.

use ecow::EcoString;

use super::{Check, Facts};
use crate::finding::{Code, Field, Problem};
use crate::model::Warning;
use crate::model::{CellRef, Content, Indicator, Located, Statement};

/// A goal form names indicators, each with its target.
pub(super) const GOALS: Check = Check {
    codes: &[Code::FieldMissing],
    run: |case, facts| {
        let indicators = &case.filing.indicators;
        if indicators.is_empty() {
            facts.push(missing(Field::Indicator, None, None));
        }
        for indicator in indicators.iter().filter(|i| !stated(i.target.as_ref())) {
            facts.push(of(Field::Target, indicator));
        }
        let some = indicators.iter().any(|i| i.points.is_some());
        for indicator in indicators.iter().filter(|i| some && i.points.is_none()) {
            facts.push(of(Field::Points, indicator));
        }
    },
};

/// A monitoring form states a budget and what was executed of it.
pub(super) const FUNDS: Check = Check {
    codes: &[Code::FieldMissing],
    run: |case, facts| {
        let Some(funding) = &case.filing.funding else {
            facts.push(missing(Field::Adjusted, None, None));
            facts.push(missing(Field::ExecutedSoFar, None, None));
            return;
        };
        let cell = Some(funding.cell);
        if funding.adjusted.is_none() && funding.initial.is_none() {
            facts.push(missing(Field::Adjusted, None, cell));
        }
        if funding.executed.is_none() {
            facts.push(missing(Field::ExecutedSoFar, None, cell));
        }
    },
};

/// Every indicator states its target, and where that is a figure what was reached of it, or why that is not known.
pub(super) const VALUES: Check = Check {
    codes: &[Code::FieldMissing, Code::UnreadableQuantity],
    run: |case, facts| {
        let indicators = &case.filing.indicators;
        if indicators.is_empty() {
            facts.push(missing(Field::Indicator, None, None));
        }
        for indicator in indicators {
            if !stated(indicator.target.as_ref()) {
                facts.push(of(Field::Target, indicator));
            } else if counted(indicator) && is_open(indicator) {
                facts.push(of(Field::Midyear, indicator));
            }
            for (field, cell) in [
                (Field::Target, indicator.target.as_ref()),
                (Field::Midyear, indicator.midyear.as_deref()),
            ] {
                unreadable(field, cell, facts);
            }
        }
    },
};

/// 红色、黄色预警: spending is behind the time of the year.
pub(super) const PACE: Check = Check {
    codes: &[Code::ExecutionRed, Code::ExecutionYellow],
    run: |case, facts| {
        let Some(pace) = case.progress.and_then(|p| p.pace.ok()) else {
            return;
        };
        let (rate, relative) = (pace.rate, pace.relative);
        let problem = match pace.warning {
            Warning::Red => Problem::ExecutionRed { rate, relative },
            Warning::Yellow => Problem::ExecutionYellow { rate, relative },
            Warning::Green => return,
        };
        let funding = case.filing.funding.as_ref();
        let cell = funding.map(|f| f.executed.as_ref().map_or(f.cell, |e| e.cell));
        facts.push((problem, cell));
    },
};

fn stated(statement: Option<&Located<Statement>>) -> bool {
    statement.is_some_and(|s| s.value.content != Content::Blank)
}

/// Whether neither a mid-year value nor a reason stands there.
fn is_open(indicator: &Indicator) -> bool {
    !stated(indicator.midyear.as_deref()) && indicator.reason.is_none()
}

/// Whether the target is a figure.
fn counted(indicator: &Indicator) -> bool {
    let target = indicator.target.as_ref().map(|t| &t.value.content);
    matches!(target, Some(Content::Quantity(_) | Content::Range(_)))
}

fn unreadable(field: Field, statement: Option<&Located<Statement>>, facts: &mut Facts) {
    let Some(statement) = statement else { return };
    if let Content::Unreadable(typed) = &statement.value.content {
        let typed = typed.clone();
        facts.push((
            Problem::UnreadableQuantity { field, typed },
            Some(statement.cell),
        ));
    }
}

fn of(field: Field, indicator: &Indicator) -> (Problem, Option<CellRef>) {
    missing(field, Some(indicator.name.clone()), Some(indicator.cell))
}

const fn missing(
    field: Field,
    of: Option<EcoString>,
    cell: Option<CellRef>,
) -> (Problem, Option<CellRef>) {
    (Problem::FieldMissing { field, of }, cell)
}
