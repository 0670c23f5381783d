//! 抽查: which forms are reviewed: every one with an error or a high risk, and a number of the others at random.
//!
//! The others are in path order. The numbers of the SplitMix64 sequence of the seed, each reduced to the remaining
//! range by the upper half of a product, choose one after the other (Fisher–Yates), so that a seed gives the same forms
//! on every computer.

use std::cmp::Reverse;
use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::risk::{Largest, Risk};
use super::{Assessed, Assessment};
use crate::base::random::{below, random};
use crate::finding::Severity;

/// 抽查规则: how many of the forms that need not be reviewed, and the seed of the draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draw {
    /// How many.
    pub size: Size,
    /// 种子
    pub seed: u64,
}

/// How many of the others are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// This number, or all.
    Count(usize),
    /// A fraction of them, rounded up.
    Share(Decimal),
}

/// Why a form is reviewed 抽取方式.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SelectionReason {
    /// It has an error.
    Error,
    /// Its risk is at the bound or above.
    Risk,
    /// It was drawn.
    Drawn,
}

/// A form on the list 复核名单.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Index of the form.
    pub form: usize,
    /// 风险分
    pub risk: Risk,
    /// Why it is reviewed, where it is and forms were drawn.
    pub chosen: Option<SelectionReason>,
}

/// The ranked forms by their risk, the highest first, of equal ones by path; with a draw each has the reason why it is
/// reviewed, if it is.
#[must_use]
pub fn candidates(assessment: &Assessment, draw: Option<Draw>) -> Vec<Candidate> {
    let largest = Largest::of(assessment);
    let rules = &assessment.rules;
    let ranked = assessment.forms.iter().enumerate();
    let ranked = ranked.filter(|(_, form)| form.standing.is_some());
    let mut all: Vec<_> = ranked
        .map(|(at, form)| {
            let risk = Risk::of(form, &largest, rules);
            let chosen = draw.and(must(form, risk.total() >= rules.risk.from));
            let candidate = Candidate {
                form: at,
                risk,
                chosen,
            };
            let place = (
                Arc::clone(&form.filing.file),
                Arc::clone(&form.filing.sheet),
            );
            (place, candidate)
        })
        .collect();
    all.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut all: Vec<_> = all.into_iter().map(|(_, candidate)| candidate).collect();
    if let Some(draw) = draw {
        draw.choose(&mut all);
    }
    all.sort_by_cached_key(|candidate| Reverse(candidate.risk.total()));
    all
}

fn must(form: &Assessed, high: bool) -> Option<SelectionReason> {
    if form.count(Severity::Error) > 0 {
        return Some(SelectionReason::Error);
    }
    high.then_some(SelectionReason::Risk)
}

impl Draw {
    /// How many of the others are drawn.
    #[must_use]
    pub fn of(&self, others: usize) -> usize {
        match self.size {
            Size::Count(count) => count.min(others),
            Size::Share(share) => {
                let part = share.checked_mul(others.into()).map(|part| part.ceil());
                part.and_then(|part| part.to_usize())
                    .unwrap_or(others)
                    .min(others)
            }
        }
    }

    fn choose(&self, all: &mut [Candidate]) {
        let others = all.iter().enumerate().filter(|(_, c)| c.chosen.is_none());
        let mut others: Vec<usize> = others.map(|(at, _)| at).collect();
        for (nth, _) in (0..).zip(0..self.of(others.len())) {
            let left = u64::try_from(others.len()).unwrap_or(u64::MAX);
            let at = below(random(self.seed, nth), left);
            let at = others.swap_remove(usize::try_from(at).unwrap_or_default());
            if let Some(candidate) = all.get_mut(at) {
                candidate.chosen = Some(SelectionReason::Drawn);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{Candidate, Draw, Risk, SelectionReason, Size};

    fn drawn(size: Size, seed: u64) -> Vec<usize> {
        let mut all: Vec<_> = (0..10)
            .map(|form| Candidate {
                form,
                risk: Risk::default(),
                chosen: (form < 2).then_some(SelectionReason::Risk),
            })
            .collect();
        Draw { size, seed }.choose(&mut all);
        let drawn = all
            .iter()
            .filter(|c| c.chosen == Some(SelectionReason::Drawn));
        drawn.map(|c| c.form).collect()
    }

    #[test]
    fn a_seed_always_draws_the_same() {
        let quarter = Size::Share(Decimal::new(25, 2));
        assert_eq!(drawn(Size::Count(3), 7), drawn(Size::Count(3), 7));
        assert_ne!(drawn(Size::Count(3), 7), drawn(Size::Count(3), 8));
        assert_eq!(drawn(quarter, 1).len(), 2);
        assert_eq!(drawn(Size::Share(Decimal::new(26, 2)), 1).len(), 3);
        assert_eq!(drawn(Size::Count(99), 1), [2, 3, 4, 5, 6, 7, 8, 9]);
        assert!(drawn(Size::Count(0), 1).is_empty());
    }
}
