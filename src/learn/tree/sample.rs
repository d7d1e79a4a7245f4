//! Refuses a sample that no tree can be learned from.

use crate::error::{Error, Kind};
use crate::learn::{FitNote, Outcome, Sample};

/// A sum of 24 bits counts no more rows.
const MOST_ROWS: usize = 16_000_000;

/// What a checked sample holds.
pub(in crate::learn) struct Checked<'d> {
    /// One number a row.
    pub(in crate::learn) y: &'d [f64],
    /// Whether it is a yes or no.
    pub(in crate::learn) binary: bool,
    /// Rows that count.
    pub(in crate::learn) rows: Vec<u32>,
    /// Weights, where they differ.
    pub(in crate::learn) weights: Option<&'d [f64]>,
}

impl Checked<'_> {
    pub(in crate::learn) fn weight(&self, row: u32) -> f64 {
        self.weights.map_or(1.0, |weights| weights.get(row as usize).copied().unwrap_or(0.0))
    }

    /// The weighted mean of the outcome over some rows.
    pub(in crate::learn) fn mean(&self, rows: &[u32]) -> f64 {
        let (mut sum, mut all) = (0.0, 0.0);
        for row in rows {
            let weight = self.weight(*row);
            sum += weight * self.y.get(*row as usize).copied().unwrap_or(0.0);
            all += weight;
        }
        if all > 0.0 { sum / all } else { 0.0 }
    }
}

/// Checks rows, outcome, weights and numbers; missing numbers may stay.
pub(in crate::learn) fn check(sample: Sample<'_>) -> Result<Checked<'_>, Error> {
    let (y, binary) = match sample.y {
        Outcome::Continuous(y) => (&**y, false),
        Outcome::Binary(y) => (&**y, true),
        Outcome::Survival { .. } => return Err(Error::new(Kind::Usage, "learn.outcome")),
    };
    let rows = sample.x.rows();
    let weighed = sample.weights.map_or(rows, <[f64]>::len);
    if y.len() != rows || weighed != rows {
        let wrong = Error::new(Kind::Usage, "learn.lengths").with("rows", rows);
        return Err(wrong.with("outcomes", y.len()).with("weights", weighed));
    }
    if rows == 0 {
        return Err(Error::new(Kind::Value, "learn.noRows"));
    }
    if rows > MOST_ROWS {
        return Err(Error::new(Kind::TooLarge, "learn.tooManyRows").with("rows", rows).with("most", MOST_ROWS));
    }
    let in_row = |key: &str, row: usize| Error::new(Kind::Value, key).with("row", row + 1);
    if let Some(row) = y.iter().position(|y| !y.is_finite()) {
        return Err(in_row("learn.outcomeNotFinite", row));
    }
    if let Some(row) = y.iter().position(|y| binary && *y != 0.0 && *y != 1.0) {
        return Err(in_row("learn.notYesNo", row));
    }
    if let Some(row) = sample.weights.and_then(|w| w.iter().position(|w| !(w.is_finite() && *w >= 0.0))) {
        return Err(in_row("learn.weight", row));
    }
    for column in 0..sample.x.columns() {
        if let Some(row) = sample.x.column(column).iter().position(|x| x.is_infinite()) {
            return Err(in_row("learn.notFinite", row).with("column", column + 1));
        }
    }
    let weights = sample.weights.filter(|weights| weights.iter().any(|weight| *weight != 1.0));
    let counts = |row: &u32| weights.is_none_or(|w| w.get(*row as usize).is_some_and(|w| *w > 0.0));
    let rows: Vec<u32> = (0..rows as u32).filter(counts).collect();
    let checked = Checked { y, binary, rows, weights };
    if checked.rows.is_empty() {
        return Err(Error::new(Kind::Value, "learn.noWeight"));
    }
    let first = checked.rows.first().and_then(|row| y.get(*row as usize));
    if binary && checked.rows.iter().all(|row| y.get(*row as usize) == first) {
        return Err(Error::new(Kind::Value, "learn.oneClass"));
    }
    Ok(checked)
}

/// What should be said of columns of one bin.
pub(in crate::learn) fn notes(bins: &super::bins::Bins) -> Vec<FitNote> {
    let one = |column: &usize| {
        let bins = bins.columns.get(*column).map_or(&[][..], |bins| bins);
        bins.first().is_some_and(|first| bins.iter().all(|bin| bin == first))
    };
    let columns: Vec<usize> = (0..bins.columns.len()).filter(one).collect();
    if columns.is_empty() { Vec::new() } else { vec![FitNote { key: "constantColumn".to_owned(), columns }] }
}
