//! The book as an Excel workbook.
//!
//! The library writes short sheets and everything that surrounds rows. The rows of long sheets, most of a large book,
//! are written as markup straight from their values and packed in blocks, on several threads and without a cell being
//! kept; they then take their place in the finished file. The blocks are cut by number of rows, so the same book gives
//! the same bytes.

mod charts;
mod drawn;
mod inputs;
mod long;
mod look;
mod markup;
mod package;
mod page;
mod pen;
mod piece;
mod unit;
mod verify;

use std::io::{BufWriter, Write};

use rayon::prelude::{
    IndexedParallelIterator, IntoParallelRefIterator, IntoParallelRefMutIterator, ParallelIterator,
};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Url, Workbook, Worksheet, XlsxError};

use crate::model::Date;
use crate::report::{Book, Chart, HEAD_ROWS, Head, PROGRAM, Role, Row, Tab, UnitPage, Value};
use crate::workbook::container::OWN_OUTPUT;
use look::{Looks, Numbers};
use pen::Pen;
use piece::Kept;
use verify::Counted;
pub use verify::{Written, verify};

/// From this many rows on the file is packed fast instead of small.
const FAST_FROM: usize = 5_000;

/// From this many rows on they are kept on disk until the file is put together.
const ASIDE_FROM: usize = 50_000;

/// Links that Excel accepts on one sheet; the file is broken beyond.
const LINKS: usize = 65_530;

/// Writes `book` to `out`.
///
/// # Errors
///
/// The library's reason.
pub fn write<W: Write>(book: &Book, created: Date, out: W) -> Result<Written, String> {
    let told = |e: XlsxError| e.to_string();
    let looks = Looks::new(book.lang());
    let sheets = book.sheets();
    let rows = sheets.iter().map(Tab::count).sum::<usize>();
    let level = if rows >= FAST_FROM { 1 } else { 6 };
    let mut workbook = begun(book, created, &looks).map_err(told)?;
    workbook.set_zip_compression_level(level);
    let mut numbers = Numbers::new(&mut workbook, &looks);
    let header = numbers.of(&looks.header);
    let plans = long::plans(&sheets, &looks, &mut numbers);
    let kept = if rows >= ASIDE_FROM {
        Kept::aside(level)
    } else {
        Kept::here(level)
    };
    let (saved, bodies) = rayon::join(
        || short(book, &sheets, &plans, &looks, workbook).map_err(told),
        || long::bodies(&sheets, &plans, &kept),
    );
    let ((saved, count), bodies) = (saved?, bodies?);
    let mut out = Counted::new(BufWriter::with_capacity(1 << 16, out));
    package::write(&saved, &bodies, header, &kept, &mut out)?;
    out.finish(count).map_err(|e| e.to_string())
}

/// Writes a workbook that holds nothing but pages of units.
///
/// # Errors
///
/// The library's reason.
pub fn write_pages<W: Write>(
    book: &Book,
    pages: &[UnitPage],
    created: Date,
    out: W,
) -> Result<Written, String> {
    let saved = saved_pages(book, pages, created).map_err(|e| e.to_string())?;
    let mut out = Counted::new(out);
    let written = out.write_all(&saved).and_then(|()| out.finish(pages.len()));
    written.map_err(|e| e.to_string())
}

fn saved_pages(book: &Book, pages: &[UnitPage], created: Date) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks::new(book.lang());
    let mut workbook = begun(book, created, &looks)?;
    for page in pages {
        unit::add(&mut workbook, book, page, &looks)?;
    }
    workbook.save_to_buffer()
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
    sheets: &[Tab],
    plans: &[Option<long::Plan>],
    looks: &Looks,
    mut workbook: Workbook,
) -> Result<(Vec<u8>, usize), XlsxError> {
    for sheet in sheets {
        workbook.add_worksheet().set_name(sheet.name())?;
    }
    let charts: Vec<_> = sheets.iter().flat_map(Tab::charts).collect();
    workbook
        .worksheets_mut()
        .par_iter_mut()
        .zip(sheets.par_iter().zip(plans))
        .try_for_each(|(target, (sheet, plan))| match plan {
            None => fill(book, sheet, looks, target),
            Some(plan) => surround(book, sheet, (plan, &charts), looks, target),
        })?;
    for page in book.unit_pages() {
        unit::add(&mut workbook, book, &page, looks)?;
    }
    let count = workbook.worksheets().len();
    Ok((workbook.save_to_buffer()?, count))
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
fn fill(book: &Book, sheet: &Tab, looks: &Looks, target: &mut Worksheet) -> Result<(), XlsxError> {
    let heads = sheet.heads();
    page::set_up(target, book, sheet, &heads)?;
    page::write_head(target, book, sheet, &heads, looks)?;
    let columns: Vec<_> = heads
        .iter()
        .map(|h| looks.of(h.style, sheet.plan().spacing))
        .collect();
    let mut pen = Pen {
        target,
        next: HEAD_ROWS,
        links: 0,
        printed: page::printed(sheet, &heads),
    };
    let mut items = 0;
    for row in sheet.rows() {
        items += u32::from(row.role == Role::Item);
        pen.height(page::height(&row, &heads, sheet.plan().spacing))?;
        pen.row(&row, &columns, looks)?;
    }
    let rows = pen.next;
    below(book, sheet, &heads, target, (items, rows))
}

/// Writes what surrounds the rows of a long sheet, with a link for its links to take the place of.
fn surround(
    book: &Book,
    sheet: &Tab,
    (plan, charts): (&long::Plan, &[Chart]),
    looks: &Looks,
    target: &mut Worksheet,
) -> Result<(), XlsxError> {
    page::set_up(target, book, sheet, &plan.heads)?;
    page::write_head(target, book, sheet, &plan.heads, looks)?;
    let here = Url::new(format!("internal:'{}'!A1", sheet.name())).set_text(sheet.title());
    target.write_url(HEAD_ROWS, 0, &here)?;
    drawn::copy(sheet, plan, charts, target)?;
    trends(sheet, target)?;
    let items = u32::try_from(sheet.count()).unwrap_or(u32::MAX);
    let closing = u32::try_from(plan.closing.len()).unwrap_or(u32::MAX);
    let rows = HEAD_ROWS.saturating_add(items).saturating_add(closing);
    below(book, sheet, &plan.heads, target, (items, rows))
}

/// The small lines of a long sheet; they stand apart from its rows.
fn trends(sheet: &Tab, target: &mut Worksheet) -> Result<(), XlsxError> {
    let drawn = |row: &Row| row.cells.iter().any(|v| *v.shown() == Value::Sparkline);
    if !sheet.items(0..1).any(|row| drawn(&row)) {
        return Ok(());
    }
    for (row, at) in sheet.items(0..sheet.count()).zip(HEAD_ROWS..) {
        for (value, col) in row.cells.iter().zip(0..) {
            pen::trend(target, (at, col), value)?;
        }
    }
    Ok(())
}

/// Charts, filter, bars and colours once the number of items and of all rows is known.
fn below(
    book: &Book,
    sheet: &Tab,
    heads: &[Head],
    target: &mut Worksheet,
    (items, rows): (u32, u32),
) -> Result<(), XlsxError> {
    let drawn = sheet.charts();
    for chart in &drawn {
        charts::insert(target, chart)?;
    }
    page::part_from_charts(target, sheet, &drawn)?;
    inputs::set(target, sheet, book.lang())?;
    let below = drawn.iter().map(Chart::below).max().unwrap_or(0);
    page::finish(target, book, sheet, heads, items, rows.max(below))
}
