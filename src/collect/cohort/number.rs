//! What one cell says: nothing, a number, a day.

use super::shape::Shape;
use super::split::End;
use crate::collect::day::{self, NoDay, Order};
use crate::record::day_number;
use crate::vocab::text::unit_key;

/// How numbers are written in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// A point before the fraction; commas between thousands.
    Point,
    /// A comma before the fraction; points or spaces between thousands.
    Comma,
}

/// Words that say that nothing is known, folded. "None" and 无 are not among them: they are answers.
const SILENT: &[&str] = &[
    "na",
    "n/a",
    "#n/a",
    "nan",
    "null",
    ".",
    "-",
    "--",
    "?",
    "unknown",
    "missing",
    "not available",
    "not recorded",
    "未知",
    "不详",
    "未测",
    "缺失",
    "未查",
    "未记录",
    "/",
];

/// Without spaces around it.
pub(super) fn trim(cell: &[u8]) -> &[u8] {
    cell.trim_ascii()
}

/// Whether a cell says nothing.
pub(super) fn is_silent(cell: &[u8]) -> bool {
    if cell.is_empty() {
        return true;
    }
    // The longest is 13 bytes; a digit is in none of them.
    if cell.len() > 14 || cell.first().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    SILENT.iter().any(|word| word.as_bytes().eq_ignore_ascii_case(cell))
}

const TENS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// The number of a cell; `None` where it is none. Correctly rounded: up to 15 digits both parts of the quotient are exact.
#[inline]
pub(super) fn number(cell: &[u8], style: Style) -> Option<f64> {
    let (minus, digits) = match cell.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, cell),
    };
    let mark = if style == Style::Point { b'.' } else { b',' };
    let (mut whole, mut count, mut after, mut seen) = (0_u64, 0_usize, 0_usize, false);
    if digits.len() > 16 {
        return slow(cell, style);
    }
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            whole = whole * 10 + u64::from(digit);
            count += 1;
            after += usize::from(seen);
        } else if *byte == mark && !seen {
            seen = true;
        } else {
            return slow(cell, style);
        }
    }
    if count == 0 || count > 15 {
        return slow(cell, style);
    }
    let value = whole as f64 / TENS.get(after).copied()?;
    Some(if minus { -value } else { value })
}

/// The number at the beginning of a block, how its cell ends and what stands behind; NaN for an empty cell. `None` where the
/// cell is no plain number of up to 15 digits or does not end here: the same numbers as [`number`] reads.
#[inline]
pub(super) fn plain_number(block: &[u8], separator: u8) -> Option<(f64, Shape, End, &[u8])> {
    let minus = block.first() == Some(&b'-');
    let digits = if minus { block.get(1..)? } else { block };
    let (mut whole, mut point) = (0_u64, None);
    for (at, byte) in digits.iter().enumerate().take(18) {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            whole = whole.wrapping_mul(10).wrapping_add(u64::from(digit));
        } else if *byte == b'.' && point.is_none() {
            point = Some(at);
        } else {
            let (end, passed) = match digits.get(at..)? {
                [byte, ..] if *byte == separator => (End::Cell, 1),
                [b'\n', ..] => (End::Record, 1),
                [b'\r', b'\n', ..] => (End::Record, 2),
                _ => return None,
            };
            let count = at - usize::from(point.is_some());
            let after = digits.get(at + passed..)?;
            if at == 0 && !minus {
                return Some((f64::NAN, Shape::default(), end, after));
            }
            if !(1..=15).contains(&count) {
                return None;
            }
            let value = whole as f64 / TENS.get(point.map_or(0, |point| at - point - 1)).copied()?;
            let zero = digits.first() == Some(&b'0');
            let shape = match point {
                Some(point) => Shape::of_point(point, zero, at - point - 1),
                None => Shape::of_digits(if minus { 0 } else { count }, zero),
            };
            return Some((if minus { -value } else { value }, shape, end, after));
        }
    }
    None
}

/// Exponents, thousands, long numbers, wide digits.
#[cold]
fn slow(cell: &[u8], style: Style) -> Option<f64> {
    let text: String = std::str::from_utf8(cell).ok()?.chars().map(crate::vocab::text::narrow).collect();
    let mut plain = String::with_capacity(text.len());
    let (mark, thousand) = if style == Style::Point { ('.', ',') } else { (',', '.') };
    let (whole, rest) = match text.split_once(mark) {
        Some((whole, rest)) => (whole, Some(rest)),
        None => (text.as_str(), None),
    };
    let groups: Vec<&str> = whole.split([thousand, ' ', '\u{a0}', '\u{202f}', '\'']).collect();
    let all_digits = |g: &&str| g.bytes().all(|b| b.is_ascii_digit());
    if groups.len() > 1 {
        let (first, others) = groups.split_first()?;
        let first = first.strip_prefix(['-', '+']).unwrap_or(first);
        // 0,012 is a fraction, whatever stands before that elsewhere.
        let fits = (1..=3).contains(&first.len())
            && !first.starts_with('0')
            && all_digits(&first)
            && others.iter().all(|g| g.len() == 3 && all_digits(g));
        if !fits {
            return None;
        }
    }
    plain.extend(groups);
    if let Some(rest) = rest {
        plain.push('.');
        plain.push_str(rest);
    }
    // "inf", "nan" and "1e" are no numbers of a table.
    let ascii = plain.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    plain.parse().ok().filter(|x: &f64| ascii && x.is_finite())
}

/// A number with what stands around it is no longer than this, in bytes.
const LONGEST: usize = 100;

/// A cell in usual width without arrows and flags (↑, (H)); `None` where it is too long to be a number.
pub(super) fn stripped(cell: &[u8]) -> Option<String> {
    let cell = std::str::from_utf8(cell).ok().filter(|cell| cell.len() <= LONGEST)?;
    Some(crate::collect::cell::strip(&cell.chars().map(crate::vocab::text::narrow).collect::<String>()))
}

/// The number that a cell begins with, without what stands around it: a bound (`<`), arrows, flags, a unit. Empty where there
/// is none.
#[cold]
pub(super) fn bare(cell: &[u8]) -> String {
    let plain = stripped(cell).unwrap_or_default();
    let bound = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '=' | '≤' | '≥' | '≦' | '≧' | '~' | '≈');
    parted(plain.trim_start_matches(bound)).0.to_owned()
}

/// A number with what may stand around it: arrows and flags (↑, (H)), and `unit` behind it, if that is not empty.
#[cold]
pub(super) fn marked(cell: &[u8], style: Style, unit: &str) -> Option<f64> {
    let plain = stripped(cell)?;
    let (digits, behind) = parted(plain.trim());
    if !behind.is_empty() && (unit.is_empty() || unit_key(behind) != unit_key(unit)) {
        return None;
    }
    number(digits.as_bytes(), style)
}

/// A text as its leading number and what stands behind it.
pub(super) fn parted(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | ' ' | '\'')));
    let (digits, behind) = text.split_at(end.unwrap_or(text.len()));
    (digits.trim(), behind.trim())
}

/// The unit behind most of the words that are numbers with one; empty where most have none.
pub(super) fn common_unit(words: &[String], style: Style) -> String {
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for plain in words.iter().filter_map(|word| stripped(word.as_bytes())) {
        let (digits, behind) = parted(plain.trim());
        if number(digits.as_bytes(), style).is_some() {
            *counts.entry(behind.to_owned()).or_default() += 1;
        }
    }
    let most = counts.into_iter().filter(|(unit, _)| !unit.is_empty()).max_by_key(|(_, count)| *count);
    most.map(|(unit, _)| unit).unwrap_or_default()
}

/// Days since 1970-01-01 of a full date; the fast way for 2020-01-31 and 2020/01/31.
#[inline]
pub(super) fn day(cell: &[u8], order: Order) -> Result<i32, NoDay> {
    if let [y1, y2, y3, y4, s1, m1, m2, s2, d1, d2] = cell
        && s1 == s2
        && matches!(s1, b'-' | b'/')
        && let (Some(year), Some(month), Some(d)) =
            (digits(&[*y1, *y2, *y3, *y4]), digits(&[*m1, *m2]), digits(&[*d1, *d2]))
        && (1..=12).contains(&month)
        && (1..=28).contains(&d)
        && year >= 1800
    {
        return Ok(of_civil(year, month, d));
    }
    let text = std::str::from_utf8(cell).map_err(|_| NoDay::Unreadable)?;
    day::read(text, order).and_then(|date| day_number(date).ok_or(NoDay::Unreadable))
}

fn digits(bytes: &[u8]) -> Option<i32> {
    bytes.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i32::from(byte - b'0')))
}

/// Days since 1970-01-01 of a day of the Gregorian calendar: years begin in March, so that leap days come last.
fn of_civil(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_tables_write_them() {
        for (text, style, expected) in [
            ("12", Style::Point, Some(12.0)),
            ("-0.123", Style::Point, Some(-0.123)),
            ("1e3", Style::Point, Some(1000.0)),
            ("1,234.5", Style::Point, Some(1234.5)),
            ("1,2", Style::Point, None),
            ("1,2", Style::Comma, Some(1.2)),
            ("0,012", Style::Point, None),
            ("0.012", Style::Comma, None),
            ("-0,012", Style::Comma, Some(-0.012)),
            ("1,012", Style::Point, Some(1012.0)),
            ("1.234,5", Style::Comma, Some(1234.5)),
            ("123456789012345678", Style::Point, Some(123_456_789_012_345_678.0)),
            ("0.1234567890123456789", Style::Point, Some(0.123_456_789_012_345_68)),
            ("５.２", Style::Point, Some(5.2)),
            ("inf", Style::Point, None),
            ("-", Style::Point, None),
            ("<5", Style::Point, None),
            ("1e999", Style::Point, None),
        ] {
            assert_eq!(number(text.as_bytes(), style), expected, "{text}");
        }
    }

    #[test]
    fn a_plain_number_is_read_as_any_other() {
        for text in [
            "12",
            "-0.123",
            ".5",
            "5.",
            "-",
            ".",
            "1.2.3",
            "123456789012345",
            "1234567890123456",
            "+3",
            " 4",
            "0",
            "-0",
        ] {
            for (end, told) in [(",", End::Cell), ("\n", End::Record), ("\r\n", End::Record)] {
                let block = format!("{text}{end}rest");
                let Some((value, shape, ended, after)) = plain_number(block.as_bytes(), b',') else { continue };
                assert_eq!(shape, Shape::of(text.as_bytes()), "{text}");
                assert_eq!(Some(value.to_bits()), number(text.as_bytes(), Style::Point).map(f64::to_bits), "{text}");
                assert_eq!((ended, after), (told, &b"rest"[..]));
            }
        }
        assert!(plain_number(b"12,", b',').is_some() && plain_number(b"12", b',').is_none());
        assert!(plain_number(b",x", b',').is_some_and(|(x, ..)| x.is_nan()) && plain_number(b"-,x", b',').is_none());
        assert!(plain_number(b"1e3,", b',').is_none() && plain_number(b"1,5;", b';').is_none());
    }

    #[test]
    fn marks_and_the_unit_of_the_heading_stand_around_numbers() {
        for (text, unit, expected) in [
            ("4.95↑", "", Some(4.95)),
            ("1.07 ↓", "mmol/L", Some(1.07)),
            ("7.2(H)", "", Some(7.2)),
            ("５２.5 kg", "kg", Some(52.5)),
            ("52.5公斤", "kg", None),
            ("52.5", "kg", Some(52.5)),
            ("52.5 kg", "", None),
            ("52.5 g", "kg", None),
            ("<5", "kg", None),
            ("120/80", "mmHg", None),
            ("阴性", "", None),
            ("↑", "", None),
        ] {
            assert_eq!(marked(text.as_bytes(), Style::Point, unit), expected, "{text}");
        }
        let words = ["5 mg", "7 mg", "<5 mg", "9", "2 g"].map(str::to_owned);
        assert_eq!(common_unit(&words, Style::Point), "mg");
    }

    #[test]
    fn days_agree_with_the_calendar() {
        for text in ["1970-01-01", "2000-02-28", "1999-12-28", "1900-03-01", "2024/02/15"] {
            let slow = day_number(text.replace('/', "-").parse().unwrap()).unwrap();
            assert_eq!(day(text.as_bytes(), Order::Unknown), Ok(slow), "{text}");
        }
        assert_eq!(day("2020-02-31".as_bytes(), Order::Unknown), Err(NoDay::Unreadable));
        assert_eq!(day("2020年2月3日".as_bytes(), Order::Unknown), day(b"2020-02-03", Order::Unknown));
        assert_eq!(day(b"31/12/2020", Order::DayFirst), day(b"2020-12-31", Order::Unknown));
    }

    #[test]
    fn silence() {
        for text in ["", "NA", "n/a", ".", "未知", "不详", "NaN"] {
            assert!(is_silent(text.as_bytes()), "{text}");
        }
        for text in ["none", "无", "0", "no"] {
            assert!(!is_silent(text.as_bytes()), "{text}");
        }
    }
}
