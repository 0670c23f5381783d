//! From files to an assessment: doubles, years, exclusions, ranks, and the count of files.

mod bars;

use std::collections::HashMap;
use std::sync::Arc;

use ecow::EcoString;

use super::across::{self, Plan};
use super::unread::unread;
use super::year::year_of;
use super::{Error, Fate, Outcome, Run, reports, review, versions};
use crate::base::hash::Digest;
use crate::finding::across::DUPLICATE_FILE;
use crate::finding::sheet::stage_differs;
use crate::finding::{Fact, Finding, FindingSubject, Problem};
use crate::model::{Filing, Stage};
use crate::narrative::Report;
use crate::run::rank::rank;
use crate::run::{Assessed, Assessment, Decisions, Exclusion, Input, UncountedFiles};

/// Everything about the files as a whole, while it is gathered.
struct Gathering<'r> {
    run: &'r Run,
    aside: UncountedFiles,
    inputs: Vec<Input>,
    forms: Vec<Assessed>,
    excluded: Vec<Exclusion>,
    file_findings: Vec<Finding>,
    /// Goal forms among the others.
    plans: Vec<Plan>,
    /// 自评报告, by file.
    reports: Vec<(Arc<str>, Report)>,
}

/// Puts the outcomes together, in path order.
pub(super) fn gather(fates: Vec<Fate>, run: &Run) -> Result<Assessment, Error> {
    let mut aside = UncountedFiles::default();
    let outcomes = fates.into_iter().filter_map(|fate| match fate {
        Fate::Filed(outcome) => Some(outcome),
        Fate::Housekeeping => {
            aside.housekeeping += 1;
            None
        }
        Fate::Own => {
            aside.own += 1;
            None
        }
        Fate::Omitted => {
            aside.omitted += 1;
            None
        }
    });
    let outcomes: Vec<Box<Outcome>> = outcomes.collect();
    let year = year_of(&outcomes, run)?;
    let mut gathering = Gathering {
        run,
        aside,
        inputs: Vec::with_capacity(outcomes.len()),
        forms: Vec::with_capacity(outcomes.iter().map(|o| o.forms.len()).sum()),
        excluded: Vec::new(),
        file_findings: Vec::new(),
        plans: Vec::new(),
        reports: Vec::new(),
    };
    let counted = counted(&outcomes, run);
    for outcome in outcomes {
        gathering.take(*outcome, &counted);
    }
    drop(counted);
    gathering.bar(year);
    gathering.finish(year)
}

/// The content of a file that holds forms.
fn content(outcome: &Outcome) -> Option<Digest> {
    let filed = outcome.input.forms > 0 || !outcome.elsewhere.is_empty();
    outcome.input.sha256.filter(|_| filed)
}

/// The one that counts among files with the same content: the one preferred by its name, otherwise the first.
fn counted(outcomes: &[Box<Outcome>], run: &Run) -> HashMap<Digest, Arc<str>> {
    let mut counted: HashMap<Digest, Arc<str>> = HashMap::new();
    for outcome in outcomes {
        let Some(hash) = content(outcome) else {
            continue;
        };
        let path = &outcome.input.path;
        let taken = counted.entry(hash).or_insert_with(|| Arc::clone(path));
        let preferred = |path: &str| versions::named(path, "", &run.rules.standing);
        if taken != path && preferred(path) > preferred(taken) {
            *taken = Arc::clone(path);
        }
    }
    counted
}

impl Gathering<'_> {
    fn take(&mut self, mut outcome: Outcome, counted: &HashMap<Digest, Arc<str>>) {
        if let Some(first) = content(&outcome).and_then(|hash| counted.get(&hash))
            && *first != outcome.input.path
        {
            outcome.problem = Some(DUPLICATE_FILE.with([("other", Fact::text(&**first))]));
            outcome.input.forms = 0;
            outcome.forms.clear();
        }
        self.plans
            .extend(outcome.elsewhere.iter().filter_map(Plan::of));
        if let Some(problem) = outcome.problem {
            self.skip(&outcome.input.path, problem);
        } else {
            self.leave_out(outcome.elsewhere, outcome.input.forms == 0);
        }
        let file = &outcome.input.path;
        let reports = outcome.reports.into_iter();
        self.reports
            .extend(reports.map(|report| (Arc::clone(file), report)));
        self.inputs.push(outcome.input);
        self.forms.extend(outcome.forms);
    }

    fn skip(&mut self, path: &Arc<str>, problem: Problem) {
        let named = self
            .run
            .roster
            .as_deref()
            .filter(|_| unread(&problem).is_some());
        let named = named.and_then(|roster| roster.units().get(roster.named_by(path)?));
        let unit = named.map(|unit| EcoString::from(&*unit.name));
        let about = FindingSubject::file(path, unit.clone());
        self.note_file(problem.clone(), &about);
        self.excluded.push(Exclusion {
            file: Arc::clone(path),
            sheet: None,
            unit,
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
            let about = FindingSubject::form(&filing);
            self.note_file(problem.clone(), &about);
            if !whole || at == 0 {
                self.excluded.push(Exclusion {
                    file: filing.head.file,
                    sheet: (!whole).then_some(filing.head.sheet),
                    unit: about.unit.clone(),
                    reasons: vec![problem],
                });
            }
        }
    }

    /// Adds a finding about a file, or a form that is not part of the run.
    fn note_file(&mut self, problem: Problem, about: &Arc<FindingSubject>) {
        self.file_findings
            .extend(self.run.rules.finding(problem, about, None));
    }

    fn finish(mut self, year: Option<i32>) -> Result<Assessment, Error> {
        self.excluded
            .sort_by(|a, b| (&a.file, &a.sheet).cmp(&(&b.file, &b.sheet)));
        let mut forms = rank(self.forms);
        let run = self.run;
        let found = review::apply(&mut forms, &run.papers, (&self.inputs, &run.rules));
        self.file_findings.extend(found);
        if forms.iter().any(|form| form.official_review().is_some()) {
            forms = rank(forms);
        }
        across::audit(&mut forms, &self.plans, run);
        let (reports, found) = reports::hold(&self.reports, &forms, run);
        self.file_findings.extend(found);
        let decisions = self.run.decisions.as_ref().map(|register| {
            for form in &mut forms {
                register.decide(&form.filing, year, &mut form.findings);
            }
            register.decide_files(&mut self.file_findings);
            let decisions = Decisions::of(register, year, (&forms, &self.file_findings));
            let outcome = decisions.findings(&self.run.rules);
            self.file_findings.extend(outcome);
            decisions
        });
        let assessment = Assessment {
            decisions,
            papers: run.papers.sha256.clone(),
            year,
            rules: Arc::clone(&self.run.rules),
            labels: self.run.labels.stamp.clone(),
            roster: self.run.roster.clone(),
            inputs: self.inputs,
            aside: self.aside,
            notes: Vec::new(),
            forms,
            excluded: self.excluded,
            file_findings: self.file_findings,
            reports,
            midyear: self
                .run
                .midyear
                .filter(|_| self.run.stage == Some(Stage::Midyear)),
        };
        conserve(&assessment)?;
        Ok(assessment)
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
