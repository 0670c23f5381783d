//! The indicator table: a row an indicator, with the steps of its computation in hidden columns.

use rust_xlsxwriter::XlsxError;

use super::main_sheet::Plan;
use super::pen::{Area, Look, Pen, Value};
use super::scoring::{at, shown};
use super::shape::{COLUMNS, COMPLETION, LEVELS, SCORE, Step, height};
use super::worth::{RowWorth, Worth};
use super::{IndicatorRow, Order, funds};
use crate::form::labels::{IndicatorColumn, Labels};
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
pub(super) fn labels(labels: &Labels) -> Vec<String> {
    let columns = COLUMNS.iter();
    columns
        .map(|column| header(labels, column.role).to_owned())
        .collect()
}

/// Writes the table.
pub(super) fn write(
    pen: &mut Pen<'_>,
    order: &Order<'_>,
    plan: &Plan,
    rows: &[IndicatorRow],
    worth: &Worth,
) -> Result<(), XlsxError> {
    pen.height(plan.header, 42)?;
    for column in &COLUMNS {
        let text = header(order.labels, column.role);
        pen.label(Area::cell(plan.header, column.col), text)?;
    }
    let scoring = funds::scoring(order.rules, plan.sum());
    let blank = RowWorth::default();
    let worths = worth.rows.iter().chain(std::iter::repeat(&blank));
    for (row, (indicator, worth)) in (plan.rows.0..).zip(rows.iter().zip(worths)) {
        typed(pen, row, indicator)?;
        for step in Step::ALL {
            let formula = scoring.step(step, row, plan.rows.0);
            let cell = Area::cell(row, step.col());
            pen.formula(cell, Look::Step, &formula, &worth.step(step))?;
        }
        computed(pen, row, &scoring.score(row), worth)?;
    }
    Ok(())
}

/// The cells that are filled in, in a row as high as what is known of them.
fn typed(pen: &mut Pen<'_>, row: u32, known: &IndicatorRow) -> Result<(), XlsxError> {
    let values = COLUMNS.iter();
    let values = values.filter_map(|column| Some((column, value(column.role, known)?)));
    let values: Vec<_> = values.collect();
    let texts = values.iter().filter_map(|(column, value)| match value {
        Value::Text(text) => Some((text.as_str(), column.width)),
        _ => None,
    });
    pen.height(row, height(texts, 32))?;
    values
        .iter()
        .try_for_each(|(column, value)| pen.put(Area::cell(row, column.col), column.look, value))
}

/// What is known of a cell that is filled in; `None` where it is computed.
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
        C::Criterion => words(&known.method),
        C::Points => Value::from(known.points),
        C::Judged => Value::from(known.judged),
        C::Reason => words(&known.reason),
        C::Measures => words(&known.measures),
        _ => return None,
    })
}

/// 指标完成率 and 得分.
fn computed(pen: &mut Pen<'_>, row: u32, score: &str, worth: &RowWorth) -> Result<(), XlsxError> {
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
    pen.formula(
        Area::cell(row, SCORE),
        Look::ComputedScore,
        score,
        &Value::from(worth.score),
    )
}
