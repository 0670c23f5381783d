//! Findings 审核发现: a place, the facts, a severity and — last — a wording.

pub mod across;
mod catalogue;
mod cause;
mod code;
pub mod decided;
mod fact;
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

use serde::{Deserialize, Serialize};

use crate::base::lang::{Lang, Text};
use crate::model::{Decision, Place};
pub use catalogue::ALL;
pub use cause::{Cause, Proof, Reach};
pub use code::{Code, Ground, Named, Phase, State, Wording, Work};
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
    /// 提示: worth knowing, nothing to mend.
    Info,
    /// 警告: to be looked at.
    Warning,
    /// 错误: to be mended before the figures are relied on.
    Error,
}

impl Severity {
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

/// One finding about one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The facts.
    pub problem: Problem,
    /// Severity after the rule set's overrides.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// The unit concerned, where it is known.
    pub unit: Option<Arc<str>>,
    /// 起因: position of its root cause among the findings of its form; `None` where it follows from nothing.
    pub caused_by: Option<u32>,
    /// 处理意见 about it, in force on the day of the run.
    #[serde(skip)]
    pub decision: Option<Arc<Decision>>,
}

impl Finding {
    /// A finding with the default severity of its code.
    #[must_use]
    pub fn new(problem: Problem, place: Place, unit: Option<Arc<str>>) -> Self {
        let severity = problem.severity().unwrap_or(problem.code.severity);
        Self {
            problem,
            severity,
            place,
            unit,
            caused_by: None,
            decision: None,
        }
    }

    /// Whether it counts: nobody has confirmed that it is no fault.
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
