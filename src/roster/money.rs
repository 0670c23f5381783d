//! The amounts of a roster: whether the 元 or 万元 of a form can be right.

use super::RosterUnit;
use crate::finding::measure::{MEASURE_SUSPECT, for_staff, is_apart};
use crate::finding::{Fact, Problem};
use crate::form::read::Reading;
use crate::model::{CellRef, Kind};

impl RosterUnit {
    /// Remarks that the budget of a unit form is some ten thousand times that of the roster, or out of all proportion to
    /// the unit's staff.
    pub(super) fn doubt_measure(&self, reading: &mut Reading) {
        let suspect = |(problem, _): &(Problem, _)| problem.is(&MEASURE_SUSPECT);
        if let Some(doubt) = self
            .doubt(reading)
            .filter(|_| !reading.remarks.iter().any(suspect))
        {
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
            (None, Some(heads)) => for_staff("heads", (budget.value, measure), heads)?,
            _ => return None,
        };
        Some(problem.at(budget.cell))
    }
}
