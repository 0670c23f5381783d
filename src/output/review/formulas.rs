//! The formulas of the paper; their results equal [`crate::rules::Deduction::leaves`] for the same deduction.

use super::{LIST, column};
use crate::base::lang::Lang;
use crate::model::column_letters;
use crate::review::Column;
use crate::rules::RuleSet;

/// The cell of a column in a row, counted from 0.
fn cell(of: Column, row: u32) -> String {
    format!("{}{}", column_letters(usize::from(column(of))), row + 1)
}

/// The cells of a column from one row to another.
fn cells(of: Column, (first, last): (u32, u32)) -> String {
    format!("{}:{}", cell(of, first), cell(of, last))
}

/// The deductions, from their names to the column `last`.
pub(super) fn list(last: char, rules: &RuleSet, lang: Lang) -> String {
    let sheet = LIST.get(lang);
    format!("'{sheet}'!$A$2:${last}${}", rules.deductions.len() + 1)
}

/// The lesser of the filed score and what the deduction leaves of the points; blank where it states none.
pub(super) fn reviewed(row: u32, rules: &RuleSet, lang: Lang) -> String {
    let [points, reported, deduction] =
        [Column::Points, Column::Reported, Column::Deduction].map(|of| cell(of, row));
    let share = format!("VLOOKUP({deduction},{},2,FALSE)", list('B', rules, lang));
    format!(
        "IF({deduction}=\"\",\"\",IF(ISNUMBER({share}),ROUND(MIN({reported},{points}*(1-{share})),2),\"\"))"
    )
}

/// The reduction from the filed score, as a share of it.
pub(super) fn deviation(row: u32) -> String {
    let [reported, reviewed] = [Column::Reported, Column::Reviewed].map(|of| cell(of, row));
    format!(
        "IF(AND(ISNUMBER({reported}),ISNUMBER({reviewed})),IF({reported}=0,\"\",ROUND(({reported}-{reviewed})/{reported},4)),\"\")"
    )
}

/// The sum of a column over the rows of the form.
pub(super) fn sum(of: Column, rows: (u32, u32)) -> String {
    format!("SUM({})", cells(of, rows))
}

/// The reviewed total; blank while a row with points has no reviewed score.
pub(super) fn reviewed_total(rows: (u32, u32)) -> String {
    let [scores, due] = [Column::Reviewed, Column::Points].map(|of| cells(of, rows));
    let sum = sum(Column::Reviewed, rows);
    format!("IF(COUNT({scores})<COUNT({due}),\"\",{sum})")
}
