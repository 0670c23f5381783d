//! What years are compared by: the results of one form, as the sheet 结果存档 holds them.

use std::collections::BTreeMap;

use ecow::EcoString;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::rate;
use crate::form::labels::fold;
use crate::model::{Exact, Kind, USUAL_GROUPS, usual_group};
use crate::rules::RuleSet;
use crate::run::Assessed;

/// The group in which the points of budget execution are counted.
pub const EXECUTION: &str = "预算执行";

/// The group of indicators without a group.
pub const UNGROUPED: &str = "未分组";

/// The results of one form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Index among the forms it was taken from.
    #[serde(skip)]
    pub form: usize,
    /// 整体支出 or 项目支出
    pub kind: Kind,
    /// 单位编码
    pub code: Option<EcoString>,
    /// Name of the unit, where it is known.
    pub name: Option<EcoString>,
    /// 项目名称
    pub project: Option<EcoString>,
    /// 复算总分
    #[serde(with = "Exact")]
    pub total: Option<Decimal>,
    /// 等级
    pub grade: Option<EcoString>,
    /// 名次
    pub rank: Option<usize>,
    /// 执行率 as a fraction.
    #[serde(with = "rate")]
    pub execution_rate: Option<Decimal>,
    /// 调整率 as a fraction.
    #[serde(with = "rate")]
    pub adjustment_rate: Option<Decimal>,
    /// 年初预算数, 全年预算数 and 全年执行数 in 万元.
    #[serde(skip)]
    pub amounts: [Option<Decimal>; 3],
    /// Recomputed points by 一级指标, in the form's order.
    #[serde(rename = "points", with = "by_name")]
    pub groups: Vec<(EcoString, Decimal)>,
}

impl Default for Row {
    fn default() -> Self {
        Self {
            form: 0,
            kind: Kind::Unit,
            code: None,
            name: None,
            project: None,
            total: None,
            grade: None,
            rank: None,
            execution_rate: None,
            adjustment_rate: None,
            amounts: [None; 3],
            groups: Vec::new(),
        }
    }
}

impl Row {
    /// The results of the form at `index` of an assessment.
    #[must_use]
    pub fn of(index: usize, form: &Assessed) -> Self {
        let Assessed {
            filing, evaluation, ..
        } = form;
        let mut row = Self {
            form: index,
            kind: filing.kind,
            code: filing.unit.code.clone(),
            name: filing.unit.name.as_ref().map(|n| n.value.clone()),
            project: filing.project.as_ref().map(|p| p.value.clone()),
            total: evaluation.own_total().filter(|_| form.barred.is_empty()),
            grade: evaluation.grade.as_ref().map(|g| EcoString::from(&*g.name)),
            rank: form.standing.map(|s| s.rank),
            execution_rate: evaluation.execution.rate.map(four_places),
            adjustment_rate: evaluation.execution.adjustment_rate.map(four_places),
            amounts: form.amounts(),
            groups: Vec::new(),
        };
        row.earn(Some(EXECUTION), evaluation.execution.score);
        for (indicator, result) in form.weights() {
            row.earn(indicator.level1.as_deref(), result.and_then(|r| r.score));
        }
        row
    }

    /// Adds points to a group.
    pub(super) fn earn(&mut self, level1: Option<&str>, score: Option<Decimal>) {
        let Some(score) = score else { return };
        let name = group_name(level1);
        match self.groups.iter_mut().find(|(group, _)| *group == name) {
            Some((_, sum)) => *sum = sum.saturating_add(score),
            None => self.groups.push((name, score)),
        }
    }

    /// Recomputed points in a group.
    #[must_use]
    pub fn points(&self, group: &str) -> Option<Decimal> {
        let found = self.groups.iter().find(|(name, _)| **name == *group);
        found.map(|(_, points)| *points)
    }

    /// Name to show: the unit's, or a dash.
    #[must_use]
    pub fn shown_unit(&self) -> &str {
        self.name.as_deref().unwrap_or("—")
    }
}

/// Rates are stored with four places, so that a year compares alike from its forms and from its results.
fn four_places(rate: Decimal) -> Decimal {
    RuleSet::FOUR_PLACES.apply(rate)
}

/// 产出指标, 产出目标 and 产出 are one group, whatever the year and the place.
fn group_name(level1: Option<&str>) -> EcoString {
    let name = fold(level1.unwrap_or(UNGROUPED));
    if let Some(usual) = usual_group(&name).and_then(|at| USUAL_GROUPS.get(at)) {
        return usual.zh.into();
    }
    let short = name.strip_suffix("指标").filter(|s| !s.is_empty());
    short.unwrap_or(&name).into()
}

/// Points by the name of the group, in the order of the names.
mod by_name {
    use super::{
        BTreeMap, Decimal, Deserialize, Deserializer, EcoString, Exact, Serialize, Serializer,
    };

    #[derive(Serialize, Deserialize)]
    #[serde(transparent)]
    struct Points(#[serde(with = "Exact")] Decimal);

    pub(super) fn serialize<S: Serializer>(
        groups: &[(EcoString, Decimal)],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        let named: BTreeMap<&str, Points> =
            groups.iter().map(|(n, p)| (&**n, Points(*p))).collect();
        named.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<(EcoString, Decimal)>, D::Error> {
        let named = BTreeMap::<EcoString, Points>::deserialize(from)?;
        Ok(named.into_iter().map(|(n, Points(p))| (n, p)).collect())
    }
}
