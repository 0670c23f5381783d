//! 报送情况: which units of the roster have filed.

use std::sync::Arc;

use crate::base::lang::Text;
use crate::finding::{Problem, Severity};
use crate::model::Kind;
use crate::roster::Roster;
use crate::run::{Assessed, Assessment, Exclusion};

/// Whether a unit has filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// 已报: one form, ranked.
    Filed,
    /// 重复: several forms, one of them ranked.
    Double,
    /// 未入榜: a form or a file with its name was received, none is ranked.
    NotRanked,
    /// 未报: nothing was received.
    Missing,
}

impl Status {
    /// 状态 in words.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Filed => Text::new("已报", "filed"),
            Self::Double => Text::new("重复", "filed twice"),
            Self::NotRanked => Text::new("未入榜", "not ranked"),
            Self::Missing => Text::new("未报", "missing"),
        }
    }
}

/// What one unit of the roster has filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    /// Position in the roster.
    pub at: usize,
    /// Its unit forms by index among all forms, the ranked one first.
    pub forms: Vec<usize>,
    /// Files that bear its name and could not be read.
    pub unread: Vec<Arc<str>>,
    /// Whether it has filed.
    pub status: Status,
}

/// The returns of all units, in the order of the roster, and the unit forms of others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Returns {
    /// One for each unit of the roster.
    pub units: Vec<Return>,
    /// Unit forms from nobody on the roster, by index among all forms.
    pub strangers: Vec<usize>,
}

impl Returns {
    /// Holds the forms of `assessment` against its roster; `None` where it has none.
    #[must_use]
    pub fn of(assessment: &Assessment) -> Option<Self> {
        let roster = assessment.roster.as_ref()?;
        let mut returns = Self {
            units: (0..roster.units().len()).map(Return::none).collect(),
            strangers: Vec::new(),
        };
        for (index, form) in assessment.forms.iter().enumerate() {
            returns.take(index, form, roster);
        }
        for file in assessment.excluded.iter().filter_map(unread) {
            let unit = roster.named_in(file);
            if let Some(unit) = unit.and_then(|at| returns.units.get_mut(at)) {
                unit.unread.push(Arc::clone(file));
            }
        }
        for unit in &mut returns.units {
            unit.status = unit.judged(&assessment.forms);
        }
        Some(returns)
    }

    fn take(&mut self, index: usize, form: &Assessed, roster: &Roster) {
        if form.filing.kind != Kind::Unit {
            return;
        }
        let known = roster.find(&form.filing.unit);
        match known.and_then(|known| self.units.get_mut(known.at)) {
            Some(unit) => unit.forms.push(index),
            None => self.strangers.push(index),
        }
    }

    /// Number of units with a status.
    #[must_use]
    pub fn count(&self, status: Status) -> usize {
        self.with(status).count()
    }

    /// Units with a status, in the order of the roster.
    pub fn with(&self, status: Status) -> impl Iterator<Item = &Return> {
        self.units.iter().filter(move |unit| unit.status == status)
    }

    /// Number of units from which anything was received.
    #[must_use]
    pub fn received(&self) -> usize {
        self.units.len().saturating_sub(self.count(Status::Missing))
    }
}

/// A file that should have held a form and was not read; not a spare copy, a picture or a lock file.
fn unread(exclusion: &Exclusion) -> Option<&Arc<str>> {
    let grave = |p: &Problem| p.code.severity == Severity::Error;
    let counts = exclusion.sheet.is_none() && exclusion.reasons.iter().any(grave);
    counts.then_some(&exclusion.file)
}

impl Return {
    const fn none(at: usize) -> Self {
        Self {
            at,
            forms: Vec::new(),
            unread: Vec::new(),
            status: Status::Missing,
        }
    }

    /// Forms are in the order of display, ranked ones first.
    fn judged(&self, forms: &[Assessed]) -> Status {
        let ranked = |at: &usize| forms.get(*at).is_some_and(|f| f.standing.is_some());
        match self.forms.first() {
            None if self.unread.is_empty() => Status::Missing,
            Some(first) if ranked(first) && self.forms.len() > 1 => Status::Double,
            Some(first) if ranked(first) => Status::Filed,
            _ => Status::NotRanked,
        }
    }
}
