//! Exact decimals: the only border between binary doubles and [`Decimal`], and the only rounding.
//!
//! Excel keeps doubles and shows 15 significant digits; a double is therefore cut to 15 digits
//! before it becomes a decimal, which gives back the number that was typed.

use std::fmt::Write as _;

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};
use serde::{Deserialize, Serialize};

/// Largest absolute figure accepted from a form: 10^15, the reach of 15 digits.
const LIMIT: f64 = 1e15;

/// Bytes that most percentages take.
const PERCENT: usize = 16;

/// The decimal a person sees for a cell's double, or `None` for NaN, infinity and figures above 10^15.
#[must_use]
pub fn from_cell(double: f64) -> Option<Decimal> {
    if !double.is_finite() || double.abs() >= LIMIT {
        return None;
    }
    if double.abs() < 1e-14 {
        return Some(Decimal::ZERO);
    }
    short(double).or_else(|| fifteen_digits(double))
}

/// Digits of a written number that its double preserves, and decimal places up to which no number is too small.
const KEPT: usize = 15;
const PLACES: u32 = 13;

/// The same for a number as files write it, without its double: for a text of at most 15 digits the result is the same.
/// `None` where the text is longer or of another kind, or is no number.
#[must_use]
pub fn from_written(text: &str) -> Option<Decimal> {
    let bytes = text.as_bytes();
    let (negative, digits) = match bytes.split_first()? {
        (b'-', digits) => (true, digits),
        _ => (false, bytes),
    };
    // As many signs as fit into the sum below.
    if digits.is_empty() || digits.len() > KEPT + 1 {
        return None;
    }
    let (mut sum, mut zeros, mut point) = (0_i64, 0, None);
    for (at, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                sum = sum * 10 + i64::from(byte - b'0');
                zeros = if *byte == b'0' { zeros + 1 } else { 0 };
            }
            b'.' if point.is_none() && at > 0 => (point, zeros) = (Some(at), 0),
            _ => return None,
        }
    }
    let behind = point.map(|at| digits.len() - at - 1);
    if digits.len() - usize::from(point.is_some()) > KEPT || behind == Some(0) {
        return None;
    }
    // Zeros at the end of a fraction have no meaning.
    let places = behind.map_or(0, |behind| behind - zeros);
    let dropped = behind.map_or(0, |_| zeros);
    let sum = sum / 10_i64.pow(u32::try_from(dropped).ok()?);
    let places = u32::try_from(places).ok().filter(|p| *p <= PLACES)?;
    Some(Decimal::new(if negative { -sum } else { sum }, places))
}

/// The decimal of at most four places that `double` is the nearest double to: the same figure as
/// by its 15 digits, an order of magnitude sooner.
fn short(double: f64) -> Option<Decimal> {
    [(1.0, 0), (1e2, 2), (1e4, 4)]
        .into_iter()
        .find_map(|(scale, places)| {
            let whole = (double * scale).round();
            let same = (whole / scale).to_bits() == double.to_bits() && whole.abs() < LIMIT;
            #[allow(clippy::cast_possible_truncation, reason = "below 10^15")]
            same.then(|| Decimal::new(whole as i64, places).normalize())
        })
}

fn fifteen_digits(double: f64) -> Option<Decimal> {
    Decimal::from_scientific(&format!("{double:.14e}"))
        .ok()
        .map(|d| d.normalize())
}

/// The double written to a cell for `figure`.
#[must_use]
pub fn to_cell(figure: Decimal) -> f64 {
    figure.to_f64().unwrap_or(f64::NAN)
}

/// Figures of more digits than a double shows are written by way of the double.
const SHOWN: u128 = 10_u128.pow(15);

/// Appends the digits written to a cell for `figure`: those of its double.
pub fn write_cell(figure: Decimal, text: &mut String) {
    let figure = figure.normalize();
    // Up to 15 digits the shortest text of the double is that of the decimal.
    if figure.mantissa().unsigned_abs() < SHOWN {
        write_plain(figure, text);
    } else {
        let written = write!(text, "{}", to_cell(figure));
        debug_assert!(written.is_ok(), "a text takes everything");
    }
}

/// Appends a figure with all its places, as its `Display` does, but several times sooner.
pub fn write_plain(figure: Decimal, text: &mut String) {
    let mut digits = itoa::Buffer::new();
    let digits = digits.format(figure.mantissa().unsigned_abs());
    let places = usize::try_from(figure.scale()).unwrap_or(0);
    if figure.is_sign_negative() {
        text.push('-');
    }
    let whole = digits.len().saturating_sub(places);
    let (whole, fraction) = digits.split_at_checked(whole).unwrap_or((digits, ""));
    text.push_str(if whole.is_empty() { "0" } else { whole });
    if places > 0 {
        text.push('.');
        text.extend(std::iter::repeat_n(
            '0',
            places.saturating_sub(fraction.len()),
        ));
        text.push_str(fraction);
    }
}

/// A fraction as a percentage with all its places: 0.8985 is `89.85%`.
#[must_use]
pub fn percent(fraction: Decimal) -> String {
    let mut text = String::with_capacity(PERCENT);
    match fraction.checked_mul(Decimal::ONE_HUNDRED) {
        Some(percent) => {
            write_plain(percent.normalize(), &mut text);
            text.push('%');
        }
        None => write_plain(fraction, &mut text),
    }
    text
}

/// The sum of some figures; `None` beyond the range of exact decimals.
pub fn sum(figures: impl IntoIterator<Item = Decimal>) -> Option<Decimal> {
    let mut figures = figures.into_iter();
    figures.try_fold(Decimal::ZERO, Decimal::checked_add)
}

/// 平均, not rounded; `None` of no figures.
#[must_use]
pub fn mean(figures: &[Decimal]) -> Option<Decimal> {
    sum(figures.iter().copied())?.checked_div(Decimal::from(figures.len()))
}

/// 中位数 of figures in ascending order, not rounded: between the two middle ones where their number is even.
#[must_use]
pub fn median(ascending: &[Decimal]) -> Option<Decimal> {
    let upper = ascending.len() / 2;
    let lower = ascending.len().checked_sub(1)? / 2;
    mean(&[*ascending.get(lower)?, *ascending.get(upper)?])
}

/// Decimals as text, read from numbers of a rule file as well.
pub mod exact {
    use std::fmt;

    use rust_decimal::Decimal;
    use serde::de::{Deserializer, Error, Visitor};
    use serde::ser::Serializer;

    use super::{from_cell, parse_plain};

    /// Writes `figure` with all its digits.
    ///
    /// # Errors
    ///
    /// The errors of the serializer.
    pub fn serialize<S: Serializer>(figure: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&figure.normalize())
    }

    /// Reads a number or the text of one.
    ///
    /// # Errors
    ///
    /// What is no number, or has more than 15 significant digits.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        deserializer.deserialize_any(Figure)
    }

    struct Figure;

    impl Visitor<'_> for Figure {
        type Value = Decimal;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a number")
        }

        fn visit_i64<E: Error>(self, number: i64) -> Result<Decimal, E> {
            Ok(number.into())
        }

        fn visit_u64<E: Error>(self, number: u64) -> Result<Decimal, E> {
            Ok(number.into())
        }

        fn visit_f64<E: Error>(self, number: f64) -> Result<Decimal, E> {
            from_cell(number).ok_or_else(|| E::custom("a number of 15 digits is wanted"))
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Decimal, E> {
            parse_plain(text).ok_or_else(|| E::custom("a number is wanted"))
        }
    }
}

/// What happens to the digits that are dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundingMode {
    /// 四舍五入: a tie is rounded away from zero.
    HalfUp,
    /// 四舍六入五成双: a tie is rounded to the even digit.
    HalfEven,
    /// 截断: towards zero.
    Down,
}

/// A rounding: decimal places and mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// Decimal places kept, 0–28.
    pub places: u32,
    /// Treatment of the digits behind.
    pub mode: RoundingMode,
}

impl Rounding {
    /// Rounding to `places` by `mode`.
    #[must_use]
    pub const fn new(places: u32, mode: RoundingMode) -> Self {
        Self { places, mode }
    }

    /// `figure` rounded; the one place where a figure loses digits.
    #[must_use]
    pub fn apply(self, figure: Decimal) -> Decimal {
        let strategy = match self.mode {
            RoundingMode::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            RoundingMode::HalfEven => RoundingStrategy::MidpointNearestEven,
            RoundingMode::Down => RoundingStrategy::ToZero,
        };
        #[allow(clippy::disallowed_methods, reason = "the one function that rounds")]
        figure.round_dp_with_strategy(self.places, strategy)
    }
}

/// Whether `printed` is `exact` under some usual rounding to `places`: then the two agree.
#[must_use]
pub fn explained_by_rounding(printed: Decimal, exact: Decimal, places: u32) -> bool {
    [
        RoundingMode::HalfUp,
        RoundingMode::HalfEven,
        RoundingMode::Down,
    ]
    .into_iter()
    .any(|mode| {
        let rounding = Rounding::new(places, mode);
        rounding.apply(printed) == rounding.apply(exact)
    })
}

/// A rate 率 as an exact fraction (0.95 = 95%); a zero base has no rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rate {
    numerator: Decimal,
    denominator: Decimal,
}

impl Rate {
    /// `numerator / denominator`, undefined (`None`) when the base is 0.
    #[must_use]
    pub fn new(numerator: Decimal, denominator: Decimal) -> Option<Self> {
        (!denominator.is_zero()).then_some(Self {
            numerator,
            denominator,
        })
    }

    /// A rate that is given as a fraction already.
    #[must_use]
    pub const fn of(fraction: Decimal) -> Self {
        Self {
            numerator: fraction,
            denominator: Decimal::ONE,
        }
    }

    /// The quotient, to 28 digits.
    #[must_use]
    pub fn value(self) -> Option<Decimal> {
        self.numerator.checked_div(self.denominator)
    }

    /// The quotient rounded.
    #[must_use]
    pub fn rounded(self, rounding: Rounding) -> Option<Decimal> {
        self.value().map(|v| rounding.apply(v))
    }

    /// The excess over `from`, as a part of the range between `from` and 1: (n/d − from) ÷ (1 − from) as one fraction,
    /// so that ties survive.
    #[must_use]
    pub fn beyond(self, from: Decimal) -> Option<Self> {
        let least = self.denominator.checked_mul(from)?;
        let rest = Decimal::ONE.checked_sub(from)?;
        Self::new(
            self.numerator.checked_sub(least)?,
            self.denominator.checked_mul(rest)?,
        )
    }

    /// `points` × rate, multiplied before it is divided so that ties survive.
    #[must_use]
    pub fn times(self, points: Decimal) -> Option<Decimal> {
        points
            .checked_mul(self.numerator)?
            .checked_div(self.denominator)
    }
}

/// First whole number of more than 15 digits.
const MANTISSA: i64 = 1_000_000_000_000_000;

/// Reads an unsigned plain decimal: digits, at most one point, optional thousands separators in groups of three.
///
/// Everything `Decimal::from_str` would accept beyond that (`1e3`, `1_000`) is refused, and so is a
/// figure of more than 15 significant digits or 28 places.
#[must_use]
pub fn parse_plain(text: &str) -> Option<Decimal> {
    let (whole, fraction) = match text.split_once('.') {
        Some((w, f)) => (w, Some(f)),
        None => (text, None),
    };
    if !grouped(whole) || fraction.is_some_and(|f| f.is_empty() || !digits(f)) {
        return None;
    }
    let mut mantissa = 0_i64;
    for digit in text.bytes().filter(u8::is_ascii_digit) {
        mantissa = mantissa * 10 + i64::from(digit - b'0');
        if mantissa >= MANTISSA {
            return None;
        }
    }
    let places = u32::try_from(fraction.map_or(0, str::len)).ok()?;
    Decimal::try_new(mantissa, places).ok()
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn grouped(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    if rest.peek().is_none() {
        return digits(first);
    }
    digits(first) && first.len() <= 3 && rest.all(|g| g.len() == 3 && digits(g))
}

#[cfg(test)]
mod tests;
