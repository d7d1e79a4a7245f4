//! Logistic models held by the sum of sizes: at each turn the loss is taken for a bowl, whose lowest point under the
//! penalty is found column by column.

use super::rows::Rows;
use super::table::{note, whole};
use crate::error::{Error, Kind};
use crate::learn::{Fit, FitNote, Fitted};
use crate::math::gram::{Gram, add_times};
use crate::score::model::{Linear, Predictor};

/// Sweeps over the columns in one turn at most.
const SWEEPS: usize = 1000;

/// A fit under way; each step is a walk and its descent.
pub(super) struct Sparse<'d> {
    rows: Rows<'d>,
    /// How much the size of each scaled weight counts; 0 for the intercept.
    l1: Vec<f64>,
    /// How much half its square counts.
    l2: Vec<f64>,
    tolerance: f64,
    turns: usize,
    most: usize,
    room: Gram,
    b: Vec<f64>,
    before: Option<(f64, Vec<f64>)>,
    halvings: u32,
    done: bool,
    ended: bool,
}

impl<'d> Sparse<'d> {
    pub(super) fn new(rows: Rows<'d>, l1: f64, l2: f64, tolerance: f64, turns: u32, start: Option<Vec<f64>>) -> Self {
        let last = rows.intercept.then_some(0.0);
        let of = |times: f64, power: i32| -> Vec<f64> {
            rows.scaling.scale.iter().map(|scale| times * scale.powi(power)).chain(last).collect()
        };
        let size = rows.size();
        Self {
            l1: of(l1, 1),
            l2: of(l2, 2),
            tolerance,
            turns: 0,
            most: turns as usize,
            room: rows.room(),
            b: start.filter(|start| start.iter().all(|b| b.is_finite())).unwrap_or_else(|| vec![0.0; size]),
            before: None,
            halvings: 0,
            done: false,
            ended: false,
            rows,
        }
    }

    fn held(&self) -> f64 {
        let each = self.b.iter().zip(&self.l1).zip(&self.l2);
        each.map(|((b, l1), l2)| l1 * b.abs() + 0.5 * l2 * b * b).sum()
    }

    /// The lowest point of the bowl under the penalty.
    fn lowest(&self, slope: &[f64]) -> Vec<f64> {
        let n = self.b.len();
        let mut bend = self.rows.lower(&self.room);
        for i in 0..n {
            for j in 0..i {
                let entry = bend.get(i * n + j).copied().unwrap_or_default();
                bend.get_mut(j * n + i).into_iter().for_each(|to| *to = entry);
            }
        }
        let mut z = self.b.clone();
        // How much each column still says about what is left.
        let mut left = slope.to_vec();
        let mut bar = 0.0_f64;
        let mut active: Vec<usize> = (0..n).collect();
        for sweep in 0..SWEEPS {
            let whole = active.len() == n;
            let mut size = 0.0_f64;
            for j in active.iter().copied() {
                let Some(row) = bend.get(j * n..(j + 1) * n) else { continue };
                let (Some(diagonal), Some(old), Some(says)) = (row.get(j), z.get_mut(j), left.get(j)) else { continue };
                let (l1, l2) =
                    (self.l1.get(j).copied().unwrap_or_default(), self.l2.get(j).copied().unwrap_or_default());
                if diagonal + l2 <= 0.0 {
                    continue;
                }
                let new = soften(says + diagonal * *old, l1) / (diagonal + l2);
                let change = new - *old;
                if change != 0.0 {
                    *old = new;
                    add_times(&mut left, row, -change);
                    size = size.max(change.abs());
                }
            }
            if sweep == 0 {
                bar = (1e-6 * size).max(1e-14);
            }
            match (whole, size <= bar) {
                (true, true) => break,
                (true, false) => {
                    let free = |j: &usize| self.l1.get(*j) == Some(&0.0) || z.get(*j).is_some_and(|z| *z != 0.0);
                    active = (0..n).filter(free).collect();
                }
                (false, true) => active = (0..n).collect(),
                (false, false) => {}
            }
        }
        z
    }
}

/// Nearer to zero by `by`, or zero.
pub(super) fn soften(x: f64, by: f64) -> f64 {
    if x > by {
        x - by
    } else if x < -by {
        x + by
    } else {
        0.0
    }
}

impl Fit for Sparse<'_> {
    fn step(&mut self) -> Result<bool, Error> {
        if self.done {
            return Ok(true);
        }
        let every = self.rows.table.every(1);
        let curve = self.rows.walk(&self.b, every, &mut self.room, true);
        let lost = curve.loss + self.held();
        if !lost.is_finite() {
            return Err(self.rows.table.not_finite());
        }
        self.turns += 1;
        if let Some((_, before)) = self.before.as_ref().filter(|(least, _)| lost > least + 1e-12 * least.abs()) {
            self.halvings += 1;
            if self.halvings > 40 {
                self.b.clone_from(before);
                self.done = true;
            } else {
                self.b.iter_mut().zip(before).for_each(|(now, before)| *now = 0.5 * (*now + before));
            }
            return Ok(self.done);
        }
        self.halvings = 0;
        let lowest = self.lowest(&curve.slope);
        let size = lowest.iter().zip(&self.b).fold(0.0_f64, |most, (z, b)| most.max((z - b).abs()));
        self.before = Some((lost, std::mem::replace(&mut self.b, lowest)));
        self.ended = size * size < self.tolerance || size < self.tolerance;
        self.done = self.ended || self.turns >= self.most;
        Ok(self.done)
    }

    fn progress(&self) -> (usize, usize) {
        (self.turns, if self.done { self.turns } else { (self.turns + 1).max(10) })
    }

    fn finish(self: Box<Self>) -> Result<Fitted, Error> {
        if self.before.is_none() {
            return Err(Error::new(Kind::Cancelled, "cancelled"));
        }
        let mut notes: Vec<FitNote> = Vec::new();
        note(&mut notes, "constantColumn", self.rows.scaling.constant.clone());
        if !self.ended {
            note(&mut notes, "notConverged", self.rows.scaling.used.clone());
        }
        let used = self.rows.scaling.used.len();
        let (scaled, last) = self.b.split_at(used.min(self.b.len()));
        let at_zero = last.first().copied().unwrap_or_default();
        let (weights, intercept) = self.rows.scaling.back(self.rows.table.x.columns(), scaled, at_zero);
        let predictor = Predictor::Linear(Linear { weights, intercept });
        whole(Fitted { predictor, table: None, notes }, &self.rows.table)
    }
}
