//! .xlsb through calamine's streaming reader.

use std::collections::HashSet;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader, SheetType, SheetVisible, Xlsb};

use super::collect::{Behind, Collector, Draft, Raw, Shown};
use super::{Format, Packing, properties};
use crate::finding::Refusal;
use crate::model::CellRef;
use crate::workbook::Workbook;
use crate::workbook::container::Container;

type Book<'a> = Xlsb<Cursor<&'a [u8]>>;

/// .xlsb: a package whose parts are binary.
pub(super) static XLSB: Format = Format {
    endings: &["xlsb"],
    packing: Packing::Package(holds, read),
};

pub(super) fn holds(main: &str) -> bool {
    main.ends_with(".bin")
}

/// Reads the visible worksheets; calamine tells no number formats but dates, no merged regions and no hidden rows.
fn read(mut container: Container<'_>, _: &str) -> Result<Workbook, Refusal> {
    container.verify_below("xl/", &[".bin", ".rels"])?;
    let stamp = properties::of_package(&mut container);
    let bytes = container.bytes();
    let mut book: Book<'_> = Xlsb::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let sheets = book.sheets_metadata().to_vec();
    super::distinct(sheets.iter().map(|s| s.name.as_str()))?;
    let mut collector = Collector::default();
    for sheet in sheets.iter().filter(|s| s.typ == SheetType::WorkSheet) {
        if sheet.visible != SheetVisible::Visible {
            collector.hidden(&sheet.name);
            continue;
        }
        let formulas = formulas(&mut book, &sheet.name);
        let mut draft = Draft::new(&sheet.name);
        let mut cells = book
            .worksheet_cells_reader(&sheet.name)
            .map_err(|_| Refusal::Damaged)?;
        while let Some(cell) = cells.next_cell().map_err(|_| Refusal::Damaged)? {
            let (row, col) = cell.get_position();
            let behind = match formulas.contains(&(row, col)) {
                true => Behind::Formula,
                false => Behind::Typed,
            };
            let raw = Raw::of(cell.get_value());
            collector.put(
                &mut draft,
                CellRef::new(row, col),
                raw,
                Shown::Plain,
                behind,
            )?;
        }
        collector.close(draft, Vec::new())?;
    }
    let workbook = collector.finish();
    Ok(Workbook { stamp, ..workbook })
}

/// Addresses of the formulas; fewer where calamine cannot follow one, which costs only the flag.
fn formulas(book: &mut Book<'_>, name: &str) -> HashSet<(u32, u32)> {
    let mut found = HashSet::new();
    let Ok(mut cells) = book.worksheet_cells_reader(name) else {
        return found;
    };
    let walk = AssertUnwindSafe(|| {
        while let Ok(Some(cell)) = cells.next_formula() {
            found.insert(cell.get_position());
        }
    });
    let _ = catch_unwind(walk);
    found
}
