//! Text tables (.csv) as a grid: UTF-8 with or without a byte order mark, UTF-16 with one, or GBK as saved by Excel and
//! WPS.

use std::io::{self, Read};

use csv::{ReaderBuilder, StringRecord};
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

/// The table in `bytes` as a workbook of one sheet, called `name`.
///
/// # Errors
///
/// If the encoding of the text is unknown, or the text larger than a sheet may be.
pub fn delimited(bytes: &[u8], name: &str) -> Result<Workbook, Refusal> {
    let text = decoded(bytes).ok_or(Refusal::Damaged)?;
    let mut cells = Vec::new();
    let mut lengths = Vec::new();
    fields(&text, |at, field| {
        let lines = usize::try_from(at.row).unwrap_or(usize::MAX);
        if lines >= lengths.len() {
            lengths.resize(lines.saturating_add(1), 0);
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

/// Lines of a block, for which Excel omits the separators behind the last column with content in any of them.
const BLOCK: usize = 16;

/// Fewest lines from which the usual number of fields is certain.
const ENOUGH: usize = 8;

/// The first line that lost a separator or has one too many, by the number of fields of each line; its number of fields
/// and that of most lines.
///
/// Office programs write the same number of fields in every line; a table in which hardly any two lines agree was
/// typed.
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

/// The text of a file, in UTF-8 or otherwise in GBK; `None` if it is neither.
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

/// The separator of the fields: a comma, or a tab before any comma; a semicolon where the first line that has one of
/// these has neither of the others.
fn separator(text: &str) -> u8 {
    let line = text.lines().find(|line| line.contains([',', '\t', ';']));
    let found = line.and_then(|line| {
        let found = line.find([',', '\t']).or_else(|| line.find(';'))?;
        line.as_bytes().get(found).copied()
    });
    found.unwrap_or(b',')
}

/// Reads field by field; a quoted field may contain separators, line ends and doubled quotes.
fn fields(
    text: &str,
    mut take: impl FnMut(CellRef, &str) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let text = text.trim_start_matches('\u{FEFF}');
    let mut format = ReaderBuilder::new();
    let format = format.has_headers(false).flexible(true);
    let bytes = LineBytes {
        rest: text.as_bytes(),
        room: Limits::LINE,
    };
    let mut lines = format.delimiter(separator(text)).from_reader(bytes);
    let mut line = StringRecord::new();
    let mut row = 0_u32;
    loop {
        row = row.saturating_add(blank_lines(text, lines.position().byte()));
        let read = lines.read_record(&mut line);
        if lines.get_ref().room == 0 && read.is_err() {
            let found = Limits::LINE.saturating_add(1);
            return Err(too_many(found, Limits::LINE, "字节/行 bytes/line"));
        }
        if !read.map_err(|_| Refusal::Damaged)? {
            return Ok(());
        }
        lines.get_mut().room = Limits::LINE;
        (0..)
            .zip(&line)
            .try_for_each(|(col, field)| take(CellRef::new(row, col), field))?;
        row = row.saturating_add(1);
    }
}

/// The bytes of a text, of which `room` are read before the next line begins.
struct LineBytes<'t> {
    rest: &'t [u8],
    room: usize,
}

impl Read for LineBytes<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.room == 0 && !self.rest.is_empty() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let room = u64::try_from(self.room).unwrap_or(u64::MAX);
        let count = Read::take(&mut self.rest, room).read(buffer)?;
        self.room = self.room.saturating_sub(count);
        Ok(count)
    }
}

/// Number of blank lines from the byte `begin` on, which the library skips and the numbers of rows include.
fn blank_lines(text: &str, begin: u64) -> u32 {
    let begin = usize::try_from(begin).unwrap_or(usize::MAX);
    let (before, rest) = text.split_at_checked(begin).unwrap_or_default();
    // The line before ends with the first of two bytes.
    let rest = match before.ends_with('\r') {
        true => rest.strip_prefix('\n').unwrap_or(rest),
        false => rest,
    };
    let behind = rest.trim_start_matches(['\r', '\n']);
    let ends = rest.strip_suffix(behind).unwrap_or_default();
    let ends = ends.len().saturating_sub(ends.matches("\r\n").count());
    u32::try_from(ends).unwrap_or(u32::MAX)
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

    /// The fields of a text that are not blank, with their cells.
    fn filled(text: &str) -> Vec<(String, String)> {
        let mut filled = Vec::new();
        let all = fields(text, |at, field| {
            if !field.is_empty() {
                filled.push((at.to_string(), field.to_owned()));
            }
            Ok(())
        });
        all.unwrap();
        filled
    }

    #[test]
    fn fields_keep_what_they_hold_and_their_cells() {
        for (text, cells) in [
            (
                "a,\"b,\"\"c\"\"\nd\"\rf\tg,",
                &["A1 a", "B1 b,\"c\"\nd", "A2 f\tg"][..],
            ),
            ("a\tb,c", &["A1 a", "B1 b,c"]),
            (
                "a \"b\",\"c\"d\"\n\"e\nf",
                &["A1 a \"b\"", "B1 cd\"", "A2 e\nf"],
            ),
            (
                "\r\n\na\r\n\r\nb\n\nc\r\rd\n\re\r\n\n\n",
                &["A3 a", "A5 b", "A7 c", "A9 d", "A11 e"],
            ),
            ("\"\"\n\n\" \n\n\"\n\na", &["A3  \n\n", "A5 a"]),
            ("\u{FEFF}\n\"a\"", &["A2 a"]),
            ("\n\r\n", &[]),
            ("", &[]),
        ] {
            let filled = filled(text);
            let found: Vec<_> = filled
                .iter()
                .map(|(at, field)| format!("{at} {field}"))
                .collect();
            assert_eq!(found, cells, "{text:?}");
        }
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
            (",".repeat(9 << 20), "8388609 字节/行"),
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
        // Blank lines, a block without its last columns as Excel omits them, and a table that was typed.
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
            assert_eq!(char::from(super::separator(text)), separator, "{text}");
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
