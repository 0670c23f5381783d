//! 逐项与合计: counts in a row with only their names between them, then their whole.

use rust_decimal::Decimal;

use super::claim::{Claim, ClaimText, claims_of_sentences, printed, worded};
use super::figure::{Figure, Measure};
use super::paragraph::{Paragraph, Sentence};
use crate::base::number::sum;
use crate::finding::Problem;
use crate::finding::narrative::REPORT_COUNT;

/// Names of the whole of a row.
const WHOLES: [&str; 3] = ["共计", "合计", "总计"];

/// Rows that do not make their whole.
pub(super) fn claims(paragraphs: &[Paragraph]) -> Vec<Claim> {
    claims_of_sentences(paragraphs, |_, sentence| missed(sentence))
}

/// 小学生5人、初中生6人、高中生7人，共计18人: at least three of one counter, then what they make together.
fn missed(sentence: Sentence<'_>) -> Option<Problem> {
    let is_whole = |f: &Figure| WHOLES.contains(&f.name.trim_end_matches(['为', '有']));
    let nth = sentence.figures.iter().position(is_whole)?;
    let whole = sentence.figures.get(nth)?;
    let parts = row(sentence, whole, sentence.figures.get(..nth)?);
    let behind = sentence.between(parts.last()?, whole);
    if parts.len() < 3 || behind.trim_start_matches('，') != whole.name {
        return None;
    }
    let all = sum(parts.iter().map(|part| part.amount()))?;
    let heading = parts.first()?.amount();
    if all == whole.amount() || all.checked_sub(heading)? == whole.amount() {
        return None;
    }
    let (expected, found) = (worded(all, &whole.measure), printed(whole));
    let claim = ClaimText {
        sentence,
        name: &whole.name,
        expected: &expected,
        found: &found,
    };
    Some(claim.problem(&REPORT_COUNT, "sum"))
}

/// The last of some figures that follow each other with one sign and a name between them, counted like their whole.
fn row<'a>(sentence: Sentence<'a>, whole: &Figure, before: &'a [Figure]) -> &'a [Figure] {
    let counted = |f: &Figure| {
        let integer = f.value.fract() == Decimal::ZERO;
        let count = matches!(f.measure, Measure::Count(_)) && f.measure == whole.measure;
        count && integer && f.depth == whole.depth && !f.bound && !f.name.contains("其中")
    };
    let joined = |one: &Figure, other: &Figure| {
        let gap = sentence.between(one, other);
        gap.starts_with(['、', '和', '及', '与']) && gap.trim_start_matches('、') == other.name
            || gap == "、"
    };
    let mut from = before.len();
    for (at, figure) in before.iter().enumerate().rev() {
        let next = before.get(at + 1);
        if !counted(figure) || next.is_some_and(|next| !joined(figure, next)) {
            break;
        }
        from = at;
    }
    before.get(from..).unwrap_or_default()
}
