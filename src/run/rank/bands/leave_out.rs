//! 逐项剔除: a unit without one of its own indicators, and all units without one class of indicators.
//!
//! What is left out is treated as 不适用: the remaining score is scaled up to all points of the form.

use super::ledger::{Class, Entry, Group, Ledger, Parts, WeightedScore};
use super::spread::Spread;

/// Each form without one of its own indicators, all others as published: exact.
pub(super) fn own_indicators(ledger: &Ledger, parts: &[Parts]) -> Vec<Spread> {
    let mut ascending: Vec<i64> = ledger.entries.iter().map(|e| e.total).collect();
    ascending.sort_unstable();
    let better = |total: i64, own: i64| {
        let all = ascending.len() - ascending.partition_point(|t| *t <= total);
        all - usize::from(own > total)
    };
    let spread = |(entry, parts): (&Entry, &Parts)| {
        let mut spread = Spread::at(entry.rank, entry.total);
        for (left_out, part) in parts.iter().enumerate() {
            if ledger.is_indicator(part) {
                let factor = |at: usize, _: &WeightedScore| i64::from(at != left_out);
                let total = ledger.reweighted(entry, parts, factor);
                spread = spread.joined(Spread::at(better(total, entry.total) + 1, total));
            }
        }
        spread
    };
    ledger.entries.iter().zip(parts).map(spread).collect()
}

/// What all forms leave out at once.
#[derive(Debug, Clone, Copy)]
pub(super) enum CommonOmission<'l> {
    /// 一级指标, or budget execution.
    Group(usize, &'l Group),
    /// 二级指标
    Class(usize, &'l Class),
}

impl CommonOmission<'_> {
    fn has(self, part: &WeightedScore) -> bool {
        match self {
            Self::Group(at, _) => part.group == at,
            Self::Class(at, _) => part.class == Some(at),
        }
    }

    /// Totals of all forms without it.
    pub(super) fn totals(self, ledger: &Ledger, parts: &[Parts]) -> Vec<i64> {
        let factor = |_: usize, part: &WeightedScore| i64::from(!self.has(part));
        let forms = ledger.entries.iter().zip(parts);
        forms
            .map(|(entry, parts)| ledger.reweighted(entry, parts, factor))
            .collect()
    }
}

/// The groups and classes in which at least half of the forms can earn points.
pub(super) fn common<'l>(ledger: &'l Ledger, parts: &[Parts]) -> Vec<CommonOmission<'l>> {
    let groups = ledger.groups.iter().enumerate();
    let classes = ledger.classes.iter().enumerate();
    let mut in_groups = vec![0_usize; ledger.groups.len()];
    let mut in_classes = vec![0_usize; ledger.classes.len()];
    for parts in parts {
        count(&mut in_groups, parts.iter().map(|p| p.group));
        count(&mut in_classes, parts.iter().filter_map(|p| p.class));
    }
    let half = |forms: &usize| 2 * forms >= ledger.entries.len();
    let groups = groups.zip(&in_groups).filter(|(_, forms)| half(forms));
    let classes = classes.zip(&in_classes).filter(|(_, forms)| half(forms));
    groups
        .map(|((at, group), _)| CommonOmission::Group(at, group))
        .chain(classes.map(|((at, class), _)| CommonOmission::Class(at, class)))
        .collect()
}

/// One more form for each distinct position.
fn count(forms: &mut [usize], at: impl Iterator<Item = usize>) {
    let mut distinct: Vec<usize> = at.collect();
    distinct.sort_unstable();
    distinct.dedup();
    for position in distinct {
        if let Some(forms) = forms.get_mut(position) {
            *forms += 1;
        }
    }
}
