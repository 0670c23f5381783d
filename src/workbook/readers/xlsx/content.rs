//! The parts of a cell, each of which it may hold once.

use super::tags::attribute;
use crate::finding::Refusal;
use crate::workbook::readers::collect::Behind;

/// Largest number of a shared formula; real ones count from 0.
const SHARED: u64 = 1_000_000;

/// What a cell holds: a formula, a value, or both.
#[derive(Default)]
pub(super) struct Content {
    formula: bool,
    value: bool,
}

impl Content {
    pub(super) fn formula(&mut self, attributes: &str) -> Result<(), Refusal> {
        if let Some(shared) = attribute(attributes, "si")
            && shared.parse::<u64>().is_ok_and(|n| n > SHARED)
        {
            return Err(Refusal::Contradictory);
        }
        // A formula behind its value would make calamine drop the value.
        if self.formula || self.value {
            return Err(Refusal::Contradictory);
        }
        self.formula = true;
        Ok(())
    }

    pub(super) const fn value(&mut self) -> Result<(), Refusal> {
        if self.value {
            return Err(Refusal::Contradictory);
        }
        self.value = true;
        Ok(())
    }

    pub(super) fn behind(&self, kind: Option<&str>) -> Behind {
        match kind {
            Some("e") => Behind::Error,
            Some("str") if self.formula && self.value => Behind::TextFormula,
            _ if self.formula => Behind::Formula,
            _ => Behind::Typed,
        }
    }
}
