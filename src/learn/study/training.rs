//! A study carried out: settings are chosen where they are to be, all rows are fitted, and each fold is fitted and judged
//! on rows it did not see.
//!
//! Where settings are chosen, each fold chooses its own on its own rows (nested cross-validation): rows that judge never
//! choose. All rows come first, so that who stops early has a model. The study falls into pieces; they are carried out here
//! in steps, or given out and taken back in any order, and come to the same.

use std::sync::Arc;

use super::choosing::{Choosing, Trial};
use super::evaluation::{Evaluation, evaluate};
use super::fitting::{Fittedness, Fitting};
use super::held::Held;
use super::mending::{MendingLine, mended};
use super::piece::{Done, Piece, Worker};
use super::protocol::{Protocol, Study};
use crate::error::{Error, Kind};
use crate::learn::recalibrate::{crossed, recalibrate};
use crate::learn::{Coefficients, FitNote, ModelSettings, Outcome};
use crate::record::Frame;
use crate::score::model::{Recalibration, Scorer};

/// A study under way.
pub struct Training {
    study: Arc<Study>,
    /// Who carries out pieces here.
    worker: Worker,
    /// All rows, then the folds.
    parts: Vec<Part>,
    /// Pieces that others carry out, and how much of each is done, of 1.
    given: Vec<(Piece, f64)>,
    /// Pieces that came back undone.
    back: Vec<Piece>,
    waits: bool,
    whole: Option<(Fittedness, ModelSettings)>,
    trials: Vec<Trial>,
    /// Answers of the chosen settings on inner folds of all rows: told only where no fold was judged.
    inner: Vec<Held>,
    /// Of each fold.
    held: Vec<Option<Held>>,
}

/// How far all rows, or a fold, are.
enum Part {
    Waiting,
    Choosing(Choosing),
    /// With which settings, and whether somebody is at it.
    Fitting(Option<usize>, bool),
    Done,
    Failed(Error),
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
        let folds = study.folds.len();
        Self {
            worker: Worker::new(Arc::clone(&study)),
            study,
            parts: std::iter::repeat_with(|| Part::Waiting).take(folds + 1).collect(),
            given: Vec::new(),
            back: Vec::new(),
            waits: false,
            whole: None,
            trials: Vec::new(),
            inner: Vec::new(),
            held: vec![None; folds],
        }
    }

    /// The study.
    pub fn study(&self) -> &Arc<Study> {
        &self.study
    }

    fn is_done(&self) -> bool {
        self.parts.iter().all(|part| matches!(part, Part::Done))
    }

    /// Does one step; `true` when nothing is left.
    ///
    /// # Errors
    ///
    /// What the rows cannot bear; `fold` names the fold where it is one.
    pub fn step(&mut self) -> Result<bool, Error> {
        let (piece, came) = match self.worker.under_way() {
            Some((piece, _)) => (piece, self.worker.step().transpose()),
            None => match self.next(true) {
                Some(piece) => (piece, self.worker.begin(piece).err().map(Err)),
                None => {
                    let done = self.is_done();
                    self.waits = !done;
                    self.stand()?;
                    return Ok(done);
                }
            },
        };
        self.waits = false;
        if let Some(came) = came {
            self.put(piece, came);
        }
        self.stand()?;
        Ok(self.is_done())
    }

    /// Whether the last step found nothing to do: others carry out all that can be done now.
    pub fn waits(&self) -> bool {
        self.waits
    }

    /// Gives out a piece for another worker, where one is to be had now. The model of all rows is fitted here.
    pub fn give(&mut self) -> Option<Piece> {
        let piece = self.next(false)?;
        self.given.push((piece, 0.0));
        Some(piece)
    }

    /// Takes what a piece that was given out came to, as `Done::pack` writes it. Numbers that are something else, and pieces
    /// that nobody was given, change nothing.
    pub fn take(&mut self, piece: Piece, numbers: &[f64]) {
        if !self.given.iter().any(|(given, _)| *given == piece) {
            return;
        }
        match Done::unpack(piece, numbers) {
            Some(done) => {
                self.given.retain(|(given, _)| *given != piece);
                self.put(piece, Ok(done));
            }
            None => self.take_back(piece),
        }
    }

    /// Takes back a piece that another worker could not carry out: it is done here.
    pub fn take_back(&mut self, piece: Piece) {
        let given = self.given.len();
        self.given.retain(|(given, _)| *given != piece);
        if self.given.len() < given {
            self.back.push(piece);
        }
    }

    /// Hears how much of a piece is done that was given out, of 1.
    pub fn hear(&mut self, piece: Piece, share: f64) {
        for (given, done) in &mut self.given {
            if *given == piece {
                *done = done.max(share).min(1.0);
            }
        }
    }

    /// The first piece that nobody has; pieces behind a part that failed are of no use.
    fn next(&mut self, own: bool) -> Option<Piece> {
        if own && let Some(piece) = self.back.pop() {
            return Some(piece);
        }
        for (at, part) in self.parts.iter_mut().enumerate() {
            if matches!(part, Part::Waiting) {
                *part = match self.study.protocol.search.is_some().then(|| self.worker.inner(at)) {
                    None => Part::Fitting(None, false),
                    Some(Ok(folds)) => Part::Choosing(Choosing::begin(&self.study, folds.len())),
                    Some(Err(error)) => Part::Failed(at_fold(error, at)),
                };
            }
            match part {
                Part::Failed(_) => return None,
                Part::Choosing(choosing) => {
                    if let Some((round, candidate)) = choosing.next() {
                        return Some(Piece { at, round: Some(round), candidate: Some(candidate) });
                    }
                }
                Part::Fitting(candidate, given @ false) if own || at > 0 => {
                    *given = true;
                    return Some(Piece { at, round: None, candidate: *candidate });
                }
                Part::Fitting(..) | Part::Waiting | Part::Done => {}
            }
        }
        None
    }

    /// Puts what a piece came to in its place.
    fn put(&mut self, piece: Piece, came: Result<Done, Error>) {
        let Some(part) = self.parts.get_mut(piece.at) else { return };
        match (came, &mut *part) {
            (Err(error), _) => *part = Part::Failed(at_fold(error, piece.at)),
            (Ok(Done::Tried(tried)), Part::Choosing(choosing)) => {
                let (Some(round), Some(candidate)) = (piece.round, piece.candidate) else { return };
                match choosing.take(&self.study, round, candidate, tried) {
                    Ok(false) => {}
                    Ok(true) => self.choose(piece.at),
                    Err(error) => *part = Part::Failed(at_fold(error, piece.at)),
                }
            }
            (Ok(Done::Judged(held)), Part::Fitting(..)) => {
                let place = piece.at.checked_sub(1).and_then(|at| self.held.get_mut(at));
                if let Some(place) = place {
                    (*place, *part) = (Some(held), Part::Done);
                }
            }
            (Ok(Done::Whole(fitted)), Part::Fitting(candidate, _)) => {
                let model = candidate.and_then(|at| self.study.candidates.get(at));
                self.whole = Some((*fitted, model.unwrap_or(&self.study.protocol.model).clone()));
                *part = Part::Done;
            }
            _ => {}
        }
    }

    /// Takes the best settings tried so far, where there are some.
    fn choose(&mut self, at: usize) {
        let Some(part @ Part::Choosing(_)) = self.parts.get_mut(at) else { return };
        let Part::Choosing(choosing) = std::mem::replace(part, Part::Waiting) else { return };
        let (candidate, trials, inner) = choosing.chosen();
        *part = Part::Fitting(candidate, false);
        if at == 0 {
            (self.trials, self.inner) = (trials, inner);
        }
    }

    /// The error of the first part that failed, once all parts before it are done: the same, whoever was quicker.
    fn stand(&self) -> Result<(), Error> {
        match self.parts.iter().find(|part| !matches!(part, Part::Done)) {
            Some(Part::Failed(error)) => Err(error.clone()),
            _ => Ok(()),
        }
    }

    /// What is being done (`choose`, `whole`, `folds`), and how far all of it is, of 1.
    pub fn progress(&self) -> (&'static str, f64) {
        // Choosing is nearly all of the work where there is any.
        let choosing = if self.study.protocol.search.is_some() { 0.95 } else { 0.0 };
        let share = |(at, part): (usize, &Part)| {
            let here = self.given.iter().copied().chain(self.worker.under_way()).filter(|(piece, _)| piece.at == at);
            let under_way = here.map(|(_, share)| share).sum::<f64>();
            match part {
                Part::Waiting | Part::Failed(_) => 0.0,
                Part::Choosing(tried) => choosing * tried.share(under_way),
                Part::Fitting(..) => choosing + (1.0 - choosing) * under_way,
                Part::Done => 1.0,
            }
        };
        let all = self.parts.iter().enumerate().map(share).sum::<f64>();
        let stage = match self.parts.first() {
            Some(Part::Choosing(_)) => "choose",
            Some(Part::Done) | None => "folds",
            Some(_) => "whole",
        };
        (stage, (all / self.parts.len().max(1) as f64).min(1.0))
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
            self.choose(0);
            let Some(Part::Fitting(Some(candidate), _)) = self.parts.first() else { return Err(cancelled()) };
            let model = study.candidates.get(*candidate).cloned().ok_or_else(cancelled)?;
            let mut fitting = Fitting::begin(&study, &model, &study.every())?;
            while !fitting.step()? {}
            self.whole = Some((fitting.finish(&study)?, model));
        }
        let (whole, model) = self.whole.ok_or_else(cancelled)?;
        let judged: Vec<Held> = self.held.into_iter().flatten().collect();
        let flattering = judged.is_empty();
        let folds = if flattering { &self.inner } else { &judged };
        if folds.is_empty() {
            return Err(cancelled());
        }
        let (mut held, unanswered) = Held::mean(folds, study.asked.rows.len()).answered();
        let mut scorer = whole.scorer;
        if let Some(way) = study.protocol.recalibrate {
            // What is judged is the model as it answers, by rows that did not mend it.
            if let Outcome::Binary(y) = held.outcome(&study.asked.outcome) {
                scorer.recalibration = Some(recalibrate(way, &held.margins, &y, None)?);
                let person = study.asked.split_rows().person.map(|person| -> Vec<u32> {
                    held.rows.iter().filter_map(|row| person.get(*row as usize).copied()).collect()
                });
                held.answers = crossed(way, &held.margins, &y, person.as_deref())?;
            } else {
                let (judged, MendingLine { intercept, slope }) = mended(way, study.task(), &study.asked, &held)?;
                scorer.recalibration = Some(Recalibration::Line { intercept, slope });
                held = judged;
            }
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

/// Names the fold, where it is one.
fn at_fold(error: Error, at: usize) -> Error {
    if at > 0 { error.with("fold", at) } else { error }
}
