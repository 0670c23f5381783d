//! Points of the execution in a heading.

use rust_decimal::Decimal;

use super::super::super::labels::{FundColumn, bracketed, fold};
use super::super::figure::{Number, NumberReading, Suffix, text_reading};
use super::super::page::Page;
use super::MoneyReader;
use crate::model::{Figure, Located};

impl MoneyReader<'_, '_> {
    /// Points in a heading: of the block `预算执行情况（万元）（20分）`, otherwise of its column `得分（10分）`, otherwise of the section
    /// that begins above it.
    pub(super) fn heading_points(&self) -> Option<Figure> {
        let top = self.header.rows.start;
        let of_block = self
            .page
            .words(0..top.saturating_add(1))
            .iter()
            .find_map(|w| {
                let is_column = self.header.columns().iter().any(|c| c.cell == w.at);
                let heads = w.region.last.row >= top && !is_column;
                let points = heads.then(|| heading_points(w.text)).flatten()?;
                Some(Located::new(points, w.at, w.text))
            });
        of_block
            .or_else(|| {
                let roles = [FundColumn::Points, FundColumn::Score, FundColumn::Rate];
                let mut columns = roles.iter().filter_map(|role| self.header.column(*role));
                columns.find_map(|c| {
                    heading_points(&c.typed).map(|p| Located::new(p, c.cell, &*c.typed))
                })
            })
            .or_else(|| of_section(self.page, top))
    }
}

/// Points in the heading of a section: 一、预算执行（20分）.
pub(super) fn of_section(page: &Page<'_>, row: u32) -> Option<Figure> {
    let words = page.words(row.checked_sub(1)?..row);
    let (heading, more) = words.split_first()?;
    let own = more.is_empty() && (heading.key.contains("预算") || heading.key.contains("资金"));
    let points = own.then(|| heading_points(heading.text)).flatten()?;
    Some(Located::new(points, heading.at, heading.text))
}

/// Points in brackets: （20分）, （满分10）.
pub(super) fn heading_points(text: &str) -> Option<Decimal> {
    let folded = fold(text);
    bracketed(&folded)
        .into_iter()
        .map(|inner| inner.split(['*', '×']).next().unwrap_or(inner))
        .find_map(|inner| {
            let full = inner.strip_prefix("满分");
            let points = full.unwrap_or(inner).trim_start_matches([':', '为']);
            match text_reading(points) {
                NumberReading::Number(Number { value, suffix }) => match suffix {
                    Suffix::Points => Some(value),
                    Suffix::None => full.and(Some(value)),
                    Suffix::Percent | Suffix::Money(_) => None,
                },
                NumberReading::Blank | NumberReading::Unreadable => None,
            }
        })
}
