//! What is measured: answers of a model beside what came to be.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Kind};
use crate::math::{normal_quantile, sqrt};

/// 1.96: the standard normal's upper 2.5 %.
pub(super) fn z95() -> f64 {
    normal_quantile(0.975)
}

/// A figure with its standard error and 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Estimate {
    /// The figure.
    #[serde(with = "crate::math::nan")]
    #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
    pub value: f64,
    /// Its standard error.
    #[serde(with = "crate::math::nan")]
    #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
    pub standard_error: f64,
    /// Lower end of the 95 % interval.
    #[serde(with = "crate::math::nan")]
    #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
    pub low: f64,
    /// Upper end.
    #[serde(with = "crate::math::nan")]
    #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
    pub high: f64,
}

impl Estimate {
    /// Value ± 1.96 standard errors, kept between `least` and `most`.
    pub(super) fn within(value: f64, standard_error: f64, least: f64, most: f64) -> Self {
        let margin = z95() * standard_error;
        Self { value, standard_error, low: (value - margin).max(least), high: (value + margin).min(most) }
    }
}

/// A share of a count, with Wilson's 95 % interval (Wilson, 1927), which stays within 0 and 1 and holds for few people.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Share {
    /// How many.
    pub count: u32,
    /// Of how many.
    pub of: u32,
    /// The share; not a number of none.
    #[serde(with = "crate::math::nan")]
    #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
    pub value: f64,
    /// Lower end of the interval.
    #[serde(with = "crate::math::nan")]
    #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
    pub low: f64,
    /// Upper end.
    #[serde(with = "crate::math::nan")]
    #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
    pub high: f64,
}

impl Share {
    /// `count` of `of`.
    pub fn new(count: u32, of: u32) -> Self {
        let (n, z) = (f64::from(of), z95());
        let value = f64::from(count) / n;
        let (middle, below) = (value + z * z / (2.0 * n), 1.0 + z * z / n);
        let margin = z * sqrt(value * (1.0 - value) / n + z * z / (4.0 * n * n));
        let (low, high) = ((middle - margin) / below, (middle + margin) / below);
        Self {
            count,
            of,
            value,
            low: if count == 0 { 0.0 } else { low.max(0.0) },
            high: if count == of { 1.0 } else { high.min(1.0) },
        }
    }
}

/// Scores and whether it happened, checked: as many of one as of the other, each score a number, each outcome 0 or 1.
#[derive(Debug, Clone, Copy)]
pub struct Scored<'d> {
    scores: &'d [f64],
    happened: &'d [f64],
    events: u32,
}

/// The first number that is none, as an error; `column` says where it stands.
pub(super) fn finite(values: &[f64], column: &str) -> Result<(), Error> {
    match values.iter().position(|x| !x.is_finite()) {
        None => Ok(()),
        Some(row) => Err(Error::new(Kind::Value, "learn.notFinite").with("row", row + 1).with("column", column)),
    }
}

/// Nothing times zero is anything but zero, unless it is infinite or no number; in lanes.
fn all_finite(values: &[f64]) -> bool {
    let mut odd = [0.0; 4];
    for four in values.chunks(4) {
        odd.iter_mut().zip(four).for_each(|(odd, x)| *odd += x * 0.0);
    }
    odd.iter().sum::<f64>() == 0.0
}

/// Two columns of one length, not longer than rows can be numbered.
pub(super) fn same_length(one: usize, other: usize) -> Result<(), Error> {
    if one != other {
        return Err(Error::new(Kind::Usage, "measure.lengths").with("one", one).with("other", other));
    }
    if one > MOST_ROWS {
        return Err(Error::new(Kind::TooLarge, "measure.tooMany").with("most", MOST_ROWS));
    }
    Ok(())
}

/// More rows than this are not measured at once: sums of whole numbers stay exact below.
const MOST_ROWS: usize = 1 << 28;

impl<'d> Scored<'d> {
    /// Checks both.
    ///
    /// # Errors
    ///
    /// `measure.lengths`, `learn.notFinite`, `measure.outcome` (the row, counted from 1).
    pub fn new(scores: &'d [f64], happened: &'d [f64]) -> Result<Self, Error> {
        same_length(scores.len(), happened.len())?;
        // Whether all is well takes no branch a row; what is wrong is looked for only then.
        if !all_finite(scores) {
            finite(scores, "score")?;
        }
        let (mut events, mut right) = (0_u32, 0_u32);
        for y in happened {
            events += u32::from(*y == 1.0);
            right += u32::from(*y == 0.0);
        }
        if (events + right) as usize != happened.len() {
            let row = happened.iter().position(|y| *y != 0.0 && *y != 1.0).unwrap_or_default();
            let value = happened.get(row).copied().unwrap_or_default();
            return Err(Error::new(Kind::Value, "measure.outcome").with("row", row + 1).with("value", value));
        }
        Ok(Self { scores, happened, events })
    }

    /// As [`Scored::new`], for shares: each from 0 to 1.
    ///
    /// # Errors
    ///
    /// Also `measure.share`.
    pub fn shares(shares: &'d [f64], happened: &'d [f64]) -> Result<Self, Error> {
        let scored = Self::new(shares, happened)?;
        match shares.iter().position(|p| !(0.0..=1.0).contains(p)) {
            None => Ok(scored),
            Some(row) => Err(Error::new(Kind::Value, "measure.share").with("row", row + 1)),
        }
    }

    /// One score a row.
    pub fn scores(&self) -> &'d [f64] {
        self.scores
    }

    /// 1 where it happened, else 0.
    pub fn happened(&self) -> &'d [f64] {
        self.happened
    }

    /// Rows.
    pub fn rows(&self) -> usize {
        self.scores.len()
    }

    /// Rows where it happened.
    pub fn events(&self) -> u32 {
        self.events
    }

    /// Rows where it did not.
    pub fn others(&self) -> u32 {
        u32::try_from(self.rows()).unwrap_or(u32::MAX) - self.events
    }

    /// Score and outcome of each row.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (f64, f64)> + Clone + use<'d> {
        self.scores.iter().copied().zip(self.happened.iter().copied())
    }
}

/// Times to an event or to the last look, checked: as many as events, each a number above 0.
#[derive(Debug, Clone, Copy)]
pub struct Followed<'d> {
    time: &'d [f64],
    event: &'d [bool],
}

impl<'d> Followed<'d> {
    /// Checks both.
    ///
    /// # Errors
    ///
    /// `measure.lengths`, `learn.notFinite`, `learn.time` (the row, counted from 1).
    pub fn new(time: &'d [f64], event: &'d [bool]) -> Result<Self, Error> {
        same_length(time.len(), event.len())?;
        finite(time, "time")?;
        match time.iter().position(|t| *t < 0.0) {
            None => Ok(Self { time, event }),
            Some(row) => Err(Error::new(Kind::Value, "learn.time").with("row", row + 1)),
        }
    }

    /// Time of each row.
    pub fn time(&self) -> &'d [f64] {
        self.time
    }

    /// Whether it happened then.
    pub fn event(&self) -> &'d [bool] {
        self.event
    }

    /// Rows.
    pub fn rows(&self) -> usize {
        self.time.len()
    }

    /// Time and event of each row.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (f64, bool)> + Clone + use<'d> {
        self.time.iter().copied().zip(self.event.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::{Followed, Scored, Share};

    #[test]
    fn what_cannot_be_measured_says_which_row() {
        let wrong = |p: &[f64], y: &[f64]| Scored::shares(p, y).unwrap_err().to_string();
        assert_eq!(wrong(&[0.1], &[]), "measure.lengths one=1 other=0");
        assert_eq!(wrong(&[0.1, f64::NAN], &[0.0, 1.0]), "learn.notFinite column=score row=2");
        assert_eq!(wrong(&[0.1, 0.2], &[0.0, 2.0]), "measure.outcome row=2 value=2");
        assert_eq!(wrong(&[1.1], &[0.0]), "measure.share row=1");
        assert_eq!(Followed::new(&[1.0, -1.0], &[true; 2]).unwrap_err().to_string(), "learn.time row=2");
    }

    #[test]
    fn shares_have_the_intervals_of_statsmodels() {
        // statsmodels 0.15.0: proportion_confint(7, 20, method="wilson").
        let share = Share::new(7, 20);
        assert!((share.low - 0.181_191_824_101_082_03).abs() < 1e-12, "{}", share.low);
        assert!((share.high - 0.567_145_723_314_763_8).abs() < 1e-12, "{}", share.high);
        assert_eq!((Share::new(0, 5).low, Share::new(5, 5).high), (0.0, 1.0));
        assert!(Share::new(0, 0).value.is_nan());
    }
}
