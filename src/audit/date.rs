//! Checks on the order of dates.

use super::{Case, Check, SELF};
use crate::finding::Fact;
use crate::finding::plausible::DATE_ORDER;
use crate::model::{Content, Date, Indicator, Located};

/// A form is filled in after the end of its year, and the completion dates on it are before that day.
pub(super) const ORDER: Check = Check {
    codes: &[&DATE_ORDER],
    stages: SELF,
    run: |case, problems| {
        if let (Some(filed), Some(year)) = (&case.annex.filed, &case.filing.year) {
            let end = Date {
                year: Some(year.value),
                month: 12,
                day: 31,
            };
            if filed.value < end {
                let problem = DATE_ORDER.case("early", pair(end, filed.value));
                problems.push(problem.at(filed.cell));
            }
        }
        let dated: Vec<_> = case.filing.indicators.iter().filter_map(finished).collect();
        let finish = dated.iter().filter(|(i, _)| is_about(i, &["完工", "竣工"]));
        let finish = finish.map(|(_, done)| done.value).max();
        for (indicator, done) in dated {
            let name = ("indicator", Fact::text(indicator.name.clone()));
            let accepted = is_about(indicator, &["验收"]);
            if let Some(finish) = finish.filter(|finish| accepted && done.value < *finish) {
                let facts_of = pair(finish, done.value).into_iter().chain([name]);
                problems.push(DATE_ORDER.case("acceptance", facts_of).at(done.cell));
            } else if let Some(filed) = filed_before(case, done.value) {
                let facts_of = pair(filed, done.value).into_iter().chain([name]);
                problems.push(DATE_ORDER.case("later", facts_of).at(done.cell));
            }
        }
    },
};

fn filed_before(case: &Case<'_>, done: Date) -> Option<Date> {
    let filed = case.annex.filed.as_ref()?.value;
    (filed < done).then_some(filed)
}

fn pair(expected: Date, found: Date) -> [(&'static str, Fact); 2] {
    let text = |date: Date| Fact::text(date.to_string());
    [("expected", text(expected)), ("found", text(found))]
}

/// The day of completion of an indicator, where its actual value is a day with its year.
fn finished(indicator: &Indicator) -> Option<(&Indicator, Located<Date>)> {
    let actual = indicator.actual.as_ref()?;
    let Content::Date(date) = actual.value.content else {
        return None;
    };
    date.year?;
    Some((
        indicator,
        Located::new(date, actual.cell, actual.typed.clone()),
    ))
}

fn is_about(indicator: &Indicator, words: &[&str]) -> bool {
    words.iter().any(|word| indicator.name.contains(word))
}
