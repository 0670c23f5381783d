//! What a check names as its codes is what it finds, on the form of every case.

use std::fs;

use ziping::audit::{self, PlacedProblems, checks};
use ziping::form::labels::Labels;
use ziping::form::read::{Reading, Source, read};
use ziping::model::Stage;
use ziping::rules::{RuleSet, evaluate, progress};
use ziping::workbook;

use super::case::{Case, folder};
use super::{Aim, codes};

/// The workbooks of all cases.
fn workbooks() -> impl Iterator<Item = Vec<u8>> {
    let cases = codes().into_iter().flat_map(|code| {
        let files = Aim::ALL.map(|aim| folder().join(code).join(aim.file()));
        files.map(|path| Case::parse(&fs::read_to_string(path).unwrap()))
    });
    cases.flat_map(|case| {
        let files = case.files.iter().filter_map(|file| file.workbook());
        files.collect::<Vec<_>>()
    })
}

#[test]
fn a_check_raises_only_its_codes() {
    let labels = Labels::load(None).unwrap();
    let rules = RuleSet::load(None).unwrap();
    let source = Source {
        file: "甲局.xlsx".into(),
        group: None,
    };
    for bytes in workbooks() {
        let book = workbook::read(&bytes).unwrap();
        for Reading {
            filing,
            remarks,
            annex,
            ..
        } in read(&book, &source, &labels)
        {
            let rule = rules.midyear.filter(|_| filing.stage == Stage::Midyear);
            let progress = rule.map(|rule| progress(&filing, &rules, &rule));
            let case = audit::Case {
                filing: &filing,
                remarks: &remarks,
                evaluation: &evaluate(&filing, &rules),
                rules: &rules,
                progress: progress.as_ref(),
                annex: &annex,
            };
            for check in checks(filing.stage) {
                let mut problems = PlacedProblems::new();
                (check.run)(&case, &mut problems);
                for (problem, _) in problems {
                    assert!(check.codes.contains(&problem.code), "{problem:?}");
                }
            }
        }
    }
}
