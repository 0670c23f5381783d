//! 单位页 as a sheet: upright A4, as wide as the page.

use rust_xlsxwriter::{Formula, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::look::{Look, Looks, Pair, Tone};
use super::page::{A4, footer, lines};
use super::pen::{cached, external, internal};
use crate::base::number;
use crate::output::text;
use crate::report::{
    Book, Ink, PAGE_HEAD_ROWS, PAGE_WIDTHS, PageCell, Role, Row, Spacing, Style, UnitPage, Value,
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
            colour(target, book, at, cell)?;
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
        .set_margins(0.4, 0.4, 0.7, 0.6, 0.3, 0.3)
        .set_header(format!("&L&9 {title}"))
        .set_footer(footer(book.lang()));
    Ok(())
}

/// The format of a cell.
fn formats<'l>(ink: Ink, looks: &'l Looks) -> Pair<'l> {
    let of = |style, role| {
        let look: &Look = looks.of(style, Spacing::Roomy);
        look.of(&Row {
            cells: Vec::new(),
            role,
            block: 0,
        })
    };
    match ink {
        Ink::Head => Pair {
            plain: &looks.header,
            link: &looks.header,
        },
        Ink::Item(style) => of(style, Role::Item),
        Ink::Total(style) => of(style, Role::Total),
    }
}

fn write(
    target: &mut Worksheet,
    row: u32,
    cell: &PageCell,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let formats = formats(cell.ink, looks);
    let (first, last) = cell.columns;
    if first < last {
        target.merge_range(row, first, row, last, "", formats.plain)?;
    }
    match &cell.value {
        Value::Blank | Value::Sparkline | Value::Input(None) => {
            target.write_blank(row, first, formats.plain)?
        }
        Value::Text(words) => {
            target.write_string_with_format(row, first, text::cell(words), formats.plain)?
        }
        Value::Number(figure) | Value::Input(Some(figure)) => {
            let double = number::to_cell(*figure);
            target.write_number_with_format(row, first, double, formats.plain)?
        }
        #[allow(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
        Value::Count(count) => {
            target.write_number_with_format(row, first, *count as f64, formats.plain)?
        }
        Value::Formula(formula, result) => {
            let formula = Formula::new(formula).set_result(cached(result));
            target.write_formula_with_format(row, first, formula, formats.plain)?
        }
        Value::Link(words, anchor) => {
            let url = internal(anchor).set_text(text::cell(words));
            target.write_url_with_format(row, first, &url, formats.link)?
        }
        Value::Source(words, source) => {
            let url = external(source).set_text(text::cell(words));
            target.write_url_with_format(row, first, &url, formats.link)?
        }
    };
    Ok(())
}

/// The same colours as on the sheets; the word itself stays.
fn colour(target: &mut Worksheet, book: &Book, row: u32, cell: &PageCell) -> Result<(), XlsxError> {
    let (Ink::Item(style) | Ink::Total(style)) = cell.ink else {
        return Ok(());
    };
    let Value::Text(words) = cell.value.shown() else {
        return Ok(());
    };
    let tone = match style {
        Style::Severity => {
            let tones = [Tone::Bad, Tone::Doubtful, Tone::Neutral];
            let mut known = book.severities().into_iter().zip(tones);
            known
                .find(|(word, _)| *word == &**words)
                .map(|(_, tone)| tone)
        }
        Style::Grade => {
            let mut known = book.grades().into_iter();
            let grade = known.find(|grade| *grade.name == **words);
            grade.map(|grade| Tone::of_band(grade.band))
        }
        _ => None,
    };
    if let Some(tone) = tone {
        super::page::tint_cell(target, (row, cell.columns.0), words, tone)?;
    }
    Ok(())
}

/// Height in points for the cell with the most lines.
fn height(row: &[PageCell]) -> f64 {
    let lines_of = |cell: &PageCell| {
        let (first, last) = cell.columns;
        let widths = PAGE_WIDTHS.iter().zip(0..);
        let widths = widths.filter(|(_, col)| (first..=last).contains(col));
        let width = widths.map(|(width, _)| width).sum();
        match cell.value.shown() {
            Value::Text(words) | Value::Link(words, _) | Value::Source(words, _)
                if words.width() > 0 =>
            {
                lines(words, width)
            }
            _ => 1,
        }
    };
    let most = row.iter().map(lines_of).max();
    match most {
        None => 8.0,
        Some(lines) => (f64::from(lines.min(29)) * 13.5 + 5.0).max(18.0),
    }
}
