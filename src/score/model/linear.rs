//! y = wᵀx + b.

use serde::{Deserialize, Serialize};

use super::cox::broken;
use crate::error::Error;
use crate::math::Matrix;

/// Weights of the columns and an intercept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Linear {
    /// One weight a column.
    pub weights: Vec<f64>,
    /// Added to the sum.
    pub intercept: f64,
}

impl Linear {
    /// wᵀx + b of each row; columns are added in their order, NaN where the table has fewer columns than weights.
    pub fn margins(&self, x: &Matrix) -> Vec<f64> {
        if x.columns() < self.weights.len() {
            return vec![f64::NAN; x.rows()];
        }
        let mut margins = vec![self.intercept; x.rows()];
        for (column, weight) in self.weights.iter().enumerate() {
            for (margin, x) in margins.iter_mut().zip(x.column(column)) {
                *margin += weight * x;
            }
        }
        margins
    }

    /// Refuses weights that are no numbers.
    ///
    /// # Errors
    ///
    /// `model.broken`.
    pub fn check(&self) -> Result<(), Error> {
        let finite = self.weights.iter().chain([&self.intercept]).all(|weight| weight.is_finite());
        if finite { Ok(()) } else { Err(broken("weights")) }
    }
}
