//! 填报日期: when a form was filled in.

use super::super::labels::fold;
use super::page::{Page, Word};
use super::segment::Segment;
use crate::form::target;
use crate::model::{Content, Date, Located};
use crate::workbook::Value;

/// Beginnings of the label of the date.
const LABELS: [&str; 4] = ["填报日期", "填报时间", "填表日期", "填表时间"];

/// The date above the tables or below the last one.
pub(super) fn read(page: &Page<'_>, segment: &Segment, table_end: u32) -> Option<Located<Date>> {
    let head = segment.rows.start..segment.head_end();
    let tail = table_end..segment.rows.end.max(table_end);
    let mut words = page.words(head).iter().chain(page.words(tail));
    words.find_map(|word| dated(page, word))
}

fn dated(page: &Page<'_>, word: &Word<'_>) -> Option<Located<Date>> {
    if !word.text.contains("填报") && !word.text.contains("填表") {
        return None;
    }
    let folded = fold(word.text);
    let behind = LABELS.iter().find_map(|label| folded.split_once(label));
    let (_, rest) = behind?;
    let rest = rest.trim_start_matches(':');
    if !rest.is_empty() {
        // Further fields of the line follow the date.
        let end = rest
            .find('日')
            .map_or(rest.len(), |at| at + '日'.len_utf8());
        let date = date(&Value::Text(rest.get(..end)?.into()))?;
        return Some(Located::new(date, word.at, word.text));
    }
    let cell = page.right_of(word.at.row, word.region.last.col)?;
    let value = match &cell.value {
        Value::Text(text) => Value::Text(fold(text).as_ref().into()),
        value => value.clone(),
    };
    Some(Located::new(date(&value)?, cell.at, cell.value.text()))
}

/// A whole day.
fn date(value: &Value) -> Option<Date> {
    match target::of_cell(value).content {
        Content::Date(date) => Some(date).filter(|date| date.year.is_some()),
        _ => None,
    }
}
