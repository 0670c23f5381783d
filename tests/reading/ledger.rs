//! 未采用的数字: every number in the tables of a form was read into a field or is listed as unused, and none is both.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ziping::form::labels::Labels;
use ziping::form::read::{Reading, Source, read};
use ziping::intake::{WorkerPool, open, walk};
use ziping::model::CellRef;
use ziping::workbook::{Cell, Sheet, Value, Workbook};

use crate::layouts;

/// The published forms and all layouts.
fn books() -> Vec<(String, Workbook)> {
    let pool = WorkerPool::new(env!("CARGO_BIN_EXE_ziping").into(), 1).unwrap();
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms");
    let published = walk(&[forms]).unwrap();
    let published = published.iter().filter_map(|found| {
        let book = open(found, &pool).result.ok()?;
        Some((found.relative.to_string(), book))
    });
    let layouts = layouts::cases().into_iter().map(|path| {
        let book = layouts::workbook(&fs::read_to_string(&path).unwrap());
        (path.display().to_string(), book)
    });
    published.chain(layouts).collect()
}

fn is_number(cell: &Cell) -> bool {
    match &cell.value {
        Value::Number(_) | Value::Percent(..) => true,
        Value::Text(text) => {
            let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '%');
            text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(plain)
        }
        Value::Date(_) | Value::Bool(_) => false,
    }
}

/// 序号 above, or 1 | 2 | 3 … in its row: it counts rows or columns.
fn counts(sheet: &Sheet, cell: &Cell) -> bool {
    let above = |other: &&Cell| other.at.col == cell.at.col && other.at.row < cell.at.row;
    let mut heads = sheet.cells().iter().filter(above);
    let row = sheet.row(cell.at.row).iter().enumerate();
    let mut numbered = row.map(|(at, cell)| cell.value.text() == (at + 1).to_string());
    heads.any(|head| head.value.text() == "序号") || numbered.all(|fits| fits)
}

/// The rows of the money block and of the indicators.
fn rows(reading: &Reading) -> BTreeSet<u32> {
    let whole = reading.filing.funding.iter().map(|f| f.cell.row);
    let parts = reading.filing.parts.iter().map(|part| part.cell.row);
    let funds: BTreeSet<u32> = whole.chain(parts).collect();
    let indicators = reading.filing.indicators.iter().map(|i| i.cell.row);
    let indicators: BTreeSet<u32> = indicators.collect();
    let whole = |rows: &BTreeSet<u32>| {
        let ends = rows.first().zip(rows.last());
        ends.map_or(0..0, |(first, last)| *first..last + 1)
    };
    whole(&funds).chain(whole(&indicators)).collect()
}

#[test]
fn every_number_of_a_table_is_used_or_listed() {
    let labels = Labels::load(None).unwrap();
    let source = Source {
        file: "f".into(),
        group: None,
    };
    let (mut used_in_all, mut listed_in_all) = (0, 0);
    for (name, book) in books() {
        let readings = read(&book, &source, &labels);
        for sheet in &book.sheets {
            let here = || readings.iter().filter(|r| *r.filing.sheet == *sheet.name);
            let used = here().flat_map(|reading| {
                let filed = reading.annex.filed.iter().map(|date| date.cell);
                reading.filing.cells().into_iter().chain(filed)
            });
            let used: BTreeSet<CellRef> = used.collect();
            let listed: BTreeSet<CellRef> = here().flat_map(|r| r.unused.clone()).collect();
            let both: Vec<_> = used.intersection(&listed).collect();
            assert!(both.is_empty(), "{name}: {both:?} used and listed");
            let rows: BTreeSet<u32> = here().flat_map(rows).collect();
            // What stands beside the last column of a form is another table.
            let known = used.iter().chain(&listed);
            let last = known.map(|at| at.col).max().unwrap_or_default();
            let numbers = sheet.cells().iter().filter(|cell| {
                let inside = rows.contains(&cell.at.row) && cell.at.col <= last;
                inside && is_number(cell) && !counts(sheet, cell)
            });
            for cell in numbers {
                let at = cell.at;
                used_in_all += usize::from(used.contains(&at));
                listed_in_all += usize::from(listed.contains(&at));
                assert!(
                    used.contains(&at) || listed.contains(&at),
                    "{name}: {at} of {} is neither used nor listed",
                    sheet.name
                );
            }
        }
    }
    assert!(used_in_all > 2_000, "{used_in_all} used");
    assert!(listed_in_all > 50, "{listed_in_all} listed");
}
