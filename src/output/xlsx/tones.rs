//! Colours by content: bars behind totals, a scale behind shares, the colours of words.

use rust_xlsxwriter::{
    Color, ConditionalFormat3ColorScale, ConditionalFormatCell, ConditionalFormatCellRule,
    ConditionalFormatDataBar, ConditionalFormatType, Worksheet, XlsxError,
};

use super::look::Tone;
use crate::model::{Grade, Warning};
use crate::report::{Book, HEAD_ROWS, Style};

/// Bars behind totals, colours behind words.
pub(super) fn colour(
    target: &mut Worksheet,
    book: &Book,
    style: Style,
    (col, last): (u16, u32),
) -> Result<(), XlsxError> {
    match style {
        Style::Total => {
            let bar = ConditionalFormatDataBar::new()
                .set_minimum(ConditionalFormatType::Number, 0)
                .set_fill_color(Color::RGB(0xBD_D7_EE))
                .set_border_off(true)
                .set_solid_fill(true);
            target.add_conditional_format(HEAD_ROWS, col, last, col, &bar)?;
        }
        Style::Share => {
            let scale = ConditionalFormat3ColorScale::new()
                .set_minimum(ConditionalFormatType::Number, 0.6)
                .set_midpoint(ConditionalFormatType::Number, 0.85)
                .set_maximum(ConditionalFormatType::Number, 1)
                .set_minimum_color(Color::RGB(0xF8_9B_93))
                .set_midpoint_color(Color::RGB(0xFF_F2_C2))
                .set_maximum_color(Color::RGB(0x9A_D5_A8));
            target.add_conditional_format(HEAD_ROWS, col, last, col, &scale)?;
        }
        _ => {
            for (word, tone) in tones(book, style) {
                target.add_conditional_format(HEAD_ROWS, col, last, col, &is_word(word, tone))?;
            }
        }
    }
    Ok(())
}

/// The words of a column that are coloured.
fn tones(book: &Book, style: Style) -> Vec<(String, Tone)> {
    match style {
        Style::Grade => {
            let grades = book.grades().into_iter();
            let word = |grade: Grade| (grade.name.to_string(), Tone::of_band(grade.band));
            grades.map(word).collect()
        }
        Style::Warning => {
            let words = Warning::ALL.map(|warning| warning.title().get(book.lang()).to_owned());
            let tones = [Tone::Bad, Tone::Doubtful, Tone::Good];
            words.into_iter().zip(tones).collect()
        }
        Style::Verdict => {
            let words = book.verdicts().map(str::to_owned);
            words.into_iter().zip([Tone::Bad, Tone::Good]).collect()
        }
        Style::Severity => {
            let words = book.severities().map(str::to_owned);
            let tones = [Tone::Bad, Tone::Doubtful, Tone::Neutral];
            words.into_iter().zip(tones).collect()
        }
        _ => Vec::new(),
    }
}

/// Colours one cell by its word, which stays.
pub(super) fn colour_cell(
    target: &mut Worksheet,
    book: &Book,
    (row, col): (u32, u16),
    (style, word): (Style, &str),
) -> Result<(), XlsxError> {
    let mut known = tones(book, style).into_iter();
    if let Some((word, tone)) = known.find(|(known, _)| known == word) {
        target.add_conditional_format(row, col, row, col, &is_word(word, tone))?;
    }
    Ok(())
}

fn is_word(word: String, tone: Tone) -> ConditionalFormatCell {
    ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::EqualTo(word))
        .set_format(tone.format())
}
