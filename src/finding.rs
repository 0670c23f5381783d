//! Findings 审核发现: a place, the facts, a severity and — last — a wording.

mod code;
pub mod explain;
mod facts;
mod field;
mod message;
mod problem;
mod refusal;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::lang::{Lang, Text};
use crate::model::Place;
pub use code::Code;
pub use explain::{Explanation, explain};
pub use field::Field;
pub use message::reason;
pub use problem::Problem;
pub use refusal::{FoundKind, Refusal};

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The facts.
    pub problem: Problem,
    /// Severity after the rule set's overrides.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// The unit concerned, where it is known.
    pub unit: Option<Arc<str>>,
}

impl Finding {
    /// A finding with the default severity of its code.
    #[must_use]
    pub fn new(problem: Problem, place: Place, unit: Option<Arc<str>>) -> Self {
        let severity = problem.code().severity();
        Self {
            problem,
            severity,
            place,
            unit,
        }
    }

    /// What is wrong and what to do about it, without the place.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        message::wording(&self.problem, lang)
    }
}
