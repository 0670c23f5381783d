//! Words looked for in a text, many at once.

/// Whether `text` holds one of `words`.
///
/// A searcher of its own for each word costs more than the texts of a form are long; here the text is passed once, and
/// only behind a byte with which the first letter of a word ends are words held against it: of a letter of Chinese the
/// last byte tells most.
pub(crate) fn holds_any<W: AsRef<str>>(text: &str, words: &[W]) -> bool {
    let mut ends = [false; 256];
    for word in words.iter().map(AsRef::as_ref) {
        match word.as_bytes().get(width(word)) {
            Some(end) => mark(&mut ends, *end),
            None => return true,
        }
    }
    let text = text.as_bytes();
    let begins = |word: &str, end: usize| {
        let start = end.checked_sub(width(word));
        start.is_some_and(|start| {
            text.get(start..)
                .is_some_and(|rest| rest.starts_with(word.as_bytes()))
        })
    };
    let may_end = |byte: u8| ends.get(usize::from(byte)).copied().unwrap_or_default();
    let mut letters = text.iter().enumerate().filter(|(_, byte)| may_end(**byte));
    letters.any(|(end, _)| words.iter().any(|word| begins(word.as_ref(), end)))
}

fn mark(ends: &mut [bool; 256], byte: u8) {
    if let Some(end) = ends.get_mut(usize::from(byte)) {
        *end = true;
    }
}

/// Bytes of the first letter of a word before its last one.
#[inline]
fn width(word: &str) -> usize {
    match word.as_bytes().first() {
        Some(0xF0..) => 3,
        Some(0xE0..) => 2,
        Some(0xC0..) => 1,
        _ => 0,
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
