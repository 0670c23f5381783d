//! Links to other sheets, and long ones that need several lines.

use super::lines::lines;
use crate::output::text;
use crate::report::{Anchor, Head, Style, Value, quoted};

/// Letters that words between quotes may have in a formula.
const QUOTED: usize = 255;

/// The cell of this workbook that a link leads to.
pub(super) fn address(anchor: &Anchor) -> String {
    let sheet = anchor.sheet.replace('\'', "''");
    format!("'{sheet}'!A{}", anchor.row + 1)
}

/// A link as a formula whose result is its words, where these take several lines of their column: LibreOffice cuts any
/// other link to one line. Words too long for a formula stay plain words.
pub(super) fn wrapped<'v>(value: &Value, head: &Head) -> Option<Value<'v>> {
    let Value::Link(words, anchor) = value else {
        return None;
    };
    if head.style != Style::Words || lines(words, head.width) < 2 {
        return None;
    }
    let words = text::cell(words).into_owned();
    let parts = [&format!("#{}", address(anchor)), &words];
    let fits = parts
        .iter()
        .all(|part| part.encode_utf16().count() <= QUOTED);
    let [target, shown] = parts.map(|part| quoted(part));
    let words = Value::from(words);
    Some(match fits {
        true => Value::Formula(
            format!("HYPERLINK({target},{shown})").into(),
            Box::new(words),
        ),
        false => words,
    })
}
