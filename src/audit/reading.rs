//! Checks on reading: the problems that the reader reported, and required fields that are missing.

use super::reason::Placeholders;
use super::{Case, Check, EVERY, LATER, PlacedProblems, SELF};
use crate::finding::reading::{FIELD_MISSING, UNREADABLE_QUANTITY, missing, unreadable};
use crate::finding::{
    Fact, Field, Problem, content, decided, forms, funds, heading, indicator, layout, measure,
    reading, sheet, stated, unit,
};
use crate::form::labels::{FundColumn, IndicatorColumn};
use crate::form::spec::{self, FUNDS, INDICATORS};
use crate::form::target::is_measure;
use crate::model::{
    Basis, CellRef, Content, Gap, Indicator, IndicatorResult, Located, MethodKind, Stage,
    Statement, Unscored,
};
use crate::rules::RuleSet;

/// The problems that the reader reported.
pub(super) const REMARKS: Check = Check {
    codes: &[
        &sheet::HIDDEN_SHEET,
        &sheet::EXAMPLE_SHEET,
        &sheet::TEMPLATE_ALTERED,
        &reading::UNCALCULATED,
        &reading::CALCULATED,
        &reading::LINKED,
        &reading::ERROR_VALUE,
        &sheet::BEYOND_WINDOW,
        &sheet::LINES_UNEVEN,
        &reading::OUT_OF_RANGE,
        &heading::LABEL_GUESSED,
        &reading::COLUMN_UNREAD,
        &layout::COLUMN_OTHER_YEAR,
        &layout::COLUMN_TWICE,
        &layout::COLUMN_UNNAMED,
        &layout::ROW_UNNAMED,
        &layout::ROWS_UNREAD,
        &layout::FIGURES_HIDDEN,
        &content::VALUE_TYPE,
        &layout::CODE_DAMAGED,
        &layout::MEASURE_MIXED,
        &decided::FIGURE_CORRECTED,
        &reading::UNREADABLE_QUANTITY,
        &reading::FIELD_MISSING,
        &unit::UNIT_UNCLEAR,
        &unit::UNIT_NOT_LISTED,
        &unit::UNIT_NAME_DIFFERS,
        &unit::UNIT_CODE_DIFFERS,
        &unit::YEAR_UNCLEAR,
        &unit::YEAR_DIFFERS,
        &measure::MEASURE_UNCLEAR,
        &measure::MEASURE_SUSPECT,
        &reading::AMOUNT_IN_LABEL,
        &funds::INITIAL_ABSENT,
        &indicator::PERCENT_ASSUMED,
        &indicator::SHARED_SCORE,
        &forms::NAME_DIFFERS,
        &stated::METHOD_CONTRADICTS,
    ],
    stages: EVERY,
    run: |case, problems| problems.extend_from_slice(case.remarks),
};

/// The figures of the total row that all others depend on, and every amount for which the row has a cell.
pub(super) const FUNDS_FILLED: Check = Check {
    codes: &[&FIELD_MISSING],
    stages: LATER,
    run: |case, problems| {
        let required = spec::required(&FUNDS, case.filing.stage).filter_map(|column| {
            Some(match column {
                FundColumn::Adjusted => Field::Adjusted,
                FundColumn::Executed => Field::Executed,
                FundColumn::Midyear => Field::ExecutedSoFar,
                _ => return None,
            })
        });
        let Some(funding) = &case.filing.funding else {
            absent(&required.collect::<Vec<_>>(), None, problems);
            return;
        };
        let early = case.filing.stage == Stage::Midyear;
        let budgeted = match early {
            true => funding.adjusted.is_some() || funding.initial.is_some(),
            false => funding.budget().is_some(),
        };
        let lone = funding.adjusted.is_none() && funding.gaps.adjusted.is_none();
        for field in required {
            let (field, open, gap) = match field {
                Field::Adjusted if lone && funding.gaps.initial.is_some() => {
                    (Field::Initial, true, funding.gaps.initial)
                }
                Field::Adjusted => (field, !budgeted, funding.gaps.adjusted),
                _ => (field, funding.executed.is_none(), funding.gaps.executed),
            };
            match gap.filter(|_| funding.has_amounts(&case.filing.parts)) {
                _ if !open => {}
                Some(Gap::Blank(cell)) => {
                    let name = if early { "blank" } else { "amount" };
                    problems.push(gap_in(name, field, cell));
                }
                Some(Gap::Unreadable(cell))
                    if case.remarked(&UNREADABLE_QUANTITY, Some(cell))
                        || case.remarked(&FIELD_MISSING, Some(cell)) => {}
                Some(Gap::Unreadable(cell)) => absent(&[field], Some(cell), problems),
                None => absent(&[field], Some(funding.cell), problems),
            }
        }
        if let Some(Gap::Blank(cell)) = funding.gaps.initial
            && funding.has_amounts(&case.filing.parts)
            && !lone
        {
            problems.push(gap_in("blank", Field::Initial, cell));
        }
    },
};

/// A blank cell of the total row.
fn gap_in(case: &'static str, field: Field, cell: CellRef) -> (Problem, Option<CellRef>) {
    FIELD_MISSING.case(case, [("field", field.into())]).at(cell)
}

/// Weight and score of the execution: a weight that is not stated is assumed, and where it has one a score is expected.
pub(super) const EXECUTION_FILLED: Check = Check {
    codes: &[&FIELD_MISSING],
    stages: SELF,
    run: |case, problems| {
        let Some(funding) = &case.filing.funding else {
            return;
        };
        let cell = Some(funding.cell);
        if funding.points.is_some() && funding.reported.is_none() {
            absent(&[Field::ExecutionScore], cell, problems);
        }
        let weighed = || case.filing.indicators.iter().any(|i| i.points.is_some());
        let scored =
            case.evaluation.execution.points.is_some() || funding.reported.is_some() && weighed();
        if funding.points.is_none() && scored {
            absent(&[Field::ExecutionPoints], cell, problems);
        }
    },
};

/// The required fields of every indicator; a column that is blank throughout is reported once.
pub(super) const INDICATORS_FILLED: Check = Check {
    codes: &[&FIELD_MISSING, &UNREADABLE_QUANTITY],
    stages: SELF,
    run: |case, problems| {
        if case.filing.reported_total.is_none() {
            absent(&[Field::Total], None, problems);
        }
        some_indicator(case, problems);
        for column in columns(Stage::SelfEvaluation) {
            column_filled(case, &column, problems);
        }
        for indicator in &case.filing.indicators {
            cannot_be_read(case, Field::Target, indicator.target.as_ref(), problems);
            cannot_be_read(case, Field::Actual, indicator.actual.as_ref(), problems);
        }
    },
};

/// A goal form names indicators, each with its target.
pub(super) const GOALS_FILLED: Check = Check {
    codes: &[&FIELD_MISSING, &UNREADABLE_QUANTITY],
    stages: &[Stage::Goals],
    run: |case, problems| {
        some_indicator(case, problems);
        let indicators = &case.filing.indicators;
        for column in columns(Stage::Goals) {
            let weighed = column.field != Field::Points || indicators.iter().any(column.filled);
            let open = indicators.iter().filter(|i| !(column.filled)(i));
            open.filter(|_| weighed)
                .for_each(|i| of(column.field, i, problems));
        }
        for indicator in indicators {
            cannot_be_read(case, Field::Target, indicator.target.as_ref(), problems);
        }
    },
};

/// Every indicator states its target, and if that is a figure its mid-year value, or the reason why there is none.
pub(super) const VALUES_FILLED: Check = Check {
    codes: &[&FIELD_MISSING, &UNREADABLE_QUANTITY],
    stages: &[Stage::Midyear],
    run: |case, problems| {
        some_indicator(case, problems);
        let weighed = case.filing.indicators.iter().any(POINTS.filled);
        let columns: Vec<_> = columns(Stage::Midyear)
            .chain(weighed.then_some(POINTS))
            .collect();
        for indicator in &case.filing.indicators {
            for column in &columns {
                let asked = column.field != Field::Midyear || is_asked(indicator);
                if asked && !(column.filled)(indicator) {
                    of(column.field, indicator, problems);
                }
            }
            cannot_be_read(case, Field::Target, indicator.target.as_ref(), problems);
            cannot_be_read(case, Field::Midyear, indicator.midyear.as_deref(), problems);
        }
    },
};

/// One required column of the indicator table.
struct RequiredColumn {
    field: Field,
    filled: fn(&Indicator) -> bool,
}

/// 分值, which a monitoring form states of all indicators or of none.
const POINTS: RequiredColumn = RequiredColumn {
    field: Field::Points,
    filled: |i| i.points.is_some(),
};

/// The required columns on the form of a stage.
fn columns(stage: Stage) -> impl Iterator<Item = RequiredColumn> {
    let required = spec::required(&INDICATORS, stage);
    required.filter_map(|role| {
        let (field, filled): (_, fn(&Indicator) -> bool) = match role {
            IndicatorColumn::Target => (Field::Target, |i| stated(i.target.as_ref())),
            IndicatorColumn::Midyear => (Field::Midyear, |i| stated(i.midyear.as_deref())),
            IndicatorColumn::Actual => (Field::Actual, |i| stated(i.actual.as_ref())),
            IndicatorColumn::Points => return Some(POINTS),
            IndicatorColumn::Score => (Field::Score, |i| i.reported.is_some()),
            _ => return None,
        };
        Some(RequiredColumn { field, filled })
    })
}

fn column_filled(case: &Case<'_>, column: &RequiredColumn, problems: &mut PlacedProblems) {
    let indicators = &case.filing.indicators;
    if indicators.is_empty() {
        return;
    }
    // A blank cell of a column that has values is reported for its row.
    let mut rows = indicators.iter().filter(|row| !row.goal);
    let found = column.field == Field::Actual && rows.clone().any(|i| i.actual.is_some());
    if !found && !rows.any(column.filled) {
        absent(&[column.field], None, problems);
        return;
    }
    let results = case.evaluation.indicators.iter().map(Some);
    let results = results.chain(std::iter::repeat(None));
    for (indicator, result) in indicators.iter().zip(results) {
        if !(column.filled)(indicator)
            && !indicator.goal
            && !is_pattern(case, column.field, indicator)
            && required(case, column.field, indicator, result)
        {
            of(column.field, indicator, problems);
        }
    }
}

/// Whether a cell still has the placeholder of a template, which is reported as such.
fn is_pattern(case: &Case<'_>, field: Field, indicator: &Indicator) -> bool {
    let stated = match field {
        Field::Target => indicator.target.as_ref(),
        Field::Actual => indicator.actual.as_ref(),
        _ => None,
    };
    stated.is_some_and(|stated| Placeholders::of(&case.rules.audit).is_left_in(&stated.typed))
}

/// Whether a blank field is a problem. An actual value is not required where nothing was incurred, nor a score where a
/// merged one is shared. In a row that is blank throughout only the actual value is required, or the score if the form
/// has no actual values.
fn required(
    case: &Case<'_>,
    field: Field,
    indicator: &Indicator,
    result: Option<&IndicatorResult>,
) -> bool {
    let answered = result.is_some_and(|r| {
        r.method == MethodKind::NothingIncurred || r.objection.is_some() || r.basis == ANSWERED
    });
    let blank = columns(Stage::SelfEvaluation).all(|c| !(c.filled)(indicator));
    // Where no row has an actual value, only scores are required.
    let scores = || {
        case.filing
            .indicators
            .iter()
            .all(|i| !stated(i.actual.as_ref()))
    };
    match field {
        Field::Actual => !answered,
        Field::Score => (!blank || scores()) && !case.shares(&indicator.name),
        _ => !blank,
    }
}

/// 不适用 is a valid answer.
const ANSWERED: Basis = Basis::Kept(Unscored::NotApplicable);

fn cannot_be_read(
    case: &Case<'_>,
    field: Field,
    statement: Option<&Located<Statement>>,
    problems: &mut PlacedProblems,
) {
    let Some(statement) = statement else { return };
    if let Content::Unreadable(typed) = &statement.value.content
        && !case.remarked(&UNREADABLE_QUANTITY, Some(statement.cell))
        && !case.remarked(&content::VALUE_TYPE, Some(statement.cell))
        && !case.remarked(&reading::ERROR_VALUE, Some(statement.cell))
    {
        problems.push(unreadable(field, typed.clone()).at(statement.cell));
    }
}

fn stated(statement: Option<&Located<Statement>>) -> bool {
    let blank = |s: &Located<Statement>| s.value.content == Content::Blank || is_measure_alone(s);
    statement.is_some_and(|s| !blank(s))
}

/// Whether a value is a unit of measure alone, 户 or %: its number is elsewhere, or was lost.
fn is_measure_alone(statement: &Located<Statement>) -> bool {
    matches!(&statement.value.content, Content::Text(text) if is_measure(text))
}

/// Whether a mid-year value is required: the target is a figure, and no reason is given instead.
fn is_asked(indicator: &Indicator) -> bool {
    let target = indicator.target.as_ref().map(|t| &t.value.content);
    let counted = matches!(target, Some(Content::Quantity(_) | Content::Range(_)));
    counted && indicator.reason.is_none()
}

fn some_indicator(case: &Case<'_>, problems: &mut PlacedProblems) {
    let indicators = &case.filing.indicators;
    // 数量指标, 质量指标 … and no 三级指标: the names of the indicators are not on the form.
    let grouped = |i: &Indicator| {
        let name = i.name.strip_suffix("指标").unwrap_or(&i.name);
        i.level2.as_ref() == Some(&i.name) && is_subgroup(name, case.rules)
    };
    if indicators.is_empty() {
        absent(&[Field::Indicator], None, problems);
    } else if indicators.len() > 1 && indicators.iter().all(grouped) {
        let first = indicators.first().map(|i| i.cell);
        if !case.remarked(&FIELD_MISSING, first) {
            absent(&[Field::Indicator], first, problems);
        }
    } else {
        let shifted = indicators.iter().filter(|i| is_shifted(i, case.rules));
        shifted.for_each(|i| of(Field::Indicator, i, problems));
    }
}

/// Whether a row is shifted one column to the right: 数量指标 as its name, under another group or none, beside words as its
/// target.
fn is_shifted(indicator: &Indicator, rules: &RuleSet) -> bool {
    let name = indicator.name.strip_suffix("指标").unwrap_or_default();
    let target = indicator.target.as_ref().map(|t| &t.value.content);
    matches!(target, Some(Content::Text(_)))
        && is_subgroup(name, rules)
        && indicator.level2.as_ref() != Some(&indicator.name)
}

/// Whether a name, without 指标, is that of a 二级指标.
fn is_subgroup(name: &str, rules: &RuleSet) -> bool {
    rules
        .audit
        .subgroups
        .iter()
        .any(|end| name.ends_with(&**end))
}

fn absent(fields: &[Field], cell: Option<CellRef>, problems: &mut PlacedProblems) {
    problems.extend(fields.iter().map(|field| missing(*field, None).at(cell)));
}

fn of(field: Field, indicator: &Indicator, problems: &mut PlacedProblems) {
    let stated = match field {
        Field::Target => indicator.target.as_ref(),
        Field::Midyear => indicator.midyear.as_deref(),
        Field::Actual => indicator.actual.as_ref(),
        _ => None,
    };
    if let Some(stated) = stated.filter(|stated| is_measure_alone(stated)) {
        let problem = FIELD_MISSING.case(
            "measure",
            [
                ("field", field.into()),
                ("indicator", Fact::text(indicator.name.clone())),
                ("part", Fact::text(stated.typed.clone())),
            ],
        );
        problems.push(problem.at(stated.cell));
        return;
    }
    problems.push(missing(field, Some(indicator.name.clone())).at(indicator.cell));
}
