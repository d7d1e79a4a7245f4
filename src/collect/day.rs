//! Dates as tables write them: ISO, Chinese, dotted, run together, day or month first, spreadsheet serial numbers.

use time::Duration;

use crate::vocab::PartialDate;
use crate::vocab::text::narrow;

/// Which of two leading numbers is the day, where the year stands last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Order {
    /// 31/12/2020.
    DayFirst,
    /// 12/31/2020.
    MonthFirst,
    /// No cell of the column tells.
    #[default]
    Unknown,
}

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoDay {
    /// 03/04/2020 in a column that never tells which is the month.
    Ambiguous,
    /// No date at all.
    Unreadable,
}

/// Which order the cells of a column show.
pub(super) fn order<'t>(cells: impl IntoIterator<Item = &'t str>) -> Order {
    let (mut day, mut month) = (false, false);
    for cell in cells {
        if let Some((a, b, _)) = year_last(&plain(cell)) {
            day |= a > 12;
            month |= b > 12;
        }
    }
    match (day, month) {
        (true, false) => Order::DayFirst,
        (false, true) => Order::MonthFirst,
        _ => Order::Unknown,
    }
}

/// Reads a date.
pub(super) fn read(text: &str, order: Order) -> Result<PartialDate, NoDay> {
    let text = plain(text);
    if let Some(date) = run_together(&text).or_else(|| year_first(&text)).or_else(|| month_named(&text)) {
        return Ok(date);
    }
    let (a, b, year) = year_last(&text).ok_or(NoDay::Unreadable)?;
    let (day, month) = match order {
        Order::DayFirst => (a, b),
        Order::MonthFirst => (b, a),
        Order::Unknown if a == b || a > 12 => (a, b),
        Order::Unknown if b > 12 => (b, a),
        Order::Unknown => return Err(NoDay::Ambiguous),
    };
    made(year, Some(month), Some(day)).ok_or(NoDay::Unreadable)
}

/// ASCII, without a time of day.
fn plain(text: &str) -> String {
    let narrow: String = text.chars().map(narrow).collect();
    let trimmed = narrow.trim();
    let cut =
        trimmed.find('T').filter(|at| trimmed.get(..*at).is_some_and(|d| d.ends_with(|c: char| c.is_ascii_digit())));
    let day = cut.and_then(|at| trimmed.get(..at)).unwrap_or(trimmed);
    match day.split_once(' ') {
        Some((date, time)) if time.contains(':') && date.len() >= 6 => date.trim().to_owned(),
        _ => day.to_owned(),
    }
}

fn made(year: u32, month: Option<u32>, day: Option<u32>) -> Option<PartialDate> {
    if !(1800..=2200).contains(&year) {
        return None;
    }
    let text = match (month, day) {
        (Some(m), Some(d)) => format!("{year:04}-{m:02}-{d:02}"),
        (Some(m), None) => format!("{year:04}-{m:02}"),
        _ => format!("{year:04}"),
    };
    text.parse().ok()
}

/// 20260812, 202608, 2026, or a spreadsheet's day number (46100).
fn run_together(text: &str) -> Option<PartialDate> {
    let digits = text.strip_suffix(".0").unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|p| p.parse::<u32>().ok());
    match digits.len() {
        8 => made(part(0, 4)?, part(4, 6), part(6, 8)),
        6 => made(part(0, 4)?, part(4, 6), None),
        4 => made(part(0, 4)?, None, None),
        5 => {
            let serial: i64 = digits.parse().ok()?;
            let start = time::Date::from_calendar_date(1899, time::Month::December, 30).ok()?;
            start
                .checked_add(Duration::days(serial))
                .filter(|d| (1920..=2100).contains(&d.year()))
                .map(PartialDate::from)
        }
        _ => None,
    }
}

fn numbers(text: &str) -> Option<Vec<u32>> {
    let separators = ['-', '/', '.', '年', '月', '日', '号', ' '];
    let parts: Vec<&str> = text.split(separators).filter(|p| !p.is_empty()).collect();
    parts.iter().map(|p| p.parse::<u32>().ok().filter(|_| p.len() <= 4)).collect()
}

fn year_first(text: &str) -> Option<PartialDate> {
    let first = text.split(|c: char| !c.is_ascii_digit()).next()?;
    if first.len() != 4 {
        return None;
    }
    match numbers(text)?.as_slice() {
        [year] => made(*year, None, None),
        [year, month] => made(*year, Some(*month), None),
        [year, month, day] => made(*year, Some(*month), Some(*day)),
        _ => None,
    }
}

fn year_last(text: &str) -> Option<(u32, u32, u32)> {
    match numbers(text)?.as_slice() {
        [a, b, year] if *year > 999 && *a <= 31 && *b <= 31 => Some((*a, *b, *year)),
        _ => None,
    }
}

/// 12 Mar 2024, March 12, 2024, 12-Mar-2024.
fn month_named(text: &str) -> Option<PartialDate> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let lower = text.to_ascii_lowercase();
    let words: Vec<&str> = lower.split([' ', '-', ',', '.', '/']).filter(|w| !w.is_empty()).collect();
    let named = words.iter().find_map(|w| {
        let known = w.len() >= 3 && w.bytes().all(|b| b.is_ascii_alphabetic());
        known.then(|| MONTHS.iter().position(|m| w.starts_with(m))).flatten()
    })?;
    let month = u32::try_from(named).ok()? + 1;
    let numbers: Vec<u32> = words.iter().filter_map(|w| w.trim_end_matches("th").parse().ok()).collect();
    match numbers.as_slice() {
        [year] if *year > 999 && words.len() == 2 => made(*year, Some(month), None),
        [day, year] if *year > 999 && words.len() == 3 => made(*year, Some(month), Some(*day)),
        [year, day] if *year > 999 && words.len() == 3 => made(*year, Some(month), Some(*day)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> String {
        read(text, Order::Unknown).map(|d| d.to_string()).unwrap_or_else(|e| format!("{e:?}"))
    }

    #[test]
    fn common_forms() {
        for (text, expected) in [
            ("2026-05-26", "2026-05-26"),
            ("2026/1/14", "2026-01-14"),
            ("2026.07.19", "2026-07-19"),
            ("20260812", "2026-08-12"),
            ("2026年7月10日", "2026-07-10"),
            ("1967年1月", "1967-01"),
            ("46100", "2026-03-19"),
            ("2026-10-12 08:15", "2026-10-12"),
            ("2026-10-12T08:15:00+08:00", "2026-10-12"),
            ("1960", "1960"),
            ("31/12/2020", "2020-12-31"),
            ("12/31/2020", "2020-12-31"),
            ("12 Mar 2024", "2024-03-12"),
            ("March 12, 2024", "2024-03-12"),
            ("03/04/2020", "Ambiguous"),
            ("05/05/2020", "2020-05-05"),
            ("2026-13-01", "Unreadable"),
            ("2026-02-30", "Unreadable"),
            ("yesterday", "Unreadable"),
            ("", "Unreadable"),
            ("1.5", "Unreadable"),
            ("99999999999", "Unreadable"),
        ] {
            assert_eq!(day(text), expected, "{text}");
        }
    }

    #[test]
    fn a_column_tells_its_order() {
        assert_eq!(order(["03/04/2020", "25/12/2020"]), Order::DayFirst);
        assert_eq!(read("03/04/2020", Order::DayFirst).map(|d| d.to_string()), Ok("2020-04-03".into()));
        assert_eq!(order(["03/04/2020", "12/25/2020"]), Order::MonthFirst);
        assert_eq!(order(["25/04/2020", "12/25/2020"]), Order::Unknown);
    }
}
