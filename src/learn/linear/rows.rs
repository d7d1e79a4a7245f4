//! One walk over the rows of a logistic model: how much is lost, which way is down, how the ground bends.

use super::table::{Scaling, Table};
use crate::math::gram::{Every, Gram, ROWS, Strip, add_times, dot, sum};
use crate::math::{Pair, exp_pair, ln, sqrt};

/// Rows with their columns brought to one size; the intercept comes last.
#[derive(Debug, Clone)]
pub(super) struct Rows<'d> {
    pub(super) table: Table<'d>,
    pub(super) scaling: Scaling,
    pub(super) intercept: bool,
}

/// What a walk found.
#[derive(Debug, Clone, Default)]
pub(super) struct Curve {
    /// Σ weight × log loss.
    pub(super) loss: f64,
    /// Which way the loss falls, one a weight.
    pub(super) slope: Vec<f64>,
    /// The least of (2y − 1) × margin over the rows that count: above 0 where the weights tell all rows apart.
    pub(super) nearest: f64,
    /// The greatest margin of the rows that count, either way.
    pub(super) farthest: f64,
}

/// Of each row of a block.
pub(super) struct Block {
    pub(super) weight: Strip,
    pub(super) margin: Strip,
    /// Weight × (y − p).
    pub(super) residual: Strip,
    /// Weight × p × (1 − p).
    pub(super) bend: Strip,
}

impl Default for Block {
    fn default() -> Self {
        Self { weight: [0.0; ROWS], margin: [0.0; ROWS], residual: [0.0; ROWS], bend: [0.0; ROWS] }
    }
}

impl Rows<'_> {
    /// How many weights there are, the intercept with them.
    pub(super) fn size(&self) -> usize {
        self.scaling.used.len() + usize::from(self.intercept)
    }

    /// Room for walks.
    pub(super) fn room(&self) -> Gram {
        Gram::new(self.size() + 1)
    }

    /// Fills a block: the columns into its first strips, margins of `b` and what follows from them into `of`.
    fn fill(&self, b: &[f64], every: Every, block: usize, strips: &mut [Strip], of: &mut Block) -> Curve {
        let used = self.scaling.used.len();
        let rows = every.filled(block);
        of.margin = [b.get(used).filter(|_| self.intercept).copied().unwrap_or_default(); ROWS];
        let scaled = self.scaling.used.iter().zip(&self.scaling.mean).zip(&self.scaling.scale);
        for (((column, mean), scale), (strip, b)) in scaled.zip(strips.iter_mut().zip(b)) {
            every.load(self.table.x.column(*column), block, *mean, *scale, strip);
            add_times(of.margin.get_mut(..rows).unwrap_or_default(), strip, *b);
        }
        self.table.load_weights(every, block, &mut of.weight);
        let mut y = [0.0; ROWS];
        every.load(self.table.y, block, 0.0, 1.0, &mut y);
        let curve = self.lose(&y, of, rows);
        // Nothing of the block before is left behind the last row.
        for strip in [&mut of.residual, &mut of.bend] {
            strip.iter_mut().skip(rows).for_each(|x| *x = 0.0);
        }
        curve
    }

    /// Residuals and bends of a block's margins.
    fn lose(&self, y: &Strip, of: &mut Block, rows: usize) -> Curve {
        let mut away = [0.0; ROWS];
        let (margins, _) = of.margin.as_chunks::<2>();
        for (to, [a, b]) in away.as_chunks_mut::<2>().0.iter_mut().zip(margins).take(rows / 2) {
            *to = exp_pair(Pair::new([-a.abs(), -b.abs()])).get();
        }
        let mut missed = [0.0; ROWS];
        let (mut near, mut far) = ([f64::INFINITY; ROWS], [0.0; ROWS]);
        let each = of.margin.iter().zip(y).zip(&of.weight).zip(&away).take(rows);
        let to = of.residual.iter_mut().zip(&mut of.bend).zip(&mut missed).zip(near.iter_mut().zip(&mut far));
        for ((((margin, y), weight), away), (((residual, bend), missed), (near, far))) in each.zip(to) {
            let side = y + y - 1.0;
            let right = side * margin;
            let share = 1.0 / (1.0 + away);
            // The share of what did not happen, exact where it is small.
            let wrong = if right >= 0.0 { away * share } else { share };
            *residual = weight * (side * wrong);
            *bend = weight * ((away * share) * share);
            *missed = weight * if right < 0.0 { -right } else { 0.0 };
            let counts = *weight > 0.0;
            *near = if counts { right } else { f64::INFINITY };
            *far = if counts { margin.abs() } else { 0.0 };
        }
        let logs: f64 = if self.table.weights.is_some() {
            of.weight.iter().zip(&away).take(rows).map(|(w, away)| w * ln(1.0 + away)).sum()
        } else {
            // Σ ln(1 + a) = ln Π(1 + a); half a block of factors below 2 stays far below what a number can be.
            let mut product = [1.0; 2];
            for ([w, v], [a, b]) in of.weight.as_chunks::<2>().0.iter().zip(away.as_chunks::<2>().0) {
                let [one, two] = &mut product;
                *one *= 1.0 + w * a;
                *two *= 1.0 + v * b;
            }
            let [one, two] = product;
            ln(one) + ln(two)
        };
        let nearest = near.iter().fold(f64::INFINITY, |least, x| if *x < least { *x } else { least });
        let farthest = far.iter().fold(0.0, |most, x| if *x > most { *x } else { most });
        Curve { loss: logs + sum(&missed), slope: Vec::new(), nearest, farthest }
    }

    /// Walks over the rows taken. Where `bend` is wanted, `room` holds it afterwards: Σ bend × column × column.
    pub(super) fn walk(&self, b: &[f64], every: Every, room: &mut Gram, bend: bool) -> Curve {
        let size = self.size();
        let mut all = Curve { slope: vec![0.0; size], nearest: f64::INFINITY, ..Curve::default() };
        let mut of = Block::default();
        room.clear();
        for block in 0..every.blocks() {
            let strips = room.block();
            let one = self.fill(b, every, block, strips, &mut of);
            all.loss += one.loss;
            all.nearest = all.nearest.min(one.nearest);
            all.farthest = all.farthest.max(one.farthest);
            if bend {
                let rows = every.filled(block);
                let mut roots = [0.0; ROWS];
                // A bend of nothing still leaves the residual whole: (residual / root) × (root × x).
                roots.iter_mut().zip(&of.bend).take(rows).for_each(|(root, bend)| *root = sqrt(*bend).max(1e-30));
                if let Some((last, columns)) = strips.split_last_mut() {
                    let over = of.residual.iter().zip(&roots).take(rows);
                    last.iter_mut().zip(over).for_each(|(to, (r, root))| *to = r / root);
                    if self.intercept
                        && let Some(ones) = columns.last_mut()
                    {
                        *ones = [1.0; ROWS];
                    }
                    for strip in columns {
                        strip.iter_mut().zip(&roots).take(rows).for_each(|(x, root)| *x *= root);
                    }
                }
                room.add(rows);
            } else {
                let residual = of.residual.get(..every.filled(block)).unwrap_or_default();
                for (slope, strip) in all.slope.iter_mut().zip(strips.iter().take(self.scaling.used.len())) {
                    *slope += dot(strip, residual);
                }
                if self.intercept
                    && let Some(slope) = all.slope.last_mut()
                {
                    *slope += sum(residual);
                }
            }
        }
        if bend {
            all.slope.iter_mut().enumerate().for_each(|(at, slope)| *slope = room.at(size, at));
        }
        all
    }

    /// Each block with its columns and what its margins say, in the order of the rows.
    pub(super) fn each_block(&self, b: &[f64], strips: &mut [Strip], mut see: impl FnMut(usize, &mut [Strip], &Block)) {
        let every = self.table.every(1);
        let mut of = Block::default();
        for block in 0..every.blocks() {
            self.fill(b, every, block, strips, &mut of);
            see(block, strips, &of);
        }
    }

    /// The lower half of what bends, row by row.
    pub(super) fn lower(&self, room: &Gram) -> Vec<f64> {
        let n = self.size();
        let mut matrix = vec![0.0; n * n];
        for (i, row) in matrix.chunks_exact_mut(n.max(1)).enumerate() {
            row.iter_mut().enumerate().take(i + 1).for_each(|(j, to)| *to = room.at(i, j));
        }
        matrix
    }

    /// Weights for scaled columns, of those for the columns as they are.
    pub(super) fn scaled(&self, weights: &[f64], intercept: f64) -> Vec<f64> {
        let mut scaled = Vec::with_capacity(self.size());
        let mut at_zero = intercept;
        for ((column, mean), scale) in self.scaling.used.iter().zip(&self.scaling.mean).zip(&self.scaling.scale) {
            let weight = weights.get(*column).copied().unwrap_or_default();
            scaled.push(weight / scale);
            at_zero += weight * mean;
        }
        if self.intercept {
            scaled.push(at_zero);
        }
        scaled
    }

    /// The intercept's standard error where columns are as they are, of a factor of what bends for scaled columns.
    pub(super) fn intercept_weights(&self) -> Vec<f64> {
        let far = self.scaling.mean.iter().zip(&self.scaling.scale).map(|(mean, scale)| -mean * scale);
        far.chain(self.intercept.then_some(1.0)).collect()
    }
}
