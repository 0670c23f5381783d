//! 处理意见: what an official decided about something that was found.

use ecow::EcoString;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::place::{CellRef, Place};
use super::statement::Date;
use crate::base::lang::Text;

/// What is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DecisionKind {
    /// 退回: sent back to the unit, to be corrected by a date.
    Return,
    /// 核实无误: the figures were checked and are right; the finding no longer counts.
    Confirmed,
    /// 更正: a figure is read as another, with evidence.
    Correct,
    /// 采用此份: of several forms of a unit this one counts.
    Adopt,
    /// 不参加: the form is not ranked.
    Withdraw,
}

impl DecisionKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Return,
        Self::Confirmed,
        Self::Correct,
        Self::Adopt,
        Self::Withdraw,
    ];

    /// As an official chooses it.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Return => Text::new("退回", "send back"),
            Self::Confirmed => Text::new("核实无误", "confirmed"),
            Self::Correct => Text::new("更正", "correct"),
            Self::Adopt => Text::new("采用此份", "adopt"),
            Self::Withdraw => Text::new("不参加", "withdraw"),
        }
    }

    /// As programs write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Return => "return",
            Self::Confirmed => "confirmed",
            Self::Correct => "correct",
            Self::Adopt => "adopt",
            Self::Withdraw => "withdraw",
        }
    }

    /// The kind that a word stands for, in either language or as programs write it.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        let means = |kind: &Self| kind.title().is(word) || kind.name() == word;
        Self::ALL.into_iter().find(means)
    }
}

impl Serialize for DecisionKind {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for DecisionKind {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let word = String::deserialize(from)?;
        Self::named(&word).ok_or_else(|| D::Error::custom(format!("no decision {word}")))
    }
}

/// What a decision is about. A finding with changed facts is another subject and open again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Subject {
    /// Name of the unit; the path of the file where the unit is unknown.
    pub unit: EcoString,
    /// Name of the project, on a project form.
    pub project: Option<EcoString>,
    /// Code of the finding; none where the decision is about the form or a cell of it.
    pub code: Option<EcoString>,
    /// Fingerprint of the facts of the finding.
    pub fingerprint: Option<EcoString>,
}

/// 更正: a cell that is read as something else than what was filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The sheet, where it is named.
    pub sheet: Option<EcoString>,
    /// The cell.
    pub cell: CellRef,
    /// 填报值: what is there, blank for an empty cell; if the cell has changed, nothing is corrected.
    pub filed: EcoString,
    /// 更正值
    pub corrected: EcoString,
    /// 依据
    pub evidence: EcoString,
}

impl Correction {
    /// Whether it may be about a cell of this sheet.
    #[must_use]
    pub fn is_on(&self, sheet: &str) -> bool {
        self.sheet.as_deref().is_none_or(|own| own == sheet)
    }
}

/// One decision, complete enough to be applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What is decided.
    pub kind: DecisionKind,
    /// 处理人
    pub by: Option<EcoString>,
    /// 处理日期
    pub when: Option<Date>,
    /// 有效期至: its last day; for a form sent back the day by which it is due.
    pub until: Option<Date>,
    /// 理由
    pub note: Option<EcoString>,
    /// What it is about.
    pub subject: Subject,
    /// The file that is adopted.
    pub adopted: Option<EcoString>,
    /// What is corrected.
    pub correction: Option<Correction>,
    /// Where it is written down.
    pub place: Place,
}

impl Decision {
    /// Whether its last day has passed on `date`.
    #[must_use]
    pub fn is_past(&self, date: Date) -> bool {
        self.until.is_some_and(|until| until < date)
    }

    /// Whether what it is about no longer counts as a fault.
    #[must_use]
    pub const fn settles(&self) -> bool {
        !matches!(self.kind, DecisionKind::Return)
    }
}
