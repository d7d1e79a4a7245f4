//! A study's model fitted again and again: on fewer rows, to see what more people would bring, and on rows drawn with
//! replacement, to see how much it flatters itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::choosing::part;
use super::evaluation::main_figure;
use super::fitting::Fitting;
use super::held::Held;
use super::protocol::Study;
use crate::error::Error;
use crate::learn::measure::{Scored, brier, calibration, resample_rows};
use crate::learn::{ModelSettings, Outcome};
use crate::math::{Stream, sqrt};

/// One point of a learning curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LearningPoint {
    /// Rows that each fit was made on, on average.
    pub rows: usize,
    /// Mean figure on these rows.
    pub train: f64,
    /// Mean figure on rows held back.
    pub test: f64,
    /// Standard error of that mean over folds; absent with one fold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard_error: Option<f64>,
}

/// A figure less what it flatters itself by (Harrell, Lee and Mark, 1996).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Flattery {
    /// `main` (area, concordance or explained variance), `brier`, `slope`.
    pub figure: String,
    /// On the rows that the model was fitted on.
    pub apparent: f64,
    /// Mean over draws of own less all.
    pub optimism: f64,
    /// Apparent less optimism.
    pub corrected: f64,
    /// Draws that had this figure.
    pub draws: u32,
}

/// Shares of the training rows.
const SHARES: [f64; 6] = [0.1, 0.2, 0.35, 0.55, 0.75, 1.0];

/// A learning curve under way: one fit a step.
pub struct Learning {
    study: Arc<Study>,
    model: ModelSettings,
    at: usize,
    /// Rows, figure on own rows, figure on rows held back.
    figures: Vec<Vec<(usize, f64, f64)>>,
}

impl Learning {
    /// Begins a curve of a model of a study; the pipeline is fitted anew each time.
    pub fn begin(study: Arc<Study>, model: ModelSettings) -> Self {
        Self { study, model, at: 0, figures: vec![Vec::new(); SHARES.len()] }
    }

    /// Fits once; `true` when nothing is left. A fit that so few rows do not bear is left out.
    pub fn step(&mut self) -> bool {
        let folds = self.study.folds.len();
        let (share, fold) = (self.at / folds.max(1), self.at % folds.max(1));
        let (Some(wanted), Some(parts)) = (SHARES.get(share), self.study.folds.get(fold)) else { return true };
        self.at += 1;
        let rows = part(&self.study, &parts.train, *wanted);
        if let Ok((train, test)) = judged(&self.study, &self.model, &rows, &parts.test)
            && let Some(figures) = self.figures.get_mut(share)
        {
            figures.push((rows.len(), train, test));
        }
        self.at >= SHARES.len() * folds
    }

    /// Fits done, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.at, SHARES.len() * self.study.folds.len())
    }

    /// The points that were had.
    pub fn finish(self) -> Vec<LearningPoint> {
        let point = |figures: Vec<(usize, f64, f64)>| {
            let n = figures.len() as f64;
            let mean = |of: &dyn Fn(&(usize, f64, f64)) -> f64| figures.iter().map(of).sum::<f64>() / n;
            let test = mean(&|one| one.2);
            let spread = figures.iter().map(|one| (one.2 - test) * (one.2 - test)).sum::<f64>() / (n - 1.0);
            (!figures.is_empty()).then(|| LearningPoint {
                rows: mean(&|one| one.0 as f64).round() as usize,
                train: mean(&|one| one.1),
                test,
                standard_error: (figures.len() > 1).then(|| sqrt(spread / n)),
            })
        };
        self.figures.into_iter().filter_map(point).collect()
    }
}

/// Figures of a model fitted on some rows: there, and on others.
fn judged(study: &Study, model: &ModelSettings, rows: &[u32], test: &[u32]) -> Result<(f64, f64), Error> {
    let [own, other] = answers(study, model, rows, [rows, test])?;
    let figure = |held: &Held| main_figure(held, &study.asked.outcome);
    let none = || Error::new(crate::error::Kind::Value, "study.noAnswer");
    Ok((figure(&own).ok_or_else(none)?, figure(&other).ok_or_else(none)?))
}

/// Answers of a model fitted on some rows.
fn answers<const N: usize>(
    study: &Study,
    model: &ModelSettings,
    rows: &[u32],
    of: [&[u32]; N],
) -> Result<[Held; N], Error> {
    let mut fitting = Fitting::begin(study, model, rows)?;
    while !fitting.step()? {}
    let scorer = fitting.finish(study)?.scorer;
    let mut held = Vec::with_capacity(N);
    for rows in of {
        held.push(Held::of(&scorer, &study.asked.frame, rows.to_vec())?.answered().0);
    }
    held.try_into().map_err(|_| Error::new(crate::error::Kind::Value, "study.noAnswer"))
}

/// Draws with replacement under way: one a step.
pub struct Flattering {
    study: Arc<Study>,
    model: ModelSettings,
    draws: u32,
    done: u32,
    stream: Stream,
    /// The rows of each person, where somebody has several.
    persons: Option<Vec<Vec<u32>>>,
    apparent: Vec<f64>,
    sums: Vec<(f64, u32)>,
}

/// Figures that are corrected.
const FIGURES: [&str; 3] = ["main", "brier", "slope"];

impl Flattering {
    /// Fits the model on all rows and measures it there; then `draws` more fits, each on as many rows drawn with replacement; of
    /// persons of several rows, on as many persons.
    ///
    /// # Errors
    ///
    /// `study.flattery` for trees, curves and networks, whose draws hold most of the rows that judge, and where settings were
    /// searched, which the draws do not do again: the folds judge both; as fitting.
    pub fn begin(study: Arc<Study>, model: ModelSettings, draws: u32) -> Result<Self, Error> {
        if !model.is_linear() || study.protocol.search.is_some() {
            return Err(Error::new(crate::error::Kind::Unsupported, "study.flattery"));
        }
        let rows = study.every();
        let [own] = answers(&study, &model, &rows, [&rows])?;
        let apparent = figures(&study, &own);
        let stream = Stream::new(study.protocol.split.seed, 47);
        let persons = study.asked.persons(&rows).map(|person| {
            let mut all: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
            person.iter().zip(&rows).for_each(|(person, row)| all.entry(*person).or_default().push(*row));
            all.into_values().collect()
        });
        Ok(Self { study, model, draws, done: 0, stream, persons, apparent, sums: vec![(0.0, 0); FIGURES.len()] })
    }

    /// Draws and fits once; `true` when nothing is left. A draw that cannot be fitted (one class, say) does not count.
    pub fn step(&mut self) -> bool {
        if self.done >= self.draws {
            return true;
        }
        self.done += 1;
        let count = u32::try_from(self.study.asked.rows.len()).unwrap_or(u32::MAX);
        let rows = match &self.persons {
            None => resample_rows(count, &mut self.stream),
            Some(persons) => {
                let drawn = resample_rows(u32::try_from(persons.len()).unwrap_or(u32::MAX), &mut self.stream);
                drawn.into_iter().filter_map(|at| persons.get(at as usize)).flatten().copied().collect()
            }
        };
        let every: Vec<u32> = (0..count).collect();
        if let Ok([own, all]) = answers(&self.study, &self.model, &rows, [&rows, &every]) {
            let (own, all) = (figures(&self.study, &own), figures(&self.study, &all));
            for ((sum, own), all) in self.sums.iter_mut().zip(own).zip(all) {
                if (own - all).is_finite() {
                    *sum = (sum.0 + own - all, sum.1 + 1);
                }
            }
        }
        self.done >= self.draws
    }

    /// Draws done, and how many there are.
    pub fn progress(&self) -> (u32, u32) {
        (self.done, self.draws)
    }

    /// The figures, corrected by the draws so far.
    pub fn finish(self) -> Vec<Flattery> {
        let told = |(name, (apparent, (sum, draws))): (&&str, (f64, (f64, u32)))| {
            let optimism = sum / f64::from(draws);
            let told =
                Flattery { figure: (*name).to_owned(), apparent, optimism, corrected: apparent - optimism, draws };
            (draws > 0 && apparent.is_finite()).then_some(told)
        };
        FIGURES.iter().zip(self.apparent.into_iter().zip(self.sums)).filter_map(told).collect()
    }
}

fn figures(study: &Study, held: &Held) -> Vec<f64> {
    let main = main_figure(held, &study.asked.outcome).unwrap_or(f64::NAN);
    let mut all = vec![main, f64::NAN, f64::NAN];
    if let Outcome::Binary(y) = held.outcome(&study.asked.outcome)
        && let Ok(scored) = Scored::shares(&held.answers, &y)
    {
        let slope = calibration(&scored).and_then(|found| found.slope).map_or(f64::NAN, |slope| slope.value);
        all = vec![main, brier(&scored).unwrap_or(f64::NAN), slope];
    }
    all
}
