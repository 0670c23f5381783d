//! Cells as nearly every program writes them: `<c r="B7" s="3" t="s"><v>12</v></c>` and `<c r="B7" s="3"/>`.
//!
//! They are taken in one step each; anything else is left where it stands, for the reader of markup.

use std::ops::Range;

use crate::model::CellRef;

/// A cell of the common form.
pub(super) struct Common {
    pub(super) at: CellRef,
    pub(super) style: usize,
    pub(super) kind: Kind,
    /// Where its value stands; none for `<c/>`.
    pub(super) value: Option<Range<usize>>,
    /// Behind its end.
    pub(super) end: usize,
}

/// The cell that begins at `start`, if it is a common one.
pub(super) fn cell(xml: &str, start: usize) -> Option<Common> {
    let mut lane = Lane {
        rest: xml.as_bytes().get(start..)?,
        at: start,
    };
    lane.pass(b"<c r=\"")?;
    let col = lane.column()?;
    let row = lane.digits::<7>()?.checked_sub(1)?;
    lane.pass(b"\"")?;
    let style = match lane.pass(b" s=\"") {
        Some(()) => {
            let style = lane.digits::<6>()?;
            lane.pass(b"\"")?;
            style
        }
        None => 0,
    };
    let shared = lane.pass(b" t=\"s\"").is_some();
    let kind = if shared { Kind::Shared } else { Kind::Number };
    let value = match lane.pass(b"/>") {
        Some(()) => None,
        None => {
            lane.pass(b"><v>")?;
            let value = lane.value(kind)?;
            lane.pass(b"</v></c>")?;
            Some(value)
        }
    };
    Some(Common {
        at: CellRef::new(row, col),
        style: usize::try_from(style).ok()?,
        kind,
        value,
        end: lane.at,
    })
}

/// What is left of a text and where it stands.
struct Lane<'a> {
    rest: &'a [u8],
    at: usize,
}

impl Lane<'_> {
    #[inline]
    fn pass<const N: usize>(&mut self, expected: &[u8; N]) -> Option<()> {
        let (found, rest) = self.rest.split_first_chunk::<N>()?;
        if found != expected {
            return None;
        }
        self.rest = rest;
        self.at += N;
        Some(())
    }

    /// Goes on behind `length` bytes.
    #[inline]
    fn advance(&mut self, length: usize) -> Option<()> {
        self.rest = self.rest.get(length..)?;
        self.at += length;
        Some(())
    }

    /// One to three capital letters as a column, counted from 0.
    #[inline]
    fn column(&mut self) -> Option<u32> {
        let sum = self.count::<3>(b'A', 26, 1)?;
        Some(sum - 1)
    }

    /// A number of one to `MOST` digits.
    #[inline]
    fn digits<const MOST: usize>(&mut self) -> Option<u32> {
        self.count::<MOST>(b'0', 10, 0)
    }

    /// One to `MOST` signs of a scale that begins with `zero`, the first of which counts `least`; no more may follow.
    #[inline]
    fn count<const MOST: usize>(&mut self, zero: u8, scale: u8, least: u32) -> Option<u32> {
        let (mut sum, mut length) = (0, 0);
        for byte in self.rest {
            let place = byte.wrapping_sub(zero);
            if place >= scale {
                break;
            }
            if length == MOST {
                return None;
            }
            sum = sum * u32::from(scale) + u32::from(place) + least;
            length += 1;
        }
        if length == 0 {
            return None;
        }
        self.advance(length)?;
        Some(sum)
    }

    /// A value of digits and, for a number, of the other signs a number is written with.
    #[inline]
    fn value(&mut self, kind: Kind) -> Option<Range<usize>> {
        let start = self.at;
        let numeric = kind == Kind::Number;
        let belongs = |byte: &u8| match byte {
            b'0'..=b'9' => true,
            b'.' | b'-' | b'+' | b'E' | b'e' => numeric,
            _ => false,
        };
        let length = self.rest.iter().position(|byte| !belongs(byte));
        self.advance(length.unwrap_or(self.rest.len()))?;
        Some(start..self.at)
    }
}

/// What the value of a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    /// Number of a shared string.
    Shared,
    /// Text in place.
    Text,
    /// Text with runs of its own.
    Inline,
    Bool,
    Error,
    /// A kind that only the library reads.
    Unusual,
}

impl Kind {
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
    use super::{Kind, cell};
    use crate::model::CellRef;

    #[test]
    fn common_cells_are_taken_whole() {
        for (xml, at, style, kind, value) in [
            (r#"<c r="B7" s="3"/>"#, "B7", 3, Kind::Number, None),
            (r#"<c r="AB12"/>"#, "AB12", 0, Kind::Number, None),
            (
                r#"<c r="XFD1048576" s="12" t="s"><v>4</v></c>"#,
                "XFD1048576",
                12,
                Kind::Shared,
                Some("4"),
            ),
            (
                r#"<c r="A1"><v>-1.5E-3</v></c>"#,
                "A1",
                0,
                Kind::Number,
                Some("-1.5E-3"),
            ),
        ] {
            let text = format!("<row>{xml}</row>");
            let found = cell(&text, 5).unwrap();
            let value_text = found.value.map(|range| &text[range]);
            assert_eq!(found.at, CellRef::of_address(at).unwrap());
            assert_eq!((found.style, found.kind), (style, kind));
            assert_eq!((value_text, found.end), (value, 5 + xml.len()));
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
            r#"<c r="A1"><f>B1</f><v>1</v></c>"#,
            r#"<c r="A1"><v>1</v>"#,
            r#"<c r="A1" s="1234567"/>"#,
        ] {
            assert!(cell(xml, 0).is_none(), "{xml}");
        }
    }
}
