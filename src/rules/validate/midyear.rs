//! `[midyear]`: a month, and two bounds of which the lower one is red.

use rust_decimal::Decimal;
use toml::Spanned;

use super::value::bounded;
use crate::rules::problems::Problems;
use crate::rules::raw::{Figure, RawMidyear};
use crate::rules::ruleset::MidyearRule;

/// The rule for mid-year monitoring that a rule file sets.
pub(super) fn midyear(
    raw: &Spanned<RawMidyear>,
    problems: &mut Problems<'_>,
) -> Option<MidyearRule> {
    let typed = raw.get_ref();
    let (Some(month), Some(red), Some(yellow)) = (&typed.month, &typed.red, &typed.yellow) else {
        problems.say(
            raw.span(),
            "month、red、yellow 三项都要写",
            "give all three of month, red and yellow",
        );
        return None;
    };
    let month = self::month(month, problems);
    let bound = |figure: &Spanned<Figure>, problems: &mut Problems<'_>| {
        bounded(figure, (Decimal::ZERO, Decimal::TWO), problems)
    };
    let (low, high) = (bound(red, problems), bound(yellow, problems));
    if let (Some(low), Some(high)) = (low, high)
        && low >= high
    {
        problems.say(
            yellow.span(),
            "yellow 应大于 red",
            "yellow must be above red",
        );
    }
    Some(MidyearRule {
        month: month?,
        red: low?,
        yellow: high?,
    })
}

fn month(typed: &Spanned<i64>, problems: &mut Problems<'_>) -> Option<u32> {
    let month = u32::try_from(*typed.get_ref())
        .ok()
        .filter(|m| (1..=12).contains(m));
    if month.is_none() {
        problems.say(
            typed.span(),
            "月份应在 1 到 12 之间",
            "the month must lie between 1 and 12",
        );
    }
    month
}
