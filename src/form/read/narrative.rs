//! 报告文字: the texts of the written report on a sheet beside the form.

use std::collections::BTreeMap;

use crate::form::labels::fold;
use crate::form::spec::{NARRATIVE, NARRATIVE_SHEET};
use crate::model::CellRef;
use crate::workbook::{Sheet, Workbook};

/// Texts by the parts of the report.
pub type Narrative = BTreeMap<&'static str, String>;

/// The texts of the sheet 报告文字, without blank parts.
#[must_use]
pub fn narrative(workbook: &Workbook) -> Narrative {
    let parts = narrative_cells(workbook).map_or_else(BTreeMap::new, |(_, parts)| parts);
    let words = parts.into_iter().map(|(part, (_, words))| (part, words));
    words.collect()
}

/// Cell and text of each part.
type Parts = BTreeMap<&'static str, (CellRef, String)>;

/// The sheet 报告文字, if there is one, and its parts with their cells.
#[must_use]
pub fn narrative_cells(workbook: &Workbook) -> Option<(&Sheet, Parts)> {
    let mut sheets = workbook.sheets.iter();
    let sheet = sheets.find(|sheet| sheet.name == NARRATIVE_SHEET)?;
    Some((sheet, parts(sheet)))
}

/// The parts of the sheet: the name of a part begins a cell, its text is in the next cell of the row.
fn parts(sheet: &Sheet) -> Parts {
    let mut parts = Parts::new();
    let mut wanted: Option<(&'static str, u32)> = None;
    for cell in sheet.cells() {
        let text = cell.value.text();
        let begins = |part: &&&'static str| fold(&text).starts_with(&*fold(part));
        match wanted {
            Some((part, row)) if row == cell.at.row && !text.trim().is_empty() => {
                let words = || (cell.at, text.trim().to_owned());
                parts.entry(part).or_insert_with(words);
                wanted = None;
            }
            _ => {
                wanted = NARRATIVE
                    .iter()
                    .find(begins)
                    .map(|part| (*part, cell.at.row))
            }
        }
    }
    parts
}
