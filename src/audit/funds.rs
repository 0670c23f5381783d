//! Checks on the money block: measure, adjustment, budget, rate and signs.

mod crossfoot;
mod family;
mod measure;
mod on_form;
mod role;

use rust_decimal::Decimal;

use super::tolerance::{of_amounts, rates_agree, within};
use super::{Case, Check, EVERY, LATER, PlacedProblems, SELF};
use crate::base::number::Rate;
use crate::finding::funds::{
    ADJUSTMENT_LARGE, ADJUSTMENT_MISMATCH, BUDGET_BASE, EXECUTION_RATE_MISMATCH, NEGATIVE,
    OVERSPENT, ZERO_BUDGET, zero_budget,
};
use crate::finding::measure::is_apart;
use crate::finding::{Fact, Field};
use crate::model::{Figure, Funding, FundingLine, Stage};
pub(super) use crossfoot::PARTS;
pub(super) use measure::MEASURE;
pub(super) use on_form::marks;

/// initial + carried over + change = adjusted, in the total row and in every part, unless a carry-over column leaves
/// the sums of the parts open.
pub(super) const ADJUSTMENT: Check = Check {
    codes: &[&ADJUSTMENT_MISMATCH],
    stages: LATER,
    run: |case, problems| {
        let carried = case
            .filing
            .funding
            .as_ref()
            .is_some_and(|f| f.carryover.is_some());
        for row in rows(case).take(if carried { 1 } else { usize::MAX }) {
            adjustment(&row, problems);
        }
    },
};

/// The budget before and after adjustment are of one order of magnitude, in the total row.
pub(super) const PROPORTION: Check = Check {
    codes: &[&ADJUSTMENT_LARGE],
    stages: LATER,
    run: |case, problems| {
        let funding = case.filing.funding.as_ref();
        let budgets = funding.and_then(|f| f.initial.as_ref().zip(f.adjusted.as_ref()));
        let times = case.rules.audit.adjusted_times;
        if let Some((initial, adjusted)) = budgets
            && is_beyond(initial.value, adjusted.value, times)
        {
            let problem = ADJUSTMENT_LARGE.with([
                ("expected", Fact::Amount(initial.value)),
                ("found", Fact::Amount(adjusted.value)),
                ("times", Fact::Figure(times)),
            ]);
            problems.push(problem.at(initial.cell));
        }
    },
};

/// Whether one of two amounts is more than `times` the other. Amounts ten thousand times apart are in different units
/// of money, which [`MEASURE`] reports.
fn is_beyond(a: Decimal, b: Decimal, times: Decimal) -> bool {
    let (least, most) = (a.min(b), a.max(b));
    let reach = least.checked_mul(times);
    least > Decimal::ZERO && reach.is_some_and(|reach| most > reach) && !is_apart(a, b)
}

/// executed ≤ budget, and a budget to be executed.
pub(super) const BUDGET: Check = Check {
    codes: &[&ZERO_BUDGET, &OVERSPENT],
    stages: LATER,
    run: |case, problems| {
        let funding = case.filing.funding.as_ref();
        if let Some(budget) = funding.and_then(Funding::budget)
            && budget.value.is_zero()
        {
            problems.push(zero_budget().at(budget.cell));
        }
        for row in rows(case) {
            overspent(&row, problems);
        }
    },
};

/// Reports that the execution is measured against the initial budget, where the form has no adjusted one.
pub(super) const BASE: Check = Check {
    codes: &[&BUDGET_BASE],
    stages: SELF,
    run: |case, problems| {
        let funding = case.filing.funding.as_ref();
        let funding = funding.filter(|f| f.adjusted.is_none() && f.execution_rate().is_some());
        if let Some(budget) = funding.and_then(Funding::budget) {
            let found = [("found", Fact::Amount(budget.value))];
            problems.push(BUDGET_BASE.with(found).at(budget.cell));
        }
    },
};

/// Printed rate = executed ÷ adjusted, to the places that were printed; ÷ initial on a monitoring form or a layout
/// without an adjusted budget.
pub(super) const RATE: Check = Check {
    codes: &[&EXECUTION_RATE_MISMATCH],
    stages: LATER,
    run: |case, problems| {
        let early = case.filing.stage == Stage::Midyear;
        let only = case
            .filing
            .funding
            .as_ref()
            .is_some_and(|f| f.adjusted.is_none() && f.gaps.adjusted.is_none());
        for row in rows(case) {
            let budget = row.adjusted.or(row.initial.filter(|_| early || only));
            rate(&row, budget, problems);
        }
    },
};

/// No negative amount, weight or score; a change may be negative.
pub(super) const SIGNS: Check = Check {
    codes: &[&NEGATIVE],
    stages: EVERY,
    run: |case, problems| {
        for row in rows(case) {
            negative(Field::Initial, row.initial, problems);
            negative(Field::Adjusted, row.adjusted, problems);
            negative(Field::Executed, row.executed, problems);
        }
        if let Some(funding) = &case.filing.funding {
            negative(Field::ExecutionPoints, funding.points.as_ref(), problems);
            negative(Field::ExecutionScore, funding.reported.as_ref(), problems);
        }
        for indicator in &case.filing.indicators {
            negative(Field::Points, indicator.points.as_ref(), problems);
            negative(Field::Score, indicator.reported.as_ref(), problems);
        }
        negative(Field::Total, case.filing.reported_total.as_ref(), problems);
    },
};

/// One row of the money block: the total row or a part.
struct FundsRow<'a> {
    initial: Option<&'a Figure>,
    carryover: Option<&'a Figure>,
    change: Option<&'a Figure>,
    adjusted: Option<&'a Figure>,
    executed: Option<&'a Figure>,
    rate: Option<&'a Figure>,
}

impl<'a> From<&'a Funding> for FundsRow<'a> {
    fn from(funding: &'a Funding) -> Self {
        Self {
            initial: funding.initial.as_ref(),
            carryover: funding.carryover.as_deref(),
            change: funding.change.as_deref(),
            adjusted: funding.adjusted.as_ref(),
            executed: funding.executed.as_ref(),
            rate: funding.rate.as_ref(),
        }
    }
}

impl<'a> From<&'a FundingLine> for FundsRow<'a> {
    fn from(line: &'a FundingLine) -> Self {
        Self {
            initial: line.initial.as_ref(),
            carryover: None,
            change: line.change.as_ref(),
            adjusted: line.adjusted.as_ref(),
            executed: line.executed.as_ref(),
            rate: line.rate.as_ref(),
        }
    }
}

fn rows<'a>(case: &Case<'a>) -> impl Iterator<Item = FundsRow<'a>> + use<'a> {
    let whole = case.filing.funding.iter().map(FundsRow::from);
    whole.chain(case.filing.parts.iter().map(FundsRow::from))
}

fn adjustment(row: &FundsRow<'_>, problems: &mut PlacedProblems) {
    let (Some(initial), Some(change), Some(adjusted)) = (row.initial, row.change, row.adjusted)
    else {
        return;
    };
    let carried = row.carryover.map_or(Decimal::ZERO, |f| f.value);
    let start = initial.value.checked_add(carried);
    let Some(expected) = start.and_then(|s| s.checked_add(change.value)) else {
        return;
    };
    let found = adjusted.value;
    let figures = [Some(initial), row.carryover, Some(change), Some(adjusted)];
    let tolerance = of_amounts(figures.into_iter().flatten().map(|f| f.value));
    if !within(expected, found, tolerance) {
        let problem = ADJUSTMENT_MISMATCH.differs(Fact::Amount(expected), Fact::Amount(found));
        problems.push(problem.at(adjusted.cell));
    }
}

fn overspent(row: &FundsRow<'_>, problems: &mut PlacedProblems) {
    let (Some(adjusted), Some(executed)) = (row.adjusted, row.executed) else {
        return;
    };
    if executed.value > adjusted.value {
        let (budget, spent) = (Fact::Amount(adjusted.value), Fact::Amount(executed.value));
        problems.push(OVERSPENT.differs(budget, spent).at(executed.cell));
    }
}

fn rate(row: &FundsRow<'_>, budget: Option<&Figure>, problems: &mut PlacedProblems) {
    let (Some(budget), Some(executed), Some(printed)) = (budget, row.executed, row.rate) else {
        return;
    };
    let Some(expected) = Rate::new(executed.value, budget.value).and_then(Rate::value) else {
        return;
    };
    if !rates_agree(printed, expected) {
        let (expected, found) = (Fact::Rate(expected), Fact::Rate(printed.value));
        let facts_found = [("expected", expected), ("found", found)];
        let problem = match row.adjusted {
            Some(_) => EXECUTION_RATE_MISMATCH.with(facts_found),
            None => EXECUTION_RATE_MISMATCH.case("initial", facts_found),
        };
        problems.push(problem.at(printed.cell));
    }
}

fn negative(field: Field, figure: Option<&Figure>, problems: &mut PlacedProblems) {
    if let Some(figure) = figure
        && figure.value < Decimal::ZERO
    {
        let found = Fact::Figure(figure.value);
        let problem = NEGATIVE.with([("field", field.into()), ("found", found)]);
        problems.push(problem.at(figure.cell));
    }
}
