//! A random forest: trees side by side, each on rows drawn with replacement, each node asking about a few columns drawn
//! for it (Breiman, 2001). A leaf holds the mean of its rows' outcomes: a share, where the outcome is a yes or no, which
//! is split by Gini's impurity (the same as squared error there). Bins stand for numbers, as in boosting.

use super::bins::Bins;
use super::boosting::drawn_columns;
use super::gradient::Gradients;
use super::grow::{ask, goes_left, part, push, set};
use super::histogram::{Entry, build_column};
use super::sample::{Checked, check, notes};
use super::settings::{CheckedForest, ForestSettings};
use super::split::{Node, Rules, Scale, Search, Split, value};
use crate::error::{Error, Kind};
use crate::learn::{Estimator, Fit, Fitted, Sample};
use crate::math::{Draws, Matrix};
use crate::score::model::{LeafKind, Predictor, Trees};

/// Streams of draws: rows of a tree, columns of its nodes.
const ROWS: u32 = 3_000_000;
const COLUMNS: u32 = 4_000_000;

impl Estimator for CheckedForest {
    fn key(&self) -> &'static str {
        "forest"
    }

    fn begin<'d>(&self, sample: Sample<'d>) -> Result<Box<dyn Fit + 'd>, Error> {
        Ok(Box::new(self.begin_forest(sample)?))
    }
}

impl CheckedForest {
    /// Begins to fit, as [`Estimator::begin`]; answers out of the bag can be asked for after each step.
    ///
    /// # Errors
    ///
    /// As those of boosting.
    pub fn begin_forest<'d>(&self, sample: Sample<'d>) -> Result<ForestFit<'d>, Error> {
        let settings = self.0.clone();
        let checked = check(sample)?;
        let bins = Bins::new(sample.x, &settings.categories, settings.bins as usize, settings.seed, false);
        let columns = sample.x.columns();
        let usual = if checked.binary { crate::math::sqrt(columns as f64) } else { columns as f64 / 3.0 };
        let tries = if settings.tries == 0 { usual as usize } else { settings.tries as usize };
        let trees = Trees::new(columns as u32, LeafKind::Answers, 0.0, bins.categories());
        // Sums of whole numbers need a centre, lest a great mean hides small differences.
        let centre = if checked.binary { 0.0 } else { checked.mean(&checked.rows) };
        let mut gradients = Gradients::default();
        gradients.set(checked.y.iter().map(|y| centre - y).collect());
        // Rows are drawn as often as they weigh: each row's upper end among all weights.
        let mut upto = Vec::new();
        if checked.weights.is_some() {
            let mut sum = 0.0;
            for row in &checked.rows {
                sum += checked.weight(*row);
                upto.push(sum);
            }
        }
        let rows = sample.x.rows();
        let bag = Bag { sums: vec![0.0; rows], counts: vec![0; rows] };
        let (tries, x) = (tries.clamp(1, columns.max(1)), sample.x);
        Ok(ForestFit { settings, tries, x, checked, bins, trees, gradients, centre, upto, bag })
    }
}

/// Answers of the trees that did not see a row.
struct Bag {
    sums: Vec<f64>,
    counts: Vec<u32>,
}

/// A fit under way: a tree a step.
pub struct ForestFit<'d> {
    settings: ForestSettings,
    tries: usize,
    x: &'d Matrix,
    checked: Checked<'d>,
    bins: Bins,
    trees: Trees,
    gradients: Gradients,
    centre: f64,
    upto: Vec<f64>,
    bag: Bag,
}

impl ForestFit<'_> {
    /// For each row the mean answer of the trees that were grown without it; NaN where there is none.
    pub fn out_of_bag(&self) -> Vec<f64> {
        let mean = |(sum, count): (&f64, &u32)| if *count > 0 { sum / f64::from(*count) } else { f64::NAN };
        self.bag.sums.iter().zip(&self.bag.counts).map(mean).collect()
    }

    /// As many rows as there are, drawn with replacement, rising.
    fn drawn(&self, tree: u32) -> Vec<u32> {
        let (rows, draws) = (&self.checked.rows, Draws::new(self.settings.seed, ROWS + tree));
        let all = self.upto.last().copied().unwrap_or(rows.len() as f64);
        let pick = |i: u32| {
            let at = draws.uniform(i) * all;
            let place = if self.upto.is_empty() { at as usize } else { self.upto.partition_point(|upto| *upto <= at) };
            rows.get(place.min(rows.len() - 1)).copied().unwrap_or(0)
        };
        let mut drawn: Vec<u32> = (0..rows.len() as u32).map(pick).collect();
        drawn.sort_unstable();
        drawn
    }

    /// The best question of a node among a few columns drawn for it; further ones where none of them parts the rows.
    fn search(
        &self,
        node: Node,
        entries: &[Entry],
        draws: Draws,
        first: u32,
        (scale, noise): (&Scale, f64),
    ) -> Option<Split> {
        let columns = self.bins.columns.len();
        let min_rows = f64::from(self.settings.min_rows);
        let rules = Rules { l2: 0.0, min_gain: 0.0, min_rows, min_curvature: 0.0, monotone: &[], noise };
        let mut search = Search::new(node, &rules, scale, 1.0);
        let mut sums = [0; 256];
        for column in drawn_columns(columns, self.tries, draws, first) {
            let column = column as usize;
            if let (Some(borders), Some(bins)) = (self.bins.borders.get(column), self.bins.columns.get(column)) {
                build_column(bins, entries, scale.width, &mut sums);
                search.column(column, borders, &sums);
            }
        }
        search.best()
    }

    /// Grows one tree of the entries.
    fn grow(&mut self, entries: &mut [Entry], (scale, noise): (&Scale, f64), tree: u32) {
        let draws = Draws::new(self.settings.seed, COLUMNS + tree);
        let mut spare = vec![0; entries.len()];
        let root = self.trees.child.len();
        self.trees.roots.push(root as u32);
        push(&mut self.trees, entries.len() as f64);
        let rules = Rules { l2: 0.0, min_gain: 0.0, min_rows: 1.0, min_curvature: 0.0, monotone: &[], noise: 0.0 };
        let mut open = vec![(root, 0..entries.len(), 0)];
        while let Some((at, rows, depth)) = open.pop() {
            let Some(inside) = entries.get_mut(rows.clone()) else { continue };
            let sum = inside.iter().fold(0_u64, |sum, entry| sum.wrapping_add(scale.width.addend(*entry)));
            let node = Node { sum, rows: inside.len(), low: f64::NEG_INFINITY, high: f64::INFINITY };
            let first = ((at - root) as u32).wrapping_mul(self.tries as u32);
            let may = depth < self.settings.depth && inside.len() >= 2 * self.settings.min_rows as usize;
            let split = if may { self.search(node, inside, draws, first, (scale, noise)) } else { None };
            let column = split.and_then(|split| self.bins.columns.get(split.column));
            let (Some(split), Some(column)) = (split, column) else {
                set(&mut self.trees.number, at, self.centre + value(&node, &rules, scale));
                continue;
            };
            let left = part(inside, &mut spare, column, &goes_left(&split));
            let child = self.trees.child.len();
            ask(&mut self.trees, at, self.bins.borders.get(split.column), &split);
            push(&mut self.trees, left as f64);
            push(&mut self.trees, (inside.len() - left) as f64);
            let middle = rows.start + left;
            open.push((child + 1, middle..rows.end, depth + 1));
            open.push((child, rows.start..middle, depth + 1));
        }
    }

    /// Adds the last tree's answers for the rows that it did not see.
    fn answer_out_of_bag(&mut self, drawn: &[u32]) {
        let x = self.x;
        let root = self.trees.roots.last().map_or(0, |root| *root as usize);
        let mut drawn = drawn.iter().copied().peekable();
        for at in &self.checked.rows {
            let mut seen = false;
            while drawn.next_if_eq(at).is_some() {
                seen = true;
            }
            if seen {
                continue;
            }
            let row = *at as usize;
            let leaf = self.trees.leaf(root, |column| x.column(column).get(row).copied().unwrap_or(f64::NAN));
            let answer = self.trees.node(leaf).number;
            if let (Some(sum), Some(count)) = (self.bag.sums.get_mut(row), self.bag.counts.get_mut(row)) {
                (*sum, *count) = (*sum + answer, *count + 1);
            }
        }
    }
}

impl Fit for ForestFit<'_> {
    fn step(&mut self) -> Result<bool, Error> {
        let tree = self.trees.roots.len() as u32;
        if tree >= self.settings.trees {
            return Ok(true);
        }
        let drawn = self.drawn(tree);
        let mut entries = Vec::new();
        let scale = self.gradients.pack(&drawn, &mut entries);
        let noise = self.gradients.noise(&drawn);
        self.grow(&mut entries, (&scale, noise), tree);
        self.answer_out_of_bag(&drawn);
        Ok(tree + 1 >= self.settings.trees)
    }

    fn progress(&self) -> (usize, usize) {
        (self.trees.roots.len(), self.settings.trees as usize)
    }

    fn finish(mut self: Box<Self>) -> Result<Fitted, Error> {
        if self.trees.roots.is_empty() {
            return Err(Error::new(Kind::Cancelled, "cancelled"));
        }
        let count = self.trees.roots.len() as f64;
        for (number, child) in self.trees.number.iter_mut().zip(&self.trees.child) {
            if *child == 0 {
                *number /= count;
            }
        }
        let notes = notes(&self.bins);
        // Numbers so large that their sums are none.
        self.trees.check().map_err(|_| Error::new(Kind::Value, "learn.unsolved"))?;
        Ok(Fitted { predictor: Predictor::Trees(self.trees), table: None, notes })
    }
}
