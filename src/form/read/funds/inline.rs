//! Amounts written inside labels: `其中：一般公共预算：1873.66万元`.

use rust_decimal::Decimal;

use super::row::Row;
use crate::finding::Field;

/// More amounts than this in labels are not tried: 2^12 sums are enough.
const MOST: usize = 12;

/// The column whose whole some of the amounts inside labels add up to; none, no column is taken.
pub(super) fn column(rows: &[Row], total: &Row) -> Option<Field> {
    let parts: Vec<Decimal> = rows
        .iter()
        .filter_map(|r| r.inline.as_ref().map(|f| f.value))
        .take(MOST)
        .collect();
    [
        (Field::Adjusted, &total.adjusted),
        (Field::Initial, &total.initial),
        (Field::Executed, &total.executed),
    ]
    .into_iter()
    .find(|(_, whole)| {
        whole
            .as_ref()
            .is_some_and(|w| !w.value.is_zero() && reaches(&parts, w.value))
    })
    .map(|(field, _)| field)
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
