//! 报送: which units have filed, what was received but is not ranked, and which of several forms counts.

use std::collections::HashMap;
use std::sync::Arc;

use ecow::EcoString;

use super::plain::plain;
use super::{audited, cells};
use crate::base::lang::{Lang, worded};
use crate::decision::DecisionLine;
use crate::model::Kind;
use crate::record::{self, Exclusion, Missing, Rows};
use crate::run::{Assessed, Assessment, Version, differences};

pub(super) struct FilingStatus {
    /// How many have filed, of how many.
    pub(super) count: String,
    pub(super) due: Option<RosterStatus>,
    pub(super) excluded: Vec<Exclusion>,
    pub(super) versions: Vec<Versions>,
}

pub(super) struct RosterStatus {
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
    pub(super) differs: Vec<FigureVersions>,
}

pub(super) struct Candidate {
    /// Its name in decisions.
    pub(super) called: EcoString,
    pub(super) file: Arc<str>,
    pub(super) sheet: Arc<str>,
    pub(super) total: String,
    pub(super) saved: String,
    pub(super) ranked: bool,
    /// Index of the form.
    pub(super) at: Option<usize>,
}

/// A figure that the forms do not file alike.
pub(super) struct FigureVersions {
    /// Its row and column.
    pub(super) name: String,
    /// Its cell and what is there, by form.
    pub(super) filed: Vec<Option<(String, EcoString)>>,
}

impl FilingStatus {
    pub(super) fn of(assessment: &Assessment, rows: &Rows, lang: Lang) -> Self {
        let due = record::ReturnSummary::of(assessment, lang);
        let excluded = assessment.excluded.iter();
        Self {
            count: match &due {
                Some(due) => format!("{}/{}", due.received, due.due),
                None => assessment.forms.len().to_string(),
            },
            due: due.map(|due| RosterStatus {
                counted: due.counted(lang),
                missing: due.missing,
            }),
            excluded: excluded
                .map(|out| {
                    let mut out = Exclusion::of(out, lang);
                    out.reason = plain(&out.reason, lang);
                    out
                })
                .collect(),
            versions: versions(assessment, &rows.lines, lang),
        }
    }
}

/// One set for each unit that filed several forms, in the order of the forms.
fn versions(assessment: &Assessment, lines: &[DecisionLine], lang: Lang) -> Vec<Versions> {
    let lines = lines
        .iter()
        .zip(0..)
        .filter(|(line, _)| !line.candidates.is_empty());
    let rows: HashMap<Option<&str>, usize> = lines
        .map(|(line, row)| (line.fingerprint.as_deref(), row))
        .collect();
    sets(assessment)
        .into_iter()
        .filter_map(|(versions, forms)| {
            let first = versions.first()?;
            let ordered = ordered(versions, forms);
            let forms: Vec<&Assessed> = ordered.iter().map(|(_, form)| *form).collect();
            let at = |version: usize| ordered.get(version).map(|(at, _)| *at);
            let mut candidates: Vec<Candidate> = versions
                .iter()
                .zip(0..)
                .map(|(version, nth)| Candidate::of(version, at(nth)))
                .collect();
            cells::align(candidates.iter_mut().map(|own| &mut own.total));
            Some(Versions {
                name: cells::name(forms.first()?),
                row: rows.get(&Some(&*first.fingerprint)).copied(),
                forms: candidates,
                differs: differing(&forms, lang),
            })
        })
        .collect()
}

/// A form with its index.
type IndexedForm<'a> = (usize, &'a Assessed);

/// Versions with their forms, in any order.
type Set<'a> = (&'a [Version], Vec<IndexedForm<'a>>);

/// The versions of each unit (project) that filed several.
fn sets(assessment: &Assessment) -> Vec<Set<'_>> {
    let mut sets: Vec<Set<'_>> = Vec::new();
    let mut known = HashMap::new();
    for (index, form) in assessment.forms.iter().enumerate() {
        let Some((versions, first)) = form.versions.as_ref().and_then(|v| Some((v, v.first()?)))
        else {
            continue;
        };
        let at = *known
            .entry((&first.file, &first.sheet))
            .or_insert(sets.len());
        match sets.get_mut(at) {
            Some((_, forms)) => forms.push((index, form)),
            None => sets.push((versions, vec![(index, form)])),
        }
    }
    sets
}

/// The forms of a set in the order of its versions.
fn ordered<'a>(versions: &[Version], mut forms: Vec<IndexedForm<'a>>) -> Vec<IndexedForm<'a>> {
    let ordered = versions.iter().filter_map(|version| {
        let is = |(_, form): &IndexedForm<'_>| {
            form.filing.file == version.file && form.filing.sheet == version.sheet
        };
        Some(forms.remove(forms.iter().position(is)?))
    });
    ordered.collect()
}

/// The figures that forms do not file alike.
fn differing(forms: &[&Assessed], lang: Lang) -> Vec<FigureVersions> {
    let differing = differences(forms).into_iter();
    let named = differing.map(|difference| {
        let (row, column, _) = &difference.figure;
        let column = column.title().get(lang);
        let filed = difference.filed.into_iter();
        FigureVersions {
            name: match row.is_empty() {
                true => column.to_owned(),
                false => format!("{row} · {column}"),
            },
            filed: filed
                .map(|filed| filed.map(|(cell, text)| (cell.to_string(), text)))
                .collect(),
        }
    });
    named.collect()
}

impl Candidate {
    fn of(version: &Version, at: Option<usize>) -> Self {
        Self {
            called: version.name.clone(),
            file: Arc::clone(&version.file),
            sheet: Arc::clone(&version.sheet),
            total: cells::figure(version.total),
            saved: cells::text(version.saved.as_deref().map(moment).as_deref()),
            ranked: version.ranked,
            at,
        }
    }
}

/// `2024-03-01T10:03:00Z` for readers: 2024-03-01 10:03:00 UTC.
fn moment(typed: &str) -> String {
    typed.replacen('T', " ", 1).replacen('Z', " UTC", 1)
}

/// Summary of the run in one line, for the page and the screen.
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
