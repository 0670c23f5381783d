//! Addresses such as `B7` and areas such as `B7:D9`.

use crate::model::CellRef;
use crate::workbook::Region;

/// The region of an area or of one cell.
pub(super) fn region(text: &str) -> Option<Region> {
    match text.split_once(':') {
        Some((first, last)) => Some(Region {
            first: CellRef::of_address(first)?,
            last: CellRef::of_address(last)?,
        }),
        None => CellRef::of_address(text).map(Region::cell),
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
    }
}
