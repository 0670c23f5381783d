//! What surrounds the rows: headline, panes, widths, heights.

use rust_xlsxwriter::{Color, Url, Worksheet, XlsxError};

use super::lines::lines;
use super::look::Looks;
use super::paper::{self, HEADER_ROW, printed};
use super::tones::colour;
use crate::base::lang::{Text, worded};
use crate::output::text;
use crate::report::{Book, HEAD_ROWS, Head, Heading, Reader, Role, Row, Spacing, Style, Tab};

/// Colour of the tabs of a reader's sheets.
const fn colour_of(reader: Reader) -> Color {
    Color::RGB(match reader {
        Reader::Leader => 0xC0_00_00,
        Reader::Clerk => 0x2F_6E_A5,
        Reader::Auditor => 0x8C_8C_8C,
    })
}

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
    }
    paper::set_up(target, book, sheet, heads)
}

/// Headline, subtitle and column headers.
pub(super) fn write_head(
    target: &mut Worksheet,
    book: &Book,
    sheet: &Tab,
    heads: &[Head],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let last = last_of(heads);
    match sheet.plan().heading {
        Heading::List => above_list(target, (book, sheet), heads, looks)?,
        Heading::Annex => return above_annex(target, (book, sheet), (heads, last), looks),
        Heading::Page => return above_page(target, (book, sheet), (heads, last), looks),
    }
    headers(target, heads, looks)
}

/// The last column.
fn last_of(heads: &[Head]) -> u16 {
    let last = heads.len().saturating_sub(1);
    u16::try_from(last).unwrap_or(u16::MAX)
}

/// A headline that leads back to the first sheet, and the subtitle.
fn above_list(
    target: &mut Worksheet,
    (book, sheet): (&Book, &Tab),
    heads: &[Head],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let first = paper::headline(sheet, heads);
    target.set_row_height(0, 30)?;
    let title = text::cell(&sheet.title()).into_owned();
    match book.front().filter(|name| *name != sheet.name()) {
        None => target.write_string_with_format(0, first, title, &looks.title)?,
        Some(name) => {
            let tip = Text::new("回到结论", "Back to the conclusion").get(book.lang());
            let url = Url::new(format!("internal:'{name}'!A1"));
            let url = url.set_text(title).set_tip(tip);
            target.write_url_with_format(0, first, &url, &looks.title)?
        }
    };
    target.set_row_height(1, 18)?;
    target.write_string_with_format(1, first, text::cell(&book.subtitle()), &looks.subtitle)?;
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
    let printed = printed(sheet, heads);
    let subtitle = match book.subtitle() {
        long if printed.lines(&long, 10) > 1 => book.subtitle_lines().join("\n"),
        short => short,
    };
    let lines = printed.lines(&subtitle, 10);
    target.set_row_height(1, f64::from(lines) * 12.5 + 5.0)?;
    let subtitle = text::cell(&subtitle);
    target.merge_range(1, 0, 1, last, &subtitle, &looks.centred_subtitle)?;
    target.set_row_height(HEADER_ROW, 6)?;
    Ok(())
}

/// 附件 beside a centred headline; below it the date, or room for one, and the unit of money; then the headers.
fn above_annex(
    target: &mut Worksheet,
    (book, sheet): (&Book, &Tab),
    (heads, last): (&[Head], u16),
    looks: &Looks,
) -> Result<(), XlsxError> {
    let lang = book.lang();
    let [annex, measure] = [
        Text::new("附件1", "Annex 1"),
        Text::new("单位：万元", "Money in 万元 (10 000 yuan)"),
    ]
    .map(|text| text.get(lang));
    let to_be_filled_in = || {
        Text::new("　　　　年　　月　　日", "____________")
            .get(lang)
            .to_owned()
    };
    let until = book
        .day()
        .map_or_else(to_be_filled_in, |day| day.on_paper(lang));
    let until = worded!(lang, "截止日期：{until}", "As of: {until}");
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
    target.merge_range(1, 0, 1, middle, &until, &looks.default)?;
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
    paper::set_area(target, sheet, heads, rows)?;
    if items == 0 {
        return Ok(());
    }
    let last = HEADER_ROW + items;
    if sheet.plan().filter {
        target.autofilter(HEADER_ROW, 0, last, last_of(heads))?;
    }
    for (head, col) in heads.iter().zip(0..) {
        colour(target, book, head.style, (col, last))?;
    }
    Ok(())
}
