//! Newton's method for logistic models that are not held at all, or by squares.
//!
//! A large table is first fitted on some thousand rows spread over it, which brings the weights near at a tenth of one
//! walk. What bends is then worked out once or twice for all rows; in between, steps reuse its factor, since near the end
//! the ground bends alike and a walk for the slope alone costs a quarter.

use super::bend::Bend;
use super::rows::{Curve, Rows};
use super::separation::{is_recession, separators};
use super::table::{note, whole};
use crate::error::{Error, Kind};
use crate::learn::{Coefficients, Fit, FitNote, Fitted};
use crate::math::{gram::Gram, pow};
use crate::score::model::{Linear, Predictor};

/// A column of which the others explain all but this share follows from them.
const COLLINEAR: f64 = 1e-11;
/// Tables of fewer rows are fitted at once.
const LARGE: usize = 20_000;
/// A walk that works out what bends costs about three that do not. It leaves the square of a step, they leave the same share
/// of it again each time: it pays where that share is above the step to this power.
const DEARER: f64 = 0.4;
/// About how many rows stand for a large table.
const FEW: usize = 8192;

/// Where a fit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// On every so manyth row.
    Few(usize),
    /// On all rows.
    All,
    /// Once more on all rows, for the standard errors.
    Last,
    Done,
}

/// A fit under way; each step is a walk.
pub(super) struct Newton<'d> {
    rows: Rows<'d>,
    /// How much each scaled weight is held.
    held: Vec<f64>,
    free: bool,
    tolerance: f64,
    turns: usize,
    most: usize,
    room: Gram,
    bend: Option<Bend>,
    /// Weights that stay 0, since their columns follow from others.
    gone: Vec<usize>,
    b: Vec<f64>,
    before: Option<(f64, Vec<f64>)>,
    size: f64,
    /// Whether the next walk works out what bends.
    fresh: bool,
    stage: Stage,
    walked: usize,
    halvings: u32,
    loss: f64,
    notes: Vec<FitNote>,
    parted: bool,
}

impl<'d> Newton<'d> {
    pub(super) fn new(rows: Rows<'d>, l2: f64, tolerance: f64, turns: u32, start: Option<Vec<f64>>) -> Self {
        let size = rows.size();
        let held = rows.scaling.scale.iter().map(|scale| l2 * scale * scale);
        let held: Vec<f64> = held.chain(rows.intercept.then_some(0.0)).collect();
        let step = rows.table.rows() / FEW.max(40 * size);
        let few = start.is_none() && rows.table.rows() >= LARGE && step >= 4;
        let mut notes = Vec::new();
        note(&mut notes, "constantColumn", rows.scaling.constant.clone());
        Self {
            held,
            free: l2 == 0.0,
            tolerance,
            turns: 0,
            most: turns as usize,
            room: rows.room(),
            bend: None,
            gone: Vec::new(),
            b: start.filter(|start| start.iter().all(|b| b.is_finite())).unwrap_or_else(|| vec![0.0; size]),
            before: None,
            size: f64::INFINITY,
            fresh: true,
            stage: if few { Stage::Few(step) } else { Stage::All },
            walked: 0,
            halvings: 0,
            loss: f64::NAN,
            notes,
            parted: false,
            rows,
        }
    }

    fn step_size(&self) -> usize {
        if let Stage::Few(step) = self.stage { step } else { 1 }
    }

    /// What is lost, with what holds the weights.
    fn lost(&self, curve: &Curve) -> f64 {
        let held = self.b.iter().zip(&self.held).map(|(b, held)| 0.5 * held * b * b);
        curve.loss + held.sum::<f64>()
    }

    /// On to all rows; from nothing where the few led astray.
    fn go_on(&mut self, astray: bool) {
        if astray {
            self.b.fill(0.0);
        }
        (self.stage, self.fresh, self.before, self.size, self.turns, self.halvings) =
            (Stage::All, true, None, f64::INFINITY, 0, 0);
    }

    /// Works out the factor; on all rows for the first time also which columns follow from others.
    fn factor(&mut self) -> Result<bool, Error> {
        let mut matrix = self.rows.lower(&self.room);
        let n = self.rows.size();
        // A step on a part of the rows bends less than the penalty of all of them.
        let share = 1.0 / self.step_size() as f64;
        for (at, held) in self.held.iter().enumerate() {
            matrix.get_mut(at * n + at).into_iter().for_each(|entry| *entry += held * share);
        }
        let bend = Bend::new(matrix, &self.gone, COLLINEAR).ok_or_else(|| self.rows.table.not_finite())?;
        let first = self.stage == Stage::All && self.bend.is_none();
        if first && bend.left_out.iter().any(|at| *at < self.rows.scaling.used.len()) {
            self.gone.clone_from(&bend.left_out);
            let moved = self.gone.iter().any(|at| self.b.get(*at).is_some_and(|b| *b != 0.0));
            self.gone.iter().for_each(|at| self.b.get_mut(*at).into_iter().for_each(|b| *b = 0.0));
            let names = self.gone.iter().filter_map(|at| self.rows.scaling.used.get(*at)).copied().collect();
            note(&mut self.notes, "collinear", names);
            self.bend = Some(bend);
            return Ok(!moved);
        }
        self.bend = Some(bend);
        Ok(true)
    }

    /// Ends where no end would come.
    fn part(&mut self, direction: &[f64]) {
        let columns = separators(&self.rows, direction);
        note(&mut self.notes, "separation", columns);
        (self.parted, self.stage) = (true, Stage::Done);
    }

    fn walk(&mut self) -> Result<(), Error> {
        let every = self.rows.table.every(self.step_size());
        let mut curve = self.rows.walk(&self.b, every, &mut self.room, self.fresh);
        self.walked += 1;
        self.turns += 1;
        let share = 1.0 / self.step_size() as f64;
        let lost = if self.stage == Stage::All || self.stage == Stage::Last {
            self.lost(&curve)
        } else {
            curve.loss + share * (self.lost(&curve) - curve.loss)
        };
        if !lost.is_finite() {
            return if matches!(self.stage, Stage::Few(_)) {
                self.go_on(true);
                Ok(())
            } else {
                Err(self.rows.table.not_finite())
            };
        }
        // Worse than before: half-way back.
        if let Some((least, before)) = self.before.as_ref().filter(|(least, _)| lost > least + 1e-12 * least.abs()) {
            self.halvings += 1;
            if self.halvings > 40 {
                (self.b, self.loss) = (before.clone(), *least);
                self.stop(false);
                return Ok(());
            }
            self.b.iter_mut().zip(before).for_each(|(now, before)| *now = 0.5 * (*now + before));
            self.size *= 0.5;
            return Ok(());
        }
        self.halvings = 0;
        self.loss = curve.loss;
        let sampled = matches!(self.stage, Stage::Few(_));
        if sampled && (curve.nearest > 0.0 || curve.farthest > 30.0 || self.turns > 12) {
            self.go_on(true);
            return Ok(());
        }
        let blank = self.b.iter().all(|b| *b == 0.0);
        if self.before.is_none() && self.stage == Stage::All && !blank && curve.loss > self.blank() {
            // Weights to begin with that are worse than none.
            self.go_on(true);
            return Ok(());
        }
        if self.free && !sampled && curve.nearest > 0.0 {
            let direction = self.b.clone();
            self.part(&direction);
            return Ok(());
        }
        for ((slope, held), b) in curve.slope.iter_mut().zip(&self.held).zip(&self.b) {
            *slope -= share * held * b;
        }
        if self.fresh && !self.factor()? {
            return Ok(());
        }
        let step = self.bend.as_ref().and_then(|bend| bend.step(&curve.slope));
        let Some(step) = step else {
            self.stop(false);
            return Ok(());
        };
        let size = step.iter().fold(0.0_f64, |most, step| most.max(step.abs()));
        if self.free && !sampled && self.turns >= 6 && size > 0.2 && is_recession(&self.rows, &step) {
            self.part(&step);
            return Ok(());
        }
        self.before = Some((lost, self.b.clone()));
        self.b.iter_mut().zip(&step).for_each(|(b, step)| *b += step);
        self.judge(size);
        Ok(())
    }

    /// What is lost by weights of 0.
    fn blank(&self) -> f64 {
        let total = self.rows.table.weights.map_or(self.rows.table.rows() as f64, crate::math::gram::sum);
        total * std::f64::consts::LN_2 * (1.0 + 1e-9)
    }

    /// Decides, by the size of the step just taken, what comes next.
    fn judge(&mut self, size: f64) {
        let shrinks = size / self.size;
        self.size = size;
        match self.stage {
            Stage::Few(_) => {
                if size < 0.05 {
                    self.go_on(false);
                }
            }
            Stage::Last | Stage::Done => self.stage = Stage::Done,
            Stage::All => {
                // A step by the ground's own bend leaves about its square; one by an older bend leaves its share again.
                let left = if self.fresh { size * size } else { size * (shrinks / (1.0 - shrinks).max(1e-3)) };
                if left < self.tolerance || size < 0.01 * self.tolerance {
                    self.stop(true);
                } else if self.turns >= self.most {
                    self.stop(false);
                } else {
                    self.fresh = if self.fresh { size > 1.0 } else { shrinks > pow(size, DEARER).min(0.3) };
                }
            }
        }
    }

    fn stop(&mut self, ended: bool) {
        if !ended {
            note(&mut self.notes, "notConverged", self.rows.scaling.used.clone());
        }
        self.before = None;
        self.fresh = true;
        self.stage = if ended && self.free { Stage::Last } else { Stage::Done };
    }
}

impl Fit for Newton<'_> {
    fn step(&mut self) -> Result<bool, Error> {
        if self.stage != Stage::Done {
            self.walk()?;
        }
        Ok(self.stage == Stage::Done)
    }

    fn progress(&self) -> (usize, usize) {
        let done = self.stage == Stage::Done;
        (self.walked, if done { self.walked } else { (self.walked + 1).max(10) })
    }

    fn finish(mut self: Box<Self>) -> Result<Fitted, Error> {
        match self.stage {
            // In the last stage weights have come to rest; only their errors are missing.
            Stage::Last | Stage::Done => {}
            Stage::All if self.before.is_some() => {
                note(&mut self.notes, "notConverged", self.rows.scaling.used.clone());
            }
            _ => return Err(Error::new(Kind::Cancelled, "cancelled")),
        }
        let n = self.rows.table.x.columns();
        let used = self.rows.scaling.used.len();
        let (scaled, last) = self.b.split_at(used.min(self.b.len()));
        let (weights, intercept) = self.rows.scaling.back(n, scaled, last.first().copied().unwrap_or_default());
        let ended = self.stage == Stage::Done && !self.notes.iter().any(|note| note.key == "notConverged");
        let bend = self.bend.as_ref().filter(|_| self.free && !self.parted && ended);
        let table = bend.and_then(|bend| {
            let errors = bend.errors()?;
            let (mut standard_error, _) = self.rows.scaling.back(n, &errors, 0.0);
            let mut estimate = weights.clone();
            if self.rows.intercept {
                estimate.push(intercept);
                standard_error.push(bend.error_of(&self.rows.intercept_weights())?);
            }
            Some(Coefficients { estimate, standard_error, log_likelihood: -self.loss })
        });
        let predictor = Predictor::Linear(Linear { weights, intercept });
        whole(Fitted { predictor, table, notes: self.notes }, &self.rows.table)
    }
}
