//! 增减: a figure, that of an earlier year, and their difference.

use super::{Bond, Pair};
use crate::finding::Problem;
use crate::finding::narrative::REPORT_COUNT;
use crate::narrative::figure::{Figure, Measure};
use crate::narrative::paragraph::has;
use crate::narrative::slip::SentencePlace;

const UP: [&str; 6] = ["增长", "增加", "增幅", "提高", "上升", "提升"];
const DOWN: [&str; 5] = ["下降", "降低", "减少", "降幅", "减幅"];
/// Words before the figure of an earlier year.
const EARLIER: [&str; 5] = ["上年", "去年", "上一年", "年初", "同期"];

/// The change and what it is a change of; for an adjusted budget the initial one.
pub(super) fn pair(near: SentencePlace<'_>, before: &[Figure], rate: &Figure) -> Option<Pair> {
    let sentence = near.sentence;
    let gap = sentence.between(before.last()?, rate);
    let gap = gap
        .rsplit('，')
        .next()?
        .trim_end_matches(['了', '为', '达']);
    let mut ways = UP.iter().chain(&DOWN).copied();
    let way = ways.find(|word| gap.ends_with(word)).unwrap_or(gap);
    if let [.., initial, last] = before
        && way == "预算调整率"
    {
        let money = initial.is_money() && last.is_money();
        let named = initial.says(&["年初"]) && last.says(&["调整后", "全年预算"]);
        let change = last.amount().checked_sub(initial.amount())?;
        return (money && named).then(|| Pair::new(change, initial.amount(), Bond::Named));
    }
    if !UP.contains(&way) && !DOWN.contains(&way) {
        return None;
    }
    let is_earlier = |now: &Figure, base: &Figure| {
        let named = sentence.between(now, base);
        let before = |year: i32| now.year.is_none_or(|now| year < now);
        let dated = base.year.is_some_and(before);
        let beside = named.rsplit('，').next().unwrap_or(named);
        let beside = beside.starts_with(['较', '比']);
        let whole = !has(named, &["。", "；", "其中"]);
        now.is_like(base) && beside && whole && (dated || has(named, &EARLIER))
    };
    match before {
        [.., now, base, change] if change.is_like(base) && is_earlier(now, base) => {
            let exact = now.amount().checked_sub(base.amount())?.abs();
            let off = exact.checked_sub(change.amount())?.abs();
            // Where the change is wrong as well, only the change is reported.
            (off <= change.last_digit().max(now.last_digit()))
                .then(|| Pair::new(change.amount(), base.amount(), Bond::Named))
        }
        [.., now, base] if is_earlier(now, base) && !base.is_rate() => {
            let change = now.amount().checked_sub(base.amount())?;
            let up = UP.contains(&way) == (change > rust_decimal::Decimal::ZERO);
            up.then(|| Pair::new(change.abs(), base.amount(), Bond::Named))
        }
        _ => None,
    }
}

/// 由91.2%提高到93.5%，提高2.3个百分点
pub(super) fn points(near: SentencePlace<'_>) -> Option<Problem> {
    let sentence = near.sentence;
    sentence.figures.windows(3).find_map(|three| {
        let [from, to, by] = three else {
            return None;
        };
        let rates = from.is_rate() && to.is_rate() && by.measure == Measure::PercentPoints;
        let moved = sentence.between(from, to);
        let way = sentence.between(to, by).trim_start_matches('，');
        let ways = || UP.iter().chain(&DOWN);
        let stated =
            ways().any(|word| moved.starts_with(word)) && moved.ends_with(['到', '至', '为']);
        let own = ways().any(|word| *word == way.trim_end_matches('了'));
        let exact = to.value.checked_sub(from.value)?.abs();
        let off = exact.checked_sub(by.value)?.abs();
        let near_enough = off <= from.last_digit().max(to.last_digit()).max(by.last_digit());
        let wrong = rates && stated && own && !near_enough;
        wrong.then(|| near.problem(by, exact, (&REPORT_COUNT, "compared")))
    })
}
