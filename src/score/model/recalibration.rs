//! What a model's margins mean where it is used: its log odds moved and stretched, or ranked anew.

use serde::{Deserialize, Serialize};

use super::cox::broken;
use crate::error::Error;
use crate::math::{exp, ln, logistic};

/// Turns a margin into a share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", tag = "way", deny_unknown_fields)]
pub enum Recalibration {
    /// Log odds = intercept + slope × margin; of a share up to a time, its complementary log-log.
    Line {
        /// Log odds at a margin of 0.
        intercept: f64,
        /// How much a margin is stretched; 1 leaves it.
        slope: f64,
    },
    /// Between the points, straight lines.
    Steps(Steps),
}

/// Points of a line that never falls; beyond its ends it stays level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Steps {
    /// Margins, rising.
    pub margins: Vec<f64>,
    /// Share at each, never falling.
    pub shares: Vec<f64>,
}

impl Recalibration {
    /// The share at a margin; NaN where that is none.
    pub fn share(&self, margin: f64) -> f64 {
        match self {
            Self::Line { intercept, slope } => {
                let odds = intercept + slope * margin;
                if odds.is_nan() { odds } else { logistic(odds) }
            }
            Self::Steps(steps) => steps.share(margin),
        }
    }

    /// The share of each.
    pub fn shares(&self, margins: &[f64]) -> Vec<f64> {
        margins.iter().map(|margin| self.share(*margin)).collect()
    }

    /// The share up to a time in place of one that was predicted; NaN where that is none.
    pub fn share_up_to(&self, share: f64) -> f64 {
        match self {
            Self::Line { intercept, slope } if share > 0.0 && share < 1.0 => {
                -libm::expm1(-exp(intercept + slope * ln(-libm::log1p(-share))))
            }
            Self::Line { .. } => share,
            Self::Steps(steps) => steps.share(share),
        }
    }

    /// Refuses one that was read and does not hang together.
    ///
    /// # Errors
    ///
    /// `model.broken`.
    pub fn check(&self) -> Result<(), Error> {
        let fits = match self {
            Self::Line { intercept, slope } => intercept.is_finite() && slope.is_finite(),
            Self::Steps(steps) => steps.fits(),
        };
        if fits { Ok(()) } else { Err(broken("recalibration")) }
    }
}

impl Steps {
    /// The share at a margin, on the straight line between two points; NaN where the margin is none.
    pub fn share(&self, margin: f64) -> f64 {
        let after = self.margins.partition_point(|point| *point < margin);
        let at = |i: usize| Some((*self.margins.get(i)?, *self.shares.get(i)?));
        let (before, here) = (after.checked_sub(1).and_then(at), at(after));
        match (before, here) {
            _ if margin.is_nan() => margin,
            (Some((m, p)), Some((n, q))) => p + (q - p) * ((margin - m) / (n - m)),
            (Some((_, p)), None) | (None, Some((_, p))) => p,
            (None, None) => f64::NAN,
        }
    }

    /// Whether lengths, order and limits are those of shares.
    fn fits(&self) -> bool {
        let rising = |list: &[f64]| list.iter().zip(list.iter().skip(1)).all(|(a, b)| a <= b);
        !self.margins.is_empty()
            && self.margins.len() == self.shares.len()
            && self.margins.iter().all(|margin| margin.is_finite())
            && self.margins.iter().zip(self.margins.iter().skip(1)).all(|(a, b)| a < b)
            && rising(&self.shares)
            && self.shares.iter().all(|share| (0.0..=1.0).contains(share))
    }
}

#[cfg(test)]
mod tests {
    use super::{Recalibration, Steps};

    #[test]
    fn a_line_moves_a_share_up_to_a_time_on_its_own_scale() {
        let same = Recalibration::Line { intercept: 0.0, slope: 1.0 };
        let twice = Recalibration::Line { intercept: 2.0_f64.ln(), slope: 1.0 };
        for share in [1e-9, 0.2, 0.999] {
            assert!((same.share_up_to(share) / share - 1.0).abs() < 1e-12);
            let want = 1.0 - (1.0 - share) * (1.0 - share);
            assert!((twice.share_up_to(share) / want - 1.0).abs() < 1e-7, "twice the hazard");
        }
        assert_eq!([0.0, 1.0].map(|share| twice.share_up_to(share)), [0.0, 1.0]);
        assert!(twice.share_up_to(f64::NAN).is_nan());
    }

    #[test]
    fn what_falls_or_is_cut_is_refused() {
        let steps = |margins: &[f64], shares: &[f64]| {
            Recalibration::Steps(Steps { margins: margins.to_vec(), shares: shares.to_vec() }).check().is_ok()
        };
        assert!(steps(&[1.0, 2.0], &[0.5, 0.5]));
        assert!(!steps(&[1.0, 2.0], &[0.5, 0.4]) && !steps(&[1.0], &[0.5, 0.6]) && !steps(&[], &[]));
        assert!(!steps(&[2.0, 1.0], &[0.1, 0.2]) && !steps(&[1.0], &[f64::NAN]));
        assert!(Recalibration::Line { intercept: f64::NAN, slope: 1.0 }.check().is_err());
    }
}
