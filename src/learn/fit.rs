//! How every model is fitted: checked settings begin a fit on a table, the fit goes on in steps, and what comes out only
//! predicts.

use serde::{Deserialize, Serialize};

use super::Outcome;
use crate::error::Error;
use crate::math::Matrix;
use crate::score::model::Predictor;

/// What a model is fitted on: columns without a missing number (where the kind does not take them), outcome, weights.
#[derive(Debug, Clone, Copy)]
pub struct Sample<'d> {
    /// One row a person, one column a feature.
    pub x: &'d Matrix,
    /// One entry a row.
    pub y: &'d Outcome,
    /// How much each row counts, at least 0; all count 1 where there is none.
    pub weights: Option<&'d [f64]>,
}

/// Settings that were checked: they can begin a fit.
pub trait Estimator {
    /// Its name in settings, files and words: `logistic`, `boosting`.
    fn key(&self) -> &'static str;

    /// Begins to fit.
    ///
    /// # Errors
    ///
    /// What the sample cannot bear: no rows, one class, another kind of outcome, a number that is not finite.
    fn begin<'d>(&self, sample: Sample<'d>) -> Result<Box<dyn Fit + 'd>, Error>;

    /// Fits to the end.
    ///
    /// # Errors
    ///
    /// As [`Estimator::begin`] and [`Fit::step`].
    fn fit(&self, sample: Sample<'_>) -> Result<Fitted, Error> {
        let mut fit = self.begin(sample)?;
        while !fit.step()? {}
        fit.finish()
    }
}

/// A fit under way. Between two steps it can be left: a step takes some tens of milliseconds at most, where the kind of
/// model allows it.
pub trait Fit {
    /// Does one step; `true` when nothing is left.
    ///
    /// # Errors
    ///
    /// `learn.notFinite` where the numbers run away.
    fn step(&mut self) -> Result<bool, Error>;

    /// Steps done, and how many there are at most.
    fn progress(&self) -> (usize, usize);

    /// The model; before the last step the best so far, where there is one.
    ///
    /// # Errors
    ///
    /// `cancelled` where nothing usable stands yet.
    fn finish(self: Box<Self>) -> Result<Fitted, Error>;
}

/// A fitted model with what is to be said of the fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// What predicts.
    pub predictor: Predictor,
    /// Uncertainty of each weight, where the kind has it.
    pub table: Option<Coefficients>,
    /// What should be said with it.
    pub notes: Vec<FitNote>,
}

/// Weights with their standard errors, the intercept last where there is one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Coefficients {
    /// Weights, one a column.
    pub estimate: Vec<f64>,
    /// Standard error of each.
    pub standard_error: Vec<f64>,
    /// Log likelihood at the weights.
    pub log_likelihood: f64,
}

/// What should be said of a fit, as a key of the catalogue (`learn.notes.*`) and the columns it is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct FitNote {
    /// `constantColumn`, `collinear`, `separation`, `notConverged`, …
    pub key: String,
    /// Columns by number.
    pub columns: Vec<usize>,
}
