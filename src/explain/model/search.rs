//! Cheap changes of any model, in steps: a fine grid for one column, coarser ones for two and three of those columns that
//! alone bring the answer nearest to the target.

use super::additive_search::subsets;
use super::movable::{Choice, Mover};
use super::trial::{Moved, Trial, picked};
use crate::error::Error;

/// Points of a side for one column.
const POINTS: usize = 64;
/// Rows that are scored for each number of columns, about.
const ROWS: f64 = 40_000.0;
/// Most columns that are tried together.
const COLUMNS: usize = 8;
/// Changes of each number of columns that are looked at more closely.
const CLOSER: usize = 4;

/// A search under way: [`Search::begin`], [`Search::step`] until nothing is left.
pub(super) struct Search {
    most: usize,
    /// How many columns are tried together now, and which sets of movers are left, the last one first.
    count: usize,
    left: Vec<Vec<usize>>,
    /// What each mover may become, for this many columns.
    choices: Vec<Vec<Choice>>,
    /// What met the target, of this many columns, and what it costs.
    met: Vec<(f64, Moved)>,
    /// How near each mover alone came, nearest first once all were tried.
    order: Vec<(f64, usize)>,
    done: usize,
    /// Cheap changes that meet the target, few columns first.
    pub(super) found: Vec<Moved>,
    /// The answer that came nearest to it.
    pub(super) nearest: f64,
}

impl Search {
    /// Begins with single columns; `nearest` is the answer as the row stands.
    pub(super) fn begin(trial: &Trial<'_>, most: usize, nearest: f64) -> Self {
        let mut search = Self {
            most: most.min(trial.movers.len()),
            count: 0,
            left: Vec::new(),
            choices: Vec::new(),
            met: Vec::new(),
            order: Vec::new(),
            done: 0,
            found: Vec::new(),
            nearest,
        };
        search.more(trial);
        search
    }

    /// Tries one set of columns; `true` when nothing is left.
    ///
    /// # Errors
    ///
    /// What the pipeline refuses.
    pub(super) fn step(&mut self, trial: &Trial<'_>) -> Result<bool, Error> {
        let Some(set) = self.left.pop() else { return Ok(true) };
        self.done += 1;
        let of = |at: &usize| Some((*at, self.choices.get(*at)?.as_slice()));
        let grid: Vec<(usize, &[Choice])> = set.iter().filter_map(of).collect();
        let answers = trial.combined(&grid)?;
        let mut lacks = f64::INFINITY;
        let mut best: Option<(f64, usize)> = None;
        for (at, answer) in answers.iter().enumerate() {
            let lack = trial.target.lack(*answer);
            lacks = lacks.min(lack);
            if lack < trial.target.lack(self.nearest) {
                self.nearest = *answer;
            }
            if trial.target.is_met(*answer) {
                let cost = cost(&grid, at);
                if best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, at));
                }
            }
        }
        let best = best.map(|(cost, at)| (cost, picked(&grid, at)));
        if let [only] = set.as_slice() {
            self.order.push((lacks, *only));
        }
        self.met.extend(best);
        if self.left.is_empty() {
            self.close();
            self.more(trial);
        }
        Ok(self.left.is_empty())
    }

    /// Sets tried, and how many there are.
    pub(super) fn progress(&self, trial: &Trial<'_>) -> (usize, usize) {
        let alone = trial.movers.len();
        let together = |count: usize| subsets(if count == 1 { alone } else { alone.min(COLUMNS) }, count).count();
        (self.done, (1..=self.most).map(together).sum())
    }

    /// Ends with sets of one number of columns.
    fn close(&mut self) {
        self.order.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.met.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.found.extend(self.met.drain(..).take(CLOSER).map(|(_, moved)| moved));
    }

    /// Goes on to sets of one column more.
    fn more(&mut self, trial: &Trial<'_>) {
        self.count += 1;
        if self.count > self.most {
            return;
        }
        let columns: Vec<usize> = if self.count == 1 {
            (0..trial.movers.len()).collect()
        } else {
            self.order.iter().take(COLUMNS).map(|(_, at)| *at).collect()
        };
        let points = points(columns.len(), self.count);
        // Where both sides are open, each has half of the points.
        let half = |mover: &Mover| if mover.sides().iter().flatten().count() > 1 { points.div_ceil(2) } else { points };
        let side = |mover: &Mover| if self.count == 1 { POINTS } else { half(mover) };
        self.choices = trial.movers.iter().map(|mover| mover.choices(side(mover))).collect();
        let places = |set: Vec<usize>| set.iter().filter_map(|at| columns.get(*at).copied()).collect();
        self.left = subsets(columns.len(), self.count).map(places).collect();
        self.left.reverse();
    }
}

/// What one of all combinations costs.
fn cost(grid: &[(usize, &[Choice])], mut at: usize) -> f64 {
    let mut each = [0.0; 3];
    for ((_, choices), to) in grid.iter().zip(&mut each).rev() {
        *to = at.checked_rem(choices.len()).and_then(|at| choices.get(at)).map_or(0.0, |choice| choice.cost);
        at = at.checked_div(choices.len()).unwrap_or(0);
    }
    each.iter().sum()
}

/// Points of one column, so that all sets of `count` out of `columns` are about [`ROWS`] rows.
fn points(columns: usize, count: usize) -> usize {
    let sets = subsets(columns, count).count().max(1) as f64;
    let points = crate::math::pow(ROWS / sets, 1.0 / count as f64).floor();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    (points as usize).clamp(4, POINTS)
}
