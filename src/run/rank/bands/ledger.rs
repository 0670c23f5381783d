//! The ranked forms of a kind in whole numbers: scores and weights by group, ready to be reweighted.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use rust_decimal::Decimal;

use crate::base::number::{Rounding, RoundingMode};
use crate::model::{Basis, Kind, USUAL_GROUPS, Weight, usual_group};
use crate::rules::ScoreRounding;
use crate::run::{Assessed, Assessment};

/// Most decimal places that are kept of a score or weight; published ones have two.
const PLACES: u32 = 6;

/// Largest total in steps of the last place.
const LARGEST: i64 = 1_000_000_000_000;

/// Ranked forms of one kind in the order of the ranking.
pub(super) struct Ledger<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    /// 一级指标 that the forms use; budget execution is the first.
    pub(super) groups: Vec<Group>,
    /// 二级指标 that the forms use.
    pub(super) classes: Vec<Class>,
    /// Decimal places of all whole numbers here.
    scale: u32,
    /// One step of a published total, as a whole number.
    grain: i64,
}

/// 一级指标, or budget execution, which comes first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Execution,
    Level(EcoString),
}

/// 二级指标 within its group.
pub(super) type Class = (Group, EcoString);

/// One ranked form.
pub(super) struct Entry<'a> {
    /// Index among all forms.
    pub(super) index: usize,
    pub(super) form: &'a Assessed,
    pub(super) rank: usize,
    pub(super) total: i64,
    /// Its parts summed up by group.
    pub(super) sums: Vec<WeightedScore>,
    /// How far rounding can have moved the total.
    pub(super) reach: Decimal,
}

/// The weighted parts of a form; the others are constant in every scenario.
pub(super) type Parts = Vec<WeightedScore>;

/// A score with its weight.
#[derive(Clone, Copy)]
pub(super) struct WeightedScore {
    pub(super) group: usize,
    pub(super) class: Option<usize>,
    pub(super) score: i64,
    pub(super) points: i64,
}

/// A part of a form before groups are numbered.
struct ItemInGroup {
    group: Group,
    class: Option<Class>,
    score: Decimal,
    points: Decimal,
}

/// What occurs on the forms together.
#[derive(Default)]
struct Survey {
    groups: BTreeSet<Group>,
    classes: BTreeSet<Class>,
    /// Decimal places of the finest score or weight.
    places: u32,
}

impl Survey {
    fn with(mut self, piece: ItemInGroup) -> Self {
        self.places = self
            .places
            .max(places(piece.score))
            .max(places(piece.points));
        if !self.groups.contains(&piece.group) {
            self.groups.insert(piece.group);
        }
        self.classes.extend(piece.class);
        self
    }

    fn and(mut self, other: Self) -> Self {
        self.groups.extend(other.groups);
        self.classes.extend(other.classes);
        self.places = self.places.max(other.places);
        self
    }
}

impl<'a> Ledger<'a> {
    /// The ranked forms of `kind`, and the parts of each.
    pub(super) fn of(assessment: &'a Assessment, kind: Kind) -> (Self, Vec<Parts>) {
        let forms = assessment.forms.iter().enumerate();
        let ranked = forms.filter(|(_, f)| f.filing.kind == kind);
        let ranked: Vec<_> = ranked
            .filter_map(|(index, form)| {
                let total = form.evaluation.total?;
                Some((index, form, form.standing?.rank, total))
            })
            .collect();
        let survey = ranked
            .par_iter()
            .fold(Survey::default, |survey, (_, form, ..)| {
                scored(form)
                    .map(ItemInGroup::from)
                    .fold(survey, Survey::with)
            });
        let survey = survey.reduce(Survey::default, Survey::and);
        let totals = || ranked.iter().map(|(.., total)| *total);
        let rules = &assessment.rules;
        let published = totals().map(places).max().unwrap_or(0);
        let published = published.max(rules.rounding.score.places);
        let scale = scale(survey.places.max(published), rules.total_points);
        let mut ledger = Self {
            entries: Vec::new(),
            groups: survey.groups.into_iter().collect(),
            classes: survey.classes.into_iter().collect(),
            scale,
            grain: 10_i64.pow(scale.saturating_sub(published)),
        };
        let (entries, parts) = ranked
            .par_iter()
            .map(|(index, form, rank, total)| {
                let scored: Vec<_> = scored(form).collect();
                let reach = reach(&scored, rules.rounding).unwrap_or_default();
                let parts = ledger.parts(scored);
                let entry = Entry {
                    index: *index,
                    form,
                    rank: *rank,
                    total: ledger.whole(*total),
                    sums: sums(&parts),
                    reach,
                };
                (entry, parts)
            })
            .unzip();
        ledger.entries = entries;
        (ledger, parts)
    }

    /// The weighted parts; empty where a weight is implausibly large: the form then keeps its total in every scenario.
    fn parts(&self, scored: Vec<ScoredItem>) -> Parts {
        let pieces = scored.into_iter().map(ItemInGroup::from);
        let mut parts: Vec<_> = pieces.map(|piece| self.part(&piece)).collect();
        parts.shrink_to_fit();
        let weight = |part: &WeightedScore| i128::from(part.points.max(part.score));
        if parts.iter().map(weight).sum::<i128>() > i128::from(LARGEST) {
            parts.clear();
        }
        parts
    }

    fn part(&self, piece: &ItemInGroup) -> WeightedScore {
        WeightedScore {
            group: self.groups.binary_search(&piece.group).unwrap_or_default(),
            class: piece
                .class
                .as_ref()
                .and_then(|c| self.classes.binary_search(c).ok()),
            score: self.whole(piece.score),
            points: self.whole(piece.points),
        }
    }

    /// Whether a part is an indicator and not budget execution.
    pub(super) fn is_indicator(&self, part: &WeightedScore) -> bool {
        self.groups.get(part.group) != Some(&Group::Execution)
    }

    /// `figure` in steps of the last place.
    pub(super) fn whole(&self, figure: Decimal) -> i64 {
        let mut rounded = Rounding::new(self.scale, RoundingMode::HalfUp).apply(figure);
        rounded.rescale(self.scale);
        i64::try_from(rounded.mantissa()).unwrap_or(i64::MAX)
    }

    /// The figure that a whole number stands for.
    pub(super) fn figure(&self, whole: i64) -> Decimal {
        Decimal::new(whole, self.scale)
    }

    /// The published total of `entry` when each of `parts` is reweighted and the sum of its points stays the same:
    /// points × Σ factor·score ÷ Σ factor·weight, multiplied first and rounded once. A form that would lose all its
    /// parts keeps its total.
    pub(super) fn reweighted(
        &self,
        entry: &Entry,
        parts: &[WeightedScore],
        factor: impl Fn(usize, &WeightedScore) -> i64,
    ) -> i64 {
        let (mut score, mut points) = (0_i64, 0_i64);
        let (mut earned, mut weight) = (0_i64, 0_i64);
        for (at, part) in parts.iter().enumerate() {
            let factor = factor(at, part);
            earned += factor * part.score;
            weight += factor * part.points;
            score += part.score;
            points += part.points;
        }
        if weight == 0 {
            return entry.total;
        }
        let wide = |a: i64, b: i64| i128::from(a) * i128::from(b);
        let exact = wide(points, earned) + wide(entry.total - score, weight);
        let step = wide(weight, self.grain);
        quotient(2 * exact + step, 2 * step).map_or(entry.total, |steps| steps * self.grain)
    }
}

/// The quotient rounded down; ordinary figures are divided in 64 bits, which is several times faster.
fn quotient(above: i128, below: i128) -> Option<i64> {
    match (u64::try_from(above), u64::try_from(below)) {
        (Ok(above), Ok(below)) => i64::try_from(above.checked_div(below)?).ok(),
        _ => i64::try_from(above.checked_div_euclid(below)?).ok(),
    }
}

/// Budget execution or an indicator with its weight and its score.
pub(super) struct ScoredItem {
    /// Position among the indicators; none for execution.
    pub(super) indicator: Option<(usize, Weight)>,
    pub(super) points: Decimal,
    pub(super) score: Decimal,
    pub(super) basis: Basis,
}

/// Execution and indicators of a form that carry a weight above 0 and have a score.
pub(super) fn scored(form: &Assessed) -> impl Iterator<Item = ScoredItem> {
    let result = &form.evaluation.execution;
    let execution = (None, result.points, result.score, result.basis);
    let indicators = form.weights().enumerate();
    let indicators = indicators.filter_map(|(at, (indicator, result))| {
        let points = indicator.points.as_ref().map(|p| p.value);
        let result = result?;
        Some((Some((at, indicator)), points, result.score, result.basis))
    });
    std::iter::once(execution)
        .chain(indicators)
        .filter_map(|(indicator, points, score, basis)| {
            Some(ScoredItem {
                indicator,
                points: points.filter(|p| *p > Decimal::ZERO)?,
                score: score?,
                basis,
            })
        })
}

impl From<ScoredItem> for ItemInGroup {
    fn from(scored: ScoredItem) -> Self {
        let indicator = scored.indicator.map(|(_, indicator)| indicator);
        let group = indicator.as_ref().map_or(Group::Execution, group);
        let level2 = indicator.and_then(|i| i.level2);
        let class = level2.map(|name| match name.strip_suffix("指标") {
            Some(short) => (group.clone(), short.into()),
            None => (group.clone(), name),
        });
        Self {
            group,
            class,
            score: scored.score,
            points: scored.points,
        }
    }
}

/// The parts of a form summed up by group.
fn sums(parts: &[WeightedScore]) -> Vec<WeightedScore> {
    let mut sums: BTreeMap<usize, WeightedScore> = BTreeMap::new();
    for part in parts {
        let sum = sums.entry(part.group).or_insert(WeightedScore {
            score: 0,
            points: 0,
            ..*part
        });
        sum.score += part.score;
        sum.points += part.points;
    }
    sums.into_values().collect()
}

/// 产出 and 产出指标 are one group; indicators without a group are one, too.
fn group(indicator: &Weight) -> Group {
    let name = indicator.level1.clone().unwrap_or_default();
    let usual = usual_group(&name).and_then(|at| USUAL_GROUPS.get(at));
    Group::Level(usual.map_or(name, |usual| usual.zh.into()))
}

fn places(figure: Decimal) -> u32 {
    figure.normalize().scale()
}

/// `wanted` places, at most [`PLACES`], and fewer where the `most` points are extremely large.
fn scale(wanted: u32, most: Decimal) -> u32 {
    let wanted = wanted.min(PLACES);
    let fits = |scale: &u32| {
        let largest = most.checked_mul(Decimal::from(10_u64.pow(*scale)));
        largest.is_some_and(|l| l <= Decimal::from(LARGEST))
    };
    (0..=wanted).rev().find(fits).unwrap_or(0)
}

/// How far a total can be from that of the exact scores: half a step of the last place for every score that was
/// rounded, and of the rate times the weight where rates are rounded before.
fn reach(scored: &[ScoredItem], rounding: ScoreRounding) -> Option<Decimal> {
    let rate = rounding.rate.map_or(Decimal::ZERO, step);
    let partial = |part: &ScoredItem| !part.score.is_zero() && part.score != part.points;
    let mut rounded = scored
        .iter()
        .filter(|part| part.basis == Basis::Recomputed && partial(part));
    rounded.try_fold(Decimal::ZERO, |reach, part| {
        let of_rate = rate.checked_mul(part.points)?;
        reach.checked_add(step(rounding.score).checked_add(of_rate)?)
    })
}

/// The most that a rounding changes: half a step, or a whole one where digits are cut off.
fn step(rounding: Rounding) -> Decimal {
    let tenths = if rounding.mode == RoundingMode::Down {
        10
    } else {
        5
    };
    Decimal::new(tenths, rounding.places.saturating_add(1).min(28))
}
