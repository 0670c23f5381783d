//! Checks on who files, for which year and project.

use super::{Check, EVERY};
use crate::finding::Field;
use crate::finding::reading::{self, FIELD_MISSING};
use crate::finding::unit::{UNIT_UNCLEAR, YEAR_UNCLEAR};
use crate::model::Kind;

/// Who files, for which year and project.
pub(super) const IDENTITY: Check = Check {
    says: &[&UNIT_UNCLEAR, &YEAR_UNCLEAR, &FIELD_MISSING],
    stages: EVERY,
    run: |case, facts| {
        let filing = case.filing;
        if filing.unit.name.is_none() && !case.remarked_anywhere(&UNIT_UNCLEAR) {
            facts.push(UNIT_UNCLEAR.with([]).at(None));
        }
        if filing.year.is_none() && !case.remarked_anywhere(&YEAR_UNCLEAR) {
            facts.push(YEAR_UNCLEAR.with([]).at(None));
        }
        if filing.kind == Kind::Project && filing.project.is_none() {
            facts.push(reading::missing(Field::Project, None).at(None));
        }
    },
};
