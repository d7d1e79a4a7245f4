//! Columns that know the outcome: they were written after it, or because of it.

use serde::Serialize;

use crate::math::order::area;
use crate::record::{Cells, Column, NO_DAY};

/// Why a column is suspected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum LeakWhy {
    /// Its values alone tell the outcome almost surely.
    Values,
    /// That it is filled or empty tells the outcome almost surely.
    Gaps,
    /// Its days lie after the day from which is predicted.
    LaterDays,
}

/// A column that is suspected.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Leak {
    /// Its name.
    pub column: String,
    /// Why.
    pub why: LeakWhy,
    /// AUROC, correlation, or the share of days that are later; 0.5 to 1, or 0 to 1.
    pub strength: f64,
}

/// From here a column alone is too good to be true: our own choice.
const TOO_GOOD: f64 = 0.98;
/// Share of later days that is no slip of the pen: our own choice.
const LATER: f64 = 0.05;

/// The chance that a row with the event has a greater score than one without, ties half; `None` where one side is empty.
/// Rows with a NaN score take no part.
pub fn auroc(score: &[f64], event: &[bool]) -> Option<f64> {
    let mut rows: Vec<(f64, bool)> =
        score.iter().copied().zip(event.iter().copied()).filter(|(s, _)| !s.is_nan()).collect();
    // −0 and 0 are one value.
    rows.sort_by(|a, b| (a.0 + 0.0).total_cmp(&(b.0 + 0.0)));
    area(rows.chunk_by(|a, b| a.0 == b.0).map(|tied| {
        let events = tied.iter().filter(|(_, event)| *event).count();
        (events as u64, (tied.len() - events) as u64)
    }))
}

/// Both directions as one.
fn strength(score: &[f64], event: &[bool]) -> f64 {
    auroc(score, event).map_or(0.5, |auc| auc.max(1.0 - auc))
}

/// What the values of a column tell of the event.
fn of_values(column: &Column, event: &[bool]) -> f64 {
    match &column.cells {
        Cells::Numbers(values) => strength(values, event),
        Cells::Days(days) => {
            let number = |day: &i32| if *day == NO_DAY { f64::NAN } else { f64::from(*day) };
            strength(&days.iter().map(number).collect::<Vec<_>>(), event)
        }
        Cells::Words { codes, words } => {
            // Many words of few rows each would tell it by chance.
            if words.len() * 10 > codes.len() {
                return 0.5;
            }
            let mut counts = vec![(0.0, 0.0); words.len()];
            for (code, event) in codes.iter().zip(event) {
                if let Some((events, rows)) = counts.get_mut(*code as usize) {
                    *events += f64::from(u8::from(*event));
                    *rows += 1.0;
                }
            }
            let share = |code: &u32| counts.get(*code as usize).map_or(f64::NAN, |(events, rows)| events / rows);
            strength(&codes.iter().map(share).collect::<Vec<_>>(), event)
        }
    }
}

/// The suspicion against a column of days, by the day from which is predicted in each row: what is noted later is not known then.
pub fn later_days(column: &Column, from: &[i32]) -> Option<Leak> {
    let Cells::Days(days) = &column.cells else { return None };
    let both = days.iter().zip(from).filter(|(day, from)| **day != NO_DAY && **from != NO_DAY);
    let (rows, later) =
        both.fold((0_usize, 0_usize), |(rows, later), (day, from)| (rows + 1, later + usize::from(day > from)));
    let strength = later as f64 / rows.max(1) as f64;
    (strength > LATER).then(|| Leak { column: column.name.clone(), why: LeakWhy::LaterDays, strength })
}

/// The suspicion against a column where the outcome is an event.
pub(super) fn of_event(column: &Column, event: &[bool]) -> Option<Leak> {
    let suspect = |why, strength| Some(Leak { column: column.name.clone(), why, strength });
    // Five of each side at the least: three rows are told apart by any column.
    let events = event.iter().filter(|event| **event).count();
    if events.min(event.len() - events) < 5 {
        return None;
    }
    let gaps: Vec<f64> = (0..event.len()).map(|row| f64::from(u8::from(column.cells.is_missing(row)))).collect();
    let by_gaps = strength(&gaps, event);
    if by_gaps >= TOO_GOOD {
        return suspect(LeakWhy::Gaps, by_gaps);
    }
    let by_values = of_values(column, event);
    if by_values >= TOO_GOOD { suspect(LeakWhy::Values, by_values) } else { None }
}

/// The suspicion against a column where the outcome is a number.
pub(super) fn of_number(column: &Column, outcome: &[f64]) -> Option<Leak> {
    let Cells::Numbers(values) = &column.cells else { return None };
    let both: Vec<(f64, f64)> =
        values.iter().zip(outcome).filter(|(a, b)| a.is_finite() && b.is_finite()).map(|(a, b)| (*a, *b)).collect();
    let n = both.len() as f64;
    if both.len() < 10 {
        return None;
    }
    let (a, b) = both.iter().fold((0.0, 0.0), |(a, b), (x, y)| (a + x / n, b + y / n));
    let (xx, yy, xy) = both.iter().fold((0.0, 0.0, 0.0), |(xx, yy, xy), (x, y)| {
        (xx + (x - a) * (x - a), yy + (y - b) * (y - b), xy + (x - a) * (y - b))
    });
    let bound = crate::math::sqrt(xx * yy);
    let strength = if bound > 0.0 { (xy / bound).abs() } else { 0.0 };
    (strength >= 0.99).then(|| Leak { column: column.name.clone(), why: LeakWhy::Values, strength })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_count_half() {
        assert_eq!(auroc(&[1.0, 2.0, 2.0, 3.0], &[false, false, true, true]), Some(0.875));
        assert_eq!(auroc(&[1.0, f64::NAN], &[true, false]), None);
    }

    #[test]
    fn a_planted_leak_is_caught() {
        let event: Vec<bool> = (0..40).map(|i| i % 3 == 0).collect();
        let column = |cells| Column { name: "x".to_owned(), cells };
        let why = |cells| of_event(&column(cells), &event).map(|leak| leak.why);
        let y = |e: &bool| f64::from(u8::from(*e));
        assert_eq!(why(Cells::Numbers(event.iter().map(|e| 3.0 - y(e)).collect())), Some(LeakWhy::Values));
        let gaps = event.iter().map(|e| if *e { 1.0 } else { f64::NAN }).collect();
        assert_eq!(why(Cells::Numbers(gaps)), Some(LeakWhy::Gaps));
        let words = ["no".to_owned(), "yes".to_owned()].to_vec();
        let codes = event.iter().map(|e| u32::from(*e)).collect();
        assert_eq!(why(Cells::Words { codes, words }), Some(LeakWhy::Values));
        assert_eq!(why(Cells::Numbers((0..40).map(|i| f64::from(i * 7 % 11)).collect())), None);
        let outcome: Vec<f64> = (0..40).map(|i| f64::from(i * 7 % 11)).collect();
        let twice = Cells::Numbers(outcome.iter().map(|y| 5.0 - 2.0 * y).collect());
        assert!(of_number(&column(twice), &outcome).is_some());
    }

    #[test]
    fn days_after_the_first_are_caught_and_a_slip_is_not() {
        let later = |days: Vec<i32>| later_days(&Column { name: "seen".into(), cells: Cells::Days(days) }, &[30; 40]);
        let leak = later((1..=40).map(|day| if day == 35 { NO_DAY } else { day }).collect()).unwrap();
        assert_eq!((leak.why, leak.strength), (LeakWhy::LaterDays, 9.0 / 39.0));
        assert_eq!(later((0..40).map(|row| if row == 3 { 31 } else { 30 }).collect()), None, "one in forty");
        assert_eq!(later(vec![NO_DAY; 40]), None);
    }
}
