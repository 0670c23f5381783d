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
use crate::report::{
    Book, Chart, HEAD_ROWS, Head, Heading, Page, Reader, Role, Row, Spacing, Style, Tab,
};

/// A4 and A3 in Excel's list of papers.
pub(super) const A4: u8 = 9;
const A3: u8 = 8;

/// Pixels across a page lying down, between its margins.
const ACROSS_A4: u32 = 1_045;
const ACROSS_A3: u32 = 1_511;

/// Percent below which nothing is scaled: the smallest letters, of 9 points, stay above 7.5.
const LEAST: u16 = 85;

/// On what a sheet is printed, so that its letters stay readable.
#[derive(Clone, Copy)]
enum Paper {
    /// A4 upright, on so many pages; 0 are as many as it takes.
    Upright(u16),
    /// Lying down, all columns side by side.
    Lying(u8),
    /// A4 lying down in parts, each with the columns that stay in view.
    Parted,
}

impl Paper {
    fn of(sheet: &Tab, heads: &[Head]) -> Self {
        match sheet.page() {
            Page::OnePage => Self::Upright(1),
            Page::Upright => Self::Upright(0),
            Page::Landscape if sheet.reader() == Reader::Auditor => Self::Parted,
            Page::Landscape => {
                let columns = heads.len() - sheet.screen_only().min(heads.len());
                let wide: u32 = heads.iter().take(columns).map(pixels).sum();
                let fits = |across: u32| wide * u32::from(LEAST) <= across * 100;
                match (fits(ACROSS_A4), fits(ACROSS_A3)) {
                    (true, _) => Self::Lying(A4),
                    (false, true) => Self::Lying(A3),
                    (false, false) => Self::Parted,
                }
            }
        }
    }

    /// Pixels across which a note may run.
    const fn room(self) -> u32 {
        match self {
            Self::Upright(_) | Self::Lying(_) => u32::MAX,
            Self::Parted => ACROSS_A4 * 100 / LEAST as u32,
        }
    }
}

/// Pixels of a column where its font is missing: those that stand in for 宋体 are wider.
fn pixels(head: &Head) -> u32 {
    u32::from(head.width) * 9
}

/// Colour of the tabs of a reader's sheets.
const fn colour_of(reader: Reader) -> Color {
    Color::RGB(match reader {
        Reader::Leader => 0xC0_00_00,
        Reader::Clerk => 0x2F_6E_A5,
        Reader::Auditor => 0x8C_8C_8C,
    })
}

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
    target.set_tab_color(colour_of(sheet.reader()));
    if sheet.plan().heading != Heading::Page {
        target.set_freeze_panes(HEAD_ROWS, sheet.plan().frozen)?;
        target.set_repeat_rows(HEADER_ROW, HEADER_ROW)?;
    }
    match Paper::of(sheet, heads) {
        Paper::Upright(pages) => target
            .set_portrait()
            .set_paper_size(A4)
            .set_print_fit_to_pages(1, pages),
        Paper::Lying(size) => target
            .set_landscape()
            .set_paper_size(size)
            .set_print_fit_to_pages(1, 0),
        Paper::Parted => {
            if let Some(last) = sheet.plan().frozen.checked_sub(1) {
                target.set_repeat_columns(0, last)?;
            }
            target
                .set_landscape()
                .set_paper_size(A4)
                .set_print_scale(LEAST)
        }
    };
    // Nothing is printed above a page.
    let above = match sheet.plan().heading {
        Heading::Page => 0.4,
        Heading::List | Heading::Annex => 0.7,
    };
    target
        .set_print_center_horizontally(true)
        .set_margins(0.4, 0.4, above, 0.6, 0.3, 0.3)
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
    if sheet.plan().heading != Heading::List {
        return String::new();
    }
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
    let last = u16::try_from(heads.len())
        .unwrap_or(u16::MAX)
        .saturating_sub(1);
    match sheet.plan().heading {
        Heading::List => above_list(target, book, sheet, looks)?,
        Heading::Annex => return above_annex(target, (book, sheet), (heads, last), looks),
        Heading::Page => return above_page(target, (book, sheet), (heads, last), looks),
    }
    headers(target, heads, looks)
}

/// A headline that leads back to the first sheet, and the subtitle.
fn above_list(
    target: &mut Worksheet,
    book: &Book,
    sheet: &Tab,
    looks: &Looks,
) -> Result<(), XlsxError> {
    target.set_row_height(0, 30)?;
    let title = text::cell(&sheet.title()).into_owned();
    match book.front().filter(|name| *name != sheet.name()) {
        None => target.write_string_with_format(0, 0, title, &looks.title)?,
        Some(name) => {
            let tip = Text::new("回到结论", "Back to the conclusion").get(book.lang());
            let url = Url::new(format!("internal:'{name}'!A1"));
            let url = url.set_text(title).set_tip(tip);
            target.write_url_with_format(0, 0, &url, &looks.title)?
        }
    };
    target.set_row_height(1, 18)?;
    target.write_string_with_format(1, 0, text::cell(&book.subtitle()), &looks.subtitle)?;
    Ok(())
}

/// A centred headline and the subtitle, across the page.
fn above_page(
    target: &mut Worksheet,
    (book, sheet): (&Book, &Tab),
    (heads, last): (&[Head], u16),
    looks: &Looks,
) -> Result<(), XlsxError> {
    target.set_row_height(0, 30)?;
    target.merge_range(
        0,
        0,
        0,
        last,
        &text::cell(&sheet.title()),
        &looks.centred_title,
    )?;
    let subtitle = book.subtitle();
    let lines = printed(sheet, heads).lines(&subtitle, 10);
    target.set_row_height(1, f64::from(lines) * 12.5 + 5.0)?;
    let subtitle = text::cell(&subtitle);
    target.merge_range(1, 0, 1, last, &subtitle, &looks.centred_subtitle)?;
    target.set_row_height(HEADER_ROW, 6)?;
    Ok(())
}

/// 附件 beside a centred headline; below it a date to be filled in, and the unit of money; then the headers.
fn above_annex(
    target: &mut Worksheet,
    (book, sheet): (&Book, &Tab),
    (heads, last): (&[Head], u16),
    looks: &Looks,
) -> Result<(), XlsxError> {
    let [annex, until, measure] = [
        Text::new("附件1", "Annex 1"),
        Text::new("截止日期：　　　　年　　月　　日", "As of: ____________"),
        Text::new("单位：万元", "Money in 万元 (10 000 yuan)"),
    ]
    .map(|text| text.get(book.lang()));
    let middle = last / 2;
    target.set_row_height(0, 48)?;
    target.write_string_with_format(0, 0, annex, &looks.corner)?;
    let title = text::cell(&sheet.title()).into_owned();
    target.merge_range(
        0,
        1,
        0,
        last.saturating_sub(1),
        &title,
        &looks.centred_title,
    )?;
    target.set_row_height(1, 20)?;
    target.merge_range(1, 0, 1, middle, until, &looks.default)?;
    target.merge_range(1, middle + 1, 1, last, measure, &looks.right)?;
    headers(target, heads, looks)
}

fn headers(target: &mut Worksheet, heads: &[Head], looks: &Looks) -> Result<(), XlsxError> {
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
    match row.role {
        Role::Item | Role::Total => {}
        Role::Note | Role::Sentence => return None,
        Role::Heading => return Some(20.0),
        Role::Names | Role::Tally => return Some(16.0),
        Role::Figures(_) => return Some(30.0),
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

/// The columns of a sheet that stand on its first page, and their width together.
pub(super) struct Printed {
    pub(super) columns: u16,
    width: u16,
}

impl Printed {
    /// Lines that a sentence in letters of so many points takes across the page; those of the columns have 10.
    pub(super) fn lines(&self, sentence: &str, points: u32) -> u16 {
        let room = u32::from(self.width) * 10 / points;
        lines(sentence, u16::try_from(room).unwrap_or(u16::MAX))
    }
}

/// What of a sheet is printed on one page.
pub(super) fn printed(sheet: &Tab, heads: &[Head]) -> Printed {
    let room = Paper::of(sheet, heads).room();
    let columns = heads.len() - sheet.screen_only().min(heads.len());
    let mut printed = Printed {
        columns: 0,
        width: 0,
    };
    let mut wide = 0_u32;
    for head in heads.iter().take(columns) {
        wide = wide.saturating_add(pixels(head));
        if wide > room && printed.columns > 0 {
            break;
        }
        printed.columns += 1;
        printed.width = printed.width.saturating_add(head.width);
    }
    printed
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
    let shown = columns.saturating_sub(u16::try_from(sheet.screen_only()).unwrap_or(u16::MAX));
    match shown.checked_sub(1) {
        Some(last) if sheet.reader() != Reader::Auditor => {
            target.set_print_area(0, 0, rows - 1, last)?;
        }
        _ => {}
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
