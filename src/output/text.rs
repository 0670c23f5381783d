//! Text as a cell can hold it.

use std::borrow::Cow;

use crate::base::may_hold;

/// UTF-16 units in one cell of Excel.
const LIMIT: usize = 32_767;

/// Stands where a text was cut.
const CUT: &str = "…（已截断）";

/// `text` without control and direction characters, cut to what Excel holds.
pub(super) fn cell(text: &str) -> Cow<'_, str> {
    let clean = clean(text);
    // A UTF-8 text has at least as many bytes as UTF-16 units.
    if clean.len() <= LIMIT || clean.encode_utf16().count() <= LIMIT {
        return clean;
    }
    let room = LIMIT - CUT.encode_utf16().count();
    let mut units = 0;
    let kept = clean.chars().take_while(|c| {
        units += c.len_utf16();
        units <= room
    });
    Cow::Owned(kept.chain(CUT.chars()).collect())
}

/// `text` without control and direction characters.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if may_hold(text, may_be_unseen) && text.chars().any(is_unseen) {
        Cow::Owned(text.chars().filter(|c| !is_unseen(*c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether an invisible character may begin with these two bytes.
#[inline]
const fn may_be_unseen(byte: u8, next: u8) -> bool {
    (byte < 0x20)
        | (byte == 0x7F)
        | (byte == 0xC2)
        | ((byte == 0xE2) & ((next == 0x80) | (next == 0x81)))
        | ((byte == 0xEF) & ((next == 0xBB) | (next == 0xBF)))
}

/// Invisible characters that change how text is shown: control, direction, zero width, non-characters.
const fn is_unseen(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => true,
        '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}' => true,
        _ => c.is_ascii_control() || matches!(c, '\u{80}'..='\u{9F}'),
    }
}

#[cfg(test)]
mod tests {
    use super::{cell, is_unseen, may_be_unseen, may_hold};

    #[test]
    fn unseen_characters_are_removed() {
        assert_eq!(
            cell("应急\u{202E}管理\0局\r\n二行\u{7}"),
            "应急管理局\n二行"
        );
        assert_eq!(cell("=1+1"), "=1+1");
    }

    #[test]
    fn the_quick_look_misses_nothing() {
        for c in ('\0'..=char::MAX).filter(|c| is_unseen(*c)) {
            for text in [format!("{c}"), format!("甲{c}乙"), format!("a{c}")] {
                assert!(may_hold(&text, may_be_unseen), "{c:?}");
            }
        }
        assert!(!may_hold(
            "应急管理局（2023年度）：≥95%、100万元",
            may_be_unseen
        ));
    }

    #[test]
    fn long_text_is_cut_with_a_mark() {
        let fits = "字".repeat(32_767);
        assert_eq!(cell(&fits), fits);
        let cut = cell(&"𠀀".repeat(20_000)).into_owned();
        assert!(cut.encode_utf16().count() <= 32_767);
        assert!(cut.ends_with("…（已截断）"));
    }
}
