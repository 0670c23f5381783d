//! 预期目标: what a unit set out to do in the year, in its own words.

use ecow::EcoString;

use super::super::labels::{Cover, key};
use super::page::{Page, Span, Word};
use super::segment::Segment;
use crate::model::Located;
use crate::workbook::Value;

/// Shortest text that is taken for a goal and not for another label.
const SHORTEST: usize = 6;

/// The goal above the indicators: below or beside its label, or behind a colon.
pub(super) fn read(page: &Page<'_>, segment: &Segment) -> Option<Located<EcoString>> {
    let end = segment
        .tables
        .first()
        .map_or(segment.rows.end, |h| h.rows.start);
    let words = page.words(segment.rows.start..end);
    words
        .iter()
        .find_map(|word| match is_goal(page, &word.key) {
            true => below(page, word).or_else(|| beside(page, word)),
            false => behind(page, word),
        })
}

fn is_goal(page: &Page<'_>, key: &str) -> bool {
    page.labels.cover.exact(key) == Some(Cover::Goal)
}

fn below(page: &Page<'_>, word: &Word<'_>) -> Option<Located<EcoString>> {
    let row = word.region.last.row.saturating_add(1);
    let cell = page.under(row, &Span::of(word.region))?;
    let here = cell.at.row == row;
    here.then(|| goal(page, &cell.value, cell.at)).flatten()
}

fn beside(page: &Page<'_>, word: &Word<'_>) -> Option<Located<EcoString>> {
    let cell = page.right_of(word.at.row, word.region.last.col)?;
    goal(page, &cell.value, cell.at)
}

/// `年度目标：改造供水管网12公里。`
fn behind(page: &Page<'_>, word: &Word<'_>) -> Option<Located<EcoString>> {
    let (label, text) = word.text.split_once([':', '：'])?;
    let text = text.trim();
    let named = is_goal(page, &key(label)) && text.chars().count() >= SHORTEST;
    named.then(|| Located::new(text.into(), word.at, word.text))
}

fn goal(page: &Page<'_>, value: &Value, at: crate::model::CellRef) -> Option<Located<EcoString>> {
    let Value::Text(text) = value else {
        return None;
    };
    let text = text.trim();
    // 年度目标：… beside 总体目标 names itself once more.
    let inner = text.split_once([':', '：']);
    let own = inner.filter(|(label, _)| is_goal(page, &key(label)));
    let text = own.map_or(text, |(_, goal)| goal.trim());
    let long = text.chars().count() >= SHORTEST && !is_goal(page, &key(text));
    let label = page.labels.indicator_columns.exact(&key(text)).is_some();
    (long && !label).then(|| Located::new(text.into(), at, text))
}
