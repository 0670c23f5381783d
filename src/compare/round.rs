//! 进展: a run against an earlier run of the same year: what was filed since, and what happened to each finding.

mod findings;
mod forms;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ecow::EcoString;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use crate::base::hash::sha256;
use crate::base::lang::Lang;
use crate::decision::{Namesakes, unit_key};
use crate::model::Date;
use crate::record::{self, Finding, Form, StoreError, read};
use crate::run::Assessment;
pub use findings::{FindingChange, FindingFate};
pub use forms::{Change, FormChange, FormFate};

/// Why an earlier run cannot be compared with.
#[derive(Debug)]
pub enum RoundError {
    /// The file cannot be read.
    Unreadable(PathBuf, std::io::Error),
    /// It holds no results.
    Unusable(PathBuf, StoreError),
    /// It is about another year: that of the file, that of the run.
    Year(PathBuf, i32, i32),
    /// One run is about monitoring forms and the other is not.
    Stage(PathBuf),
}

/// 进展: what happened since an earlier run of the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Name of the results of the earlier run.
    pub file: Arc<str>,
    /// SHA-256 of those results.
    pub sha256: Box<str>,
    /// The day of this run.
    #[serde(skip, default = "nowhen")]
    pub date: Date,
    /// The change of each form, in the order of the assessment; removed forms last.
    pub forms: Vec<FormChange>,
    /// The change of each finding: settled ones, then those of this run in its order.
    pub findings: Vec<FindingChange>,
}

/// How a workbook begins.
const ZIP: &[u8] = b"PK\x03\x04";

/// Results of the earlier run, limited to what a comparison needs.
type EarlierRecord = record::Run<IgnoredAny>;

impl Round {
    /// What happened since the run whose JSON results are at `path`.
    ///
    /// # Errors
    ///
    /// Where they are not those of an earlier run of the same year and stage.
    pub fn since(
        path: &Path,
        assessment: &Assessment,
        date: Date,
        lang: Lang,
    ) -> Result<Self, RoundError> {
        let bytes =
            std::fs::read(path).map_err(|error| RoundError::Unreadable(path.to_owned(), error))?;
        let unusable = |why| RoundError::Unusable(path.to_owned(), why);
        if bytes.starts_with(ZIP) {
            return Err(unusable(StoreError::Workbook));
        }
        let text = std::str::from_utf8(&bytes).map_err(|_| unusable(StoreError::NotText))?;
        let last: EarlierRecord = read(text).map_err(unusable)?;
        if let Some((last, own)) = last.year.zip(assessment.year).filter(|(a, b)| a != b) {
            return Err(RoundError::Year(path.to_owned(), last, own));
        }
        if last.midyear.is_some() != assessment.midyear.is_some() {
            return Err(RoundError::Stage(path.to_owned()));
        }
        let last = EarlierRun::of(last).ok_or_else(|| unusable(StoreError::NoForms))?;
        let name = path.file_name().unwrap_or(path.as_os_str());
        let names = Names::of(&last, assessment);
        let forms = forms::moved(&last, assessment, &names);
        Ok(Self {
            file: name.to_string_lossy().into(),
            sha256: sha256(&bytes),
            date,
            findings: findings::tracked((&last, assessment), &names, date, lang),
            forms,
        })
    }

    /// Number of forms with a fate.
    #[must_use]
    pub fn forms_with(&self, fate: FormFate) -> usize {
        self.forms.iter().filter(|form| form.fate == fate).count()
    }

    /// Number of errors and warnings with a fate.
    #[must_use]
    pub fn findings_with(&self, fate: FindingFate) -> usize {
        let with = |tracked: &&FindingChange| tracked.fate == fate && tracked.matters();
        self.findings.iter().filter(with).count()
    }
}

/// The earlier run.
struct EarlierRun {
    units: Vec<Form>,
    findings: Vec<Finding>,
    /// Hash of each of its files by path; none where it was written by an earlier version.
    inputs: Vec<record::InputFile>,
}

impl EarlierRun {
    fn of(run: EarlierRecord) -> Option<Self> {
        Some(Self {
            units: run.units?,
            findings: run.findings.unwrap_or_default(),
            inputs: run.inputs.unwrap_or_default(),
        })
    }
}

/// Names of units in both runs.
struct Names(Namesakes);

impl Names {
    fn of(last: &EarlierRun, assessment: &Assessment) -> Self {
        let before = last.units.iter();
        let before = before
            .filter_map(|form| Some((form.unit.name.as_deref()?, form.unit.code.as_deref()?)));
        let now = assessment.forms.iter().map(|form| &form.filing.unit);
        let now = now.filter_map(|unit| Some((&*unit.name.as_ref()?.value, unit.code.as_deref()?)));
        Self(Namesakes::among(before.chain(now)))
    }

    /// The key of a unit: its name, with its code where others have the name too; the path of the file replaces a
    /// missing name.
    fn key(&self, name: Option<&str>, code: Option<&str>, file: &str) -> EcoString {
        match name {
            Some(name) => unit_key(&self.0.called(name, code)),
            None => unit_key(file),
        }
    }
}

/// The day of a run that was read back, which stands elsewhere.
fn nowhen() -> Date {
    Date::since_1970(0)
}
