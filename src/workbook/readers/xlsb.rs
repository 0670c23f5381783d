//! .xlsb through calamine's streaming reader, with what it does not tell.

mod records;

use std::io::Cursor;

use calamine::{Reader, SheetType, SheetVisible, Xlsb};

use self::records::Marks;
use super::collect::{Behind, Collector, Draft, Raw, Shown};
use super::xml::without_mark;
use super::{Format, Packing, properties};
use crate::finding::Refusal;
use crate::model::CellRef;
use crate::workbook::Workbook;
use crate::workbook::container::{Container, relations};

type Book<'a> = Xlsb<Cursor<&'a [u8]>>;

/// Where calamine looks for the parts.
const FOLDER: &str = "xl/";

/// .xlsb: a package whose parts are binary.
pub(super) static XLSB: Format = Format {
    endings: &["xlsb"],
    packing: Packing::Package(holds, read),
};

pub(super) fn holds(main: &str) -> bool {
    main.ends_with(".bin")
}

/// Reads the visible worksheets.
fn read(mut container: Container<'_>, _: &str) -> Result<Workbook, Refusal> {
    container.verify_below(FOLDER, &[".bin", ".rels"])?;
    let stamp = properties::of_package(&mut container);
    let marks = marks(&mut container)?;
    let mut book: Book<'_> =
        Xlsb::new(Cursor::new(container.bytes())).map_err(|_| Refusal::Damaged)?;
    let sheets = book.sheets_metadata().to_vec();
    super::distinct(sheets.iter().map(|s| s.name.as_str()))?;
    if sheets.len() != marks.len() {
        return Err(Refusal::Contradictory);
    }
    let mut collector = Collector::default();
    for (sheet, marks) in sheets.iter().zip(marks) {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        if sheet.visible != SheetVisible::Visible {
            collector.hidden(&sheet.name);
            continue;
        }
        let mut draft = Draft::new(&sheet.name);
        fill((&mut collector, &mut draft), &mut book, &sheet.name, &marks)?;
        draft.hide(&marks.hidden.0, &marks.hidden.1);
        collector.close(draft, marks.merges)?;
    }
    let workbook = collector.finish();
    Ok(Workbook { stamp, ..workbook })
}

/// The marks of every sheet, in the order of the workbook.
fn marks(container: &mut Container<'_>) -> Result<Vec<Marks>, Refusal> {
    let mut part = |name: &str| container.part(&format!("{FOLDER}{name}"));
    let formats = match part("styles.bin")? {
        Some(styles) => records::formats(&styles)?,
        None => Vec::new(),
    };
    let workbook = part("workbook.bin")?.ok_or(Refusal::Damaged)?;
    let links = part("_rels/workbook.bin.rels")?.ok_or(Refusal::Damaged)?;
    let links = String::from_utf8(links).map_err(|_| Refusal::Damaged)?;
    let links = relations(without_mark(&links))?;
    let marks = records::sheets(&workbook)?.into_iter().map(|sheet| {
        let link = links.iter().find(|link| link.id == sheet);
        let target = &link.ok_or(Refusal::Damaged)?.target;
        match part(target)? {
            Some(sheet) => Marks::read(&sheet, &formats),
            None => Err(Refusal::Damaged),
        }
    });
    marks.collect()
}

fn fill(
    (collector, draft): (&mut Collector, &mut Draft),
    book: &mut Book<'_>,
    name: &str,
    marks: &Marks,
) -> Result<(), Refusal> {
    let mut cells = book
        .worksheet_cells_reader(name)
        .map_err(|_| Refusal::Damaged)?;
    while let Some(cell) = cells.next_cell().map_err(|_| Refusal::Damaged)? {
        let (row, col) = cell.get_position();
        let at = CellRef::new(row, col);
        let shown = marks.shown.get(&at).copied().unwrap_or(Shown::Plain);
        let behind = match marks.formulas.contains(&at) {
            true => Behind::Formula,
            false => Behind::Typed,
        };
        let raw = Raw::of(cell.get_value());
        collector.put(draft, at, raw, shown, behind)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::records::tests::{longs, record, row, text};
    use crate::model::CellRef;
    use crate::workbook::readers::read;

    const ROLE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    fn relation(id: &str, role: &str, target: &str) -> String {
        format!(
            "<Relationships><Relationship Id=\"{id}\" Type=\"{ROLE}/{role}\" \
             Target=\"{target}\"/></Relationships>"
        )
    }

    /// A package of one sheet.
    fn package(sheet: &[u8]) -> Vec<u8> {
        let bundle = [longs(&[0, 1]), text("rId1"), text("自评表")].concat();
        let workbook = [record(143, &[]), record(156, &bundle), record(144, &[])];
        let workbook = [workbook.concat(), record(157, &[0; 26])].concat();
        let styles = [record(617, &[2, 0, 0, 0]), record(47, &[0; 16])];
        let percent = record(47, &[&[0, 0, 10, 0][..], &[0; 12]].concat());
        let styles = [styles.concat(), percent, record(618, &[])].concat();
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let root = relation("w", "officeDocument", "xl/workbook.bin");
        let links = relation("rId1", "worksheet", "worksheets/sheet1.bin");
        let parts: [(&str, &[u8]); 5] = [
            ("_rels/.rels", root.as_bytes()),
            ("xl/workbook.bin", &workbook),
            ("xl/_rels/workbook.bin.rels", links.as_bytes()),
            ("xl/styles.bin", &styles),
            ("xl/worksheets/sheet1.bin", sheet),
        ];
        for (name, part) in parts {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(part).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn number(col: u32, style: u32, value: f64) -> Vec<u8> {
        let value = value.to_le_bytes().to_vec();
        record(5, &[longs(&[col, style]), value].concat())
    }

    #[test]
    fn what_is_hidden_merged_or_shown_as_a_percentage_is_read() {
        let columns = [longs(&[2, 2, 0, 0]), vec![1, 0]].concat();
        let label = [longs(&[0, 0]), text("年度资金总额")].concat();
        let sheet = [
            record(129, &[]),
            record(148, &longs(&[0, 1, 0, 2])),
            [record(390, &[]), record(60, &columns), record(391, &[])].concat(),
            record(145, &[]),
            row(0, 0),
            record(6, &label),
            number(2, 1, 0.8985),
            row(1, 0x10),
            number(0, 0, 12.5),
            number(1, 0, 485.82),
            record(146, &[]),
            record(176, &longs(&[0, 1, 0, 0])),
            record(130, &[]),
        ];
        let book = read(&package(&sheet.concat())).unwrap();
        let [sheet] = &book.sheets[..] else {
            panic!("{book:?}");
        };
        let cells = sheet.cells().iter();
        let cells: Vec<_> = cells.map(|c| (c.at.to_string(), c.value.text())).collect();
        let read = [("A1", "年度资金总额"), ("C1", "89.85%"), ("B2", "485.82")];
        assert_eq!(cells, read.map(|(at, text)| (at.to_owned(), text.into())));
        let hidden = |row, col| sheet.is_hidden(CellRef::new(row, col));
        assert!(hidden(1, 1) && hidden(0, 2) && !hidden(0, 0));
        assert_eq!(sheet.merges().len(), 1);
    }
}
