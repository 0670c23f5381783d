//! Rule workbooks: every rule set survives the way there and back, every fault is told with its cell.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rust_xlsxwriter::Workbook;
use tempfile::TempDir;
use ziping::base::lang::Lang;
use ziping::form::labels::Labels;
use ziping::intake::Error;
use ziping::intake::WorkerPool;
use ziping::model::Fault;
use ziping::output::rulebook::bytes;
use ziping::rulebook::{CellValue, Content, Page, RuleWorkbook, load, pages};
use ziping::rules::RuleSet;

fn pool() -> WorkerPool {
    WorkerPool::new(PathBuf::from(env!("CARGO_BIN_EXE_ziping")), 1).unwrap()
}

fn laid_out(rules: &RuleSet, lang: Lang) -> Vec<Page<'static>> {
    let labels = Labels::listed(None).unwrap();
    let content = Content {
        rules,
        labels: &labels,
        roster: None,
        lang,
    };
    pages(content).unwrap()
}

fn saved(pages: &[Page], folder: &Path) -> PathBuf {
    let path = folder.join("规则.xlsx");
    fs::write(&path, bytes(pages, Lang::Zh).unwrap()).unwrap();
    path
}

fn read(path: &Path) -> RuleWorkbook {
    load(path, &pool()).unwrap_or_else(|e| panic!("{e:?}"))
}

/// Every rule set of the program, and one that uses whatever those leave out.
fn rule_sets() -> Vec<RuleSet> {
    let mut sets: Vec<_> = RuleSet::embedded_names()
        .iter()
        .map(|name| RuleSet::load(Some(name)).unwrap())
        .collect();
    sets.push(RuleSet::load(Some("tests/rulebook/everything.toml")).unwrap());
    sets
}

/// The same rules, whatever file they came from.
fn same(mut rules: RuleSet, as_filed: &RuleSet) {
    rules.stamp.sha256.clone_from(&as_filed.stamp.sha256);
    rules.stamp.source.clone_from(&as_filed.stamp.source);
    rules.stamp.workbook = None;
    assert_eq!(rules, *as_filed);
}

#[test]
fn rules_survive_the_workbook_in_both_languages() {
    for rules in rule_sets() {
        for lang in [Lang::Zh, Lang::En] {
            let folder = TempDir::new().unwrap();
            let loaded = read(&saved(&laid_out(&rules, lang), folder.path()));
            same(loaded.rules, &rules);
            assert!(loaded.roster.is_none());
            let labels = loaded.labels.unwrap();
            let shipped = Labels::load(None).unwrap();
            for key in ["全年预算数", "执行数", "年初"] {
                assert_eq!(
                    labels.fund_columns.find(key),
                    shipped.fund_columns.find(key)
                );
            }
        }
    }
}

#[test]
fn the_hash_is_that_of_the_content() {
    let rules = RuleSet::load(None).unwrap();
    let folder = TempDir::new().unwrap();
    let mut hashes = Vec::new();
    for lang in [Lang::Zh, Lang::En] {
        let loaded = read(&saved(&laid_out(&rules, lang), folder.path()));
        hashes.push(loaded.rules.stamp.sha256);
    }
    assert_eq!(hashes[0], hashes[1]);
    let mut pages = laid_out(&rules, Lang::Zh);
    *cell(&mut pages, "等级", "C3") = Some(CellValue::Number(91.into()));
    let changed = read(&saved(&pages, folder.path())).rules;
    assert_eq!(changed.grades[0].from, 91.into());
    assert_ne!(changed.stamp.sha256, hashes[0]);
}

/// The cell `C3` of a page; data begin in row 3.
fn cell<'p>(pages: &'p mut [Page], sheet: &str, at: &str) -> &'p mut Option<CellValue> {
    let page = pages.iter_mut().find(|p| p.name == sheet).unwrap();
    let col = usize::from(at.as_bytes()[0] - b'A');
    let row: usize = at[1..].parse().unwrap();
    if page.rows.len() + 2 < row {
        let blank = page.rows[0].clone().into_iter().map(|mut cell| {
            cell.value = None;
            cell
        });
        let blank: Vec<_> = blank.collect();
        page.rows.resize(row - 2, blank);
    }
    &mut page.rows[row - 3][col].value
}

fn faults(path: &Path) -> Vec<Fault> {
    match load(path, &pool()) {
        Err(Error::Cells(faults)) => faults,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("no fault"),
    }
}

const NOTHING: Option<&str> = None;

/// Sheet and cell that is changed, its new content, the cell and a part of what is said.
type Broken = (
    &'static str,
    &'static str,
    Option<&'static str>,
    &'static str,
    &'static str,
);

const BROKEN: &[Broken] = &[
    ("基本", "B3", Some("规则A"), "基本!B3", "小写字母"),
    ("基本", "B4", NOTHING, "基本!B4", "不能为空"),
    ("基本", "B6", Some("二〇二三"), "基本!B6", "整数"),
    ("基本", "B7", NOTHING, "基本!B7", "依据文件"),
    ("基本", "B8", Some("很多"), "基本!B8", "不是数字"),
    ("基本", "B10", NOTHING, "基本!B9", "要么都填"),
    ("基本", "B11", Some("2.5"), "基本!B11", "整数"),
    ("基本", "B12", Some("进一"), "基本!B12", "四舍六入五成双"),
    ("基本", "B13", NOTHING, "基本!B13", "没有填写"),
    ("基本", "B19", Some("50%"), "基本!B19", "1 到 10"),
    (
        "基本",
        "A12",
        Some("得分方式"),
        "基本!A12",
        "不认识“得分方式”",
    ),
    (
        "基本",
        "A12",
        Some("得分方式"),
        "基本",
        "缺少“得分舍入方式”",
    ),
    ("基本", "A14", Some("满分"), "基本!A14", "不认识“满分”"),
    ("基本", "B3", Some("5"), "基本!B3", "至少有一个字母"),
    ("基本", "B20", Some("完成"), "基本!B20", "完成情况"),
    ("权重", "B3", Some("0"), "权重!B3", "10 到 1000"),
    ("权重", "B3", Some("5000"), "权重!B3", "10 到 1000"),
    ("权重", "B5", Some("0.2"), "权重!B5", "不是比例"),
    ("权重", "B4", Some("10%"), "权重!B4", "不是百分数"),
    ("权重", "B4", Some("101"), "权重!B4", "0 到 100"),
    ("权重", "B4", Some("100"), "权重!B4", "给指标留下分值"),
    ("基本", "B8", Some("485"), "基本!B8", "1000000"),
    ("基本", "B9", Some("0"), "基本!B9", "2 到 10"),
    ("基本", "B17", Some("发生"), "基本!B17", "相互抵消"),
    ("基本", "B19", Some("100%"), "基本!B19", "须大于 1"),
    ("基本", "B20", Some("无"), "基本!B20", "太短"),
    ("等级", "A4", Some("优"), "等级!A4", "重复"),
    ("等级", "C4", Some("95"), "等级!C4", "递减"),
    ("等级", "C6", Some("1"), "等级!C6", "应为 0"),
    ("定性分档", "A4", Some("70"), "定性分档!A4", "首尾相接"),
    ("定性分档", "C4", Some("未达成"), "定性分档!C5", "两档"),
    ("超额扣分", "A3", Some("1.5"), "超额扣分!B3", "不是数字"),
    (
        "评分方法",
        "F3",
        Some("定性"),
        "评分方法!F3",
        "预算执行只能用",
    ),
    ("评分方法", "B3", Some("甲"), "评分方法!B3", "不带条件"),
    (
        "评分方法",
        "F4",
        Some("估分"),
        "评分方法!F4",
        "不认识“估分”",
    ),
    ("评分方法", "I4", Some("0.6"), "评分方法!I4", "不用这一项"),
    (
        "评分方法",
        "A4",
        Some("预算执行率"),
        "评分方法!A4",
        "只能有一行",
    ),
    ("评分方法", "D4", Some("约"), "评分方法!D4", "不认识“约”"),
    (
        "评分方法",
        "F4",
        Some("及格线比例"),
        "评分方法!I4",
        "不是数字",
    ),
    (
        "评分方法",
        "F4",
        Some("分档"),
        "评分方法!K4",
        "至少要有一档",
    ),
    (
        "严重程度",
        "D3",
        Some("要紧"),
        "严重程度!D3",
        "提示、警告、错误",
    ),
    ("标签", "C4", Some("单位名称"), "标签!C3", "claimed twice"),
    ("标签", "B3", Some("nonsense"), "标签!B3", "nonsense"),
    ("名单", "A3", Some("301"), "名单!B3", "没有单位名称"),
];

#[test]
fn every_fault_is_told_with_its_cell() {
    let rules = RuleSet::load(None).unwrap();
    let pool = pool();
    for (sheet, at, typed, place, part) in BROKEN {
        let mut pages = laid_out(&rules, Lang::Zh);
        if *sheet == "超额扣分" || *sheet == "名单" {
            let page = pages.iter_mut().find(|p| p.name == *sheet).unwrap();
            let blank = ziping::rulebook::Cell {
                value: None,
                form: None,
            };
            page.rows.push(vec![blank; page.columns.len()]);
        }
        *cell(&mut pages, sheet, at) = typed.map(|t| CellValue::Words(t.to_owned()));
        let folder = TempDir::new().unwrap();
        let Err(Error::Cells(faults)) = load(&saved(&pages, folder.path()), &pool) else {
            panic!("{sheet}!{at}: no fault");
        };
        let wanted = format!("规则.xlsx → {place}");
        let told = faults
            .iter()
            .any(|f| f.place.to_string() == wanted && f.message.zh.contains(part));
        assert!(told, "{sheet}!{at} {typed:?}: {faults:#?}");
    }
}

#[test]
fn all_faults_are_told_at_once_and_each_once() {
    let rules = RuleSet::load(None).unwrap();
    let mut pages = laid_out(&rules, Lang::Zh);
    for (sheet, at, typed) in [
        ("基本", "B12", "进一"),
        ("等级", "C4", "约八十"),
        ("评分方法", "F4", "估分"),
        ("严重程度", "D5", "要紧"),
        ("标签", "C4", "单位名称"),
    ] {
        *cell(&mut pages, sheet, at) = Some(CellValue::Words(typed.to_owned()));
    }
    let folder = TempDir::new().unwrap();
    let faults = faults(&saved(&pages, folder.path()));
    let places: Vec<_> = faults.iter().map(|f| f.place.to_string()).collect();
    assert_eq!(places.len(), 5, "{faults:#?}");
    pages.retain(|page| page.name != "等级" && page.name != "权重");
    let faults = self::faults(&saved(&pages, folder.path()));
    let said: Vec<_> = faults.iter().map(|f| f.message.zh.as_str()).collect();
    for sheet in ["等级", "权重"] {
        assert!(
            said.iter()
                .any(|s| s.contains(&format!("缺少工作表“{sheet}”")))
        );
    }
}

#[test]
fn another_workbook_is_no_rule_workbook() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("规则.xlsx");
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write(0, 0, "别的表").unwrap();
    workbook.save(&path).unwrap();
    assert!(faults(&path).len() >= 7);
}

/// What the sheet 运行信息 says about the labels of a run with these options.
fn labels_of_a_run(options: &[&str]) -> String {
    let folder = TempDir::new().unwrap();
    let out = folder.path().to_str().unwrap();
    let book = folder.path().join("汇总.xlsx");
    let form = "examples/2022/事业单位/示例区图书馆";
    let done = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["score", form, "--quiet", "--csv", out, "-o"])
        .arg(book)
        .args(options)
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let facts = fs::read_to_string(folder.path().join("运行信息.csv")).unwrap();
    let line = facts.lines().find(|line| line.starts_with("标签文件"));
    line.unwrap().split(',').nth(1).unwrap().to_owned()
}

#[test]
fn a_run_names_the_labels_it_went_by() {
    let folder = TempDir::new().unwrap();
    let mut pages = laid_out(&RuleSet::load(None).unwrap(), Lang::Zh);
    let book = saved(&pages, folder.path());
    let rules = ["--rules", book.to_str().unwrap()];
    let own = "templates/labels.toml";
    assert_eq!(labels_of_a_run(&[]), "labels.toml（程序自带）");
    assert_eq!(labels_of_a_run(&["--labels", own]), "labels.toml");
    assert_eq!(labels_of_a_run(&rules), "规则.xlsx（工作表“标签”）");
    let named = [&rules[..], &["--labels", own]].concat();
    assert_eq!(labels_of_a_run(&named), "labels.toml");
    pages.retain(|page| page.name != "标签");
    saved(&pages, folder.path());
    assert_eq!(labels_of_a_run(&rules), "labels.toml（程序自带）");
}

/// What officials do: open the workbook in another program and save it.
#[test]
#[ignore = "needs LibreOffice"]
fn rules_survive_another_program() {
    for rules in rule_sets() {
        for ending in ["xlsx", "ods"] {
            let folder = TempDir::new().unwrap();
            let path = saved(&laid_out(&rules, Lang::Zh), folder.path());
            let before = read(&path).rules.stamp.sha256;
            let out = folder.path().join("out");
            crate::office::saved(&[&path], ending, folder.path(), &out);
            let again = read(&out.join("规则").with_extension(ending));
            assert_eq!(again.rules.stamp.sha256, before, "{ending}");
            same(again.rules, &rules);
        }
    }
}
