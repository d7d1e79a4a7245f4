//! Firth's logistic regression: the likelihood times the root of its information, which keeps weights finite where rows
//! are few or told apart without a mistake.
//!
//! Firth 1993, Biometrika 80:27; for logistic models Heinze and Schemper 2002, Statistics in Medicine 21:2409.

use serde::{Deserialize, Serialize};

use super::apart::Apart;
use super::profile::{Climb, Likelihood, bound};
use super::rows::Rows;
use super::table::{Scaling, Table, note, whole, within};
use crate::error::{Error, Kind};
use crate::learn::{Coefficients, Estimator, Fit, FitNote, Fitted, Sample};
use crate::math::normal_quantile;
use crate::score::model::{Linear, Predictor};

/// How far weights may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Intervals {
    /// Where the likelihood, all other weights at their best, falls too far: what the field recommends here.
    #[default]
    Profile,
    /// Standard errors to both sides.
    Wald,
}

/// Settings of Firth's logistic regression.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Firth {
    /// Whether there is an intercept; usually yes.
    pub intercept: bool,
    /// How intervals are found; usually `profile`.
    pub intervals: Intervals,
    /// How much of the time an interval should hold the truth, 0.5 to 0.999; usually 0.95.
    pub level: f64,
    /// Ends where no weight moves more than so many spreads of its column; usually 1e-9.
    pub tolerance: f64,
    /// Turns at most; usually 200.
    pub turns: u32,
}

impl Default for Firth {
    fn default() -> Self {
        Self { intercept: true, intervals: Intervals::Profile, level: 0.95, tolerance: 1e-9, turns: 200 }
    }
}

/// Settings within their limits.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedFirth(Firth);

impl Firth {
    /// Checks every number.
    ///
    /// # Errors
    ///
    /// `learn.setting` with its name, its value and the limits.
    pub fn check(self) -> Result<CheckedFirth, Error> {
        within("level", self.level, 0.5, 0.999)?;
        within("tolerance", self.tolerance, 1e-12, 0.1)?;
        within("turns", f64::from(self.turns), 1.0, 10_000.0)?;
        Ok(CheckedFirth(self))
    }
}

/// From where to where a weight may be; an end that was not found is as far as numbers go.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct WeightInterval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A fit with its intervals.
#[derive(Debug, Clone, PartialEq)]
pub struct FirthFit {
    /// Model, table and notes.
    pub fitted: Fitted,
    /// One a weight, the intercept last; both ends 0 for a column that was left out.
    pub intervals: Vec<WeightInterval>,
    /// Twice what the penalised log likelihood loses where the weight is held at 0: chi-squared with one degree of freedom.
    pub tests: Vec<f64>,
}

impl Estimator for CheckedFirth {
    fn key(&self) -> &'static str {
        "firth"
    }

    fn begin<'d>(&self, sample: Sample<'d>) -> Result<Box<dyn Fit + 'd>, Error> {
        Ok(match Apart::begin(self, sample)? {
            Some(apart) => Box::new(apart),
            None => Box::new(self.climbing(sample)?),
        })
    }
}

impl CheckedFirth {
    pub(super) fn intercept(&self) -> bool {
        self.0.intercept
    }

    pub(super) fn climbing<'d>(&self, sample: Sample<'d>) -> Result<Climbing<'d>, Error> {
        let table = Table::binary(sample)?;
        let scaling = Scaling::of(&table, self.0.intercept)?;
        let rows = Rows { table, scaling, intercept: self.0.intercept };
        let start = vec![0.0; rows.size()];
        let mut likelihood = Likelihood::new(rows);
        let climb = Climb::new(&mut likelihood, start, None, self.0.tolerance)?;
        Ok(Climbing { likelihood, climb, turns: 0, most: self.0.turns as usize })
    }

    /// Fits to the end and finds an interval and a test for each weight; columns that tell nearly the same are not turned apart.
    ///
    /// # Errors
    ///
    /// As [`Estimator::begin`].
    pub fn fit_with_intervals(&self, sample: Sample<'_>) -> Result<FirthFit, Error> {
        let mut climbing = self.climbing(sample)?;
        while !climbing.step()? {}
        let fitted = whole(climbing.fitted(), &climbing.likelihood.rows.table)?;
        let columns = sample.x.columns();
        let z = normal_quantile(0.5 + 0.5 * self.0.level);
        let Some(table) = &fitted.table else {
            return Ok(FirthFit { fitted, intervals: Vec::new(), tests: Vec::new() });
        };
        let mut intervals: Vec<WeightInterval> = table
            .estimate
            .iter()
            .zip(&table.standard_error)
            .map(|(b, error)| WeightInterval { low: b - z * error, high: b + z * error })
            .collect();
        let mut tests = vec![0.0; intervals.len()];
        let Climbing { mut likelihood, climb, .. } = climbing;
        let used = likelihood.rows.scaling.used.clone();
        let scales = likelihood.rows.scaling.scale.clone();
        for (at, (column, scale)) in used.iter().zip(scales).enumerate() {
            if likelihood.gone.contains(&at) {
                intervals.get_mut(*column).into_iter().for_each(|to| *to = WeightInterval { low: 0.0, high: 0.0 });
                continue;
            }
            tests.get_mut(*column).into_iter().for_each(|to| *to = climb.without(&mut likelihood, at));
            if self.0.intervals == Intervals::Profile
                && let Some(to) = intervals.get_mut(*column)
            {
                let end = |likelihood: &mut Likelihood<'_>, side| bound(likelihood, &climb, at, side * z);
                *to =
                    WeightInterval { low: scale * end(&mut likelihood, -1.0), high: scale * end(&mut likelihood, 1.0) };
            }
        }
        if self.0.intercept {
            // The intercept means the answer where all columns are 0: columns are not centred for it.
            let Predictor::Linear(linear) = &fitted.predictor else {
                return Err(Error::new(Kind::Usage, "learn.unsolved"));
            };
            let at = used.len();
            likelihood.rows.scaling.mean.fill(0.0);
            let start = likelihood.rows.scaled(&linear.weights, linear.intercept);
            let raw = Climb::new(&mut likelihood, start, None, self.0.tolerance)?;
            tests.get_mut(columns).into_iter().for_each(|to| *to = raw.without(&mut likelihood, at));
            if self.0.intervals == Intervals::Profile
                && let Some(to) = intervals.get_mut(columns)
            {
                let end = |likelihood: &mut Likelihood<'_>, side| bound(likelihood, &raw, at, side * z);
                *to = WeightInterval { low: end(&mut likelihood, -1.0), high: end(&mut likelihood, 1.0) };
            }
        }
        Ok(FirthFit { fitted, intervals, tests })
    }
}

pub(super) struct Climbing<'d> {
    pub(super) likelihood: Likelihood<'d>,
    pub(super) climb: Climb,
    turns: usize,
    most: usize,
}

impl Climbing<'_> {
    pub(super) fn fitted(&self) -> Fitted {
        let (rows, climb) = (&self.likelihood.rows, &self.climb);
        let columns = rows.table.x.columns();
        let used = rows.scaling.used.len();
        let (scaled, last) = climb.b.split_at(used.min(climb.b.len()));
        let (weights, intercept) = rows.scaling.back(columns, scaled, last.first().copied().unwrap_or_default());
        let mut notes: Vec<FitNote> = Vec::new();
        note(&mut notes, "constantColumn", rows.scaling.constant.clone());
        let gone = self.likelihood.gone.iter().filter_map(|at| rows.scaling.used.get(*at)).copied().collect();
        note(&mut notes, "collinear", gone);
        if !climb.still {
            note(&mut notes, "notConverged", rows.scaling.used.clone());
        }
        let table = || {
            let bend = &climb.here.bend;
            let (mut standard_error, _) = rows.scaling.back(columns, &bend.errors()?, 0.0);
            let mut estimate = weights.clone();
            if rows.intercept {
                estimate.push(intercept);
                standard_error.push(bend.error_of(&rows.intercept_weights())?);
            }
            let log_likelihood = climb.here.likelihood + self.likelihood.unscaled();
            Some(Coefficients { estimate, standard_error, log_likelihood })
        };
        let table = table();
        Fitted { predictor: Predictor::Linear(Linear { weights, intercept }), table, notes }
    }
}

impl Fit for Climbing<'_> {
    fn step(&mut self) -> Result<bool, Error> {
        if self.climb.still || self.turns >= self.most {
            return Ok(true);
        }
        self.turns += 1;
        let more = self.climb.turn(&mut self.likelihood).ok_or_else(|| Error::new(Kind::Value, "learn.unsolved"))?;
        Ok(!more || self.turns >= self.most)
    }

    fn progress(&self) -> (usize, usize) {
        (self.turns, if self.climb.still { self.turns } else { (self.turns + 1).max(12) })
    }

    fn finish(self: Box<Self>) -> Result<Fitted, Error> {
        whole(self.fitted(), &self.likelihood.rows.table)
    }
}
