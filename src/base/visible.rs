//! Visible text: what a person sees of a string.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// `text` without control, zero-width and direction characters and what is no character; line breaks stay, tabs become
/// blanks. Radicals and compatibility forms, as text copied from a PDF has them, become the characters they look like:
/// ⾏ (2F8F) is 行.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    let other = |c: char| c != '\n' && (!shown(c) || alike(c) != c);
    if !may_hold(text, may_be_hidden) || !text.chars().any(other) {
        return Cow::Borrowed(text);
    }
    let seen = text.chars().filter_map(|c| match c {
        '\n' => Some(c),
        '\t' => Some(' '),
        c if shown(c) => Some(alike(c)),
        _ => None,
    });
    Cow::Owned(seen.collect())
}

/// Whether a control character is within a number or at one end of it, so that its visible digits are another number:
/// 2.1 as 21. No program writes that; a byte was changed.
pub(crate) fn is_parted(text: &str) -> bool {
    let figure = |c: char| c.is_ascii_digit() || c == '.';
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    let within = |part: &str| {
        let behind = part.trim_start_matches(control);
        behind.len() < part.len() && behind.starts_with(figure)
    };
    let mut figures = text.match_indices(figure);
    let cut = || {
        let inner = text.trim_matches(control);
        !inner.is_empty() && inner.chars().all(figure)
    };
    figures.any(|(at, found)| text.get(at + found.len()..).is_some_and(within))
        || text.starts_with(control) != text.ends_with(control) && cut()
}

/// Pairs of a radical or compatibility form and the character it looks like (Unicode: 2E80–2FD5, F900–FAD9).
const ALIKE: &str = include_str!("lookalikes.txt");

static LOOKALIKES: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let mut letters = ALIKE.chars().filter(|c| *c != '\n');
    std::iter::from_fn(|| Some((letters.next()?, letters.next()?))).collect()
});

/// The character that a radical or compatibility form looks like; any other is itself.
fn alike(c: char) -> char {
    match c {
        '\u{2E80}'..='\u{2FD5}' | '\u{F900}'..='\u{FAD9}' => {
            LOOKALIKES.get(&c).copied().unwrap_or(c)
        }
        c => c,
    }
}

/// Whether `text` may hold a character that begins with two bytes such as `begins` names, 0 standing behind the last one:
/// a quick look, which most texts pass.
#[inline]
pub(crate) fn may_hold(text: &str, begins: impl Fn(u8, u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let behind = bytes.get(1..).unwrap_or_default();
    // All are looked at, without a branch: many at once.
    let pairs = bytes.iter().zip(behind);
    let found = pairs.fold(false, |found, (byte, next)| found | begins(*byte, *next));
    found || bytes.last().is_some_and(|last| begins(*last, 0))
}

/// Whether a character that is not shown, or not as itself, may begin with these two bytes.
#[inline]
const fn may_be_hidden(byte: u8, next: u8) -> bool {
    ((byte < 0x20) & (byte != b'\n'))
        | (byte == 0x7F)
        | (byte == 0xC2)
        | ((byte == 0xD8) & (next == 0x9C))
        | ((byte == 0xE1) & (next == 0xA0))
        | ((byte == 0xE2) & ((next == 0x80) | (next == 0x81)))
        | ((byte == 0xE2) & ((next & 0xFC == 0xB8) | (next & 0xFC == 0xBC)))
        | ((byte == 0xEF)
            & ((next == 0xBB) | (next == 0xBF) | (next & 0xFC == 0xA4) | (next & 0xFC == 0xA8)))
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
        | '\u{FFF9}'..='\u{FFFB}'
        // No characters at all: a package that holds them is malformed.
        | '\u{FFFE}'..='\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::{alike, is_parted, may_be_hidden, may_hold, shown, visible};

    #[test]
    fn the_quick_look_misses_nothing() {
        for c in ('\0'..=char::MAX).filter(|c| *c != '\n' && (!shown(*c) || alike(*c) != *c)) {
            for text in [format!("{c}"), format!("甲{c}乙"), format!("a{c}")] {
                assert!(may_hold(&text, may_be_hidden), "{c:?}");
            }
        }
        assert!(!may_hold(
            "应急管理局（2023年度）：\n≥95%、100万元",
            may_be_hidden
        ));
    }

    #[test]
    fn a_control_character_within_a_number_parts_it() {
        for text in ["2\u{E}1", "达到2.\0\u{7F}1次", "0.935\u{14}", "\u{1}5"] {
            assert!(is_parted(text), "{text:?}");
        }
        for text in [
            "2.1",
            "\u{7}7\u{7}",
            "1\n2",
            "1\t2",
            "2\u{E}次1",
            "2\u{200B}1",
        ] {
            assert!(!is_parted(text), "{text:?}");
        }
    }

    #[test]
    fn only_what_is_seen_stays() {
        for (text, seen) in [
            ("教育局", "教育局"),
            ("a\tb\nc\rd", "a b\ncd"),
            ("\u{FEFF}名\u{200B}称\u{202E}x", "名称x"),
            ("\u{1B}[31m红", "[31m红"),
            ("\u{AD}甲\u{61C}乙\u{180E}\u{FFFA}\u{7F}\u{2066}", "甲乙"),
            ("甲\u{FFFE}乙\u{FFFF}", "甲乙"),
            ("（丙）、“丁”é", "（丙）、“丁”é"),
            ("全年执⾏数，⻔⻚⺠、\u{F98A}量", "全年执行数，门页民、力量"),
        ] {
            assert_eq!(visible(text), seen);
        }
    }
}
