//! A money block with the amounts in rows and the sources in columns: 年初预算数 | 100 | 80 below 合计 | 财政拨款.

use super::super::labels::is_amount;
use super::figure::{NumberReading, reading};
use super::page::Page;

/// Whether the two rows below some headings are those of two amounts.
pub(super) fn is_headed(page: &Page<'_>, row: u32) -> bool {
    let below = row.saturating_add(1);
    (below..below.saturating_add(2)).all(|row| names_amount(page, row))
        && !page.words(row..below).iter().any(|word| {
            let role = page.labels.fund_columns.exact(&word.key);
            role.is_some_and(is_amount)
        })
}

/// Whether numbers follow the name of an amount.
fn names_amount(page: &Page<'_>, row: u32) -> bool {
    let words = page.words(row..row.saturating_add(1)).iter();
    let mut names = words.filter(|word| {
        let role = page.labels.fund_columns.exact(&word.key);
        role.is_some_and(is_amount)
    });
    let cells = page.sheet.row(row).iter();
    let numbers = cells.filter(|cell| matches!(reading(&cell.value), NumberReading::Number(_)));
    names.next().is_some() && names.next().is_none() && numbers.count() > 1
}
