//! Where a figure stands: file ▸ sheet ▸ cell.

use std::fmt;
use std::sync::Arc;

use ecow::EcoString;
use rust_decimal::Decimal;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::exact::Exact;

/// Absolute address of a cell, counted from 0; shown as `D7`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct CellRef {
    /// Row, 0 is Excel's row 1.
    pub row: u32,
    /// Column, 0 is A.
    pub col: u32,
}

impl CellRef {
    /// The cell in `row` and `col`, both counted from 0.
    #[must_use]
    pub const fn new(row: u32, col: u32) -> Self {
        Self { row, col }
    }

    /// The cell of an address: one to three letters, one to seven digits, no sign.
    #[must_use]
    pub fn of_address(text: &str) -> Option<Self> {
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (column, row) = text.split_at_checked(letters)?;
        if !(1..=3).contains(&letters) {
            return None;
        }
        let col = column.bytes().fold(0, |sum, letter| {
            sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1
        });
        Some(Self::new(Self::row_of(row)?, col - 1))
    }

    /// A row number counted from 1, of one to seven digits, as one counted from 0.
    #[must_use]
    pub fn row_of(text: &str) -> Option<u32> {
        let plain = (1..=7).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        let row = text.parse::<u32>().ok().filter(|_| plain)?;
        row.checked_sub(1)
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_letters(usize::try_from(self.col).unwrap_or(usize::MAX), f)?;
        write!(f, "{}", u64::from(self.row) + 1)
    }
}

/// Name of a column counted from 0: A, B, …, Z, AA.
#[must_use]
pub fn column_letters(col: usize) -> String {
    let mut letters = String::new();
    // Writing to a string cannot fail.
    let _ = write_letters(col, &mut letters);
    letters
}

fn write_letters(col: usize, out: &mut impl fmt::Write) -> fmt::Result {
    if let Some(higher) = (col / 26).checked_sub(1) {
        write_letters(higher, out)?;
    }
    let digit = u8::try_from(col % 26).unwrap_or_default();
    out.write_char(char::from(b'A' + digit))
}

/// A value together with the cell it was read from and the text of the cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// The value of the cell.
    pub value: T,
    /// The cell.
    pub cell: CellRef,
    /// The visible text of the cell, trimmed.
    pub typed: EcoString,
}

impl<T> Located<T> {
    /// `value` as read from `cell` with the text `typed`.
    pub fn new(value: T, cell: CellRef, typed: impl Into<EcoString>) -> Self {
        Self {
            value,
            cell,
            typed: typed.into(),
        }
    }
}

impl Located<EcoString> {
    /// The words `value` as read from `cell`, with the text `typed`; both share one text where they are equal.
    pub fn words(value: EcoString, cell: CellRef, typed: &str) -> Self {
        let typed = match value == typed {
            true => value.clone(),
            false => typed.into(),
        };
        Self { value, cell, typed }
    }
}

/// A value as it is stored.
struct StoredValue<V>(V);

impl<T: Exact> Serialize for StoredValue<&T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Exact::serialize(self.0, to)
    }
}

impl<'de, T: Exact> Deserialize<'de> for StoredValue<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Exact::deserialize(from).map(Self)
    }
}

/// Without the text where it is the usual one of the value: packed rows are a tenth smaller.
impl<T: Exact> Serialize for Located<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let usual = self.value.usual();
        let typed = (usual.as_ref() != Some(&self.typed)).then_some(&self.typed);
        (StoredValue(&self.value), self.cell, typed).serialize(to)
    }
}

impl<'de, T: Exact> Deserialize<'de> for Located<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (StoredValue(value), cell, typed) =
            <(StoredValue<T>, CellRef, Option<EcoString>)>::deserialize(from)?;
        let typed = typed.or_else(|| value.usual());
        let typed = typed.ok_or_else(|| D::Error::custom("no text"))?;
        Ok(Self { value, cell, typed })
    }
}

impl<T: Clone> Located<T> {
    /// The value of a cell that the form may lack.
    pub fn value_of(cell: &Option<Self>) -> Option<T> {
        cell.as_ref().map(|cell| cell.value.clone())
    }
}

/// A number read from a form.
pub type Figure = Located<Decimal>;

/// Where a finding points: a file, in it a sheet, in it a cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Path relative to the folder that was given, with `/`.
    pub file: Arc<str>,
    /// Sheet, where the finding is about one.
    pub sheet: Option<Arc<str>>,
    /// Where in it, where the finding is not about the whole.
    pub spot: Option<Spot>,
}

/// Where in a file or sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// A cell.
    Cell(CellRef),
    /// A paragraph of a report, from 1.
    Paragraph(u32),
}

impl Spot {
    /// The cell, where it is one.
    #[must_use]
    pub const fn cell(self) -> Option<CellRef> {
        match self {
            Self::Cell(cell) => Some(cell),
            Self::Paragraph(_) => None,
        }
    }

    /// The paragraph, where it is one.
    #[must_use]
    pub const fn paragraph(self) -> Option<u32> {
        match self {
            Self::Cell(_) => None,
            Self::Paragraph(paragraph) => Some(paragraph),
        }
    }
}

impl fmt::Display for Spot {
    /// `D7`, or `§12` for a paragraph.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cell(cell) => write!(f, "{cell}"),
            Self::Paragraph(paragraph) => write!(f, "§{paragraph}"),
        }
    }
}

impl Place {
    /// A whole file.
    #[must_use]
    pub const fn file(file: Arc<str>) -> Self {
        Self {
            file,
            sheet: None,
            spot: None,
        }
    }

    /// A cell of a sheet, or the sheet.
    #[must_use]
    pub fn sheet(file: Arc<str>, sheet: Arc<str>, cell: Option<CellRef>) -> Self {
        Self {
            file,
            sheet: Some(sheet),
            spot: cell.map(Spot::Cell),
        }
    }

    /// The cell, where it is one.
    #[must_use]
    pub fn cell(&self) -> Option<CellRef> {
        self.spot.and_then(Spot::cell)
    }
}

impl fmt::Display for Place {
    /// `file.xlsx → sheet!D7`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(sheet) = &self.sheet {
            f.write_str(" → ")?;
            f.write_str(sheet)?;
        }
        match self.spot {
            Some(Spot::Cell(cell)) => write!(f, "!{cell}"),
            Some(paragraph) => write!(f, " → {paragraph}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CellRef, column_letters};

    #[test]
    fn addresses_read_as_in_excel() {
        for (row, col, name) in [
            (0, 0, "A1"),
            (6, 3, "D7"),
            (0, 25, "Z1"),
            (0, 26, "AA1"),
            (1_048_575, 16_383, "XFD1048576"),
        ] {
            assert_eq!(CellRef::new(row, col).to_string(), name);
        }
        let names = [0, 25, 26, 701, 702].map(column_letters);
        assert_eq!(names, ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
