//! A study in pieces, each of which anybody with its protocol and table can carry out alone: settings tried on inner folds,
//! or a fit on the rows of a fold, judged on its others.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::choosing::{figure, part};
use super::fitting::{Fittedness, Fitting};
use super::held::Held;
use super::protocol::Study;
use crate::error::{Error, Kind};
use crate::learn::ModelSettings;
use crate::learn::split::Fold;

/// Which piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Piece {
    /// 0 for all rows, then the folds.
    pub at: usize,
    /// The round of a search in which settings are tried, from 0; absent for the fit itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<usize>,
    /// Which of the settings that a search tries; absent for those of the protocol.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub candidate: Option<usize>,
}

/// What a piece came to.
#[derive(Debug)]
pub enum Done {
    /// Settings were tried.
    Tried(Tried),
    /// Answers for the rows that a fold holds back.
    Judged(Held),
    /// The model of all rows.
    Whole(Box<Fittedness>),
}

/// What settings came to on inner folds.
#[derive(Debug, Default, PartialEq)]
pub struct Tried {
    /// Rows that the last fit was made on.
    pub(super) rows: usize,
    /// The figure of each inner fold that has one.
    pub(super) figures: Vec<f64>,
    /// The answers on these folds, where all rows choose.
    pub(super) held: Vec<Held>,
    /// What stopped it.
    pub(super) error: Option<Error>,
}

/// Carries out pieces of a study, one after the other.
pub struct Worker {
    study: Arc<Study>,
    /// Inner folds of the last piece that needed some.
    inner: Option<(usize, Arc<Vec<Fold>>)>,
    doing: Option<Doing>,
}

/// A piece under way.
struct Doing {
    piece: Piece,
    model: ModelSettings,
    fitting: Option<Fitting>,
    inner: Arc<Vec<Fold>>,
    fold: usize,
    tried: Tried,
}

impl Worker {
    /// A worker of a study.
    pub fn new(study: Arc<Study>) -> Self {
        Self { study, inner: None, doing: None }
    }

    /// Inner folds of all rows, or of a fold's own.
    pub(super) fn inner(&mut self, at: usize) -> Result<Arc<Vec<Fold>>, Error> {
        if let Some((known, folds)) = &self.inner
            && *known == at
        {
            return Ok(Arc::clone(folds));
        }
        let search = self.study.protocol.search.as_ref().ok_or_else(unknown)?;
        let (inner, rows) = (search.inner.check()?, self.study.asked.split_rows());
        let folds = Arc::new(match at.checked_sub(1) {
            Some(fold) => inner.nested(rows, self.study.folds.get(fold).ok_or_else(unknown)?)?,
            None => inner.folds(rows)?,
        });
        self.inner = Some((at, Arc::clone(&folds)));
        Ok(folds)
    }

    /// Begins a piece; one that was under way is forgotten.
    ///
    /// # Errors
    ///
    /// `engine.argument` for a piece that the study does not have; as `CheckedSplit::nested`.
    pub fn begin(&mut self, piece: Piece) -> Result<(), Error> {
        self.doing = None;
        let study = Arc::clone(&self.study);
        let model = match piece.candidate {
            Some(candidate) => study.candidates.get(candidate).ok_or_else(unknown)?,
            None => &study.protocol.model,
        };
        let inner = match piece.round {
            Some(round) if round < study.rounds.len() => self.inner(piece.at)?,
            None if piece.at <= study.folds.len() => Arc::default(),
            _ => return Err(unknown()),
        };
        let (model, tried) = (model.clone(), Tried::default());
        self.doing = Some(Doing { piece, model, fitting: None, inner, fold: 0, tried });
        Ok(())
    }

    /// Does one step; what it came to when nothing is left.
    ///
    /// # Errors
    ///
    /// `cancelled` where nothing is under way; what the rows of a fold cannot bear.
    pub fn step(&mut self) -> Result<Option<Done>, Error> {
        let doing = self.doing.as_mut().ok_or_else(|| Error::new(Kind::Cancelled, "cancelled"))?;
        let done = if doing.piece.round.is_some() { doing.try_on(&self.study) } else { doing.fit(&self.study) };
        if !matches!(done, Ok(None)) {
            self.doing = None;
        }
        done
    }

    /// The piece under way, and how much of it is done, of 1.
    pub fn under_way(&self) -> Option<(Piece, f64)> {
        let doing = self.doing.as_ref()?;
        let fitting = doing.fitting.as_ref().map_or(0.0, Fitting::share);
        let folds = doing.inner.len().max(1) as f64;
        Some((doing.piece, ((doing.fold as f64 + fitting) / folds).min(1.0)))
    }
}

impl Doing {
    /// Fits on the rows of one inner fold after the other.
    fn try_on(&mut self, study: &Study) -> Result<Option<Done>, Error> {
        let Some(fold) = self.inner.get(self.fold) else {
            return Ok(Some(Done::Tried(std::mem::take(&mut self.tried))));
        };
        let judged = match &mut self.fitting {
            None => {
                let share = self.piece.round.and_then(|round| study.rounds.get(round).copied()).unwrap_or(1.0);
                let rows = part(study, &fold.train, share);
                self.tried.rows = rows.len();
                Fitting::begin(study, &self.model, &rows).map(|fitting| {
                    self.fitting = Some(fitting);
                    None
                })
            }
            Some(fitting) => match fitting.step() {
                Ok(false) => Ok(None),
                Ok(true) => self.fitting.take().map(|fitting| answers(fitting, study, fold)).transpose(),
                Err(error) => Err(error),
            },
        };
        match judged {
            Ok(None) => return Ok(None),
            Ok(Some(held)) => {
                // A fold without a figure (one class, say) says nothing of these settings or of others.
                if let Some(figure) = figure(study, &held) {
                    self.tried.figures.push(figure);
                    // Those of a fold's own rows are of no use to anybody.
                    if self.piece.at == 0 {
                        self.tried.held.push(held);
                    }
                }
                self.fold += 1;
            }
            Err(error) => {
                (self.fitting, self.tried.error) = (None, Some(error));
                self.fold = self.inner.len();
            }
        }
        let over = self.fold >= self.inner.len();
        Ok(over.then(|| Done::Tried(std::mem::take(&mut self.tried))))
    }

    /// Fits on all rows, or on those of a fold.
    fn fit(&mut self, study: &Study) -> Result<Option<Done>, Error> {
        let fold = self.piece.at.checked_sub(1).and_then(|at| study.folds.get(at));
        let Some(fitting) = &mut self.fitting else {
            let rows = fold.map_or_else(|| study.every(), |fold| fold.train.clone());
            self.fitting = Some(Fitting::begin(study, &self.model, &rows)?);
            return Ok(None);
        };
        if !fitting.step()? {
            return Ok(None);
        }
        let Some(fitting) = self.fitting.take() else { return Ok(None) };
        Ok(Some(match fold {
            Some(fold) => Done::Judged(answers(fitting, study, fold)?),
            None => Done::Whole(Box::new(fitting.finish(study)?)),
        }))
    }
}

/// Answers of a model for the rows that a fold holds back.
fn answers(fitting: Fitting, study: &Study, fold: &Fold) -> Result<Held, Error> {
    Held::of(&fitting.finish(study)?.scorer, &study.asked.frame, fold.test.clone())
}

fn unknown() -> Error {
    Error::new(Kind::Usage, "engine.argument").with("argument", "piece")
}
