//! A hazard that columns raise or lower by a factor: h(t) = h₀(t) · exp(wᵀx + b) (Cox, 1972).

use serde::{Deserialize, Serialize};

use super::Linear;
use crate::error::{Error, Kind};
use crate::math::{Matrix, exp};

/// Log hazard against the baseline, and the baseline itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Cox {
    /// Log hazard; its intercept puts the mean person at 0.
    pub linear: Linear,
    /// The baseline.
    pub baseline: Baseline,
}

/// Cumulative hazard of a person whose log hazard is 0: steps at the times of events.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Baseline {
    /// Times of events, rising.
    pub times: Vec<f64>,
    /// Cumulative hazard from each on, never falling.
    pub hazard: Vec<f64>,
    /// The last look at anybody: beyond it the baseline says nothing.
    pub until: f64,
}

/// Even times of a baseline that is written to a file.
const STEPS: u32 = 100;

/// Whether numbers rise, none equal to the one before where `strictly`; not a number does not rise.
fn rises(values: &[f64], strictly: bool) -> bool {
    values.iter().all(|x| x.is_finite())
        && values.windows(2).all(|pair| matches!(pair, [a, b] if if strictly { a < b } else { a <= b }))
}

/// What is wrong with a part of a model's file.
pub(super) fn broken(problem: &str) -> Error {
    Error::new(Kind::Malformed, "model.broken").with("problem", problem)
}

impl Baseline {
    /// Cumulative hazard at a time; NaN below 0 and after the last look.
    pub fn at(&self, time: f64) -> f64 {
        if !(time >= 0.0 && time <= self.until) {
            return f64::NAN;
        }
        let steps = self.times.partition_point(|t| *t <= time);
        steps.checked_sub(1).map_or(0.0, |last| self.hazard.get(last).copied().unwrap_or(f64::NAN))
    }

    /// The same at a hundred even times up to a horizon and a hundred more up to the last look, so that no step is the day
    /// of one person; at each of these times nothing changes.
    #[must_use]
    pub fn thinned(&self, horizon: f64) -> Self {
        let even = |until: f64, k: u32| until * f64::from(k) / f64::from(STEPS);
        let near = (1..=STEPS).map(|k| even(horizon, k));
        let far = (1..=STEPS).map(|k| even(self.until, k)).filter(|time| *time > horizon);
        let times: Vec<f64> = near.chain(far).filter(|time| *time <= self.until).collect();
        let hazard = times.iter().map(|time| self.at(*time)).collect();
        Self { times, hazard, until: self.until }
    }

    /// Refuses steps that do not fit together.
    ///
    /// # Errors
    ///
    /// `model.broken`.
    pub fn check(&self) -> Result<(), Error> {
        if self.times.len() != self.hazard.len() {
            return Err(broken("baseline: lengths"));
        }
        let first = self.hazard.first().copied().unwrap_or_default();
        if !rises(&self.times, true) || !rises(&self.hazard, false) || first < 0.0 {
            return Err(broken("baseline: order"));
        }
        let last = self.times.last().copied().unwrap_or_default();
        if !self.until.is_finite() || self.until < last || self.times.first().is_some_and(|t| *t < 0.0) {
            return Err(broken("baseline: until"));
        }
        Ok(())
    }
}

impl Cox {
    /// Log hazard of each row.
    pub fn margins(&self, x: &Matrix) -> Vec<f64> {
        self.linear.margins(x)
    }

    /// Share of people like each row to whom it happens up to a time; NaN after the last look.
    pub fn shares(&self, x: &Matrix, horizon: f64) -> Vec<f64> {
        let hazard = self.baseline.at(horizon);
        self.margins(x).into_iter().map(|margin| 1.0 - exp(-hazard * exp(margin))).collect()
    }

    /// Refuses what does not fit together.
    ///
    /// # Errors
    ///
    /// `model.broken`.
    pub fn check(&self) -> Result<(), Error> {
        self.linear.check()?;
        self.baseline.check()
    }
}

#[cfg(test)]
mod tests {
    use super::{Baseline, Cox};
    use crate::math::Matrix;
    use crate::score::model::Linear;

    fn model() -> Cox {
        let baseline = Baseline { times: vec![1.0, 2.0], hazard: vec![0.1, 0.3], until: 5.0 };
        Cox { linear: Linear { weights: vec![1.0], intercept: 0.0 }, baseline }
    }

    #[test]
    fn shares_follow_the_steps() {
        let x = Matrix::of_columns(2, vec![0.0, 2.0_f64.ln()]).unwrap();
        let near = |time: f64, want: [f64; 2]| {
            model().shares(&x, time).iter().zip(want).for_each(|(got, want)| assert!((got - want).abs() < 1e-15));
        };
        near(0.5, [0.0, 0.0]);
        near(1.0, [1.0 - (-0.1_f64).exp(), 1.0 - (-0.2_f64).exp()]);
        near(4.0, [1.0 - (-0.3_f64).exp(), 1.0 - (-0.6_f64).exp()]);
        assert!(model().shares(&x, 5.1).iter().all(|p| p.is_nan()));
        assert!(model().check().is_ok());
    }

    #[test]
    fn a_broken_baseline_is_refused() {
        let wrong = |change: fn(&mut Cox)| {
            let mut model = model();
            change(&mut model);
            model.check().is_err()
        };
        assert!(wrong(|m| m.baseline.times = vec![2.0, 1.0]));
        assert!(wrong(|m| m.baseline.times = vec![1.0, 1.0]));
        assert!(wrong(|m| m.baseline.hazard = vec![0.3, 0.1]));
        assert!(wrong(|m| m.baseline.hazard = vec![-0.3, 0.1]));
        assert!(wrong(|m| m.baseline.hazard = vec![0.1]));
        assert!(wrong(|m| m.baseline.until = 1.5));
        assert!(wrong(|m| m.baseline.until = f64::NAN));
        assert!(wrong(|m| m.linear.weights = vec![f64::NAN]));
        let text = serde_json::to_string(&model()).unwrap();
        assert_eq!(serde_json::from_str::<Cox>(&text).unwrap(), model());
        assert!(serde_json::from_str::<Cox>(&text.replace("until", "untill")).is_err());
    }
}
