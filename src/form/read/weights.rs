//! Weights typed as fractions of 1.

use rust_decimal::Decimal;

use crate::model::{Figure, Filing};

/// Fewest indicators: a single one with one point is not a fraction.
const FEWEST: usize = 3;

/// Converts weights that add up to exactly 1, which are fractions of 100 points: 0.25 is 25 points.
pub(super) fn as_points(filing: &mut Filing) {
    let funding = filing.funding.as_ref().and_then(|f| f.points.as_ref());
    let weights = filing.indicators.iter().filter_map(|i| i.points.as_ref());
    let weights: Vec<Decimal> = weights.chain(funding).map(|f| f.value).collect();
    let sum = weights
        .iter()
        .fold(Decimal::ZERO, |sum, w| sum.saturating_add(*w));
    let stated = filing.stated_points.as_ref();
    let whole = sum == Decimal::ONE && stated.is_none_or(|s| s.value == Decimal::ONE);
    if !whole || weights.len() < FEWEST {
        return;
    }
    let Filing {
        head, indicators, ..
    } = filing;
    let of_indicators = indicators.iter_mut().filter_map(|i| i.points.as_mut());
    let funding = head.funding.as_mut().and_then(|f| f.points.as_mut());
    let stated = head.stated_points.as_mut();
    of_indicators.chain(funding).chain(stated).for_each(scale);
}

fn scale(figure: &mut Figure) {
    let points = figure.value.checked_mul(Decimal::ONE_HUNDRED);
    figure.value = points.unwrap_or(figure.value).normalize();
}
