//! The money block: the total row and its parts.

mod amounts;
mod inline;
mod pairs;
mod plain;
mod points;
mod remarks;
mod row;

use std::cell::Cell as Shared;
use std::ops::Range;

use super::super::labels::{Closing, FundColumn, FundRow, Match, key};
use super::Remarks;
use super::cover;
use super::figure::{Reading, measure_named, reading};
use super::header::Header;
use super::numbering::numbers_columns;
use super::page::{Page, Word};
use super::segment::{self, Segment};
use super::tables::LISTED;
use crate::finding::heading::guessed;
use crate::finding::layout::{MEASURE_MIXED, ROW_UNNAMED};
use crate::finding::reading::{AMOUNT_IN_LABEL, FIELD_MISSING, unreadable};
use crate::finding::{Fact, Field};
use crate::model::{
    Asked, CellRef, Explanation, Figure, Funding, FundingLine, Indicator, Measure, Stage,
};
use crate::workbook::Value;
pub(super) use remarks::remark_unread;
use row::Row;

/// Reads the money block of a segment; also the rows it takes.
pub(super) fn read(
    page: &Page<'_>,
    segment: &Segment,
    remarks: &Remarks,
) -> Option<(Funding, Range<u32>)> {
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
    let top = CellRef::new(header.rows.start, 0);
    let block = Block {
        page,
        header,
        measure: Shared::new(stated(page, segment.rows.start, top, remarks)),
        remarks,
    };
    let end = block.end(segment);
    block.remark_columns(end);
    let mut funding = block.funding(block.rows(end))?;
    block.doubt(&mut funding);
    Some((funding, header.rows.start..end))
}

/// What is said about the execution, where the money block has a place for it.
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
        asked: Asked::by(&cover::one_line(&column.typed)),
        reason: reason.unwrap_or_default(),
        measures: None,
    })
}

/// 预算执行率 as a row of the indicators holds the points of the execution; its score beside the amounts is the same.
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
) -> Option<(Funding, Range<u32>)> {
    let start = segment.rows.start;
    let end = segment.tables.first().map(|h| h.rows.start);
    let rows = start..end.unwrap_or_else(|| segment.head_end());
    let goals = page.stage_above(rows.end) == Some(Stage::Goals);
    let plain = || goals.then(|| plain::read(page, rows.clone())).flatten();
    let (mut funding, rows) = pairs::read(page, rows.clone(), remarks).or_else(plain)?;
    if funding.points.is_none() && funding.reported.is_some() {
        funding.points = points::of_section(page, rows.start);
    }
    let last = CellRef::new(rows.end.saturating_sub(2), 0);
    funding.measure = stated(page, start, last, remarks);
    Some((funding, rows))
}

/// 单位：万元
fn names_measure(text: &str) -> bool {
    text.trim_end_matches([')', '）']).ends_with('元')
}

/// The unit of money stated for a block, and what is said where a line above says another.
fn stated(page: &Page<'_>, first: u32, top: CellRef, remarks: &Remarks) -> Option<Measure> {
    let measure = cover::measure(page, first, top)?;
    let rows = first..top.row.saturating_add(1);
    if let Some(line) = cover::measure_against(page, rows, measure) {
        let found = Fact::text(cover::one_line(line.text));
        let facts = [("found", found), ("taken", Fact::text(measure.label()))];
        remarks.add(MEASURE_MIXED.case("stated", facts), line.at);
    }
    Some(measure)
}

/// The money block while it is read.
struct Block<'a, 'g> {
    page: &'a Page<'g>,
    header: &'a Header<FundColumn>,
    measure: Shared<Option<Measure>>,
    remarks: &'a Remarks,
}

impl Block<'_, '_> {
    /// First row that is no longer part of the block.
    fn end(&self, segment: &Segment) -> u32 {
        let start = self.header.rows.end;
        let stop = segment
            .tables
            .iter()
            .map(|t| t.rows.start)
            .find(|&r| r >= start)
            .unwrap_or(segment.rows.end);
        let mut rows = start..stop;
        let ends = |row: u32| {
            self.leaves(row) || self.heads_parts(row) || self.repeated_whole(row).is_some()
        };
        let end = rows.find(|&row| ends(row));
        if let Some(row) = end {
            match self.heads_parts(row) {
                true => self.remark_parts(row),
                false => self.remark_repeated(row),
            }
        }
        end.unwrap_or(stop)
    }

    /// 资金结构 | 基本支出 | 项目支出: headings of other amounts, which stand below them.
    fn heads_parts(&self, row: u32) -> bool {
        let words = self.page.words(row..row.saturating_add(1));
        let heads =
            |w: &Word<'_>| self.page.labels.fund_rows.exact(&w.key) == Some(FundRow::Heading);
        let parts = words.iter().skip(1);
        let named = || parts.clone().filter(|w| self.names_fund(w) && !heads(w));
        let plain = parts
            .clone()
            .all(|w| !w.text.contains([':', '：']) && !heads(w));
        let below = || self.has_amount(row.saturating_add(1));
        words.first().is_some_and(heads)
            && plain
            && named().count() >= 2
            && !self.has_amount(row)
            && below()
    }

    /// Goals and sections behind the money block begin with a label of their own; a row with amounts is none of them.
    fn leaves(&self, row: u32) -> bool {
        let first = self.page.words(row..row.saturating_add(1)).first();
        first.is_some_and(|w| {
            let label = w.text.split([':', '：']).next().unwrap_or_default();
            let names_goals = ["目标", "绩效", "指标"].iter().any(|n| w.key.contains(n));
            // 年度主要任务, but not 任务1 without an amount between others.
            let names_tasks = w.key.contains("任务") && !w.key.starts_with("任务");
            let below = row.saturating_add(1);
            let (columns, _) = self.page.named_columns(row);
            columns >= LISTED
                || names_goals && !self.has_amount(row)
                || names_tasks && !self.has_amount(row) && !self.has_amount(below)
                || self.is_prose(row)
                || self.page.labels.closing.exact(&w.key) == Some(Closing::End)
                || self.page.labels.cover.exact(&key(label)).is_some() && !names_measure(w.text)
        })
    }

    /// 资金管理情况 | 情况说明: words without a digit stand where the amounts would, beside no name of a fund.
    fn is_prose(&self, row: u32) -> bool {
        let spans = amounts::MONEY
            .iter()
            .filter_map(|role| self.header.span(*role));
        let here = spans.filter_map(|span| self.page.under(row, &span));
        let mut told = here.filter(|c| c.at.row == row && reading(&c.value) != Reading::Blank);
        let words = |text: &str| !text.contains(|c: char| c.is_ascii_digit() || ":：".contains(c));
        let mut named = self.page.words(row..row.saturating_add(1)).iter();
        let first = told.next();
        let all = first.into_iter().chain(told).all(|c| match &c.value {
            Value::Text(text) => words(text) && reading(&c.value) == Reading::Unreadable,
            _ => false,
        });
        first.is_some() && all && !named.any(|w| self.names_fund(w))
    }

    /// 其中：… and whatever is called like money or spending.
    fn names_fund(&self, word: &Word<'_>) -> bool {
        word.text.starts_with("其中") || self.is_fund(&word.key)
    }

    fn is_fund(&self, key: &str) -> bool {
        let endings = [
            "资金", "拨款", "支出", "经费", "收入", "补助", "预算", "财政", "债券",
        ];
        endings.iter().any(|ending| key.ends_with(ending))
            || self.page.labels.fund_rows.find(key).is_some()
    }

    /// Whether a number stands in one of the columns of money.
    fn has_amount(&self, row: u32) -> bool {
        let spans = amounts::MONEY
            .iter()
            .filter_map(|role| self.header.span(*role));
        spans
            .filter_map(|span| self.page.under(row, &span))
            .any(|cell| cell.at.row == row && matches!(reading(&cell.value), Reading::Number(_)))
    }

    fn rows(&self, end: u32) -> Vec<Row> {
        let numbered = |row: u32| {
            let cells = self.page.sheet.row(row);
            cells.len() >= LISTED && numbers_columns(cells)
        };
        (self.header.rows.end..end)
            .filter(|row| !numbered(*row))
            .flat_map(|row| self.rows_in(row))
            .collect()
    }

    fn funding(&self, mut rows: Vec<Row>) -> Option<Funding> {
        let total = match self.total_row(&rows) {
            Some(index) => rows.remove(index),
            None => self.without_total(&rows)?,
        };
        for row in rows.iter().filter(|row| row.is_nameless()) {
            self.remarks.add(ROW_UNNAMED.case("part", []), row.cell);
        }
        let points = total.points.clone().or_else(|| self.heading_points());
        let taken = inline::Columns::of(&rows, &total);
        let lines = rows
            .into_iter()
            .filter(|r| !r.is(FundRow::Heading) || r.has_amounts())
            .map(|r| {
                let taken = taken.taken(r.cell.col);
                self.line(r, taken)
            })
            .collect();
        Some(Funding {
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
            lines,
        })
    }

    /// The row of the whole: a listed total, else a subtotal, else a guess, else the first row that is filled, unless
    /// it is one of several beside each other.
    fn total_row(&self, rows: &[Row]) -> Option<usize> {
        let listed = |role| {
            let is = |r: &Row| r.role == Some(Match::Exact(role));
            rows.iter()
                .rposition(|r| is(r) && r.is_filled())
                .or_else(|| rows.iter().position(is))
        };
        let lone = || {
            (rows.len() == 1)
                .then_some(0)
                .filter(|_| rows.iter().all(Row::is_nameless))
        };
        let total = listed(FundRow::Total).or_else(|| listed(FundRow::Subtotal));
        if let Some(index) = total.or_else(lone) {
            return Some(index);
        }
        let guess = rows
            .iter()
            .position(|r| r.is(FundRow::Total))
            .or_else(|| row::whole(rows))?;
        let row = rows.get(guess)?;
        let problem = guessed(row.label.clone(), Field::FundTotal);
        self.remarks.add(problem, row.cell);
        Some(guess)
    }

    /// 任务1, 任务2 … without a row for the whole: none of them is it, and nothing is known of it but its points.
    fn without_total(&self, rows: &[Row]) -> Option<Row> {
        let mut filled = rows.iter().filter(|row| row.is_filled());
        let first = filled.next()?;
        let field = [("field", Field::FundTotal.into())];
        self.remarks
            .add(FIELD_MISSING.case("total", field), first.cell);
        let alone = filled.all(|row| row.points.is_none() && row.score.is_none());
        let marks = || alone.then(|| (first.points.clone(), first.score.clone()));
        Some(Row::unknown(first.cell, marks().unwrap_or_default()))
    }

    /// 合计（万元）
    fn labelled_measure(&self, label: CellRef) -> Option<Measure> {
        measure_named(&self.page.sheet.at(label)?.value.text())
    }

    fn line(&self, row: Row, taken: Option<Field>) -> FundingLine {
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
        if let Some(amount) = row.inline {
            self.place_inline(&mut line, amount, taken);
        }
        line
    }

    /// An amount that stands inside its label goes to the column whose whole the parts add up to, or nowhere.
    fn place_inline(&self, line: &mut FundingLine, amount: Figure, taken: Option<Field>) {
        let typed = amount.typed.clone();
        let slot = match taken {
            Some(Field::Initial) => &mut line.initial,
            Some(Field::Executed) => &mut line.executed,
            Some(_) => &mut line.adjusted,
            None => {
                let problem = unreadable(Field::Adjusted, typed);
                self.remarks.add(problem, line.cell);
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
