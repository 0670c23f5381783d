//! The units that a circular is about, under their names on the roster.

use std::collections::{BTreeSet, HashMap};

use super::{AnnexRow, UnrankedUnit};
use crate::base::lang::Lang;
use crate::compare::{Series, circulated};
use crate::finding::Problem;
use crate::model::Kind;
use crate::run::{Assessed, Returns, UrgentProblem, pressing};

/// The units of a year.
pub(super) struct Units<'s> {
    series: &'s Series,
    /// Names on the roster by index of the form.
    listed: HashMap<usize, &'s str>,
}

impl<'s> Units<'s> {
    pub(super) fn of(series: &'s Series, returns: Option<&Returns>) -> Self {
        let roster = series.assessment.roster.as_ref();
        let listed = returns
            .zip(roster)
            .map(|(returns, roster)| returns.names(roster));
        Self {
            series,
            listed: listed.unwrap_or_default(),
        }
    }

    /// The forms of units with their index among all, ranked ones first.
    fn forms(&self) -> impl Iterator<Item = (usize, &'s Assessed)> + use<'s> {
        let forms = self.series.assessment.forms.iter().enumerate();
        forms.filter(|(_, form)| form.filing.kind == Kind::Unit)
    }

    /// The ranked forms, best first.
    pub(super) fn ranked(&self) -> impl Iterator<Item = &'s Assessed> + use<'s> {
        let forms = self.forms().map(|(_, form)| form);
        forms.filter(|form| form.standing.is_some())
    }

    fn name(&self, at: usize, form: &'s Assessed) -> &'s str {
        let listed = self.listed.get(&at).copied();
        listed.unwrap_or_else(|| form.unit_name())
    }

    /// A line of the annex for each ranked form.
    pub(super) fn lines(&self) -> Vec<AnnexRow> {
        let lines = self.forms().filter_map(|(at, form)| self.line(at, form));
        lines.collect()
    }

    fn line(&self, at: usize, form: &'s Assessed) -> Option<AnnexRow> {
        let standing = form.standing?;
        let comparison = self.series.comparison.as_ref();
        let pair = comparison.and_then(|comparison| comparison.pair(at));
        let [_, adjusted, _] = form.amounts();
        let grade = form.evaluation.grade.as_ref();
        Some(AnnexRow {
            rank: standing.rank,
            unit: self.name(at, form).to_owned(),
            adjusted,
            execution: form.evaluation.execution.rate,
            total: form.evaluation.total,
            grade: grade.map(|grade| (grade.band, grade.name.to_string())),
            before: pair.and_then(|pair| pair.before()?.total),
            change: pair.and_then(|pair| pair.change.total),
            remark: circulated(form, pair, Lang::Zh),
        })
    }

    /// The most serious findings; those on a form that is replaced by another version are not counted.
    pub(super) fn pressing(&self) -> Vec<UrgentProblem<'s>> {
        let forms = self.forms().filter(|(_, form)| !form.is_superseded());
        pressing(forms.flat_map(|(at, form)| {
            let name = self.name(at, form);
            form.listed(at).map(move |row| (row, name))
        }))
    }

    /// Units that filed but have no ranked form, with the reason.
    pub(super) fn unranked(&self) -> Vec<UnrankedUnit> {
        let units = self.series.assessment.units().into_iter();
        let units = units.filter_map(|mut forms| {
            forms.retain(|(_, form)| form.filing.kind == Kind::Unit);
            let (at, first) = *forms.first()?;
            let ranked = forms.iter().any(|(_, form)| form.standing.is_some());
            (!ranked).then(|| UnrankedUnit {
                name: self.name(at, first).to_owned(),
                why: reasons(forms.iter().flat_map(|(_, form)| &form.barred)),
            })
        });
        units.collect()
    }
}

/// Reasons as one text, each once.
fn reasons<'p>(barred: impl Iterator<Item = &'p Problem>) -> String {
    let mut seen = BTreeSet::new();
    let messages = barred.map(|problem| problem.message(Lang::Zh));
    let messages = messages.filter(|message| seen.insert(message.clone()));
    messages.collect()
}
