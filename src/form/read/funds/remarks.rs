//! Remarks on the columns of the money block.

use super::super::Remarks;
use super::super::cover::one_line;
use super::super::figure::{Number, NumberReading, reading};
use super::super::grouped::is_whole;
use super::super::header::HeaderColumn;
use super::super::page::{Page, Span, Word};
use super::super::segment::Segment;
use super::super::unused::SERIAL;
use super::MoneyReader;
use super::amounts::MONEY;
use super::row::MoneyRow;
use crate::finding::heading::guessed;
use crate::finding::layout::{self, COLUMN_OTHER_YEAR, COLUMN_UNNAMED, ROWS_UNREAD};
use crate::finding::reading::{AMOUNT_IN_LABEL, COLUMN_UNREAD, FIELD_MISSING, unplaced};
use crate::finding::{Fact, Field};
use crate::form::labels::{FundColumn, FundRow, Match};
use crate::model::{CellRef, Stage};
use crate::workbook::Cell;

/// Reports headings above the indicators, on a form without a money block, that are over or beside amounts.
pub(in super::super) fn remark_unread(page: &Page<'_>, segment: &Segment, remarks: &Remarks) {
    let number = |row, col| {
        let cell = page.sheet.at(CellRef::new(row, col));
        cell.is_some_and(|cell| matches!(reading(&cell.value), NumberReading::Number(_)))
    };
    let amount = |word: &Word<'_>| {
        let role = page.labels.fund_columns.find(&word.key).map(Match::role);
        role.is_some_and(|role| MONEY.contains(&role)) || word.key.ends_with("决算")
    };
    for word in page.words(segment.rows.start..segment.head_end()) {
        let last = word.region.last;
        let beside = number(word.at.row, last.col.saturating_add(1));
        let below = || number(last.row.saturating_add(1), word.at.col);
        if amount(word) && (beside || below()) {
            let found = one_line(word.text);
            remarks.add(layout::column(&COLUMN_UNREAD, found), word.at);
        }
    }
    remark_blank_goals(page, segment, remarks);
}

/// Reports that the total row is named above the indicators of a goal form, without an amount beside it.
fn remark_blank_goals(page: &Page<'_>, segment: &Segment, remarks: &Remarks) {
    let Some(table) = segment.tables.first().map(|header| header.rows.start) else {
        return;
    };
    let named = |word: &&Word<'_>| {
        let row = page.labels.fund_rows.exact(&word.key);
        row == Some(FundRow::Total)
    };
    let mut words = page.words(segment.rows.start..table).iter();
    let whole = words.find(named);
    if let Some(whole) = whole.filter(|_| page.stage_above(table) == Some(Stage::Goals)) {
        let blank = FIELD_MISSING.case("blank", [("field", Field::Initial.into())]);
        remarks.add(blank, whole.at);
    }
}

impl MoneyReader<'_, '_> {
    /// Reports everything doubtful about each column.
    pub(super) fn remark_columns(&self, end: u32) {
        self.remark_guesses();
        self.remark_divided();
        self.remark_other_years();
        self.remark_unread(end);
        self.remark_twice(end);
        self.remark_unnamed(end);
    }

    /// Drops a second total row with the same figures, and reports one with others.
    pub(super) fn remark_wholes(&self, total: &MoneyRow, rows: &mut Vec<MoneyRow>) {
        // 合计 of the income above 合计 of the spending: each is the sum of the rows above it.
        let part = |between: &MoneyRow, row: &MoneyRow| {
            let (first, last) = (
                row.cell.row.min(total.cell.row),
                row.cell.row.max(total.cell.row),
            );
            between.is_filled() && between.cell.row > first && between.cell.row < last
        };
        let apart =
            |row: &MoneyRow, rows: &[MoneyRow]| !rows.iter().any(|between| part(between, row));
        let once_more = rows
            .iter()
            .map(|row| row.repeats(total) && apart(row, rows));
        let mut once_more = once_more.collect::<Vec<_>>().into_iter();
        rows.retain(|_| once_more.next() != Some(true));
        // 合计 of 0 is not the sum of rows above it that have amounts.
        let nought = |row: &MoneyRow| {
            let whole = row.role == Some(Match::Exact(FundRow::Total));
            let summed = |between: &MoneyRow| part(between, row) && !between.is_nought();
            whole && row.is_nought() && !total.is_nought() && rows.iter().any(summed)
        };
        let twice = |row: &&MoneyRow| row.contradicts(total) && apart(row, rows) || nought(row);
        for row in rows.iter().filter(twice) {
            let problem = layout::row_twice(row.label.clone(), total.cell);
            self.remarks.add(problem, row.cell);
        }
    }

    /// Puts an amount inside the label of the total row into its only blank column, if the parts add up to it;
    /// otherwise reports that it was not read.
    pub(super) fn take_inline(&self, total: &mut MoneyRow, parts: &[MoneyRow]) {
        let columns = [
            (FundColumn::Adjusted, Field::Adjusted, &total.adjusted),
            (FundColumn::Executed, Field::Executed, &total.executed),
            (FundColumn::Initial, Field::Initial, &total.initial),
        ];
        let blank = columns
            .into_iter()
            .filter(|(role, _, figure)| self.header.has(*role) && figure.is_none());
        let open: Vec<Field> = blank.map(|(_, field, _)| field).collect();
        let taken = total.inline_column(&open, parts);
        let Some(inline) = total.inline.take().filter(|_| !open.is_empty()) else {
            return;
        };
        let typed = inline.typed.clone();
        let (slot, gap) = match taken {
            Some(Field::Initial) => (&mut total.initial, &mut total.gaps.initial),
            Some(Field::Executed) => (&mut total.executed, &mut total.gaps.executed),
            Some(_) => (&mut total.adjusted, &mut total.gaps.adjusted),
            None => {
                self.remarks.add(unplaced(typed), total.cell);
                return;
            }
        };
        (*slot, *gap) = (Some(inline), None);
        if let Some(taken) = taken {
            let facts = [("found", Fact::Text(typed)), ("taken", taken.into())];
            self.remarks.add(AMOUNT_IN_LABEL.with(facts), total.cell);
        }
    }

    fn remark_guesses(&self) {
        for column in self.header.columns().iter().filter(|c| c.guessed) {
            if let Some(taken) = field_of(column.role) {
                let problem = guessed(one_line(&column.typed), taken);
                self.remarks.add(problem, column.cell);
            }
        }
    }

    /// Reports columns of another year, where that of the form's year is missing.
    fn remark_other_years(&self) {
        for column in self.header.lacking() {
            let typed = one_line(&column.typed);
            self.remarks
                .add(layout::column(&COLUMN_OTHER_YEAR, typed), column.cell);
        }
    }

    /// The headings among the amounts that are unknown.
    pub(super) fn unread(&self) -> impl Iterator<Item = &Word<'_>> {
        let words = self.page.words(self.header.rows.clone()).iter();
        words.filter(move |word| {
            let span = Span::of(word.region);
            let known = || {
                self.page.labels.fund_columns.exact(&word.key).is_some()
                    || word.at.row > self.header.rows.start && is_whole(self.page, word)
                    || self.header.covers(span, word.at.row)
                    || self.header.gave_way(word.at)
            };
            word.key != SERIAL && !known()
        })
    }

    /// The number in a row under columns among the amounts; before them, only one behind the name of the row.
    pub(super) fn amount_under(&self, row: u32, span: Span) -> Option<(&Cell, Number)> {
        let spans = MONEY.iter().filter_map(|role| self.header.span(*role));
        let among = spans.map(|span| span.first).min()? <= span.first;
        let number = self.number_under(row, span);
        number.filter(|_| among || self.is_named(row, span.first))
    }

    /// Whether the name of a row is left of a column; for a row without words, whether its heading is.
    fn is_named(&self, row: u32, col: u32) -> bool {
        let left = |word: &Word<'_>| word.region.last.col < col;
        let beside = |word: &Word<'_>| word.region.last.row >= row && left(word);
        match self.page.words(row..row.saturating_add(1)).first() {
            Some(name) => left(name),
            None => self.page.words(self.header.rows.clone()).iter().any(beside),
        }
    }

    /// The number in a row under some columns.
    fn number_under(&self, row: u32, span: Span) -> Option<(&Cell, Number)> {
        let cell = self.page.under(row, &span).filter(|c| c.at.row == row)?;
        match reading(&cell.value) {
            NumberReading::Number(number) => Some((cell, number)),
            NumberReading::Blank | NumberReading::Unreadable => None,
        }
    }

    /// Reports unknown headings with numbers below them.
    fn remark_unread(&self, end: u32) {
        for word in self.unread() {
            let span = Span::of(word.region);
            let mut rows = self.header.rows.end..end;
            if rows.any(|row| self.amount_under(row, span).is_some()) {
                let found = one_line(word.text);
                self.remarks
                    .add(layout::column(&COLUMN_UNREAD, found), word.at);
            }
        }
        self.remark_misnamed(end);
    }

    /// Reports headings in a row below those of the block whose amounts were not read.
    pub(super) fn remark_parts(&self, row: u32) {
        for word in self.page.words(row..row.saturating_add(1)).iter().skip(1) {
            let found = one_line(word.text);
            let problem = layout::column(&COLUMN_UNREAD, found);
            self.remarks.add(problem, word.at);
        }
    }

    /// The name of the total below a row that repeats the heading of the block, with amounts that are not read.
    pub(super) fn repeated_whole(&self, row: u32) -> Option<&Word<'_>> {
        let below = row.saturating_add(1);
        let words = self.page.words(row..below);
        let columns = self.header.columns().iter();
        let mut amounts = columns.filter(|c| MONEY.contains(&c.role));
        let repeated = |c: &HeaderColumn<FundColumn>| words.iter().any(|w| *w.text == *c.typed);
        let whole = self.page.words(below..below.saturating_add(1)).iter();
        let mut whole = whole.filter(|word| is_whole(self.page, word));
        (words.len() > 2 && amounts.all(repeated) && self.has_amount(below))
            .then(|| whole.next())
            .flatten()
    }

    /// Reports that the amounts are on the form a second time and were not read.
    pub(super) fn remark_repeated(&self, row: u32) {
        if let Some(whole) = self.repeated_whole(row) {
            let found = one_line(whole.text);
            self.remarks
                .add(layout::column_case(&ROWS_UNREAD, "funds", found), whole.at);
        }
    }

    /// Reports columns for words, such as 备注, with amounts in them, if they precede other figures.
    fn remark_misnamed(&self, end: u32) {
        let figures = MONEY
            .into_iter()
            .chain([FundColumn::Rate, FundColumn::Points]);
        let last = figures
            .filter_map(|role| self.header.span(role))
            .map(|span| span.first)
            .max();
        let worded = self
            .header
            .all(FundColumn::Other)
            .filter(|c| c.asks_for_words());
        for column in worded.filter(|c| Some(c.span.first) < last) {
            let mut rows = self.header.rows.end..end;
            if rows.any(|row| self.amount_under(row, column.span).is_some()) {
                let found = one_line(&column.typed);
                self.remarks.add(
                    layout::column_case(&COLUMN_UNREAD, "words", found),
                    column.cell,
                );
            }
        }
    }

    /// Reports two columns of one field with different figures.
    fn remark_twice(&self, end: u32) {
        let number = |row, span: &Span| self.number_under(row, *span).map(|(_, number)| number);
        for (taken, other) in self.header.twice() {
            let differ = (self.header.rows.end..end).any(|row| {
                let both = number(row, &taken.span).zip(number(row, &other.span));
                both.is_some_and(|(taken, other)| taken != other)
            });
            let part = matches!(other.role, FundColumn::Name | FundColumn::Other)
                || self.is_part(taken, other);
            // For amounts without a sum neither column is used.
            if differ && !part && !self.divided.contains(&other.role) {
                let problem = layout::column_twice(one_line(&other.typed), taken.cell);
                self.remarks.add(problem, other.cell);
            }
        }
    }

    /// Whether a column is for a part, 财政拨款 beside 资金总额, which is read.
    fn is_part(&self, taken: &HeaderColumn<FundColumn>, other: &HeaderColumn<FundColumn>) -> bool {
        let line = self.header.rows.start.saturating_sub(1);
        let over = |column: &HeaderColumn<FundColumn>| {
            let words = self.page.words(line..column.cell.row).iter();
            let mut over = words.filter(|w| w.region.spans_column(column.span.first));
            over.next_back()
        };
        let (whole, part) = (over(taken), over(other));
        whole.is_some_and(|w| is_whole(self.page, w))
            && part.is_some_and(|w| !is_whole(self.page, w))
    }

    /// Reports columns behind the names with numbers under a blank heading.
    fn remark_unnamed(&self, end: u32) {
        let rows = self.header.rows.end..end;
        for col in self.header.unnamed(self.page, 0) {
            let counted = |row: u32| {
                let row = self.is_named(row, col).then_some(row)?;
                let cell = self.page.sheet.at(CellRef::new(row, col))?;
                matches!(reading(&cell.value), NumberReading::Number(_)).then_some(cell)
            };
            if let Some(cell) = rows.clone().find_map(counted) {
                let at = CellRef::new(self.header.rows.start, col);
                let found = cell.value.text().into();
                self.remarks.add(layout::column(&COLUMN_UNNAMED, found), at);
            }
        }
    }
}

const fn field_of(column: FundColumn) -> Option<Field> {
    Some(match column {
        FundColumn::Initial => Field::Initial,
        FundColumn::Change => Field::Change,
        FundColumn::Adjusted => Field::Adjusted,
        FundColumn::Executed => Field::Executed,
        FundColumn::Midyear => Field::ExecutedSoFar,
        FundColumn::Forecast => Field::Forecast,
        FundColumn::Rate => Field::ExecutionRate,
        FundColumn::Points => Field::ExecutionPoints,
        FundColumn::Score => Field::ExecutionScore,
        FundColumn::Name | FundColumn::Carryover | FundColumn::Other => return None,
    })
}
