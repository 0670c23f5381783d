//! The two facts an auditor compares: what should stand in the cell and what stands there.

use rust_decimal::Decimal;

use super::Problem;
use super::Refusal;
use crate::base::number::{Rounding, RoundingMode};

/// Expected and found, each where the problem has one.
type Pair = (Option<String>, Option<String>);

impl Problem {
    /// 应为 and 实为 as plain text: decimals without separators, rates as fractions.
    #[must_use]
    pub fn expected_found(&self) -> (Option<String>, Option<String>) {
        match self {
            Self::CrossFoot {
                expected, found, ..
            }
            | Self::AdjustmentMismatch { expected, found }
            | Self::Overspent { expected, found }
            | Self::WeightSum { expected, found }
            | Self::GroupWeightSum {
                expected, found, ..
            }
            | Self::ScoreAbovePoints { expected, found }
            | Self::ExecutionScoreMismatch { expected, found }
            | Self::ScoreMismatch {
                expected, found, ..
            }
            | Self::TotalMismatch { expected, found }
            | Self::ReportedSum { expected, found } => both(plain(*expected), plain(*found)),
            Self::ExecutionRateMismatch { expected, found }
            | Self::CompletionMismatch { expected, found }
            | Self::OverFulfilled {
                expected, found, ..
            } => both(fraction(*expected), fraction(*found)),
            Self::YearDiffers { expected, found } => both(expected, found),
            Self::GradeMismatch { expected, found }
            | Self::UnitNameDiffers { expected, found }
            | Self::UnitCodeDiffers { expected, found }
            | Self::MeasuresDiffer {
                expected, found, ..
            } => both(expected, found),
            Self::OutOfBand { band, found, .. } => both(
                format!("{}–{}", plain(band.0), plain(band.1)),
                plain(*found),
            ),
            Self::PercentAssumed { typed, taken, .. } => both(taken, typed),
            Self::Refused(Refusal::TooLarge { found, limit }) => both(format!("≤ {limit}"), found),
            _ => self.found_only(),
        }
    }

    /// The facts of problems that have nothing to be held against.
    fn found_only(&self) -> Pair {
        let found = match self {
            Self::Negative { found, .. } | Self::NotVerifiable { found, .. } => plain(*found),
            Self::MeasureSuspect { found, measure } => format!("{} {measure}", plain(*found)),
            Self::LabelGuessed { typed, .. }
            | Self::ColumnUnread { typed }
            | Self::UnreadableQuantity { typed, .. }
            | Self::AmountInLabel { typed, .. }
            | Self::ErrorValue(typed) => typed.to_string(),
            Self::UnitNotListed { found, .. } => found.to_string(),
            Self::ZeroBudget => "0".to_owned(),
            Self::ExecutionRed { relative, .. } | Self::ExecutionYellow { relative, .. } => {
                fraction(*relative)
            }
            _ => return (None, None),
        };
        (None, Some(found))
    }
}

fn both(expected: impl ToString, found: impl ToString) -> Pair {
    (Some(expected.to_string()), Some(found.to_string()))
}

/// `figure` without trailing zeros.
fn plain(figure: Decimal) -> String {
    figure.normalize().to_string()
}

/// A rate as a fraction; digits behind the sixth only say that a division did not end.
fn fraction(rate: Decimal) -> String {
    plain(Rounding::new(6, RoundingMode::HalfUp).apply(rate))
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use crate::finding::Problem;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn both_facts_are_plain_text() {
        let (expected, found) = Problem::TotalMismatch {
            expected: d("90.830"),
            found: d("1234.50"),
        }
        .expected_found();
        assert_eq!(expected.as_deref(), Some("90.83"));
        assert_eq!(found.as_deref(), Some("1234.5"));
    }

    #[test]
    fn rates_are_fractions_of_six_places() {
        let (expected, found) = Problem::ExecutionRateMismatch {
            expected: Decimal::ONE / Decimal::from(3),
            found: d("0.34"),
        }
        .expected_found();
        assert_eq!(expected.as_deref(), Some("0.333333"));
        assert_eq!(found.as_deref(), Some("0.34"));
    }

    #[test]
    fn what_has_no_standard_has_no_expectation() {
        assert_eq!(
            Problem::ErrorValue("#REF!".into()).expected_found(),
            (None, Some("#REF!".to_owned()))
        );
        assert_eq!(Problem::NoForm.expected_found(), (None, None));
    }
}
