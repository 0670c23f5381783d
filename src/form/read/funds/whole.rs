//! The total row of a money block.

use super::super::super::labels::{FundRow, Match};
use super::row::MoneyRow;
use crate::model::Figure;

impl MoneyRow {
    /// Whether all its amounts are 0, and there are some.
    pub(super) fn is_nought(&self) -> bool {
        let amounts = || self.amounts().into_iter().flatten();
        amounts().next().is_some() && amounts().all(|figure| figure.value.is_zero())
    }

    /// Whether the row has points or a score.
    pub(super) fn is_marked(&self) -> bool {
        self.points.is_some() || self.score.is_some()
    }

    /// Whether a row without points or score has the same amounts.
    pub(super) fn is_repeated_by(&self, other: &Self) -> bool {
        let value = |figure: &Option<Figure>| figure.as_ref().map(|f| f.value);
        let mut pairs = self.amounts().into_iter().zip(other.amounts());
        !other.is_marked() && pairs.all(|(one, other)| value(one) == value(other))
    }

    /// Whether both are total rows with different amounts, rates, points or scores.
    pub(super) fn contradicts(&self, whole: &Self) -> bool {
        let mut pairs = self.figures().into_iter().zip(whole.figures());
        self.is_called_like(whole)
            && pairs.any(|(one, other)| {
                let both = one.as_ref().zip(other.as_ref());
                both.is_some_and(|(one, other)| one.value != other.value)
            })
    }

    /// Whether it repeats the total row: every figure in it is that of the total row.
    pub(super) fn repeats(&self, whole: &Self) -> bool {
        let mut pairs = self.figures().into_iter().zip(whole.figures());
        let value = |figure: &Option<Figure>| figure.as_ref().map(|f| f.value);
        let whole_named = self.role == Some(Match::Exact(FundRow::Total));
        whole_named
            && self.is_called_like(whole)
            && self.has_amounts()
            && pairs.all(|(one, other)| one.is_none() || value(one) == value(other))
    }

    fn is_called_like(&self, whole: &Self) -> bool {
        self.role == whole.role && self.label == whole.label && !self.is_nameless()
    }

    fn figures(&self) -> [&Option<Figure>; 5] {
        let [initial, adjusted, executed] = self.amounts();
        [initial, adjusted, executed, &self.points, &self.score]
    }
}

/// The first filled row, if it is the total of the others: all of them are 其中, or their sum is its amount in some
/// column.
pub(super) fn whole(rows: &[MoneyRow]) -> Option<usize> {
    let first = rows.iter().position(MoneyRow::is_filled)?;
    let whole = rows.get(first)?;
    let others = || {
        rows.iter()
            .skip(first.saturating_add(1))
            .filter(|r| r.is_filled())
    };
    let alone = others().all(|row| row.within);
    let comes_to = |plain: bool, column: usize| {
        let of = |row: &MoneyRow| row.amounts().get(column).copied().cloned().flatten();
        let mut parts = others().filter(|row| !plain || !row.within).filter_map(of);
        let first = parts.next()?.value;
        let sum = parts.try_fold(first, |sum, part| sum.checked_add(part.value))?;
        of(whole).map(|whole| whole.value == sum)
    };
    let adds_up = || {
        let mut ways = [true, false]
            .into_iter()
            .flat_map(|plain| (0..3).map(move |c| (plain, c)));
        ways.any(|(plain, column)| comes_to(plain, column) == Some(true))
    };
    (alone || adds_up()).then_some(first)
}
