//! Chances of the event in one stretch of time after another: log odds of stretch k = aₖ + wᵀx.

use serde::{Deserialize, Serialize};

use super::Linear;
use super::cox::broken;
use crate::error::Error;
use crate::math::{Matrix, exp, ln, logistic};

/// Log odds of each stretch, and what columns add to all of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Hazards {
    /// What columns add; its intercept puts the mean person at 0.
    pub linear: Linear,
    /// Where each stretch ends, rising; the first begins at 0.
    pub ends: Vec<f64>,
    /// Log odds of the event in each stretch for a margin of 0; no number where nobody had it there.
    pub log_odds: Vec<Option<f64>>,
}

impl Hazards {
    /// What columns add, for each row.
    pub fn margins(&self, x: &Matrix) -> Vec<f64> {
        self.linear.margins(x)
    }

    /// The stretches passed up to a time: log odds of each, and the part of it that is passed. `None` below 0 and after the
    /// last stretch.
    pub(crate) fn passed(&self, horizon: f64) -> Option<Vec<(f64, f64)>> {
        let inside = horizon >= 0.0 && self.ends.last().is_some_and(|end| horizon <= *end);
        let starts = std::iter::once(0.0).chain(self.ends.iter().copied());
        let stretches = starts.zip(&self.ends).zip(&self.log_odds).filter(|((start, _), _)| *start < horizon);
        let part = |start: f64, end: f64| ((horizon - start) / (end - start)).min(1.0);
        inside
            .then(|| stretches.filter_map(|((start, end), odds)| odds.map(|odds| (odds, part(start, *end)))).collect())
    }

    /// Share of people like each row to whom it happens up to a time; inside a stretch the hazard is even. NaN below 0 and
    /// after the last stretch.
    pub fn shares(&self, x: &Matrix, horizon: f64) -> Vec<f64> {
        let Some(passed) = self.passed(horizon) else { return vec![f64::NAN; x.rows()] };
        let share = |margin: f64| {
            // ln(1 − h) = ln(logistic(−log odds)), summed over the stretches passed.
            let left: f64 = passed.iter().map(|(odds, part)| part * ln(logistic(-(odds + margin)))).sum();
            1.0 - exp(left)
        };
        self.margins(x).into_iter().map(share).collect()
    }

    /// Refuses what does not fit together.
    ///
    /// # Errors
    ///
    /// `model.broken`.
    pub fn check(&self) -> Result<(), Error> {
        if self.linear.weights.iter().any(|w| !w.is_finite()) || !self.linear.intercept.is_finite() {
            return Err(broken("weights"));
        }
        if self.ends.len() != self.log_odds.len() || self.log_odds.iter().flatten().any(|a| !a.is_finite()) {
            return Err(broken("stretches"));
        }
        let rising = self.ends.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
        if self.ends.iter().any(|end| !end.is_finite()) || !rising || self.ends.first().is_none_or(|end| *end <= 0.0) {
            return Err(broken("stretches: order"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Hazards;
    use crate::math::Matrix;
    use crate::score::model::Linear;

    #[test]
    fn shares_multiply_over_stretches() {
        let linear = Linear { weights: vec![1.0], intercept: 0.0 };
        let model = Hazards { linear, ends: vec![1.0, 2.0, 4.0], log_odds: vec![Some(0.0), None, Some(-1.0)] };
        let x = Matrix::of_columns(1, vec![0.0]).unwrap();
        let share = |time: f64| model.shares(&x, time)[0];
        assert!((share(1.0) - 0.5).abs() < 1e-15 && (share(2.0) - 0.5).abs() < 1e-15 && share(0.0) == 0.0);
        let h = 1.0 / (1.0 + 1.0_f64.exp());
        assert!((share(4.0) - (1.0 - 0.5 * (1.0 - h))).abs() < 1e-15);
        assert!((share(3.0) - (1.0 - 0.5 * (1.0 - h).sqrt())).abs() < 1e-15);
        assert!(share(4.1).is_nan() && share(-1.0).is_nan());
        assert!(model.check().is_ok());
        assert!(Hazards { ends: vec![1.0, 1.0, 2.0], ..model.clone() }.check().is_err());
        assert!(Hazards { ends: vec![], log_odds: vec![], ..model.clone() }.check().is_err());
        assert!(Hazards { log_odds: vec![Some(f64::NAN); 3], ..model }.check().is_err());
    }
}
