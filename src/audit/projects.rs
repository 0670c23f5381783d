//! Checks on the list of projects 项目清单.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Case, Check, SELF, merit};
use crate::base::number::{Rounding, RoundingMode};
use crate::finding::forms::PROJECTS_DIFFER;
use crate::finding::measure::is_apart;
use crate::finding::{Fact, Problem};
use crate::model::{CellRef, Figure, ListedProject, Measure, Stage};

type AmountOf = fn(&ListedProject) -> Option<&Figure>;

/// Amounts are compared to two places.
const CENTS: Rounding = Rounding::new(2, RoundingMode::HalfUp);

/// The amounts of the listed projects add up to 项目支出.
pub(super) const SUMS: Check = Check {
    codes: &[&PROJECTS_DIFFER],
    stages: SELF,
    run: |case, problems| {
        let Some(list) = &case.annex.projects else {
            return;
        };
        let mut lines = case.filing.parts.iter();
        let Some(line) = lines.find(|line| line.label.contains("项目支出")) else {
            return;
        };
        let columns: [(AmountOf, _); 2] = [
            (|listed| listed.adjusted.as_ref(), &line.adjusted),
            (|listed| listed.executed.as_ref(), &line.executed),
        ];
        for (of, stated) in columns {
            let amounts = list
                .projects
                .iter()
                .filter_map(of)
                .map(|figure| figure.value);
            let sum = amounts
                .into_iter()
                .try_fold(Decimal::ZERO, Decimal::checked_add);
            let Some((sum, stated)) = sum.zip(stated.as_ref()) else {
                continue;
            };
            let (sum, found) = in_one_measure(sum, stated.value);
            let (sum, found) = (CENTS.apply(sum), CENTS.apply(found));
            let apart = sum.checked_sub(found).map(|apart| apart.abs());
            if apart.is_some_and(|apart| apart > case.rules.audit.projects_apart) {
                let problem = PROJECTS_DIFFER.case(
                    "list",
                    [
                        ("sheet", Fact::text(&*list.sheet)),
                        ("expected", Fact::Amount(sum)),
                        ("found", Fact::Amount(found)),
                    ],
                );
                problems.push(problem.at(stated.cell));
            }
        }
    },
};

/// The sum of a list and the amount on the form in one unit of money, 万元 where one of them is in 元. Lists do not state
/// theirs, and ten thousand times is too far apart for the two units to be confused.
fn in_one_measure(sum: Decimal, stated: Decimal) -> (Decimal, Decimal) {
    let of_yuan = |amount| Measure::in_ten_thousands(Some(Measure::Yuan), amount).unwrap_or(amount);
    match is_apart(sum, stated) {
        false => (sum, stated),
        true if sum > stated => (of_yuan(sum), stated),
        true => (sum, of_yuan(stated)),
    }
}

/// The problems of the listed projects, each with its sheet.
pub(super) fn listed<'a>(
    case: &Case<'a>,
) -> impl Iterator<Item = (&'a Arc<str>, (Problem, Option<CellRef>))> + use<'a> {
    let list = case.annex.projects.iter();
    let list = list.filter(|_| case.filing.stage == Stage::SelfEvaluation);
    list.flat_map(|list| {
        let idle = list.projects.iter().filter_map(|project| {
            let amounts = (project.adjusted.as_ref(), project.executed.as_ref());
            merit::idle(&project.name, amounts.0, amounts.1)
        });
        idle.map(|found| (&list.sheet, found))
    })
}
