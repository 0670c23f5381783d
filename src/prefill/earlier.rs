//! Indicators carried over from the form of the year before.

use rust_decimal::Decimal;

use crate::assessment::{Assessed, Assessment};
use crate::form::blank::{IndicatorRow, methods};
use crate::model::{
    Content, Indicator, IndicatorResult, Kind, Located, MethodKind, Quantity, Statement,
};
use crate::roster::Roster;

/// The indicators of a unit in its form of the year before; the ranked form where it filed several.
pub(super) fn indicators(
    roster: &Roster,
    at: usize,
    earlier: Option<&Assessment>,
) -> Vec<IndicatorRow> {
    let forms = earlier.into_iter().flat_map(|e| e.of_kind(Kind::Unit));
    let own = |form: &&Assessed| roster.find(&form.filing.unit).is_some_and(|k| k.at == at);
    let Some(form) = forms.filter(own).find(|f| !f.filing.indicators.is_empty()) else {
        return Vec::new();
    };
    let results = &form.evaluation.indicators;
    let pairs = form.filing.indicators.iter().zip(results);
    pairs
        .map(|(indicator, result)| row(indicator, result))
        .collect()
}

fn row(indicator: &Indicator, result: &IndicatorResult) -> IndicatorRow {
    // A target that is the budget of that year is none for the next.
    let of_budget = result.method == MethodKind::BudgetUtilisation;
    let target = indicator.target.as_ref();
    let (target, measure) = stated(target.filter(|_| !of_budget));
    let level = |level: &Option<std::sync::Arc<str>>| level.as_ref().map(ToString::to_string);
    IndicatorRow {
        level1: level(&indicator.level1),
        level2: level(&indicator.level2),
        name: indicator.name.to_string(),
        sign: indicator.target.as_ref().and_then(|t| t.value.comparator),
        target,
        measure,
        method: method(indicator),
        points: indicator.points.as_ref().map(|p| p.value),
        ..IndicatorRow::default()
    }
}

/// 指标值 and 度量单位 apart.
pub(super) fn stated(target: Option<&Located<Statement>>) -> (Option<String>, Option<String>) {
    match target.map(|t| &t.value.content) {
        Some(Content::Quantity(quantity)) => number(quantity),
        Some(Content::Text(words)) => (Some(words.to_string()), None),
        Some(Content::Range(ends)) => (Some(format!("{}~{}", ends.0, ends.1)), None),
        // A day of last year is no target for this one, and what cannot be read is not repeated.
        Some(Content::Date(_) | Content::Unreadable(_) | Content::Blank) | None => (None, None),
    }
}

fn number(quantity: &Quantity) -> (Option<String>, Option<String>) {
    let (shown, measure) = if quantity.percent {
        let percent = quantity.value.checked_mul(Decimal::ONE_HUNDRED);
        (percent, "%".to_owned())
    } else {
        let measure = quantity.measure.as_deref().unwrap_or_default();
        let shown = quantity.value.checked_div(quantity.scale.factor());
        (shown, format!("{}{measure}", quantity.scale.label()))
    };
    let shown = shown.map(|figure| figure.normalize().to_string());
    (shown, (!measure.is_empty()).then_some(measure))
}

/// The method, where the form named one; others follow from the rules.
pub(super) fn method(indicator: &Indicator) -> Option<String> {
    let named = indicator.criterion.as_ref()?;
    methods()
        .find(|title| *title == named.value.trim())
        .map(str::to_owned)
}
