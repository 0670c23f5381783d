//! Results 计算结果 of formulas that were stored without one, by an engine of formulas.
//!
//! Calculated is only what gives the same in every program: known functions, no other workbook, no clock, no chance, no
//! ring, nothing that rests on an error or on a formula that is left. For reading processes: the engine is a library.

mod doubt;
mod elements;
mod engine;
mod functions;
mod grammar;
mod lookup;
mod print;
mod reference;
mod steps;
mod subtotal;
mod texts;

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::thread;

use self::grammar::Grammar;
use self::reference::Area;
pub(super) use self::subtotal::Nested;
use super::grid::Hidden;
use super::limits::Limits;
use crate::model::CellRef;

/// What stands in a cell that formulas may refer to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    Number(f64),
    Text(String),
    Bool(bool),
    /// An error value by its name, such as `#DIV/0!`.
    Error(String),
}

/// A formula without a result: its text, or that of the cell it is shared from.
#[derive(Debug, Clone)]
pub(super) struct Formula {
    pub(super) at: CellRef,
    /// The cell that `text` is written for.
    pub(super) written_at: CellRef,
    pub(super) text: String,
}

/// One worksheet, hidden ones too.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) values: BTreeMap<CellRef, Content>,
    pub(super) formulas: Vec<Formula>,
    /// Formulas that are written in a way that is not calculated.
    pub(super) left: Vec<CellRef>,
    pub(super) hidden_rows: Vec<Hidden>,
    /// Whether a filter may be what hides them.
    pub(super) filtered: bool,
    /// Cells with a subtotal in their formula, stored results among them.
    pub(super) subtotals: BTreeMap<CellRef, Nested>,
}

impl Sheet {
    /// Notes the subtotal in the formula of a cell.
    pub(super) fn note_subtotal(&mut self, at: CellRef, formula: &str) {
        let nested = subtotal::nested(formula);
        self.subtotals.extend(nested.map(|nested| (at, nested)));
    }
}

/// Results of each sheet by their cells.
pub(super) type Results = Vec<HashMap<CellRef, Content>>;

/// Stack for the engine, whose parser calls itself for each bracket.
const STACK: usize = 64 << 20;

/// The results of all formulas that can be calculated; none where the workbook is too large for it or the engine fails.
pub(super) fn results(sheets: Vec<Sheet>) -> Results {
    let values: usize = sheets.iter().map(|sheet| sheet.values.len()).sum();
    let formulas: usize = sheets.iter().map(|sheet| sheet.formulas.len()).sum();
    if values > Limits::CALCULATED_FROM || formulas > Limits::CALCULATED {
        return Results::new();
    }
    let thread = thread::Builder::new().stack_size(STACK);
    // A panic of the engine ends its thread alone.
    let engine = thread.spawn(move || calculated(&sheets).unwrap_or_default());
    engine
        .ok()
        .and_then(|engine| engine.join().ok())
        .unwrap_or_default()
}

fn calculated(sheets: &[Sheet]) -> Option<Results> {
    let mut grammar = Grammar::new(sheets);
    let mut known = Vec::new();
    for (number, sheet) in sheets.iter().enumerate() {
        for formula in &sheet.formulas {
            if let Some(read) = grammar.read(&sheet.name, formula) {
                known.push((number, formula.at, read));
            }
        }
    }
    let sound = sound(sheets, &known)?;
    let chosen: Vec<_> = known
        .iter()
        .zip(sound)
        .filter_map(|(formula, sound)| sound.then_some(formula))
        .collect();
    let mut results = evaluated(sheets, &chosen, false)?;
    if chosen.iter().any(|(.., read)| read.moved.is_some()) {
        let others = evaluated(sheets, &chosen, true)?;
        for (results, others) in results.iter_mut().zip(others) {
            let other = |at: &CellRef, one: &Content| {
                let other = others.get(at);
                other.is_some_and(|other| steps::agree(one, other))
            };
            results.retain(|at, one| other(at, one));
        }
    }
    Some(results)
}

/// The results of formulas, of the one calculation or of the other.
fn evaluated(
    sheets: &[Sheet],
    formulas: &[&(usize, CellRef, grammar::Read)],
    moved: bool,
) -> Option<Results> {
    let mut engine = engine::Engine::new(sheets)?;
    for (sheet, at, read) in formulas {
        let text = read.moved.as_ref().filter(|_| moved);
        engine.put(*sheet, *at, text.unwrap_or(&read.text))?;
    }
    engine.evaluate();
    let mut results = vec![HashMap::new(); sheets.len()];
    for (sheet, at, _) in formulas {
        if let Some(content) = engine.result(*sheet, *at) {
            results.get_mut(*sheet)?.insert(*at, content);
        }
    }
    Some(results)
}

/// Cells of a sheet that are not there to be referred to: formulas, with their number where they are known, and errors.
type Open = BTreeMap<CellRef, Option<usize>>;

/// Which of the formulas rest, over however many others, only on values and known formulas; `None` where they refer to
/// more cells than the limit.
fn sound(sheets: &[Sheet], known: &[(usize, CellRef, grammar::Read)]) -> Option<Vec<bool>> {
    let mut open: Vec<Open> = sheets.iter().map(unknown).collect();
    for (number, (sheet, at, _)) in known.iter().enumerate() {
        open.get_mut(*sheet)?.insert(*at, Some(number));
    }
    let mut waiting = vec![0_usize; known.len()];
    let mut followers = vec![Vec::new(); known.len()];
    let mut budget = Limits::CALCULATED_OVER;
    for (number, (_, _, read)) in known.iter().enumerate() {
        for area in &read.areas {
            budget = budget.checked_sub(size(area, sheets.get(area.sheet)?))?;
            for first in within(area, open.get(area.sheet)?) {
                *waiting.get_mut(number)? += 1;
                if let Some(first) = first {
                    followers.get_mut(first)?.push(number);
                }
            }
        }
    }
    let ready = |waiting: &[usize], number: usize| waiting.get(number) == Some(&0);
    let mut next: Vec<usize> = (0..known.len()).filter(|n| ready(&waiting, *n)).collect();
    let mut sound = vec![false; known.len()];
    while let Some(number) = next.pop() {
        *sound.get_mut(number)? = true;
        for follower in followers.get(number)? {
            *waiting.get_mut(*follower)? -= 1;
            if ready(&waiting, *follower) {
                next.push(*follower);
            }
        }
    }
    Some(sound)
}

/// What nothing may rest on: all formulas, as long as none is known, error values, and truth values, which some programs
/// count as numbers.
fn unknown(sheet: &Sheet) -> Open {
    let errors = sheet.values.iter();
    let errors =
        errors.filter(|(_, content)| matches!(content, Content::Error(_) | Content::Bool(_)));
    let formulas = sheet.formulas.iter().map(|formula| formula.at);
    let cells = errors.map(|(at, _)| *at).chain(formulas);
    cells
        .chain(sheet.left.iter().copied())
        .map(|at| (at, None))
        .collect()
}

fn within<'o>(area: &Area, open: &'o Open) -> impl Iterator<Item = Option<usize>> + 'o {
    let Area { first, last, .. } = *area;
    let columns = first.col..=last.col;
    open.range((Bound::Included(first), Bound::Included(last)))
        .filter(move |(at, _)| columns.contains(&at.col))
        .map(|(_, number)| *number)
}

/// Cells of an area up to the last row that holds something.
fn size(area: &Area, sheet: &Sheet) -> usize {
    let end = sheet.values.keys().next_back().map_or(0, |at| at.row);
    let rows = area.last.row.min(end).saturating_sub(area.first.row);
    let columns = area.last.col.min(Limits::COLUMNS);
    let columns = columns.saturating_sub(area.first.col);
    let cells = u64::from(rows.saturating_add(1)).saturating_mul(u64::from(columns) + 1);
    usize::try_from(cells).unwrap_or(usize::MAX)
}
