//! 主要问题: the kinds of findings that weigh most, by severity, then by how many they concern, then by number.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use super::ListedFinding;
use crate::finding::{Code, Severity, Work};

/// Errors or warnings of one code that count and follow from nothing that does.
#[derive(Debug, Clone)]
pub struct UrgentProblem<'a> {
    /// The code.
    pub code: &'static Code,
    /// The gravest severity among them.
    pub severity: Severity,
    /// Number of findings.
    pub count: usize,
    /// The units concerned, each once, in the order of the findings.
    pub about: Vec<&'a str>,
}

/// The kinds among `findings` about what units filed, with the units concerned; the most serious first.
#[must_use]
pub fn pressing<'a>(
    findings: impl Iterator<Item = (ListedFinding<'a>, &'a str)>,
) -> Vec<UrgentProblem<'a>> {
    let mut kinds: BTreeMap<&str, UrgentProblem<'a>> = BTreeMap::new();
    let mut met = HashSet::new();
    let counting = |(row, _): &(ListedFinding<'a>, &str)| {
        let (finding, of_units) = (row.finding, row.finding.problem.code.about == Work::Filed);
        of_units && row.is_root() && finding.severity > Severity::Info
    };
    for (row, about) in findings.filter(counting) {
        let (code, severity) = (row.finding.problem.code, row.finding.severity);
        let kind = kinds.entry(code.name).or_insert_with(|| UrgentProblem {
            code,
            severity,
            count: 0,
            about: Vec::new(),
        });
        kind.severity = kind.severity.max(severity);
        kind.count += 1;
        if met.insert((code.name, about)) {
            kind.about.push(about);
        }
    }
    let mut kinds: Vec<_> = kinds.into_values().collect();
    kinds.sort_by_key(|kind| Reverse((kind.severity, kind.about.len(), kind.count)));
    kinds
}
