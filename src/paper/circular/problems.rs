//! What was often wrong: kinds of findings with their number and the units concerned.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::finding::Severity;
use crate::model::Kind;
use crate::paper::placeholder::{Placeholder, text};
use crate::run::Assessment;

/// Kinds that are told.
const TOLD: usize = 10;

/// Units that are named for each.
const NAMED: usize = 8;

/// A kind of finding and who is concerned.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    number: usize,
    title: &'static str,
    severity: Severity,
    count: usize,
    units: Vec<String>,
}

pub(super) const PROBLEM: [Placeholder<Problem>; 6] = [
    Placeholder::new("问题序号", "1", |problem| {
        text(problem.number.to_string())
    }),
    Placeholder::new("问题名称", "分项合计不符", |problem| {
        text(problem.title)
    }),
    Placeholder::new("问题级别", "错误", |problem| {
        text(problem.severity.title().zh)
    }),
    Placeholder::new("问题处数", "7", |problem| {
        text(problem.count.to_string())
    }),
    Placeholder::new("问题单位数", "5", |problem| {
        text(problem.units.len().to_string())
    }),
    Placeholder::new("问题单位", "教育局、民政局", |problem| {
        let named: Vec<&str> = problem
            .units
            .iter()
            .take(NAMED)
            .map(String::as_str)
            .collect();
        let more = if problem.units.len() > NAMED {
            "等"
        } else {
            ""
        };
        text(format!("{}{more}", named.join("、")))
    }),
];

/// The commonest kinds among what was found on forms of units, errors first; what only follows from something else is
/// not counted.
pub(super) fn problems(assessment: &Assessment) -> Vec<Problem> {
    let mut kinds: BTreeMap<&'static str, Problem> = BTreeMap::new();
    for form in assessment.of_kind(Kind::Unit) {
        let roots = form
            .findings
            .iter()
            .filter(|f| f.caused_by.is_none() && f.severity > Severity::Info && f.is_open());
        for finding in roots {
            let code = finding.problem.code;
            let kind = kinds.entry(code.name).or_insert_with(|| Problem {
                number: 0,
                title: code.title.zh,
                severity: finding.severity,
                count: 0,
                units: Vec::new(),
            });
            kind.count += 1;
            kind.severity = kind.severity.max(finding.severity);
            let unit = form.unit_name();
            if kind.units.last().is_none_or(|last| last != unit) {
                kind.units.push(unit.to_owned());
            }
        }
    }
    let mut all: Vec<Problem> = kinds.into_values().collect();
    all.sort_by_key(|p| {
        (
            Reverse(p.severity),
            Reverse(p.units.len()),
            Reverse(p.count),
        )
    });
    all.truncate(TOLD);
    for (problem, number) in all.iter_mut().zip(1..) {
        problem.number = number;
    }
    all
}
