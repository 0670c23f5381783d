//! 审核发现 as the file of JSON results has them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use ecow::EcoString;
use serde::{Deserialize, Serialize};

use crate::base::hash::sha256;
use crate::base::lang::Lang;
use crate::decision::{file_fingerprint, fingerprints};
use crate::finding::{self, Severity};
use crate::model::{self, Date, DecisionKind};
use crate::run::{Assessment, ListedFinding};

/// 审核发现
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its code.
    pub code: Cow<'static, str>,
    /// How much it matters.
    pub severity: Severity,
    /// The file concerned.
    pub file: Arc<str>,
    /// The sheet concerned.
    pub sheet: Option<Arc<str>>,
    /// The cell concerned.
    pub cell: Option<String>,
    /// The unit concerned.
    pub unit: Option<EcoString>,
    /// What is wrong and what to do.
    pub message: String,
    /// 应为
    pub expected: Option<String>,
    /// 实为
    pub found: Option<String>,
    /// Its id: the same in every run that finds the same at the same place.
    #[serde(default)]
    pub id: EcoString,
    /// The id of its root cause 起因, where it follows from another.
    #[serde(default)]
    pub caused_by: Option<EcoString>,
    /// Identifies its facts in decisions and across runs, independent of its cell.
    #[serde(default)]
    pub fingerprint: EcoString,
    /// 处理意见 about it, in force on the day of the run.
    #[serde(default)]
    pub decision: Option<Decision>,
}

/// 处理意见 about a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What is decided.
    pub kind: DecisionKind,
    /// 处理人
    pub by: Option<EcoString>,
    /// 处理日期, as `2024-03-01`.
    pub when: Option<EcoString>,
    /// 有效期至
    pub until: Option<EcoString>,
    /// 理由
    pub note: Option<EcoString>,
}

impl Decision {
    fn of(decision: &model::Decision) -> Self {
        let day = |date: Option<Date>| date.map(|date| date.to_string().into());
        Self {
            kind: decision.kind,
            by: decision.by.clone(),
            when: day(decision.when),
            until: day(decision.until),
            note: decision.note.clone(),
        }
    }
}

impl Finding {
    /// The findings of a run in words, each cause before its consequences.
    pub fn list(assessment: &Assessment, lang: Lang) -> impl Iterator<Item = Self> {
        let mut ids = Ids::default();
        let mut lead = None;
        let mut marks = Marks::of(assessment);
        assessment.findings().into_iter().map(move |listed| {
            let id = ids.of(listed.finding);
            let caused_by = listed.cause.and(lead.clone());
            if caused_by.is_none() {
                lead = Some(id.clone());
            }
            let fingerprint = marks.mark(&listed);
            Self {
                id,
                caused_by,
                fingerprint,
                ..Self::of(listed.finding, lang)
            }
        })
    }

    /// A finding in words, before it has an id.
    fn of(finding: &finding::Finding, lang: Lang) -> Self {
        let (expected, found) = finding.problem.expected_found();
        Self {
            code: finding.problem.code.name.into(),
            severity: finding.severity,
            file: Arc::clone(&finding.about.file),
            sheet: finding.about.sheet.clone(),
            cell: finding.spot.map(|spot| spot.to_string()),
            unit: finding.about.unit.clone(),
            message: finding.message(lang),
            expected,
            found,
            id: EcoString::new(),
            caused_by: None,
            fingerprint: EcoString::new(),
            decision: finding.decision.as_deref().map(Decision::of),
        }
    }
}

/// Fingerprints of findings, made form by form.
pub(super) struct Marks<'a> {
    assessment: &'a Assessment,
    form: Option<usize>,
    marks: HashMap<*const finding::Finding, EcoString>,
}

impl<'a> Marks<'a> {
    pub(super) fn of(assessment: &'a Assessment) -> Self {
        Self {
            assessment,
            form: None,
            marks: HashMap::new(),
        }
    }

    pub(super) fn mark(&mut self, listed: &ListedFinding<'_>) -> EcoString {
        let Some(at) = listed.form() else {
            return file_fingerprint(listed.finding);
        };
        if self.form != Some(at) {
            self.form = Some(at);
            let form = self.assessment.forms.get(at);
            let marked = form.map(|form| {
                let marks = fingerprints(&form.filing, self.assessment.year, &form.findings);
                let findings = form.findings.iter().map(std::ptr::from_ref);
                findings.zip(marks).collect()
            });
            self.marks = marked.unwrap_or_default();
        }
        let mark = self.marks.get(&std::ptr::from_ref(listed.finding));
        mark.cloned().unwrap_or_default()
    }
}

/// Digits of an id: enough to distinguish millions of findings.
const DIGITS: usize = 16;

/// Gives findings their ids, file by file: a hash of code, place and facts, and of the number among equals.
#[derive(Debug, Default)]
struct Ids {
    file: Option<Arc<str>>,
    equals: HashMap<String, u32>,
}

impl Ids {
    fn of(&mut self, finding: &finding::Finding) -> EcoString {
        let file = &finding.about.file;
        if self.file.as_ref() != Some(file) {
            self.file = Some(Arc::clone(file));
            self.equals.clear();
        }
        let mut text = fingerprint(finding);
        let before = self.equals.entry(text.clone()).or_default();
        text.push_str(&format!("\0{before}"));
        *before = before.saturating_add(1);
        let hash = sha256(text.as_bytes());
        hash.chars().take(DIGITS).collect()
    }
}

/// Code, place and facts as one text, whatever the language of the run.
fn fingerprint(finding: &finding::Finding) -> String {
    let (problem, about) = (&finding.problem, &finding.about);
    let facts = problem.code.facts.iter().map(|named| {
        let plain = problem.fact(named.name).map(|fact| fact.plain());
        plain.unwrap_or_default()
    });
    let head = [
        problem.code.name.to_owned(),
        problem.case().unwrap_or_default().to_owned(),
        about.file.to_string(),
        about.sheet.as_deref().unwrap_or_default().to_owned(),
        finding.cell().map(|c| c.to_string()).unwrap_or_default(),
    ];
    head.into_iter().chain(facts).collect::<Vec<_>>().join("\0")
}
