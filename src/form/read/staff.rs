//! 在职人数 on the form, which may show that its amounts cannot be in the stated unit of money.

use rust_decimal::Decimal;

use super::super::labels::Cover;
use super::cover::CoverPairs;
use super::figure::{NumberReading, text_reading};
use crate::finding::Problem;
use crate::finding::measure::for_staff;
use crate::model::{CellRef, Filing, Kind};

/// The problem of a unit form whose budget is out of proportion to its staff.
pub(super) fn doubt(pairs: &CoverPairs, filing: &Filing) -> Option<(Problem, Option<CellRef>)> {
    let funding = filing.funding.as_ref()?;
    let budget = funding.budget().filter(|_| filing.kind == Kind::Unit)?;
    let heads = pairs
        .all(Cover::Staff)
        .find_map(|typed| heads(&typed.value))?;
    let problem = for_staff("staff", (budget.value, funding.measure?), heads)?;
    Some(problem.at(budget.cell))
}

/// `22` or `22人`.
fn heads(typed: &str) -> Option<Decimal> {
    match text_reading(typed.trim_end_matches(['人', '名', '个'])) {
        NumberReading::Number(number) => Some(number.value).filter(|heads| *heads > Decimal::ZERO),
        NumberReading::Blank | NumberReading::Unreadable => None,
    }
}
