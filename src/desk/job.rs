//! The job that the page asks for, while it runs.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use crate::base::lang::Lang;
use crate::compare::Series;
use crate::finding::Problem;
use crate::run::Progress;

/// What is to be assessed, as chosen on the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Folder or archive with forms.
    pub folder: PathBuf,
    /// 评价年度, where it is given.
    pub year: Option<String>,
    /// Rules by name or path.
    pub rules: Option<String>,
    /// Path of the roster.
    pub roster: Option<String>,
    /// Path of the year before.
    pub previous: Option<String>,
    /// Folder for papers, where that is not the one of `folder`.
    pub papers: Option<PathBuf>,
}

/// A paper that the page can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 汇总工作簿
    Workbook,
    /// 静态页
    Page,
}

/// Whoever does what commands do: the page asks, the command line answers.
pub trait Clerk: Send + Sync {
    /// Assesses what was chosen, as `score` does.
    ///
    /// # Errors
    ///
    /// Why that is not possible, in words.
    fn assess(&self, choice: &Choice, progress: &dyn Progress) -> Result<Series, String>;

    /// Writes a paper to its usual place, as `score` does, and says where that is.
    ///
    /// # Errors
    ///
    /// Why that is not possible, in words.
    fn write(&self, choice: &Choice, series: &Series, paper: Paper) -> Result<PathBuf, String>;
}

/// A run under way.
#[derive(Debug)]
pub(super) struct Job {
    lang: Lang,
    total: AtomicUsize,
    done: AtomicUsize,
    stopped: AtomicBool,
    refused: Mutex<Vec<Refused>>,
}

/// A file without a form, and why.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Refused {
    file: String,
    reason: String,
}

/// How far a run is.
#[derive(Debug, Serialize)]
pub(super) struct Stand {
    total: usize,
    done: usize,
    refused: Vec<Refused>,
}

impl Job {
    pub(super) fn new(lang: Lang) -> Self {
        Self {
            lang,
            total: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
            refused: Mutex::default(),
        }
    }

    /// Ends it after the files in hand.
    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    pub(super) fn stand(&self) -> Stand {
        let refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        Stand {
            total: self.total.load(Ordering::Relaxed),
            done: self.done.load(Ordering::Relaxed),
            refused: refused.clone(),
        }
    }
}

impl Progress for Job {
    fn found(&self, files: usize) {
        self.total.store(files, Ordering::Relaxed);
    }

    fn done(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    fn refused(&self, file: &str, problem: &Problem) {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        refused.push(Refused {
            file: file.to_owned(),
            reason: problem.message(self.lang),
        });
    }

    fn stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}
