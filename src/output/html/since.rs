//! 进展: what was filed since an earlier run of the year, and what happened to each finding.

use super::cells::{rank, text};
use super::plain::plain;
use crate::base::lang::{Lang, worded};
use crate::compare::{FindingChange, FormChange, FormFate, Round};
use crate::finding::Code;
use crate::report::round::figures;

pub(super) struct RoundView {
    /// Since which run.
    pub(super) about: String,
    pub(super) forms: Vec<Form>,
    pub(super) findings: Vec<TrackedFinding>,
}

/// A form that was filed, refiled or is gone, or has another rank.
pub(super) struct Form {
    pub(super) fate: &'static str,
    pub(super) name: String,
    pub(super) figures: String,
    /// Before and now.
    pub(super) ranks: (String, String),
}

/// An error or a warning.
pub(super) struct TrackedFinding {
    pub(super) fate: &'static str,
    pub(super) unit: String,
    pub(super) severity: &'static str,
    pub(super) title: &'static str,
    pub(super) message: String,
    pub(super) days: String,
}

impl RoundView {
    pub(super) fn of(round: &Round, lang: Lang) -> Self {
        let moved =
            |form: &&FormChange| form.fate != FormFate::Unchanged || form.rank != form.rank_before;
        let forms = round.forms.iter().filter(moved);
        let findings = round.findings.iter().filter(|tracked| tracked.matters());
        let file = &round.file;
        Self {
            about: worded!(lang, "与上次运行（{file}）相比。", "Since {file}."),
            forms: forms.map(|form| Form::of(form, lang)).collect(),
            findings: findings
                .map(|tracked| TrackedFinding::of(tracked, lang))
                .collect(),
        }
    }
}

impl Form {
    fn of(form: &FormChange, lang: Lang) -> Self {
        let unit = &form.unit;
        Self {
            fate: form.fate.title().get(lang),
            name: match &form.project {
                Some(project) => format!("{unit} · {project}"),
                None => unit.to_string(),
            },
            figures: text(Some(&figures(&form.figures, lang))),
            ranks: (rank(form.rank_before), rank(form.rank)),
        }
    }
}

impl TrackedFinding {
    fn of(tracked: &FindingChange, lang: Lang) -> Self {
        let finding = &tracked.finding;
        let days = tracked.sent_back_days.map(|days| days.to_string());
        Self {
            fate: tracked.fate.title().get(lang),
            unit: text(finding.unit.as_deref()),
            severity: finding.severity.title().get(lang),
            title: Code::named(&finding.code).map_or("", |code| code.title.get(lang)),
            message: plain(&finding.message, lang),
            days: text(days.as_deref()),
        }
    }
}
