//! 逐项与合计: amounts in a row, then what they make together.

use rust_decimal::Decimal;

use super::{SentencePlace, slipped};
use crate::base::number::sum;
use crate::finding::Problem;
use crate::finding::narrative::REPORT_SUM;
use crate::narrative::figure::{Figure, Measure};
use crate::narrative::paragraph::has;

/// Endings of names of the whole of a row.
const WHOLES: [&str; 4] = ["合计", "共计", "总计", "合计为"];
/// Words between two amounts that exclude the second as a further part.
const OTHER: [&str; 12] = [
    "其中",
    "同比",
    "上年增",
    "较",
    "比",
    "结余",
    "增长",
    "下降",
    "占",
    "人均",
    "平均",
    "完成",
];

/// A下达甲，B安排乙，合计丙: the last amount is a slip away from all before it in the sentence.
pub(super) fn whole_last(near: SentencePlace<'_>) -> Option<Problem> {
    let sentence = near.sentence;
    let is_whole = |figure: &Figure| {
        let name = figure.name.chars().count() <= 6;
        figure.is_money() && name && WHOLES.iter().any(|word| figure.name.ends_with(word))
    };
    let nth = sentence.figures.iter().position(is_whole)?;
    let (whole, parts) = (sentence.figures.get(nth)?, sentence.figures.get(..nth)?);
    let plain = parts
        .iter()
        .all(|part| part.is_money() && part.depth == whole.depth && !part.bound);
    let joined = parts.windows(2).all(|two| match two {
        [one, other] => !has(sentence.between(one, other), &OTHER),
        _ => true,
    });
    let behind = sentence.between(parts.last()?, whole);
    if parts.len() < 2 || !plain || !joined || has(behind, &OTHER) {
        return None;
    }
    let others = near.money().filter(|f| !std::ptr::eq(*f, whole));
    let explained = others
        .map(Figure::amount)
        .any(|amount| amount == whole.amount());
    let parts: Vec<&Figure> = parts.iter().collect();
    (!explained).then(|| slip_in_sum(near, whole, &parts))?
}

/// 总额丙。其中：甲A、乙B: parts in a sentence of their own, where the preceding sentence does not contain their sum.
pub(super) fn whole_before(near: SentencePlace<'_>) -> Option<Problem> {
    let sentence = near.sentence;
    let parts = parts_of(near)?;
    let mut so_far = parts.iter().scan(Decimal::ZERO, |sum, part| {
        *sum = sum.saturating_add(part.amount());
        Some(*sum)
    });
    let is_amount = |sum: Decimal| near.money().any(|f| f.amount() == sum);
    if so_far.by_ref().skip(1).any(is_amount) {
        return None;
    }
    let first = parts.first()?.span.start;
    let sentences = sentence.paragraph.sentences();
    let before = sentences.iter().rfind(|other| {
        let last = other.figures.last();
        last.is_some_and(|last| last.span.start < first)
    })?;
    let wholes = before.figures.iter();
    let all = sum(parts.iter().map(|part| part.amount()))?;
    // A part with a round amount may have been left out.
    let open = |whole: &Figure| {
        let rest = whole
            .amount()
            .checked_sub(all)?
            .checked_div(whole.last_digit())?;
        Some(rest > Decimal::ZERO && (rest % Decimal::ONE_HUNDRED).is_zero())
    };
    let mut wholes = wholes.filter(|f| f.is_money() && f.depth == 0 && open(f) == Some(false));
    wholes.find_map(|whole| slip_in_sum(near, whole, &parts))
}

/// The amounts that a sentence lists which begins with 其中.
fn parts_of<'a>(near: SentencePlace<'a>) -> Option<Vec<&'a Figure>> {
    let sentence = near.sentence;
    let mut parts: Vec<&Figure> = Vec::new();
    for figure in sentence.figures.iter().filter(|f| !f.is_rate()) {
        let gap = parts.last().map(|last| sentence.between(last, figure));
        let gap = gap.unwrap_or_default();
        let gap = gap.rsplit(['，', '；', '、']).next().unwrap_or_default();
        if !figure.is_money() || figure.bound || figure.depth > 0 || has(gap, &OTHER) {
            break;
        }
        parts.push(figure);
    }
    let end = parts.last().filter(|_| parts.len() > 1)?;
    let open = sentence.behind(end).starts_with(['等', '…']) || has(sentence.text(), &["主要"]);
    (sentence.text().starts_with("其中") && !open).then_some(parts)
}

/// The problem of a whole that would be the sum of its parts if it or one of them had no slip.
fn slip_in_sum(near: SentencePlace<'_>, whole: &Figure, parts: &[&Figure]) -> Option<Problem> {
    let all = sum(parts.iter().map(|part| part.amount()))?;
    let rest = whole.amount().checked_sub(all)?;
    let value = match whole.measure {
        Measure::Money(scale) => all.checked_div(scale)?,
        _ => all,
    };
    let of_part = |part: &Figure| {
        let due = part.amount().checked_add(rest);
        due.is_some_and(|due| due > Decimal::ZERO && slipped(part, due).is_some())
    };
    let slip = slipped(whole, all).is_some() || parts.iter().any(|part| of_part(part));
    slip.then(|| near.problem(whole, value, (&REPORT_SUM, "sum")))
}
