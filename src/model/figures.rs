//! Every figure of a form by what it is, so that two forms can be compared figure by figure.

use std::collections::HashMap;

use ecow::EcoString;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::filing::Filing;
use super::place::{CellRef, Figure, Located};
use super::statement::Statement;
use crate::base::lang::Text;

/// A column of a form that holds figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureColumn {
    /// 年初预算数
    Initial,
    /// 全年预算数
    Adjusted,
    /// 全年执行数
    Executed,
    /// 执行率分值
    ExecutionPoints,
    /// 执行率得分
    ExecutionScore,
    /// 年度指标值
    Target,
    /// 年中监控值
    Midyear,
    /// 实际完成值
    Actual,
    /// 分值
    Points,
    /// 自评得分
    Score,
    /// 自评总分
    Total,
}

impl FigureColumn {
    /// All of them, in the order of a form.
    const ALL: [Self; 11] = [
        Self::Initial,
        Self::Adjusted,
        Self::Executed,
        Self::ExecutionPoints,
        Self::ExecutionScore,
        Self::Target,
        Self::Midyear,
        Self::Actual,
        Self::Points,
        Self::Score,
        Self::Total,
    ];

    /// Its name.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Initial => Text::new("年初预算数", "initial budget"),
            Self::Adjusted => Text::new("全年预算数", "adjusted budget"),
            Self::Executed => Text::new("全年执行数", "executed"),
            Self::ExecutionPoints => Text::new("执行率分值", "points of execution"),
            Self::ExecutionScore => Text::new("执行率得分", "score of execution"),
            Self::Target => Text::new("年度指标值", "target"),
            Self::Midyear => Text::new("年中监控值", "mid-year value"),
            Self::Actual => Text::new("实际完成值", "actual value"),
            Self::Points => Text::new("分值", "points"),
            Self::Score => Text::new("自评得分", "score"),
            Self::Total => Text::new("自评总分", "filed total"),
        }
    }
}

/// By its Chinese name.
impl Serialize for FigureColumn {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.title().zh)
    }
}

impl<'de> Deserialize<'de> for FigureColumn {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = String::deserialize(from)?;
        let mut all = Self::ALL.into_iter();
        let named = all.find(|column| column.title().zh == name);
        named.ok_or_else(|| D::Error::custom(format!("no column {name}")))
    }
}

/// Key of a figure: its row, its column, and its number among those of the same name.
pub type FigureKey = (EcoString, FigureColumn, usize);

/// One figure of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledFigure {
    /// Name of its row; blank for the total rows.
    pub row: EcoString,
    /// Its column.
    pub column: FigureColumn,
    /// Its cell.
    pub cell: CellRef,
    /// What is there.
    pub text: EcoString,
}

impl Filing {
    /// Every figure that is filed, by row.
    #[must_use]
    pub fn figures(&self) -> Vec<FiledFigure> {
        use FigureColumn as Column;
        let mut figures = Vec::new();
        let mut put = |row: &EcoString, cells: &[(Column, Option<FiledValue>)]| {
            let filed = cells.iter().filter_map(|(column, cell)| {
                let (cell, text) = cell.clone()?;
                let (row, column) = (row.clone(), *column);
                Some(FiledFigure {
                    row,
                    column,
                    cell,
                    text,
                })
            });
            figures.extend(filed);
        };
        let total = EcoString::new();
        if let Some(funding) = &self.funding {
            let cells = [
                (Column::Initial, number(funding.initial.as_ref())),
                (Column::Adjusted, number(funding.adjusted.as_ref())),
                (Column::Executed, number(funding.executed.as_ref())),
                (Column::ExecutionPoints, number(funding.points.as_ref())),
                (Column::ExecutionScore, number(funding.reported.as_ref())),
            ];
            put(&total, &cells);
            for line in &self.parts {
                let cells = [
                    (Column::Initial, number(line.initial.as_ref())),
                    (Column::Adjusted, number(line.adjusted.as_ref())),
                    (Column::Executed, number(line.executed.as_ref())),
                ];
                put(&line.label, &cells);
            }
        }
        for row in &self.indicators {
            let cells = [
                (Column::Target, typed(row.target.as_ref())),
                (Column::Midyear, typed(row.midyear.as_deref())),
                (Column::Actual, typed(row.actual.as_ref())),
                (Column::Points, number(row.points.as_ref())),
                (Column::Score, number(row.reported.as_ref())),
            ];
            put(&row.name, &cells);
        }
        put(
            &total,
            &[(Column::Total, number(self.reported_total.as_ref()))],
        );
        figures
    }

    /// The same, each with what it is.
    #[must_use]
    pub fn keyed_figures(&self) -> Vec<(FigureKey, FiledFigure)> {
        let mut met: HashMap<(EcoString, FigureColumn), usize> = HashMap::new();
        let keyed = self.figures().into_iter().map(|figure| {
            let nth = met.entry((figure.row.clone(), figure.column)).or_default();
            let key = (figure.row.clone(), figure.column, *nth);
            *nth = nth.saturating_add(1);
            (key, figure)
        });
        keyed.collect()
    }
}

type FiledValue = (CellRef, EcoString);

fn number(figure: Option<&Figure>) -> Option<FiledValue> {
    let figure = figure?;
    Some((figure.cell, figure.value.normalize().to_string().into()))
}

fn typed(typed: Option<&Located<Statement>>) -> Option<FiledValue> {
    let typed = typed?;
    Some((typed.cell, typed.typed.clone()))
}
