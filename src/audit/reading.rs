//! Checks on what could be read: the reader's remarks, and what is required but missing.

use super::{Case, Check, Facts};
use crate::finding::{Code, Field, Problem};
use crate::model::{Content, Indicator, Kind, Located, MethodKind, Statement};

/// What the reader could not take without a doubt.
pub(super) const REMARKS: Check = Check {
    codes: &[
        Code::HiddenSheet,
        Code::ExampleSheet,
        Code::TemplateAltered,
        Code::Uncalculated,
        Code::ErrorValue,
        Code::BeyondWindow,
        Code::OutOfRange,
        Code::LabelGuessed,
        Code::ColumnUnread,
        Code::UnreadableQuantity,
        Code::FieldMissing,
        Code::UnitUnclear,
        Code::UnitNotListed,
        Code::UnitNameDiffers,
        Code::UnitCodeDiffers,
        Code::YearUnclear,
        Code::MeasureUnclear,
        Code::AmountInLabel,
        Code::PercentAssumed,
        Code::SharedScore,
    ],
    run: |case, facts| facts.extend_from_slice(&case.filing.remarks),
};

/// Who files, for which year and project.
pub(super) const IDENTITY: Check = Check {
    codes: &[Code::UnitUnclear, Code::YearUnclear, Code::FieldMissing],
    run: |case, facts| {
        let filing = case.filing;
        if filing.unit.name.is_none() && !said(case, Code::UnitUnclear) {
            facts.push((Problem::UnitUnclear, None));
        }
        if filing.year.is_none() && !said(case, Code::YearUnclear) {
            facts.push((Problem::YearUnclear, None));
        }
        if filing.kind == Kind::Project && filing.project.is_none() {
            facts.push(missing(Field::Project));
        }
    },
};

/// The figures of the total row that everything else rests on.
pub(super) const FUNDS_FILLED: Check = Check {
    codes: &[Code::FieldMissing],
    run: |case, facts| {
        let Some(funding) = &case.filing.funding else {
            facts.push(missing(Field::Adjusted));
            facts.push(missing(Field::Executed));
            return;
        };
        let cell = Some(funding.cell);
        let scored = funding.points.is_some();
        let assumed = !scored && case.evaluation.execution.points.is_some();
        for (field, absent) in [
            (Field::Adjusted, funding.adjusted.is_none()),
            (Field::Executed, funding.executed.is_none()),
            (Field::ExecutionScore, scored && funding.reported.is_none()),
            (Field::ExecutionPoints, assumed),
        ] {
            if absent {
                facts.push((Problem::FieldMissing { field, of: None }, cell));
            }
        }
    },
};

/// What every indicator must state; a column that the whole form lacks is said once.
pub(super) const INDICATORS_FILLED: Check = Check {
    codes: &[Code::FieldMissing, Code::UnreadableQuantity],
    run: |case, facts| {
        if case.filing.reported_total.is_none() {
            facts.push(missing(Field::Total));
        }
        if case.filing.indicators.is_empty() {
            facts.push(missing(Field::Indicator));
        }
        for column in COLUMNS {
            column_filled(case, column, facts);
        }
        for indicator in &case.filing.indicators {
            unreadable(case, Field::Target, indicator.target.as_ref(), facts);
            unreadable(case, Field::Actual, indicator.actual.as_ref(), facts);
        }
    },
};

/// One required column of the indicator table.
struct Column {
    field: Field,
    filled: fn(&Indicator) -> bool,
}

const COLUMNS: &[Column] = &[
    Column {
        field: Field::Target,
        filled: |i| stated(i.target.as_ref()),
    },
    Column {
        field: Field::Actual,
        filled: |i| stated(i.actual.as_ref()),
    },
    Column {
        field: Field::Points,
        filled: |i| i.points.is_some(),
    },
    Column {
        field: Field::Score,
        filled: |i| i.reported.is_some(),
    },
];

fn column_filled(case: &Case<'_>, column: &Column, facts: &mut Facts) {
    let indicators = &case.filing.indicators;
    if indicators.is_empty() {
        return;
    }
    if !indicators.iter().any(column.filled) {
        facts.push(missing(column.field));
        return;
    }
    let methods = case.evaluation.indicators.iter().map(|r| r.method);
    let methods = methods.map(Some).chain(std::iter::repeat(None));
    for (indicator, method) in indicators.iter().zip(methods) {
        if !(column.filled)(indicator) && required(case, column.field, indicator, method) {
            let of = Some(indicator.name.clone());
            let field = column.field;
            facts.push((Problem::FieldMissing { field, of }, Some(indicator.cell)));
        }
    }
}

/// An actual value is not required where nothing was incurred, nor a score of its own where one is shared;
/// of a row that is blank throughout only the actual value is asked for.
fn required(
    case: &Case<'_>,
    field: Field,
    indicator: &Indicator,
    method: Option<MethodKind>,
) -> bool {
    let incurred = method != Some(MethodKind::NothingIncurred);
    let blank = COLUMNS.iter().all(|c| !(c.filled)(indicator));
    match field {
        Field::Actual => incurred,
        Field::Score => !blank && !case.shares(&indicator.name),
        _ => !blank,
    }
}

fn unreadable(
    case: &Case<'_>,
    field: Field,
    statement: Option<&Located<Statement>>,
    facts: &mut Facts,
) {
    let Some(statement) = statement else { return };
    let cell = Some(statement.cell);
    if let Content::Unreadable(typed) = &statement.value.content
        && !case.remarked(Code::UnreadableQuantity, cell)
    {
        let typed = typed.clone();
        facts.push((Problem::UnreadableQuantity { field, typed }, cell));
    }
}

fn stated(statement: Option<&Located<Statement>>) -> bool {
    statement.is_some_and(|s| s.value.content != Content::Blank)
}

fn said(case: &Case<'_>, code: Code) -> bool {
    case.filing.remarks.iter().any(|(p, _)| p.code() == code)
}

fn missing(field: Field) -> (Problem, Option<crate::model::CellRef>) {
    (Problem::FieldMissing { field, of: None }, None)
}
