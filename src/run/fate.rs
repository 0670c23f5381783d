//! The outcome of one file: skipped, refused, or read, evaluated and audited.

use std::cell::RefCell;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;

use super::approved::ApprovedMethods;
use super::decided::{corrected, note_corrections, note_listed};
use super::{Assessed, Fate, Input, Outcome, Run, reports};
use crate::audit::{Case, audit_case};
use crate::base::hash::Digest;
use crate::finding::file::FILE_SKIPPED;
use crate::finding::sheet::{self, NO_FORM};
use crate::finding::{Problem, Refusal};
use crate::form::read::{Reading, Source, examples, read};
use crate::intake::{FileContents, SourceFile, WorkerPool, open};
use crate::model::Stage;
use crate::narrative::Report;
use crate::roster::is_list;
use crate::rules::{evaluate, progress, unscored};
use crate::workbook::{Remark, Workbook};

thread_local! {
    /// The file that this thread reads.
    static IN_HAND: RefCell<Option<Arc<str>>> = const { RefCell::new(None) };
}

/// The file that this thread is reading.
#[must_use]
pub fn in_hand() -> Option<Arc<str>> {
    IN_HAND.with_borrow(Clone::clone)
}

/// The outcome of a file, also where it makes this program fail: the other files are still read.
pub(super) fn guarded(file: &SourceFile, read: impl FnOnce() -> Fate) -> Fate {
    IN_HAND.set(Some(Arc::clone(&file.relative)));
    let read = panic::catch_unwind(AssertUnwindSafe(read));
    IN_HAND.set(None);
    read.unwrap_or_else(|_| {
        let bytes = fs::symlink_metadata(file.path()).map_or(0, |m| m.len());
        Fate::Filed(Box::new(Outcome {
            input: input(file, (bytes, None), 0),
            forms: Vec::new(),
            elsewhere: Vec::new(),
            problem: Some(Refusal::Fault.into()),
            reports: Vec::new(),
        }))
    })
}

fn input(file: &SourceFile, (bytes, sha256): (u64, Option<Digest>), forms: usize) -> Input {
    Input {
        path: Arc::clone(&file.relative),
        location: file.location.clone(),
        bytes,
        sha256,
        forms,
    }
}

pub(super) fn fate(
    file: &SourceFile,
    run: &Run,
    (pool, approved): (&WorkerPool, &ApprovedMethods),
) -> Fate {
    if !run.selection.takes(&file.relative) {
        return Fate::Omitted;
    }
    if file.housekeeping {
        return Fate::Housekeeping;
    }
    let opened = open(file, pool);
    if opened.result == Err(Refusal::OwnOutput) && !run.uses(opened.sha256) {
        return Fate::Own;
    }
    Fate::Filed(Box::new(outcome(file, opened, (run, approved))))
}

fn outcome(
    file: &SourceFile,
    opened: FileContents,
    (run, approved): (&Run, &ApprovedMethods),
) -> Outcome {
    let words = opened.words.iter();
    let filed = words.filter_map(|words| reports::filed(words, &file.relative));
    let mut reports: Vec<Report> = filed.collect();
    let mut listed = Vec::new();
    let (forms, problem) = match opened.result {
        _ if run.uses(opened.sha256) => {
            let named = Problem::from(Refusal::NamedForRun);
            (Vec::new(), Some(named))
        }
        Ok(workbook) => {
            let source = Source {
                file: Arc::clone(&file.relative),
                group: file.group.clone(),
            };
            let readings = read(&workbook, &source, &run.labels);
            let readings = match &run.decisions {
                Some(register) => {
                    let read = |workbook: &Workbook| read(workbook, &source, &run.labels);
                    let (readings, of_lists) = corrected(register, &workbook, readings, read);
                    listed = of_lists;
                    readings
                }
                None => readings,
            };
            let none = readings.is_empty().then(|| formless(&workbook, run));
            reports.extend(reports::beside(&workbook));
            (readings, none)
        }
        Err(_) if !reports.is_empty() => (Vec::new(), Some(FILE_SKIPPED.case("report", []))),
        Err(refusal) => (Vec::new(), Some(refusal.into())),
    };
    let wanted = |form: &Reading| run.stage.is_none_or(|stage| stage == form.filing.stage);
    let (forms, elsewhere): (Vec<Reading>, Vec<Reading>) = forms.into_iter().partition(wanted);
    let mut forms: Vec<Assessed> = forms
        .into_iter()
        .map(|mut reading| {
            approved.put(&mut reading);
            if let Some(roster) = &run.roster {
                roster.settle(&mut reading);
            }
            assessed(reading, run)
        })
        .collect();
    // Collected in place, they would keep the room of the readings: 0.9 KiB a form.
    forms.shrink_to_fit();
    note_listed(listed, &mut forms, &run.rules);
    Outcome {
        input: input(file, (opened.bytes, opened.sha256), forms.len()),
        forms,
        elsewhere: elsewhere.into_iter().map(|form| form.filing).collect(),
        problem,
        reports,
    }
}

/// Why a workbook holds no form.
fn formless(workbook: &Workbook, run: &Run) -> Problem {
    if let Some(example) = examples(workbook, &run.labels).into_iter().next() {
        return sheet::example(example);
    }
    let hidden = workbook.remarks.iter().find_map(|remark| match remark {
        Remark::HiddenSheet(name) => Some(sheet::form_hidden(name.clone())),
        _ => None,
    });
    hidden.unwrap_or_else(|| match is_list(workbook, &run.labels) {
        true => FILE_SKIPPED.case("list", []),
        false => NO_FORM.with([]),
    })
}

/// A form evaluated and audited as its stage asks for.
fn assessed(reading: Reading, run: &Run) -> Assessed {
    let Reading {
        filing,
        remarks,
        annex,
        unused,
    } = reading;
    let rules = &run.rules;
    let rule = run.midyear.filter(|_| filing.stage == Stage::Midyear);
    let progress = rule.map(|rule| progress(&filing, rules, &rule));
    let evaluation = match (filing.stage, &progress) {
        (Stage::SelfEvaluation, _) => evaluate(&filing, rules),
        (_, progress) => {
            let pace = progress.as_ref().and_then(|p| p.pace.ok());
            unscored(&filing, rules, pace.map(|p| p.rate))
        }
    };
    let case = Case {
        filing: &filing,
        remarks: &remarks,
        evaluation: &evaluation,
        rules,
        progress: progress.as_ref(),
        annex: &annex,
    };
    let mut findings = audit_case(&case);
    let projects = annex.projects.map(Box::new);
    if let Some(register) = &run.decisions {
        note_corrections(register, &filing, &mut findings);
    }
    findings.shrink_to_fit();
    Assessed {
        filing: filing.packed(),
        evaluation: evaluation.packed(),
        progress: progress.map(Box::new),
        findings,
        projects,
        unused: unused.into(),
        barred: Vec::new(),
        standing: None,
        versions: None,
        reviewed: None,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Fate, SourceFile, guarded, in_hand};
    use crate::finding::file::FILE_NOT_OPENED;
    use crate::intake::Location;

    #[test]
    fn a_fault_over_one_file_is_reported_and_the_run_goes_on() {
        let file = SourceFile {
            location: Location::At(Path::new("甲局.xlsx").into()),
            relative: "甲局.xlsx".into(),
            group: None,
            refusal: None,
            housekeeping: false,
            entry: None,
        };
        let fate = guarded(&file, || {
            assert_eq!(in_hand().as_deref(), Some("甲局.xlsx"));
            panic!("on purpose")
        });
        let Fate::Filed(outcome) = fate else {
            panic!("the file is lost")
        };
        assert!(outcome.problem.is_some_and(|p| p.is(&FILE_NOT_OPENED)));
        assert_eq!(
            (&*outcome.input.path, outcome.input.forms),
            ("甲局.xlsx", 0)
        );
        assert_eq!(in_hand(), None);
    }
}
