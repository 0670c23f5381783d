//! Which forms stay out of the ranking, and why.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::Gathering;
use crate::audit::not_scorable;
use crate::finding::across::{UNIT_SHARES_CODE, VERSIONS_UNDECIDED};
use crate::finding::decided::WITHDRAWN;
use crate::finding::funds::zero_budget;
use crate::finding::reading::{FIELD_MISSING, OUT_OF_RANGE, UNCALCULATED, missing};
use crate::finding::score::{NOT_SCORABLE, SCORE_ABOVE_POINTS};
use crate::finding::unit::{UNIT_NOT_LISTED, YEAR_OTHER, YEAR_UNCLEAR};
use crate::finding::{Code, Fact, Field, Finding, Problem};
use crate::intake::saved;
use crate::model::{Basis, CellRef, Unscored};
use crate::rules::Treatment;
use crate::run::identity::{Bodies, Identity, shared_codes};
use crate::run::versions::{Candidate, Version, VersionOutcome, is_filled, settle};
use crate::run::{Assessed, Exclusion, Input};

impl Gathering<'_> {
    /// Finds the forms that cannot be ranked, with the reason.
    pub(super) fn bar(&mut self, year: Option<i32>) {
        let mut forms = std::mem::take(&mut self.forms);
        let bodies = Bodies::of(&forms, self.run.roster.as_deref());
        for (at, (case, found, other)) in shared_codes(&forms, &bodies) {
            if let Some(form) = forms.get_mut(at) {
                let facts = [("found", Fact::Text(found)), ("other", Fact::Text(other))];
                let unit = &form.filing.unit;
                let name = unit.name.as_ref().map(|name| name.cell);
                let code = unit.code_cell.filter(|_| case == "code");
                self.note(form, UNIT_SHARES_CODE.case(case, facts), code.or(name));
            }
        }
        for form in &mut forms {
            self.compare_year(form, year);
            self.decide(form, year);
            let uncalculated = uncalculated(form);
            form.barred = self.barring(form).chain(uncalculated).cloned().collect();
            self.withdraw(form);
        }
        let sets = self.sets(&mut forms, &bodies, year);
        for form in &mut forms {
            form.barred.extend(unscorable(form));
            let excessive = self.excessive(form, year);
            form.barred.extend(excessive);
            if !form.barred.is_empty() {
                self.excluded.push(Exclusion {
                    file: Arc::clone(&form.filing.file),
                    sheet: Some(Arc::clone(&form.filing.sheet)),
                    unit: form.filing.unit.shared_name(),
                    reasons: form.barred.clone(),
                });
            }
        }
        for (set, mut versions) in sets {
            for (at, version) in set.iter().zip(&mut versions) {
                version.ranked = forms.get(*at).is_some_and(Assessed::is_ranked);
            }
            let versions: Arc<[Version]> = versions.into();
            for at in set {
                if let Some(form) = forms.get_mut(at) {
                    form.versions = Some(Arc::clone(&versions));
                }
            }
        }
        self.forms = forms;
    }

    /// Excludes all but one of several forms of a unit (project) where it is known which one counts, otherwise all;
    /// returns the sets with their versions.
    fn sets(
        &self,
        forms: &mut [Assessed],
        bodies: &Bodies<'_>,
        year: Option<i32>,
    ) -> Vec<(Vec<usize>, Vec<Version>)> {
        let mut sets: BTreeMap<Identity, Vec<usize>> = BTreeMap::new();
        for (at, form) in forms.iter().enumerate() {
            let identity = bodies.identity(&form.filing, year);
            if let Some(identity) = identity.filter(|_| form.barred.is_empty()) {
                sets.entry(identity).or_default().push(at);
            }
        }
        let inputs: HashMap<&str, &Input> = self.inputs.iter().map(|i| (&*i.path, i)).collect();
        let mut settled = Vec::new();
        for mut set in sets.into_values().filter(|set| set.len() > 1) {
            set.retain(|at| {
                forms
                    .get(*at)
                    .is_some_and(|form| self.is_version(form, forms))
            });
            let candidates = set.iter().filter_map(|at| {
                let form = forms.get(*at)?;
                let input = inputs.get(&*form.filing.file);
                let saved = input.and_then(|input| saved(&input.opened(), input.sha256));
                Some(Candidate::new(form, saved, &self.run.rules.standing))
            });
            let candidates: Vec<_> = candidates.collect();
            if candidates.len() < 2 {
                continue;
            }
            let VersionOutcome {
                problems,
                several,
                versions,
                decision,
            } = settle(candidates, year, self.run.decisions.as_deref());
            for (at, several) in set.iter().zip(several) {
                if let (Some(form), Some(several)) = (forms.get_mut(*at), several) {
                    self.note_unit(form, several);
                }
            }
            for (nth, (at, problem)) in set.iter().zip(problems).enumerate() {
                let (Some(form), Some(problem)) = (forms.get_mut(*at), problem) else {
                    continue;
                };
                self.note_unit(form, problem.clone());
                if let Some(finding) = form.findings.last_mut() {
                    finding.decision = decision.clone();
                }
                let bars = self.run.rules.standing.undecided.bars();
                if bars || nth > 0 || !problem.is(&VERSIONS_UNDECIDED) {
                    form.barred.push(problem);
                }
            }
            settled.push((set, versions));
        }
        settled
    }

    /// Whether a form is one of several: one without a total is where it was filled in, and is not a further sheet of
    /// a file that has one with a total.
    fn is_version(&self, form: &Assessed, forms: &[Assessed]) -> bool {
        let has_total = |form: &Assessed| form.ranked_figure().is_some();
        let beside = |other: &Assessed| other.filing.file == form.filing.file && has_total(other);
        has_total(form) || is_filled(form) && !forms.iter().any(beside)
    }

    /// Names a form of another year.
    fn compare_year(&self, form: &mut Assessed, year: Option<i32>) {
        if let Some((expected, stated)) = year.zip(form.filing.year.as_ref())
            && stated.value != expected
        {
            let problem = YEAR_OTHER.differs(Fact::Year(expected), Fact::Year(stated.value));
            let cell = Some(stated.cell);
            self.note(form, problem, cell);
        }
    }

    /// Of what was found about a form, all that keeps it out of the ranking under the rules.
    fn barring<'f>(&self, form: &'f Assessed) -> impl Iterator<Item = &'f Problem> {
        let rule = &self.run.rules.standing;
        let treated: [(&Code, Treatment); 4] = [
            (&YEAR_OTHER, rule.other_year),
            (&YEAR_UNCLEAR, rule.no_year),
            (&UNIT_NOT_LISTED, rule.not_listed),
            (&UNIT_SHARES_CODE, rule.shared_code),
        ];
        let barred = treated
            .into_iter()
            .filter(|(_, treatment)| treatment.bars());
        barred.filter_map(|(code, _)| {
            let mut found = form.findings.iter();
            let found = found.find(|found| found.problem.is(code) && found.is_open())?;
            Some(&found.problem)
        })
    }

    /// A total above all points there are rests on scores that no weight bounds.
    fn excessive(&self, form: &mut Assessed, year: Option<i32>) -> Option<Problem> {
        let expected = self.run.rules.total_points;
        let found = form.evaluation.total.filter(|total| *total > expected)?;
        let facts = [
            ("expected", Fact::Points(expected)),
            ("found", Fact::Points(found)),
        ];
        let problem = SCORE_ABOVE_POINTS.case("sum", facts);
        let cell = form.filing.reported_total.as_ref().map(|f| f.cell);
        self.note(form, problem.clone(), cell);
        self.decide(form, year);
        let open = form.findings.last().is_some_and(Finding::is_open);
        let bars = self.run.rules.standing.above_total.bars();
        (bars && open).then_some(problem)
    }

    /// Lays what was decided on the findings about a form.
    pub(super) fn decide(&self, form: &mut Assessed, year: Option<i32>) {
        if let Some(register) = &self.run.decisions {
            register.decide(&form.filing, year, &mut form.findings);
        }
    }

    /// Excludes a form from the ranking that must not take part.
    fn withdraw(&self, form: &mut Assessed) {
        let register = self.run.decisions.as_ref();
        let decision = register.and_then(|r| r.withdrawal(&form.filing, &form.findings));
        let Some(decision) = decision else {
            return;
        };
        let note = decision.note.clone().map(|note| ("note", Fact::Text(note)));
        let problem = WITHDRAWN.with(note);
        self.note_unit(form, problem.clone());
        if let Some(finding) = form.findings.last_mut() {
            finding.decision = Some(decision);
        }
        form.barred.insert(0, problem);
    }

    /// Adds a finding about a form at the name of its unit.
    fn note_unit(&self, form: &mut Assessed, problem: Problem) {
        let cell = form.filing.unit.name.as_ref().map(|n| n.cell);
        self.note(form, problem, cell);
    }

    fn note(&self, form: &mut Assessed, problem: Problem, cell: Option<CellRef>) {
        form.note(problem, cell, &self.run.rules);
    }
}

/// Why a form has no total.
fn unscorable(form: &Assessed) -> Option<Problem> {
    if let Some(progress) = &form.progress {
        return progress.pace.err().map(|reason| unpaced(form, reason));
    }
    if form.evaluation.total.is_some() {
        return None;
    }
    if form.evaluation.execution.basis == Basis::None(Unscored::ZeroBudget) {
        return Some(zero_budget());
    }
    // A judged score above its weight is the whole finding; nothing is missing.
    let unscored = form.findings.iter().filter(|f| f.problem.is(&NOT_SCORABLE));
    let mut causes = unscored.filter_map(|f| form.cause(f));
    match causes.find(|cause| cause.problem.is(&SCORE_ABOVE_POINTS)) {
        Some(cause) => Some(cause.problem.clone()),
        None => {
            let problems = form.findings.iter().map(|finding| &finding.problem);
            not_scorable(&form.filing.open(), &form.evaluation.open(), problems)
        }
    }
}

/// The formula without a result that a weight or target is missing for: the filed score rests on a value that is not in
/// the file.
fn uncalculated(form: &Assessed) -> Option<&Problem> {
    let needed = [Field::Points, Field::Target].map(Fact::Field);
    let missing = form.findings.iter().filter(|finding| {
        let field = finding.problem.fact("field");
        finding.problem.is(&FIELD_MISSING) && field.is_some_and(|field| needed.contains(&field))
    });
    let mut causes = missing.filter_map(|finding| form.cause(finding));
    let cause = causes.find(|cause| cause.problem.is(&UNCALCULATED) && cause.is_open());
    cause.map(|cause| &cause.problem)
}

/// Why a monitoring form has no pace.
fn unpaced(form: &Assessed, reason: Unscored) -> Problem {
    let funding = form.filing.funding.as_ref();
    let executed = funding.is_some_and(|f| f.executed.is_some());
    match reason {
        Unscored::ZeroBudget => zero_budget(),
        Unscored::OutOfRange => OUT_OF_RANGE.with([]),
        _ if executed => missing(Field::Adjusted, None),
        _ => missing(Field::ExecutedSoFar, None),
    }
}
