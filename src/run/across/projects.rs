//! The projects of a unit against its form: sums, what is listed but not filed, marks.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Note, filed};
use crate::base::number::{Rounding, RoundingMode};
use crate::finding::Fact;
use crate::finding::forms::{PROJECT_MISSING, PROJECTS_DIFFER};
use crate::finding::merit::ALL_PROJECTS_FULL;
use crate::form::labels::fold;
use crate::model::{Figure, FundingLine, Kind, Measure};
use crate::rules::RuleSet;
use crate::run::Assessed;
use crate::run::identity::{Bodies, Body};

/// 分
const CENTS: Rounding = Rounding::new(2, RoundingMode::HalfUp);

/// The forms of one unit.
#[derive(Default)]
struct Family<'f> {
    whole: Vec<(usize, &'f Assessed)>,
    projects: Vec<(usize, &'f Assessed)>,
}

/// The forms of each unit and year that has projects, those that are barred left out.
fn families<'f>(
    forms: &'f [Assessed],
    bodies: &Bodies<'_>,
) -> impl Iterator<Item = Family<'f>> + use<'f> {
    let ranked = |kind| {
        let ranked = filed(forms).filter(|(_, form)| form.standing.is_some());
        ranked.filter(move |(_, form)| form.filing.kind == kind)
    };
    let body = |form: &Assessed| {
        let year = form.filing.year.as_ref().map(|year| year.value);
        Some((bodies.body(&form.filing)?, year))
    };
    let mut families: BTreeMap<(Body, Option<i32>), Family<'_>> = BTreeMap::new();
    for (at, form) in ranked(Kind::Project) {
        if let Some(body) = body(form) {
            families.entry(body).or_default().projects.push((at, form));
        }
    }
    if !families.is_empty() {
        for (at, form) in ranked(Kind::Unit) {
            if let Some(family) = body(form).and_then(|body| families.get_mut(&body)) {
                family.whole.push((at, form));
            }
        }
    }
    families.into_values()
}

/// The sums of the project forms of a unit against its 项目支出, in 万元.
pub(super) fn sums(forms: &[Assessed], bodies: &Bodies<'_>, rules: &RuleSet) -> Vec<Note> {
    let notes = families(forms, bodies).flat_map(|family| {
        let [(at, whole)] = family.whole.as_slice() else {
            return Vec::new();
        };
        if !whole.is_believed() {
            return Vec::new();
        }
        let lines = whole.filing.parts.open();
        let Some(line) = lines.iter().find(|line| line.label.contains("项目支出")) else {
            return Vec::new();
        };
        let differ = |column| differing(*at, whole, line, (&family.projects, column), rules);
        [Column::Adjusted, Column::Executed]
            .into_iter()
            .filter_map(differ)
            .take(1)
            .collect()
    });
    notes.collect()
}

/// A column of amounts.
#[derive(Clone, Copy)]
enum Column {
    Adjusted,
    Executed,
}

fn differing(
    at: usize,
    whole: &Assessed,
    line: &FundingLine,
    (projects, column): (&[(usize, &Assessed)], Column),
    rules: &RuleSet,
) -> Option<Note> {
    let (nth, figure): (usize, Option<&Figure>) = match column {
        Column::Adjusted => (1, line.adjusted.as_ref()),
        Column::Executed => (2, line.executed.as_ref()),
    };
    let figure = figure?;
    let measure = whole
        .filing
        .funding
        .as_ref()
        .and_then(|funding| funding.measure);
    let stated = Measure::in_ten_thousands(measure, figure.value)?;
    let mut sum = Decimal::ZERO;
    for (_, project) in projects {
        let amount = project.amounts().get(nth).copied().flatten()?;
        sum = sum.checked_add(amount)?;
    }
    let (stated, sum) = (CENTS.apply(stated), CENTS.apply(sum));
    let apart = stated.checked_sub(sum)?.abs();
    let count = Fact::Count(u64::try_from(projects.len()).unwrap_or(u64::MAX));
    (apart > rules.audit.projects_apart).then(|| Note {
        form: at,
        problem: PROJECTS_DIFFER.case(
            "forms",
            [
                ("count", count),
                ("expected", Fact::Amount(sum)),
                ("found", Fact::Amount(stated)),
            ],
        ),
        cell: Some(figure.cell),
    })
}

/// Projects on the list of a unit that filed no form, where project forms are collected at all.
pub(super) fn unfiled(forms: &[Assessed], bodies: &Bodies<'_>) -> Vec<Note> {
    let mut filed_names: BTreeMap<Option<Body>, Vec<String>> = BTreeMap::new();
    for (_, form) in filed(forms) {
        if let Some(project) = &form.filing.project {
            let names = filed_names.entry(bodies.body(&form.filing)).or_default();
            names.push(fold(&project.value).into_owned());
        }
    }
    if filed_names.is_empty() {
        return Vec::new();
    }
    let listing = filed(forms).filter_map(|(at, form)| Some((at, form, form.projects.as_deref()?)));
    let notes = listing.flat_map(|(at, form, list)| {
        let own = filed_names.get(&bodies.body(&form.filing));
        let own = own.map_or(&[][..], Vec::as_slice);
        let missing = list.projects.iter().filter(move |listed| {
            let name = fold(&listed.name);
            let is = |filed: &String| filed.contains(&*name) || name.contains(filed.as_str());
            !own.iter().any(is)
        });
        let names: Vec<&str> = missing.map(|listed| &*listed.name).collect();
        let count = Fact::Count(u64::try_from(names.len()).unwrap_or(u64::MAX));
        let found = Fact::text(names.join("、"));
        (!names.is_empty()).then(|| Note {
            form: at,
            problem: PROJECT_MISSING.with([("count", count), ("found", found)]),
            cell: None,
        })
    });
    notes.collect()
}

/// Units all of whose projects have full marks.
pub(super) fn full(forms: &[Assessed], bodies: &Bodies<'_>, rules: &RuleSet) -> Vec<Note> {
    let whole = rules.total_points;
    let notes = families(forms, bodies).filter_map(|family| {
        let full = |form: &Assessed| form.reported_total().is_some_and(|total| total >= whole);
        let all = family.projects.iter().all(|(_, form)| full(form));
        let enough = family.projects.len() >= rules.audit.full_projects_from;
        let (at, form) = family.whole.first().or_else(|| family.projects.first())?;
        let count = Fact::Count(u64::try_from(family.projects.len()).unwrap_or(u64::MAX));
        (all && enough).then(|| Note {
            form: *at,
            problem: ALL_PROJECTS_FULL.with([("count", count)]),
            cell: form.filing.unit.name.as_ref().map(|name| name.cell),
        })
    });
    notes.collect()
}
