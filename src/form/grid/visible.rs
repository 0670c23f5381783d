//! Visible text: what a person sees of a string.

use std::borrow::Cow;

/// `text` without control, zero-width and direction characters; line breaks stay, tabs become blanks.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    let plain = !text.bytes().any(may_hide);
    if plain || !text.chars().any(|c| c != '\n' && !shown(c)) {
        return Cow::Borrowed(text);
    }
    let seen = text.chars().filter_map(|c| match c {
        '\n' => Some(c),
        '\t' => Some(' '),
        c if shown(c) => Some(c),
        _ => None,
    });
    Cow::Owned(seen.collect())
}

/// Whether a character that is not shown may begin with this byte: a quick look, which most texts pass.
const fn may_hide(byte: u8) -> bool {
    matches!(byte, 0..=9 | 11..=0x1F | 0x7F | 0xC2 | 0xD8 | 0xE1 | 0xE2 | 0xEF)
}

const fn shown(c: char) -> bool {
    !matches!(c,
        '\0'..='\u{1F}'
        | '\u{7F}'..='\u{9F}'
        | '\u{AD}'
        | '\u{61C}'
        | '\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}')
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn only_what_is_seen_stays() {
        for (text, seen) in [
            ("教育局", "教育局"),
            ("a\tb\nc\rd", "a b\ncd"),
            ("\u{FEFF}名\u{200B}称\u{202E}x", "名称x"),
            ("\u{1B}[31m红", "[31m红"),
            ("\u{AD}甲\u{61C}乙\u{180E}\u{FFFA}\u{7F}\u{2066}", "甲乙"),
            ("（丙）、“丁”é", "（丙）、“丁”é"),
        ] {
            assert_eq!(visible(text), seen);
        }
    }
}
