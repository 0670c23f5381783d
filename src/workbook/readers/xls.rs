//! .xls: the records of its workbook stream, checked against each other, as the format has no checksum.

mod frame;
mod globals;
mod locked;
mod records;
mod sheet;
mod strings;

use std::borrow::Cow;

use self::globals::{Globals, TabKind};
use self::sheet::{Sheet, XlsCell, XlsValue};
use super::collect::{Collector, Raw, SheetDraft, Shown, ValueOrigin};
use super::look::crossed_out;
use super::{Format, Packing, properties};
use crate::finding::Refusal;
use crate::workbook::Workbook;
use crate::workbook::container::Compound;

/// .xls of Excel, .et of WPS, and their templates.
pub(super) static XLS: Format = Format {
    endings: &["xls", "xlt", "et", "ett"],
    packing: Packing::Compound(read),
};

/// Reads the visible worksheets from the workbook stream.
fn read(compound: Compound) -> Result<Workbook, Refusal> {
    let stamp = properties::of_compound(&compound);
    let (globals, stream) = match Globals::read(&compound.stream) {
        Err(Refusal::Password) => {
            let clear = locked::opened(&compound.stream)?;
            (Globals::read(&clear)?, clear)
        }
        globals => (globals?, compound.stream),
    };
    globals.all_listed(&stream)?;
    super::distinct(globals.tabs.iter().map(|tab| tab.name.as_str()))?;
    let worksheets = || {
        let tabs = globals.tabs.iter().enumerate();
        tabs.filter(|(_, tab)| tab.kind == TabKind::Worksheet)
    };
    let read =
        worksheets().map(|(number, _)| Sheet::read(globals.records(number, &stream)?, &globals));
    let mut sheets: Vec<Sheet> = read.collect::<Result<_, _>>()?;
    // A program that stores empty texts as such stores 0 only for results that are 0.
    if sheets.iter().any(|sheet| sheet.empty) {
        let cells = sheets.iter_mut().flat_map(|sheet| &mut sheet.cells);
        cells.for_each(|cell| cell.hollow = false);
    }
    frame::sound(sheets.iter().map(|sheet| &sheet.frame))?;
    texts_used(&sheets, &globals)?;
    let mut collector = Collector::default();
    for ((_, tab), sheet) in worksheets().zip(sheets) {
        if tab.hidden {
            collector.hidden(&tab.name);
            continue;
        }
        let mut draft = SheetDraft::new(&tab.name);
        for cell in sheet.cells.iter().filter(|cell| !cell.hollow) {
            put(&mut collector, &mut draft, cell, &globals)?;
        }
        draft.hide(&sheet.hidden.0, &sheet.hidden.1);
        collector.close(draft, sheet.merges)?;
    }
    let workbook = collector.finish();
    Ok(Workbook { stamp, ..workbook })
}

fn put(
    collector: &mut Collector,
    draft: &mut SheetDraft,
    cell: &XlsCell,
    globals: &Globals,
) -> Result<(), Refusal> {
    let shows = globals.shows(cell.style)?;
    let (raw, shown) = match &cell.content {
        XlsValue::Number(number) => shows.raw(*number, globals.date_1904),
        XlsValue::Shared(number) => {
            let text = globals.shared.texts.get(*number).ok_or(Refusal::Damaged)?;
            (Raw::Text(Cow::Borrowed(text)), Shown::Plain)
        }
        XlsValue::Text(text) => (Raw::Text(Cow::Borrowed(text)), Shown::Plain),
        XlsValue::Bool(truth) => (Raw::Bool(*truth), Shown::Plain),
        XlsValue::Error(name) => (Raw::Error(Cow::Borrowed(*name)), Shown::Plain),
    };
    let raw = match globals.crosses_out(cell.style) {
        true => crossed_out(raw),
        false => raw,
    };
    let behind = match cell.formula {
        true => ValueOrigin::Formula,
        false => ValueOrigin::Typed,
    };
    collector.put(draft, cell.at, raw, shown, behind)
}

/// Refuses a workbook in which a shared text is used by no cell although all cells are there: some cell shows another
/// text. Programs that fill in a template count the cells whose text they replaced, and keep these texts.
fn texts_used(sheets: &[Sheet], globals: &Globals) -> Result<(), Refusal> {
    // A text may be used in a sheet of macros, which is not read.
    let macros = globals.tabs.iter().any(|tab| tab.kind == TabKind::Macros);
    let mut used = vec![false; globals.shared.texts.len()];
    let mut cells = 0_u32;
    for cell in sheets.iter().flat_map(|sheet| &sheet.cells) {
        if let XlsValue::Shared(number) = cell.content {
            cells = cells.saturating_add(1);
            *used.get_mut(number).ok_or(Refusal::Damaged)? = true;
        }
    }
    let all = globals.shared.cells == cells;
    let unused = used.iter().filter(|used| !**used).count();
    match all && unused == 1 && !macros {
        true => Err(Refusal::Contradictory),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Cursor;
    use std::path::Path;

    use calamine::{DataType, Reader, Xls};
    use walkdir::WalkDir;

    use super::read;
    use crate::base::number;
    use crate::base::visible;
    use crate::finding::Refusal;
    use crate::model::CellRef;
    use crate::workbook::container::{self, Compound};
    use crate::workbook::{Remark, Value, Workbook};

    fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        let mut record = kind.to_le_bytes().to_vec();
        record.extend(u16::try_from(body.len()).unwrap().to_le_bytes());
        record.extend(body);
        record
    }

    fn shorts(numbers: &[u16]) -> Vec<u8> {
        numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
    }

    fn number(row: u16, xf: u16, value: f64) -> Vec<u8> {
        let mut body = shorts(&[row, 0, xf]);
        body.extend(value.to_le_bytes());
        record(0x0203, &body)
    }

    /// A workbook of one sheet with these records in its globals and its cells.
    fn book(globals: &[u8], cells: &[u8]) -> Result<Workbook, Refusal> {
        book_of(globals, &[("s", 0, 0, cells)])
    }

    /// A workbook of sheets by name, kind, error of its start in bytes, and cells.
    fn book_of(globals: &[u8], sheets: &[(&str, u8, u32, &[u8])]) -> Result<Workbook, Refusal> {
        let begin = |kind: u16| record(0x0809, &shorts(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
        let end = record(0x000A, &[]);
        let mut format = shorts(&[170, 4]);
        format.push(0);
        format.extend(b"0.0%");
        let mut stream = [begin(5), record(0x041E, &format)].concat();
        let scaled: Vec<u16> = "0!.0000\"万元\"".encode_utf16().collect();
        let head = shorts(&[171, u16::try_from(scaled.len()).unwrap()]);
        stream.extend(record(0x041E, &[head, vec![1], shorts(&scaled)].concat()));
        stream.extend(record(
            0x041E,
            &[shorts(&[172, 6]), b"\0".to_vec(), b"000000".to_vec()].concat(),
        ));
        for code in [0, 10, 170, 171, 172] {
            stream.extend(record(0x00E0, &shorts(&[0, code, 0, 0, 0, 0, 0, 0, 0, 0])));
        }
        stream.extend(globals);
        let mut start = u32::try_from(stream.len() + (4 + 9) * sheets.len() + end.len()).unwrap();
        let mut parts = end.clone();
        for (name, kind, off, cells) in sheets {
            let said = (start + off).to_le_bytes();
            let sheet = [&said[..], &[0, *kind, 1, 0], name.as_bytes()].concat();
            stream.extend(record(0x0085, &sheet));
            let begun = if *kind == 1 { begin(64) } else { begin(16) };
            let part = [begun, cells.to_vec(), end.clone()].concat();
            start += u32::try_from(part.len()).unwrap();
            parts.extend(part);
        }
        stream.extend(parts);
        read(Compound {
            stream,
            properties: None,
        })
    }

    #[test]
    fn percentages_are_told_by_format() {
        let cells = [number(0, 0, 0.5), number(1, 1, 0.95), number(2, 2, 0.3066)].concat();
        let book = book(&[], &cells).unwrap();
        let texts = book.sheets[0].cells().iter().map(|c| c.value.text());
        assert_eq!(texts.collect::<Vec<_>>(), ["0.5", "95%", "30.7%"]);
    }

    #[test]
    fn scaled_numbers_codes_and_hidden_rows_are_told() {
        let hidden = |at: usize, flags: u8, len: usize| {
            let mut body = vec![0; len];
            body[at] = flags;
            body
        };
        let cells = [
            record(0x0208, &hidden(12, 0x20, 16)),
            record(0x007D, &[shorts(&[2, 3, 0, 0]), vec![1, 0, 0, 0]].concat()),
            number(0, 3, 4_336_900.0),
            number(1, 4, 12345.0),
        ];
        let book = book(&[], &cells.concat()).unwrap();
        let sheet = &book.sheets[0];
        let texts = sheet.cells().iter().map(|c| c.value.text());
        assert_eq!(texts.collect::<Vec<_>>(), ["433.69", "012345"]);
        assert!(matches!(&book.remarks[..], [Remark::Scaled(..)]));
        let at = |row, col| sheet.is_hidden(CellRef::new(row, col));
        assert!(at(0, 0) && !at(1, 0) && at(1, 3));
    }

    fn formula(row: u16, result: [u8; 8], tokens: &[u8]) -> Vec<u8> {
        let mut body = shorts(&[row, 0, 1]);
        body.extend(result);
        body.extend([0; 6]);
        body.extend(u16::try_from(tokens.len()).unwrap().to_le_bytes());
        body.extend(tokens);
        record(0x0006, &body)
    }

    #[test]
    fn an_empty_text_stored_as_zero_is_no_zero() {
        let text = [0x17, 0, 0];
        let one = [0x1E, 1, 0];
        let zero = [0; 8];
        let blank = [3, 0, 0, 0, 0, 0, 0xFF, 0xFF];
        let cells = [
            formula(0, zero, &text),
            formula(1, zero, &one),
            formula(3, zero, &[1, 3, 0, 0, 0]),
            record(
                0x04BC,
                &[&[3, 0, 4, 0, 0, 0, 0, 2, 3, 0][..], &text].concat(),
            ),
            formula(4, zero, &[1, 3, 0, 0, 0]),
        ]
        .concat();
        let read = book(&[], &cells).unwrap();
        let at: Vec<_> = read.sheets[0].cells().iter().map(|c| c.at.row).collect();
        assert_eq!(
            at,
            [1],
            "LibreOffice stores 0 where a formula shows nothing"
        );
        let cells = [cells, formula(2, blank, &text)].concat();
        let read = book(&[], &cells).unwrap();
        let at: Vec<_> = read.sheets[0].cells().iter().map(|c| c.at.row).collect();
        assert_eq!(at, [0, 1, 3, 4], "others store the empty text as such");
    }

    #[test]
    fn a_sheet_whose_start_is_wrong_is_found_by_its_place_among_all() {
        let cells = [number(0, 0, 1.0), number(0, 0, 2.0)];
        let read = |off: [u32; 2]| {
            let book = book_of(
                &[],
                &[("a", 0, off[0], &cells[0]), ("b", 0, off[1], &cells[1])],
            )?;
            let texts = book
                .sheets
                .iter()
                .map(|s| s.cells()[0].value.text().to_string());
            Ok(texts.collect::<Vec<_>>())
        };
        for off in [[0, 0], [20, 0], [0, 7], [0, 9_999]] {
            assert_eq!(read(off).unwrap(), ["1", "2"], "{off:?}");
        }
        assert_eq!(read([20, 20]), Err(Refusal::Damaged));
    }

    #[test]
    fn a_sheet_that_is_not_listed_is_damage() {
        let cells = number(0, 0, 1.0);
        let sheet = [record(0x0809, &shorts(&[0x0600, 16])), record(0x000A, &[])].concat();
        let behind = |sheet: &[u8]| [&cells, &record(0x000A, &[])[..], sheet].concat();
        // The end of the workbook closes the sheet behind the listed one.
        let unlisted = behind(&sheet[..sheet.len() - 4]);
        assert_eq!(book(&[], &unlisted).unwrap_err(), Refusal::Contradictory);
        let chart = [&sheet, &cells[..]].concat();
        assert!(book(&[], &chart).is_ok(), "within the sheet");
    }

    #[test]
    fn zeros_where_records_were_are_damage() {
        let cells = |zeros: usize| [number(0, 0, 1.0), vec![0; zeros], number(1, 0, 2.0)].concat();
        assert!(book(&[], &cells(0)).is_ok());
        assert_eq!(book(&[], &cells(8)).unwrap_err(), Refusal::Damaged);
        assert_eq!(book(&[0; 4], &cells(0)).unwrap_err(), Refusal::Damaged);
    }

    #[test]
    fn a_text_that_no_cell_shows_is_damage_unless_macros_may() {
        let texts = [
            &[2, 0, 0, 0, 2, 0, 0, 0][..],
            &[1, 0, 0, b'a', 1, 0, 0, b'b'],
        ]
        .concat();
        let texts = record(0x00FC, &texts);
        let shared = |row: u16| record(0x00FD, &shorts(&[row, 0, 0, 0, 0]));
        let cells = [shared(0), shared(1)].concat();
        let odd = book(&texts, &cells).unwrap_err();
        assert_eq!(odd, Refusal::Contradictory);
        assert!(book_of(&texts, &[("s", 0, 0, &cells), ("m", 1, 0, &[])]).is_ok());
        let replaced = shared(0);
        assert!(book(&texts, &replaced).is_ok());
    }

    #[test]
    fn doubles_and_passwords_are_refused() {
        let twice = [number(0, 0, 1.0), number(0, 0, 2.0)].concat();
        assert_eq!(book(&[], &twice).unwrap_err(), Refusal::Contradictory);
        let locked = record(0x002F, &[0; 6]);
        assert_eq!(book(&locked, &[]).unwrap_err(), Refusal::Password);
        assert_eq!(
            book(&[], &[0x03, 0x02, 0xFF]).unwrap_err(),
            Refusal::Damaged
        );
    }

    #[test]
    fn cells_are_those_that_another_reader_finds() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut compared = 0;
        for entry in ["tests/forms", "fuzz/corpus/xls"].map(|at| WalkDir::new(root.join(at))) {
            for file in entry.into_iter().map(Result::unwrap) {
                let bytes = fs::read(file.path()).unwrap_or_default();
                let Ok(container::WorkbookFile::Compound(compound)) = container::check(&bytes)
                else {
                    continue;
                };
                let own = read(compound).unwrap();
                let mut other = Xls::new(Cursor::new(bytes)).unwrap();
                for sheet in &own.sheets {
                    let range = other.worksheet_range(&sheet.name).unwrap();
                    let found = sheet.cells().iter().filter(|cell| {
                        let Some(found) = range.get_value((cell.at.row, cell.at.col)) else {
                            return false;
                        };
                        match (&cell.value, found.as_f64()) {
                            (Value::Number(figure) | Value::Percent(figure, _), Some(double)) => {
                                number::from_cell(double) == Some(*figure)
                            }
                            (value, _) => value.text() == visible(&found.to_string()).trim(),
                        }
                    });
                    assert_eq!(
                        found.count(),
                        sheet.cells().len(),
                        "{}",
                        file.path().display()
                    );
                    compared += sheet.cells().len();
                }
            }
        }
        assert!(compared > 100, "{compared}");
    }
}
