//! What a reviewer sees when clicking a figure.

use std::path::Path;
use std::sync::Arc;

use crate::filings::d;
use crate::fixture;
use crate::staged;
use ziping::base::lang::Lang;
use ziping::compare::{Results, Series, Source, compare};
use ziping::form::labels::Labels;
use ziping::intake::TableFile;
use ziping::model::{Kind, Stage};
use ziping::report::{Book, Role, Scope, Tab, Value};
use ziping::roster::Roster;
use ziping::workbook::delimited;

/// Header and formula of every cell of a row that has one.
fn formulas(sheet: &Tab, role: Role) -> Vec<String> {
    let row = sheet.rows().find(|row| row.role == role).unwrap();
    let heads = sheet.heads();
    let cells = heads.iter().zip(&row.cells);
    let formulas = cells.filter_map(|(head, cell)| match cell {
        Value::Formula(formula, _) => Some(format!("{} = {}", head.title, formula.text)),
        _ => None,
    });
    formulas.collect()
}

#[test]
fn rows_and_totals_are_formulas() {
    let assessment = fixture::district();
    let book = Book::new(&assessment, Lang::Zh);
    let mut text = String::new();
    for sheet in book.sheets() {
        let roles = [Role::Item, Role::Total];
        let has = |role| sheet.rows().any(|row| row.role == role);
        for role in roles.into_iter().filter(|role| has(*role)) {
            for line in formulas(&sheet, role) {
                text.push_str(&format!("{} {role:?} {line}\n", sheet.name()));
            }
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn a_value_that_no_formula_gives_stands_alone() {
    let mut assessment = fixture::district();
    assessment.forms[0].evaluation.total = Some(d("77"));
    assessment.forms[0].evaluation.execution.rate = Some(d("0.5"));
    let book = Book::new(&assessment, Lang::Zh);
    let sheets = book.sheets();
    let ranking = sheets.iter().find(|s| s.name() == "排名").unwrap();
    let formulas = formulas(ranking, Role::Item).join("\n");
    assert!(!formulas.contains("复算总分 ="), "{formulas}");
    assert!(!formulas.contains("执行率 ="), "{formulas}");
    assert!(!formulas.contains("等级 ="), "{formulas}");
}

/// The district with its roster, against the same of the year before.
fn years() -> Series {
    let (mut before, mut now) = (fixture::district(), fixture::district());
    before.year = Some(2022);
    let table = TableFile {
        file: "名单.csv".into(),
        sha256: "".into(),
        workbook: delimited("名称\n区财政局\n区民政局\n".as_bytes(), "名单").unwrap(),
    };
    let roster = Roster::of(&table, &Labels::load(None).unwrap()).unwrap();
    now.roster = Some(Arc::new(roster));
    let past = vec![Results::take(before)];
    let comparison = compare(past, &Source::Forms(&now), &[]);
    Series {
        comparison,
        ..Series::from(now)
    }
}

/// A book of every kind: whole, compared, with projects alone, at mid-year.
fn books() -> Vec<(Series, Scope)> {
    let mut projects = fixture::district();
    projects
        .forms
        .retain(|form| form.filing.kind == Kind::Project);
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/monitoring");
    let midyear = staged::read(&[forms], Some(Stage::Midyear));
    vec![
        (fixture::district().into(), Scope::Whole),
        (projects.into(), Scope::Whole),
        (years(), Scope::Whole),
        (years(), Scope::Comparison),
        (midyear.into(), Scope::Whole),
    ]
}

#[test]
fn every_name_in_a_formula_is_a_column_of_its_sheet() {
    let mut sheets = std::collections::BTreeSet::new();
    for (series, scope) in books() {
        let book = Book::of(&series, scope, Lang::Zh);
        for sheet in book.sheets() {
            let made = sheet.rows().count() + sheet.charts().len();
            assert!(made > 0, "{}", sheet.name());
            sheets.insert(sheet.name());
        }
        assert_eq!(book.unknown_names(), [].into(), "{}", book.title());
    }
    assert_eq!(sheets.len(), 30, "{sheets:?}");
}
