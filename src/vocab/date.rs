//! Dates as records write them: a year, a month or a day. Time of day and zone are dropped: the
//! calendar day as written is what a clinician reads.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use time::{Date, Month};

/// A calendar date that may lack its day or month (FHIR `date` and `dateTime`).
///
/// Written and read as `2020`, `2020-03` or `2020-03-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[cfg_attr(feature = "wasm", tsify(type = "string"))]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: i32,
    month: Option<u8>,
    day: Option<u8>,
}

impl PartialDate {
    /// A full date; `None` when there is no such day.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        full(year, month, day)?;
        Some(Self { year, month: Some(month), day: Some(day) })
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// Whether month and day are both known.
    pub fn is_full(self) -> bool {
        self.day.is_some()
    }

    /// The first day it can mean.
    pub fn earliest(self) -> Date {
        full(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or(Date::MIN)
    }

    /// The last day it can mean.
    pub fn latest(self) -> Date {
        let month = self.month.unwrap_or(12);
        let last = Month::try_from(month).map_or(31, |m| m.length(self.year));
        full(self.year, month, self.day.unwrap_or(last)).unwrap_or(Date::MAX)
    }

    /// Whole days from this date (its last possible day) to `later`; negative when it lies after.
    pub fn days_before(self, later: Date) -> i64 {
        (later - self.latest()).whole_days()
    }

    /// Whole years from this date to `later`, counting birthdays; the least the date allows.
    pub fn years_before(self, later: Date) -> i32 {
        whole_years(self.latest(), later)
    }

    /// As [`Self::years_before`], the most the date allows.
    pub fn years_before_at_most(self, later: Date) -> i32 {
        whole_years(self.earliest(), later)
    }
}

fn full(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

fn whole_years(from: Date, to: Date) -> i32 {
    let passed = (to.month() as u8, to.day()) >= (from.month() as u8, from.day());
    to.year() - from.year() - i32::from(!passed)
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PartialDate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.earliest(), self.day, self.month).cmp(&(other.earliest(), other.day, other.month))
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month() as u8), day: Some(date.day()) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for PartialDate {
    type Error = NotADate;

    fn try_from(text: String) -> Result<Self, NotADate> {
        text.parse()
    }
}

/// The text is no date of the form `YYYY`, `YYYY-MM` or `YYYY-MM-DD` (a time may follow).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADate;

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date")
    }
}

impl std::error::Error for NotADate {}

impl FromStr for PartialDate {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let day_part = text.trim().split(['T', ' ']).next().unwrap_or_default();
        let mut parts = day_part.split('-');
        let number = |part: &str, digits: usize| {
            (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<i32>().ok())
                .flatten()
                .ok_or(NotADate)
        };
        let year = number(parts.next().unwrap_or_default(), 4)?;
        let small = |part: Option<&str>| {
            part.map(|p| number(p, 2).and_then(|n| u8::try_from(n).map_err(|_| NotADate))).transpose()
        };
        let month = small(parts.next())?;
        let day = small(parts.next())?;
        if parts.next().is_some() || full(year, month.unwrap_or(1), day.unwrap_or(1)).is_none() {
            return Err(NotADate);
        }
        Ok(Self { year, month, day })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_years_months_days_and_drops_the_time() {
        for text in ["2020", "2020-03", "2020-03-01"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        assert_eq!("2020-03-01T23:59:00+08:00".parse::<PartialDate>().unwrap().to_string(), "2020-03-01");
        for text in ["", "20", "2020-13", "2020-02-30", "2020-1-1", "2020-01-01-01", "yesterday", "二〇二〇"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn counts_birthdays_and_says_when_a_year_is_not_certain() {
        let born: PartialDate = "1960-02-29".parse().unwrap();
        let eve = "2021-02-28".parse::<PartialDate>().unwrap().earliest();
        assert_eq!(born.years_before(eve), 60);
        let born: PartialDate = "1960".parse().unwrap();
        assert_eq!((born.years_before(eve), born.years_before_at_most(eve)), (60, 61));
    }
}
