//! The list of findings: file by file, each cause before what follows from it.

use std::cmp::Reverse;
use std::sync::Arc;

use super::{Assessed, Assessment};
use crate::finding::{Finding, Severity};

/// A finding in the list of all.
#[derive(Debug, Clone, Copy)]
pub struct ListedFinding<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// Index of the form it is about, in four bytes: a run lists half a million at once.
    form: Option<u32>,
    /// 起因: its root cause, where it follows from another.
    pub cause: Option<&'a Finding>,
}

impl<'a> ListedFinding<'a> {
    /// Index of the form it is about, none for a file as a whole.
    #[must_use]
    pub fn form(&self) -> Option<usize> {
        usize::try_from(self.form?).ok()
    }

    /// Whether it counts and follows from nothing that does.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.finding.is_open() && !self.cause.is_some_and(Finding::is_open)
    }

    /// The root cause, the finding itself where it follows from nothing.
    #[must_use]
    pub fn lead(&self) -> &'a Finding {
        self.cause.unwrap_or(self.finding)
    }
}

/// `rows` by root cause, each with what is gravest about it.
fn roots<'r, 'l, T>(
    rows: &'r [T],
    listed: impl Fn(&T) -> ListedFinding<'l> + Copy,
) -> impl Iterator<Item = (Option<Severity>, &'r [T])> {
    let worst = move |root: &[T]| root.iter().map(|row| listed(row).finding.severity).max();
    let roots = rows.chunk_by(move |_, next| listed(next).cause.is_some());
    roots.map(move |root| (worst(root), root))
}

/// `rows` by root cause, the most severe first, each with its highest severity; equal ones stay in their order.
///
/// In `rows` each cause is right before what follows from it, as in [`Assessment::findings`].
pub fn worst_first<'r, 'l, T>(
    rows: &'r [T],
    listed: impl Fn(&T) -> ListedFinding<'l> + Copy,
) -> Vec<(Option<Severity>, &'r [T])> {
    let mut roots: Vec<_> = roots(rows, listed).collect();
    roots.sort_by_key(|(worst, _)| Reverse(*worst));
    roots
}

/// What holds findings about a file.
#[derive(Clone, Copy)]
enum Holder<'a> {
    /// The file itself.
    File(&'a Finding),
    /// The form at this place of all.
    Form(usize),
}

impl Assessed {
    /// Its findings, as the form at `index` of all.
    pub fn listed(&self, index: usize) -> impl Iterator<Item = ListedFinding<'_>> {
        self.findings.iter().map(move |finding| ListedFinding {
            finding,
            form: u32::try_from(index).ok(),
            cause: self.cause(finding),
        })
    }
}

impl Assessment {
    /// All findings by file, sheet and cell, each followed by those it is the cause of.
    #[must_use]
    pub fn findings(&self) -> Vec<ListedFinding<'_>> {
        let mut all = Vec::with_capacity(self.found());
        all.extend(self.by_file().flatten());
        all
    }

    /// Number of all findings.
    #[must_use]
    pub fn found(&self) -> usize {
        let of_forms: usize = self.forms.iter().map(|form| form.findings.len()).sum();
        self.file_findings.len().saturating_add(of_forms)
    }

    /// All findings as [`Assessment::findings`] lists them, one file at a time: half a million at once would be the
    /// largest thing that a check holds.
    pub fn by_file(&self) -> impl Iterator<Item = Vec<ListedFinding<'_>>> {
        let mut next = self.holders().into_iter().peekable();
        std::iter::from_fn(move || {
            let (file, first) = next.next()?;
            let mut rows: Vec<ListedFinding<'_>> = self.held(first).collect();
            while let Some((_, holder)) = next.next_if(|(other, _)| *other == file) {
                rows.extend(self.held(holder));
            }
            rows.sort_by(|a, b| a.lead().position().cmp(&b.lead().position()));
            Some(rows)
        })
    }

    /// The findings whose root cause, or something that follows from it, has the given severity and none a higher one.
    pub fn weighing(&self, severity: Severity) -> impl Iterator<Item = ListedFinding<'_>> {
        self.by_file().flat_map(move |rows| {
            let roots = roots(&rows, |row| *row).filter(|(worst, _)| *worst == Some(severity));
            roots
                .flat_map(|(_, root)| root)
                .copied()
                .collect::<Vec<_>>()
        })
    }

    /// The holders of findings, by file.
    fn holders(&self) -> Vec<(&Arc<str>, Holder<'_>)> {
        let of_files = self.file_findings.iter();
        let of_files = of_files.map(|found| (&found.about.file, Holder::File(found)));
        let forms = self.forms.iter().enumerate();
        let of_forms = forms.map(|(index, form)| (&form.filing.file, Holder::Form(index)));
        let mut holders: Vec<_> = of_files.chain(of_forms).collect();
        holders.sort_by_key(|(file, _)| *file);
        holders
    }

    /// The findings of one holder, in order.
    fn held<'a>(&'a self, holder: Holder<'a>) -> impl Iterator<Item = ListedFinding<'a>> {
        let (of_file, form) = match holder {
            Holder::File(finding) => (Some(finding), None),
            Holder::Form(index) => (None, self.forms.get(index).map(|form| form.listed(index))),
        };
        let of_file = of_file.map(|finding| ListedFinding {
            finding,
            form: None,
            cause: None,
        });
        of_file.into_iter().chain(form.into_iter().flatten())
    }
}
