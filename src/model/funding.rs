//! 年度资金: the money block of a form.

use ecow::EcoString;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::place::{CellRef, Figure};
use crate::base::number::Rate;

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

    /// The unit of money of this many 元.
    #[must_use]
    pub fn of_yuan(yuan: Decimal) -> Option<Self> {
        let all = [Self::Yuan, Self::TenThousandYuan, Self::HundredMillionYuan];
        all.into_iter().find(|measure| measure.yuan() == yuan)
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

/// The money block: 年度资金总额 in `measure`; its parts are rows of the filing.
#[derive(Debug, Clone, Default)]
pub struct Funding {
    /// Unit of money, where the form states one.
    pub measure: Option<Measure>,
    /// Cell of the total row's label.
    pub cell: CellRef,
    /// 年初预算数
    pub initial: Option<Figure>,
    /// 上年结转, where it is a column of its own beside the initial budget.
    pub carryover: Option<Box<Figure>>,
    /// 年中调整数
    pub change: Option<Box<Figure>>,
    /// 全年预算数（调整后）
    pub adjusted: Option<Figure>,
    /// 全年执行数; on a monitoring form what was executed so far 1-7月执行数.
    pub executed: Option<Figure>,
    /// Which of these the form has a cell for that gives no amount.
    pub gaps: Gaps,
    /// 全年预计执行数, on a monitoring form.
    pub forecast: Option<Box<Figure>>,
    /// 执行率 as printed, as a fraction.
    pub rate: Option<Figure>,
    /// 执行率分值
    pub points: Option<Figure>,
    /// 执行率得分 as typed.
    pub reported: Option<Figure>,
}

impl Funding {
    /// What the execution is measured against: 全年预算数, on a form with one budget column that column.
    #[must_use]
    pub fn budget(&self) -> Option<&Figure> {
        let only = self.initial.as_ref();
        let only = only.filter(|_| self.gaps.adjusted.is_none());
        self.adjusted.as_ref().or(only)
    }

    /// executed ÷ budget; none where either is missing or the budget is not above 0. The printed rate is never used
    /// instead.
    #[must_use]
    pub fn execution_rate(&self) -> Option<Rate> {
        let budget = self.budget()?.value;
        let executed = Figure::value_of(&self.executed)?;
        Rate::new(executed, budget).filter(|_| budget > Decimal::ZERO)
    }

    /// Where a reader looks for the execution score: its cell, else that of the total row.
    #[must_use]
    pub fn score_cell(&self) -> CellRef {
        self.reported.as_ref().map_or(self.cell, |f| f.cell)
    }

    /// Adds every cell that something was read from.
    pub(super) fn add_cells(&self, cells: &mut Vec<CellRef>) {
        let whole = [
            &self.initial,
            &self.adjusted,
            &self.executed,
            &self.rate,
            &self.points,
            &self.reported,
        ];
        cells.extend(whole.into_iter().flatten().map(|figure| figure.cell));
        let boxed = [&self.carryover, &self.change, &self.forecast];
        cells.extend(boxed.into_iter().flatten().map(|figure| figure.cell));
    }

    /// Forgets the gaps that an amount from elsewhere fills.
    pub fn close_gaps(&mut self) {
        let Self { gaps, .. } = self;
        gaps.initial = gaps.initial.filter(|_| self.initial.is_none());
        gaps.adjusted = gaps.adjusted.filter(|_| self.adjusted.is_none());
        gaps.executed = gaps.executed.filter(|_| self.executed.is_none());
    }

    /// Whether budget or executed amount is missing from a cell of the form, although amounts are filed, in the block or in
    /// its `parts`: where every amount is blank, the form has none.
    #[must_use]
    pub fn lacks_amount(&self, parts: &[FundingLine]) -> bool {
        let gaps = &self.gaps;
        let budget = self.budget().is_none() && (gaps.adjusted.is_some() || gaps.initial.is_some());
        (budget || gaps.executed.is_some()) && self.has_amounts(parts)
    }

    /// Whether anything stands where the amounts of the block or of its `parts` belong.
    #[must_use]
    pub fn has_amounts(&self, parts: &[FundingLine]) -> bool {
        let Gaps {
            initial,
            adjusted,
            executed,
        } = self.gaps;
        let whole = [&self.initial, &self.adjusted, &self.executed];
        let unreadable = |gap: Option<Gap>| matches!(gap, Some(Gap::Unreadable(_)));
        whole.into_iter().any(Option::is_some)
            || parts.iter().any(FundingLine::has_amounts)
            || self.change.is_some()
            || [initial, adjusted, executed].into_iter().any(unreadable)
    }
}

/// Cells of the total row that the form has for an amount and that give none; a missing column has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gaps {
    /// 年初预算数
    pub initial: Option<Gap>,
    /// 全年预算数
    pub adjusted: Option<Gap>,
    /// 全年执行数
    pub executed: Option<Gap>,
}

/// A cell for an amount that gives none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Nothing is there, or a sign for nothing.
    Blank(CellRef),
    /// What is there cannot be read, or it is not known to be the amount.
    Unreadable(CellRef),
}

/// One part of the funds, such as 基本支出 or 上年结转资金.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundingLine {
    /// Its name without 其中： and numbering.
    pub label: EcoString,
    /// Whether 其中 is before its name: it may be a part of the row above.
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

impl FundingLine {
    fn has_amounts(&self) -> bool {
        let amounts = [&self.initial, &self.change, &self.adjusted, &self.executed];
        amounts.into_iter().any(Option::is_some)
    }

    /// Adds every cell that something was read from.
    pub(super) fn add_cells(&self, cells: &mut Vec<CellRef>) {
        let figures = [
            &self.initial,
            &self.change,
            &self.adjusted,
            &self.executed,
            &self.rate,
        ];
        cells.extend(figures.into_iter().flatten().map(|figure| figure.cell));
        cells.push(self.cell);
    }
}
