//! Time: whether a partial date lies inside a window before the day of assessment, and months between days.

use time::{Date, Duration, Month};

use crate::recommend::Tri;
use crate::vocab::PartialDate;

/// A length of time before the day of assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Window {
    Days(i64),
    Months(u32),
}

impl Window {
    /// `30d` or `6m`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let number = text.get(..text.len().checked_sub(1)?)?;
        match text.chars().next_back()? {
            'd' => Some(Self::Days(number.parse().ok()?)),
            'm' => Some(Self::Months(number.parse().ok()?)),
            _ => None,
        }
    }

    /// The first day inside it.
    pub(crate) fn first(self, as_of: Date) -> Date {
        match self {
            Self::Days(days) => as_of.saturating_sub(Duration::days(days)),
            Self::Months(months) => months_before(as_of, months),
        }
    }
}

/// The same day so many months earlier; the month's last day where there is none.
pub(crate) fn months_before(day: Date, months: u32) -> Date {
    let index = day.year() * 12 + i32::from(u8::from(day.month())) - 1 - i32::try_from(months).unwrap_or(0);
    let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
    let month = u8::try_from(month).ok().and_then(|m| Month::try_from(m).ok()).unwrap_or(Month::January);
    let last = month.length(year);
    Date::from_calendar_date(year, month, day.day().min(last)).unwrap_or(Date::MIN)
}

/// Whether a date lies inside the window: unknown where the date is too coarse to tell.
pub(crate) fn within(date: PartialDate, window: Window, as_of: Date) -> Tri {
    let first = window.first(as_of);
    if date.earliest() >= first {
        Tri::True
    } else if date.latest() < first {
        Tri::False
    } else {
        Tri::Unknown
    }
}

/// Whether something began inside the window. The day it was written down only tells that it had begun by then:
/// written down before the window is before, written down inside is not known.
pub(crate) fn began_within(
    onset: Option<PartialDate>,
    recorded: Option<PartialDate>,
    window: Window,
    as_of: Date,
) -> Tri {
    match (onset, recorded) {
        (Some(onset), _) => within(onset, window, as_of),
        (None, Some(recorded)) if within(recorded, window, as_of) == Tri::False => Tri::False,
        _ => Tri::Unknown,
    }
}

/// Months from a day to another: whole months, and the days over as a share of the month they lie in. Exactly a year
/// later is 12.
pub(crate) fn months_between(from: Date, to: Date) -> f64 {
    let raw = (to.year() - from.year()) * 12 + i32::from(u8::from(to.month())) - i32::from(u8::from(from.month()));
    let mut whole = u32::try_from(raw).unwrap_or(0);
    if whole > 0 && months_before(to, whole) < from {
        whole -= 1;
    }
    // Counted back from the later day, so that the window "12 months" and twelve months since agree.
    let anchor = months_before(to, whole);
    let next = months_before(to, whole + 1);
    let length = (anchor - next).whole_days().max(1);
    let over = (anchor - from).whole_days().max(0);
    #[allow(clippy::cast_precision_loss)]
    let months = f64::from(whole) + over as f64 / length as f64;
    six(months)
}

/// Rounded to six significant digits, so that a value on a rule's limit stays on it.
pub(crate) fn six(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    format!("{value:.5e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse::<PartialDate>().unwrap().earliest()
    }

    #[test]
    fn windows_have_sharp_edges() {
        let as_of = day("2026-05-31");
        let tri = |text: &str, w| within(text.parse().unwrap(), w, as_of);
        assert_eq!(tri("2026-02-28", Window::Months(3)), Tri::True);
        assert_eq!(tri("2026-02-27", Window::Months(3)), Tri::False);
        assert_eq!(tri("2026-02", Window::Months(3)), Tri::Unknown);
        assert_eq!(tri("2026-05-01", Window::Days(30)), Tri::True);
        assert_eq!(tri("2026-04-30", Window::Days(30)), Tri::False);
    }

    #[test]
    fn months_are_whole_on_the_same_day() {
        assert!((months_between(day("2025-05-31"), day("2026-05-31")) - 12.0).abs() < 1e-12);
        assert!(months_between(day("2025-05-30"), day("2026-05-31")) > 12.0);
        assert!(months_between(day("2025-06-01"), day("2026-05-31")) < 12.0);
        assert!((months_between(day("2026-05-31"), day("2026-05-31"))).abs() < 1e-12);
    }

    #[test]
    fn six_digits_keep_limits() {
        assert!((six(100.540_000_1 * 0.025_859_84) - 2.599_95).abs() < 1e-9);
        assert!((six(4.900_000_04) - 4.9).abs() < 1e-12);
    }
}
