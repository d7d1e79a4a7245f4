//! A study carried out, in steps: each fold is fitted and judged on rows it did not see, then all rows are fitted.

use std::sync::Arc;

use super::evaluation::{Evaluation, evaluate};
use super::fitting::{Fittedness, Fitting};
use super::held::Held;
use super::protocol::{Protocol, Study};
use crate::error::{Error, Kind};
use crate::learn::recalibrate::recalibrate;
use crate::learn::{Coefficients, FitNote, Outcome};
use crate::record::Frame;
use crate::score::model::Scorer;

/// A study under way.
pub struct Training {
    study: Arc<Study>,
    fitting: Option<Fitting>,
    at: usize,
    held: Vec<Held>,
    whole: Option<Fittedness>,
}

/// What a study comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Trained {
    /// Fitted on all rows that count.
    pub scorer: Scorer,
    /// Uncertainty of each weight, where the kind has it.
    pub coefficients: Option<Coefficients>,
    /// What is to be said of the last fit; columns are those of the matrix.
    pub notes: Vec<FitNote>,
    /// On rows that the model did not see.
    pub evaluation: Evaluation,
    /// The same answers row by row: the mean over repeats.
    pub held: Held,
    /// The protocol, written out.
    pub protocol: Protocol,
}

impl Training {
    /// Puts a protocol to a table.
    ///
    /// # Errors
    ///
    /// As [`Study::new`].
    pub fn new(protocol: Protocol, frame: &Frame) -> Result<Self, Error> {
        Ok(Self::of(Arc::new(Study::new(protocol, frame)?)))
    }

    /// Carries out a study.
    pub fn of(study: Arc<Study>) -> Self {
        Self { study, fitting: None, at: 0, held: Vec::new(), whole: None }
    }

    /// The study.
    pub fn study(&self) -> &Arc<Study> {
        &self.study
    }

    /// Does one step; `true` when nothing is left.
    ///
    /// # Errors
    ///
    /// What a fold cannot bear, with its number.
    pub fn step(&mut self) -> Result<bool, Error> {
        if self.whole.is_some() {
            return Ok(true);
        }
        let study = Arc::clone(&self.study);
        let fold = study.folds.get(self.at);
        let place = |error: Error| match fold {
            Some(_) if error.place.is_empty() => error.with("fold", self.at + 1),
            _ => error,
        };
        let Some(fitting) = &mut self.fitting else {
            let every: Vec<u32>;
            let rows = match fold {
                Some(fold) => &fold.train,
                None => {
                    every = (0..u32::try_from(study.asked.rows.len()).unwrap_or(u32::MAX)).collect();
                    &every
                }
            };
            self.fitting = Some(Fitting::begin(&study, rows).map_err(place)?);
            return Ok(false);
        };
        if !fitting.step().map_err(place)? {
            return Ok(false);
        }
        let Some(fitting) = self.fitting.take() else { return Ok(false) };
        let fitted = fitting.finish(&study).map_err(place)?;
        match fold {
            Some(fold) => {
                self.held.push(Held::of(&fitted.scorer, &study.asked.frame, fold.test.clone())?);
                self.at += 1;
                Ok(false)
            }
            None => {
                self.whole = Some(fitted);
                Ok(true)
            }
        }
    }

    /// What is being done (`folds`, `whole`), and how far all of it is, of 1.
    pub fn progress(&self) -> (&'static str, f64) {
        let fits = self.study.folds.len() + 1;
        let under_way = self.fitting.as_ref().map_or(0.0, Fitting::share);
        let done = if self.whole.is_some() { 1.0 } else { (self.at as f64 + under_way) / fits as f64 };
        (if self.at < self.study.folds.len() { "folds" } else { "whole" }, done)
    }

    /// Answers of the folds judged so far.
    pub fn held(&self) -> &[Held] {
        &self.held
    }

    /// What it comes to.
    ///
    /// # Errors
    ///
    /// `cancelled` before the end; `study.noAnswer` where the model answered for no row.
    pub fn finish(self) -> Result<Trained, Error> {
        let whole = self.whole.ok_or_else(|| Error::new(Kind::Cancelled, "cancelled"))?;
        let study = &self.study;
        let (held, unanswered) = Held::mean(&self.held, study.asked.rows.len()).answered();
        let mut evaluation = evaluate(study.task(), &study.asked, &held)?;
        evaluation.add_folds(&self.held, &study.asked.outcome, study.folds.len() / study.protocol.split.repeats.max(1));
        evaluation.unanswered = unanswered;
        let mut scorer = whole.scorer;
        if let (Some(way), Outcome::Binary(y)) = (study.protocol.recalibrate, held.outcome(&study.asked.outcome)) {
            scorer.recalibration = Some(recalibrate(way, &held.margins, &y, None)?);
        }
        Ok(Trained {
            scorer,
            coefficients: whole.coefficients,
            notes: whole.notes,
            evaluation,
            held,
            protocol: study.protocol.clone(),
        })
    }
}
