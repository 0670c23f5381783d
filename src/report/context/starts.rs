//! Where the rows of each form begin in 指标明细.

use crate::report::row::HEAD_ROWS;
use crate::run::{Assessed, Assessment};

/// First row of a form in 指标明细.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    pub(super) part: usize,
    pub(super) row: u32,
}

/// Rows of a form in 指标明细: budget execution and every indicator.
pub(in crate::report) fn rows_of(form: &Assessed) -> usize {
    form.filing.indicators.len() + 1
}

/// Where each form begins; a new sheet is begun rather than a form be cut in two.
pub(super) fn starts(assessment: &Assessment, limit: u32) -> Vec<Start> {
    let mut next = Start {
        part: 0,
        row: HEAD_ROWS,
    };
    let mut starts = Vec::with_capacity(assessment.forms.len());
    for form in &assessment.forms {
        let rows = u32::try_from(rows_of(form)).unwrap_or(u32::MAX);
        if next.row.saturating_add(rows) > limit && next.row > HEAD_ROWS {
            next.part += 1;
            next.row = HEAD_ROWS;
        }
        starts.push(next);
        next.row = next.row.saturating_add(rows);
    }
    starts
}
