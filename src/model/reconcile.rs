//! Target and actual value brought to one measure, or declared incomparable.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::statement::{Quantity, Scale};

/// Target and actual value as comparable plain numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reconciled {
    /// Both in one measure.
    Comparable {
        /// 年度指标值
        target: Decimal,
        /// 实际完成值
        actual: Decimal,
        /// The assumption, if any was needed.
        assumed: Option<ScaleAssumption>,
    },
    /// Different measures 计量单位不一致, or a bare number that may mean two things.
    MeasuresDiffer,
}

/// How a number without percent sign or 万 was taken beside one that has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScaleAssumption {
    /// A bare number was taken as a percentage: 95 or 1 beside a target of 95%.
    Percent {
        /// The typed text.
        typed: Box<str>,
        /// How it was read, such as `95%`.
        taken: Box<str>,
    },
    /// A bare number was taken in 万 or 亿: 132.9 beside a target of 202.6万元.
    Scale {
        /// The typed text.
        typed: Box<str>,
        /// How it was read, such as `132.9万元`.
        taken: Box<str>,
    },
}

impl ScaleAssumption {
    /// The typed text and how it was read.
    #[must_use]
    pub fn facts(&self) -> (&str, &str) {
        match self {
            Self::Percent { typed, taken } | Self::Scale { typed, taken } => (typed, taken),
        }
    }
}

/// Makes target and actual value comparable where that is safe.
///
/// Equal measures compare; a missing measure is taken to be the other's; a bare number beside a percentage or beside
/// 万/亿 is read in the way that is near the other figure, and the result records this. Everything else differs.
#[must_use]
pub fn reconcile(target: &Quantity, actual: &Quantity) -> Reconciled {
    match (target.percent, actual.percent) {
        (true, false) => beside_percent(actual, target, Side::Actual),
        (false, true) => beside_percent(target, actual, Side::Target),
        _ if !same_measure(target, actual) => Reconciled::MeasuresDiffer,
        _ => beside_scale(target, actual),
    }
}

/// Which of the two figures is the bare one.
#[derive(Clone, Copy)]
enum Side {
    Target,
    Actual,
}

impl Side {
    fn comparable(
        self,
        bare: Decimal,
        other: Decimal,
        assumed: Option<ScaleAssumption>,
    ) -> Reconciled {
        let (target, actual) = match self {
            Self::Target => (bare, other),
            Self::Actual => (other, bare),
        };
        Reconciled::Comparable {
            target: target.normalize(),
            actual: actual.normalize(),
            assumed,
        }
    }
}

fn beside_percent(bare: &Quantity, percent: &Quantity, side: Side) -> Reconciled {
    if bare.measure.is_some() || bare.scale != Scale::One {
        return Reconciled::MeasuresDiffer;
    }
    if bare.value.is_zero() {
        return side.comparable(Decimal::ZERO, percent.value, None);
    }
    let read = match side {
        Side::Actual => actual_as_fraction(bare.value, percent.value),
        Side::Target => target_as_fraction(bare.value, percent.value),
    };
    match read {
        Some(fraction) => {
            let assumed = ScaleAssumption::Percent {
                typed: bare.to_string().into(),
                taken: Quantity::of_fraction(fraction).to_string().into(),
            };
            side.comparable(fraction, percent.value, Some(assumed))
        }
        None => Reconciled::MeasuresDiffer,
    }
}

const fn tenths(n: u32) -> Decimal {
    Decimal::from_parts(n, 0, 0, false, 1)
}

/// Whether `low <= value <= high`.
fn within(value: Decimal, low: Decimal, high: Decimal) -> bool {
    value >= low && value <= high
}

/// A bare actual value beside a target in percent: 95 → 95%, 1 and 0.95 → 100% and 95%.
///
/// Beside a high target (from 50%) a figure up to 1.5 is a fraction and one above 2 a number of
/// percent; beside a low one the reading must be of the target's order, and the other must not be.
fn actual_as_fraction(bare: Decimal, target: Decimal) -> Option<Decimal> {
    let percent = bare.checked_div(Decimal::ONE_HUNDRED)?;
    if target.is_zero() || bare.is_sign_negative() {
        return Some(percent);
    }
    if target >= tenths(5) {
        return (bare > Decimal::TWO)
            .then_some(percent)
            .or_else(|| within(bare, tenths(3), tenths(15)).then_some(bare));
    }
    let ratio = bare.checked_div(target)?;
    let as_percent =
        bare >= Decimal::ONE && within(percent.checked_div(target)?, tenths(1), Decimal::TEN);
    let as_fraction = within(ratio, tenths(5), Decimal::TWO);
    only(as_percent, percent, as_fraction, bare)
}

/// A bare target beside an actual value in percent: 100 → 100%, 1 → 100%; a count such as 6 is neither.
fn target_as_fraction(bare: Decimal, actual: Decimal) -> Option<Decimal> {
    let percent = bare.checked_div(Decimal::ONE_HUNDRED)?;
    let near = |reading: Decimal| {
        actual.is_zero()
            || reading
                .checked_div(actual)
                .is_some_and(|r| within(r, tenths(2), Decimal::from(5)))
    };
    let as_percent = bare > Decimal::TWO && near(percent);
    let as_fraction = within(bare, tenths(3), tenths(15)) && near(bare);
    only(as_percent, percent, as_fraction, bare)
}

/// The reading that holds, if exactly one does.
fn only<T>(first: bool, one: T, second: bool, other: T) -> Option<T> {
    match (first, second) {
        (true, false) => Some(one),
        (false, true) => Some(other),
        _ => None,
    }
}

/// Figures of one measure; a figure without 万 and without a measure may have lost it.
fn beside_scale(target: &Quantity, actual: &Quantity) -> Reconciled {
    let lost = |q: &Quantity| q.scale == Scale::One && q.measure.is_none() && !q.value.is_zero();
    if target.scale != Scale::One && lost(actual) {
        rescaled(actual, target, Side::Actual)
    } else if actual.scale != Scale::One && lost(target) {
        rescaled(target, actual, Side::Target)
    } else {
        Side::Actual.comparable(actual.value, target.value, None)
    }
}

/// `bare` read as written or in the scale of `other`, depending on which is within a factor of a hundred of it.
fn rescaled(bare: &Quantity, other: &Quantity, side: Side) -> Reconciled {
    let Some(scaled) = bare.value.checked_mul(other.scale.factor()) else {
        return Reconciled::MeasuresDiffer;
    };
    let as_typed = near(bare.value, other.value);
    let as_scaled = near(scaled, other.value);
    if as_typed == as_scaled {
        return Reconciled::MeasuresDiffer;
    }
    if as_typed {
        return side.comparable(bare.value, other.value, None);
    }
    let taken = Quantity {
        value: scaled,
        ..other.clone()
    };
    let assumed = ScaleAssumption::Scale {
        typed: bare.to_string().into(),
        taken: taken.to_string().into(),
    };
    side.comparable(scaled, other.value, Some(assumed))
}

/// Within a factor of less than a hundred; readings in 万 or 亿 differ by at least that on both sides.
fn near(one: Decimal, other: Decimal) -> bool {
    let bounded = |a: Decimal, b: Decimal| {
        b.abs()
            .checked_mul(Decimal::ONE_HUNDRED)
            .is_some_and(|limit| a.abs().cmp(&limit) == Ordering::Less)
    };
    bounded(one, other) && bounded(other, one)
}

/// Whether two measures are one: equal after synonyms, or one of them missing.
fn same_measure(target: &Quantity, actual: &Quantity) -> bool {
    match (&target.measure, &actual.measure) {
        (Some(a), Some(b)) => a == b || canonical(a) == canonical(b),
        _ => true,
    }
}

/// 元/人·月 = 元/人*月 = 元/人、月; km = 公里; a form speaks of one year, so 吨/年 = 吨. 人次 and 人, 个 and 家 stay
/// different.
fn canonical(measure: &str) -> String {
    let parts = measure.split(['/', '*', '·', '×', '•', '・', '、']);
    let several = parts.clone().count() > 1;
    parts
        .filter(|part| !(several && *part == "年"))
        .map(|part| match part {
            "km" | "千米" | "㎞" => "公里",
            "m" => "米",
            "cm" => "厘米",
            "mm" => "毫米",
            "kg" | "千克" | "㎏" => "公斤",
            "t" => "吨",
            "h" => "小时",
            "m²" | "m2" | "㎡" | "平方" => "平方米",
            "m³" | "m3" | "㎥" | "方" => "立方米",
            "km²" | "平方千米" => "平方公里",
            "人民币元" => "元",
            "名" | "位" => "人",
            "日" => "天",
            other => other,
        })
        .collect::<Vec<_>>()
        .join("/")
}
