//! What a reviewer sees when clicking a figure.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it is wrong"
)]

mod fixture;

use ziping::base::lang::Lang;
use ziping::report::{Book, Role, Sheet, Value};

/// Header and formula of every cell of a row that has one.
fn formulas(sheet: &Sheet, role: Role) -> Vec<String> {
    let row = sheet.rows().find(|row| row.role == role).unwrap();
    let heads = sheet.heads();
    let cells = heads.iter().zip(&row.cells);
    let formulas = cells.filter_map(|(head, cell)| match cell {
        Value::Formula(formula, _) => Some(format!("{} = {formula}", head.title)),
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
    assessment.forms[0].evaluation.total = Some(fixture::d("77"));
    assessment.forms[0].evaluation.execution.rate = Some(fixture::d("0.5"));
    let book = Book::new(&assessment, Lang::Zh);
    let sheets = book.sheets();
    let ranking = sheets.iter().find(|s| s.name() == "排名").unwrap();
    let formulas = formulas(ranking, Role::Item).join("\n");
    assert!(!formulas.contains("复算总分 ="), "{formulas}");
    assert!(!formulas.contains("执行率 ="), "{formulas}");
    assert!(!formulas.contains("等级 ="), "{formulas}");
}
