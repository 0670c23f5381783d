//! The sheets 标签 and 名单: wordings of labels and the units due to file.

use std::collections::BTreeMap;

use super::read::Reading;
use super::sheets::{LABELS, ROSTER};
use super::transcript::{Transcript, quoted};
use super::values::{Grid, is, literal};
use crate::form::labels::Labels;
use crate::intake::Table;
use crate::roster::Roster;
use crate::rules::Kind;
use crate::workbook::Workbook;

/// The labels, where the workbook has a sheet of them.
pub(super) fn read(reading: &mut Reading<'_>) -> Option<Labels> {
    let sheets = &reading.table.workbook.sheets;
    if !sheets.iter().any(|s| is(&s.name, LABELS.name)) {
        return None;
    }
    let grid = match Grid::find(&reading.table.file, sheets, &LABELS) {
        Ok(grid) => grid,
        Err(fault) => {
            reading.faults.push(fault);
            return None;
        }
    };
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
    let file = &reading.table.file;
    match Labels::placed(&text.text, file, |at| text.place(at)) {
        Ok(labels) => Some(labels),
        Err(faults) => {
            reading.faults.extend(faults);
            None
        }
    }
}

/// The roster, where the workbook lists any unit.
pub(super) fn roster(reading: &mut Reading<'_>, labels: Option<&Labels>) -> Option<Roster> {
    let sheets = &reading.table.workbook.sheets;
    let sheet = sheets.iter().find(|s| is(&s.name, ROSTER.name))?;
    let grid = Grid::find(&reading.table.file, std::slice::from_ref(sheet), &ROSTER).ok();
    if grid.is_some_and(|grid| grid.rows().next().is_none()) {
        return None;
    }
    let own;
    let labels = match labels {
        Some(labels) => labels,
        None => {
            own = Labels::load(None).ok()?;
            &own
        }
    };
    let alone = Table {
        workbook: Workbook {
            sheets: vec![sheet.clone()],
            ..Workbook::default()
        },
        ..reading.table.clone()
    };
    match Roster::of(&alone, labels) {
        Ok(roster) => Some(roster),
        Err(faults) => {
            reading.faults.extend(faults);
            None
        }
    }
}
