//! Text tables (.csv) as a grid: UTF-8 with or without its mark, UTF-16 with one, or GBK as Excel and WPS save it.

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::{Format, Packing};
use crate::base::traditional::in_simplified;
use crate::base::{is_parted, visible};
use crate::finding::Refusal;
use crate::model::CellRef;
use crate::workbook::limits::{Limits, too_many};
use crate::workbook::{Cell, Remark, Sheet, Value, Workbook};

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
    let mut cells = Vec::new();
    let mut lengths = Vec::new();
    fields(&text, |at, field| {
        let lines = usize::try_from(at.row).unwrap_or(usize::MAX);
        if lines == lengths.len() {
            lengths.push(0);
        }
        if let Some(last) = lengths
            .last_mut()
            .filter(|_| at.col > 0 || !field.is_empty())
        {
            *last = at.col.saturating_add(1);
        }
        if field.trim().is_empty() {
            return Ok(());
        }
        if at.row >= Limits::ROWS {
            let size = |rows| usize::try_from(rows).unwrap_or(usize::MAX);
            let rows = size(at.row).saturating_add(1);
            return Err(too_many(rows, size(Limits::ROWS), "行 rows"));
        }
        let length = field.chars().count();
        if length > Limits::TEXT {
            return Err(too_many(length, Limits::TEXT, "个字符 characters"));
        }
        if is_parted(field) {
            return Err(Refusal::Damaged);
        }
        cells.push(Cell {
            at,
            value: Value::Text(in_simplified(visible(field)).into()),
            formula: false,
        });
        match cells.len() {
            found if found > Limits::CELLS => Err(too_many(found, Limits::CELLS, "单元格 cells")),
            _ => Ok(()),
        }
    })?;
    let uneven = uneven(&lengths).map(|(at, fields)| Remark::Uneven(name.into(), at, fields));
    Ok(Workbook {
        sheets: vec![Sheet::new(name, cells, Vec::new())],
        remarks: uneven.into_iter().collect(),
        ..Workbook::default()
    })
}

/// Lines that Excel looks at together: it leaves out the separators behind the last column that one of them fills.
const BLOCK: usize = 16;

/// Lines from which on it is known how many fields a line has.
const ENOUGH: usize = 8;

/// The first line, by the fields of each, that a separator was lost from or came into, its fields and those of most lines.
///
/// Office programs give every line as many fields; where hardly any two are alike the table was typed.
fn uneven(lengths: &[u32]) -> Option<(CellRef, [u32; 2])> {
    let mut filled: Vec<_> = lengths
        .iter()
        .copied()
        .filter(|&length| length > 0)
        .collect();
    filled.sort_unstable();
    let runs = filled.chunk_by(|a, b| a == b);
    let most = runs.max_by_key(|run| run.len())?;
    let lines = filled.len().saturating_mul(3);
    let usual = *most.first()?;
    if filled.len() < ENOUGH || most.len().saturating_mul(4) < lines {
        return None;
    }
    let odd = |&length: &u32| length > 0 && length != usual;
    let cut = |block: &[u32]| {
        let mut filled = block.iter().filter(|&&length| length > 0);
        let first = filled.next();
        first.is_some_and(|&length| length < usual) && filled.all(|length| Some(length) == first)
    };
    let blocks = lengths.chunks(BLOCK).enumerate();
    let mut blocks = blocks.filter(|(_, block)| !cut(block));
    blocks.find_map(|(number, block)| {
        let within = block.iter().position(odd)?;
        let row = number.saturating_mul(BLOCK).saturating_add(within);
        let at = CellRef::new(u32::try_from(row).ok()?, 0);
        Some((at, [*block.get(within)?, usual]))
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

/// What parts the fields: a comma, or a tab before any comma; a semicolon where the first line that holds one of these has
/// neither.
fn separator(text: &str) -> char {
    let line = text.lines().find(|line| line.contains([',', '\t', ';']));
    let found = line.and_then(|line| {
        let found = line.find([',', '\t']).or_else(|| line.find(';'))?;
        line.get(found..)?.chars().next()
    });
    found.unwrap_or(',')
}

/// Takes field after field; one in quotes may hold separators, line ends and doubled quotes.
fn fields(
    text: &str,
    mut take: impl FnMut(CellRef, &str) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let separator = separator(text);
    let mut at = CellRef::new(0, 0);
    let mut field = String::new();
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => field.push('"'),
            '"' if quoted || field.is_empty() => quoted = !quoted,
            '\r' | '\n' if !quoted => {
                if c == '\r' {
                    chars.next_if_eq(&'\n');
                }
                take(at, &field)?;
                field.clear();
                at = CellRef::new(at.row.saturating_add(1), 0);
            }
            c if c == separator && !quoted => {
                take(at, &field)?;
                field.clear();
                at.col = at.col.saturating_add(1);
            }
            c => field.push(c),
        }
    }
    take(at, &field)
}

#[cfg(test)]
mod tests {
    use super::{decoded, delimited, fields, uneven};

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

    /// The fields of a text, by line.
    fn lines(text: &str) -> Vec<Vec<String>> {
        let mut lines: Vec<Vec<String>> = Vec::new();
        let all = fields(text, |at, field| {
            if at.col == 0 {
                lines.push(Vec::new());
            }
            lines.last_mut().unwrap().push(field.to_owned());
            Ok(())
        });
        all.unwrap();
        lines
    }

    #[test]
    fn fields_in_quotes_keep_what_they_hold() {
        assert_eq!(
            lines("a,\"b,\"\"c\"\"\nd\",e\rf\tg,\r\n"),
            [vec!["a", "b,\"c\"\nd", "e"], vec!["f\tg", ""], vec![""]]
        );
        assert_eq!(lines("a\tb,c"), [["a", "b,c"]]);
    }

    #[test]
    fn what_no_sheet_holds_is_refused_where_it_begins() {
        let refused = |text: &str| {
            let refusal = delimited(text.as_bytes(), "表").err()?;
            Some(format!("{refusal:?}"))
        };
        let rows = "\n".repeat(100_000);
        assert_eq!(refused(&rows), None);
        assert_eq!(refused("甲,0.8649\u{14}81"), Some("Damaged".into()));
        for (text, found) in [
            (rows + "甲", "100001 行"),
            ("甲,".repeat(1_000_001), "1000001 单元格"),
            ("甲".repeat(32_768), "32768 个字符"),
        ] {
            assert!(refused(&text).is_some_and(|told| told.contains(found)));
        }
    }

    #[test]
    fn a_line_with_a_separator_too_few_or_too_many_is_told() {
        let at = |lengths: &[u32]| uneven(lengths).map(|(at, fields)| (at.row, fields));
        let even = [5; 40];
        assert_eq!(at(&even), None);
        for (row, length) in [(3, 4), (3, 6), (39, 9), (16, 1)] {
            let mut lengths = even;
            lengths[row] = length;
            assert_eq!(at(&lengths), Some((row.try_into().unwrap(), [length, 5])));
        }
        // Blank lines, a block without its last columns as Excel leaves them out, and a table that was typed.
        let mut lengths = even;
        lengths[7] = 0;
        lengths[16..32].fill(3);
        lengths[20] = 0;
        assert_eq!(at(&lengths), None);
        assert_eq!(at(&[2, 5, 3, 5, 5, 1, 4, 5, 5, 3]), None);
        assert_eq!(at(&[5, 5, 4, 5]), None);
    }

    #[test]
    fn semicolons_part_fields_where_nothing_else_does() {
        for (text, separator) in [
            ("甲;乙,丙", ','),
            ("甲\t乙,丙", '\t'),
            ("自评表\n甲;乙\n丙,丁;", ';'),
            ("sep=;\n甲;乙", ';'),
            ("甲", ','),
        ] {
            assert_eq!(super::separator(text), separator, "{text}");
        }
    }

    #[test]
    fn blank_fields_are_no_cells() {
        let workbook = delimited("甲,, \n,乙".as_bytes(), "名单").unwrap();
        let cells: Vec<_> = workbook.sheets[0].cells().iter().collect();
        let at: Vec<_> = cells.iter().map(|c| c.at.to_string()).collect();
        assert_eq!(at, ["A1", "B2"]);
    }
}
