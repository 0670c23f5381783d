//! .xls through calamine, with the number formats and formula flags it does not tell.

mod records;

use std::io::Cursor;

use calamine::{Data, Range, Reader, SheetType, SheetVisible, Xls, XlsError};

use self::records::{Globals, Marks};
use super::collect::{Behind, Collector, Draft, Raw, Shown};
use super::{Format, Packing, properties};
use crate::finding::Refusal;
use crate::model::CellRef;
use crate::workbook::container::Compound;
use crate::workbook::{Region, Workbook};

/// .xls of Excel, .et of WPS, and their templates.
pub(super) static XLS: Format = Format {
    endings: &["xls", "xlt", "et", "ett"],
    packing: Packing::Compound(read),
};

/// Reads the visible worksheets from the workbook stream, which calamine gets in a fresh container.
fn read(mut compound: Compound) -> Result<Workbook, Refusal> {
    let stamp = properties::of_compound(&compound);
    let globals = Globals::read(&compound.stream)?;
    let marks = globals.marks(&compound.stream)?;
    for sheet in &marks {
        sheet.shrink_extents(&mut compound.stream);
    }
    let file = compound.rebuilt();
    let mut book = Xls::new(Cursor::new(file)).map_err(|e| refusal(&e))?;
    let sheets = book.sheets_metadata().to_vec();
    super::distinct(sheets.iter().map(|s| s.name.as_str()))?;
    if sheets.len() != marks.len() {
        return Err(Refusal::Contradictory);
    }
    let mut collector = Collector::default();
    for (sheet, marks) in sheets.iter().zip(&marks) {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        if sheet.visible != SheetVisible::Visible {
            collector.hidden(&sheet.name);
            continue;
        }
        let mut draft = Draft::new(&sheet.name);
        let range = book
            .worksheet_range(&sheet.name)
            .map_err(|_| Refusal::Damaged)?;
        fill(&mut collector, &mut draft, &range, marks)?;
        let merges = book
            .merge_cells_by_sheet_name(&sheet.name)
            .map_err(|_| Refusal::Damaged)?;
        let merges = merges.iter().map(|m| Region {
            first: CellRef::new(m.start.0, m.start.1),
            last: CellRef::new(m.end.0, m.end.1),
        });
        draft.hide(&marks.hidden.0, &marks.hidden.1);
        collector.close(draft, merges.collect())?;
    }
    let workbook = collector.finish();
    Ok(Workbook { stamp, ..workbook })
}

fn fill(
    collector: &mut Collector,
    draft: &mut Draft,
    range: &Range<Data>,
    marks: &Marks,
) -> Result<(), Refusal> {
    let Some((row, col)) = range.start() else {
        return Ok(());
    };
    for (r, c, data) in range.used_cells() {
        let offset = |base: u32, by: usize| u32::try_from(by).ok()?.checked_add(base);
        let at = offset(row, r).zip(offset(col, c)).ok_or(Refusal::Damaged)?;
        let at = CellRef::new(at.0, at.1);
        if marks.hollow.contains(&at) {
            continue;
        }
        let shown = marks.shown.get(&at).copied().unwrap_or(Shown::Plain);
        let behind = match marks.formulas.contains(&at) {
            true => Behind::Formula,
            false => Behind::Typed,
        };
        collector.put(draft, at, Raw::of(data), shown, behind)?;
    }
    Ok(())
}

const fn refusal(error: &XlsError) -> Refusal {
    match error {
        XlsError::Password => Refusal::Password,
        _ => Refusal::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::finding::Refusal;
    use crate::model::CellRef;
    use crate::workbook::container::Compound;
    use crate::workbook::{Remark, Workbook};

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

    /// A workbook of one sheet that has these records behind its globals and its cells.
    fn book(globals: &[u8], cells: &[u8]) -> Result<Workbook, Refusal> {
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
        let start = u32::try_from(stream.len() + 4 + 9 + end.len()).unwrap();
        let sheet = [&start.to_le_bytes()[..], b"\0\0\x01\0s"].concat();
        stream.extend(record(0x0085, &sheet));
        stream.extend(&end);
        stream.extend([begin(16), cells.to_vec(), end].concat());
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
}
