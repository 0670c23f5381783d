//! The money of a goal form without column headings: `年度资金总额： | 180`, and its parts below.

use std::ops::Range;

use super::super::super::labels::{FundRow, key};
use super::super::figure::{Number, NumberReading, Suffix, reading};
use super::super::page::Page;
use super::MoneyBlock;
use super::row::{is_within, line_name};
use crate::model::{CellRef, Figure, Funding, FundingLine, Located};
use crate::workbook::Value;

/// The initial budget with its parts, and their rows.
pub(super) fn read(page: &Page<'_>, rows: Range<u32>) -> Option<(MoneyBlock, Range<u32>)> {
    let total = |row: &u32| {
        let (label, at, amount) = amount(page, *row)?;
        let is_total = page.labels.fund_rows.exact(&key(label)) == Some(FundRow::Total);
        is_total.then_some((*row, at, amount))
    };
    let (first, cell, initial) = rows.clone().find_map(|row| total(&row))?;
    let funding = Funding {
        cell,
        initial: Some(initial),
        ..Funding::default()
    };
    let mut parts = Vec::new();
    let mut last = first;
    for row in first.saturating_add(1)..rows.end {
        let Some((label, at, amount)) = amount(page, row) else {
            break;
        };
        parts.push(FundingLine {
            label: line_name(label),
            within: is_within(label),
            cell: at,
            initial: Some(amount),
            change: None,
            adjusted: None,
            executed: None,
            rate: None,
        });
        last = row;
    }
    Some((MoneyBlock { funding, parts }, first..last.saturating_add(1)))
}

/// The last text of a row and the amount behind it.
fn amount<'g>(page: &Page<'g>, row: u32) -> Option<(&'g str, CellRef, Figure)> {
    let cells = page.sheet.row(row);
    let (at, label) = cells.iter().rev().find_map(|cell| match &cell.value {
        Value::Text(text) if matches!(reading(&cell.value), NumberReading::Unreadable) => {
            Some((cell.at, text.trim()))
        }
        _ => None,
    })?;
    let cell = page.right_of(row, at.col)?;
    match reading(&cell.value) {
        NumberReading::Number(Number {
            value,
            suffix: Suffix::None,
        }) => Some((label, at, Located::new(value, cell.at, cell.value.text()))),
        _ => None,
    }
}
