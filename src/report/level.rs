//! 一级指标 as columns: which groups the forms use, in the usual order.

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use rust_decimal::Decimal;

use crate::base::lang::{Lang, Text};
use crate::model::{Group, Portion, USUAL_GROUPS, usual_group};
use crate::run::Assessed;

/// Groups beyond those that have a column.
const REST: Text = Text::new("其他", "Other");

/// Local groups that get a column each; with more of them the sheet could not be printed.
const LOCAL: usize = 8;

/// Place of a group among the usual ones; other groups come behind.
pub(super) fn usual_place(name: &str) -> usize {
    usual_group(name).unwrap_or(USUAL_GROUPS.len())
}

/// One 一级指标 that the forms use; in the order of the columns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Group(Group),
    Rest,
}

impl Level {
    fn title(&self, lang: Lang) -> &str {
        match self {
            Self::Group(group) => group.title(lang),
            Self::Rest => REST.get(lang),
        }
    }
}

/// The columns of 一级指标 of a book, and what each form has in them.
#[derive(Debug, Clone, Default)]
pub(super) struct Levels {
    columns: Vec<Level>,
    /// By index of the form; empty for forms that are not counted.
    sums: Vec<Box<[Sums]>>,
}

/// Sums of the scored indicators of a form in one column.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    /// Points that could be earned.
    weights: Option<Decimal>,
    /// Points that were.
    points: Option<Decimal>,
}

impl Levels {
    /// The groups that `forms`, each with its index, use.
    pub(super) fn of<'a>(forms: impl Iterator<Item = (usize, &'a Assessed)>) -> Self {
        let forms: Vec<_> = forms.collect();
        let groups = forms.par_iter().map(|(_, form)| groups(form));
        let groups: Vec<Vec<(Group, Sums)>> = groups.collect();
        let mut levels = Self {
            columns: columns(groups.iter().flatten().map(|(group, _)| group)),
            sums: Vec::new(),
        };
        for ((index, _), groups) in forms.into_iter().zip(groups) {
            let sums = levels.sums_of(groups);
            levels.sums.resize_with(index, Box::default);
            levels.sums.push(sums);
        }
        levels
    }

    /// Number of columns.
    pub(super) const fn count(&self) -> usize {
        self.columns.len()
    }

    /// Headers of the columns of scores.
    pub(super) fn headers(&self, lang: Lang) -> Vec<String> {
        self.titles(lang, Text::new("得分", " score"))
    }

    /// Names of the groups, each with `ending`.
    pub(super) fn titles(&self, lang: Lang, ending: Text) -> Vec<String> {
        let ending = ending.get(lang);
        self.columns
            .iter()
            .map(|level| format!("{}{ending}", level.title(lang)))
            .collect()
    }

    /// Whether several groups share a column.
    pub(super) fn are_merged(&self) -> bool {
        self.columns.contains(&Level::Rest)
    }

    /// Points that a form earned in the n-th group; `None` where it has no scored indicator there.
    pub(super) fn points(&self, index: usize, nth: usize) -> Option<Decimal> {
        self.sums.get(index)?.get(nth)?.points
    }

    /// Points that could be earned by the scored indicators of the n-th group.
    pub(super) fn weights(&self, index: usize, nth: usize) -> Option<Decimal> {
        self.sums.get(index)?.get(nth)?.weights
    }

    fn sums_of(&self, groups: Vec<(Group, Sums)>) -> Box<[Sums]> {
        let mut sums = vec![Sums::default(); self.columns.len()];
        for (group, part) in groups {
            if let Some(sum) = self.column_of(&group).and_then(|at| sums.get_mut(at)) {
                sum.and(part);
            }
        }
        sums.into()
    }

    /// The column in which a group is counted.
    fn column_of(&self, group: &Group) -> Option<usize> {
        let of = |wanted: &Level| match wanted {
            Level::Group(own) => own == group,
            Level::Rest => true,
        };
        self.columns.iter().position(of)
    }
}

/// The groups of a form; under new weights with the new points and scores.
fn groups(form: &Assessed) -> Vec<(Group, Sums)> {
    let mut groups: Vec<(Group, Sums)> = Vec::new();
    let reweighted = form.evaluation.reweighted.as_ref();
    for (indicator, result) in form.weights() {
        let group = Group::of(indicator.level1.as_ref());
        let score = result
            .filter(|_| reweighted.is_none())
            .and_then(|r| r.score);
        let points = indicator.points.filter(|_| score.is_some());
        let sums = Sums {
            weights: points.map(|p| p.value),
            points: score,
        };
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, known)) => known.and(sums),
            None => groups.push((group, sums)),
        }
    }
    let parts = reweighted.iter().flat_map(|r| &r.groups);
    groups.extend(parts.map(|(group, part)| (group.clone(), Sums::from(part))));
    groups
}

/// The `groups` that forms use, in the order of the columns.
fn columns<'a>(groups: impl Iterator<Item = &'a Group>) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    for group in groups {
        let known = |level: &Level| matches!(level, Level::Group(known) if known == group);
        if !levels.iter().any(known) {
            levels.push(Level::Group(group.clone()));
        }
    }
    let is_local = |l: &Level| matches!(l, Level::Group(Group::Local(_)));
    if levels.iter().filter(|l| is_local(l)).count() > LOCAL {
        levels.retain(|l| !is_local(l));
        levels.push(Level::Rest);
    }
    levels.sort();
    levels
}

impl Sums {
    fn and(&mut self, other: Self) {
        add(&mut self.weights, other.weights);
        add(&mut self.points, other.points);
    }
}

impl From<&Portion> for Sums {
    fn from(part: &Portion) -> Self {
        Self {
            weights: Some(part.points),
            points: Some(part.score),
        }
    }
}

/// Adds to a sum that begins with its first part; cells hold so little that no sum of one form overflows.
fn add(sum: &mut Option<Decimal>, part: Option<Decimal>) {
    if let Some(part) = part {
        *sum = Some(sum.unwrap_or_default().saturating_add(part));
    }
}
