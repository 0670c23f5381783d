//! One form in the JSON results.

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::midyear::Advanced;
use crate::compare::Record;
use crate::model::{self, ExecutionResult, Figure, IndicatorResult, Kind, MethodKind};
use crate::rules::RuleSet;
use crate::run::Assessed;

/// One form, with its results of the year before; its rows are unpacked while it is written.
pub(super) struct Shown<'a>(pub(super) &'a Assessed, pub(super) Option<&'a Record>);

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(form, before) = self;
        let funding = form.filing.funding.as_ref();
        let rows = FormRows {
            lines: funding.map(|f| f.lines.open()).unwrap_or_default(),
            indicators: form.indicators().collect(),
        };
        Unit::of(form, &rows, *before).serialize(serializer)
    }
}

/// The rows of a form.
struct FormRows {
    lines: Vec<model::FundingLine>,
    indicators: Vec<(model::Indicator, Option<IndicatorResult>)>,
}

#[derive(Serialize)]
struct Unit<'a> {
    rank: Option<usize>,
    kind: Kind,
    file: &'a str,
    sheet: &'a str,
    year: Option<i32>,
    unit: Body<'a>,
    project: Option<&'a str>,
    /// All its figures are null where the form has no money block.
    funding: Funding<'a>,
    indicators: Vec<Indicator<'a>>,
    reported_total: Option<String>,
    recomputed_total: Option<String>,
    grade: Option<&'a str>,
    previous: Option<Previous<'a>>,
    /// Only of monitoring forms.
    #[serde(skip_serializing_if = "Option::is_none")]
    midyear: Option<Advanced<'a>>,
}

/// Results of the year before; a new or merged unit has none.
#[derive(Serialize)]
struct Previous<'a> {
    total: Option<String>,
    grade: Option<&'a str>,
    rank: Option<usize>,
    execution_rate: Option<String>,
}

#[derive(Serialize)]
struct Body<'a> {
    code: Option<&'a str>,
    name: Option<&'a str>,
    group: Option<&'a str>,
}

#[derive(Default, Serialize)]
struct Funding<'a> {
    initial: Option<String>,
    adjusted: Option<String>,
    executed: Option<String>,
    measure: Option<&'static str>,
    execution_rate: Option<String>,
    adjustment_rate: Option<String>,
    points: Option<String>,
    reported: Option<String>,
    recomputed: Option<String>,
    lines: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    label: &'a str,
    initial: Option<String>,
    adjusted: Option<String>,
    executed: Option<String>,
}

#[derive(Serialize)]
struct Indicator<'a> {
    level1: Option<&'a str>,
    level2: Option<&'a str>,
    name: &'a str,
    target: Option<&'a str>,
    midyear: Option<&'a str>,
    actual: Option<&'a str>,
    completion_rate: Option<String>,
    method: Option<MethodKind>,
    points: Option<String>,
    reported: Option<String>,
    recomputed: Option<String>,
    cell: String,
}

impl<'a> Unit<'a> {
    fn of(form: &'a Assessed, rows: &'a FormRows, before: Option<&'a Record>) -> Self {
        let filing = &form.filing;
        let evaluation = &form.evaluation;
        Self {
            rank: form.standing.map(|s| s.rank),
            kind: filing.kind,
            file: &filing.file,
            sheet: &filing.sheet,
            year: filing.year.as_ref().map(|y| y.value),
            unit: Body {
                code: filing.unit.code.as_deref(),
                name: filing.unit.name.as_ref().map(|n| &*n.value),
                group: filing.unit.group.as_deref(),
            },
            project: filing.project.as_ref().map(|p| &*p.value),
            funding: filing
                .funding
                .as_ref()
                .map(|funding| Funding::of(funding, &rows.lines, &evaluation.execution))
                .unwrap_or_default(),
            indicators: rows
                .indicators
                .iter()
                .map(|(indicator, result)| Indicator::of(indicator, result.as_ref(), &filing.sheet))
                .collect(),
            reported_total: figure(filing.reported_total.as_ref()),
            recomputed_total: evaluation.total.map(plain),
            grade: evaluation.grade.as_ref().map(|g| &*g.name),
            previous: before.map(Previous::of),
            midyear: form
                .progress
                .as_ref()
                .map(|progress| Advanced::of(filing, &rows.indicators, progress)),
        }
    }
}

impl<'a> Previous<'a> {
    fn of(record: &'a Record) -> Self {
        Self {
            total: record.total.map(plain),
            grade: record.grade.as_deref(),
            rank: record.rank,
            execution_rate: record.execution_rate.map(rate),
        }
    }
}

impl<'a> Funding<'a> {
    fn of<L>(
        funding: &model::Funding<L>,
        lines: &'a [model::FundingLine],
        result: &ExecutionResult,
    ) -> Self {
        Self {
            initial: figure(funding.initial.as_ref()),
            adjusted: figure(funding.adjusted.as_ref()),
            executed: figure(funding.executed.as_ref()),
            measure: funding.measure.map(model::Measure::label),
            execution_rate: result.rate.map(rate),
            adjustment_rate: result.adjustment_rate.map(rate),
            points: figure(funding.points.as_ref()),
            reported: figure(funding.reported.as_ref()),
            recomputed: result.score.map(plain),
            lines: lines.iter().map(Line::of).collect(),
        }
    }
}

impl<'a> Line<'a> {
    fn of(line: &'a model::FundingLine) -> Self {
        Self {
            label: &line.label,
            initial: figure(line.initial.as_ref()),
            adjusted: figure(line.adjusted.as_ref()),
            executed: figure(line.executed.as_ref()),
        }
    }
}

impl<'a> Indicator<'a> {
    fn of(indicator: &'a model::Indicator, result: Option<&IndicatorResult>, sheet: &str) -> Self {
        Self {
            level1: indicator.level1.as_deref(),
            level2: indicator.level2.as_deref(),
            name: &indicator.name,
            target: indicator.target.as_ref().map(|t| &*t.typed),
            midyear: indicator.midyear.as_ref().map(|m| &*m.typed),
            actual: indicator.actual.as_ref().map(|a| &*a.typed),
            completion_rate: result.and_then(|r| r.completion_rate).map(rate),
            method: result.map(|r| r.method),
            points: figure(indicator.points.as_ref()),
            reported: figure(indicator.reported.as_ref()),
            recomputed: result.and_then(|r| r.score).map(plain),
            cell: format!("{sheet}!{}", indicator.score_cell()),
        }
    }
}

fn figure(figure: Option<&Figure>) -> Option<String> {
    figure.map(|f| plain(f.value))
}

/// `decimal` without trailing zeros.
pub(super) fn plain(decimal: Decimal) -> String {
    decimal.normalize().to_string()
}

/// A fraction with exactly four decimals.
pub(super) fn rate(fraction: Decimal) -> String {
    format!("{:.4}", RuleSet::FOUR_PLACES.apply(fraction))
}
