//! Single values of a rule file: texts, closed words, numbers within bounds.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as WordError, StrDeserializer};
use toml::Spanned;

use crate::base::number::Rounding;
use crate::rules::problems::Problems;
use crate::rules::raw::{Figure, RawPlaces};

/// A text that is not blank.
pub(super) fn words(text: &Spanned<String>, problems: &mut Problems<'_>) -> Box<str> {
    let trimmed = text.get_ref().trim();
    if trimmed.is_empty() {
        problems.say(text.span(), "不能为空", "must not be blank");
    }
    trimmed.into()
}

pub(super) fn phrases(list: &[Spanned<String>], problems: &mut Problems<'_>) -> Vec<Box<str>> {
    list.iter().map(|text| words(text, problems)).collect()
}

/// A closed word such as a mode, a policy or a comparator.
pub(super) fn word<'de, T: Deserialize<'de>>(
    text: &'de Spanned<String>,
    problems: &mut Problems<'_>,
) -> Option<T> {
    let typed: StrDeserializer<'de, WordError> = text.get_ref().as_str().into_deserializer();
    T::deserialize(typed)
        .map_err(|error| problems.unknown_word(text.span(), &error.to_string()))
        .ok()
}

pub(super) fn figure(figure: &Spanned<Figure>, problems: &mut Problems<'_>) -> Option<Decimal> {
    if figure.get_ref().0.is_none() {
        problems.say(
            figure.span(),
            "不是数字，或超过 15 位有效数字",
            "not a number, or more than 15 significant digits",
        );
    }
    figure.get_ref().0
}

/// A number from `low` to `high`, both included.
pub(super) fn bounded(
    typed: &Spanned<Figure>,
    (low, high): (Decimal, Decimal),
    problems: &mut Problems<'_>,
) -> Option<Decimal> {
    let value = figure(typed, problems)?;
    if value < low || value > high {
        problems.say(
            typed.span(),
            &format!("应在 {low} 到 {high} 之间"),
            &format!("must lie between {low} and {high}"),
        );
        return None;
    }
    Some(value)
}

pub(super) fn above_zero(typed: &Spanned<Figure>, problems: &mut Problems<'_>) -> Option<Decimal> {
    let value = figure(typed, problems)?;
    if value <= Decimal::ZERO {
        problems.say(typed.span(), "必须大于 0", "must be above 0");
        return None;
    }
    Some(value)
}

/// Points of a part, at most those of the whole.
pub(super) fn share_of(
    typed: &Spanned<Figure>,
    whole: Option<Decimal>,
    problems: &mut Problems<'_>,
) -> Decimal {
    let high = whole.unwrap_or(Decimal::ONE_THOUSAND);
    bounded(typed, (Decimal::ZERO, high), problems).unwrap_or_default()
}

pub(super) fn places(raw: &RawPlaces, problems: &mut Problems<'_>) -> Option<Rounding> {
    let places = u32::try_from(*raw.places.get_ref())
        .ok()
        .filter(|p| *p <= 10);
    if places.is_none() {
        problems.say(
            raw.places.span(),
            "小数位数应在 0 到 10 之间",
            "places must lie between 0 and 10",
        );
    }
    let mode = word(&raw.mode, problems)?;
    Some(Rounding::new(places?, mode))
}

pub(super) fn year(year: &Spanned<i64>, problems: &mut Problems<'_>) -> Option<i32> {
    let valid = i32::try_from(*year.get_ref())
        .ok()
        .filter(|y| (1990..=2199).contains(y));
    if valid.is_none() {
        problems.say(
            year.span(),
            "年度应在 1990–2199 之间",
            "the year must lie in 1990–2199",
        );
    }
    valid
}
