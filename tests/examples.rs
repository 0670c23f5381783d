//! The example forms: the checked-in files are what their data say, and each reads back as filed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

#[path = "../examples/make_forms/forms/mod.rs"]
mod forms;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Sheets, open_workbook_auto};
use rust_decimal::Decimal;
use walkdir::WalkDir;
use ziping::form::grid::{Cell, Region, Sheet, Value, Workbook};
use ziping::form::labels::Labels;
use ziping::form::read::{Source, read};
use ziping::model::{CellRef, Filing, Kind};
use ziping::number;

const REGENERATE: &str = "run `cargo run --example make_forms` and commit examples/";

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

/// Files below `folder`, with `/`.
fn files(folder: &Path) -> BTreeSet<String> {
    WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap();
            let parts = path.iter().map(|p| p.to_str().unwrap());
            parts.collect::<Vec<_>>().join("/")
        })
        .collect()
}

#[test]
fn checked_in_forms_are_what_the_data_say() {
    for year in forms::YEARS {
        let fresh = tempfile::tempdir().unwrap();
        forms::write_year(&examples().join("forms"), year, fresh.path()).unwrap();
        let kept = examples().join(year);
        let names = files(fresh.path());
        assert_eq!(names, files(&kept), "examples/{year}: {REGENERATE}");
        for name in names {
            let same =
                fs::read(fresh.path().join(&name)).unwrap() == fs::read(kept.join(&name)).unwrap();
            assert!(same, "examples/{year}/{name} is stale: {REGENERATE}");
        }
    }
}

/// Merged regions are known for .xlsx only.
fn merges(book: &mut Sheets<std::io::BufReader<fs::File>>, sheet: &str) -> Vec<Region> {
    let Sheets::Xlsx(book) = book else {
        return Vec::new();
    };
    let at = |(row, col)| CellRef::new(row, col);
    book.merge_cells_by_sheet_name(sheet)
        .unwrap()
        .iter()
        .map(|d| Region {
            first: at(d.start),
            last: at(d.end),
        })
        .collect()
}

fn value(data: &Data) -> Option<Value> {
    match data {
        Data::Empty => None,
        Data::String(text) => Some(Value::Text(text.as_str().into())),
        Data::Float(figure) => number::from_cell(*figure).map(Value::Number),
        Data::Int(figure) => Some(Value::Number(Decimal::from(*figure))),
        other => panic!("{other:?} in a form"),
    }
}

fn workbook(path: &Path) -> Workbook {
    let mut book = open_workbook_auto(path).unwrap();
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).unwrap();
        let (top, left) = range.start().unwrap_or_default();
        let cells = range.used_cells().filter_map(|(row, col, data)| {
            let row = top + u32::try_from(row).unwrap();
            let col = left + u32::try_from(col).unwrap();
            Some(Cell {
                at: CellRef::new(row, col),
                value: value(data)?,
                formula: false,
            })
        });
        let merges = merges(&mut book, &name);
        sheets.push(Sheet::new(name.as_str(), cells.collect(), merges));
    }
    Workbook {
        sheets,
        remarks: Vec::new(),
    }
}

/// The one form of an example file.
fn filing(year: &str, file: &str) -> Filing {
    let labels = Labels::load(None).unwrap();
    let source = Source {
        file: file.into(),
        group: None,
    };
    let mut filings = read(
        &workbook(&examples().join(year).join(file)),
        &source,
        &labels,
    );
    assert_eq!(filings.len(), 1, "{year}/{file}");
    filings.remove(0)
}

#[test]
fn every_form_reads_back() {
    for year in forms::YEARS {
        for file in files(&examples().join(year)) {
            let form = filing(year, &file);
            let stated = form.year.unwrap().value.to_string();
            assert_eq!(stated, year, "{file}");
            assert!(form.unit.name.is_some(), "{year}/{file}: no unit");
            assert!(form.indicators.len() >= 7, "{year}/{file}: indicators");
            for indicator in &form.indicators {
                let complete = indicator.target.is_some()
                    && indicator.actual.is_some()
                    && indicator.points.is_some()
                    && indicator.reported.is_some();
                assert!(complete, "{year}/{file}: {}", indicator.name);
            }
            let funding = form.funding.unwrap();
            assert!(
                funding.adjusted.is_some() && funding.executed.is_some(),
                "{year}/{file}"
            );
            assert!(funding.measure.is_some(), "{year}/{file}: measure");
        }
    }
}

#[test]
fn expected_totals_name_every_form_and_its_filed_total() {
    let text = fs::read_to_string(examples().join("forms/expected-2023.toml")).unwrap();
    let expected: toml::Table = text.parse().unwrap();
    let mut named = BTreeSet::new();
    for (key, kind) in [("unit", Kind::Unit), ("project", Kind::Project)] {
        for entry in expected[key].as_array().unwrap() {
            let said = |key: &str| entry.get(key).map(|v| v.as_str().unwrap());
            let file = said("file").unwrap();
            let form = filing("2023", file);
            assert_eq!(form.kind, kind, "{file}");
            assert_eq!(&*form.unit.name.unwrap().value, said("unit").unwrap());
            let project = form.project.map(|p| p.value);
            assert_eq!(project.as_deref(), said("project"), "{file}");
            let filed: Decimal = said("filed_total").unwrap().parse().unwrap();
            assert_eq!(form.reported_total.unwrap().value, filed, "{file}");
            named.insert(file.to_owned());
        }
    }
    assert_eq!(named, files(&examples().join("2023")));
}
