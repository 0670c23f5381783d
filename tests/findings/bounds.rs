//! Every bound of the audit, changed in the rule workbook, changes what is found in a case.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use serde_json::Value;
use tempfile::TempDir;
use ziping::base::lang::Lang;
use ziping::form::labels::Labels;
use ziping::output::rulebook::bytes;
use ziping::rulebook::{CellValue, Content, pages};
use ziping::rules::settings::Setting;
use ziping::rules::{BOUNDS, RuleSet};

use crate::case::{Case, folder, is_meant};
use crate::{file_of, is_at, list, scored};

/// Key of the bound, what is written into its cell, the code and its case, and the file and cell at which that code is
/// found under one of the two and not, or not so severely, under the other.
type Flip = [&'static str; 5];

const FLIPS: &[Flip] = &[
    [
        "explained-below",
        "0.8",
        "reason-missing/boundary",
        "乙局.xlsx",
        "J5",
    ],
    [
        "explained-below",
        "0.8",
        "merit-outruns-money/boundary",
        "丙局.xlsx",
        "I14",
    ],
    [
        "shared-from",
        "30",
        "reason-foreign/provokes",
        "乙水利局.xlsx",
        "J9",
    ],
    ["likeness", "1", "reason-shared/boundary", "戊局.xlsx", "J9"],
    [
        "likeness",
        "1",
        "reason-foreign/provokes",
        "丁水利局.xlsx",
        "J9",
    ],
    [
        "copied-from",
        "7",
        "reason-copied/boundary",
        "乙局.xlsx",
        "J9",
    ],
    [
        "shared-from",
        "11",
        "reason-shared/boundary",
        "丙局.xlsx",
        "J9",
    ],
    ["likeness", "1", "reason-copied/boundary", "丙局.xlsx", "J9"],
    [
        "measures",
        "补充；拟",
        "measure-missing/boundary",
        "甲局.xlsx",
        "J9",
    ],
    [
        "steps",
        "补充",
        "measure-missing/boundary",
        "戊局.xlsx",
        "J9",
    ],
    [
        "placeholders",
        "EXXON",
        "placeholder-left/spares",
        "示例区甲局.xlsx",
        "C9",
    ],
    [
        "samples",
        "样表",
        "placeholder-left/boundary",
        "乙局.xlsx",
        "C9",
    ],
    [
        "merit-gap",
        "0.06",
        "merit-outruns-money/boundary",
        "乙局.xlsx",
        "I14",
    ],
    [
        "unspent-above",
        "0.25",
        "unspent/boundary",
        "乙局.xlsx",
        "F5",
    ],
    [
        "nothing-spent-below",
        "0.005",
        "nothing-spent-much-done/boundary",
        "乙局.xlsx",
        "F5",
    ],
    [
        "full-marks-execution-below",
        "0.5",
        "full-marks-low-execution/boundary",
        "乙局.xlsx",
        "I14",
    ],
    [
        "cumulative",
        "形象进度",
        "midyear-above-final/provokes",
        "乙局.xlsx",
        "E11",
    ],
    [
        "standing",
        "企业",
        "midyear-above-final/provokes",
        "甲局.xlsx",
        "E9",
    ],
    [
        "harmful",
        "投诉",
        "sign-suspect/boundary",
        "乙局.xlsx",
        "D9",
    ],
    [
        "falling",
        "节约率",
        "sign-suspect/provokes",
        "丙局.xlsx",
        "D11",
    ],
    ["slip-within", "0.1", "slip/boundary", "甲局.xlsx", "F9"],
    [
        "on-target-from",
        "4",
        "too-good/boundary",
        "甲局.xlsx",
        "I14",
    ],
    [
        "payment",
        "支付率",
        "group-misfit/boundary",
        "乙局.xlsx",
        "C10",
    ],
    [
        "groups",
        "产出；满意度",
        "group-missing/boundary",
        "乙局.xlsx",
        "-",
    ],
    [
        "full-projects-from",
        "3",
        "all-projects-full/boundary",
        "乙局.xlsx",
        "B3",
    ],
    [
        "projects-apart",
        "0.01",
        "projects-differ/boundary",
        "乙局.xlsx",
        "E7",
    ],
    [
        "usual-from",
        "9000",
        "measure-unclear/boundary",
        "甲局.xlsx",
        "E6",
    ],
    [
        "subgroups",
        "履职效能",
        "field-missing/provokes",
        "癸局.xlsx",
        "C9",
    ],
    [
        "adjusted-times",
        "6",
        "adjustment-large/boundary",
        "乙局.xlsx",
        "C5",
    ],
    [
        "outlier-from",
        "7",
        "score-outlier/boundary",
        "庚局.xlsx",
        "I14",
    ],
    [
        "outlier-width",
        "0.1",
        "score-outlier/provokes",
        "庚局.xlsx",
        "I14",
    ],
];

/// The rule workbook of the program with one bound changed.
fn changed(bound: &Setting, written: &str, path: &Path) {
    let labels = Labels::listed(None).unwrap();
    let content = Content {
        rules: &RuleSet::load(None).unwrap(),
        labels: &labels,
        roster: None,
        lang: Lang::Zh,
    };
    let mut pages = pages(content).unwrap();
    let page = pages
        .iter_mut()
        .find(|page| page.name == "审核界限")
        .unwrap();
    let name = Some(CellValue::Words(bound.name.zh.to_owned()));
    let row = page
        .rows
        .iter_mut()
        .find(|row| row[0].value == name)
        .unwrap();
    row[1].value = Some(match written.parse() {
        Ok(figure) => CellValue::Number(figure),
        Err(_) => CellValue::Words(written.to_owned()),
    });
    fs::write(path, bytes(&pages, Lang::Zh).unwrap()).unwrap();
}

/// How severe the code of a line is at its cell in the results, where it is found there.
fn found<'v>([_, _, case, file, cell]: &Flip, results: &'v Value) -> Option<&'v Value> {
    let (code, _) = case.split_once('/').unwrap();
    let mut found = list(results, "findings");
    let found = found.find(|f| f["code"] == code && is_meant(file_of(f), file) && is_at(f, cell));
    found.map(|found| &found["severity"])
}

fn flips(line: &Flip) -> bool {
    let [key, written, case, ..] = line;
    let bound = BOUNDS.iter().find(|b| b.key.ends_with(&format!(".{key}")));
    let text = fs::read_to_string(folder().join(case).with_extension("txt")).unwrap();
    let mut case = Case::parse(&text);
    let usual = scored(&case);
    let place = TempDir::new().unwrap();
    let rules = place.path().join("规则.xlsx");
    changed(bound.unwrap(), written, &rules);
    let rules = rules.to_str().unwrap().to_owned();
    case.arguments.extend(["--rules".to_owned(), rules]);
    found(line, &usual) != found(line, &scored(&case))
}

#[test]
fn every_bound_decides() {
    let tried = FLIPS.iter().map(|[key, _, case, ..]| {
        let (code, _) = case.split_once('/').unwrap();
        (format!("audit.{key}"), code.to_owned())
    });
    let known = BOUNDS.iter().flat_map(|bound| {
        let codes = bound.decides.iter();
        codes.map(|code| (bound.key.to_owned(), code.name.to_owned()))
    });
    assert_eq!(tried.collect::<BTreeSet<_>>(), known.collect());
    let same: Vec<_> = FLIPS.par_iter().filter(|line| !flips(line)).collect();
    assert!(same.is_empty(), "{same:#?}");
}
