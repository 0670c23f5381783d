//! The run: every file is read, evaluated and audited on its own; then the forms are gathered, and no file is lost.

mod across;
mod approved;
mod assessment;
mod credibility;
mod decided;
pub mod draw;
mod gather;
mod identity;
pub mod inference;
pub mod rank;
mod returns;
pub mod review;
pub mod risk;
mod unread;
mod versions;
mod year;

use std::cell::RefCell;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::audit::{Case, audit_case};
use crate::decision::Register;
use crate::finding::file::FILE_SKIPPED;
use crate::finding::sheet::{self, NO_FORM};
use crate::finding::{FoundKind, Problem, Refusal};
use crate::form::labels::Labels;
use crate::form::read::{Reading, Source, examples, read};
use crate::intake::{self, Found, Opened, Selection, WorkerPool, open, walk};
use crate::model::{Filing, Stage};
use crate::review::Papers;
use crate::roster::{Roster, is_list};
use crate::rules::progress;
use crate::rules::{MidyearRule, RuleSet, evaluate, unscored};
use crate::workbook::{Remark, Workbook};
use approved::Approved;
pub use assessment::{
    Aside, Assessed, Assessment, Exclusion, Input, Listed, Note, Standing, worst_first,
};
pub use credibility::Shares;
use decided::corrected;
pub use decided::{DecisionFate, Decisions};
pub use returns::{Return, Returns, Status, Unread};
pub use versions::Version;

/// Files handed to a thread at a time: more would let one thread wait for another.
const FILES_AT_A_TIME: usize = 4;

/// Why there is no assessment.
#[derive(Debug)]
pub enum Error {
    /// Nothing can be read.
    Intake(intake::Error),
    /// The run lost count of its files: a fault of this program.
    Conservation(String),
    /// It was stopped.
    Stopped,
    /// Equally many forms of these paths state each of these years.
    YearsEqual(Vec<PathBuf>, Vec<i32>),
    /// Most forms of two given paths state different years.
    YearsDiffer([(PathBuf, i32); 2]),
}

impl From<intake::Error> for Error {
    fn from(error: intake::Error) -> Self {
        Self::Intake(error)
    }
}

/// What a run needs to know.
#[derive(Debug)]
pub struct Run {
    /// Folders and files to read.
    pub paths: Vec<PathBuf>,
    /// Wordings of the forms.
    pub labels: Labels,
    /// Scoring rules.
    pub rules: Arc<RuleSet>,
    /// 单位名单, where one was given.
    pub roster: Option<Arc<Roster>>,
    /// The stage the run is about; without one every form counts by its own.
    pub stage: Option<Stage>,
    /// 年中监控: month and bounds of the warnings, for monitoring forms.
    pub midyear: Option<MidyearRule>,
    /// 评价年度; without one the year that most forms state.
    pub year: Option<i32>,
    /// The files it is about.
    pub selection: Selection,
    /// 处理意见 to be applied, where there are any.
    pub decisions: Option<Arc<Register>>,
    /// 复核底稿, filled in.
    pub papers: Papers,
    /// The program that is started to read files; usually this one.
    pub program: PathBuf,
}

impl Run {
    /// Whether a file with this hash is the roster, the rule file or that of the decisions, which may lie among the forms.
    fn uses(&self, sha256: Option<&str>) -> bool {
        let roster = self.roster.as_ref().map(|r| &*r.sha256);
        let stamp = &self.rules.stamp;
        let book = stamp.workbook.as_ref().map(|book| &*book.sha256);
        let decisions = self.decisions.as_ref().map(|d| &*d.sha256);
        let named = [roster, book, decisions, Some(&*stamp.sha256)];
        sha256.is_some_and(|hash| named.contains(&Some(hash)))
    }
}

/// Told about the progress of a run.
pub trait Progress: Sync {
    /// So many files were found.
    fn found(&self, files: usize);
    /// One more file is done.
    fn done(&self);
    /// A file holds no form that can be used.
    fn refused(&self, _file: &str, _problem: &Problem) {}
    /// Whether the run is to end after the files in hand.
    fn stopped(&self) -> bool {
        false
    }
}

/// What became of a file that was met.
enum Fate {
    /// A lock file, or one that an operating system keeps.
    Housekeeping,
    /// This program wrote it.
    Own,
    /// The run is not about it.
    Omitted,
    Filed(Box<Outcome>),
}

impl Fate {
    /// What became of a file that was filed.
    fn filed(&self) -> Option<&Outcome> {
        match self {
            Self::Filed(outcome) => Some(outcome),
            Self::Housekeeping | Self::Own | Self::Omitted => None,
        }
    }
}

/// One file that was filed with what became of it.
struct Outcome {
    input: Input,
    forms: Vec<Assessed>,
    /// Forms of another stage than the run is about.
    elsewhere: Vec<Filing>,
    /// Why there is no form.
    problem: Option<Problem>,
}

/// Reads, evaluates, audits and ranks all forms below the given paths.
///
/// # Errors
/// When there is nothing to read, the reading process cannot be started, or files were lost count of.
pub fn assess(run: &Run, progress: &dyn Progress) -> Result<Assessment, Error> {
    let found = walk(&run.paths)?;
    progress.found(found.len());
    assess_found(&found, run, progress)
}

/// The same for files that were found already.
///
/// # Errors
/// As [`assess`].
pub fn assess_found(
    found: &[Found],
    run: &Run,
    progress: &dyn Progress,
) -> Result<Assessment, Error> {
    let pool = WorkerPool::new(run.program.clone(), rayon::current_num_threads())?;
    let fates: Option<Vec<Fate>> = found
        .par_iter()
        .with_max_len(FILES_AT_A_TIME)
        .map(|file| {
            if progress.stopped() {
                return None;
            }
            let fate = guarded(file, || fate(file, run, (&pool, &Approved::default())));
            if let Some(problem) = fate.filed().and_then(|filed| filed.problem.as_ref()) {
                progress.refused(&file.relative, problem);
            }
            progress.done();
            Some(fate)
        })
        .collect();
    let mut fates = fates.ok_or(Error::Stopped)?;
    // The goal forms are known now: what they change is read once more.
    let approved = Approved::of(&fates);
    if !approved.is_empty() && !run.roster.as_ref().is_some_and(|roster| roster.approves()) {
        let again = found.par_iter().zip(&mut fates);
        let again = again.filter(|(_, before)| approved.concerns(before));
        again.for_each(|(file, before)| *before = fate(file, run, (&pool, &approved)));
    }
    gather::gather(fates, run)
}

thread_local! {
    /// The file that this thread reads.
    static IN_HAND: RefCell<Option<Arc<str>>> = const { RefCell::new(None) };
}

/// The file that this thread is reading.
#[must_use]
pub fn in_hand() -> Option<Arc<str>> {
    IN_HAND.with_borrow(Clone::clone)
}

/// What became of a file, also where this program has a fault that only it shows: the others are read all the same.
fn guarded(file: &Found, read: impl FnOnce() -> Fate) -> Fate {
    IN_HAND.set(Some(Arc::clone(&file.relative)));
    let read = panic::catch_unwind(AssertUnwindSafe(read));
    IN_HAND.set(None);
    read.unwrap_or_else(|_| {
        let nothing = Opened {
            bytes: fs::symlink_metadata(&file.path).map_or(0, |m| m.len()),
            sha256: None,
            result: Err(Refusal::Fault),
        };
        Fate::Filed(Box::new(Outcome {
            input: input(file, &nothing, 0),
            forms: Vec::new(),
            elsewhere: Vec::new(),
            problem: Some(Refusal::Fault.into()),
        }))
    })
}

fn input(file: &Found, opened: &Opened, forms: usize) -> Input {
    Input {
        path: Arc::clone(&file.relative),
        location: file.path.clone(),
        bytes: opened.bytes,
        sha256: opened.sha256.clone(),
        forms,
    }
}

fn fate(file: &Found, run: &Run, (pool, approved): (&WorkerPool, &Approved)) -> Fate {
    if !run.selection.takes(&file.relative) {
        return Fate::Omitted;
    }
    if file.housekeeping {
        return Fate::Housekeeping;
    }
    let opened = open(file, pool);
    if opened.result == Err(Refusal::OwnOutput) && !run.uses(opened.sha256.as_deref()) {
        return Fate::Own;
    }
    Fate::Filed(Box::new(outcome(file, opened, (run, approved))))
}

fn outcome(file: &Found, opened: Opened, (run, approved): (&Run, &Approved)) -> Outcome {
    let (forms, problem) = match opened.result {
        _ if run.uses(opened.sha256.as_deref()) => {
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
                Some(register) => corrected(register, &workbook, readings, |workbook| {
                    read(workbook, &source, &run.labels)
                }),
                None => readings,
            };
            let none = readings.is_empty().then(|| formless(&workbook, file, run));
            (readings, none)
        }
        Err(refusal) => (Vec::new(), Some(refusal.into())),
    };
    let wanted = |form: &Reading| run.stage.is_none_or(|stage| stage == form.filing.stage);
    let (forms, elsewhere): (Vec<Reading>, Vec<Reading>) = forms.into_iter().partition(wanted);
    let forms: Vec<Assessed> = forms
        .into_iter()
        .map(|mut reading| {
            approved.put(&mut reading);
            if let Some(roster) = &run.roster {
                roster.settle(&mut reading);
            }
            assessed(reading, run)
        })
        .collect();
    Outcome {
        input: Input {
            path: Arc::clone(&file.relative),
            location: file.path.clone(),
            bytes: opened.bytes,
            sha256: opened.sha256,
            forms: forms.len(),
        },
        forms,
        elsewhere: elsewhere.into_iter().map(|form| form.filing).collect(),
        problem,
    }
}

/// Why a workbook holds no form.
fn formless(workbook: &Workbook, file: &Found, run: &Run) -> Problem {
    if let Some(example) = examples(workbook, &run.labels).into_iter().next() {
        return sheet::example(example);
    }
    let hidden = workbook.remarks.iter().find_map(|remark| match remark {
        Remark::HiddenSheet(name) => Some(sheet::form_hidden(name.clone())),
        _ => None,
    });
    let text = file
        .path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("csv"));
    hidden.unwrap_or_else(|| match is_list(workbook, &run.labels) {
        true => FILE_SKIPPED.case("list", []),
        false if text => Refusal::NotWorkbook(FoundKind::Text).into(),
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
        decided::note_corrections(register, &filing, &mut findings);
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
    use std::path::PathBuf;

    use super::{Fate, Found, guarded, in_hand};
    use crate::finding::file::FILE_NOT_OPENED;

    #[test]
    fn a_fault_over_one_file_is_told_and_the_run_goes_on() {
        let file = Found {
            path: PathBuf::from("甲局.xlsx"),
            relative: "甲局.xlsx".into(),
            group: None,
            refusal: None,
            housekeeping: false,
            packed: None,
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
