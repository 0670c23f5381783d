//! 一级指标 as columns: which groups the forms use, in the usual order.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::assessment::Assessed;
use crate::lang::{Lang, Text};
use crate::model::{Indicator, IndicatorResult, USUAL_GROUPS, usual_group};

/// Names of [`USUAL_GROUPS`].
const USUAL: [Text; USUAL_GROUPS.len()] = [
    Text::new("成本", "Cost"),
    Text::new("产出", "Output"),
    Text::new("效益", "Benefit"),
    Text::new("满意度", "Satisfaction"),
];

/// Indicators that stand in no group.
const NONE: Text = Text::new("未分组", "No group");

/// Groups beyond those that have a column.
const REST: Text = Text::new("其他", "Other");

/// Local groups that get a column each; with more of them the sheet could not be printed.
const LOCAL: usize = 8;

/// One 一级指标 that the forms use; in the order of the columns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Usual(usize),
    Local(Arc<str>),
    Rest,
    None,
}

/// The columns of 一级指标 of a book.
#[derive(Debug, Clone, Default)]
pub(super) struct Levels(Vec<Level>);

impl Levels {
    /// The groups that `forms` use.
    pub(super) fn of<'a>(forms: impl Iterator<Item = &'a Assessed>) -> Self {
        let mut levels: Vec<Level> = Vec::new();
        for indicator in forms.flat_map(|f| &f.filing.indicators) {
            let level = level(indicator.level1.as_ref());
            if !levels.contains(&level) {
                levels.push(level);
            }
        }
        let is_local = |l: &Level| matches!(l, Level::Local(_));
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
        let name = |level: &Level| match level {
            Level::Usual(at) => USUAL.get(*at).map_or("", |text| text.get(lang)).into(),
            Level::Local(name) => name.to_string(),
            Level::Rest => REST.get(lang).to_owned(),
            Level::None => NONE.get(lang).to_owned(),
        };
        let ending = ending.get(lang);
        self.0
            .iter()
            .map(|level| format!("{}{ending}", name(level)))
            .collect()
    }

    /// Recomputed points of a form in the n-th group; `None` where it has no scored indicator there.
    pub(super) fn points(&self, form: &Assessed, nth: usize) -> Option<Decimal> {
        self.sum(form, nth, |_, result| result.score)
    }

    /// Points that could be earned by the scored indicators of the n-th group.
    pub(super) fn weights(&self, form: &Assessed, nth: usize) -> Option<Decimal> {
        self.sum(form, nth, |indicator, result| {
            result.score?;
            indicator.points.as_ref().map(|points| points.value)
        })
    }

    fn sum(
        &self,
        form: &Assessed,
        nth: usize,
        figure: fn(&Indicator, &IndicatorResult) -> Option<Decimal>,
    ) -> Option<Decimal> {
        (nth < self.0.len()).then_some(())?;
        let indicators = &form.filing.indicators;
        indicators
            .iter()
            .zip(&form.evaluation.indicators)
            .filter(|(indicator, _)| self.column(indicator.level1.as_deref()) == Some(nth))
            .filter_map(|(indicator, result)| figure(indicator, result))
            .try_fold(None, |sum: Option<Decimal>, score| {
                sum.unwrap_or_default().checked_add(score).map(Some)
            })?
    }

    /// The column in which a group is counted.
    fn column(&self, name: Option<&str>) -> Option<usize> {
        let usual = name.and_then(usual_group);
        let is = |level: &Level| match level {
            Level::Usual(at) => usual == Some(*at),
            Level::Local(local) => usual.is_none() && name == Some(&**local),
            Level::Rest => false,
            Level::None => name.is_none(),
        };
        let at = self.0.iter().position(is);
        at.or_else(|| self.0.iter().position(|level| *level == Level::Rest))
    }
}

/// Place of a group among the usual ones; other groups come behind.
pub(super) fn usual_place(name: &str) -> usize {
    usual_group(name).unwrap_or(USUAL.len())
}

/// Name of a usual group in `lang`; other groups keep their own.
pub(super) fn usual_name(name: &str, lang: Lang) -> &str {
    let usual = USUAL.iter().find(|text| text.zh == name);
    usual.map_or(name, |text| text.get(lang))
}

fn level(name: Option<&Arc<str>>) -> Level {
    let Some(name) = name else {
        return Level::None;
    };
    usual_group(name).map_or_else(|| Level::Local(Arc::clone(name)), Level::Usual)
}
