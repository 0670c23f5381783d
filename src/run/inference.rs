//! 口径反推: which scoring methods, rounding and base can have produced the filed scores, where these do not follow the
//! rule set.
//!
//! The methods of the run and of every built-in rule set are tried, each with every usual rounding of rates and scores,
//! and with the budget before or after adjustment as the base of the rate of execution. A convention explains a form
//! where it gives exactly every filed score that can be recomputed. Several conventions that explain a form cannot be
//! distinguished by it.

use std::collections::BTreeMap;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use rust_decimal::Decimal;

use super::{Assessed, Assessment};
use crate::base::number::{Rounding, RoundingMode};
use crate::model::{Basis, Filing};
use crate::rules::{RuleSet, ScoreRounding, scores};

/// 口径: a way in which scores can be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Convention {
    /// Whose methods: position among [`Inference::methods`].
    pub methods: usize,
    /// 比率的舍入: position among [`RATES`].
    pub rate: usize,
    /// 得分的舍入: position among [`SCORES`].
    pub score: usize,
    /// The budget that the rate of execution is taken of.
    pub base: Base,
}

/// The denominator of 预算执行率.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Base {
    /// 全年预算数
    Adjusted,
    /// 年初预算数
    Initial,
}

/// Roundings of a rate in use; none is the exact rate.
pub const RATES: [Option<Rounding>; 3] = [
    None,
    Some(Rounding::new(4, RoundingMode::HalfUp)),
    Some(Rounding::new(4, RoundingMode::Down)),
];

/// Roundings of a score in use.
pub const SCORES: [Rounding; 6] = [
    Rounding::new(2, RoundingMode::HalfUp),
    Rounding::new(2, RoundingMode::HalfEven),
    Rounding::new(2, RoundingMode::Down),
    Rounding::new(1, RoundingMode::HalfUp),
    Rounding::new(1, RoundingMode::Down),
    Rounding::new(0, RoundingMode::HalfUp),
];

/// Forms that are looked at; the rest of a larger run is not.
pub const MOST: usize = 2_000;

/// The conventions that explain the filed scores of one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormInference {
    /// Index of the form.
    pub form: usize,
    /// Filed scores that are not those of the rule set.
    pub differ: usize,
    /// Filed scores that could be compared.
    pub compared: usize,
    /// The ways that explain every one of them.
    pub ways: Vec<Convention>,
}

/// The conventions that explain the filed scores of a run.
#[derive(Debug, Clone, Default)]
pub struct Inference {
    /// The rule sets whose methods were tried, that of the run first.
    pub methods: Vec<RuleSet>,
    /// The forms whose filed scores do not follow the rule set, in their order.
    pub forms: Vec<FormInference>,
    /// Forms that were left out because there are more than [`MOST`].
    pub left_out: usize,
}

/// The way that explains most of the forms of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrevailingConvention {
    /// The first of them.
    pub way: Convention,
    /// How many forms it explains.
    pub forms: usize,
    /// How many other ways explain as many.
    pub others: usize,
}

impl Inference {
    /// Infers from the ranked forms of an assessment whose filed scores do not follow the rule set.
    #[must_use]
    pub fn of(assessment: &Assessment) -> Self {
        let ranked = assessment.forms.iter().enumerate();
        let ranked = ranked.filter(|(_, form)| form.standing.is_some() && form.progress.is_none());
        let differing: Vec<_> = ranked
            .filter(|(_, form)| differs(form))
            .map(|(at, _)| at)
            .collect();
        if differing.is_empty() {
            return Self::default();
        }
        let methods = methods(&assessment.rules);
        let looked_at = differing.get(..differing.len().min(MOST)).unwrap_or(&[]);
        let inferred = looked_at.par_iter().filter_map(|at| {
            let form = assessment.forms.get(*at)?;
            Some(infer(
                *at,
                &form.filing.open(),
                (&assessment.rules, &methods),
            ))
        });
        Self {
            forms: inferred.collect(),
            left_out: differing.len().saturating_sub(looked_at.len()),
            methods,
        }
    }

    /// The way that explains most of the forms.
    #[must_use]
    pub fn commonest(&self) -> Option<PrevailingConvention> {
        let mut counts: BTreeMap<Convention, usize> = BTreeMap::new();
        for way in self.forms.iter().flat_map(|form| &form.ways) {
            let count = counts.entry(*way).or_default();
            *count = count.saturating_add(1);
        }
        let forms = *counts.values().max()?;
        let mut ways = counts.into_iter().filter(|(_, count)| *count == forms);
        Some(PrevailingConvention {
            way: ways.next()?.0,
            forms,
            others: ways.count(),
        })
    }
}

/// Whether a score was filed that is not the recomputed one, to the last digit.
fn differs(form: &Assessed) -> bool {
    let execution = &form.evaluation.execution;
    let funding = form.filing.funding.as_ref();
    let filed = funding.and_then(|funding| funding.reported.as_ref());
    let is_other = |filed: Option<Decimal>, own: Option<Decimal>, basis: Basis| {
        basis == Basis::Recomputed && filed.zip(own).is_some_and(|(filed, own)| filed != own)
    };
    is_other(filed.map(|f| f.value), execution.score, execution.basis)
        || form.indicators().any(|(indicator, result)| {
            let filed = indicator.reported.as_ref().map(|f| f.value);
            result.is_some_and(|result| is_other(filed, result.score, result.basis))
        })
}

/// The methods of the run, and those of the sets in the program that are others.
fn methods(own: &RuleSet) -> Vec<RuleSet> {
    let same = |one: &RuleSet, other: &RuleSet| {
        one.reverse == other.reverse
            && one.execution == other.execution
            && one.patterns == other.patterns
            && one.over_fulfilled == other.over_fulfilled
    };
    let mut methods = vec![own.clone()];
    let names = RuleSet::embedded_names();
    for set in names
        .iter()
        .filter_map(|name| RuleSet::load(Some(name)).ok())
    {
        if !methods.iter().any(|known| same(known, &set)) {
            methods.push(set);
        }
    }
    methods
}

/// Every rounding in use, with the rate before the score.
fn roundings() -> Vec<((usize, usize), ScoreRounding)> {
    let of_rate = |(rate, of_rate): (usize, Option<Rounding>)| {
        let scores = SCORES.into_iter().enumerate();
        scores.map(move |(score, of_score)| {
            let rounding = ScoreRounding {
                rate: of_rate,
                score: of_score,
            };
            ((rate, score), rounding)
        })
    };
    RATES.into_iter().enumerate().flat_map(of_rate).collect()
}

fn infer(form: usize, filing: &Filing, (own, methods): (&RuleSet, &[RuleSet])) -> FormInference {
    let filed = filed(filing);
    let worth = scores(filing, own, std::slice::from_ref(&own.rounding));
    let compared = filed.iter().zip(worth);
    let compared: Vec<(Decimal, Decimal)> = compared
        .filter_map(|(filed, own)| filed.zip(recomputed(own.first()?)))
        .collect();
    let (places, roundings): (Vec<_>, Vec<_>) = roundings().into_iter().unzip();
    let initial = on_initial(filing);
    let mut ways = Vec::new();
    for (methods, rules) in methods.iter().enumerate() {
        let bases = [
            (Base::Adjusted, Some(filing)),
            (Base::Initial, initial.as_ref()),
        ];
        for (base, filing) in bases.into_iter().filter_map(|(base, f)| Some((base, f?))) {
            let explained = explained(&filed, scores(filing, rules, &roundings), places.len());
            ways.extend(
                explained
                    .into_iter()
                    .zip(&places)
                    .filter_map(|(explained, place)| {
                        let (rate, score) = *place;
                        explained.then_some(Convention {
                            methods,
                            rate,
                            score,
                            base,
                        })
                    }),
            );
        }
    }
    ways.sort_unstable();
    FormInference {
        form,
        differ: compared.iter().filter(|(filed, own)| filed != own).count(),
        compared: compared.len(),
        ways,
    }
}

/// The form with its first budget in place of the adjusted one; `None` where both are the same.
fn on_initial(filing: &Filing) -> Option<Filing> {
    let funding = filing.funding.as_ref()?;
    let initial = funding.initial.clone()?;
    let other = funding
        .adjusted
        .as_ref()
        .is_some_and(|adjusted| adjusted.value != initial.value);
    other.then(|| {
        let mut filing = filing.clone();
        if let Some(funding) = &mut filing.funding {
            funding.adjusted = Some(initial);
        }
        filing
    })
}

/// The filed scores: execution, then every indicator.
fn filed(filing: &Filing) -> Vec<Option<Decimal>> {
    let funding = filing.funding.as_ref();
    let execution = funding
        .and_then(|funding| funding.reported.as_ref())
        .map(|f| f.value);
    let indicators = filing.indicators.iter();
    let indicators = indicators.map(|indicator| indicator.reported.as_ref().map(|f| f.value));
    std::iter::once(execution).chain(indicators).collect()
}

/// A score that is recomputed.
fn recomputed((score, basis): &(Option<Decimal>, Basis)) -> Option<Decimal> {
    score.filter(|_| *basis == Basis::Recomputed)
}

/// For each rounding whether every filed score that can be recomputed is the recomputed one, and there is any. `worth` has
/// the scores row by row; those behind the row with which no rounding explains the form are not asked for.
fn explained(
    filed: &[Option<Decimal>],
    worth: impl Iterator<Item = Vec<(Option<Decimal>, Basis)>>,
    roundings: usize,
) -> Vec<bool> {
    // None where nothing could be compared so far.
    let mut explained: Vec<Option<bool>> = vec![None; roundings];
    for (filed, worth) in filed.iter().zip(worth) {
        for (explained, own) in explained.iter_mut().zip(&worth) {
            if let Some((filed, own)) = filed.zip(recomputed(own)) {
                *explained = Some(explained.unwrap_or(true) && filed == own);
            }
        }
        if explained.iter().all(|explained| *explained == Some(false)) {
            break;
        }
    }
    explained
        .into_iter()
        .map(|explained| explained == Some(true))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::explained;
    use crate::model::{Basis, Unscored};
    use rust_decimal::Decimal;

    #[test]
    fn every_score_that_can_be_recomputed_has_to_fit() {
        let points = |points: i64| Some(Decimal::new(points, 2));
        let under = |filed: &[Option<Decimal>], worth: &[Option<Decimal>]| {
            let rows = worth.iter().map(|score| match score {
                Some(_) => vec![(*score, Basis::Recomputed)],
                None => vec![(points(898), Basis::Kept(Unscored::NoActual))],
            });
            explained(filed, rows, 1) == [true]
        };
        assert!(under(&[points(898), None], &[points(898), points(1000)]));
        assert!(!under(
            &[points(898), points(999)],
            &[points(898), points(1000)]
        ));
        assert!(!under(
            &[points(999), points(898)],
            &[points(898), points(898)]
        ));
        assert!(!under(&[points(898)], &[None]));
    }
}
