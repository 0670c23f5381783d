//! Whole runs over two years of examples: the same comparison from forms and from stored results, exact splits, and
//! what the outputs say about it.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rust_decimal::Decimal;
use serde_json::{Value, json};
use tempfile::TempDir;

fn ziping(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn examples(year: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("examples").join(year).display().to_string()
}

/// A folder with the results of 2022 as JSON and as workbook.
fn stored() -> TempDir {
    let folder = TempDir::new().unwrap();
    let output = ziping(
        folder.path(),
        &[
            "score",
            &examples("2022"),
            // The list beside the folders is of one year, and the year before is read without.
            "--no-settings",
            "-o",
            "2022.xlsx",
            "--json",
            "2022.json",
        ],
    );
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    folder
}

/// The JSON results of a run that must succeed.
fn results(folder: &Path, arguments: &[&str]) -> Value {
    let output = ziping(folder, &[arguments, &["--json", "-", "--quiet"]].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn score(folder: &Path, further: &[&str]) -> Value {
    let run = ["score", &examples("2023"), "--no-settings"];
    results(folder, &[&run, further].concat())
}

fn decimal(value: &Value) -> Decimal {
    Decimal::from_str_exact(value.as_str().unwrap()).unwrap()
}

/// The comparison without what the sheet 结果存档 cannot tell.
fn figures(results: &Value) -> Value {
    let compare = &results["compare"];
    let units = compare["units"].as_array().unwrap().iter().map(|unit| {
        let mut unit = unit.clone();
        unit["split"] = Value::Null;
        unit
    });
    let mut summary = compare["summary"].clone();
    for kind in summary.as_array_mut().unwrap() {
        kind["mean_split"] = Value::Null;
    }
    let previous = results["units"].as_array().map(|units| {
        let previous = units.iter().map(|u| u["previous"].clone());
        previous.collect::<Vec<_>>()
    });
    json!({
        "units": units.collect::<Vec<_>>(),
        "gone": compare["gone"],
        "summary": summary,
        "previous": previous,
        "rules": compare["earlier"][0]["rules"],
    })
}

#[test]
fn forms_json_and_workbook_give_the_same_comparison() {
    let folder = stored();
    let forms = score(folder.path(), &["--previous", &examples("2022")]);
    let figures_of_forms = figures(&forms);
    assert!(figures_of_forms["units"].as_array().unwrap().len() > 10);
    for name in ["2022.json", "2022.xlsx"] {
        let stored = score(folder.path(), &["--previous", name]);
        assert_eq!(figures(&stored), figures_of_forms, "{name}");
        assert_eq!(stored["compare"]["earlier"][0]["source"], "results");
    }
    let split =
        |name| score(folder.path(), &["--previous", name])["compare"]["units"][0]["split"].take();
    assert_eq!(split("2022.json"), forms["compare"]["units"][0]["split"]);
    assert_eq!(split("2022.xlsx"), Value::Null);
    assert_eq!(forms["compare"]["earlier"][0]["source"], "forms");
    // Without a year before nothing of this is there.
    let alone = score(folder.path(), &[]);
    assert_eq!(alone.get("compare"), None);
    assert_eq!(alone["units"][0]["previous"], Value::Null);
}

#[test]
fn content_and_not_the_name_decides_what_a_path_is() {
    let folder = stored();
    fs::rename(
        folder.path().join("2022.json"),
        folder.path().join("去年.dat"),
    )
    .unwrap();
    fs::rename(
        folder.path().join("2022.xlsx"),
        folder.path().join("自评表.xlsx"),
    )
    .unwrap();
    let forms = figures(&score(folder.path(), &["--previous", &examples("2022")]));
    for name in ["去年.dat", "自评表.xlsx"] {
        assert_eq!(figures(&score(folder.path(), &["--previous", name])), forms);
    }
    let form = "党政机关/示例区统计局部门整体支出绩效自评表（2022）.ods";
    let form = Path::new(&examples("2022")).join(form);
    let one = score(folder.path(), &["--previous", form.to_str().unwrap()]);
    assert_eq!(one["compare"]["earlier"][0]["forms"], 1);
    assert_eq!(one["compare"]["summary"][0]["comparable"], 1);
}

#[test]
fn the_year_before_stands_beside_each_unit() {
    let folder = TempDir::new().unwrap();
    let before = results(folder.path(), &["score", &examples("2022")]);
    let now = score(folder.path(), &["--previous", &examples("2022")]);
    let mut seen = 0;
    for unit in now["units"].as_array().unwrap() {
        let name = match unit["unit"]["name"].as_str().unwrap() {
            "示例区卫生健康局" => "示例区卫生健康委员会",
            same => same,
        };
        let all = before["units"].as_array().unwrap();
        let same = |u: &&Value| u["unit"]["name"] == name && u["kind"] == unit["kind"];
        let expected = all.iter().find(same).map_or(Value::Null, |u| {
            json!({
                "total": u["recomputed_total"],
                "grade": u["grade"],
                "rank": u["rank"],
                "execution_rate": u["funding"]["execution_rate"],
            })
        });
        assert_eq!(unit["previous"], expected, "{name}");
        seen += usize::from(!expected.is_null());
    }
    assert_eq!(seen, 15);
    let compare = &now["compare"];
    let links = json!({"same": 14, "renamed": 1, "merged": 0, "new": 1, "gone": 1});
    assert_eq!(compare["summary"][0]["links"], links);
    assert_eq!(compare["gone"][0]["name"], "示例区老干部活动中心");
}

#[test]
fn parts_add_up_to_the_change_and_only_other_rules_change_by_rules() {
    let folder = TempDir::new().unwrap();
    let mut by_rules = Vec::new();
    for rules in ["default", "national-half-up", "hubei"] {
        let further = ["--previous", &examples("2022"), "--previous-rules", rules];
        let compare = &score(folder.path(), &further)["compare"];
        assert_eq!(compare["earlier"][0]["rules"]["id"], rules);
        assert_eq!(compare["rules_changed"], rules != "default");
        let mut split_units = 0;
        let mut moved = 0;
        for unit in compare["units"].as_array().unwrap() {
            let (split, change) = (&unit["split"], &unit["change"]["total"]);
            assert_eq!(split.is_null(), change.is_null(), "{unit}");
            if split.is_null() {
                continue;
            }
            let parts = ["performance", "plan", "rules"].map(|part| decimal(&split[part]));
            assert_eq!(parts.iter().sum::<Decimal>(), decimal(change), "{unit}");
            split_units += 1;
            moved += usize::from(!parts[2].is_zero());
        }
        assert_eq!(split_units, 15);
        let summary = &compare["summary"][0];
        let mean = &summary["mean_split"];
        let parts = ["performance", "plan", "rules"].map(|part| decimal(&mean[part]));
        assert_eq!(
            parts.iter().sum::<Decimal>(),
            decimal(&summary["mean_change"])
        );
        by_rules.push(moved);
    }
    assert_eq!(by_rules[0], 0);
    assert!(by_rules[1] > 0 && by_rules[2] > 5, "{by_rules:?}");
}

/// Sheets that hold the comparison, as CSV.
fn sheets(arguments: &[&str], names: &[&str]) -> String {
    let folder = TempDir::new().unwrap();
    let output = ziping(folder.path(), &[arguments, &["--csv", "out"]].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let read = |name: &&str| {
        let path = folder.path().join("out").join(format!("{name}.csv"));
        let text = fs::read_to_string(path).unwrap().replace('\r', "");
        format!("== {name} ==\n{}", text.trim_start_matches('\u{feff}'))
    };
    names.iter().map(read).collect()
}

#[test]
fn the_sheets_of_a_comparison() {
    let (now, before) = (examples("2023"), examples("2022"));
    let arguments = ["score", &now, "--previous", &before];
    let sheets = sheets(&arguments, &["结论", "同比", "一级指标同比"]);
    insta::assert_snapshot!(sheets);
}

/// No project form of 2022: the columns about it would be empty.
#[test]
fn rankings_have_the_year_before_of_what_was_filed_then() {
    let (now, before) = (examples("2023"), examples("2022"));
    let arguments = ["score", &now, "--previous", &before];
    assert!(sheets(&arguments, &["排名"]).contains(",上年名次,"));
    assert!(!sheets(&arguments, &["项目"]).contains("上年"));
}

#[test]
fn a_book_about_the_comparison_alone_says_the_same() {
    let (now, before) = (examples("2023"), examples("2022"));
    let names = ["同比", "一级指标同比", "同比说明"];
    let whole = sheets(&["score", &now, "--previous", &before], &names);
    assert_eq!(whole, sheets(&["compare", &before, &now], &names));
}

#[test]
fn several_years_make_a_trend() {
    let folder = stored();
    let text = fs::read_to_string(folder.path().join("2022.json")).unwrap();
    let older = text.replacen("\"year\": 2022", "\"year\": 2021", 1);
    fs::write(folder.path().join("2021.json"), older).unwrap();
    let now = examples("2023");
    let run = [
        "score",
        &now,
        "--previous",
        "2022.json",
        "--previous",
        "2021.json",
    ];
    let output = ziping(folder.path(), &[&run[..], &["-o", "趋势.xlsx"]].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let file = fs::File::open(folder.path().join("趋势.xlsx")).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut lines = 0;
    for at in 0..archive.len() {
        let mut part = String::new();
        // Pictures and the like are no text and hold no lines.
        let _ = archive.by_index(at).unwrap().read_to_string(&mut part);
        lines += part.matches("<x14:sparkline>").count();
    }
    assert_eq!(lines, 16, "one for each unit of this year");
    let compare = &results(folder.path(), &run)["compare"];
    let years: Vec<_> = compare["earlier"]
        .as_array()
        .unwrap()
        .iter()
        .map(|y| &y["year"])
        .collect();
    assert_eq!(years, [2021, 2022]);
    let trend = &compare["units"][0]["trend"];
    assert_eq!(trend[0], trend[1]);
}

#[test]
fn stored_results_of_both_years_can_be_compared() {
    let folder = stored();
    let now = examples("2023");
    let scored = [
        "score",
        &now,
        "--no-settings",
        "-o",
        "2023.xlsx",
        "--json",
        "2023.json",
        "--quiet",
    ];
    assert_eq!(ziping(folder.path(), &scored).status.code(), Some(0));
    let forms = results(folder.path(), &["compare", &examples("2022"), &now]);
    let mut expected = figures(&forms);
    expected["previous"] = Value::Null;
    for (before, current) in [("2022.json", "2023.xlsx"), ("2022.xlsx", "2023.json")] {
        let stored = results(folder.path(), &["compare", before, current]);
        assert_eq!(stored.get("units"), None, "forms are not known");
        assert_eq!(figures(&stored), expected);
        assert_eq!(stored["year"], 2023);
    }
}

#[test]
fn a_result_that_was_read_is_not_overwritten() {
    let folder = stored();
    let before = fs::read(folder.path().join("2022.json")).unwrap();
    let now = examples("2023");
    let failed = ziping(
        folder.path(),
        &[
            "score",
            &now,
            "--previous",
            "2022.json",
            "--json",
            "2022.json",
        ],
    );
    assert_eq!(failed.status.code(), Some(2), "{failed:?}");
    assert_eq!(fs::read(folder.path().join("2022.json")).unwrap(), before);
    let failed = ziping(
        folder.path(),
        &["compare", "2022.xlsx", &now, "-o", "2022.xlsx"],
    );
    assert_eq!(failed.status.code(), Some(2), "{failed:?}");
}

#[test]
fn unusable_years_are_refused_in_one_sentence() {
    let folder = stored();
    let at = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).unwrap();
        name.to_owned()
    };
    let empty = folder.path().join("空");
    fs::create_dir(&empty).unwrap();
    fs::write(empty.join("说明.txt"), "无").unwrap();
    let text = fs::read_to_string(folder.path().join("2022.json")).unwrap();
    let cut: String = text.chars().take(text.chars().count() / 2).collect();
    let cases = [
        (at("other.json", "{\"a\": 1}"), "不是本程序写出的 JSON 结果"),
        (at("cut.json", &cut), "内容不完整"),
        (at("schema.json", "{\"schema\": 7}"), "版本为 7"),
        (at("words.txt", "某局"), "没有读出自评表"),
        ("空".to_owned(), "没有读出自评表"),
        ("没有".to_owned(), "找不到"),
        (examples("2023"), "两份 2023"),
    ];
    let now = examples("2023");
    for (path, reason) in cases {
        let both = ["--previous", &path, "--previous", &now];
        let further = if reason.contains("两份") {
            &both[..]
        } else {
            &both[..2]
        };
        let output = ziping(folder.path(), &[&["score", &now], further].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{path}: {said}");
        assert!(said.contains(reason), "{path}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
    // Years the wrong way round.
    let output = ziping(folder.path(), &["compare", &now, "2022.json"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("晚于"), "{said}");
}

#[test]
fn a_workbook_without_stored_results_says_so() {
    let folder = stored();
    let now = examples("2023");
    let compared = ["compare", "2022.json", &now, "-o", "同比.xlsx", "--quiet"];
    assert_eq!(ziping(folder.path(), &compared).status.code(), Some(0));
    let output = ziping(folder.path(), &["compare", "同比.xlsx", &now]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("结果存档"), "{said}");
}

#[test]
fn outputs_do_not_depend_on_threads() {
    let places = [TempDir::new().unwrap(), TempDir::new().unwrap()];
    let outputs = places.each_ref().map(|place| {
        let jobs = if place.path() == places[0].path() {
            "1"
        } else {
            "3"
        };
        let (now, before) = (examples("2023"), examples("2022"));
        let run = [
            "score",
            &now,
            "--previous",
            &before,
            "-o",
            "a.xlsx",
            "--json",
            "a.json",
        ];
        let output = ziping(place.path(), &[&run[..], &["--jobs", jobs]].concat());
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let read = |name: &str| fs::read(PathBuf::from(place.path()).join(name)).unwrap();
        (read("a.xlsx"), read("a.json"))
    });
    assert!(outputs[0] == outputs[1]);
}

#[test]
fn former_names_of_the_roster_link_units() {
    let folder = TempDir::new().unwrap();
    let list =
        "单位编码,单位名称,类别,曾用名\n,示例区公共资源交易中心,事业单位,示例区老干部活动中心\n";
    fs::write(folder.path().join("名单.csv"), list).unwrap();
    let further = ["--previous", &examples("2022"), "--roster", "名单.csv"];
    let compare = &score(folder.path(), &further)["compare"];
    let links = json!({"same": 14, "renamed": 2, "merged": 0, "new": 0, "gone": 0});
    assert_eq!(compare["summary"][0]["links"], links);
    let (before, now) = (examples("2022"), examples("2023"));
    let compared = results(
        folder.path(),
        &["compare", &before, &now, "--roster", "名单.csv"],
    );
    assert_eq!(compared["compare"]["summary"][0]["links"], links);
}
