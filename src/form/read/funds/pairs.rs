//! A money block without a header row: amounts beside their labels, `年初预算数 | 100 | 全年预算数 | 120`, or one label per row
//! with a column for each part.

use std::ops::Range;

use ecow::EcoString;

use super::super::super::labels::{FundColumn, FundRow, is_amount};
use super::super::Remarks;
use super::super::figure::{NumberReading, Suffix, reading};
use super::super::page::{Page, Word};
use super::MoneyBlock;
use crate::finding::Field;
use crate::finding::reading::{FIELD_MISSING, unreadable};
use crate::model::{CellRef, Figure, Funding, FundingLine, Gap, Gaps, Located};
use crate::workbook::{Cell, Value};

/// Fewest labels of amounts for a block of pairs; a single one may be part of a sentence.
const FEWEST: usize = 2;

/// Reads amounts beside their labels in `rows`; also returns their rows.
pub(in super::super) fn read(
    page: &Page<'_>,
    rows: Range<u32>,
    remarks: &Remarks,
) -> Option<(MoneyBlock, Range<u32>)> {
    let stop = rows.end;
    let labels: Vec<(&Word<'_>, FundColumn)> = page
        .words(rows)
        .iter()
        .filter_map(|w| Some((w, column(page, w)?)))
        .filter(|(_, role)| !matches!(role, FundColumn::Name | FundColumn::Other))
        .collect();
    let mut block = MoneyBlock::default();
    let mut taken = 0_usize;
    let mut open = 0_usize;
    let mut parted = false;
    let mut place: Option<Range<u32>> = None;
    for (at, (word, role)) in labels.iter().enumerate() {
        let until = labels
            .get(at.saturating_add(1))
            .filter(|(next, _)| next.at.row == word.at.row)
            .map_or(u32::MAX, |(next, _)| next.at.col);
        let top = place.as_ref().map_or(word.at.row, |p| p.start);
        let amounts = amounts(page, (word, top), until, *role);
        if amounts.is_empty() {
            let left = leave_open(page, (word, *role), until, &mut block.funding.gaps);
            open = open.saturating_add(usize::from(left));
            continue;
        }
        let row = word.at.row;
        let first = place.as_ref().map_or(row, |p| p.start);
        let heads = ColumnNames { page, row: first };
        parted = parted || heads.parts_alone(*role, &amounts);
        if heads.share(&mut block, *role, amounts) && is_amount(*role) {
            taken = taken.saturating_add(1);
        }
        place = Some(first..row.saturating_add(1));
        if taken == 1 || taken == 0 && parted {
            block.funding.cell = word.at;
        }
    }
    parted = parted && taken == 0;
    let enough = taken > 0 && taken.saturating_add(open) >= FEWEST || parted;
    let rows = place.filter(|_| enough)?;
    let MoneyBlock { funding, parts } = &mut block;
    funding.close_gaps();
    remark_unreadable(page, &funding.gaps, remarks);
    if parted {
        funding.cell = parts.first()?.cell;
        let gap = Some(Gap::Unreadable(funding.cell));
        (funding.gaps.adjusted, funding.gaps.executed) = (gap, gap);
        let field = [("field", Field::FundTotal.into())];
        remarks.add(FIELD_MISSING.case("total", field), funding.cell);
    }
    let heads = ColumnNames {
        page,
        row: rows.start,
    };
    let below = |role| rows.clone().find_map(|row| heads.below(row, role));
    if funding.rate.is_none() {
        funding.rate = below(FundColumn::Rate);
    }
    if funding.reported.is_none() {
        funding.reported = below(FundColumn::Score);
        let points = || below(FundColumn::Points);
        funding.points = funding.points.take().or_else(points);
    }
    if funding.points.is_none() && funding.reported.is_some() {
        funding.points = points_named(&labels);
    }
    let end = parts_below(page, &labels, rows.end..stop, &mut block);
    Some((block, rows.start..end))
}

/// The points in the label of the score: 执行率得分（10分）.
fn points_named(labels: &[(&Word<'_>, FundColumn)]) -> Option<Figure> {
    let mut scores = labels.iter().filter(|(_, role)| *role == FundColumn::Score);
    scores.find_map(|(word, _)| {
        let points = super::points::heading_points(word.text)?;
        Some(Located::new(points, word.at, word.text))
    })
}

/// Records that the cell beside a label has no amount; false where it is another label, or no amount of the total row.
fn leave_open(
    page: &Page<'_>,
    (word, role): (&Word<'_>, FundColumn),
    until: u32,
    gaps: &mut Gaps,
) -> bool {
    let slot = match role {
        FundColumn::Initial => &mut gaps.initial,
        FundColumn::Adjusted => &mut gaps.adjusted,
        FundColumn::Executed => &mut gaps.executed,
        _ => return false,
    };
    let beside = CellRef::new(word.at.row, word.region.last.col.saturating_add(1));
    let filled = page.sheet.at(beside);
    let filled = filled.filter(|cell| reading(&cell.value) != NumberReading::Blank);
    let open = beside.col < until && !is_label(page, beside);
    if open {
        slot.get_or_insert(match filled {
            Some(_) => Gap::Unreadable(beside),
            None => Gap::Blank(beside),
        });
    }
    open
}

/// Whether the words at a cell name a column or a part of the funds.
fn is_label(page: &Page<'_>, at: CellRef) -> bool {
    let labels = page.labels;
    let mut words = page.words(at.row..at.row.saturating_add(1)).iter();
    words.any(|word| {
        let known = || {
            let column = labels.fund_columns.find(&word.key).is_some();
            column || labels.fund_rows.exact(&word.key).is_some()
        };
        word.at == at && known()
    })
}

/// Reports which cells of the total row are no amounts.
fn remark_unreadable(page: &Page<'_>, gaps: &Gaps, remarks: &Remarks) {
    let fields = [
        (Field::Initial, gaps.initial),
        (Field::Adjusted, gaps.adjusted),
        (Field::Executed, gaps.executed),
    ];
    for (field, gap) in fields {
        if let Some(Gap::Unreadable(at)) = gap
            && let Some(cell) = page.sheet.at(at)
        {
            remarks.add(unreadable(field, cell.value.text()), at);
        }
    }
}

/// The column of a label; 资金总额 beside or above the executed amount is the budget.
fn column(page: &Page<'_>, word: &Word<'_>) -> Option<FundColumn> {
    let columns = &page.labels.fund_columns;
    columns.exact(&word.key).or_else(|| {
        let total = page.labels.fund_rows.exact(&word.key) == Some(FundRow::Total);
        let near = word.at.row.saturating_sub(1)..word.at.row.saturating_add(2);
        let row = page.words(near);
        let role = |w: &Word<'_>| columns.exact(&w.key);
        let executed = row.iter().any(|w| role(w) == Some(FundColumn::Executed));
        let budgeted = row
            .iter()
            .any(|w| matches!(role(w), Some(FundColumn::Initial | FundColumn::Adjusted)));
        (total && executed && !budgeted).then_some(FundColumn::Adjusted)
    })
}

/// The parts below the label of a total, 其中：财政资金 | 480. Returns the first row behind them.
fn parts_below(
    page: &Page<'_>,
    labels: &[(&Word<'_>, FundColumn)],
    rows: Range<u32>,
    block: &mut MoneyBlock,
) -> u32 {
    let amounts_of = labels.iter().filter(|(_, role)| is_amount(*role));
    let first = amounts_of.map(|(word, _)| word.at.col).min();
    let mut end = rows.start;
    for row in rows {
        let below = row.saturating_add(1);
        let words = page.words(row..below);
        // 三、目标完成情况 begins left of the labels: the next section.
        let Some(name) = words.first() else {
            continue;
        };
        if Some(name.at.col) < first {
            return end;
        }
        let mut found = false;
        for word in words {
            let above = |(label, role): &&(&Word<'_>, FundColumn)| {
                label.at.col == word.at.col && label.at.row < row && is_amount(*role)
            };
            let Some(&(_, role)) = labels.iter().rfind(above) else {
                continue;
            };
            found = true;
            let name = super::row::line_name(word.text);
            for (cell, amount) in amounts(page, (word, row), u32::MAX, role)
                .into_iter()
                .take(1)
            {
                part(&mut block.parts, &name, cell.at, role, amount);
            }
        }
        if !found {
            return end;
        }
        end = below;
    }
    end
}

/// The numbers between a label and the next text, up to a column of rates, points or scores by the line above `top`.
fn amounts<'g>(
    page: &Page<'g>,
    (word, top): (&Word<'_>, u32),
    until: u32,
    role: FundColumn,
) -> Vec<(&'g Cell, Figure)> {
    let row = word.at.row;
    page.sheet
        .row(row)
        .iter()
        .filter(|c| c.at.col > word.region.last.col && c.at.col < until)
        .take_while(|c| !matches!(reading(&c.value), NumberReading::Unreadable))
        .take_while(|c| !is_amount(role) || mark_above(page, top, c.at.col).is_none())
        .filter_map(|cell| Some((cell, figure(cell, role)?)))
        .collect()
}

/// The column whose heading in the row above is that of a rate, points or a score.
fn mark_above(page: &Page<'_>, row: u32, col: u32) -> Option<FundColumn> {
    const MARKS: [FundColumn; 3] = [FundColumn::Rate, FundColumn::Points, FundColumn::Score];
    let heads = page.words(row.saturating_sub(1)..row);
    let mut over = heads.iter().filter(|w| w.region.spans_column(col));
    let role = over.find_map(|w| page.labels.fund_columns.exact(&w.key));
    role.filter(|role| MARKS.contains(role))
}

fn figure(cell: &Cell, role: FundColumn) -> Option<Figure> {
    let NumberReading::Number(number) = reading(&cell.value) else {
        return None;
    };
    let value = match role {
        FundColumn::Rate => super::super::fraction(number, false, None)?,
        _ if number.suffix == Suffix::Percent => return None,
        _ => number.value,
    };
    Some(Located::new(value, cell.at, cell.value.text()))
}

/// The line above the first label, with the names of the columns where a label has several amounts.
struct ColumnNames<'a, 'g> {
    page: &'a Page<'g>,
    row: u32,
}

impl ColumnNames<'_, '_> {
    /// Distributes the amounts of one label to the total and its parts; false where the total cannot be identified.
    fn share(
        &self,
        block: &mut MoneyBlock,
        role: FundColumn,
        mut amounts: Vec<(&Cell, Figure)>,
    ) -> bool {
        let whole = match amounts.len() {
            1 => Some(0),
            _ => amounts.iter().position(|(c, _)| self.is_total(c.at)),
        };
        let Some(whole) = whole else {
            if self.parts_alone(role, &amounts) {
                self.put_parts(block, role, amounts);
            }
            return false;
        };
        let (_, total) = amounts.remove(whole);
        put(&mut block.funding, role, total);
        self.put_parts(block, role, amounts);
        true
    }

    fn put_parts(&self, block: &mut MoneyBlock, role: FundColumn, amounts: Vec<(&Cell, Figure)>) {
        for (cell, amount) in amounts {
            if let Some(name) = self.name(cell.at) {
                part(&mut block.parts, &name, cell.at, role, amount);
            }
        }
    }

    /// Whether a label has several amounts, each below the name of a part and none below that of the total.
    fn parts_alone(&self, role: FundColumn, amounts: &[(&Cell, Figure)]) -> bool {
        let part = |at| !self.is_total(at) && self.name(at).is_some();
        is_amount(role) && amounts.len() > 1 && amounts.iter().all(|(cell, _)| part(cell.at))
    }

    /// A figure without a label beside it, under a heading such as 预算执行进度.
    fn below(&self, row: u32, role: FundColumn) -> Option<Figure> {
        self.page.sheet.row(row).iter().find_map(|cell| {
            let headed = mark_above(self.page, self.row, cell.at.col) == Some(role);
            headed.then(|| figure(cell, role)).flatten()
        })
    }

    fn is_total(&self, at: CellRef) -> bool {
        let words = self.page.words(self.row.saturating_sub(1)..self.row);
        words
            .iter()
            .filter(|w| w.region.spans_column(at.col))
            .any(|w| self.page.labels.fund_rows.exact(&w.key) == Some(FundRow::Total))
    }

    fn name(&self, at: CellRef) -> Option<EcoString> {
        let above = CellRef::new(self.row.checked_sub(1)?, at.col);
        match &self.page.sheet.shown(above)?.value {
            Value::Text(text) => Some(super::row::line_name(text)),
            _ => None,
        }
    }
}

fn put(funding: &mut Funding, role: FundColumn, amount: Figure) {
    let boxed = |slot: &mut Option<Box<Figure>>, amount| {
        slot.get_or_insert_with(|| Box::new(amount));
    };
    let slot = match role {
        FundColumn::Initial => &mut funding.initial,
        FundColumn::Carryover => return boxed(&mut funding.carryover, amount),
        FundColumn::Change => return boxed(&mut funding.change, amount),
        FundColumn::Adjusted => &mut funding.adjusted,
        FundColumn::Executed => &mut funding.executed,
        FundColumn::Rate => &mut funding.rate,
        FundColumn::Points => &mut funding.points,
        FundColumn::Score => &mut funding.reported,
        FundColumn::Name | FundColumn::Midyear | FundColumn::Forecast | FundColumn::Other => return,
    };
    slot.get_or_insert(amount);
}

fn part(parts: &mut Vec<FundingLine>, name: &str, at: CellRef, role: FundColumn, amount: Figure) {
    let known = parts.iter().position(|l| &*l.label == name);
    let index = known.unwrap_or_else(|| {
        parts.push(FundingLine {
            label: name.into(),
            within: false,
            cell: at,
            initial: None,
            change: None,
            adjusted: None,
            executed: None,
            rate: None,
        });
        parts.len().saturating_sub(1)
    });
    let Some(line) = parts.get_mut(index) else {
        return;
    };
    match role {
        FundColumn::Initial => line.initial = Some(amount),
        FundColumn::Change => line.change = Some(amount),
        FundColumn::Adjusted => line.adjusted = Some(amount),
        FundColumn::Executed => line.executed = Some(amount),
        FundColumn::Rate => line.rate = Some(amount),
        FundColumn::Name
        | FundColumn::Carryover
        | FundColumn::Midyear
        | FundColumn::Forecast
        | FundColumn::Points
        | FundColumn::Score
        | FundColumn::Other => {}
    }
}
