//! Like faults treated unlike: the same words of reviewers with another share taken off.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Fault;
use super::faults::DeductionWords;
use crate::finding::Fact;
use crate::finding::review::REVIEW_UNEVEN;
use crate::review::Paper;

/// Each that differs from what most of its like were given; of equally many from the larger share.
pub(super) fn faults<'p>(
    likes: &[(&'p Paper, usize, DeductionWords)],
) -> Vec<(&'p Paper, usize, Fault)> {
    let mut groups: BTreeMap<&[String; 2], BTreeMap<Decimal, usize>> = BTreeMap::new();
    for (_, _, like) in likes {
        let shares = groups.entry(&like.words).or_default();
        let count = shares.entry(like.share).or_default();
        *count = count.saturating_add(1);
    }
    let usual = |like: &DeductionWords| {
        let shares = groups.get(&like.words)?.iter();
        let (share, _) = shares.max_by_key(|(share, count)| (**count, **share))?;
        (*share != like.share).then_some(*share)
    };
    let uneven = likes.iter().filter_map(|(paper, at, like)| {
        let facts = [
            ("expected", Fact::Rate(usual(like)?)),
            ("found", Fact::Rate(like.share)),
        ];
        Some((*paper, *at, (REVIEW_UNEVEN.with(facts), Some(like.cell))))
    });
    uneven.collect()
}
