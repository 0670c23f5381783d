//! Findings 审核发现: a place, the facts, a severity and — last — a wording.

pub mod across;
mod catalogue;
mod cause;
mod code;
pub mod content;
pub mod decided;
mod fact;
mod facts;
mod field;
pub mod file;
pub mod forms;
pub mod funds;
pub mod heading;
pub mod indicator;
pub mod layout;
pub mod measure;
pub mod merit;
pub mod narrative;
mod number;
pub mod pace;
pub mod plausible;
mod problem;
pub mod reading;
pub mod reason;
mod refusal;
pub mod review;
pub mod score;
pub mod sheet;
pub mod stated;
mod stored;
pub mod structure;
pub mod unit;

use std::sync::Arc;

use ecow::EcoString;
use serde::{Deserialize, Serialize};

use crate::base::lang::{Lang, Text};
use crate::model::{CellRef, Decision, FormHead, Place, Spot};
pub use catalogue::ALL;
pub use cause::{Cause, Proof, Reach};
pub use code::{Code, FactName, Ground, Phase, State, Wording, Work};
pub use fact::{Fact, Kind};
pub use field::Field;
pub use problem::Problem;
pub use refusal::{FoundKind, Refusal};

/// 是什么
pub const WHAT: Text = Text::new("是什么", "What");
/// 为什么
pub const WHY: Text = Text::new("为什么", "Why");
/// 举例
pub const EXAMPLE: Text = Text::new("举例", "Example");
/// 依据
pub const BASIS: Text = Text::new("依据", "Basis");
/// 状态
pub const STATE: Text = Text::new("状态", "State");

/// Stands before a finding that follows from the one above it.
pub const FOLLOWS: &str = "└ ";

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// 提示: worth knowing, nothing to correct.
    Info,
    /// 警告: to be looked at.
    Warning,
    /// 错误: to be corrected before the figures are used.
    Error,
}

impl Severity {
    /// All, the gravest first.
    pub const WORST_FIRST: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// 错误、警告、提示
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Error => Text::new("错误", "error"),
            Self::Warning => Text::new("警告", "warning"),
            Self::Info => Text::new("提示", "info"),
        }
    }
}

/// What findings are about: a file, or a sheet of it, with the unit concerned. The findings of a form share it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingSubject {
    /// Path relative to the folder that was given, with `/`.
    pub file: Arc<str>,
    /// Sheet, where they are about one.
    pub sheet: Option<Arc<str>>,
    /// The unit concerned, where it is known.
    pub unit: Option<EcoString>,
}

impl FindingSubject {
    /// A file as a whole.
    #[must_use]
    pub fn file(file: &Arc<str>, unit: Option<EcoString>) -> Arc<Self> {
        let (file, sheet) = (Arc::clone(file), None);
        Arc::new(Self { file, sheet, unit })
    }

    /// A sheet of a file.
    #[must_use]
    pub fn sheet(file: &Arc<str>, sheet: &Arc<str>, unit: Option<EcoString>) -> Arc<Self> {
        let (file, sheet) = (Arc::clone(file), Some(Arc::clone(sheet)));
        Arc::new(Self { file, sheet, unit })
    }

    /// A form.
    #[must_use]
    pub fn form(filing: &FormHead) -> Arc<Self> {
        Self::sheet(&filing.file, &filing.sheet, filing.unit.shared_name())
    }
}

/// One finding about one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The facts.
    pub problem: Problem,
    /// Severity after the rule set's overrides.
    pub severity: Severity,
    /// The file or form, and its unit.
    pub about: Arc<FindingSubject>,
    /// Where in it, where it is not about the whole.
    pub spot: Option<Spot>,
    /// 起因: position of its root cause among the findings of its form; `None` where it follows from nothing.
    pub caused_by: Option<u32>,
    /// 处理意见 about it, in force on the day of the run.
    pub decision: Option<Arc<Decision>>,
}

impl Finding {
    /// A finding with the default severity of its code.
    #[must_use]
    pub fn new(problem: Problem, about: &Arc<FindingSubject>, spot: Option<Spot>) -> Self {
        let severity = problem.severity().unwrap_or(problem.code.severity);
        Self {
            problem,
            severity,
            about: Arc::clone(about),
            spot,
            caused_by: None,
            decision: None,
        }
    }

    /// The cell that it is about, where it is about one.
    #[must_use]
    pub fn cell(&self) -> Option<CellRef> {
        self.spot.and_then(Spot::cell)
    }

    /// Sort key of findings: file, sheet and position in it.
    #[must_use]
    pub fn position(&self) -> impl Ord + use<'_> {
        (&self.about.file, &self.about.sheet, self.spot)
    }

    /// Where it points.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            file: Arc::clone(&self.about.file),
            sheet: self.about.sheet.clone(),
            spot: self.spot,
        }
    }

    /// The unit concerned, the file where that is not known.
    #[must_use]
    pub fn whose(&self) -> &str {
        self.about.unit.as_deref().unwrap_or(&self.about.file)
    }

    /// Whether it counts: no decision has confirmed that it is no fault.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self
            .decision
            .as_ref()
            .is_some_and(|decision| decision.settles())
    }

    /// What is wrong and what to do about it, without the place.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        self.problem.message(lang)
    }
}
