//! Checks on the unit, the year and the project of a form.

use super::{Check, EVERY};
use crate::finding::Field;
use crate::finding::reading::{self, FIELD_MISSING};
use crate::finding::unit::{UNIT_UNCLEAR, YEAR_UNCLEAR};
use crate::model::Kind;

/// Unit, year and project are stated.
pub(super) const IDENTITY: Check = Check {
    codes: &[&UNIT_UNCLEAR, &YEAR_UNCLEAR, &FIELD_MISSING],
    stages: EVERY,
    run: |case, problems| {
        let filing = case.filing;
        if filing.unit.name.is_none() && !case.remarked_anywhere(&UNIT_UNCLEAR) {
            problems.push(UNIT_UNCLEAR.with([]).at(None));
        }
        if filing.year.is_none() && !case.remarked_anywhere(&YEAR_UNCLEAR) {
            problems.push(YEAR_UNCLEAR.with([]).at(None));
        }
        if filing.kind == Kind::Project && filing.project.is_none() {
            problems.push(reading::missing(Field::Project, None).at(None));
        }
    },
};
