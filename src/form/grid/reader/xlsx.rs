//! .xlsx through calamine's streaming reader, which is handed a small package of checked parts only.
//!
//! The package holds the visible sheets' cells, the shared strings and a list of number formats.
//! What calamine sees is thus what was checked, and fonts, themes and other ballast cost nothing.

mod address;
mod outline;
mod repack;
mod scan;
mod styles;
mod tags;

use std::io::Cursor;

use calamine::{Reader, Xlsx};

use self::outline::{Outline, Tab};
use self::repack::Repack;
use self::scan::Scan;
use self::styles::Styles;
use super::collect::{Behind, Collector, Draft, Raw, Shown};
use super::xml::without_mark;
use crate::finding::Refusal;
use crate::form::grid::Workbook;
use crate::intake::precheck::{Container, relations};
use crate::model::CellRef;

type Book = Xlsx<Cursor<Vec<u8>>>;

/// Reads the visible worksheets of the package whose workbook part is `main`.
pub(super) fn read(mut container: Container<'_>, main: &str) -> Result<Workbook, Refusal> {
    let outline = outline(&mut container, main)?;
    super::distinct(outline.names.iter().map(String::as_str))?;
    let mut repack = Repack::new(outline.date_1904)?;
    let mut scans = Vec::new();
    for tab in outline.visible() {
        scans.push(add_sheet(&mut container, &mut repack, tab)?);
    }
    let styles = match &outline.styles {
        Some(path) => Styles::read(&container.text(path)?.unwrap_or_default())?,
        None => Styles::default(),
    };
    repack.styles(&styles)?;
    if let Some(path) = &outline.strings
        && let Some(strings) = container.text(path)?
    {
        repack.strings(&strings)?;
    }
    let file = repack.finish(scans.len())?;
    let mut book: Book = Xlsx::new(Cursor::new(file)).map_err(|_| Refusal::Damaged)?;
    collect(&mut book, &outline, scans, &styles)
}

fn outline(container: &mut Container<'_>, main: &str) -> Result<Outline, Refusal> {
    let (folder, name) = main.rsplit_once('/').unwrap_or(("", main));
    let part = |path: Option<String>| path.ok_or(Refusal::Damaged);
    let rels = part(container.text(&format!("{folder}/_rels/{name}.rels"))?)?;
    let workbook = part(container.text(main)?)?;
    let links = relations(without_mark(&rels))?;
    Outline::read(without_mark(&workbook), &links, folder)
}

fn add_sheet(
    container: &mut Container<'_>,
    repack: &mut Repack,
    tab: &Tab,
) -> Result<Scan, Refusal> {
    let xml = container.text(&tab.path)?.ok_or(Refusal::Damaged)?;
    let scan = scan::scan(&xml)?;
    repack.sheet(&xml, &scan)?;
    Ok(scan)
}

fn collect(
    book: &mut Book,
    outline: &Outline,
    scans: Vec<Scan>,
    styles: &Styles,
) -> Result<Workbook, Refusal> {
    let mut collector = Collector::default();
    let mut scans = scans.into_iter().enumerate();
    for tab in &outline.tabs {
        if tab.hidden {
            collector.hidden(&tab.name);
        } else if let Some((number, scan)) = scans.next() {
            let mut draft = Draft::new(&tab.name);
            fill(book, number, &scan, styles, &mut collector, &mut draft)?;
            collector.close(draft, scan.merges)?;
        }
    }
    Ok(collector.finish())
}

fn fill(
    book: &mut Book,
    number: usize,
    scan: &Scan,
    styles: &Styles,
    collector: &mut Collector,
    draft: &mut Draft,
) -> Result<(), Refusal> {
    let mut cells = book
        .worksheet_cells_reader(&repack::sheet_name(number))
        .map_err(|_| Refusal::Damaged)?;
    let mut behind = scan.cells.iter();
    while let Some((cell, style)) = cells
        .next_cell_with_style_id()
        .map_err(|_| Refusal::Damaged)?
    {
        // Both passes meet the same elements; where they do not, something is hidden from one.
        let behind = *behind.next().ok_or(Refusal::Contradictory)?;
        let (row, col) = cell.get_position();
        let raw = Raw::of(cell.get_value());
        let shown = match raw {
            Raw::Number(_) if styles.is_percent(style) => Shown::Percent,
            _ => Shown::Plain,
        };
        if !matches!(raw, Raw::Blank) || behind != Behind::Typed {
            collector.put(draft, CellRef::new(row, col), raw, shown, behind)?;
        }
    }
    match behind.next() {
        None => Ok(()),
        Some(_) => Err(Refusal::Contradictory),
    }
}
