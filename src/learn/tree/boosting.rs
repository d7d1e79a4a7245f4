//! Histogram gradient boosting: trees one after another, each on what the others left (Friedman, 2001; second-order leaves
//! as Chen and Guestrin, 2016; histograms as Ke and others, 2017).

use super::bins::Bins;
use super::gradient::{Gradients, Loss};
use super::grow::{Grower, Limits};
use super::histogram::row;
use super::sample::{Checked, check, notes};
use super::settings::{BoostingSettings, CheckedBoosting};
use super::split::Rules;
use crate::error::{Error, Kind};
use crate::learn::{Estimator, Fit, Fitted, Sample};
use crate::math::{Draws, exp, ln};
use crate::score::model::{LeafKind, Predictor, Trees};

/// Streams of draws: rows held back, rows of a tree, columns of a tree.
const HELD: u32 = 801;
const ROWS: u32 = 1_000_000;
const COLUMNS: u32 = 2_000_000;

impl Estimator for CheckedBoosting {
    fn key(&self) -> &'static str {
        "boosting"
    }

    fn begin<'d>(&self, sample: Sample<'d>) -> Result<Box<dyn Fit + 'd>, Error> {
        Ok(Box::new(self.begin_boosting(sample)?))
    }
}

impl CheckedBoosting {
    /// Begins to fit, as [`Estimator::begin`]; rows held back can be asked for afterwards.
    ///
    /// # Errors
    ///
    /// `learn.outcome`, `learn.lengths`, `learn.noRows`, `learn.tooManyRows`, `learn.noWeight`, `learn.oneClass`;
    /// `learn.notYesNo`, `learn.outcomeNotFinite` and `learn.weight` with the row, `learn.notFinite` with row and column.
    pub fn begin_boosting<'d>(&self, sample: Sample<'d>) -> Result<BoostingFit<'d>, Error> {
        let settings = self.0.clone();
        let checked = check(sample)?;
        let draws = Draws::new(settings.seed, HELD);
        let held = |row: &u32| settings.patience > 0 && draws.uniform(*row) < settings.hold;
        let (mut back, mut used): (Vec<u32>, Vec<u32>) = checked.rows.iter().partition(|row| held(row));
        if used.is_empty() {
            std::mem::swap(&mut back, &mut used);
        }
        let mean = checked.mean(&used);
        let loss = if checked.binary { Loss::Logistic } else { Loss::Squared };
        let base = match loss {
            Loss::Squared => mean,
            // Rows held back may leave one class.
            Loss::Logistic => ln(mean.clamp(1e-6, 1.0 - 1e-6) / (1.0 - mean.clamp(1e-6, 1.0 - 1e-6))),
        };
        let bins = Bins::new(sample.x, &settings.categories, settings.bins as usize, settings.seed, true);
        let trees = Trees::new(sample.x.columns() as u32, LeafKind::Margins, base, bins.categories());
        let sums = vec![base; sample.x.rows()];
        // Where no column is bound, the search is the faster one.
        let bound = settings.monotone.iter().any(|direction| *direction != 0);
        let monotone = if bound { settings.monotone.clone() } else { Vec::new() };
        Ok(BoostingFit {
            settings,
            monotone,
            checked,
            loss,
            bins,
            trees,
            sums,
            used,
            back,
            gradients: Gradients::default(),
            grower: Grower::new(),
            best: (f64::INFINITY, 0),
            ended: false,
        })
    }
}

/// A fit under way: a tree a step.
pub struct BoostingFit<'d> {
    settings: BoostingSettings,
    monotone: Vec<i8>,
    checked: Checked<'d>,
    loss: Loss,
    bins: Bins,
    trees: Trees,
    /// The sum of each row so far.
    sums: Vec<f64>,
    used: Vec<u32>,
    back: Vec<u32>,
    gradients: Gradients,
    grower: Grower,
    /// Least loss on the rows held back, and of how many trees.
    best: (f64, usize),
    ended: bool,
}

impl BoostingFit<'_> {
    /// Rows that no tree was grown on, by number.
    pub fn held_back(&self) -> &[u32] {
        &self.back
    }

    /// Rows that the next tree is grown on.
    fn drawn_rows(&self, tree: u32) -> Vec<u32> {
        if self.settings.rows >= 1.0 {
            return self.used.clone();
        }
        let draws = Draws::new(self.settings.seed, ROWS + tree);
        let drawn: Vec<u32> =
            self.used.iter().copied().filter(|row| draws.uniform(*row) < self.settings.rows).collect();
        if drawn.is_empty() { self.used.clone() } else { drawn }
    }

    /// Mean loss on the rows held back.
    fn loss_back(&self) -> f64 {
        let (mut sum, mut all) = (0.0, 0.0);
        for row in &self.back {
            let at = |numbers: &[f64]| numbers.get(*row as usize).copied().unwrap_or(0.0);
            let (margin, y, weight) = (at(&self.sums), at(self.checked.y), self.checked.weight(*row));
            let lost = match self.loss {
                Loss::Squared => (margin - y) * (margin - y),
                Loss::Logistic => {
                    // ln(1 + e^-m) for the margin m towards the truth.
                    let m = if y == 1.0 { margin } else { -margin };
                    if m > 0.0 { ln(1.0 + exp(-m)) } else { ln(1.0 + exp(m)) - m }
                }
            };
            (sum, all) = (sum + weight * lost, all + weight);
        }
        sum / all
    }
}

/// A share of the columns, at least one, rising.
pub(super) fn drawn_columns(columns: usize, count: usize, draws: Draws, first: u32) -> Vec<u32> {
    let mut all: Vec<u32> = (0..columns as u32).collect();
    if count >= columns {
        return all;
    }
    for place in 0..count.max(1) {
        let left = columns - place;
        let other = place + (draws.uniform(first.wrapping_add(place as u32)) * left as f64) as usize;
        all.swap(place, other.min(columns - 1));
    }
    all.truncate(count.max(1));
    all.sort_unstable();
    all
}

impl Fit for BoostingFit<'_> {
    fn step(&mut self) -> Result<bool, Error> {
        let tree = self.trees.roots.len() as u32;
        if self.ended || tree >= self.settings.trees {
            return Ok(true);
        }
        self.gradients.update(self.loss, &self.sums, self.checked.y, self.checked.weights);
        let rows = self.drawn_rows(tree);
        let scale = self.gradients.pack(&rows, &mut self.grower.entries);
        let columns = self.bins.columns.len();
        let share = (self.settings.columns * columns as f64 + 0.5) as usize;
        let columns = drawn_columns(columns, share, Draws::new(self.settings.seed, COLUMNS + tree), 0);
        let rules = Rules {
            l2: self.settings.l2,
            min_gain: self.settings.min_gain,
            min_rows: f64::from(self.settings.min_rows),
            min_curvature: 0.0,
            monotone: &self.monotone,
            // Of a yes or no, curvature is variance.
            noise: match self.loss {
                Loss::Logistic => 1.0,
                Loss::Squared => self.gradients.noise(&rows),
            },
        };
        let limits = Limits { depth: self.settings.depth, leaves: self.settings.leaves as usize };
        let how = (&rules, &scale, limits, self.settings.rate);
        let leaves = self.grower.grow(&mut self.trees, &self.bins, &columns, how);
        for leaf in &leaves {
            let value = self.trees.node(leaf.node).number;
            for entry in self.grower.entries.get(leaf.rows.clone()).unwrap_or(&[]) {
                if let Some(sum) = self.sums.get_mut(row(*entry)) {
                    *sum += value;
                }
            }
        }
        // Rows that were not drawn, and those held back, walk the tree.
        let mut drawn = rows.iter().peekable();
        let others = self.used.iter().filter(|row| drawn.next_if_eq(row).is_none());
        for row in others.chain(&self.back) {
            let leaf = self.grower.leaf(&self.trees, &self.bins, *row as usize);
            if let Some(sum) = self.sums.get_mut(*row as usize) {
                *sum += self.trees.node(leaf).number;
            }
        }
        if !self.back.is_empty() && self.settings.patience > 0 {
            let (loss, trees) = (self.loss_back(), self.trees.roots.len());
            if loss < self.best.0 {
                self.best = (loss, trees);
            }
            self.ended = trees - self.best.1 >= self.settings.patience as usize;
        }
        // A tree of one leaf: nothing is left to learn, where every tree sees the same rows and columns.
        let all = self.settings.rows >= 1.0 && self.settings.columns >= 1.0;
        self.ended |= all && leaves.len() == 1;
        Ok(self.ended || self.trees.roots.len() as u32 >= self.settings.trees)
    }

    fn progress(&self) -> (usize, usize) {
        (self.trees.roots.len(), self.settings.trees as usize)
    }

    fn finish(mut self: Box<Self>) -> Result<Fitted, Error> {
        if !self.back.is_empty() && self.settings.patience > 0 && self.best.1 > 0 {
            self.trees.truncate(self.best.1);
        }
        let notes = notes(&self.bins);
        // Numbers so large that their sums are none.
        self.trees.check().map_err(|_| Error::new(Kind::Value, "learn.unsolved"))?;
        Ok(Fitted { predictor: Predictor::Trees(self.trees), table: None, notes })
    }
}
