//! 报告文字: the words of the written report, beside a form.

use std::collections::BTreeMap;

use crate::form::labels::fold;
use crate::form::spec::{NARRATIVE, NARRATIVE_SHEET};
use crate::model::CellRef;
use crate::workbook::{Sheet, Workbook};

/// Words by the parts of the report that they are for.
pub type Narrative = BTreeMap<&'static str, String>;

/// What the sheet 报告文字 says; parts without words are left out.
#[must_use]
pub fn narrative(workbook: &Workbook) -> Narrative {
    let parts = narrative_cells(workbook).map_or_else(BTreeMap::new, |(_, parts)| parts);
    let words = parts.into_iter().map(|(part, (_, words))| (part, words));
    words.collect()
}

/// Cell and words of each part.
type Parts = BTreeMap<&'static str, (CellRef, String)>;

/// The sheet 报告文字, where there is one, and its parts with their cells.
#[must_use]
pub fn narrative_cells(workbook: &Workbook) -> Option<(&Sheet, Parts)> {
    let mut sheets = workbook.sheets.iter();
    let sheet = sheets.find(|sheet| sheet.name == NARRATIVE_SHEET)?;
    Some((sheet, parts(sheet)))
}

/// A part is a cell that begins with its name; its words stand in the next cell of the row.
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
