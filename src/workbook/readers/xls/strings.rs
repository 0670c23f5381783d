//! Texts of an .xls stream: letters of one or two bytes, which may go on in further records.

use std::vec;

use crate::base::is_parted;
use crate::finding::Refusal;
use crate::workbook::readers::binary::{long, short};

/// Letters of two bytes.
const WIDE: u8 = 1;
/// Something about how Chinese and Japanese is pronounced stands behind the letters.
const SPOKEN: u8 = 4;
/// Changes of font stand behind the letters.
const RICH: u8 = 8;

/// The table of texts that cells share.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// The texts by number.
    pub(super) texts: Vec<String>,
    /// How many cells hold one, by the table's own count.
    pub(super) cells: u32,
}

impl Shared {
    /// Reads the table to its end, whatever number of texts it states: some writers count wrongly.
    pub(super) fn read(pieces: Vec<&[u8]>) -> Result<Self, Refusal> {
        let mut pieces = Pieces::new(pieces);
        let mut shared = Self {
            cells: long(pieces.bytes(8)?, 0)?,
            ..Self::default()
        };
        while !pieces.is_done() {
            shared.texts.push(pieces.rich()?);
        }
        Ok(shared)
    }
}

/// A text with its length in two bytes.
pub(super) fn text(pieces: Vec<&[u8]>) -> Result<String, Refusal> {
    let mut pieces = Pieces::new(pieces);
    match usize::from(short(pieces.bytes(2)?, 0)?) {
        0 => Ok(String::new()),
        count => sound(&pieces.flagged(count)?),
    }
}

/// A text with its length in one byte.
pub(super) fn name(body: &[u8]) -> Result<String, Refusal> {
    let (count, rest) = body.split_first().ok_or(Refusal::Damaged)?;
    let letters = Pieces::new(vec![rest]).flagged(usize::from(*count))?;
    Ok(String::from_utf16_lossy(&letters))
}

struct Pieces<'a> {
    piece: &'a [u8],
    rest: vec::IntoIter<&'a [u8]>,
}

impl<'a> Pieces<'a> {
    fn new(pieces: Vec<&'a [u8]>) -> Self {
        let mut rest = pieces.into_iter();
        Self {
            piece: rest.next().unwrap_or_default(),
            rest,
        }
    }

    /// Whether all is read; where a piece is used up, the next one is begun.
    fn is_done(&mut self) -> bool {
        while self.piece.is_empty() {
            let Some(next) = self.rest.next() else {
                return true;
            };
            self.piece = next;
        }
        false
    }

    /// So many bytes, which no piece parts.
    fn bytes(&mut self, count: usize) -> Result<&'a [u8], Refusal> {
        let (bytes, rest) = self.piece.split_at_checked(count).ok_or(Refusal::Damaged)?;
        self.piece = rest;
        Ok(bytes)
    }

    fn flags(&mut self) -> Result<u8, Refusal> {
        self.bytes(1)?.first().copied().ok_or(Refusal::Damaged)
    }

    fn skip(&mut self, mut count: usize) -> Result<(), Refusal> {
        while count > 0 {
            if self.is_done() {
                return Err(Refusal::Damaged);
            }
            let here = count.min(self.piece.len());
            self.bytes(here)?;
            count -= here;
        }
        Ok(())
    }

    /// A text of the table, with what stands behind its letters.
    fn rich(&mut self) -> Result<String, Refusal> {
        let count = usize::from(short(self.bytes(2)?, 0)?);
        let flags = self.flags()?;
        if flags & !(WIDE | SPOKEN | RICH) != 0 {
            return Err(Refusal::Damaged);
        }
        let runs = match flags & RICH {
            0 => 0,
            _ => usize::from(short(self.bytes(2)?, 0)?),
        };
        let spoken = match flags & SPOKEN {
            0 => 0,
            _ => usize::try_from(long(self.bytes(4)?, 0)?).unwrap_or(usize::MAX),
        };
        let text = sound(&self.letters(count, flags)?)?;
        self.skip(runs.saturating_mul(4))?;
        self.skip(spoken)?;
        Ok(text)
    }

    fn flagged(&mut self, count: usize) -> Result<Vec<u16>, Refusal> {
        let flags = self.flags()?;
        self.letters(count, flags)
    }

    /// So many letters; each further piece says anew how many bytes they take.
    fn letters(&mut self, count: usize, flags: u8) -> Result<Vec<u16>, Refusal> {
        let mut units: Vec<u16> = Vec::new();
        let mut wide = flags & WIDE != 0;
        loop {
            let size = if wide { 2 } else { 1 };
            let here = (count - units.len()).min(self.piece.len() / size);
            let bytes = self.bytes(here * size)?;
            match wide {
                true => {
                    let (pairs, _) = bytes.as_chunks();
                    units.extend(pairs.iter().map(|pair| u16::from_le_bytes(*pair)));
                }
                false => units.extend(bytes.iter().map(|byte| u16::from(*byte))),
            }
            if units.len() == count {
                return Ok(units);
            }
            // Some programs leave half a letter at the end of a piece, or a piece empty.
            self.piece = &[];
            if self.is_done() {
                return Err(Refusal::Damaged);
            }
            wide = self.flags()? & WIDE != 0;
        }
    }
}

/// The letters as text. What is no letter at all stands in none of 736 public files, nor does a control character within a
/// number: a byte was changed.
fn sound(units: &[u16]) -> Result<String, Refusal> {
    let text = String::from_utf16(units).map_err(|_| Refusal::Damaged)?;
    match text.contains(['\u{FFFE}', '\u{FFFF}']) || is_parted(&text) {
        true => Err(Refusal::Damaged),
        false => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::{Shared, text};

    #[test]
    fn texts_go_on_in_further_pieces() {
        let wide = "年度预算".encode_utf16().flat_map(u16::to_le_bytes);
        let wide: Vec<u8> = wide.collect();
        let head = [&[2, 0, 0, 0, 2, 0, 0, 0, 6, 0, 9, 1, 0][..], &wide].concat();
        let next = [&[0][..], b"ab", &[0, 0, 0, 0], &[1, 0, 0, b'x']].concat();
        let halved = [&*head, &[7]].concat();
        for pieces in [
            vec![&*head, &*next],
            vec![&head, &[], &next],
            vec![&halved, &next],
        ] {
            let shared = Shared::read(pieces).unwrap();
            assert_eq!(shared.cells, 2);
            assert_eq!(shared.texts, ["年度预算ab", "x"]);
        }
        assert!(Shared::read(vec![&head, &[]]).is_err());
    }

    #[test]
    fn texts_that_end_within_are_damaged() {
        let table = |behind: &[u8]| {
            let body = [&[1, 0, 0, 0, 1, 0, 0, 0][..], behind].concat();
            Shared::read(vec![&body]).map(|shared| shared.texts)
        };
        assert_eq!(table(&[1, 0, 0, b'a']).unwrap(), ["a"]);
        assert_eq!(
            table(&[3, 0, 0, 7, b'7', 7]).unwrap(),
            ["\u{7}7\u{7}"],
            "a bell of CHAR(7)"
        );
        assert_eq!(table(&[3, 0, 0, b'1', b'\n', b'2']).unwrap(), ["1\n2"]);
        for odd in [
            &[2, 0, 0, b'a'][..],
            &[1, 0, 1, b'a'],
            &[1, 0, 0x10, b'a'],
            &[1, 0, 8, 1, 0, b'a'],
            &[1, 0, 0, b'a', 1],
            &[1, 0, 1, 0xFF, 0xFF],
            &[1, 0, 1, 0x41, 0xD8],
            &[3, 0, 0, b'2', 0x0E, b'1'],
        ] {
            assert!(table(odd).is_err(), "{odd:?}");
        }
        assert_eq!(text(vec![&[0, 0]]).unwrap(), "");
        assert!(text(vec![&[1, 0]]).is_err());
    }
}
