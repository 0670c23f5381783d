//! Amounts, rates, points and scores in the columns of the money block.

use rust_decimal::Decimal;

use super::super::super::labels::FundColumn;
use super::super::figure::{Number, NumberReading, Suffix, reading, text_reading};
use super::super::fraction;
use super::super::page::Span;
use super::{MoneyReader, OwnMeasure};
use crate::finding::reading::unreadable;
use crate::finding::{Field, Problem, layout};
use crate::model::{CellRef, Figure, Gap, Located};
use crate::workbook::{Cell, Value};

/// Rows of a block by which the size of its amounts is judged.
const NEAR: u32 = 10;

/// The columns of amounts.
pub(super) const MONEY: [FundColumn; 7] = [
    FundColumn::Initial,
    FundColumn::Carryover,
    FundColumn::Change,
    FundColumn::Adjusted,
    FundColumn::Executed,
    FundColumn::Midyear,
    FundColumn::Forecast,
];

impl MoneyReader<'_, '_> {
    /// The cell of an amount that could not be read.
    pub(super) fn gap(&self, figure: &Option<Figure>, span: Span, row: u32) -> Option<Gap> {
        if figure.is_some() {
            return None;
        }
        let cell = self.page.under(row, &span);
        let at = cell.map_or(CellRef::new(row, span.first), |cell| cell.at);
        let blank = cell.is_none_or(|cell| reading(&cell.value) == NumberReading::Blank);
        Some(match blank {
            true => Gap::Blank(at),
            false => Gap::Unreadable(at),
        })
    }

    pub(super) fn amount(&self, span: Span, row: u32, field: Field) -> Option<Figure> {
        let (cell, number) = self.number(span, row, field)?;
        let typed = cell.value.text();
        if let Some(own) = self.own_measure(number, span) {
            return self.in_own_measure(own, number, cell);
        }
        match (self.money(number, &typed, cell.at), number.suffix) {
            (Some(value), Suffix::None | Suffix::Money(_)) => Some(figure(value, cell)),
            _ => self.unreadable(field, cell),
        }
    }

    /// The unit of money in the heading of a plain number, if it differs from that of the block.
    fn own_measure(&self, number: Number, span: Span) -> Option<&OwnMeasure> {
        let mut own = self.own_measures.iter();
        let own = own.find(|own| own.last == span.last && number.suffix == Suffix::None)?;
        (Some(own.measure) != self.measure.get()).then_some(own)
    }

    /// A plain number below a heading with a unit of money of its own; the conversion is reported once per column.
    fn in_own_measure(&self, own: &OwnMeasure, number: Number, cell: &Cell) -> Option<Figure> {
        let typed = cell.value.text();
        let suffix = Suffix::Money(own.measure);
        let (taken, problem) = self.in_block_measure(Number { suffix, ..number }, &typed)?;
        if let Some(problem) = problem.filter(|_| !taken.is_zero() && !own.reported.replace(true)) {
            self.remarks.add(problem, own.heading);
        }
        Some(figure(taken, cell))
    }

    /// The amount in the block's unit of money; a block without one takes the first that is typed. An amount with
    /// another unit is converted, unless it is then out of proportion to the others; both are reported.
    pub(super) fn money(&self, number: Number, typed: &str, at: CellRef) -> Option<Decimal> {
        let (taken, problem) = self.in_block_measure(number, typed)?;
        if let Some(problem) = problem {
            self.remarks.add(problem, at);
        }
        Some(taken)
    }

    fn in_block_measure(&self, number: Number, typed: &str) -> Option<(Decimal, Option<Problem>)> {
        let Suffix::Money(own) = number.suffix else {
            return Some((number.value, None));
        };
        let block = self.measure.get().unwrap_or(own);
        self.measure.set(Some(block));
        if own == block {
            return Some((number.value, None));
        }
        let yuan = number.value.checked_mul(own.yuan())?;
        let converted = yuan.checked_div(block.yuan())?.normalize();
        let kept = self.is_out_of_proportion(converted) && !self.is_out_of_proportion(number.value);
        let (case, taken) = match kept {
            true => (Some("kept"), number.value),
            false => (None, converted),
        };
        Some((
            taken,
            Some(layout::measure_mixed(case, typed, taken, block)),
        ))
    }

    /// Whether an amount is a thousand times smaller or larger than every amount without a unit of its own.
    fn is_out_of_proportion(&self, amount: Decimal) -> bool {
        let rows = self.header.rows.end..self.header.rows.end.saturating_add(NEAR);
        let spans = || MONEY.iter().filter_map(|role| self.header.span(*role));
        let cells =
            rows.flat_map(|row| spans().filter_map(move |span| self.page.under(row, &span)));
        let plain = cells.filter_map(|cell| match reading(&cell.value) {
            NumberReading::Number(Number {
                value,
                suffix: Suffix::None,
            }) if !value.is_zero() => Some(value.abs()),
            _ => None,
        });
        let thousand = Decimal::ONE_THOUSAND;
        let far = |other: Decimal| {
            let small = amount
                .abs()
                .checked_mul(thousand)
                .is_some_and(|most| most < other);
            small
                || other
                    .checked_mul(thousand)
                    .is_some_and(|most| most < amount.abs())
        };
        let mut plain = plain.peekable();
        plain.peek().is_some() && plain.all(far)
    }

    /// Points or scores; a cell merged from a row above belongs to that row only.
    pub(super) fn plain(&self, span: Span, row: u32, field: Field) -> Option<Figure> {
        let (cell, number) = self.number(span, row, field)?;
        match number.suffix {
            _ if cell.at.row != row => None,
            Suffix::None | Suffix::Points => Some(figure(number.value, cell)),
            // A weight of 10% is 10 of 100 points, as in the indicator table.
            Suffix::Percent if field == Field::ExecutionPoints => {
                let points = number.value.checked_mul(Decimal::ONE_HUNDRED)?;
                Some(figure(points.normalize(), cell))
            }
            Suffix::Percent | Suffix::Money(_) => self.unreadable(field, cell),
        }
    }

    pub(super) fn rate(&self, span: Span, row: u32, exact: Option<Decimal>) -> Option<Figure> {
        let (cell, number) = self.number(span, row, Field::ExecutionRate)?;
        let header = self.header.column(FundColumn::Rate);
        let in_percent = header.is_some_and(|c| c.typed.contains(['%', '％']));
        match fraction(number, in_percent, exact) {
            Some(value) => Some(figure(value, cell)),
            None => self.unreadable(Field::ExecutionRate, cell),
        }
    }

    fn number(&self, span: Span, row: u32, field: Field) -> Option<(&Cell, Number)> {
        let cell = self.page.under(row, &span)?;
        match reading(&cell.value) {
            NumberReading::Blank => None,
            NumberReading::Number(number) => Some((cell, number)),
            NumberReading::Unreadable => {
                let _: Option<Figure> = self.unreadable(field, cell);
                None
            }
        }
    }

    /// Reports a cell that cannot be read, unless it is a label among the amounts.
    fn unreadable(&self, field: Field, cell: &Cell) -> Option<Figure> {
        if !matches!(&cell.value, Value::Text(t) if is_label(t)) {
            let problem = unreadable(field, cell.value.text());
            self.remarks.add(problem, cell.at);
        }
        None
    }
}

fn figure(value: Decimal, cell: &Cell) -> Figure {
    Located::new(value, cell.at, cell.value.text())
}

/// Whether a text with a colon that is no amount names a part of the funds.
pub(super) fn is_label(text: &str) -> bool {
    text.contains([':', '：']) && matches!(text_reading(text), NumberReading::Unreadable)
}
