//! 笔误: figures that would agree but for one digit, or for two digits that changed places.
//!
//! Ambiguous sentences are judged here only: a figure is reported as wrong where another one, a slip of the pen away,
//! is what the neighbouring figures give, and nothing else in the report explains it.

mod left;
mod ratio;
mod sums;

use rust_decimal::Decimal;

use super::claim::{Claim, ClaimText, claims_of_sentences, printed, worded};
use super::figure::{Figure, Measure};
use super::paragraph::{Paragraph, Sentence};
use crate::finding::{Code, Problem};

/// Paragraphs before one in which the whole of its figures may be.
const BACK: usize = 3;

/// Digits below which two numbers are alike by chance.
const FEW: usize = 3;

/// Everything of a report that a slip of the pen makes wrong.
pub(super) fn claims(paragraphs: &[Paragraph]) -> Vec<Claim> {
    claims_of_sentences(paragraphs, |at, sentence| {
        let near = SentencePlace {
            paragraphs,
            at,
            sentence,
        };
        let found = [
            left::over(near),
            sums::whole_last(near),
            sums::whole_before(near),
        ];
        found.into_iter().flatten().chain(ratio::rates(near))
    })
}

/// A sentence and where it stands.
#[derive(Clone, Copy)]
struct SentencePlace<'a> {
    paragraphs: &'a [Paragraph],
    at: usize,
    sentence: Sentence<'a>,
}

impl<'a> SentencePlace<'a> {
    /// The amounts before a figure in its paragraph and those before that, the nearest first, without those of another
    /// year.
    fn money_before(self, figure: &'a Figure) -> impl Iterator<Item = &'a Figure> {
        let own = self.sentence.paragraph.figures.iter().rev();
        let own = own.filter(|f| f.span.start < figure.span.start);
        let from = self.at.saturating_sub(BACK);
        let earlier = self.paragraphs.get(from..self.at).unwrap_or_default();
        let earlier = earlier.iter().rev();
        let earlier = earlier.flat_map(|paragraph| paragraph.figures.iter().rev());
        let same = |f: &&Figure| f.year.is_none() || figure.year.is_none() || f.year == figure.year;
        own.chain(earlier)
            .filter(|f| f.is_money() && !f.bound)
            .filter(same)
    }

    /// Every amount of the report.
    fn money(self) -> impl Iterator<Item = &'a Figure> {
        let figures = self.paragraphs.iter().flat_map(|p| &p.figures);
        figures.filter(|f| f.is_money())
    }

    fn problem(
        self,
        figure: &Figure,
        value: Decimal,
        (code, case): (&'static Code, &'static str),
    ) -> Problem {
        let (expected, found) = (worded(value, &figure.measure), printed(figure));
        let claim = ClaimText {
            sentence: self.sentence,
            name: &figure.name,
            expected: &expected,
            found: &found,
        };
        claim.problem(code, case)
    }
}

/// What `amount` in 万元, percent or pieces is in the measure of a figure, where the figure is a slip away from it.
fn slipped(figure: &Figure, amount: Decimal) -> Option<Decimal> {
    let value = match figure.measure {
        Measure::Money(scale) | Measure::Standard(scale) => amount.checked_div(scale)?,
        _ => amount,
    };
    // Round amounts are alike by chance.
    let places = figure
        .value
        .normalize()
        .scale()
        .max(value.normalize().scale());
    let exact = [figure.value, value].iter().any(|number| {
        let scaled = 10_i64
            .checked_pow(places)
            .and_then(|ten| number.checked_mul(ten.into()));
        scaled.is_some_and(|scaled| {
            scaled >= Decimal::ONE_HUNDRED && !(scaled % Decimal::TEN).is_zero()
        })
    });
    (exact && is_slip(figure.value, value)).then_some(value)
}

/// Whether two numbers have the same digits but for one, or for two neighbours that changed places.
pub(super) fn is_slip(one: Decimal, other: Decimal) -> bool {
    let places = one.scale().max(other.normalize().scale());
    let places = usize::try_from(places).unwrap_or_default();
    let digits = |number: Decimal| {
        let text = format!("{number:.places$}");
        text.into_bytes()
            .into_iter()
            .filter(u8::is_ascii_digit)
            .collect::<Vec<_>>()
    };
    let (one, other) = (digits(one), digits(other));
    let pairs = one.iter().zip(&other).enumerate();
    let apart: Vec<_> = pairs.filter(|(_, (one, other))| one != other).collect();
    let alike = one.len() == other.len() && one.len() >= FEW;
    alike
        && match apart.as_slice() {
            [_] => true,
            [(first, (a, b)), (second, (c, d))] => second - first <= 2 && a == d && b == c,
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::is_slip;
    use rust_decimal::Decimal;

    #[test]
    fn slips_are_one_digit_or_two_neighbours() {
        let of = |one: &str, other: &str| {
            let number = |text: &str| text.parse::<Decimal>().unwrap();
            is_slip(number(one), number(other))
        };
        assert!(of("40553.86", "40535.86"));
        assert!(of("98.36", "96.38"));
        assert!(of("468", "438"));
        assert!(of("300.00", "3000.0") == of("3000.0", "300.00"));
        assert!(!of("100", "1000"));
        assert!(!of("12", "21"));
        assert!(!of("436.51", "485.82"));
        assert!(!of("98.36", "98.36"));
    }
}
