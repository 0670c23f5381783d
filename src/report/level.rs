//! 一级指标 as columns: which groups the forms use, in the usual order.

use rust_decimal::Decimal;

use crate::assessment::Assessed;
use crate::lang::{Lang, Text};
use crate::model::{Group, USUAL_GROUPS, usual_group};

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

/// What the scored indicators of a form amount to in one column.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    /// Points that could be earned.
    weights: Option<Decimal>,
    /// Points that were.
    points: Option<Decimal>,
}

impl Levels {
    /// The groups that `forms`, each with its index, use.
    pub(super) fn of<'a>(forms: impl Iterator<Item = (usize, &'a Assessed)> + Clone) -> Self {
        let mut levels = Self {
            columns: columns(forms.clone().map(|(_, form)| form)),
            sums: Vec::new(),
        };
        for (index, form) in forms {
            let sums = levels.sums_of(form);
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

    fn sums_of(&self, form: &Assessed) -> Box<[Sums]> {
        let mut sums = vec![Sums::default(); self.columns.len()];
        match &form.evaluation.reweighted {
            Some(reweighted) => {
                for (group, part) in &reweighted.groups {
                    if let Some(sums) = self.column_of(group).and_then(|at| sums.get_mut(at)) {
                        add(&mut sums.weights, part.points);
                        add(&mut sums.points, part.score);
                    }
                }
            }
            None => {
                let results = form.evaluation.indicators.iter();
                for (indicator, result) in form.filing.indicators.iter().zip(results) {
                    let group = Group::of(indicator.level1.as_ref());
                    let sums = self.column_of(&group).and_then(|at| sums.get_mut(at));
                    if let (Some(sums), Some(score)) = (sums, result.score) {
                        add(&mut sums.points, score);
                        if let Some(points) = &indicator.points {
                            add(&mut sums.weights, points.value);
                        }
                    }
                }
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

/// The groups that `forms` use, in the order of the columns.
fn columns<'a>(forms: impl Iterator<Item = &'a Assessed>) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    for indicator in forms.flat_map(|f| &f.filing.indicators) {
        let level = Level::Group(Group::of(indicator.level1.as_ref()));
        if !levels.contains(&level) {
            levels.push(level);
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

/// Adds to a sum that begins with its first part; cells hold so little that no sum of one form overflows.
fn add(sum: &mut Option<Decimal>, part: Decimal) {
    *sum = Some(sum.unwrap_or_default().saturating_add(part));
}
