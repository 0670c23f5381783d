//! Texts of an .xls stream: letters of one or two bytes, possibly continued in further records.

use std::vec;

use crate::base::is_parted;
use crate::finding::Refusal;
use crate::workbook::readers::binary::{long, short};
use crate::workbook::readers::look::FontEffect;

/// Letters of two bytes.
const WIDE: u8 = 1;
/// Phonetic data for Chinese and Japanese follow the letters.
const SPOKEN: u8 = 4;
/// Changes of font follow the letters.
const RICH: u8 = 8;

/// The table of shared texts.
#[derive(Debug, Default)]
pub(super) struct SharedTexts {
    /// The texts by index.
    pub(super) texts: Vec<String>,
    /// Number of cells with a shared text, as stated in the table.
    pub(super) cells: u32,
}

impl SharedTexts {
    /// Reads the table to its end, ignoring its stated number of texts, which some programs get wrong.
    pub(super) fn read(pieces: Vec<&[u8]>, fonts: &Fonts) -> Result<Self, Refusal> {
        let mut pieces = Pieces::new(pieces);
        let mut shared = Self {
            cells: long(pieces.bytes(8)?, 0)?,
            ..Self::default()
        };
        while !pieces.is_done() {
            shared.texts.push(pieces.rich(fonts)?);
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

/// Font effects by the number of the font.
#[derive(Debug, Default)]
pub(super) struct Fonts(Vec<FontEffect>);

impl Fonts {
    /// Adds the next font: whether it is crossed out or superscript.
    pub(super) fn push(&mut self, body: &[u8]) {
        const STRUCK: u16 = 0x0008;
        let struck = short(body, 2).unwrap_or_default() & STRUCK != 0;
        let raised = short(body, 8).unwrap_or_default() == 1;
        self.0.push(match (struck, raised) {
            (true, _) => FontEffect::Struck,
            (_, true) => FontEffect::Raised,
            _ => FontEffect::Plain,
        });
    }

    /// The effect of a font; there is no font with number 4.
    pub(super) fn look(&self, number: u16) -> FontEffect {
        let place = usize::from(number);
        let place = if place > 4 { place - 1 } else { place };
        self.0.get(place).copied().unwrap_or(FontEffect::Plain)
    }
}

/// Letters with the effects of their fonts, in characters where figures would otherwise read as others.
fn written(units: &[u16], changes: &[u8], fonts: &Fonts) -> Option<String> {
    let (changes, _) = changes.as_chunks::<4>();
    let changes = changes.iter().map(|[a, b, c, d]| {
        (
            u16::from_le_bytes([*a, *b]),
            fonts.look(u16::from_le_bytes([*c, *d])),
        )
    });
    let changes: Vec<(u16, FontEffect)> = changes.collect();
    if changes.iter().all(|(_, look)| *look == FontEffect::Plain) {
        return None;
    }
    let mut text = String::new();
    let (mut start, mut look) = (0, FontEffect::Plain);
    let end = (u16::try_from(units.len()).ok()?, FontEffect::Plain);
    for (next, behind) in changes.into_iter().chain([end]) {
        let run = String::from_utf16(units.get(start..usize::from(next))?).ok()?;
        let run = look.written(run.into(), &text).into_owned();
        text.push_str(&run);
        (start, look) = (usize::from(next), behind);
    }
    Some(text)
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

    /// Whether everything is read; continues with the next piece at the end of one.
    fn is_done(&mut self) -> bool {
        while self.piece.is_empty() {
            let Some(next) = self.rest.next() else {
                return true;
            };
            self.piece = next;
        }
        false
    }

    /// The next `count` bytes, which are never split between pieces.
    fn bytes(&mut self, count: usize) -> Result<&'a [u8], Refusal> {
        let (bytes, rest) = self.piece.split_at_checked(count).ok_or(Refusal::Damaged)?;
        self.piece = rest;
        Ok(bytes)
    }

    fn flags(&mut self) -> Result<u8, Refusal> {
        self.bytes(1)?.first().copied().ok_or(Refusal::Damaged)
    }

    fn skip(&mut self, count: usize) -> Result<(), Refusal> {
        self.pass(count, |_| {})
    }

    /// Skips `count` bytes, which may be split between pieces.
    fn pass(&mut self, mut count: usize, mut take: impl FnMut(&[u8])) -> Result<(), Refusal> {
        while count > 0 {
            if self.is_done() {
                return Err(Refusal::Damaged);
            }
            let here = count.min(self.piece.len());
            take(self.bytes(here)?);
            count -= here;
        }
        Ok(())
    }

    /// A text of the table, with the data behind its letters.
    fn rich(&mut self, fonts: &Fonts) -> Result<String, Refusal> {
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
        let units = self.letters(count, flags)?;
        let text = sound(&units)?;
        let mut changes = Vec::new();
        self.pass(runs.saturating_mul(4), |bytes| {
            changes.extend_from_slice(bytes);
        })?;
        self.skip(spoken)?;
        Ok(written(&units, &changes, fonts).unwrap_or(text))
    }

    fn flagged(&mut self, count: usize) -> Result<Vec<u16>, Refusal> {
        let flags = self.flags()?;
        self.letters(count, flags)
    }

    /// The next `count` letters; each further piece states its size of letters.
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
            // Some programs leave half a letter at the end of a piece, or an empty piece.
            self.piece = &[];
            if self.is_done() {
                return Err(Refusal::Damaged);
            }
            wide = self.flags()? & WIDE != 0;
        }
    }
}

/// The letters as text. A unit that is no letter, or a control character within a number, occurs in none of 736 public
/// files: a byte was changed.
fn sound(units: &[u16]) -> Result<String, Refusal> {
    let text = String::from_utf16(units).map_err(|_| Refusal::Damaged)?;
    match text.contains(['\u{FFFE}', '\u{FFFF}']) || is_parted(&text) {
        true => Err(Refusal::Damaged),
        false => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::{Fonts, SharedTexts, text};

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
            let shared = SharedTexts::read(pieces, &Fonts::default()).unwrap();
            assert_eq!(shared.cells, 2);
            assert_eq!(shared.texts, ["年度预算ab", "x"]);
        }
        assert!(SharedTexts::read(vec![&head, &[]], &Fonts::default()).is_err());
    }

    #[test]
    fn the_look_of_letters_tells_figures_apart() {
        let font = |struck: u8, raised: u8| [0, 0, struck, 0, 0, 0, 0, 0, raised, 0];
        let mut fonts = Fonts::default();
        for body in [font(0, 0), font(8, 0), font(0, 1)] {
            fonts.push(&body);
        }
        let read = |runs: &[[u8; 4]], letters: &[u8]| {
            let (count, changes) = (letters.len() as u8, runs.len() as u8);
            let head = [1, 0, 0, 0, 1, 0, 0, 0, count, 0, 8, changes, 0];
            let body = [&head[..], letters, &runs.concat()].concat();
            SharedTexts::read(vec![&body], &fonts).unwrap().texts
        };
        assert_eq!(
            read(&[[0, 0, 1, 0], [2, 0, 0, 0]], b"9596%"),
            ["9\u{336}5\u{336}96%"]
        );
        assert_eq!(read(&[[3, 0, 2, 0]], b"1261"), ["126¹"]);
        assert_eq!(read(&[[2, 0, 2, 0]], b"km2"), ["km2"]);
        assert_eq!(read(&[[1, 0, 0, 0]], b"95%"), ["95%"]);
    }

    #[test]
    fn texts_that_end_within_are_damaged() {
        let table = |behind: &[u8]| {
            let body = [&[1, 0, 0, 0, 1, 0, 0, 0][..], behind].concat();
            SharedTexts::read(vec![&body], &Fonts::default()).map(|shared| shared.texts)
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
