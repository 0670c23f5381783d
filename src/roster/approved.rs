//! 批复的评分方法: the method that was approved for an indicator takes precedence over the form.

use std::collections::HashMap;

use super::Roster;
use crate::finding::stated::METHOD_CONTRADICTS;
use crate::finding::{Fact, Problem};
use crate::form::labels::fold;
use crate::form::read::Reading;
use crate::model::{CellRef, Indicator, Located};

/// Methods by unit of the roster, project (none for the unit's own) and indicator.
pub(super) type Methods = HashMap<(usize, String, String), &'static str>;

impl Roster {
    /// Notes the method that was approved for an indicator of the unit at a position, or of one of its projects.
    pub fn approve(
        &mut self,
        unit: usize,
        (project, indicator): (Option<&str>, &str),
        method: &'static str,
    ) {
        let folded = |text: &str| fold(text).into_owned();
        let project = project.map(folded).unwrap_or_default();
        self.methods
            .insert((unit, project, folded(indicator)), method);
    }

    /// Puts the approved methods in place of what the form of the unit at a position states, and remarks another one.
    pub(super) fn put_methods(&self, unit: usize, reading: &mut Reading) {
        if self.methods.is_empty() {
            return;
        }
        let Reading {
            filing, remarks, ..
        } = reading;
        let project = filing.project.as_ref().map(|p| fold(&p.value).into_owned());
        let project = project.unwrap_or_default();
        for indicator in &mut filing.indicators {
            let key = (unit, project.clone(), fold(&indicator.name).into_owned());
            if let Some(method) = self.methods.get(&key).copied() {
                remarks.extend(approve(indicator, method));
            }
        }
    }
}

/// Replaces the method stated by a form with the one approved for the indicator, and reports it where they differ.
pub fn approve(indicator: &mut Indicator, method: &str) -> Option<(Problem, Option<CellRef>)> {
    let differing = differing(indicator, method);
    let stated = indicator.criterion.as_ref();
    let cell = stated.map_or(indicator.cell, |c| c.cell);
    indicator.criterion = Some(Box::new(Located::new(method.into(), cell, method)));
    differing
}

/// Another method or standard on the form than the one that was approved.
fn differing(indicator: &Indicator, approved: &str) -> Option<(Problem, Option<CellRef>)> {
    let stated = indicator.criterion.as_ref()?;
    let target = indicator.target.as_ref().map(|t| t.typed.clone());
    let problem = METHOD_CONTRADICTS.case(
        "approved",
        [
            ("indicator", Fact::Text(indicator.name.clone())),
            ("method", Fact::Text(stated.value.clone())),
            ("target", Fact::Text(target.unwrap_or_default())),
            ("approved", Fact::text(approved)),
        ],
    );
    (fold(&stated.value) != fold(approved)).then(|| problem.at(stated.cell))
}
