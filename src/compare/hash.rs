//! 运行校验值: one hash over everything that results depend on.

use super::{Comparison, Round};
use crate::base::hash::sha256;
use crate::run::{Assessment, Input};

/// SHA-256 over the version of the program, rules, labels, roster, every file of this year and those before, and, where
/// they are used, the decisions, the working papers, the earlier run of the year and the day: the same hash, the same results.
#[must_use]
pub fn run_hash(
    assessment: &Assessment,
    comparison: Option<&Comparison>,
    round: Option<&Round>,
) -> Box<str> {
    let mut lines = vec![
        format!("ziping {}", env!("CARGO_PKG_VERSION")),
        format!("year {:?}", assessment.year),
        format!("rules {}", assessment.rules.stamp.sha256),
        format!("labels {}", assessment.labels.sha256),
    ];
    let roster = assessment.roster.iter();
    lines.extend(roster.map(|roster| format!("roster {}", roster.sha256)));
    let midyear = assessment.midyear.iter();
    lines.extend(midyear.map(|rule| format!("month {}", rule.month)));
    let file = |input: &Input| {
        let hash = input.sha256.map_or("-".to_owned(), |hash| hash.to_string());
        format!("file {hash} {}", input.path)
    };
    lines.extend(assessment.inputs.iter().map(file));
    let earlier = comparison.iter().flat_map(|c| &c.earlier);
    lines.extend(earlier.flat_map(|year| &year.files).map(file));
    if let Some(decisions) = &assessment.decisions {
        let register = &decisions.register;
        lines.push(format!("decisions {} {}", register.sha256, register.date));
    }
    let papers = assessment.papers.iter();
    lines.extend(papers.map(|papers| format!("papers {papers}")));
    lines.extend(round.map(|round| format!("round {} {}", round.sha256, round.date)));
    sha256(lines.join("\n").as_bytes())
}
