//! Words looked for in a text, many at once.

/// Whether `text` holds one of `words`.
///
/// A searcher of its own for each word costs more than the texts of a form are long; here the text is passed once, and
/// only where a word can begin are words held against it.
pub(crate) fn holds_any<W: AsRef<str>>(text: &str, words: &[W]) -> bool {
    let mut begins = [0_u64; 4];
    for (lane, bit) in words.iter().map(|word| first(word.as_ref().as_bytes())) {
        if let Some(begins) = begins.get_mut(lane) {
            *begins |= bit;
        }
    }
    let mut rest = text.as_bytes();
    while let Some(byte) = rest.first() {
        let (lane, bit) = first(rest);
        let may_begin = begins.get(lane).is_some_and(|begins| begins & bit != 0);
        if may_begin
            && words
                .iter()
                .any(|word| rest.starts_with(word.as_ref().as_bytes()))
        {
            return true;
        }
        let letter = match byte {
            0xF0.. => 4,
            0xE0.. => 3,
            0xC0.. => 2,
            _ => 1,
        };
        rest = rest.get(letter..).unwrap_or_default();
    }
    words.iter().any(|word| word.as_ref().is_empty())
}

/// One of four times 64 bits for the letter that a text begins with: of a letter of Chinese the last two bytes tell
/// most.
#[inline]
fn first(text: &[u8]) -> (usize, u64) {
    match text {
        [0xE0..=0xFF, second, third, ..] => (usize::from(second & 3), 1 << (third & 63)),
        [byte, ..] => (0, 1 << (byte & 63)),
        [] => (0, 0),
    }
}

/// Whether a character is a letter. Most are simplified Chinese, which need not be looked up.
#[inline]
pub(crate) fn is_letter(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || c.is_alphabetic()
}

/// Whether a character is a letter or part of a number.
#[inline]
pub(crate) fn is_letter_or_digit(c: char) -> bool {
    is_letter(c) || c.is_numeric()
}

#[cfg(test)]
mod tests {
    use super::holds_any;

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

    proptest::proptest! {
        #[test]
        fn it_finds_what_one_search_a_word_finds(
            text in "[甲乙a²\u{10000}]{0,8}", words in proptest::collection::vec("[甲乙a²\u{10000}]{0,3}", 0..4)
        ) {
            let one_by_one = words.iter().any(|word| text.contains(word));
            assert_eq!(holds_any(&text, &words), one_by_one);
        }
    }
}
