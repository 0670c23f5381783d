//! One form of a run: what was filed, what it is worth, and where it stands.

use std::ops::Not;
use std::sync::Arc;

use ecow::EcoString;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::funding::{Funding, address, figure};
use super::progress::Progress;
use super::rate;
use super::row::Row;
use super::version::Version;
use crate::base::number::Rounding;
use crate::form::target;
use crate::model::{
    self, Exact, Group, IndicatorResult, Kind, Located, MethodKind, Reweighting, Statement,
};
use crate::run::Assessed;

/// One form with its results; absent values are null, what is skipped was added to the layout later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Form {
    /// 名次
    pub rank: Option<usize>,
    /// 整体支出 or 项目支出
    pub kind: Kind,
    /// Path relative to the folder that was given, with `/`.
    #[serde(default)]
    pub file: Arc<str>,
    /// Sheet the form is on.
    #[serde(default)]
    pub sheet: Arc<str>,
    /// 评价年度 as stated in the heading.
    pub year: Option<i32>,
    /// The filing unit.
    pub unit: Body,
    /// 主管部门, where it is named beside the unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<EcoString>,
    /// 项目名称
    pub project: Option<EcoString>,
    /// All figures are null where the form has no money block.
    #[serde(default)]
    pub funding: Funding,
    /// 三级指标 in the form's order.
    pub indicators: Vec<Indicator>,
    /// 自评总分
    #[serde(with = "Exact", default)]
    pub reported_total: Option<Decimal>,
    /// 复算总分
    #[serde(with = "Exact", default)]
    pub recomputed_total: Option<Decimal>,
    /// The total under the form's own weights, where the rules set new ones.
    #[serde(with = "Exact", default, skip_serializing_if = "Option::is_none")]
    pub own_total: Option<Decimal>,
    /// 复核总分, where the form was reviewed to the end.
    #[serde(with = "Exact", default)]
    pub reviewed_total: Option<Decimal>,
    /// 等级
    pub grade: Option<EcoString>,
    /// The year before; a new or merged unit has none.
    pub previous: Option<PreviousResult>,
    /// 待核: whether a filed score that figures should have confirmed is in the total.
    #[serde(default)]
    pub pending: bool,
    /// 未采用的数字: cells with figures inside its tables that no field was read from, `sheet!K9`.
    #[serde(default)]
    pub unused_figures: Vec<String>,
    /// 版本: all forms of its unit (project) and year, itself among them, where there are several.
    #[serde(default)]
    pub versions: Vec<Version>,
    /// Only of monitoring forms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub midyear: Option<Progress>,
}

/// 部门单位
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// 单位编码
    pub code: Option<EcoString>,
    /// 单位名称
    pub name: Option<EcoString>,
    /// Group it is ranked in.
    pub group: Option<Arc<str>>,
}

/// Results of the year before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PreviousResult {
    /// 复算总分
    #[serde(with = "Exact")]
    pub total: Option<Decimal>,
    /// 等级
    pub grade: Option<EcoString>,
    /// 名次
    pub rank: Option<usize>,
    /// 执行率
    #[serde(with = "rate")]
    pub execution_rate: Option<Decimal>,
}

/// One indicator with its result.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Indicator {
    /// 一级指标
    pub level1: Option<EcoString>,
    /// 二级指标
    pub level2: Option<EcoString>,
    /// 三级指标
    pub name: EcoString,
    /// 年度指标值 as typed.
    pub target: Option<EcoString>,
    /// 年中监控值 as typed.
    pub midyear: Option<EcoString>,
    /// 实际完成值 as typed.
    pub actual: Option<EcoString>,
    /// 指标完成率
    #[serde(with = "rate")]
    pub completion_rate: Option<Decimal>,
    /// How it was scored.
    pub method: Option<MethodKind>,
    /// 分值
    #[serde(with = "Exact")]
    pub points: Option<Decimal>,
    /// 自评得分
    #[serde(with = "Exact")]
    pub reported: Option<Decimal>,
    /// 复算得分, as it counts in the total.
    #[serde(with = "Exact")]
    pub recomputed: Option<Decimal>,
    /// The same under the form's own weights, where the rules set new ones.
    #[serde(with = "Exact", skip_serializing_if = "Option::is_none")]
    pub own_recomputed: Option<Decimal>,
    /// Where a reader looks for the score.
    pub cell: String,
    /// The meaning of the target, where it does not follow from its text alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_read: Option<Reading>,
    /// The meaning of the actual value, where it does not follow from its text alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual_read: Option<Reading>,
    /// 指标完成率 as printed.
    #[serde(with = "Exact", skip_serializing_if = "Option::is_none")]
    pub printed_completion: Option<Decimal>,
    /// 评分标准
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criterion: Option<EcoString>,
    /// 偏差原因分析及改进措施
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<EcoString>,
    /// Whether it is one of the 年度总体目标 that carry a score of their own.
    #[serde(skip_serializing_if = "Not::not")]
    pub goal: bool,
}

impl Form {
    /// One form of a run whose scores are rounded in this way, with the row of the year before.
    #[must_use]
    pub fn of(form: &Assessed, rounding: Rounding, before: Option<&Row>) -> Self {
        let (filing, evaluation) = (&form.filing, &form.evaluation);
        let indicators: Vec<_> = form.indicators().collect();
        let earned = earned(evaluation.reweighted.as_ref(), &indicators, rounding);
        let own = evaluation.reweighted.as_ref().map(|r| r.own_total);
        Self {
            rank: form.standing.map(|s| s.rank),
            kind: filing.kind,
            file: Arc::clone(&filing.file),
            sheet: Arc::clone(&filing.sheet),
            year: filing.year.as_ref().map(|y| y.value),
            unit: Body {
                code: filing.unit.code.clone(),
                name: text(filing.unit.name.as_ref()),
                group: filing.unit.group.clone(),
            },
            department: text(filing.department.as_deref()),
            project: text(filing.project.as_deref()),
            funding: Funding::of(form),
            reported_total: figure(filing.reported_total.as_ref()),
            recomputed_total: evaluation.total,
            own_total: own,
            reviewed_total: form.reviewed.as_ref().and_then(|reviewed| reviewed.total),
            grade: evaluation.grade.as_ref().map(|g| EcoString::from(&*g.name)),
            previous: before.map(PreviousResult::of),
            pending: evaluation.pending,
            unused_figures: form
                .unused
                .iter()
                .map(|cell| address(&filing.sheet, *cell))
                .collect(),
            versions: form
                .versions
                .iter()
                .flat_map(|v| v.iter())
                .map(Version::of)
                .collect(),
            midyear: form.progress.as_deref().map(|progress| {
                let indicators = indicators.iter().map(|(indicator, _)| indicator);
                Progress::of(filing, indicators, progress)
            }),
            indicators: indicators
                .into_iter()
                .zip(earned)
                .map(|((indicator, result), earned)| {
                    let row = Indicator::of(indicator, result, &filing.sheet);
                    match own {
                        None => row,
                        Some(_) => Indicator {
                            own_recomputed: row.recomputed,
                            recomputed: earned,
                            ..row
                        },
                    }
                })
                .collect(),
        }
    }
}

/// The share of each indicator in the total under new weights; empty where there are none.
fn earned(
    reweighted: Option<&Reweighting>,
    indicators: &[(model::Indicator, Option<IndicatorResult>)],
    rounding: Rounding,
) -> Vec<Option<Decimal>> {
    let own = indicators.iter().map(|(indicator, result)| {
        let score = result.as_ref().and_then(|r| r.score);
        (Group::of(indicator.level1.as_ref()), score)
    });
    let earned = reweighted.and_then(|r| r.of_indicators(&own.collect::<Vec<_>>(), rounding));
    earned.unwrap_or_else(|| vec![None; indicators.len()])
}

impl PreviousResult {
    fn of(row: &Row) -> Self {
        Self {
            total: row.total,
            grade: row.grade.clone(),
            rank: row.rank,
            execution_rate: row.execution_rate,
        }
    }
}

impl Indicator {
    fn of(filed: model::Indicator, result: Option<IndicatorResult>, sheet: &str) -> Self {
        let result = result.as_ref();
        Self {
            cell: address(sheet, filed.score_cell()),
            target_read: Reading::of(filed.target.as_ref()),
            actual_read: Reading::of(filed.actual.as_ref()),
            actual: filed.stated_actual().map(|a| a.typed.clone()),
            level1: filed.level1,
            level2: filed.level2,
            name: filed.name,
            target: filed.target.map(|t| t.typed),
            midyear: filed.midyear.map(|m| m.typed),
            completion_rate: result.and_then(|r| r.completion_rate),
            method: result.map(|r| r.method),
            points: figure(filed.points.as_ref()),
            reported: figure(filed.reported.as_ref()),
            recomputed: result.and_then(|r| r.score),
            own_recomputed: None,
            printed_completion: figure(filed.completion.as_deref()),
            criterion: text(filed.criterion.as_deref()),
            reason: text(filed.reason.as_deref()),
            goal: filed.goal,
        }
    }
}

fn text(text: Option<&Located<EcoString>>) -> Option<EcoString> {
    text.map(|t| t.value.clone())
}

/// The meaning of a cell, where its text alone means something else: its format, sign or measure is elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Reading {
    /// As a person would type it: `≥25条`.
    Typed(EcoString),
    /// Part by part, where no text has exactly this meaning.
    Parts(Statement),
}

impl Reading {
    fn of(cell: Option<&Located<Statement>>) -> Option<Self> {
        let Located { value, typed, .. } = cell?;
        if target::parse(typed) == *value {
            return None;
        }
        let whole = value.to_string();
        Some(if target::parse(&whole) == *value {
            Self::Typed(whole.into())
        } else {
            Self::Parts(value.clone())
        })
    }

    /// Its message.
    #[must_use]
    pub fn statement(self) -> Statement {
        match self {
            Self::Typed(text) => target::parse(&text),
            Self::Parts(statement) => statement,
        }
    }
}
