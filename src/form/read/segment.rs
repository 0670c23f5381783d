//! Where on a sheet the forms are: one sheet may hold several, or none.

use std::ops::Range;

use super::super::grid::Value;
use super::super::labels::{Cover, FundColumn, IndicatorColumn, Title, key};
use super::figure::{Reading, reading};
use super::header::Header;
use super::page::{Page, Span, Word};
use crate::model::Stage;

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

/// Rows that the header of a table takes at most.
const TALLEST: usize = 3;

/// Listed wordings that a header row of the indicator table has at least.
pub(super) const LISTED: usize = 3;

enum Found {
    Funds(Header<FundColumn>),
    Table(Header<IndicatorColumn>),
}

impl Found {
    const fn rows(&self) -> &Range<u32> {
        match self {
            Self::Funds(h) => &h.rows,
            Self::Table(h) => &h.rows,
        }
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

/// All table headers, top to bottom.
fn headers(page: &Page<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut row = 0;
    while row < page.sheet.end_row() {
        row = match header_at(page, row) {
            Some(header) => {
                let next = header.rows().end;
                found.push(header);
                next
            }
            None => next_row(page, row),
        };
    }
    found
}

fn next_row(page: &Page<'_>, row: u32) -> u32 {
    let after = row.saturating_add(1);
    page.words(after..u32::MAX)
        .first()
        .map_or(u32::MAX, |w| w.at.row)
}

fn header_at(page: &Page<'_>, row: u32) -> Option<Found> {
    let one = row..row.saturating_add(1);
    let two = row..row.saturating_add(2);
    let (here, funds) = page.named_columns(row);
    let (below, _) = page.named_columns(row.saturating_add(1));
    let listed = here >= LISTED;
    let tall = || indicator_header(page, listed.then(|| tall_header(page, row)).flatten()?);
    let split = || {
        let named = here >= 2 && below >= 2;
        let header = named.then(|| indicator_header(page, two)).flatten();
        header.filter(|h| is_split(page, h, row))
    };
    let plain = || {
        listed
            .then(|| indicator_header(page, one.clone()))
            .flatten()
    };
    let table = tall().or_else(split).or_else(plain);
    table.map(Found::Table).or_else(|| {
        let header = (funds > 0).then(|| fund_header(page, one)).flatten();
        header.map(Found::Funds)
    })
}

/// Rows of a header whose cells are merged down beside further column names: 一级指标 over 名称 and 权重.
fn tall_header(page: &Page<'_>, row: u32) -> Option<Range<u32>> {
    let words = page.words(row..row.saturating_add(1));
    let named = words.iter().filter(|w| w.heads_table);
    let last = named.map(|w| w.region.last.row).max()?;
    let below = row.saturating_add(1)..last.saturating_add(1);
    let texts = below.clone().all(|r| holds_no_number(page, r));
    let columns = &page.labels.indicator_columns;
    let divides = |word: &Word<'_>| {
        words
            .iter()
            .filter(|above| is_divided(above, word))
            .any(|above| {
                let joined = format!("{}{}", word.key, above.key);
                columns.find(&word.key).is_some() || columns.exact(&joined).is_some()
            })
    };
    let lower = page.words(below.clone());
    let adds = lower.iter().any(|w| w.heads_table || divides(w));
    (below.len() < TALLEST && texts && adds).then_some(row..below.end)
}

/// 指标值 over 计划 and 实际: a listed heading merged across several columns that have names of their own below.
fn is_divided(above: &Word<'_>, word: &Word<'_>) -> bool {
    let across = above.region.last.col > above.region.first.col;
    above.heads_table && across && above.region.spans_column(word.at.col)
}

fn holds_no_number(page: &Page<'_>, row: u32) -> bool {
    let cells = page.sheet.row(row);
    cells.iter().all(|c| matches!(c.value, Value::Text(_)))
}

/// A header in two rows: the second adds columns of its own and holds no number.
fn is_split(page: &Page<'_>, header: &Header<IndicatorColumn>, row: u32) -> bool {
    let below = row.saturating_add(1);
    let listed = |r: u32| {
        let columns = header.columns().iter();
        columns.filter(|c| c.cell.row == r && !c.guessed).count()
    };
    listed(row) >= 2 && listed(below) >= 2 && holds_no_number(page, below)
}

fn indicator_header(page: &Page<'_>, rows: Range<u32>) -> Option<Header<IndicatorColumn>> {
    use IndicatorColumn as C;
    let names = [C::Level3, C::Name, C::Level2];
    let figures = [C::Target, C::InitialTarget, C::AdjustedTarget, C::Actual];
    let marks = [C::Points, C::Score];
    let mut header = Header::read(page, rows, &page.labels.indicator_columns);
    let name_column = names.iter().find_map(|&role| header.span(role));
    let below = header.rows.end;
    header.settle(name_column.map_or(0, |span| span.last), |span| {
        is_filled_below(page, below, span)
    });
    if !header.has(C::Actual) {
        header.halve(C::Target, C::Actual, |typed| names_both(page, typed));
    }
    if names_points(&header) {
        header.take_for(C::Name, C::Points);
    }
    if completion_is_actual(&header) {
        header.take_for(C::Completion, C::Actual);
    }
    let stage = page.stage_above(header.rows.start);
    if stage == Some(Stage::Midyear) && !header.has(C::Midyear) {
        header.stand_in(C::Actual, C::Midyear);
    }
    let named = header.count(&names) > 0;
    let watched = header.count(&[C::Midyear, C::Forecast]) > 0;
    let marked = header.count(&marks) > 0 || watched || is_early(stage);
    let filled = header.count(&figures) > 0 && marked;
    let exact = header.columns().iter().filter(|c| !c.guessed).count();
    let titled = stage == Some(Stage::SelfEvaluation) && is_bare(&header);
    (named && (filled || titled) && exact >= LISTED).then_some(header)
}

/// Under the title of a self-evaluation: targets with results but no points, or scores without either.
fn is_bare(header: &Header<IndicatorColumn>) -> bool {
    use IndicatorColumn as C;
    let targets = header.count(&[C::Target, C::InitialTarget, C::AdjustedTarget]) > 0;
    targets && header.has(C::Actual) || header.has(C::Score)
}

/// Rows below a header that show whether a column is used.
const NEAR: u32 = 10;

/// Whether something stands in a column near below its heading, above the next table.
fn is_filled_below(page: &Page<'_>, row: u32, span: Span) -> bool {
    let rows = row..row.saturating_add(NEAR);
    let own = rows.take_while(|row| page.named_columns(*row).0 < LISTED);
    own.into_iter().any(|row| {
        let cell = page.under(row, &span).filter(|c| c.at.row == row);
        cell.is_some_and(|c| !matches!(reading(&c.value), Reading::Blank))
    })
}

/// 目标值/完成值: one column that holds both.
fn names_both(page: &Page<'_>, typed: &str) -> bool {
    let columns = &page.labels.indicator_columns;
    let role = |text: &str| columns.exact(&key(text));
    typed
        .split_once(['/', '／'])
        .is_some_and(|(target, actual)| {
            role(target) == Some(IndicatorColumn::Target)
                && role(actual) == Some(IndicatorColumn::Actual)
        })
}

/// Forms of the stages before the self-evaluation need neither weights nor scores.
const fn is_early(stage: Option<Stage>) -> bool {
    matches!(stage, Some(Stage::Goals | Stage::Midyear))
}

/// 绩效指标（权重） beside 三级指标 holds the points.
fn names_points(header: &Header<IndicatorColumn>) -> bool {
    let column = header.column(IndicatorColumn::Name);
    let says = |typed: &str| typed.contains("权重") || typed.contains("分值");
    header.has(IndicatorColumn::Level3)
        && !header.has(IndicatorColumn::Points)
        && column.is_some_and(|c| says(&c.typed))
}

/// 完成情况 without an actual value beside it holds the actual value, unless it is called a rate.
fn completion_is_actual(header: &Header<IndicatorColumn>) -> bool {
    let completion = header.column(IndicatorColumn::Completion);
    !header.has(IndicatorColumn::Actual)
        && completion.is_some_and(|c| !c.typed.contains(['率', '比', '系', '度']))
}

fn fund_header(page: &Page<'_>, rows: Range<u32>) -> Option<Header<FundColumn>> {
    use FundColumn as C;
    let mut header = Header::read(page, rows, &page.labels.fund_columns);
    let below = header.rows.end;
    header.settle(0, |span| is_filled_below(page, below, span));
    let stage = page.stage_above(header.rows.start);
    // On a monitoring form what was executed so far is what was executed.
    let so_far = match stage {
        Some(Stage::Midyear) => true,
        Some(Stage::SelfEvaluation) => false,
        Some(Stage::Goals) | None => !header.has(C::Executed),
    };
    if so_far {
        header.stand_in(C::Midyear, C::Executed);
    }
    let amounts = [
        C::Initial,
        C::Change,
        C::Adjusted,
        C::Executed,
        C::Midyear,
        C::Forecast,
    ];
    let amounts = header.count(&amounts);
    let exact = header
        .columns()
        .iter()
        .any(|c| !c.guessed && !matches!(c.role, C::Name | C::Other));
    let rated = header.has(C::Rate);
    let numbers = page
        .sheet
        .row(header.rows.start)
        .iter()
        .any(|c| matches!(reading(&c.value), Reading::Number(_)));
    let enough = amounts >= 2 || (amounts == 1 && (rated || stage == Some(Stage::Goals)));
    (exact && !numbers && enough).then_some(header)
}

/// A table of indicators, or a money block under the title of a self-evaluation that is no list of several.
fn is_form(page: &Page<'_>, segment: &Segment) -> bool {
    let is_list = |w: &Word<'_>| page.labels.title.occurs(Title::List, &w.key);
    let titled = |w: &Word<'_>| is_title(w) && !is_list(w);
    !segment.tables.is_empty() || first_row(page, segment.rows.clone(), titled).is_some()
}
