//! The form that this program hands out 空白自评表, filled in as a unit fills it in.

use ziping::base::lang::Lang;
use ziping::blank::{FundRow, IndicatorRow, Order, Prefill, workbook};
use ziping::form::labels::{IndicatorColumn as C, Labels};
use ziping::model::{Kind, Stage};
use ziping::rules::RuleSet;

use super::data::{Form, Fund, Indicator};
use super::{Result, typed_over};

/// The workbook of one form.
pub(super) fn bytes(form: &Form, year: i32) -> Result<Vec<u8>> {
    let labels = Labels::load(None).map_err(said)?;
    let rules = RuleSet::load(None).map_err(said)?;
    let order = Order {
        kind: Kind::Unit,
        stage: Stage::SelfEvaluation,
        labels: &labels,
        rules: &rules,
        year: Some(year),
        lang: Lang::Zh,
    };
    let filled = workbook(&order, &prefill(form)?).map_err(said)?;
    typed_over::workbook(filled, form, &order)
}

fn said(error: impl std::fmt::Debug) -> String {
    format!("{error:?}")
}

fn prefill(form: &Form) -> Result<Prefill> {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Ok(Prefill {
        unit: some(&form.unit),
        code: form.code.text(),
        funds: form.funds.iter().map(fund).collect::<Result<_>>()?,
        goal: some(&form.goal),
        achieved: some(&form.achieved),
        indicators: form.indicators.iter().map(row).collect::<Result<_>>()?,
        filed: form.filed.clone(),
        ..Prefill::default()
    })
}

fn fund(fund: &Fund) -> Result<FundRow> {
    Ok(FundRow {
        label: fund.label.clone(),
        initial: fund.initial.decimal()?,
        adjusted: fund.adjusted.decimal()?,
        executed: fund.executed.decimal()?,
        reason: fund.remark.text(),
        ..FundRow::default()
    })
}

fn row(indicator: &Indicator) -> Result<IndicatorRow> {
    Ok(IndicatorRow::default()
        .with(C::Level1, indicator.level1.clone())
        .with(C::Level2, indicator.level2.clone())
        .with(C::Level3, indicator.name.text())
        .with(C::Sign, indicator.sign.text())
        .with(C::Target, indicator.target.text())
        .with(C::Measure, indicator.measure.text())
        .with(C::Midyear, indicator.midyear.text())
        .with(C::Actual, indicator.actual.text())
        .with(C::Points, indicator.points.decimal()?)
        .with(C::Judged, indicator.judged.decimal()?)
        .with(C::Reason, indicator.reason.text())
        .with(C::Measures, indicator.measures.text()))
}
