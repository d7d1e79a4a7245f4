//! Models that were fitted on a table: they only predict.
//!
//! Each kind is a room of its own; [`Predictor`] is any of them. A margin is what a predictor adds up (log odds, log
//! hazard, the number itself), an answer is what the question asks for ([`Task`]).

mod additive;
mod cox;
mod hazards;
mod linear;
mod net;
mod recalibration;
mod scorer;
mod trees;

use serde::{Deserialize, Serialize};

pub use additive::{Additive, Axis, AxisBins, Curve, Surface};
pub use cox::{Baseline, Cox};
pub use hazards::Hazards;
pub use linear::Linear;
pub(crate) use net::bend;
pub use net::{Bend, Layer, Net};
pub use recalibration::{Recalibration, Steps};
pub use scorer::Scorer;
pub use trees::{Categories, LeafKind, Trees};

use crate::error::Error;
use crate::math::{Matrix, logistic_all};

/// What is asked of a model.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", tag = "task")]
pub enum Task {
    /// A number, in the unit of the outcome's column.
    Continuous,
    /// Whether it happens: a share from 0 to 1.
    Binary,
    /// Whether it happens up to a time: a share from 0 to 1.
    #[serde(rename_all = "camelCase")]
    Survival {
        /// Up to when, in the unit of the time's column.
        horizon: f64,
    },
}

/// A fitted model of any kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Predictor {
    /// y = wᵀx + b.
    Linear(Linear),
    /// A hazard raised by a factor.
    Cox(Cox),
    /// Chances of one stretch of time after another.
    Hazards(Hazards),
    /// Decision trees, boosted or a forest.
    Trees(Trees),
    /// Curves and surfaces.
    Additive(Additive),
    /// h⁽ˡ⁺¹⁾ = f(W⁽ˡ⁾h⁽ˡ⁾ + b⁽ˡ⁾).
    Net(Net),
}

impl Predictor {
    /// How many columns it reads.
    pub fn columns(&self) -> usize {
        match self {
            Self::Linear(model) => model.weights.len(),
            Self::Cox(model) => model.linear.weights.len(),
            Self::Hazards(model) => model.linear.weights.len(),
            Self::Trees(model) => model.columns as usize,
            Self::Additive(model) => model.columns as usize,
            Self::Net(model) => model.columns(),
        }
    }

    /// One margin a row; NaN for a row whose table lacks a column.
    pub fn margins(&self, x: &Matrix) -> Vec<f64> {
        match self {
            Self::Linear(model) => model.margins(x),
            Self::Cox(model) => model.margins(x),
            Self::Hazards(model) => model.margins(x),
            Self::Trees(model) => model.margins(x),
            Self::Additive(model) => model.margins(x),
            Self::Net(model) => model.margins(x),
        }
    }

    /// Refuses a model whose parts do not fit together, as a file that was edited by hand may hold.
    ///
    /// # Errors
    ///
    /// `model.broken` with what is wrong.
    pub fn check(&self) -> Result<(), Error> {
        match self {
            Self::Linear(model) => model.check(),
            Self::Cox(model) => model.check(),
            Self::Hazards(model) => model.check(),
            Self::Trees(model) => model.check(),
            Self::Additive(model) => model.check(),
            Self::Net(model) => model.check(),
        }
    }

    /// One answer a row: a number, or a share. A share up to a time needs a model that knows times; of any other, and of
    /// such a model where a plain share is asked for, each answer is NaN.
    pub fn answers(&self, x: &Matrix, task: Task) -> Vec<f64> {
        match (self, task) {
            (_, Task::Continuous) => self.margins(x),
            (Self::Cox(model), Task::Survival { horizon }) => model.shares(x, horizon),
            (Self::Hazards(model), Task::Survival { horizon }) => model.shares(x, horizon),
            (Self::Cox(_) | Self::Hazards(_), Task::Binary) | (_, Task::Survival { .. }) => vec![f64::NAN; x.rows()],
            // A forest's leaves hold shares already; the last digit of their mean may pass the end.
            (Self::Trees(model), Task::Binary) if model.leaves == LeafKind::Answers => {
                model.margins(x).into_iter().map(|share| if share > 1.0 { 1.0 } else { share }).collect()
            }
            (_, Task::Binary) => {
                let mut shares = self.margins(x);
                logistic_all(&mut shares);
                shares
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Baseline, Cox, Linear, Predictor, Task};
    use crate::math::Matrix;

    #[test]
    fn a_share_up_to_a_time_is_that_of_the_baseline() {
        let linear = Linear { weights: vec![1.0], intercept: 0.0 };
        let baseline = Baseline { times: vec![1.0], hazard: vec![0.5], until: 2.0 };
        let x = Matrix::of_columns(1, vec![0.0]).unwrap();
        let cox = Predictor::Cox(Cox { linear: linear.clone(), baseline });
        assert_eq!(cox.answers(&x, Task::Survival { horizon: 1.0 }), [1.0 - (-0.5_f64).exp()]);
        assert_eq!(cox.answers(&x, Task::Survival { horizon: 0.5 }), [0.0]);
        assert_eq!(cox.answers(&x, Task::Continuous), [0.0]);
        assert!(cox.answers(&x, Task::Binary)[0].is_nan());
        let plain = Predictor::Linear(linear);
        assert!(plain.answers(&x, Task::Survival { horizon: 1.0 })[0].is_nan());
        assert_eq!(plain.answers(&x, Task::Binary), [0.5]);
    }
}
