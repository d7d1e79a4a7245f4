//! Rows set aside measure how far one model is off (Vovk, Gammerman and Shafer, 2005; Lei and others, 2018).

use serde::{Deserialize, Serialize};

use super::{Interval, alike, class, limit, misses, sound};
use crate::error::Error;

/// An interval of one width around a number.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Band {
    /// How often the truth may lie outside.
    pub misses: f64,
    /// Half the width; none where too few rows were set aside, and then nothing is ruled out.
    pub reach: Option<f64>,
}

impl Band {
    /// Of a model's answers to rows it did not see, and the truth there.
    ///
    /// # Errors
    ///
    /// `learn.setting`, `learn.noRows`, `measure.lengths`, `learn.notFinite`, `learn.outcomeNotFinite`.
    pub fn of(answers: &[f64], y: &[f64], share: f64) -> Result<Self, Error> {
        alike(answers, y)?;
        let off = answers.iter().zip(y).map(|(a, y)| (a - y).abs()).collect();
        let misses = misses(share)?;
        Ok(Self { misses, reach: limit(off, misses) })
    }

    /// The interval around an answer.
    pub fn interval(&self, answer: f64) -> Interval {
        let reach = self.reach.unwrap_or(f64::INFINITY);
        Interval { low: answer - reach, high: answer + reach }
    }

    /// Refuses one that was read and does not hold together.
    ///
    /// # Errors
    ///
    /// `model.broken`.
    pub fn check(&self) -> Result<(), Error> {
        let reach = self.reach.is_none_or(|reach| reach.is_finite() && reach >= 0.0);
        sound(misses(self.misses).is_ok() && reach)
    }
}

/// Which classes cannot be ruled out; none, one or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Classes {
    /// That it does not happen.
    pub no: bool,
    /// That it happens.
    pub yes: bool,
}

/// Limits of what a class may lack in probability.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Sets {
    /// How often the truth may be ruled out.
    pub misses: f64,
    /// Limits of no and of yes; none where too few rows were set aside, and then nothing is ruled out.
    pub limits: [Option<f64>; 2],
}

impl Sets {
    /// Of a model's shares for rows it did not see, and the truth there (0 or 1). `by_class` holds the promise for each class
    /// by itself, so that a rare one is not the one that is missed.
    ///
    /// # Errors
    ///
    /// `learn.setting`, `learn.noRows`, `measure.lengths`, `learn.notFinite`, `learn.outcomeNotFinite`.
    pub fn of(shares: &[f64], y: &[f64], share: f64, by_class: bool) -> Result<Self, Error> {
        alike(shares, y)?;
        let misses = misses(share)?;
        let lacks = |of: Option<usize>| {
            let rows = shares.iter().zip(y).filter(|(_, y)| of.is_none_or(|of| class(**y) == of));
            limit(rows.map(|(p, y)| lack(*p, class(*y))).collect(), misses)
        };
        let limits = if by_class { [lacks(Some(0)), lacks(Some(1))] } else { [lacks(None); 2] };
        Ok(Self { misses, limits })
    }

    /// The classes that cannot be ruled out at a share.
    pub fn classes(&self, share: f64) -> Classes {
        let [no, yes] = self.limits;
        let stays = |limit: Option<f64>, class| limit.is_none_or(|limit| lack(share, class) <= limit);
        Classes { no: stays(no, 0), yes: stays(yes, 1) }
    }

    /// Refuses one that was read and does not hold together.
    ///
    /// # Errors
    ///
    /// `model.broken`.
    pub fn check(&self) -> Result<(), Error> {
        let lacks = self.limits.iter().flatten().all(|limit| (0.0..=1.0).contains(limit));
        sound(misses(self.misses).is_ok() && lacks)
    }
}

/// What a class lacks in probability where yes has `share`.
pub(super) fn lack(share: f64, class: usize) -> f64 {
    if class == 1 { 1.0 - share } else { share }
}

#[cfg(test)]
mod tests {
    use super::{Band, Classes, Sets};
    use crate::math::{Draws, logistic};

    fn draws(stream: u32, n: u32) -> Vec<f64> {
        (0..n).map(|k| Draws::new(9, stream).normal(k)).collect()
    }

    #[test]
    fn intervals_hold_the_truth_as_often_as_asked() {
        // A wrong model: the noise depends on the row and the answers are biased.
        let (x, e) = (draws(1, 20_000), draws(2, 20_000));
        let y: Vec<f64> = x.iter().zip(&e).map(|(x, e)| 2.0 * x + e * (1.0 + x.abs())).collect();
        let answers: Vec<f64> = x.iter().map(|x| 1.5 * x + 0.3).collect();
        for misses in [0.05, 0.1, 0.3] {
            let band = Band::of(&answers[..4000], &y[..4000], misses).unwrap();
            let inside = answers[4000..].iter().zip(&y[4000..]).filter(|(a, y)| {
                let interval = band.interval(**a);
                interval.low <= **y && **y <= interval.high
            });
            let share = inside.count() as f64 / 16_000.0;
            // Four standard errors of the 4,000 rows set aside and the 16,000 judged.
            assert!((share - (1.0 - misses)).abs() < 4.0 * (misses * (1.0 - misses) / 3200.0_f64).sqrt(), "{share}");
        }
        assert_eq!(Band::of(&[1.0], &[2.0], 0.1).unwrap().interval(0.0).high, f64::INFINITY);
        assert_eq!(Band::of(&[1.0], &[], 0.1).unwrap_err().key, "learn.noRows");
        assert_eq!(Band::of(&[1.0], &[1.0, 2.0], 0.1).unwrap_err().key, "measure.lengths");
        assert_eq!(Band::of(&[f64::NAN], &[1.0], 0.1).unwrap_err().key, "learn.notFinite");
        assert_eq!(Band::of(&[1.0], &[1.0], 1.0).unwrap_err().key, "learn.setting");
    }

    #[test]
    fn sets_hold_the_class_as_often_as_asked_and_each_class_by_itself() {
        let (x, n) = (draws(3, 40_000), 10_000);
        let truth: Vec<f64> = x.iter().map(|x| logistic(2.0 * x - 2.5)).collect();
        let y: Vec<f64> =
            (0_u32..).zip(&truth).map(|(k, p)| f64::from(u8::from(Draws::new(9, 4).uniform(k) < *p))).collect();
        let shares: Vec<f64> = x.iter().map(|x| logistic(x - 0.5)).collect();
        for by_class in [false, true] {
            let sets = Sets::of(&shares[..n], &y[..n], 0.1, by_class).unwrap();
            let held = |of: &dyn Fn(f64) -> bool| {
                let rows = shares[n..].iter().zip(&y[n..]).filter(|(_, y)| of(**y));
                let hits: Vec<bool> = rows
                    .map(|(p, y)| {
                        let Classes { no, yes } = sets.classes(*p);
                        if *y == 1.0 { yes } else { no }
                    })
                    .collect();
                hits.iter().filter(|hit| **hit).count() as f64 / hits.len() as f64
            };
            assert!((held(&|_| true) - 0.9).abs() < 0.015);
            if by_class {
                assert!((held(&|y| y == 1.0) - 0.9).abs() < 0.03 && (held(&|y| y == 0.0) - 0.9).abs() < 0.015);
            }
        }
        let none = Sets::of(&[0.5], &[1.0], 0.1, true).unwrap();
        assert_eq!(none.classes(0.01), Classes { no: true, yes: true });
        let text = serde_json::to_string(&none).unwrap();
        assert_eq!(serde_json::from_str::<Sets>(&text).unwrap(), none);
    }
}
