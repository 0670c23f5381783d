//! One number with its percent sign, multiplier and measure.

use ecow::EcoString;

use rust_decimal::Decimal;

use super::{UnclearText, measure, sign};
use crate::base::{number, numeral};
use crate::model::{Comparator, Quantity, Scale};

/// A number as typed, with the words that touch it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Amount {
    /// The digits, unscaled.
    pub(super) figure: Decimal,
    /// 万 or 亿.
    pub(super) scale: Scale,
    /// Factor beside the scale (百, 千).
    pub(super) factor: u32,
    /// 100 for percent, 1000 for permille.
    pub(super) base: Option<u32>,
    /// 计量单位
    pub(super) measure: Option<EcoString>,
    /// 以上, 以下, 以内 next to it.
    pub(super) behind: Option<Comparator>,
}

impl Amount {
    /// A number alone.
    pub(super) const fn bare(figure: Decimal) -> Self {
        Self {
            figure,
            scale: Scale::One,
            factor: 1,
            base: None,
            measure: None,
            behind: None,
        }
    }

    /// Whether it has neither percent sign, multiplier nor measure.
    pub(super) const fn is_bare(&self) -> bool {
        self.base.is_none()
            && self.measure.is_none()
            && self.factor == 1
            && matches!(self.scale, Scale::One)
    }

    /// The quantity; `None` when it leaves the range of exact decimals.
    pub(super) fn quantity(&self) -> Option<Quantity> {
        let whole = self
            .figure
            .checked_mul(Decimal::from(self.factor))?
            .checked_mul(self.scale.factor())?;
        let value = match self.base {
            Some(base) => whole.checked_div(Decimal::from(base))?,
            None => whole,
        };
        Some(Quantity {
            value: value.normalize(),
            percent: self.base.is_some(),
            measure: self.measure.clone(),
            scale: if self.base.is_some() {
                Scale::One
            } else {
                self.scale
            },
        })
    }
}

/// The number at the start of `rest`, which begins with a digit, and the rest.
pub(super) fn at(rest: &str) -> Result<(Amount, &str), UnclearText> {
    let end = run(rest);
    let (digits, tail) = rest.split_at_checked(end).ok_or(UnclearText)?;
    finish(number::parse_plain(digits).ok_or(UnclearText)?, tail)
}

/// Length of the run of digits, points and separators; a point or comma counts only before a digit.
fn run(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let digit_next = chars.peek().is_some_and(|(_, n)| n.is_ascii_digit());
        if !(c.is_ascii_digit() || ((c == '.' || c == ',') && digit_next)) {
            break;
        }
        end = at.saturating_add(c.len_utf8());
    }
    end
}

/// The words that touch a number from behind.
fn finish(figure: Decimal, rest: &str) -> Result<(Amount, &str), UnclearText> {
    if touches_approximation(rest) || breaks_off(rest) {
        return Err(UnclearText);
    }
    let mut amount = Amount::bare(figure);
    let mut rest = rest;
    (amount.scale, amount.factor, rest) = measure::multiplier(rest);
    if let Some((base, tail)) = measure::percent(rest) {
        amount.base = Some(base);
        rest = tail.strip_prefix("(百分比)").unwrap_or(tail);
    } else {
        if touches_approximation(rest) {
            return Err(UnclearText);
        }
        let (measure, tail) = measure::behind(rest)?;
        amount.measure = measure.map(EcoString::from);
        rest = tail;
    }
    let (behind, tail) = sign::behind(rest);
    amount.behind = behind;
    if names_a_day(&amount) {
        return Err(UnclearText);
    }
    if tail.starts_with("左右") || ["上下", "多", "余"].contains(&tail) {
        return Err(UnclearText);
    }
    Ok((amount, tail))
}

/// Whether a letter follows the decimal point in place of a digit: 2.l, 9.O.
fn breaks_off(rest: &str) -> bool {
    let behind = rest.strip_prefix(['.', ',']);
    behind.is_some_and(|behind| behind.starts_with(|c: char| c.is_ascii_alphabetic() || c == '%'))
}

/// Whether an amount is a day of a month: 12.31前.
fn names_a_day(amount: &Amount) -> bool {
    let measure = amount.measure.as_deref();
    let day = matches!(measure, Some("日" | "前" | "之前" | "以前"));
    day && !amount.figure.fract().is_zero()
}

/// Whether an approximation touches the number, which then is no value: 50多家, 50余家, 100左右, 5日前.
fn touches_approximation(rest: &str) -> bool {
    rest.starts_with(['多', '余', '来', '几'])
        || ["左右", "上下", "日前", "号前"]
            .iter()
            .any(|w| rest.starts_with(w))
}

/// `百分之九十五` or `千分之5` at the start of `rest`.
pub(super) fn in_words(rest: &str) -> Option<Result<(Amount, &str), UnclearText>> {
    let (base, tail) = [("百分之", 100), ("千分之", 1_000)]
        .into_iter()
        .find_map(|(word, base)| Some((base, rest.strip_prefix(word)?)))?;
    let read = if tail.starts_with(|c: char| c.is_ascii_digit()) {
        at(tail)
    } else {
        in_characters(tail)
            .ok_or(UnclearText)
            .and_then(|(figure, tail)| finish(figure, tail))
    };
    Some(read.and_then(|(amount, tail)| {
        amount
            .is_bare()
            .then_some((
                Amount {
                    base: Some(base),
                    ..amount
                },
                tail,
            ))
            .ok_or(UnclearText)
    }))
}

/// A number in words with a measure that ends the text: `三次` behind a comparator.
pub(super) fn counted(rest: &str) -> Option<Amount> {
    let (figure, tail) = in_characters(rest)?;
    let (measure, tail) = measure::known(tail)?;
    let (behind, tail) = sign::behind(tail);
    tail.trim_end_matches('。').is_empty().then(|| Amount {
        measure: Some(measure.into()),
        behind,
        ..Amount::bare(figure)
    })
}

/// A Chinese numeral up to 9999 at the start of `rest`, such as 九十五 or 一百二十; 点 is not read.
fn in_characters(rest: &str) -> Option<(Decimal, &str)> {
    let (number, tail) = numeral::read(rest)?;
    let whole = !tail.starts_with(['点', '万', '亿', '多', '余', '几']);
    whole.then(|| (Decimal::from(number), tail))
}
