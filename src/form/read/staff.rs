//! 在职人数 on the form, where it shows that its amounts cannot be in the unit of money that it states.

use rust_decimal::Decimal;

use super::super::labels::Cover;
use super::cover::Pairs;
use super::figure::{Reading, text_reading};
use crate::finding::Problem;
use crate::finding::measure::for_staff;
use crate::model::{CellRef, Filing, Kind};

/// A unit form whose budget is out of all proportion to the staff that it names.
pub(super) fn doubt(pairs: &Pairs, filing: &Filing) -> Option<(Problem, Option<CellRef>)> {
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
        Reading::Number(number) => Some(number.value).filter(|heads| *heads > Decimal::ZERO),
        Reading::Blank | Reading::Unreadable => None,
    }
}
