//! Marks on a blank form 空白表上的标记: cells that turn red while it is filled in, by the same check and tolerance as the
//! finding.
//!
//! A mark is a condition in functions that Excel 2010, WPS and LibreOffice share.

use rust_decimal::Decimal;

use super::funds;
use super::tolerance::{apart_formula, of_amounts_formula, of_weights, of_weights_formula, within};
use crate::base::number::sum;
use crate::model::CellRef;
use crate::rules::RuleSet;

/// The cells of a blank form that the checks use.
#[derive(Debug)]
pub struct FormCells<'a> {
    /// The rules in force.
    pub rules: &'a RuleSet,
    /// The columns of amounts to be filled in.
    pub amounts: Vec<AmountCells<'a>>,
    /// 全年预算数 and 全年执行数 of the total row, where they are to be filled in.
    pub spending: Option<[CellRef; 2]>,
    /// 分值 of the indicators, from the first to the last row.
    pub weights: [CellRef; 2],
    /// 分值 of 预算执行.
    pub execution_points: CellRef,
    /// The sum of all weights.
    pub weight_sum: CellRef,
    /// Number of rows in use that have no weight, as a formula.
    pub unweighted: String,
}

/// One column of amounts: the cell of the total row, and the cells of the rows below with their labels.
#[derive(Debug)]
pub struct AmountCells<'a> {
    /// 年度资金总额
    pub total: CellRef,
    /// The rows with amounts.
    pub lines: Vec<(&'a str, CellRef)>,
}

/// Meaning of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkMeaning {
    /// The filed form will have a finding.
    Wrong,
    /// Not decided yet: a part is still blank, and without it the figures do not agree.
    Open,
}

/// A cell that is marked where the condition holds; relative addresses apply to the rows below as well.
#[derive(Debug, PartialEq, Eq)]
pub struct Mark {
    /// The cell.
    pub at: CellRef,
    /// Its meaning.
    pub meaning: MarkMeaning,
    /// The condition.
    pub when: String,
}

/// Marks for sums that do not foot: `cross-foot`.
#[must_use]
pub fn sums(cells: &FormCells<'_>) -> Vec<Mark> {
    cells.amounts.iter().flat_map(funds::marks).collect()
}

/// The mark for more executed than budgeted, in any row of the block: `overspent`.
#[must_use]
pub fn overspent(cells: &FormCells<'_>) -> Option<Mark> {
    let [adjusted, at] = cells.spending?;
    let when = format!("AND(ISNUMBER({adjusted}),ISNUMBER({at}),N({at})>N({adjusted}))");
    let meaning = MarkMeaning::Wrong;
    Some(Mark { at, meaning, when })
}

/// The mark for weights that do not add up to the points of the rule set: `weight-sum`.
///
/// As long as a row in use has no weight, only a sum that is already too large is marked.
#[must_use]
pub fn weights(cells: &FormCells<'_>) -> Mark {
    let (sum, whole) = (fixed(cells.weight_sum), cells.rules.total_points);
    let apart = off_by_weights(cells);
    let unweighted = &cells.unweighted;
    Mark {
        at: cells.weight_sum,
        meaning: MarkMeaning::Wrong,
        when: format!("AND(ISNUMBER({sum}),{apart},OR({unweighted}=0,N({sum})>{whole}))"),
    }
}

/// Condition that the sum of the weights differs from the points of the rule set by more than divided weights explain.
#[must_use]
pub fn off_by_weights(cells: &FormCells<'_>) -> String {
    let [first, last] = cells.weights;
    let ranges = [range(first, last), fixed(cells.execution_points)];
    let (sum, whole) = (
        fixed(cells.weight_sum),
        cells.rules.total_points.to_string(),
    );
    apart_formula(&format!("N({sum})"), &whole, &of_weights_formula(&ranges))
}

/// Whether weights add up to `whole` within the tolerance for divided weights.
#[must_use]
pub fn weights_agree(weights: &[Decimal], whole: Decimal) -> bool {
    sum(weights.iter().copied()).is_some_and(|sum| within(sum, whole, of_weights(weights)))
}

/// Condition that two sums differ by more than the rounding of the figures in `cells` and `ranges` explains.
#[must_use]
pub fn amounts_differ((a, b): (&str, &str), cells: &[String], ranges: &[String]) -> String {
    apart_formula(a, b, &of_amounts_formula(cells, ranges))
}

/// Absolute address, which stays the same when a formula is copied: `$M$12`.
pub(super) fn fixed(cell: CellRef) -> String {
    let column = crate::model::column_letters(usize::try_from(cell.col).unwrap_or(usize::MAX));
    format!("${column}${}", u64::from(cell.row) + 1)
}

/// Range of cells with absolute addresses, `$M$12:$M$43`.
pub(super) fn range(first: CellRef, last: CellRef) -> String {
    match first == last {
        true => fixed(first),
        false => format!("{}:{}", fixed(first), fixed(last)),
    }
}
