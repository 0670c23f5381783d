//! 报送: who has filed, what was received and is not ranked, and which of several forms counts.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use ecow::EcoString;

use super::{audited, cells};
use crate::base::lang::{Lang, worded};
use crate::decision::Line;
use crate::model::Kind;
use crate::record::{self, Exclusion, Missing, Rows};
use crate::run::{Assessment, Version};

pub(super) struct Filed {
    /// How many have filed, of how many.
    pub(super) count: String,
    pub(super) due: Option<Due>,
    pub(super) excluded: Vec<Exclusion>,
    pub(super) versions: Vec<Versions>,
}

pub(super) struct Due {
    pub(super) counted: String,
    pub(super) missing: Vec<Missing>,
}

/// 单位入榜 and 项目 of a run: how many are ranked.
fn ranked(assessment: &Assessment) -> [usize; 2] {
    [Kind::Unit, Kind::Project].map(|kind| {
        let forms = assessment.of_kind(kind);
        forms.filter(|form| form.standing.is_some()).count()
    })
}

/// The forms of one unit (project) and year.
pub(super) struct Versions {
    pub(super) name: String,
    /// Its row in the file of decisions, where it can be decided about.
    pub(super) row: Option<usize>,
    pub(super) forms: Vec<Candidate>,
}

pub(super) struct Candidate {
    /// What decisions call it.
    pub(super) called: EcoString,
    pub(super) file: Arc<str>,
    pub(super) sheet: Arc<str>,
    pub(super) total: String,
    pub(super) saved: String,
    pub(super) differs: Vec<String>,
    pub(super) ranked: bool,
}

impl Filed {
    pub(super) fn of(assessment: &Assessment, rows: &Rows, lang: Lang) -> Self {
        let due = record::Due::of(assessment, lang);
        let excluded = assessment.excluded.iter();
        Self {
            count: match &due {
                Some(due) => format!("{}/{}", due.received, due.due),
                None => assessment.forms.len().to_string(),
            },
            due: due.map(|due| Due {
                counted: due.counted(lang),
                missing: due.missing,
            }),
            excluded: excluded.map(|out| Exclusion::of(out, lang)).collect(),
            versions: versions(assessment, &rows.lines),
        }
    }
}

/// One set for each unit that filed several forms, in the order of the forms.
fn versions(assessment: &Assessment, lines: &[Line]) -> Vec<Versions> {
    let lines = lines
        .iter()
        .zip(0..)
        .filter(|(line, _)| !line.candidates.is_empty());
    let rows: HashMap<Option<&str>, usize> = lines
        .map(|(line, row)| (line.fingerprint.as_deref(), row))
        .collect();
    let mut seen = BTreeSet::new();
    let sets = assessment.forms.iter().filter_map(|form| {
        let versions = form.versions.as_ref()?;
        let first = versions.first()?;
        let new = seen.insert((Arc::clone(&first.file), Arc::clone(&first.sheet)));
        new.then(|| Versions {
            name: cells::name(form),
            row: rows.get(&Some(&*first.fingerprint)).copied(),
            forms: versions.iter().map(Candidate::of).collect(),
        })
    });
    sets.collect()
}

impl Candidate {
    fn of(version: &Version) -> Self {
        Self {
            called: version.name.clone(),
            file: Arc::clone(&version.file),
            sheet: Arc::clone(&version.sheet),
            total: cells::figure(version.total),
            saved: cells::text(version.saved.as_deref()),
            differs: version.differs.iter().map(ToString::to_string).collect(),
            ranked: version.ranked,
        }
    }
}

/// What the run comes to in one line, on the page and on the screen.
#[must_use]
pub fn verdict(assessment: &Assessment, lang: Lang) -> String {
    let [units, projects] = ranked(assessment);
    let (files, out) = (assessment.files_seen(), assessment.excluded.len());
    let (errors, warnings) = audited::counts(assessment);
    worded!(
        lang,
        "文件 {files} 个：单位入榜 {units} 个，项目 {projects} 个，未入榜 {out} 个；错误 {errors} 条，警告 {warnings} 条。",
        "{files} files: {units} units ranked, {projects} projects, {out} not ranked; {errors} errors, {warnings} warnings."
    )
}
