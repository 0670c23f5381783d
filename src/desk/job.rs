//! The job that the page asks for, while it runs.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::base::lang::Lang;
use crate::compare::Series;
use crate::decision::DecisionLine;
use crate::finding::Problem;
use crate::output::html::plain;
use crate::run::{Progress, StatedYears};

/// What is to be assessed, as chosen on the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Folder or archive with forms.
    pub folder: PathBuf,
    /// 评价年度, where it is given.
    pub year: Option<String>,
    /// JSON of the last run of the year, where it is given.
    pub last: Option<String>,
    /// The settings that may be beside the forms.
    pub settings: Settings,
    /// Folder for papers, where that is not the one of `folder`.
    pub papers: Option<PathBuf>,
}

/// The settings that may be beside the forms.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// 评分规则, by name or path.
    pub rules: Setting,
    /// 单位名单
    pub roster: Setting,
    /// 上年
    pub previous: Setting,
    /// 处理意见
    pub decisions: Setting,
}

/// How a setting is chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Option<String>")]
pub enum Setting {
    /// The setting beside the forms counts.
    #[default]
    ByPlace,
    /// None, even if there is one beside the forms.
    Without,
    /// A path, or the name of built-in rules.
    Named(String),
}

impl From<Option<String>> for Setting {
    fn from(chosen: Option<String>) -> Self {
        match chosen {
            None => Self::ByPlace,
            Some(text) if text.trim().is_empty() => Self::Without,
            Some(text) => Self::Named(text),
        }
    }
}

/// A kind of setting with its files beside the forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NearbyFiles {
    /// Its option, without hyphens.
    pub option: &'static str,
    /// The files that could be meant.
    pub files: Vec<String>,
    /// The one that counts.
    pub used: Option<String>,
}

/// The settings beside the forms, and notes on them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NearbySettings {
    /// Names and titles of the built-in rules, the usual ones first.
    pub rules: Vec<(&'static str, String)>,
    /// The settings.
    pub settings: Vec<NearbyFiles>,
    /// Notes on them.
    pub notes: Vec<String>,
}

/// A paper that the page can ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paper {
    /// 汇总工作簿
    Workbook,
    /// 静态页
    Page,
    /// JSON, to be compared with the next time.
    Results,
    /// 通报
    Circular(Letterhead),
    /// 退回修改单, 审核通过单 and 催报名单, for these units or for all
    Notices(Letterhead, Vec<String>),
    /// 自评报告
    Reports,
}

/// What is on papers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Letterhead {
    /// 发文单位
    pub office: String,
    /// 联系人
    pub contact: String,
    /// 截止日期
    pub deadline: String,
    /// 第几次
    pub round: String,
}

/// A paper or a folder of papers that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedPaper {
    /// Where it is.
    pub path: PathBuf,
    /// The message of the command.
    pub said: String,
}

/// Does the work of the commands for the page; the command line implements it. Every method returns in words why
/// something is not possible.
pub trait Clerk: Send + Sync {
    /// The settings beside the forms.
    ///
    /// # Errors
    ///
    /// Why that is not possible, in words.
    fn nearby_settings(&self, choice: &Choice) -> Result<NearbySettings, String>;

    /// The years that the forms state.
    ///
    /// # Errors
    ///
    /// Why that is not possible, in words.
    fn years(&self, choice: &Choice, progress: &dyn Progress) -> Result<StatedYears, String>;

    /// Assesses what was chosen, as `score` does.
    ///
    /// # Errors
    ///
    /// Why that is not possible, in words.
    fn assess(&self, choice: &Choice, progress: &dyn Progress) -> Result<Series, String>;

    /// Writes a paper to its usual place, as its command does.
    ///
    /// # Errors
    ///
    /// Why that is not possible, in words.
    fn write(&self, choice: &Choice, series: &Series, paper: &Paper) -> Result<SavedPaper, String>;

    /// Writes the file of decisions, as `decisions` does: to where those of the run were read, else beside the forms.
    ///
    /// # Errors
    ///
    /// Why that is not possible, in words.
    fn save(
        &self,
        choice: &Choice,
        series: &Series,
        lines: &[DecisionLine],
    ) -> Result<SavedPaper, String>;
}

/// A run under way.
#[derive(Debug)]
pub(super) struct Job {
    lang: Lang,
    total: AtomicUsize,
    done: AtomicUsize,
    stopped: AtomicBool,
    refused: Mutex<Vec<RefusedFile>>,
}

/// A file without a form, and why.
#[derive(Debug, Clone, Serialize)]
pub(super) struct RefusedFile {
    file: String,
    reason: String,
}

/// How far a run is.
#[derive(Debug, Serialize)]
pub(super) struct JobProgress {
    total: usize,
    done: usize,
    refused: Vec<RefusedFile>,
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

    /// Ends it after the files being read.
    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    pub(super) fn stand(&self) -> JobProgress {
        let refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        JobProgress {
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
        refused.push(RefusedFile {
            file: file.to_owned(),
            reason: plain(&problem.message(self.lang), self.lang),
        });
    }

    fn stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}
