//! The rounds of a search: which settings are still to be tried, and the best so far at any time. What is tried comes back
//! in any order and comes to the same.

use serde::{Deserialize, Serialize};

use super::evaluation::main_figure;
use super::held::Held;
use super::piece::Tried;
use super::protocol::Study;
use super::search::{Better, How};
use crate::error::{Error, Kind};
use crate::learn::Outcome;
use crate::learn::choice::ModelSettings;
use crate::learn::measure::{Scored, distances, log_loss};
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
    round: usize,
    /// Candidates of this round, by number.
    candidates: Vec<usize>,
    /// How many of them are given out.
    given: usize,
    /// What each of them came to.
    came: Vec<Option<Trial>>,
    /// Of the rounds before.
    trials: Vec<Trial>,
    /// The best of the latest round that has any: its round, candidate, figure and answers.
    best: Option<Best>,
    /// Place in the round and error of the last settings that could not be fitted.
    error: Option<(usize, Error)>,
    /// Inner folds.
    folds: usize,
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

/// Share of the training rows that each round of a search among so many settings uses.
pub(super) fn rounds(how: How, candidates: usize) -> Vec<f64> {
    let (mut share, mut left) = (1.0, candidates);
    while matches!(how, How::Halving { .. }) && left > KEEP {
        left = left.div_ceil(KEEP);
        share /= KEEP as f64;
    }
    let mut rounds = vec![share];
    while share < 1.0 {
        share = (share * KEEP as f64).min(1.0);
        if share > 0.99 {
            share = 1.0;
        }
        rounds.push(share);
    }
    rounds
}

impl Choosing {
    /// Begins to choose by so many inner folds.
    pub(super) fn begin(study: &Study, folds: usize) -> Self {
        let candidates: Vec<usize> = (0..study.candidates.len()).collect();
        let (mut left, mut fits) = (candidates.len(), 0);
        for _ in &study.rounds {
            fits += left * folds;
            left = left.div_ceil(KEEP);
        }
        Self {
            round: 0,
            came: vec![None; candidates.len()],
            candidates,
            given: 0,
            trials: Vec::new(),
            best: None,
            error: None,
            folds,
            fits: (0, fits),
        }
    }

    /// Round and settings to try next; none while the last of a round are being tried.
    pub(super) fn next(&mut self) -> Option<(usize, usize)> {
        let candidate = self.candidates.get(self.given).copied()?;
        self.given += 1;
        Some((self.round, candidate))
    }

    /// Takes what settings came to; `true` after the last round.
    ///
    /// # Errors
    ///
    /// Where no settings of any round have a figure, the error of the last that could not be fitted, else `study.noAnswer`.
    pub(super) fn take(&mut self, study: &Study, round: usize, candidate: usize, tried: Tried) -> Result<bool, Error> {
        let place = self.candidates.iter().position(|known| *known == candidate).filter(|_| round == self.round);
        let (Some(place), Some(model)) = (place, study.candidates.get(candidate)) else { return Ok(false) };
        let Some(came @ None) = self.came.get_mut(place) else { return Ok(false) };
        let Tried { rows, figures, held, error } = tried;
        let n = figures.len() as f64;
        let mean = figures.iter().sum::<f64>() / n;
        let spread = figures.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0);
        let figure = (error.is_none() && n > 0.0).then_some(mean);
        let standard_error = figure.and((n > 1.0).then(|| crate::math::sqrt(spread / n)));
        let failed = match &error {
            Some(error) => Some(error.key.clone()),
            None => figures.is_empty().then(|| "study.noAnswer".to_owned()),
        };
        *came = Some(Trial { model: model.clone(), figure, standard_error, rows, failed });
        self.fits.0 += self.folds;
        if let Some(error) = error
            && self.error.as_ref().is_none_or(|(last, _)| place > *last)
        {
            self.error = Some((place, error));
        }
        // Of equal figures the first counts, whichever came first.
        let better = |figure: f64, best: &Best| {
            best.round < round || figure > best.figure || (figure == best.figure && candidate < best.candidate)
        };
        if let Some(figure) = figure
            && self.best.as_ref().is_none_or(|best| better(figure, best))
        {
            self.best = Some(Best { round, candidate, figure, held });
        }
        if self.came.iter().any(Option::is_none) { Ok(false) } else { self.next_round(study) }
    }

    /// The better part goes on with more rows; `true` after the last round.
    fn next_round(&mut self, study: &Study) -> Result<bool, Error> {
        if self.round + 1 >= study.rounds.len() {
            if self.best.is_some() {
                return Ok(true);
            }
            let none = || Error::new(Kind::Value, "study.noAnswer");
            return Err(self.error.take().map_or_else(none, |(_, error)| error));
        }
        let came: Vec<Trial> = std::mem::take(&mut self.came).into_iter().flatten().collect();
        let mut ranked: Vec<(usize, f64)> = self
            .candidates
            .iter()
            .zip(&came)
            .filter_map(|(candidate, trial)| Some((*candidate, trial.figure?)))
            .collect();
        // Equal figures keep their order.
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        let wanted = self.candidates.len().div_ceil(KEEP);
        ranked.truncate(wanted);
        self.trials.extend(came);
        // None that so few rows bear: more rows may bear some of them.
        self.candidates = match ranked.is_empty() {
            true => self.candidates.iter().copied().take(wanted).collect(),
            false => ranked.into_iter().map(|(candidate, _)| candidate).collect(),
        };
        self.candidates.sort_unstable();
        self.came = vec![None; self.candidates.len()];
        (self.round, self.given, self.error) = (self.round + 1, 0, None);
        Ok(false)
    }

    /// Share of the fits that are done; `under_way` counts settings that are being tried, each by its share.
    pub(super) fn share(&self, under_way: f64) -> f64 {
        ((self.fits.0 as f64 + under_way * self.folds as f64) / self.fits.1.max(1) as f64).min(1.0)
    }

    /// The best so far, what was tried, and the best one's answers on inner folds.
    pub(super) fn chosen(self) -> (Option<usize>, Vec<Trial>, Vec<Held>) {
        let mut trials = self.trials;
        trials.extend(self.came.into_iter().flatten());
        let Some(best) = self.best else { return (None, trials, Vec::new()) };
        (Some(best.candidate), trials, best.held)
    }
}

/// What decides, greater is better.
pub(super) fn figure(study: &Study, held: &Held) -> Option<f64> {
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
