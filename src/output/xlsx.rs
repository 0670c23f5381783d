//! The book as an Excel workbook: short sheets cell by cell through the library, the rows of long ones by [`long`].

mod charts;
mod inputs;
mod leading;
mod lines;
mod long;
mod look;
mod page;
mod paper;
mod pen;
mod processors;
mod tones;
mod unit;
mod verify;

use std::io::{BufWriter, Write};

use rayon::prelude::{
    IndexedParallelIterator, IntoParallelRefIterator, IntoParallelRefMutIterator, ParallelIterator,
};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::base::mark;
use crate::base::system::with_threads;
use crate::model::Date;
use crate::report::{Book, Chart, HEAD_ROWS, Head, PROGRAM, Role, Tab, UnitPage};
use long::Long;
use look::Looks;
use pen::Pen;
use verify::CountingWriter;
pub use verify::{WrittenBook, is_own, verify};

/// Links that Excel accepts on one sheet; the file is broken beyond.
const LINKS: usize = 65_530;

/// Writes `book` to `out`.
///
/// # Errors
///
/// The library's reason.
pub fn write<W: Write>(book: &Book, created: Date, out: W) -> Result<WrittenBook, String> {
    let message = |e: XlsxError| e.to_string();
    let looks = Looks::new(book.lang());
    let sheets = book.sheets();
    let mut workbook = begun(book, created, &looks).map_err(message)?;
    let long = Long::of(&sheets, &looks, &mut workbook);
    let out = BufWriter::with_capacity(1 << 16, out);
    long.write(out, || {
        short(book, (&sheets, &long), &looks, workbook).map_err(message)
    })
}

/// Writes a workbook with pages of units only.
///
/// # Errors
///
/// The library's reason.
pub fn write_pages<W: Write>(
    book: &Book,
    pages: &[UnitPage],
    created: Date,
    out: W,
) -> Result<WrittenBook, String> {
    let saved = saved_pages(book, pages, created).map_err(|e| e.to_string())?;
    let mut out = CountingWriter::new(out);
    let written = out.write_all(&saved).and_then(|()| out.finish(pages.len()));
    written.map_err(|e| e.to_string())
}

fn saved_pages(book: &Book, pages: &[UnitPage], created: Date) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks::new(book.lang());
    let mut workbook = begun(book, created, &looks)?;
    for page in pages {
        unit::add(&mut workbook, book, page, &looks)?;
    }
    saved(workbook)
}

/// The file, put together by no more processors than there are threads.
fn saved(mut workbook: Workbook) -> Result<Vec<u8>, XlsxError> {
    let save = || workbook.save_to_buffer();
    with_threads(|| processors::within(rayon::current_num_threads(), save))?
}

/// The workbook before it has sheets.
fn begun(book: &Book, created: Date, looks: &Looks) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_default_format(&looks.default, 20, 64)?;
    workbook.set_properties(&properties(book, created)?);
    Ok(workbook)
}

/// The file with the rows of short sheets, and of long ones with all that surrounds their rows; the number of sheets.
fn short(
    book: &Book,
    (sheets, long): (&[Tab], &Long),
    looks: &Looks,
    mut workbook: Workbook,
) -> Result<(Vec<u8>, usize), XlsxError> {
    for sheet in sheets {
        workbook.add_worksheet().set_name(sheet.name())?;
    }
    workbook
        .worksheets_mut()
        .par_iter_mut()
        .zip(sheets.par_iter().enumerate())
        .try_for_each(|(target, (nth, sheet))| fill(book, sheet, (long, nth), looks, target))?;
    for page in book.unit_pages() {
        unit::add(&mut workbook, book, &page, looks)?;
    }
    let count = workbook.worksheets().len();
    Ok((saved(workbook)?, count))
}

fn properties(book: &Book, created: Date) -> Result<DocProperties, XlsxError> {
    let part = |n: u32| u8::try_from(n).unwrap_or(1);
    let year = created.year.and_then(|y| u16::try_from(y).ok());
    let day = (year.unwrap_or(2000), part(created.month), part(created.day));
    // Excel knows no day before 1900.
    let date = ExcelDateTime::from_ymd(day.0, day.1, day.2);
    let date = date.or_else(|_| ExcelDateTime::from_ymd(2000, 1, 1))?;
    Ok(DocProperties::new()
        .set_title(book.title())
        .set_author(PROGRAM)
        .set_comment(book.subtitle())
        .set_creation_datetime(&date)
        .set_custom_property(mark::OUTPUT, env!("CARGO_PKG_VERSION")))
}

/// Writes one sheet from top to bottom, of a long one all but its rows.
fn fill(
    book: &Book,
    sheet: &Tab,
    (long, nth): (&Long, usize),
    looks: &Looks,
    target: &mut Worksheet,
) -> Result<(), XlsxError> {
    let heads = long.heads(nth).unwrap_or_else(|| sheet.heads());
    page::set_up(target, book, sheet, &heads)?;
    page::write_head(target, book, sheet, &heads, looks)?;
    let (items, rows, points) = match long.stand_in(nth, (target, looks))? {
        Some((items, rows)) => (items, rows, f64::INFINITY),
        None => cells(sheet, &heads, looks, target)?,
    };
    let drawn = sheet.charts();
    for chart in &drawn {
        charts::insert(target, chart)?;
    }
    paper::part_from_charts(target, sheet, &drawn, points)?;
    inputs::set(target, sheet, book.lang())?;
    let below = drawn.iter().map(Chart::below).max().unwrap_or(0);
    page::finish(target, book, sheet, &heads, items, rows.max(below))
}

/// Writes the rows of a short sheet; the number of its items and of all its rows, and how many points high these are.
fn cells(
    sheet: &Tab,
    heads: &[Head],
    looks: &Looks,
    target: &mut Worksheet,
) -> Result<(u32, u32, f64), XlsxError> {
    let spacing = sheet.plan().spacing;
    let columns = heads.iter().map(|h| looks.of(h.style, spacing));
    let columns: Vec<_> = columns.collect();
    let mut pen = Pen {
        target,
        next: HEAD_ROWS,
        links: 0,
        points: paper::HEAD_POINTS,
        printed: paper::printed(sheet, heads),
    };
    let mut items = 0;
    for row in sheet.rows() {
        items += u32::from(row.role == Role::Item);
        pen.height(page::height(&row, heads, spacing))?;
        pen.row(&row, (heads, &columns), looks)?;
    }
    Ok((items, pen.next, pen.points))
}
