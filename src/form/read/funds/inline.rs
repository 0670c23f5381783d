//! Amounts written inside labels: `其中：一般公共预算：1873.66万元`, `财政拨款（100万元）`.

use rust_decimal::Decimal;

use super::row::Row;
use crate::finding::Field;
use crate::model::Figure;

/// More amounts than this in labels are not tried: 2^12 sums are enough.
const MOST: usize = 12;

/// The columns whose wholes the amounts inside labels add up to: those of each column of labels of their own, as 按支出性质分
/// may divide what was spent beside 按收入性质分 the budget; else all of them together.
pub(super) struct Columns {
    together: Option<Field>,
    own: Vec<(u32, Field)>,
}

impl Columns {
    /// Those of the amounts in `rows`.
    pub(super) fn of(rows: &[Row], total: &Row) -> Self {
        let mut inside: Vec<(u32, Decimal)> = Vec::new();
        inside.extend(
            rows.iter()
                .filter_map(|r| Some((r.cell.col, r.inline.as_ref()?.value))),
        );
        let mut labels: Vec<u32> = inside.iter().map(|(col, _)| *col).collect();
        labels.sort_unstable();
        labels.dedup();
        let own = labels.into_iter().filter_map(|label| {
            let parts = inside.iter().filter(|(col, _)| *col == label);
            Some((label, whole(parts.map(|(_, value)| *value), total)?))
        });
        Self {
            own: own.collect(),
            together: whole(inside.iter().map(|(_, value)| *value), total),
        }
    }

    /// The column for the amount inside a label; none, no column is taken.
    pub(super) fn taken(&self, label: u32) -> Option<Field> {
        let own = self.own.iter().find(|(col, _)| *col == label);
        own.map(|(_, field)| *field).or(self.together)
    }
}

/// The column of the total that some of the amounts add up to.
fn whole(parts: impl Iterator<Item = Decimal>, total: &Row) -> Option<Field> {
    let parts: Vec<Decimal> = parts.take(MOST).collect();
    let wholes = [
        (Field::Adjusted, &total.adjusted),
        (Field::Initial, &total.initial),
        (Field::Executed, &total.executed),
    ];
    let reached = |whole: &Option<Figure>| {
        let whole = whole.as_ref().filter(|w| !w.value.is_zero());
        whole.is_some_and(|w| reaches(&parts, w.value))
    };
    let found = wholes.into_iter().find(|(_, whole)| reached(whole));
    found.map(|(field, _)| field)
}

/// Whether some of `parts` add to exactly `whole`.
fn reaches(parts: &[Decimal], whole: Decimal) -> bool {
    match parts.split_first() {
        None => whole.is_zero(),
        Some((first, rest)) => {
            reaches(rest, whole) || whole.checked_sub(*first).is_some_and(|w| reaches(rest, w))
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
        assert!(reaches(&parts, "4753.66".parse().unwrap()));
        assert!(!reaches(&parts, "3824.26".parse().unwrap()));
    }
}
