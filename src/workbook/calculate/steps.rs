//! ROUNDUP and ROUNDDOWN, whose result depends on the last binary digit: 1.1*3 rounded up is 3.3 in some programs and
//! 3.4 in others. A workbook with one is calculated twice, with the rounded value moved up and down by far more than
//! noise; results that differ are dropped.

use ironcalc_base::expressions::parser::Node;
use ironcalc_base::expressions::types::CellReferenceRC;

use super::CellContent;
use super::functions::{children, plain};
use super::print::printed;

/// Factors on the rounded value in the two calculations.
pub(super) const MOVED: [&str; 2] = ["1.000000000001", "0.999999999999"];

/// Relative difference below which two results are the same.
const SAME: f64 = 1e-11;

/// Whether a formula rounds up or down.
pub(super) fn has(node: &mut Node) -> bool {
    rounds(node) || children(node).into_iter().any(has)
}

fn rounds(node: &Node) -> bool {
    let Node::FunctionKind { kind, args } = node else {
        return false;
    };
    let name = kind.to_xlsx_string();
    args.len() == 2 && matches!(plain(&name), "ROUNDUP" | "ROUNDDOWN")
}

/// Moves every value to be rounded, except one that is round to its last bit already.
pub(super) fn move_by(
    node: &mut Node,
    moved: &str,
    parse: &mut dyn FnMut(&str) -> Node,
    own: &CellReferenceRC,
) -> Option<()> {
    for child in children(node) {
        move_by(child, moved, parse, own)?;
    }
    let Node::FunctionKind { kind, args } = &*node else {
        return Some(());
    };
    let (true, [value, places]) = (rounds(node), args.as_slice()) else {
        return Some(());
    };
    let (value, places) = (printed(value, own)?, printed(places, own)?);
    let round = format!("ROUND({value},{places})");
    let name = kind.to_xlsx_string();
    // For large numbers the engine compares 15 digits only.
    let written =
        format!("(IF(({value}-{round})*1E15=0,{round},{name}({value}*{moved},{places}))+0)");
    *node = parse(&written);
    Some(())
}

/// Whether two results are the same.
pub(super) fn agree(one: &CellContent, other: &CellContent) -> bool {
    match (one, other) {
        (CellContent::Number(one), CellContent::Number(other)) => {
            (one - other).abs() <= SAME * one.abs().max(other.abs())
        }
        _ => one == other,
    }
}
