//! 年中监控 in the JSON results: only where the run is about monitoring forms.

use serde::Serialize;

use super::unit::{plain, rate};
use crate::finding::funds::ZERO_BUDGET;
use crate::finding::reading::{FIELD_MISSING, OUT_OF_RANGE};
use crate::model::{self, MethodKind, Stage, Unscored};
use crate::model::{Budget, Progress, Warning};
use crate::rules::MidyearRule;
use crate::run::Assessment;

/// By when, and the bounds of the warnings.
#[derive(Serialize)]
pub(super) struct Monitoring {
    stage: &'static str,
    month: u32,
    red_below: String,
    yellow_below: String,
}

impl Monitoring {
    pub(super) fn of(assessment: &Assessment) -> Option<Self> {
        assessment.midyear.as_ref().map(Self::by)
    }

    fn by(rule: &MidyearRule) -> Self {
        Self {
            stage: Stage::Midyear.name(),
            month: rule.month,
            red_below: plain(rule.red),
            yellow_below: plain(rule.yellow),
        }
    }
}

/// How far one form has come.
#[derive(Serialize)]
pub(super) struct Advanced<'a> {
    budget: Option<Budget>,
    execution_rate: Option<String>,
    relative_pace: Option<String>,
    warning: Option<Warning>,
    /// Why there is no pace, by the code of the finding.
    without_pace: Option<&'static str>,
    execution_points: String,
    measured_points: String,
    earned_points: String,
    indicator_progress: Option<String>,
    overall_progress: Option<String>,
    forecast: Option<String>,
    indicators: Vec<Watched<'a>>,
}

/// How far one indicator has come, in the order of `indicators`.
#[derive(Serialize)]
struct Watched<'a> {
    name: &'a str,
    method: Option<MethodKind>,
    completion: Option<String>,
    points: Option<String>,
    forecast: Option<&'a str>,
}

impl<'a> Advanced<'a> {
    pub(super) fn of(
        filing: &model::PackedFiling,
        indicators: &'a [(model::Indicator, Option<model::IndicatorResult>)],
        progress: &Progress,
    ) -> Self {
        let pace = progress.pace.ok();
        let forecast = filing.funding.as_ref().and_then(|f| f.forecast.as_ref());
        let indicators = indicators.iter().zip(&progress.indicators);
        Self {
            budget: pace.map(|p| p.budget),
            execution_rate: pace.map(|p| rate(p.rate)),
            relative_pace: pace.map(|p| rate(p.relative)),
            warning: pace.map(|p| p.warning),
            without_pace: progress.pace.err().map(|reason| match reason {
                Unscored::ZeroBudget => ZERO_BUDGET.name,
                Unscored::OutOfRange => OUT_OF_RANGE.name,
                _ => FIELD_MISSING.name,
            }),
            execution_points: plain(progress.execution_points),
            measured_points: plain(progress.measured),
            earned_points: plain(progress.earned),
            indicator_progress: progress.achieved.map(rate),
            overall_progress: progress.overall.map(rate),
            forecast: forecast.map(|f| plain(f.value)),
            indicators: indicators
                .map(|((indicator, _), advance)| Watched {
                    name: &indicator.name,
                    method: advance.method,
                    completion: advance.completion.map(rate),
                    points: advance.points.map(plain),
                    forecast: indicator.forecast.as_ref().map(|f| &*f.typed),
                })
                .collect(),
        }
    }
}
