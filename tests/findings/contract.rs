//! What programs rely on: commands and options, exit codes, codes with their severities, and the fields of the results.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;
use ziping::finding::{ALL, Severity};

use crate::case::Case;
use crate::scored;

/// Commands that read forms, and what they all take.
const READING: &[&str] = &[
    "score",
    "check",
    "compare",
    "report",
    "decisions",
    "review",
    "notice",
    "circular",
];
const SHARED: &str = "--rules --labels --roster --decisions --last --only --exclude --dry-run --year --lang --jobs \
     --fail-on --quiet --date --no-settings --verbose --log --no-pause";
/// What one command takes besides.
const FURTHER: &[(&str, &str)] = &[
    (
        "score",
        "--output --json --csv --html --previous --stage --month --unit-sheets --review --draw --seed --overwrite",
    ),
    ("check", "--json"),
    (
        "template",
        "--output --roster --previous --rules --labels --year --lang --no-pause",
    ),
    ("compare", "--output"),
    ("report", "--output"),
    ("explain", "--list --lang --no-pause"),
    ("decisions", "--output"),
    ("review", "--output --draw --seed"),
    ("notice", "--output"),
    ("circular", "--output"),
    ("desk", "--lang --no-pause"),
];

fn ziping(arguments: &[&str], place: &Path) -> (Option<i32>, String, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(arguments)
        .current_dir(place)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (done.status.code(), text(done.stdout), text(done.stderr))
}

#[test]
fn every_command_takes_its_options() {
    let place = TempDir::new().unwrap();
    let shared = READING.iter().map(|command| (*command, SHARED));
    let mut lacking = Vec::new();
    for (command, options) in shared.chain(FURTHER.iter().copied()) {
        let (code, help, _) = ziping(&[command, "--help"], place.path());
        assert_eq!(code, Some(0), "{command}");
        let words: Vec<_> = help
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .collect();
        let missing = options.split_whitespace().filter(|o| !words.contains(o));
        lacking.extend(missing.map(|option| format!("{command} {option}")));
    }
    assert!(lacking.is_empty(), "{lacking:?}");
}

#[test]
fn exit_codes_tell_done_found_and_not_run() {
    let place = TempDir::new().unwrap();
    for file in
        &Case::parse("=== 甲局.xlsx from unit\nE5 485.92\n=== 好/乙局.xlsx from reasoned\n=== 疑/丙局.xlsx from reasoned\nJ9 一家企业年底停业，少了一家。\n").files
    {
        file.put(place.path());
    }
    for (arguments, code) in [
        (&["score", "报送", "-o", "汇总.xlsx"][..], 0),
        (
            &["score", "报送", "-o", "汇总.xlsx", "--fail-on", "error"],
            1,
        ),
        (&["check", "报送"], 1),
        (&["check", "报送", "--fail-on", "never"], 0),
        (&["check", "好"], 0),
        (&["check", "好", "--fail-on", "warning"], 0),
        (&["check", "疑"], 0),
        (&["check", "疑", "--fail-on", "warning"], 1),
        (&["score", "无此文件夹"], 2),
        (&["score", "报送", "--rules", "无此规则"], 2),
        (&["score", "报送", "--fail-on", "sometimes"], 2),
        (&["score", "报送", "-o", "-"], 2),
        (&["score", "报送", "--last", "汇总.xlsx"], 2),
        (&["explain", "no-such-code"], 2),
    ] {
        let (found, _, said) = ziping(arguments, place.path());
        assert_eq!(found, Some(code), "{arguments:?}: {said}");
    }
}

/// Codes that others rely on, by severity.
const CODES: [(Severity, &str); 3] = [
    (
        Severity::Error,
        "reason-missing placeholder-left slip method-contradicts actual-missing actual-worded form-hidden value-type \
         code-damaged versions-undecided",
    ),
    (
        Severity::Warning,
        "measure-missing reason-contradicts reason-copied reason-shared reason-foreign midyear-above-final borrowed-rate \
         sign-suspect group-misfit indicator-repeated group-missing date-order merit-outruns-money unspent idle-project \
         nothing-spent-much-done full-marks-low-execution projects-differ target-changed weight-moved name-differs \
         unit-name-differs standard-unread row-unnamed rows-unread column-twice column-unnamed column-other-year \
         measure-mixed unit-shares-code year-other",
    ),
    (
        Severity::Info,
        "midyear-jump too-good all-projects-full project-missing score-outlier figures-hidden",
    ),
];

#[test]
fn codes_have_the_severities_that_are_relied_on() {
    let own: BTreeMap<_, _> = ALL.iter().map(|code| (code.name, code.severity)).collect();
    for (severity, codes) in CODES {
        for code in codes.split_whitespace() {
            assert_eq!(own.get(code), Some(&severity), "{code}");
        }
    }
}

/// A run in which every field of the results has a value.
const EVERYTHING: &str = "\
run: --previous 去年 --review 底稿 --decisions 报送/意见.json --date 2024-03-01
=== 报送/镇/甲局.xlsx from reasoned
B3 101001-甲局
E6 420.21
K9 7
--- 报告文字
主要职能|我局全年执行数436.51万元。
=== 报送/镇/乙局.xlsx from unit
=== 报送/镇/乙局（最终）.xlsx from unit
B3 乙局
F9 51家
G9 102%
=== 报送/镇/甲局项目一.xlsx from project
B3 101001-甲局
=== 报送/镇/坏.xlsx made empty
=== 去年/镇/甲局.xlsx from reasoned
A2 （2022年度）
B3 101001-甲局
=== 底稿/甲局.xlsx from paper
=== 意见.json
{\"schema\": 1, \"decisions\": [{\"unit\": \"甲局\", \"kind\": \"correct\", \"by\": \"张三\", \"when\": \"2024-02-01\",
 \"until\": \"2024-12-31\", \"note\": \"已核\",
 \"correction\": {\"cell\": \"F10\", \"filed\": \"12场\", \"corrected\": \"13场\", \"evidence\": \"登记表\"}}]}
";

/// Where in the results, and what stands there; `?` behind what has no value in this run.
const FIELDS: &[(&str, &str)] = &[
    (
        "",
        "schema program year rules files units excluded reports findings",
    ),
    ("rules", "id sha256"),
    ("files", "seen read skipped"),
    (
        "units",
        "rank kind file sheet year unit project funding indicators reported_total recomputed_total grade previous pending \
         reviewed_total unused_figures versions",
    ),
    ("units.unit", "code name group"),
    ("units.previous", "total grade rank execution_rate"),
    ("units.versions", "file total ranked"),
    (
        "units.funding",
        "initial adjusted executed measure execution_rate adjustment_rate points reported recomputed lines",
    ),
    ("units.funding.lines", "label initial adjusted executed"),
    (
        "units.indicators",
        "level1 level2 name target midyear actual completion_rate method points reported recomputed cell",
    ),
    ("excluded", "file sheet unit reason codes"),
    // Words on a sheet of the form state no year of their own.
    ("reports", "file unit year? numbers bound unbound"),
    (
        "findings",
        "code severity file sheet cell unit message expected found id caused_by decision",
    ),
    ("findings.decision", "kind by until note"),
];

/// Everything at a path, through lists.
fn at<'v>(value: &'v Value, path: &str) -> Vec<&'v Value> {
    let steps = path.split('.').filter(|step| !step.is_empty());
    steps.fold(vec![value], |values, step| {
        let next = values.into_iter().flat_map(|value| match &value[step] {
            Value::Array(items) => items.iter().collect(),
            Value::Null => Vec::new(),
            other => vec![other],
        });
        next.collect()
    })
}

#[test]
fn every_field_of_the_results_is_there_and_has_a_value_somewhere() {
    let results = scored(&Case::parse(EVERYTHING));
    let mut faults = Vec::new();
    for (path, fields) in FIELDS {
        let items = at(&results, path);
        for name in fields.split_whitespace() {
            let field = name.trim_end_matches('?');
            if items.iter().any(|item| item.get(field).is_none()) {
                faults.push(format!("{path}.{field} is left out"));
            }
            let has = |item: &Value| item.get(field).is_some_and(|value| !value.is_null());
            if name == field && !items.iter().any(|item| has(item)) {
                faults.push(format!("{path}.{field} has no value"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}\n{results:#}");
    // Decimals are texts, and what is counted is a number.
    let unit = at(&results, "units")[0];
    assert!(unit["funding"]["adjusted"].is_string() && unit["recomputed_total"].is_string());
    assert!(unit["rank"].is_u64() && unit["pending"].is_boolean());
    assert!(
        unit["unused_figures"][0].as_str().unwrap().contains("!K9"),
        "{unit}"
    );
}
