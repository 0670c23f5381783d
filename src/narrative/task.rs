//! 超任务: how far a task was surpassed, where a report gives one task and one result.

use rust_decimal::Decimal;

use super::claim::{Claim, claims_of_sentences};
use super::figure::{Figure, Measure};
use super::paragraph::Paragraph;
use super::rate::{agrees, judged};
use crate::base::number::Rate;

/// How the share begins by which a task was surpassed.
const OVER: [&str; 7] = [
    "超任务",
    "超额完成任务",
    "超过任务",
    "超计划",
    "超额完成计划",
    "超目标",
    "超额完成目标",
];

/// 超任务43%: how far the task was surpassed, where the report gives one task and one result of its measure.
pub(super) fn claims(paragraphs: &[Paragraph]) -> Vec<Claim> {
    claims_of_sentences(paragraphs, |_, sentence| {
        let rates = sentence.figures.iter().filter(|f| f.is_rate() && !f.bound);
        let over = rates.filter(|f| f.says(&OVER) && !f.name.contains("率"));
        over.filter_map(move |rate| {
            let (task, done) = task(paragraphs)?;
            let more = done.amount() - task.amount();
            let exact = Rate::new(more, task.amount())?;
            if agrees(rate, exact).is_some() {
                return None;
            }
            judged(sentence, rate, (more, task.amount()), (done, task))
        })
    })
}

/// The one task and the one result of a report in the same counter.
fn task(paragraphs: &[Paragraph]) -> Option<(&Figure, &Figure)> {
    let counts = || {
        let figures = paragraphs.iter().flat_map(|p| &p.figures);
        figures.filter(|f| matches!(f.measure, Measure::Count(_)) && !f.bound)
    };
    let only = |words: &[&str]| {
        let mut named = counts().filter(|f| f.says(words));
        let first = named.next()?;
        named
            .all(|f| f.value == first.value && f.is_like(first))
            .then_some(first)
    };
    let task = only(&["任务", "计划"])?;
    let done = only(&["实际完成"])?;
    (task.is_like(done) && task.value > Decimal::ZERO).then_some((task, done))
}
