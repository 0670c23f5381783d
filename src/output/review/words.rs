//! What a unit filed, as it is in a row of the paper.

use crate::base::lang::{Lang, Text};
use crate::model::{Comparator, Content, Filing, Statement};
use crate::review::{Column, EXECUTION};
use crate::run::review::DueRow;

/// What was filed, in words.
pub(super) fn words(column: Column, due: &DueRow, filing: &Filing, lang: Lang) -> Option<String> {
    let Some(indicator) = &due.indicator else {
        let funding = filing.funding.as_ref()?;
        let typed =
            |figure: &Option<crate::model::Figure>| figure.as_ref().map(|f| f.typed.to_string());
        return match column {
            Column::Level1 => Some(EXECUTION.get(lang).to_owned()),
            Column::Level3 => Some(
                Text::new("预算执行率", "预算执行率 (execution)")
                    .get(lang)
                    .to_owned(),
            ),
            Column::Target => typed(&funding.adjusted),
            Column::Measure => funding.measure.map(|measure| measure.label().to_owned()),
            Column::Actual => typed(&funding.executed),
            _ => None,
        };
    };
    let target = indicator.target.as_ref();
    match column {
        Column::Level1 => indicator.level1.as_ref().map(ToString::to_string),
        Column::Level2 => indicator.level2.as_ref().map(ToString::to_string),
        Column::Level3 => Some(indicator.name.to_string()),
        Column::Sign => target.map(|target| sign(&target.value, lang)),
        Column::Target => target.map(|target| split(&target.value, &target.typed).0),
        Column::Measure => target.map(|target| split(&target.value, &target.typed).1),
        Column::Actual => indicator
            .actual
            .as_ref()
            .map(|actual| actual.typed.to_string()),
        _ => None,
    }
}

/// 性质: the sign of a figure, 定性 of words.
fn sign(target: &Statement, lang: Lang) -> String {
    match (&target.content, target.comparator) {
        (Content::Quantity(_), Some(comparator)) => Comparator::sign(comparator).to_owned(),
        (Content::Quantity(_) | Content::Range(_), _) => {
            Text::new("定量", "figure").get(lang).to_owned()
        }
        (Content::Date(_), _) => Text::new("时限", "date").get(lang).to_owned(),
        _ => Text::new("定性", "words").get(lang).to_owned(),
    }
}

/// A target as figure and measure; what is no figure stays as it was typed.
fn split(target: &Statement, typed: &str) -> (String, String) {
    let Content::Quantity(quantity) = &target.content else {
        return (typed.to_owned(), String::new());
    };
    let whole = quantity.to_string();
    let digits = whole.trim_end_matches(|c: char| !c.is_ascii_digit());
    let measure = whole.get(digits.len()..).unwrap_or_default();
    (digits.to_owned(), measure.to_owned())
}
