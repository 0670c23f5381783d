//! A form as it was filed: its sheet with merged cells, widths and number formats, every figure that was read with its
//! use, and every cell that a finding is about with its mark.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::base::lang::{Lang, worded};
use crate::base::number::parse_plain;
use crate::finding::Severity;
use crate::intake::WorkerPool;
use crate::model::{CellRef, column_letters};
use crate::run::Assessed;
use crate::workbook::{Cell, Drawn, Value};

/// Rows and columns that are drawn at most.
const EXTENT: (u32, u32) = (400, 40);

/// Characters of a cell that are drawn at most.
const LONGEST: usize = 400;

/// Pixels of a character of a digit.
const DIGIT: Decimal = Decimal::from_parts(75, 0, 0, false, 1);

/// Least and greatest width of a column, in pixels.
const WIDTHS: (u32, u32) = (24, 600);

/// Reading processes for forms that are no plain .xlsx, started with the first of them.
pub(super) type Pool = LazyLock<Option<WorkerPool>>;

/// Where none can be started such forms are not drawn.
pub(super) const fn pool() -> Pool {
    LazyLock::new(|| WorkerPool::of_this_program(rayon::current_num_threads()).ok())
}

/// A sheet as a table.
pub(super) struct Sheet {
    /// Widths in pixels.
    pub(super) widths: Vec<u32>,
    pub(super) letters: Vec<String>,
    pub(super) rows: Vec<Row>,
    /// Numbers that no field used.
    pub(super) unused: usize,
    /// How much of it is drawn, where it goes on below or to the right.
    pub(super) cut: Option<String>,
    /// The drawn cell of each cell that a finding is about.
    anchors: HashMap<String, String>,
}

impl Sheet {
    /// The drawn cell that shows a cell with a finding.
    pub(super) fn anchor(&self, cell: &str) -> Option<&str> {
        self.anchors.get(cell).map(String::as_str)
    }
}

pub(super) struct Row {
    pub(super) number: u32,
    pub(super) cells: Vec<Drawing>,
}

/// A cell as it is drawn.
pub(super) struct Drawing {
    /// Its address, where something is said of it.
    pub(super) id: Option<String>,
    /// Columns and rows it covers.
    pub(super) span: (u32, u32),
    pub(super) class: String,
    pub(super) text: String,
    /// What its figure is used for.
    pub(super) used: Option<String>,
    /// The findings about it.
    pub(super) marks: Vec<&'static str>,
}

/// What is said of the cells of one form.
struct Notes {
    uses: HashMap<CellRef, String>,
    marks: BTreeMap<CellRef, (Severity, Vec<&'static str>)>,
    anchors: HashMap<String, String>,
}

/// The sheet of a form; `None` where it is not among `sheets`.
pub(super) fn sheet(
    form: &Assessed,
    uses: Vec<(CellRef, String)>,
    sheets: &[Drawn],
    lang: Lang,
) -> Option<Sheet> {
    let mut sheets = sheets.iter();
    let drawn = sheets.find(|drawn| *drawn.sheet.name == *form.filing.sheet)?;
    let mut notes = Notes {
        uses: HashMap::new(),
        marks: BTreeMap::new(),
        anchors: HashMap::new(),
    };
    for (cell, used) in uses {
        let text = notes.uses.entry(cell).or_default();
        if !text.is_empty() {
            text.push_str(" · ");
        }
        text.push_str(&used);
    }
    for finding in &form.findings {
        if let Some(cell) = finding.place.cell {
            let shown = drawn.sheet.region(cell).first;
            if shown.row < EXTENT.0 && shown.col < EXTENT.1 {
                notes.anchors.insert(cell.to_string(), shown.to_string());
            }
            let mark = notes.marks.entry(shown);
            let (worst, titles) = mark.or_insert((finding.severity, Vec::new()));
            *worst = (*worst).max(finding.severity);
            titles.push(finding.problem.code.title.get(lang));
        }
    }
    let mut sheet = notes.sheet(drawn, lang);
    sheet.anchors = notes.anchors;
    Some(sheet)
}

impl Notes {
    fn sheet(&self, drawn: &Drawn, lang: Lang) -> Sheet {
        let sheet = &drawn.sheet;
        let merged = sheet.merges().iter().map(|merge| merge.last);
        let marked = self.marks.keys().copied();
        let all = || {
            sheet
                .cells()
                .iter()
                .map(|cell| cell.at)
                .chain(marked.clone())
        };
        let last_row = all().map(|at| at.row).max().unwrap_or(0);
        let last_col = all().chain(merged.filter(|at| at.row <= last_row));
        let last_col = last_col.map(|at| at.col).max().unwrap_or(0);
        let (rows, cols) = (
            last_row.saturating_add(1).min(EXTENT.0),
            last_col.saturating_add(1).min(EXTENT.1),
        );
        let cells = sheet.cells().iter();
        let unused =
            cells.filter(|cell| is_figure(&cell.value) && !self.uses.contains_key(&cell.at));
        Sheet {
            widths: (0..cols).map(|col| pixels(drawn.width(col))).collect(),
            letters: (0..cols).map(|col| column_letters(col as usize)).collect(),
            unused: unused.count(),
            anchors: HashMap::new(),
            cut: (last_row >= rows || last_col >= cols).then(|| cut(lang)),
            rows: (0..rows)
                .map(|row| Row {
                    number: row.saturating_add(1),
                    cells: self.row(drawn, row, cols),
                })
                .collect(),
        }
    }

    fn row(&self, drawn: &Drawn, row: u32, cols: u32) -> Vec<Drawing> {
        let cells = (0..cols).filter_map(|col| {
            let at = CellRef::new(row, col);
            let region = drawn.sheet.region(at);
            (region.first == at).then(|| {
                let across = region
                    .last
                    .col
                    .min(cols.saturating_sub(1))
                    .saturating_sub(col);
                let down = region
                    .last
                    .row
                    .min(EXTENT.0.saturating_sub(1))
                    .saturating_sub(row);
                let span = (across.saturating_add(1), down.saturating_add(1));
                self.cell(drawn, at, span)
            })
        });
        cells.collect()
    }

    fn cell(&self, drawn: &Drawn, at: CellRef, span: (u32, u32)) -> Drawing {
        let cell = drawn.sheet.at(at);
        let used = self.uses.get(&at).cloned();
        let mark = self.marks.get(&at);
        let mut classes = Vec::new();
        if cell.is_some_and(|cell| matches!(cell.value, Value::Number(_) | Value::Percent(..))) {
            classes.push("n");
        }
        match (&used, cell) {
            (Some(_), _) => classes.push("used"),
            (None, Some(cell)) if is_figure(&cell.value) => classes.push("unused"),
            _ => {}
        }
        match mark {
            Some((Severity::Error, _)) => classes.push("marked"),
            Some(_) => classes.push("marked lesser"),
            None => {}
        }
        Drawing {
            id: (mark.is_some()).then(|| at.to_string()),
            span,
            class: classes.join(" "),
            text: cell.map(|cell| shown(drawn, cell)).unwrap_or_default(),
            used,
            marks: mark.map(|(_, titles)| titles.clone()).unwrap_or_default(),
        }
    }
}

fn cut(lang: Lang) -> String {
    let (rows, cols) = EXTENT;
    worded!(
        lang,
        "只画出前 {rows} 行、{cols} 列。",
        "The first {rows} rows and {cols} columns are drawn."
    )
}

/// Whether a cell holds a number, as such or as a text.
fn is_figure(value: &Value) -> bool {
    match value {
        Value::Number(_) | Value::Percent(..) => true,
        Value::Text(text) => parse_plain(text.trim()).is_some(),
        Value::Date(_) | Value::Bool(_) => false,
    }
}

fn shown(drawn: &Drawn, cell: &Cell) -> String {
    let text = drawn.text(cell);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// Width of a column on a screen.
fn pixels(characters: Decimal) -> u32 {
    let pixels = characters
        .checked_mul(DIGIT)
        .and_then(|width| width.trunc().to_u32());
    pixels.unwrap_or(WIDTHS.1).clamp(WIDTHS.0, WIDTHS.1)
}
