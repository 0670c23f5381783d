//! Decisions applied in a run: cells corrected before evaluation, and what happened to each row of the file.

use std::collections::HashSet;
use std::sync::Arc;

use crate::decision::{Entry, Register, Ruling, concerns, fingerprints, is_filed};
use crate::finding::decided::{
    DECISION_EXPIRED, DECISION_ORPHANED, FIGURE_CORRECTED, corrected as figure_corrected,
};
use crate::finding::{Fact, Finding, FindingSubject, Problem};
use crate::form::read::Reading;
use crate::model::{Correction, Decision, DecisionKind, Filing, Place, Spot};
use crate::rules::RuleSet;
use crate::run::Assessed;
use crate::workbook::Workbook;

/// What happened to a row of the file of decisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecisionFate {
    /// Nothing is decided.
    Undecided,
    /// It was applied.
    Applied,
    /// It was applied, and sent back to be due on a day that has passed.
    Overdue,
    /// It is not in force any more.
    Expired,
    /// It matches nothing any more; the reason as a case of the finding.
    Orphaned(Problem),
    /// It was found to be settled by an earlier run and matches nothing.
    Closed,
    /// It cannot be applied.
    Invalid(Problem),
}

/// 处理意见 of a run: each row with its outcome.
#[derive(Debug, Clone)]
pub struct Decisions {
    /// The file.
    pub register: Arc<Register>,
    /// The outcome of each of its rows.
    pub fates: Vec<DecisionFate>,
}

/// The forms of a workbook, read again where their cells are corrected, with the decisions that correct their lists of
/// projects.
pub(super) fn corrected(
    register: &Register,
    workbook: &Workbook,
    readings: Vec<Reading>,
    read: impl Fn(&Workbook) -> Vec<Reading>,
) -> (Vec<Reading>, Vec<Arc<Decision>>) {
    let mut anew = None;
    let mut listed = Vec::new();
    for Reading { filing, annex, .. } in &readings {
        for (decision, correction) in register.corrections(filing) {
            let list = annex.projects.as_ref().map(|list| &list.sheet);
            let list = list.filter(|list| correction.sheet.as_deref() == Some(list));
            let sheet = match list {
                Some(list) => list,
                None if correction.is_on(&filing.sheet) => &filing.sheet,
                None => continue,
            };
            let cell = workbook.shown(sheet, correction.cell);
            let typed = cell.map(|cell| cell.value.text()).unwrap_or_default();
            if is_filed(&typed, &correction.filed) {
                let anew = anew.get_or_insert_with(|| workbook.clone());
                anew.correct(sheet, correction);
                listed.extend(list.map(|_| Arc::clone(decision)));
            }
        }
    }
    let readings = anew.map_or(readings, |anew| read(&anew));
    (readings, listed)
}

/// Attaches the corrections to the findings that report them.
pub(super) fn note_corrections(register: &Register, filing: &Filing, findings: &mut [Finding]) {
    let reported = |f: &&mut Finding| f.problem.is(&FIGURE_CORRECTED);
    for finding in findings.iter_mut().filter(reported) {
        let fits = |(decision, correction): (&Arc<Decision>, &Correction)| {
            let here = correction.is_on(&filing.sheet);
            (here && figure_corrected(correction) == finding.problem).then(|| Arc::clone(decision))
        };
        finding.decision = register.corrections(filing).find_map(fits);
    }
}

/// Reports the corrections of lists of projects, on the form that each list belongs to.
pub(super) fn note_listed(listed: Vec<Arc<Decision>>, forms: &mut [Assessed], rules: &RuleSet) {
    for decision in listed {
        let own = |form: &&mut Assessed| {
            form.projects.is_some() && concerns(&decision.subject, &form.filing)
        };
        let form = forms.iter_mut().find(own);
        let Some((form, correction)) = form.zip(decision.correction.as_ref()) else {
            continue;
        };
        let sheet = Arc::from(correction.sheet.as_deref().unwrap_or_default());
        let about =
            FindingSubject::sheet(&form.filing.file, &sheet, form.filing.unit.shared_name());
        let problem = figure_corrected(correction);
        let found = rules.finding(problem, &about, Spot::Cell(correction.cell));
        form.findings.extend(found.map(|found| Finding {
            decision: Some(Arc::clone(&decision)),
            ..found
        }));
    }
}

impl Decisions {
    /// The outcome of each row, by the findings that decisions were attached to.
    pub(super) fn of(
        register: &Arc<Register>,
        year: Option<i32>,
        (forms, of_files): (&[Assessed], &[Finding]),
    ) -> Self {
        let of_forms = forms.iter().flat_map(|form| &form.findings);
        let laid = of_forms.chain(of_files).filter_map(|f| f.decision.as_ref());
        let laid: HashSet<*const Decision> = laid.map(Arc::as_ptr).collect();
        let judge = Judge { year, forms };
        let fates = register.entries.iter().map(|entry| match &entry.ruling {
            Ruling::Open if entry.is_closed() => DecisionFate::Closed,
            Ruling::Open => DecisionFate::Undecided,
            Ruling::Invalid(problem) => DecisionFate::Invalid(problem.clone()),
            Ruling::Decided(decision) if laid.contains(&Arc::as_ptr(decision)) => {
                match decision.is_past(register.date) {
                    true => DecisionFate::Overdue,
                    false => DecisionFate::Applied,
                }
            }
            Ruling::Decided(_) if entry.is_closed() => DecisionFate::Closed,
            Ruling::Decided(decision) => match decision.is_past(register.date) {
                true if decision.kind != DecisionKind::Return => DecisionFate::Expired,
                _ => DecisionFate::Orphaned(judge.orphaned(decision)),
            },
        });
        Self {
            fates: fates.collect(),
            register: Arc::clone(register),
        }
    }

    /// The rows, each with its outcome.
    pub fn rows(&self) -> impl Iterator<Item = (&Entry, &DecisionFate)> {
        self.register.entries.iter().zip(&self.fates)
    }

    /// Number of rows that were applied.
    #[must_use]
    pub fn applied(&self) -> usize {
        let applied =
            |fate: &&DecisionFate| matches!(fate, DecisionFate::Applied | DecisionFate::Overdue);
        self.fates.iter().filter(applied).count()
    }

    /// Number of rows that decide and were not applied.
    #[must_use]
    pub fn failed(&self) -> usize {
        let failed = |fate: &&DecisionFate| {
            use DecisionFate::{Expired, Invalid, Orphaned};
            matches!(fate, Expired | Orphaned(_) | Invalid(_))
        };
        self.fates.iter().filter(failed).count()
    }

    /// Findings on rows that were not applied, or are overdue.
    pub(super) fn findings(&self, rules: &RuleSet) -> Vec<Finding> {
        let rows = self.rows().filter_map(|(entry, fate)| {
            let problem = match fate {
                DecisionFate::Undecided | DecisionFate::Applied | DecisionFate::Closed => {
                    return None;
                }
                DecisionFate::Overdue => ended(entry.decision()?, Some("overdue"))?,
                DecisionFate::Expired => ended(entry.decision()?, None)?,
                DecisionFate::Orphaned(problem) | DecisionFate::Invalid(problem) => problem.clone(),
            };
            let unit = entry.line.unit.as_deref().map(Into::into);
            let Place { file, sheet, spot } = entry.place.clone();
            rules.finding(
                problem,
                &Arc::new(FindingSubject { file, sheet, unit }),
                spot,
            )
        });
        rows.collect()
    }
}

/// The finding that the last day of a decision has passed.
fn ended(decision: &Decision, case: Option<&'static str>) -> Option<Problem> {
    let facts = [
        ("unit", Fact::Text(decision.subject.unit.clone())),
        ("until", Fact::text(decision.until?.to_string())),
    ];
    Some(match case {
        Some(case) => DECISION_EXPIRED.case(case, facts),
        None => DECISION_EXPIRED.with(facts),
    })
}

/// Finds out why a decision matches nothing.
struct Judge<'a> {
    year: Option<i32>,
    forms: &'a [Assessed],
}

impl Judge<'_> {
    fn orphaned(&self, decision: &Decision) -> Problem {
        let unit = || ("unit", Fact::Text(decision.subject.unit.clone()));
        let expected = |text: &str| ("expected", Fact::text(text));
        if let Some(correction) = &decision.correction {
            let mut forms = self.forms_of(decision).peekable();
            if forms.peek().is_none() {
                return DECISION_ORPHANED.with([unit()]);
            }
            let sheet = correction.sheet.as_deref().unwrap_or_default();
            let on_list = |form: &Assessed| {
                let list = form.projects.as_ref();
                list.is_some_and(|list| &*list.sheet == sheet)
            };
            if self.forms_of(decision).any(on_list) {
                return DECISION_ORPHANED.case("cell", [unit(), expected(&correction.filed)]);
            }
            let Some(form) = forms.find(|form| correction.is_on(&form.filing.sheet)) else {
                return DECISION_ORPHANED.case("sheet", [unit(), expected(sheet)]);
            };
            let figures = form.filing.open().figures().into_iter();
            let mut here = figures.filter(|figure| figure.cell == correction.cell);
            let found = here.next().map(|figure| ("found", Fact::Text(figure.text)));
            let facts = [unit(), expected(&correction.filed)];
            return DECISION_ORPHANED.case("cell", facts.into_iter().chain(found));
        }
        match decision.kind {
            DecisionKind::Adopt => {
                let adopted = decision.adopted.as_deref().unwrap_or_default();
                DECISION_ORPHANED.case("version", [unit(), expected(adopted)])
            }
            _ if self.is_changed(decision) => DECISION_ORPHANED.case("changed", [unit()]),
            DecisionKind::Return => DECISION_ORPHANED.case("returned", [unit()]),
            _ => DECISION_ORPHANED.with([unit()]),
        }
    }

    /// The forms that a decision names.
    fn forms_of(&self, decision: &Decision) -> impl Iterator<Item = &Assessed> {
        let named = |form: &&Assessed| concerns(&decision.subject, &form.filing);
        self.forms.iter().filter(named)
    }

    /// Whether the same is found with other facts.
    fn is_changed(&self, decision: &Decision) -> bool {
        let subject = &decision.subject;
        let about = |mark: &str| mark.split_once('-').map(|(about, _)| about.to_owned());
        let Some(own) = subject.fingerprint.as_deref().and_then(about) else {
            return false;
        };
        self.forms_of(decision).any(|form| {
            let marks = fingerprints(&form.filing, self.year, &form.findings);
            let mut findings = form.findings.iter().zip(marks);
            findings.any(|(finding, mark)| {
                let same = Some(finding.problem.code.name) == subject.code.as_deref();
                same && about(&mark).as_ref() == Some(&own)
            })
        })
    }
}
