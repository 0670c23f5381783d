//! Checks on a blank form 空白表上的标记: where a cell turns red while it is filled in, by the same check and tolerance
//! as the finding about it.
//!
//! A mark is a condition in functions that Excel 2010, WPS and LibreOffice share.

use rust_decimal::Decimal;

use super::funds;
use super::tolerance::{apart_formula, of_amounts_formula, of_weights, of_weights_formula, within};
use crate::base::number::sum;
use crate::model::CellRef;
use crate::rules::RuleSet;

/// The cells of a blank form that checks look at.
#[derive(Debug)]
pub struct FormCells<'a> {
    /// The rules in force.
    pub rules: &'a RuleSet,
    /// The columns of amounts that are typed.
    pub amounts: Vec<Amounts<'a>>,
    /// 全年预算数 and 全年执行数 of the total row, where they are typed.
    pub spending: Option<[CellRef; 2]>,
    /// 分值 of the indicators, from the first to the last row.
    pub weights: [CellRef; 2],
    /// 分值 of 预算执行.
    pub execution_points: CellRef,
    /// The sum of all weights.
    pub weight_sum: CellRef,
    /// How many rows in use have no weight, as a formula.
    pub unweighted: String,
}

/// One column of amounts: the cell of the total row, and those of the rows below by their labels.
#[derive(Debug)]
pub struct Amounts<'a> {
    /// 年度资金总额
    pub total: CellRef,
    /// The rows that hold amounts.
    pub lines: Vec<(&'a str, CellRef)>,
}

/// What a mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// There will be a finding.
    Wrong,
    /// Nothing can be said yet: a part is still blank, and without it the figures do not agree.
    Open,
}

/// A cell that is marked where the condition holds; relative addresses are meant for the rows below as well.
#[derive(Debug, PartialEq, Eq)]
pub struct Mark {
    /// The cell.
    pub at: CellRef,
    /// What it says.
    pub verdict: Verdict,
    /// The condition.
    pub when: String,
}

/// Where sums do not foot: `cross-foot`.
#[must_use]
pub fn sums(cells: &FormCells<'_>) -> Vec<Mark> {
    cells.amounts.iter().flat_map(funds::marks).collect()
}

/// Where more was executed than budgeted, in any row of the block: `overspent`.
#[must_use]
pub fn overspent(cells: &FormCells<'_>) -> Option<Mark> {
    let [adjusted, at] = cells.spending?;
    let when = format!("AND(ISNUMBER({adjusted}),ISNUMBER({at}),N({at})>N({adjusted}))");
    let verdict = Verdict::Wrong;
    Some(Mark { at, verdict, when })
}

/// Where the weights do not add to the points of the rule set: `weight-sum`.
///
/// As long as a row in use has no weight, only a sum already too large is marked.
#[must_use]
pub fn weights(cells: &FormCells<'_>) -> Mark {
    let (sum, whole) = (fixed(cells.weight_sum), cells.rules.total_points);
    let apart = off_by_weights(cells);
    let unweighted = &cells.unweighted;
    Mark {
        at: cells.weight_sum,
        verdict: Verdict::Wrong,
        when: format!("AND(ISNUMBER({sum}),{apart},OR({unweighted}=0,N({sum})>{whole}))"),
    }
}

/// Whether the sum of the weights is further from the points of the rule set than divided weights explain.
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

/// Whether weights add to `whole` as far as divided weights can.
#[must_use]
pub fn weights_agree(weights: &[Decimal], whole: Decimal) -> bool {
    sum(weights.iter().copied()).is_some_and(|sum| within(sum, whole, of_weights(weights)))
}

/// Whether two sums differ by more than the rounding of the figures in `cells` and `others` explains.
#[must_use]
pub fn amounts_differ((a, b): (&str, &str), cells: &[String], ranges: &[String]) -> String {
    apart_formula(a, b, &of_amounts_formula(cells, ranges))
}

/// Address that stays where it is when a formula is copied, `$M$12`.
pub(super) fn fixed(cell: CellRef) -> String {
    let column = crate::model::column_letters(usize::try_from(cell.col).unwrap_or(usize::MAX));
    format!("${column}${}", u64::from(cell.row) + 1)
}

/// Cells from one to another, `$M$12:$M$43`.
pub(super) fn range(first: CellRef, last: CellRef) -> String {
    match first == last {
        true => fixed(first),
        false => format!("{}:{}", fixed(first), fixed(last)),
    }
}
