//! Addresses such as `B7` and areas such as `B7:D9`.

use crate::model::CellRef;
use crate::workbook::Region;

/// The region of an area, of one cell, or of whole columns or rows.
pub(super) fn region(text: &str) -> Option<Region> {
    let Some((first, last)) = text.split_once(':') else {
        return CellRef::of_address(text).map(Region::cell);
    };
    let area = |first: &str, last: &str| {
        Some(Region {
            first: CellRef::of_address(first)?,
            last: CellRef::of_address(last)?,
        })
    };
    let both = |is: fn(&u8) -> bool| {
        [first, last]
            .iter()
            .all(|end| end.as_bytes().iter().all(is))
    };
    if both(u8::is_ascii_alphabetic) {
        area(&format!("{first}1"), &format!("{last}1048576"))
    } else if both(u8::is_ascii_digit) {
        area(&format!("A{first}"), &format!("XFD{last}"))
    } else {
        area(first, last)
    }
}

#[cfg(test)]
mod tests {
    use super::region;
    use crate::model::CellRef;

    #[test]
    fn addresses_round_trip() {
        for text in ["A1", "Z9", "AA10", "XFD1048576"] {
            assert_eq!(CellRef::of_address(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "A",
            "1",
            "A0",
            "ABCD1",
            "A12345678",
            "$A$1",
            "A-1",
            "名1",
        ] {
            assert_eq!(CellRef::of_address(text), None, "{text}");
        }
        assert_eq!(CellRef::row_of("5"), Some(4));
        assert_eq!(CellRef::row_of("+5"), None);
        assert_eq!(
            region("B2:D4").unwrap().last,
            CellRef::of_address("D4").unwrap()
        );
        for (whole, area) in [("B:D", "B1:D1048576"), ("2:3", "A2:XFD3")] {
            assert_eq!(region(whole), region(area));
        }
        for odd in ["B:4", "B2:D", "2:D", ":", "B:"] {
            assert_eq!(region(odd), None, "{odd}");
        }
    }
}
