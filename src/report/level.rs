//! 一级指标 as columns: which groups the forms use, in the usual order.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::assessment::Assessed;
use crate::lang::{Lang, Text};
use crate::model::{Group, Indicator, IndicatorResult, Portion, USUAL_GROUPS, usual_group};

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

/// The columns of 一级指标 of a book.
#[derive(Debug, Clone, Default)]
pub(super) struct Levels(Vec<Level>);

impl Levels {
    /// The groups that `forms` use.
    pub(super) fn of<'a>(forms: impl Iterator<Item = &'a Assessed>) -> Self {
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
        Self(levels)
    }

    /// Number of columns.
    pub(super) const fn count(&self) -> usize {
        self.0.len()
    }

    /// Headers of the columns of scores.
    pub(super) fn headers(&self, lang: Lang) -> Vec<String> {
        self.titles(lang, Text::new("得分", " score"))
    }

    /// Names of the groups, each with `ending`.
    pub(super) fn titles(&self, lang: Lang, ending: Text) -> Vec<String> {
        let ending = ending.get(lang);
        self.0
            .iter()
            .map(|level| format!("{}{ending}", level.title(lang)))
            .collect()
    }

    /// Whether several groups share a column.
    pub(super) fn are_merged(&self) -> bool {
        self.0.contains(&Level::Rest)
    }

    /// Points that a form earned in the n-th group; `None` where it has no scored indicator there.
    pub(super) fn points(&self, form: &Assessed, nth: usize) -> Option<Decimal> {
        match self.reweighted(form, nth) {
            Some(part) => part.map(|p| p.score),
            None => self.sum(form, nth, |_, result| result.score),
        }
    }

    /// Points that could be earned by the scored indicators of the n-th group.
    pub(super) fn weights(&self, form: &Assessed, nth: usize) -> Option<Decimal> {
        match self.reweighted(form, nth) {
            Some(part) => part.map(|p| p.points),
            None => self.sum(form, nth, |indicator, result| {
                result.score?;
                indicator.points.as_ref().map(|points| points.value)
            }),
        }
    }

    /// The n-th group under new weights, where the rules set any.
    fn reweighted(&self, form: &Assessed, nth: usize) -> Option<Option<Portion>> {
        let groups = &form.evaluation.reweighted.as_ref()?.groups;
        let wanted = self.0.get(nth);
        let parts = groups
            .iter()
            .filter(|(group, _)| Some(&self.column(group.clone())) == wanted);
        Some(parts.map(|(_, part)| *part).reduce(|a, b| Portion {
            points: a.points.saturating_add(b.points),
            score: a.score.saturating_add(b.score),
        }))
    }

    fn sum(
        &self,
        form: &Assessed,
        nth: usize,
        figure: fn(&Indicator, &IndicatorResult) -> Option<Decimal>,
    ) -> Option<Decimal> {
        let wanted = self.0.get(nth)?;
        let indicators = &form.filing.indicators;
        indicators
            .iter()
            .zip(&form.evaluation.indicators)
            .filter(|(i, _)| self.counts(wanted, i.level1.as_ref()))
            .filter_map(|(indicator, result)| figure(indicator, result))
            .try_fold(None, |sum: Option<Decimal>, score| {
                sum.unwrap_or_default().checked_add(score).map(Some)
            })?
    }

    /// Whether a level-1 name is counted in the column of `wanted`.
    fn counts(&self, wanted: &Level, name: Option<&Arc<str>>) -> bool {
        match (wanted, name) {
            (Level::Group(Group::Usual(at)), Some(name)) => usual_group(name) == Some(*at),
            (Level::Group(Group::Local(local)), Some(name)) => name == local,
            (Level::Group(Group::Ungrouped), name) => name.is_none(),
            (Level::Group(_), None) => false,
            (Level::Rest, name) => self.column(Group::of(name)) == Level::Rest,
        }
    }

    /// The column in which a group is counted.
    fn column(&self, group: Group) -> Level {
        let level = Level::Group(group);
        if self.0.contains(&level) {
            level
        } else {
            Level::Rest
        }
    }
}
