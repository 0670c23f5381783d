//! The findings by whom they are about.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::finding::{Severity, Work};
use crate::run::{Listed, worst_first};

/// The findings about a unit, or about a file of which no unit is known.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct Concerned {
    /// Place of the first in the list of all.
    pub(in crate::report) first: usize,
    /// Errors and warnings among them, without those that reviewers made.
    pub(in crate::report) counts: [usize; 2],
    /// Whether any is about a form that was read.
    pub(in crate::report) filed: bool,
}

/// Findings brought together by unit, those with the most errors, then warnings, first.
pub(super) fn by_unit<'a>(findings: &[Listed<'a>]) -> (Vec<Listed<'a>>, Vec<Concerned>) {
    let mut groups: Vec<(Concerned, Vec<Listed>)> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    let roots = worst_first(findings, |row| *row);
    for row in roots.into_iter().flat_map(|(_, root)| root) {
        let of: &str = row.finding.whose();
        let at = *known.entry(of).or_insert(groups.len());
        if at == groups.len() {
            let none = Concerned {
                first: 0,
                counts: [0; 2],
                filed: false,
            };
            groups.push((none, Vec::new()));
        }
        let Some((concerned, rows)) = groups.get_mut(at) else {
            continue;
        };
        let [errors, warnings] = &mut concerned.counts;
        let filed = row.finding.problem.code.about == Work::Filed;
        let counts = |severity| filed && row.finding.severity == severity && row.finding.is_open();
        *errors += usize::from(counts(Severity::Error));
        *warnings += usize::from(counts(Severity::Warning));
        concerned.filed |= row.form().is_some();
        rows.push(*row);
    }
    groups.sort_by_key(|(concerned, _)| Reverse(concerned.counts));
    let mut all = Vec::new();
    let mut concerned = Vec::with_capacity(groups.len());
    for (group, rows) in groups {
        concerned.push(Concerned {
            first: all.len(),
            ..group
        });
        all.extend(rows);
    }
    (all, concerned)
}
