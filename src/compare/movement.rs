//! Summary of a comparison: averages of a year, and how many totals moved up or down, by how much and why.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use ecow::EcoString;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::split::Split;
use super::{Comparison, Pair};
use crate::base::number::{Rate, mean, median, sum};
use crate::model::{Exact, Kind};
use crate::record::{Row, rate};
use crate::rules::RuleSet;

/// Figures over the ranked records of a year; means and medians to cents, rates to four places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Averages {
    /// Number of ranked records.
    pub ranked: usize,
    /// 平均分
    #[serde(with = "Exact")]
    pub mean: Option<Decimal>,
    /// 中位数
    #[serde(with = "Exact")]
    pub median: Option<Decimal>,
    /// 总体执行率: sum of executed ÷ sum of adjusted over the records that state both.
    #[serde(with = "rate")]
    pub execution_rate: Option<Decimal>,
    /// Number of records by grade.
    pub grades: BTreeMap<EcoString, usize>,
}

impl Averages {
    /// Number of records with a grade.
    #[must_use]
    pub fn graded(&self, name: &str) -> usize {
        self.grades.get(name).copied().unwrap_or(0)
    }
}

/// The averages of those of `records` that are ranked.
#[must_use]
pub fn averages<'a>(records: impl Iterator<Item = &'a Row>) -> Averages {
    let ranked: Vec<&Row> = records.filter(|r| r.rank.is_some()).collect();
    let mut totals: Vec<Decimal> = ranked.iter().filter_map(|r| r.total).collect();
    totals.sort_unstable();
    let mut grades: BTreeMap<EcoString, usize> = BTreeMap::new();
    for name in ranked.iter().filter_map(|r| r.grade.as_ref()) {
        let count = grades.entry(name.clone()).or_default();
        *count = count.saturating_add(1);
    }
    Averages {
        ranked: ranked.len(),
        mean: cents(mean(&totals)),
        median: cents(median(&totals)),
        execution_rate: execution_rate(&ranked),
        grades,
    }
}

fn cents(figure: Option<Decimal>) -> Option<Decimal> {
    figure.map(|figure| RuleSet::TWO_PLACES.apply(figure))
}

fn execution_rate(ranked: &[&Row]) -> Option<Decimal> {
    let both = |r: &&Row| {
        let [_, adjusted, executed] = r.amounts;
        adjusted.zip(executed)
    };
    let stated = || ranked.iter().filter_map(both);
    let adjusted = sum(stated().map(|(adjusted, _)| adjusted))?;
    let executed = sum(stated().map(|(_, executed)| executed))?;
    Rate::new(executed, adjusted)?.rounded(RuleSet::FOUR_PLACES)
}

/// How the totals of the comparable units moved: those with a total in both years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// Number of comparable units.
    pub comparable: usize,
    /// 上升、下降、持平
    pub directions: [usize; 3],
    /// Mean change, to cents.
    pub change: Option<Decimal>,
    /// Number of units whose change is split by cause.
    pub splits: usize,
    /// Mean change of these by cause; the parts add up to their mean change.
    pub split: Option<Split>,
}

impl Comparison {
    /// How the totals of a kind moved.
    #[must_use]
    pub fn movement(&self, kind: Kind) -> Movement {
        let pairs: Vec<&Pair> = self.of_kind(kind).collect();
        let changes: Vec<Decimal> = pairs.iter().filter_map(|p| p.change.total).collect();
        let towards = |way| {
            let moved = changes.iter().filter(|c| (**c).cmp(&Decimal::ZERO) == way);
            moved.count()
        };
        let splits: Vec<Split> = pairs.iter().filter_map(|p| p.split).collect();
        Movement {
            comparable: changes.len(),
            directions: [Ordering::Greater, Ordering::Less, Ordering::Equal].map(towards),
            change: cents(mean(&changes)),
            splits: splits.len(),
            split: mean_split(&splits),
        }
    }

    /// The comparable units of a kind by their change, the largest rise first; of equal ones in the order of the ranking.
    #[must_use]
    pub fn by_change(&self, kind: Kind) -> Vec<(&Pair, Decimal)> {
        let changed = self.of_kind(kind);
        let mut changed: Vec<_> = changed
            .filter_map(|pair| Some((pair, pair.change.total?)))
            .collect();
        changed.sort_by_key(|(_, change)| std::cmp::Reverse(*change));
        changed
    }
}

/// This year − the year before, each figure where both years have it; places won are positive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// 总分变动
    #[serde(with = "Exact")]
    pub total: Option<Decimal>,
    /// 名次变动
    #[serde(with = "Exact")]
    pub places_won: Option<Decimal>,
    /// 执行率变动
    #[serde(with = "rate")]
    pub execution_rate: Option<Decimal>,
    /// 调整率变动
    #[serde(with = "rate")]
    pub adjustment_rate: Option<Decimal>,
}

impl Change {
    /// From the year before, where a new or merged unit has no single row.
    pub(super) fn between(before: Option<&Row>, now: &Row) -> Self {
        let of = |figure: fn(&Row) -> Option<Decimal>| figure(now)?.checked_sub(figure(before?)?);
        Self {
            total: of(|r| r.total),
            places_won: of(|r| r.rank.map(Decimal::from)).map(|places| -places),
            execution_rate: of(|r| r.execution_rate),
            adjustment_rate: of(|r| r.adjustment_rate),
        }
    }
}

/// Means to cents; what rounding leaves over is counted as performance, so that rules and plan are never given a cent
/// that they did not cause.
fn mean_split(splits: &[Split]) -> Option<Split> {
    let change = mean_of(splits, Split::change)?;
    let plan = mean_of(splits, |s| Some(s.plan))?;
    let rules = mean_of(splits, |s| Some(s.rules))?;
    Some(Split {
        performance: change.checked_sub(plan)?.checked_sub(rules)?,
        plan,
        rules,
    })
}

fn mean_of(splits: &[Split], part: impl Fn(&Split) -> Option<Decimal>) -> Option<Decimal> {
    let parts: Vec<Decimal> = splits.iter().map(part).collect::<Option<_>>()?;
    cents(mean(&parts))
}
