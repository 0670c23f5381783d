//! Pre-filled forms 预填表: what is known about each unit before it fills in its form.
//!
//! Who files comes from the roster, indicators and weights from the list that was approved or else from the form of
//! the year before. Amounts of money are never carried over: this year's budget is not last year's.

mod approved;
mod earlier;
mod names;
mod staged;

use std::path::PathBuf;

use crate::assessment::Assessment;
use crate::form::blank::{IndicatorRow, Prefill};
use crate::model::{Kind, Stage};
use crate::roster::{Listed, Roster};
pub use approved::Approved;
use names::Names;
pub use staged::{Staged, staged};

/// One form to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Folder of its group and file name, fit for every system.
    pub path: PathBuf,
    /// What is filled in.
    pub prefill: Prefill,
    /// Whether it has any indicators.
    pub filled: bool,
}

/// Where indicators come from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sources<'a> {
    /// Forms of the year before, read with the same roster.
    pub earlier: Option<&'a Assessment>,
    /// 批复的指标, by unit.
    pub approved: Option<&'a Approved>,
}

/// A form for each unit of the roster, in its order.
#[must_use]
pub fn forms(roster: &Roster, sources: Sources, (kind, stage): (Kind, Stage)) -> Vec<Form> {
    let mut names = Names::default();
    let units = roster.units().iter().enumerate();
    units
        .map(|(at, unit)| {
            let indicators = indicators(roster, at, sources, kind);
            Form {
                path: names.path(unit, kind, stage),
                filled: !indicators.is_empty(),
                prefill: prefill(unit, indicators),
            }
        })
        .collect()
}

fn prefill(unit: &Listed, indicators: Vec<IndicatorRow>) -> Prefill {
    Prefill {
        unit: Some(unit.name.to_string()),
        code: unit.code.as_ref().map(ToString::to_string),
        group: unit.group.as_ref().map(ToString::to_string),
        indicators,
        ..Prefill::default()
    }
}

/// The approved indicators of a unit, else those of the year before.
fn indicators(roster: &Roster, at: usize, sources: Sources, kind: Kind) -> Vec<IndicatorRow> {
    if kind == Kind::Project {
        return Vec::new();
    }
    let approved = sources.approved.and_then(|a| a.of_unit(at));
    approved.map_or_else(
        || earlier::indicators(roster, at, sources.earlier),
        <[IndicatorRow]>::to_vec,
    )
}
