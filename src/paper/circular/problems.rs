//! What was often wrong: kinds of findings with their number and the units concerned.

use crate::finding::Severity;
use crate::paper::placeholder::{Placeholder, text};
use crate::run::UrgentProblem;

/// Number of kinds that are listed.
const LISTED: usize = 10;

/// Units that are named for each.
const NAMED: usize = 8;

/// A kind of finding and the units concerned.
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

/// The most serious findings on forms of units, counted as in the workbook.
pub(super) fn problems(kinds: Vec<UrgentProblem<'_>>) -> Vec<Problem> {
    let listed = kinds.into_iter().take(LISTED).zip(1..);
    let listed = listed.map(|(kind, number)| Problem {
        number,
        title: kind.code.title.zh,
        severity: kind.severity,
        count: kind.count,
        units: kind.about.into_iter().map(str::to_owned).collect(),
    });
    listed.collect()
}
