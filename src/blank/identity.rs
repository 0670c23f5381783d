//! The identity of a blank form in hidden document properties.

use super::{IndicatorRow, Order, Prefill, Value};
use crate::base::hash::sha256;
use crate::form::labels::IndicatorColumn as C;
use crate::form::spec::printed_sha256;
use crate::workbook::stamp::Stamp;

/// Author of the workbook: names and versions of the program are properties of their own.
pub(super) const AUTHOR: &str = "ziping";

/// Version of the layout; to be raised when a label moves or a formula changes.
const VERSION: &str = "1";

/// The properties of a form, name and value.
pub(super) fn of(order: &Order<'_>, prefills: &[Prefill]) -> Vec<(&'static str, String)> {
    let first = prefills.first();
    let rows: Vec<&IndicatorRow> = prefills.iter().flat_map(|p| &p.indicators).collect();
    let stamp = Stamp {
        kind: order.kind,
        stage: order.stage,
        version: VERSION.into(),
        rules: order.rules.stamp.id.clone(),
        labels: printed_sha256(order.kind, order.stage, order.labels),
        unit: first.and_then(|p| p.code.as_deref()).map(Into::into),
        group: first.and_then(|p| p.group.as_deref()).map(Into::into),
        year: order.year,
        indicators: (!rows.is_empty()).then(|| set_hash(&rows)),
    };
    stamp.properties()
}

/// Hash of what was approved beforehand: names, signs, targets, measures and weights.
fn set_hash(rows: &[&IndicatorRow]) -> Box<str> {
    let lines: Vec<String> = rows.iter().map(|row| line(row)).collect();
    sha256(lines.join("\n").as_bytes())
}

fn line(row: &IndicatorRow) -> String {
    let agreed = [
        C::Level1,
        C::Level2,
        C::Level3,
        C::Sign,
        C::Target,
        C::Measure,
        C::Points,
    ];
    let agreed = agreed.map(|column| match row.value(column) {
        Value::Blank => String::new(),
        Value::Text(text) => text,
        Value::Number(figure) => figure.normalize().to_string(),
    });
    agreed.join("\t")
}
