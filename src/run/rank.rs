//! The ranking 排名: units among units, projects among projects, by recomputed total.
//!
//! What is ranked is the published total, already rounded, so that two forms with the same printed total share a rank
//! (1, 2, 2, 4). Ties are displayed by execution rate, then unit name, then path.

pub mod bands;
mod summary;

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::model::Kind;
use crate::run::{Assessed, Standing};
pub use summary::{GradeShare, Summary, summary};

/// Gives every form its standing and puts all in order of display.
///
/// Forms with a recomputed total that nothing excludes are ranked: first units by rank, then unranked units by path,
/// then projects likewise. The order of input does not matter.
#[must_use]
pub fn rank(mut forms: Vec<Assessed>) -> Vec<Assessed> {
    for form in &mut forms {
        form.standing = None;
    }
    let scores = Scores::of(forms.iter().filter(|f| ranked_total(f).is_some()));
    for form in &mut forms {
        form.standing = ranked_total(form).map(|total| scores.standing(form, total));
    }
    put_in_order(&mut forms);
    forms
}

/// Puts forms in order of display; equal ones stay in their order. A stable sort of the forms themselves would allocate
/// memory for all of them again.
fn put_in_order(forms: &mut [Assessed]) {
    let mut order: Vec<usize> = (0..forms.len()).collect();
    order.sort_by(|a, b| match (forms.get(*a), forms.get(*b)) {
        (Some(a), Some(b)) => display_order(a, b),
        _ => Ordering::Equal,
    });
    for start in 0..order.len() {
        let mut at = start;
        // Follows a cycle of positions: each gets the form of the next one.
        while let Some(from) = order.get_mut(at).map(|next| std::mem::replace(next, at)) {
            if from == start || from == at {
                break;
            }
            forms.swap(at, from);
            at = from;
        }
    }
}

fn ranked_total(form: &Assessed) -> Option<Decimal> {
    form.ranked_figure().filter(|_| form.barred.is_empty())
}

/// Totals that a form is ranked among, in ascending order.
#[derive(Default)]
struct Scores {
    recomputed: BTreeMap<Kind, Vec<Decimal>>,
    in_group: BTreeMap<(Kind, Arc<str>), Vec<Decimal>>,
    reported: BTreeMap<Kind, Vec<Decimal>>,
}

impl Scores {
    fn of<'a>(ranked: impl Iterator<Item = &'a Assessed>) -> Self {
        let mut scores = Self::default();
        for form in ranked {
            scores.add(form);
        }
        let lists = scores.recomputed.values_mut();
        let lists = lists.chain(scores.in_group.values_mut());
        lists
            .chain(scores.reported.values_mut())
            .for_each(|list| list.sort_unstable());
        scores
    }

    fn add(&mut self, form: &Assessed) {
        let kind = form.filing.kind;
        if let Some(total) = form.ranked_figure() {
            self.recomputed.entry(kind).or_default().push(total);
            if let Some(group) = &form.filing.unit.group {
                let key = (kind, Arc::clone(group));
                self.in_group.entry(key).or_default().push(total);
            }
        }
        if let Some(total) = &form.filing.reported_total {
            self.reported.entry(kind).or_default().push(total.value);
        }
    }

    fn standing(&self, form: &Assessed, total: Decimal) -> Standing {
        let kind = form.filing.kind;
        let group = form.filing.unit.group.as_ref();
        let group = group.map(|g| self.in_group.get(&(kind, Arc::clone(g))));
        let reported = form.filing.reported_total.as_ref();
        Standing {
            rank: place(self.recomputed.get(&kind), total),
            group_rank: group.map(|list| place(list, total)),
            reported_rank: reported.map(|r| place(self.reported.get(&kind), r.value)),
        }
    }
}

/// 1 + the number of strictly better totals.
fn place(ascending: Option<&Vec<Decimal>>, total: Decimal) -> usize {
    ascending.map_or(1, |list| {
        let not_better = list.partition_point(|t| *t <= total);
        list.len().saturating_sub(not_better).saturating_add(1)
    })
}

/// Order of display among forms of the same rank: execution rate, then unit name, then path.
pub fn tie_order(a: &Assessed, b: &Assessed) -> Ordering {
    inside_tie(a, b).then_with(|| by_path(a, b))
}

fn by_path(a: &Assessed, b: &Assessed) -> Ordering {
    let (a, b) = (&a.filing, &b.filing);
    (&a.file, &a.sheet).cmp(&(&b.file, &b.sheet))
}

fn display_order(a: &Assessed, b: &Assessed) -> Ordering {
    let kind = a.filing.kind.cmp(&b.filing.kind);
    let standing = match (&a.standing, &b.standing) {
        (Some(x), Some(y)) => x.rank.cmp(&y.rank).then_with(|| inside_tie(a, b)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    };
    kind.then(standing).then_with(|| by_path(a, b))
}

/// Higher execution rate first, forms without one last; then by unit name.
fn inside_tie(a: &Assessed, b: &Assessed) -> Ordering {
    let key = |form: &Assessed| Reverse(form.evaluation.execution.rate);
    let name = |form: &Assessed| form.filing.unit.name.as_ref().map(|n| n.value.clone());
    key(a).cmp(&key(b)).then_with(|| name(a).cmp(&name(b)))
}
