//! Reads filings from a grid: finds the labels, then the values that belong to them. Fixed addresses, file names and
//! known layouts are not used.

mod below;
mod closing;
mod cover;
mod dated;
mod figure;
mod figures;
mod filed;
mod funds;
mod goal;
mod grouped;
mod header;
mod heading;
mod indicators;
mod labelled;
mod named;
mod narrative;
mod numbering;
mod page;
mod projects;
mod segment;
mod staff;
mod stamped;
mod strips;
mod tables;
mod transposed;
mod unit;
mod unlisted;
mod unused;
mod weights;
mod year;

use std::cell::RefCell;
use std::sync::Arc;

use ecow::EcoString;

use rust_decimal::Decimal;

use super::labels::{Cover, Labels, Title};
use crate::finding::content;
use crate::finding::decided;
use crate::finding::layout;
use crate::finding::reading::{ERROR_VALUE, OUT_OF_RANGE, UNCALCULATED};
use crate::finding::sheet::{self, BEYOND_WINDOW};
use crate::finding::{Fact, Field, Problem};
use crate::model::{Annex, CellRef, Filing, FormHead, Kind, ProjectList, Stage};
use crate::workbook::{Remark, Value, Workbook};
use closing::{ScoreSums, TableTail};
use cover::CoverPairs;
pub(crate) use cover::{is_damaged, one_line, split_code};
pub(crate) use figure::measure_named;
use figure::{Number, Suffix};
pub use narrative::{Narrative, narrative, narrative_cells};
use page::{Page, Word};
use segment::Segment;

/// The source of a workbook.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path relative to the given folder, with `/`.
    pub file: Arc<str>,
    /// Group of the unit: the first folder below the given one.
    pub group: Option<Arc<str>>,
}

/// A form as it was read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The filing.
    pub filing: Filing,
    /// Problems of reading it, each with its cell.
    pub remarks: Vec<(Problem, Option<CellRef>)>,
    /// The explanations of its deviations.
    pub annex: Annex,
    /// Cells with figures inside its tables that were not read as any field.
    pub unused: Vec<CellRef>,
}

/// Name of the sheet with the findings about a form, in the copy that is returned to the unit.
pub const PROBLEM_LIST: &str = "问题清单";

/// Whether a sheet is such a list, also the second one of a workbook: 问题清单(2).
fn is_problem_list(name: &str) -> bool {
    let number = name.strip_prefix(PROBLEM_LIST);
    number.is_some_and(|number| number.is_empty() || number.starts_with('('))
}

/// All forms of a workbook, in the order of sheets and rows; empty if there are none.
#[must_use]
pub fn read(workbook: &Workbook, source: &Source, labels: &Labels) -> Vec<Reading> {
    let mut found = WorkbookForms {
        workbook,
        source,
        readings: Vec::new(),
        examples: Vec::new(),
        unread: Vec::new(),
        projects: None,
    };
    let filed = workbook.sheets.iter();
    for sheet in filed.filter(|sheet| !is_problem_list(&sheet.name)) {
        let page = Page::new(sheet, labels);
        let strips = strips::divide(&page);
        for strip in &strips {
            found.read(&strip.page(labels));
        }
        if strips.is_empty() {
            found.read(&page);
        }
        found.projects = found.projects.or_else(|| projects::read(&page));
    }
    found.readings()
}

/// The forms and lists of a workbook.
struct WorkbookForms<'a> {
    workbook: &'a Workbook,
    source: &'a Source,
    readings: Vec<Reading>,
    examples: Vec<EcoString>,
    /// Sheets with the title of a form that was not read, and their titles.
    unread: Vec<(EcoString, EcoString)>,
    /// The first list of projects.
    projects: Option<ProjectList>,
}

impl WorkbookForms<'_> {
    /// Reads a sheet, or one of several forms side by side on it.
    fn read(&mut self, page: &Page<'_>) {
        let stamp = self.workbook.stamp.as_ref();
        if page.is_example() {
            if !stamp.is_some_and(|stamp| stamped::is_own_example(stamp, page)) {
                self.examples.push(page.sheet.name.clone());
            }
            return;
        }
        let segments = segment::segments(page);
        if segments.is_empty() {
            self.unread.extend(unread(page));
        }
        let stamp = stamp.filter(|s| !segments.is_empty() && stamped::is_copy(s, page));
        for segment in &segments {
            let mut reading = reading(page, segment, self.source);
            reading.filing.stage = heading::stage(page, segment, stamp);
            figures::unknown(self.workbook, page, segment, &mut reading.filing);
            figures::remark(self.workbook, page.sheet, &mut reading);
            let sheet_remarks = remarks_within(self.workbook, page, segment);
            reading.remarks.extend(sheet_remarks);
            if let Some(stamp) = stamp {
                stamped::compare(stamp, page, &mut reading);
            }
            self.readings.push(reading);
        }
    }

    /// The readings; the first one lists the sheets that are examples.
    fn readings(mut self) -> Vec<Reading> {
        if let Some(first) = self.readings.first_mut() {
            let examples = self.examples.into_iter();
            let remarks = examples.map(|name| sheet::example(name).at(None));
            first.remarks.extend(remarks);
            let unread = self.unread.into_iter();
            let unread = unread.map(|(name, title)| sheet::unread(name, title).at(None));
            first.remarks.extend(unread);
        }
        for reading in &mut self.readings {
            named::compare(self.workbook, reading);
        }
        let mut units = self.readings.iter_mut();
        if let Some(unit) = units.find(|reading| reading.filing.kind == Kind::Unit) {
            unit.annex.projects = self.projects;
        }
        self.readings
    }
}

/// The title of a self-evaluation whose figures were not read; a list of several units may have such a title too.
fn unread(page: &Page<'_>) -> Option<(EcoString, EcoString)> {
    let form = |word: &&Word<'_>| {
        let list = || page.labels.title.occurs(Title::List, &word.key);
        word.title == Some(Stage::SelfEvaluation) && !list()
    };
    let title = page.words(0..u32::MAX).iter().find(form)?;
    let figures = page.sheet.cells().iter();
    let figures =
        figures.filter(|cell| matches!(cell.value, Value::Number(_) | Value::Percent(..)));
    let many = figures.take(FIGURES).count() == FIGURES;
    let untaken = many && projects::read(page).is_none();
    untaken.then(|| (page.sheet.name.clone(), one_line(title.text)))
}

/// Fewest numbers of a form; a cover or a blank form may have fewer.
const FIGURES: usize = 10;

/// Sheets that are marked as examples 填报示例: filled in, but no filings.
#[must_use]
pub fn examples(workbook: &Workbook, labels: &Labels) -> Vec<EcoString> {
    let sheets = workbook.sheets.iter();
    let examples = sheets.filter(|sheet| Page::new(sheet, labels).is_example());
    examples.map(|sheet| sheet.name.clone()).collect()
}

/// Problems of reading, collected while it goes on.
#[derive(Default)]
struct Remarks {
    found: RefCell<Vec<(Problem, Option<CellRef>)>>,
}

impl Remarks {
    /// Adds a problem, unless it was added before.
    fn add(&self, problem: Problem, cell: CellRef) {
        let remark = (problem, Some(cell));
        let mut found = self.found.borrow_mut();
        if !found.contains(&remark) {
            found.push(remark);
        }
    }
}

fn reading(page: &Page<'_>, segment: &Segment, source: &Source) -> Reading {
    let remarks = Remarks::default();
    let (block, fund_rows) = funds::read(page, segment, &remarks).unzip();
    let (mut funding, parts) = block.map(|b| (b.funding, b.parts)).unzip();
    if funding.is_none() {
        funds::remark_unread(page, segment, &remarks);
    }
    let goals = goal::scored(page, segment, &remarks);
    let mut table = indicators::read(page, segment, &remarks).with(goals.indicators);
    if let Some(funding) = &mut funding {
        funds::leave_to(&table.indicators, funding);
    }
    let table_end = table.end;
    let table_rows = segment.tables.first().map(|h| h.rows.end..table_end);
    let pairs = CoverPairs::read(page, segment, table_end);
    let kind = heading::kind(page, segment, || pairs.names(Cover::Project));
    let year = heading::year(page, segment, &remarks);
    let tail = TableTail {
        page,
        segment,
        remarks: &remarks,
        first: table_end,
        funds: fund_rows.clone().unwrap_or_default(),
        scores: ScoreSums::of(funding.as_ref(), &table.indicators),
    };
    let execution = tail.scores.execution;
    let closings = tail.closings(&pairs);
    table.without_uncounted(execution, closings.total.as_ref());
    if let Some(funding) = &mut funding {
        closings.give_points(funding, &table.indicators);
    }
    let mut unit = unit::read(page, segment, (&pairs, kind), &remarks);
    unit.group.clone_from(&source.group);
    let project = (kind == Kind::Project).then(|| {
        let labelled = pairs.first(Cover::Project).cloned();
        labelled.or_else(|| heading::project(page, segment, &remarks))
    });
    let project = project.flatten();
    heading::doubt_name(unit.name.as_ref(), Field::Unit, &remarks);
    heading::doubt_name(project.as_ref(), Field::Project, &remarks);
    let execution = funding
        .as_ref()
        .and_then(|funding| funds::explanation(page, segment, funding));
    let annex = Annex {
        filed: filed::read(page, segment, table_end),
        projects: None,
        execution,
        indicators: table.explanations,
    };
    let head = FormHead {
        file: Arc::clone(&source.file),
        sheet: Arc::from(&*page.sheet.name),
        kind,
        stage: Stage::SelfEvaluation,
        department: pairs
            .department()
            .filter(|d| unit.name.as_ref().is_none_or(|n| n.value != d.value))
            .map(Box::new),
        unit,
        project: project.map(Box::new),
        year,
        goal: goal::read(page, segment),
        funding,
        groups: table.groups,
        reported_total: closings.total,
        stated_points: closings.points,
        reported_grade: closings.grade,
    };
    let mut filing = Filing {
        head,
        parts: parts.unwrap_or_default(),
        indicators: table.indicators,
    };
    weights::as_points(&mut filing);
    let mut remarks = remarks.found.into_inner();
    remarks.extend(staff::doubt(&pairs, &filing));
    let fund_rows = fund_rows.unwrap_or_default();
    let head = segment.funds.as_ref().map_or(0, |header| header.rows.end);
    let tables = [
        fund_rows.start.max(head)..fund_rows.end,
        goals.rows,
        table_rows.unwrap_or_default(),
    ];
    let unused = unused::cells(page, segment, tables, (&filing, &annex));
    Reading {
        filing,
        remarks,
        annex,
        unused,
    }
}

/// The remarks on the grid within the rows of one form; those on a whole sheet belong to its first form.
fn remarks_within<'w>(
    workbook: &'w Workbook,
    page: &'w Page<'_>,
    segment: &'w Segment,
) -> impl Iterator<Item = (Problem, Option<CellRef>)> + 'w {
    let sheet = page.sheet;
    let first = segment.rows.start == 0 && page.columns.start == 0;
    workbook.remarks.iter().filter_map(move |remark| {
        let (name, at, problem) = match remark {
            Remark::OwnOutput
            | Remark::Settings(_)
            | Remark::Calculated(..)
            | Remark::Linked(..)
            | Remark::Veiled(..) => return None,
            Remark::HiddenSheet(name) => {
                return first.then(|| sheet::hidden(name.clone()).at(None));
            }
            Remark::BeyondWindow(name, at) => {
                let here = *name == sheet.name && first;
                return here.then(|| BEYOND_WINDOW.with([]).at(*at));
            }
            Remark::Uneven(name, at, fields) => {
                let here = *name == sheet.name && first;
                return here.then(|| sheet::uneven(*fields).at(*at));
            }
            Remark::Uncalculated(name, at) => (name, *at, UNCALCULATED.with([])),
            Remark::ErrorValue(name, at, typed) => {
                let found = [("found", Fact::Text(typed.clone()))];
                (name, *at, ERROR_VALUE.with(found))
            }
            Remark::OutOfRange(name, at) => (name, *at, OUT_OF_RANGE.with([])),
            Remark::Scaled(name, at, stored, shown) => (name, *at, layout::scaled(stored, shown)),
            Remark::Undated(name, at, stored) => (name, *at, content::undated(stored)),
            Remark::Corrected(name, correction) => {
                (name, correction.cell, decided::corrected(correction))
            }
        };
        let inside = segment.rows.contains(&at.row) && page.columns.contains(&at.col);
        (*name == sheet.name && inside).then_some((problem, Some(at)))
    })
}

/// A rate as a fraction: a bare number is read in the way that agrees with `exact`, otherwise as the heading states.
fn fraction(number: Number, in_percent: bool, exact: Option<Decimal>) -> Option<Decimal> {
    let value = number.value;
    match number.suffix {
        Suffix::Percent => return Some(value),
        Suffix::Money(_) | Suffix::Points => return None,
        Suffix::None => {}
    }
    let hundredth = value.checked_div(Decimal::ONE_HUNDRED)?;
    let fits = |candidate: Decimal| {
        exact.is_some_and(|e| {
            let slack = Decimal::new(2, 2);
            candidate
                .checked_sub(e)
                .is_some_and(|gap| gap.abs() <= slack)
        })
    };
    let as_typed = match (fits(value), fits(hundredth)) {
        (true, false) => true,
        (false, true) => false,
        _ => !in_percent && value <= Decimal::TWO,
    };
    Some(if as_typed { value } else { hundredth }.normalize())
}
