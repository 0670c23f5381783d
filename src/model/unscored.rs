//! Why a score could not be recomputed.

use serde::{Deserialize, Serialize};

use crate::base::lang::Text;

/// Why a score could not be recomputed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Unscored {
    /// No weight 分值 was read.
    NoPoints,
    /// The target is blank.
    NoTarget,
    /// The actual value is blank.
    NoActual,
    /// Target or actual value cannot be read as a quantity.
    Unreadable,
    /// Target and actual value are of different measures.
    MeasuresDiffer,
    /// Words cannot be recomputed.
    Qualitative,
    /// The date is missed or unknown.
    DateOpen,
    /// The adjusted budget is 0.
    ZeroBudget,
    /// The form has no amounts.
    NoAmounts,
    /// The budget or the executed amount is blank or cannot be read.
    AmountMissing,
    /// The arithmetic leaves the range of exact decimals.
    OutOfRange,
    /// The scoring standard of the form is not read.
    StandardUnread,
    /// The actual value is in words where the target is a number.
    Worded,
    /// The form marks the indicator as not applicable.
    NotApplicable,
}

impl Unscored {
    /// The reason in words.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::NoPoints => Text::new("未填分值", "no weight"),
            Self::NoTarget => Text::new("未填指标值", "no target"),
            Self::NoActual => Text::new("未填实际完成值", "no actual value"),
            Self::Unreadable => Text::new("数值无法识别", "value cannot be read"),
            Self::MeasuresDiffer => Text::new("计量单位不一致", "measures differ"),
            Self::Qualitative => Text::new("定性描述", "words only"),
            Self::DateOpen => Text::new("日期未达到或无法判断", "date missed or unclear"),
            Self::ZeroBudget => Text::new("全年预算数为零", "adjusted budget is zero"),
            Self::NoAmounts => Text::new("缺少金额", "amounts missing"),
            Self::AmountMissing => Text::new(
                "预算数或执行数空白、无法识别",
                "budget or executed amount blank or unreadable",
            ),
            Self::OutOfRange => Text::new("数值超出范围", "figure out of range"),
            Self::StandardUnread => {
                Text::new("评分标准无法识别", "scoring standard cannot be read")
            }
            Self::Worded => Text::new("实际完成值是文字", "actual value in words"),
            Self::NotApplicable => Text::new("填为不适用", "said not to apply"),
        }
    }
}
