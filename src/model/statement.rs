//! What people type as a target 年度指标值 or an actual value 实际完成值, understood.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A target or actual value as understood: its sign and what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// 比较符, where one was typed as sign or word.
    pub comparator: Option<Comparator>,
    /// What stands behind the sign.
    pub content: Content,
}

/// 比较符: how an actual value is held against a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Comparator {
    /// ≥ 大于等于、不低于、以上
    AtLeast,
    /// > 大于、超过
    MoreThan,
    /// ≤ 小于等于、不超过、以内
    AtMost,
    /// < 小于、低于
    LessThan,
    /// = 等于
    Equal,
}

/// The readable content of a target or actual value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A number with its measure.
    Quantity(Quantity),
    /// A closed range, low end first.
    Range(Quantity, Quantity),
    /// A date or deadline.
    Date(Date),
    /// 定性: words only.
    Text(Box<str>),
    /// Blank or a sign for it: `/`, `—`, `无`, `……`.
    Blank,
    /// Looks like a quantity but cannot be read as one without guessing.
    Unreadable(Box<str>),
}

/// A number with its unit of measure 计量单位; 万 and 亿 are multiplied out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The number; a percentage is a fraction (95% = 0.95).
    pub value: Decimal,
    /// Whether it was typed or formatted as a percentage.
    pub percent: bool,
    /// 计量单位 without 万/亿 (`元`, `家`, `人次`), where one was typed.
    pub measure: Option<Box<str>>,
}

/// A day, or a month or year standing for its last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    /// 年; `None` where only month and day were typed.
    pub year: Option<i32>,
    /// 月, 1–12
    pub month: u32,
    /// 日, 1–31
    pub day: u32,
}

impl std::fmt::Display for Date {
    /// `2023-12-31`, or `12-31` without a year.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(year) = self.year {
            write!(f, "{year:04}-")?;
        }
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}
