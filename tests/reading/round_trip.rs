//! A blank form filled in by openpyxl and by LibreOffice itself, saved as .xlsx, .xls and .ods: the same figures are
//! read from each, and what helps while typing is still there.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::office::saved;
use ziping::base::lang::Lang;
use ziping::blank::{Order, Prefill, workbook};
use ziping::finding::{Code, reading};
use ziping::form::labels::Labels;
use ziping::form::read::{Reading, Source, read};
use ziping::model::{CellRef, Filing, Kind};
use ziping::rules::{RuleSet, evaluate};
use ziping::workbook::{self, Workbook};

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}\n{output:?}");
}

/// The file as LibreOffice saves it with `extension`.
fn resaved(path: &Path, extension: &str, folder: &Path) -> PathBuf {
    let out = folder.join(extension);
    saved(&[path], extension, folder, &out);
    out.join(path.file_stem().unwrap())
        .with_extension(extension)
}

fn open(path: &Path) -> Workbook {
    workbook::read(&fs::read(path).unwrap()).unwrap()
}

fn filing(book: &Workbook) -> Filing {
    reading(book).filing
}

fn reading(book: &Workbook) -> Reading {
    let source = Source {
        file: "表".into(),
        group: None,
    };
    let mut readings = read(book, &source, &Labels::load(None).unwrap());
    assert_eq!(readings.len(), 1);
    readings.remove(0)
}

/// All figures of a form, without their addresses.
fn figures(filing: &Filing) -> Vec<String> {
    let worth = evaluate(filing, &RuleSet::load(None).unwrap());
    let figure = |f: &Option<ziping::model::Figure>| {
        f.as_ref()
            .map_or_else(|| "-".to_owned(), |f| f.value.normalize().to_string())
    };
    let said = |s: &Option<ziping::model::Located<ziping::model::Statement>>| {
        s.as_ref()
            .map_or_else(|| "-".to_owned(), |s| s.value.to_string())
    };
    let mut all: Vec<String> = Vec::new();
    let funds = filing.funding.as_ref().unwrap();
    for f in [
        &funds.initial,
        &funds.change.as_deref().cloned(),
        &funds.adjusted,
        &funds.executed,
        &funds.rate,
        &funds.reported,
    ] {
        all.push(figure(f));
    }
    for line in &filing.parts {
        all.push(format!(
            "{} {} {}",
            line.label,
            figure(&line.adjusted),
            figure(&line.rate)
        ));
    }
    for (indicator, result) in filing.indicators.iter().zip(&worth.indicators) {
        all.push(format!(
            "{} | {} | {} | {} | {} | {} | {} = {}",
            indicator.name,
            said(&indicator.target),
            said(&indicator.midyear.as_deref().cloned()),
            said(&indicator.actual),
            figure(&indicator.completion.as_deref().cloned()),
            figure(&indicator.points),
            figure(&indicator.reported),
            result.score.unwrap().normalize(),
        ));
    }
    let grade = filing.reported_grade.as_ref().map(|g| g.value.to_string());
    all.push(format!(
        "{} {grade:?} = {:?}",
        figure(&filing.reported_total),
        worth.total
    ));
    all
}

fn part(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// Every cell that a person fills in, found by its label.
fn filling(book: &Workbook) -> Vec<(CellRef, &'static str)> {
    let sheet = &book.sheets[0];
    let find = |label: &str| {
        let mut cells = sheet.cells().iter();
        let found = cells.find(|cell| {
            let text = cell.value.text();
            let line = text.lines().next().unwrap_or_default();
            line.trim_matches([' ', '　']) == label
        });
        found.unwrap_or_else(|| panic!("no label {label}")).at
    };
    let beside = |label: &str| {
        let last = sheet.region(find(label)).last;
        CellRef::new(last.row, last.col + 1)
    };
    let mut cells = vec![
        (beside("部门（单位）名称"), "示范区水利局"),
        (beside("部门预算编码"), "301001"),
    ];
    let goals = find("预期目标");
    cells.push((CellRef::new(goals.row + 1, goals.col), "完成年度任务"));
    for (label, amounts) in AMOUNTS {
        for (header, amount) in AMOUNT_COLUMNS.iter().zip(amounts) {
            let cell = CellRef::new(find(label).row, find(header).col);
            cells.push((cell, amount));
        }
    }
    for (row, values) in (find("三级指标").row + 1..).zip(ROWS) {
        for (header, value) in ROW_COLUMNS.iter().zip(values) {
            let cell = CellRef::new(row, find(header).col);
            cells.push((cell, value));
        }
    }
    cells.retain(|(_, value)| !value.is_empty());
    cells
}

const AMOUNT_COLUMNS: [&str; 3] = ["年初预算数", "全年预算数", "全年执行数"];
const AMOUNTS: [(&str, [&str; 3]); 3] = [
    ("年度资金总额", ["433.69", "485.82", "436.51"]),
    ("其中：基本支出", ["367.78", "416.21", "415.17"]),
    ("项目支出", ["65.91", "69.61", "21.34"]),
];

const ROW_COLUMNS: [&str; 10] = [
    "三级指标",
    "指标性质",
    "年度指标值",
    "度量单位",
    "年中监控实际完成值",
    "实际完成值",
    "评分方法",
    "分值",
    "定性评分",
    "偏差原因分析",
];
/// A text that begins with `'` is text although it is a figure, as in a cell that keeps what is typed.
#[rustfmt::skip]
const ROWS: [[&str; 10]; 8] = [
    ["培训费下降率", "≥", "'5", "%", "", "无发生额", "", "8", "", "该指标无发生额"],
    ["预算经费", "≤", "433.69", "万元", "288.9", "436.51", "", "12", "", "人员经费调整"],
    ["项目支出预算执行率", "=", "'100", "%", "'51.54", "'30.66", "", "10", "", "经费未及时使用"],
    ["普查数据准确率", "≥", "'95", "%", "'95", "'100", "", "10", "", ""],
    ["巡查时间", "", "2024年12月31日前", "", "", "2024年11月30日", "", "10", "", ""],
    ["注册企业数量", "≥", "52", "家", "26", "54", "", "15", "", ""],
    ["河道管护水平", "", "进一步提升", "", "", "达成年度指标", "", "15", "14", "仍有乱占乱建"],
    ["事故起数", "≤", "'4", "起", "'1", "'5", "反向比例", "10", "", "汛期两起"],
];

/// The list of cells for the programs that fill them in.
fn list(cells: &[(CellRef, &str)]) -> String {
    let lines = cells.iter().map(|(cell, value)| {
        let number = value.parse::<f64>().is_ok() && *value != "301001";
        let kind = if number { "n" } else { "t" };
        let value = value.trim_start_matches('\'');
        format!("{}\t{}\t{kind}\t{value}\n", cell.col, cell.row)
    });
    lines.collect()
}

/// The folder with a blank form and the list of cells to be filled in.
fn blank(folder: &Path) -> PathBuf {
    let path = folder.join("blank.xlsx");
    let prefill = Prefill {
        group: Some("党政机关".to_owned()),
        ..Prefill::default()
    };
    let order = Order {
        kind: Kind::Unit,
        stage: ziping::model::Stage::SelfEvaluation,
        labels: &Labels::load(None).unwrap(),
        rules: &RuleSet::load(None).unwrap(),
        year: Some(2024),
        lang: Lang::Zh,
    };
    fs::write(&path, workbook(&order, &prefill).unwrap()).unwrap();
    let cells = list(&filling(&open(&path)));
    fs::write(folder.join("cells.tsv"), cells).unwrap();
    path
}

fn script(name: &str) -> PathBuf {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ci");
    scripts.join(name)
}

/// What `ziping score` says about the only form of a file, apart from the file's name.
fn scored(path: &Path) -> serde_json::Value {
    let out = path.with_extension("summary.xlsx");
    let output = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(["score", "--quiet", "--json", "-", "-o"])
        .args([out.as_path(), path])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let mut results: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    results["units"][0]["file"]
        .take()
        .as_str()
        .unwrap_or_else(|| panic!("{path:?}: no form"));
    results["units"].take()
}

/// The figures of one form in several formats, which must be the same.
fn figures_of_all(paths: &[PathBuf]) -> Vec<String> {
    let mut first: Option<(Vec<String>, serde_json::Value)> = None;
    for path in paths {
        let book = open(path);
        let stamp = book.stamp.clone();
        let stamp = stamp.unwrap_or_else(|| panic!("{path:?}: no stamp"));
        assert_eq!((stamp.kind, stamp.year), (Kind::Unit, Some(2024)));
        assert_eq!(&*stamp.rules, "default");
        assert_eq!(stamp.group.as_deref(), Some("党政机关"), "{path:?}");
        let Reading {
            filing: form,
            remarks,
            ..
        } = reading(&book);
        let remarks: Vec<&Code> = remarks.iter().map(|(p, _)| p.code).collect();
        assert!(remarks.is_empty(), "{path:?}: {remarks:?}");
        let found = (figures(&form), scored(path));
        let expected = first.get_or_insert_with(|| found.clone());
        assert_eq!(&found, expected, "{path:?}");
    }
    first.unwrap().0
}

const FORMATS: [&str; 3] = ["xlsx", "xls", "ods"];

#[test]
#[ignore = "needs LibreOffice and Python with openpyxl"]
fn a_filled_form_reads_the_same_from_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let blank = blank(folder.path());
    let filled = folder.path().join("filled.xlsx");
    run(Command::new("python3").arg(script("fill.py")).args([
        &blank,
        &folder.path().join("cells.tsv"),
        &filled,
    ]));

    // openpyxl keeps no values of formulas: they are calculated, as LibreOffice does, and that is said.
    let untouched = reading(&open(&filled));
    let codes: Vec<&Code> = untouched.remarks.iter().map(|(p, _)| p.code).collect();
    assert_eq!(codes, [&reading::CALCULATED]);

    let saved = FORMATS.map(|extension| resaved(&filled, extension, folder.path()));
    let figures_saved = figures_of_all(&saved);
    assert_eq!(figures(&untouched.filing), figures_saved);
    let figures = figures_saved.join("\n");
    insta::assert_snapshot!("a_filled_form_reads_the_same_from_every_format", figures);
}

/// A fresh profile of LibreOffice whose module for macros is `tests/ci/fill.bas`.
fn profile_with_macro(folder: &Path) -> String {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    run(Command::new("soffice").args([&profile, "--headless", "--terminate_after_init"]));
    let code = fs::read_to_string(script("fill.bas")).unwrap();
    let code = code.replace('&', "&amp;").replace('<', "&lt;");
    let module = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{code}</script:module>"#
    );
    let path = folder.join("profile/user/basic/Standard/Module1.xba");
    fs::write(path, module).unwrap();
    profile
}

/// Runs a macro of `tests/ci/fill.bas` on the blank form of a folder.
fn run_macro(name: &str, folder: &Path, row: u32) {
    run(Command::new("soffice")
        .env("ZIPING_FOLDER", folder)
        .env("ZIPING_ROW", row.to_string())
        .arg(profile_with_macro(folder))
        .args(["--headless", &format!("macro:///Standard.Module1.{name}")]));
    let failed = fs::read_to_string(folder.join("failed.txt"));
    assert!(failed.is_err(), "{failed:?}");
}

/// Typed into the protected sheet in LibreOffice itself: what depends on a cell follows while typing.
#[test]
#[ignore = "needs LibreOffice"]
fn a_form_filled_in_by_libreoffice_reads_the_same() {
    let folder = tempfile::tempdir().unwrap();
    blank(folder.path());
    run_macro("Fill", folder.path(), 0);
    let filled = FORMATS.map(|extension| folder.path().join(format!("filled.{extension}")));
    let figures = figures_of_all(&filled).join("\n");
    insta::assert_snapshot!("a_filled_form_reads_the_same_from_every_format", figures);
}

/// A row inserted behind the last one is never left out of the total: without formulas there is none.
#[test]
#[ignore = "needs LibreOffice"]
fn a_row_inserted_at_the_end_counts() {
    let folder = tempfile::tempdir().unwrap();
    let book = open(&blank(folder.path()));
    let mut cells = book.sheets[0].cells().iter();
    let row = cells.find(|cell| cell.value.text() == "行数不够时，在本行上方插入");
    let row = row.unwrap().at.row;
    let mut cells = book.sheets[0].cells().iter();
    let mut column = |header: &str| cells.find(|c| c.value.text() == header).unwrap().at.col;
    let more = ["三级指标", "年度指标值", "实际完成值", "分值"].map(&mut column);
    let more = more.into_iter().zip(["补种株数", "20", "20", "5"]);
    let more = more.map(|(col, value)| (CellRef::new(row, col), value));
    let more: Vec<_> = more.collect();
    fs::write(folder.path().join("more.tsv"), list(&more)).unwrap();
    run_macro("Insert", folder.path(), row);
    let total = |name: &str| {
        let form = filing(&open(&folder.path().join(name)));
        assert_eq!(form.indicators.len(), ROWS.len() + 1, "{name}");
        let points = form
            .head
            .stated_points
            .map(|p| p.value.normalize().to_string());
        assert_eq!(points.as_deref(), Some("105"), "{name}");
        form.head.reported_total.map(|t| t.value.to_string())
    };
    assert_eq!(total("inserted.xlsx"), None);
    assert_eq!(total("filled-down.xlsx").as_deref(), Some("92.83"));
}

#[test]
#[ignore = "needs LibreOffice"]
fn help_and_locks_survive_libreoffice() {
    let folder = tempfile::tempdir().unwrap();
    let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let template = template.join(ziping::blank::file_name(
        Kind::Unit,
        ziping::model::Stage::SelfEvaluation,
    ));
    let blank = folder.path().join("blank.xlsx");
    fs::copy(template, &blank).unwrap();
    let path = resaved(&blank, "xlsx", folder.path());
    let sheet = part(&path, "xl/worksheets/sheet1.xml");
    for kept in [
        "<sheetProtection",
        "type=\"list\"",
        "type=\"decimal\"",
        "type=\"custom\"",
        "promptTitle=",
        "<conditionalFormatting",
        "paperSize=\"9\"",
        "orientation=\"landscape\"",
        "fitToWidth=\"1\"",
        "hidden=\"true\"",
        "<autoFilter",
    ] {
        assert!(sheet.contains(kept), "{kept}");
    }
    assert!(!sheet.contains("password="), "no password");
    assert!(part(&path, "xl/workbook.xml").contains("Print_Titles"));
    assert!(part(&path, "docProps/custom.xml").contains("ziping-form"));
    let styles = part(&path, "xl/styles.xml");
    assert!(styles.contains("locked=\"false\"") && styles.contains("locked=\"true\""));
}
