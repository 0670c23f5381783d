//! The cells below a heading, and whether they are figures.

use super::super::target;
use super::figure::{NumberReading, reading};
use super::numbering::is_digit;
use super::page::{LISTED, Page, Span};
use crate::model::Content;
use crate::workbook::{Cell, Value};

/// Rows below a header that are examined for whether a column is used.
pub(super) const NEAR: u32 = 10;

/// The cells in the rows near a heading, above the next table.
fn cells<'g>(page: &Page<'g>, row: u32, span: Span) -> impl Iterator<Item = &'g Cell> {
    let rows = row..row.saturating_add(NEAR);
    let own = rows.take_while(move |row| page.named_columns(*row).0 < LISTED);
    own.filter_map(move |row| {
        let cell = page.under(row, &span).filter(|c| c.at.row == row);
        cell.filter(|c| !matches!(reading(&c.value), NumberReading::Blank))
    })
}

/// Whether a cell near a heading `fits`, above the next table.
pub(super) fn is_filled_below(
    page: &Page<'_>,
    row: u32,
    span: Span,
    fits: impl Fn(&Cell) -> bool,
) -> bool {
    cells(page, row, span).any(fits)
}

/// Whether most cells near a heading fit.
pub(super) fn is_mostly(
    page: &Page<'_>,
    row: u32,
    span: Span,
    fits: impl Fn(&Cell) -> bool,
) -> bool {
    let (fitting, other): (Vec<_>, Vec<_>) = cells(page, row, span).partition(|cell| fits(cell));
    fitting.len() > other.len()
}

/// A number with its unit and nothing else: 25家, 96.3%, ≥12.
pub(super) fn is_figure(value: &Value) -> bool {
    let typed = value.text();
    let first = |c: char| is_digit(c) || "≥≤=＝><".contains(c);
    let quantity = || matches!(target::of_cell(value).content, Content::Quantity(_));
    typed.starts_with(first) && quantity()
}

pub(super) fn is_number(value: &Value) -> bool {
    matches!(reading(value), NumberReading::Number(_))
}
