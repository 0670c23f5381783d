//! Cells as nearly every program writes them: `<c r="B7" s="3" t="s"><v>12</v></c>`, `<c r="B7" s="3"/>` and `<c r="B7"
//! s="3"><f>B5/B6</f><v>0.5</v></c>`.
//!
//! They are read in one step each; anything else is left to the reader of markup.

use std::ops::Range;

use memchr::{memchr, memchr2};

use super::tags::unquoted;
use crate::model::CellRef;
use crate::workbook::readers::collect::ValueOrigin;

/// A cell of the common form.
pub(super) struct CommonCell {
    pub(super) at: CellRef,
    pub(super) style: usize,
    pub(super) kind: CellType,
    pub(super) behind: ValueOrigin,
    /// Position of its value; `None` for `<c/>`.
    pub(super) value: Option<Range<usize>>,
    /// Position behind its end.
    pub(super) end: usize,
}

/// The cell that begins at `start`, if it is a common one.
pub(super) fn cell(xml: &str, start: usize) -> Option<CommonCell> {
    let all = xml.as_bytes();
    let rest = pass(all.get(start..)?, b"<c r=\"")?;
    let (column, rest) = count::<3>(rest, b'A', 26, 1)?;
    let (row, rest) = count::<7>(rest, b'0', 10, 0)?;
    let rest = pass(rest, b"\"")?;
    let (style, rest) = match pass(rest, b" s=\"") {
        Some(rest) => {
            let (style, rest) = count::<6>(rest, b'0', 10, 0)?;
            (style, pass(rest, b"\"")?)
        }
        None => (0, rest),
    };
    let (kind, rest) = match pass(rest, b" t=\"s\"") {
        Some(rest) => (CellType::Shared, rest),
        None => (CellType::Number, rest),
    };
    let (value, behind, rest) = match pass(rest, b"/>") {
        Some(rest) => (None, ValueOrigin::Typed, rest),
        None => {
            let (behind, value) = value(pass(rest, b">")?, kind)?;
            let end = behind_value(value, kind);
            let place = all.len() - value.len()..all.len() - end.len();
            // A formula without a value is left to the reader of markup.
            if behind == ValueOrigin::Formula && place.is_empty() {
                return None;
            }
            (Some(place), behind, pass(end, b"</v></c>")?)
        }
    };
    Some(CommonCell {
        at: CellRef::new(row.checked_sub(1)?, column.checked_sub(1)?),
        style: usize::try_from(style).ok()?,
        kind,
        behind,
        value,
        end: all.len() - rest.len(),
    })
}

/// The attributes of the row at `start`, behind the end of the row before, `</row><row r="2" spans="1:9">`, and the
/// position of its cells.
pub(super) fn next_row(xml: &str, start: usize) -> Option<(&str, usize)> {
    let all = xml.as_bytes();
    let tag = pass(all.get(start..)?, b"</row><row ")?;
    let begin = all.len() - tag.len();
    let end = begin + memchr(b'>', tag)?;
    let attributes = xml.get(begin..end)?;
    let whole = !attributes.ends_with('/') && unquoted(attributes.as_bytes());
    whole.then_some((attributes, end + 1))
}

/// The rest of a text behind an expected prefix.
#[inline]
pub(super) fn pass<'a, const N: usize>(text: &'a [u8], expected: &[u8; N]) -> Option<&'a [u8]> {
    let (found, behind) = text.split_first_chunk::<N>()?;
    (found == expected).then_some(behind)
}

/// A number of one to `MOST` digits to base `scale`, with `zero` as the first digit, whose value is `least`, and the
/// rest. More digits are refused.
#[inline]
fn count<const MOST: usize>(text: &[u8], zero: u8, scale: u8, least: u32) -> Option<(u32, &[u8])> {
    let (mut sum, mut rest, mut length) = (0_u32, text, 0);
    loop {
        let (byte, behind) = rest.split_first()?;
        let sign = byte.wrapping_sub(zero);
        if sign >= scale {
            return (length > 0).then_some((sum, rest));
        }
        if length == MOST {
            return None;
        }
        length += 1;
        // Seven digits cannot overflow.
        sum = sum.wrapping_mul(u32::from(scale));
        sum = sum.wrapping_add(u32::from(sign)).wrapping_add(least);
        rest = behind;
    }
}

/// The origin of a value, and the text from the value on. A formula may precede it if it has no brackets, which a
/// reference to another workbook requires.
#[inline]
fn value(inside: &[u8], kind: CellType) -> Option<(ValueOrigin, &[u8])> {
    let formula = pass(inside, b"<f>").filter(|_| kind == CellType::Number);
    let Some(formula) = formula else {
        return Some((ValueOrigin::Typed, pass(inside, b"<v>")?));
    };
    let end = formula.get(memchr2(b'<', b'[', formula)?..)?;
    Some((ValueOrigin::Formula, pass(end, b"</f><v>")?))
}

/// The rest behind a value: digits and, for a number, the other signs of numbers.
#[inline]
fn behind_value(text: &[u8], kind: CellType) -> &[u8] {
    let numeric = kind == CellType::Number;
    let mut rest = text;
    while let [byte, behind @ ..] = rest {
        match byte {
            b'0'..=b'9' => {}
            b'.' | b'-' | b'+' | b'E' | b'e' if numeric => {}
            _ => break,
        }
        rest = behind;
    }
    rest
}

/// The type of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellType {
    Number,
    /// Index of a shared string.
    Shared,
    /// Text as the value.
    Text,
    /// An inline text, with runs.
    Inline,
    Bool,
    Error,
    /// A type that only the library reads.
    Unusual,
}

impl CellType {
    pub(super) fn of(attribute: Option<&str>) -> Self {
        match attribute {
            None | Some("n") => Self::Number,
            Some("s") => Self::Shared,
            Some("str") => Self::Text,
            Some("inlineStr") => Self::Inline,
            Some("b") => Self::Bool,
            Some("e") => Self::Error,
            Some(_) => Self::Unusual,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CellType, ValueOrigin, cell, next_row};
    use crate::model::CellRef;

    #[test]
    fn common_cells_are_taken_whole() {
        for (xml, at, style, kind, value) in [
            (r#"<c r="B7" s="3"/>"#, "B7", 3, CellType::Number, None),
            (r#"<c r="AB12"/>"#, "AB12", 0, CellType::Number, None),
            (
                r#"<c r="XFD1048576" s="12" t="s"><v>4</v></c>"#,
                "XFD1048576",
                12,
                CellType::Shared,
                Some("4"),
            ),
            (
                r#"<c r="A1"><v>-1.5E-3</v></c>"#,
                "A1",
                0,
                CellType::Number,
                Some("-1.5E-3"),
            ),
            (
                r#"<c r="I5" s="7"><f>G5/F5</f><v>0.72</v></c>"#,
                "I5",
                7,
                CellType::Number,
                Some("0.72"),
            ),
        ] {
            let text = format!("<row>{xml}</row>");
            let found = cell(&text, 5).unwrap();
            let formula = xml.contains("<f>");
            assert_eq!(found.behind == ValueOrigin::Formula, formula);
            let value_text = found.value.map(|range| &text[range]);
            assert_eq!(found.at, CellRef::of_address(at).unwrap());
            assert_eq!((found.style, found.kind), (style, kind));
            assert_eq!((value_text, found.end), (value, 5 + xml.len()));
        }
    }

    #[test]
    fn rows_follow_each_other() {
        let xml = "</row><row r=\"2\" spans='1'><c/>";
        assert!(next_row(xml, 0).is_none());
        let xml = "x</row><row r=\"2\"><c/>";
        assert_eq!(next_row(xml, 1), Some(("r=\"2\"", 18)));
        for other in [
            "</row><row>",
            "</row> <row r=\"2\">",
            "</row><row r=\"2\"/>",
            "</row><row a=\">\">",
            "</row></sheetData>",
            "<row r=\"2\">",
        ] {
            assert!(next_row(other, 0).is_none(), "{other}");
        }
    }

    #[test]
    fn anything_else_is_left() {
        for xml in [
            "<c/>",
            r#"<c s="1" r="A1"/>"#,
            r#"<c r="a1"/>"#,
            r#"<c r="A0"/>"#,
            r#"<c r="ABCD1"/>"#,
            r#"<c r="A12345678"/>"#,
            r#"<c r="A1" t="e"><v>1</v></c>"#,
            r#"<c r="A1" t="s"><v>x</v></c>"#,
            r#"<c r="A1"><v>1&#49;</v></c>"#,
            r#"<c r="A1"><v>1<!-- -->1</v></c>"#,
            r#"<c r="A1"><f>[1]a!B1</f><v>1</v></c>"#,
            r#"<c r="A1"><f>B1</f></c>"#,
            r#"<c r="A1"><f>B1</f><v></v></c>"#,
            r#"<c r="A1" t="s"><f>B1</f><v>1</v></c>"#,
            r#"<c r="A1"><f>B1<!-- --></f><v>1</v></c>"#,
            r#"<c r="A1"><f t="shared" si="0"/><v>1</v></c>"#,
            r#"<c r="A1"><v>1</v>"#,
            r#"<c r="A1" s="1234567"/>"#,
        ] {
            assert!(cell(xml, 0).is_none(), "{xml}");
        }
    }
}
