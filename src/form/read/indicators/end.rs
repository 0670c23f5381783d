//! The end of the indicator table, and notes and partial sums within it.

use super::super::figure::{NumberReading, reading};
use super::super::page::Word;
use super::row::TableRow;
use super::{TableRows, is_filler};
use crate::form::labels::{Closing, IndicatorColumn, label_key};

impl TableRows<'_, '_> {
    /// What ends the table in a row that begins with 总分, 评价结论, 注： …, or has the label of the total in its first cells.
    pub(super) fn closes(&self, row: u32) -> Option<Closing> {
        let words = self.page.words(row..row.saturating_add(1));
        words.iter().enumerate().find_map(|(index, word)| {
            let closing = self.closing(word);
            let leads = index == 0 && word.at.col < self.first_figure;
            closing.filter(|closing| match closing {
                Closing::Total => !self.names_indicator(word),
                Closing::End | Closing::Grade => leads,
                Closing::Subtotal => false,
            })
        })
    }

    /// Whether indicators follow a note within the table: the next row that is neither blank nor another note is one,
    /// or has at least a name, with the total of the table below it.
    pub(super) fn goes_on(&self, note: u32, stop: u32) -> bool {
        let rows = note.saturating_add(1)..stop;
        let ends = |row: u32| matches!(self.closes(row), Some(Closing::End | Closing::Grade));
        let mut others = rows.filter(|row| !self.page.sheet.row(*row).is_empty() && !ends(*row));
        let Some(row) = others.next() else {
            return false;
        };
        let mut below = others.take_while(|row| !self.heads(*row));
        let mut total = || below.any(|row| self.closes(row) == Some(Closing::Total));
        let entry = TableRow::new(self, row);
        self.may_list(row) && (entry.is_whole() || entry.name().is_some() && total())
    }

    /// Whether a row neither has headings nor ends the table.
    fn may_list(&self, row: u32) -> bool {
        !self.heads(row) && self.closes(row).is_none()
    }

    /// Whether a row has the headings of a table.
    pub(super) fn heads(&self, row: u32) -> bool {
        let (columns, funds) = self.page.named_columns(row);
        columns.max(funds) >= 2
    }

    /// Whether a total is the sum of the rows above it only: indicators follow, and below them a larger total.
    pub(super) fn sums_part(&self, total: u32, stop: u32) -> bool {
        let sum = |row: u32| {
            let cell = self
                .page
                .under(row, &self.header.span(IndicatorColumn::Score)?)?;
            match reading(&cell.value) {
                NumberReading::Number(number) => Some(number.value),
                NumberReading::Blank | NumberReading::Unreadable => None,
            }
        };
        let rows = total.saturating_add(1)..stop;
        let last = rows
            .clone()
            .find(|row| self.closes(*row) == Some(Closing::Total));
        let larger = last.filter(|last| sum(total).is_some_and(|part| sum(*last) > Some(part)));
        larger.is_some_and(|last| (rows.start..last).any(|row| self.is_entry(row)))
    }

    /// Whether a row is an indicator: with a name, a target or an actual value, and points or a score.
    pub(super) fn is_entry(&self, row: u32) -> bool {
        self.may_list(row) && TableRow::new(self, row).is_whole()
    }

    /// Whether 综合得分 is the name of an indicator: in the column of names behind other columns, with target and actual
    /// value of its own.
    fn names_indicator(&self, word: &Word<'_>) -> bool {
        use IndicatorColumn as C;
        let own = |role: C| {
            let span = self.header.span(role)?;
            let cell = self.page.under(word.at.row, &span)?;
            let filled = cell.at.row == word.at.row && span.contains(cell.at.col);
            filled.then(|| !is_filler(&cell.value.text()))
        };
        let named = self.header.span(C::Level3).is_some_and(|span| {
            span.first > 0 && span.contains(word.at.col) && word.region.last.col <= span.last
        });
        named && own(C::Target) == Some(true) && own(C::Actual) == Some(true)
    }

    /// Whether a row is the 小计 of a group, whose figures belong to no indicator.
    pub(super) fn is_subtotal(&self, row: u32) -> bool {
        self.page
            .words(row..row.saturating_add(1))
            .iter()
            .take_while(|w| w.at.col < self.first_figure)
            .any(|w| self.closing(w) == Some(Closing::Subtotal))
    }

    /// The closing row that a word begins, by its whole text or the text before a colon.
    fn closing(&self, word: &Word<'_>) -> Option<Closing> {
        let closing = &self.page.labels.closing;
        let of_group = ["小计", "指标合计", "指标得分合计"];
        let sums_group = of_group.iter().any(|sum| word.key.ends_with(sum));
        let labelled = || {
            let (label, _) = word.text.split_once([':', '：'])?;
            closing.exact(&label_key(label))
        };
        let exact = closing.exact(&word.key).or_else(labelled);
        exact.or_else(|| sums_group.then_some(Closing::Subtotal))
    }
}
