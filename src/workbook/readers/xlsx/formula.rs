//! Formulas as a sheet part writes them.

use std::collections::HashMap;

use super::direct::Shared;
use super::scan::Scan;
use super::tags::{Piece, Tags, attribute, resolved};
use crate::workbook::calculate::{Content, Formula, Nested, Sheet};
use crate::workbook::readers::collect::{Behind, Raw};

/// What a part with rows that are hidden by something else than their owner has in it.
const HIDING: [&str; 3] = ["autoFilter", "tablePart", "zeroHeight"];

/// What is made of formulas that were stored with an empty text for their result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Empty {
    /// It may have been stored before figures were put in: what it is now is calculated.
    Calculated,
    /// The workbook was made from a blank form of this program, which has hundreds of them, or they name blank cells alone.
    Believed,
}

/// What a sheet holds for the calculation of its formulas; `None` where only the library reads some cell of it.
pub(super) fn sheet(
    name: &str,
    (xml, scan): &(String, Scan),
    (shared, empty): (&Shared<'_>, Empty),
) -> Option<Sheet> {
    let mut sheet = Sheet {
        name: name.to_owned(),
        hidden_rows: scan.hidden_rows.clone(),
        filtered: HIDING.iter().any(|word| xml.contains(word)),
        ..Sheet::default()
    };
    for stored in &scan.cells {
        let written = xml.get(stored.value.clone()).unwrap_or_default();
        let (raw, _) = shared.content(stored, written).ok()?;
        let content = match (raw, stored.behind) {
            (Raw::Error(text) | Raw::Text(text), Behind::Error) => Content::Error(text.into()),
            (Raw::Text(text), _) => Content::Text(text.into()),
            (Raw::Number(number) | Raw::Dated(number, _), _) => Content::Number(number),
            (Raw::Figure(_), _) => Content::Number(written.parse().ok()?),
            (Raw::Bool(truth), _) => Content::Bool(truth),
            _ => continue,
        };
        sheet.values.insert(stored.at, content);
        if matches!(stored.behind, Behind::Formula | Behind::TextFormula) {
            let formula = behind(xml, stored.value.start);
            match formula.filter(|formula| !formula.text.is_empty()) {
                Some(formula) => sheet.note_subtotal(stored.at, &formula.text),
                None => drop(sheet.subtotals.insert(stored.at, Nested::Part)),
            }
        }
    }
    let mut groups = HashMap::new();
    let empty = match empty {
        Empty::Calculated => &*scan.empty,
        Empty::Believed => &[],
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
                // Of a group that is given twice one program takes the first formula, another the last.
                let given = group.and_modify(|given| *given = None);
                given.or_insert_with(|| Some(own)).clone()
            }
            _ => None,
        });
        match formula {
            Some((written_at, text)) => {
                sheet.note_subtotal(*at, &text);
                sheet.formulas.push(Formula {
                    at: *at,
                    written_at,
                    text,
                });
            }
            None => sheet.left.push(*at),
        }
    }
    Some(sheet)
}

/// The formula of the cell whose value stands at `value`, without a text where it is written in another cell.
pub(super) fn behind(xml: &str, value: usize) -> Option<Written<'_>> {
    let before = xml.get(..value)?;
    written(before.get(before.rfind("<f")?..)?)
}

/// `<f t="shared" si="0">SUM(A1:A3)</f>`
pub(super) struct Written<'x> {
    pub(super) kind: Option<&'x str>,
    /// Number of the formula that cells share.
    pub(super) group: Option<&'x str>,
    pub(super) text: String,
}

/// The formula in the content of a cell.
pub(super) fn written(inside: &str) -> Option<Written<'_>> {
    let mut tags = Tags::within(inside, "c");
    let mut begun = None;
    while let Ok(Some((piece, place))) = tags.next() {
        match (piece, begun) {
            (Piece::Lone("f", attributes), _) => return of(attributes, ""),
            (Piece::Open("f", attributes), _) => begun = Some((attributes, place.end)),
            (Piece::Close("f"), Some((attributes, start))) => {
                return of(attributes, inside.get(start..place.start)?);
            }
            (_, Some(_)) => return None,
            _ => {}
        }
    }
    None
}

fn of<'x>(attributes: &'x str, text: &str) -> Option<Written<'x>> {
    let text = resolved(text).ok()?;
    // Scripts write the sign that a formula is typed with.
    let text = text.trim();
    Some(Written {
        kind: attribute(attributes, "t"),
        group: attribute(attributes, "si"),
        text: text.strip_prefix('=').unwrap_or(text).to_owned(),
    })
}
