//! 自评表: one filled-in form as it was read.

use std::sync::Arc;

use ecow::EcoString;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::packed::{Leading, Packed};
use super::place::{CellRef, Figure, Located};
use super::stage::Stage;
use super::statement::Statement;
use crate::base::number::Rate;

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
    /// 部门（单位）名称 without code and brackets.
    pub name: Option<Located<EcoString>>,
    /// Group it is ranked in: the first folder below the given one.
    pub group: Option<Arc<str>>,
}

/// One filled-in self-evaluation form 自评表 with the place of everything that was read.
///
/// `I` and `L` are how its indicators and the parts of its funds are kept: as lists while it is read, evaluated and
/// audited, [`Packed`] afterwards.
#[derive(Debug, Clone)]
pub struct Filing<I = Vec<Indicator>, L = Vec<FundingLine>> {
    /// Path relative to the folder that was given, with `/`.
    pub file: Arc<str>,
    /// Sheet the form stands on.
    pub sheet: Arc<str>,
    /// 整体支出 or 项目支出.
    pub kind: Kind,
    /// 目标申报, 年中监控 or 自评.
    pub stage: Stage,
    /// Who files.
    pub unit: Unit,
    /// 主管部门, where it is named beside the unit.
    pub department: Option<Located<EcoString>>,
    /// 项目名称, on project forms.
    pub project: Option<Located<EcoString>>,
    /// 评价年度 as stated in the heading.
    pub year: Option<Located<i32>>,
    /// 预期目标 in the unit's own words.
    pub goal: Option<Located<EcoString>>,
    /// The money block, where there is one.
    pub funding: Option<Funding<L>>,
    /// 三级指标 in the form's order.
    pub indicators: I,
    /// Points stated in group headings, such as 产出指标（50分）.
    pub groups: Vec<GroupPoints>,
    /// 总分 of the self-scores as typed.
    pub reported_total: Option<Figure>,
    /// Sum of the weights as typed beside the total.
    pub stated_points: Option<Figure>,
    /// 评价等级 as typed.
    pub reported_grade: Option<Located<EcoString>>,
}

/// A filing whose rows are put by.
pub type PackedFiling = Filing<Packed<Indicator>, Packed<FundingLine>>;

impl Filing {
    /// The same with its rows put by.
    #[must_use]
    pub fn packed(self) -> PackedFiling {
        self.map(
            |indicators| Packed::of(&indicators),
            |lines| Packed::of(&lines),
        )
    }
}

impl PackedFiling {
    /// The filing with its rows as lists, to be evaluated anew.
    #[must_use]
    pub fn open(&self) -> Filing {
        self.clone()
            .map(|indicators| indicators.open(), |lines| lines.open())
    }
}

impl<I, L> Filing<I, L> {
    /// The same filing with its rows kept in another way.
    fn map<J, M>(
        self,
        indicators: impl FnOnce(I) -> J,
        lines: impl FnOnce(L) -> M,
    ) -> Filing<J, M> {
        Filing {
            file: self.file,
            sheet: self.sheet,
            kind: self.kind,
            stage: self.stage,
            unit: self.unit,
            department: self.department,
            project: self.project,
            year: self.year,
            goal: self.goal,
            funding: self.funding.map(|funding| funding.map(lines)),
            indicators: indicators(self.indicators),
            groups: self.groups,
            reported_total: self.reported_total,
            stated_points: self.stated_points,
            reported_grade: self.reported_grade,
        }
    }
}

/// Unit of money of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Measure {
    /// 元
    #[serde(rename = "元")]
    Yuan,
    /// 万元
    #[serde(rename = "万元")]
    TenThousandYuan,
    /// 亿元
    #[serde(rename = "亿元")]
    HundredMillionYuan,
}

impl Measure {
    /// How it is written.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::TenThousandYuan => "万元",
            Self::HundredMillionYuan => "亿元",
        }
    }

    /// How many 元 one of it is.
    #[must_use]
    pub const fn yuan(self) -> Decimal {
        match self {
            Self::Yuan => Decimal::ONE,
            Self::TenThousandYuan => Decimal::from_parts(10_000, 0, 0, false, 0),
            Self::HundredMillionYuan => Decimal::from_parts(100_000_000, 0, 0, false, 0),
        }
    }

    /// An amount in 万元; a form that names no unit of money is taken at the usual 万元.
    #[must_use]
    pub fn in_ten_thousands(measure: Option<Self>, amount: Decimal) -> Option<Decimal> {
        match measure {
            None | Some(Self::TenThousandYuan) => Some(amount),
            Some(other) => amount
                .checked_mul(other.yuan())?
                .checked_div(Self::TenThousandYuan.yuan()),
        }
    }
}

/// The money block: 年度资金总额 and its parts, in `measure`.
#[derive(Debug, Clone, Default)]
pub struct Funding<L = Vec<FundingLine>> {
    /// Unit of money, where the form states one.
    pub measure: Option<Measure>,
    /// Cell of the total row's label.
    pub cell: CellRef,
    /// 年初预算数
    pub initial: Option<Figure>,
    /// 上年结转, where it is a column of its own beside the initial budget.
    pub carryover: Option<Figure>,
    /// 年中调整数
    pub change: Option<Figure>,
    /// 全年预算数（调整后）
    pub adjusted: Option<Figure>,
    /// 全年执行数; on a monitoring form what was executed so far 1-7月执行数.
    pub executed: Option<Figure>,
    /// 全年预计执行数, on a monitoring form.
    pub forecast: Option<Box<Figure>>,
    /// 执行率 as printed, as a fraction.
    pub rate: Option<Figure>,
    /// 执行率分值
    pub points: Option<Figure>,
    /// 执行率得分 as typed.
    pub reported: Option<Figure>,
    /// The parts, in the form's order.
    pub lines: L,
}

impl<L> Funding<L> {
    /// The same block with its parts kept in another way.
    fn map<M>(self, lines: impl FnOnce(L) -> M) -> Funding<M> {
        Funding {
            measure: self.measure,
            cell: self.cell,
            initial: self.initial,
            carryover: self.carryover,
            change: self.change,
            adjusted: self.adjusted,
            executed: self.executed,
            forecast: self.forecast,
            rate: self.rate,
            points: self.points,
            reported: self.reported,
            lines: lines(self.lines),
        }
    }

    /// executed ÷ adjusted; the printed rate where an amount is missing, none where the budget is not above 0.
    #[must_use]
    pub fn execution_rate(&self) -> Option<Rate> {
        match [&self.adjusted, &self.executed].map(Figure::value_of) {
            [Some(adjusted), Some(executed)] => {
                Rate::new(executed, adjusted).filter(|_| adjusted > Decimal::ZERO)
            }
            [Some(adjusted), None] if adjusted.is_zero() => None,
            _ => Figure::value_of(&self.rate).map(Rate::of),
        }
    }

    /// Where a reader looks for the execution score: its cell, else that of the total row.
    #[must_use]
    pub fn score_cell(&self) -> CellRef {
        self.reported.as_ref().map_or(self.cell, |f| f.cell)
    }
}

/// One part of the funds, such as 基本支出 or 上年结转资金.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundingLine {
    /// Its name without 其中： and numbering.
    pub label: EcoString,
    /// Whether 其中 stands before its name: it may be a part of the row above.
    pub within: bool,
    /// Cell of the label.
    pub cell: CellRef,
    /// 年初预算数
    pub initial: Option<Figure>,
    /// 年中调整数
    pub change: Option<Figure>,
    /// 全年预算数
    pub adjusted: Option<Figure>,
    /// 全年执行数
    pub executed: Option<Figure>,
    /// 执行率 as printed, as a fraction.
    pub rate: Option<Figure>,
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
}

impl Indicator {
    /// Where a reader looks for the score: its cell, else that of the name.
    #[must_use]
    pub fn score_cell(&self) -> CellRef {
        self.reported.as_ref().map_or(self.cell, |f| f.cell)
    }

    /// 实际完成值, where its cell holds more than a sign for nothing.
    #[must_use]
    pub fn stated_actual(&self) -> Option<&Located<Statement>> {
        let says = |typed: &str| typed.chars().any(char::is_alphanumeric);
        self.actual.as_ref().filter(|actual| says(&actual.typed))
    }
}

/// What an indicator can earn and where it counts: its first fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weight {
    /// 一级指标, without its points.
    pub level1: Option<EcoString>,
    /// 二级指标
    pub level2: Option<EcoString>,
    /// 分值
    pub points: Option<Figure>,
}

impl Leading<'_, Indicator> for Weight {}

/// An indicator up to its reason, which is read in place.
#[derive(Debug, Clone, Deserialize)]
pub struct Explained<'a> {
    /// What it can earn and where it counts.
    pub weight: Weight,
    /// 偏差原因分析及改进措施
    #[serde(borrow)]
    pub reason: Option<Reason<'a>>,
}

/// The words of a reason and their cell, with which it begins.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Reason<'a> {
    /// The words.
    pub value: &'a str,
    /// Where they stand.
    pub cell: CellRef,
}

impl<'a> Leading<'a, Indicator> for Explained<'a> {}

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
    use super::{CellRef, Figure, Indicator, Packed, Weight};

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
        };
        let rows = ["产出指标", "效益指标"];
        let packed = Packed::of(&rows.map(indicator));
        assert_eq!(packed.leading::<Weight>(), rows.map(weight));
        assert_eq!(packed.open(), rows.map(indicator));
    }
}
