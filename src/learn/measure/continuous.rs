//! How near predicted numbers come to the true ones.

use serde::{Deserialize, Serialize};

use super::sample::{Estimate, finite, same_length};
use crate::error::Error;
use crate::learn::recalibrate::recalibrate_numbers;
use crate::math::{percentile, sqrt};

/// Distances of predictions from the truth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Distances {
    /// Rows.
    pub rows: u32,
    /// Share of the variance that is explained (R²): 1 is perfect, 0 is the mean, below 0 worse than it. Absent where the
    /// truth does not vary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explained: Option<f64>,
    /// Root of the mean squared error, in the unit of the outcome.
    pub root_mean_square: f64,
    /// Mean absolute error.
    pub mean_absolute: f64,
    /// Median absolute error.
    pub median_absolute: f64,
    /// Mean of predicted less true: above 0 says too much.
    pub bias: f64,
}

/// Measures predictions of numbers. `None` without rows.
///
/// # Errors
///
/// `measure.lengths`, `learn.notFinite`.
pub fn distances(predicted: &[f64], truth: &[f64]) -> Result<Option<Distances>, Error> {
    same_length(predicted.len(), truth.len())?;
    finite(predicted, "predicted")?;
    finite(truth, "outcome")?;
    let n = truth.len() as f64;
    if truth.is_empty() {
        return Ok(None);
    }
    let mean = truth.iter().sum::<f64>() / n;
    let spread: f64 = truth.iter().map(|y| (y - mean) * (y - mean)).sum();
    let misses = predicted.iter().zip(truth).map(|(p, y)| p - y);
    let squares: f64 = misses.clone().map(|miss| miss * miss).sum();
    let mut sizes: Vec<f64> = misses.clone().map(f64::abs).collect();
    let absolute: f64 = sizes.iter().sum();
    crate::math::order::sort(&mut sizes);
    Ok(Some(Distances {
        rows: u32::try_from(truth.len()).unwrap_or(u32::MAX),
        explained: (spread > 0.0).then(|| 1.0 - squares / spread),
        root_mean_square: sqrt(squares / n),
        mean_absolute: absolute / n,
        median_absolute: percentile(&sizes, 0.5),
        bias: misses.sum::<f64>() / n,
    }))
}

/// Slope of the truth on predictions by least squares, with its error: 1 is right, below 1 predictions are too extreme.
/// `None` of fewer than three rows, and where one number was predicted for all.
pub fn slope_of_numbers(predicted: &[f64], truth: &[f64]) -> Option<Estimate> {
    let (intercept, slope) = recalibrate_numbers(true, predicted, truth).filter(|_| truth.len() > 2)?;
    let n = truth.len() as f64;
    let mean = predicted.iter().sum::<f64>() / n;
    let square = predicted.iter().fold(0.0, |sum, p| sum + (p - mean) * (p - mean));
    let left = predicted.iter().zip(truth).fold(0.0, |sum, (p, y)| {
        let miss = y - intercept - slope * p;
        sum + miss * miss
    });
    let error = sqrt(left / (n - 2.0) / square);
    Some(Estimate::within(slope, error, f64::NEG_INFINITY, f64::INFINITY))
}

#[cfg(test)]
mod tests {
    use super::{distances, slope_of_numbers};

    #[test]
    fn a_slope_has_the_error_of_least_squares() {
        // Means 2 and 3; sums of squares 2 and of products 2; misses −1/3, 2/3, −1/3 leave 2/3.
        let found = slope_of_numbers(&[1.0, 2.0, 3.0], &[2.0, 4.0, 4.0]).unwrap();
        assert!((found.value - 1.0).abs() < 1e-15 && (found.standard_error - (1.0_f64 / 3.0).sqrt()).abs() < 1e-15);
        assert_eq!(slope_of_numbers(&[1.0, 2.0], &[1.0, 2.0]), None);
        assert_eq!(slope_of_numbers(&[1.0; 4], &[1.0, 2.0, 3.0, 4.0]), None);
    }

    #[test]
    fn by_hand() {
        let found = distances(&[1.0, 2.0, 4.0], &[1.0, 3.0, 5.0]).unwrap().unwrap();
        assert_eq!(found.explained, Some(1.0 - 2.0 / 8.0));
        assert!((found.root_mean_square - (2.0_f64 / 3.0).sqrt()).abs() < 1e-15);
        assert_eq!((found.mean_absolute, found.median_absolute, found.bias), (2.0 / 3.0, 1.0, -2.0 / 3.0));
        assert_eq!(distances(&[1.0], &[2.0]).unwrap().unwrap().explained, None);
        assert_eq!(distances(&[], &[]).unwrap(), None);
        assert!(distances(&[f64::INFINITY], &[2.0]).is_err());
    }
}
