//! Conformal prediction: intervals and sets of classes that hold the truth as often as asked, whatever model predicts, as long
//! as new rows come from where the rows came that were set aside.
//!
//! | file | what |
//! | --- | --- |
//! | `split` | rows set aside measure one model |

mod split;

pub use split::{Band, Classes, Sets};

use crate::error::{Error, Kind};

/// An interval; an end that is open is infinite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// How rarely the truth may lie outside: above 0, below 1.
fn misses(share: f64) -> Result<f64, Error> {
    if share > 0.0 && share < 1.0 {
        return Ok(share);
    }
    let wrong = Error::new(Kind::Value, "learn.setting").with("name", "misses").with("value", share);
    Err(wrong.with("least", 0).with("most", 1))
}

/// How many of `n` scores must not lie above the limit: ⌈(n + 1)(1 − misses)⌉; a hair is allowed for rounding.
fn place(n: usize, misses: f64) -> usize {
    ((n as f64 + 1.0) * (1.0 - misses) - 1e-9).ceil() as usize
}

/// The limit of the scores; `None` where too few are there to set one.
fn limit(mut scores: Vec<f64>, misses: f64) -> Option<f64> {
    let place = place(scores.len(), misses).max(1);
    scores.sort_by(f64::total_cmp);
    scores.get(place - 1).copied()
}

/// Refuses lists that do not belong together or hold what is no number.
fn alike(answers: &[f64], y: &[f64]) -> Result<(), Error> {
    if y.is_empty() {
        return Err(Error::new(Kind::Value, "learn.noRows"));
    }
    if answers.len() != y.len() {
        return Err(Error::new(Kind::Usage, "measure.lengths").with("one", answers.len()).with("other", y.len()));
    }
    let odd = |list: &[f64]| list.iter().position(|x| !x.is_finite());
    if let Some(row) = odd(answers) {
        return Err(Error::new(Kind::Value, "learn.notFinite").with("row", row + 1).with("column", "score"));
    }
    match odd(y) {
        Some(row) => Err(Error::new(Kind::Value, "learn.outcomeNotFinite").with("row", row + 1)),
        None => Ok(()),
    }
}

/// Refuses what was read from a file and does not hold together.
fn sound(fits: bool) -> Result<(), Error> {
    if fits { Ok(()) } else { Err(Error::new(Kind::Malformed, "model.broken").with("problem", "conformal")) }
}

/// The class of a row, 0 or 1.
fn class(y: f64) -> usize {
    usize::from(y == 1.0)
}

#[cfg(test)]
mod tests {
    use super::{limit, misses};

    #[test]
    fn the_limit_is_the_right_one_of_the_sorted_scores() {
        let scores: Vec<f64> = (1..=19).rev().map(f64::from).collect();
        assert_eq!(limit(scores.clone(), 0.1), Some(18.0));
        assert_eq!(limit(scores.clone(), 0.05), Some(19.0));
        assert_eq!(limit(scores, 0.04), None);
        assert_eq!(limit(Vec::new(), 0.5), None);
        assert!(misses(0.0).is_err() && misses(1.0).is_err() && misses(f64::NAN).is_err());
    }
}
