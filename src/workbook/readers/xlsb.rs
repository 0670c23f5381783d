//! .xlsb: a package with parts in binary records.

mod book;
mod records;
mod sheet;

use self::book::XlsbBook;
use self::sheet::Sheet;
use super::collect::{Collector, SheetDraft};
use super::{Format, Packing, properties};
use crate::finding::Refusal;
use crate::workbook::Workbook;
use crate::workbook::container::Container;

/// .xlsb: a package with binary parts.
pub(super) static XLSB: Format = Format {
    endings: &["xlsb"],
    packing: Packing::Package(holds, read),
};

pub(super) fn holds(main: &str) -> bool {
    main.ends_with(".bin")
}

/// Reads the visible worksheets of the package whose workbook part is `main`.
fn read(mut container: Container<'_>, main: &str) -> Result<Workbook, Refusal> {
    let stamp = properties::of_package(&mut container);
    let book = XlsbBook::read(&mut container, main)?;
    super::distinct(book.names.iter().map(String::as_str))?;
    let mut collector = Collector::default();
    for tab in &book.tabs {
        if tab.hidden {
            collector.hidden(&tab.name);
            continue;
        }
        let part = container.part(&tab.path)?.ok_or(Refusal::Damaged)?;
        let sheet = Sheet {
            book: &book,
            collector: &mut collector,
            draft: SheetDraft::new(&tab.name),
        };
        sheet.read(&part)?;
    }
    let workbook = collector.finish();
    Ok(Workbook { stamp, ..workbook })
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::records::tests::{longs, record, text};
    use crate::finding::Refusal;
    use crate::model::CellRef;
    use crate::workbook::Sheet;
    use crate::workbook::readers::read;

    const ROLE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    fn relation(id: &str, role: &str, target: &str) -> String {
        format!("<Relationship Id=\"{id}\" Type=\"{ROLE}/{role}\" Target=\"{target}\"/>")
    }

    /// A package of one sheet, with its parts in `folder`.
    fn package(folder: &str, sheet: &[u8]) -> Vec<u8> {
        let bundle = [longs(&[0, 1]), text("rId1"), text("自评表")].concat();
        let workbook = [record(143, &[]), record(156, &bundle), record(144, &[])];
        let styles = [record(617, &[2, 0, 0, 0]), record(47, &[0; 16])];
        let percent = record(47, &[&[0, 0, 10, 0][..], &[0; 12]].concat());
        let styles = [styles.concat(), percent, record(618, &[])].concat();
        let shared = record(19, &[vec![0], text("其中")].concat());
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut part = |path: &str, part: &[u8]| {
            zip.start_file(path, SimpleFileOptions::default()).unwrap();
            zip.write_all(part).unwrap();
        };
        let list = |links: &[String]| format!("<Relationships>{}</Relationships>", links.concat());
        let main = relation("w", "officeDocument", &format!("{folder}/workbook.bin"));
        part("_rels/.rels", list(&[main]).as_bytes());
        part("[Content_Types].xml", b"<Types/>");
        part(&format!("{folder}/workbook.bin"), &workbook.concat());
        let links = [
            relation("rId1", "worksheet", "tables/sheet1.bin"),
            relation("rId2", "styles", "styles.bin"),
            relation("rId3", "sharedStrings", &format!("/{folder}/texts.bin")),
        ];
        part(
            &format!("{folder}/_rels/workbook.bin.rels"),
            list(&links).as_bytes(),
        );
        part(&format!("{folder}/styles.bin"), &styles);
        part(&format!("{folder}/texts.bin"), &shared);
        part(&format!("{folder}/tables/sheet1.bin"), sheet);
        zip.finish().unwrap().into_inner()
    }

    fn row(row: u32, flags: u8) -> Vec<u8> {
        record(0, &[longs(&[row, 0]), vec![0, 0, 0, flags, 0]].concat())
    }

    fn number(col: u32, style: u32, value: f64) -> Vec<u8> {
        let value = value.to_le_bytes().to_vec();
        record(5, &[longs(&[col, style]), value].concat())
    }

    /// The only sheet of a workbook, and its cells by address.
    fn sheet(folder: &str, records: &[Vec<u8>]) -> (Sheet, Vec<(String, String)>) {
        let mut book = read(&package(folder, &records.concat())).unwrap();
        let sheet = book.sheets.pop().unwrap();
        let cells = sheet.cells().iter();
        let cells = cells.map(|c| (c.at.to_string(), c.value.text().to_string()));
        let cells = cells.collect();
        (sheet, cells)
    }

    fn expected<const N: usize>(cells: [(&str, &str); N]) -> Vec<(String, String)> {
        let cells = cells.map(|(at, text)| (at.to_owned(), text.to_owned()));
        cells.into()
    }

    #[test]
    fn what_is_hidden_merged_or_shown_as_a_percentage_is_read() {
        let columns = [longs(&[2, 2, 0, 0]), vec![1, 0]].concat();
        let label = [longs(&[0, 0]), text("年度资金总额")].concat();
        let (sheet, cells) = sheet(
            "xl",
            &[
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
            ],
        );
        let read = [("A1", "年度资金总额"), ("C1", "89.85%"), ("B2", "485.82")];
        assert_eq!(cells, expected(read));
        let hidden = |row, col| sheet.is_hidden(CellRef::new(row, col));
        assert!(hidden(1, 1) && hidden(0, 2) && !hidden(0, 0));
        assert_eq!(sheet.merges().len(), 1);
    }

    #[test]
    fn every_kind_of_cell_is_read_wherever_the_parts_lie() {
        let cell =
            |kind, col: u32, content: &[u8]| record(kind, &[&longs(&[col, 0]), content].concat());
        let behind = |kind, content: &[u8]| record(kind, &[&longs(&[0]), content].concat());
        let formula = [485.82_f64.to_le_bytes().to_vec(), vec![0; 8]].concat();
        let rich = [vec![1], text("红字"), longs(&[0])].concat();
        let (sheet, cells) = sheet(
            "wtf",
            &[
                row(3, 0),
                cell(1, 0, &[]),
                cell(2, 1, &[0x2A, 0, 0, 0]),
                behind(13, &[0x2B, 0, 0, 0]),
                behind(18, &[0; 4]),
                cell(4, 5, &[1]),
                cell(7, 6, &[0; 4]),
                cell(8, 7, &[text("合格"), vec![0; 8]].concat()),
                cell(9, 8, &formula),
                cell(62, 9, &rich),
                record(146, &[]),
            ],
        );
        let read = [
            ("B4", "10"),
            ("C4", "0.1"),
            ("D4", "其中"),
            ("F4", "是"),
            ("G4", "其中"),
            ("H4", "合格"),
            ("I4", "485.82"),
            ("J4", "红字"),
        ];
        assert_eq!(cells, expected(read));
        let formulas = sheet.cells().iter().filter(|cell| cell.formula);
        assert_eq!(formulas.count(), 2);
    }

    #[test]
    fn sheets_that_end_within_and_texts_that_are_not_there_are_damaged() {
        let shared = record(7, &longs(&[0, 0, 1]));
        let end = record(146, &[]);
        for part in [
            number(0, 0, 1.0),
            [shared, end.clone()].concat(),
            [record(3, &[&longs(&[0, 0])[..], &[9]].concat()), end].concat(),
        ] {
            let read = read(&package("xl", &part));
            assert_eq!(read.unwrap_err(), Refusal::Damaged);
        }
    }
}
