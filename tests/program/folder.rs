//! A folder as people collect it: what nobody filed, what this program wrote, what cannot be read.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::run::{good, scored, text, ziping};

/// Scores `forms` below `place` into every kind of output beside the forms; what is said.
fn written_among_the_forms(place: &Path) -> String {
    let into = |name: &str| text(&place.join("报送").join(name)).to_owned();
    let (book, json, tables) = (into("汇总.xlsx"), into("结果.json"), into("表"));
    let output = ziping(&[
        "score",
        text(&place.join("报送")),
        "-o",
        &book,
        "--json",
        &json,
        "--csv",
        &tables,
        "--unit-sheets",
    ]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn own_outputs_among_the_forms_change_nothing() {
    let place = TempDir::new().unwrap();
    let forms = place.path().join("报送");
    fs::create_dir(&forms).unwrap();
    good(&forms);
    let written = ["汇总.xlsx", "结果.json", "表/排名.csv"];
    let read = || written.map(|name| fs::read(forms.join(name)).unwrap());
    let said = written_among_the_forms(place.path());
    assert!(!said.contains("不计"), "{said}");
    let first = read();
    let tables = fs::read_dir(forms.join("表")).unwrap().count();
    // Whatever they are called now.
    fs::copy(forms.join("汇总.xlsx"), forms.join("应急管理局上报.xlsx")).unwrap();
    fs::write(
        forms.join("查看.html"),
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta name=\"ziping-output\" content=\"0.1.0\">",
    )
    .unwrap();
    let said = written_among_the_forms(place.path());
    let own = format!(
        "不计：系统文件、临时文件 0 个，本程序写出的文件 {} 个。",
        tables + 4
    );
    assert!(said.contains(&own), "{own}\n{said}");
    for (name, (before, after)) in written.iter().zip(first.iter().zip(read())) {
        assert!(*before == after, "{name} differs");
    }
}

/// The counts of the sheet 运行信息.
fn counts(book: &Path) -> Vec<(String, String)> {
    use calamine::{Reader, Xlsx, open_workbook};
    let mut workbook: Xlsx<_> = open_workbook(book).unwrap();
    let sheet = workbook.worksheet_range("运行信息").unwrap();
    let rows = sheet
        .rows()
        .map(|row| (row[0].to_string(), row[1].to_string()));
    rows.collect()
}

#[test]
fn what_nobody_filed_is_one_line() {
    let place = TempDir::new().unwrap();
    let forms = place.path().join("报送");
    fs::create_dir_all(forms.join("__MACOSX")).unwrap();
    good(&forms);
    for name in [
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "__MACOSX/应急管理局.xlsx",
        "~$应急管理局.xlsx",
        ".~lock.应急管理局.xlsx#",
        "._应急管理局.xlsx",
    ] {
        fs::write(forms.join(name), "Bud1").unwrap();
    }
    let book = place.path().join("汇总.xlsx");
    let result = scored(&forms, &["-o", text(&book)]);
    assert_eq!(
        result["files"],
        serde_json::json!({"seen": 8, "read": 1, "skipped": 7})
    );
    assert_eq!(result["excluded"], serde_json::json!([]));
    let findings = result["findings"].as_array().unwrap();
    let about: Vec<&Value> = findings.iter().map(|f| &f["file"]).collect();
    assert!(
        about.iter().all(|file| **file == "应急管理局.xlsx"),
        "{about:?}"
    );
    let counts = counts(&book);
    assert!(
        counts.contains(&("　　系统文件、临时文件（不计）".to_owned(), "7".to_owned())),
        "{counts:?}"
    );
}
