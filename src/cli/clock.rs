//! 日期: the day of a run, the only clock of the program.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::decision;
use crate::model::Date;

/// Seconds by which clocks in China are ahead of UTC, the year round.
const AHEAD: u64 = 8 * 3_600;
/// Seconds of a day.
const DAY: u64 = 86_400;
/// The last day that is taken from a clock, in the year 10 183: calendars need not go further.
const LAST: u32 = 3_000_000;

/// Today in China; the first of 1970 where the computer's clock is older.
pub(super) fn today() -> Date {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = since.map_or(0, |since| since.as_secs());
    let days = seconds.saturating_add(AHEAD) / DAY;
    Date::since_1970(u32::try_from(days).unwrap_or(LAST).min(LAST))
}

/// A day as it is typed after `--date`.
pub(super) fn day(typed: &str) -> Result<Date, String> {
    decision::day(typed).ok_or_else(|| "YYYY-MM-DD".to_owned())
}
