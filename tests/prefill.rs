//! Pre-filled forms: read back, they say what was known of each unit and nothing else.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;
use ziping::form::grid;
use ziping::form::labels::Labels;
use ziping::form::read::{Source, read};
use ziping::model::Filing;

fn ziping(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap()
}

/// Writes the forms of the example district.
fn written(out: &Path, further: &[&str]) -> Output {
    let out = out.to_str().unwrap();
    let known = ["template", "-o", out, "--roster", "examples/名单.xlsx"];
    ziping(&[&known, further].concat())
}

fn filing(path: PathBuf) -> Filing {
    let workbook = grid::read(&fs::read(path).unwrap()).unwrap();
    let source = Source {
        file: "表.xlsx".into(),
        group: None,
    };
    let mut filings = read(&workbook, &source, &Labels::load(None).unwrap());
    assert_eq!(filings.len(), 1);
    filings.remove(0)
}

const FORM: &str = "部门单位整体支出绩效自评表.xlsx";

#[test]
fn last_years_indicators_are_carried_over_without_its_amounts() {
    let folder = TempDir::new().unwrap();
    let done = written(folder.path(), &["--previous", "examples/2023"]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    // On the roster as 应急管理局, filed as 安全生产监督管理局.
    let form = filing(
        folder
            .path()
            .join(format!("党政机关/301001-示例区应急管理局-{FORM}")),
    );
    assert_eq!(&*form.unit.name.unwrap().value, "示例区应急管理局");
    assert_eq!(form.unit.code.as_deref(), Some("301001"));
    assert_eq!(form.year.unwrap().value, 2024);
    assert!(form.funding.unwrap().adjusted.is_none());
    let indicators: Vec<_> = form
        .indicators
        .iter()
        .map(|i| {
            let target = i.target.as_ref().map(|t| t.value.to_string());
            let points = i.points.as_ref().map(|p| p.value.to_string());
            (
                &*i.name,
                target.unwrap_or_default(),
                points.unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(indicators.len(), 8);
    assert_eq!(indicators[0], ("培训费下降率", "≥5%".into(), "8".into()));
    // Last year's budget is no target for this one.
    assert_eq!(indicators[1].0, "预算经费");
    assert!(!indicators[1].1.contains("433.69"), "{indicators:?}");
    assert_eq!(indicators[5].1, "≥52家");
    assert!(form.indicators.iter().all(|i| i.actual.is_none()));
    let none = filing(
        folder
            .path()
            .join(format!("党政机关/301009-示例区交通运输局-{FORM}")),
    );
    assert!(none.indicators.iter().all(|i| i.points.is_none()));
}

#[test]
fn approved_indicators_come_first() {
    let folder = TempDir::new().unwrap();
    let list = folder.path().join("指标.csv");
    fs::write(
        &list,
        "单位编码,单位名称,一级指标,二级指标,三级指标,指标值,分值,评分方法\n\
         301002,示例区教育局,产出指标,数量指标,改造校舍,≥12000平方米,50,\n\
         301002,示例区教育局,,质量指标,验收合格率,100%,40,是否型\n",
    )
    .unwrap();
    let out = folder.path().join("表");
    let list = list.to_str().unwrap();
    let done = written(
        &out,
        &[
            "--previous",
            "examples/2022",
            "--indicators",
            list,
            "--year",
            "2025",
        ],
    );
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let form = filing(out.join(format!("党政机关/301002-示例区教育局-{FORM}")));
    assert_eq!(form.year.unwrap().value, 2025);
    let said: Vec<_> = form
        .indicators
        .iter()
        .map(|i| {
            (
                &*i.name,
                i.level1.as_deref(),
                i.target.as_ref().unwrap().value.to_string(),
            )
        })
        .collect();
    let group = Some("产出指标");
    assert_eq!(
        said,
        [
            ("改造校舍", group, "≥12000平方米".to_owned()),
            ("验收合格率", group, "100%".to_owned())
        ]
    );
    let other = filing(out.join(format!("党政机关/301004-示例区林业局-{FORM}")));
    assert!(other.indicators.len() > 3);
}

#[test]
fn a_faulty_list_of_indicators_writes_nothing() {
    let folder = TempDir::new().unwrap();
    let list = folder.path().join("指标.csv");
    fs::write(
        &list,
        "单位名称,三级指标,指标值,分值,评分方法\n教育局,甲,5,10,\n示例区教育局,乙,约95%,十,估分\n",
    )
    .unwrap();
    let out = folder.path().join("表");
    let done = written(&out, &["--indicators", list.to_str().unwrap()]);
    assert_eq!(done.status.code(), Some(2));
    let said = String::from_utf8(done.stderr).unwrap();
    for part in [
        "指标!A2：名单中没有单位“教育局”，最接近的是“示例区教育局”",
        "指标!C3：指标值“约95%”",
        "指标!D3：分值应为数字",
        "指标!E3：没有“估分”这种评分方法",
    ] {
        assert!(said.contains(part), "{part} not in {said}");
    }
    assert!(!out.exists());
}
