//! 审核发现 as the file of JSON results has them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use ecow::EcoString;
use serde::{Deserialize, Serialize};

use crate::base::hash::sha256;
use crate::base::lang::Lang;
use crate::finding::{self, Fact, Severity};
use crate::run::Assessment;

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
    pub unit: Option<Arc<str>>,
    /// What is wrong and what to do.
    pub message: String,
    /// 应为
    pub expected: Option<String>,
    /// 实为
    pub found: Option<String>,
    /// What it is called by: the same in every run that finds the same at the same place.
    #[serde(default)]
    pub id: EcoString,
    /// The id of its root cause 起因, where it follows from another.
    #[serde(default)]
    pub caused_by: Option<EcoString>,
}

impl Finding {
    /// Those of a run in words, each cause before what follows from it.
    pub fn list(assessment: &Assessment, lang: Lang) -> impl Iterator<Item = Self> {
        let mut ids = Ids::default();
        let mut lead = None;
        assessment.findings().into_iter().map(move |listed| {
            let id = ids.of(listed.finding);
            let caused_by = listed.cause.and(lead.clone());
            if caused_by.is_none() {
                lead = Some(id.clone());
            }
            Self::of(listed.finding, (id, caused_by), lang)
        })
    }

    fn of(
        finding: &finding::Finding,
        (id, caused_by): (EcoString, Option<EcoString>),
        lang: Lang,
    ) -> Self {
        let (expected, found) = finding.problem.expected_found();
        Self {
            code: finding.problem.code.name.into(),
            severity: finding.severity,
            file: Arc::clone(&finding.place.file),
            sheet: finding.place.sheet.clone(),
            cell: finding.place.cell.map(|c| c.to_string()),
            unit: finding.unit.clone(),
            message: finding.message(lang),
            expected,
            found,
            id,
            caused_by,
        }
    }
}

/// Digits of an id: enough to keep millions of findings apart.
const DIGITS: usize = 16;

/// Gives findings their ids, file by file: a hash of code, place and facts, and of the number among equals.
#[derive(Debug, Default)]
struct Ids {
    file: Option<Arc<str>>,
    equals: HashMap<String, u32>,
}

impl Ids {
    fn of(&mut self, finding: &finding::Finding) -> EcoString {
        let file = &finding.place.file;
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
    let (problem, place) = (&finding.problem, &finding.place);
    let facts = problem.code.facts.iter().map(|named| {
        let plain = problem.fact(named.name).map(Fact::plain);
        plain.unwrap_or_default()
    });
    let head = [
        problem.code.name.to_owned(),
        problem.case.unwrap_or_default().to_owned(),
        place.file.to_string(),
        place.sheet.as_deref().unwrap_or_default().to_owned(),
        place.cell.map(|c| c.to_string()).unwrap_or_default(),
    ];
    head.into_iter().chain(facts).collect::<Vec<_>>().join("\0")
}
