//! Figures with a meaning that depends on their font: 95 crossed out before 96 is not 9596, and 126 with a raised note
//! 1 is not 1261.

use std::borrow::Cow;

use super::collect::Raw;
use crate::base::number;

/// The font effect of a run of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FontEffect {
    Plain,
    Struck,
    Raised,
}

impl FontEffect {
    /// The run in characters that show the effect, where figures would otherwise read as others.
    pub(super) fn written<'x>(self, run: Cow<'x, str>, before: &str) -> Cow<'x, str> {
        match self {
            Self::Struck if holds_figure(&run) => struck(&run).into(),
            Self::Raised if before.ends_with(|c: char| c.is_ascii_digit() || c == '%') => {
                run.chars().map(raised).collect::<String>().into()
            }
            _ => run,
        }
    }
}

/// A crossed-out figure as a text, which is no number.
pub(super) fn crossed_out(raw: Raw<'_>) -> Raw<'_> {
    let text = match &raw {
        Raw::Figure(figure) => figure.to_string(),
        Raw::Number(figure) => match number::from_cell(*figure) {
            Some(figure) => figure.to_string(),
            None => return raw,
        },
        Raw::Text(text) if holds_figure(text) => text.to_string(),
        _ => return raw,
    };
    Raw::Text(struck(&text).into())
}

fn holds_figure(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// The superscript digits.
const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

fn raised(letter: char) -> char {
    let mut digits = ('0'..='9').zip(RAISED);
    let raised = digits.find(|(digit, _)| *digit == letter);
    raised.map_or(letter, |(_, raised)| raised)
}

/// A text with a stroke through each of its letters.
fn struck(text: &str) -> String {
    text.chars().flat_map(|c| [c, '\u{336}']).collect()
}
