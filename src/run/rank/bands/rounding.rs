//! 舍入口径: all forms scored again under the other roundings in use.

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::ledger::{Entry, Ledger};
use crate::base::number::{Rounding, RoundingMode};
use crate::rules::{self, RuleSet, ScoreRounding};

/// The roundings in use besides that of `rules`: rates exact or to four places, scores half-up or half-even, to the
/// number of places of the rules.
pub(super) fn others(rules: &RuleSet) -> Vec<ScoreRounding> {
    let places = rules.rounding.score.places;
    [
        None,
        Some(rules.rounding.rate.unwrap_or(RuleSet::FOUR_PLACES)),
    ]
    .into_iter()
    .flat_map(|rate| {
        [RoundingMode::HalfUp, RoundingMode::HalfEven].map(|mode| ScoreRounding {
            rate,
            score: Rounding::new(places, mode),
        })
    })
    .filter(|rounding| *rounding != rules.rounding)
    .collect()
}

/// Totals of all forms, one list for each of some roundings.
pub(super) fn totals(
    ledger: &Ledger,
    rules: &RuleSet,
    roundings: &[ScoreRounding],
) -> Vec<Vec<i64>> {
    let of_entry = |entry: &Entry| {
        let again = rules::totals(&entry.form.filing.open(), rules, roundings);
        let whole = |total: Option<_>| total.map_or(entry.total, |total| ledger.whole(total));
        again.into_iter().map(whole).collect()
    };
    let by_entry: Vec<Vec<i64>> = ledger.entries.par_iter().map(of_entry).collect();
    let nth = |nth: usize| {
        let totals = by_entry
            .iter()
            .filter_map(|totals| totals.get(nth).copied());
        totals.collect()
    };
    (0..roundings.len()).map(nth).collect()
}
