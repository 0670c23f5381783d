//! The parts of a cell, each of which it may hold once.

use memchr::memchr;

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
    inline: bool,
}

impl Content {
    pub(super) fn formula(&mut self, attributes: &str) -> Result<(), Refusal> {
        if let Some(shared) = attribute(attributes, "si")
            && shared.parse::<u64>().is_ok_and(|n| n > SHARED)
        {
            return Err(Refusal::Contradictory);
        }
        // A formula behind its value would make calamine drop the value.
        if self.formula || self.value || self.inline {
            return Err(Refusal::Contradictory);
        }
        self.formula = true;
        Ok(())
    }

    pub(super) const fn value(&mut self) -> Result<(), Refusal> {
        if self.value || self.inline {
            return Err(Refusal::Contradictory);
        }
        self.value = true;
        Ok(())
    }

    /// A text in the cell itself. One that says so by its kind shows this text, whatever value stands before it.
    pub(super) fn inline(&mut self, kind: Option<&str>) -> Result<(), Refusal> {
        if self.inline || self.value && kind != Some("inlineStr") {
            return Err(Refusal::Contradictory);
        }
        self.inline = true;
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

/// Whether a formula takes something from another workbook, as in `[1]Sheet1!B2` or `'C:\[a.xlsx]b'!B2`; a column of a
/// table has brackets too, but no sheet behind them.
pub(super) fn names_other_workbook(formula: &str) -> bool {
    if memchr(b'[', formula.as_bytes()).is_none() {
        return false;
    }
    let ends = |sign: char| "+-*/^&=<>,;(){}\"".contains(sign);
    let mut texts = formula.split('"').step_by(2);
    texts.any(|text| {
        text.match_indices(']').any(|(at, _)| {
            let behind = text.get(at..).unwrap_or_default();
            let quoted = behind
                .find('\'')
                .is_some_and(|end| behind[end..].starts_with("'!"));
            let sheet = behind.find('!').map(|end| &behind[..end]);
            quoted || sheet.is_some_and(|sheet| !sheet.contains(ends))
        })
    })
}
