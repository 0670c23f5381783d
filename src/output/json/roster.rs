//! The roster in the results: who was due to file and who has not.

use serde::Serialize;

use crate::run::Assessment;
use crate::run::{Returns, Status};

/// Number of units on the roster, of those that have filed, and the missing ones.
#[derive(Serialize)]
pub(super) struct Due<'a> {
    file: &'a str,
    sha256: &'a str,
    due: usize,
    received: usize,
    missing: Vec<Missing<'a>>,
}

#[derive(Serialize)]
struct Missing<'a> {
    code: Option<&'a str>,
    name: &'a str,
    group: Option<&'a str>,
}

impl<'a> Due<'a> {
    pub(super) fn of(assessment: &'a Assessment) -> Option<Self> {
        let roster = assessment.roster.as_ref()?;
        let returns = Returns::of(assessment)?;
        let missing = returns.with(Status::Missing);
        let missing = missing.filter_map(|unit| roster.units().get(unit.at));
        Some(Self {
            file: &roster.file,
            sha256: &roster.sha256,
            due: returns.units.len(),
            received: returns.received(),
            missing: missing
                .map(|unit| Missing {
                    code: unit.code.as_deref(),
                    name: &unit.name,
                    group: unit.group.as_deref(),
                })
                .collect(),
        })
    }
}
