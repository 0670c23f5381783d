//! Number formats as far as they change what a number says.

/// Built-in formats `0%` and `0.00%`.
pub(super) const fn builtin_percent(id: u32) -> bool {
    matches!(id, 9 | 10)
}

/// Whether a format code shows a number as a percentage: `%` in its first section, not as a literal.
pub(super) fn is_percent(code: &str) -> bool {
    let mut letters = code.chars();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\\' | '_' | '*' => {
                letters.next();
            }
            ';' => return false,
            '%' => return true,
            _ => {}
        }
    }
    false
}

/// Built-in formats that show a day or a time of day.
pub(super) const fn builtin_date(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45 | 47 | 50..=58)
}

/// Whether a format code shows a number as a day or a time: a date letter in its first section, neither quoted nor in brackets.
pub(super) fn is_date(code: &str) -> bool {
    let mut letters = code.chars();
    let (mut quoted, mut bracketed) = (false, false);
    let mut noon = false;
    while let Some(letter) = letters.next() {
        match letter.to_ascii_lowercase() {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\\' | '_' | '*' => {
                letters.next();
            }
            ';' => return false,
            '[' => {
                // Hours, minutes or seconds elapsed are a number, no day.
                let next = letters.clone().next().map(|c| c.to_ascii_lowercase());
                if matches!(next, Some('h' | 'm' | 's')) {
                    return false;
                }
                bracketed = true;
            }
            ']' => bracketed = false,
            _ if bracketed => {}
            'a' if !noon => noon = true,
            'p' | 'm' | '/' if noon => return true,
            'd' | 'm' | 'h' | 'y' | 's' if !noon => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{is_date, is_percent};

    #[test]
    fn dates_have_letters_outside_quotes() {
        for code in [
            "yyyy-mm-dd",
            "yyyy\"年\"m\"月\"d\"日\"",
            "h:mm AM/PM",
            "[$-804]d",
        ] {
            assert!(is_date(code), "{code}");
        }
        for code in [
            "General",
            "0.00_ ",
            "#,##0\"days\"",
            "0;d",
            "[Red]0",
            "@",
            "[h]:mm",
        ] {
            assert!(!is_date(code), "{code}");
        }
    }

    #[test]
    fn percent_is_a_sign_not_a_literal() {
        for code in ["0%", "0.00%", "#,##0.0 %;-0%", "[Red]0%"] {
            assert!(is_percent(code), "{code}");
        }
        for code in ["General", "0\"%\"", "0\\%", "0;0%", "0_%"] {
            assert!(!is_percent(code), "{code}");
        }
    }
}
