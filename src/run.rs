//! The run: every file is read, evaluated and audited on its own; then the forms are gathered, and no file is lost.

mod across;
mod approved;
mod assessment;
mod credibility;
mod decided;
pub mod draw;
mod fate;
mod gather;
mod identity;
pub mod inference;
mod listing;
mod pressing;
pub mod rank;
mod reports;
mod returns;
pub mod review;
pub mod risk;
mod unread;
mod versions;
mod year;

use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::{
    IndexedParallelIterator, IntoParallelRefIterator, ParallelBridge, ParallelIterator,
};

use crate::base::hash::Digest;
use crate::decision::{Namesakes, Register, unit_key};
use crate::finding::Problem;
use crate::form::labels::Labels;
use crate::intake::{self, Selection, SourceFile, WorkerPool, walk};
use crate::model::{Filing, Stage};
use crate::narrative::Report;
use crate::review::Papers;
use crate::roster::Roster;
use crate::rules::{MidyearRule, RuleSet};
use approved::ApprovedMethods;
pub use assessment::{Assessed, Assessment, Exclusion, Input, Note, Standing, UncountedFiles};
pub use credibility::Shares;
pub use decided::{DecisionFate, Decisions};
pub use fate::in_hand;
use fate::{fate, guarded};
pub use listing::{ListedFinding, worst_first};
pub use pressing::{UrgentProblem, pressing};
pub use reports::ComparedReport;
pub use returns::{Return, Returns, Status, UnreadFile};
pub use versions::{Difference, Version, differences};
pub use year::{StatedYears, years};

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
#[derive(Debug, Clone)]
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
    /// Whether a file with this hash is the roster, the rule file or that of the decisions, which may be among the
    /// forms.
    fn uses(&self, sha256: Option<Digest>) -> bool {
        let roster = self.roster.as_ref().map(|r| &*r.sha256);
        let stamp = &self.rules.stamp;
        let book = stamp.workbook.as_ref().map(|book| &*book.sha256);
        let decisions = self.decisions.as_ref().map(|d| &*d.sha256);
        let named = [roster, book, decisions, Some(&*stamp.sha256)];
        sha256.is_some_and(|hash| named.contains(&Some(&*hash.to_string())))
    }
}

/// Receives the progress of a run.
pub trait Progress: Sync {
    /// This number of files was found.
    fn found(&self, files: usize);
    /// One more file is done.
    fn done(&self);
    /// The file found as the `at`-th was read, and contains these forms; empty where it has none.
    fn read(&self, _at: usize, _forms: &[Assessed]) {}
    /// A file holds no form that can be used.
    fn refused(&self, _file: &str, _problem: &Problem) {}
    /// Whether the run is to end after the files being read.
    fn stopped(&self) -> bool {
        false
    }
}

/// What happened to a file of the folder.
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
    /// What happened to a file that was filed.
    fn filed(&self) -> Option<&Outcome> {
        match self {
            Self::Filed(outcome) => Some(outcome),
            Self::Housekeeping | Self::Own | Self::Omitted => None,
        }
    }
}

/// One file that was filed, with its outcome.
struct Outcome {
    input: Input,
    forms: Vec<Assessed>,
    /// Forms of another stage than the run is about.
    elsewhere: Vec<Filing>,
    /// Why there is no form.
    problem: Option<Problem>,
    /// 自评报告, or 报告文字 beside its forms.
    reports: Vec<Report>,
}

/// Reads, evaluates, audits and ranks all forms below the given paths.
///
/// # Errors
/// When there is nothing to read, the reading process cannot be started, or files were lost count of.
pub fn assess(run: &Run, progress: &dyn Progress) -> Result<Assessment, Error> {
    let found = walk(&run.paths)?;
    progress.found(found.len());
    assess_found(found, run, progress)
}

/// The same for files that were found already.
///
/// # Errors
/// As [`assess`].
pub fn assess_found(
    found: Vec<SourceFile>,
    run: &Run,
    progress: &dyn Progress,
) -> Result<Assessment, Error> {
    let pool = WorkerPool::new(run.program.clone(), rayon::current_num_threads())?;
    // In their order on any free thread, because messages follow this order.
    let fates: Option<Vec<(usize, Fate)>> = found
        .iter()
        .enumerate()
        .par_bridge()
        .map(|(at, file)| {
            if progress.stopped() {
                return None;
            }
            let fate = guarded(file, || {
                fate(file, run, (&pool, &ApprovedMethods::default()))
            });
            let filed = fate.filed();
            if let Some(problem) = filed.and_then(|filed| filed.problem.as_ref()) {
                progress.refused(&file.relative, problem);
            }
            progress.read(at, filed.map_or(&[], |filed| &filed.forms));
            progress.done();
            Some((at, fate))
        })
        .collect();
    let mut fates = fates.ok_or(Error::Stopped)?;
    fates.sort_unstable_by_key(|(at, _)| *at);
    let mut fates: Vec<Fate> = fates.into_iter().map(|(_, fate)| fate).collect();
    // The units are known now: a decision about a name that several have decides nothing.
    let told = distinguished(&fates, run);
    let run = told.as_ref().map_or(run, |(told, _)| told);
    if let Some((_, namesakes)) = &told {
        let again = found.par_iter().zip(&mut fates);
        let again = again.filter(|(_, before)| shares_name(before, namesakes));
        again.for_each(|(file, before)| {
            *before = fate(file, run, (&pool, &ApprovedMethods::default()))
        });
    }
    // The goal forms are known now: what they change is read once more.
    let approved = ApprovedMethods::of(&fates);
    if !approved.is_empty() && !run.roster.as_ref().is_some_and(|roster| roster.approves()) {
        let again = found.par_iter().zip(&mut fates);
        let again = again.filter(|(_, before)| approved.concerns(before));
        again.for_each(|(file, before)| *before = fate(file, run, (&pool, &approved)));
    }
    drop(found);
    gather::gather(fates, run)
}

/// The run without the decisions that do not identify one of several units of the same name, and those names; `None`
/// where every decision does.
fn distinguished(fates: &[Fate], run: &Run) -> Option<(Run, Namesakes)> {
    let register = run.decisions.as_ref()?;
    let forms = fates.iter().filter_map(Fate::filed);
    let namesakes = identity::namesakes(forms.flat_map(|outcome| &outcome.forms));
    let decisions = register.distinguished(&namesakes).map(Arc::new);
    let decisions = Some(decisions?);
    let run = Run {
        decisions,
        ..run.clone()
    };
    Some((run, namesakes))
}

/// Whether a form of a file is of a unit whose name others have.
fn shares_name(fate: &Fate, namesakes: &Namesakes) -> bool {
    let mut forms = fate.filed().into_iter().flat_map(|outcome| &outcome.forms);
    forms.any(|form| {
        let name = form.filing.unit.name.as_ref();
        name.is_some_and(|name| namesakes.share(&unit_key(&name.value)))
    })
}
