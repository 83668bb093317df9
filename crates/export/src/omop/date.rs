//! Days of the calendar, as far as OMOP's tables need them.

use std::fmt;
use std::str::FromStr;

/// A day. OMOP wants one of every event, and documents seldom give one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

/// What was to be a date is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no date; write it as 2024-05-31")]
pub struct NoDate;

impl Date {
    /// What stands where nobody knows the date: 1970-01-01.
    pub const PLACEHOLDER: Self = Self {
        year: 1970,
        month: 1,
        day: 1,
    };

    /// A day of the years 1 to 9999.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let known =
            (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day);
        known.then_some(Self { year, month, day })
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The year in which somebody was born who is so many months old on this day.
    #[must_use]
    pub(super) fn year_before(self, months: u32) -> i32 {
        let now = self.year * 12 + i32::from(self.month) - 1;
        (now - i32::try_from(months).unwrap_or(i32::MAX / 2)).div_euclid(12)
    }

    /// The first day of what an ISO 8601 date says, which may be a day, a month or a year, and may have a time behind it.
    /// `None` for durations and for dates without a year: they name no day.
    ///
    /// ```
    /// use epicrisis_export::omop::Date;
    /// assert_eq!(Date::first_of("2019-03").map(|date| date.to_string()).as_deref(), Some("2019-03-01"));
    /// assert_eq!(Date::first_of("P10D"), None);
    /// assert_eq!(Date::first_of("--10-12"), None);
    /// ```
    #[must_use]
    pub fn first_of(iso: &str) -> Option<Self> {
        let day = iso.split('T').next().unwrap_or_default();
        let mut parts = day.splitn(3, '-');
        let year = digits(parts.next()?, 4)?;
        let month = parts.next().map_or(Some(1), |part| digits(part, 2))?;
        let day = parts.next().map_or(Some(1), |part| digits(part, 2))?;
        Self::new(i32::from(year), u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// The day so many days later; the last day there is, where that would be behind it.
    #[must_use]
    pub fn plus_days(self, days: u32) -> Self {
        let Self {
            mut year,
            mut month,
            day,
        } = self;
        let mut left = u32::from(day) + days;
        loop {
            let length = u32::from(days_of(year, month));
            if left <= length {
                break;
            }
            if (year, month) == (9999, 12) {
                left = length;
                break;
            }
            left -= length;
            (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        }
        Self {
            year,
            month,
            day: u8::try_from(left).unwrap_or(day),
        }
    }
}

impl Default for Date {
    fn default() -> Self {
        Self::PLACEHOLDER
    }
}

fn digits(text: &str, width: usize) -> Option<u16> {
    let plain = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

const fn days_of(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = NoDate;

    fn from_str(text: &str) -> Result<Self, NoDate> {
        let whole = text.len() == "2024-05-31".len();
        Self::first_of(text).filter(|_| whole).ok_or(NoDate)
    }
}

/// How many days an ISO 8601 duration is, months taken for 30 and years for 365; `None` for what is no whole number of days.
pub(super) fn days(iso: &str) -> Option<u32> {
    let rest = iso.strip_prefix('P')?;
    let unit = rest.chars().last()?;
    let number: u32 = rest.strip_suffix(unit)?.parse().ok()?;
    let days = match unit {
        'D' => 1,
        'W' => 7,
        'M' => 30,
        'Y' => 365,
        _ => return None,
    };
    // Longer than a life is a misreading.
    number.checked_mul(days).filter(|days| (1..=45_000).contains(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_a_whole_or_not() {
        assert_eq!("2024-02-29".parse::<Date>().unwrap().to_string(), "2024-02-29");
        for wrong in [
            "2023-02-29",
            "2024-13-01",
            "2024-1-1",
            "2024",
            "24-01-01",
            "",
            "2024-05-31T10:00",
            "0000-01-01",
        ] {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_first_day_of_what_is_known() {
        let first = |iso| Date::first_of(iso).map(|date| date.to_string());
        assert_eq!(first("2004").as_deref(), Some("2004-01-01"));
        assert_eq!(first("2004-07").as_deref(), Some("2004-07-01"));
        assert_eq!(first("2004-07-09T10:30").as_deref(), Some("2004-07-09"));
        for none in ["P6M", "PT24H", "--10-12", "T10:30", "2004-7", "20040709"] {
            assert_eq!(first(none), None, "{none}");
        }
    }

    #[test]
    fn days_are_counted_over_months_and_years() {
        let plus = |date: &str, days| date.parse::<Date>().unwrap().plus_days(days).to_string();
        assert_eq!(plus("2024-02-28", 1), "2024-02-29");
        assert_eq!(plus("2023-12-31", 1), "2024-01-01");
        assert_eq!(plus("2023-03-01", 0), "2023-03-01");
        assert_eq!(plus("2023-01-01", 365), "2024-01-01");
        assert_eq!(plus("9999-12-30", 400), "9999-12-31");
    }

    #[test]
    fn durations_in_days() {
        assert_eq!(days("P7D"), Some(7));
        assert_eq!(days("P2W"), Some(14));
        assert_eq!(days("P1M"), Some(30));
        for none in ["PT12H", "P0D", "7", "P", "P1.5M", "P200Y"] {
            assert_eq!(days(none), None, "{none}");
        }
    }
}
