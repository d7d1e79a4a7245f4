//! Lasso and elastic net: settings, one penalty, and the whole path of them.

use serde::{Deserialize, Serialize};

use super::choose::Choosing;
use super::descent::Descent;
use super::moments::{Moments, sums};
use super::table::{Table, note, within};
use crate::error::Error;
use crate::learn::{Estimator, Fit, FitNote, Fitted, Sample};
use crate::math::gram::rough_means;
use crate::math::{Draws, exp, ln};
use crate::score::model::{Linear, Predictor};

/// Settings of the elastic net: Σ w·(y − ŷ)² / (2·Σ w) + alpha · (l1Ratio · Σ |weight| + (1 − l1Ratio) / 2 · Σ weight²)
/// is made least, as in scikit-learn's `ElasticNet`; a ratio of 1 is the lasso. The intercept is never held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ElasticNet {
    /// How much weights are held; where there is none, the best of a path by cross-validation, the usual.
    pub alpha: Option<f64>,
    /// Shares of the sum of sizes, 0.01 to 1; the best of them where there are several; usually 1.
    pub l1_ratio: Vec<f64>,
    /// Steps of the path, 2 to 1,000; usually 100.
    pub alphas: u32,
    /// The last alpha of the path as a share of the first, which leaves no weight; usually 0.001.
    pub ratio: f64,
    /// Parts for cross-validation, 2 to 50; usually 5.
    pub folds: u32,
    /// Seed of the parts; where there is none, rows are cut in their order. Usually 1.
    pub seed: Option<u32>,
    /// Takes the sparsest model within one standard error of the best, rather than the best; usually not.
    pub sparsest: bool,
    /// Whether there is an intercept; usually yes.
    pub intercept: bool,
    /// Ends where no step changes the answers by more than so many spreads of the outcome; usually 1e-7.
    pub tolerance: f64,
    /// Sweeps over the columns at most for one alpha; usually 10,000.
    pub turns: u32,
}

impl Default for ElasticNet {
    fn default() -> Self {
        Self {
            alpha: None,
            l1_ratio: vec![1.0],
            alphas: 100,
            ratio: 1e-3,
            folds: 5,
            seed: Some(1),
            sparsest: false,
            intercept: true,
            tolerance: 1e-7,
            turns: 10_000,
        }
    }
}

/// Settings within their limits.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedElasticNet(pub(super) ElasticNet);

impl ElasticNet {
    /// Checks every number.
    ///
    /// # Errors
    ///
    /// `learn.setting` with its name, its value and the limits.
    pub fn check(self) -> Result<CheckedElasticNet, Error> {
        if let Some(alpha) = self.alpha {
            within("alpha", alpha, 0.0, 1e12)?;
        }
        within("l1Ratio", if self.l1_ratio.is_empty() { f64::NAN } else { 1.0 }, 0.0, 1.0)?;
        // Beside a given alpha a share of 0, which is ridge, has its meaning; a path has no beginning there.
        let least = if self.alpha.is_some() { 0.0 } else { 0.01 };
        self.l1_ratio.iter().try_for_each(|ratio| within("l1Ratio", *ratio, least, 1.0))?;
        within("alphas", f64::from(self.alphas), 2.0, 1000.0)?;
        within("ratio", self.ratio, 1e-8, 0.999)?;
        within("folds", f64::from(self.folds), 2.0, 50.0)?;
        within("tolerance", self.tolerance, 1e-13, 0.1)?;
        within("turns", f64::from(self.turns), 1.0, 1e7)?;
        Ok(CheckedElasticNet(self))
    }
}

/// One model of a path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct PathStep {
    /// How much weights are held here.
    pub alpha: f64,
    /// One weight a column.
    pub weights: Vec<f64>,
    /// Added to the sum.
    pub intercept: f64,
    /// The loss, by the sum of weights of the rows, is at most this far above its least.
    pub gap: f64,
    /// Whether weights stood still.
    pub converged: bool,
}

/// The alphas of a path, from the one that leaves no weight.
pub(super) fn alphas(moments: &Moments, l1_ratio: f64, settings: &ElasticNet) -> Vec<f64> {
    let first = Descent::most(moments) / l1_ratio;
    let last = f64::from(settings.alphas - 1);
    let down = ln(settings.ratio) / last;
    (0..settings.alphas).map(|at| if at == 0 { first } else { first * exp(down * f64::from(at)) }).collect()
}

/// Models of all alphas, each beginning where the one before ended.
pub(super) fn walk(moments: &Moments, l1_ratio: f64, alphas: &[f64], settings: &ElasticNet) -> Vec<PathStep> {
    let mut descent = Descent::new(moments);
    let mut step = |alpha: &f64| {
        let (l1, l2) = (alpha * l1_ratio, alpha * (1.0 - l1_ratio));
        let ended = descent.settle(l1, l2, settings.tolerance, settings.turns as usize);
        let intercept = if settings.intercept { moments.intercept(&descent.weights) } else { 0.0 };
        let weights = descent.weights.clone();
        PathStep { alpha: *alpha, weights, intercept, gap: ended.gap, converged: ended.still }
    };
    alphas.iter().map(&mut step).collect()
}

/// A table with where its columns lie.
pub(super) struct Ground<'d> {
    pub(super) table: Table<'d>,
    pub(super) shift: Vec<f64>,
}

impl<'d> Ground<'d> {
    pub(super) fn new(sample: Sample<'d>, intercept: bool) -> Result<Self, Error> {
        let table = Table::continuous(sample)?;
        let step = (table.rows() / 1024).max(1);
        let taken = table.y.iter().step_by(step);
        let count = taken.len() as f64;
        let mut shift = rough_means(table.x);
        shift.push(taken.sum::<f64>() / count);
        if !intercept {
            shift.fill(0.0);
        }
        if shift.iter().any(|shift| !shift.is_finite()) {
            return Err(table.not_finite());
        }
        Ok(Self { table, shift })
    }

    /// Moments of sums; columns of one value are taken out.
    pub(super) fn moments(
        &self,
        gram: &crate::math::gram::Gram,
        intercept: bool,
    ) -> Result<(Moments, Vec<usize>), Error> {
        let mut moments = Moments::of(gram, &self.shift, intercept).ok_or_else(|| self.table.not_finite())?;
        let flat = moments.flat.clone();
        let is_constant =
            |at: &usize| self.table.is_constant(*at) || moments.row(*at).get(*at).is_none_or(|x| *x <= 0.0);
        let constant: Vec<usize> = flat.into_iter().filter(is_constant).collect();
        constant.iter().for_each(|at| moments.drop(*at));
        Ok((moments, constant))
    }
}

impl CheckedElasticNet {
    /// The whole path of alphas for the first `l1Ratio`.
    ///
    /// # Errors
    ///
    /// As [`Estimator::begin`].
    pub fn path(&self, sample: Sample<'_>) -> Result<Vec<PathStep>, Error> {
        let ground = Ground::new(sample, self.0.intercept)?;
        let rows: Vec<u32> = (0..ground.table.rows() as u32).collect();
        let gram = sums(&ground.table, &ground.shift, &rows);
        let (moments, _) = ground.moments(&gram, self.0.intercept)?;
        let ratio = self.0.l1_ratio.first().copied().unwrap_or(1.0).max(0.01);
        Ok(walk(&moments, ratio, &alphas(&moments, ratio, &self.0), &self.0))
    }

    /// Which part each row is in: even parts, in the order of the rows or drawn by the seed.
    pub fn parts(&self, rows: usize) -> Vec<u32> {
        let folds = (self.0.folds as usize).min(rows.max(1));
        let mut parts = vec![0; rows];
        let mut order: Vec<u32> = (0..rows as u32).collect();
        if let Some(seed) = self.0.seed {
            let draws = Draws::new(seed, 1);
            order.sort_by_key(|row| (draws.bits(*row), *row));
        }
        // As scikit-learn cuts: the first parts take what does not divide.
        let (each, more) = (rows / folds, rows % folds);
        let mut from = 0;
        for part in 0..folds {
            let until = from + each + usize::from(part < more);
            for row in order.get(from..until).unwrap_or_default() {
                parts.get_mut(*row as usize).into_iter().for_each(|to| *to = part as u32);
            }
            from = until;
        }
        parts
    }
}

impl Estimator for CheckedElasticNet {
    fn key(&self) -> &'static str {
        "elasticNet"
    }

    fn begin<'d>(&self, sample: Sample<'d>) -> Result<Box<dyn Fit + 'd>, Error> {
        Ok(Box::new(self.choosing(sample, &self.parts(sample.y.len()))?))
    }
}

impl CheckedElasticNet {
    /// Begins to choose and fit, with parts given: one number a row, those of one number together.
    ///
    /// # Errors
    ///
    /// As [`Estimator::begin`]; `learn.lengths` where there is not one number a row.
    pub fn choosing<'d>(&self, sample: Sample<'d>, parts: &[u32]) -> Result<Choosing<'d>, Error> {
        Choosing::new(self.0.clone(), sample, parts)
    }
}

/// The model of one alpha on all rows.
pub(super) fn last(step: &PathStep, constant: Vec<usize>) -> Fitted {
    let mut notes: Vec<FitNote> = Vec::new();
    note(&mut notes, "constantColumn", constant);
    if !step.converged {
        note(&mut notes, "notConverged", (0..step.weights.len()).collect());
    }
    let linear = Linear { weights: step.weights.clone(), intercept: step.intercept };
    Fitted { predictor: Predictor::Linear(linear), table: None, notes }
}
