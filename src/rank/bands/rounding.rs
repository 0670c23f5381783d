//! 舍入口径: all forms evaluated again under the other roundings in use.

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::ledger::{Entry, Ledger};
use crate::number::{Rounding, RoundingMode};
use crate::rules::{RuleSet, ScoreRounding, evaluate};

/// The roundings in use besides that of `rules`: rates exact or to four places, scores half-up or half-even,
/// to as many places as the rules say.
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

/// Totals of all forms under another rounding.
pub(super) fn totals(ledger: &Ledger, rules: &RuleSet, rounding: ScoreRounding) -> Vec<i64> {
    let rules = RuleSet {
        rounding,
        ..rules.clone()
    };
    let total = |entry: &Entry| {
        let again = evaluate(&entry.form.filing, &rules).total;
        again.map_or(entry.total, |total| ledger.whole(total))
    };
    ledger.entries.par_iter().map(total).collect()
}
