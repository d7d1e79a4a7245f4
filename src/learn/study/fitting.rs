//! One fit of pipeline and model on some rows, in steps.

use std::collections::BTreeMap;

use self_cell::self_cell;

use super::protocol::Study;
use crate::error::Error;
use crate::learn::{Coefficients, Fit, FitNote, ModelSettings, Outcome, Sample};
use crate::math::Matrix;
use crate::prepare::pipeline::{FittedPipeline, Origin, Source};
use crate::score::model::Scorer;

/// What a fit reads.
struct Data {
    x: Matrix,
    y: Outcome,
}

type Underway<'d> = Option<Box<dyn Fit + 'd>>;

self_cell!(
    // A fit reads its data for as long as it lasts, so both live and move together.
    struct Running {
        owner: Data,
        #[covariant]
        dependent: Underway,
    }
);

/// A fit under way.
pub(super) struct Fitting {
    pipeline: FittedPipeline,
    running: Running,
}

/// What it comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Fittedness {
    /// Takes rows of a table.
    pub scorer: Scorer,
    /// Uncertainty of each weight, where the kind has it.
    pub coefficients: Option<Coefficients>,
    /// What is to be said of the fit; columns are those of the matrix (`scorer.pipeline.names`).
    pub notes: Vec<FitNote>,
}

impl Fitting {
    /// Fits the pipeline on the rows and begins to fit the model.
    ///
    /// # Errors
    ///
    /// As `CheckedPipeline::fit` and `Estimator::begin`.
    pub(super) fn begin(study: &Study, model: &ModelSettings, rows: &[u32]) -> Result<Self, Error> {
        let (pipeline, x) = study.pipeline(model).fit(&study.asked.frame, rows, Some(&study.outcome))?;
        let data = Data { x, y: study.asked.outcome.take(rows) };
        let mut model = model.clone();
        if !study.protocol.monotone.is_empty() {
            model.hold_to(ways(&pipeline, &study.protocol.monotone));
        }
        model.take_categories(pipeline.nominal());
        let estimator = model.check()?;
        let running =
            Running::try_new(data, |data| estimator.begin(Sample { x: &data.x, y: &data.y, weights: None }).map(Some))?;
        Ok(Self { pipeline, running })
    }

    /// Does one step; `true` when nothing is left.
    pub(super) fn step(&mut self) -> Result<bool, Error> {
        self.running.with_dependent_mut(|_, fit| fit.as_mut().map_or(Ok(true), |fit| fit.step()))
    }

    /// Share of the fit that is done.
    pub(super) fn share(&self) -> f64 {
        let (done, total) = self.running.borrow_dependent().as_ref().map_or((1, 1), |fit| fit.progress());
        if total == 0 { 0.0 } else { (done as f64 / total as f64).min(1.0) }
    }

    /// The model; before the last step the best so far, where there is one.
    pub(super) fn finish(mut self, study: &Study) -> Result<Fittedness, Error> {
        let fitted = self.running.with_dependent_mut(|_, fit| fit.take().map(|fit| fit.finish()));
        let fitted = fitted.unwrap_or_else(|| Err(Error::new(crate::error::Kind::Cancelled, "cancelled")))?;
        let task = study.task();
        let scorer = Scorer { task, pipeline: self.pipeline, predictor: fitted.predictor, recalibration: None };
        Ok(Fittedness { scorer, coefficients: fitted.table, notes: fitted.notes })
    }
}

/// The way of each column of the matrix: that of the column of numbers it is, 0 for every other.
fn ways(pipeline: &FittedPipeline, monotone: &BTreeMap<String, i8>) -> Vec<i8> {
    let way = |origin: Origin| {
        let column = pipeline.columns.get(origin.column)?;
        let plain = origin.with.is_none() && origin.place == 0 && matches!(column.source, Source::Number { .. });
        monotone.get(&column.name).copied().filter(|_| plain && !pipeline.is_indicator(origin))
    };
    pipeline.origins().into_iter().map(|origin| way(origin).unwrap_or(0)).collect()
}
