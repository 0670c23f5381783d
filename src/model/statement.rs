//! What people type as a target 年度指标值 or an actual value 实际完成值, understood.

use std::fmt;

use ecow::EcoString;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::exact::{Exact, Plain};
use crate::base::lang::Lang;

/// A target or actual value as understood: its sign and what is behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// 比较符, where one was typed as sign or word.
    pub comparator: Option<Comparator>,
    /// What is behind the sign.
    pub content: Content,
}

impl Plain for Statement {}

/// 比较符: how an actual value is compared with a target.
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Content {
    /// A number with its measure.
    Quantity(Quantity),
    /// A closed range, low end first.
    Range(Box<(Quantity, Quantity)>),
    /// A date or deadline.
    Date(Date),
    /// 定性: words only.
    Text(EcoString),
    /// Blank or a sign for it: `/`, `—`, `无`, `……`.
    Blank,
    /// Looks like a quantity but cannot be read as one without guessing.
    Unreadable(EcoString),
    /// A formula without a result: what it would give is not known, not even that it is nothing.
    Uncalculated,
}

/// A number with its unit of measure 计量单位; 万 and 亿 are multiplied out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Quantity {
    /// The number; a percentage is a fraction (95% = 0.95).
    #[serde(with = "Exact")]
    pub value: Decimal,
    /// Whether it was typed or formatted as a percentage.
    pub percent: bool,
    /// 计量单位 without 万/亿 (`元`, `家`, `人次`), where one was typed.
    pub measure: Option<EcoString>,
    /// 万 or 亿 as typed; `value` has it multiplied out already.
    pub scale: Scale,
}

impl Quantity {
    /// Whether it is an amount of money.
    #[must_use]
    pub fn is_money(&self) -> bool {
        self.measure.as_deref() == Some("元")
    }
}

/// 万 or 亿 before a measure: a bare 132.9 beside 202.6万元 can only be distinguished while this is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// None typed.
    #[default]
    One,
    /// 万, 10^4
    TenThousand,
    /// 亿, 10^8
    HundredMillion,
}

impl Scale {
    /// How many ones it is.
    #[must_use]
    pub const fn factor(self) -> Decimal {
        match self {
            Self::One => Decimal::ONE,
            Self::TenThousand => Decimal::from_parts(10_000, 0, 0, false, 0),
            Self::HundredMillion => Decimal::from_parts(100_000_000, 0, 0, false, 0),
        }
    }

    /// How it is written.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::One => "",
            Self::TenThousand => "万",
            Self::HundredMillion => "亿",
        }
    }
}

impl Quantity {
    /// A number without a measure.
    #[must_use]
    pub fn bare(value: Decimal) -> Self {
        Self {
            value: value.normalize(),
            ..Self::default()
        }
    }

    /// A percentage given as a fraction (0.95 = 95%).
    #[must_use]
    pub fn of_fraction(fraction: Decimal) -> Self {
        Self {
            percent: true,
            ..Self::bare(fraction)
        }
    }
}

impl fmt::Display for Quantity {
    /// As a person would type it: `95%`, `433.69万元`, `5次`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = if self.percent {
            self.value.checked_mul(Decimal::ONE_HUNDRED)
        } else {
            self.value.checked_div(self.scale.factor())
        };
        write!(f, "{}", shown.unwrap_or(self.value).normalize())?;
        f.write_str(if self.percent {
            "%"
        } else {
            self.scale.label()
        })?;
        f.write_str(self.measure.as_deref().unwrap_or_default())
    }
}

impl Comparator {
    /// Its sign.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::MoreThan => ">",
            Self::AtMost => "≤",
            Self::LessThan => "<",
            Self::Equal => "=",
        }
    }
}

impl Content {
    /// Shown for a formula without a result.
    const FORMULA: &str = "=…";

    /// What stands in the cell, where no value could be read from it.
    #[must_use]
    pub fn unread(&self) -> Option<&str> {
        match self {
            Self::Unreadable(shown) => Some(shown),
            Self::Uncalculated => Some(Self::FORMULA),
            _ => None,
        }
    }
}

impl fmt::Display for Statement {
    /// As a person would type it: `≥95%`, `3次~5次`, `≤2023-12-31`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.comparator.map_or("", Comparator::sign))?;
        match &self.content {
            Content::Quantity(quantity) => quantity.fmt(f),
            Content::Range(ends) => write!(f, "{}~{}", ends.0, ends.1),
            Content::Date(date) => date.fmt(f),
            Content::Text(words) | Content::Unreadable(words) => f.write_str(words),
            Content::Uncalculated => f.write_str(Content::FORMULA),
            Content::Blank => Ok(()),
        }
    }
}

impl From<Content> for Statement {
    /// Content without a sign.
    fn from(content: Content) -> Self {
        Self {
            comparator: None,
            content,
        }
    }
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

impl Date {
    /// The day a number of days after 1 January 1970, in the calendar of today (Hinnant, "chrono-compatible low-level
    /// date algorithms").
    #[must_use]
    pub fn since_1970(days: u32) -> Self {
        // Years begin on 1 March here, so that the day that leap years add is their last.
        let day = days + 719_468;
        let (era, of_era) = (day / 146_097, day % 146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let (month_of_year, next) = if month < 10 {
            (month + 3, 0)
        } else {
            (month - 9, 1)
        };
        Self {
            year: i32::try_from(year + era * 400 + next).ok(),
            month: month_of_year,
            day: of_year - (153 * month + 2) / 5 + 1,
        }
    }
}

impl Date {
    /// `2023年12月31日` as papers write it, `2023-12-31` in English.
    #[must_use]
    pub fn on_paper(self, lang: Lang) -> String {
        match (lang, self.year) {
            (Lang::Zh, Some(year)) => format!("{year}年{}月{}日", self.month, self.day),
            (Lang::Zh, None) => format!("{}月{}日", self.month, self.day),
            (Lang::En, _) => self.to_string(),
        }
    }
}

impl fmt::Display for Date {
    /// `2023-12-31`, or `12-31` without a year.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(year) = self.year {
            write!(f, "{year:04}-")?;
        }
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}
