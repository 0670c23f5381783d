//! Sums of money over many forms, in 万元.

use rust_decimal::Decimal;

use crate::base::number::Rate;
use crate::model::{Figure, Measure};
use crate::run::Assessed;

/// Pairs of sums from which rates are taken; a form counts for a rate when it states both figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Money {
    /// 全年预算数 and 全年执行数 of the forms that state both.
    execution: (Decimal, Decimal),
    /// 年初预算数 and 全年预算数 of the forms that state both.
    adjustment: (Decimal, Decimal),
    /// Forms that state no pair for the execution rate.
    pub(super) without: usize,
    /// Whether every form states all three amounts.
    pub(super) complete: bool,
}

impl Money {
    /// The sums over `forms`.
    pub(super) fn over<'a>(forms: impl Iterator<Item = &'a Assessed>) -> Self {
        let none = Self {
            execution: (Decimal::ZERO, Decimal::ZERO),
            adjustment: (Decimal::ZERO, Decimal::ZERO),
            without: 0,
            complete: true,
        };
        forms.fold(none, |mut sums, form| {
            let [initial, adjusted, executed] = budgeted(form);
            let all = initial.is_some() && adjusted.is_some() && executed.is_some();
            sums.complete &= all;
            add(&mut sums.adjustment, initial, adjusted);
            if !add(&mut sums.execution, adjusted, executed) {
                sums.without += 1;
            }
            sums
        })
    }

    /// 预算执行率: sum executed ÷ sum adjusted.
    pub(super) fn execution_rate(&self) -> Option<Decimal> {
        Rate::new(self.execution.1, self.execution.0)?.value()
    }

    /// 预算调整率: (sum adjusted − sum initial) ÷ sum initial.
    pub(super) fn adjustment_rate(&self) -> Option<Decimal> {
        let (initial, adjusted) = self.adjustment;
        Rate::new(adjusted.checked_sub(initial)?, initial)?.value()
    }
}

/// Adds a pair where both exist; returns whether they did.
fn add(sums: &mut (Decimal, Decimal), base: Option<Decimal>, part: Option<Decimal>) -> bool {
    let (Some(base), Some(part)) = (base, part) else {
        return false;
    };
    let sum = sums.0.checked_add(base).zip(sums.1.checked_add(part));
    if let Some(sum) = sum {
        *sums = sum;
    }
    sum.is_some()
}

/// 年初预算数, 全年预算数 and 全年执行数 of a form in 万元, as [`Assessed::amounts`], but with the budget that
/// execution is measured against: the initial one for a monitoring form without an adjusted budget.
pub(super) fn budgeted(form: &Assessed) -> [Option<Decimal>; 3] {
    let [initial, adjusted, executed] = form.amounts();
    match form.progress {
        None => [initial, adjusted, executed],
        Some(_) => [initial.or(adjusted), adjusted.or(initial), executed],
    }
}

/// An amount in 万元; a form that names no unit of money is taken at the usual 万元.
pub(super) fn in_ten_thousands(figure: &Figure, measure: Option<Measure>) -> Option<Decimal> {
    Measure::in_ten_thousands(measure, figure.value)
}
