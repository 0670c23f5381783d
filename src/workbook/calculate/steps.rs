//! ROUNDUP and ROUNDDOWN, where the last digit of noise decides: 1.1*3 rounded up is 3.3 to some programs and 3.4 to
//! others. A workbook with one is calculated twice, what is rounded moved up and down by far more than noise; kept is what
//! comes out the same.

use ironcalc_base::expressions::parser::Node;
use ironcalc_base::expressions::types::CellReferenceRC;

use super::Content;
use super::functions::{children, plain};
use super::print::printed;

/// By what is multiplied that is rounded, in the one calculation and in the other.
pub(super) const MOVED: [&str; 2] = ["1.000000000001", "0.999999999999"];

/// Difference of two results, in parts of them, that is no difference.
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

/// Moves everything that is rounded, but for what is round already to its last bit.
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
    // Far from 0 the engine compares 15 digits alone.
    let written =
        format!("(IF(({value}-{round})*1E15=0,{round},{name}({value}*{moved},{places}))+0)");
    *node = parse(&written);
    Some(())
}

/// Whether two results are the same.
pub(super) fn agree(one: &Content, other: &Content) -> bool {
    match (one, other) {
        (Content::Number(one), Content::Number(other)) => {
            (one - other).abs() <= SAME * one.abs().max(other.abs())
        }
        _ => one == other,
    }
}
