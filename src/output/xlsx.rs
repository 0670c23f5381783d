//! The book as an Excel workbook.

mod charts;
mod look;
mod page;
mod verify;

use std::io::{BufWriter, Seek, Write};

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Formula, Sparkline, Url, Workbook, Worksheet, XlsxError,
};

use super::text;
use crate::model::Date;
use crate::number;
use crate::report::{Book, Chart, HEAD_ROWS, PROGRAM, Role, Row, Sheet, Value};
use look::{Look, Looks};
pub use verify::verify;

/// From this many rows on a sheet goes to disk row by row instead of being kept in memory.
const LOW_MEMORY_FROM: usize = 5_000;

/// From this many rows on the file is packed fast instead of small.
const FAST_FROM: usize = 5_000;

/// Links that Excel accepts on one sheet; the file is broken beyond.
const LINKS: usize = 65_530;

/// Links on a sheet that is not kept in memory.
const LINKS_ON_DISK: usize = 20_000;

/// Name of the property by which a later run knows this program's own outputs.
pub const OWN_OUTPUT: &str = "ziping-output";

/// A sheet that was written, to be checked in the finished file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Rows, with those above and below the data.
    pub rows: u32,
}

/// Writes `book` to `out`; every sheet with its number of rows.
///
/// # Errors
///
/// The library's reason.
pub fn write<W: Write + Seek + Send>(
    book: &Book,
    created: Date,
    out: W,
) -> Result<Vec<Written>, String> {
    render(book, created, out).map_err(|e| e.to_string())
}

fn render<W: Write + Seek + Send>(
    book: &Book,
    created: Date,
    out: W,
) -> Result<Vec<Written>, XlsxError> {
    let looks = Looks::new(book.lang());
    let mut workbook = Workbook::new();
    workbook.set_default_format(&looks.default, 20, 64)?;
    workbook.set_properties(&properties(book, created)?);
    let sheets = book.sheets();
    if sheets.iter().map(Sheet::count).sum::<usize>() >= FAST_FROM {
        workbook.set_zip_compression_level(1);
    }
    let mut written = Vec::with_capacity(sheets.len());
    for sheet in &sheets {
        let target = if on_disk(sheet) {
            workbook.add_worksheet_with_constant_memory()?
        } else {
            workbook.add_worksheet()
        };
        written.push(fill(book, sheet, &looks, target)?);
    }
    workbook.save_to_writer(BufWriter::with_capacity(1 << 16, out))?;
    Ok(written)
}

/// Whether a sheet is too long to be kept in memory.
fn on_disk(sheet: &Sheet) -> bool {
    sheet.count() >= LOW_MEMORY_FROM
}

fn properties(book: &Book, created: Date) -> Result<DocProperties, XlsxError> {
    let part = |n: u32| u8::try_from(n).unwrap_or(1);
    let year = created.year.and_then(|y| u16::try_from(y).ok());
    let date =
        ExcelDateTime::from_ymd(year.unwrap_or(2000), part(created.month), part(created.day))?;
    Ok(DocProperties::new()
        .set_title(book.title())
        .set_author(PROGRAM)
        .set_comment(book.subtitle())
        .set_creation_datetime(&date)
        .set_custom_property(OWN_OUTPUT, env!("CARGO_PKG_VERSION")))
}

/// Writes one sheet from top to bottom.
fn fill(
    book: &Book,
    sheet: &Sheet,
    looks: &Looks,
    target: &mut Worksheet,
) -> Result<Written, XlsxError> {
    let heads = sheet.heads();
    target.set_name(sheet.name())?;
    page::set_up(target, book, sheet, &heads)?;
    page::write_head(target, book, sheet, &heads, looks)?;
    let columns: Vec<_> = heads
        .iter()
        .map(|h| looks.of(h.style, sheet.spacing()))
        .collect();
    let ink = if on_disk(sheet) {
        Ink::Column
    } else {
        Ink::Cell
    };
    if ink == Ink::Column {
        page::format_columns(target, &heads, looks)?;
    }
    let mut pen = Pen {
        target,
        next: HEAD_ROWS,
        links: 0,
        ink,
        printed: page::printed(sheet, &heads),
    };
    let mut items = 0;
    let mut rows = sheet.rows().peekable();
    while let Some(row) = rows.next() {
        items += u32::from(row.role == Role::Item);
        // A height on the last row of a sheet kept on disk makes the library write that row twice.
        if ink == Ink::Cell || rows.peek().is_some() {
            pen.height(page::height(&row, &heads, sheet.spacing()))?;
        }
        pen.row(&row, &columns, looks)?;
    }
    let rows = pen.next;
    let drawn = sheet.charts();
    for chart in &drawn {
        charts::insert(target, chart)?;
    }
    page::part_from_charts(target, sheet, &drawn)?;
    let below = drawn.iter().map(Chart::below).max().unwrap_or(0);
    page::finish(target, book, sheet, &heads, items, rows.max(below))?;
    Ok(Written { rows })
}

/// What a formula comes to, as it is kept in the file.
fn cached(result: &Value) -> String {
    match result.shown() {
        Value::Number(figure) => number::to_cell(*figure).to_string(),
        Value::Count(count) => count.to_string(),
        Value::Text(words) | Value::Link(words, _) => text::cell(words).into_owned(),
        Value::Blank | Value::Sparkline | Value::Formula(..) => String::new(),
    }
}

/// Where the formats of a sheet's items are kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ink {
    /// With each cell: borders and bands.
    Cell,
    /// With the columns, once: the library looks each cell's format up by its content, half the time of a long sheet.
    Column,
}

/// Where the next row goes.
struct Pen<'a> {
    target: &'a mut Worksheet,
    next: u32,
    links: usize,
    ink: Ink,
    printed: page::Printed,
}

impl Pen<'_> {
    fn height(&mut self, points: Option<f64>) -> Result<(), XlsxError> {
        if let Some(points) = points {
            self.target.set_row_height(self.next, points)?;
        }
        Ok(())
    }

    fn row(&mut self, row: &Row, columns: &[&Look], looks: &Looks) -> Result<(), XlsxError> {
        if row.role == Role::Note {
            if let Some(Value::Text(note)) = row.cells.first() {
                self.note(&text::cell(note), looks)?;
            }
        } else {
            let by_column = self.ink == Ink::Column && row.role == Role::Item;
            for ((value, look), col) in row.cells.iter().zip(columns).zip(0..) {
                if !(by_column && self.bare(col, value)?) {
                    self.cell(col, value, look.of(row))?;
                }
            }
        }
        self.next += 1;
        Ok(())
    }

    /// A sentence across the page; one that is longer than the page is wide is wrapped.
    fn note(&mut self, note: &str, looks: &Looks) -> Result<(), XlsxError> {
        let lines = self.printed.lines(note);
        let last = self.printed.columns.saturating_sub(1);
        if lines <= 1 || last == 0 || self.ink == Ink::Column {
            self.target
                .write_string_with_format(self.next, 0, note, &looks.note)?;
            return Ok(());
        }
        let high = f64::from(lines) * 12.5 + 3.0;
        self.target.set_row_height(self.next, high)?;
        self.target
            .merge_range(self.next, 0, self.next, last, note, &looks.wrapped_note)?;
        Ok(())
    }

    /// Links are kept in memory until the file is packed, so a sheet that is not carries fewer.
    const fn most_links(&self) -> usize {
        match self.ink {
            Ink::Cell => LINKS,
            Ink::Column => LINKS_ON_DISK,
        }
    }

    /// A cell that takes its column's format; false for what needs one of its own.
    fn bare(&mut self, col: u16, value: &Value) -> Result<bool, XlsxError> {
        match value {
            Value::Blank => {}
            Value::Text(words) => {
                self.target
                    .write_string(self.next, col, text::cell(words))?;
            }
            Value::Number(figure) => {
                self.target
                    .write_number(self.next, col, number::to_cell(*figure))?;
            }
            Value::Formula(_, result) if **result == Value::Sparkline => return Ok(false),
            Value::Formula(formula, result) => {
                let formula = Formula::new(formula).set_result(cached(result));
                self.target.write_formula(self.next, col, formula)?;
            }
            Value::Sparkline => {}
            Value::Count(_) | Value::Link(..) => return Ok(false),
        }
        Ok(true)
    }

    fn cell(&mut self, col: u16, value: &Value, formats: look::Pair) -> Result<(), XlsxError> {
        match value {
            Value::Blank | Value::Sparkline => {
                self.target.write_blank(self.next, col, formats.plain)?
            }
            Value::Formula(range, result) if **result == Value::Sparkline => {
                self.trend(col, range)?;
                self.target.write_blank(self.next, col, formats.plain)?
            }
            Value::Text(words) => self.words(col, words, formats.plain)?,
            Value::Number(figure) => {
                let double = number::to_cell(*figure);
                self.target
                    .write_number_with_format(self.next, col, double, formats.plain)?
            }
            #[allow(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
            Value::Count(count) => self.target.write_number_with_format(
                self.next,
                col,
                *count as f64,
                formats.plain,
            )?,
            Value::Formula(formula, result) => {
                let formula = Formula::new(formula).set_result(cached(result));
                self.target
                    .write_formula_with_format(self.next, col, formula, formats.plain)?
            }
            Value::Link(words, _) if self.links >= self.most_links() => {
                self.words(col, words, formats.plain)?
            }
            Value::Link(words, anchor) => {
                self.links += 1;
                let link = format!("internal:'{}'!A{}", anchor.sheet, anchor.row + 1);
                let url = Url::new(link).set_text(text::cell(words));
                self.target
                    .write_url_with_format(self.next, col, &url, formats.link)?
            }
        };
        Ok(())
    }

    /// A small line over a range of the same sheet.
    fn trend(&mut self, col: u16, range: &str) -> Result<(), XlsxError> {
        let range = format!("'{}'!{range}", self.target.name());
        let line = Sparkline::new()
            .set_range(range.as_str())
            .show_markers(true)
            .show_last_point(true);
        self.target.add_sparkline(self.next, col, &line)?;
        Ok(())
    }

    /// Words stay words, whatever they begin with.
    fn words(
        &mut self,
        col: u16,
        words: &str,
        format: &Format,
    ) -> Result<&mut Worksheet, XlsxError> {
        self.target
            .write_string_with_format(self.next, col, text::cell(words), format)
    }
}
