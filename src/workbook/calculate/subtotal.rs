//! SUBTOTAL 分类汇总 as its function over the cells that it counts: without other subtotals and, depending on its number,
//! without hidden rows. It is not calculated where programs differ, or where the file does not show which rows count.

use ironcalc_base::expressions::parser::Node;
use ironcalc_base::expressions::types::CellReferenceRC;

use super::CalcSheet;
use super::functions::children;
use super::reference::{Area, Reference, address};
use crate::model::CellRef;

const NAME: &str = "SUBTOTAL";

/// Most areas to which one is expanded, and most hidden rows of a sheet that are examined.
const MOST: usize = 1_000;

/// A subtotal in a formula, for other subtotals over its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::workbook) enum Nested {
    /// It is the whole formula: other subtotals skip the cell.
    Whole,
    /// It is, or may be, a part of the formula: programs differ.
    Part,
}

/// The subtotal in a formula, if there is one.
pub(super) fn nested(formula: &str) -> Option<Nested> {
    let formula = formula.to_uppercase();
    let (before, behind) = formula.split_once(NAME)?;
    let inside = behind
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let whole = before.is_empty() && inside.is_some_and(|inside| !inside.contains(['(', ')', '"']));
    Some(if whole { Nested::Whole } else { Nested::Part })
}

/// Expands every SUBTOTAL and records all its cells in `over`; `None` where one cannot be expanded.
pub(super) fn unfold(
    node: &mut Node,
    parse: &mut dyn FnMut(&str) -> Node,
    (own, sheets): (&CellReferenceRC, &[CalcSheet]),
    over: &mut Vec<Area>,
) -> Option<()> {
    for child in children(node) {
        unfold(child, parse, (own, sheets), over)?;
    }
    let Node::FunctionKind { kind, args } = node else {
        return Some(());
    };
    if kind.to_xlsx_string() != NAME {
        return Some(());
    }
    let (number, named) = args.split_first()?;
    let (function, hidden) = function(number)?;
    let mut counted = Vec::new();
    for reference in named {
        let reference = Reference::of(reference)?;
        let area = reference.area(own)?;
        let sheet = sheets.get(area.sheet)?;
        let pieces = pieces(&area, sheet, hidden)?.into_iter();
        let pieces = pieces.map(|(first, last)| {
            Some(format!(
                "{}{}:{}",
                reference.prefix(),
                address(first)?,
                address(last)?
            ))
        });
        counted.extend(pieces.collect::<Option<Vec<_>>>()?);
        over.push(area);
    }
    *node = match (counted.is_empty(), function) {
        (false, _) => parse(&format!("{function}({})", counted.join(","))),
        (true, "COUNT" | "COUNTA" | "SUM") => Node::NumberKind(0.0),
        (true, _) => return None,
    };
    Some(())
}

/// Treatment of hidden rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HiddenRows {
    /// They count, unless hidden by a filter.
    Count,
    Skipped,
}

/// The function for a number of SUBTOTAL. Deviations are omitted, as forms have none.
fn function(number: &Node) -> Option<(&'static str, HiddenRows)> {
    let Node::NumberKind(number) = number else {
        return None;
    };
    let number = number.to_string();
    let (number, rows) = match number.strip_prefix("10") {
        Some(number @ ("1" | "2" | "3" | "4" | "5" | "6" | "9")) => (number, HiddenRows::Skipped),
        _ => (&*number, HiddenRows::Count),
    };
    let function = match number {
        "1" => "AVERAGE",
        "2" => "COUNT",
        "3" => "COUNTA",
        "4" => "MAX",
        "5" => "MIN",
        "6" => "PRODUCT",
        "9" => "SUM",
        _ => return None,
    };
    Some((function, rows))
}

/// First and last cell of an area.
type Corners = (CellRef, CellRef);

/// The rest of an area without hidden rows that do not count and without other subtotals.
fn pieces(area: &Area, sheet: &CalcSheet, rows: HiddenRows) -> Option<Vec<Corners>> {
    let hidden = &sheet.hidden_rows;
    let here = |(first, last): &&(u32, u32)| *first <= area.last.row && *last >= area.first.row;
    let hides = hidden.iter().any(|rows| here(&rows));
    if hidden.len() > MOST || hides && rows == HiddenRows::Count && sheet.filtered {
        return None;
    }
    let left = hidden
        .iter()
        .filter(|_| rows == HiddenRows::Skipped)
        .filter(here);
    let left = left.map(|(first, last)| {
        let (left, right) = (area.first.col, area.last.col);
        (CellRef::new(*first, left), CellRef::new(*last, right))
    });
    let columns = area.first.col..=area.last.col;
    let subtotals = sheet.subtotals.range(area.first..=area.last);
    let subtotals = subtotals.filter(|(at, _)| columns.contains(&at.col));
    let mut without: Vec<Corners> = left.collect();
    for (at, nested) in subtotals {
        match nested {
            Nested::Whole => without.push((*at, *at)),
            Nested::Part => return None,
        }
    }
    let mut pieces = vec![(area.first, area.last)];
    for gap in without {
        pieces = pieces
            .into_iter()
            .flat_map(|piece| around(piece, gap))
            .collect();
        if pieces.len() > MOST {
            return None;
        }
    }
    Some(pieces)
}

/// The rest of an area around a gap: above, left, right and below of it.
fn around((first, last): Corners, (from, to): Corners) -> Vec<Corners> {
    let apart =
        to.row < first.row || from.row > last.row || to.col < first.col || from.col > last.col;
    if apart {
        return vec![(first, last)];
    }
    let (top, bottom) = (from.row.max(first.row), to.row.min(last.row));
    let (before, behind) = (from.col.checked_sub(1), to.col.saturating_add(1));
    let above = from.row.checked_sub(1);
    let parts = [
        above.map(|above| (first, CellRef::new(above, last.col))),
        before.map(|before| (CellRef::new(top, first.col), CellRef::new(bottom, before))),
        Some((CellRef::new(top, behind), CellRef::new(bottom, last.col))),
        Some((CellRef::new(to.row.saturating_add(1), first.col), last)),
    ];
    let parts = parts.into_iter().flatten();
    parts
        .filter(|(first, last)| first.row <= last.row && first.col <= last.col)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Nested, nested};

    #[test]
    fn only_a_subtotal_alone_is_left_out_for_sure() {
        for (formula, found) in [
            ("SUM(A1:A3)", None),
            ("SUBTOTAL(9,A1:A3)", Some(Nested::Whole)),
            ("subtotal(109,A1:A3,C1)", Some(Nested::Whole)),
            ("SUBTOTAL(9,A1)+SUBTOTAL(9,A2)", Some(Nested::Part)),
            ("ROUND(SUBTOTAL(9,A1:A3),2)", Some(Nested::Part)),
            ("SUBTOTAL(9,A1:A3)*1", Some(Nested::Part)),
        ] {
            assert_eq!(nested(formula), found, "{formula}");
        }
    }
}
