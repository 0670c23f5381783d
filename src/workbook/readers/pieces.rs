//! The code of a number format, such as `[Red]#,##0.00"元"_);0`, in pieces.

/// A piece of the first section of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Letters in quotes, which are shown as they are.
    Quoted(&'a str),
    /// A letter behind `\` or `!`, which is shown as it is.
    Escaped(char),
    /// A colour, condition, currency, kind of numerals or time elapsed, in brackets.
    Bracketed(&'a str),
    /// Room as wide as a letter, or a letter that fills the cell.
    Filler,
    /// The number as a cell without a format shows it.
    General,
    /// A place of the number, a sign, or a letter with a meaning of its own.
    Sign(char),
    /// Behind it stands another section.
    End,
}

/// The pieces of the first section of a code, with its end where others follow.
pub(super) const fn pieces(code: &str) -> Pieces<'_> {
    Pieces(code)
}

/// What is left of a code.
pub(super) struct Pieces<'a>(&'a str);

impl<'a> Pieces<'a> {
    fn letter(&mut self) -> Option<char> {
        let mut letters = self.0.chars();
        let letter = letters.next();
        self.0 = letters.as_str();
        letter
    }

    /// What stands before `end`, or all that is left where it is missing.
    fn until(&mut self, end: char) -> &'a str {
        let (inside, behind) = self.0.split_once(end).unwrap_or((self.0, ""));
        self.0 = behind;
        inside
    }

    /// The rest of `General`, whose first letter was taken, by its English or its Chinese name.
    fn general(&mut self) -> Option<Piece<'a>> {
        let mut names = ["eneral", "/通用格式"].into_iter();
        self.0 = names.find_map(|name| self.0.strip_prefix(name))?;
        Some(Piece::General)
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        Some(match self.letter()? {
            '"' => Piece::Quoted(self.until('"')),
            '[' => Piece::Bracketed(self.until(']')),
            '\\' | '!' => Piece::Escaped(self.letter()?),
            '_' | '*' => {
                self.letter();
                Piece::Filler
            }
            'G' => self.general().unwrap_or(Piece::Sign('G')),
            ';' => {
                self.0 = "";
                Piece::End
            }
            sign => Piece::Sign(sign),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    #[test]
    fn a_code_is_cut_where_a_spreadsheet_program_cuts_it() {
        use Piece::{Bracketed, End, Escaped, Filler, General, Quoted, Sign};
        for (code, expected) in [
            (
                "[Red]0!.0\"万;元\"_);0",
                &[
                    Bracketed("Red"),
                    Sign('0'),
                    Escaped('.'),
                    Sign('0'),
                    Quoted("万;元"),
                    Filler,
                    End,
                ][..],
            ),
            ("General\\分", &[General, Escaped('分')]),
            ("G/通用格式G", &[General, Sign('G')]),
            ("\"\"0\"元", &[Quoted(""), Sign('0'), Quoted("元")]),
            ("[\"]_", &[Bracketed("\""), Filler]),
            ("0\\", &[Sign('0')]),
            ("", &[]),
        ] {
            assert_eq!(pieces(code).collect::<Vec<_>>(), expected, "{code}");
        }
    }
}
