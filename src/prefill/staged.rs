//! Forms of the next stage 下一阶段的表, from what was filed at the stages before it.
//!
//! The goal form fixes names, initial budget, indicators, targets and weights; the monitoring form the mid-year values.
//! Where only a monitoring form was filed, the goals on it count. What cannot be carried over is reported with its
//! place.

mod carry;

use std::collections::BTreeMap;
use std::sync::Arc;

use ecow::EcoString;

use super::Form;
use super::names::Names;
use crate::base::lang::{Lang, Message, message};
use crate::blank::Prefill;
use crate::finding::{Problem, Refusal};
use crate::form::labels::{Labels, fold};
use crate::model::Fault;
use crate::model::{CellRef, Kind, PackedFiling, Place, Stage, Unit};
use crate::roster::{Roster, RosterUnit};
use crate::rules::RuleSet;
use crate::run::{Assessed, Assessment};
use carry::CarryOver;

/// The forms of a stage and what could not be carried over to them.
#[derive(Debug, Clone, Default)]
pub struct StagedForms {
    /// One form for each unit, and for each project.
    pub forms: Vec<(Kind, Form)>,
    /// What was filed and not carried over, by place.
    pub left: Vec<Fault>,
}

/// Unit and project of a filing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Identity {
    kind: Kind,
    body: Body,
    project: Option<String>,
}

/// A unit of the roster under whatever name, else by group, code and name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Body {
    Listed(usize),
    Named(Option<Arc<str>>, Option<EcoString>, String),
}

impl Body {
    fn of(unit: &Unit, roster: Option<&Roster>) -> Option<Self> {
        if let Some(known) = roster.and_then(|r| r.find(unit)) {
            return Some(Self::Listed(known.at));
        }
        let name = fold(&unit.name.as_ref()?.value).into_owned();
        Some(Self::Named(unit.group.clone(), unit.code.clone(), name))
    }

    /// The unit as it is listed, or as it names itself.
    fn listed(&self, prefill: &Prefill, roster: Option<&Roster>) -> RosterUnit {
        let known = match (self, roster) {
            (Self::Listed(at), Some(roster)) => roster.units().get(*at).cloned(),
            _ => None,
        };
        known.unwrap_or_else(|| RosterUnit {
            code: prefill.code.as_deref().map(Into::into),
            name: prefill.unit.clone().unwrap_or_default().into(),
            group: prefill.group.as_deref().map(Into::into),
            former: Vec::new(),
            budget: None,
            heads: None,
            place: Place::file("".into()),
        })
    }
}

/// The forms that one unit filed, by stage.
#[derive(Default)]
struct UnitForms<'a> {
    goals: Option<&'a Assessed>,
    midyear: Option<&'a Assessed>,
}

/// The forms of `stage`, worded by `labels`, for every unit that filed one of an earlier stage in `earlier`.
#[must_use]
pub fn staged(earlier: &Assessment, stage: Stage, labels: &Labels) -> StagedForms {
    let roster = earlier.roster.as_deref();
    let mut sorting = Sorting {
        stage,
        roster,
        year: earlier.year,
        filed: BTreeMap::new(),
        left: Vec::new(),
    };
    for form in in_path_order(earlier) {
        sorting.take(form);
    }
    sorting.unread(earlier);
    sorting.missing();
    let mut staged = StagedForms {
        left: sorting.left,
        ..StagedForms::default()
    };
    let mut names = Names::default();
    for (identity, filed) in sorting.filed {
        let Some((mut prefill, left)) = prefill(&filed, stage, (labels, &earlier.rules)) else {
            continue;
        };
        staged.left.extend(left);
        let listed = identity.body.listed(&prefill, roster);
        prefill.unit = Some(listed.name.to_string());
        prefill.code = listed.code.as_ref().map(ToString::to_string);
        prefill.group = listed.group.as_ref().map(ToString::to_string);
        let project = prefill.project.as_deref();
        let path = names.path(&listed, project, (identity.kind, stage));
        let filled = !prefill.indicators.is_empty();
        let form = Form {
            path,
            prefill,
            filled,
            open: None,
        };
        staged.forms.push((identity.kind, form));
    }
    staged.left.sort_by(|a, b| a.place.cmp(&b.place));
    staged
}

fn in_path_order(earlier: &Assessment) -> Vec<&Assessed> {
    let mut forms: Vec<&Assessed> = earlier.forms.iter().collect();
    forms.sort_by(|a, b| {
        let key = |f: &Assessed| (Arc::clone(&f.filing.file), Arc::clone(&f.filing.sheet));
        key(a).cmp(&key(b))
    });
    forms
}

/// Filed forms while they are sorted by unit.
struct Sorting<'a> {
    stage: Stage,
    roster: Option<&'a Roster>,
    year: Option<i32>,
    filed: BTreeMap<Identity, UnitForms<'a>>,
    left: Vec<Fault>,
}

impl<'a> Sorting<'a> {
    fn take(&mut self, form: &'a Assessed) {
        let filing = &form.filing;
        if filing.stage >= self.stage {
            return self.leave(filing, None, not_earlier(filing.stage, self.stage));
        }
        let Some(body) = Body::of(&filing.unit, self.roster) else {
            return self.leave(filing, None, nameless());
        };
        if filing.indicators.is_empty() {
            return self.leave(filing, None, without_indicators());
        }
        if let (Some(expected), Some(year)) = (self.year, &filing.year)
            && year.value != expected
        {
            return self.leave(filing, Some(year.cell), other_year(expected, year.value));
        }
        let identity = Identity {
            kind: filing.kind,
            body,
            project: filing.project.as_ref().map(|p| fold(&p.value).into_owned()),
        };
        let filed = self.filed.entry(identity).or_default();
        let slot = match filing.stage {
            Stage::Goals => &mut filed.goals,
            Stage::Midyear | Stage::SelfEvaluation => &mut filed.midyear,
        };
        match slot {
            None => *slot = Some(form),
            Some(first) => {
                let first = format!("{} → {}", first.filing.file, first.filing.sheet);
                self.leave(filing, None, twice(&first));
            }
        }
    }

    fn leave(&mut self, filing: &PackedFiling, cell: Option<CellRef>, message: Message) {
        self.left.push(fault(filing, cell, message));
    }

    /// Units of the roster that filed no unit form of an earlier stage.
    fn missing(&mut self) {
        let units = self.roster.map(Roster::units).unwrap_or_default();
        for (at, unit) in units.iter().enumerate() {
            let body = Body::Listed(at);
            let filed = |i: &Identity| i.kind == Kind::Unit && i.body == body;
            if !self.filed.keys().any(filed) {
                self.left.push(Fault {
                    place: unit.place.clone(),
                    message: not_filed(&unit.name),
                });
            }
        }
    }

    /// Files in which no form was found.
    fn unread(&mut self, earlier: &Assessment) {
        let whole = earlier.excluded.iter().filter(|e| e.sheet.is_none());
        let own = Problem::from(Refusal::NamedForRun);
        for exclusion in whole.filter(|e| !e.reasons.contains(&own)) {
            self.left.push(Fault {
                place: Place::file(Arc::clone(&exclusion.file)),
                message: Message::new(exclusion.reason(Lang::Zh), exclusion.reason(Lang::En)),
            });
        }
    }
}

fn fault(filing: &PackedFiling, cell: Option<CellRef>, message: Message) -> Fault {
    let place = Place::sheet(Arc::clone(&filing.file), Arc::clone(&filing.sheet), cell);
    Fault { place, message }
}

/// What is filled in for one unit, and what was left out; `None` where no form of an earlier stage was filed.
fn prefill(
    filed: &UnitForms<'_>,
    stage: Stage,
    (labels, rules): (&Labels, &RuleSet),
) -> Option<(Prefill, Vec<Fault>)> {
    let base = filed.goals.or(filed.midyear)?;
    let watched = filed.midyear.filter(|_| stage == Stage::SelfEvaluation);
    let mut carried = CarryOver::new(base, labels);
    let mut prefill = carried.goals(rules);
    if let Some(watched) = watched {
        carried.midyear(&mut prefill, watched, filed.goals.is_some());
    }
    prefill.fixed_by = Some(match watched {
        Some(_) => Stage::Midyear,
        None => Stage::Goals,
    });
    // The set of indicators is fixed with them.
    prefill.spare = Some(0);
    Some((prefill, carried.left))
}

fn not_earlier(found: Stage, wanted: Stage) -> Message {
    let (found, wanted) = (found.form(), wanted.form());
    Message::new(
        format!(
            "这是{}，不是{}之前的阶段，没有带入。请确认没有放错文件夹。",
            found.zh, wanted.zh
        ),
        format!(
            "This is a {}, which does not come before the {}; nothing was carried over. Check whether it lies in the right folder.",
            found.en, wanted.en
        ),
    )
}

fn not_filed(name: &str) -> Message {
    message!(
        "名单上的“{name}”没有报前一阶段的单位整体表，没有生成它的表。请催报后重新生成。",
        "'{name}' is on the roster and filed no unit form of an earlier stage; no form was made for it. Ask for it and run again."
    )
}

fn nameless() -> Message {
    Message::new(
        "没有单位名称，不知道带入哪个单位。请补填单位名称后重新生成。",
        "It names no unit, so nobody knows whose form it is. Fill in the name and run again.",
    )
}

fn without_indicators() -> Message {
    Message::new(
        "没有读出指标，没有带入。请核对指标表的栏目名称后重新生成。",
        "No indicators were read; nothing was carried over. Check the headings of its table and run again.",
    )
}

fn other_year(expected: i32, found: i32) -> Message {
    message!(
        "年度是 {found}，多数表是 {expected}，没有带入。请改正年度，或放到另一个文件夹。",
        "Its year is {found}, that of most forms {expected}; nothing was carried over. Mend the year, or move it to another folder."
    )
}

fn twice(first: &str) -> Message {
    message!(
        "同一单位同一阶段报了两份，已采用 {first}，这一份没有带入。请只留有效的一份。",
        "The unit filed twice for this stage; {first} was used and this one was not. Keep the valid one only."
    )
}
