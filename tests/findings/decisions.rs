//! Decisions from run to run: written, filled in, applied, kept while the figures are the same, and open again where one
//! has changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::case::Case;

fn ziping(place: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(arguments)
        .current_dir(place)
        .output()
        .unwrap()
}

fn filed(place: &Path, forms: &str) {
    for file in &Case::parse(forms).files {
        file.put(place);
    }
}

/// Results of `ziping score` with the decisions in a file.
fn scored(place: &Path, decisions: &str, date: &str) -> Value {
    let arguments = [
        "score",
        "报送",
        "--json",
        "-",
        "--quiet",
        "--decisions",
        decisions,
        "--date",
        date,
    ];
    let done = ziping(place, &arguments);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    serde_json::from_slice(&done.stdout).unwrap()
}

/// Writes the file of decisions; its rows.
fn listed(place: &Path, file: &str, date: &str) -> Vec<Value> {
    let done = ziping(
        place,
        &["decisions", "报送", "-o", file, "--date", date, "--quiet"],
    );
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    rows(place, file)
}

fn rows(place: &Path, file: &str) -> Vec<Value> {
    let read: Value = serde_json::from_slice(&fs::read(place.join(file)).unwrap()).unwrap();
    read["decisions"].as_array().unwrap().clone()
}

fn decide(place: &Path, file: &str, mut rows: Vec<Value>, fill: impl Fn(&mut Value)) {
    rows.iter_mut().for_each(fill);
    let text = json!({"schema": 1, "decisions": rows}).to_string();
    fs::write(place.join(file), text).unwrap();
}

/// What is decided about each finding of a code, by unit.
fn decided(results: &Value, code: &str) -> BTreeMap<String, Value> {
    let findings = results["findings"].as_array().unwrap().iter();
    let of = findings.filter(|finding| finding["code"] == code);
    of.map(|finding| {
        let unit = finding["unit"].as_str().unwrap().to_owned();
        (unit, finding["decision"]["kind"].clone())
    })
    .collect()
}

fn said(results: &Value, code: &str) -> Vec<String> {
    let findings = results["findings"].as_array().unwrap().iter();
    let of = findings.filter(|finding| finding["code"] == code);
    of.map(|f| f["unit"].as_str().unwrap_or("-").to_owned())
        .collect()
}

const TWO: &str = "=== 甲局.xlsx from unit\nE5 485.92\n=== 乙局.xlsx from unit\nE5 485.92\n";

fn bytes(place: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(place.join("报送"))
        .unwrap()
        .map(Result::unwrap);
    files
        .map(|file| {
            (
                file.file_name().into_string().unwrap(),
                fs::read(file.path()).unwrap(),
            )
        })
        .collect()
}

#[test]
fn a_confirmation_holds_until_its_day_and_for_its_figures() {
    let place = TempDir::new().unwrap();
    let at = place.path();
    filed(at, TWO);
    let before = bytes(at);
    let rows = listed(at, "意见.json", "2024-03-01");
    assert!(
        rows.iter().any(|row| row["code"] == "cross-foot"),
        "{rows:?}"
    );
    decide(at, "意见.json", rows, |row| {
        if row["unit"] == "甲局" {
            row["kind"] = "confirmed".into();
            row["note"] = "已查决算".into();
            row["until"] = "2024-03-31".into();
        }
    });
    // Confirmed findings stay visible and count no longer.
    let results = scored(at, "意见.json", "2024-03-31");
    let kinds = decided(&results, "cross-foot");
    assert_eq!(kinds["甲局"], "confirmed");
    assert_eq!(kinds["乙局"], Value::Null);
    let worst = |date: &str, paths: &[&str]| {
        let mut arguments = vec!["check"];
        arguments.extend(paths);
        arguments.extend([
            "--decisions",
            "意见.json",
            "--date",
            date,
            "--fail-on",
            "warning",
        ]);
        ziping(at, &arguments).status.code()
    };
    assert_eq!(worst("2024-04-01", &["报送/甲局.xlsx"]), Some(1));
    // The day after its last day it counts again, and that is said.
    let results = scored(at, "意见.json", "2024-04-01");
    assert_eq!(decided(&results, "cross-foot")["甲局"], Value::Null);
    assert!(said(&results, "decision-expired").contains(&"甲局".to_owned()));
    assert_eq!(bytes(at), before);
    // The same figures under another name, a row lower, are the same case; another figure is not.
    fs::rename(at.join("报送/甲局.xlsx"), at.join("报送/甲局（再报）.xlsx")).unwrap();
    let results = scored(at, "意见.json", "2024-03-02");
    assert_eq!(decided(&results, "cross-foot")["甲局"], "confirmed");
    assert!(said(&results, "decision-orphaned").is_empty());
    fs::remove_file(at.join("报送/甲局（再报）.xlsx")).unwrap();
    filed(at, "=== 甲局.xlsx from unit\nE5 485.93\n");
    let results = scored(at, "意见.json", "2024-03-02");
    assert_eq!(decided(&results, "cross-foot")["甲局"], Value::Null);
    assert!(said(&results, "decision-orphaned").contains(&"甲局".to_owned()));
    // The old row is closed, the new figure has a row of its own, and nothing is lost.
    let old = rows_of(&rows_at(at), "甲局", "cross-foot");
    let rows = listed(at, "意见.json", "2024-03-02");
    let new = rows_of(&rows, "甲局", "cross-foot");
    assert_eq!(new.len(), old.len() + 1, "{new:?}");
    assert_eq!(new[0]["state"], "closed");
    assert_eq!(new[0]["note"], "已查决算");
    assert_eq!(new[1]["state"], "open");
    assert_eq!(new[1]["kind"], Value::Null);
}

fn rows_at(place: &Path) -> Vec<Value> {
    rows(place, "意见.json")
}

fn rows_of(rows: &[Value], unit: &str, code: &str) -> Vec<Value> {
    let of = rows
        .iter()
        .filter(|row| row["unit"] == unit && row["code"] == code);
    of.cloned().collect()
}

#[test]
fn a_version_that_is_adopted_is_the_one_that_counts() {
    let place = TempDir::new().unwrap();
    let at = place.path();
    filed(
        at,
        "=== 甲局.xlsx from unit\n=== 甲局2.xlsx from unit\nB3 甲局\nF9 51家\nG9 102%\n",
    );
    let rows = listed(at, "意见.json", "2024-03-01");
    let sets: Vec<_> = rows
        .iter()
        .filter(|row| row["code"] == "versions-undecided")
        .collect();
    assert_eq!(sets.len(), 1, "{rows:?}");
    assert_eq!(sets[0]["candidates"].as_array().unwrap().len(), 2);
    decide(at, "意见.json", rows, |row| {
        if row["code"] == "versions-undecided" {
            row["kind"] = "采用此份".into();
            row["adopted"] = "甲局2.xlsx".into();
        }
    });
    let results = scored(at, "意见.json", "2024-03-01");
    let ranked: Vec<_> = results["units"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|u| !u["rank"].is_null())
        .collect();
    assert_eq!(ranked.len(), 1);
    assert_eq!(ranked[0]["file"], "甲局2.xlsx");
    assert!(said(&results, "versions-undecided").is_empty());
    assert_eq!(decided(&results, "duplicate-unit")["甲局"], "adopt");
    // A third form opens the matter again.
    filed(at, "=== 甲局3.xlsx from unit\nB3 甲局\nF9 53家\nG9 106%\n");
    let results = scored(at, "意见.json", "2024-03-01");
    assert_eq!(said(&results, "versions-undecided").len(), 3);
    assert_eq!(said(&results, "decision-orphaned"), ["甲局"]);
}

#[test]
fn rows_of_hand_stay_in_a_workbook_and_one_that_was_changed_is_not_replaced() {
    let place = TempDir::new().unwrap();
    let at = place.path();
    filed(at, TWO);
    let write = |file: &str| {
        let done = ziping(
            at,
            &["decisions", "报送", "-o", file, "--date", "2024-03-01"],
        );
        assert_eq!(done.status.code(), Some(0), "{done:?}");
        String::from_utf8(done.stderr).unwrap()
    };
    // From JSON with a further field to the workbook and back.
    let rows = listed(at, "意见.json", "2024-03-01");
    let count = rows.len();
    decide(at, "意见.json", rows, |row| {
        row["分管领导"] = "李四".into()
    });
    let copy = [
        "decisions",
        "报送",
        "-o",
        "意见.xlsx",
        "--decisions",
        "意见.json",
        "--date",
        "2024-03-01",
    ];
    assert_eq!(ziping(at, &copy).status.code(), Some(0));
    let back = [
        "decisions",
        "报送",
        "-o",
        "回.json",
        "--decisions",
        "意见.xlsx",
        "--date",
        "2024-03-01",
    ];
    assert_eq!(ziping(at, &back).status.code(), Some(0));
    let rows = rows_in(at, "回.json");
    assert_eq!(rows.len(), count);
    assert!(rows.iter().all(|row| row["分管领导"] == "李四"), "{rows:?}");
    // Written again over what was read: replaced in its place.
    write("意见.xlsx");
    let names = || {
        let all = fs::read_dir(at)
            .unwrap()
            .map(|entry| entry.unwrap().file_name());
        let mut all: Vec<_> = all.map(|name| name.into_string().unwrap()).collect();
        all.sort();
        all
    };
    assert!(
        !names().iter().any(|name| name.contains("（2）")),
        "{:?}",
        names()
    );
    // Open elsewhere: beside.
    fs::write(at.join("~$意见.xlsx"), b"").unwrap();
    let told = write("意见.xlsx");
    assert!(told.contains("意见（2）.xlsx"), "{told}");
    assert!(names().contains(&"意见（2）.xlsx".to_owned()));
    // Something else in the place stays as it is.
    fs::write(at.join("别的.xlsx"), b"somebody's").unwrap();
    write("别的.xlsx");
    assert_eq!(fs::read(at.join("别的.xlsx")).unwrap(), b"somebody's");
    assert!(names().contains(&"别的（2）.xlsx".to_owned()));
}

fn rows_in(place: &Path, file: &str) -> Vec<Value> {
    rows(place, file)
}

#[test]
fn without_decisions_a_run_is_the_same_on_any_day() {
    let place = TempDir::new().unwrap();
    filed(place.path(), TWO);
    let on = |date: &str| {
        let out = format!("{date}.xlsx");
        let arguments = [
            "score", "报送", "-o", &out, "--date", date, "--json", "-", "--quiet",
        ];
        let done = ziping(place.path(), &arguments);
        assert_eq!(done.status.code(), Some(0), "{done:?}");
        (fs::read(place.path().join(out)).unwrap(), done.stdout)
    };
    assert!(on("2024-03-01") == on("2024-09-01"));
}

#[test]
fn the_workbook_of_the_run_before_is_kept_once_a_day() {
    let place = TempDir::new().unwrap();
    let at = place.path();
    filed(at, TWO);
    let run = |more: &[&str]| {
        let done = ziping(at, &[&["score", "报送"], more].concat());
        assert_eq!(done.status.code(), Some(0), "{done:?}");
        String::from_utf8(done.stderr).unwrap()
    };
    let kept = || {
        let all = fs::read_dir(at)
            .unwrap()
            .map(|entry| entry.unwrap().file_name());
        let all = all.map(|name| name.into_string().unwrap());
        all.filter(|name| name.contains("汇总 （")).count()
    };
    run(&[]);
    // The same again: nothing to keep.
    run(&[]);
    assert_eq!(kept(), 0);
    filed(at, "=== 丙局.xlsx from unit\n");
    run(&["--overwrite"]);
    assert_eq!(kept(), 0);
    filed(at, "=== 丁局.xlsx from unit\n");
    let told = run(&[]);
    assert!(told.contains("汇总 （"), "{told}");
    assert_eq!(kept(), 1);
    // A second time on one day the first stays.
    filed(at, "=== 戊局.xlsx from unit\n");
    run(&[]);
    assert_eq!(kept(), 1);
}

/// Name, code and fate of every form since an earlier run.
fn fates(results: &Value, list: &str) -> Vec<(String, String)> {
    let items = results["round"][list].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    items
        .filter(|item| list == "forms" || item["finding"]["code"] == "cross-foot")
        .map(|item| match list {
            "forms" => (text(&item["unit"]), text(&item["fate"])),
            _ => (text(&item["finding"]["file"]), text(&item["fate"])),
        })
        .collect()
}

#[test]
fn units_of_one_name_are_kept_apart_by_their_codes() {
    let place = TempDir::new().unwrap();
    let at = place.path();
    let two = |second: &str| {
        format!(
            "=== 一.xlsx from unit\nB3 101001-甲局\nE5 485.92\n=== 二.xlsx from unit\nB3 101002-甲局\nE5 {second}\n"
        )
    };
    filed(at, &two("485.92"));
    let rows = listed(at, "意见.json", "2024-03-01");
    let names: Vec<_> = rows
        .iter()
        .filter(|row| row["code"] == "cross-foot")
        .map(|row| row["unit"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["甲局（101001）", "甲局（101002）"]);
    decide(at, "意见.json", rows, |row| {
        if row["unit"] == "甲局（101002）" && row["code"] == "cross-foot" {
            row["kind"] = "confirmed".into();
            row["note"] = "已查决算".into();
        }
    });
    let results = scored(at, "意见.json", "2024-03-01");
    let decided = results["findings"].as_array().unwrap().iter();
    let decided: BTreeMap<_, _> = decided
        .filter(|finding| finding["code"] == "cross-foot")
        .map(|f| (f["file"].as_str().unwrap(), f["decision"]["kind"].clone()))
        .collect();
    assert_eq!(decided["一.xlsx"], Value::Null);
    assert_eq!(decided["二.xlsx"], "confirmed");
    // A row of hand tells which of them it is about, or decides nothing.
    let adjusted = |unit: &str| {
        let correction =
            json!({"cell": "E5", "filed": "485.92", "corrected": "485.82", "evidence": "决算"});
        let row = json!({"unit": unit, "kind": "correct", "correction": correction});
        let rows = json!({"schema": 1, "decisions": [row]});
        fs::write(at.join("手写.json"), rows.to_string()).unwrap();
        let results = scored(at, "手写.json", "2024-03-01");
        let codes = results["findings"].as_array().unwrap().iter();
        let codes = codes.map(|f| f["code"].as_str().unwrap().to_owned());
        let count = |code: &str| codes.clone().filter(|own| own == code).count();
        ["figure-corrected", "decision-invalid"].map(count)
    };
    assert_eq!(adjusted("甲局"), [0, 1]);
    assert_eq!(adjusted("甲局（101002）"), [1, 0]);
    assert_eq!(adjusted("101001"), [1, 0]);
    // From round to round.
    fs::write(at.join("上次.json"), results.to_string()).unwrap();
    filed(at, &two("485.93"));
    let results = crate::results(at, &["报送", "--last", "上次.json"]);
    let fate = |unit: &str, fate: &str| (unit.to_owned(), fate.to_owned());
    let mut forms = fates(&results, "forms");
    forms.sort();
    assert_eq!(
        forms,
        [
            fate("甲局（101001）", "unchanged"),
            fate("甲局（101002）", "refiled")
        ]
    );
    let mut findings = fates(&results, "findings");
    findings.sort();
    assert_eq!(
        findings,
        [fate("一.xlsx", "open"), fate("二.xlsx", "changed")]
    );
}

/// Every kind of decision in one file, before and after its last day, with the forms as they were.
#[test]
fn every_kind_of_decision_is_applied_and_no_form_is_touched() {
    let place = TempDir::new().unwrap();
    let at = place.path();
    filed(
        at,
        "=== 甲局.xlsx from unit\nE5 485.92\n=== 乙局.xlsx from unit\nE5 485.92\n=== 丙局.xlsx from unit\n=== 丁局.xlsx from unit\n=== 丁局2.xlsx from unit\nB3 丁局\nF9 51家\nG9 102%\n=== 戊局.xlsx from unit\n",
    );
    let before = bytes(at);
    let mut rows = listed(at, "意见.json", "2024-03-01");
    rows.push(json!({"unit": "丙局", "kind": "更正", "correction": {
        "cell": "自评表!F10", "filed": "12场", "corrected": "11场", "evidence": "登记表"}}));
    rows.push(json!({"unit": "戊局", "kind": "不参加", "note": "年中撤并"}));
    decide(at, "意见.json", rows, |row| {
        let (unit, code) = (row["unit"].clone(), row["code"].clone());
        row["by"] = "张三".into();
        row["when"] = "2024-03-01".into();
        match (unit.as_str().unwrap(), code.as_str()) {
            ("甲局", Some("cross-foot")) => {
                row["kind"] = "退回".into();
                row["until"] = "2024-03-10".into();
            }
            ("乙局", Some("cross-foot")) => {
                row["kind"] = "核实无误".into();
                row["until"] = "2024-03-31".into();
                row["note"] = "已查决算".into();
            }
            ("丁局", Some("versions-undecided")) => {
                row["kind"] = "采用此份".into();
                row["adopted"] = "丁局2.xlsx".into();
            }
            _ => {}
        }
    });
    let results = scored(at, "意见.json", "2024-03-05");
    let kinds = decided(&results, "cross-foot");
    assert_eq!(
        (&kinds["甲局"], &kinds["乙局"]),
        (&json!("return"), &json!("confirmed"))
    );
    assert!(said(&results, "decision-expired").is_empty());
    assert_eq!(said(&results, "figure-corrected"), ["丙局"]);
    assert_eq!(said(&results, "withdrawn"), ["戊局"]);
    assert_eq!(results["decisions"]["applied"], 5);
    let units = results["units"].as_array().unwrap();
    let of = |file: &str| units.iter().find(|unit| unit["file"] == file).unwrap();
    assert_eq!(of("丙局.xlsx")["indicators"][1]["actual"], "11场");
    assert!(of("丁局.xlsx")["rank"].is_null() && of("戊局.xlsx")["rank"].is_null());
    assert!(of("丁局2.xlsx")["rank"].is_u64());
    // Three weeks on the return is overdue, and counts its days; the confirmation has ended.
    fs::write(at.join("上次.json"), results.to_string()).unwrap();
    let results = crate::results(
        at,
        &[
            "报送",
            "--decisions",
            "意见.json",
            "--last",
            "上次.json",
            "--date",
            "2024-04-01",
        ],
    );
    let mut expired = said(&results, "decision-expired");
    expired.sort();
    assert_eq!(expired, ["乙局", "甲局"]);
    let tracked = results["round"]["findings"].as_array().unwrap().iter();
    let days = tracked.filter_map(|tracked| tracked["sent_back_days"].as_u64());
    assert_eq!(days.collect::<Vec<_>>(), [31]);
    assert_eq!(bytes(at), before);
}
