//! 填报阶段: the year's forms are one form at three times, each keeping what the one before fixed.

use serde::{Deserialize, Serialize};

use crate::base::lang::Text;

/// Which of the three forms of a year was filed.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// 绩效目标申报: goals, indicators, targets and weights, filed with the budget.
    Goals,
    /// 年中绩效运行监控: what was executed and achieved by 31 July.
    Midyear,
    /// 自评: the results of the year.
    #[default]
    SelfEvaluation,
}

impl Stage {
    /// Every stage, in the order of the year.
    pub const ALL: [Self; 3] = [Self::Goals, Self::Midyear, Self::SelfEvaluation];

    /// Its stable name, as in the hidden identity of a form.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Goals => "goals",
            Self::Midyear => "midyear",
            Self::SelfEvaluation => "self",
        }
    }

    /// The stage of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }

    /// 表名: what its form is called.
    #[must_use]
    pub const fn form(self) -> Text {
        match self {
            Self::Goals => Text::new("绩效目标申报表", "goal form"),
            Self::Midyear => Text::new("绩效运行监控表", "monitoring form"),
            Self::SelfEvaluation => Text::new("绩效自评表", "self-evaluation form"),
        }
    }
}
