//! Formulas as texts, with brackets around every operation: the printer of the engine omits some that matter.

use ironcalc_base::expressions::parser::{ArrayNode, Node};
use ironcalc_base::expressions::token::OpUnary;
use ironcalc_base::expressions::types::CellReferenceRC;

use super::reference::Reference;

/// The text of a part of a formula in the cell `own`; `None` for parts that are not calculated.
pub(super) fn printed(node: &Node, own: &CellReferenceRC) -> Option<String> {
    let between = |left: &Node, sign: &str, right: &Node| {
        Some(format!(
            "({}{sign}{})",
            printed(left, own)?,
            printed(right, own)?
        ))
    };
    match node {
        Node::BooleanKind(truth) => Some(truth.to_string().to_uppercase()),
        Node::NumberKind(number) => Some(number.to_string()),
        Node::StringKind(text) => Some(quoted(text)),
        Node::EmptyArgKind => Some(String::new()),
        Node::ArrayKind(rows) => array(rows),
        Node::OpConcatenateKind { left, right } => between(left, "&", right),
        Node::OpSumKind { kind, left, right } => between(left, &kind.to_string(), right),
        Node::OpProductKind { kind, left, right } => between(left, &kind.to_string(), right),
        Node::OpPowerKind { left, right } => between(left, "^", right),
        Node::CompareKind { kind, left, right } => between(left, &kind.to_string(), right),
        Node::UnaryKind { kind, right } => {
            let right = printed(right, own)?;
            Some(match kind {
                OpUnary::Minus => format!("(-{right})"),
                OpUnary::Percentage => format!("({right}%)"),
            })
        }
        Node::FunctionKind { kind, args } => {
            let args = args.iter().map(|argument| printed(argument, own));
            let args = args.collect::<Option<Vec<_>>>()?.join(",");
            Some(format!("{}({args})", kind.to_xlsx_string()))
        }
        Node::ReferenceKind { .. } | Node::RangeKind { .. } => Reference::of(node)?.written(own),
        _ => None,
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn array(rows: &[Vec<ArrayNode>]) -> Option<String> {
    let one = |element: &ArrayNode| match element {
        ArrayNode::Number(number) => Some(number.to_string()),
        ArrayNode::String(text) => Some(quoted(text)),
        _ => None,
    };
    let row = |row: &Vec<ArrayNode>| {
        let elements: Option<Vec<_>> = row.iter().map(one).collect();
        Some(elements?.join(","))
    };
    let rows: Option<Vec<_>> = rows.iter().map(row).collect();
    Some(format!("{{{}}}", rows?.join(";")))
}
