//! What a model's margins mean where it is used: its log odds moved, stretched, or ranked anew by what was seen there.
//!
//! | file | what |
//! | --- | --- |
//! | `crossed` | rows recalibrated by the others, to be judged |
//! | `line` | log odds = a + b × margin: intercept alone, intercept and slope, Platt |
//! | `numbers` | numbers moved and stretched by least squares |
//! | `up_to` | shares up to a time: a new baseline, with or without a new slope |
//! | `steps` | isotonic regression: shares that never fall as the margin rises |

mod crossed;
mod line;
mod numbers;
mod steps;
mod up_to;

pub use numbers::recalibrate_numbers;
pub use up_to::{UpTo, recalibrate_up_to};

pub use crossed::{crossed, turns};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Kind};
use crate::score::model::Recalibration;

/// How to recalibrate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Way {
    /// Moves log odds so that as many events are expected as were seen.
    Intercept,
    /// Moves and stretches log odds (Cox, 1958).
    Slope,
    /// The same on outcomes held a little off 0 and 1, which bears few rows and separation (Platt, 1999).
    Platt,
    /// Any shape that never falls.
    Isotonic,
}

/// Of margins of rows the model did not see, what was seen there (0 or 1), and how much each row counts.
///
/// # Errors
///
/// `learn.noRows`, `learn.lengths`; `learn.notFinite`, `learn.notYesNo` and `learn.weight` with the row, counted from 1;
/// `learn.oneClass` where everybody or nobody had it;
/// `learn.separated` where margins tell both classes apart without fault, so that no slope is steep enough, or are all
/// the same.
pub fn recalibrate(way: Way, margins: &[f64], y: &[f64], weights: Option<&[f64]>) -> Result<Recalibration, Error> {
    let value = |key: &str| Error::new(Kind::Value, key);
    if y.is_empty() {
        return Err(value("learn.noRows"));
    }
    let weights = weights.map_or_else(|| vec![1.0; y.len()], <[f64]>::to_vec);
    if margins.len() != y.len() || weights.len() != y.len() {
        let wrong = Error::new(Kind::Usage, "learn.lengths").with("rows", margins.len());
        return Err(wrong.with("outcomes", y.len()).with("weights", weights.len()));
    }
    if let Some(row) = margins.iter().position(|margin| !margin.is_finite()) {
        return Err(value("learn.notFinite").with("row", row + 1).with("column", "score"));
    }
    if let Some(row) = y.iter().position(|y| *y != 0.0 && *y != 1.0) {
        return Err(value("learn.notYesNo").with("row", row + 1));
    }
    if let Some(row) = weights.iter().position(|w| !(*w >= 0.0 && w.is_finite())) {
        return Err(value("learn.weight").with("row", row + 1));
    }
    let sum = |class: f64| y.iter().zip(&weights).filter(|(y, _)| **y == class).fold(0.0, |sum, (_, w)| sum + w);
    let (no, yes) = (sum(0.0), sum(1.0));
    if !(no > 0.0 && yes > 0.0 && (no + yes).is_finite()) {
        return Err(value("learn.oneClass"));
    }
    if way == Way::Isotonic {
        return Ok(Recalibration::Steps(steps::fit(margins, y, &weights)));
    }
    let (low, high) = if way == Way::Platt { (1.0 / (no + 2.0), (yes + 1.0) / (yes + 2.0)) } else { (0.0, 1.0) };
    let targets: Vec<f64> = y.iter().map(|y| if *y == 1.0 { high } else { low }).collect();
    let line = line::fit(margins, &targets, &weights, way != Way::Intercept);
    let (intercept, slope) = line.ok_or_else(|| value("learn.separated"))?;
    Ok(Recalibration::Line { intercept, slope })
}

#[cfg(test)]
mod tests {
    use super::{Way, recalibrate};
    use crate::math::{Draws, logistic};
    use crate::score::model::Recalibration;

    /// Margins that are too low by 1 and too wide by a half, and what was seen.
    fn people(n: u32) -> (Vec<f64>, Vec<f64>) {
        let (margins, seen) = (Draws::new(6, 1), Draws::new(6, 2));
        let margins: Vec<f64> = (0..n).map(|k| 1.5 * margins.normal(k) - 1.0).collect();
        let happens = |(k, margin): (u32, &f64)| seen.uniform(k) < logistic(1.0 + (2.0 / 3.0) * margin);
        let y = (0..n).zip(&margins).map(|row| f64::from(u8::from(happens(row)))).collect();
        (margins, y)
    }

    #[test]
    fn what_went_wrong_is_found_and_put_right() {
        let (margins, y) = people(20_000);
        let fit = |way| recalibrate(way, &margins, &y, None).unwrap();
        let isotonic = fit(Way::Isotonic);
        let Recalibration::Line { intercept, slope } = fit(Way::Slope) else { panic!() };
        assert!((intercept - 1.0).abs() < 0.08 && (slope - 2.0 / 3.0).abs() < 0.05, "{intercept} {slope}");
        for way in [Way::Intercept, Way::Slope, Way::Isotonic] {
            let fitted = fit(way);
            // As many are expected as were seen.
            let expected: f64 = fitted.shares(&margins).iter().sum();
            assert!((expected - y.iter().sum::<f64>()).abs() < 1e-6 * 20_000.0, "{way:?}");
            fitted.check().unwrap();
            let text = serde_json::to_string(&fitted).unwrap();
            assert_eq!(serde_json::from_str::<Recalibration>(&text).unwrap(), fitted);
        }
        let Recalibration::Line { slope, .. } = fit(Way::Intercept) else { panic!() };
        assert_eq!(slope, 1.0);
        let Recalibration::Line { intercept: a, slope: b } = fit(Way::Platt) else { panic!() };
        assert!((a - intercept).abs() < 0.01 && (b - 2.0 / 3.0).abs() < 0.05);
        for margin in [-2.0, 0.0, 1.0] {
            assert!((isotonic.share(margin) - logistic(1.0 + 2.0 / 3.0 * margin)).abs() < 0.06);
        }
        assert!(fit(Way::Slope).share(f64::NAN).is_nan() && isotonic.share(f64::NAN).is_nan());
    }

    #[test]
    fn rows_that_count_twice_are_rows_that_stand_twice() {
        let (margins, y) = people(400);
        let weights: Vec<f64> = (0..400).map(|k| f64::from(k % 3)).collect();
        let times = |of: &[f64]| -> Vec<f64> {
            of.iter().zip(&weights).flat_map(|(x, w)| std::iter::repeat_n(*x, *w as usize)).collect()
        };
        for way in [Way::Intercept, Way::Slope, Way::Platt, Way::Isotonic] {
            let one = recalibrate(way, &margins, &y, Some(&weights)).unwrap();
            let other = recalibrate(way, &times(&margins), &times(&y), None).unwrap();
            for margin in &margins {
                assert!((one.share(*margin) - other.share(*margin)).abs() < 1e-9, "{way:?}");
            }
        }
    }

    #[test]
    fn what_has_no_answer_says_so() {
        let (margins, y) = ([-2.0, -1.0, 1.0, 2.0], [0.0, 0.0, 1.0, 1.0]);
        let key = |way, margins: &[f64], y: &[f64]| recalibrate(way, margins, y, None).unwrap_err().key;
        assert_eq!(key(Way::Slope, &margins, &y), "learn.separated");
        assert_eq!(key(Way::Slope, &[1.0; 4], &y), "learn.separated");
        assert_eq!(key(Way::Isotonic, &margins, &[1.0; 4]), "learn.oneClass");
        assert_eq!(key(Way::Platt, &margins, &y[1..]), "learn.lengths");
        assert_eq!(key(Way::Platt, &margins, &[0.0, 0.5, 1.0, 1.0]), "learn.notYesNo");
        assert_eq!(key(Way::Platt, &[f64::INFINITY, 0.0, 0.0, 0.0], &y), "learn.notFinite");
        let negative = recalibrate(Way::Platt, &margins, &y, Some(&[-1.0; 4]));
        assert_eq!(negative.unwrap_err().key, "learn.weight");
        let platt = recalibrate(Way::Platt, &margins, &y, None).unwrap();
        assert!(platt.share(2.0) < 0.99 && platt.share(2.0) > platt.share(1.0));
        let broken = Recalibration::Line { intercept: f64::NAN, slope: 1.0 };
        assert_eq!(broken.check().unwrap_err().key, "model.broken");
    }
}
