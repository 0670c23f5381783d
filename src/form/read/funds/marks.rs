//! Rows of the money block that hold no money: 得分 | 9.8, 执行率 | 98%.

use super::super::super::labels::FundColumn;
use super::super::cover::one_line;
use super::super::figure::{Number, Reading, Suffix, reading};
use super::super::fraction;
use super::Block;
use super::row::{Row, line_name, quotient};
use crate::finding::layout;
use crate::model::{Figure, Located};
use crate::workbook::Cell;

impl Block<'_, '_> {
    /// Whether no more than one number stands behind a name: 支出进度 | 90 | 100 | 90% | 10 | 9 names the whole.
    pub(super) fn is_marked(&self, label: &Cell, until: Option<u32>) -> bool {
        let number = |cell: &&Cell| matches!(reading(&cell.value), Reading::Number(_));
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

    /// A row that holds the mark of `column` behind its name.
    pub(super) fn marked(
        &self,
        name: &str,
        label: &Cell,
        until: Option<u32>,
        column: FundColumn,
    ) -> Row {
        let mark = self.behind(label, until).find_map(|cell| {
            let Reading::Number(number) = reading(&cell.value) else {
                return None;
            };
            let value = mark(number, column)?;
            Some(Located::new(value, cell.at, cell.value.text()))
        });
        let mut row = Row::unknown(label.at, (None, None));
        row.label = line_name(name);
        row.mark = Some(column);
        if let Some(slot) = slot(&mut row, column) {
            *slot = mark;
        }
        row
    }

    /// The mark of a row goes to the whole, unless its column holds one; another one is said.
    pub(super) fn take_mark(&self, total: &mut Row, mut row: Row) {
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

/// A number as the mark of a column; money is none.
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

const fn slot(row: &mut Row, column: FundColumn) -> Option<&mut Option<Figure>> {
    match column {
        FundColumn::Rate => Some(&mut row.rate),
        FundColumn::Points => Some(&mut row.points),
        FundColumn::Score => Some(&mut row.score),
        _ => None,
    }
}
