//! Words looked for in a text, many at once.

/// Whether `text` holds one of `words`.
///
/// Setting up a searcher for each word costs more than searching the short texts of a form; here the text is passed
/// once, and words are compared only where one can begin.
pub(crate) fn holds_any<W: AsRef<str>>(text: &str, words: &[W]) -> bool {
    WordStarts::of(words).any(text, words)
}

/// How words begin, for texts that are looked through for the same words one after the other.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct WordStarts([u64; 6]);

impl WordStarts {
    /// Of all these words.
    pub(crate) fn of<W: AsRef<str>>(words: &[W]) -> Self {
        let mut begins = Self::default();
        let firsts = words
            .iter()
            .filter_map(|word| letter(word.as_ref().as_bytes()));
        for (lane, bit, _) in firsts {
            if let Some(begins) = begins.0.get_mut(lane) {
                *begins |= bit;
            }
        }
        begins
    }

    /// Those of two lists.
    pub(crate) fn or(self, other: Self) -> Self {
        let mut both = self.0.into_iter().zip(other.0);
        Self(std::array::from_fn(|_| {
            both.next().map_or(0, |(own, other)| own | other)
        }))
    }

    /// Whether one of `words`, all with such starts, occurs in `text`.
    pub(crate) fn any<W: AsRef<str>>(self, text: &str, words: &[W]) -> bool {
        self.any_of(text, [words])
    }

    /// The same with the words of several lists.
    pub(crate) fn any_of<W: AsRef<str>, const N: usize>(
        self,
        text: &str,
        words: [&[W]; N],
    ) -> bool {
        let any = |holds: &dyn Fn(&[u8]) -> bool| {
            let mut lists = words.iter();
            lists.any(|list| list.iter().any(|word| holds(word.as_ref().as_bytes())))
        };
        let mut rest = text.as_bytes();
        while let Some((lane, bit, behind)) = letter(rest) {
            let begins = self.0.get(lane).is_some_and(|begins| begins & bit != 0);
            if begins && any(&|word| rest.starts_with(word)) {
                return true;
            }
            rest = behind;
        }
        any(&<[u8]>::is_empty)
    }
}

/// The letter that a text begins with as one of six times 64 bits, and the rest: the last two bytes of a Chinese letter
/// distinguish most.
#[inline]
fn letter(text: &[u8]) -> Option<(usize, u64, &[u8])> {
    match text {
        [0xE0..=0xEF, second, third, rest @ ..] | [0xF0..=0xFF, second, third, _, rest @ ..] => {
            Some((2 + usize::from(second & 3), 1 << (third & 63), rest))
        }
        [byte @ 0..=0x7F, rest @ ..] => Some((usize::from(byte >> 6), 1 << (byte & 63), rest)),
        [byte, _, rest @ ..] => Some((2, 1 << (byte & 63), rest)),
        [_] | [] => None,
    }
}

/// Whether a character is a letter. Most are simplified Chinese or marks between it, which need not be looked up.
#[inline]
pub(crate) fn is_letter(c: char) -> bool {
    match c {
        '\u{4e00}'..='\u{9fff}' => true,
        '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{301f}' | '\u{ff00}'..='\u{ff20}' => false,
        c => c.is_alphabetic(),
    }
}

/// Whether a character is a letter or part of a number.
#[inline]
pub(crate) fn is_letter_or_digit(c: char) -> bool {
    is_letter(c) || c.is_numeric()
}

#[cfg(test)]
mod tests {
    use super::{WordStarts, holds_any, is_letter};

    #[test]
    fn a_word_is_found_wherever_it_stands() {
        let words = ["超额完成", "XX", "²次", "*"];
        for (text, held) in [
            ("超额完成", true),
            ("因天气超额完成", true),
            ("超额", false),
            ("建设XX个", true),
            ("第X", false),
            ("5²次", true),
            ("≥*人", true),
            ("", false),
        ] {
            assert_eq!(holds_any(text, &words), held, "{text}");
        }
        assert!(holds_any("甲", &[""]) && holds_any("", &[""]) && !holds_any::<&str>("甲", &[]));
    }

    #[test]
    fn letters_are_those_of_unicode() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn it_finds_what_one_search_a_word_finds(
            text in "[甲乙a²\u{10000}]{0,8}", words in proptest::collection::vec("[甲乙a²\u{10000}]{0,3}", 0..4)
        ) {
            let one_by_one = words.iter().any(|word| text.contains(word));
            assert_eq!(holds_any(&text, &words), one_by_one);
            let (some, others) = words.split_at(words.len() / 2);
            let begins = WordStarts::of(some).or(WordStarts::of(others));
            assert_eq!(begins.any_of(&text, [some, others]), one_by_one);
        }
    }
}
