//! Dates as stored: ISO text and the days of 1900 or 1904.

use calamine::ExcelDateTime;

use crate::model::Date;

/// Serial number of the day after the last of the year 9999.
const LAST_DAY: f64 = 2_958_466.0;

/// The day of a stored date; `None` for a time of day and for numbers outside the calendar.
pub(super) fn day(stored: ExcelDateTime) -> Option<Date> {
    let serial = stored.as_f64();
    if !stored.is_datetime() || !(1.0..LAST_DAY).contains(&serial) {
        return None;
    }
    let (year, month, day, ..) = stored.to_ymd_hms_milli();
    Some(Date {
        year: Some(i32::from(year)),
        month: u32::from(month),
        day: u32::from(day),
    })
}

/// The day of `2023-12-31` or `2023-12-31T08:00:00`.
pub(super) fn iso_day(text: &str) -> Option<Date> {
    let date = text.split('T').next()?;
    let mut parts = date.splitn(3, '-');
    let mut number = || parts.next().filter(|p| p.len() <= 4)?.parse::<u32>().ok();
    let (year, month, day) = (number()?, number()?, number()?);
    let sound = (1..=12).contains(&month) && (1..=31).contains(&day);
    sound.then_some(Date {
        year: i32::try_from(year).ok(),
        month,
        day,
    })
}

#[cfg(test)]
mod tests {
    use super::{day, iso_day};
    use calamine::{ExcelDateTime, ExcelDateTimeType};

    #[test]
    fn days_are_days() {
        let stored = |v| ExcelDateTime::new(v, ExcelDateTimeType::DateTime, false);
        assert_eq!(day(stored(45_291.5)).unwrap().to_string(), "2023-12-31");
        assert_eq!(day(stored(0.5)), None);
        assert_eq!(day(stored(1e9)), None);
        assert_eq!(
            iso_day("2018-07-01T00:00:00").unwrap().to_string(),
            "2018-07-01"
        );
        assert_eq!(iso_day("2018-13-01"), None);
        assert_eq!(iso_day("P1D"), None);
    }
}
