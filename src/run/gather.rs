//! From files to an assessment: doubles, years, exclusions, ranks, and the count of files.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use ecow::EcoString;

use super::across::{self, Plan};
use super::year::year_of;
use super::{Error, Outcome, Run};
use crate::audit::not_scorable;
use crate::finding::across::{DUPLICATE_FILE, DUPLICATE_UNIT, UNIT_SHARES_CODE};
use crate::finding::funds::zero_budget;
use crate::finding::reading::{OUT_OF_RANGE, missing};
use crate::finding::score::{NOT_SCORABLE, SCORE_ABOVE_POINTS};
use crate::finding::sheet::stage_differs;
use crate::finding::unit::{UNIT_NOT_LISTED, YEAR_OTHER, YEAR_UNCLEAR};
use crate::finding::{Code, Fact, Field, Finding, Problem};
use crate::model::{Basis, CellRef, Filing, Kind, PackedFiling, Place, Stage, Unscored};
use crate::roster::Roster;
use crate::rules::Treatment;
use crate::run::rank::rank;
use crate::run::{Assessed, Assessment, Exclusion, Input};

/// Everything about the files as a whole, while it is gathered.
struct Gathering<'r> {
    run: &'r Run,
    inputs: Vec<Input>,
    forms: Vec<Assessed>,
    excluded: Vec<Exclusion>,
    file_findings: Vec<Finding>,
    /// Goal forms that lie among the others.
    plans: Vec<Plan>,
}

/// Puts the outcomes together, in path order.
pub(super) fn gather(outcomes: Vec<Outcome>, run: &Run) -> Result<Assessment, Error> {
    let year = year_of(&outcomes, run)?;
    let mut gathering = Gathering {
        run,
        inputs: Vec::with_capacity(outcomes.len()),
        forms: Vec::with_capacity(outcomes.iter().map(|o| o.forms.len()).sum()),
        excluded: Vec::new(),
        file_findings: Vec::new(),
        plans: Vec::new(),
    };
    let mut seen: HashMap<Box<str>, Arc<str>> = HashMap::new();
    for outcome in outcomes {
        gathering.take(outcome, &mut seen);
    }
    gathering.bar(year);
    gathering.finish(year)
}

impl Gathering<'_> {
    fn take(&mut self, mut outcome: Outcome, seen: &mut HashMap<Box<str>, Arc<str>>) {
        if let Some(hash) = outcome
            .input
            .sha256
            .clone()
            .filter(|_| outcome.input.forms > 0 || !outcome.elsewhere.is_empty())
        {
            let path = Arc::clone(&outcome.input.path);
            let first = seen.entry(hash).or_insert(path);
            if *first != outcome.input.path {
                outcome.problem = Some(DUPLICATE_FILE.with([("other", Fact::text(&**first))]));
                outcome.input.forms = 0;
                outcome.forms.clear();
            }
        }
        self.plans
            .extend(outcome.elsewhere.iter().filter_map(Plan::of));
        if let Some(problem) = outcome.problem {
            self.skip(&outcome.input.path, problem);
        } else {
            self.leave_out(outcome.elsewhere, outcome.input.forms == 0);
        }
        self.inputs.push(outcome.input);
        self.forms.extend(outcome.forms);
    }

    fn skip(&mut self, path: &Arc<str>, problem: Problem) {
        let place = Place::file(Arc::clone(path));
        self.file_findings
            .push(self.finding(problem.clone(), place, None));
        self.excluded.push(Exclusion {
            file: Arc::clone(path),
            sheet: None,
            unit: None,
            reasons: vec![problem],
        });
    }

    /// Forms of another stage, each with its finding; a file that holds nothing else is left out as a whole.
    fn leave_out(&mut self, filings: Vec<Filing>, whole: bool) {
        let Some(expected) = self.run.stage else {
            return;
        };
        for (at, filing) in filings.into_iter().enumerate() {
            let found = filing.stage;
            let problem = stage_differs(expected, found);
            let place = Place {
                file: Arc::clone(&filing.file),
                sheet: Some(Arc::clone(&filing.sheet)),
                cell: None,
            };
            let unit = name(&filing);
            self.file_findings
                .push(self.finding(problem.clone(), place, unit.clone()));
            if !whole || at == 0 {
                self.excluded.push(Exclusion {
                    file: filing.file,
                    sheet: (!whole).then_some(filing.sheet),
                    unit,
                    reasons: vec![problem],
                });
            }
        }
    }

    fn finding(&self, problem: Problem, place: Place, unit: Option<Arc<str>>) -> Finding {
        self.run.rules.finding(problem, place, unit)
    }

    /// Finds the forms that cannot be ranked and says why.
    fn bar(&mut self, year: Option<i32>) {
        let mut first: BTreeMap<Identity, EcoString> = BTreeMap::new();
        let mut forms = std::mem::take(&mut self.forms);
        self.share_codes(&mut forms);
        for form in &mut forms {
            self.compare_year(form, year);
            let mut reasons: Vec<Problem> = self.barring(form).cloned().collect();
            reasons.extend(self.double(form, &mut first));
            reasons.extend(unscorable(form));
            reasons.extend(self.excessive(form));
            if !reasons.is_empty() {
                self.excluded.push(Exclusion {
                    file: Arc::clone(&form.filing.file),
                    sheet: Some(Arc::clone(&form.filing.sheet)),
                    unit: name(&form.filing),
                    reasons: reasons.clone(),
                });
            }
            form.barred = reasons;
        }
        self.forms = forms;
    }

    /// Says where units that are on no roster have one code and different names, or one name and different codes.
    fn share_codes(&self, forms: &mut [Assessed]) {
        let mut names: BTreeMap<EcoString, (EcoString, EcoString)> = BTreeMap::new();
        let mut codes: BTreeMap<EcoString, (EcoString, EcoString)> = BTreeMap::new();
        let roster = self.run.roster.as_deref();
        for form in forms {
            let unit = &form.filing.unit;
            let listed = roster.is_some_and(|roster| roster.find(unit).is_some());
            let Some((code, name)) = unit
                .code
                .clone()
                .zip(unit.name.as_ref())
                .filter(|_| !listed)
            else {
                continue;
            };
            let (cell, typed) = (name.cell, name.value.clone());
            let folded = EcoString::from(crate::form::labels::fold(&typed));
            let here = EcoString::from(format!("{} → {}", form.filing.file, form.filing.sheet));
            let other_name = differing(&mut names, &code, &folded, &here);
            let other_code = differing(&mut codes, &folded, &code, &here);
            let shared = [("code", code, other_name), ("name", typed, other_code)];
            for (case, found, other) in shared {
                if let Some(other) = other {
                    let facts = [("found", Fact::Text(found)), ("other", Fact::Text(other))];
                    self.note(form, UNIT_SHARES_CODE.case(case, facts), Some(cell));
                }
            }
        }
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
            let found = form.findings.iter().find(|found| found.problem.is(code))?;
            Some(&found.problem)
        })
    }

    /// A unit that filed before in this run is ranked once, by its first form in path order.
    fn double(
        &self,
        form: &mut Assessed,
        first: &mut BTreeMap<Identity, EcoString>,
    ) -> Option<Problem> {
        form.ranked_figure()?;
        let identity = Identity::of(&form.filing, self.run.roster.as_deref())?;
        let Some(other) = first.get(&identity).cloned() else {
            let here = format!("{} → {}", form.filing.file, form.filing.sheet);
            first.insert(identity, here.into());
            return None;
        };
        let problem = DUPLICATE_UNIT.with([("other", Fact::Text(other))]);
        let cell = form.filing.unit.name.as_ref().map(|n| n.cell);
        self.note(form, problem.clone(), cell);
        Some(problem)
    }

    /// A total above all points there are rests on scores that no weight bounds.
    fn excessive(&self, form: &mut Assessed) -> Option<Problem> {
        let expected = self.run.rules.total_points;
        let found = form.evaluation.total.filter(|total| *total > expected)?;
        let problem = SCORE_ABOVE_POINTS.differs(Fact::Points(expected), Fact::Points(found));
        let cell = form.filing.reported_total.as_ref().map(|f| f.cell);
        self.note(form, problem.clone(), cell);
        let bars = self.run.rules.standing.above_total.bars();
        bars.then_some(problem)
    }

    fn note(&self, form: &mut Assessed, problem: Problem, cell: Option<CellRef>) {
        let place = Place {
            file: Arc::clone(&form.filing.file),
            sheet: Some(Arc::clone(&form.filing.sheet)),
            cell,
        };
        form.findings
            .push(self.finding(problem, place, name(&form.filing)));
    }

    fn finish(mut self, year: Option<i32>) -> Result<Assessment, Error> {
        self.excluded
            .sort_by(|a, b| (&a.file, &a.sheet).cmp(&(&b.file, &b.sheet)));
        let mut forms = rank(self.forms);
        across::audit(&mut forms, &self.plans, &self.run.rules);
        let assessment = Assessment {
            year,
            rules: Arc::clone(&self.run.rules),
            labels: self.run.labels.stamp.clone(),
            roster: self.run.roster.clone(),
            inputs: self.inputs,
            forms,
            excluded: self.excluded,
            file_findings: self.file_findings,
            midyear: self
                .run
                .midyear
                .filter(|_| self.run.stage == Some(Stage::Midyear)),
        };
        conserve(&assessment)?;
        Ok(assessment)
    }
}

/// Where the first form of `key` stands that says something else than `own`; notes that of this one.
fn differing(
    seen: &mut BTreeMap<EcoString, (EcoString, EcoString)>,
    key: &EcoString,
    own: &EcoString,
    here: &EcoString,
) -> Option<EcoString> {
    let first = seen
        .entry(key.clone())
        .or_insert_with(|| (own.clone(), here.clone()));
    (first.0 != *own).then(|| first.1.clone())
}

/// What makes two forms the same filing.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Identity {
    kind: Kind,
    year: Option<i32>,
    unit: Body,
    project: Option<EcoString>,
}

/// Who files: a unit of the roster under whatever name, else by code and name.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Body {
    Listed(usize),
    Named(Option<EcoString>, EcoString),
}

impl Identity {
    fn of(filing: &PackedFiling, roster: Option<&Roster>) -> Option<Self> {
        let folded = |text: &str| EcoString::from(crate::form::labels::fold(text));
        let unit = match roster.and_then(|r| r.find(&filing.unit)) {
            Some(known) => Body::Listed(known.at),
            None => {
                let name = folded(&filing.unit.name.as_ref()?.value);
                Body::Named(filing.unit.code.clone(), name)
            }
        };
        Some(Self {
            kind: filing.kind,
            year: filing.year.as_ref().map(|y| y.value),
            unit,
            project: filing.project.as_ref().map(|p| folded(&p.value)),
        })
    }
}

fn name<I, L>(filing: &Filing<I, L>) -> Option<Arc<str>> {
    filing.unit.name.as_ref().map(|n| Arc::from(&*n.value))
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
    // A judged score above its weight is all there is to say; nothing is missing.
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

/// Files seen = files with forms + files skipped, each skipped one with its reason; forms = ranked + excluded.
fn conserve(assessment: &Assessment) -> Result<(), Error> {
    let whole_files = assessment.excluded.iter().filter(|e| e.sheet.is_none());
    let skipped = whole_files.count();
    let seen = assessment.inputs.len();
    let read = assessment.files_read();
    if read.checked_add(skipped) != Some(seen) {
        return Err(Error::Conservation(format!(
            "{seen} ≠ {read} + {skipped}（文件 files）"
        )));
    }
    let forms = assessment.forms.len();
    let counted: usize = assessment.inputs.iter().map(|i| i.forms).sum();
    let ranked = assessment.forms.iter().filter(|f| f.standing.is_some());
    let ranked = ranked.count();
    let elsewhere = assessment.excluded.iter().filter(|e| e.is_elsewhere());
    let elsewhere = elsewhere.filter(|e| e.sheet.is_some()).count();
    let excluded = assessment.excluded.len();
    let excluded = excluded.saturating_sub(skipped).saturating_sub(elsewhere);
    if counted != forms || ranked.checked_add(excluded) != Some(forms) {
        return Err(Error::Conservation(format!(
            "{forms} ≠ {ranked} + {excluded}（自评表 forms, {counted}）"
        )));
    }
    Ok(())
}
