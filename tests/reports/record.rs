//! The record of a run: what its schema says is what is written, and what is written reads back to the same bytes and
//! to the same comparison.

mod archive;
mod schema;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, LazyLock};

use crate::filings::{Form, figure, words};
use crate::fixture;
use proptest::prelude::*;
use serde_json::Value;
use tempfile::TempDir;
use ziping::base::lang::Lang;
use ziping::base::number::{Rounding, RoundingMode};
use ziping::compare::{ComparisonRecord, Results, Round, Series, split};
use ziping::model::{
    CellRef, Comparator, Content, Date, Filing, Funding, Gap, Located, PackedRows, Quantity, Scale,
    Statement,
};
use ziping::output::json;
use ziping::record;
use ziping::rules::{RuleSet, evaluate};
use ziping::run::{Assessment, Version};

fn root(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join(path).to_str().unwrap().to_owned()
}

fn ziping(folder: &Path, arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_ziping"));
    program
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// Runs that must succeed, each with its JSON.
fn with_versions() -> Assessment {
    let mut assessment = fixture::district();
    let form = &assessment.forms[0];
    let version = |ranked| Version {
        file: Arc::clone(&form.filing.file),
        sheet: if ranked { "自评表" } else { "自评表 (2)" }.into(),
        total: form.ranked_figure(),
        saved: None,
        ranked,
        differs: vec!["F9（51家）".into()],
        name: "甲局.xlsx".into(),
        fingerprint: "0000000-0000000".into(),
    };
    let versions = [version(true), version(false)].into();
    assessment.forms[0].versions = Some(versions);
    let funding = assessment.forms[1].filing.funding.as_mut().unwrap();
    let executed = funding.executed.take().unwrap();
    funding.gaps.executed = Some(Gap::Unreadable(executed.cell));
    assessment
}

/// A run with everything that may stand in its file.
type Whole = record::Run<
    ComparisonRecord,
    Vec<record::Form>,
    Vec<record::Exclusion>,
    Vec<record::Finding>,
    Round,
>;

fn recorded() -> Vec<String> {
    let folder = TempDir::new().unwrap();
    let [before, now, roster, monitoring] = [
        "examples/2022",
        "examples/2023",
        "examples/名单.xlsx",
        "tests/monitoring",
    ]
    .map(root);
    let weighed = fs::read_to_string(root("templates/rules/default.toml")).unwrap();
    let weighed = format!("{weighed}\n[reweight]\nexecution = 20\n");
    fs::write(folder.path().join("加权.toml"), weighed).unwrap();
    let scanned = folder.path().join("扫描件");
    fs::create_dir(&scanned).unwrap();
    fs::write(scanned.join("示例区教育局.pdf"), "%PDF-1.7").unwrap();
    let form = "事业单位/融媒体中心整体支出绩效自评表.xlsx";
    fs::copy(Path::new(&now).join(form), scanned.join("融媒体中心.xlsx")).unwrap();
    let report = "示例区融媒体中心2023年度部门整体支出绩效自评报告\n全年预算数为1万元。\n";
    fs::write(scanned.join("融媒体中心报告.txt"), report).unwrap();
    let withdrawn = r#"{"schema": 1, "decisions": [{
        "unit": "示例区河口乡人民政府", "kind": "withdraw", "by": "张三", "until": "2024-06-30", "note": "撤并"
    }]}"#;
    fs::write(folder.path().join("意见.json"), withdrawn).unwrap();
    let runs: [&[&str]; 7] = [
        &["score", &before],
        &["score", &now, "--previous", &before, "--roster", &roster],
        &["score", &now, "--rules", "加权.toml"],
        &["score", &monitoring, "--stage", "midyear"],
        &["compare", "0.json", "1.json"],
        &["score", "扫描件", "--roster", &roster],
        &[
            "score",
            &now,
            "--decisions",
            "意见.json",
            "--date",
            "2024-03-01",
        ],
    ];
    let results = runs.iter().enumerate().map(|(at, run)| {
        let name = format!("{at}.json");
        let output = ziping(
            folder.path(),
            &[run, &["--json", &name, "--quiet"][..]].concat(),
        );
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        fs::read_to_string(folder.path().join(name)).unwrap()
    });
    let mut results: Vec<String> = results.collect();
    let mut last: Value = serde_json::from_str(&results[1]).unwrap();
    last.as_object_mut().unwrap().remove("inputs");
    last["units"][0]["funding"]["executed"] = "1".into();
    fs::write(folder.path().join("上次.json"), last.to_string()).unwrap();
    let run = [
        "score",
        &now,
        "--last",
        "上次.json",
        "--json",
        "-",
        "--quiet",
    ];
    results.push(String::from_utf8(ziping(folder.path(), &run).stdout).unwrap());
    results.push(written(with_every_reading()));
    results.push(written(with_versions()));
    results
}

fn written(assessment: Assessment) -> String {
    let mut out = Vec::new();
    json::write(&Series::from(assessment), Lang::Zh, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Statements that no text says just so.
fn statements() -> Vec<Statement> {
    let bare = |value: &str| Quantity::bare(value.parse().unwrap());
    let scaled = Quantity {
        measure: Some("97公里".into()),
        scale: Scale::TenThousand,
        ..bare("50000")
    };
    let contents = [
        Content::Quantity(scaled),
        Content::Range(Box::new((bare("-3"), bare("5")))),
        Content::Date(Date {
            year: None,
            month: 2,
            day: 30,
        }),
        Content::Text("5次".into()),
        Content::Unreadable("完成".into()),
        Content::Blank,
    ];
    contents
        .map(|content| Statement {
            comparator: Some(Comparator::AtMost),
            content,
        })
        .into()
}

/// A district whose first form holds a statement of every kind.
fn with_every_reading() -> Assessment {
    let mut district = fixture::district();
    let form = &mut district.forms[0];
    let mut indicators = form.filing.indicators.open();
    for (indicator, statement) in indicators.iter_mut().zip(statements()) {
        indicator.target = Some(Located::new(statement, indicator.cell, "见附件"));
        indicator.criterion = Some(Box::new(Located::new(
            "按比例".into(),
            indicator.cell,
            "按比例",
        )));
    }
    indicators[0].goal = true;
    form.filing.indicators = PackedRows::of(&indicators);
    district
}

/// The comparison of two runs, without where the years come from.
fn comparison(folder: &Path, arguments: &[&str]) -> Value {
    let output = ziping(folder, &[arguments, &["--json", "-", "--quiet"]].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let mut results: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut compare = results["compare"].take();
    for year in ["current", "earlier"] {
        compare.as_object_mut().unwrap().remove(year);
    }
    compare
}

#[test]
fn changes_split_alike_from_folders_and_from_stored_results() {
    let folder = TempDir::new().unwrap();
    let [before, now] = ["examples/2022", "examples/2023"].map(root);
    let mut moved = 0;
    let settled = ["--no-settings", "--quiet", "--json"];
    let run = [&["score", &now], &settled[..], &["2023.json"]].concat();
    assert_eq!(ziping(folder.path(), &run).status.code(), Some(0));
    for rules in ["default", "hubei"] {
        let run = ["score", &before, "--rules", rules];
        let run = [&run, &settled[..], &["2022.json"]].concat();
        assert_eq!(ziping(folder.path(), &run).status.code(), Some(0));
        let terms = ["--previous-rules", rules];
        let folders = comparison(
            folder.path(),
            &[&["compare", &before, &now], &terms[..]].concat(),
        );
        for pair in [
            ["2022.json", &now],
            [&before, "2023.json"],
            ["2022.json", "2023.json"],
        ] {
            let stored = comparison(folder.path(), &[&["compare"], &pair[..], &terms].concat());
            assert_eq!(stored, folders, "{rules} {pair:?}");
        }
        let units = folders["units"].as_array().unwrap().iter();
        let splits: Vec<_> = units.filter(|unit| !unit["split"].is_null()).collect();
        assert_eq!(splits.len(), 15);
        moved += splits
            .iter()
            .filter(|unit| unit["split"]["rules"] != "0")
            .count();
    }
    assert!(moved > 5, "{moved}");
}

static DISTRICT: LazyLock<Assessment> = LazyLock::new(fixture::district);

static RULES: LazyLock<[RuleSet; 2]> =
    LazyLock::new(|| ["default", "hubei"].map(|name| RuleSet::load(Some(name)).unwrap()));

/// How scores are rounded.
const ROUNDING: Rounding = Rounding::new(2, RoundingMode::HalfUp);

/// A form as it is stored and taken up again.
fn stored(filing: &Filing, rules: &RuleSet) -> Filing {
    let mut form = DISTRICT.forms[0].clone();
    form.filing = filing.clone().packed();
    form.evaluation = evaluate(filing, rules).packed();
    let text = serde_json::to_string(&record::Form::of(&form, ROUNDING, None)).unwrap();
    let form: record::Form = serde_json::from_str(&text).unwrap();
    form.filing()
}

fn some_statement() -> impl Strategy<Value = Located<Statement>> {
    let typed = "[≥≤><=]?[0-9]{1,3}(%|万元|次|个)?|完成|无|2023年6月底前|[0-9]{1,2}-[0-9]{1,2}";
    let made = (0_usize..statements().len()).prop_map(|at| statements()[at].clone());
    let cell = CellRef::new(12, 3);
    (typed, proptest::option::of(made)).prop_map(move |(typed, made)| {
        let said = made.unwrap_or_else(|| ziping::form::target::parse(&typed));
        Located::new(said, cell, typed)
    })
}

fn some_form() -> impl Strategy<Value = Filing> {
    let row = (
        1_u32..50,
        some_statement(),
        some_statement(),
        0_u32..60,
        0_u8..4,
    );
    let rows = proptest::collection::vec(row, 1..5);
    (rows, 0_u32..900, 0_u32..900, 0_u8..8).prop_map(|(rows, adjusted, executed, lacking)| {
        let mut form = Form::faultless();
        let funding = form.funding();
        funding.adjusted = figure(&adjusted.to_string(), (5, 4));
        funding.executed = figure(&executed.to_string(), (5, 5));
        let pattern = form.filing.indicators[0].clone();
        let rows = rows
            .into_iter()
            .map(|(points, target, actual, reported, name)| {
                let mut row = pattern.clone();
                row.name = format!("指标{name}").into();
                row.points = figure(&points.to_string(), (12, 7));
                row.reported = figure(&reported.min(points).to_string(), (12, 8));
                row.target = Some(target);
                row.actual = if name == 0 {
                    words("基本完成", (12, 5))
                } else {
                    Some(actual)
                };
                row
            });
        form.filing.indicators = rows.collect();
        match lacking {
            0 => {
                form.filing.funding = None;
                form.filing.parts.clear();
            }
            lacking => lack(form.funding(), lacking),
        }
        form.filing
    })
}

/// Leaves amounts blank or unreadable, or takes the column of the adjusted budget away.
fn lack(funding: &mut Funding, lacking: u8) {
    let at = CellRef::new(5, 4);
    match lacking {
        1 => funding.gaps.adjusted = Some(Gap::Blank(at)),
        2 => funding.gaps.executed = Some(Gap::Unreadable(at)),
        3 => funding.adjusted = None,
        4 => (funding.adjusted, funding.gaps.executed) = (None, Some(Gap::Blank(at))),
        5 => (funding.points, funding.gaps.adjusted) = (None, Some(Gap::Unreadable(at))),
        _ => {}
    }
    let gaps = funding.gaps;
    funding.adjusted = funding.adjusted.take().filter(|_| gaps.adjusted.is_none());
    funding.executed = funding.executed.take().filter(|_| gaps.executed.is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_stored_form_is_worth_and_splits_the_same(old in some_form(), new in some_form()) {
        let rules = &*RULES;
        let [before, after] = [&old, &new].map(|form| stored(form, &rules[0]));
        for rules in rules {
            let worth = |filing| {
                let worth = evaluate(filing, rules);
                let execution = worth.score.execution;
                let execution = (execution.rate, execution.score, execution.basis);
                (worth.score.total, execution, worth.indicators)
            };
            prop_assert_eq!(worth(&before), worth(&old));
        }
        let of = |old, new| split((old, &rules[0]), (new, &rules[1]));
        prop_assert_eq!(of(&before, &after), of(&old, &new));
    }
}

#[test]
fn the_rules_of_stored_results_are_those_of_the_run() {
    let mut district = fixture::district();
    district.rules = Arc::new(RuleSet::load(Some("hubei")).unwrap());
    let rules = Arc::clone(&district.rules);
    let text = written(district);
    let filed = Results::from_json(&text).unwrap().filed.unwrap();
    assert_eq!(*filed.rules, *rules);
    // Rules that are no longer what the hash says are not used.
    let edited = text.replacen("ratio", "deduction", 1);
    assert_ne!(edited, text);
    assert!(Results::from_json(&edited).unwrap().filed.is_none());
}

fn copied(folder: &TempDir, name: &str) -> PathBuf {
    let path = folder.path().join(name);
    fs::copy(root(&format!("tests/earlier/{name}")), &path).unwrap();
    path
}

/// Written by the version before rules, filings and hashes were stored.
#[test]
fn results_of_an_earlier_version_are_read_with_a_remark() {
    let folder = TempDir::new().unwrap();
    let now = root("examples/2023");
    for (name, remark) in [
        ("2022.json", "由旧版本写出，没有评分规则全文"),
        ("2022.xlsx", "各行没有校验值"),
    ] {
        copied(&folder, name);
        let run = [
            "score",
            &now,
            "--previous",
            name,
            "-o",
            "2023.xlsx",
            "--json",
            "2023.json",
        ];
        let output = ziping(folder.path(), &run);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{said}");
        assert!(said.contains(remark), "{said}");
        let text = fs::read_to_string(folder.path().join("2023.json")).unwrap();
        let run: Whole = record::read(&text).unwrap();
        let units = run.compare.unwrap().units;
        assert_eq!(units.iter().filter(|u| !u.previous.is_empty()).count(), 2);
        assert!(units.iter().all(|u| u.split.is_none()));
    }
}

/// A budget or executed amount that is missing from its cell is still missing when the results are read back: the form
/// is worth what it was.
#[test]
fn an_amount_that_is_missing_is_missing_when_it_is_read_back() {
    let series = Series::from(with_versions());
    let mut text = Vec::new();
    json::write(&series, Lang::Zh, &mut text).unwrap();
    let read: Whole = record::read(std::str::from_utf8(&text).unwrap()).unwrap();
    let rules = RuleSet::load(None).unwrap();
    let own = &series.assessment.forms[1];
    let units = read.units.unwrap();
    let stored = units.into_iter().find(|unit| unit.file == own.filing.file);
    let stored = stored.unwrap().filing();
    let funding = stored.funding.as_ref().unwrap();
    assert!(funding.lacks_amount(&stored.parts) && funding.executed.is_none());
    let score = |filing: &Filing| {
        let execution = evaluate(filing, &rules).score.execution;
        (execution.score, execution.basis)
    };
    assert_eq!(score(&stored), score(&own.filing.open()));
}
