//! Amounts written inside labels: `其中：一般公共预算：1873.66万元`, `财政拨款（100万元）`.

use rust_decimal::Decimal;

use super::row::Row;
use crate::finding::Field;
use crate::model::{CellRef, Figure};

/// More amounts than this in labels are not tried: 2^12 sums are enough.
const MOST: usize = 12;

/// The columns whose wholes the amounts inside labels add up to: the only blank one of a row, those of each column of labels
/// of their own, as 按支出性质分 may divide what was spent beside 按收入性质分 the budget; else all of them together.
pub(super) struct Columns {
    alone: Vec<(CellRef, Field)>,
    together: Option<Field>,
    own: Vec<(u32, Field)>,
}

impl Columns {
    /// Those of the amounts in `rows`.
    pub(super) fn of(rows: &[Row], total: &Row) -> Self {
        let inside = rows.iter().filter(|row| row.inline.is_some());
        let (alone, inside): (Vec<&Row>, Vec<&Row>) =
            inside.partition(|row| row.open(total).count() == 1);
        let of_one = COLUMNS.into_iter().flat_map(|column| {
            let here = |row: &&Row| row.open(total).any(|(field, _)| field == column.0);
            let here: Vec<&Row> = alone.iter().copied().filter(here).collect();
            let taken = adds_up(column, &here, rows, total);
            let cells = here.into_iter().filter(move |_| taken);
            cells.map(move |row| (row.cell, column.0))
        });
        let mut labels: Vec<u32> = inside.iter().map(|row| row.cell.col).collect();
        labels.sort_unstable();
        labels.dedup();
        let own = labels.into_iter().filter_map(|label| {
            let own = inside.iter().copied().filter(|row| row.cell.col == label);
            Some((label, whole(&own.collect::<Vec<_>>(), rows, total)?))
        });
        Self {
            alone: of_one.collect(),
            own: own.collect(),
            together: whole(&inside, rows, total),
        }
    }

    /// The column for the amount inside a label; none, no column is taken.
    pub(super) fn taken(&self, row: &Row, total: &Row) -> Option<Field> {
        if row.open(total).count() == 1 {
            let mut alone = self.alone.iter();
            return alone
                .find(|(cell, _)| *cell == row.cell)
                .map(|(_, field)| *field);
        }
        let own = self.own.iter().find(|(col, _)| *col == row.cell.col);
        own.map(|(_, field)| *field).or(self.together)
    }
}

/// A column of amounts and what a row has in it.
type Column = (Field, fn(&Row) -> &Option<Figure>);

const COLUMNS: [Column; 3] = [
    (Field::Adjusted, |row| &row.adjusted),
    (Field::Initial, |row| &row.initial),
    (Field::Executed, |row| &row.executed),
];

/// The column of the total that some of the amounts inside labels add up to; it is blank in all the rows of the labels.
fn whole(inside: &[&Row], rows: &[Row], total: &Row) -> Option<Field> {
    let mut columns = COLUMNS.into_iter();
    let found = columns.find(|column| {
        let full = |row: &&Row| row.open(total).next().is_none();
        let open = |row: &&Row| column.1(row).is_none() || full(row);
        inside.iter().all(open) && adds_up(*column, inside, rows, total)
    });
    found.map(|(field, _)| field)
}

/// Whether amounts inside labels, alone or with amounts that stand in a column, come to its total.
fn adds_up((_, of): Column, inside: &[&Row], rows: &[Row], total: &Row) -> bool {
    let amounts = inside.iter().filter_map(|row| row.inline.as_ref());
    let own: Vec<Decimal> = amounts.map(|amount| amount.value).take(MOST).collect();
    let beside = rows.iter().filter_map(|row| of(row).as_ref());
    let room = MOST.saturating_sub(own.len());
    let beside: Vec<Decimal> = beside.map(|amount| amount.value).take(room).collect();
    let whole = of(total).as_ref().filter(|whole| !whole.value.is_zero());
    whole.is_some_and(|whole| reaches(&own, &beside, whole.value))
}

impl Row {
    /// The columns of the total that are blank in the row; without one, what stands inside the label is no amount of its
    /// own.
    fn open(&self, total: &Self) -> impl Iterator<Item = Column> {
        COLUMNS
            .into_iter()
            .filter(move |(_, of)| of(total).is_some() && of(self).is_none())
    }

    /// The column in which the amount inside the name of the whole belongs: the only blank one of `open`, to which the
    /// parts add up.
    pub(super) fn inline_column(&self, open: &[Field], parts: &[Row]) -> Option<Field> {
        let amount = self.inline.as_ref()?.value;
        let [field] = open else {
            return None;
        };
        let (_, of) = COLUMNS.into_iter().find(|(column, _)| column == field)?;
        let parts = parts.iter().filter_map(|row| of(row).as_ref());
        let parts: Vec<Decimal> = parts.map(|part| part.value).take(MOST).collect();
        reaches(&parts, &[], amount).then_some(*field)
    }
}

/// Whether some of `parts`, one at least, and some of those `beside` them add to exactly `whole`.
fn reaches(parts: &[Decimal], beside: &[Decimal], whole: Decimal) -> bool {
    parts.split_first().is_some_and(|(first, rest)| {
        let all = || [rest, beside].concat();
        let left = whole.checked_sub(*first);
        left.is_some_and(|left| some(&all(), left)) || reaches(rest, beside, whole)
    })
}

/// Whether some of `parts`, or none, add to exactly `whole`.
fn some(parts: &[Decimal], whole: Decimal) -> bool {
    match parts.split_first() {
        None => whole.is_zero(),
        Some((first, rest)) => {
            some(rest, whole)
                || whole
                    .checked_sub(*first)
                    .is_some_and(|left| some(rest, left))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, reaches};

    #[test]
    fn two_partitions_of_one_whole() {
        let parts: Vec<Decimal> = ["1873.66", "1768.16", "2985.5", "2880"]
            .iter()
            .map(|t| t.parse().unwrap())
            .collect();
        assert!(reaches(&parts, &[], "4753.66".parse().unwrap()));
        assert!(!reaches(&parts, &[], "3824.26".parse().unwrap()));
        let beside = [Decimal::ONE];
        assert!(reaches(&parts, &beside, "4754.66".parse().unwrap()));
        assert!(!reaches(&parts, &beside, Decimal::ONE));
    }
}
