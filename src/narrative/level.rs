//! 分级资金: money of a level of government that one sentence gives as a whole and another splits up under its name.

use super::claim::{Claim, ClaimText, claims_of_sentences, printed, worded};
use super::figure::{Figure, Measure};
use super::paragraph::{Paragraph, Sentence};
use crate::base::number::sum;
use crate::finding::narrative::REPORT_TWICE;

/// Levels of government.
const LEVELS: [&str; 8] = ["中央", "自治区", "省级", "市级", "县级", "区级", "省", "市"];

/// Splits that are not what was given.
pub(super) fn claims(paragraphs: &[Paragraph]) -> Vec<Claim> {
    claims_of_sentences(paragraphs, |_, sentence| {
        let (level, parts) = split(sentence)?;
        let given = given(paragraphs, level)?;
        let all = sum(parts.iter().map(|part| part.amount()))?;
        if given.amount() == all {
            return None;
        }
        let one = Measure::Money(rust_decimal::Decimal::ONE);
        let (expected, found) = (printed(given), worded(all, &one));
        let name = format!("{level}资金");
        let claim = ClaimText {
            sentence,
            name: &name,
            expected: &expected,
            found: &found,
        };
        Some(claim.problem(&REPORT_TWICE, "level"))
    })
}

/// 自治区文件：甲6万元、乙5万元: a level, and what its money is split into; the sentence contains no whole.
fn split(sentence: Sentence<'_>) -> Option<(&'static str, Vec<&Figure>)> {
    let (lead, _) = sentence.text().split_once('：')?;
    let level = LEVELS.iter().find(|level| {
        let rest = lead.strip_prefix(**level);
        rest.is_some_and(|rest| ["文件", "资金", "补助", "补助资金", "专项"].contains(&rest))
    })?;
    let parts: Vec<&Figure> = sentence.figures.iter().collect();
    let plain = |part: &&Figure| {
        part.is_money()
            && part.depth == 0
            && !part.bound
            && !part.name.is_empty()
            && !part.name.starts_with(['共', '合', '总'])
    };
    let whole = sentence.text().contains("其中")
        || sentence.text().contains('…')
        || sentence.text().contains('等');
    (!parts.is_empty() && !whole && parts.iter().all(plain)).then_some((*level, parts))
}

/// The only amount of a report called after a level: 自治区资金5万元.
fn given<'a>(paragraphs: &'a [Paragraph], level: &str) -> Option<&'a Figure> {
    let names = [
        format!("{level}资金"),
        format!("{level}补助资金"),
        format!("{level}专项资金"),
    ];
    let figures = paragraphs.iter().flat_map(|paragraph| &paragraph.figures);
    let mut named = figures.filter(|f| f.is_money() && f.depth == 0 && names.contains(&f.name));
    let first = named.next()?;
    named
        .all(|other| other.amount() == first.amount())
        .then_some(first)
}
