//! One kind of finding with its complete definition in one item.

use std::fmt;

use super::fact::Kind;
use super::{Cause, Fact, Problem, Severity};
use crate::base::lang::{Lang, Text};
use crate::model::Stage;

/// A kind of finding 审核项: its name, wording, meaning and basis.
pub struct Code {
    /// Stable name in kebab-case, such as `cross-foot`.
    pub name: &'static str,
    /// Severity unless the rule set changes it.
    pub severity: Severity,
    /// Stages of the year whose forms can have it.
    pub stages: &'static [Stage],
    /// The party whose work it is about.
    pub about: Work,
    /// Short title.
    pub title: Text,
    /// What is wrong and what to do; the first wording that fits the facts is used.
    pub says: &'static [Wording],
    /// 是什么: the meaning of the finding.
    pub what: Text,
    /// 为什么: why it matters.
    pub why: Text,
    /// 举例: a case of it.
    pub example: Text,
    /// 依据: what it rests on.
    pub basis: Ground,
    /// 状态: whether it is in force.
    pub state: State,
    /// The facts it names.
    pub facts: &'static [FactName],
    /// 起因: what it may follow from, the likeliest first.
    pub follows: &'static [Cause],
}

/// Forms of every stage.
pub(super) const EVERY: &[Stage] = &Stage::ALL;
/// Forms filed once money has been spent.
pub(super) const LATER: &[Stage] = &[Stage::Midyear, Stage::SelfEvaluation];
/// Monitoring forms.
pub(super) const MIDYEAR: &[Stage] = &[Stage::Midyear];
/// Self-evaluations.
pub(super) const SELF: &[Stage] = &[Stage::SelfEvaluation];

/// One wording of a finding in both languages; facts are in braces by their names: `{expected}`.
///
/// A wording fits where it is of the case of the finding, or of none, and every fact it names is there.
#[derive(Debug, PartialEq, Eq)]
pub struct Wording {
    /// The case it is for, where a code has several.
    pub case: Option<&'static str>,
    /// The template.
    pub text: Text,
    /// Severity of the case, where it is not that of the code.
    pub severity: Option<Severity>,
}

impl Wording {
    pub(super) const fn new(zh: &'static str, en: &'static str) -> Self {
        Self {
            case: None,
            text: Text::new(zh, en),
            severity: None,
        }
    }

    pub(super) const fn case(name: &'static str, zh: &'static str, en: &'static str) -> Self {
        let case = Some(name);
        Self {
            case,
            ..Self::new(zh, en)
        }
    }

    pub(super) const fn graded(self, severity: Severity) -> Self {
        let severity = Some(severity);
        Self { severity, ..self }
    }
}

/// A fact that a code names.
#[derive(Debug)]
pub struct FactName {
    /// Its name in the wordings.
    pub name: &'static str,
    /// Its kind of fact.
    pub kind: Kind,
    /// Whether it may be absent.
    pub optional: bool,
}

impl FactName {
    pub(super) const fn new(name: &'static str, kind: Kind) -> Self {
        let optional = false;
        Self {
            name,
            kind,
            optional,
        }
    }

    /// The expected and the found content of a cell.
    pub(super) const fn pair(kind: Kind) -> [Self; 2] {
        [Self::new("expected", kind), Self::new("found", kind)]
    }

    pub(super) const fn maybe(name: &'static str, kind: Kind) -> Self {
        let optional = true;
        Self {
            name,
            kind,
            optional,
        }
    }
}

/// 依据: what a finding rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// A document and its text on the matter.
    Document {
        /// Its number, such as 财预〔2020〕10号.
        number: &'static str,
        /// The paragraph.
        paragraph: Text,
    },
    /// 经验: what experience with filed forms has taught.
    Experience,
}

impl Ground {
    pub(crate) const fn document(number: &'static str, zh: &'static str, en: &'static str) -> Self {
        let paragraph = Text::new(zh, en);
        Self::Document { number, paragraph }
    }

    /// The document with its paragraph, or 经验.
    #[must_use]
    pub fn words(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Document { number, paragraph }, Lang::Zh) => {
                format!("{number} {}", paragraph.zh)
            }
            (Self::Document { number, paragraph }, Lang::En) => {
                format!("{number}, {}", paragraph.en)
            }
            (Self::Experience, _) => Text::new("经验", "experience").get(lang).to_owned(),
        }
    }
}

/// 状态: whether a code is in force, and since which version of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// In force, on trial or off.
    pub phase: Phase,
    /// The version since which this is so.
    pub since: &'static str,
}

impl State {
    pub(super) const fn in_force(since: &'static str) -> Self {
        let phase = Phase::InForce;
        Self { phase, since }
    }

    /// 在用，自 0.1.0 版起
    #[must_use]
    pub fn words(self, lang: Lang) -> String {
        let (phase, since) = (self.phase.title().get(lang), self.since);
        match lang {
            Lang::Zh => format!("{phase}，自 {since} 版起"),
            Lang::En => format!("{phase} since {since}"),
        }
    }
}

/// The party whose work a code is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// What units filed and what was decided about it.
    Filed,
    /// 复核: what reviewers made of it.
    Reviewed,
}

/// How far a code counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// 在用
    InForce,
    /// 试行: always reported as a note, even if the rule set gives another severity.
    Trial,
    /// 停用: not reported.
    Off,
}

impl Phase {
    /// 在用、试行、停用
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::InForce => Text::new("在用", "in force"),
            Self::Trial => Text::new("试行", "on trial"),
            Self::Off => Text::new("停用", "off"),
        }
    }
}

impl Code {
    /// What most codes have in common: found on forms of every stage, known by experience, in force, without facts, and
    /// following from nothing else.
    pub(super) const USUAL: Self = Self {
        name: "",
        severity: Severity::Warning,
        stages: EVERY,
        about: Work::Filed,
        title: Text::new("", ""),
        says: &[],
        what: Text::new("", ""),
        why: Text::new("", ""),
        example: Text::new("", ""),
        basis: Ground::Experience,
        state: State::in_force("0.1.0"),
        facts: &[],
        follows: &[],
    };

    /// What the codes about working papers have in common.
    pub(super) const OF_REVIEWERS: Self = Self {
        stages: SELF,
        about: Work::Reviewed,
        ..Self::USUAL
    };

    /// A problem of this kind with its facts, without those that are absent.
    #[must_use]
    pub fn with(&'static self, facts: impl IntoIterator<Item = (&'static str, Fact)>) -> Problem {
        Problem::new(self, None, facts)
    }

    /// A problem of this kind in the wording of a case.
    #[must_use]
    pub fn case(
        &'static self,
        case: &'static str,
        facts: impl IntoIterator<Item = (&'static str, Fact)>,
    ) -> Problem {
        Problem::new(self, Some(case), facts)
    }

    /// A problem of this code with only the expected and the found content of a cell.
    #[must_use]
    pub fn differs(&'static self, expected: Fact, found: Fact) -> Problem {
        self.with([("expected", expected), ("found", found)])
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Code {}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
