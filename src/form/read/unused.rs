//! 未采用的数字: cells with figures inside the tables of a form that were not read as any field.

use std::ops::Range;

use super::figure::{NumberReading as Figures, reading};
use super::numbering::{is_digit, numbers_columns};
use super::page::{Page, Span, Word};
use super::segment::Segment;
use crate::model::{Annex, CellRef, Filing};
use crate::workbook::Value;

/// Heading of the numbers of rows, which are ignored.
pub(super) const SERIAL: &str = "序号";

/// The cells in the rows of the tables, in the order of the sheet.
pub(super) fn cells(
    page: &Page<'_>,
    segment: &Segment,
    tables: [Range<u32>; 3],
    (filing, annex): (&Filing, &Annex),
) -> Vec<CellRef> {
    let mut used = filing.cells();
    used.extend(annex.filed.as_ref().map(|filed| filed.cell));
    used.sort_unstable();
    let heads = || heads(page, segment);
    let serials: Vec<_> = heads()
        .filter(|word| word.key == SERIAL)
        .map(|word| Span::of(word.region))
        .collect();
    let last = heads().map(|word| word.region.last.col).max();
    // Formulas of the blank form: columns behind the tables, hidden and without a heading.
    let is_beside = |at: CellRef| Some(at.col) > last && page.sheet.is_hidden(at);
    let rows = tables.into_iter().flatten();
    let mut unused = Vec::new();
    for row in rows {
        let cells = page.sheet.row(row);
        let open = cells.iter().filter(|cell| {
            used.binary_search(&cell.at).is_err()
                && page.columns.contains(&cell.at.col)
                && is_figure(&cell.value)
                && !serials.iter().any(|span| span.contains(cell.at.col))
                && !is_beside(cell.at)
        });
        let before = unused.len();
        unused.extend(open.map(|cell| cell.at));
        if unused.len() > before && numbers_columns(cells) {
            unused.truncate(before);
        }
    }
    unused.sort_unstable();
    unused.dedup();
    unused
}

/// Whether a value is a number, or a text of a number with its unit.
fn is_figure(value: &Value) -> bool {
    match value {
        Value::Number(_) | Value::Percent(..) => true,
        Value::Text(text) => {
            text.starts_with(is_digit) && matches!(reading(value), Figures::Number(_))
        }
        Value::Date(_) | Value::Bool(_) => false,
    }
}

/// The headings of the tables.
fn heads<'p, 'g>(page: &'p Page<'g>, segment: &Segment) -> impl Iterator<Item = &'p Word<'g>> {
    let funds = segment.funds.iter().map(|header| header.rows.clone());
    let tables = segment.tables.iter().map(|header| header.rows.clone());
    let rows: Vec<_> = funds.chain(tables).collect();
    rows.into_iter().flat_map(|rows| page.words(rows))
}
