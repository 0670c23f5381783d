//! Remarks on the columns and rows of an indicator table: guessed, duplicate, unnamed and unread ones.

use super::super::below;
use super::super::cover::one_line;
use super::super::figure::{NumberReading, reading};
use super::super::header::HeaderColumn;
use super::super::page::Span;
use super::row::TableRow;
use super::{FIGURES, NEAR, TableRows, field_of};
use crate::finding::heading::guessed;
use crate::finding::layout::{self, COLUMN_OTHER_YEAR, COLUMN_UNNAMED, ROWS_UNREAD};
use crate::finding::reading::COLUMN_UNREAD;
use crate::form::labels::{IndicatorColumn, key};
use crate::model::CellRef;
use crate::workbook::{Cell, Value};

impl TableRows<'_, '_> {
    pub(super) fn remark_guesses(&self) {
        for column in self.header.columns().iter().filter(|c| c.guessed) {
            if let Some(taken) = field_of(column.role) {
                let problem = guessed(one_line(&column.typed), taken);
                self.remarks.add(problem, column.cell);
            }
        }
    }

    /// Reports columns of another year, where that of the form's year is missing.
    pub(super) fn remark_other_years(&self) {
        // 上年完成情况 beside 实际完成值 is the result of the year before.
        let reached = self.header.has(IndicatorColumn::Actual);
        let lacking = self.header.lacking();
        for column in lacking.filter(|c| !reached || c.role != IndicatorColumn::Completion) {
            let typed = one_line(&column.typed);
            self.remarks
                .add(layout::column(&COLUMN_OTHER_YEAR, typed), column.cell);
        }
    }

    /// Reports two columns of one field with different figures.
    pub(super) fn remark_twice(&self, stop: u32) {
        for (taken, other) in self.header.twice() {
            let own = !self.header.is_apart(self.page, other.span)
                && !self.header.is_of_another_year(self.page, other.span);
            if own && FIGURES.contains(&other.role) && self.differ(taken, other, stop) {
                let problem = layout::column_twice(one_line(&other.typed), taken.cell);
                self.remarks.add(problem, other.cell);
            }
        }
    }

    /// Whether two columns have different figures, or one of two with the same heading is blank.
    fn differ(
        &self,
        taken: &HeaderColumn<IndicatorColumn>,
        other: &HeaderColumn<IndicatorColumn>,
        stop: u32,
    ) -> bool {
        let alike = key(&taken.typed) == key(&other.typed);
        let rows = self.header.rows.end..stop;
        let text = |row, span: &Span| {
            let cell = self.page.under(row, span).filter(|c| c.at.row == row)?;
            let stands = reading(&cell.value) != NumberReading::Blank;
            stands.then(|| cell.value.text())
        };
        let closed = |row: &u32| self.closes(*row).is_none();
        let rows = rows.take_while(closed);
        let values: Vec<_> = rows
            .map(|row| (text(row, &taken.span), text(row, &other.span)))
            .collect();
        let blank = values.iter().all(|(taken, _)| taken.is_none());
        let empty = values.iter().all(|(_, other)| other.is_none());
        values.iter().any(|(taken, other)| match (taken, other) {
            (Some(taken), Some(other)) => taken != other,
            (taken, None) => alike && empty && taken.is_some(),
            (None, other) => alike && blank && other.is_some(),
        })
    }

    /// Reports columns among the figures that are filled under a blank heading.
    pub(super) fn remark_unnamed(&self, stop: u32) {
        let rows = self.header.rows.end..stop.min(self.header.rows.end.saturating_add(NEAR));
        let columns = self.header.columns().iter();
        let first = columns.map(|column| column.span.first).min();
        let first = first.unwrap_or(self.first_figure);
        for col in self.header.unnamed(self.page, first) {
            let span = Span {
                first: col,
                last: col,
            };
            let own = |row: u32| {
                let cell = self.page.under(row, &span)?;
                let stands = reading(&cell.value) != NumberReading::Blank;
                (stands && cell.at == CellRef::new(row, col)).then_some(cell)
            };
            if let Some(cell) = rows.clone().find_map(own) {
                let at = CellRef::new(self.header.rows.start, col);
                let found = one_line(&cell.value.text());
                self.remarks.add(layout::column(&COLUMN_UNNAMED, found), at);
            }
        }
        self.remark_behind(stop);
    }

    /// Reports figures behind the last column without a heading of their own.
    fn remark_behind(&self, stop: u32) {
        let Some(col) = self.header.behind(self.page) else {
            return;
        };
        let at = |row| self.page.sheet.at(CellRef::new(row, col));
        let rows = self.header.rows.end..stop.min(self.header.rows.end.saturating_add(NEAR));
        let mut figures = rows
            .filter_map(at)
            .filter(|cell| below::is_figure(&cell.value));
        let (Some(first), Some(_)) = (figures.next(), figures.next()) else {
            return;
        };
        let worded =
            |cell: &Cell| matches!(cell.value, Value::Text(_)) && !below::is_figure(&cell.value);
        if !(0..stop).filter_map(at).any(worded) {
            let found = one_line(&first.value.text());
            let problem = layout::column_case(&COLUMN_UNNAMED, "behind", found);
            let at = CellRef::new(self.header.rows.start, col);
            self.remarks.add(problem, at);
        }
    }

    /// Reports rows below the total that look like indicators, which do not count.
    pub(super) fn remark_below(&self, total: u32, stop: u32) {
        let first = total.saturating_add(1);
        for number in first..stop.min(first.saturating_add(NEAR)) {
            if self.heads(number) {
                return;
            }
            let row = TableRow::new(self, number);
            let entry = self.is_entry(number)
                || number == first && self.closes(number).is_none() && row.has_value();
            if let Some(name) = row.name_cell().filter(|_| entry) {
                let found = one_line(&name.value.text());
                self.remarks
                    .add(layout::column(&ROWS_UNREAD, found), name.at);
            }
        }
    }

    /// Reports unknown headings behind the names with content below them, also one next to 二级指标 where that is used for
    /// the names.
    pub(super) fn remark_unread(&self, stop: u32) {
        use IndicatorColumn as C;
        let labels = &self.page.labels.indicator_columns;
        let named = self.header.has(C::Level3) || self.header.has(C::Name);
        let second = self.header.span(C::Level2).filter(|_| !named);
        let next = second.map(|span| span.last.saturating_add(1));
        let below = self.header.rows.end;
        let rows = below..stop.min(below.saturating_add(NEAR));
        for word in self.page.words(self.header.rows.clone()) {
            let span = Span::of(word.region);
            let known = labels.find(&word.key).is_some() || self.header.covers(span, word.at.row);
            let filled = |row| self.page.under(row, &span).is_some_and(|c| c.at.row == row);
            let own = (span.first >= self.first_figure || Some(span.first) == next) && !known;
            if own && rows.clone().any(filled) && !self.header.is_apart(self.page, span) {
                let found = one_line(word.text);
                self.remarks
                    .add(layout::column(&COLUMN_UNREAD, found), word.at);
            }
        }
    }

    /// Reports columns for words, such as 备注, with figures only: they may be those of another field.
    pub(super) fn remark_misnamed(&self, stop: u32) {
        use IndicatorColumn as C;
        let columns = [C::Reason, C::Measures, C::Other].into_iter();
        let worded = columns.flat_map(|role| self.header.all(role));
        for column in worded.filter(|c| c.asks_for_words()) {
            let rows = (self.header.rows.end..stop).take_while(|row| self.closes(*row).is_none());
            let cells = rows.filter_map(|row| {
                self.page
                    .under(row, &column.span)
                    .filter(|c| c.at.row == row)
            });
            let mut filled = cells.filter(|cell| reading(&cell.value) != NumberReading::Blank);
            let mut figure = || filled.next().map(|cell| below::is_figure(&cell.value));
            let two = figure() == Some(true) && figure() == Some(true);
            if two && filled.all(|cell| below::is_figure(&cell.value)) {
                let found = one_line(&column.typed);
                self.remarks.add(
                    layout::column_case(&COLUMN_UNREAD, "words", found),
                    column.cell,
                );
            }
        }
    }
}
