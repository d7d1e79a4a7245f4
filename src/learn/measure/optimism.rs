//! How much a model flatters itself on the people it was fitted on (Harrell, Lee and Mark, 1996).
//!
//! The whole fit is repeated on people drawn with replacement; each such model is measured on its own people and on all.
//! The mean of the difference is the optimism, which is taken off what the model shows on the people it was fitted on.

use crate::error::Error;
use crate::learn::{Estimator, Outcome, Sample};
use crate::math::{Matrix, Stream};
use crate::score::model::Predictor;

use super::resample_rows;

/// Figures of a model on some people, always as many and in one order; not a number where there is none.
pub type Figures<'d> = dyn Fn(&Predictor, &Matrix, &Outcome) -> Vec<f64> + 'd;

/// One figure with its optimism.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Corrected {
    /// On the people the model was fitted on.
    pub apparent: f64,
    /// Mean over resamples of own less all.
    pub optimism: f64,
    /// Apparent less optimism.
    pub corrected: f64,
    /// Resamples that had this figure.
    pub resamples: u32,
}

/// Resampling under way: one resample a step.
pub struct Optimism<'d> {
    estimator: &'d dyn Estimator,
    sample: Sample<'d>,
    figures: &'d Figures<'d>,
    apparent: Vec<f64>,
    sums: Vec<(f64, u32)>,
    stream: Stream,
    done: u32,
    failed: u32,
    resamples: u32,
}

impl<'d> Optimism<'d> {
    /// Fits the model on everybody and measures it there.
    ///
    /// # Errors
    ///
    /// As [`Estimator::fit`].
    pub fn new(
        estimator: &'d dyn Estimator,
        sample: Sample<'d>,
        figures: &'d Figures<'d>,
        resamples: u32,
        seed: u32,
    ) -> Result<Self, Error> {
        let fitted = estimator.fit(sample)?;
        let apparent = figures(&fitted.predictor, sample.x, sample.y);
        let sums = vec![(0.0, 0); apparent.len()];
        let stream = Stream::new(seed, 43);
        Ok(Self { estimator, sample, figures, apparent, sums, stream, done: 0, failed: 0, resamples })
    }

    /// Fits and measures one resample; `true` when none is left. A resample on which no model can be fitted (one class)
    /// is counted as failed and left out.
    pub fn step(&mut self) -> bool {
        if self.done >= self.resamples {
            return true;
        }
        self.done += 1;
        let rows = resample_rows(u32::try_from(self.sample.x.rows()).unwrap_or(u32::MAX), &mut self.stream);
        let (x, y) = (self.sample.x.take(&rows), self.sample.y.take(&rows));
        let weights: Option<Vec<f64>> =
            self.sample.weights.map(|all| rows.iter().filter_map(|row| all.get(*row as usize).copied()).collect());
        match self.estimator.fit(Sample { x: &x, y: &y, weights: weights.as_deref() }) {
            Ok(fitted) => {
                let own = (self.figures)(&fitted.predictor, &x, &y);
                let all = (self.figures)(&fitted.predictor, self.sample.x, self.sample.y);
                for ((sum, count), (own, all)) in self.sums.iter_mut().zip(own.iter().zip(&all)) {
                    if (own - all).is_finite() {
                        *sum += own - all;
                        *count += 1;
                    }
                }
            }
            Err(_) => self.failed += 1,
        }
        self.done >= self.resamples
    }

    /// Resamples done, and how many there will be.
    pub fn progress(&self) -> (u32, u32) {
        (self.done, self.resamples)
    }

    /// Resamples on which no model could be fitted.
    pub fn failed(&self) -> u32 {
        self.failed
    }

    /// What stands so far, one entry a figure.
    pub fn corrected(&self) -> Vec<Corrected> {
        let each = |(apparent, (sum, count)): (&f64, &(f64, u32))| {
            let optimism = sum / f64::from(*count);
            Corrected { apparent: *apparent, optimism, corrected: apparent - optimism, resamples: *count }
        };
        self.apparent.iter().zip(&self.sums).map(each).collect()
    }
}
