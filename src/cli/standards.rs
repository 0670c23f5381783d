//! What forms are checked against: rules, labels and roster of the options.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::words::Result;
use crate::form::labels::Labels;
use crate::intake::{self, Selection, WorkerPool};
use crate::model::Stage;
use crate::review::Papers;
use crate::roster::Roster;
use crate::rulebook;
use crate::rules::RuleSet;
use crate::run::Run;

/// Rules, labels and roster; a rule workbook may bring all three.
pub(super) struct Standards {
    pub(super) rules: Arc<RuleSet>,
    pub(super) labels: Labels,
    pub(super) roster: Option<Arc<Roster>>,
    /// The program that is started to read files.
    pub(super) program: PathBuf,
}

impl Standards {
    /// A run over `paths` against them, of forms of one stage or of all.
    pub(super) fn run(self, paths: Vec<PathBuf>, stage: Option<Stage>) -> Run {
        Run {
            paths,
            labels: self.labels,
            rules: self.rules,
            roster: self.roster,
            stage,
            midyear: None,
            year: None,
            selection: Selection::default(),
            decisions: None,
            papers: Papers::default(),
            program: self.program,
        }
    }
}

/// The standards that the options name; labels and roster named by an option replace those of a rule workbook.
pub(super) fn standards(
    rules: &str,
    labels: Option<&Path>,
    roster: Option<&Path>,
) -> Result<Standards> {
    let program = std::env::current_exe().map_err(intake::Error::Worker)?;
    let pool = || WorkerPool::new(program.clone(), 1);
    let (rules, own_labels, own_roster) = if rulebook::is_workbook(Path::new(rules)) {
        let book = rulebook::load(Path::new(rules), &pool()?)?;
        (book.rules, book.labels, book.roster)
    } else {
        (RuleSet::load(Some(rules))?, None, None)
    };
    let labels = match (labels, own_labels) {
        (None, Some(own)) => own,
        (named, _) => Labels::load(named)?,
    };
    let roster = match roster {
        Some(path) => Some(Roster::load(path, &labels, &pool()?)?),
        None => own_roster,
    };
    Ok(Standards {
        rules: Arc::new(rules),
        labels,
        roster: roster.map(Arc::new),
        program,
    })
}
