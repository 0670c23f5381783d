//! 试算: which settings can be tried out on 参数, in which row each stands, and how formulas refer to them.
//!
//! The formulas of 参数 and 试算 repeat [`crate::rules::Reweight`] step by step, so that a run whose rule file sets the
//! same weights and bounds gives the same totals, grades and ranks.

use rust_decimal::Decimal;

use super::context::{Context, RankedForm};
use super::formula::quoted;
use super::level_rates::execution_points;
use crate::base::lang::Lang;
use crate::base::number::{Rounding, RoundingMode};
use crate::model::Kind;

/// With more units the two sheets are left out: every change would set off too many formulas.
pub(super) const MOST: usize = 2_000;

/// Places kept beyond those of a score, as in [`crate::rules::Reweight`].
const GUARD: u32 = 6;

/// Why nothing can be tried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NoTrial {
    NoUnits,
    TooMany,
    Reweighted,
    Reviewed,
    MergedGroups,
}

fn absent(context: &Context) -> Option<NoTrial> {
    match context.ranked_count(Kind::Unit) {
        0 => Some(NoTrial::NoUnits),
        units if units > MOST => Some(NoTrial::TooMany),
        _ if context.assessment.rules.reweight.is_some() => Some(NoTrial::Reweighted),
        _ if context.assessment.ranks_reviews(Kind::Unit) => Some(NoTrial::Reviewed),
        _ if context.unit_levels.are_merged() => Some(NoTrial::MergedGroups),
        _ => None,
    }
}

/// Number of units that settings can be tried out on.
pub(super) fn units(context: &Context) -> usize {
    match absent(context) {
        Some(_) => 0,
        None => context.ranked_count(Kind::Unit),
    }
}

/// Why the two sheets are left out, where units are ranked.
pub(super) fn left_out(context: &Context) -> Option<String> {
    let zh_en = match absent(context)? {
        NoTrial::NoUnits => return None,
        NoTrial::TooMany => (
            format!("入榜单位超过 {MOST} 个，不列“参数”“试算”；请修改规则文件后用 --rules 重新运行。"),
            format!("More than {MOST} units are ranked, so 'What-if' and 'Trial' are left out; change the rule file and run again with --rules."),
        ),
        NoTrial::Reweighted => (
            "规则文件已重新分配分值，不列“参数”“试算”。".to_owned(),
            "The rule file sets new weights, so 'What-if' and 'Trial' are left out.".to_owned(),
        ),
        NoTrial::Reviewed => (
            "入榜单位的名次按复核总分排列，不列“参数”“试算”。".to_owned(),
            "Units are ranked by their reviewed totals, so 'What-if' and 'Trial' are left out.".to_owned(),
        ),
        NoTrial::MergedGroups => (
            "一级指标的类别太多，部分合为“其他”一列，不列“参数”“试算”。".to_owned(),
            "There are so many groups that some share a column, so 'What-if' and 'Trial' are left out.".to_owned(),
        ),
    };
    Some(match context.lang {
        Lang::Zh => zh_en.0,
        Lang::En => zh_en.1,
    })
}

/// One line of 参数.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parameter {
    /// Weight of budget execution (0) or of the n-th group.
    Weight(usize),
    /// What the weights add to.
    Sum,
    /// Lower bound of a grade by its band.
    Bound(usize),
    /// Completion rate from which over-fulfilment is reported.
    Surplus,
    /// Units with a grade by its band.
    Graded(usize),
    /// Indicators far above target.
    Surpluses,
}

/// The lines of 参数, in order.
pub(super) fn parameters(context: &Context) -> Vec<Parameter> {
    let grades = context.assessment.rules.grades.len();
    let weights = (0..=context.unit_levels.count()).map(Parameter::Weight);
    let bounds = (0..grades.saturating_sub(1)).map(Parameter::Bound);
    weights
        .chain([Parameter::Sum])
        .chain(bounds)
        .chain([Parameter::Surplus])
        .chain((0..grades).map(Parameter::Graded))
        .chain([Parameter::Surpluses])
        .collect()
}

/// The line of a parameter, from 1.
pub(super) fn line(context: &Context, parameter: Parameter) -> usize {
    let all = parameters(context);
    let at = all.iter().position(|p| *p == parameter);
    at.map_or(0, |at| at + 1)
}

/// The new weight of budget execution (0) or of the n-th group; empty where each form keeps its own.
pub(super) fn weight(context: &Context, nth: usize) -> String {
    let line = line(context, Parameter::Weight(nth));
    format!("{{参数!新值@{line}}}")
}

/// A bound as it is now set: the new one, or the one in force where the cell is empty.
pub(super) fn bound(context: &Context, parameter: Parameter) -> String {
    let line = line(context, parameter);
    format!("IF({{参数!新值@{line}}}=\"\",{{参数!现行@{line}}},{{参数!新值@{line}}})")
}

/// The grade of `{试算总分}` under the bounds of 参数; none above all points there are.
pub(super) fn grade_formula(context: &Context) -> Option<String> {
    let rules = &context.assessment.rules;
    let (last, better) = rules.grades.split_last()?;
    let graded =
        better
            .iter()
            .enumerate()
            .rev()
            .fold(quoted(&last.name), |below, (band, grade)| {
                let from = bound(context, Parameter::Bound(band));
                format!("IF({{试算总分}}>={from},{},{below})", quoted(&grade.name))
            });
    Some(format!("IF({{试算总分}}>{},\"\",{graded})", full(context)))
}

/// All points of a form by the rules.
pub(super) fn full(context: &Context) -> String {
    context
        .assessment
        .rules
        .total_points
        .normalize()
        .to_string()
}

/// `exact` rounded as the rules round scores.
pub(super) fn rounded(exact: &str, rounding: Rounding) -> String {
    let places = rounding.places;
    let guard = places.saturating_add(GUARD);
    match rounding.mode {
        RoundingMode::HalfUp => format!("ROUND(ROUND({exact},{guard}),{places})"),
        RoundingMode::Down => format!("ROUNDDOWN(ROUND({exact},{guard}),{places})"),
        // Half up, less one where a tie went up to an odd digit.
        RoundingMode::HalfEven => {
            let digits = format!("ROUND(({exact})*10^{places},{GUARD})");
            format!("(ROUND({digits},0)-(MOD({digits},2)=0.5))/10^{places}")
        }
    }
}

/// Own weight of budget execution (0) or of the n-th group of a unit.
pub(super) fn own_weight(row: &RankedForm, context: &Context, nth: usize) -> Option<Decimal> {
    match nth.checked_sub(1) {
        None => execution_points(row.form),
        Some(level) => context.unit_levels.weights(row.index, level),
    }
}

/// What a unit earned for budget execution (0) or in the n-th group.
pub(super) fn own_score(row: &RankedForm, context: &Context, nth: usize) -> Option<Decimal> {
    match nth.checked_sub(1) {
        None => row.form.evaluation.execution_score(),
        Some(level) => context.unit_levels.points(row.index, level),
    }
}

/// Least and greatest own weight of budget execution (0) or of the n-th group among the units that have it.
pub(super) fn own_weights(context: &Context, nth: usize) -> Option<(Decimal, Decimal)> {
    let weights = context
        .ranked(Kind::Unit)
        .filter_map(|row| own_weight(&row, context, nth));
    weights
        .filter(|weight| *weight > Decimal::ZERO)
        .fold(None, |ends, weight| match ends {
            None => Some((weight, weight)),
            Some((least, most)) => Some((weight.min(least), weight.max(most))),
        })
}

/// Completion rates of a unit that are compared with the bound of over-fulfilment, from 100% on, best first.
pub(super) fn surplus_rates(row: &RankedForm) -> Vec<Decimal> {
    let results = row.form.evaluation.indicators.open().into_iter();
    let rates = results.filter_map(|result| result.surplus_rate());
    let mut rates: Vec<_> = rates.filter(|rate| *rate >= Decimal::ONE).collect();
    rates.sort_by(|a, b| b.cmp(a));
    rates
}

/// Indicators of a unit that are reported as over-fulfilled.
pub(super) fn surpluses(row: &RankedForm, context: &Context) -> usize {
    let bound = context.assessment.rules.over_fulfilled.from;
    let rates = surplus_rates(row).into_iter();
    rates.filter(|rate| *rate >= bound).count()
}
