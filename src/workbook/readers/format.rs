//! Number formats as far as they change what a number says.

use calamine::{ExcelDateTime, ExcelDateTimeType};

use super::calendar;
use super::collect::{Raw, Shown};
use super::letters::{Around, around};
use super::pieces::{Piece, pieces};

/// What a number format makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    Number(Shown),
    Date,
}

impl Shows {
    /// By the code of a format.
    pub(super) fn of_code(code: &str) -> Self {
        match is_date(code) {
            true => Self::Date,
            false => Self::Number(shown(code)),
        }
    }

    /// By the number of a format: the workbook's `own`, or a built-in one.
    pub(super) fn of_number(id: u32, own: Option<&Self>) -> Self {
        match own {
            Some(own) => *own,
            None if builtin_date(id) => Self::Date,
            None => Self::Number(builtin(id)),
        }
    }

    /// A number under the format, and how it is shown.
    pub(super) fn raw(self, value: f64, date_1904: bool) -> (Raw<'static>, Shown) {
        match self {
            Self::Number(shown) => (Raw::Number(value), shown),
            Self::Date => {
                let kind = ExcelDateTimeType::DateTime;
                let day = calendar::day(ExcelDateTime::new(value, kind, date_1904));
                (Raw::Dated(value, day), Shown::Plain)
            }
        }
    }
}

/// How a built-in format other than a date shows a number: `0%` and `0.00%` as a percentage.
pub(super) const fn builtin(id: u32) -> Shown {
    match id {
        9 => Shown::Percent(Some(0)),
        10 => Shown::Percent(Some(2)),
        _ => Shown::Plain,
    }
}

/// Whether a format code shows a number as a percentage: `%` in its first section, not as a literal.
pub(super) fn is_percent(code: &str) -> bool {
    code.contains('%') && pieces(code).any(|piece| piece == Piece::Sign('%'))
}

/// Built-in formats that show a day or a time of day.
pub(super) const fn builtin_date(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45 | 47 | 50..=58)
}

/// Whether a format code shows a number as a day or a time: a date letter in its first section, neither quoted nor in brackets.
pub(super) fn is_date(code: &str) -> bool {
    let mut noon = false;
    for piece in pieces(code) {
        match piece {
            // Hours, minutes or seconds elapsed are a number, no day.
            Piece::Bracketed(inside) if inside.starts_with(['h', 'm', 's', 'H', 'M', 'S']) => {
                return false;
            }
            Piece::General => return false,
            Piece::Sign(letter) => match letter.to_ascii_lowercase() {
                'a' if !noon => noon = true,
                'p' | 'm' | '/' if noon => return true,
                'd' | 'm' | 'h' | 'y' | 's' if !noon => return true,
                _ => {}
            },
            _ => {}
        }
    }
    false
}

/// The signs of the first section of a format code; a point that is shown as a letter is `p`.
fn placeholders(code: &str) -> String {
    let mut plain = String::new();
    for piece in pieces(code) {
        match piece {
            Piece::Quoted(text) => plain.extend(text.matches('.').map(|_| 'p')),
            Piece::Escaped('.') => plain.push('p'),
            Piece::General => plain.push('G'),
            Piece::Sign(sign) => plain.push(sign),
            _ => {}
        }
    }
    plain
}

/// How a format code that shows no date shows a number.
pub(super) fn shown(code: &str) -> Shown {
    let plain = placeholders(code);
    let digit = |c: char| matches!(c, '0' | '#' | '?');
    let places =
        |text: &str| u8::try_from(text.chars().filter(|c| digit(*c)).count()).unwrap_or(u8::MAX);
    let decimals = |text: &str| text.split_once('.').map_or(0, |(_, behind)| places(behind));
    let around = around(code);
    if is_percent(code) {
        return match around {
            Around::Letters(letters) => Shown::Lettered(letters),
            _ => Shown::Percent(Some(decimals(&plain))),
        };
    }
    // 0,, shows millions, 0!.0000 ten-thousands.
    let behind = plain.trim_end_matches(|c: char| !digit(c) && c != ',');
    let thousands = behind
        .len()
        .saturating_sub(behind.trim_end_matches(',').len());
    let lettered = plain
        .split_once('p')
        .map_or(0, |(_, behind)| places(behind));
    let scaled = u8::try_from(thousands)
        .unwrap_or_default()
        .saturating_mul(3)
        .saturating_add(lettered);
    match scaled {
        0 if plain.len() > 1 && plain.bytes().all(|b| b == b'0') => Shown::Padded(plain.len()),
        0 => match around {
            Around::Nothing => Shown::Plain,
            Around::Letters(letters) => Shown::Lettered(letters),
            Around::Veil { positive } => Shown::Veiled { positive },
        },
        scaled => Shown::Scaled(scaled),
    }
}

#[cfg(test)]
mod tests {
    use super::{Shown, is_date, is_percent, shown};

    #[test]
    fn formats_scale_and_pad() {
        for (code, expected) in [
            ("0%", Shown::Percent(Some(0))),
            ("0.00%", Shown::Percent(Some(2))),
            ("0.00,", Shown::Scaled(3)),
            ("#,##0.00,,\"亿\"", Shown::Scaled(6)),
            ("0!.0000", Shown::Scaled(4)),
            ("0\\.0,万", Shown::Scaled(4)),
            ("000000", Shown::Padded(6)),
            ("#,##0.00", Shown::Plain),
            ("#,##0_);(#,##0)", Shown::Plain),
            ("0", Shown::Plain),
            ("General", Shown::Plain),
            ("@", Shown::Plain),
        ] {
            assert_eq!(shown(code), expected, "{code}");
        }
    }

    #[test]
    fn dates_have_letters_outside_quotes() {
        for code in [
            "yyyy-mm-dd",
            "yyyy\"年\"m\"月\"d\"日\"",
            "h:mm AM/PM",
            "[$-804]d",
        ] {
            assert!(is_date(code), "{code}");
        }
        for code in [
            "General",
            "0.00_ ",
            "#,##0\"days\"",
            "0;d",
            "[Red]0",
            "@",
            "[h]:mm",
            "0!d",
            "General\"天\"",
            "[$d-804]0",
        ] {
            assert!(!is_date(code), "{code}");
        }
    }

    #[test]
    fn percent_is_a_sign_not_a_literal() {
        for code in ["0%", "0.00%", "#,##0.0 %;-0%", "[Red]0%"] {
            assert!(is_percent(code), "{code}");
        }
        for code in ["General", "0\"%\"", "0\\%", "0!%", "0;0%", "0_%", "[$%]0"] {
            assert!(!is_percent(code), "{code}");
        }
    }
}
