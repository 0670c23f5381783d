//! Results 计算结果 of formulas that were stored without one, by a formula engine.
//!
//! A formula is calculated only where every program gives the same result: known functions, no other workbook, no
//! clock, no random number, no circular reference, and nothing that depends on an error or on a formula that is not
//! calculated. To be called in reading processes: the engine is a library.

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
use super::grid::HiddenSpan;
use super::limits::Limits;
use crate::model::CellRef;

/// The content of a cell that formulas may refer to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum CellContent {
    Number(f64),
    Text(String),
    Bool(bool),
    /// An error value by its name, such as `#DIV/0!`.
    Error(String),
}

/// A formula without a result: its own text, or that of the cell with which it is shared.
#[derive(Debug, Clone)]
pub(super) struct OpenFormula {
    pub(super) at: CellRef,
    /// The cell that `text` is written for.
    pub(super) written_at: CellRef,
    pub(super) text: String,
}

/// One worksheet, which may be hidden.
#[derive(Debug, Default)]
pub(super) struct CalcSheet {
    pub(super) name: String,
    pub(super) values: BTreeMap<CellRef, CellContent>,
    pub(super) formulas: Vec<OpenFormula>,
    /// Formulas of a kind that is not calculated.
    pub(super) skipped: Vec<CellRef>,
    pub(super) hidden_rows: Vec<HiddenSpan>,
    /// Whether the rows may be hidden by a filter.
    pub(super) filtered: bool,
    /// Cells whose formula has a subtotal, including those with a stored result.
    pub(super) subtotals: BTreeMap<CellRef, Nested>,
}

impl CalcSheet {
    /// Records the subtotal in the formula of a cell.
    pub(super) fn note_subtotal(&mut self, at: CellRef, formula: &str) {
        let nested = subtotal::nested(formula);
        self.subtotals.extend(nested.map(|nested| (at, nested)));
    }
}

/// Results of each sheet by cell.
pub(super) type SheetResults = Vec<HashMap<CellRef, CellContent>>;

/// Stack for the engine, whose parser recurses for each bracket.
const STACK: usize = 64 << 20;

/// The results of all formulas that can be calculated; none where the workbook is too large or the engine fails.
pub(super) fn results(sheets: Vec<CalcSheet>) -> SheetResults {
    let values: usize = sheets.iter().map(|sheet| sheet.values.len()).sum();
    let formulas: usize = sheets.iter().map(|sheet| sheet.formulas.len()).sum();
    if values > Limits::CALCULATED_FROM || formulas > Limits::CALCULATED {
        return SheetResults::new();
    }
    let thread = thread::Builder::new().stack_size(STACK);
    // A panic of the engine ends this thread only.
    let engine = thread.spawn(move || calculated(&sheets).unwrap_or_default());
    engine
        .ok()
        .and_then(|engine| engine.join().ok())
        .unwrap_or_default()
}

fn calculated(sheets: &[CalcSheet]) -> Option<SheetResults> {
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
            let other = |at: &CellRef, one: &CellContent| {
                let other = others.get(at);
                other.is_some_and(|other| steps::agree(one, other))
            };
            results.retain(|at, one| other(at, one));
        }
    }
    Some(results)
}

/// The results of formulas from one of the two calculations.
fn evaluated(
    sheets: &[CalcSheet],
    formulas: &[&(usize, CellRef, grammar::ParsedFormula)],
    moved: bool,
) -> Option<SheetResults> {
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

/// Cells of a sheet that formulas may not refer to: errors, and formulas, with their number if they can be calculated
/// themselves.
type Unresolved = BTreeMap<CellRef, Option<usize>>;

/// For each formula whether it depends, directly or not, only on values and on formulas that are calculated; `None`
/// where they refer to more cells than the limit.
fn sound(
    sheets: &[CalcSheet],
    known: &[(usize, CellRef, grammar::ParsedFormula)],
) -> Option<Vec<bool>> {
    let mut open: Vec<Unresolved> = sheets.iter().map(unknown).collect();
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

/// Cells that no result may depend on: formulas until they are known to be calculated, error values, and truth values,
/// which some programs count as numbers.
fn unknown(sheet: &CalcSheet) -> Unresolved {
    let errors = sheet.values.iter();
    let errors = errors
        .filter(|(_, content)| matches!(content, CellContent::Error(_) | CellContent::Bool(_)));
    let formulas = sheet.formulas.iter().map(|formula| formula.at);
    let cells = errors.map(|(at, _)| *at).chain(formulas);
    cells
        .chain(sheet.skipped.iter().copied())
        .map(|at| (at, None))
        .collect()
}

fn within<'o>(area: &Area, open: &'o Unresolved) -> impl Iterator<Item = Option<usize>> + 'o {
    let Area { first, last, .. } = *area;
    let columns = first.col..=last.col;
    open.range((Bound::Included(first), Bound::Included(last)))
        .filter(move |(at, _)| columns.contains(&at.col))
        .map(|(_, number)| *number)
}

/// Number of cells of an area up to the last row of the sheet with content.
fn size(area: &Area, sheet: &CalcSheet) -> usize {
    let end = sheet.values.keys().next_back().map_or(0, |at| at.row);
    let rows = area.last.row.min(end).saturating_sub(area.first.row);
    let columns = area.last.col.min(Limits::COLUMNS);
    let columns = columns.saturating_sub(area.first.col);
    let cells = u64::from(rows.saturating_add(1)).saturating_mul(u64::from(columns) + 1);
    usize::try_from(cells).unwrap_or(usize::MAX)
}
