//! Rows of the money block without money: 得分 | 9.8, 执行率 | 98%.

use super::super::super::labels::FundColumn;
use super::super::cover::one_line;
use super::super::figure::{Number, NumberReading, Suffix, reading};
use super::super::fraction;
use super::MoneyReader;
use super::row::{MoneyRow, line_name, quotient};
use crate::finding::layout;
use crate::model::{Figure, Located};
use crate::workbook::Cell;

impl MoneyReader<'_, '_> {
    /// Whether at most one number follows a name; with more, 支出进度 | 90 | 100 | 90% | 10 | 9, it names the total row.
    pub(super) fn is_marked(&self, label: &Cell, until: Option<u32>) -> bool {
        let number = |cell: &&Cell| matches!(reading(&cell.value), NumberReading::Number(_));
        self.behind(label, until).filter(number).count() <= 1
    }

    /// The cells behind a name, before the next one.
    fn behind(&self, label: &Cell, until: Option<u32>) -> impl Iterator<Item = &Cell> {
        let at = label.at;
        let cells = self.page.sheet.row(at.row).iter();
        cells.filter(move |cell| {
            cell.at.col > at.col && until.is_none_or(|until| cell.at.col < until)
        })
    }

    /// A row with the value of `column`, rate, points or score, behind its name.
    pub(super) fn marked(
        &self,
        name: &str,
        label: &Cell,
        until: Option<u32>,
        column: FundColumn,
    ) -> MoneyRow {
        let mark = self.behind(label, until).find_map(|cell| {
            let NumberReading::Number(number) = reading(&cell.value) else {
                return None;
            };
            let value = mark(number, column)?;
            Some(Located::new(value, cell.at, cell.value.text()))
        });
        let mut row = MoneyRow::unknown(label.at, (None, None));
        row.label = line_name(name);
        row.mark = Some(column);
        if let Some(slot) = slot(&mut row, column) {
            *slot = mark;
        }
        row
    }

    /// Gives the value of such a row to the total row, unless its column has one already; a different one is reported.
    pub(super) fn take_mark(&self, total: &mut MoneyRow, mut row: MoneyRow) {
        let Some(column) = row.mark else {
            return;
        };
        let Some(mark) = slot(&mut row, column).and_then(Option::take) else {
            return;
        };
        let exact = quotient(total.executed.as_ref(), total.adjusted.as_ref());
        let mark = match column {
            FundColumn::Rate => rate(mark, exact),
            _ => Some(mark),
        };
        let Some((mark, own)) = mark.zip(slot(total, column)) else {
            return;
        };
        match own {
            None => *own = Some(mark),
            Some(own) if own.value != mark.value => {
                let name = one_line(&row.label);
                let problem = layout::row_twice(name, own.cell);
                self.remarks.add(problem, mark.cell);
            }
            Some(_) => {}
        }
    }
}

/// A number as the value of a column; an amount of money is none.
fn mark(number: Number, column: FundColumn) -> Option<rust_decimal::Decimal> {
    match (number.suffix, column) {
        (Suffix::None, _)
        | (Suffix::Percent, FundColumn::Rate)
        | (Suffix::Points, FundColumn::Points | FundColumn::Score) => Some(number.value),
        _ => None,
    }
}

/// 98 in a row of the rate is 98%.
fn rate(mark: Figure, exact: Option<rust_decimal::Decimal>) -> Option<Figure> {
    let suffix = match mark.typed.contains(['%', '％']) {
        true => Suffix::Percent,
        false => Suffix::None,
    };
    let number = Number {
        value: mark.value,
        suffix,
    };
    let value = fraction(number, false, exact)?;
    Some(Located { value, ..mark })
}

const fn slot(row: &mut MoneyRow, column: FundColumn) -> Option<&mut Option<Figure>> {
    match column {
        FundColumn::Rate => Some(&mut row.rate),
        FundColumn::Points => Some(&mut row.points),
        FundColumn::Score => Some(&mut row.score),
        _ => None,
    }
}
