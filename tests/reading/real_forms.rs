//! The ten published forms in `tests/forms`, read by the program's own reading process.

use std::path::{Path, PathBuf};

use ziping::finding::{FoundKind, Refusal};
use ziping::intake::{FileContents, WorkerPool, open, walk};
use ziping::model::CellRef;
use ziping::workbook::{Remark, Sheet, Value, Workbook};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms")
}

fn pool() -> WorkerPool {
    WorkerPool::new(env!("CARGO_BIN_EXE_ziping").into(), 2).unwrap()
}

fn read(part_of_name: &str) -> Workbook {
    let found = walk(&[folder()]).unwrap();
    let mut named = found.iter().filter(|f| f.relative.contains(part_of_name));
    let (found, other) = (named.next().unwrap(), named.next());
    assert!(other.is_none(), "{part_of_name} names two files");
    open(found, &pool()).result.unwrap()
}

/// The cell at an address such as `H6`.
fn cell<'a>(sheet: &'a Sheet, address: &str) -> &'a ziping::workbook::Cell {
    let mut cells = sheet.cells().iter();
    cells.find(|c| c.at.to_string() == address).unwrap()
}

fn number(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}

#[test]
fn all_ten_are_read_and_the_note_is_skipped() {
    let pool = pool();
    let found = walk(&[folder()]).unwrap();
    let opened: Vec<FileContents> = found.iter().map(|f| open(f, &pool)).collect();
    let read = opened.iter().filter(|o| o.result.is_ok()).count();
    assert_eq!((found.len(), read), (11, 10));
    let note = found
        .iter()
        .position(|f| &*f.relative == "README.md")
        .unwrap();
    let refusal = opened[note].result.as_ref().unwrap_err();
    assert_eq!(*refusal, Refusal::OtherFile(FoundKind::Text));
    assert!(opened.iter().all(|o| o.sha256.is_some()));
    let sheets = opened.iter().filter_map(|o| o.result.as_ref().ok());
    assert!(sheets.into_iter().all(|w| !w.sheets[0].cells().is_empty()));
}

#[test]
fn groups_are_the_provinces() {
    let found = walk(&[folder()]).unwrap();
    let grouped = found.iter().filter(|f| f.group.is_some()).count();
    assert_eq!(grouped, 10);
    assert_eq!(found[0].relative.as_ref(), "README.md");
}

#[test]
fn seed_form_shows_percent_and_formulas() {
    let book = read("应急管理局2023");
    assert_eq!(book.sheets.len(), 2);
    let form = &book.sheets[0];
    let percent = Value::Percent("0.3066".parse().unwrap(), Some(2));
    assert_eq!(cell(form, "F16").value, percent);
    assert_eq!(percent.text(), "30.66%");
    assert!(cell(form, "H6").formula);
    assert!(!cell(form, "F16").formula);
}

#[test]
fn stored_noise_is_cut() {
    let book = read("地震局");
    let sum = cell(&book.sheets[0], "E5");
    assert_eq!((&sum.value, sum.formula), (&number("188.61"), true));
}

#[test]
fn old_format_keeps_text_and_merged_areas() {
    let book = read("[155]");
    let form = &book.sheets[0];
    let texts: Vec<_> = form.cells().iter().map(|c| c.value.text()).collect();
    assert!(texts.iter().any(|t| t == "[155]濉溪县民政局"), "{texts:?}");
    assert!(!form.merges().is_empty());
    let hidden = |m: &ziping::workbook::Region, at: CellRef| m.contains(at) && m.first != at;
    let under = form
        .cells()
        .iter()
        .filter(|c| form.merges().iter().any(|m| hidden(m, c.at)));
    assert_eq!(under.count(), 0);
}

#[test]
fn opendocument_has_amounts_percent_and_merged_areas() {
    let book = read("党史方志室");
    let form = &book.sheets[0];
    let values: Vec<_> = form.cells().iter().map(|c| &c.value).collect();
    assert!(values.contains(&&number("2751417.82")), "{values:?}");
    assert!(values.iter().any(|v| matches!(v, Value::Percent(..))));
    assert!(form.cells().iter().any(|c| c.formula));
    assert!(!form.merges().is_empty());
}

#[test]
fn nothing_is_remarked_without_reason() {
    let pool = pool();
    for found in walk(&[folder()]).unwrap() {
        let Ok(book) = open(&found, &pool).result else {
            continue;
        };
        let odd = |r: &&Remark| !matches!(r, Remark::HiddenSheet(_));
        let odd: Vec<_> = book.remarks.iter().filter(odd).collect();
        assert!(odd.is_empty(), "{}: {odd:?}", found.relative);
    }
}
