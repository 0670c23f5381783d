//! Whole runs of the program: figures, lost files, kept outputs, equal bytes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

pub(crate) fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

pub(crate) fn ziping(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(arguments)
        .current_dir(root(""))
        .output()
        .unwrap()
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Scores a folder into JSON.
pub(crate) fn scored(folder: &Path, further: &[&str]) -> Value {
    let output = [&["score", text(folder), "--json", "-", "--quiet"], further].concat();
    let output = ziping(&output);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

const SEED: &str = "tests/forms/新疆/乌鲁木齐高新区（新市区）/附件1-应急管理局2023年度部门单位整体支出绩效自评表（定稿）.xlsx";

pub(crate) fn good(folder: &Path) {
    fs::copy(root(SEED), folder.join("应急管理局.xlsx")).unwrap();
}

fn of<'v>(units: &'v Value, key: &str) -> Vec<&'v str> {
    let list = units.as_array().unwrap();
    list.iter()
        .map(|i| i[key].as_str().unwrap_or("-"))
        .collect()
}

#[test]
fn the_published_report_is_reproduced() {
    let result = scored(&root(SEED), &[]);
    let unit = &result["units"][0];
    assert_eq!(unit["unit"]["name"], "安全生产监督管理局");
    assert_eq!(unit["year"], 2023);
    let funding = &unit["funding"];
    for (key, figure) in [
        ("initial", "433.69"),
        ("adjusted", "485.82"),
        ("executed", "436.51"),
        ("measure", "万元"),
        ("execution_rate", "0.8985"),
        ("adjustment_rate", "0.1202"),
        ("reported", "8.98"),
        ("recomputed", "8.98"),
    ] {
        assert_eq!(funding[key], figure, "{key}");
    }
    assert_eq!(
        of(&unit["indicators"], "recomputed"),
        ["8", "10.78", "3.07", "10", "10", "15", "15", "10"]
    );
    assert_eq!(
        of(&unit["indicators"], "completion_rate"),
        [
            "20.0000", "0.8985", "0.3066", "1.0000", "1.0526", "1.0385", "1.0000", "1.0000"
        ]
    );
    assert_eq!(unit["recomputed_total"], "90.83");
    assert_eq!(unit["reported_total"], "90.83");
    assert_eq!(unit["grade"], "优");
    assert_eq!(unit["rank"], 1);
}

#[test]
fn the_peculiarities_of_the_published_report_are_found_and_nothing_else() {
    let result = scored(&root(SEED), &[]);
    let findings = result["findings"].as_array().unwrap().iter();
    let said = findings.filter(|finding| finding["severity"] != "info");
    let mut said: Vec<_> = said
        .map(|finding| [&finding["code"], &finding["cell"]].map(|word| word.as_str().unwrap()))
        .collect();
    said.sort_unstable();
    let expected = [
        ["borrowed-rate", "G15"],
        ["idle-project", "E4"],
        ["measure-missing", "J16"],
        ["midyear-above-final", "E16"],
        ["name-differs", "C4"],
        ["projects-differ", "F10"],
        ["reason-copied", "J18"],
        ["reason-missing", "J6"],
    ];
    assert_eq!(said, expected);
}

#[test]
fn half_up_from_the_exact_rate_differs_by_a_cent() {
    let result = scored(&root(SEED), &["--rules", "national-half-up"]);
    let unit = &result["units"][0];
    assert_eq!(unit["funding"]["recomputed"], "8.99");
    assert_eq!(unit["recomputed_total"], "90.84");
}

#[test]
fn one_good_form_among_bad_files_is_ranked() {
    let folder = TempDir::new().unwrap();
    good(folder.path());
    fs::write(folder.path().join("空.xlsx"), "").unwrap();
    fs::write(folder.path().join("文本.xlsx"), "部门单位名称：某局\n").unwrap();
    fs::copy(
        root("tests/corpus/加密.xlsx"),
        folder.path().join("加密.xlsx"),
    )
    .unwrap();
    fs::write(folder.path().join("照片.png"), b"\x89PNG\r\n\x1a\n0000IHDR").unwrap();
    let result = scored(folder.path(), &[]);
    assert_eq!(result["units"].as_array().unwrap().len(), 1);
    assert_eq!(result["units"][0]["rank"], 1);
    assert_eq!(
        result["files"],
        serde_json::json!({"seen": 5, "read": 1, "skipped": 4})
    );
    let excluded = &result["excluded"];
    assert_eq!(
        of(excluded, "file"),
        ["加密.xlsx", "文本.xlsx", "照片.png", "空.xlsx"]
    );
    for (at, part) in ["密码", "不是电子表格", "图片", "空"].iter().enumerate() {
        let reason = excluded[at]["reason"].as_str().unwrap();
        assert!(reason.contains(part), "{reason}");
    }
    let output = folder.path().with_extension("xlsx");
    for (level, code) in [("never", 0), ("error", 1)] {
        let arguments = [
            "score",
            text(folder.path()),
            "-o",
            text(&output),
            "--fail-on",
            level,
        ];
        assert_eq!(ziping(&arguments).status.code(), Some(code), "{level}");
    }
    fs::remove_file(output).unwrap();
}

#[test]
fn a_form_filed_twice_is_ranked_once() {
    let folder = TempDir::new().unwrap();
    good(folder.path());
    fs::copy(root(SEED), folder.path().join("应急管理局（副本）.xlsx")).unwrap();
    let result = scored(folder.path(), &[]);
    assert_eq!(result["units"].as_array().unwrap().len(), 1);
    assert_eq!(
        of(&result["findings"], "code")
            .iter()
            .filter(|c| **c == "duplicate-file")
            .count(),
        1
    );
}

#[test]
fn another_year_is_not_ranked_when_one_is_asked_for() {
    let result = scored(&root(SEED), &["--year", "2022"]);
    assert_eq!(result["units"][0]["rank"], Value::Null);
    assert_eq!(result["excluded"][0]["codes"][0], "year-other");
    assert_eq!(result["year"], 2022);
}

#[test]
fn outputs_do_not_depend_on_threads_order_or_place() {
    let places = [TempDir::new().unwrap(), TempDir::new().unwrap()];
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(root("tests/forms"))
        .into_iter()
        .map(|e| e.unwrap().into_path())
        .filter(|p| p.is_file())
        .collect();
    for (place, jobs) in places.iter().zip(["1", "3"]) {
        for file in &files {
            let name = file.strip_prefix(root("tests/forms")).unwrap();
            let copy = place.path().join("in").join(name);
            fs::create_dir_all(copy.parent().unwrap()).unwrap();
            fs::copy(file, copy).unwrap();
        }
        files.reverse();
        let output = Command::new(env!("CARGO_BIN_EXE_ziping"))
            .args([
                "score", "in", "-o", "out.xlsx", "--json", "out.json", "--jobs", jobs,
            ])
            .current_dir(place.path())
            .env("TZ", if jobs == "1" { "UTC" } else { "Asia/Shanghai" })
            .env("LC_ALL", if jobs == "1" { "C" } else { "zh_CN.UTF-8" })
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{output:?}");
    }
    for name in ["out.json", "out.xlsx"] {
        let [one, other] = [0, 1].map(|i| fs::read(places[i].path().join(name)).unwrap());
        assert!(one == other, "{name} differs");
    }
}

#[test]
fn a_failed_run_leaves_the_old_output() {
    let folder = TempDir::new().unwrap();
    let output = folder.path().join("汇总.xlsx");
    fs::write(&output, "old").unwrap();
    let missing = folder.path().join("missing");
    let failed = ziping(&["score", text(&missing), "-o", text(&output)]);
    assert_eq!(failed.status.code(), Some(2));
    assert_eq!(fs::read(&output).unwrap(), b"old");
}

#[test]
fn a_filing_is_never_overwritten() {
    let folder = TempDir::new().unwrap();
    good(folder.path());
    let form = folder.path().join("应急管理局.xlsx");
    let before = fs::read(&form).unwrap();
    let failed = ziping(&["score", text(folder.path()), "-o", text(&form)]);
    assert_eq!(failed.status.code(), Some(2));
    assert_eq!(fs::read(&form).unwrap(), before);
}

#[test]
fn a_folder_alone_is_scored_beside_itself_and_its_result_is_no_filing() {
    let parent = TempDir::new().unwrap();
    let folder = parent.path().join("2023");
    fs::create_dir(&folder).unwrap();
    good(&folder);
    assert_eq!(ziping(&[text(&folder)]).status.code(), Some(0));
    let output = parent.path().join("2023-绩效自评汇总.xlsx");
    assert!(output.exists());
    fs::rename(&output, folder.join("上次汇总.xlsx")).unwrap();
    let again = scored(&folder, &[]);
    assert_eq!(
        again["files"],
        serde_json::json!({"seen": 1, "read": 1, "skipped": 0})
    );
    assert_eq!(again["excluded"], serde_json::json!([]));
}

#[test]
fn every_file_of_the_shared_forms_is_accounted_for() {
    let result = scored(&root("tests/forms"), &[]);
    assert_eq!(
        result["files"],
        serde_json::json!({"seen": 11, "read": 10, "skipped": 1})
    );
    let kinds = of(&result["units"], "kind");
    assert_eq!(kinds.iter().filter(|k| **k == "unit").count(), 5);
    assert_eq!(kinds.iter().filter(|k| **k == "project").count(), 5);
}

#[test]
fn forms_in_an_archive_are_read_where_they_lie() {
    let folder = TempDir::new().unwrap();
    let mut archive =
        zip::ZipWriter::new(fs::File::create(folder.path().join("街道.zip")).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    for name in [
        "组/应急管理局.xlsx",
        "__MACOSX/._应急管理局.xlsx",
        "说明.txt",
    ] {
        archive.start_file(name, options).unwrap();
        let bytes = if name.starts_with('组') {
            fs::read(root(SEED)).unwrap()
        } else {
            b"text".to_vec()
        };
        std::io::Write::write_all(&mut archive, &bytes).unwrap();
    }
    archive.finish().unwrap();
    let result = scored(
        folder.path(),
        &["-o", text(&folder.path().join("汇总.xlsx"))],
    );
    let unit = &result["units"][0];
    assert_eq!(unit["file"], "街道.zip!/组/应急管理局.xlsx");
    assert_eq!(unit["unit"]["group"], "街道");
    assert_eq!(unit["recomputed_total"], "90.83");
    assert_eq!(of(&result["excluded"], "file"), ["街道.zip!/说明.txt"]);
    assert_eq!(result["files"]["seen"], 3);
}

/// Links lead from the workbook to the files that were read, by their way from one to the other.
#[test]
fn cells_lead_to_their_files() {
    let folder = TempDir::new().unwrap();
    let filed = folder.path().join("报送 2023");
    fs::create_dir(&filed).unwrap();
    good(&filed);
    let out = folder.path().join("汇总.xlsx");
    let output = ziping(&[
        "score",
        text(&filed),
        "-o",
        text(&out),
        "--unit-sheets",
        "--quiet",
    ]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let mut archive = zip::ZipArchive::new(fs::File::open(&out).unwrap()).unwrap();
    let mut links = 0;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        if !part.name().unwrap().contains("_rels/sheet") {
            continue;
        }
        let mut relations = String::new();
        std::io::Read::read_to_string(&mut part, &mut relations).unwrap();
        let targets = relations.split("Target=\"").skip(1);
        let targets = targets.map(|t| t.split('"').next().unwrap());
        for target in targets.filter(|t| t.contains("应急管理局")) {
            assert_eq!(target, "报送%202023/应急管理局.xlsx");
            links += 1;
        }
    }
    assert!(links > 3, "{links}");
}
