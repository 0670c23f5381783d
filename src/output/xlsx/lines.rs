//! How many lines words take: Excel measures them when it opens a file; WPS and LibreOffice do not always.

use unicode_width::UnicodeWidthStr;

/// Lines that `words` take in a column of `width`.
pub(super) fn lines(words: &str, width: u16) -> u16 {
    let room = usize::from(width.max(2));
    // No character is wider than the bytes it takes.
    let of = |line: &str| match line.len() <= room {
        true => 1,
        false => columns(line).div_ceil(room).max(1),
    };
    let lines: usize = match memchr::memchr(b'\n', words.as_bytes()) {
        None => of(words),
        Some(_) => words.split('\n').map(of).sum(),
    };
    u16::try_from(lines).unwrap_or(u16::MAX)
}

/// Columns that a line takes: one for each letter of ASCII, two for each of Chinese; any other has its own rules.
fn columns(line: &str) -> usize {
    let plain = line.chars().try_fold(0_usize, |sum, c| match c {
        ' '..='~' => Some(sum + 1),
        '\u{3001}'..='\u{3011}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF60}' => {
            Some(sum + 2)
        }
        _ => None,
    });
    plain.unwrap_or_else(|| line.width())
}
