//! The parts of a cell, each of which it may have once.

use memchr::memchr;

use super::tags::attribute;
use crate::finding::Refusal;
use crate::workbook::readers::collect::ValueOrigin;

/// Largest index of a shared formula; real ones count from 0.
const SHARED: u64 = 1_000_000;

/// The parts of a cell: a formula, a value, or both.
#[derive(Default)]
pub(super) struct CellParts {
    formula: bool,
    value: bool,
    inline: bool,
}

impl CellParts {
    pub(super) fn formula(&mut self, attributes: &str) -> Result<(), Refusal> {
        if let Some(shared) = attribute(attributes, "si")
            && shared.parse::<u64>().is_ok_and(|n| n > SHARED)
        {
            return Err(Refusal::Contradictory);
        }
        // calamine drops a value that precedes the formula.
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

    /// A text in the cell itself. A cell of type `inlineStr` displays it, even if a value precedes it.
    pub(super) fn inline(&mut self, kind: Option<&str>) -> Result<(), Refusal> {
        if self.inline || self.value && kind != Some("inlineStr") {
            return Err(Refusal::Contradictory);
        }
        self.inline = true;
        Ok(())
    }

    pub(super) fn behind(&self, kind: Option<&str>) -> ValueOrigin {
        match kind {
            Some("e") => ValueOrigin::Error,
            Some("str") if self.formula && self.value => ValueOrigin::TextFormula,
            _ if self.formula => ValueOrigin::Formula,
            _ => ValueOrigin::Typed,
        }
    }
}

/// Whether a formula refers to another workbook, as in `[1]Sheet1!B2` or `'C:\[a.xlsx]b'!B2`; a column of a table has
/// brackets too, but no sheet behind them.
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

/// Functions whose result is a number or an error.
const NUMERIC: [&str; 10] = [
    "SUM",
    "SUMIF",
    "SUMIFS",
    "SUMPRODUCT",
    "PRODUCT",
    "ROUND",
    "AVERAGE",
    "MAX",
    "MIN",
    "ABS",
];

/// Whether a formula returns a number or an error whatever its cells contain: it is a function with a numeric result,
/// or it calculates without texts and choices.
pub(super) fn gives_a_number(formula: &str) -> bool {
    if let Some((function, inside)) = formula.split_once('(')
        && NUMERIC.contains(&function)
    {
        return is_closed_at_end(inside);
    }
    !formula.contains(['"', '&', '!', ',']) && formula.contains(['+', '-', '*', '/'])
}

/// Whether the last sign closes the bracket that was opened before a text.
fn is_closed_at_end(inside: &str) -> bool {
    let mut open = 1_usize;
    let ends = inside.bytes().position(|byte| {
        match byte {
            b'(' => open += 1,
            b')' => open -= 1,
            _ => {}
        }
        open == 0
    });
    ends.is_some_and(|end| end + 1 == inside.len())
}

#[cfg(test)]
mod tests {
    use super::gives_a_number;

    #[test]
    fn numbers_are_told_from_texts() {
        for formula in ["D7+E7", "SUM(D7:D9)", "ROUND(SUM(A1,B1)/2,2)", "D7/E7*100"] {
            assert!(gives_a_number(formula), "{formula}");
        }
        for formula in [
            "D7",
            "IF(D7=\"\",\"\",D7+E7)",
            "ROUND(A1,2)&amp;B1",
            "ROUND(A1,2)&B1",
            "IF(A1,B1,C1*2)",
            "SUM(A1)(B1)",
            "'a-b'!C3",
            "TEXT(A1,\"0\")",
        ] {
            assert!(!gives_a_number(formula), "{formula}");
        }
    }
}
