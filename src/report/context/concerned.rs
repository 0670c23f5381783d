//! The findings by unit or file.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::finding::{Severity, Work};
use crate::run::{Assessment, ListedFinding};

/// The findings by unit, or by file where the unit is unknown.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::report) struct FindingIndex {
    /// Place of the first in the list of all.
    pub(in crate::report) first: usize,
    /// Errors and warnings among them, without those that reviewers made.
    pub(in crate::report) counts: [usize; 2],
    /// Whether any is about a form that was read.
    pub(in crate::report) filed: bool,
}

/// Findings brought together by unit, those with the most errors, then warnings, first.
///
/// A large run has half a million: they are gone through twice, so that no second list of them is needed.
pub(super) fn by_unit(assessment: &Assessment) -> (Vec<ListedFinding<'_>>, Vec<FindingIndex>) {
    let rows = || {
        Severity::WORST_FIRST
            .into_iter()
            .flat_map(|s| assessment.weighing(s))
    };
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut units: Vec<(FindingIndex, usize)> = Vec::new();
    for row in rows() {
        let at = *known.entry(row.finding.whose()).or_insert(units.len());
        if at == units.len() {
            units.push((FindingIndex::default(), 0));
        }
        if let Some((unit, found)) = units.get_mut(at) {
            unit.count(&row);
            *found = found.saturating_add(1);
        }
    }
    let mut order: Vec<usize> = (0..units.len()).collect();
    order.sort_by_key(|at| units.get(*at).map(|(unit, _)| Reverse(unit.counts)));
    let (mut first, mut concerned) = (0, Vec::with_capacity(units.len()));
    let mut next = vec![0; units.len()];
    for at in order {
        let (Some((unit, found)), Some(next)) = (units.get(at), next.get_mut(at)) else {
            continue;
        };
        *next = first;
        concerned.push(FindingIndex { first, ..*unit });
        first = first.saturating_add(*found);
    }
    let mut all: Vec<Option<ListedFinding<'_>>> = vec![None; first];
    for row in rows() {
        let whose: &str = row.finding.whose();
        let next = known.get(whose).and_then(|at| next.get_mut(*at));
        let Some((place, next)) = next.and_then(|next| Some((all.get_mut(*next)?, next))) else {
            continue;
        };
        *place = Some(row);
        *next = next.saturating_add(1);
    }
    (all.into_iter().flatten().collect(), concerned)
}

impl FindingIndex {
    fn count(&mut self, row: &ListedFinding<'_>) {
        let filed = row.finding.problem.code.about == Work::Filed;
        let counts = |severity| filed && row.finding.severity == severity && row.finding.is_open();
        let [errors, warnings] = &mut self.counts;
        *errors += usize::from(counts(Severity::Error));
        *warnings += usize::from(counts(Severity::Warning));
        self.filed |= row.form().is_some();
    }
}
