//! Pre-filled forms 预填表: what is known about each unit before it fills in its form.
//!
//! The units come from the roster, projects, indicators and weights from the list that was approved or else from the
//! forms of the year before. Amounts of money are never carried over: this year's budget is not last year's.

mod approved;
mod earlier;
mod names;
mod staged;
mod stored;
mod weights;

use std::path::PathBuf;

use crate::base::lang::Message;
use crate::blank::{IndicatorRow, Prefill};
use crate::model::{Kind, Stage};
use crate::roster::{Roster, RosterUnit};
use crate::rules::RuleSet;
pub use approved::ApprovedList;
pub use earlier::EarlierForms;
use names::Names;
pub use staged::{StagedForms, staged};

/// One form to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Folder of its group and file name, fit for every system.
    pub path: PathBuf,
    /// What is filled in.
    pub prefill: Prefill,
    /// Whether it has any indicators.
    pub filled: bool,
    /// What was left blank on it, and why.
    pub open: Option<Message>,
}

/// Where indicators come from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sources<'a> {
    /// Forms of the year before.
    pub earlier: Option<&'a EarlierForms>,
    /// 批复的指标, by unit.
    pub approved: Option<&'a ApprovedList>,
}

/// A form for each unit of the roster, or for each of its known projects, in the roster's order.
#[must_use]
pub fn forms(
    roster: &Roster,
    sources: Sources,
    rules: &RuleSet,
    (kind, stage): (Kind, Stage),
) -> Vec<Form> {
    let mut names = Names::default();
    let mut forms = Vec::new();
    for (at, unit) in roster.units().iter().enumerate() {
        let known = match kind {
            Kind::Unit => vec![KnownParts::of_unit(roster, at, sources)],
            Kind::Project => KnownParts::projects(roster, at, sources),
        };
        for mut known in known {
            let open = weights::settle(&mut known.indicators, rules);
            forms.push(Form {
                open,
                path: names.path(unit, known.project.as_deref(), (kind, stage)),
                filled: !known.indicators.is_empty(),
                prefill: known.prefill(unit),
            });
        }
    }
    forms
}

/// What is known of a form besides its unit.
#[derive(Default)]
struct KnownParts {
    department: Option<String>,
    project: Option<String>,
    indicators: Vec<IndicatorRow>,
    /// The stage that fixed the indicators, where they were approved.
    fixed_by: Option<Stage>,
}

impl KnownParts {
    /// The approved indicators of a unit, else those of the year before.
    fn of_unit(roster: &Roster, at: usize, sources: Sources) -> Self {
        let approved = sources.approved.and_then(|a| a.of_unit(at));
        let approved = approved.map(<[IndicatorRow]>::to_vec);
        let fixed_by = approved.as_ref().map(|_| Stage::Goals);
        let earlier = || sources.earlier.map(|e| e.indicators(roster, at));
        Self {
            indicators: approved.or_else(earlier).unwrap_or_default(),
            fixed_by,
            ..Self::default()
        }
    }

    /// The approved projects of a unit, otherwise those of the year before; without either a single form without data.
    fn projects(roster: &Roster, at: usize, sources: Sources) -> Vec<Self> {
        let approved = sources.approved.into_iter().flat_map(|a| a.projects(at));
        let mut known: Vec<Self> = approved
            .map(|(project, indicators)| Self {
                department: None,
                project: Some(project.clone()),
                indicators: indicators.clone(),
                fixed_by: Some(Stage::Goals),
            })
            .collect();
        if known.is_empty() {
            let earlier = sources.earlier.into_iter();
            let projects = earlier.flat_map(|e| e.projects(roster, at));
            known.extend(projects.map(|form| Self {
                department: form.department.clone(),
                project: form.project.clone(),
                indicators: form.indicators.clone(),
                fixed_by: None,
            }));
        }
        if known.is_empty() {
            known.push(Self::default());
        }
        known
    }

    fn prefill(self, unit: &RosterUnit) -> Prefill {
        Prefill {
            unit: Some(unit.name.to_string()),
            code: unit.code.as_ref().map(ToString::to_string),
            group: unit.group.as_ref().map(ToString::to_string),
            department: self.department,
            project: self.project,
            indicators: self.indicators,
            fixed_by: self.fixed_by,
            ..Prefill::default()
        }
    }
}
