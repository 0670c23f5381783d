//! 自评表: one filled-in form as it was read.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use ecow::EcoString;
use serde::{Deserialize, Serialize};

use super::funding::{Funding, FundingLine};
use super::packed::{Leading, PackedRows};
use super::place::{CellRef, Figure, Located};
use super::stage::Stage;
use super::statement::Statement;
use crate::base::is_letter_or_digit;

/// Which of the two forms was filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// 部门单位整体支出
    Unit,
    /// 项目支出
    Project,
}

/// The body assessed 预算单位.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unit {
    /// 预算编码, where the form states one.
    pub code: Option<EcoString>,
    /// Cell of the code, where the form states it.
    pub code_cell: Option<CellRef>,
    /// 部门（单位）名称 without code and brackets.
    pub name: Option<Located<EcoString>>,
    /// Group it is ranked in: the first folder below the given one.
    pub group: Option<Arc<str>>,
}

impl Unit {
    /// Its name, shared by everything about it.
    #[must_use]
    pub fn shared_name(&self) -> Option<EcoString> {
        Some(self.name.as_ref()?.value.clone())
    }
}

/// What a self-evaluation form 自评表 states outside its rows, with the place of everything that was read.
#[derive(Debug, Clone)]
pub struct FormHead {
    /// Path relative to the folder that was given, with `/`.
    pub file: Arc<str>,
    /// Sheet the form is on.
    pub sheet: Arc<str>,
    /// 整体支出 or 项目支出.
    pub kind: Kind,
    /// 目标申报, 年中监控 or 自评.
    pub stage: Stage,
    /// The filing unit.
    pub unit: Unit,
    /// 主管部门, where it is named beside the unit.
    pub department: Option<Box<Located<EcoString>>>,
    /// 项目名称, on project forms.
    pub project: Option<Box<Located<EcoString>>>,
    /// 评价年度 as stated in the heading.
    pub year: Option<Located<i32>>,
    /// 预期目标 in the unit's own words.
    pub goal: Option<Located<EcoString>>,
    /// The money block without its parts, where there is one.
    pub funding: Option<Funding>,
    /// Points stated in group headings, such as 产出指标（50分）.
    pub groups: Vec<GroupPoints>,
    /// 总分 of the self-scores as typed.
    pub reported_total: Option<Figure>,
    /// Sum of the weights as typed beside the total.
    pub stated_points: Option<Figure>,
    /// 评价等级 as typed.
    pub reported_grade: Option<Located<EcoString>>,
}

/// One filled-in self-evaluation form 自评表, as it is read, evaluated and audited.
#[derive(Debug, Clone)]
pub struct Filing {
    /// What it states outside its rows.
    pub head: FormHead,
    /// The parts of its funds 资金分项, in the form's order.
    pub parts: Vec<FundingLine>,
    /// 三级指标 in the form's order.
    pub indicators: Vec<Indicator>,
}

/// A filing with packed rows, as it is stored once it was audited.
#[derive(Debug, Clone)]
pub struct PackedFiling {
    /// What it states outside its rows.
    pub head: FormHead,
    /// The parts of its funds 资金分项, in the form's order.
    pub parts: PackedRows<FundingLine>,
    /// 三级指标 in the form's order.
    pub indicators: PackedRows<Indicator>,
}

impl Deref for Filing {
    type Target = FormHead;

    fn deref(&self) -> &FormHead {
        &self.head
    }
}

impl DerefMut for Filing {
    fn deref_mut(&mut self) -> &mut FormHead {
        &mut self.head
    }
}

impl Deref for PackedFiling {
    type Target = FormHead;

    fn deref(&self) -> &FormHead {
        &self.head
    }
}

impl DerefMut for PackedFiling {
    fn deref_mut(&mut self) -> &mut FormHead {
        &mut self.head
    }
}

impl Filing {
    /// The same with packed rows.
    #[must_use]
    pub fn packed(self) -> Box<PackedFiling> {
        Box::new(PackedFiling {
            head: self.head,
            parts: PackedRows::of(&self.parts),
            indicators: PackedRows::of(&self.indicators),
        })
    }

    /// Every cell that something was read from, in no order; some occur more than once.
    #[must_use]
    pub fn cells(&self) -> Vec<CellRef> {
        let mut cells = Vec::with_capacity(self.indicators.len().saturating_mul(8));
        self.head.add_cells(&mut cells);
        for part in &self.parts {
            part.add_cells(&mut cells);
        }
        for indicator in &self.indicators {
            indicator.add_cells(&mut cells);
        }
        cells
    }
}

impl PackedFiling {
    /// The filing with its rows as lists, to be evaluated again.
    #[must_use]
    pub fn open(&self) -> Filing {
        Filing {
            head: self.head.clone(),
            parts: self.parts.open(),
            indicators: self.indicators.open(),
        }
    }
}

impl FormHead {
    fn add_cells(&self, cells: &mut Vec<CellRef>) {
        if let Some(funding) = &self.funding {
            funding.add_cells(cells);
        }
        cells.extend(self.groups.iter().map(|group| group.points.cell));
        let totals = [&self.reported_total, &self.stated_points];
        cells.extend(totals.into_iter().flatten().map(|figure| figure.cell));
        let named = [&self.unit.name, &self.goal, &self.reported_grade];
        cells.extend(named.into_iter().flatten().map(|text| text.cell));
        let boxed = [&self.department, &self.project];
        cells.extend(boxed.into_iter().flatten().map(|text| text.cell));
        cells.extend(self.year.iter().map(|year| year.cell));
        cells.extend(self.unit.code_cell);
    }
}

/// One indicator 三级指标 with all that was filed about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// 一级指标, without its points.
    pub level1: Option<EcoString>,
    /// 二级指标
    pub level2: Option<EcoString>,
    /// 分值
    pub points: Option<Figure>,
    /// 偏差原因分析及改进措施
    pub reason: Option<Box<Located<EcoString>>>,
    /// 三级指标 without `指标1：`.
    pub name: EcoString,
    /// Cell of the name.
    pub cell: CellRef,
    /// 年度指标值 in force: the adjusted one where the form has both.
    pub target: Option<Located<Statement>>,
    /// 年初指标值, where an adjusted one took its place.
    pub initial_target: Option<Box<Located<Statement>>>,
    /// 年中监控实际完成值
    pub midyear: Option<Box<Located<Statement>>>,
    /// 全年预计完成情况, on a monitoring form.
    pub forecast: Option<Box<Located<Statement>>>,
    /// 实际完成值; blank where its column holds nothing, `None` where the form has no such column.
    pub actual: Option<Located<Statement>>,
    /// 指标完成率 as printed, as a fraction.
    pub completion: Option<Box<Figure>>,
    /// 自评得分 as typed.
    pub reported: Option<Figure>,
    /// 评分标准
    pub criterion: Option<Box<Located<EcoString>>>,
    /// Whether it is one of the 年度总体目标 that carry a score of their own.
    pub goal: bool,
}

impl Indicator {
    /// Where a reader looks for the score: its cell, else that of the name.
    #[must_use]
    pub fn score_cell(&self) -> CellRef {
        self.reported.as_ref().map_or(self.cell, |f| f.cell)
    }

    fn add_cells(&self, cells: &mut Vec<CellRef>) {
        cells.push(self.cell);
        let figures = [&self.points, &self.reported];
        cells.extend(figures.into_iter().flatten().map(|figure| figure.cell));
        cells.extend(self.completion.iter().map(|figure| figure.cell));
        let values = [&self.target, &self.actual];
        cells.extend(values.into_iter().flatten().map(|value| value.cell));
        let boxed = [&self.initial_target, &self.midyear, &self.forecast];
        cells.extend(boxed.into_iter().flatten().map(|value| value.cell));
        let texts = [&self.criterion, &self.reason];
        cells.extend(texts.into_iter().flatten().map(|text| text.cell));
    }

    /// 实际完成值, where its cell holds more than a sign for nothing.
    #[must_use]
    pub fn stated_actual(&self) -> Option<&Located<Statement>> {
        let says = |typed: &str| typed.chars().any(is_letter_or_digit);
        self.actual.as_ref().filter(|actual| says(&actual.typed))
    }
}

/// Points and group of an indicator: its first fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weight {
    /// 一级指标, without its points.
    pub level1: Option<EcoString>,
    /// 二级指标
    pub level2: Option<EcoString>,
    /// 分值
    pub points: Option<Figure>,
}

impl Leading<Indicator> for Weight {}

/// An indicator up to its reason.
#[derive(Debug, Clone, Deserialize)]
pub struct Explained {
    /// Its points and group.
    pub weight: Weight,
    /// 偏差原因分析及改进措施
    pub reason: Option<Reason>,
}

/// The words of a reason and their cell, with which it begins.
#[derive(Debug, Clone, Deserialize)]
pub struct Reason {
    /// The words.
    pub value: EcoString,
    /// Where they stand.
    pub cell: CellRef,
}

impl Leading<Indicator> for Explained {}

/// Points stated in a group heading: 产出指标（50分）.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupPoints {
    /// 一级指标 without its points.
    pub name: EcoString,
    /// The stated points.
    pub points: Figure,
}

#[cfg(test)]
mod tests {
    use super::{CellRef, Figure, Indicator, PackedRows, Weight};

    /// A weight is what an indicator begins with, field by field.
    #[test]
    fn weights_are_read_without_the_rest() {
        let points = Some(Figure::new(12.into(), CellRef::new(4, 5), "12分"));
        let weight = |level1: &str| Weight {
            level1: Some(level1.into()),
            level2: Some("数量指标".into()),
            points: points.clone(),
        };
        let indicator = |level1: &str| Indicator {
            level1: Some(level1.into()),
            level2: Some("数量指标".into()),
            points: points.clone(),
            name: "培训班次".into(),
            cell: CellRef::new(4, 2),
            target: None,
            initial_target: None,
            midyear: None,
            forecast: None,
            actual: None,
            completion: None,
            reported: None,
            criterion: None,
            reason: None,
            goal: false,
        };
        let rows = ["产出指标", "效益指标"];
        let packed = PackedRows::of(&rows.map(indicator));
        assert_eq!(packed.leading::<Weight>(), rows.map(weight));
        assert_eq!(packed.open(), rows.map(indicator));
    }
}
