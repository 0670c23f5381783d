//! 预算执行 of a form of a run.

use std::ops::Not;

use ecow::EcoString;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::rate;
use crate::model::{self, CellRef, Exact, Figure, Measure};
use crate::run::Assessed;

/// 预算执行: the total row in its own unit of money, rates as fractions.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Funding {
    /// 年初预算数
    #[serde(with = "Exact")]
    pub initial: Option<Decimal>,
    /// 全年预算数
    #[serde(with = "Exact")]
    pub adjusted: Option<Decimal>,
    /// 全年执行数
    #[serde(with = "Exact")]
    pub executed: Option<Decimal>,
    /// 元, 万元 or 亿元
    pub measure: Option<Measure>,
    /// 预算执行率
    #[serde(with = "rate")]
    pub execution_rate: Option<Decimal>,
    /// 预算调整率
    #[serde(with = "rate")]
    pub adjustment_rate: Option<Decimal>,
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
    /// The parts, in the form's order.
    pub lines: Vec<FundPart>,
    /// 执行率 as printed.
    #[serde(with = "Exact", skip_serializing_if = "Option::is_none")]
    pub printed_rate: Option<Decimal>,
    /// Cell of the total row's label, on every form with a money block.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// Whether budget or executed amount is missing from a cell that the form has for it.
    #[serde(skip_serializing_if = "Not::not")]
    pub amount_missing: bool,
}

/// One part of the funds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FundPart {
    /// Its name.
    pub label: EcoString,
    /// 年初预算数
    #[serde(with = "Exact")]
    pub initial: Option<Decimal>,
    /// 全年预算数
    #[serde(with = "Exact")]
    pub adjusted: Option<Decimal>,
    /// 全年执行数
    #[serde(with = "Exact")]
    pub executed: Option<Decimal>,
}

impl Funding {
    pub(super) fn of(form: &Assessed) -> Self {
        let Some(funding) = &form.filing.funding else {
            return Self::default();
        };
        let result = &form.evaluation.execution;
        let parts = form.filing.parts.open();
        let amount_missing = funding.lacks_amount(&parts);
        Self {
            initial: figure(funding.initial.as_ref()),
            adjusted: figure(funding.adjusted.as_ref()),
            executed: figure(funding.executed.as_ref()),
            measure: funding.measure,
            execution_rate: result.rate,
            adjustment_rate: result.adjustment_rate,
            points: figure(funding.points.as_ref()),
            reported: figure(funding.reported.as_ref()),
            recomputed: form.evaluation.execution_score(),
            own_recomputed: form.evaluation.reweighted.as_ref().and(result.score),
            lines: parts.into_iter().map(FundPart::of).collect(),
            printed_rate: figure(funding.rate.as_ref()),
            cell: Some(address(&form.filing.sheet, funding.cell)),
            amount_missing,
        }
    }
}

impl FundPart {
    fn of(line: model::FundingLine) -> Self {
        Self {
            initial: figure(line.initial.as_ref()),
            adjusted: figure(line.adjusted.as_ref()),
            executed: figure(line.executed.as_ref()),
            label: line.label,
        }
    }
}

pub(super) fn figure(figure: Option<&Figure>) -> Option<Decimal> {
    figure.map(|f| f.value)
}

pub(super) fn address(sheet: &str, cell: CellRef) -> String {
    format!("{sheet}!{cell}")
}
