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

#[cfg(test)]
mod tests {
    use super::is_percent;

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
