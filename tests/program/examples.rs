//! The example forms: the checked-in files are what their data say, and each reads back as filed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::forms;
use rust_decimal::Decimal;
use walkdir::WalkDir;
use ziping::form::labels::Labels;
use ziping::form::read::{Source, read};
use ziping::model::{Filing, Kind};
use ziping::rules::{RuleSet, evaluate};
use ziping::workbook;

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

#[test]
fn the_checked_in_lists_are_what_the_data_say() {
    for (name, bytes) in forms::LISTS {
        let fresh = bytes(&examples().join("forms")).unwrap();
        let kept = fs::read(examples().join(name)).unwrap();
        assert!(fresh == kept, "examples/{name}: {REGENERATE}");
    }
}

/// The one form of an example file.
fn filing(year: &str, file: &str) -> Filing {
    let labels = Labels::load(None).unwrap();
    let source = Source {
        file: file.into(),
        group: None,
    };
    let bytes = fs::read(examples().join(year).join(file)).unwrap();
    let workbook = workbook::read(&bytes).unwrap();
    let mut readings = read(&workbook, &source, &labels);
    assert_eq!(readings.len(), 1, "{year}/{file}");
    readings.remove(0).filing
}

#[test]
fn every_form_reads_back() {
    for year in forms::YEARS {
        for file in files(&examples().join(year)) {
            let form = filing(year, &file);
            let stated = form.year.as_ref().unwrap().value.to_string();
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
            let funding = form.funding.as_ref().unwrap();
            assert!(
                funding.adjusted.is_some() && funding.executed.is_some(),
                "{year}/{file}"
            );
            assert!(funding.measure.is_some(), "{year}/{file}: measure");
        }
    }
}

#[test]
fn every_form_is_worth_what_was_worked_out_for_it() {
    let rules = RuleSet::load(None).unwrap();
    let text = fs::read_to_string(examples().join("forms/expected-2023.toml")).unwrap();
    let expected: toml::Table = text.parse().unwrap();
    let mut named = BTreeSet::new();
    for (key, kind) in [("unit", Kind::Unit), ("project", Kind::Project)] {
        for entry in expected[key].as_array().unwrap() {
            let said = |key: &str| entry.get(key).map(|v| v.as_str().unwrap());
            let file = said("file").unwrap();
            let form = filing("2023", file);
            assert_eq!(form.kind, kind, "{file}");
            let worth = evaluate(&form, &rules);
            let total = said("expected_total").map(|t| t.parse::<Decimal>().unwrap());
            assert_eq!(worth.total, total, "{file}");
            let grade = worth.grade.as_ref().map(|g| g.to_string());
            assert_eq!(grade.as_deref(), said("expected_grade"), "{file}");
            assert_eq!(
                &*form.unit.name.as_ref().unwrap().value,
                said("unit").unwrap()
            );
            let project = form.project.as_ref().map(|p| p.value.clone());
            assert_eq!(project.as_deref(), said("project"), "{file}");
            let filed: Decimal = said("filed_total").unwrap().parse().unwrap();
            assert_eq!(form.reported_total.as_ref().unwrap().value, filed, "{file}");
            named.insert(file.to_owned());
        }
    }
    assert_eq!(named, files(&examples().join("2023")));
}
