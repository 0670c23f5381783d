//! Where on a sheet the forms are: one sheet may hold several, or none.

use std::ops::Range;

use super::super::labels::{Cover, FundColumn, IndicatorColumn, Title, key};
use super::header::Header;
use super::page::{Page, Word};
use super::tables::{Found, headers};

/// The rows of one form with its table headers.
pub(super) struct Segment {
    pub(super) rows: Range<u32>,
    pub(super) funds: Option<Header<FundColumn>>,
    /// The indicator table; more than one where its header is repeated after a page break.
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
            None => Belongs::New(0),
            Some(current) => belongs(page, current, &found),
        };
        if let Belongs::New(start) = belongs {
            close(&mut segments, start);
            segments.push(Segment {
                rows: start..page.sheet.end_row(),
                funds: None,
                tables: Vec::new(),
            });
        }
        if let Some(current) = segments.last_mut() {
            match found {
                _ if belongs == Belongs::Nothing => {}
                Found::Funds(h) => current.funds = Some(h),
                Found::Table(h) => current.tables.push(h),
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

/// The form that a table header belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Belongs {
    /// A new one that begins in this row.
    New(u32),
    Current,
    /// A list of projects or the like beside the form's own money block.
    Nothing,
}

/// A title, or unit and project named anew behind a whole form, begins the next one.
fn belongs(page: &Page<'_>, current: &Segment, found: &Found) -> Belongs {
    let table = current.tables.last().map(|h| h.rows.end);
    let funds = current.funds.as_ref().map(|h| h.rows.end);
    let between = table.max(funds).unwrap_or_default()..found.rows().start;
    let titled = first_row(page, between.clone(), is_title);
    let covered = first_row(page, between, |w| is_cover(page, w)).filter(|_| table.is_some());
    if let Some(start) = titled.or(covered) {
        return Belongs::New(start);
    }
    match found {
        Found::Funds(new) if !replaces(new, current.funds.as_ref()) => Belongs::Nothing,
        Found::Funds(_) | Found::Table(_) => Belongs::Current,
    }
}

/// A money block with rate or points takes the place of a list of tasks with amounts.
fn replaces(new: &Header<FundColumn>, old: Option<&Header<FundColumn>>) -> bool {
    let scored = |h: &Header<FundColumn>| {
        h.count(&[FundColumn::Rate, FundColumn::Points, FundColumn::Score]) > 0
    };
    old.is_none_or(|old| !scored(old) && scored(new))
}

fn first_row(page: &Page<'_>, rows: Range<u32>, test: impl Fn(&Word<'_>) -> bool) -> Option<u32> {
    page.words(rows).iter().find(|w| test(w)).map(|w| w.at.row)
}

/// A title: names a form of some stage.
pub(super) const fn is_title(word: &Word<'_>) -> bool {
    word.title.is_some()
}

fn is_cover(page: &Page<'_>, word: &Word<'_>) -> bool {
    let label = word.text.split([':', '：']).next().unwrap_or_default();
    matches!(
        page.labels.cover.exact(&key(label)),
        Some(Cover::Unit | Cover::Project | Cover::Implementer | Cover::Department)
    )
}

/// A table of indicators, or a money block under the title of a self-evaluation that is no list of several.
fn is_form(page: &Page<'_>, segment: &Segment) -> bool {
    let is_list = |w: &Word<'_>| page.labels.title.occurs(Title::List, &w.key);
    let titled = |w: &Word<'_>| is_title(w) && !is_list(w);
    !segment.tables.is_empty() || first_row(page, segment.rows.clone(), titled).is_some()
}
