//! Tolerances: how far two figures may differ by rounding alone.
//!
//! A figure filed to two places is any value within half a unit of its last place; two figures agree where these
//! intervals meet. Figures with fewer places are treated as filed to two: a spreadsheet drops trailing zeros.

use rust_decimal::Decimal;

use crate::base::number::{explained_by_rounding, sum};
use crate::model::Figure;

/// Fewest places to which amounts and scores are filed.
const PLACES: u32 = 2;
/// Most places of a printed rate (as a fraction) that are compared: 0.8985 is 89.85%.
const RATE_PLACES: u32 = 4;

/// Half a unit in the last place of `figure`: 0.005 for 485.82 and for 12.5.
fn half_unit(figure: Decimal) -> Decimal {
    Decimal::new(5, figure.normalize().scale().clamp(PLACES, 27) + 1)
}

/// Most places that a formula examines; forms show no more.
const SHOWN_PLACES: u32 = 6;

/// [`half_unit`] of the number in `cell` as a formula; for a range, of each number in it.
fn half_unit_formula(cell: &str) -> String {
    let whole = half_unit(Decimal::ZERO);
    let less = (PLACES..SHOWN_PLACES).map(|places| {
        let finer = half_unit(Decimal::new(1, places + 1));
        let step = half_unit(Decimal::new(1, places)) - finer;
        format!("-{step}*(ROUND({cell},{places})<>{cell})")
    });
    format!("({whole}{})", less.collect::<String>())
}

/// [`of_amounts`] as a formula: `figures` are cells or expressions, `ranges` contribute where they contain numbers.
pub(super) fn of_amounts_formula(figures: &[String], ranges: &[String]) -> String {
    let figures = figures.iter().map(|figure| half_unit_formula(figure));
    let ranges = ranges.iter().map(|range| {
        let each = half_unit_formula(range);
        format!("SUMPRODUCT(ISNUMBER({range})*{each})")
    });
    figures.chain(ranges).collect::<Vec<_>>().join("+")
}

/// [`of_weights`] of the weights in `ranges` as a formula.
pub(super) fn of_weights_formula(ranges: &[String]) -> String {
    let ranges = ranges.iter().map(|range| {
        let each = half_unit_formula(range);
        let divided = PLACES - 1;
        format!("SUMPRODUCT((ROUND({range},{divided})<>{range})*{each})")
    });
    ranges.collect::<Vec<_>>().join("+")
}

/// Condition that two sums differ by more than `tolerance`. It is false where one of them is a text, and ignores the
/// noise of binary fractions.
pub(super) fn apart_formula(a: &str, b: &str, tolerance: &str) -> String {
    format!("ROUND(ABS({a}-{b})-IFERROR({tolerance},0),9)>0")
}

/// Tolerance of a sum of amounts against its whole: half a unit of the last place for each figure.
pub(super) fn of_amounts(figures: impl IntoIterator<Item = Decimal>) -> Decimal {
    sum(figures.into_iter().map(half_unit)).unwrap_or_default()
}

/// Tolerance of a sum of weights against the prescribed one, for weights that look divided (16.67).
pub(super) fn of_weights(weights: &[Decimal]) -> Decimal {
    let divided = weights.iter().filter(|w| w.normalize().scale() >= PLACES);
    of_amounts(divided.copied())
}

/// Tolerance of a total against the sum of `parts` scores: 0.005 each, at least 0.01.
pub(super) fn of_total(parts: usize) -> Decimal {
    let parts = Decimal::from(parts);
    let each = Decimal::new(5, 3);
    let all = each.checked_mul(parts).unwrap_or_default();
    all.max(Decimal::new(1, 2))
}

/// Whether two figures differ by at most `tolerance`.
pub(super) fn within(a: Decimal, b: Decimal, tolerance: Decimal) -> bool {
    a.checked_sub(b).is_some_and(|d| d.abs() <= tolerance)
}

/// Whether a filed score is the recomputed one, under any usual rounding to `places` or within one unit of the last
/// place.
pub(super) fn scores_agree(filed: Decimal, recomputed: Decimal, places: u32) -> bool {
    explained_by_rounding(filed, recomputed, places)
        || within(filed, recomputed, Decimal::new(1, places.min(28)))
}

/// Whether a printed rate (as a fraction) is `exact` rounded to the printed places.
pub(super) fn rates_agree(printed: &Figure, exact: Decimal) -> bool {
    explained_by_rounding(printed.value, exact, printed_places(printed))
}

/// Decimal places of the fraction as printed: 4 for `89.85%` and for `99.92`, 2 for `100%`; at least 2, at most 4.
fn printed_places(printed: &Figure) -> u32 {
    let digits: String = printed
        .typed
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    let shown = digits
        .split_once('.')
        .map_or(0, |(_, f)| u32::try_from(f.len()).unwrap_or(RATE_PLACES));
    let as_fraction = digits.parse() == Ok(printed.value.abs());
    let shown = shown.saturating_add(if as_fraction { 0 } else { 2 });
    let kept = printed.value.normalize().scale();
    shown.max(kept).clamp(2, RATE_PLACES)
}

#[cfg(test)]
mod tests {
    use super::{of_total, of_weights, rates_agree, scores_agree};
    use crate::model::{CellRef, Figure};
    use rust_decimal::Decimal;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_printed_rate_agrees_as_far_as_it_was_printed() {
        for (value, typed, exact, agrees) in [
            ("1", "100%", "0.9992", true),
            ("1", "100", "0.9992", true),
            ("1", "1", "0.9992", true),
            ("1", "100%", "0.8045", false),
            ("1", "1", "0.8045", false),
            ("1", "100.00%", "0.9992", false),
            ("0.9992", "99.92", "0.99917", true),
            ("0.9992", "99.92", "0.9991", false),
            ("0.8985", "89.85%", "0.89850150", true),
            ("0.8985", "89.85%", "0.8986", false),
            ("0.89850150", "90%", "0.89850150", true),
            ("0.898501", "0.898501", "0.898509", true),
            ("0.9", "90%", "0.8985", true),
        ] {
            let printed = Figure::new(d(value), CellRef::default(), typed);
            assert_eq!(rates_agree(&printed, d(exact)), agrees, "{typed} {exact}");
        }
    }

    #[test]
    fn a_score_may_be_one_cent_off() {
        for (filed, recomputed, agrees) in [
            ("8.98", "8.99", true),
            ("8.97", "8.99", false),
            ("8.985", "8.99", true),
            ("9", "8.99", true),
        ] {
            assert_eq!(scores_agree(d(filed), d(recomputed), 2), agrees, "{filed}");
        }
    }

    #[test]
    fn a_total_may_be_off_by_its_roundings() {
        assert_eq!(of_total(1), d("0.01"));
        assert_eq!(of_total(9), d("0.045"));
    }

    #[test]
    fn only_divided_weights_may_be_off() {
        assert_eq!(of_weights(&[d("10"), d("22.5")]), d("0"));
        assert_eq!(of_weights(&[d("16.67"), d("16.67")]), d("0.010"));
    }
}
