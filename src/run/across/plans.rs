//! Self-evaluations against the goals that were approved: targets and weights.

use std::collections::BTreeMap;

use ecow::EcoString;
use rust_decimal::Decimal;

use super::{Note, filed, unit_key};
use crate::finding::Fact;
use crate::finding::forms::{TARGET_CHANGED, WEIGHT_MOVED};
use crate::form::labels::fold;
use crate::model::{
    Content, Filing, FormHead, Indicator, Kind, Located, Reconciled, Stage, Statement, reconcile,
};
use crate::run::Assessed;

/// Key that connects a goal form with its self-evaluation.
pub(in crate::run) type Key = (Kind, String, Option<String>, Option<i32>);

/// The goals of one goal form 绩效目标申报表.
pub(in crate::run) struct Plan {
    key: Key,
    code: Option<EcoString>,
    file: EcoString,
    indicators: BTreeMap<String, (Option<Located<Statement>>, Option<Decimal>)>,
}

impl Plan {
    /// The goals of a form; `None` for a form of another stage, or one that names no unit.
    pub(in crate::run) fn of(filing: &Filing) -> Option<Self> {
        let goals = filing.stage == Stage::Goals;
        let indicators = filing.indicators.iter().map(|indicator| {
            let points = indicator.points.as_ref().map(|points| points.value);
            (named(indicator), (indicator.target.clone(), points))
        });
        Some(Self {
            key: key(filing).filter(|_| goals)?,
            code: filing.unit.code.clone(),
            file: (&*filing.file).into(),
            indicators: indicators.collect(),
        })
    }
}

fn named(indicator: &Indicator) -> String {
    fold(&indicator.name).into_owned()
}

/// The key of a form, where it names its unit.
pub(in crate::run) fn key(filing: &FormHead) -> Option<Key> {
    let project = filing
        .project
        .as_ref()
        .map(|name| fold(&name.value).into_owned());
    let year = filing.year.as_ref().map(|year| year.value);
    Some((filing.kind, unit_key(filing)?, project, year))
}

/// Among goal forms of one unit name, each with its unit's code, the last one of the unit with the given code: units of
/// one name have different codes.
pub(in crate::run) fn of_unit<T: Copy>(
    of_name: &[(Option<&str>, T)],
    code: Option<&str>,
) -> Option<T> {
    let own = |(other, _): &&(Option<&str>, T)| other.zip(code).is_none_or(|(a, b)| a == b);
    let mut own = of_name.iter().filter(own).rev();
    let (of, last) = own.next()?;
    // Without a code the unit is known only where all of them have the same one.
    let several = code.is_none() && own.any(|(other, _)| other != of);
    (!several).then_some(*last)
}

/// Targets and weights that are no longer those of the goal form.
pub(super) fn changed(forms: &[Assessed], plans: &[Plan]) -> Vec<Note> {
    if plans.is_empty() {
        return Vec::new();
    }
    let mut of: BTreeMap<&Key, Vec<(Option<&str>, &Plan)>> = BTreeMap::new();
    for plan in plans {
        let plans = of.entry(&plan.key).or_default();
        plans.push((plan.code.as_deref(), plan));
    }
    let mut notes = Vec::new();
    for (at, form) in filed(forms) {
        let key = key(&form.filing);
        let plans = key.as_ref().and_then(|key| of.get(key));
        let code = form.filing.unit.code.as_deref();
        let Some(plan) = plans.and_then(|plans| of_unit(plans, code)) else {
            continue;
        };
        for indicator in form.filing.indicators.open() {
            if let Some((target, points)) = plan.indicators.get(&named(&indicator)) {
                let facts = target_changed(&indicator, target.as_ref(), plan);
                let facts = facts
                    .into_iter()
                    .chain(weight_moved(&indicator, *points, plan));
                notes.extend(facts.map(|(problem, cell)| Note {
                    form: at,
                    problem,
                    cell,
                }));
            }
        }
    }
    notes
}

type GoalDifference = (crate::finding::Problem, Option<crate::model::CellRef>);

fn target_changed(
    indicator: &Indicator,
    goal: Option<&Located<Statement>>,
    plan: &Plan,
) -> Option<GoalDifference> {
    let filed = indicator
        .initial_target
        .as_deref()
        .or(indicator.target.as_ref())?;
    let goal = goal?;
    if is_same(&goal.value, &filed.value) {
        return None;
    }
    let problem = TARGET_CHANGED.case(
        "goals",
        [
            ("indicator", Fact::text(indicator.name.clone())),
            ("other", Fact::text(plan.file.clone())),
            ("expected", Fact::text(goal.typed.clone())),
            ("found", Fact::text(filed.typed.clone())),
        ],
    );
    Some(problem.at(filed.cell))
}

/// Whether two targets are the same; targets that cannot be compared count as the same.
fn is_same(goal: &Statement, filed: &Statement) -> bool {
    let signs = goal.comparator.zip(filed.comparator);
    let turned = signs.is_some_and(|(goal, filed)| goal != filed);
    let same = match (&goal.content, &filed.content) {
        (Content::Quantity(goal), Content::Quantity(filed)) => match reconcile(goal, filed) {
            Reconciled::Comparable { target, actual, .. } => target == actual,
            Reconciled::MeasuresDiffer => false,
        },
        (Content::Text(goal), Content::Text(filed)) => fold(goal) == fold(filed),
        (Content::Range(goal), Content::Range(filed)) => goal == filed,
        (Content::Date(goal), Content::Date(filed)) => {
            (goal.month, goal.day) == (filed.month, filed.day)
        }
        (Content::Blank | Content::Unreadable(_), _)
        | (_, Content::Blank | Content::Unreadable(_)) => true,
        _ => false,
    };
    same && !turned
}

fn weight_moved(
    indicator: &Indicator,
    goal: Option<Decimal>,
    plan: &Plan,
) -> Option<GoalDifference> {
    let points = indicator.points.as_ref()?;
    let goal = goal.filter(|goal| *goal != points.value)?;
    let problem = WEIGHT_MOVED.case(
        "goals",
        [
            ("indicator", Fact::text(indicator.name.clone())),
            ("other", Fact::text(plan.file.clone())),
            ("expected", Fact::Points(goal)),
            ("found", Fact::Points(points.value)),
        ],
    );
    Some(problem.at(points.cell))
}
