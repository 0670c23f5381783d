//! Rounds of a collection: forms are filed, refiled and withdrawn by known edits, and what the program says of each
//! form and finding is what was done to it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::case::Case;
use crate::numbers::{Numbers, told};

/// Rows of the form whose actual value a round may change, with what makes them right.
const ROWS: [(&str, &str, [&str; 2]); 3] = [
    ("F9", "52家", ["51家", "53家"]),
    ("F11", "98%", ["97%", "99%"]),
    ("F12", "205人", ["204人", "206人"]),
];

/// What a unit has filed: the name of its file, and for each row which wrong value stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Filed {
    file: String,
    wrong: [Option<usize>; 3],
}

impl Filed {
    fn put(&self, unit: &str, folder: &Path) {
        let mut text = format!("=== {unit}.xlsx from unit\n");
        for ((cell, right, wrong), own) in ROWS.iter().zip(self.wrong) {
            text += &format!("{cell} {}\n", own.map_or(*right, |at| wrong[at]));
        }
        Case::parse(&text).files[0].put(folder);
        let lies = folder.join("报送").join(format!("{unit}.xlsx"));
        fs::rename(lies, folder.join("报送").join(&self.file)).unwrap();
    }
}

type Folder = BTreeMap<String, Filed>;

/// The folder after another round of known edits.
fn next(folder: &Folder, numbers: &mut Numbers, round: u64) -> Folder {
    let mut next = Folder::new();
    for (unit, filed) in folder {
        let mut filed = filed.clone();
        match numbers.below(8) {
            // Withdrawn.
            0 => continue,
            // Under another name, its content as before.
            1 => filed.file = format!("{unit}（第{round}次）.xlsx"),
            // Left as it is.
            2 | 3 => {}
            _ => {
                let row = usize::try_from(numbers.below(3)).unwrap();
                filed.wrong[row] = *numbers.one(&[None, Some(0), Some(1)]);
            }
        }
        next.insert(unit.clone(), filed);
    }
    let count = u64::try_from(folder.len()).unwrap() / 8 + 1;
    for at in 0..count {
        let unit = format!("新设{round}年第{at}局");
        let wrong = [Some(0), None, None];
        let file = format!("{unit}.xlsx");
        next.insert(unit, Filed { file, wrong });
    }
    next
}

fn lay(folder: &Folder, place: &Path) {
    let filed = place.join("报送");
    if filed.exists() {
        fs::remove_dir_all(&filed).unwrap();
    }
    for (unit, own) in folder {
        own.put(unit, place);
    }
}

fn run(place: &Path, round: u64) -> Value {
    let out = format!("{round}.json");
    let last = format!("{}.json", round - 1);
    let mut arguments = vec!["score", "报送", "--json", &out, "--quiet", "--jobs", "1"];
    if round > 1 {
        arguments.extend(["--last", &last, "--date", "2024-03-15"]);
    }
    let done = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(arguments)
        .current_dir(place)
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    serde_json::from_slice(&fs::read(place.join(out)).unwrap()).unwrap()
}

/// Fate, unit and file of every form.
fn forms(before: &Folder, now: &Folder) -> BTreeSet<(String, String, usize)> {
    let present = now.iter().map(|(unit, filed)| {
        let changed = before.get(unit).map(|old| {
            let rows = old.wrong.iter().zip(&filed.wrong);
            rows.filter(|(old, new)| old != new).count()
        });
        let fate = match changed {
            None => "new",
            Some(0) => "unchanged",
            Some(_) => "refiled",
        };
        (fate.to_owned(), unit.clone(), changed.unwrap_or(0))
    });
    let gone = before.keys().filter(|unit| !now.contains_key(*unit));
    let gone = gone.map(|unit| ("gone".to_owned(), unit.clone(), 0));
    present.chain(gone).collect()
}

/// Fate, unit and row of every wrong completion rate.
fn findings(before: &Folder, now: &Folder) -> BTreeSet<(String, String, String)> {
    let mut all = BTreeSet::new();
    let units: BTreeSet<_> = before.keys().chain(now.keys()).collect();
    for unit in units {
        for (at, (cell, ..)) in ROWS.iter().enumerate() {
            let own = |folder: &Folder| folder.get(unit).map(|filed| filed.wrong[at]);
            let fate = match (own(before).flatten(), own(now)) {
                (None, None | Some(None)) => continue,
                (None, Some(Some(_))) => "new",
                (Some(_), None) => "gone",
                (Some(_), Some(None)) => "closed",
                (Some(old), Some(Some(new))) if old == new => "open",
                (Some(_), Some(Some(_))) => "changed",
            };
            all.insert((fate.to_owned(), unit.clone(), cell.replace('F', "G")));
        }
    }
    all
}

fn text(item: &Value, key: &str) -> String {
    item[key].as_str().unwrap().to_owned()
}

#[test]
fn every_form_and_finding_has_the_fate_that_was_done_to_it() {
    let count = usize::try_from(told("ROUND_FORMS", 16)).unwrap();
    let place = TempDir::new().unwrap();
    let mut numbers = Numbers::of(told("ROUND_SEED", 7));
    let mut folder: Folder = (0..count)
        .map(|at| {
            let unit = format!("第{at}局");
            let wrong = [[Some(0), None, None], [None; 3], [None, Some(1), Some(0)]];
            let file = format!("{unit}.xlsx");
            let wrong = wrong[at % 3];
            (unit, Filed { file, wrong })
        })
        .collect();
    lay(&folder, place.path());
    run(place.path(), 1);
    for round in 2..=4 {
        let now = next(&folder, &mut numbers, round);
        lay(&now, place.path());
        let results = run(place.path(), round);
        let moved = results["round"]["forms"].as_array().unwrap().iter();
        let moved: BTreeSet<_> = moved
            .map(|form| {
                let figures = form["figures"].as_array().unwrap().len();
                (text(form, "fate"), text(form, "unit"), figures)
            })
            .collect();
        assert_eq!(moved, forms(&folder, &now), "round {round}");
        let tracked = results["round"]["findings"].as_array().unwrap().iter();
        let tracked: BTreeSet<_> = tracked
            .filter(|tracked| tracked["finding"]["code"] == "completion-mismatch")
            .map(|tracked| {
                let finding = &tracked["finding"];
                (
                    text(tracked, "fate"),
                    text(finding, "unit"),
                    text(finding, "cell"),
                )
            })
            .collect();
        assert_eq!(tracked, findings(&folder, &now), "round {round}");
        folder = now;
    }
}

/// What is found about a project is not put right by taking its form away, though the unit still has a form.
#[test]
fn findings_of_a_project_go_with_its_form() {
    let place = TempDir::new().unwrap();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/2023/乡镇街道/青山镇");
    let forms = place.path().join("报送");
    let project = "农村户厕改造项目自评表.xlsx";
    fs::create_dir(&forms).unwrap();
    for (from, name) in [
        ("青山镇人民政府2023年整体支出绩效自评表.xlsx", "青山镇.xlsx"),
        ("项目/农村户厕改造项目自评表.xlsx", project),
    ] {
        fs::copy(examples.join(from), forms.join(name)).unwrap();
    }
    let count = |findings: &Value, counts: &dyn Fn(&Value) -> bool| {
        let findings = findings.as_array().unwrap().iter();
        findings.filter(|f| counts(f)).count()
    };
    let before = run(place.path(), 1);
    let found = count(&before["findings"], &|f| f["file"] == project);
    assert!(found > 2);
    fs::remove_file(forms.join(project)).unwrap();
    let after = run(place.path(), 2);
    let gone = count(&after["round"]["findings"], &|f| f["fate"] == "gone");
    assert_eq!(gone, found);
    let closed = count(&after["round"]["findings"], &|f| f["fate"] == "closed");
    assert_eq!(closed, 0);
}
