//! Figures over all ranked forms of a kind: grades, mean, median, money-weighted execution rate.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::number::{Rate, mean, median, sum};
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
    /// 全年预算数 and 全年执行数 in 万元, summed over the forms that state both in a plausible unit of money.
    pub money: Option<(Decimal, Decimal)>,
    /// 总体执行率: sum of executed ÷ sum of adjusted, never the mean of the rates.
    pub execution_rate: Option<Decimal>,
    /// Number of forms that the sums rest on.
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
    let stated = ranked.iter().filter_map(|form| {
        let [_, adjusted, executed] = form.amounts();
        adjusted.zip(executed)
    });
    let stated: Vec<_> = stated.collect();
    let adjusted = sum(stated.iter().map(|(adjusted, _)| *adjusted));
    let money = adjusted.zip(sum(stated.iter().map(|(_, executed)| *executed)));
    let money = money.filter(|_| !stated.is_empty());
    let rate = money.and_then(|(adjusted, executed)| Rate::new(executed, adjusted)?.value());
    Summary {
        forms: ranked.len(),
        grades: grades.iter().map(|g| grade_share(g, &ranked)).collect(),
        mean: mean(&totals),
        median: median(&totals),
        money,
        execution_rate: rate,
        rated: stated.len(),
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
