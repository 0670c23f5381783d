//! 结果存档: rows that were moved are read, rows that were edited are refused.

use std::fs::File;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{DocProperties, Workbook};
use serde_json::Value;
use tempfile::TempDir;

use super::{comparison, root, ziping};
use crate::fixture;
use crate::office::saved;
use ziping::base::lang::Lang;
use ziping::model::Date;
use ziping::output::xlsx;
use ziping::report::Book;

type Cells = Vec<Vec<Data>>;

/// A workbook with the results of 2022.
fn archive(folder: &TempDir) -> PathBuf {
    let run = [
        "score",
        &root("examples/2022"),
        "--quiet",
        "-o",
        "2022.xlsx",
    ];
    assert_eq!(ziping(folder.path(), &run).status.code(), Some(0));
    folder.path().join("2022.xlsx")
}

/// The sheet 结果存档 saved again by another program, after `change`.
fn saved_again(from: &Path, to: &Path, change: impl FnOnce(&mut Cells)) {
    let mut book: Xlsx<_> = open_workbook(from).unwrap();
    let range = book.worksheet_range("结果存档").unwrap();
    let mut cells: Cells = range.rows().map(<[Data]>::to_vec).collect();
    change(&mut cells);
    let mut again = Workbook::new();
    again.set_properties(&DocProperties::new().set_custom_property("ziping-output", "0"));
    let sheet = again.add_worksheet().set_name("结果存档").unwrap();
    for (row, cells) in (0..).zip(&cells) {
        for (col, cell) in (0..).zip(cells) {
            match cell {
                Data::Float(figure) => sheet.write_number(row, col, *figure).unwrap(),
                Data::String(text) => sheet.write_string(row, col, text).unwrap(),
                _ => sheet,
            };
        }
    }
    again.save(to).unwrap();
}

/// Row of the headers; data follow.
fn head(cells: &Cells) -> usize {
    let named = |row: &Vec<Data>| row.contains(&Data::String("校验值".to_owned()));
    cells.iter().position(named).unwrap()
}

/// Results on several sheets are read like those on one.
#[test]
fn results_in_parts_are_read_whole() {
    let folder = TempDir::new().unwrap();
    let mut assessment = fixture::district();
    assessment.year = Some(2022);
    let units = |limit: u32| {
        let name = format!("{limit}.xlsx");
        let book = Book::with_limit(&assessment, Lang::Zh, limit);
        let file = File::create_new(folder.path().join(&name)).unwrap();
        let created = Date {
            year: Some(2024),
            month: 1,
            day: 1,
        };
        xlsx::write(&book, created, file).unwrap();
        let compared = comparison(folder.path(), &["compare", &name, &root("examples/2023")]);
        let parts = book
            .sheets()
            .iter()
            .filter(|s| s.name().starts_with("结果存档"))
            .count();
        (parts, compared["gone"].clone())
    };
    let ((one, whole), (several, parted)) = (units(1_048_576), units(16));
    assert_eq!((one, several), (1, 3));
    assert!(whole.as_array().unwrap().len() > 10, "{whole}");
    assert_eq!(whole, parted);
}

#[test]
fn sorted_rows_and_moved_columns_are_still_valid() {
    let folder = TempDir::new().unwrap();
    let written = archive(&folder);
    let now = root("examples/2023");
    let compared = |name: &str| comparison(folder.path(), &["compare", name, &now]);
    let expected = compared("2022.xlsx");
    assert_eq!(expected["summary"][0]["comparable"], 15);
    saved_again(&written, &folder.path().join("排序.xlsx"), |cells| {
        let first = head(cells) + 1;
        let items = first..first + 16;
        cells[items.clone()].reverse();
        let head = head(cells);
        for row in &mut cells[head..items.end] {
            row.rotate_right(3);
        }
    });
    let sorted = compared("排序.xlsx");
    let by_name = |compare: &Value| {
        let units = compare["units"].as_array().unwrap().iter();
        units.map(|u| u["previous"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(by_name(&sorted), by_name(&expected));
}

#[test]
fn an_edited_row_is_refused_by_its_number() {
    let folder = TempDir::new().unwrap();
    let written = archive(&folder);
    let now = root("examples/2023");
    let header = |cells: &Cells, name: &str| {
        let row = &cells[head(cells)];
        row.iter()
            .position(|cell| *cell == Data::String(name.to_owned()))
            .unwrap()
    };
    let edits = [
        ("复算总分", Data::Float(99.0)),
        ("单位", Data::String("某局".to_owned())),
        ("执行率", Data::Empty),
        ("一级指标得分", Data::String("预算执行=10".to_owned())),
        ("年度", Data::Float(2021.0)),
        ("校验值", Data::Empty),
    ];
    for (name, value) in edits {
        let mut number = 0;
        saved_again(&written, &folder.path().join("改动.xlsx"), |cells| {
            let (row, col) = (head(cells) + 4, header(cells, name));
            number = row + 1;
            assert_ne!(cells[row][col], value, "{name}");
            cells[row][col] = value;
        });
        let output = ziping(folder.path(), &["compare", "改动.xlsx", &now]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{name}: {said}");
        assert!(
            said.contains(&format!("第 {number} 行被改动过")),
            "{name}: {said}"
        );
        assert!(
            said.contains("改动.xlsx") && said.contains("重新写出"),
            "{said}"
        );
    }
    // What is carried over to blank forms comes from the same rows.
    let roster = root("examples/名单.xlsx");
    let run = [
        "template",
        "-o",
        "表",
        "--roster",
        &roster,
        "--previous",
        "改动.xlsx",
    ];
    assert_eq!(ziping(folder.path(), &run).status.code(), Some(2));
}

#[test]
#[ignore = "needs LibreOffice"]
fn a_save_in_another_program_leaves_rows_valid() {
    let folder = TempDir::new().unwrap();
    let written = archive(&folder);
    let now = root("examples/2023");
    let expected = comparison(folder.path(), &["compare", "2022.xlsx", &now]);
    saved(
        &[written],
        "xlsx",
        folder.path(),
        &folder.path().join("另存"),
    );
    let again = comparison(folder.path(), &["compare", "另存/2022.xlsx", &now]);
    assert_eq!(again, expected);
}
