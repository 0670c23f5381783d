//! Text tables (.csv) as a grid: UTF-8 with or without its mark, UTF-16 with one, or GBK as Excel and WPS save it.

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::{Format, Packing};
use crate::base::traditional::in_simplified;
use crate::base::visible;
use crate::finding::Refusal;
use crate::model::CellRef;
use crate::workbook::limits::{Limits, too_many};
use crate::workbook::{Cell, Sheet, Value, Workbook};

/// .csv of Excel and WPS.
pub(super) static CSV: Format = Format {
    endings: &["csv"],
    packing: Packing::Text,
};

/// The table in `bytes` as the only sheet of a workbook, called `name`.
///
/// # Errors
///
/// Where the text is in no known encoding, or larger than a sheet may be.
pub fn delimited(bytes: &[u8], name: &str) -> Result<Workbook, Refusal> {
    let text = decoded(bytes).ok_or(Refusal::Damaged)?;
    let records = records(&text);
    let most = usize::try_from(Limits::ROWS).unwrap_or(usize::MAX);
    if records.len() > most {
        return Err(too_many(records.len(), most, "行 rows"));
    }
    let mut cells = Vec::new();
    for (row, record) in (0..).zip(records) {
        let fields = (0..).zip(record).filter(|(_, f)| !f.trim().is_empty());
        cells.extend(fields.map(|(col, field)| Cell {
            at: CellRef::new(row, col),
            value: Value::Text(in_simplified(visible(&field)).into()),
            formula: false,
        }));
    }
    if cells.len() > Limits::CELLS {
        return Err(too_many(cells.len(), Limits::CELLS, "单元格 cells"));
    }
    Ok(Workbook {
        sheets: vec![Sheet::new(name, cells, Vec::new())],
        ..Workbook::default()
    })
}

/// The text of a file; `None` of what is no text: what is not UTF-8 is GBK, and what is neither is nothing.
pub fn decoded(bytes: &[u8]) -> Option<String> {
    let strict = |encoding: &'static Encoding, bytes: &[u8]| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        (!text.contains('\0')).then(|| text.into_owned())
    };
    match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => strict(encoding, bytes.get(mark..)?),
        None => strict(UTF_8, bytes).or_else(|| strict(GB18030, bytes)),
    }
}

/// Lines of fields; a field in quotes may hold separators, line ends and doubled quotes.
fn records(text: &str) -> Vec<Vec<String>> {
    let separator = match text.find([',', '\t']).and_then(|at| text.get(at..=at)) {
        Some("\t") => '\t',
        _ => ',',
    };
    let mut records = Vec::new();
    let mut record = Vec::new();
    let mut field = String::new();
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => field.push('"'),
            '"' if quoted || field.is_empty() => quoted = !quoted,
            '\r' if !quoted => {
                chars.next_if_eq(&'\n');
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            '\n' if !quoted => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            c if c == separator && !quoted => record.push(std::mem::take(&mut field)),
            c => field.push(c),
        }
    }
    record.push(field);
    records.push(record);
    records
}

#[cfg(test)]
mod tests {
    use super::{decoded, delimited, records};

    #[test]
    fn encodings_of_the_desk() {
        let text = "编码,名称\r\n301001,应急管理局";
        let gbk = encoding_rs::GBK.encode(text).0.into_owned();
        let utf16: Vec<u8> = [0xFEFF]
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        let marked = format!("\u{FEFF}{text}").into_bytes();
        for bytes in [text.as_bytes().to_vec(), gbk, utf16, marked] {
            assert_eq!(decoded(&bytes).as_deref(), Some(text));
        }
        assert_eq!(decoded(b"\xff\xff\xff"), None);
        assert_eq!(decoded(b"a\0b"), None);
    }

    #[test]
    fn fields_in_quotes_keep_what_they_hold() {
        assert_eq!(
            records("a,\"b,\"\"c\"\"\nd\",e\rf\tg,\n"),
            [vec!["a", "b,\"c\"\nd", "e"], vec!["f\tg", ""], vec![""]]
        );
        assert_eq!(records("a\tb,c"), [["a", "b,c"]]);
    }

    #[test]
    fn blank_fields_are_no_cells() {
        let workbook = delimited("甲,, \n,乙".as_bytes(), "名单").unwrap();
        let cells: Vec<_> = workbook.sheets[0].cells().iter().collect();
        let at: Vec<_> = cells.iter().map(|c| c.at.to_string()).collect();
        assert_eq!(at, ["A1", "B2"]);
    }
}
