//! What surrounds the rows: headline, panes, widths, print settings, bars and colours.

use rust_xlsxwriter::{
    Color, ConditionalFormat3ColorScale, ConditionalFormatCell, ConditionalFormatCellRule,
    ConditionalFormatDataBar, ConditionalFormatType, Url, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use super::look::{Looks, Tone};
use crate::base::lang::{Lang, Text};
use crate::model::{Grade, Warning};
use crate::output::text;
use crate::report::{Book, Chart, HEAD_ROWS, Head, Page, Role, Row, Spacing, Style, Tab};

/// A4 in Excel's list of papers.
pub(super) const A4: u8 = 9;

/// Row of the header.
const HEADER_ROW: u32 = HEAD_ROWS - 1;

/// Page, panes and widths; all that does not depend on the rows.
pub(super) fn set_up(
    target: &mut Worksheet,
    book: &Book,
    sheet: &Tab,
    heads: &[Head],
) -> Result<(), XlsxError> {
    for (head, col) in heads.iter().zip(0..) {
        target.set_column_width(col, f64::from(head.width))?;
    }
    target.set_freeze_panes(HEAD_ROWS, sheet.plan().frozen)?;
    match sheet.page() {
        Page::Landscape => {
            target.set_repeat_rows(HEADER_ROW, HEADER_ROW)?;
            target.set_landscape().set_print_fit_to_pages(1, 0)
        }
        Page::OnePage => target.set_portrait().set_print_fit_to_pages(1, 1),
        Page::Upright => target.set_portrait().set_print_fit_to_pages(1, 0),
    };
    target
        .set_paper_size(A4)
        .set_print_center_horizontally(true)
        .set_margins(0.4, 0.4, 0.7, 0.6, 0.3, 0.3)
        .set_header(print_header(book, sheet))
        .set_footer(footer(book.lang()));
    Ok(())
}

/// Number of the page below each page.
pub(super) const fn footer(lang: Lang) -> &'static str {
    Text::new("&C第&P页 共&N页", "&CPage &P of &N").get(lang)
}

/// Begins a new page at the charts below a table, so that none is cut in two.
pub(super) fn part_from_charts(
    target: &mut Worksheet,
    sheet: &Tab,
    charts: &[Chart],
) -> Result<(), XlsxError> {
    let parted = sheet.page() != Page::OnePage;
    if let Some(first) = charts.first().filter(|_| parted) {
        target.set_page_breaks(&[first.at.0])?;
    }
    Ok(())
}

/// Title at the left, sheet at the right. `&` would begin a command, and a year right after the
/// font size would be taken for more of its digits.
fn print_header(book: &Book, sheet: &Tab) -> String {
    let title = sheet.title().replace('&', "&&");
    let subtitle = book.subtitle().replace('&', "&&");
    let header = format!("&L&9 {title}&R&9&A");
    let full = format!("&L&9 {title}　{subtitle}&R&9&A");
    // Excel refuses headers of more than 255 characters.
    let room = sheet.page() != Page::Upright && full.encode_utf16().count() <= 255;
    if room { full } else { header }
}

/// Headline, subtitle and column headers.
pub(super) fn write_head(
    target: &mut Worksheet,
    book: &Book,
    sheet: &Tab,
    heads: &[Head],
    looks: &Looks,
) -> Result<(), XlsxError> {
    target.set_row_height(0, 30)?;
    let title = text::cell(&sheet.title()).into_owned();
    match book.overview().filter(|name| *name != sheet.name()) {
        None => target.write_string_with_format(0, 0, title, &looks.title)?,
        Some(name) => {
            let tip = Text::new("回到总览", "Back to the overview").get(book.lang());
            let url = Url::new(format!("internal:'{name}'!A1"));
            let url = url.set_text(title).set_tip(tip);
            target.write_url_with_format(0, 0, &url, &looks.title)?
        }
    };
    target.set_row_height(1, 18)?;
    target.write_string_with_format(1, 0, text::cell(&book.subtitle()), &looks.subtitle)?;
    target.set_row_height(HEADER_ROW, header_height(heads))?;
    for (head, col) in heads.iter().zip(0..) {
        let title = text::cell(&head.title);
        target.write_string_with_format(HEADER_ROW, col, title, &looks.header.plain)?;
    }
    Ok(())
}

/// Height in points that a row of words needs where it is more than the usual one.
///
/// Excel measures wrapped rows when it opens a file; WPS and LibreOffice do not always.
pub(super) fn height(row: &Row, heads: &[Head], spacing: Spacing) -> Option<f64> {
    if row.role == Role::Note {
        return None;
    }
    let wrapped = row.cells.iter().zip(heads);
    let wrapped = wrapped.filter(|(_, head)| head.style == Style::Words);
    let lines = wrapped.filter_map(|(value, head)| Some(lines(value.words()?, head.width)));
    let lines = f64::from(lines.max().unwrap_or(1).min(29));
    match spacing {
        Spacing::Roomy => Some((lines * 13.5 + 8.0).max(22.0)),
        Spacing::Close => (lines > 1.0).then_some(lines * 13.5 + 3.0),
    }
}

/// The columns of a sheet that are printed, and their width together.
pub(super) struct Printed {
    pub(super) columns: u16,
    width: u16,
}

impl Printed {
    /// Lines that a note takes across the page; its letters are a tenth smaller than those of the columns.
    pub(super) fn lines(&self, note: &str) -> u16 {
        let room = u32::from(self.width) * 10 / 9;
        lines(note, u16::try_from(room).unwrap_or(u16::MAX))
    }
}

/// What of a sheet is printed.
pub(super) fn printed(sheet: &Tab, heads: &[Head]) -> Printed {
    let columns = heads.len() - sheet.screen_only().min(heads.len());
    let widths = heads.iter().take(columns).map(|h| h.width);
    Printed {
        columns: u16::try_from(columns).unwrap_or(u16::MAX),
        width: widths.fold(0, u16::saturating_add),
    }
}

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

/// Height for the header with the most lines.
fn header_height(heads: &[Head]) -> u32 {
    let most = heads
        .iter()
        .map(|head| lines(&head.title, head.width))
        .max();
    u32::from(most.unwrap_or(1)).min(6) * 14 + 8
}

/// Filter, bars, colours and print area, once the number of rows is known.
pub(super) fn finish(
    target: &mut Worksheet,
    book: &Book,
    sheet: &Tab,
    heads: &[Head],
    items: u32,
    rows: u32,
) -> Result<(), XlsxError> {
    let columns = u16::try_from(heads.len()).unwrap_or(u16::MAX);
    if let Some(last) = printed(sheet, heads).columns.checked_sub(1) {
        target.set_print_area(0, 0, rows - 1, last)?;
    }
    if items == 0 {
        return Ok(());
    }
    let last = HEADER_ROW + items;
    if sheet.plan().filter {
        target.autofilter(HEADER_ROW, 0, last, columns.saturating_sub(1))?;
    }
    for (head, col) in heads.iter().zip(0..) {
        colour(target, book, head.style, (col, last))?;
    }
    Ok(())
}

/// Bars behind totals, colours behind words.
fn colour(
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
