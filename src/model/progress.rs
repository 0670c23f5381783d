//! 年中监控: how far a form has come by the end of a month, as figures.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{MethodKind, Unscored};
use crate::base::lang::Text;

/// 执行预警: what the pace of spending deserves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Warning {
    /// 红: far behind.
    Red,
    /// 黄: behind.
    Yellow,
    /// 绿: in time.
    Green,
}

impl Warning {
    /// Every warning, the gravest first.
    pub const ALL: [Self; 3] = [Self::Red, Self::Yellow, Self::Green];

    /// 红、黄、绿
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Red => Text::new("红", "red"),
            Self::Yellow => Text::new("黄", "yellow"),
            Self::Green => Text::new("绿", "green"),
        }
    }
}

/// 预算口径: what the execution is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Budget {
    /// 全年预算数（调整后）
    Adjusted,
    /// 年初预算数, on forms that have no adjusted one.
    Initial,
    /// Neither amounts nor budget: the rate as it was printed.
    Printed,
}

impl Budget {
    /// Its name.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Adjusted => Text::new("全年预算数", "adjusted"),
            Self::Initial => Text::new("年初预算数", "initial"),
            Self::Printed => Text::new("表上执行率", "as printed"),
        }
    }
}

/// 执行进度 of one form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// What it is measured against.
    pub budget: Budget,
    /// 执行率 to four places.
    pub rate: Decimal,
    /// 相对序时进度 to four places.
    pub relative: Decimal,
    /// Red, yellow or green.
    pub warning: Warning,
}

/// How far one indicator has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advance {
    /// How the completion was computed; `None` where this is not possible.
    pub method: Option<MethodKind>,
    /// 完成率 of the mid-year value against the annual target, to four places; `None` where it cannot be computed.
    pub completion: Option<Decimal>,
    /// The completion within 0 to 1.
    pub share: Option<Decimal>,
    /// 分值: the form's own, else an equal part of what the others leave.
    pub points: Option<Decimal>,
}

/// 监控结果 of one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// 执行进度, or why there is none.
    pub pace: std::result::Result<Pace, Unscored>,
    /// One for each indicator, in the form's order.
    pub indicators: Vec<Advance>,
    /// 执行分值
    pub execution_points: Decimal,
    /// 可计量分值: points of the indicators that can be measured.
    pub measured: Decimal,
    /// Points of all indicators.
    pub points: Decimal,
    /// 折合分值: Σ points × share, to six places.
    pub earned: Decimal,
    /// 指标进度 to four places; `None` where no indicator can be measured.
    pub achieved: Option<Decimal>,
    /// 综合进度 to four places, by which forms are ranked; `None` without a pace.
    pub overall: Option<Decimal>,
}
