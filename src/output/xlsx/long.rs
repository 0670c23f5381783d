//! Long sheets, most of a large book: their rows are written as markup directly from their values, without storing
//! cells, and replace a single row that the library writes.
//!
//! The library still writes everything that surrounds the rows. The rows are rendered and packed in blocks on several
//! threads; the blocks are cut by number of rows, so the same book gives the same bytes.

mod block;
mod drawn;
mod markup;
mod package;
mod piece;
mod shared;

use std::io::Write;

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rust_xlsxwriter::{Format, Url, Workbook, Worksheet, XlsxError};

use super::look::{ByShade, Looks};
use super::paper::{FirstPage, Note, printed};
use super::pen::trend;
use super::verify::{CountingWriter, WrittenBook};
use crate::model::column_letters;
use crate::report::{Chart, HEAD_ROWS, Head, Role, Row, Spacing, Tab, Value};
use piece::PieceStore;

/// From this many rows on a sheet is long.
const LONG_FROM: usize = 500;

/// From this many rows on the file is packed fast instead of small.
const FAST_FROM: usize = 5_000;

/// How hard each is packed: level 5 saves a twelfth over level 4; level 6 almost nothing more.
const FAST: u8 = 5;
const SMALL: u8 = 6;

/// From this many rows on they are kept on disk until the file is put together.
const ASIDE_FROM: usize = 50_000;

/// The long ones among the sheets of a book.
pub(super) struct Long<'a> {
    sheets: &'a [Tab<'a>],
    /// For each sheet, where it is long.
    plans: Vec<Option<Plan<'a>>>,
    /// All charts of the book.
    charts: Vec<Chart>,
    /// Number of the format of headers, used to check the numbers of all formats.
    header: usize,
    kept: PieceStore,
}

/// How the rows of a long sheet are rendered.
struct Plan<'a> {
    heads: Vec<Head>,
    spacing: Spacing,
    columns: Vec<Column>,
    /// Formats of notes by number, on one line and wrapped.
    note: [usize; 2],
    /// What is on the first page.
    printed: FirstPage,
    /// The rows below its items.
    closing: Vec<Row<'a>>,
}

impl Plan<'_> {
    /// Makes the library reserve the cells of long notes; their content is written elsewhere.
    fn merge_notes(
        &self,
        sheet: &Tab,
        (target, looks): (&mut Worksheet, &Looks),
    ) -> Result<(), XlsxError> {
        let below = HEAD_ROWS.saturating_add(u32::try_from(sheet.count()).unwrap_or(u32::MAX));
        for (row, at) in self.closing.iter().zip(below..) {
            let note = self.placed(row).filter(|note| note.height().is_some());
            if let Some((first, last)) = note.map(|note| note.columns) {
                target.merge_range(at, first, at, last, "", &looks.wrapped_note)?;
            }
        }
        Ok(())
    }

    /// Where a row stands that is a note.
    fn placed(&self, row: &Row) -> Option<Note> {
        let note = row.cells.first().filter(|_| row.role == Role::Note)?;
        Some(self.printed.note(note.words()?))
    }
}

/// A column of a long sheet.
struct Column {
    letters: String,
    /// Its formats by number: plain, and with a link.
    shades: ByShade<[usize; 2]>,
}

impl<'a> Long<'a> {
    /// The long ones among `sheets`, which will be written to `workbook`.
    pub(super) fn of(sheets: &'a [Tab<'a>], looks: &Looks, workbook: &mut Workbook) -> Self {
        let rows = sheets.iter().map(Tab::count).sum::<usize>();
        let level = if rows >= FAST_FROM { FAST } else { SMALL };
        workbook.set_zip_compression_level(level);
        let mut numbers = Numbers::new(workbook, looks);
        let header = numbers.of(&looks.header.plain);
        Self {
            sheets,
            plans: plans(sheets, looks, &mut numbers),
            charts: sheets.iter().flat_map(Tab::charts).collect(),
            header,
            kept: if rows >= ASIDE_FROM {
                PieceStore::aside(level)
            } else {
                PieceStore::here(level)
            },
        }
    }

    /// The columns of the n-th sheet, where it is long.
    pub(super) fn heads(&self, nth: usize) -> Option<Vec<Head>> {
        Some(self.plans.get(nth)?.as_ref()?.heads.clone())
    }

    /// Writes the placeholder for the rows of the n-th sheet: a link to be replaced by its links, and what the library
    /// must know of its cells. Returns the number of its items and of all its rows, where it is long.
    pub(super) fn stand_in(
        &self,
        nth: usize,
        (target, looks): (&mut Worksheet, &Looks),
    ) -> Result<Option<(u32, u32)>, XlsxError> {
        let plan = self.plans.get(nth).and_then(Option::as_ref);
        let Some((sheet, plan)) = self.sheets.get(nth).zip(plan) else {
            return Ok(None);
        };
        let here = Url::new(format!("internal:'{}'!A1", sheet.name())).set_text(sheet.title());
        target.write_url(HEAD_ROWS, 0, &here)?;
        drawn::copy(sheet, plan, &self.charts, target)?;
        plan.merge_notes(sheet, (target, looks))?;
        trends(sheet, target)?;
        let items = u32::try_from(sheet.count()).unwrap_or(u32::MAX);
        let closing = u32::try_from(plan.closing.len()).unwrap_or(u32::MAX);
        let rows = HEAD_ROWS.saturating_add(items).saturating_add(closing);
        Ok(Some((items, rows)))
    }

    /// Writes the file: the output of `library` for all sheets, their number, with the rows of long ones inserted.
    pub(super) fn write<W: Write>(
        &self,
        out: W,
        library: impl FnOnce() -> Result<(Vec<u8>, usize), String> + Send,
    ) -> Result<WrittenBook, String> {
        let bodies = || block::bodies(self.sheets, &self.plans, &self.kept);
        let (saved, bodies) = rayon::join(library, bodies);
        let ((saved, count), bodies) = (saved?, bodies?);
        let mut out = CountingWriter::new(out);
        package::write(&saved, &bodies, self.header, &self.kept, &mut out)?;
        out.finish(count).map_err(|e| e.to_string())
    }
}

/// Plans for the long ones among `sheets`.
fn plans<'a>(sheets: &[Tab<'a>], looks: &Looks, numbers: &mut Numbers) -> Vec<Option<Plan<'a>>> {
    let long = |sheet: &Tab<'a>| sheet.count() >= LONG_FROM;
    let measured = |sheet| long(sheet).then(|| (sheet.heads(), sheet.closing()));
    let measured: Vec<_> = sheets.par_iter().with_max_len(1).map(measured).collect();
    let mut plan = |sheet: &Tab<'a>, (heads, closing): (Vec<Head>, Vec<Row<'a>>)| {
        let spacing = sheet.plan().spacing;
        let columns = heads.iter().zip(0..).map(|(head, col)| Column {
            letters: column_letters(col),
            shades: looks
                .of(head.style, spacing)
                .map(|pair| [numbers.of(&pair.plain), numbers.of(&pair.link)]),
        });
        Plan {
            columns: columns.collect(),
            note: [&looks.note, &looks.wrapped_note].map(|format| numbers.of(format)),
            printed: printed(sheet, &heads),
            closing,
            spacing,
            heads,
        }
    };
    let measured = sheets.iter().zip(measured);
    measured
        .map(|(sheet, measured)| measured.map(|measured| plan(sheet, measured)))
        .collect()
}

/// Numbers of formats in the style part; the library counts them in the order in which it meets them.
struct Numbers<'w> {
    workbook: &'w mut Workbook,
    /// All so far; the default format is number 0.
    met: Vec<Format>,
}

impl<'w> Numbers<'w> {
    fn new(workbook: &'w mut Workbook, looks: &Looks) -> Self {
        let met = vec![looks.default.clone()];
        Self { workbook, met }
    }

    /// The number of a format.
    fn of(&mut self, format: &Format) -> usize {
        let known = self.met.iter().position(|met| met == format);
        known.unwrap_or_else(|| {
            self.workbook.register_format(format);
            self.met.push(format.clone());
            self.met.len() - 1
        })
    }
}

/// The small parts of a long sheet outside its rows.
fn trends(sheet: &Tab, target: &mut Worksheet) -> Result<(), XlsxError> {
    let drawn = |row: &Row| row.cells.iter().any(|v| *v.shown() == Value::Sparkline);
    if !sheet.items(0..1).any(|row| drawn(&row)) {
        return Ok(());
    }
    for (row, at) in sheet.items(0..sheet.count()).zip(HEAD_ROWS..) {
        for (value, col) in row.cells.iter().zip(0..) {
            trend(target, (at, col), value)?;
        }
    }
    Ok(())
}
