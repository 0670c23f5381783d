//! The common part of commands about the forms of one year: the log, the settings beside the forms, the run, and its
//! messages.

use std::path::Path;

use super::nearby::Kind;
use super::options::{Forms, Terms};
use super::progress::Bar;
use super::words::Result;
use super::{inspection, say};
use crate::base::lang::Lang;
use crate::compare::Comparison;
use crate::model::Stage;
use crate::run::{Assessment, Note, Progress, Run, assess};

/// A run over forms as a command asks for it.
pub(super) struct Job<'a> {
    pub(super) run: Run,
    terms: &'a Terms,
    notes: Vec<Note>,
    lang: Lang,
}

impl<'a> Job<'a> {
    /// Opens the log and looks up what the run over `forms` takes: the files named by options, otherwise those beside
    /// the forms.
    pub(super) fn begin(
        terms: &'a Terms,
        forms: &Forms,
        (stage, settings): (Option<Stage>, &[Kind]),
        lang: Lang,
    ) -> Result<Self> {
        terms.begin()?;
        let nearby = terms.nearby(&forms.paths, settings)?;
        Ok(Self {
            run: terms.run(forms.paths.clone(), stage, &nearby)?,
            terms,
            notes: terms.notes(&nearby),
            lang,
        })
    }

    /// The bar on which it shows how far it is.
    pub(super) fn bar(&self) -> Bar {
        Bar::new(self.terms.quiet, self.lang)
    }

    /// Reads and ranks the forms.
    pub(super) fn assess(&self) -> Result<Assessment> {
        self.assess_and_report(&self.bar())
    }

    /// The same, telling how far it is.
    pub(super) fn assess_and_report(&self, progress: &dyn Progress) -> Result<Assessment> {
        let mut assessment = assess(&self.run, progress)?;
        self.report(&mut assessment)?;
        Ok(assessment)
    }

    /// Records and reports the settings that were used without being named, and what happened since an earlier run.
    pub(super) fn report(&self, assessment: &mut Assessment) -> Result<()> {
        assessment.notes.clone_from(&self.notes);
        self.terms.report_run(assessment, self.lang);
        self.terms.report_round(assessment, self.lang)
    }

    /// Whether only a dry run is asked for: then lists what is used, and what would be written to `places`.
    pub(super) fn is_dry(
        &self,
        about: (&Assessment, Option<&Comparison>),
        places: &[&Path],
    ) -> Result<bool> {
        if self.terms.dry_run {
            inspection::dry_run(about, places, self.lang)?;
        }
        Ok(self.terms.dry_run)
    }

    /// Reports the results, unless switched off.
    pub(super) fn sum_up(&self, text: impl FnOnce() -> String) {
        if !self.terms.quiet {
            say(&text());
        }
    }
}
