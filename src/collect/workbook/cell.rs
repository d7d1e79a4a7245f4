//! One value as text: what the reader of tables takes a day, a number or a word from.

use std::fmt::Write;

use calamine::{DataRef, ExcelDateTime};

/// Writes a value; nothing where there is none.
pub(super) fn write(value: &DataRef<'_>, out: &mut String) {
    // Writing to a text cannot fail.
    let _ = match value {
        DataRef::Int(number) => write!(out, "{number}"),
        DataRef::Float(number) => {
            float(*number, out);
            Ok(())
        }
        DataRef::String(text) => out.write_str(text),
        DataRef::SharedString(text) => out.write_str(text),
        // As a spreadsheet shows them.
        DataRef::Bool(yes) => out.write_str(if *yes { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(moment) => {
            time(moment, out);
            Ok(())
        }
        DataRef::DateTimeIso(text) => out.write_str(text.strip_suffix("T00:00:00").unwrap_or(text)),
        DataRef::DurationIso(text) => out.write_str(text),
        DataRef::Error(_) | DataRef::Empty => Ok(()),
    };
}

/// As short as it reads back, without `.0`; powers of ten where the digits would be many.
fn float(number: f64, out: &mut String) {
    let size = number.abs();
    let _ =
        if size == 0.0 || (1e-5..1e17).contains(&size) { write!(out, "{number}") } else { write!(out, "{number:e}") };
}

/// A day, a day with its time, a time of day, or a span of hours: as the serial number says, in the workbook's own calendar.
fn time(moment: &ExcelDateTime, out: &mut String) {
    let serial = moment.as_f64();
    // Beyond the calendar of spreadsheets (to the end of 9999) it is a number that somebody formatted as a day.
    if !(0.0..2_958_466.0).contains(&serial) {
        return float(serial, out);
    }
    let _ = if moment.is_duration() {
        let seconds = (serial * 86_400.0).round() as u64;
        write!(out, "{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
    } else {
        let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
        if serial < 1.0 {
            write!(out, "{hour:02}:{minute:02}:{second:02}")
        } else if (hour, minute, second) == (0, 0, 0) {
            write!(out, "{year:04}-{month:02}-{day:02}")
        } else {
            write!(out, "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        }
    };
}

/// The name of a cell, both numbers from 0: `C7`.
pub(super) fn name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        letters.push(char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    letters.reverse();
    format!("{}{}", letters.iter().collect::<String>(), row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType::{DateTime, TimeDelta};

    fn text(value: &DataRef<'_>) -> String {
        let mut out = String::new();
        write(value, &mut out);
        out
    }

    #[test]
    fn values_as_a_table_has_them() {
        let day = |serial, late| DataRef::DateTime(ExcelDateTime::new(serial, DateTime, late));
        for (value, expected) in [
            (DataRef::Float(61.0), "61"),
            (DataRef::Float(-0.30000000000000004), "-0.30000000000000004"),
            (DataRef::Float(1e300), "1e300"),
            (DataRef::Float(2e-9), "2e-9"),
            (DataRef::Int(-3), "-3"),
            (DataRef::Bool(true), "TRUE"),
            // 2020-02-29 in both calendars.
            (day(43_890.0, false), "2020-02-29"),
            (day(42_428.0, true), "2020-02-29"),
            (day(1.0, false), "1900-01-01"),
            (day(59.0, false), "1900-02-28"),
            (day(61.0, false), "1900-03-01"),
            (day(43_890.75, false), "2020-02-29 18:00:00"),
            (day(0.5, false), "12:00:00"),
            (day(-1.0, false), "-1"),
            (day(3e6, false), "3000000"),
            (DataRef::DateTime(ExcelDateTime::new(1.5, TimeDelta, false)), "36:00:00"),
            (DataRef::DateTimeIso("2020-02-29T00:00:00".into()), "2020-02-29"),
            (DataRef::Empty, ""),
        ] {
            assert_eq!(text(&value), expected);
        }
    }

    #[test]
    fn cells_have_names() {
        assert_eq!(
            (name(0, 0), name(6, 2), name(0, 26), name(1_048_575, 16_383)),
            ("A1".into(), "C7".into(), "AA1".into(), "XFD1048576".into())
        );
    }
}
