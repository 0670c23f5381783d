//! The functions that are calculated, and the parts of formulas.

use ironcalc_base::expressions::parser::Node;

/// Functions whose arguments are single values.
pub(super) const OF_VALUES: &str = "ABS CHOOSE CONCATENATE DATE DAY EXACT FALSE FIND IF IFERROR IFNA IFS INT ISBLANK \
    ISERR ISERROR ISNA ISNUMBER ISTEXT LEFT LEN LOWER MID MOD MONTH N NA NOT POWER REPLACE REPT RIGHT ROUND ROUNDDOWN \
    ROUNDUP SEARCH SIGN SQRT SUBSTITUTE T TRIM TRUE TRUNC UPPER VALUE YEAR";

/// Functions with an argument that may be an area.
///
/// No lookups: their results are inserted before (`lookup`).
const OF_AREAS: &str = "AND AVERAGE AVERAGEIF AVERAGEIFS COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS LARGE MAX MEDIAN MIN OR \
    PRODUCT SMALL SUM SUMIF SUMIFS";

/// Functions of figures, for which a text that is not in a cell is an error in Excel and ignored by the engine.
pub(super) const OF_FIGURES: &str = "AVERAGE COUNT LARGE MAX MEDIAN MIN PRODUCT SMALL SUM";

/// Functions whose result is a number.
const NUMBERS: &str = "ABS AVERAGE COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS DATE DAY FIND INT LARGE LEN MAX \
    MEDIAN MIN MOD MONTH N POWER PRODUCT ROUND ROUNDDOWN ROUNDUP SEARCH SIGN SMALL SQRT SUM SUMIF SUMIFS TRUNC VALUE YEAR";

/// Whether a name is in a list of names.
pub(super) fn holds(names: &str, name: &str) -> bool {
    names.split(' ').any(|known| known == name)
}

/// Whether an argument of a function of this name may be an area.
pub(super) fn takes_areas(name: &str) -> bool {
    holds(OF_AREAS, name)
}

/// Whether a part is a number, or cells.
pub(super) fn is_figure(node: &Node) -> bool {
    match node {
        Node::NumberKind(_)
        | Node::RangeKind { .. }
        | Node::ReferenceKind { .. }
        | Node::OpSumKind { .. }
        | Node::OpProductKind { .. }
        | Node::OpPowerKind { .. }
        | Node::UnaryKind { .. } => true,
        Node::FunctionKind { kind, .. } => holds(NUMBERS, plain(&kind.to_xlsx_string())),
        _ => false,
    }
}

/// The operands or arguments of a part.
pub(super) fn children(node: &mut Node) -> Vec<&mut Node> {
    match node {
        Node::OpConcatenateKind { left, right }
        | Node::OpSumKind { left, right, .. }
        | Node::OpProductKind { left, right, .. }
        | Node::OpPowerKind { left, right }
        | Node::CompareKind { left, right, .. } => vec![left, right],
        Node::UnaryKind { right, .. } => vec![right],
        Node::FunctionKind { args, .. } => args.iter_mut().collect(),
        _ => Vec::new(),
    }
}

/// The name of a function without the prefix of later versions of Excel, `_xlfn.`.
pub(super) fn plain(name: &str) -> &str {
    name.trim_start_matches("_xlfn.")
}
