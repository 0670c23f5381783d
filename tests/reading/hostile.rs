//! Hostile, broken and merely odd files: each is refused with its reason or read with exact values,
//! and the reading process goes on to read a good file.

mod build;
mod containers;
mod deaths;
mod formulas;
mod mutants;
mod sheets;

use std::path::Path;
use std::sync::OnceLock;

use ziping::finding::Refusal;
use ziping::intake::WorkerPool;
use ziping::workbook::{Value, Workbook, read_plain};

/// One pool for all tests: whatever one file does to it must not matter to the next.
fn pool() -> &'static WorkerPool {
    static POOL: OnceLock<WorkerPool> = OnceLock::new();
    POOL.get_or_init(|| WorkerPool::new(env!("CARGO_BIN_EXE_ziping").into(), 2).unwrap())
}

fn real(ending: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms");
    let found = ziping::intake::walk(&[folder]).unwrap();
    let form = found.iter().find(|f| f.relative.ends_with(ending)).unwrap();
    std::fs::read(form.path()).unwrap()
}

/// Reads `file` in a reading process; what is read without one is the same.
fn answer(file: &[u8]) -> Result<Workbook, Refusal> {
    let result = pool().read(file);
    if let Some(plain) = read_plain(file) {
        assert_eq!(result.as_ref(), Ok(&plain));
    }
    result
}

/// Reads `file`, then a good one.
fn read(file: &[u8]) -> Result<Workbook, Refusal> {
    let result = answer(file);
    let good = pool()
        .read(&build::row(r#"<c r="A1"><v>7</v></c>"#))
        .unwrap();
    assert_eq!(good.sheets[0].cells()[0].value.text(), "7");
    result
}

#[track_caller]
fn refused(file: &[u8], refusal: &Refusal) {
    assert_eq!(&read(file).unwrap_err(), refusal);
}

#[track_caller]
fn too_large(file: &[u8]) {
    let result = read(file);
    assert!(
        matches!(result, Err(Refusal::TooLarge { .. })),
        "{result:?}"
    );
}

/// Address and text of every cell of the first sheet.
#[track_caller]
fn texts(file: &[u8]) -> Vec<String> {
    let book = read(file).unwrap();
    let cells = book.sheets[0].cells().iter();
    cells
        .map(|c| format!("{}={}", c.at, c.value.text()))
        .collect()
}

fn number(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}
