//! What a roster tells of a unit's money: whether 元 or 万元 can be what a form says.

use rust_decimal::Decimal;

use super::Listed;
use crate::base::number::{Rounding, RoundingMode};
use crate::finding::funds::{MEASURE_SUSPECT, is_apart};
use crate::finding::{Fact, Problem};
use crate::form::read::Reading;
use crate::model::{CellRef, Kind, Measure};

/// What a unit spends in a year for each of its staff, in 元: between 一千 and 二亿, transfers included.
const LEAST: Decimal = Decimal::from_parts(1_000, 0, 0, false, 0);
const MOST: Decimal = Decimal::from_parts(200_000_000, 0, 0, false, 0);

/// Whole 元.
const WHOLE: Rounding = Rounding::new(0, RoundingMode::HalfUp);

impl Listed {
    /// Remarks that the budget of a unit form is some ten thousand times that of the roster, or out of all proportion to
    /// the unit's staff.
    pub(super) fn doubt_measure(&self, reading: &mut Reading) {
        if let Some(doubt) = self.doubt(reading) {
            reading.remarks.push(doubt);
        }
    }

    fn doubt(&self, reading: &Reading) -> Option<(Problem, Option<CellRef>)> {
        let filing = &reading.filing;
        let funding = filing.funding.as_ref()?;
        let measure = funding.measure?;
        let budget = funding.budget().filter(|_| filing.kind == Kind::Unit)?;
        let yuan = budget.value.checked_mul(measure.yuan())?;
        let found = ("found", Fact::Money(budget.value, measure));
        let listed = self.budget.filter(|listed| is_apart(*listed, yuan));
        let problem = match (listed, self.heads) {
            (Some(listed), _) => {
                let expected = Fact::Money(listed.checked_div(measure.yuan())?, measure);
                MEASURE_SUSPECT.case("listed", [found, ("other", expected)])
            }
            (None, Some(heads)) => {
                let each = yuan.checked_div(heads)?;
                let usual = each.is_zero() || (LEAST..=MOST).contains(&each);
                let count = ("count", Fact::text(heads.normalize().to_string()));
                let each = ("other", Fact::Money(WHOLE.apply(each), Measure::Yuan));
                (!usual).then(|| MEASURE_SUSPECT.case("heads", [found, count, each]))?
            }
            _ => return None,
        };
        Some(problem.at(budget.cell))
    }
}
