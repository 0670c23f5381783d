//! The formula engine 计算引擎; no other module calls it.

use ironcalc_base::Model;
use ironcalc_base::types::{Cell, FormulaValue};

use super::{CalcSheet, CellContent};
use crate::model::CellRef;

/// A workbook with values and the formulas to be calculated.
pub(super) struct Engine {
    model: Model<'static>,
}

impl Engine {
    /// An engine with the values of all sheets; `None` where it rejects the name of a sheet.
    pub(super) fn new(sheets: &[CalcSheet]) -> Option<Self> {
        let model = Model::new_empty("", "en", "UTC", "en").ok()?;
        let mut engine = Self { model };
        for (number, sheet) in sheets.iter().enumerate() {
            match number {
                0 => engine.model.rename_sheet_by_index(0, &sheet.name).ok()?,
                _ => engine.model.add_sheet(&sheet.name).ok()?,
            }
        }
        for (number, sheet) in sheets.iter().enumerate() {
            for (at, content) in &sheet.values {
                engine.value(number, *at, content)?;
            }
        }
        Some(engine)
    }

    fn value(&mut self, sheet: usize, at: CellRef, content: &CellContent) -> Option<()> {
        let (sheet, row, col) = place(sheet, at)?;
        let model = &mut self.model;
        match content {
            CellContent::Number(number) => model.update_cell_with_number(sheet, row, col, *number),
            CellContent::Text(text) => model.update_cell_with_text(sheet, row, col, text),
            CellContent::Bool(truth) => model.update_cell_with_bool(sheet, row, col, *truth),
            CellContent::Error(_) => Ok(()),
        }
        .ok()
    }

    /// Adds a formula.
    pub(super) fn put(&mut self, sheet: usize, at: CellRef, text: &str) -> Option<()> {
        let (sheet, row, col) = place(sheet, at)?;
        let formula = format!("={text}");
        let put = self
            .model
            .update_cell_with_formula(sheet, row, col, formula);
        put.ok()
    }

    /// Calculates all formulas.
    pub(super) fn evaluate(&mut self) {
        self.model.evaluate();
    }

    /// The result of a formula, if it is a single value; of errors, only those that Excel gives for figures.
    pub(super) fn result(&self, sheet: usize, at: CellRef) -> Option<CellContent> {
        let (sheet, row, col) = place(sheet, at)?;
        let sheet = self.model.workbook.worksheet(sheet).ok()?;
        let cell = sheet.cell(row, col)?;
        let Cell::CellFormula { v, .. } = &*cell else {
            return None;
        };
        match v {
            FormulaValue::Number(number) => Some(CellContent::Number(*number)),
            FormulaValue::Text(text) => Some(CellContent::Text(text.clone())),
            FormulaValue::Boolean(truth) => Some(CellContent::Bool(*truth)),
            FormulaValue::Error { ei, .. } => {
                let name = ei.to_string();
                ["#DIV/0!", "#N/A", "#VALUE!", "#NUM!"]
                    .contains(&&*name)
                    .then_some(CellContent::Error(name))
            }
            FormulaValue::Unevaluated => None,
        }
    }
}

/// A cell in the indices of the engine.
fn place(sheet: usize, at: CellRef) -> Option<(u32, i32, i32)> {
    let counted = |place: u32| i32::try_from(place).ok()?.checked_add(1);
    Some((
        u32::try_from(sheet).ok()?,
        counted(at.row)?,
        counted(at.col)?,
    ))
}
