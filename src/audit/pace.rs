//! Checks on the pace of spending of monitoring forms.

use super::Check;
use crate::finding::Fact;
use crate::finding::pace::{EXECUTION_RED, EXECUTION_YELLOW};
use crate::model::{Stage, Warning};

/// 红色、黄色预警: spending is behind the elapsed part of the year.
pub(super) const PACE: Check = Check {
    codes: &[&EXECUTION_RED, &EXECUTION_YELLOW],
    stages: &[Stage::Midyear],
    run: |case, problems| {
        let Some(pace) = case.progress.and_then(|p| p.pace.ok()) else {
            return;
        };
        let code = match pace.warning {
            Warning::Red => &EXECUTION_RED,
            Warning::Yellow => &EXECUTION_YELLOW,
            Warning::Green => return,
        };
        let (rate, relative) = (Fact::Rate(pace.rate), Fact::Rate(pace.relative));
        let problem = code.with([("rate", rate), ("found", relative)]);
        let funding = case.filing.funding.as_ref();
        let cell = funding.map(|f| f.executed.as_ref().map_or(f.cell, |e| e.cell));
        problems.push(problem.at(cell));
    },
};
