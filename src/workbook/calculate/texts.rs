//! Numbers within texts: a spreadsheet writes 15 digits of them, the engine all that it has, noise included.

use ironcalc_base::expressions::parser::Node;
use ironcalc_base::expressions::types::CellReferenceRC;

use super::functions::{children, holds, is_figure, plain};
use super::print::printed;

/// Whether an argument of a function is a text, by its number.
fn is_text(name: &str, number: usize) -> bool {
    match name {
        "CONCATENATE" | "EXACT" => true,
        "LEFT" | "LEN" | "LOWER" | "MID" | "REPT" | "RIGHT" | "TRIM" | "UPPER" => number == 0,
        "FIND" | "SEARCH" => number < 2,
        "REPLACE" => number == 0 || number == 3,
        "SUBSTITUTE" => number < 3,
        _ => false,
    }
}

/// Functions that return a text, or a number of few digits.
const SHORT: &str = "CONCATENATE COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS DAY FIND INT LEFT LEN LOWER MID MONTH REPLACE \
    REPT RIGHT ROUND SEARCH SUBSTITUTE T TRIM UPPER YEAR";

/// Rounds every number that becomes a part of a text to 9 places.
pub(super) fn cut(
    node: &mut Node,
    parse: &mut dyn FnMut(&str) -> Node,
    own: &CellReferenceRC,
) -> Option<()> {
    for child in children(node) {
        cut(child, parse, own)?;
    }
    let name = match node {
        Node::OpConcatenateKind { .. } => "CONCATENATE".to_owned(),
        Node::FunctionKind { kind, .. } => plain(&kind.to_xlsx_string()).to_owned(),
        _ => return Some(()),
    };
    let joined = name == "CONCATENATE";
    for (number, part) in children(node).into_iter().enumerate() {
        if !is_text(&name, number) || is_short(part) {
            continue;
        }
        // The length of a calculated number, and what is at its end, is arbitrary.
        if !joined && is_figure(part) && !matches!(part, Node::ReferenceKind { .. }) {
            return None;
        }
        let text = printed(part, own)?;
        *part = parse(&format!("IF(ISNUMBER({text}),ROUND({text},9),{text})"));
    }
    Some(())
}

fn is_short(part: &Node) -> bool {
    match part {
        Node::StringKind(_)
        | Node::NumberKind(_)
        | Node::OpConcatenateKind { .. }
        | Node::EmptyArgKind => true,
        Node::FunctionKind { kind, .. } => holds(SHORT, plain(&kind.to_xlsx_string())),
        _ => false,
    }
}
