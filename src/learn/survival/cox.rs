//! Cox regression: Newton's method on the partial likelihood, with or without weights held down.

use serde::{Deserialize, Serialize};

use super::descent::{Held, descend};
use super::likelihood::Curve;
use super::people::{People, first_variances};
use crate::error::{self, Error};
use crate::learn::{Coefficients, Estimator, Fit, FitNote, Fitted, Sample};
use crate::math::straight::{Straight, straighten};
use crate::math::{dense, sqrt};
use crate::score::model::{Baseline, Cox, Predictor};

/// Settings of a Cox regression.
///
/// What is made greatest is log likelihood − n · penalty · (lasso · Σ|w| + (1 − lasso) · ½ Σw²), n being the sum of the
/// rows' weights: the same as in lifelines. Columns are held as they come, so bring them to one size before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct CoxSettings {
    /// How much weights are held down, 0 to 1e6; usually 0, which gives standard errors.
    pub penalty: f64,
    /// Share of that by size (lasso) rather than by squares (ridge), 0 to 1; usually 0.
    pub lasso: f64,
    /// Steps at most, 1 to 1000; usually 50.
    pub steps: u32,
}

impl Default for CoxSettings {
    fn default() -> Self {
        Self { penalty: 0.0, lasso: 0.0, steps: 50 }
    }
}

/// Settings within their limits.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedCox(CoxSettings);

/// Refuses a setting beyond its limits.
pub(super) fn limit(name: &str, value: f64, least: f64, most: f64) -> Result<(), Error> {
    // Not a number is within no limits.
    if value >= least && value <= most {
        return Ok(());
    }
    let wrong = Error::new(error::Kind::Value, "learn.setting").with("name", name).with("value", value);
    Err(wrong.with("least", least).with("most", most))
}

impl CoxSettings {
    /// Checks every number.
    ///
    /// # Errors
    ///
    /// `learn.setting` with its name, its value and the limits.
    pub fn check(self) -> Result<CheckedCox, Error> {
        limit("penalty", self.penalty, 0.0, 1e6)?;
        limit("lasso", self.lasso, 0.0, 1.0)?;
        limit("steps", f64::from(self.steps), 1.0, 1000.0)?;
        Ok(CheckedCox(self))
    }
}

impl Estimator for CheckedCox {
    fn key(&self) -> &'static str {
        "cox"
    }

    fn begin<'d>(&self, sample: Sample<'d>) -> Result<Box<dyn Fit + 'd>, Error> {
        let people = People::new(sample)?;
        let weights = vec![0.0; people.columns.len()];
        let mut fit = CoxFit {
            settings: self.0.clone(),
            held: Held { size: Vec::new(), square: Vec::new() },
            curve: Curve::default(),
            people,
            straight: None,
            weights,
            first: Vec::new(),
            steps: 0,
            most: self.0.steps,
            done: false,
        };
        fit.curve = fit.people.walk(&fit.weights);
        fit.leave_what_follows();
        fit.hold();
        Ok(Box::new(fit))
    }
}

struct CoxFit {
    settings: CoxSettings,
    people: People,
    /// Where the columns are turned: how to turn them back.
    straight: Option<Straight>,
    held: Held,
    weights: Vec<f64>,
    /// Where the weights stand.
    curve: Curve,
    /// How unsure each weight was at first, by the bend there.
    first: Vec<f64>,
    steps: u32,
    /// Where steps end.
    most: u32,
    done: bool,
}

/// A column of which the others explain all but this share is turned; below the second share it follows from them.
const COLLINEAR: f64 = 1e-10;
const SAME: f64 = 1e-20;
/// No step changes a log hazard by more with a standard deviation.
const FARTHEST: f64 = 5.0;
/// A step that would raise the likelihood by less is the last one.
const ENOUGH: f64 = 1e-9;
impl CoxFit {
    /// Columns along which nothing bends that the others do not bend, by their place.
    fn flat(&self) -> Vec<usize> {
        let n = self.weights.len();
        let most = self.curve.bend.iter().step_by(n + 1).fold(0.0, |a: f64, b| a.max(*b));
        dense::factor_leaving(&mut self.curve.bend.clone(), n, COLLINEAR * most).unwrap_or_default()
    }

    /// Turns columns apart where some tell nearly the same, and leaves out those that follow from others; what is held by
    /// squares or size has one answer anyway.
    fn leave_what_follows(&mut self) {
        if self.settings.penalty == 0.0 {
            let out = self.flat();
            if !out.is_empty() {
                // Sums of products have lost what is new in such a column; some may yet tell something.
                let before = self.people.clone();
                let kept = self.weights.len() - out.len();
                if !self.turn_apart() || self.weights.len() == kept || !self.flat().is_empty() {
                    (self.people, self.straight) = (before, None);
                    self.people.leave(&out);
                    self.weights = vec![0.0; self.people.columns.len()];
                    self.curve = self.people.walk(&self.weights);
                }
            }
        }
        self.first = first_variances(self.curve.bend.clone(), self.weights.len());
    }

    /// Begins anew on columns that are turned apart; `false` where they are already, or weights are held as they come.
    fn turn_apart(&mut self) -> bool {
        if self.straight.is_some() || self.settings.penalty > 0.0 || self.people.columns.len() < 2 {
            return false;
        }
        let (straight, out) = straighten(&mut self.people.columns, Some(&self.people.weight), SAME);
        self.straight = Some(straight);
        if !out.is_empty() {
            self.people.leave(&out);
        }
        self.weights = vec![0.0; self.people.columns.len()];
        self.curve = self.people.walk(&self.weights);
        self.first = first_variances(self.curve.bend.clone(), self.weights.len());
        self.most = self.steps + self.settings.steps;
        self.hold();
        true
    }

    /// Holds scaled weights so that those of the columns as they are are held as asked.
    fn hold(&mut self) {
        let whole = self.settings.penalty * self.people.total();
        let (size, square) = (whole * self.settings.lasso, whole * (1.0 - self.settings.lasso));
        self.held = Held {
            size: self.people.scale.iter().map(|scale| size / scale).collect(),
            square: self.people.scale.iter().map(|scale| square / (scale * scale)).collect(),
        };
    }

    /// Where a step leads, and by how much it should raise what is to be made greatest.
    fn aim(&self) -> Option<(Vec<f64>, f64)> {
        let n = self.weights.len();
        if self.held.by_size() {
            let to = descend(&self.curve.bend, &self.curve.slope, &self.weights, &self.held);
            let rise: f64 = to
                .iter()
                .zip(&self.weights)
                .zip(&self.curve.slope)
                .map(|((to, from), slope)| slope * (to - from))
                .sum();
            return Some((to.clone(), rise - self.held.cost(&to) + self.held.cost(&self.weights)));
        }
        let mut factor = self.curve.bend.clone();
        let mut step = self.curve.slope.clone();
        for (at, square) in self.held.square.iter().enumerate() {
            if let (Some(diagonal), Some(step), Some(weight)) =
                (factor.get_mut(at * (n + 1)), step.get_mut(at), self.weights.get(at))
            {
                *diagonal += square;
                *step -= square * weight;
            }
        }
        let slope = step.clone();
        let factor = damped(factor, n)?;
        dense::substitute(&factor, &mut step)?;
        let rise = dense::dot(&slope, &step);
        Some((self.weights.iter().zip(&step).map(|(w, s)| w + s).collect(), rise))
    }

    fn note(&mut self, key: &str, columns: Vec<usize>) {
        self.people.notes.push(FitNote { key: key.to_owned(), columns });
    }
}

/// The factor of what bends; where that is as good as flat, of a little more.
fn damped(bend: Vec<f64>, n: usize) -> Option<Vec<f64>> {
    let most = bend.iter().step_by(n + 1).fold(0.0, |a: f64, b| a.max(*b));
    for more in [0.0, 1e-9, 1e-6, 1e-3, 1.0] {
        let mut factor = bend.clone();
        factor.iter_mut().step_by(n + 1).for_each(|diagonal| *diagonal += more * most);
        if dense::factor(&mut factor, n).is_some() {
            return Some(factor);
        }
    }
    None
}

impl Fit for CoxFit {
    fn step(&mut self) -> Result<bool, Error> {
        if self.done || self.weights.is_empty() {
            return Ok(true);
        }
        self.steps += 1;
        let Some((to, rise)) = self.aim() else {
            // It has gone flat: some weight runs away.
            self.done = true;
            return Ok(true);
        };
        let before = self.curve.log - self.held.cost(&self.weights);
        // Where it is nearly flat the way is right but the step endless.
        let longest = to.iter().zip(&self.weights).fold(0.0, |a: f64, (to, from)| a.max((to - from).abs()));
        let mut part = if longest > FARTHEST { FARTHEST / longest } else { 1.0 };
        let least = 1e-6 * part;
        loop {
            let tried: Vec<f64> = self.weights.iter().zip(&to).map(|(w, to)| w + part * (to - w)).collect();
            let curve = self.people.walk(&tried);
            let value = curve.log - self.held.cost(&tried);
            if value >= before - 1e-11 * before.abs() {
                (self.weights, self.curve) = (tried, curve);
                break;
            }
            part *= 0.5;
            if part < least {
                self.done = rise < ENOUGH || !self.turn_apart();
                return Ok(self.done);
            }
        }
        self.done = rise < ENOUGH || (self.steps >= self.most && !self.turn_apart());
        if self.done && rise >= ENOUGH {
            let all = self.people.used.clone();
            self.note("notConverged", all);
        }
        Ok(self.done)
    }

    fn progress(&self) -> (usize, usize) {
        (self.steps as usize, self.most as usize)
    }

    fn finish(mut self: Box<Self>) -> Result<Fitted, Error> {
        let n = self.weights.len();
        let mut factor = self.curve.bend.clone();
        let variances = dense::factor(&mut factor, n).and_then(|()| dense::inverse_diagonal(&factor, n));
        let endless = self.people.endless(&self.weights, variances.as_deref(), &self.first);
        if self.settings.penalty == 0.0 && !endless.is_empty() {
            self.note("separation", endless);
        }
        let weights = self.straight.as_ref().map_or_else(|| self.weights.clone(), |all| all.back(&self.weights));
        let linear = self.people.linear(&weights);
        if linear.weights.iter().any(|w| !w.is_finite()) {
            return Err(Error::new(error::Kind::Value, "learn.unsolved"));
        }
        let table = match variances {
            Some(mut variances) if self.settings.penalty == 0.0 => {
                if let Some(straight) = &self.straight {
                    for (at, variance) in variances.iter_mut().enumerate() {
                        let mut sum = straight.sum_of(at);
                        dense::forward(&factor, &mut sum);
                        *variance = dense::dot(&sum, &sum);
                    }
                }
                let errors = variances.iter().zip(&self.people.scale).map(|(variance, s)| sqrt(*variance) / s);
                Some(Coefficients {
                    estimate: linear.weights.clone(),
                    standard_error: self.people.spread(errors),
                    log_likelihood: self.curve.log,
                })
            }
            _ => None,
        };
        let mut total = 0.0;
        let add = |step: &f64| {
            total += step;
            total
        };
        let baseline = Baseline {
            times: self.people.ties.iter().map(|tie| tie.time).collect(),
            hazard: self.curve.steps.iter().map(add).collect(),
            until: self.people.time.last().copied().unwrap_or_default(),
        };
        Ok(Fitted { predictor: Predictor::Cox(Cox { linear, baseline }), table, notes: self.people.notes })
    }
}

#[cfg(test)]
mod tests {
    use super::{CoxFit, CoxSettings};
    use crate::learn::survival::descent::Held;
    use crate::learn::survival::people::People;
    use crate::learn::{Estimator, Outcome, Sample};
    use crate::math::{Draws, Matrix};

    fn table(n: usize, columns: usize) -> (Matrix, Outcome) {
        let draws = Draws::new(31, 1);
        let x = Matrix::of_columns(n, (0..(columns * n) as u32).map(|i| draws.normal(i)).collect()).unwrap();
        let pull = |i: usize| x.column(0)[i] - 0.7 * x.column(1)[i];
        let time = (0..n).map(|i| (-pull(i) + draws.normal(i as u32 + 90_000) + 6.0).ceil()).collect();
        let event = (0..n as u32).map(|i| !draws.bits(i + 80_000).is_multiple_of(4)).collect();
        (x, Outcome::Survival { time, event })
    }

    #[test]
    fn weights_held_by_size_stand_where_no_step_gains() {
        for (n, columns) in [(200, 6), (40, 60)] {
            let (x, y) = table(n, columns);
            let sample = Sample { x: &x, y: &y, weights: None };
            let settings = CoxSettings { penalty: 0.15, lasso: 0.8, steps: 200 };
            let fitted = settings.check().unwrap().fit(sample).unwrap();
            assert!(fitted.notes.is_empty(), "{:?}", fitted.notes);
            let people = People::new(sample).unwrap();
            let crate::score::model::Predictor::Cox(model) = &fitted.predictor else { panic!() };
            let weights: Vec<f64> = model.linear.weights.iter().zip(&people.scale).map(|(w, s)| w * s).collect();
            let slope = people.walk(&weights).slope;
            let whole = 0.15 * n as f64;
            for ((slope, weight), scale) in slope.iter().zip(&weights).zip(&people.scale) {
                let (size, square) = (whole * 0.8 / scale, whole * 0.2 / (scale * scale));
                let left = slope - square * weight;
                let right = if *weight == 0.0 { left.abs() <= size + 1e-4 } else { (left.abs() - size).abs() < 1e-4 };
                assert!(right, "{left} {size} {weight}");
            }
            assert!(weights.contains(&0.0) && weights.iter().any(|w| *w != 0.0));
        }
    }

    #[test]
    fn a_step_too_far_is_halved() {
        let (x, y) = table(60, 2);
        let people = People::new(Sample { x: &x, y: &y, weights: None }).unwrap();
        let weights = vec![-6.0, 5.0];
        let curve = people.walk(&weights);
        let held = Held { size: vec![0.0; 2], square: vec![0.0; 2] };
        let mut fit = CoxFit {
            settings: CoxSettings::default(),
            people,
            straight: None,
            held,
            weights,
            curve,
            first: vec![],
            steps: 0,
            most: 50,
            done: false,
        };
        let mut log = fit.curve.log;
        while !crate::learn::Fit::step(&mut fit).unwrap() {
            assert!(fit.curve.log >= log - 1e-9);
            log = fit.curve.log;
        }
        let direct = CoxSettings::default().check().unwrap().fit(Sample { x: &x, y: &y, weights: None }).unwrap();
        assert!((direct.table.unwrap().log_likelihood - fit.curve.log).abs() < 1e-8);
    }
}
