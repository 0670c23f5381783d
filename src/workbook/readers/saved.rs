//! When a document was saved, by its properties.

use ecow::EcoString;
use rust_decimal::Decimal;

use super::properties::texts;
use crate::model::Date;
use crate::workbook::container::Container;
use crate::workbook::grid::serial;
use crate::workbook::limits::Limits;

/// 保存日期: when a document was saved, by its properties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaveDate {
    /// Time in seconds, for comparison with other documents.
    pub moment: Decimal,
    /// The stored text.
    pub typed: EcoString,
}

/// When a plain package was saved, by its `docProps/core.xml`; `None` for other formats.
#[must_use]
pub fn saved(bytes: &[u8]) -> Option<SaveDate> {
    let mut container = Container::plain(bytes, Limits::PLAIN_BYTES)?;
    let part = container.text("docProps/core.xml").ok()??;
    let (_, typed) = texts(&part, "modified")?.pop()?;
    Some(SaveDate {
        moment: moment(&typed)?,
        typed: typed.into(),
    })
}

/// Seconds from the end of 1899 up to a moment such as `2024-03-01T10:03:00Z` or `2024-03-01T10:03:00+08:00`.
fn moment(typed: &str) -> Option<Decimal> {
    let (date, time) = typed.split_once('T').unwrap_or((typed, "00:00:00"));
    let mut parts = date.split('-').map(str::parse::<u32>);
    let mut part = || parts.next()?.ok();
    let date = Date {
        year: Some(part()?.try_into().ok()?),
        month: part()?,
        day: part()?,
    };
    let zone = time.find(['Z', '+', '-']);
    let (clock, zone) = time.split_at_checked(zone.unwrap_or(time.len()))?;
    let ahead = match zone.split_at_checked(1) {
        Some(("+", ahead)) => seconds(ahead)?,
        Some(("-", behind)) => -seconds(behind)?,
        _ => Decimal::ZERO,
    };
    let days = serial(date)?.checked_mul(Decimal::from(86_400))?;
    days.checked_add(seconds(clock)?)?.checked_sub(ahead)
}

/// Seconds of `10:03` or `10:03:00.5`.
fn seconds(clock: &str) -> Option<Decimal> {
    let of_each = [3600, 60, 1].map(Decimal::from);
    let parts = clock.split(':').zip(of_each);
    let parts = parts.map(|(part, each)| part.parse::<Decimal>().ok()?.checked_mul(each));
    parts.sum()
}
