//! Rows of a file of decisions that cannot be applied beside each other, or beside the units of a run.

use std::collections::HashMap;
use std::sync::Arc;

use ecow::EcoString;

use super::{Entry, Register, Ruling, in_force, invalid, is_filed};
use crate::decision::key::{Namesakes, unit_key};
use crate::model::{CellRef, Decision, Subject};

impl Register {
    /// The same without the decisions about a name that several units have, where neither a code nor the facts of a
    /// finding identify the one that is meant; `None` where every decision does.
    #[must_use]
    pub fn distinguished(&self, namesakes: &Namesakes) -> Option<Self> {
        let vague = |decision: &Decision| {
            let Subject {
                unit, fingerprint, ..
            } = &decision.subject;
            let identified = fingerprint.is_some() && decision.correction.is_none();
            !identified && namesakes.share(&unit_key(unit))
        };
        let vague = |entry: &Entry| {
            let unit = entry.decision().filter(|decision| vague(decision))?;
            Some(invalid("namesakes", Some(&unit.subject.unit)))
        };
        if !self.entries.iter().any(|entry| vague(entry).is_some()) {
            return None;
        }
        let mut entries = self.entries.clone();
        for entry in &mut entries {
            if let Some(problem) = vague(entry) {
                entry.ruling = Ruling::Invalid(problem);
            }
        }
        Some(Self {
            file: Arc::clone(&self.file),
            sha256: self.sha256.clone(),
            date: self.date,
            further: self.further.clone(),
            units: in_force(&entries, self.date),
            entries,
        })
    }
}

/// Rows that decide the same otherwise are not applied.
pub(super) fn contradicting(entries: &mut [Entry]) {
    let mut about: HashMap<_, Vec<(usize, Arc<Decision>)>> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        if let Some(decision) = entry.decision() {
            let rows = about.entry(matter(decision)).or_default();
            rows.push((at, Arc::clone(decision)));
        }
    }
    for rows in about.into_values().filter(|rows| rows.len() > 1) {
        for (at, own) in &rows {
            let others = rows.iter().filter(|(_, other)| contradict(own, other));
            let others: Vec<_> = others.map(|(_, other)| other.place.to_string()).collect();
            if let Some(entry) = entries.get_mut(*at).filter(|_| !others.is_empty()) {
                entry.ruling = Ruling::Invalid(invalid("twice", Some(&others.join("、"))));
            }
        }
    }
}

/// What a decision is about: a cell where it is corrected, else a finding or a form.
fn matter(decision: &Decision) -> (Subject, Option<CellRef>) {
    let subject = &decision.subject;
    let cell = decision
        .correction
        .as_ref()
        .map(|correction| correction.cell);
    let found = |text: &Option<EcoString>| text.clone().filter(|_| cell.is_none());
    let subject = Subject {
        unit: unit_key(&subject.unit),
        project: subject.project.as_deref().map(unit_key),
        code: found(&subject.code),
        fingerprint: found(&subject.fingerprint),
    };
    (subject, cell)
}

/// Whether two decisions about the same matter cannot both hold.
fn contradict(one: &Decision, other: &Decision) -> bool {
    match (&one.correction, &other.correction) {
        (Some(one), Some(other)) => {
            let sheets = one.sheet.as_ref().zip(other.sheet.as_ref());
            let same = sheets.is_none_or(|(one, other)| one == other);
            same && is_filed(&one.filed, &other.filed) && one.corrected != other.corrected
        }
        _ => (one.kind, &one.adopted) != (other.kind, &other.adopted),
    }
}
