//! The form that this program hands out 空白自评表, filled in as a unit fills it in.

use ziping::base::lang::Lang;
use ziping::blank::{FundRow, IndicatorRow, Order, Prefill, workbook};
use ziping::form::labels::Labels;
use ziping::model::{Comparator, Kind, Stage};
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

fn said(error: ziping::error::Error) -> String {
    error.message(Lang::Zh)
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
    Ok(IndicatorRow {
        level1: indicator.level1.clone(),
        level2: indicator.level2.clone(),
        name: indicator.name.text().unwrap_or_default(),
        sign: sign(indicator)?,
        target: indicator.target.text(),
        measure: indicator.measure.text(),
        midyear: indicator.midyear.text(),
        actual: indicator.actual.text(),
        points: indicator.points.decimal()?,
        judged: indicator.judged.decimal()?,
        reason: indicator.reason.text(),
        measures: indicator.measures.text(),
        ..IndicatorRow::default()
    })
}

fn sign(indicator: &Indicator) -> Result<Option<Comparator>> {
    match indicator.sign.text().as_deref() {
        None => Ok(None),
        Some("≥") => Ok(Some(Comparator::AtLeast)),
        Some("≤") => Ok(Some(Comparator::AtMost)),
        Some(other) => Err(format!("sign {other}").into()),
    }
}
