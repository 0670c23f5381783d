//! 报告文字: the words of the written report, beside a form.

use std::collections::BTreeMap;

use crate::form::labels::fold;
use crate::form::spec::{NARRATIVE, NARRATIVE_SHEET};
use crate::workbook::{Sheet, Workbook};

/// Words by the parts of the report that they are for.
pub type Narrative = BTreeMap<&'static str, String>;

/// What the sheet 报告文字 says; parts without words are left out.
#[must_use]
pub fn narrative(workbook: &Workbook) -> Narrative {
    let mut sheets = workbook.sheets.iter();
    let sheet = sheets.find(|sheet| sheet.name == NARRATIVE_SHEET);
    sheet.map_or_else(Narrative::new, parts)
}

/// A part is a cell that begins with its name; its words stand in the next cell of the row.
fn parts(sheet: &Sheet) -> Narrative {
    let mut parts = Narrative::new();
    let mut wanted: Option<(&'static str, u32)> = None;
    for cell in sheet.cells() {
        let text = cell.value.text();
        let begins = |part: &&&'static str| fold(&text).starts_with(&*fold(part));
        match wanted {
            Some((part, row)) if row == cell.at.row && !text.trim().is_empty() => {
                parts.entry(part).or_insert_with(|| text.trim().to_owned());
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
