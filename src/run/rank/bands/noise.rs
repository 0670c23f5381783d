//! 权重波动: every group's weight moved at random, the same for all units, with a fixed seed.
//!
//! Draw d of g groups takes the numbers d·g, d·g+1, … of the SplitMix64 sequence that begins at [`SEED`]; each becomes
//! a factor between 0.9000 and 1.1000 in steps of 0.0001. Draws are independent of each other and of threads.

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::ledger::{Entry, Ledger, WeightedScore};
use super::spread::{Spread, ranks};
use crate::base::random::{below, random};

/// Where the sequence begins: 财预〔2020〕10号.
pub const SEED: u64 = 202_010;

/// Draws for up to as many forms.
const DRAWS: usize = 1_000;

/// Draws × forms is kept to this.
const EFFORT: usize = 200_000;

/// Draws for many forms.
const FEWEST: usize = 100;

/// No draws for more forms than this.
pub const MOST: usize = 50_000;

/// One in this number of draws is left out of the usual range at either end: 5 %.
pub(super) const TAIL: usize = 20;

/// Parts of a weight, and how many of them it moves at most.
const WHOLE: u64 = 10_000;
const SHARE: u64 = 1_000;

/// Number of draws for a number of forms.
#[must_use]
pub const fn draws(forms: usize) -> usize {
    if forms == 0 || forms > MOST {
        return 0;
    }
    match EFFORT / forms {
        affordable if affordable > DRAWS => DRAWS,
        affordable if affordable < FEWEST => FEWEST,
        affordable => affordable,
    }
}

/// The ranks of each form in the draws.
pub(super) struct Noise {
    /// One draw after the other, each with the rank of every form.
    ranks: Vec<Vec<u32>>,
    moved: Vec<DrawnRanks>,
}

/// The ranks of one form in the draws.
#[derive(Debug, Clone, Copy)]
pub(super) struct DrawnRanks {
    /// Without the twentieth part of the draws at either end.
    pub(super) usual: Spread,
    pub(super) extreme: Spread,
}

impl Noise {
    /// Draws for all forms of `ledger`.
    pub(super) fn of(ledger: &Ledger) -> Self {
        let forms = ledger.entries.len();
        let draws = (0..draws(forms)).map(|nth| factors(nth, ledger.groups.len()));
        let draws: Vec<_> = draws.collect();
        let ranks: Vec<Vec<u32>> = draws
            .par_iter()
            .map(|factors| {
                let totals = ledger.entries.iter().map(|e| total(ledger, e, factors));
                ranks(&totals.collect::<Vec<_>>())
            })
            .collect();
        // Totals are worked out once more: all of them at once would take more room than the forms' scores.
        let entries = ledger.entries.par_iter().enumerate();
        let moved = entries.filter_map(|(at, entry)| {
            let totals = draws.iter().map(|factors| total(ledger, entry, factors));
            let ranks = ranks.iter().filter_map(|draw| draw.get(at).copied());
            moved(totals.collect(), ranks.collect())
        });
        let moved = moved.collect();
        Self { ranks, moved }
    }

    /// How the draws move a form; `None` without draws.
    pub(super) fn moved(&self, at: usize) -> Option<DrawnRanks> {
        self.moved.get(at).copied()
    }

    /// Whether the form that stands `lower` overtakes the other in a twentieth part of the draws or more.
    pub(super) fn overtakes(&self, lower: usize, upper: usize) -> bool {
        let draws = self.ranks.iter();
        let times = draws
            .filter(|ranks| ranks.get(lower) < ranks.get(upper))
            .count();
        times > 0 && times * TAIL >= self.ranks.len()
    }
}

/// The total of a form in the draw with these factors.
fn total(ledger: &Ledger, entry: &Entry, factors: &[i64]) -> i64 {
    let factor = |_: usize, part: &WeightedScore| factors.get(part.group).copied().unwrap_or(0);
    ledger.reweighted(entry, &entry.sums, factor)
}

fn moved(totals: Vec<i64>, ranks: Vec<u32>) -> Option<DrawnRanks> {
    let (totals, ranks) = (Ends::of(totals)?, Ends::of(ranks)?);
    let spread = |totals: (i64, i64), ranks: (u32, u32)| Spread {
        ranks: (ranks.0 as usize, ranks.1 as usize),
        totals,
    };
    Some(DrawnRanks {
        usual: spread(totals.usual, ranks.usual),
        extreme: spread(totals.extreme, ranks.extreme),
    })
}

/// Ends of some values, with and without the tails.
struct Ends<T> {
    usual: (T, T),
    extreme: (T, T),
}

impl<T: Ord + Copy> Ends<T> {
    /// `None` without values.
    fn of(mut values: Vec<T>) -> Option<Self> {
        let tail = values.len() / TAIL;
        let last = values.len().checked_sub(tail + 1)?;
        let extreme = (*values.iter().min()?, *values.iter().max()?);
        let low = *values.select_nth_unstable(tail).1;
        let high = *values.select_nth_unstable(last).1;
        Some(Self {
            usual: (low, high),
            extreme,
        })
    }
}

/// The factors of the groups in one draw, in parts of [`WHOLE`].
fn factors(draw: usize, groups: usize) -> Vec<i64> {
    let first = draw.wrapping_mul(groups) as u64;
    (0..groups as u64)
        .map(|group| {
            let above = below(random(SEED, first.wrapping_add(group)), 2 * SHARE + 1);
            i64::try_from(WHOLE - SHARE + above).unwrap_or(0)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{draws, factors};

    #[test]
    fn factors_fill_their_range() {
        let all: Vec<i64> = (0..20_000).flat_map(|draw| factors(draw, 5)).collect();
        assert_eq!(all.iter().min(), Some(&9_000));
        assert_eq!(all.iter().max(), Some(&11_000));
        let mean = all.iter().sum::<i64>() / 100_000;
        assert!((9_990..=10_010).contains(&mean), "{mean}");
    }

    #[test]
    fn the_number_of_draws_depends_on_the_number_of_forms() {
        let cases = [
            (0, 0),
            (1, 1_000),
            (200, 1_000),
            (1_000, 200),
            (2_000, 100),
            (20_000, 100),
            (50_000, 100),
            (50_001, 0),
        ];
        for (forms, number) in cases {
            assert_eq!(draws(forms), number, "{forms}");
        }
    }
}
