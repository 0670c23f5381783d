//! Dates where a rate belongs: a percent target overwritten by a day reads as a deadline.

use super::{Case, Check, EVERY, PlacedProblems};
use crate::base::holds_any;
use crate::finding::content::{VALUE_TYPE, value_type};
use crate::finding::{Fact, Field};
use crate::model::{Content, Indicator, IndicatorResult, Located, MethodKind, Statement};
use rust_decimal::Decimal;

/// Endings of the names of rates.
const RATES: [&str; 6] = ["率", "满意度", "比例", "比重", "占比", "百分比"];
/// Words for punctuality, whose target may be a date.
const TIMELY: [&str; 9] = [
    "及时", "按时", "准时", "按期", "时效", "时限", "时间", "进度", "期",
];

/// Target and actual value of a rate are no dates. A share below 100% does not answer a deadline, nor does any share
/// answer one of another year.
pub(super) const RATE: Check = Check {
    codes: &[&VALUE_TYPE],
    stages: EVERY,
    run: |case, problems| {
        for (indicator, result) in case.pairs() {
            judge(case, (indicator, result), problems);
        }
    },
};

fn judge(
    case: &Case<'_>,
    (indicator, result): (&Indicator, &IndicatorResult),
    problems: &mut PlacedProblems,
) {
    let name = ("indicator", Fact::text(indicator.name.clone()));
    let target = indicator.target.as_ref();
    let actual = indicator.actual.as_ref();
    let dated = target.filter(|target| is_date(target));
    let free = |cell| !case.remarked(&VALUE_TYPE, Some(cell));
    // In a row with points, the answer to a target in figures is judged with its score, except where nothing was
    // incurred.
    let scored = indicator.points.is_some() && result.method != MethodKind::NothingIncurred;
    let unjudged = !scored && is_figure(target);
    let day = actual.filter(|actual| is_date(actual) && unjudged && free(actual.cell));
    if is_rate(&indicator.name) {
        let done = actual.filter(|actual| is_date(actual) && (unjudged || !is_figure(target)));
        let both = [(Field::Target, dated), (Field::Actual, done)];
        for (field, value) in both {
            let wrong = value.filter(|v| unjudged || is_of_cell(v) || !is_timely(indicator));
            if let Some(value) = wrong.filter(|value| free(value.cell)) {
                let found = ("found", Fact::text(value.typed.clone()));
                let problem =
                    VALUE_TYPE.case("rate", [name.clone(), ("field", field.into()), found]);
                problems.push(problem.at(value.cell));
            }
        }
    } else if let Some(day) = day.filter(|day| is_of_cell(day) || !is_timely(indicator)) {
        problems.push(value_type(day.typed.clone(), Field::Actual).at(day.cell));
    } else if let (Some(target), Some(actual)) = (dated, actual)
        && share(actual).is_some_and(|share| {
            share < Decimal::ONE && !is_timely(indicator) || is_of_other_year(case, target)
        })
        && free(target.cell)
    {
        let found = ("found", Fact::text(target.typed.clone()));
        let taken = ("taken", Fact::text(actual.typed.clone()));
        let problem = VALUE_TYPE.case("partly", [name, found, taken]);
        problems.push(problem.at(target.cell));
    }
}

fn is_rate(name: &str) -> bool {
    let bare = name.split(['(', '（']).next().unwrap_or_default();
    RATES.iter().any(|end| bare.trim().ends_with(end))
}

fn is_timely(indicator: &Indicator) -> bool {
    let groups = [&indicator.level1, &indicator.level2];
    let groups = groups.into_iter().flatten();
    groups
        .chain([&indicator.name])
        .any(|text| holds_any(text, &TIMELY))
}

fn is_date(value: &Located<Statement>) -> bool {
    matches!(value.value.content, Content::Date(_))
}

/// Whether a day is written as date cells are shown, 2024-12-31, which nobody types as the deadline of a rate.
fn is_of_cell(value: &Located<Statement>) -> bool {
    let numbers = value.typed.split('-').collect::<Vec<_>>();
    numbers.len() == 3
        && numbers
            .iter()
            .all(|n| n.bytes().all(|b| b.is_ascii_digit()))
}

fn is_figure(value: Option<&Located<Statement>>) -> bool {
    let content = value.map(|value| &value.value.content);
    matches!(content, Some(Content::Quantity(_) | Content::Range(_)))
}

/// The value of a percentage, as a fraction.
fn share(value: &Located<Statement>) -> Option<Decimal> {
    match &value.value.content {
        Content::Quantity(q) if q.percent => Some(q.value),
        _ => None,
    }
}

/// Whether a day lies neither in the form's year nor in the next.
fn is_of_other_year(case: &Case<'_>, value: &Located<Statement>) -> bool {
    let Content::Date(date) = value.value.content else {
        return false;
    };
    let own = case.filing.year.as_ref().map(|year| year.value);
    own.zip(date.year)
        .is_some_and(|(own, stated)| !(0..=1).contains(&stated.saturating_sub(own)))
}
