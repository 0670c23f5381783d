//! Texts with look-alike characters unified, and blanks.

/// `text` with look-alike signs, digits and dashes unified and without spaces.
///
/// A space between two digits is kept: `100 100` is two numbers. The caller keeps the original text.
pub(super) fn plain(text: &str) -> String {
    let visible: Vec<char> = text.trim().chars().filter(|c| !invisible(*c)).collect();
    let mut unified: Vec<char> = Vec::with_capacity(visible.len());
    let mut before = None;
    for c in visible {
        unified.push(unify(c, before));
        before = Some(c);
    }
    without_spaces(&unified)
}

const fn invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
    )
}

/// One character unified; a full-width comma separates thousands only behind a full-width digit.
fn unify(c: char, before: Option<char>) -> char {
    match c {
        '≧' | '⩾' | '≽' | '≮' => '≥',
        '≦' | '⩽' | '≼' | '≯' => '≤',
        '═' | '﹦' | '〓' => '=',
        '﹥' | '〉' => '>',
        '﹤' | '〈' => '<',
        '﹪' | '٪' => '%',
        '−' | '‐' | '‑' | '﹣' => '-',
        '–' | '―' | '─' | '━' | 'ー' => '—',
        '〜' | '∼' | '∽' | '﹏' => '~',
        '【' | '[' | '〖' | '﹙' => '(',
        '】' | ']' | '〗' | '﹚' => ')',
        '，' if before.is_some_and(|b| ('０'..='９').contains(&b)) => ',',
        '，' | '；' | '﹐' => '、',
        '\u{ff01}'..='\u{ff5e}' => half_width(c),
        '\u{1d7ce}'..='\u{1d7ff}' => styled_digit(c),
        '٠'..='٩' => digit_from(c, '٠'),
        '۰'..='۹' => digit_from(c, '۰'),
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

fn half_width(c: char) -> char {
    u32::from(c)
        .checked_sub(0xfee0)
        .and_then(char::from_u32)
        .unwrap_or(c)
}

/// The digit for a bold, double-struck or other digit of mathematics; these are in sets of ten.
fn styled_digit(c: char) -> char {
    let digit = u32::from(c).checked_sub(0x1d7ce).map(|at| at % 10);
    digit
        .and_then(|digit| char::from_digit(digit, 10))
        .unwrap_or(c)
}

/// The digit for one of another script, whose digits are consecutive from `zero`.
fn digit_from(c: char, zero: char) -> char {
    let digit = u32::from(c).checked_sub(u32::from(zero));
    let digit = digit.and_then(|digit| char::from_digit(digit, 10));
    digit.unwrap_or(c)
}

fn without_spaces(chars: &[char]) -> String {
    let numeric = |c: &&char| c.is_ascii_digit() || **c == '.' || **c == ',';
    let mut kept = String::with_capacity(chars.len());
    for (at, c) in chars.iter().enumerate() {
        if *c != ' ' {
            kept.push(*c);
            continue;
        }
        let (before, after) = chars.split_at(at);
        let inside_number = before
            .iter()
            .rev()
            .find(|c| **c != ' ')
            .filter(numeric)
            .and(after.iter().find(|c| **c != ' ').filter(numeric));
        if inside_number.is_some() && !kept.ends_with(' ') {
            kept.push(*c);
        }
    }
    kept
}

/// Whether a text is a sign for a blank: dashes, dots, slashes, stars, or 无 alone.
pub(super) fn is_blank(plain: &str) -> bool {
    let filler = |c: char| "/\\-—…·._*~。、:|".contains(c);
    let words = plain.trim_matches(filler);
    matches!(words, "" | "无" | "暂无" | "(无)") || is_residue(plain)
}

/// Whether a text is a placeholder of a template: `≥**人`, `≥XX%`, `(200字以内)`.
fn is_residue(plain: &str) -> bool {
    if let Some(inside) = plain.strip_prefix('(').and_then(|p| p.strip_suffix(')')) {
        return inside.ends_with("字以内") || inside.ends_with("字左右");
    }
    let digits = plain.contains(|c: char| c.is_ascii_digit());
    !digits
        && ["**", "XX", "xx", "××", "＿＿", "__"]
            .iter()
            .any(|r| plain.contains(r))
}

/// Text behind a numbering such as `指标1:`, `指标2、` or `①`.
pub(super) fn without_numbering(plain: &str) -> &str {
    let circled = |c: char| ('①'..='⑳').contains(&c) || c == '★';
    let rest = plain.trim_start_matches(circled);
    let Some(numbered) = rest.strip_prefix("指标") else {
        return rest;
    };
    let tail = numbered.trim_start_matches(|c: char| c.is_ascii_digit());
    match tail.strip_prefix([':', '、', '.']) {
        Some(text)
            if !(tail.starts_with('.') && text.starts_with(|c: char| c.is_ascii_digit())) =>
        {
            text
        }
        _ => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_blank, plain, without_numbering};

    #[test]
    fn variants_become_one() {
        for (typed, unified) in [
            ("≧ 735 人次", "≥735人次"),
            ("＞＝９５．５％", ">=95.5%"),
            ("１，４３７", "1,437"),
            ("100，200", "100、200"),
            ("100 100", "100 100"),
            ("大于等于　 5%", "大于等于5%"),
        ] {
            assert_eq!(plain(typed), unified);
        }
    }

    #[test]
    fn numbering_is_not_a_number() {
        assert_eq!(without_numbering("指标1:95%"), "95%");
        assert_eq!(without_numbering("指标2."), "");
        assert_eq!(without_numbering("指标1.5"), "指标1.5");
    }

    #[test]
    fn filler_is_blank() {
        for filler in [
            "",
            "/",
            "——",
            "……",
            "...",
            "无",
            "\\",
            "≥**人",
            "(200字以内)",
        ] {
            assert!(is_blank(filler), "{filler}");
        }
        assert!(!is_blank("0"));
        assert!(!is_blank("无发生额"));
    }
}
