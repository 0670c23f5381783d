//! Letters 字样 around a number in its format: `"≥"0"%"` displays 95 as ≥95%, which is the value that was filed.

use rust_decimal::Decimal;

use super::pieces::{Piece, pieces};

/// Signs of comparison before a number.
const SIGNS: &str = "≥≤><=＞＜＝≧≦﹥﹤﹦⩾⩽";

/// Signs that add nothing to a figure.
const IDLE: &str = " \u{a0}\u{3000}¥￥$€£+,:：";

/// Measures that are no letters.
const MEASURES: &str = "%‰°℃㎡㎥㎞";

/// Most bytes of the letters of one format.
const ROOM: usize = 30;

/// The letters before and behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letters {
    bytes: [u8; ROOM],
    sign: u8,
    end: u8,
    percent: bool,
    /// Whether the format has sections for other than positive numbers.
    positive: bool,
}

/// Effect of the letters of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    Nothing,
    Letters(Letters),
    /// The number is not displayed, or another one is.
    Veil {
        positive: bool,
    },
}

impl Letters {
    /// A number as displayed, with all its places; `None` where another section of the format applies.
    pub(super) fn text(&self, figure: Decimal) -> Option<String> {
        if self.positive && figure <= Decimal::ZERO {
            return None;
        }
        let (sign, end) = (usize::from(self.sign), usize::from(self.end));
        let part = |range| str::from_utf8(self.bytes.get(range)?).ok();
        let (before, behind) = (part(0..sign)?, part(sign..end)?);
        let (figure, percent) = match self.percent {
            true => (figure.checked_mul(Decimal::ONE_HUNDRED)?, "%"),
            false => (figure, ""),
        };
        Some(format!("{before}{}{percent}{behind}", figure.normalize()))
    }

    fn new(before: &str, behind: &str, percent: bool, positive: bool) -> Option<Self> {
        let letters = [before, behind].concat();
        let mut bytes = [0; ROOM];
        bytes
            .get_mut(..letters.len())?
            .copy_from_slice(letters.as_bytes());
        Some(Self {
            bytes,
            sign: u8::try_from(before.len()).ok()?,
            end: u8::try_from(letters.len()).ok()?,
            percent,
            positive,
        })
    }
}

/// The first section of a format code.
#[derive(Debug, Default)]
struct Section {
    before: String,
    within: String,
    behind: String,
    number: bool,
    percent: bool,
    /// Fractions, powers, texts, other numerals, or a condition.
    other: bool,
    /// Whether it has quoted letters, possibly none between the quotes.
    lettered: bool,
    more: bool,
}

impl Section {
    fn of(code: &str) -> Self {
        let mut section = Self::default();
        for piece in pieces(code) {
            match piece {
                Piece::Quoted(text) => {
                    section.lettered = true;
                    text.chars().for_each(|c| section.letter(c));
                }
                Piece::Escaped(letter) => section.letter(letter),
                Piece::Bracketed(inside) => {
                    section.other |= inside.starts_with(['<', '>', '=', 'D', 'd', 'h', 'm', 's']);
                }
                Piece::Filler => {}
                Piece::General => section.place(),
                Piece::End => section.more = true,
                Piece::Sign(sign) => section.sign(sign),
            }
        }
        section
    }

    fn sign(&mut self, sign: char) {
        match sign {
            '0' | '#' | '?' | '.' => self.place(),
            // Letters between the number and its `%` are rare, and not read.
            '%' => {
                self.percent = true;
                self.other |= !self.behind.is_empty();
            }
            '@' | '/' | 'E' => self.other = true,
            letter => self.letter(letter),
        }
    }

    fn letter(&mut self, letter: char) {
        match self.number {
            _ if IDLE.contains(letter) => {}
            true => self.behind.push(letter),
            false => self.before.push(letter),
        }
    }

    /// A place of the number; letters behind an earlier place are within the number.
    fn place(&mut self) {
        self.within.push_str(&self.behind);
        self.behind.clear();
        self.number = true;
    }

    fn around(&self) -> Around {
        let digits = |letters: &str| letters.contains(|c: char| c.is_numeric());
        let Self { before, behind, .. } = self;
        let positive = self.more;
        if self.other || !self.within.is_empty() {
            return Around::Nothing;
        }
        // A colour alone is no letter, and the number is displayed as it is; an empty section displays nothing.
        let nothing = !self.number && (self.lettered || !before.is_empty() || positive);
        if nothing || digits(before) || digits(behind) || before.ends_with(['-', '－', '(']) {
            return Around::Veil { positive };
        }
        let said = |c: char| c.is_alphabetic() || MEASURES.contains(c);
        let said = self.number && (!before.is_empty() || behind.contains(said));
        let apart = !before.contains(|c| !SIGNS.contains(c));
        match Letters::new(before, behind, self.percent, positive) {
            Some(letters) if said && apart => Around::Letters(letters),
            _ => Around::Nothing,
        }
    }
}

/// The letters around a number in a format code without a date.
pub(super) fn around(code: &str) -> Around {
    let first = code.split(';').next().unwrap_or_default();
    let usual = first.is_ascii() && !first.contains(['"', '\\', '!']);
    match code.is_empty() || usual && !first.is_empty() && !first.starts_with(['-', '(']) {
        true => Around::Nothing,
        false => Section::of(code).around(),
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{Around, around};

    #[test]
    fn letters_are_those_that_say_something() {
        let shown = |code: &str, figure: i64| match around(code) {
            Around::Letters(letters) => letters.text(Decimal::new(figure, 1)),
            _ => None,
        };
        for (code, figure, text) in [
            ("\"≥\"0\"%\"", 950, Some("≥95%")),
            ("≥0%", 9, Some("≥90%")),
            ("0\\%", 975, Some("97.5%")),
            ("#,##0.00\"万元\"", 43369, Some("4336.9万元")),
            ("General\"分\"", 200, Some("20分")),
            ("[Red]\\≤0_ ;-0", 50, Some("≤5")),
            ("[Red]\\≤0_ ;-0", -50, None),
            ("0\"㎡\"", -50, Some("-5㎡")),
            ("\"¥\"#,##0.00", 50, None),
            ("\"共\"0\"个\"", 50, None),
            ("0\\.0", 50, None),
            ("[>=5]0\"元\";0", 50, None),
            ("0.00\\ ", 50, None),
            ("@\"元\"", 50, None),
            ("0.0\"x\"%", 50, None),
            ("0.00\"很长很长很长很长很长的单位\"", 50, None),
        ] {
            assert_eq!(shown(code, figure).as_deref(), text, "{code}");
        }
    }

    #[test]
    fn a_veil_hides_the_number_or_makes_another_of_it() {
        for code in [
            ";;;",
            "\"\"",
            "\"已完成\"",
            "\"1\"0",
            "-0.00",
            "(0.00)",
            "0\"5\"",
        ] {
            assert!(matches!(around(code), Around::Veil { .. }), "{code}");
        }
        for code in [
            "",
            "General",
            "[Red]",
            "0;;",
            "0.00_);(0.00)",
            "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
            "_-* #,##0_-;-* #,##0_-",
            "[$-804]0",
            "[DBNum1]General\"元\"",
        ] {
            assert_eq!(around(code), Around::Nothing, "{code}");
        }
    }
}
