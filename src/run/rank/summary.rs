//! Figures over all ranked forms of a kind: grades, mean, median, money-weighted execution rate.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::number::{Rate, mean, median, sum};
use crate::model::Figure;
use crate::rules::GradeBand;
use crate::run::Assessed;

/// Figures over the ranked forms 汇总指标; nothing is rounded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Number of ranked forms.
    pub forms: usize,
    /// One entry a grade, best first, grades without a form included.
    pub grades: Vec<GradeShare>,
    /// 平均分 of the recomputed totals.
    pub mean: Option<Decimal>,
    /// 中位数 of the recomputed totals; between the two middle ones for an even number.
    pub median: Option<Decimal>,
    /// 总体执行率: sum of executed ÷ sum of adjusted in 元, never the mean of the rates.
    pub execution_rate: Option<Decimal>,
    /// Number of forms the execution rate rests on: both amounts and a plausible unit of money.
    pub rated: usize,
}

/// How many forms have a grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeShare {
    /// 优、良、中、差
    pub name: Arc<str>,
    /// Number of forms.
    pub count: usize,
    /// Share of the ranked forms as a fraction; `None` without any.
    pub share: Option<Decimal>,
}

/// Sums up those of `forms` that are ranked; `grades` are the bands of the rule set, best first.
#[must_use]
pub fn summary<'a>(forms: impl Iterator<Item = &'a Assessed>, grades: &[GradeBand]) -> Summary {
    let ranked: Vec<_> = forms.filter(|f| f.standing.is_some()).collect();
    let mut totals: Vec<_> = ranked.iter().filter_map(|f| f.evaluation.total).collect();
    totals.sort_unstable();
    let money: Vec<_> = ranked.iter().filter_map(|f| yuan(f)).collect();
    Summary {
        forms: ranked.len(),
        grades: grades.iter().map(|g| grade_share(g, &ranked)).collect(),
        mean: mean(&totals),
        median: median(&totals),
        execution_rate: weighted_rate(&money),
        rated: money.len(),
    }
}

fn grade_share(band: &GradeBand, ranked: &[&Assessed]) -> GradeShare {
    let grades = ranked.iter().filter_map(|f| f.evaluation.grade.as_ref());
    let count = grades.filter(|g| g.name == band.name).count();
    GradeShare {
        name: Arc::clone(&band.name),
        count,
        share: Rate::new(Decimal::from(count), Decimal::from(ranked.len())).and_then(Rate::value),
    }
}

/// adjusted and executed in 元; `None` where an amount is missing or its unit is unknown or implausible.
fn yuan(form: &Assessed) -> Option<(Decimal, Decimal)> {
    if !form.is_believed() {
        return None;
    }
    let funding = form.filing.funding.as_ref()?;
    let one = funding.measure?.yuan();
    let in_yuan = |figure: &Figure| figure.value.checked_mul(one);
    let adjusted = funding.adjusted.as_ref().and_then(in_yuan)?;
    let executed = funding.executed.as_ref().and_then(in_yuan)?;
    Some((adjusted, executed))
}

fn weighted_rate(money: &[(Decimal, Decimal)]) -> Option<Decimal> {
    let adjusted = sum(money.iter().map(|(a, _)| *a))?;
    let executed = sum(money.iter().map(|(_, e)| *e))?;
    Rate::new(executed, adjusted).and_then(Rate::value)
}
