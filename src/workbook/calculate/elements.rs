//! SUMPRODUCT as a sum of its elements: the engine does not pass areas and arrays through all functions, but single
//! values.

use ironcalc_base::expressions::parser::{ArrayNode, Node};
use ironcalc_base::expressions::types::CellReferenceRC;

use super::functions::{children, holds, plain, takes_areas};
use super::print::printed;

/// Most elements of an area for which it is expanded.
const MOST: usize = 1_000;

/// Functions that are not evaluated for each element, or return no number.
const WHOLE: &str = "IF IFERROR IFNA IFS CHOOSE N T";

/// Number of rows and of columns.
type Shape = (usize, usize);

/// Expands every SUMPRODUCT to a sum; `None` where one cannot be expanded.
pub(super) fn unroll(
    node: &mut Node,
    parse: &mut dyn FnMut(&str) -> Node,
    own: &CellReferenceRC,
) -> Option<()> {
    for child in children(node) {
        unroll(child, parse, own)?;
    }
    let Node::FunctionKind { kind, args } = node else {
        return Some(());
    };
    if kind.to_xlsx_string() == "SUMPRODUCT" {
        let written = sum_of_products(args, own)?;
        *node = parse(&written);
    }
    Some(())
}

/// `SUMPRODUCT(A1:A2,B1:B2)` as `(N(A1)*N(B1)+N(A2)*N(B2))`.
fn sum_of_products(args: &[Node], own: &CellReferenceRC) -> Option<String> {
    let mut shape = None;
    for argument in args {
        shape_of(argument, &mut shape)?;
    }
    let (rows, columns) = shape.unwrap_or((1, 1));
    if rows.checked_mul(columns)? > MOST {
        return None;
    }
    let places = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let product = |place: Shape| {
        let factors = args.iter().map(|argument| factor(argument, place, own));
        Some(factors.collect::<Option<Vec<_>>>()?.join("*"))
    };
    let sum: Option<Vec<String>> = places.map(product).collect();
    Some(format!("({})", sum?.join("+")))
}

/// One element of an argument as a number, if it certainly is one: texts and truth values count as 0 in SUMPRODUCT.
fn factor(argument: &Node, place: Shape, own: &CellReferenceRC) -> Option<String> {
    let mut element = argument.clone();
    pick(&mut element, place)?;
    let text = printed(&element, own)?;
    match argument {
        Node::RangeKind { .. } | Node::ReferenceKind { .. } | Node::ArrayKind(_) => {
            Some(format!("N({text})"))
        }
        Node::OpSumKind { .. }
        | Node::OpProductKind { .. }
        | Node::OpPowerKind { .. }
        | Node::UnaryKind { .. }
        | Node::NumberKind(_) => Some(format!("({text})")),
        _ => None,
    }
}

/// The common shape of all areas and arrays in an expression; `None` where they differ or are not evaluated by element.
fn shape_of(node: &Node, shape: &mut Option<Shape>) -> Option<()> {
    let own = match node {
        Node::RangeKind {
            absolute_row1,
            absolute_row2,
            absolute_column1,
            absolute_column2,
            row1,
            row2,
            column1,
            column2,
            ..
        } => {
            if (absolute_row1, absolute_column1) != (absolute_row2, absolute_column2) {
                return None;
            }
            let length = |first: i32, last: i32| {
                usize::try_from(last.checked_sub(first)?.checked_add(1)?).ok()
            };
            Some((length(*row1, *row2)?, length(*column1, *column2)?))
        }
        Node::ArrayKind(rows) => Some((rows.len(), rows.first()?.len())),
        Node::FunctionKind { kind, .. } if takes_areas(plain(&kind.to_xlsx_string())) => {
            return Some(());
        }
        Node::FunctionKind { kind, args } if holds(WHOLE, plain(&kind.to_xlsx_string())) => {
            let mut inner = None;
            args.iter()
                .try_for_each(|argument| shape_of(argument, &mut inner))?;
            return inner.is_none().then_some(());
        }
        _ => None,
    };
    match (own, *shape) {
        (Some(own), Some(known)) if own != known => return None,
        (Some(own), _) => *shape = Some(own),
        (None, _) => {}
    }
    let mut node = node.clone();
    children(&mut node)
        .into_iter()
        .try_for_each(|child| shape_of(child, shape))
}

/// Replaces every area or array by one of its elements.
fn pick(node: &mut Node, (row, column): Shape) -> Option<()> {
    match node {
        Node::RangeKind {
            sheet_name,
            sheet_index,
            absolute_row1,
            absolute_column1,
            row1,
            column1,
            ..
        } => {
            *node = Node::ReferenceKind {
                sheet_name: sheet_name.take(),
                sheet_index: *sheet_index,
                absolute_row: *absolute_row1,
                absolute_column: *absolute_column1,
                row: row1.checked_add(i32::try_from(row).ok()?)?,
                column: column1.checked_add(i32::try_from(column).ok()?)?,
            };
            Some(())
        }
        Node::ArrayKind(rows) => {
            *node = match rows.get(row)?.get(column)? {
                ArrayNode::Number(number) => Node::NumberKind(*number),
                ArrayNode::String(text) => Node::StringKind(text.clone()),
                _ => return None,
            };
            Some(())
        }
        Node::FunctionKind { kind, .. } if takes_areas(plain(&kind.to_xlsx_string())) => Some(()),
        _ => children(node)
            .into_iter()
            .try_for_each(|child| pick(child, (row, column))),
    }
}
