//! 年中监控 in the results: only where the run is about monitoring forms.

use std::borrow::Cow;

use ecow::EcoString;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::rate;
use crate::finding::funds::ZERO_BUDGET;
use crate::finding::reading::{FIELD_MISSING, OUT_OF_RANGE};
use crate::model::{self, Budget, Exact, MethodKind, PackedFiling, Stage, Unscored, Warning};
use crate::run::Assessment;

/// By when, and the bounds of the warnings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Monitoring {
    /// Always `midyear`.
    pub stage: Cow<'static, str>,
    /// 截至月份
    pub month: u32,
    /// 相对序时进度 below this is 红.
    #[serde(with = "Exact")]
    pub red_below: Decimal,
    /// 相对序时进度 below this is 黄.
    #[serde(with = "Exact")]
    pub yellow_below: Decimal,
}

impl Monitoring {
    /// The rule of a run, where it has one.
    #[must_use]
    pub fn of(assessment: &Assessment) -> Option<Self> {
        assessment.midyear.as_ref().map(|rule| Self {
            stage: Stage::Midyear.name().into(),
            month: rule.month,
            red_below: rule.red,
            yellow_below: rule.yellow,
        })
    }
}

/// How far one form has come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// 预算口径
    pub budget: Option<Budget>,
    /// 执行率
    #[serde(with = "rate")]
    pub execution_rate: Option<Decimal>,
    /// 相对序时进度
    #[serde(with = "rate")]
    pub relative_pace: Option<Decimal>,
    /// 执行预警
    pub warning: Option<Warning>,
    /// Why there is no pace, by the code of the finding.
    pub without_pace: Option<Cow<'static, str>>,
    /// 执行分值
    #[serde(with = "Exact")]
    pub execution_points: Decimal,
    /// 可计量分值
    #[serde(with = "Exact")]
    pub measured_points: Decimal,
    /// 折合分值
    #[serde(with = "Exact")]
    pub earned_points: Decimal,
    /// 指标进度
    #[serde(with = "rate")]
    pub indicator_progress: Option<Decimal>,
    /// 综合进度
    #[serde(with = "rate")]
    pub overall_progress: Option<Decimal>,
    /// 全年预计执行数
    #[serde(with = "Exact")]
    pub forecast: Option<Decimal>,
    /// One for each indicator, in the form's order.
    pub indicators: Vec<Advance>,
}

/// How far one indicator has come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Advance {
    /// 三级指标
    pub name: EcoString,
    /// How the completion was found.
    pub method: Option<MethodKind>,
    /// 完成率 at mid-year.
    #[serde(with = "rate")]
    pub completion: Option<Decimal>,
    /// 分值
    #[serde(with = "Exact")]
    pub points: Option<Decimal>,
    /// 全年预计完成情况 as typed.
    pub forecast: Option<EcoString>,
}

impl Progress {
    pub(super) fn of<'a>(
        filing: &PackedFiling,
        indicators: impl Iterator<Item = &'a model::Indicator>,
        progress: &model::Progress,
    ) -> Self {
        let pace = progress.pace.ok();
        let forecast = filing.funding.as_ref().and_then(|f| f.forecast.as_ref());
        Self {
            budget: pace.map(|p| p.budget),
            execution_rate: pace.map(|p| p.rate),
            relative_pace: pace.map(|p| p.relative),
            warning: pace.map(|p| p.warning),
            without_pace: progress.pace.err().map(|reason| unpaced(reason).into()),
            execution_points: progress.execution_points,
            measured_points: progress.measured,
            earned_points: progress.earned,
            indicator_progress: progress.achieved,
            overall_progress: progress.overall,
            forecast: forecast.map(|f| f.value),
            indicators: indicators
                .zip(&progress.indicators)
                .map(|(indicator, advance)| Advance {
                    name: indicator.name.clone(),
                    method: advance.method,
                    completion: advance.completion,
                    points: advance.points,
                    forecast: indicator.forecast.as_ref().map(|f| f.typed.clone()),
                })
                .collect(),
        }
    }
}

fn unpaced(reason: Unscored) -> &'static str {
    match reason {
        Unscored::ZeroBudget => ZERO_BUDGET.name,
        Unscored::OutOfRange => OUT_OF_RANGE.name,
        _ => FIELD_MISSING.name,
    }
}
