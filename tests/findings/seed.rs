//! A form as it was published, with its list of projects and the words of its report: what is peculiar about it is found,
//! and nothing untrue.

use std::collections::BTreeSet;
use std::fs;

use tempfile::TempDir;

use crate::notation::sheets;
use crate::workbook::xlsx;
use crate::{list, results};

/// Code and cell of every error and warning.
const PECULIAR: &[(&str, &str, &str)] = &[
    // 执行率 89.85 %, and the remark beside it gives no reason.
    ("reason-missing", "自评表", "J6"),
    // Cover and file name another bureau than the form.
    ("name-differs", "自评表", "C4"),
    // 21.35 on the list, 21.34 on the form.
    ("projects-differ", "自评表", "F10"),
    // 44.50 with nothing spent.
    ("idle-project", "项目支出明细", "E4"),
    // 95 % in the report, 100 % on the form.
    ("report-differs", "报告文字", "B3"),
    // 执行数 ÷ 全年预算数 in place of 433.69 against 436.51.
    ("borrowed-rate", "自评表", "G15"),
    // 51.54 % at mid-year, 30.66 % at the end.
    ("midyear-above-final", "自评表", "E16"),
    ("measure-missing", "自评表", "J16"),
    // The same reason in the fifth and the sixth.
    ("reason-copied", "自评表", "J18"),
];

#[test]
fn what_is_peculiar_about_a_published_form_is_found() {
    let place = TempDir::new().unwrap();
    let text = fs::read_to_string(crate::case::folder().join("seed.txt")).unwrap();
    let name = "附件1-应急管理局2023年度部门单位整体支出绩效自评表.xlsx";
    fs::write(place.path().join(name), xlsx(&sheets(&text), None)).unwrap();
    let results = results(place.path(), &["."]);
    let found = list(&results, "findings").filter(|finding| finding["severity"] != "info");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    let found: BTreeSet<_> = found
        .map(|f| (text(&f["code"]), text(&f["sheet"]), text(&f["cell"])))
        .collect();
    let expected = PECULIAR.iter();
    let expected = expected
        .map(|(code, sheet, cell)| ((*code).to_owned(), (*sheet).to_owned(), (*cell).to_owned()));
    assert_eq!(found, expected.collect(), "{:#}", results["findings"]);
    let unit = list(&results, "units").next().unwrap();
    assert_eq!(unit["recomputed_total"], "90.83");
}
