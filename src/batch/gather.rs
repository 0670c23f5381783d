//! From files to an assessment: doubles, years, exclusions, ranks, and the count of files.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::{Outcome, Run};
use crate::assessment::{Assessed, Assessment, Exclusion, Input};
use crate::error::{Error, Result};
use crate::finding::{Finding, Problem};
use crate::model::{Basis, CellRef, Evaluation, Filing, Kind, Place};
use crate::rank::rank;

/// Everything about the files as a whole, while it is gathered.
struct Gathering<'r> {
    run: &'r Run,
    inputs: Vec<Input>,
    forms: Vec<Assessed>,
    excluded: Vec<Exclusion>,
    file_findings: Vec<Finding>,
}

/// Puts the outcomes together, in path order.
pub(super) fn gather(outcomes: Vec<Outcome>, run: &Run) -> Result<Assessment> {
    let mut gathering = Gathering {
        run,
        inputs: Vec::with_capacity(outcomes.len()),
        forms: Vec::new(),
        excluded: Vec::new(),
        file_findings: Vec::new(),
    };
    let mut seen: HashMap<Box<str>, Arc<str>> = HashMap::new();
    for outcome in outcomes {
        gathering.take(outcome, &mut seen);
    }
    let year = run.year.or_else(|| prevailing_year(&gathering.forms));
    let barred = gathering.bar(year);
    gathering.finish(year, &barred)
}

impl Gathering<'_> {
    fn take(&mut self, mut outcome: Outcome, seen: &mut HashMap<Box<str>, Arc<str>>) {
        if let Some(hash) = outcome.input.sha256.clone().filter(|_| outcome.input.forms > 0) {
            let path = Arc::clone(&outcome.input.path);
            let first = seen.entry(hash).or_insert(path);
            if *first != outcome.input.path {
                outcome.problem = Some(Problem::DuplicateFile {
                    other: Box::from(&**first),
                });
                outcome.input.forms = 0;
                outcome.forms.clear();
            }
        }
        if let Some(problem) = outcome.problem {
            self.skip(&outcome.input.path, problem);
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

    fn finding(&self, problem: Problem, place: Place, unit: Option<Arc<str>>) -> Finding {
        let mut finding = Finding::new(problem, place, unit);
        finding.severity = self.run.rules.severity(finding.problem.code());
        finding
    }

    /// Finds the forms that cannot be ranked, says why, and tells which they are.
    fn bar(&mut self, year: Option<i32>) -> Vec<bool> {
        let mut first: BTreeMap<Identity, String> = BTreeMap::new();
        let mut barred = Vec::with_capacity(self.forms.len());
        let mut forms = std::mem::take(&mut self.forms);
        for form in &mut forms {
            let mut reasons = self.year_reasons(form, year);
            reasons.extend(self.double(form, &mut first));
            reasons.extend(unscorable(form));
            barred.push(!reasons.is_empty());
            if !reasons.is_empty() {
                self.excluded.push(Exclusion {
                    file: Arc::clone(&form.filing.file),
                    sheet: Some(Arc::clone(&form.filing.sheet)),
                    unit: name(&form.filing),
                    reasons,
                });
            }
        }
        self.forms = forms;
        barred
    }

    /// Forms of another year: named always, barred when the year was asked for.
    fn year_reasons(&self, form: &mut Assessed, year: Option<i32>) -> Vec<Problem> {
        let Some((expected, stated)) = year.zip(form.filing.year.as_ref()) else {
            return Vec::new();
        };
        if stated.value == expected {
            return Vec::new();
        }
        let problem = Problem::YearDiffers {
            expected,
            found: stated.value,
        };
        let cell = Some(stated.cell);
        self.note(form, problem.clone(), cell);
        if self.run.year.is_some() {
            vec![problem]
        } else {
            Vec::new()
        }
    }

    /// A unit that filed before in this run is ranked once, by its first form in path order.
    fn double(
        &self,
        form: &mut Assessed,
        first: &mut BTreeMap<Identity, String>,
    ) -> Option<Problem> {
        let identity = Identity::of(&form.filing)?;
        let here = format!("{} → {}", form.filing.file, form.filing.sheet);
        if form.evaluation.total.is_none() {
            return None;
        }
        match first.get(&identity) {
            None => {
                first.insert(identity, here);
                None
            }
            Some(other) => {
                let problem = Problem::DuplicateUnit {
                    other: other.as_str().into(),
                };
                let cell = form.filing.unit.name.as_ref().map(|n| n.cell);
                self.note(form, problem.clone(), cell);
                Some(problem)
            }
        }
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

    fn finish(mut self, year: Option<i32>, barred: &[bool]) -> Result<Assessment> {
        self.excluded
            .sort_by(|a, b| (&a.file, &a.sheet).cmp(&(&b.file, &b.sheet)));
        let assessment = Assessment {
            year,
            rules: self.run.rules.stamp.clone(),
            labels_sha256: self.run.labels.sha256.clone(),
            inputs: self.inputs,
            forms: rank(self.forms, barred),
            excluded: self.excluded,
            file_findings: self.file_findings,
        };
        conserve(&assessment)?;
        Ok(assessment)
    }
}

/// What makes two forms the same filing.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Identity {
    kind: Kind,
    year: Option<i32>,
    code: Option<Box<str>>,
    unit: Box<str>,
    project: Option<Box<str>>,
}

impl Identity {
    fn of(filing: &Filing) -> Option<Self> {
        let folded = |text: &str| crate::form::labels::fold(text).into_boxed_str();
        Some(Self {
            kind: filing.kind,
            year: filing.year.as_ref().map(|y| y.value),
            code: filing.unit.code.clone(),
            unit: folded(&filing.unit.name.as_ref()?.value),
            project: filing.project.as_ref().map(|p| folded(&p.value)),
        })
    }
}

fn name(filing: &Filing) -> Option<Arc<str>> {
    filing.unit.name.as_ref().map(|n| Arc::from(&*n.value))
}

/// The year most forms state; of equally frequent ones the latest.
fn prevailing_year(forms: &[Assessed]) -> Option<i32> {
    let mut count: BTreeMap<i32, usize> = BTreeMap::new();
    for year in forms.iter().filter_map(|f| f.filing.year.as_ref()) {
        let n = count.entry(year.value).or_default();
        *n = n.saturating_add(1);
    }
    count
        .into_iter()
        .max_by_key(|&(year, n)| (n, year))
        .map(|(year, _)| year)
}

/// Why a form has no total.
fn unscorable(form: &Assessed) -> Option<Problem> {
    use crate::model::Unscored;
    if form.evaluation.total.is_some() {
        return None;
    }
    if form.evaluation.execution.basis == Basis::None(Unscored::ZeroBudget) {
        return Some(Problem::ZeroBudget);
    }
    Some(Problem::NotScorable {
        missing: missing_scores(&form.filing, &form.evaluation).into(),
    })
}

/// The first few parts without a score, joined.
fn missing_scores(filing: &Filing, evaluation: &Evaluation) -> String {
    const SHOWN: usize = 3;
    let names: Vec<&str> = filing
        .indicators
        .iter()
        .zip(&evaluation.indicators)
        .filter(|(_, result)| matches!(result.basis, Basis::None(_)))
        .map(|(indicator, _)| &*indicator.name)
        .collect();
    let more = if names.len() > SHOWN { "……" } else { "" };
    let shown: Vec<&str> = names.into_iter().take(SHOWN).collect();
    format!("{}{more}", shown.join("、"))
}

/// Files seen = files with forms + files skipped, each skipped one with its reason; forms = ranked + excluded.
fn conserve(assessment: &Assessment) -> Result<()> {
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
    let excluded = assessment.excluded.len().saturating_sub(skipped);
    if counted != forms || ranked.checked_add(excluded) != Some(forms) {
        return Err(Error::Conservation(format!(
            "{forms} ≠ {ranked} + {excluded}（自评表 forms, {counted}）"
        )));
    }
    Ok(())
}
