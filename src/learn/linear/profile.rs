//! The penalised likelihood of Firth's correction: its value, its slope, its top, and how far a weight may go before the
//! best of all others no longer makes up for it.

use super::bend::Bend;
use super::rows::Rows;
use crate::error::Error;
use crate::math::gram::{Gram, ROWS, Strip, dot, sum};
use crate::math::{ln, logistic, sqrt};

/// A column of which the others explain all but this share follows from them.
const COLLINEAR: f64 = 1e-11;
/// No weight moves further in one turn, in spreads of its column.
const FARTHEST: f64 = 5.0;
/// Turns of an inner climb at most.
const TURNS: usize = 60;
/// Where a climb is for its height only, which is flat at the top: weights this near change it by their square.
const NEAR: f64 = 1e-6;
/// Values tried for one end of an interval at most.
const TRIES: usize = 40;

/// A likelihood with the rows it is of.
pub(super) struct Likelihood<'d> {
    pub(super) rows: Rows<'d>,
    /// Columns that follow from others, by their place among those used.
    pub(super) gone: Vec<usize>,
    room: Gram,
    strips: Vec<Strip>,
    solved: Vec<Strip>,
}

/// The likelihood at some weights.
#[derive(Debug, Clone)]
pub(super) struct Here {
    /// Log likelihood + half the logarithm of the determinant of its information.
    pub(super) likelihood: f64,
    pub(super) slope: Vec<f64>,
    pub(super) bend: Bend,
    lower: Vec<f64>,
}

impl<'d> Likelihood<'d> {
    pub(super) fn new(rows: Rows<'d>) -> Self {
        let size = rows.size();
        let blank = || vec![[0.0; ROWS]; size];
        Self { gone: Vec::new(), room: rows.room(), strips: blank(), solved: blank(), rows }
    }

    /// What brings a log likelihood of scaled columns to the columns as they are.
    pub(super) fn unscaled(&self) -> f64 {
        let kept = self.rows.scaling.scale.iter().enumerate().filter(|(at, _)| !self.gone.contains(at));
        kept.fold(0.0, |sum, (_, scale)| sum - ln(*scale))
    }

    fn at(&mut self, b: &[f64]) -> Option<Here> {
        let curve = self.rows.walk(b, self.rows.table.every(1), &mut self.room, true);
        let lower = self.rows.lower(&self.room);
        let bend = Bend::new(lower.clone(), &self.gone, COLLINEAR)?;
        let size = self.rows.size();
        let used = self.rows.scaling.used.len();
        let mut slope = vec![0.0; size];
        let solved = &mut self.solved;
        self.rows.each_block(b, &mut self.strips, |_, strips, of| {
            strips.iter_mut().skip(used).for_each(|ones| *ones = [1.0; ROWS]);
            // How much each row's own information weighs: bend × xᵀ(information)⁻¹x.
            let mut hat: Strip = [0.0; ROWS];
            for at in 0..size {
                let (before, rest) = solved.split_at_mut(at);
                let (Some(to), Some(from)) = (rest.first_mut(), strips.get(at)) else { continue };
                let (row, root) = bend.row(at);
                let Some((diagonal, row)) = row.split_last() else { continue };
                if bend.left_out.contains(&at) {
                    *to = [0.0; ROWS];
                    continue;
                }
                to.iter_mut().zip(from).for_each(|(to, x)| *to = x / root);
                for (factor, other) in row.iter().zip(before.iter()) {
                    to.iter_mut().zip(other).for_each(|(to, x)| *to -= factor * x);
                }
                to.iter_mut().for_each(|to| *to /= diagonal);
                hat.iter_mut().zip(to.iter()).for_each(|(hat, x)| *hat += x * x);
            }
            let mut pull: Strip = of.residual;
            for (((pull, hat), bend), margin) in pull.iter_mut().zip(&hat).zip(&of.bend).zip(&of.margin) {
                *pull += bend * hat * (0.5 - logistic(*margin));
            }
            for (slope, strip) in slope.iter_mut().zip(strips.iter()).take(used) {
                *slope += dot(strip, &pull);
            }
            slope.iter_mut().skip(used).for_each(|slope| *slope += sum(&pull));
        });
        let likelihood = 0.5 * bend.log_determinant() - curve.loss;
        likelihood.is_finite().then_some(Here { likelihood, slope, bend, lower })
    }
}

/// A climb to the top, one weight held where wanted.
#[derive(Debug, Clone)]
pub(super) struct Climb {
    pub(super) b: Vec<f64>,
    pub(super) here: Here,
    pub(super) still: bool,
    fixed: Option<usize>,
    tolerance: f64,
}

impl Climb {
    /// Begins; finds which columns follow from others where that is not known yet.
    pub(super) fn new(
        of: &mut Likelihood<'_>,
        b: Vec<f64>,
        fixed: Option<usize>,
        tolerance: f64,
    ) -> Result<Self, Error> {
        let here = of.at(&b).ok_or_else(|| of.rows.table.not_finite())?;
        of.gone.clone_from(&here.bend.left_out);
        Ok(Self { b, here, still: false, fixed, tolerance })
    }

    /// One step up; `false` when nothing moves any more, `None` where numbers run away.
    pub(super) fn turn(&mut self, of: &mut Likelihood<'_>) -> Option<bool> {
        let mut step = if let Some(fixed) = self.fixed {
            let gone: Vec<usize> = of.gone.iter().copied().chain([fixed]).collect();
            Bend::new(self.here.lower.clone(), &gone, COLLINEAR)?.step(&self.here.slope)?
        } else {
            self.here.bend.step(&self.here.slope)?
        };
        if let Some(fixed) = self.fixed {
            step.get_mut(fixed).into_iter().for_each(|step| *step = 0.0);
        }
        let mut size = step.iter().fold(0.0_f64, |most, step| most.max(step.abs()));
        if size > FARTHEST {
            step.iter_mut().for_each(|step| *step *= FARTHEST / size);
            size = FARTHEST;
        }
        for _ in 0..25 {
            let b: Vec<f64> = self.b.iter().zip(&step).map(|(b, step)| b + step).collect();
            let next = of.at(&b)?;
            if next.likelihood >= self.here.likelihood - 1e-12 * self.here.likelihood.abs() {
                (self.b, self.here) = (b, next);
                self.still = size < self.tolerance;
                return Some(!self.still);
            }
            step.iter_mut().for_each(|step| *step *= 0.5);
            size *= 0.5;
        }
        self.still = true;
        Some(false)
    }

    fn climbed(mut self, of: &mut Likelihood<'_>) -> Option<Self> {
        for _ in 0..TURNS {
            if !self.turn(of)? {
                break;
            }
        }
        Some(self)
    }

    /// The best with one weight held at a value, begun from here.
    fn held(&self, of: &mut Likelihood<'_>, at: usize, value: f64) -> Option<Self> {
        let mut b = self.b.clone();
        *b.get_mut(at)? = value;
        Self::new(of, b, Some(at), NEAR).ok()?.climbed(of)
    }

    /// Twice what is lost where a weight is held at 0.
    pub(super) fn without(&self, of: &mut Likelihood<'_>, at: usize) -> f64 {
        let held = self.held(of, at, 0.0);
        held.map_or(f64::INFINITY, |held| (2.0 * (self.here.likelihood - held.here.likelihood)).max(0.0))
    }
}

/// Where, on the side that `z` points to, the root of twice the likelihood's loss is |z|; infinite where it never is.
///
/// That root is nearly a straight line of the weight, so that a secant finds it in a few climbs.
pub(super) fn bound(of: &mut Likelihood<'_>, top: &Climb, at: usize, z: f64) -> f64 {
    let far = if z < 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    let (Some(best), Some(errors)) = (top.b.get(at).copied(), top.here.bend.errors()) else { return far };
    let error = errors.get(at).copied().unwrap_or(1.0);
    let aim = z.abs();
    let mut near = (best, 0.0);
    let mut beyond: Option<(f64, f64)> = None;
    let mut from = top.clone();
    let mut value = best + z * error;
    for round in 0..TRIES {
        let Some(held) = from.held(of, at, value) else { return far };
        let root = sqrt((2.0 * (top.here.likelihood - held.here.likelihood)).max(0.0));
        from = held;
        if (root - aim).abs() < 1e-8 {
            return value;
        }
        if root < aim {
            near = (value, root);
        } else {
            beyond = Some((value, root));
        }
        value = if let Some((outer, high)) = beyond {
            let (inner, low) = near;
            if (outer - inner).abs() <= 1e-12 * (1.0 + outer.abs()) {
                return value;
            }
            let share = if round % 8 == 7 { 0.5 } else { (aim - low) / (high - low) };
            inner + share * (outer - inner)
        } else {
            best + (value - best) * (1.1 * aim / root.max(0.1 * aim)).clamp(1.1, 3.0)
        };
        if !value.is_finite() || (value - best).abs() > 1e6 * (1.0 + error) {
            return far;
        }
    }
    value
}
