//! Last year's forms: their units, and the indicators that are carried over from them.

use std::collections::BTreeSet;

use ecow::EcoString;
use rust_decimal::Decimal;

use crate::base::lang::Text;
use crate::blank::IndicatorRow;
use crate::form::labels::{IndicatorColumn as C, fold};
use crate::model::{
    Comparator, Content, FormHead, Indicator, Kind, Located, MethodKind, Quantity, Statement, Unit,
};
use crate::roster::Roster;
use crate::rules::method_names;
use crate::run::{Assessed, Assessment};

/// The forms of the year before, limited to what is carried over.
#[derive(Debug, Clone, Default)]
pub struct EarlierForms {
    /// 评价年度
    pub year: Option<i32>,
    /// What the source does not hold, in words.
    pub lacks: Option<Text>,
    pub(super) forms: Vec<EarlierForm>,
}

/// One form of the year before.
#[derive(Debug, Clone, Default)]
pub(super) struct EarlierForm {
    pub(super) kind: Option<Kind>,
    pub(super) unit: Unit,
    /// 主管部门, on a project form.
    pub(super) department: Option<String>,
    /// 项目名称, on a project form.
    pub(super) project: Option<String>,
    pub(super) indicators: Vec<IndicatorRow>,
}

impl EarlierForms {
    /// What is carried over from forms that were read and evaluated.
    #[must_use]
    pub fn of(assessment: &Assessment) -> Self {
        Self {
            year: assessment.year,
            lacks: None,
            forms: assessment.forms.iter().map(assessed).collect(),
        }
    }

    /// Adds the forms of another source; the later year counts.
    pub fn join(&mut self, other: Self) {
        self.year = self.year.max(other.year);
        self.forms.extend(other.forms);
    }

    /// Units of last year that the roster does not know, each once.
    #[must_use]
    pub fn unlisted(&self, roster: &Roster) -> Vec<&str> {
        let unknown = self.forms.iter().filter(|f| roster.find(&f.unit).is_none());
        let names = unknown.filter_map(|form| form.unit.name.as_ref());
        let names: BTreeSet<&str> = names.map(|name| &*name.value).collect();
        names.into_iter().collect()
    }

    /// The indicators of a unit in its own form; the ranked form where it filed several.
    pub(super) fn indicators(&self, roster: &Roster, at: usize) -> Vec<IndicatorRow> {
        let mut own = self.of_unit(roster, at, Kind::Unit);
        let form = own.find(|form| !form.indicators.is_empty());
        form.map(|form| form.indicators.clone()).unwrap_or_default()
    }

    /// The projects of a unit, each once: the form with indicators, the ranked one first.
    pub(super) fn projects(&self, roster: &Roster, at: usize) -> Vec<&EarlierForm> {
        let mut projects: Vec<&EarlierForm> = self.of_unit(roster, at, Kind::Project).collect();
        projects.sort_by_key(|form| form.indicators.is_empty());
        let mut seen = BTreeSet::new();
        projects.retain(|form| {
            let name = form.project.as_deref().map(fold);
            name.is_none_or(|name| seen.insert(name))
        });
        projects
    }

    fn of_unit(
        &self,
        roster: &Roster,
        at: usize,
        kind: Kind,
    ) -> impl Iterator<Item = &EarlierForm> {
        let of_kind = self.forms.iter().filter(move |f| f.kind == Some(kind));
        of_kind.filter(move |form| roster.find(&form.unit).is_some_and(|k| k.at == at))
    }
}

fn assessed(form: &Assessed) -> EarlierForm {
    let rows = form.indicators();
    filed(
        &form.filing,
        rows.filter_map(|(row, result)| Some((row, result?.method))),
    )
}

/// What is carried over of a form, whose indicators come with the methods they were scored by.
pub(super) fn filed(
    filing: &FormHead,
    rows: impl Iterator<Item = (Indicator, MethodKind)>,
) -> EarlierForm {
    let text = |cell: Option<&Located<EcoString>>| cell.map(|t| t.value.to_string());
    EarlierForm {
        kind: Some(filing.kind),
        unit: filing.unit.clone(),
        department: text(filing.department.as_deref()),
        project: text(filing.project.as_deref()),
        indicators: rows
            .filter(|(row, _)| !row.goal)
            .map(|(indicator, method)| row(&indicator, method))
            .collect(),
    }
}

fn row(indicator: &Indicator, scored: MethodKind) -> IndicatorRow {
    let target = aim(indicator.target.as_ref().map(|t| &t.value), scored);
    agreed(indicator, target)
}

/// Levels, name, method and weight of an indicator beside its target.
pub(super) fn agreed(indicator: &Indicator, target: IndicatorRow) -> IndicatorRow {
    target
        .with(C::Level1, indicator.level1.as_deref())
        .with(C::Level2, indicator.level2.as_deref())
        .with(C::Level3, &*indicator.name)
        .with(C::Criterion, method(indicator))
        .with(C::Points, indicator.points.as_ref().map(|p| p.value))
}

/// 指标性质, 指标值 and 度量单位 of a target that may hold for the next year as well.
fn aim(target: Option<&Statement>, method: MethodKind) -> IndicatorRow {
    // A target that equals the budget of that year is not carried over.
    let of_budget = method == MethodKind::BudgetUtilisation;
    beside_sign(target, stated(target.filter(|_| !of_budget)))
}

/// A target beside its sign and its measure.
pub(super) fn beside_sign(
    target: Option<&Statement>,
    (value, measure): (Option<String>, Option<String>),
) -> IndicatorRow {
    let sign = target.and_then(|t| t.comparator).map(Comparator::sign);
    IndicatorRow::default()
        .with(C::Sign, sign)
        .with(C::Target, value)
        .with(C::Measure, measure)
}

/// 指标值 and 度量单位 separately.
pub(super) fn stated(target: Option<&Statement>) -> (Option<String>, Option<String>) {
    match target.map(|t| &t.content) {
        Some(Content::Quantity(quantity)) => number(quantity),
        Some(Content::Text(words)) => (Some(words.to_string()), None),
        Some(Content::Range(ends)) => (Some(format!("{}~{}", ends.0, ends.1)), None),
        // A day of last year is no target for this one, and what cannot be read is not repeated.
        Some(
            Content::Date(_) | Content::Unreadable(_) | Content::Uncalculated | Content::Blank,
        )
        | None => (None, None),
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
pub(super) fn method(indicator: &Indicator) -> Option<&'static str> {
    let named = indicator.criterion.as_ref()?;
    method_names().find(|title| *title == named.value.trim())
}
