//! 预算调整、与上年比较: what a budget and its changes make, and what a year's amount is more or less than that before.

use super::super::figure::{Figure, Measure};
use super::super::paragraph::{Sentence, has};
use super::{differs, is_near, money_in, only, problem_of, rounding};
use crate::finding::Problem;

/// Names of changes of a budget.
const UPS: [&str; 3] = ["调增", "追加", "增加"];
const DOWNS: [&str; 6] = ["调减", "核减", "减少", "压减", "收回", "追减"];

/// 年初A，调增B，调整后C: of three amounts, C is A and B, or A without B where it was reduced.
pub(super) fn changed(sentence: Sentence<'_>) -> Option<Problem> {
    let initial = only(
        sentence,
        &["年初", "批复", "初始"],
        &["调整后", "调增", "调减", "追加"],
    )?;
    let up = only(sentence, &UPS, &["调整后", "比", "较", "同比"]);
    let down = only(sentence, &DOWNS, &["调整后", "比", "较", "同比"]);
    let last = only(sentence, &["调整后", "全年预算"], &["调增", "调减"])?;
    let (change, sum) = match (up, down) {
        (Some(up), None) => (up, initial.amount().checked_add(up.amount())?),
        (None, Some(down)) => (down, initial.amount().checked_sub(down.amount())?),
        _ => return None,
    };
    let distinct = ![initial, last].iter().any(|one| std::ptr::eq(*one, change))
        && !std::ptr::eq(initial, last);
    let compared = has(sentence.text(), &["同比", "比上年", "较上年", "其中"]);
    (distinct && !compared)
        .then(|| differs(sentence, &[initial, change, last], last, sum, "change"))?
}

/// 年初A，追加B，调减C，调整后D: several changes in a row, then the budget after them.
pub(super) fn changed_often(sentence: Sentence<'_>) -> Option<Problem> {
    let money = money_in(sentence);
    let first = money
        .iter()
        .position(|f| f.says(&["年初", "批复", "初始"]) && !f.says(&["结", "调整后"]))?;
    let initial = *money.get(first)?;
    let mut sum = initial.amount();
    let mut all = vec![initial];
    for figure in money.get(first + 1..)? {
        let gap = sentence.between(all.last()?, figure);
        if has(gap, &["其中", "同比", "比", "较", "上年", "；"]) {
            return None;
        }
        let (up, down) = (figure.says(&UPS), figure.says(&DOWNS));
        all.push(figure);
        sum = match (up, down) {
            (true, false) => sum.checked_add(figure.amount())?,
            (false, true) => sum.checked_sub(figure.amount())?,
            _ => break,
        };
    }
    let last = *all.last()?;
    let adjusted = last.says(&["调整后", "调整预算后"]) && all.len() > 3;
    adjusted.then(|| differs(sentence, &all, last, sum, "change"))?
}

/// 支出A，较上年支出B增加C: C is what A is more than B, or less; of counts as of money.
pub(super) fn compared(sentence: Sentence<'_>) -> Option<Problem> {
    let counts = sentence.figures.iter();
    let counts: Vec<&Figure> = counts
        .filter(|f| matches!(f.measure, Measure::Count(_)) && f.depth == 0 && !f.bound)
        .collect();
    let money = money_in(sentence);
    let threes = money.windows(3).chain(counts.windows(3));
    threes.into_iter().find_map(|three| {
        let [now, before, change] = three else {
            return None;
        };
        if !now.is_like(before) || !before.is_like(change) {
            return None;
        }
        let named = sentence.between(now, before);
        let dated = before
            .year
            .is_some_and(|year| now.year.is_none_or(|now| year < now));
        let earlier = has(named, &["上年", "去年", "上一年"]) || dated;
        let own = sentence.between(before, change);
        let own = own.trim_start_matches('，').trim_end_matches(['了', '额']);
        let apart = has(named, &["。", "；", "其中", "、"]);
        let beside = named
            .trim_start_matches('，')
            .starts_with(['较', '比', '同']);
        let planned = now.says(&["预算"]) && !before.says(&["预算"]) && !apart;
        if planned && ["较预算减少", "比预算减少", "较预算下降"].contains(&own) {
            let exact = now.amount().checked_sub(before.amount())?;
            let near = is_near(exact, change.amount(), rounding(&[now, before, change]));
            return (!near).then(|| problem_of(sentence, change, exact, "compared"));
        }
        if apart || !earlier || !beside {
            return None;
        }
        let exact = match own {
            "增加" | "增长" | "上升" | "提高" => {
                now.amount().checked_sub(before.amount())?
            }
            "减少" | "下降" | "降低" => before.amount().checked_sub(now.amount())?,
            _ => return None,
        };
        if is_near(exact, change.amount(), rounding(&[now, before, change])) {
            return None;
        }
        Some(problem_of(sentence, change, exact, "compared"))
    })
}
