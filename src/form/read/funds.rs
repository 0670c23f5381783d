//! The money block: the total row and its parts.

mod amounts;
mod divided;
mod doubt;
mod end;
mod inline;
mod marks;
mod pairs;
mod plain;
mod points;
mod remarks;
mod row;
mod whole;

use std::cell::Cell as Shared;
use std::ops::Range;

use super::super::labels::{FundColumn, FundRow, Match};
use super::Remarks;
use super::cover;
use super::figure::{NumberReading, measure_named, reading};
use super::grouped::names_money;
use super::header::{Header, HeaderColumn};
use super::numbering::numbers_columns;
use super::page::LISTED;
use super::page::{Page, Word};
use super::segment::{self, Segment};
use crate::finding::heading::guessed;
use crate::finding::layout::{MEASURE_MIXED, ROW_UNNAMED};
use crate::finding::reading::{AMOUNT_IN_LABEL, FIELD_MISSING, unplaced};
use crate::finding::{Fact, Field};
use crate::model::{
    CellRef, Explanation, Figure, Funding, FundingLine, HeadingTopic, Indicator, Measure, Stage,
};
pub(super) use remarks::remark_unread;
use row::MoneyRow;

/// The money block of a form: the total row and its parts.
#[derive(Default)]
pub(super) struct MoneyBlock {
    pub(super) funding: Funding,
    pub(super) parts: Vec<FundingLine>,
}

/// Reads the money block of a segment; also returns its rows.
pub(super) fn read(
    page: &Page<'_>,
    segment: &Segment,
    remarks: &Remarks,
) -> Option<(MoneyBlock, Range<u32>)> {
    let Some(header) = segment.funds.as_ref() else {
        return beside_labels(page, segment, remarks);
    };
    let doubtful = segment.is_behind_table(header) || segment::is_list(page, header);
    if let Some(beside) = doubtful
        .then(|| beside_labels(page, segment, remarks))
        .flatten()
    {
        return Some(beside);
    }
    let block = MoneyReader {
        page,
        header,
        measure: Shared::new(block_measure(page, segment, header, remarks)),
        own_measures: own_measures(header),
        divided: divided::divided(page, header),
        remarks,
    };
    let end = block.end(segment);
    block.remark_columns(end);
    let mut read = block.funding(block.rows(end))?;
    block.doubt(&mut read.funding);
    block.doubt_zero(&read);
    block.remark_initial(&read.funding);
    Some((read, header.rows.start..end))
}

/// The explanation of the execution, where the money block has a place for it.
pub(super) fn explanation(
    page: &Page<'_>,
    segment: &Segment,
    funding: &Funding,
) -> Option<Explanation> {
    let header = segment.funds.as_ref()?;
    let named = |word| {
        let mut others = header.all(FundColumn::Other);
        others.find(|c| c.typed.contains(word))
    };
    let column = ["原因", "偏差", "说明", "备注"]
        .into_iter()
        .find_map(named)?;
    let row = funding.cell.row;
    let cell = page.under(row, &column.span);
    let reason = cell.map(|cell| cover::one_line(&cell.value.text()));
    Some(Explanation {
        cell: cell.map_or(CellRef::new(row, column.span.first), |cell| cell.at),
        asked: HeadingTopic::by(&cover::one_line(&column.typed)),
        reason: reason.unwrap_or_default(),
        measures: None,
    })
}

/// Where 预算执行率 in a row of the indicators has the points of the execution, its score beside the amounts is the same
/// score.
pub(super) fn leave_to(indicators: &[Indicator], funding: &mut Funding) {
    let reported = Figure::value_of(&funding.reported);
    let same = |row: &Indicator| {
        let scored = row.points.is_some() && Figure::value_of(&row.reported) == reported;
        scored && row.name.ends_with("执行率")
    };
    if funding.points.is_none() && reported.is_some() && indicators.iter().any(same) {
        funding.reported = None;
    }
}

/// A block without a header row, above the indicators.
fn beside_labels(
    page: &Page<'_>,
    segment: &Segment,
    remarks: &Remarks,
) -> Option<(MoneyBlock, Range<u32>)> {
    let start = segment.rows.start;
    let end = segment.tables.first().map(|h| h.rows.start);
    let rows = start..end.unwrap_or_else(|| segment.head_end());
    let goals = page.stage_above(rows.end) == Some(Stage::Goals);
    let plain = || goals.then(|| plain::read(page, rows.clone())).flatten();
    let (mut block, rows) = pairs::read(page, rows.clone(), remarks).or_else(plain)?;
    let funding = &mut block.funding;
    if funding.points.is_none() && funding.reported.is_some() {
        funding.points = points::of_section(page, rows.start);
    }
    let last = CellRef::new(rows.end.saturating_sub(2), 0);
    funding.measure = stated(page, start, last, remarks, |_| true);
    Some((block, rows))
}

/// 单位：万元
fn names_measure(text: &str) -> bool {
    text.trim_end_matches([')', '）']).ends_with('元')
}

/// The unit of money of a block, with a remark where a line above states another.
fn stated(
    page: &Page<'_>,
    first: u32,
    top: CellRef,
    remarks: &Remarks,
    states: impl Fn(&Word<'_>) -> bool,
) -> Option<Measure> {
    let measure = cover::measure(page, first, top, states)?;
    let rows = first..top.row.saturating_add(1);
    if let Some(line) = cover::measure_against(page, rows, measure) {
        let found = Fact::text(cover::one_line(line.text));
        let facts = [("found", found), ("taken", Fact::text(measure.label()))];
        remarks.add(MEASURE_MIXED.case("stated", facts), line.at);
    }
    Some(measure)
}

/// The unit of money of a block; a heading of a single column applies to the block if there is no other statement.
fn block_measure(
    page: &Page<'_>,
    segment: &Segment,
    header: &Header<FundColumn>,
    remarks: &Remarks,
) -> Option<Measure> {
    let first = segment.rows.start;
    let top = CellRef::new(header.rows.start, 0);
    let of_column = |word: &Word<'_>| {
        let mut columns = header.columns().iter();
        columns.any(|c| c.cell == word.at && amounts::MONEY.contains(&c.role))
    };
    stated(page, first, top, remarks, |word| !of_column(word))
        .or_else(|| stated(page, first, top, remarks, |_| true))
}

/// The units of money in the headings of columns: 全年执行数（元）.
fn own_measures(header: &Header<FundColumn>) -> Vec<OwnMeasure> {
    let columns = header.columns().iter();
    let amounts = columns.filter(|c| amounts::MONEY.contains(&c.role) && c.typed.contains('元'));
    let own = |c: &HeaderColumn<FundColumn>| {
        Some(OwnMeasure {
            last: c.span.last,
            measure: measure_named(&c.typed)?,
            heading: c.cell,
            reported: Shared::new(false),
        })
    };
    amounts.filter_map(own).collect()
}

/// The unit of money of one column.
struct OwnMeasure {
    last: u32,
    measure: Measure,
    heading: CellRef,
    /// Whether the conversion of its amounts was reported.
    reported: Shared<bool>,
}

/// The money block while it is read.
struct MoneyReader<'a, 'g> {
    page: &'a Page<'g>,
    header: &'a Header<FundColumn>,
    measure: Shared<Option<Measure>>,
    own_measures: Vec<OwnMeasure>,
    /// Amounts in parts only, without a column for their sum.
    divided: Vec<FundColumn>,
    remarks: &'a Remarks,
}

impl MoneyReader<'_, '_> {
    /// Whether a word names funds: 其中：…, or a word for money or spending.
    fn names_fund(&self, word: &Word<'_>) -> bool {
        word.text.starts_with("其中") || self.is_fund(&word.key)
    }

    fn is_fund(&self, key: &str) -> bool {
        names_money(self.page, key)
    }

    /// Whether a row has a number in a column of amounts.
    fn has_amount(&self, row: u32) -> bool {
        let spans = amounts::MONEY
            .iter()
            .filter_map(|role| self.header.span(*role));
        spans
            .filter_map(|span| self.page.under(row, &span))
            .any(|cell| {
                cell.at.row == row && matches!(reading(&cell.value), NumberReading::Number(_))
            })
    }

    fn rows(&self, end: u32) -> Vec<MoneyRow> {
        let numbered = |row: u32| {
            let cells = self.page.sheet.row(row);
            cells.len() >= LISTED && numbers_columns(cells)
        };
        let noted = |row: u32| {
            let first = self.page.words(row..row.saturating_add(1)).first();
            first.is_some_and(|w| self.ends(w)) && !self.has_amount(row)
        };
        (self.header.rows.end..end)
            .filter(|row| !numbered(*row) && !noted(*row))
            .flat_map(|row| self.rows_in(row))
            .collect()
    }

    fn funding(&self, rows: Vec<MoneyRow>) -> Option<MoneyBlock> {
        let (marks, mut rows): (Vec<MoneyRow>, Vec<MoneyRow>) =
            rows.into_iter().partition(|row| row.mark.is_some());
        let mut total = match self.total_row(&rows) {
            Some(index) => rows.remove(index),
            None => self.without_total(&rows)?,
        };
        for mark in marks {
            self.take_mark(&mut total, mark);
        }
        self.remark_wholes(&total, &mut rows);
        for row in rows.iter().filter(|row| row.is_nameless()) {
            self.remarks.add(ROW_UNNAMED.case("part", []), row.cell);
        }
        let points = total.points.clone().or_else(|| self.heading_points());
        self.take_inline(&mut total, &rows);
        let taken = inline::InlineColumns::of(&rows, &total);
        let parts = rows
            .into_iter()
            .filter(|r| !r.is(FundRow::Heading) || r.has_amounts())
            .map(|r| {
                let taken = taken.taken(&r, &total);
                self.line(r, taken)
            })
            .collect();
        let funding = Funding {
            measure: self
                .measure
                .get()
                .or_else(|| self.labelled_measure(total.cell)),
            cell: total.cell,
            initial: total.initial,
            carryover: total.carryover.map(Box::new),
            change: total.change.map(Box::new),
            adjusted: total.adjusted,
            executed: total.executed,
            gaps: total.gaps,
            forecast: total.forecast.map(Box::new),
            rate: total.rate,
            points,
            reported: total.score,
        };
        Some(MoneyBlock { funding, parts })
    }

    /// The total row: a listed total, otherwise a subtotal, otherwise a guess, otherwise the first row that is filled,
    /// unless it is one of several beside each other.
    fn total_row(&self, rows: &[MoneyRow]) -> Option<usize> {
        let listed = |role| {
            let is = |r: &MoneyRow| r.role == Some(Match::Exact(role));
            let last =
                |counts: fn(&MoneyRow) -> bool| rows.iter().rposition(|r| is(r) && counts(r));
            let last =
                last(|r| r.is_filled() && !r.is_nought()).or_else(|| last(MoneyRow::is_filled));
            // 总计 below repeats the amounts of the row with the points.
            let marked = |at: &usize| {
                let first = rows.iter().position(|r| is(r) && r.is_marked());
                let same = first.and_then(|first| rows.get(first)).zip(rows.get(*at));
                first.filter(|_| same.is_some_and(|(first, last)| first.is_repeated_by(last)))
            };
            last.map(|at| marked(&at).unwrap_or(at))
                .or_else(|| rows.iter().position(is))
        };
        let lone = || {
            (rows.len() == 1)
                .then_some(0)
                .filter(|_| rows.iter().all(MoneyRow::is_nameless))
        };
        let total = listed(FundRow::Total).or_else(|| listed(FundRow::Subtotal));
        if let Some(index) = total.or_else(lone) {
            return Some(index);
        }
        let guess = rows
            .iter()
            .position(|r| r.is(FundRow::Total))
            .or_else(|| whole::whole(rows))?;
        let row = rows.get(guess)?;
        let problem = guessed(row.label.clone(), Field::FundTotal);
        self.remarks.add(problem, row.cell);
        Some(guess)
    }

    /// 任务1, 任务2 … without a total row: none of them is it, and of the total only the points are known.
    fn without_total(&self, rows: &[MoneyRow]) -> Option<MoneyRow> {
        let mut filled = rows.iter().filter(|row| row.is_filled());
        let first = filled.next()?;
        let field = [("field", Field::FundTotal.into())];
        self.remarks
            .add(FIELD_MISSING.case("total", field), first.cell);
        let alone = filled.all(|row| row.points.is_none() && row.score.is_none());
        let marks = || alone.then(|| (first.points.clone(), first.score.clone()));
        Some(MoneyRow::unknown(first.cell, marks().unwrap_or_default()))
    }

    /// 合计（万元）
    fn labelled_measure(&self, label: CellRef) -> Option<Measure> {
        measure_named(&self.page.sheet.at(label)?.value.text())
    }

    fn line(&self, row: MoneyRow, taken: Option<Field>) -> FundingLine {
        let mut line = FundingLine {
            label: row.label,
            within: row.within,
            cell: row.cell,
            initial: row.initial,
            change: row.change,
            adjusted: row.adjusted,
            executed: row.executed,
            rate: row.rate,
        };
        if let Some(amount) = row.inline.filter(|_| self.has_open(&line)) {
            self.place_inline(&mut line, amount, taken);
        }
        line
    }

    /// Whether a column of amounts is blank in the row of a part.
    fn has_open(&self, line: &FundingLine) -> bool {
        let amounts = [
            (FundColumn::Initial, &line.initial),
            (FundColumn::Adjusted, &line.adjusted),
            (FundColumn::Executed, &line.executed),
        ];
        let open = |(role, figure): &(FundColumn, &Option<Figure>)| {
            self.header.has(*role) && figure.is_none()
        };
        amounts.iter().any(open)
    }

    /// Puts an amount inside a label into the column whose total is the sum of such parts, if there is one.
    fn place_inline(&self, line: &mut FundingLine, amount: Figure, taken: Option<Field>) {
        let typed = amount.typed.clone();
        let slot = match taken {
            Some(Field::Initial) => &mut line.initial,
            Some(Field::Executed) => &mut line.executed,
            Some(_) => &mut line.adjusted,
            None => {
                self.remarks.add(unplaced(typed), line.cell);
                return;
            }
        };
        slot.get_or_insert(amount);
        if let Some(taken) = taken {
            let facts = [("found", Fact::Text(typed)), ("taken", taken.into())];
            self.remarks.add(AMOUNT_IN_LABEL.with(facts), line.cell);
        }
    }
}
