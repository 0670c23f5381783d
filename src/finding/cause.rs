//! 起因: which findings a finding may follow from, and what must agree for that.

use rust_decimal::Decimal;

use super::{Code, Fact, Field, Problem};
use crate::model::CellRef;

/// One kind of cause 起因 of a finding: a code, where its finding must be, and what must agree.
#[derive(Debug)]
pub struct Cause {
    /// Its code of finding.
    pub code: &'static Code,
    /// Where it must stand.
    pub reach: Reach,
    /// What must agree.
    pub proof: Proof,
}

/// Position of a cause relative to its consequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// In the same cell.
    Cell,
    /// In the same row.
    Row,
    /// In another row.
    OtherRow,
    /// In a row above.
    Above,
    /// In the same column.
    Column,
    /// Anywhere on the form.
    Form,
    /// Anywhere, for findings about the form as a whole.
    Whole,
    /// In the row of a part that has no score.
    Unscored,
}

/// What must agree for one finding to follow from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// Nothing more: the place suffices.
    Place,
    /// Both are off by the same amount.
    Gap,
    /// All causes of this kind together are off by as much (found − expected), and the greatest of them is named.
    Sum,
    /// Its difference is at most that of the cause.
    Within,
    /// Corrected by the difference of the cause, the found value would be as expected.
    Bound,
    /// Found ÷ expected is the same ratio as that of the cause.
    Ratio,
    /// The grade found is that of the total found.
    Grade,
}

impl Cause {
    pub(super) const fn new(code: &'static Code, reach: Reach, proof: Proof) -> Self {
        Self { code, reach, proof }
    }

    /// In the same row, where the place has a row.
    pub(super) const fn in_row(code: &'static Code) -> Self {
        Self::new(code, Reach::Row, Proof::Place)
    }

    /// Anywhere on a form that lacks something as a whole.
    pub(super) const fn of_whole(code: &'static Code) -> Self {
        Self::new(code, Reach::Whole, Proof::Place)
    }

    /// In the row of a part without a score.
    pub(super) const fn unscored(code: &'static Code) -> Self {
        Self::new(code, Reach::Unscored, Proof::Place)
    }
}

impl Reach {
    /// Whether `cause` is within it, seen from `own`; `unscored` are the rows of the parts without a score.
    #[must_use]
    pub fn holds(self, cause: Option<CellRef>, own: Option<CellRef>, unscored: &[u32]) -> bool {
        match (self, cause, own) {
            (Self::Form, _, _) | (Self::Whole, _, None) => true,
            (Self::Unscored, Some(cause), _) => unscored.contains(&cause.row),
            (Self::Cell, Some(cause), Some(own)) => cause == own,
            (Self::Row, Some(cause), Some(own)) => cause.row == own.row,
            (Self::OtherRow, Some(cause), Some(own)) => cause.row != own.row,
            (Self::Above, Some(cause), Some(own)) => cause.row < own.row,
            (Self::Column, Some(cause), Some(own)) => cause.col == own.col,
            _ => false,
        }
    }
}

impl Problem {
    /// found − expected, where both are figures.
    #[must_use]
    pub fn off(&self) -> Option<Decimal> {
        self.figure("found")?.checked_sub(self.figure("expected")?)
    }

    /// Its effect on a rate or a score that depends on it, as found ÷ expected of that: a rate is executed ÷ adjusted
    /// budget, and no score rises with a rate above 100 %.
    #[must_use]
    pub fn factor(&self) -> Option<Decimal> {
        let (expected, found) = (self.figure("expected")?, self.figure("found")?);
        match (self.fact("found")?, self.fact("column")) {
            (Fact::Rate(_), _) => {
                let capped = |rate: Decimal| rate.min(Decimal::ONE);
                capped(found).checked_div(capped(expected))
            }
            (_, Some(Fact::Field(Field::Executed))) => expected.checked_div(found),
            (_, Some(Fact::Field(Field::Adjusted)) | None) => found.checked_div(expected),
            _ => None,
        }
    }
}
