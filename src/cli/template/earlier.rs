//! `ziping template --previous`: last year's forms, or what an earlier run wrote about them.

use std::path::Path;
use std::sync::Arc;

use crate::base::lang::{Lang, worded};
use crate::cli::progress::Bar;
use crate::cli::words::{Result, Stop, unusable};
use crate::intake::{ResultsFile, WorkerPool, results_file};
use crate::prefill::EarlierForms;
use crate::record::StoreError;
use crate::review::Papers;
use crate::run::{Run, assess};

/// Units that are named where the roster does not know them.
const NAMED: usize = 5;

/// What is carried over from the paths of `run`, with notes on it.
pub(super) fn load(run: &Run, lang: Lang) -> Result<(Option<EarlierForms>, Vec<String>)> {
    if run.paths.is_empty() {
        return Ok((None, Vec::new()));
    }
    let mut earlier = EarlierForms::default();
    let mut notes = Vec::new();
    let mut forms = Vec::new();
    for path in &run.paths {
        match stored(path, run)? {
            None => forms.push(path.clone()),
            Some(results) => {
                let lacks = results.lacks.map(|lacks| lacks.get(lang));
                notes.extend(lacks.map(|lacks| note(path, lacks, lang)));
                earlier.join(results);
            }
        }
    }
    if !forms.is_empty() {
        let run = Run {
            paths: forms,
            labels: run.labels.clone(),
            rules: Arc::clone(&run.rules),
            roster: run.roster.clone(),
            selection: run.selection.clone(),
            decisions: None,
            papers: Papers::default(),
            program: run.program.clone(),
            ..*run
        };
        let assessment = assess(&run, &Bar::new(false, lang))?;
        earlier.join(EarlierForms::of(&assessment));
    }
    if let Some(roster) = &run.roster {
        notes.extend(strangers(&earlier.unlisted(roster), lang));
    }
    Ok((Some(earlier), notes))
}

/// The results in a file of this program; `None` where the path is one of forms.
fn stored(path: &Path, run: &Run) -> Result<Option<EarlierForms>> {
    if !path.is_file() {
        return Ok(None);
    }
    let pool = WorkerPool::new(run.program.clone(), 1)?;
    let results = match results_file(path, &pool) {
        ResultsFile::Json(bytes) => std::str::from_utf8(&bytes)
            .map_err(|_| StoreError::NotText)
            .and_then(EarlierForms::from_json),
        ResultsFile::Archive(workbook, _) => EarlierForms::from_workbook(&workbook),
        ResultsFile::Other => return Ok(None),
    };
    results.map(Some).map_err(|why| Stop(unusable(path, &why)))
}

fn note(path: &Path, lacks: &str, lang: Lang) -> String {
    let path = path.display();
    worded!(lang, "{path}：{lacks}", "{path}: {lacks}")
}

/// Forms of units that the roster does not know are not carried over.
fn strangers(units: &[&str], lang: Lang) -> Option<String> {
    let count = units.len();
    let first: Vec<&str> = units.iter().take(NAMED).copied().collect();
    let more = count > first.len();
    (count > 0).then(|| match lang {
        Lang::Zh => format!(
            "上年的 {count} 个单位不在名单上，没有沿用：{}{}。改了名的，请在名单的“曾用名”一栏写上原来的名称。",
            first.join("、"),
            if more { "等" } else { "" }
        ),
        Lang::En => format!(
            "{count} units of last year are not on the roster and were not carried over: {}{}. Where one was renamed, put its former name on the roster.",
            first.join(", "),
            if more { " and others" } else { "" }
        ),
    })
}
