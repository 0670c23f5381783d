//! The book as an Excel workbook.

mod charts;
mod inputs;
mod look;
mod page;
mod unit;
mod verify;

use std::io::{BufWriter, Seek, Write};

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Formula, Url, Workbook, Worksheet, XlsxError,
};

use super::text;
use crate::model::Date;
use crate::number;
use crate::report::{
    Anchor, Book, Chart, HEAD_ROWS, PROGRAM, Role, Row, Sheet, SourceCell, UnitPage, Value,
};
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
    for page in book.unit_pages() {
        written.push(unit::add(&mut workbook, book, &page, &looks)?);
    }
    workbook.save_to_writer(BufWriter::with_capacity(1 << 16, out))?;
    Ok(written)
}

/// Writes a workbook that holds nothing but pages of units; every sheet with its number of rows.
///
/// # Errors
///
/// The library's reason.
pub fn write_pages<W: Write + Seek + Send>(
    book: &Book,
    pages: &[UnitPage],
    created: Date,
    out: W,
) -> Result<Vec<Written>, String> {
    render_pages(book, pages, created, out).map_err(|e| e.to_string())
}

fn render_pages<W: Write + Seek + Send>(
    book: &Book,
    pages: &[UnitPage],
    created: Date,
    out: W,
) -> Result<Vec<Written>, XlsxError> {
    let looks = Looks::new(book.lang());
    let mut workbook = Workbook::new();
    workbook.set_default_format(&looks.default, 20, 64)?;
    workbook.set_properties(&properties(book, created)?);
    let written = pages
        .iter()
        .map(|page| unit::add(&mut workbook, book, page, &looks));
    let written = written.collect::<Result<_, _>>()?;
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
    inputs::set(target, sheet, book.lang())?;
    let below = drawn.iter().map(Chart::below).max().unwrap_or(0);
    page::finish(target, book, sheet, &heads, items, rows.max(below))?;
    Ok(Written { rows })
}

/// What a formula comes to, as it is kept in the file.
fn cached(result: &Value) -> String {
    match result.shown() {
        Value::Number(figure) | Value::Input(Some(figure)) => number::to_cell(*figure).to_string(),
        Value::Count(count) => count.to_string(),
        Value::Text(words) | Value::Link(words, _) | Value::Source(words, _) => {
            text::cell(words).into_owned()
        }
        Value::Blank | Value::Formula(..) | Value::Input(None) => String::new(),
    }
}

/// The first cell of a row of this workbook.
fn internal(anchor: &Anchor) -> Url {
    let sheet = anchor.sheet.replace('\'', "''");
    Url::new(format!("internal:'{sheet}'!A{}", anchor.row + 1))
}

/// A cell of another file.
fn external(source: &SourceCell) -> Url {
    let sheet = source.sheet.replace('\'', "''");
    let (file, cell) = (&source.file, &source.cell);
    Url::new(format!("file:///{file}#'{sheet}'!{cell}"))
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
                let note = text::cell(note);
                self.target
                    .write_string_with_format(self.next, 0, note, &looks.note)?;
            }
        } else {
            let by_column = self.ink == Ink::Column && row.role == Role::Item;
            for ((value, look), col) in row.cells.iter().zip(columns).zip(0..) {
                if !(by_column && self.bare(col, value)?) {
                    self.cell(col, value, look.of(row), looks)?;
                }
            }
        }
        self.next += 1;
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
            Value::Formula(formula, result) => {
                let formula = Formula::new(formula).set_result(cached(result));
                self.target.write_formula(self.next, col, formula)?;
            }
            Value::Count(_) | Value::Link(..) | Value::Source(..) | Value::Input(_) => {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn cell(
        &mut self,
        col: u16,
        value: &Value,
        formats: look::Pair,
        looks: &Looks,
    ) -> Result<(), XlsxError> {
        match value {
            Value::Input(None) => self.target.write_blank(self.next, col, &looks.input)?,
            Value::Input(Some(figure)) => {
                let double = number::to_cell(*figure);
                self.target
                    .write_number_with_format(self.next, col, double, &looks.input)?
            }
            Value::Blank => self.target.write_blank(self.next, col, formats.plain)?,
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
            Value::Link(words, _) | Value::Source(words, _) if self.links >= self.most_links() => {
                self.words(col, words, formats.plain)?
            }
            Value::Link(words, anchor) => {
                self.links += 1;
                let url = internal(anchor).set_text(text::cell(words));
                self.target
                    .write_url_with_format(self.next, col, &url, formats.link)?
            }
            Value::Source(words, source) => {
                self.links += 1;
                let url = external(source).set_text(text::cell(words));
                self.target
                    .write_url_with_format(self.next, col, &url, formats.link)?
            }
        };
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
