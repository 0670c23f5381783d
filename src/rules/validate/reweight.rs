//! `[reweight]`: new weights, each group once.

use ecow::EcoString;
use rust_decimal::Decimal;
use toml::Spanned;

use super::value::{bounded, words};
use crate::model::Group;
use crate::rules::problems::Problems;
use crate::rules::raw::{Figure, RawReweight};
use crate::rules::reweight::Reweight;

/// The new weights that a rule file sets.
pub(super) fn weights(
    raw: &Spanned<RawReweight>,
    total: Option<Decimal>,
    problems: &mut Problems<'_>,
) -> Reweight {
    let typed = raw.get_ref();
    let most = total.unwrap_or(Decimal::ONE_THOUSAND);
    let points = |figure: &Spanned<Figure>, problems: &mut Problems<'_>| {
        bounded(figure, (Decimal::ZERO, most), problems).unwrap_or_default()
    };
    if typed.execution.is_none() && typed.groups.is_empty() && typed.ungrouped.is_none() {
        problems.say(
            raw.span(),
            "至少写一类的新分值（execution、groups、ungrouped）",
            "give at least one new weight (execution, groups, ungrouped)",
        );
    }
    let mut groups: Vec<(Group, Decimal)> = Vec::new();
    for group in &typed.groups {
        let name = EcoString::from(&*words(&group.name, problems));
        let of = Group::of(Some(&name));
        if groups.iter().any(|(known, _)| *known == of) {
            problems.say(group.name.span(), "同一类指标写了两次", "group named twice");
        }
        groups.push((of, points(&group.points, problems)));
    }
    let ungrouped = typed.ungrouped.as_ref();
    groups.extend(ungrouped.map(|p| (Group::Ungrouped, points(p, problems))));
    Reweight {
        execution: typed.execution.as_ref().map(|p| points(p, problems)),
        groups,
    }
}
