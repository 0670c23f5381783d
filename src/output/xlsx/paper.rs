//! What is printed: paper, margins, what is on each page.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::lines::lines;
use crate::base::lang::{Lang, Text};
use crate::output::{A3, A4};
use crate::report::{Book, Chart, HEAD_ROWS, Head, Heading, Page, ROW_PIXELS, Reader, Tab};

/// Row of the header, the same on every page.
pub(super) const HEADER_ROW: u32 = HEAD_ROWS - 1;

/// Pixels across a landscape page, between its margins.
const ACROSS_A4: u32 = 1_045;
const ACROSS_A3: u32 = 1_511;

/// Percent below which nothing is scaled: the smallest letters, of 9 points, stay above 7.5.
const LEAST: u16 = 85;

/// Points down an upright A4 page where letters of 10 points are printed as 7.5.
const ON_PAGE: f64 = 1_020.0;

/// Points that headline and subtitle of a page take.
pub(super) const HEAD_POINTS: f64 = 70.0;

/// On what a sheet is printed, so that its letters stay readable.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Paper {
    /// A4 portrait, on this number of pages; 0 for as many as needed.
    Upright(u16),
    /// Landscape, all columns side by side.
    Lying(u8),
    /// A4 landscape in parts, each with the frozen columns.
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

/// Pixels of a column where its font is missing: the substitutes for 宋体 are wider.
fn pixels(head: &Head) -> u32 {
    u32::from(head.width) * 9
}

/// Paper, margins and what is on every page.
pub(super) fn set_up(
    target: &mut Worksheet,
    book: &Book,
    sheet: &Tab,
    heads: &[Head],
) -> Result<(), XlsxError> {
    let heading = sheet.plan().heading;
    if heading != Heading::Page {
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
    let above = match heading {
        Heading::Page => 0.4,
        Heading::List | Heading::Annex => 0.7,
    };
    target
        .set_print_center_horizontally(true)
        .set_margins(0.4, 0.4, above, 0.6, 0.3, 0.3)
        .set_header(header(book, sheet, heads))
        .set_footer(footer(book.lang()));
    Ok(())
}

/// The cells that are printed; an auditor's sheet has none that would be printed by accident.
///
/// Headline and subtitle of a sheet in parts would be cut on all parts but the first: its header has them.
pub(super) fn set_area(
    target: &mut Worksheet,
    sheet: &Tab,
    heads: &[Head],
    rows: u32,
) -> Result<(), XlsxError> {
    if sheet.reader() == Reader::Auditor {
        return Ok(());
    }
    let first = match Paper::of(sheet, heads) {
        Paper::Parted => HEADER_ROW,
        Paper::Upright(_) | Paper::Lying(_) => 0,
    };
    let shown = heads.len().saturating_sub(sheet.screen_only());
    if let Some(last) = shown.checked_sub(1) {
        let last = u16::try_from(last).unwrap_or(u16::MAX);
        target.set_print_area(first, 0, rows.saturating_sub(1), last)?;
    }
    Ok(())
}

/// Begins a new page at the charts below a table, so that none is cut in two, and at those of a page that has no room for
/// them.
pub(super) fn part_from_charts(
    target: &mut Worksheet,
    sheet: &Tab,
    charts: &[Chart],
    points: f64,
) -> Result<(), XlsxError> {
    let rows = |first: &Chart| {
        let below = charts.iter().map(Chart::below).max();
        below.map_or(0, |below| below.saturating_sub(first.at.0))
    };
    let rows = charts.first().map_or(0, rows);
    let is_full = points + f64::from(rows * ROW_PIXELS) * 0.75 > ON_PAGE;
    if sheet.page() == Page::OnePage && is_full {
        target.set_print_fit_to_pages(1, 0);
    }
    let parted = sheet.page() != Page::OnePage || is_full;
    if let Some(first) = charts.first().filter(|_| parted) {
        target.set_page_breaks(&[first.at.0])?;
    }
    Ok(())
}

/// Number of the page below each page.
pub(super) const fn footer(lang: Lang) -> &'static str {
    Text::new("&C第&P页 共&N页", "&CPage &P of &N").get(lang)
}

/// Title at the left, with the subtitle where it is not printed below it, sheet at the right. `&` would begin a command,
/// and a year right after the font size would be taken for more of its digits.
fn header(book: &Book, sheet: &Tab, heads: &[Head]) -> String {
    if sheet.plan().heading != Heading::List {
        return String::new();
    }
    let title = sheet.title().replace('&', "&&");
    let subtitle = book.subtitle().replace('&', "&&");
    let header = format!("&L&9 {title}&R&9&A");
    let full = format!("&L&9 {title}　{subtitle}&R&9&A");
    // Excel refuses headers of more than 255 characters.
    let room = full.encode_utf16().count() <= 255;
    match Paper::of(sheet, heads) {
        Paper::Parted if room => full,
        Paper::Parted | Paper::Upright(_) | Paper::Lying(_) => header,
    }
}

/// The columns of a sheet that are on its first page, and their width together.
pub(super) struct FirstPage {
    pub(super) columns: u16,
    width: u16,
    /// The columns that are on every page, and their width.
    repeated: (u16, u16),
}

impl FirstPage {
    /// Lines that a sentence takes across the page in letters of `points`; those of the columns have 10.
    pub(super) fn lines(&self, sentence: &str, points: u32) -> u16 {
        across(self.width, sentence, points)
    }

    /// Where a note stands: beside the columns that come again on every page, or its beginning would come again as well.
    pub(super) fn note(&self, note: &str) -> Note {
        let last = self.columns.saturating_sub(1);
        let (first, width) = match self.repeated {
            (repeated, width) if repeated <= last => (repeated, self.width.saturating_sub(width)),
            _ => (0, self.width),
        };
        Note {
            columns: (first, last),
            lines: across(width, note, 9),
        }
    }
}

/// Where a note in letters of 9 points stands.
pub(super) struct Note {
    /// First and last column.
    pub(super) columns: (u16, u16),
    lines: u16,
}

impl Note {
    /// The height in points of a note that is wrapped over its columns; none for one that extends over the neighbouring
    /// cells.
    pub(super) fn height(&self) -> Option<f64> {
        let (first, last) = self.columns;
        (self.lines > 1 && last > first).then(|| f64::from(self.lines) * 12.5 + 3.0)
    }
}

fn across(width: u16, sentence: &str, points: u32) -> u16 {
    let room = u32::from(width) * 10 / points;
    lines(sentence, u16::try_from(room).unwrap_or(u16::MAX))
}

/// The column of the headline: where a sheet without a print area is printed in parts, the one after the columns that
/// repeat on every part and would cut it off there, unless these have more room than the rest of the part.
pub(super) fn headline(sheet: &Tab, heads: &[Head]) -> u16 {
    let whole = sheet.reader() != Reader::Auditor || Paper::of(sheet, heads) != Paper::Parted;
    let FirstPage {
        width, repeated, ..
    } = printed(sheet, heads);
    let (columns, again) = repeated;
    match whole || width.saturating_sub(again) < again {
        true => 0,
        false => columns,
    }
}

/// The part of a sheet that is printed on one page.
pub(super) fn printed(sheet: &Tab, heads: &[Head]) -> FirstPage {
    let paper = Paper::of(sheet, heads);
    let columns = heads.len() - sheet.screen_only().min(heads.len());
    let mut printed = FirstPage {
        columns: 0,
        width: 0,
        repeated: (0, 0),
    };
    let mut wide = 0_u32;
    for head in heads.iter().take(columns) {
        wide = wide.saturating_add(pixels(head));
        if wide > paper.room() && printed.columns > 0 {
            break;
        }
        printed.columns += 1;
        printed.width = printed.width.saturating_add(head.width);
        if paper == Paper::Parted && printed.columns <= sheet.plan().frozen {
            printed.repeated = (printed.columns, printed.width);
        }
    }
    printed
}
