//! Words looked for in a text, many at once.

/// Whether `text` holds one of `words`.
///
/// A searcher of its own for each word costs more than the texts of a form are long; here the text is passed once, and
/// words are held against it only where the first letter of one can end.
pub(crate) fn holds_any<W: AsRef<str>>(text: &str, words: &[W]) -> bool {
    let mut ends = [0_u64; 4];
    for word in words.iter().map(|word| word.as_ref().as_bytes()) {
        let Some((before, end)) = first_end(word) else {
            return true;
        };
        for (lane, ends) in (0_u8..).zip(&mut ends) {
            if before.is_none_or(|before| before & 3 == lane) {
                *ends |= 1 << (end & 63);
            }
        }
    }
    let text = text.as_bytes();
    let mut before = 0_u8;
    for (at, end) in text.iter().enumerate() {
        let lane = ends.get(usize::from(before & 3)).copied();
        before = *end;
        if lane.unwrap_or_default() & (1 << (end & 63)) != 0
            && words
                .iter()
                .any(|word| begins(text, word.as_ref().as_bytes(), at))
        {
            return true;
        }
    }
    false
}

/// The last two bytes of the first letter of a word, of which those of Chinese tell most; of a letter of one byte only
/// that. `None` where there is no letter.
fn first_end(word: &[u8]) -> Option<(Option<u8>, u8)> {
    match word {
        [0xF0..=0xFF, _, third, fourth, ..] => Some((Some(*third), *fourth)),
        [0xE0..=0xFF, second, third, ..] => Some((Some(*second), *third)),
        [first @ 0xC0..=0xFF, second, ..] => Some((Some(*first), *second)),
        [first, ..] => Some((None, *first)),
        [] => None,
    }
}

/// Whether `word` stands in `text` where its first letter ends at `end`.
fn begins(text: &[u8], word: &[u8], end: usize) -> bool {
    let before = match word.first() {
        Some(0xF0..) => 3,
        Some(0xE0..) => 2,
        Some(0xC0..) => 1,
        _ => 0,
    };
    let rest = end.checked_sub(before).and_then(|start| text.get(start..));
    rest.is_some_and(|rest| rest.starts_with(word))
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
