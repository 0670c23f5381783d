//! 单位页: one page a unit, behind the other sheets or, for many units, in workbooks by group.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::fixture;
use calamine::{Reader, Xlsx, open_workbook};
use ziping::base::lang::Lang;
use ziping::output::{Options, Target, UnitPages, XLSX, unit_folder, write};
use ziping::report::{Book, UnitPage, Value};
use ziping::run::Assessment;

fn with_pages() -> Options {
    Options {
        unit_pages: UnitPages::Written,
        ..Options::default()
    }
}

fn written(assessment: &Assessment, folder: &Path) -> Vec<String> {
    let path = folder.join("汇总.xlsx");
    let target = Target {
        path: path.clone(),
        format: &XLSX,
    };
    write(&assessment.clone().into(), &[target], with_pages()).unwrap();
    names(&path)
}

fn names(path: &Path) -> Vec<String> {
    let workbook: Xlsx<_> = open_workbook(path).unwrap();
    workbook.sheet_names()
}

fn text(page: &UnitPage) -> String {
    let mut text = format!("{} | {}\n", page.name, page.title);
    for row in &page.rows {
        let cells = row.iter().map(|cell| match &cell.value {
            Value::Formula(formula, result) => {
                format!("{} → {}", formula.text, result.number().unwrap())
            }
            Value::Number(figure) => figure.to_string(),
            Value::Count(count) => count.to_string(),
            Value::Text(words) => words.to_string(),
            Value::Link(words, anchor) => format!("{words} → {}!{}", anchor.sheet, anchor.row + 1),
            other => format!("{other:?}").replace("Blank", ""),
        });
        text.push_str(cells.collect::<Vec<_>>().join(" | ").trim_end_matches(" |"));
        text.push('\n');
    }
    text
}

#[test]
fn a_page_holds_the_form_in_its_order() {
    let assessment = fixture::district();
    let book = Book::new(&assessment, Lang::Zh).with_unit_pages();
    insta::assert_snapshot!(text(&book.unit_pages().nth(4).unwrap()));
}

#[test]
fn every_unit_has_a_page_behind_the_sheets() {
    let assessment = fixture::district();
    let folder = tempfile::tempdir().unwrap();
    let names = written(&assessment, folder.path());
    let book = Book::new(&assessment, Lang::Zh);
    let sheets: Vec<_> = book.sheets().iter().map(|s| s.name()).collect();
    assert_eq!(names[..sheets.len()], sheets);
    let pages: Vec<_> = assessment
        .forms
        .iter()
        .take(15)
        .map(|f| f.unit_name())
        .collect();
    assert_eq!(names.len(), sheets.len() + pages.len());
    assert_eq!(names[sheets.len()], pages[0]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn the_ranking_leads_to_the_pages_and_they_lead_back() {
    let assessment = fixture::district();
    let book = Book::new(&assessment, Lang::Zh).with_unit_pages();
    let pages: Vec<_> = book.unit_pages().collect();
    let names: BTreeSet<_> = pages.iter().map(|p| p.name.clone()).collect();
    let sheets = book.sheets();
    let ranking = sheets.iter().find(|s| s.name() == "排名").unwrap();
    let links = |cells: Vec<Value>| -> Vec<(String, String)> {
        let link = |cell| match cell {
            Value::Link(words, anchor) => Some((words.to_string(), anchor.sheet)),
            _ => None,
        };
        cells.into_iter().filter_map(link).collect()
    };
    let units: Vec<_> = ranking.rows().flat_map(|row| links(row.cells)).collect();
    assert_eq!(units.len(), 14);
    assert!(
        units
            .iter()
            .all(|(unit, page)| names.contains(page) && page == unit)
    );
    for page in &pages[..14] {
        let cells = page.rows.iter().flatten().map(|c| c.value.clone());
        let back = links(cells.collect());
        let sheets: Vec<_> = back.iter().map(|(_, sheet)| sheet.as_str()).collect();
        assert_eq!(sheets, ["排名", "指标明细"], "{}", page.name);
    }
}

#[test]
fn many_units_are_written_by_group_beside_the_workbook() {
    let assessment = fixture::province(460);
    let folder = tempfile::tempdir().unwrap();
    let main = written(&assessment, folder.path());
    let beside = folder.path().join("汇总-单位页");
    let path = folder.path().join("汇总.xlsx");
    assert_eq!(
        unit_folder(&assessment, &path, with_pages()),
        Some(beside.clone())
    );
    let files: Vec<_> = fs::read_dir(&beside)
        .unwrap()
        .map(|f| f.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "xlsx"))
        .collect();
    let pages: Vec<_> = files.iter().map(|file| names(file)).collect();
    let among = main
        .iter()
        .find(|name| pages.iter().flatten().any(|page| page == *name));
    assert_eq!(among, None, "{main:?}");
    let counts: Vec<_> = pages.iter().map(Vec::len).collect();
    assert!(counts.iter().all(|count| *count <= 200), "{counts:?}");
    let units = assessment.of_kind(ziping::model::Kind::Unit).count();
    assert_eq!(counts.iter().sum::<usize>(), units);
    let mut workbook: Xlsx<_> = open_workbook(&path).unwrap();
    let run = workbook.worksheet_range("运行信息").unwrap();
    let said = run
        .rows()
        .any(|row| row[1].to_string().contains("“汇总-单位页”"));
    assert!(said);
}

#[test]
fn without_the_option_there_are_none() {
    let assessment = fixture::district();
    let book = Book::new(&assessment, Lang::Zh);
    assert_eq!(book.unit_pages().count(), 0);
    let path = Path::new("汇总.xlsx");
    assert_eq!(unit_folder(&assessment, path, Options::default()), None);
}
