//! Chances of the event in one stretch of time after another: a logistic regression on one row per person and stretch
//! (Cox, 1972; Singer and Willett, 1993), whose rows are never written down.
//!
//! Whoever was last seen inside a stretch counts there for the part of it that was looked at. Weights of columns are the
//! same in all stretches. The bend is an arrow (stretches do not meet), so stretches are taken out first and what is
//! left is as wide as the table.

use serde::{Deserialize, Serialize};

use super::cox::limit;
use super::people::{People, first_variances};
use crate::error::{self, Error};
use crate::learn::{Coefficients, Estimator, Fit, FitNote, Fitted, Sample};
use crate::math::gram::{Gram, ROWS, dot, sum};
use crate::math::{dense, exp, ln, percentile, sqrt};
use crate::score::model::{Hazards, Predictor};

/// Settings of hazards by stretches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct HazardSettings {
    /// How many stretches of about as many events each, 1 to 200; usually 10. Not read where `ends` are given.
    pub stretches: u32,
    /// Where stretches end, above 0 and rising; empty: chosen by events. A last one to the last look is added.
    pub ends: Vec<f64>,
    /// How much weights of columns are held down by squares, times the sum of the rows' weights; 0 to 1e6, usually 0,
    /// which gives standard errors.
    pub penalty: f64,
    /// Steps at most, 1 to 1000; usually 50.
    pub steps: u32,
}

impl Default for HazardSettings {
    fn default() -> Self {
        Self { stretches: 10, ends: Vec::new(), penalty: 0.0, steps: 50 }
    }
}

/// Settings within their limits.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedHazards(HazardSettings);

impl HazardSettings {
    /// Checks every number.
    ///
    /// # Errors
    ///
    /// `learn.setting` with its name, its value and the limits; `learn.ends` for ends that do not rise.
    pub fn check(self) -> Result<CheckedHazards, Error> {
        limit("stretches", f64::from(self.stretches), 1.0, 200.0)?;
        limit("penalty", self.penalty, 0.0, 1e6)?;
        limit("steps", f64::from(self.steps), 1.0, 1000.0)?;
        limit("ends", self.ends.len() as f64, 0.0, 200.0)?;
        let rising = self.ends.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
        if !rising || self.ends.iter().any(|end| !(end.is_finite() && *end > 0.0)) {
            return Err(Error::new(error::Kind::Value, "learn.ends"));
        }
        Ok(CheckedHazards(self))
    }
}

/// One stretch and who was looked at in it: all rows from `start` on, those up to `end` leave in it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Stretch {
    from: f64,
    to: f64,
    start: usize,
    end: usize,
    events: f64,
}

struct HazardFit {
    settings: HazardSettings,
    people: People,
    stretches: Vec<Stretch>,
    /// Log odds of the stretches where somebody had the event.
    odds: Vec<f64>,
    weights: Vec<f64>,
    loss: f64,
    /// How unsure each weight was at first, by the bend there.
    first: Vec<f64>,
    steps: u32,
    done: bool,
}

impl Estimator for CheckedHazards {
    fn key(&self) -> &'static str {
        "hazards"
    }

    fn begin<'d>(&self, sample: Sample<'d>) -> Result<Box<dyn Fit + 'd>, Error> {
        let people = People::new(sample)?;
        let stretches = stretches(&people, &self.0);
        let mut odds = Vec::new();
        for stretch in &stretches {
            let at_risk: f64 = (stretch.start..people.rows()).map(|row| share(&people, stretch, row)).sum();
            // A little off the ends, so that a stretch in which all or none had it has a place to start.
            odds.push(ln((stretch.events + 0.1) / (at_risk - stretch.events + 0.1)));
        }
        let weights = vec![0.0; people.columns.len()];
        let mut fit = HazardFit {
            settings: self.0.clone(),
            people,
            stretches,
            odds,
            weights,
            loss: f64::INFINITY,
            first: Vec::new(),
            steps: 0,
            done: false,
        };
        fit.leave_what_follows();
        fit.loss = fit.walk(&fit.odds, &fit.weights, false).loss;
        Ok(Box::new(fit))
    }
}

/// How much of a stretch a row counts for: its weight, or for who was last seen inside it the part that was looked at.
fn share(people: &People, stretch: &Stretch, row: usize) -> f64 {
    let weight = people.weight.get(row).copied().unwrap_or_default();
    let event = people.event.get(row).copied().unwrap_or_default();
    if row >= stretch.end || event {
        return weight;
    }
    let time = people.time.get(row).copied().unwrap_or_default();
    weight * ((time - stretch.from) / (stretch.to - stretch.from))
}

fn stretches(people: &People, settings: &HazardSettings) -> Vec<Stretch> {
    let last = people.time.last().copied().unwrap_or_default();
    let mut ends = settings.ends.clone();
    if ends.is_empty() {
        let times: Vec<f64> =
            people.time.iter().zip(&people.event).filter(|(_, event)| **event).map(|(time, _)| *time).collect();
        let count = settings.stretches;
        ends = (1..count).map(|at| percentile(&times, f64::from(at) / f64::from(count))).collect();
    }
    ends.retain(|end| *end < last && *end > 0.0);
    ends.push(last.max(f64::MIN_POSITIVE));
    ends.dedup();
    let mut stretches: Vec<Stretch> = Vec::new();
    let (mut from, mut start) = (0.0, 0);
    for to in ends {
        let end = people.time.partition_point(|time| *time <= to);
        let events = (start..end)
            .filter(|row| people.event.get(*row).copied().unwrap_or_default())
            .filter_map(|row| people.weight.get(row))
            .sum();
        stretches.push(Stretch { from, to, start, end, events });
        (from, start) = (to, end);
    }
    stretches
}

/// What a walk found.
#[derive(Default)]
struct Walk {
    loss: f64,
    /// Slope and bend of each stretch.
    slope: Vec<f64>,
    bend: Vec<f64>,
    /// Of each stretch: Σ bend × column.
    mixed: Vec<Vec<f64>>,
    /// Slope of the columns, and their bend, row by row.
    column_slope: Vec<f64>,
    column_bend: Vec<f64>,
}

impl HazardFit {
    /// Walks over stretches and rows; slopes and bends only where asked for.
    fn walk(&self, odds: &[f64], weights: &[f64], whole: bool) -> Walk {
        let margins = self.people.margins(weights);
        let rows = self.people.rows();
        let (mut residual, mut bend) = (vec![0.0; rows], vec![0.0; rows]);
        let mut walk = Walk::default();
        for (stretch, odds) in self.stretches.iter().zip(odds) {
            let mut bends = vec![0.0; rows - stretch.start];
            let mut slope = 0.0;
            if stretch.events > 0.0 {
                for (at, to) in bends.iter_mut().enumerate() {
                    let row = stretch.start + at;
                    let counts = share(&self.people, stretch, row);
                    let happened = row < stretch.end && self.people.event.get(row).copied().unwrap_or_default();
                    let margin = odds + margins.get(row).copied().unwrap_or_default();
                    let away = exp(-margin.abs());
                    let near = 1.0 / (1.0 + away);
                    let p = if margin >= 0.0 { near } else { away * near };
                    let right = if happened { margin } else { -margin };
                    walk.loss += counts * (ln(1.0 + away) - right.min(0.0));
                    *to = counts * away * near * near;
                    let miss = counts * (f64::from(happened) - p);
                    slope += miss;
                    if let (Some(residual), Some(bend)) = (residual.get_mut(row), bend.get_mut(row)) {
                        *residual += miss;
                        *bend += *to;
                    }
                }
            }
            if whole {
                walk.slope.push(slope);
                walk.bend.push(sum(&bends));
                let mixed = |column: &Vec<f64>| dot(column.get(stretch.start..).unwrap_or_default(), &bends);
                walk.mixed.push(self.people.columns.iter().map(mixed).collect());
            }
        }
        walk.loss += 0.5 * self.squares().zip(weights).map(|(square, w)| square * w * w).sum::<f64>();
        if whole {
            let held = self.squares().zip(weights);
            walk.column_slope =
                self.people.columns.iter().zip(held).map(|(x, (square, w))| dot(x, &residual) - square * w).collect();
            walk.column_bend = self.column_bend(&mut bend);
        }
        walk
    }

    /// How much the square of each scaled weight costs.
    fn squares(&self) -> impl Iterator<Item = f64> + '_ {
        let whole = self.settings.penalty * self.people.total();
        self.people.scale.iter().map(move |scale| whole / (scale * scale))
    }

    fn column_bend(&self, bend: &mut [f64]) -> Vec<f64> {
        let n = self.people.columns.len();
        bend.iter_mut().for_each(|v| *v = sqrt(*v));
        let mut gram = Gram::new(n);
        for from in (0..bend.len()).step_by(ROWS) {
            let to = (from + ROWS).min(bend.len());
            for (strip, column) in gram.block().iter_mut().zip(&self.people.columns) {
                let (filled, rest) = strip.split_at_mut(to - from);
                let values = column.get(from..to).unwrap_or_default().iter();
                let roots = bend.get(from..to).unwrap_or_default();
                filled.iter_mut().zip(values.zip(roots)).for_each(|(to, (x, root))| *to = x * root);
                rest.fill(0.0);
            }
            gram.add(to - from);
        }
        let mut out = vec![0.0; n * n];
        for (i, (line, square)) in out.chunks_mut(n.max(1)).zip(self.squares()).enumerate() {
            line.iter_mut().enumerate().for_each(|(j, to)| *to = gram.at(i, j));
            if let Some(diagonal) = line.get_mut(i) {
                *diagonal += square;
            }
        }
        out
    }

    /// What is left of the columns once the stretches are taken out.
    fn left(walk: &Walk) -> (Vec<f64>, Vec<f64>) {
        let n = walk.column_slope.len();
        let (mut bend, mut slope) = (walk.column_bend.clone(), walk.column_slope.clone());
        for ((mixed, own), up) in walk.mixed.iter().zip(&walk.bend).zip(&walk.slope).filter(|((_, own), _)| **own > 0.0)
        {
            for ((line, one), slope) in bend.chunks_mut(n.max(1)).zip(mixed).zip(&mut slope) {
                let times = one / own;
                line.iter_mut().zip(mixed).for_each(|(to, other)| *to -= times * other);
                *slope -= times * up;
            }
        }
        (bend, slope)
    }

    fn leave_what_follows(&mut self) {
        let walk = self.walk(&self.odds, &self.weights, true);
        let (mut bend, _) = Self::left(&walk);
        let n = self.weights.len();
        let most = walk.column_bend.iter().step_by(n + 1).fold(0.0, |a: f64, b| a.max(*b));
        let out = dense::factor_leaving(&mut bend, n, 1e-10 * most).unwrap_or_default();
        if self.settings.penalty == 0.0 && !out.is_empty() {
            self.people.leave(&out);
            self.weights = vec![0.0; self.people.columns.len()];
        }
        let walk = if self.weights.len() == n { walk } else { self.walk(&self.odds, &self.weights, true) };
        self.first = first_variances(Self::left(&walk).0, self.weights.len());
    }

    fn note(&mut self, key: &str) {
        let columns = self.people.used.clone();
        self.people.notes.push(FitNote { key: key.to_owned(), columns });
    }
}

/// A step that would lower the loss by less is the last one.
const ENOUGH: f64 = 1e-9;
/// Log odds of a stretch in which everybody had the event stop here.
const FARTHEST: f64 = 15.0;

impl Fit for HazardFit {
    fn step(&mut self) -> Result<bool, Error> {
        if self.done {
            return Ok(true);
        }
        self.steps += 1;
        let walk = self.walk(&self.odds, &self.weights, true);
        let n = self.weights.len();
        let (mut factor, mut step) = Self::left(&walk);
        if dense::factor(&mut factor, n).is_none() {
            // It has gone flat: some weight runs away, which `finish` says.
            self.done = true;
            return Ok(true);
        }
        dense::substitute(&factor, &mut step);
        let each = walk.slope.iter().zip(&walk.bend).zip(&walk.mixed);
        let steps: Vec<f64> = each
            .map(|((slope, own), mixed)| if *own > 0.0 { (slope - dense::dot(mixed, &step)) / own } else { 0.0 })
            .collect();
        let rise = dense::dot(&step, &walk.column_slope) + dense::dot(&steps, &walk.slope);
        let mut part = 1.0;
        loop {
            let odds: Vec<f64> = (self.odds.iter().zip(&steps))
                .map(|(odds, step)| (odds + part * step).clamp(-FARTHEST, FARTHEST))
                .collect();
            let weights: Vec<f64> = self.weights.iter().zip(&step).map(|(w, step)| w + part * step).collect();
            let loss = self.walk(&odds, &weights, false).loss;
            if loss <= self.loss + 1e-12 * self.loss.abs() {
                let flat = self.loss - loss < 1e-9 * ENOUGH;
                (self.odds, self.weights, self.loss) = (odds, weights, loss);
                self.done = rise < ENOUGH || (flat && rise < 1e-4);
                break;
            }
            part *= 0.5;
            if part < 1e-6 {
                self.done = true;
                break;
            }
        }
        if !self.done && self.steps >= self.settings.steps {
            self.note("notConverged");
            self.done = true;
        }
        Ok(self.done)
    }

    fn progress(&self) -> (usize, usize) {
        (self.steps as usize, self.settings.steps as usize)
    }

    fn finish(mut self: Box<Self>) -> Result<Fitted, Error> {
        let linear = self.people.linear(&self.weights);
        if linear.weights.iter().any(|w| !w.is_finite()) {
            return Err(Error::new(error::Kind::Value, "learn.unsolved"));
        }
        let (n, walk) = (self.weights.len(), self.walk(&self.odds, &self.weights, true));
        let (mut factor, _) = Self::left(&walk);
        let variances = dense::factor(&mut factor, n).and_then(|()| dense::inverse_diagonal(&factor, n));
        let endless = self.people.endless(&self.weights, variances.as_deref(), &self.first);
        if self.settings.penalty == 0.0 && !endless.is_empty() {
            self.people.notes.push(FitNote { key: "separation".to_owned(), columns: endless });
        }
        let table = match variances {
            Some(variances) if self.settings.penalty == 0.0 => {
                let errors = variances.iter().zip(&self.people.scale).map(|(variance, s)| sqrt(*variance) / s);
                Some(Coefficients {
                    estimate: linear.weights.clone(),
                    standard_error: self.people.spread(errors),
                    log_likelihood: -self.loss,
                })
            }
            _ => None,
        };
        let each = self.stretches.iter().zip(&self.odds);
        let log_odds = each.map(|(stretch, odds)| (stretch.events > 0.0).then_some(*odds)).collect();
        let hazards = Hazards { linear, ends: self.stretches.iter().map(|s| s.to).collect(), log_odds };
        Ok(Fitted { predictor: Predictor::Hazards(hazards), table, notes: self.people.notes })
    }
}
