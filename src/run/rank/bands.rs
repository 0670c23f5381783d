//! 名次区间: how far a rank can be trusted, for every ranked form among those of its kind.
//!
//! Four families of scenarios, each with the scoring left as it is: one indicator of the unit itself left out (exact),
//! one class of indicators left out for all units (exact), the other roundings in use (exact), and weights moved at
//! random with a fixed seed. The band of a form is the span of its ranks over all scenarios; of the random draws 5 % at
//! either end are left out.

mod grades;
mod leave_out;
mod ledger;
mod neighbours;
mod noise;
mod rounding;
mod spread;

use rayon::prelude::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rust_decimal::Decimal;

use crate::model::Kind;
use crate::rules::RuleSet;
use crate::run::Assessment;
pub use grades::{GradeLift, GradeReach};
use leave_out::{CommonOmission, common};
use ledger::{Group, Ledger, Parts};
use neighbours::Evidence;
pub use neighbours::{CloseRival, Doubt, NEAR};
use noise::Noise;
pub use noise::{MOST, SEED, draws};
use spread::{Spread, widen};

/// Lowest and highest rank and total over some scenarios; the published ones are always within.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Best and worst rank 最好名次、最差名次.
    pub ranks: (usize, usize),
    /// Lowest and highest total.
    pub totals: (Decimal, Decimal),
}

/// 名次区间 of one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// Over all scenarios.
    pub all: Span,
    /// One of its own indicators left out.
    pub indicator: Span,
    /// One class of indicators left out for all forms.
    pub class: Span,
    /// The other roundings.
    pub rounding: Span,
    /// Weights moved, without the tails; `None` where nothing was drawn.
    pub weights: Option<Span>,
    /// Weights moved, all draws.
    pub weights_extreme: Option<Span>,
    /// Neighbours that cannot be distinguished from it, in the order of the ranking.
    pub near: Vec<CloseRival>,
    /// The bounds of its grade.
    pub grade: GradeReach,
}

/// 名次区间 of all ranked forms, units and projects separately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bands {
    forms: Vec<Option<Band>>,
    left_out: [Vec<OmittedClass>; 2],
}

/// A class of indicators that all forms of a kind leave out in one scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OmittedClass {
    /// 预算执行
    Execution,
    /// 一级指标; empty for indicators without one.
    Level1(Box<str>),
    /// 二级指标
    Level2(Box<str>),
}

impl Bands {
    /// The band of a form by its index in [`Assessment::forms`]; `None` for one that is not ranked.
    #[must_use]
    pub fn of(&self, form: usize) -> Option<&Band> {
        self.forms.get(form)?.as_ref()
    }

    /// The classes that forms of `kind` left out together, in order.
    #[must_use]
    pub fn left_out(&self, kind: Kind) -> &[OmittedClass] {
        let [units, projects] = &self.left_out;
        match kind {
            Kind::Unit => units,
            Kind::Project => projects,
        }
    }
}

/// The bands of all ranked forms: pure, and the same for the same assessment.
///
/// None under rules with new weights, because every scenario starts from the weights of the forms; none for monitoring
/// forms, which have no scores; and none for a kind that is ranked by reviews, not by totals.
#[must_use]
pub fn bands(assessment: &Assessment) -> Bands {
    let mut forms = vec![None; assessment.forms.len()];
    if assessment.rules.reweight.is_some() || assessment.midyear.is_some() {
        let left_out = <[Vec<OmittedClass>; 2]>::default();
        return Bands { forms, left_out };
    }
    let left_out = [Kind::Unit, Kind::Project].map(|kind| {
        if assessment.ranks_reviews(kind) {
            return Vec::new();
        }
        let (ledger, parts) = Ledger::of(assessment, kind);
        let left_out = common(&ledger, &parts);
        let bands = of_ledger(&ledger, parts, &left_out, &assessment.rules);
        for (entry, band) in ledger.entries.iter().zip(bands) {
            if let Some(place) = forms.get_mut(entry.index) {
                *place = band;
            }
        }
        left_out.into_iter().map(name).collect()
    });
    Bands { forms, left_out }
}

fn name(common: CommonOmission) -> OmittedClass {
    match common {
        CommonOmission::Group(_, Group::Execution) => OmittedClass::Execution,
        CommonOmission::Group(_, Group::Level(name)) => OmittedClass::Level1(name.as_str().into()),
        CommonOmission::Class(_, (_, name)) => OmittedClass::Level2(name.as_str().into()),
    }
}

/// The bands of all entries, in their order.
fn of_ledger(
    ledger: &Ledger,
    parts: Vec<Parts>,
    left_out: &[CommonOmission],
    rules: &RuleSet,
) -> Vec<Option<Band>> {
    let indicator = leave_out::own_indicators(ledger, &parts);
    let classes = left_out.iter().map(|c| c.totals(ledger, &parts));
    let classes: Vec<_> = classes.collect();
    // The draws need room for themselves.
    drop(parts);
    let roundings = rounding::totals(ledger, rules, &rounding::others(rules));
    let noise = Noise::of(ledger);
    let joint = |scenarios: &[Vec<i64>]| {
        let mut spreads = Spread::published(ledger);
        scenarios.iter().for_each(|t| widen(&mut spreads, t));
        spreads
    };
    let (class, rounding) = (joint(&classes), joint(&roundings));
    let evidence = Evidence {
        ledger,
        indicator: &indicator,
        classes: &classes,
        roundings: &roundings,
        noise: &noise,
    };
    let families = (&indicator, &class, &rounding);
    let families = families.into_par_iter().enumerate();
    families
        .map(|(at, (indicator, class, rounding))| {
            band(&evidence, at, [*indicator, *class, *rounding], rules)
        })
        .collect()
}

/// The band of the form at `at` from its spreads by family.
fn band(
    evidence: &Evidence,
    at: usize,
    [indicator, class, rounding]: [Spread; 3],
    rules: &RuleSet,
) -> Option<Band> {
    let ledger = evidence.ledger;
    let entry = ledger.entries.get(at)?;
    let total = entry.form.evaluation.total?;
    let moved = evidence.noise.moved(at);
    let published = Spread::at(entry.rank, entry.total);
    let figure = |whole: i64| match whole {
        same if same == entry.total => total,
        other => ledger.figure(other),
    };
    let span = |spread: Spread| Span {
        ranks: spread.ranks,
        totals: (figure(spread.totals.0), figure(spread.totals.1)),
    };
    let weights = moved.map(|m| published.joined(m.usual));
    let all = [Some(class), Some(rounding), weights];
    let all = all.into_iter().flatten().fold(indicator, Spread::joined);
    let all = span(all);
    Some(Band {
        grade: GradeReach::of(entry.form, total, all.totals, rules),
        all,
        indicator: span(indicator),
        class: span(class),
        rounding: span(rounding),
        weights: weights.map(span),
        weights_extreme: moved.map(|m| span(published.joined(m.extreme))),
        near: evidence.near(at),
    })
}
