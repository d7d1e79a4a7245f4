//! A study carried out, in steps: settings are chosen where they are to be, all rows are fitted, and each fold is fitted
//! and judged on rows it did not see.
//!
//! Where settings are chosen, each fold chooses its own on its own rows (nested cross-validation): rows that judge never
//! choose. All rows come first, so that who stops early has a model.

use std::sync::Arc;

use super::choosing::{Choosing, Trial};
use super::evaluation::{Evaluation, evaluate};
use super::fitting::{Fittedness, Fitting};
use super::held::Held;
use super::protocol::{Protocol, Study};
use crate::error::{Error, Kind};
use crate::learn::recalibrate::{crossed, recalibrate};
use crate::learn::split::Fold;
use crate::learn::{Coefficients, FitNote, ModelSettings, Outcome};
use crate::record::Frame;
use crate::score::model::Scorer;

/// A study under way.
pub struct Training {
    study: Arc<Study>,
    /// 0 for all rows, then the folds.
    at: usize,
    choosing: Option<Choosing>,
    model: Option<ModelSettings>,
    fitting: Option<Fitting>,
    whole: Option<(Fittedness, ModelSettings)>,
    trials: Vec<Trial>,
    /// Answers of the chosen settings on inner folds of all rows: told only where no fold was judged.
    inner: Vec<Held>,
    held: Vec<Held>,
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
    /// The protocol, written out, its model the one that was chosen.
    pub protocol: Protocol,
    /// What was tried on all rows, where settings were chosen.
    pub trials: Vec<Trial>,
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
        Self {
            study,
            at: 0,
            choosing: None,
            model: None,
            fitting: None,
            whole: None,
            trials: Vec::new(),
            inner: Vec::new(),
            held: Vec::new(),
        }
    }

    /// The study.
    pub fn study(&self) -> &Arc<Study> {
        &self.study
    }

    fn is_done(&self) -> bool {
        self.at > self.study.folds.len()
    }

    /// Does one step; `true` when nothing is left.
    ///
    /// # Errors
    ///
    /// What the rows cannot bear; `fold` names the fold where it is one.
    pub fn step(&mut self) -> Result<bool, Error> {
        if self.is_done() {
            return Ok(true);
        }
        let study = Arc::clone(&self.study);
        let fold = self.at.checked_sub(1).and_then(|at| study.folds.get(at));
        let fold_number = self.at;
        self.go_on(&study, fold)
            .map_err(|error| if fold.is_some() { error.with("fold", fold_number) } else { error })?;
        Ok(self.is_done())
    }

    fn go_on(&mut self, study: &Study, fold: Option<&Fold>) -> Result<(), Error> {
        if let Some(choosing) = &mut self.choosing {
            if choosing.step(study)? {
                self.choose();
                if self.model.is_none() {
                    return Err(Error::new(Kind::Value, "study.noAnswer"));
                }
            }
            return Ok(());
        }
        let Some(model) = &self.model else {
            self.choosing = Choosing::begin(study, fold)?;
            if self.choosing.is_none() {
                self.model = Some(study.protocol.model.clone());
            }
            return Ok(());
        };
        let Some(fitting) = &mut self.fitting else {
            let rows = fold.map_or_else(|| every(study), |fold| fold.train.clone());
            self.fitting = Some(Fitting::begin(study, model, &rows)?);
            return Ok(());
        };
        if !fitting.step()? {
            return Ok(());
        }
        let (Some(fitting), Some(model)) = (self.fitting.take(), self.model.take()) else { return Ok(()) };
        let fitted = fitting.finish(study)?;
        match fold {
            Some(fold) => self.held.push(Held::of(&fitted.scorer, &study.asked.frame, fold.test.clone())?),
            None => self.whole = Some((fitted, model)),
        }
        self.at += 1;
        Ok(())
    }

    /// Takes the best settings tried so far.
    fn choose(&mut self) {
        let Some(choosing) = self.choosing.take() else { return };
        let (model, trials, inner) = choosing.chosen();
        self.model = model;
        if self.at == 0 {
            (self.trials, self.inner) = (trials, inner);
        }
    }

    /// What is being done (`choose`, `whole`, `folds`), and how far all of it is, of 1.
    pub fn progress(&self) -> (&'static str, f64) {
        let searched = self.study.protocol.search.is_some();
        let fitting = self.fitting.as_ref().map_or(0.0, Fitting::share);
        // Choosing is nearly all of the work where there is any.
        let part = match (&self.choosing, searched) {
            (Some(choosing), _) => 0.95 * choosing.share(),
            (None, true) if self.model.is_some() => 0.95 + 0.05 * fitting,
            _ => fitting,
        };
        let share = ((self.at as f64 + part) / (self.study.folds.len() + 1) as f64).min(1.0);
        let stage = if self.at > 0 {
            "folds"
        } else if self.choosing.is_some() {
            "choose"
        } else {
            "whole"
        };
        (stage, share)
    }

    /// What it comes to. Stopped early, the best settings tried so far are fitted on all rows, and the folds that were
    /// judged so far judge them; where there are none, the inner folds that chose them, which flatters and is told.
    ///
    /// # Errors
    ///
    /// `cancelled` where nothing usable stands yet; `study.noAnswer` where the model answered for no row.
    pub fn finish(mut self) -> Result<Trained, Error> {
        let study = Arc::clone(&self.study);
        let stopped = !self.is_done();
        let cancelled = || Error::new(Kind::Cancelled, "cancelled");
        if self.whole.is_none() {
            self.choose();
            let model = self.model.take().ok_or_else(cancelled)?;
            if study.protocol.search.is_none() {
                return Err(cancelled());
            }
            let mut fitting = Fitting::begin(&study, &model, &every(&study))?;
            while !fitting.step()? {}
            self.whole = Some((fitting.finish(&study)?, model));
        }
        let (whole, model) = self.whole.ok_or_else(cancelled)?;
        let flattering = self.held.is_empty();
        let folds = if flattering { &self.inner } else { &self.held };
        if folds.is_empty() {
            return Err(cancelled());
        }
        let (mut held, unanswered) = Held::mean(folds, study.asked.rows.len()).answered();
        let mut scorer = whole.scorer;
        if let (Some(way), Outcome::Binary(y)) = (study.protocol.recalibrate, held.outcome(&study.asked.outcome)) {
            scorer.recalibration = Some(recalibrate(way, &held.margins, &y, None)?);
            // What is judged is the model as it answers, by rows that did not mend it.
            let person = study.asked.split_rows().person.map(|person| -> Vec<u32> {
                held.rows.iter().filter_map(|row| person.get(*row as usize).copied()).collect()
            });
            held.answers = crossed(way, &held.margins, &y, person.as_deref())?;
        }
        let mut evaluation = evaluate(study.task(), &study.asked, &held)?;
        evaluation.add_folds(folds, &study.asked.outcome, study.folds.len() / study.protocol.split.repeats.max(1));
        (evaluation.unanswered, evaluation.stopped, evaluation.flattering) = (unanswered, stopped, flattering);
        let protocol = study.with(model);
        Ok(Trained {
            scorer,
            coefficients: whole.coefficients,
            notes: whole.notes,
            evaluation,
            held,
            protocol,
            trials: self.trials,
        })
    }
}

fn every(study: &Study) -> Vec<u32> {
    (0..u32::try_from(study.asked.rows.len()).unwrap_or(u32::MAX)).collect()
}
