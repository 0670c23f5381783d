//! 严格按进度支付、不存在闲置: claims of a report about its spending while one of its projects has spent nothing.

use super::claim::{Claim, ClaimText, printed};
use super::known::{Knowledge, Subject};
use super::paragraph::{Paragraph, has};
use super::projects;
use crate::finding::Field;
use crate::finding::narrative::REPORT_DIFFERS;

/// The first such sentence.
pub(super) fn claim(paragraphs: &[Paragraph], knowledge: Option<&Knowledge>) -> Option<Claim> {
    let (name, planned, spent) = idle(paragraphs, knowledge)?;
    let mut sentences = paragraphs
        .iter()
        .enumerate()
        .flat_map(|(at, p)| p.sentences().into_iter().map(move |s| (at, s)));
    let (at, sentence) = sentences.find(|(_, sentence)| {
        let text = sentence.text();
        let paced = has(
            text,
            &[
                "按照项目进度支付",
                "按项目进度支付",
                "按照项目进度拨付",
                "按项目进度拨付",
                "严格按照进度",
                "严格按进度",
            ],
        );
        paced
            || has(
                text,
                &["不存在闲置", "不存在资金闲置", "无闲置资金", "无资金闲置"],
            )
    })?;
    let claim = ClaimText {
        sentence,
        name: &name,
        expected: &planned,
        found: &spent,
    };
    Some(Claim {
        paragraph: at,
        problem: claim.problem(&REPORT_DIFFERS, "claim"),
    })
}

/// A project with money and no spending: its name, what was planned, what was spent.
fn idle(
    paragraphs: &[Paragraph],
    knowledge: Option<&Knowledge>,
) -> Option<(String, String, String)> {
    let listed = projects::all(paragraphs);
    let listed = listed
        .iter()
        .find(|leaf| !leaf.planned.value.is_zero() && leaf.spent.value.is_zero());
    if let Some(leaf) = listed {
        return Some((
            leaf.name.to_owned(),
            printed(leaf.planned),
            printed(leaf.spent),
        ));
    }
    let knowledge = knowledge?;
    knowledge.known.iter().find_map(|known| {
        let Subject::Project(name) = &known.subject else {
            return None;
        };
        let idle =
            known.field == Field::Executed && known.amounts.iter().all(|amount| amount.is_zero());
        let planned = knowledge.find(&known.subject, Field::Adjusted).next()?;
        let any = planned.amounts.iter().any(|amount| !amount.is_zero());
        (idle && any).then(|| (name.clone(), planned.shown.clone(), known.shown.clone()))
    })
}
