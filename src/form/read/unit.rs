//! The unit 预算单位 of a form: beside its label, else in the title.

use super::super::labels::Cover;
use super::Remarks;
use super::cover::{CoverPairs, is_damaged, split_code};
use super::heading;
use super::page::Page;
use super::segment::Segment;
use crate::finding::layout::CODE_DAMAGED;
use crate::finding::reading::FIELD_MISSING;
use crate::finding::{Fact, Field};
use crate::model::{Kind, Located, Unit};

/// Name and code of the unit, without its group; a blank label beside a department and a damaged code are reported.
pub(super) fn read(
    page: &Page<'_>,
    segment: &Segment,
    (pairs, kind): (&CoverPairs, Kind),
    remarks: &Remarks,
) -> Unit {
    let mut unit = pairs.unit(kind);
    if let Some((blank, department)) = pairs.unfilled(kind).zip(unit.name.as_ref()) {
        let part = ("part", Fact::text(department.value.clone()));
        let facts = [("field", Field::Unit.into()), part];
        remarks.add(FIELD_MISSING.case("body", facts), blank);
    }
    if let Some(code) = pairs.first(Cover::Code).filter(|c| is_damaged(&c.value)) {
        let found = Fact::Text(code.value.clone());
        remarks.add(CODE_DAMAGED.with([("found", found)]), code.cell);
        unit.code = None;
    }
    if unit.name.is_none() {
        let named = heading::unit(page, segment, remarks);
        unit.name = named.map(|typed| {
            let (code, name) = split_code(&typed.value);
            if unit.code.is_none() && code.is_some() {
                unit.code = code;
                unit.code_cell = Some(typed.cell);
            }
            Located::new(name, typed.cell, typed.typed)
        });
    }
    unit
}
