//! A form as it was filed: its sheet with merged cells, widths and number formats, every figure that was read with its
//! use, and every cell that a finding is about with its mark.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::base::lang::{Lang, Text, worded};
use crate::base::number::parse_plain;
use crate::finding::Severity;
use crate::intake::WorkerPool;
use crate::model::{CellRef, column_letters};
use crate::run::Assessed;
use crate::workbook::{self, SheetView, Value};

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
    /// What is not drawn: lines below and to the right, and hidden ones.
    pub(super) left_out: Vec<String>,
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
    /// Its address, where there is a note about it.
    pub(super) id: Option<String>,
    /// Columns and rows it covers.
    pub(super) span: (usize, usize),
    pub(super) class: String,
    pub(super) text: String,
    /// What its figure is used for.
    pub(super) used: Option<String>,
    /// The findings about it.
    pub(super) marks: Vec<&'static str>,
}

/// Notes on the cells of one form.
struct Notes {
    uses: HashMap<CellRef, String>,
    /// Numbers that no field used: those that the reader lists among the tables, and all others of the sheet.
    unused: HashSet<CellRef>,
    marks: BTreeMap<CellRef, (Severity, Vec<&'static str>)>,
    anchors: HashMap<String, String>,
}

/// The rows and columns that are drawn: those that are shown, and hidden ones that have a note.
struct Window {
    rows: Vec<u32>,
    cols: Vec<u32>,
}

/// The sheet of a form; `None` where it is not among `sheets`.
pub(super) fn sheet(
    form: &Assessed,
    (uses, beside): (Vec<(CellRef, String)>, &[CellRef]),
    sheets: &[SheetView],
    lang: Lang,
) -> Option<Sheet> {
    let mut sheets = sheets.iter();
    let drawn = sheets.find(|drawn| *drawn.sheet.name == *form.filing.sheet)?;
    let mut notes = Notes {
        uses: HashMap::new(),
        unused: form.unused.iter().copied().collect(),
        marks: BTreeMap::new(),
        anchors: HashMap::new(),
    };
    notes.call(uses, beside, lang);
    notes.light(&drawn.sheet);
    notes.mark(form, &drawn.sheet, lang);
    let mut sheet = notes.sheet(drawn, lang);
    sheet.anchors = notes.anchors;
    Some(sheet)
}

impl Notes {
    /// Notes what figures are used for; `beside` are those of other forms on the sheet.
    fn call(&mut self, uses: Vec<(CellRef, String)>, beside: &[CellRef], lang: Lang) {
        for (cell, used) in uses {
            let text = self.uses.entry(cell).or_default();
            if !text.is_empty() {
                text.push_str(" · ");
            }
            text.push_str(&used);
        }
        let other = Text::new("另一份表的数", "of another form").get(lang);
        for cell in beside {
            self.uses.entry(*cell).or_insert_with(|| other.to_owned());
        }
    }

    /// Lights every number that is shown and not used; of hidden ones the reader knows which could be meant.
    fn light(&mut self, sheet: &workbook::Sheet) {
        let numbers = sheet.cells().iter().filter(|cell| is_number(&cell.value));
        let numbers = numbers
            .map(|cell| cell.at)
            .filter(|at| !sheet.is_hidden(*at));
        let unused = numbers.filter(|at| !self.uses.contains_key(at));
        self.unused.extend(unused);
    }

    /// Marks the cells that findings are about.
    fn mark(&mut self, form: &Assessed, sheet: &workbook::Sheet, lang: Lang) {
        for finding in &form.findings {
            let Some(cell) = finding.cell() else {
                continue;
            };
            let shown = sheet.region(cell).first;
            if shown.row < EXTENT.0 && shown.col < EXTENT.1 {
                self.anchors.insert(cell.to_string(), shown.to_string());
            }
            let mark = self.marks.entry(shown);
            let (worst, titles) = mark.or_insert((finding.severity, Vec::new()));
            *worst = (*worst).max(finding.severity);
            titles.push(finding.problem.code.title.get(lang));
        }
    }

    fn sheet(&self, drawn: &SheetView, lang: Lang) -> Sheet {
        let (window, left_out) = self.window(drawn, lang);
        Sheet {
            widths: window
                .cols
                .iter()
                .map(|col| pixels(drawn.width(*col)))
                .collect(),
            letters: window
                .cols
                .iter()
                .map(|col| column_letters(*col as usize))
                .collect(),
            unused: self.unused.len(),
            anchors: HashMap::new(),
            left_out,
            rows: window
                .rows
                .iter()
                .map(|row| Row {
                    number: row.saturating_add(1),
                    cells: self.row(drawn, *row, &window),
                })
                .collect(),
        }
    }

    /// What is drawn, and what is not.
    fn window(&self, drawn: &SheetView, lang: Lang) -> (Window, Vec<String>) {
        let sheet = &drawn.sheet;
        let filled = sheet.cells().iter().map(|cell| cell.at);
        let ends = || filled.clone().chain(self.marks.keys().copied());
        let last_row = ends().map(|at| at.row).max().unwrap_or(0);
        let merged = sheet.merges().iter().map(|merge| merge.last);
        let last_col = ends().chain(merged.filter(|at| at.row <= last_row));
        let last_col = last_col.map(|at| at.col).max().unwrap_or(0);
        let noted: Vec<CellRef> = self.uses.keys().chain(self.marks.keys()).copied().collect();
        let rows: BTreeSet<u32> = noted.iter().map(|at| at.row).collect();
        let cols: BTreeSet<u32> = noted.iter().map(|at| at.col).collect();
        let (down, across) = (
            last_row.min(EXTENT.0.saturating_sub(1)),
            last_col.min(EXTENT.1.saturating_sub(1)),
        );
        let window = Window {
            rows: (0..=down)
                .filter(|row| !sheet.hides_row(*row) || rows.contains(row))
                .collect(),
            cols: (0..=across)
                .filter(|col| !sheet.hides_column(*col) || cols.contains(col))
                .collect(),
        };
        let cut = (last_row > down || last_col > across).then(|| cut(lang));
        let hidden = [(down, &window.rows), (across, &window.cols)]
            .map(|(last, kept)| (last as usize).saturating_add(1).saturating_sub(kept.len()));
        let unseen = self.unused.iter().filter(|at| !window.shows(**at)).count();
        let hidden = (hidden != [0, 0]).then(|| unshown(hidden, unseen, lang));
        (window, cut.into_iter().chain(hidden).collect())
    }

    fn row(&self, drawn: &SheetView, row: u32, window: &Window) -> Vec<Drawing> {
        let cells = window.cols.iter().filter_map(|col| {
            let region = drawn.sheet.region(CellRef::new(row, *col));
            let down = within(&window.rows, region.first.row, region.last.row);
            let across = within(&window.cols, region.first.col, region.last.col);
            let first = down.first() == Some(&row) && across.first() == Some(col);
            first.then(|| self.cell(drawn, region.first, (across.len(), down.len())))
        });
        cells.collect()
    }

    fn cell(&self, drawn: &SheetView, at: CellRef, span: (usize, usize)) -> Drawing {
        let cell = drawn.sheet.at(at);
        let used = self.uses.get(&at).cloned();
        let mark = self.marks.get(&at);
        let mut classes = Vec::new();
        if cell.is_some_and(|cell| matches!(cell.value, Value::Number(_) | Value::Percent(..))) {
            classes.push("n");
        }
        if used.is_some() {
            classes.push("used");
        } else if self.unused.contains(&at) {
            classes.push("unused");
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
            text: shown(drawn, at),
            used,
            marks: mark.map(|(_, titles)| titles.clone()).unwrap_or_default(),
        }
    }
}

/// Whether a value is a number, as such or as a text.
fn is_number(value: &Value) -> bool {
    match value {
        Value::Number(_) | Value::Percent(..) => true,
        Value::Text(text) => parse_plain(text.trim()).is_some(),
        Value::Date(_) | Value::Bool(_) => false,
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

impl Window {
    fn shows(&self, at: CellRef) -> bool {
        self.rows.binary_search(&at.row).is_ok() && self.cols.binary_search(&at.col).is_ok()
    }
}

/// The members of ascending `lines` from `first` to `last`.
fn within(lines: &[u32], first: u32, last: u32) -> &[u32] {
    let start = lines.partition_point(|line| *line < first);
    let end = lines.partition_point(|line| *line <= last);
    lines.get(start..end).unwrap_or_default()
}

/// How much is hidden, and how many numbers there no field used.
fn unshown([rows, cols]: [usize; 2], unseen: usize, lang: Lang) -> String {
    let numbers = match unseen {
        0 => String::new(),
        _ => worded!(
            lang,
            "，其中有 {unseen} 个没有字段用到的数字",
            ", among them {unseen} numbers that no field used"
        ),
    };
    worded!(
        lang,
        "隐藏的 {rows} 行、{cols} 列没有画出{numbers}。",
        "{rows} hidden rows and {cols} hidden columns are not drawn{numbers}."
    )
}

fn shown(drawn: &SheetView, at: CellRef) -> String {
    let text = drawn.text(at);
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
