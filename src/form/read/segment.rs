//! The positions of forms on a sheet, which may have several or none.

use std::ops::Range;

use super::super::labels::{Closing, Cover, FundColumn, IndicatorColumn, Title, label_key};
use super::dated::{self, LabelYear};
use super::header::Header;
use super::page::{Page, Word};
use super::tables::{TableHeader, headers};
use super::year;

/// The rows of one form with its table headers.
pub(super) struct Segment {
    pub(super) rows: Range<u32>,
    pub(super) funds: Option<Header<FundColumn>>,
    /// The indicator table; several where its header is repeated after a page break.
    pub(super) tables: Vec<Header<IndicatorColumn>>,
}

impl Segment {
    /// First row below the cover lines.
    pub(super) fn head_end(&self) -> u32 {
        let funds = self.funds.as_ref().map(|h| h.rows.start);
        let table = self.tables.first().map(|h| h.rows.start);
        funds
            .into_iter()
            .chain(table)
            .min()
            .unwrap_or(self.rows.end)
    }
}

/// The forms of a sheet, top to bottom.
pub(super) fn segments(page: &Page<'_>) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for found in headers(page) {
        let belongs = match segments.last() {
            None => HeaderOwner::New(0),
            Some(current) => belongs(page, current, &found),
        };
        if let HeaderOwner::New(start) = belongs {
            close(&mut segments, start);
            segments.push(Segment {
                rows: start..page.sheet.end_row(),
                funds: None,
                tables: Vec::new(),
            });
        }
        if let Some(current) = segments.last_mut() {
            match found {
                _ if belongs == HeaderOwner::Nothing => {}
                TableHeader::Funds(h) => current.funds = Some(h),
                TableHeader::Table(h) => current.tables.push(h),
            }
        }
    }
    segments.retain(|s| is_form(page, s));
    segments
}

fn close(segments: &mut [Segment], at: u32) {
    if let Some(last) = segments.last_mut() {
        last.rows.end = at;
    }
}

/// The form to which a table header belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HeaderOwner {
    /// To a new form that begins in this row.
    New(u32),
    Current,
    /// To no form: a list of projects or the like beside the form's own money block.
    Nothing,
}

/// The form of a header. A title, or a second unit and project behind a whole form, begins the next form.
fn belongs(page: &Page<'_>, current: &Segment, found: &TableHeader) -> HeaderOwner {
    let table = current.tables.last().map(|h| h.rows.end);
    let funds = current.funds.as_ref().map(|h| h.rows.end);
    let between = table.max(funds).unwrap_or_default()..found.rows().start;
    let titled = first_row(page, between.clone(), |w| w.is_title());
    let covered = first_row(page, between, |w| is_cover(page, w)).filter(|_| table.is_some());
    if let Some(start) = titled.or(covered) {
        return HeaderOwner::New(start);
    }
    let own = match found {
        _ if is_of_another_year(page, found.rows()) => false,
        TableHeader::Funds(new) => current.takes(page, new),
        TableHeader::Table(_) => !current.is_closed(page, found.rows().start),
    };
    match own {
        true => HeaderOwner::Current,
        false => HeaderOwner::Nothing,
    }
}

impl Segment {
    /// Whether a table of amounts is the money block of the form: before the indicators the one that is most like it;
    /// behind them only one with rate, points or score, if there is none before.
    fn takes(&self, page: &Page<'_>, new: &Header<FundColumn>) -> bool {
        let behind = self.is_behind_table(new);
        match &self.funds {
            Some(old) if behind => {
                self.is_behind_table(old) && likeness(page, new) > likeness(page, old)
            }
            Some(old) => likeness(page, new) > likeness(page, old),
            None => !behind || is_scored(new) && !is_list(page, new),
        }
    }

    /// Whether the form has ended with its total, and a line below names another project or an annex.
    fn is_closed(&self, page: &Page<'_>, header: u32) -> bool {
        let below = self.tables.last().map_or(header, |table| table.rows.end);
        let total = |w: &&Word<'_>| page.labels.closing.exact(&w.key) == Some(Closing::Total);
        let Some(total) = page.words(below..header).iter().rfind(total) else {
            return false;
        };
        let lines = page.words(total.at.row.saturating_add(1)..header).iter();
        let mut alone = lines.filter(|w| page.sheet.row(w.at.row).len() == 1);
        alone.any(|w| w.text.starts_with('附') || w.text.contains("项目"))
    }

    /// Whether a table of amounts is behind the first indicators.
    pub(super) fn is_behind_table(&self, funds: &Header<FundColumn>) -> bool {
        let first = self.tables.first();
        first.is_some_and(|table| table.rows.start < funds.rows.start)
    }
}

/// Features of a money block that a table of amounts has, for comparison.
fn likeness(page: &Page<'_>, header: &Header<FundColumn>) -> (bool, bool, bool) {
    let marked = header.count(&[FundColumn::Points, FundColumn::Score]) > 0;
    (marked, !is_list(page, header), header.has(FundColumn::Rate))
}

fn is_scored(header: &Header<FundColumn>) -> bool {
    header.count(&[FundColumn::Rate, FundColumn::Points, FundColumn::Score]) > 0
}

/// Whether a table is a list of projects, tasks or units with their money.
pub(super) fn is_list(page: &Page<'_>, header: &Header<FundColumn>) -> bool {
    let words = page.words(header.rows.clone());
    words.iter().any(|w| names_things(&w.key))
}

/// Whether a heading is that of the items of a list.
pub(super) fn names_things(key: &str) -> bool {
    const THINGS: &[&str] = &[
        "序号",
        "项目名称",
        "子项目名称",
        "二级项目名称",
        "任务名称",
        "单位名称",
        "预算单位",
        "项目单位",
    ];
    THINGS.contains(&key)
}

/// Whether a table is last year's block: 2022年资金情况 beside or above the headings.
fn is_of_another_year(page: &Page<'_>, rows: &Range<u32>) -> bool {
    let above = page.words(rows.start.saturating_sub(1)..rows.start);
    let first = page.words(rows.clone()).first();
    // A line above some columns only is about these.
    let whole = |line: &&Word<'_>| first.is_none_or(|first| line.at.col <= first.at.col);
    let line = above.iter().filter(|_| above.len() == 1).filter(whole);
    let year = |word: &Word<'_>| {
        let label = dated::in_key(&word.key)?;
        let column = page.labels.fund_columns.find(&label.rest).is_some();
        label.year.filter(|_| !column)
    };
    line.chain(first).filter_map(year).any(|year| match year {
        LabelYear::Earlier | LabelYear::Later => true,
        LabelYear::Year(year) => year::above(page, rows.start).is_some_and(|own| own != year),
    })
}

fn first_row(page: &Page<'_>, rows: Range<u32>, test: impl Fn(&Word<'_>) -> bool) -> Option<u32> {
    page.words(rows).iter().find(|w| test(w)).map(|w| w.at.row)
}

fn is_cover(page: &Page<'_>, word: &Word<'_>) -> bool {
    let label = word.text.split([':', '：']).next().unwrap_or_default();
    matches!(
        page.labels.cover.exact(&label_key(label)),
        Some(Cover::Unit | Cover::Project | Cover::Implementer | Cover::Department)
    )
}

/// Whether a segment is a form: a table of indicators, or a money block under the title of a self-evaluation that is no
/// list.
fn is_form(page: &Page<'_>, segment: &Segment) -> bool {
    let is_list = |w: &Word<'_>| page.labels.title.occurs(Title::List, &w.key);
    let titled = |w: &Word<'_>| w.is_title() && !is_list(w);
    !segment.tables.is_empty() || first_row(page, segment.rows.clone(), titled).is_some()
}
