//! Checks on how indicators are grouped and named.

use std::collections::BTreeMap;

use crate::finding::Fact;
use crate::finding::layout::ROW_UNNAMED;
use crate::finding::reading::FIELD_MISSING;
use crate::finding::structure::{GROUP_MISFIT, GROUP_MISSING, INDICATOR_REPEATED};
use crate::form::labels::fold;
use crate::model::{CellRef, Content, Indicator, usual_group};

use super::{Check, EVERY, SELF};

/// Payment rates are no indicators of quantity.
pub(super) const MISFIT: Check = Check {
    codes: &[&GROUP_MISFIT],
    stages: SELF,
    run: |case, problems| {
        for indicator in &case.filing.indicators {
            let level2 = indicator
                .level2
                .as_ref()
                .filter(|level| level.contains("数量"));
            let Some(group) = level2.filter(|_| is_percent(indicator)) else {
                continue;
            };
            let mut words = case.rules.audit.payment.iter();
            if words.any(|word| indicator.name.contains(&**word)) {
                let name = ("indicator", Fact::text(indicator.name.clone()));
                let group = ("group", Fact::text(group.clone()));
                problems.push(GROUP_MISFIT.with([name, group]).at(indicator.cell));
            }
        }
    },
};

fn is_percent(indicator: &Indicator) -> bool {
    let target = indicator
        .target
        .as_ref()
        .map(|target| &target.value.content);
    matches!(target, Some(Content::Quantity(quantity)) if quantity.percent)
}

/// No indicator is listed twice.
pub(super) const REPEATED: Check = Check {
    codes: &[&INDICATOR_REPEATED],
    stages: EVERY,
    run: |case, problems| {
        let mut seen: BTreeMap<_, CellRef> = BTreeMap::new();
        for indicator in &case.filing.indicators {
            let cell = Some(indicator.cell);
            let stands_in =
                case.remarked(&ROW_UNNAMED, cell) || case.remarked(&FIELD_MISSING, cell);
            let name = fold(&indicator.name);
            if stands_in || name.chars().nth(1).is_none() {
                continue;
            }
            let first = *seen.entry(name).or_insert(indicator.cell);
            if first != indicator.cell {
                let row = u64::from(first.row).saturating_add(1).to_string();
                let name = ("indicator", Fact::text(indicator.name.clone()));
                let problem = INDICATOR_REPEATED.with([name, ("other", Fact::text(row))]);
                problems.push(problem.at(cell));
            }
        }
    },
};

/// Every group that the rules require has an indicator.
pub(super) const MISSING: Check = Check {
    codes: &[&GROUP_MISSING],
    stages: SELF,
    run: |case, problems| {
        let rows = case.filing.indicators.iter();
        let indicators: Vec<&Indicator> = rows.filter(|row| !row.goal).collect();
        let grouped = |i: &Indicator| i.level1.as_deref().and_then(usual_group).is_some();
        // Where groups have other names, or none, it is unknown which is missing.
        if indicators.is_empty() || !indicators.iter().copied().all(grouped) {
            return;
        }
        for group in &case.rules.audit.groups {
            if !indicators.iter().any(|indicator| is_of(indicator, group)) {
                let case = match &**group {
                    SATISFACTION => "satisfaction",
                    _ => "needed",
                };
                let group = [("group", Fact::text(&**group))];
                problems.push(GROUP_MISSING.case(case, group).at(None));
            }
        }
    },
};

/// A group whose points may go to another: 财预〔2021〕101号.
const SATISFACTION: &str = "满意度";

/// Whether an indicator belongs to a group, by any of its names: 满意度 may be below 效益.
fn is_of(indicator: &Indicator, group: &str) -> bool {
    let levels = [&indicator.level1, &indicator.level2].into_iter().flatten();
    let mut names = levels.chain([&indicator.name]);
    names.any(|name| name.starts_with(group) || name.contains(group) && group == SATISFACTION)
}
