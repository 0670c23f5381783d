//! 报送情况: which units of the roster have filed.

use std::collections::HashMap;
use std::sync::Arc;

use ecow::EcoString;

use super::identity::Bodies;
use super::unread::{is_report, unread};
use crate::base::lang::{Lang, Text};
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
    /// 未入榜: a form was received, none is ranked.
    NotRanked,
    /// 收到但不能读: only unreadable files have its name.
    Unread,
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
            Self::Unread => Text::new("收到但不能读", "received, not readable"),
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
    /// Files with its name that could not be read.
    pub unread: Vec<UnreadFile>,
    /// 自评报告 with its name.
    pub reports: Vec<Arc<str>>,
    /// Whether it has filed.
    pub status: Status,
}

/// A file that was received and could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadFile {
    /// Its path.
    pub file: Arc<str>,
    /// What it is: 扫描件，不能读.
    pub what: Text,
}

/// The returns of all units, in the order of the roster, and the unit forms of others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Returns {
    /// One for each unit of the roster.
    pub units: Vec<Return>,
    /// Unit forms of units that are not on the roster, by index among all forms.
    pub strangers: Vec<usize>,
    /// Files that could not be read and name no unit of the roster, with the unit that is perhaps meant.
    pub suggested: Vec<(Arc<str>, EcoString)>,
}

/// Largest number of files compared with all names of the roster.
const SUGGESTED: usize = 50;

impl Returns {
    /// Holds the forms of `assessment` against its roster; `None` where it has none.
    #[must_use]
    pub fn of(assessment: &Assessment) -> Option<Self> {
        let roster = assessment.roster.as_ref()?;
        let mut returns = Self {
            units: (0..roster.units().len()).map(Return::none).collect(),
            strangers: Vec::new(),
            suggested: Vec::new(),
        };
        let bodies = Bodies::of(&assessment.forms, Some(roster));
        for (index, form) in assessment.forms.iter().enumerate() {
            returns.take(index, form, &bodies);
        }
        let positions = roster.units().iter().zip(0_usize..);
        let positions: HashMap<&str, usize> =
            positions.map(|(unit, at)| (&*unit.name, at)).collect();
        for exclusion in &assessment.excluded {
            let named = exclusion.unit.as_deref();
            let unit = named.and_then(|unit| positions.get(unit).copied());
            returns.receive(exclusion, unit);
        }
        for report in &assessment.reports {
            let own = report
                .unit
                .as_deref()
                .and_then(|unit| positions.get(unit).copied());
            let at = own.or_else(|| roster.named_by(&report.file));
            // The words beside a form came with it.
            let with_form = assessment
                .inputs
                .iter()
                .any(|input| input.path == report.file && input.forms > 0);
            if let Some(unit) = at
                .filter(|_| !with_form)
                .and_then(|at| returns.units.get_mut(at))
            {
                unit.reports.push(Arc::clone(&report.file));
            }
        }
        let unknown = assessment
            .excluded
            .iter()
            .filter(|e| e.unit.is_none() && received(e).is_some());
        let unknown = unknown.take(SUGGESTED);
        returns.suggested = unknown
            .filter_map(|e| Some((Arc::clone(&e.file), roster.suggested_by(&e.file)?)))
            .collect();
        for unit in &mut returns.units {
            unit.status = unit.judged(&assessment.forms);
        }
        Some(returns)
    }

    fn take(&mut self, index: usize, form: &Assessed, bodies: &Bodies<'_>) {
        if form.filing.kind != Kind::Unit {
            return;
        }
        let known = bodies.listed(&form.filing);
        match known.and_then(|known| self.units.get_mut(known.at)) {
            Some(unit) => unit.forms.push(index),
            None => self.strangers.push(index),
        }
    }

    /// Credits a file that was not read to the unit at `unit`.
    fn receive(&mut self, exclusion: &Exclusion, unit: Option<usize>) {
        let unit = unit.and_then(|at| self.units.get_mut(at));
        let (Some(unit), Some(what)) = (unit, received(exclusion)) else {
            return;
        };
        let file = Arc::clone(&exclusion.file);
        match exclusion.reasons.iter().any(|p| is_report(&file, p)) {
            true => unit.reports.push(file),
            false => unit.unread.push(UnreadFile { file, what }),
        }
    }

    /// Names on `roster` of the units that forms are from, by index among all forms.
    #[must_use]
    pub fn names<'r>(&self, roster: &'r Roster) -> HashMap<usize, &'r str> {
        let named = roster.units().iter().zip(&self.units);
        let named =
            named.flat_map(|(unit, filed)| filed.forms.iter().map(|form| (*form, &*unit.name)));
        named.collect()
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

    /// Names on `roster` of the units with a status.
    pub fn named<'r>(&self, status: Status, roster: &'r Roster) -> impl Iterator<Item = &'r str> {
        let units = self.with(status);
        units.filter_map(|unit| Some(&*roster.units().get(unit.at)?.name))
    }

    /// Number of units from which anything was received.
    #[must_use]
    pub fn received(&self) -> usize {
        self.units.len().saturating_sub(self.count(Status::Missing))
    }
}

/// Kind of a file that was received but not read at all.
fn received(exclusion: &Exclusion) -> Option<Text> {
    let whole = exclusion
        .reasons
        .iter()
        .filter(|_| exclusion.sheet.is_none());
    whole.filter_map(unread).next()
}

impl Return {
    const fn none(at: usize) -> Self {
        Self {
            at,
            forms: Vec::new(),
            unread: Vec::new(),
            reports: Vec::new(),
            status: Status::Missing,
        }
    }

    /// 状态 in words: 已报（扫描件，不能读）.
    #[must_use]
    pub fn state(&self, lang: Lang) -> String {
        let unread = self
            .unread
            .first()
            .filter(|_| self.status == Status::Unread);
        match (unread, lang) {
            (None, _) => self.status.title().get(lang).to_owned(),
            (Some(unread), Lang::Zh) => format!("已报（{}）", unread.what.zh),
            (Some(unread), Lang::En) => format!("filed ({})", unread.what.en),
        }
    }

    /// Forms are in the order of display, ranked ones first.
    fn judged(&self, forms: &[Assessed]) -> Status {
        let ranked = |at: &usize| forms.get(*at).is_some_and(|f| f.standing.is_some());
        match self.forms.first() {
            None if self.unread.is_empty() => Status::Missing,
            None => Status::Unread,
            Some(first) if ranked(first) && self.forms.len() > 1 => Status::Double,
            Some(first) if ranked(first) => Status::Filed,
            _ => Status::NotRanked,
        }
    }
}
