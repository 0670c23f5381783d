//! The indicator table: a row an indicator, with the steps of its computation in hidden columns.

use rust_xlsxwriter::XlsxError;

use super::access::Access;
use super::main_sheet::Plan;
use super::pen::{Area, Look, Pen, Value};
use super::scoring::{at, shown};
use super::shape::{COLUMNS, COMPLETION, LEVELS, SCORE, Step, height};
use super::worth::{RowWorth, Worth};
use super::{IndicatorRow, Order, Prefill, access, funds};
use crate::form::labels::{IndicatorColumn, Labels};
use crate::model::Stage;
use crate::rules::RuleSet;

/// The rows of a form of which nothing is known: the usual levels.
pub(super) fn skeleton() -> Vec<IndicatorRow> {
    let row = |level1: &str, level2: &str| IndicatorRow {
        level1: Some(level1.to_owned()),
        level2: Some(level2.to_owned()),
        ..IndicatorRow::default()
    };
    LEVELS
        .iter()
        .flat_map(|(level1, level2, count)| (0..*count).map(|_| row(level1, level2)))
        .collect()
}

/// Header of a column: the first wording of the label file.
pub(super) fn header(labels: &Labels, role: IndicatorColumn) -> &str {
    labels.indicator_columns.canonical(role).unwrap_or_default()
}

/// The headers of the table.
pub(super) fn labels(stage: Stage, labels: &Labels) -> Vec<String> {
    let columns = COLUMNS.iter();
    columns
        .map(|column| header(labels, access::role(stage, column.role)).to_owned())
        .collect()
}

/// Writes the table.
pub(super) fn write(
    pen: &mut Pen<'_>,
    order: &Order<'_>,
    plan: &Plan,
    prefill: &Prefill,
    (rows, worth): (&[IndicatorRow], &Worth),
) -> Result<(), XlsxError> {
    let stage = order.stage;
    pen.height(plan.header, 42)?;
    for column in &COLUMNS {
        let text = header(order.labels, access::role(stage, column.role));
        pen.label(Area::cell(plan.header, column.col), text)?;
    }
    let scoring = funds::scoring(order, plan.sum());
    let blank = RowWorth::default();
    let worths = worth.rows.iter().chain(std::iter::repeat(&blank));
    for (row, (indicator, worth)) in (plan.rows.0..).zip(rows.iter().zip(worths)) {
        typed(pen, (order.stage, prefill), row, indicator)?;
        for &step in access::steps(stage) {
            let formula = scoring.step(step, row, plan.rows.0);
            let cell = Area::cell(row, step.col());
            pen.formula(cell, Look::Step, &formula, &worth.step(step))?;
        }
        computed(pen, stage, row, &scoring.score(row), worth)?;
    }
    Ok(())
}

/// The cells that are filled in, as far as they are open, in a row as high as what is known of them.
fn typed(
    pen: &mut Pen<'_>,
    (stage, prefill): (Stage, &Prefill),
    row: u32,
    known: &IndicatorRow,
) -> Result<(), XlsxError> {
    let cells = COLUMNS.iter().filter_map(|column| {
        let value = value(access::role(stage, column.role), known)?;
        let access = access::indicator(stage, column.role, prefill, &value);
        Some(match (stage, column.role) {
            // 全年预计 stands in the column of the actual value.
            (Stage::Midyear, IndicatorColumn::Actual) => (column, column.look, value),
            _ if access == Access::Shut => (column, Look::Shut, Value::Blank),
            _ => (column, access::look(access, column.look), value),
        })
    });
    let cells: Vec<_> = cells.collect();
    let texts = cells.iter().filter_map(|(column, _, value)| match value {
        Value::Text(text) => Some((text.as_str(), column.width)),
        _ => None,
    });
    pen.height(row, height(texts, 32))?;
    cells
        .iter()
        .try_for_each(|(column, look, value)| pen.put(Area::cell(row, column.col), *look, value))
}

/// What is known of a cell that is filled in; the others are computed.
fn value(role: IndicatorColumn, known: &IndicatorRow) -> Option<Value> {
    use IndicatorColumn as C;
    let words = |text: &Option<String>| Value::from(text.as_deref());
    Some(match role {
        C::Level1 => words(&known.level1),
        C::Level2 => words(&known.level2),
        C::Level3 if known.name.is_empty() => Value::Blank,
        C::Level3 => Value::text(&*known.name),
        C::Sign => Value::from(known.sign.map(crate::model::Comparator::sign)),
        C::Target => words(&known.target),
        C::Measure => words(&known.measure),
        C::Midyear => words(&known.midyear),
        C::Actual => words(&known.actual),
        C::Forecast => words(&known.forecast),
        C::Criterion => words(&known.method),
        C::Points => Value::from(known.points),
        C::Judged => Value::from(known.judged),
        C::Reason => words(&known.reason),
        C::Measures => words(&known.measures),
        _ => return None,
    })
}

/// 指标完成率 and 得分.
fn computed(
    pen: &mut Pen<'_>,
    stage: Stage,
    row: u32,
    score: &str,
    worth: &RowWorth,
) -> Result<(), XlsxError> {
    if stage != Stage::SelfEvaluation {
        pen.put(Area::cell(row, SCORE), Look::Shut, &Value::Blank)?;
    }
    if stage == Stage::Goals {
        return pen.put(Area::cell(row, COMPLETION), Look::Shut, &Value::Blank);
    }
    let exact = at(row, Step::Completion);
    pen.formula(
        Area::cell(row, COMPLETION),
        Look::ComputedRate,
        &format!(
            r#"IF({exact}="","",{})"#,
            shown(&exact, RuleSet::FOUR_PLACES)
        ),
        &Value::from(worth.completion),
    )?;
    if stage == Stage::Midyear {
        return Ok(());
    }
    pen.formula(
        Area::cell(row, SCORE),
        Look::ComputedScore,
        score,
        &Value::from(worth.score),
    )
}
