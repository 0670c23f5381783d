//! The pieces of the code of a number format, such as `[Red]#,##0.00"元"_);0`.

/// A piece of the first section of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Quoted letters, which are displayed literally.
    Quoted(&'a str),
    /// A letter behind `\` or `!`, which is displayed literally.
    Escaped(char),
    /// A colour, condition, currency, kind of numerals or elapsed time, in brackets.
    Bracketed(&'a str),
    /// A space of the width of a letter, or a letter that fills the cell.
    Filler,
    /// The number as displayed without a format.
    General,
    /// A place of the number, a sign, or a letter with a meaning of its own.
    Sign(char),
    /// The end of the section, if another one follows.
    End,
}

/// The pieces of the first section of a code, and its end if others follow.
pub(super) const fn pieces(code: &str) -> Pieces<'_> {
    Pieces(code)
}

/// The rest of a code.
pub(super) struct Pieces<'a>(&'a str);

impl<'a> Pieces<'a> {
    fn letter(&mut self) -> Option<char> {
        let mut letters = self.0.chars();
        let letter = letters.next();
        self.0 = letters.as_str();
        letter
    }

    /// The text before `end`, or all of the rest without it.
    fn until(&mut self, end: char) -> &'a str {
        let (inside, behind) = self.0.split_once(end).unwrap_or((self.0, ""));
        self.0 = behind;
        inside
    }

    /// `General` in English or Chinese, whose first letter is consumed already.
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
