//! 单位页 as a sheet: upright A4, as wide as the page.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::lines::lines;
use super::look::Looks;
use super::paper::footer;
use super::pen::put;
use super::tones::colour_cell;
use crate::output::{A4, text};
use crate::report::{
    Book, Ink, PAGE_HEAD_ROWS, PAGE_WIDTHS, PageCell, Role, Spacing, UnitPage, Value,
};

/// Adds the page of a unit to a workbook.
pub(super) fn add(
    workbook: &mut Workbook,
    book: &Book,
    page: &UnitPage,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let target = workbook.add_worksheet();
    target.set_name(&page.name)?;
    set_up(target, book, page)?;
    target.set_row_height(0, 28)?;
    target.write_string_with_format(0, 0, text::cell(&page.title), &looks.title)?;
    target.set_row_height(1, 16)?;
    target.write_string_with_format(1, 0, text::cell(&book.subtitle()), &looks.subtitle)?;
    let mut at = PAGE_HEAD_ROWS;
    for row in &page.rows {
        // A height makes a row of what would be nothing.
        target.set_row_height(at, height(row))?;
        for cell in row {
            write(target, at, cell, looks)?;
            if let (Ink::Item(style) | Ink::Total(style), Value::Text(word)) =
                (cell.ink, cell.value.shown())
            {
                let at = (at, cell.columns.0);
                colour_cell(target, book, at, (style, word))?;
            }
        }
        at += 1;
    }
    target.set_print_area(0, 0, at.saturating_sub(1), last_column())?;
    Ok(())
}

fn last_column() -> u16 {
    u16::try_from(PAGE_WIDTHS.len().saturating_sub(1)).unwrap_or(0)
}

fn set_up(target: &mut Worksheet, book: &Book, page: &UnitPage) -> Result<(), XlsxError> {
    for (width, col) in PAGE_WIDTHS.into_iter().zip(0..) {
        target.set_column_width(col, f64::from(width))?;
    }
    let title: String = page.title.replace('&', "&&").chars().take(200).collect();
    target
        .set_portrait()
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_margins(0.3, 0.3, 0.7, 0.6, 0.3, 0.3)
        .set_header(format!("&L&10 {title}"))
        .set_footer(footer(book.lang()));
    Ok(())
}

fn write(
    target: &mut Worksheet,
    row: u32,
    cell: &PageCell,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let of = |style, role| looks.of(style, Spacing::Roomy).of(role, 0);
    let formats = match cell.ink {
        Ink::Head => &looks.header,
        Ink::Item(style) => of(style, Role::Item),
        Ink::Total(style) => of(style, Role::Total),
    };
    let (first, last) = cell.columns;
    if first < last {
        target.merge_range(row, first, row, last, "", &formats.plain)?;
    }
    put(target, (row, first), &cell.value, formats)
}

/// Height in points for the cell with the most lines.
fn height(row: &[PageCell]) -> f64 {
    let lines_of = |cell: &PageCell| {
        let (first, last) = cell.columns;
        let widths = PAGE_WIDTHS.iter().zip(0..);
        let widths = widths.filter(|(_, col)| (first..=last).contains(col));
        let width = widths.map(|(width, _)| width).sum();
        let words = cell.value.words().filter(|words| words.width() > 0);
        words.map_or(1, |words| lines(words, width))
    };
    let most = row.iter().map(lines_of).max();
    match most {
        None => 8.0,
        Some(lines) => (f64::from(lines.min(29)) * 13.5 + 5.0).max(18.0),
    }
}
