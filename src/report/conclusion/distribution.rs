//! Distribution of the totals or paces of many units: numbers of units by range.

use rust_decimal::Decimal;

use super::COLUMNS;

/// Ranges of a figure from the highest down, each a twentieth of `full` wide; the last holds all below.
pub(super) struct Ranges {
    step: Decimal,
    top: Decimal,
}

impl Ranges {
    pub(super) fn below(full: Decimal) -> Self {
        let twentieth = Decimal::new(5, 2);
        Self {
            step: full.saturating_mul(twentieth),
            top: full,
        }
    }

    /// Lower bound of the n-th range.
    fn bound(&self, nth: usize) -> Decimal {
        let down = self.step.saturating_mul(Decimal::from(nth + 1));
        self.top.saturating_sub(down).normalize()
    }

    /// Name, count and formula over the cells `of` for each range; `shown` writes a bound.
    pub(super) fn counts(
        &self,
        figures: &[Decimal],
        of: &str,
        shown: impl Fn(Decimal) -> String,
    ) -> Vec<(String, usize, Option<String>)> {
        let last = COLUMNS - 1;
        let range = |nth: usize| {
            let from = (nth < last).then(|| self.bound(nth));
            let below = nth.checked_sub(1).map(|above| self.bound(above));
            let within =
                |f: &&Decimal| from.is_none_or(|from| **f >= from) && below.is_none_or(|b| **f < b);
            let name = match (from, below) {
                (Some(from), _) => format!("≥{}", shown(from)),
                (None, below) => format!("<{}", below.map(&shown).unwrap_or_default()),
            };
            let from = from.map(|from| format!(",{of},\">={from}\""));
            let below = below.map(|below| format!(",{of},\"<{below}\""));
            let conditions = [from, below].into_iter().flatten().collect::<String>();
            let conditions = conditions.trim_start_matches(',');
            let formula = format!("COUNTIFS({conditions})");
            (name, figures.iter().filter(within).count(), Some(formula))
        };
        (0..COLUMNS).map(range).collect()
    }
}
