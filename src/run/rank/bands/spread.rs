//! How far ranks and totals of the forms move over some scenarios.

use std::cmp::Reverse;

use super::ledger::Ledger;

/// Lowest and highest rank and total of one form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spread {
    pub(super) ranks: (usize, usize),
    pub(super) totals: (i64, i64),
}

impl Spread {
    /// The published rank and total.
    pub(super) fn published(ledger: &Ledger) -> Vec<Self> {
        let entries = ledger.entries.iter();
        entries.map(|e| Self::at(e.rank, e.total)).collect()
    }

    pub(super) const fn at(rank: usize, total: i64) -> Self {
        Self {
            ranks: (rank, rank),
            totals: (total, total),
        }
    }

    /// The same, reaching `other`, too.
    #[must_use]
    pub(super) fn joined(self, other: Self) -> Self {
        let low = |a: (usize, i64), b: (usize, i64)| (a.0.min(b.0), a.1.min(b.1));
        let high = |a: (usize, i64), b: (usize, i64)| (a.0.max(b.0), a.1.max(b.1));
        let low = low(
            (self.ranks.0, self.totals.0),
            (other.ranks.0, other.totals.0),
        );
        let high = high(
            (self.ranks.1, self.totals.1),
            (other.ranks.1, other.totals.1),
        );
        Self {
            ranks: (low.0, high.0),
            totals: (low.1, high.1),
        }
    }
}

/// Widens the spread of every form by a scenario that gives all forms these totals.
pub(super) fn widen(spreads: &mut [Spread], totals: &[i64]) {
    let ranks = ranks(totals);
    for ((spread, rank), total) in spreads.iter_mut().zip(ranks).zip(totals) {
        *spread = spread.joined(Spread::at(rank as usize, *total));
    }
}

/// Ranks of totals, 1 the best; ties share a rank (1, 2, 2, 4).
pub(super) fn ranks(totals: &[i64]) -> Vec<u32> {
    let mut order: Vec<(Reverse<i64>, u32)> = totals.iter().map(|t| Reverse(*t)).zip(0..).collect();
    order.sort_unstable();
    let mut ranks = vec![0; totals.len()];
    let mut before = None;
    for ((total, form), nth) in order.into_iter().zip(1_u32..) {
        let rank = match before {
            Some((same, rank)) if same == total => rank,
            _ => nth,
        };
        before = Some((total, rank));
        if let Some(place) = ranks.get_mut(form as usize) {
            *place = rank;
        }
    }
    ranks
}
