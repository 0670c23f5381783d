//! Formulas in a sheet part.

use std::collections::HashMap;

use super::direct::SharedParts;
use super::scan::Scan;
use super::tags::{MarkupPiece, Tags, attribute, resolved};
use crate::workbook::calculate::{CalcSheet, CellContent, Nested, OpenFormula};
use crate::workbook::readers::collect::{Raw, ValueOrigin};

/// Words in a part whose rows may be hidden by a filter or by default.
const HIDING: [&str; 3] = ["autoFilter", "tablePart", "zeroHeight"];

/// Treatment of formulas that were stored with an empty text as their result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EmptyResults {
    /// The result may be older than the figures: it is calculated.
    Calculated,
    /// The stored result is right: the workbook was made from a blank form of this program, which has hundreds of such
    /// formulas, or they refer to blank cells only.
    Believed,
}

/// The content of a sheet for calculating its formulas; `None` where only the library reads some cell.
pub(super) fn sheet(
    name: &str,
    (xml, scan): &(String, Scan),
    (shared, empty): (&SharedParts<'_>, EmptyResults),
) -> Option<CalcSheet> {
    let mut sheet = CalcSheet {
        name: name.to_owned(),
        hidden_rows: scan.hidden_rows.clone(),
        filtered: HIDING.iter().any(|word| xml.contains(word)),
        ..CalcSheet::default()
    };
    for stored in &scan.cells {
        let written = xml.get(stored.value.clone()).unwrap_or_default();
        let (raw, _) = shared.content(stored, written).ok()?;
        let content = match (raw, stored.behind) {
            (Raw::Error(text) | Raw::Text(text), ValueOrigin::Error) => {
                CellContent::Error(text.into())
            }
            (Raw::Text(text), _) => CellContent::Text(text.into()),
            (Raw::Number(number) | Raw::Dated(number, _), _) => CellContent::Number(number),
            (Raw::Figure(_), _) => CellContent::Number(written.parse().ok()?),
            (Raw::Bool(truth), _) => CellContent::Bool(truth),
            _ => continue,
        };
        sheet.values.insert(stored.at, content);
        if matches!(
            stored.behind,
            ValueOrigin::Formula | ValueOrigin::TextFormula
        ) {
            let formula = behind(xml, stored.value.start);
            match formula.filter(|formula| !formula.text.is_empty()) {
                Some(formula) => sheet.note_subtotal(stored.at, &formula.text),
                None => drop(sheet.subtotals.insert(stored.at, Nested::Part)),
            }
        }
    }
    let mut groups = HashMap::new();
    let empty = match empty {
        EmptyResults::Calculated => &*scan.empty,
        EmptyResults::Believed => &[],
    };
    for (at, place) in scan.open.iter().chain(empty) {
        let read = xml.get(place.clone()).and_then(written);
        let formula = read.and_then(|written| match (written.kind, written.group) {
            (None | Some("normal"), None) => Some((*at, written.text)),
            (Some("shared"), Some(group)) if written.text.is_empty() => {
                groups.get(group).cloned().flatten()
            }
            (Some("shared"), Some(group)) => {
                let own = (*at, written.text);
                let group = groups.entry(group);
                // If a shared formula is defined twice, some programs use the first definition, others the last.
                let given = group.and_modify(|given| *given = None);
                given.or_insert_with(|| Some(own)).clone()
            }
            _ => None,
        });
        match formula {
            Some((written_at, text)) => {
                sheet.note_subtotal(*at, &text);
                sheet.formulas.push(OpenFormula {
                    at: *at,
                    written_at,
                    text,
                });
            }
            None => sheet.skipped.push(*at),
        }
    }
    Some(sheet)
}

/// The formula of the cell whose value is at `value`; its text is empty where it is defined in another cell.
pub(super) fn behind(xml: &str, value: usize) -> Option<FormulaElement<'_>> {
    let before = xml.get(..value)?;
    written(before.get(before.rfind("<f")?..)?)
}

/// `<f t="shared" si="0">SUM(A1:A3)</f>`
pub(super) struct FormulaElement<'x> {
    pub(super) kind: Option<&'x str>,
    /// Index of the shared formula.
    pub(super) group: Option<&'x str>,
    pub(super) text: String,
}

/// The formula in the content of a cell.
pub(super) fn written(inside: &str) -> Option<FormulaElement<'_>> {
    let mut tags = Tags::within(inside, "c");
    let mut begun = None;
    while let Ok(Some((piece, place))) = tags.next() {
        match (piece, begun) {
            (MarkupPiece::Lone("f", attributes), _) => return of(attributes, ""),
            (MarkupPiece::Open("f", attributes), _) => begun = Some((attributes, place.end)),
            (MarkupPiece::Close("f"), Some((attributes, start))) => {
                return of(attributes, inside.get(start..place.start)?);
            }
            (_, Some(_)) => return None,
            _ => {}
        }
    }
    None
}

fn of<'x>(attributes: &'x str, text: &str) -> Option<FormulaElement<'x>> {
    let text = resolved(text).ok()?;
    // Scripts write the `=` with which a formula is typed.
    let text = text.trim();
    Some(FormulaElement {
        kind: attribute(attributes, "t"),
        group: attribute(attributes, "si"),
        text: text.strip_prefix('=').unwrap_or(text).to_owned(),
    })
}
