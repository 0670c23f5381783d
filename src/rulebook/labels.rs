//! The sheets 标签 and 名单: wordings of labels and the units due to file.

use std::collections::BTreeMap;

use super::sheets::{LABELS, ROSTER};
use super::transcript::{Transcript, quoted};
use super::values::{Grid, is, literal};
use crate::form::labels::Labels;
use crate::intake::TableFile;
use crate::model::Fault;
use crate::roster::Roster;
use crate::rules::Kind;
use crate::workbook::Workbook;

/// The labels, where the workbook has a sheet of them.
pub(super) fn read(table: &TableFile) -> Result<Option<Labels>, Vec<Fault>> {
    let sheets = &table.workbook.sheets;
    if !sheets.iter().any(|s| is(&s.name, LABELS.name)) {
        return Ok(None);
    }
    let grid = Grid::find(&table.file, sheets, &LABELS).map_err(|fault| vec![fault])?;
    let mut text = Transcript::new(grid.place());
    let mut sections: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for row in grid.rows() {
        let section = row.text(0).unwrap_or_default();
        sections.entry(section).or_default().push(row);
    }
    for rows in sections.values() {
        for row in rows {
            let [section, field] = [0, 1].map(|nth| row.text(nth).unwrap_or_default());
            text.put("[");
            text.from(&row.place(0), &quoted(&section));
            text.put(".");
            text.from(&row.place(1), &quoted(&field));
            text.put("]\n");
            for (nth, key) in [(2, "labels"), (3, "hints")] {
                text.put(&format!("{key} = "));
                let list = literal(Kind::List, row.value(nth)).unwrap_or_default();
                text.from(&row.place(nth), &list);
                text.put("\n");
            }
        }
    }
    Labels::placed(&text.text, &table.file, |at| text.place(at)).map(Some)
}

/// The roster, where the workbook lists any unit.
pub(super) fn roster(
    table: &TableFile,
    labels: Option<&Labels>,
) -> Result<Option<Roster>, Vec<Fault>> {
    let mut sheets = table.workbook.sheets.iter();
    let Some(sheet) = sheets.find(|s| is(&s.name, ROSTER.name)) else {
        return Ok(None);
    };
    let grid = Grid::find(&table.file, std::slice::from_ref(sheet), &ROSTER).ok();
    if grid.is_some_and(|grid| grid.rows().next().is_none()) {
        return Ok(None);
    }
    let built_in = match labels {
        Some(_) => None,
        None => Labels::load(None).ok(),
    };
    let Some(labels) = labels.or(built_in.as_ref()) else {
        return Ok(None);
    };
    let alone = TableFile {
        workbook: Workbook {
            sheets: vec![sheet.clone()],
            ..Workbook::default()
        },
        ..table.clone()
    };
    Roster::of(&alone, labels).map(Some)
}
