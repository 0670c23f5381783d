//! What is typed into a form beforehand 预填内容, or by the example.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::form::labels::{Cover, FundColumn, IndicatorColumn};
use crate::model::Stage;

/// The content of a cell, or the result of its formula.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Blank,
    /// Words, or a figure that is kept as it is typed.
    Text(String),
    /// A number.
    Number(Decimal),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        match text.is_empty() {
            true => Self::Blank,
            false => Self::Text(text),
        }
    }
}

impl From<Decimal> for Value {
    fn from(figure: Decimal) -> Self {
        Self::Number(figure)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(known: Option<T>) -> Self {
        known.map_or(Self::Blank, Into::into)
    }
}

/// What is known about a unit before it fills in its form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prefill {
    /// 部门（单位）名称; 实施单位 on a project form.
    pub unit: Option<String>,
    /// 部门预算编码
    pub code: Option<String>,
    /// Group the unit is ranked in; kept as a hidden property.
    pub group: Option<String>,
    /// 主管部门, on a project form.
    pub department: Option<String>,
    /// 项目名称, on a project form.
    pub project: Option<String>,
    /// Rows of the money block, by their labels.
    pub funds: Vec<FundRow>,
    /// 预期目标
    pub goal: Option<String>,
    /// 实际完成情况
    pub achieved: Option<String>,
    /// Indicators, in the form's order.
    pub indicators: Vec<IndicatorRow>,
    /// 填报日期
    pub filed: Option<String>,
    /// Blank rows behind the indicators; 20 unless stated.
    pub spare: Option<usize>,
    /// The last stage whose form was carried over: what it and those before it fixed is locked.
    pub fixed_by: Option<Stage>,
}

impl Prefill {
    /// The content of a field of the cover.
    pub(super) fn cover(&self, role: Cover) -> Value {
        Value::from(match role {
            Cover::Unit | Cover::Implementer => self.unit.as_deref(),
            Cover::Code => self.code.as_deref(),
            Cover::Department => self.department.as_deref(),
            Cover::Project => self.project.as_deref(),
            _ => None,
        })
    }
}

/// One row of the money block; the label is that of a form, with or without 其中：.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FundRow {
    /// 年度资金总额, 基本支出 …
    pub label: String,
    /// 年初预算数
    pub initial: Option<Decimal>,
    /// 全年预算数
    pub adjusted: Option<Decimal>,
    /// 全年执行数; on a monitoring form what was executed so far.
    pub executed: Option<Decimal>,
    /// 偏差原因
    pub reason: Option<String>,
    /// 全年预计执行数, on a monitoring form.
    pub forecast: Option<Decimal>,
}

impl FundRow {
    /// The content of a column that is typed into.
    pub(super) fn value(&self, column: FundColumn) -> Value {
        match column {
            FundColumn::Initial => self.initial.into(),
            FundColumn::Adjusted => self.adjusted.into(),
            FundColumn::Executed | FundColumn::Midyear => self.executed.into(),
            FundColumn::Forecast => self.forecast.into(),
            FundColumn::Other => self.reason.as_deref().into(),
            _ => Value::Blank,
        }
    }
}

/// One indicator as it is typed into the form: what is in each column.
///
/// Sign, target and actual value are texts; 分值 and 定性评分 are numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndicatorRow {
    cells: BTreeMap<IndicatorColumn, Value>,
}

impl IndicatorRow {
    /// The row with `value` in a column.
    #[must_use]
    pub fn with(mut self, column: IndicatorColumn, value: impl Into<Value>) -> Self {
        self.set(column, value);
        self
    }

    /// Replaces the value of a column by `value`.
    pub fn set(&mut self, column: IndicatorColumn, value: impl Into<Value>) {
        match value.into() {
            Value::Blank => self.cells.remove(&column),
            value => self.cells.insert(column, value),
        };
    }

    /// The content of a column.
    #[must_use]
    pub fn value(&self, column: IndicatorColumn) -> Value {
        self.cells.get(&column).cloned().unwrap_or_default()
    }

    /// The words of a column.
    #[must_use]
    pub fn text(&self, column: IndicatorColumn) -> Option<&str> {
        match self.cells.get(&column)? {
            Value::Text(text) => Some(text),
            Value::Blank | Value::Number(_) => None,
        }
    }

    /// The number in a column.
    #[must_use]
    pub fn number(&self, column: IndicatorColumn) -> Option<Decimal> {
        match self.cells.get(&column)? {
            Value::Number(figure) => Some(*figure),
            Value::Blank | Value::Text(_) => None,
        }
    }

    /// 三级指标; blank on a row that is still open.
    #[must_use]
    pub fn name(&self) -> &str {
        self.text(IndicatorColumn::Level3).unwrap_or_default()
    }

    /// 分值
    pub(super) fn points(&self) -> Option<Decimal> {
        self.number(IndicatorColumn::Points)
    }
}
