//! Settings tried on inner folds, in steps; the best so far at any time.

use serde::{Deserialize, Serialize};

use super::evaluation::main_figure;
use super::fitting::Fitting;
use super::held::Held;
use super::protocol::Study;
use super::search::{Better, How};
use crate::error::Error;
use crate::learn::Outcome;
use crate::learn::choice::ModelSettings;
use crate::learn::measure::{Scored, distances, log_loss};
use crate::learn::split::Fold;
use crate::math::Draws;

/// What settings came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Trial {
    /// The settings.
    pub model: ModelSettings,
    /// Mean over inner folds of what decides: greater is better, a loss is below 0. Absent where a fold could not be fitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<f64>,
    /// Standard error of that mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard_error: Option<f64>,
    /// Rows that each fit was made on, at most.
    pub rows: usize,
    /// Key of the error that stopped it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<String>,
}

/// Trying under way.
pub(super) struct Choosing {
    candidates: Vec<ModelSettings>,
    folds: Vec<Fold>,
    /// Share of the training rows that this round uses.
    share: f64,
    /// Candidates of this round, by number.
    round: Vec<usize>,
    at: usize,
    fold: usize,
    figures: Vec<f64>,
    held: Vec<Held>,
    fitting: Option<Fitting>,
    trials: Vec<Trial>,
    /// Rounds that are over.
    rounds: usize,
    /// The best of the latest round that has any: its round, candidate, figure and answers.
    best: Option<Best>,
    fits: (usize, usize),
}

struct Best {
    round: usize,
    candidate: usize,
    figure: f64,
    held: Vec<Held>,
}

/// Rounds keep one in so many.
const KEEP: usize = 3;

impl Choosing {
    /// Begins to choose for the rows of a fold (`None`: all rows).
    ///
    /// # Errors
    ///
    /// As `SearchSettings::candidates` and `CheckedSplit::folds`.
    pub(super) fn begin(study: &Study, outer: Option<&Fold>) -> Result<Option<Self>, Error> {
        let Some(search) = &study.protocol.search else { return Ok(None) };
        let candidates = search.candidates(study.protocol.split.seed)?;
        let inner = search.inner.check()?;
        let rows = study.asked.split_rows();
        let folds = match outer {
            Some(fold) => inner.nested(rows, fold)?,
            None => inner.folds(rows)?,
        };
        let mut share = 1.0;
        let (mut left, mut fits) = (candidates.len(), 0);
        if matches!(search.how, How::Halving { .. }) {
            while left > KEEP {
                fits += left * folds.len();
                left = left.div_ceil(KEEP);
                share /= KEEP as f64;
            }
        }
        fits += left * folds.len();
        Ok(Some(Self {
            round: (0..candidates.len()).collect(),
            candidates,
            folds,
            share,
            at: 0,
            fold: 0,
            figures: Vec::new(),
            held: Vec::new(),
            fitting: None,
            trials: Vec::new(),
            rounds: 0,
            best: None,
            fits: (0, fits),
        }))
    }

    /// Does one step; `true` when nothing is left to try.
    ///
    /// # Errors
    ///
    /// The error of the last settings, where none could be fitted.
    pub(super) fn step(&mut self, study: &Study) -> Result<bool, Error> {
        let Some(candidate) = self.round.get(self.at).copied() else { return self.next_round() };
        let (Some(model), Some(fold)) = (self.candidates.get(candidate), self.folds.get(self.fold)) else {
            return Ok(true);
        };
        let rows = part(study, &fold.train, self.share);
        let done = match &mut self.fitting {
            None => Fitting::begin(study, model, &rows).map(|fitting| {
                self.fitting = Some(fitting);
                false
            }),
            Some(fitting) => fitting.step(),
        };
        let judged = match done {
            Ok(false) => return Ok(false),
            Ok(true) => {
                let Some(fitting) = self.fitting.take() else { return Ok(false) };
                fitting.finish(study).and_then(|fitted| {
                    let held = Held::of(&fitted.scorer, &study.asked.frame, fold.test.clone())?;
                    Ok((figure(study, &held), held))
                })
            }
            Err(error) => Err(error),
        };
        self.fits.0 += 1;
        match judged {
            Ok((Some(figure), held)) => {
                self.figures.push(figure);
                self.held.push(held);
                self.fold += 1;
                if self.fold == self.folds.len() {
                    self.settle(candidate, rows.len(), None);
                }
            }
            // A fold without a figure (one class, say) says nothing of these settings or of others.
            Ok((None, _)) => {
                self.fold += 1;
                if self.fold == self.folds.len() {
                    self.settle(candidate, rows.len(), Some("study.noAnswer".to_owned()));
                }
            }
            Err(error) => {
                self.fitting = None;
                self.fits.0 += self.folds.len().saturating_sub(self.fold + 1);
                self.settle(candidate, rows.len(), Some(error.key.clone()));
                if self.share >= 1.0
                    && self.best.is_none()
                    && self.at == self.round.len()
                    && self.trials.iter().all(|trial| trial.figure.is_none())
                {
                    return Err(error);
                }
            }
        }
        Ok(false)
    }

    /// Writes down what settings came to, and goes on to the next.
    fn settle(&mut self, candidate: usize, rows: usize, failed: Option<String>) {
        let n = self.figures.len() as f64;
        let mean = self.figures.iter().sum::<f64>() / n;
        let spread = self.figures.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0);
        let failed = failed.filter(|key| self.figures.is_empty() || key != "study.noAnswer");
        let figure = (failed.is_none() && n > 0.0).then_some(mean);
        if let (Some(model), figure) = (self.candidates.get(candidate), figure) {
            let standard_error = figure.and((n > 1.0).then(|| crate::math::sqrt(spread / n)));
            self.trials.push(Trial { model: model.clone(), figure, standard_error, rows, failed });
        }
        let held = std::mem::take(&mut self.held);
        if let Some(figure) = figure
            && self.best.as_ref().is_none_or(|best| best.round < self.rounds || figure > best.figure)
        {
            self.best = Some(Best { round: self.rounds, candidate, figure, held });
        }
        self.figures.clear();
        self.fold = 0;
        self.at += 1;
    }

    /// The better part goes on with more rows; `true` after the last round.
    fn next_round(&mut self) -> Result<bool, Error> {
        if self.share >= 1.0 {
            return Ok(true);
        }
        let tried = self.trials.len().saturating_sub(self.round.len());
        let mut ranked: Vec<(usize, f64)> = self
            .round
            .iter()
            .zip(self.trials.get(tried..).unwrap_or_default())
            .filter_map(|(candidate, trial)| Some((*candidate, trial.figure?)))
            .collect();
        // Equal figures keep their order.
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        let wanted = self.round.len().div_ceil(KEEP);
        ranked.truncate(wanted);
        // None that so few rows bear: more rows may bear some of them.
        self.round = match ranked.is_empty() {
            true => self.round.iter().copied().take(wanted).collect(),
            false => ranked.into_iter().map(|(candidate, _)| candidate).collect(),
        };
        self.round.sort_unstable();
        (self.share, self.at) = ((self.share * KEEP as f64).min(1.0), 0);
        self.rounds += 1;
        if self.share > 0.99 {
            self.share = 1.0;
        }
        Ok(self.round.is_empty())
    }

    /// Share of the fits that are done.
    pub(super) fn share(&self) -> f64 {
        let under_way = self.fitting.as_ref().map_or(0.0, Fitting::share);
        ((self.fits.0 as f64 + under_way) / self.fits.1.max(1) as f64).min(1.0)
    }

    /// The best so far, what was tried, and the best one's answers on inner folds.
    pub(super) fn chosen(self) -> (Option<ModelSettings>, Vec<Trial>, Vec<Held>) {
        let Some(best) = self.best else { return (None, self.trials, Vec::new()) };
        (self.candidates.get(best.candidate).cloned(), self.trials, best.held)
    }
}

/// What decides, greater is better.
fn figure(study: &Study, held: &Held) -> Option<f64> {
    let by = study.protocol.search.as_ref().map_or(Better::Discrimination, |search| search.by);
    let outcome = &study.asked.outcome;
    let figure = match (by, held.outcome(outcome)) {
        (Better::Loss, Outcome::Binary(y)) => -log_loss(&Scored::shares(&held.answers, &y).ok()?)?,
        (Better::Loss, Outcome::Continuous(y)) => {
            let miss = distances(&held.answers, &y).ok()??.root_mean_square;
            -miss * miss
        }
        _ => main_figure(held, outcome)?,
    };
    figure.is_finite().then_some(figure)
}

/// A part of fewer rows of a class than this says nothing of settings.
const LEAST_OF_A_CLASS: usize = 10;

/// A seeded share of rows, in their order: of each class the same share, and some of each as long as there are any.
pub(super) fn part(study: &Study, rows: &[u32], share: f64) -> Vec<u32> {
    if share >= 1.0 {
        return rows.to_vec();
    }
    let draws = Draws::new(study.protocol.split.seed, 62);
    let classes = study.asked.split_rows().class.unwrap_or_default();
    let class = |row: u32| classes.get(row as usize).copied().unwrap_or(0);
    let mut order: Vec<(u32, u32, u32)> = rows.iter().map(|row| (class(*row), draws.bits(*row), *row)).collect();
    order.sort_unstable();
    let alike = order.chunk_by(|one, other| one.0 == other.0);
    let mut kept: Vec<u32> = alike
        .flat_map(|rows| {
            let wanted = (rows.len() as f64 * share).ceil() as usize;
            rows.iter().take(wanted.max(LEAST_OF_A_CLASS)).map(|(.., row)| *row)
        })
        .collect();
    kept.sort_unstable();
    kept
}
