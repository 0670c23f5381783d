//! The number inside a text that is not a number.

use ecow::EcoString;

/// What a scanner reads instead of a digit.
const SMUDGES: &str = "°º˚'‘’`´^|¦!";

/// The only number in a text, such as 95% in 约95%, where it is all there: 5O户 and 980° may be larger ones.
pub(super) fn lone_number(shown: &str) -> Option<EcoString> {
    if shown.starts_with('#') {
        return None;
    }
    let start = shown.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = shown.split_at_checked(start)?;
    let of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '%');
    let behind = rest.trim_start_matches(of_number);
    let number = rest.strip_suffix(behind)?;
    let torn = |c: char| c.is_ascii_alphabetic() || SMUDGES.contains(c);
    let whole = !before.ends_with(torn) && !behind.starts_with(torn);
    let alone = !behind.contains(|c: char| c.is_ascii_digit());
    let inside = !before.is_empty() || !behind.is_empty();
    let sound = !number.ends_with('.') && !number.contains("..");
    (whole && alone && inside && sound).then(|| number.into())
}
