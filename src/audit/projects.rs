//! Checks on the list of projects 项目清单.

use std::sync::Arc;

use super::{Case, merit};
use crate::finding::Problem;
use crate::model::{CellRef, Stage};

/// What is found about the projects of a list, each with its sheet.
pub(super) fn listed<'a>(
    case: &Case<'a>,
) -> impl Iterator<Item = (&'a Arc<str>, (Problem, Option<CellRef>))> + use<'a> {
    let list = case.annex.projects.iter();
    let list = list.filter(|_| case.filing.stage == Stage::SelfEvaluation);
    list.flat_map(|list| {
        let idle = list.projects.iter().filter_map(|project| {
            let amounts = (project.adjusted.as_ref(), project.executed.as_ref());
            merit::idle(&project.name, amounts.0, amounts.1)
        });
        idle.map(|found| (&list.sheet, found))
    })
}
