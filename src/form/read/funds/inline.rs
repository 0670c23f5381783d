//! Amounts written inside labels: `其中：一般公共预算：1873.66万元`, `财政拨款（100万元）`.

use rust_decimal::Decimal;

use super::row::MoneyRow;
use crate::finding::Field;
use crate::model::{CellRef, Figure};

/// Most amounts inside labels for which sums are tried: 2^12 sums are enough.
const MOST: usize = 12;

/// The columns to which amounts inside labels belong, by their sums: the only blank one of a row; a common one for each
/// column of labels, as 按支出性质分 may divide the spending beside 按收入性质分 for the budget; or a common one for all.
pub(super) struct InlineColumns {
    alone: Vec<(CellRef, Field)>,
    together: Option<Field>,
    own: Vec<(u32, Field)>,
}

impl InlineColumns {
    /// The columns for the amounts in `rows`.
    pub(super) fn of(rows: &[MoneyRow], total: &MoneyRow) -> Self {
        let inside = rows.iter().filter(|row| row.inline.is_some());
        let (alone, inside): (Vec<&MoneyRow>, Vec<&MoneyRow>) =
            inside.partition(|row| row.open(total).count() == 1);
        let of_one = COLUMNS.into_iter().flat_map(|column| {
            let here = |row: &&MoneyRow| row.open(total).any(|(field, _)| field == column.0);
            let here: Vec<&MoneyRow> = alone.iter().copied().filter(here).collect();
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

    /// The column for the amount inside a label, if it is known.
    pub(super) fn taken(&self, row: &MoneyRow, total: &MoneyRow) -> Option<Field> {
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

/// A column of amounts and its value in a row.
type AmountColumn = (Field, fn(&MoneyRow) -> &Option<Figure>);

const COLUMNS: [AmountColumn; 3] = [
    (Field::Adjusted, |row| &row.adjusted),
    (Field::Initial, |row| &row.initial),
    (Field::Executed, |row| &row.executed),
];

/// The column of the total row that is the sum of amounts inside labels; it is blank in all the rows with these labels.
fn whole(inside: &[&MoneyRow], rows: &[MoneyRow], total: &MoneyRow) -> Option<Field> {
    let mut columns = COLUMNS.into_iter();
    let found = columns.find(|column| {
        let full = |row: &&MoneyRow| row.open(total).next().is_none();
        let open = |row: &&MoneyRow| column.1(row).is_none() || full(row);
        inside.iter().all(open) && adds_up(*column, inside, rows, total)
    });
    found.map(|(field, _)| field)
}

/// Whether amounts inside labels, alone or with amounts in a column, add up to its total.
fn adds_up(
    (_, of): AmountColumn,
    inside: &[&MoneyRow],
    rows: &[MoneyRow],
    total: &MoneyRow,
) -> bool {
    let amounts = inside.iter().filter_map(|row| row.inline.as_ref());
    let own: Vec<Decimal> = amounts.map(|amount| amount.value).take(MOST).collect();
    let beside = rows.iter().filter_map(|row| of(row).as_ref());
    let room = MOST.saturating_sub(own.len());
    let beside: Vec<Decimal> = beside.map(|amount| amount.value).take(room).collect();
    let whole = of(total).as_ref().filter(|whole| !whole.value.is_zero());
    whole.is_some_and(|whole| reaches(&own, &beside, whole.value))
}

impl MoneyRow {
    /// The columns with a total that are blank in the row; if there are none, the text inside the label is no amount of
    /// its own.
    fn open(&self, total: &Self) -> impl Iterator<Item = AmountColumn> {
        COLUMNS
            .into_iter()
            .filter(move |(_, of)| of(total).is_some() && of(self).is_none())
    }

    /// The column for an amount inside the label of the total row: the only blank one of `open`, if the parts add up to
    /// it.
    pub(super) fn inline_column(&self, open: &[Field], parts: &[MoneyRow]) -> Option<Field> {
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

/// Whether some of `parts`, at least one, and some of `beside` add up to exactly `whole`.
fn reaches(parts: &[Decimal], beside: &[Decimal], whole: Decimal) -> bool {
    parts.split_first().is_some_and(|(first, rest)| {
        let all = || [rest, beside].concat();
        let left = whole.checked_sub(*first);
        left.is_some_and(|left| some(&all(), left)) || reaches(rest, beside, whole)
    })
}

/// Whether some or none of `parts` add up to exactly `whole`.
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
