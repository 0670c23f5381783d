//! Checks on what could be read: the reader's remarks, and what is required but missing.

use super::{Case, Check, EVERY, Facts, SELF};
use crate::finding::reading::{FIELD_MISSING, UNREADABLE_QUANTITY, missing, unreadable};
use crate::finding::{Field, funds, indicator, layout, reading, sheet, unit};
use crate::model::{CellRef, Content, Indicator, Located, MethodKind, Stage, Statement};

/// What the reader could not take without a doubt.
pub(super) const REMARKS: Check = Check {
    says: &[
        &sheet::HIDDEN_SHEET,
        &sheet::EXAMPLE_SHEET,
        &sheet::TEMPLATE_ALTERED,
        &reading::UNCALCULATED,
        &reading::ERROR_VALUE,
        &sheet::BEYOND_WINDOW,
        &reading::OUT_OF_RANGE,
        &reading::LABEL_GUESSED,
        &reading::COLUMN_UNREAD,
        &layout::COLUMN_OTHER_YEAR,
        &layout::COLUMN_TWICE,
        &layout::COLUMN_UNNAMED,
        &layout::ROW_UNNAMED,
        &layout::ROWS_UNREAD,
        &layout::FIGURES_HIDDEN,
        &layout::VALUE_TYPE,
        &layout::MEASURE_MIXED,
        &reading::UNREADABLE_QUANTITY,
        &reading::FIELD_MISSING,
        &unit::UNIT_UNCLEAR,
        &unit::UNIT_NOT_LISTED,
        &unit::UNIT_NAME_DIFFERS,
        &unit::UNIT_CODE_DIFFERS,
        &unit::YEAR_UNCLEAR,
        &funds::MEASURE_UNCLEAR,
        &reading::AMOUNT_IN_LABEL,
        &indicator::PERCENT_ASSUMED,
        &indicator::SHARED_SCORE,
    ],
    stages: EVERY,
    run: |case, facts| facts.extend_from_slice(&case.filing.remarks),
};

/// The figures of the total row that everything else rests on.
pub(super) const FUNDS_FILLED: Check = Check {
    says: &[&FIELD_MISSING],
    stages: SELF,
    run: |case, facts| {
        let Some(funding) = &case.filing.funding else {
            form_lacks(&[Field::Adjusted, Field::Executed], None, facts);
            return;
        };
        let scored = funding.points.is_some();
        let assumed = !scored && case.evaluation.execution.points.is_some();
        let fields = [
            (Field::Adjusted, funding.adjusted.is_none()),
            (Field::Executed, funding.executed.is_none()),
            (Field::ExecutionScore, scored && funding.reported.is_none()),
            (Field::ExecutionPoints, assumed),
        ];
        form_lacks(&unfilled(&fields), Some(funding.cell), facts);
    },
};

/// A monitoring form states a budget and what was executed of it.
pub(super) const SPENDING_FILLED: Check = Check {
    says: &[&FIELD_MISSING],
    stages: &[Stage::Midyear],
    run: |case, facts| {
        let Some(funding) = &case.filing.funding else {
            form_lacks(&[Field::Adjusted, Field::ExecutedSoFar], None, facts);
            return;
        };
        let no_budget = funding.adjusted.is_none() && funding.initial.is_none();
        let fields = [
            (Field::Adjusted, no_budget),
            (Field::ExecutedSoFar, funding.executed.is_none()),
        ];
        form_lacks(&unfilled(&fields), Some(funding.cell), facts);
    },
};

/// What every indicator must state; a column that the whole form lacks is reported once.
pub(super) const INDICATORS_FILLED: Check = Check {
    says: &[&FIELD_MISSING, &UNREADABLE_QUANTITY],
    stages: SELF,
    run: |case, facts| {
        if case.filing.reported_total.is_none() {
            form_lacks(&[Field::Total], None, facts);
        }
        some_indicator(case, facts);
        for column in COLUMNS {
            column_filled(case, column, facts);
        }
        for indicator in &case.filing.indicators {
            cannot_be_read(case, Field::Target, indicator.target.as_ref(), facts);
            cannot_be_read(case, Field::Actual, indicator.actual.as_ref(), facts);
        }
    },
};

/// A goal form names indicators, each with its target.
pub(super) const GOALS_FILLED: Check = Check {
    says: &[&FIELD_MISSING],
    stages: &[Stage::Goals],
    run: |case, facts| {
        some_indicator(case, facts);
        let indicators = &case.filing.indicators;
        for indicator in indicators.iter().filter(|i| !stated(i.target.as_ref())) {
            lacks(Field::Target, indicator, facts);
        }
        let some = indicators.iter().any(|i| i.points.is_some());
        for indicator in indicators.iter().filter(|i| some && i.points.is_none()) {
            lacks(Field::Points, indicator, facts);
        }
    },
};

/// Every indicator states its target, and where that is a figure what was reached of it, or why that is not known.
pub(super) const VALUES_FILLED: Check = Check {
    says: &[&FIELD_MISSING, &UNREADABLE_QUANTITY],
    stages: &[Stage::Midyear],
    run: |case, facts| {
        some_indicator(case, facts);
        for indicator in &case.filing.indicators {
            if !stated(indicator.target.as_ref()) {
                lacks(Field::Target, indicator, facts);
            } else if counted(indicator) && is_open(indicator) {
                lacks(Field::Midyear, indicator, facts);
            }
            cannot_be_read(case, Field::Target, indicator.target.as_ref(), facts);
            cannot_be_read(case, Field::Midyear, indicator.midyear.as_deref(), facts);
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
        form_lacks(&[column.field], None, facts);
        return;
    }
    let methods = case.evaluation.indicators.iter().map(|r| r.method);
    let methods = methods.map(Some).chain(std::iter::repeat(None));
    for (indicator, method) in indicators.iter().zip(methods) {
        if !(column.filled)(indicator) && required(case, column.field, indicator, method) {
            lacks(column.field, indicator, facts);
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

fn cannot_be_read(
    case: &Case<'_>,
    field: Field,
    statement: Option<&Located<Statement>>,
    facts: &mut Facts,
) {
    let Some(statement) = statement else { return };
    if let Content::Unreadable(typed) = &statement.value.content
        && !case.remarked(&UNREADABLE_QUANTITY, Some(statement.cell))
        && !case.remarked(&layout::VALUE_TYPE, Some(statement.cell))
    {
        facts.push(unreadable(field, typed.clone()).at(statement.cell));
    }
}

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

fn some_indicator(case: &Case<'_>, facts: &mut Facts) {
    if case.filing.indicators.is_empty() {
        form_lacks(&[Field::Indicator], None, facts);
    }
}

/// The fields that are absent.
fn unfilled(fields: &[(Field, bool)]) -> Vec<Field> {
    let absent = fields.iter().filter(|(_, absent)| *absent);
    absent.map(|(field, _)| *field).collect()
}

fn form_lacks(fields: &[Field], cell: Option<CellRef>, facts: &mut Facts) {
    facts.extend(fields.iter().map(|field| missing(*field, None).at(cell)));
}

fn lacks(field: Field, indicator: &Indicator, facts: &mut Facts) {
    facts.push(missing(field, Some(indicator.name.clone())).at(indicator.cell));
}
