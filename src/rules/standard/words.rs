//! Words and numbers of a scoring standard.

use rust_decimal::Decimal;

use crate::base::number;

/// A number with its measure as typed: 1万元, 90%.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Level {
    pub(super) figure: Decimal,
    pub(super) measure: String,
}

impl std::fmt::Display for Level {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.figure, self.measure)
    }
}

/// Without white space, in half width, with one sign for each operator.
pub(super) fn folded(text: &str) -> String {
    let chars = text.chars().filter(|c| !c.is_whitespace() || *c == '\n');
    let half = |c: char| match c {
        '！'..='～' => u32::from(c)
            .checked_sub(0xfee0)
            .and_then(char::from_u32)
            .unwrap_or(c),
        '—' | '–' | '―' | '〜' => '-',
        '≧' => '≥',
        '≦' => '≤',
        '×' => '*',
        '÷' => '/',
        '〔' | '【' => '(',
        '〕' | '】' => ')',
        c => c,
    };
    let plain: String = chars.map(half).collect();
    let plain = plain.replace('~', "-").replace("--", "-");
    plain.replace(">=", "≥").replace("<=", "≤")
}

/// Whether `text` is one of some words, parted by blanks.
pub(super) fn among(text: &str, words: &str) -> bool {
    words.split_whitespace().any(|word| word == text)
}

/// Whether one of some words, parted by blanks, occurs in `text`.
pub(super) fn holds(text: &str, words: &str) -> bool {
    words.split_whitespace().any(|word| text.contains(word))
}

/// What follows the first of some words, parted by blanks, that `text` begins with.
pub(super) fn after<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let mut words = words.split_whitespace();
    words.find_map(|word| text.strip_prefix(word))
}

/// `text` without the first of some words that it begins with.
pub(super) fn cut<'t>(text: &'t str, words: &str) -> &'t str {
    after(text, words).unwrap_or(text)
}

pub(super) const fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Numerals in words; 两 stands behind 二.
const NUMERALS: &str = "一二两三四五六七八九十";

/// The number at the start of `text`, and what follows.
pub(super) fn figure(text: &str) -> Option<(Decimal, &str)> {
    let first = text.chars().next()?;
    if let Some(at) = NUMERALS.chars().position(|c| c == first) {
        let n = if at > 1 { at } else { at.saturating_add(1) };
        let rest = text.get(first.len_utf8()..)?;
        let more = rest.starts_with(|c| NUMERALS.contains(c) || "百千".contains(c));
        return (!more).then_some((Decimal::from(n), rest));
    }
    let tail = text.trim_start_matches(|c: char| is_digit(c) || c == '.' || c == ',');
    let typed = text.strip_suffix(tail)?;
    Some((number::parse_plain(typed)?, tail))
}

/// A number with its measure, and what follows.
pub(super) fn level(text: &str) -> Option<(Level, &str)> {
    let (figure, rest) = figure(text)?;
    let ends = |c: char| is_digit(c) || "-至到≤<≥>=()及或以之基为".contains(c);
    let end = rest.find(ends).unwrap_or(rest.len());
    let (measure, rest) = rest.split_at_checked(end)?;
    let measure = measure.to_owned();
    (measure.chars().count() <= 4).then_some((Level { figure, measure }, rest))
}

/// Rates that stand beside any other.
const GENERAL: [[char; 2]; 3] = [['完', '成'], ['达', '成'], ['实', '现']];

/// Whether two measures are named, such as 覆盖率 and 及时率: the figure at hand is one of them.
pub(super) fn names_two(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let named = letters.windows(3).filter_map(|three| match three {
        [a, b, '率'] => Some([*a, *b]),
        ['满', '意', '度'] => Some(['满', '意']),
        _ => None,
    });
    let mut named = named.filter(|name| !GENERAL.contains(name));
    let first = named.next();
    named.any(|name| Some(name) != first)
}
