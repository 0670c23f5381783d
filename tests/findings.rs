//! Every code of the findings, from sheet to finding: what provokes it, what comes close and is spared, and where the
//! edge between the two lies.
//!
//! `tests/findings/<code>/{provokes,spares,boundary}.txt` are read by [`case`] and run by the program. A case names
//! codes and cells, so that whatever else is found about its forms neither hides nor breaks it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "findings/bounds.rs"]
mod bounds;
#[path = "findings/case.rs"]
mod case;
#[path = "findings/checks.rs"]
mod checks;
#[path = "findings/clean.rs"]
mod clean;
#[path = "findings/contract.rs"]
mod contract;
#[path = "findings/decisions.rs"]
mod decisions;
#[path = "findings/inference.rs"]
mod inference;
#[path = "findings/kinds.rs"]
mod kinds;
mod notation;
mod numbers;
#[path = "findings/plants.rs"]
mod plants;
#[path = "findings/recipes.rs"]
mod recipes;
#[path = "findings/reviews.rs"]
mod reviews;
#[path = "findings/rounds.rs"]
mod rounds;
#[path = "findings/seed.rs"]
mod seed;
#[path = "findings/workbook.rs"]
mod workbook;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use case::{Case, Expected, FILED, folder, is_meant};
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use serde_json::Value;
use tempfile::TempDir;

/// What a case is meant to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aim {
    Provokes,
    Spares,
    Boundary,
}

impl Aim {
    const ALL: [Self; 3] = [Self::Provokes, Self::Spares, Self::Boundary];

    const fn file(self) -> &'static str {
        match self {
            Self::Provokes => "provokes.txt",
            Self::Spares => "spares.txt",
            Self::Boundary => "boundary.txt",
        }
    }
}

/// Names of all codes.
fn codes() -> Vec<&'static str> {
    ziping::finding::ALL.iter().map(|code| code.name).collect()
}

/// What `ziping score` finds about the files of a case.
fn scored(case: &Case) -> Value {
    let place = TempDir::new().unwrap();
    for file in &case.files {
        file.put(place.path());
    }
    let more = case.arguments.iter().map(String::as_str);
    let arguments = [FILED, "--jobs", "1"].into_iter().chain(more);
    results(place.path(), &arguments.collect::<Vec<_>>())
}

/// What `ziping score` with some arguments finds, run in a folder.
fn results(place: &Path, arguments: &[&str]) -> Value {
    let done = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(["score", "--json", "-", "--quiet"])
        .args(arguments)
        .current_dir(place)
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(0), "{arguments:?}: {done:?}");
    serde_json::from_slice(&done.stdout).unwrap()
}

fn list<'v>(results: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> + Clone + use<'v> {
    results[key].as_array().unwrap().iter()
}

fn file_of(item: &Value) -> &str {
    item["file"].as_str().unwrap()
}

/// Whether a finding is about this cell: `E6`, `自评表!E6`, or `-` for none.
fn is_at(finding: &Value, cell: &str) -> bool {
    let (sheet, cell) = match cell.split_once('!') {
        Some((sheet, cell)) => (Some(sheet), cell),
        None => (None, cell),
    };
    let own = finding["cell"].as_str().unwrap_or("-");
    own == cell && sheet.is_none_or(|sheet| finding["sheet"] == sheet)
}

/// Code and cell of the root cause of a finding, or `nothing`.
fn lead(results: &Value, finding: &Value) -> String {
    let cause = list(results, "findings").find(|cause| cause["id"] == finding["caused_by"]);
    cause.map_or("nothing".to_owned(), |cause| {
        let word = |key: &str| cause[key].as_str().unwrap_or("-").to_owned();
        format!("{} {}", word("code"), word("cell"))
    })
}

/// What is wrong with the ids of the findings and with their causes.
fn misled(results: &Value) -> Vec<String> {
    let mut ids = BTreeSet::new();
    let mut faults = Vec::new();
    for finding in list(results, "findings") {
        let id = finding["id"].as_str().unwrap();
        if id.len() != 16 || !ids.insert(id) {
            faults.push(format!("not an id of its own: {finding}"));
        }
        let cause = list(results, "findings").find(|cause| cause["id"] == finding["caused_by"]);
        let astray = match cause {
            None => !finding["caused_by"].is_null(),
            Some(cause) => {
                let before = ids.contains(cause["id"].as_str().unwrap());
                !before || !cause["caused_by"].is_null() || cause["file"] != finding["file"]
            }
        };
        if astray {
            faults.push(format!("follows from no root cause before it: {finding}"));
        }
    }
    faults
}

impl Expected {
    fn fits(&self, finding: &Value, results: &Value) -> bool {
        let fact = |key: &str, fact: &Option<String>| {
            fact.as_ref()
                .is_none_or(|fact| finding[key] == fact.as_str())
        };
        finding["code"] == self.code.as_str()
            && finding["severity"] == self.severity.as_str()
            && is_meant(file_of(finding), &self.file)
            && is_at(finding, &self.cell)
            && fact("expected", &self.expected)
            && fact("found", &self.found)
            && self
                .follows
                .as_ref()
                .is_none_or(|follows| *follows == lead(results, finding))
    }
}

/// What is wrong with a case; nothing where it shows what it is meant to.
fn faults(code: &str, aim: Aim, case: &Case) -> Vec<String> {
    if let Some(reason) = &case.none {
        let told = aim == Aim::Boundary && !reason.is_empty() && case.files.is_empty();
        return if told {
            vec![]
        } else {
            vec!["only a boundary may be none".into()]
        };
    }
    let mut faults = unfit(code, aim, case);
    let results = scored(case);
    faults.extend(misled(&results));
    for expected in &case.findings {
        if !list(&results, "findings").any(|found| expected.fits(found, &results)) {
            faults.push(format!("missing: {expected:?}"));
        }
    }
    for finding in list(&results, "findings") {
        let own = aim == Aim::Spares && finding["code"] == code;
        let absent = case.absent.iter().any(|absent| {
            finding["code"] == absent.code.as_str()
                && is_meant(file_of(finding), &absent.file)
                && absent.cell.as_ref().is_none_or(|cell| is_at(finding, cell))
        });
        if own || absent {
            faults.push(format!("must not be: {finding}"));
        }
    }
    let said: Vec<_> = list(&results, "findings").collect();
    let twice = said
        .iter()
        .zip(1..)
        .filter(|(f, at)| said[*at..].contains(f));
    faults.extend(twice.map(|(finding, _)| format!("said twice: {finding}")));
    for excluded in list(&results, "excluded").filter(|e| e["sheet"].is_null()) {
        let file = file_of(excluded);
        if !case.skipped.iter().any(|skipped| is_meant(file, skipped)) {
            faults.push(format!("not read: {excluded}"));
        }
    }
    if !faults.is_empty() {
        for finding in list(&results, "findings") {
            faults.push(format!("found: {finding}"));
        }
    }
    faults
}

/// What a case of this aim must say and does not.
fn unfit(code: &str, aim: Aim, case: &Case) -> Vec<String> {
    let finds = case.findings.iter().any(|f| f.code == code);
    let lacks = case.absent.iter().any(|a| a.code == code);
    let filed: Vec<_> = case.files.iter().filter_map(|file| file.filed()).collect();
    let named = case.findings.iter().map(|f| &*f.file);
    let named = named.chain(case.absent.iter().map(|a| &*a.file));
    let named = named.chain(case.skipped.iter().map(String::as_str));
    let mut faults: Vec<_> = named
        .map(|name| name.trim_end_matches("/*"))
        // A file in an archive was filed with it.
        .map(|name| name.split_once("!/").map_or(name, |(archive, _)| archive))
        .filter(|name| !filed.iter().any(|file| Path::new(file).starts_with(name)))
        .map(|name| format!("no file {name}"))
        .collect();
    let fit = match aim {
        Aim::Provokes => finds,
        Aim::Spares => !finds && !filed.is_empty(),
        Aim::Boundary => finds || lacks,
    };
    if !fit {
        faults.push(format!("says nothing about {code}"));
    }
    faults
}

/// The faults of the case in a file.
fn judged(code: &str, aim: Aim, path: &Path) -> Vec<String> {
    match fs::read_to_string(path) {
        Ok(text) => faults(code, aim, &Case::parse(&text)),
        Err(_) => vec!["no such case".into()],
    }
}

#[test]
fn every_code_is_provoked_spared_and_bounded() {
    let cases: Vec<_> = codes()
        .into_iter()
        .flat_map(|code| Aim::ALL.map(|aim| (code, aim)))
        .collect();
    let wrong: Vec<_> = cases
        .par_iter()
        .filter_map(|&(code, aim)| {
            let faults = judged(code, aim, &folder().join(code).join(aim.file()));
            let list = faults.join("\n  ");
            (!faults.is_empty()).then(|| format!("{code}/{}\n  {list}", aim.file()))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_forms_that_cases_spoil_are_faultless() {
    for entry in fs::read_dir(folder().join("forms")).unwrap() {
        let path = entry.unwrap().path();
        let form = path.file_stem().unwrap().to_str().unwrap();
        let stage = match form {
            "midyear" => "run: --stage midyear\n",
            // Goals are no self-evaluation, and not ranked.
            "goals" | "paper" => continue,
            _ => "",
        };
        let case = format!("{stage}=== 甲局.xlsx from {form}");
        let results = scored(&Case::parse(&case));
        assert!(list(&results, "excluded").next().is_none(), "{results}");
        // That little was spent for what was reached is no fault of a form.
        let mut faults = list(&results, "findings").filter(|f| f["code"] != "merit-outruns-money");
        assert!(faults.next().is_none(), "{results}");
    }
}

#[test]
fn a_total_that_figures_should_have_confirmed_is_pending() {
    for (cells, pending) in [
        ("", false),
        ("F9 完成\nG9\n", true),
        ("F9 不适用\nG9\n", false),
        ("D9 效果明显\nF9 明显\nG9\n", false),
        // The execution score of a form without amounts is kept as filed.
        ("C5\nD5\nE5\nF5\nH5\nC6\nD6\nE6\nF6\nC7\nD7\nE7\nF7\n", true),
        // One with amounts has no execution score where its own are blank.
        ("C5\nD5\nE5\nF5\n", false),
        // A score without points is limited by nothing.
        ("H9\n", true),
        // A form without a total has none to confirm.
        ("F9 完成\nG9\nH10\nI10\n", false),
    ] {
        let results = scored(&Case::parse(&format!("=== 甲局.xlsx from unit\n{cells}")));
        let unit = list(&results, "units").next().unwrap();
        assert_eq!(unit["pending"], pending, "{cells} {unit}");
    }
}

#[test]
fn every_folder_of_cases_is_a_code() {
    let entries = fs::read_dir(folder()).unwrap().map(Result::unwrap);
    let folders = entries.filter(|entry| entry.file_type().unwrap().is_dir());
    let named: BTreeSet<_> = folders
        .map(|folder| folder.file_name().into_string().unwrap())
        .filter(|name| name != "forms")
        .collect();
    let codes = codes().into_iter().map(str::to_owned).collect();
    assert_eq!(named, codes);
}
