//! Models that were fitted on a table: they only predict.
//!
//! Each kind is a room of its own; [`Predictor`] is any of them. A margin is what a predictor adds up (log odds, log
//! hazard, the number itself), an answer is what the question asks for ([`Task`]).

mod linear;

use serde::{Deserialize, Serialize};

pub use linear::Linear;

use crate::math::{Matrix, logistic};

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
}

impl Predictor {
    /// How many columns it reads.
    pub fn columns(&self) -> usize {
        match self {
            Self::Linear(model) => model.weights.len(),
        }
    }

    /// One margin a row; NaN for a row whose table lacks a column.
    pub fn margins(&self, x: &Matrix) -> Vec<f64> {
        match self {
            Self::Linear(model) => model.margins(x),
        }
    }

    /// One answer a row: a number, or a share.
    pub fn answers(&self, x: &Matrix, task: Task) -> Vec<f64> {
        let mut answers = self.margins(x);
        match task {
            Task::Continuous => {}
            Task::Binary | Task::Survival { .. } => answers.iter_mut().for_each(|margin| *margin = logistic(*margin)),
        }
        answers
    }
}
