//! Scores against the distribution of their group.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Note, filed};
use crate::finding::Fact;
use crate::finding::forms::SCORE_OUTLIER;
use crate::rules::RuleSet;
use crate::run::Assessed;

/// Totals are outliers when further from the middle half of their group than this many times its width.
pub(super) fn scores(forms: &[Assessed], rules: &RuleSet) -> Vec<Note> {
    let mut groups: BTreeMap<_, Vec<(usize, Decimal)>> = BTreeMap::new();
    for (at, form) in filed(forms).filter(|(_, form)| form.standing.is_some()) {
        if let Some(total) = form.ranked_figure() {
            let group = (form.filing.kind, form.filing.unit.group.as_deref());
            groups.entry(group).or_default().push((at, total));
        }
    }
    let mut notes = Vec::new();
    for ((_, group), mut members) in groups {
        if members.len() < rules.audit.outlier_from {
            continue;
        }
        members.sort_by_key(|(_, total)| *total);
        let Some((low, high)) = usual(&members, rules.audit.outlier_width) else {
            continue;
        };
        for (at, total) in members.iter().filter(|(_, t)| *t < low || *t > high) {
            let named = group.map(Fact::text);
            let facts = [
                ("expected", Fact::band((low, high))),
                ("found", Fact::Points(*total)),
            ];
            let facts = facts.into_iter().chain(named.map(|group| ("group", group)));
            let filing = forms.get(*at).map(|form| &form.filing);
            let cell = filing
                .and_then(|f| f.reported_total.as_ref())
                .map(|f| f.cell);
            notes.push(Note {
                form: *at,
                problem: SCORE_OUTLIER.with(facts),
                cell,
            });
        }
    }
    notes
}

/// The quartiles, each moved outwards by `width` times their distance; `None` where half of the group scores the same.
fn usual(members: &[(usize, Decimal)], width: Decimal) -> Option<(Decimal, Decimal)> {
    let quarter = members.len().checked_div(4)?;
    let at = |nth: usize| members.get(nth).map(|(_, total)| *total);
    let lower = at(quarter)?;
    let upper = at(members.len().checked_sub(1)?.checked_sub(quarter)?)?;
    let spread = upper
        .checked_sub(lower)
        .filter(|spread| !spread.is_zero())?;
    let reach = spread.checked_mul(width)?;
    Some((lower.checked_sub(reach)?, upper.checked_add(reach)?))
}
