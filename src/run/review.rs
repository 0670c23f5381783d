//! 复核: the reviewers' working papers, compared with the forms and with each other.

mod faults;
mod uneven;

use std::collections::BTreeMap;
use std::sync::Arc;

use ecow::EcoString;
use rust_decimal::Decimal;

use super::{Assessed, Input};
use crate::finding::review::{REVIEW_BLANK, REVIEW_UNUSED};
use crate::finding::{Fact, Finding, FindingSubject, Problem};
use crate::form::labels::fold;
use crate::model::{CellRef, Filing, Indicator, Kind, Spot};
use crate::review::{EXECUTION, Head, Paper, Papers};
use crate::rules::RuleSet;

/// 复核得分 of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewedScore {
    /// The sum of the reviewed scores; `None` while a row is open.
    pub total: Option<Decimal>,
    /// 底稿
    pub file: Arc<str>,
    /// Whether forms of its kind are ranked by it: all of them are reviewed.
    pub official: bool,
}

/// A row that a paper has: budget execution, or an indicator.
#[derive(Debug, Clone)]
pub struct DueRow {
    /// 三级指标
    pub name: EcoString,
    /// 分值
    pub points: Option<Decimal>,
    /// 自评得分
    pub reported: Option<Decimal>,
    /// The indicator; none for execution.
    pub indicator: Option<Indicator>,
}

/// The rows of a form: budget execution, where it is scored, and the indicators.
#[must_use]
pub fn due(filing: &Filing) -> Vec<DueRow> {
    let funding = filing.funding.as_ref();
    let scored = funding.filter(|f| f.points.is_some() || f.reported.is_some());
    let execution = scored.map(|funding| DueRow {
        name: EXECUTION.zh.into(),
        points: funding.points.as_ref().map(|f| f.value),
        reported: funding.reported.as_ref().map(|f| f.value),
        indicator: None,
    });
    let indicators = filing.indicators.iter().map(|indicator| DueRow {
        name: indicator.name.clone(),
        points: indicator.points.as_ref().map(|f| f.value),
        reported: indicator.reported.as_ref().map(|f| f.value),
        indicator: Some(indicator.clone()),
    });
    execution.into_iter().chain(indicators).collect()
}

/// A fault of a reviewer with its cell.
type Fault = (Problem, Option<CellRef>);

/// Gives the forms their reviewed scores and returns the findings on the papers. Where every ranked form of a kind is
/// reviewed, that kind is then ranked by the reviewed totals.
pub(super) fn apply(
    forms: &mut [Assessed],
    Papers { papers, others, .. }: &Papers,
    (inputs, rules): (&[Input], &RuleSet),
) -> Vec<Finding> {
    let other = |file: &Arc<str>| {
        let problem = REVIEW_UNUSED.case("no-paper", []);
        rules.finding(problem, &FindingSubject::file(file, None), None)
    };
    let others = others.iter().filter_map(other);
    if papers.is_empty() {
        return others.collect();
    }
    let mut found: Vec<(&Paper, Option<usize>, Fault)> = Vec::new();
    let mut taken: BTreeMap<usize, &Paper> = BTreeMap::new();
    let mut likes = Vec::new();
    for paper in papers {
        let at = match form_of(paper, forms) {
            Some(at) if !taken.contains_key(&at) => at,
            Some(at) => {
                let other = taken.get(&at).map_or("", |paper| &*paper.file);
                let twice = REVIEW_UNUSED.case("twice", [("other", Fact::text(other))]);
                found.push((paper, Some(at), (twice, None)));
                continue;
            }
            None => {
                let unit = paper.head.get(&Head::Unit).cloned().unwrap_or_default();
                let none = REVIEW_UNUSED.case("no-form", [("found", Fact::text(unit))]);
                found.push((paper, None, (none, None)));
                continue;
            }
        };
        taken.insert(at, paper);
        let Some(form) = forms.get_mut(at) else {
            continue;
        };
        let mut checked = faults::checked(paper, &form.filing.open(), rules);
        if is_changed(paper, form, inputs) {
            checked
                .faults
                .push((REVIEW_UNUSED.case("changed", []), None));
        }
        likes.extend(checked.likes.into_iter().map(|like| (paper, at, like)));
        let blank = checked.blank;
        if blank > 0 {
            let count = (
                "count",
                Fact::Count(u64::try_from(blank).unwrap_or(u64::MAX)),
            );
            checked.faults.push((REVIEW_BLANK.with([count]), None));
        }
        found.extend(
            checked
                .faults
                .into_iter()
                .map(|fault| (paper, Some(at), fault)),
        );
        form.reviewed = Some(Box::new(ReviewedScore {
            total: checked.total,
            file: Arc::clone(&paper.file),
            official: false,
        }));
    }
    let uneven = uneven::faults(&likes).into_iter();
    found.extend(uneven.map(|(paper, at, fault)| (paper, Some(at), fault)));
    make_official(forms);
    let finding = |(paper, at, (problem, cell)): (&Paper, Option<usize>, Fault)| {
        let form = at.and_then(|at| forms.get(at));
        let unit = form.and_then(|form| form.filing.unit.shared_name());
        let about = FindingSubject::sheet(&paper.file, &paper.sheet, unit);
        rules.finding(problem, &about, cell.map(Spot::Cell))
    };
    others
        .chain(found.into_iter().filter_map(finding))
        .collect()
}

/// The form that a paper is about: by file and sheet, else the only one of its unit and project.
fn form_of(paper: &Paper, forms: &[Assessed]) -> Option<usize> {
    let named = |head| paper.head.get(&head).map(|text| fold(text).into_owned());
    let same = |one: Option<String>, other: Option<&str>| {
        one == other.map(|other| fold(other).into_owned())
    };
    let (file, sheet) = (paper.head.get(&Head::File), paper.head.get(&Head::Sheet));
    let is_there = |form: &Assessed| {
        file.is_some_and(|file| **file == *form.filing.file)
            && sheet.is_none_or(|sheet| **sheet == *form.filing.sheet)
    };
    if let Some(at) = forms.iter().position(is_there) {
        return Some(at);
    }
    let is_of = |form: &Assessed| {
        let filing = &form.filing;
        let unit = filing.unit.name.as_ref().map(|name| name.value.as_str());
        let project = filing.project.as_ref().map(|name| name.value.as_str());
        unit.is_some() && same(named(Head::Unit), unit) && same(named(Head::Project), project)
    };
    let ranked = forms
        .iter()
        .enumerate()
        .filter(|(_, form)| form.standing.is_some());
    let mut of_unit = ranked.filter(|(_, form)| is_of(form)).map(|(at, _)| at);
    of_unit.next().filter(|_| of_unit.next().is_none())
}

/// Whether the form is another file than the one that the paper was made from.
fn is_changed(paper: &Paper, form: &Assessed, inputs: &[Input]) -> bool {
    let input = inputs.iter().find(|input| input.path == form.filing.file);
    let hash = input.and_then(|input| input.sha256);
    let made_from = paper.head.get(&Head::Hash).map(EcoString::as_str);
    hash.zip(made_from)
        .is_some_and(|(hash, from)| *hash.to_string() != *from)
}

/// Forms of a kind are ranked by their reviews where all that are ranked have a reviewed total.
fn make_official(forms: &mut [Assessed]) {
    for kind in [Kind::Unit, Kind::Project] {
        let of_kind = |form: &&mut Assessed| form.filing.kind == kind && form.standing.is_some();
        let has_total = |form: &Assessed| form.reviewed.as_ref().is_some_and(|r| r.total.is_some());
        let mut ranked: Vec<_> = forms.iter_mut().filter(of_kind).collect();
        if ranked.iter().all(|form| has_total(form)) {
            let reviews = ranked.iter_mut().filter_map(|form| form.reviewed.as_mut());
            reviews.for_each(|reviewed| reviewed.official = true);
        }
    }
}
