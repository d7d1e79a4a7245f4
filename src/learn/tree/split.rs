//! The best question to ask of a node's rows, from their sums by bin.
//!
//! With G the sum of gradients and H that of curvatures, a leaf's best value is −G / (H + l2) and what it gains is
//! G² / (H + l2); the question that gains most over the unsplit node wins. Missing numbers are tried on both sides.
//! Categories are put in the order of their mean gradient and split like numbers (Fisher, 1958), less what the best of so many
//! sets gains where they say nothing.

use super::bins::{Borders, MISSING};
use super::histogram::{Sums, Width};

/// What pulls the mean gradient of a rare category towards 0 when categories are put in order.
const SMOOTH: f64 = 10.0;

/// What parting categories by the sign of their mean gradient gains for each of them where they say nothing, in squared
/// standard errors: the mean of |z| is √(2 / π) for a standard normal z. That the best set gains about so much is our own
/// estimate.
const CHANCE: f64 = std::f64::consts::FRAC_2_PI;

/// What a question must keep to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules<'r> {
    /// Holds values towards 0.
    pub(super) l2: f64,
    /// What a split must gain.
    pub(super) min_gain: f64,
    /// Rows on each side, at least.
    pub(super) min_rows: f64,
    /// Sum of curvatures on each side, at least.
    pub(super) min_curvature: f64,
    /// 1, −1 or 0 a column; empty where no column is bound.
    pub(super) monotone: &'r [i8],
    /// What one number that says nothing gains on average: the variance of a gradient for each unit of curvature.
    pub(super) noise: f64,
}

/// What one unit of a whole-number sum is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    /// How the sums are kept.
    pub(super) width: Width,
    /// One unit of gradient.
    pub(super) gradient: f64,
    /// One unit of curvature.
    pub(super) curvature: f64,
}

impl Scale {
    #[inline(always)]
    fn read(&self, sum: u64) -> (f64, f64) {
        let curvature = self.width.curvature(sum) as i64 as f64;
        (self.width.gradient(sum) as f64 * self.gradient, curvature * self.curvature)
    }
}

/// What is known of a node.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    /// Sum over its rows.
    pub(super) sum: u64,
    /// How many rows it has.
    pub(super) rows: usize,
    /// Least value of its leaves.
    pub(super) low: f64,
    /// Greatest value of its leaves.
    pub(super) high: f64,
}

/// A question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Ask {
    /// Left where the bin is at most this one.
    Bin(u8),
    /// Left where the bin is in the set.
    Set([u32; 8]),
}

/// The best question so far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Split {
    /// Which column.
    pub(super) column: usize,
    /// What is asked.
    pub(super) ask: Ask,
    /// Whether missing numbers go left.
    pub(super) missing_left: bool,
    /// Sum over the rows that go left.
    pub(super) left: u64,
    /// G² / (H + l2) of both sides.
    pub(super) worth: f64,
    /// What it gains over the unsplit node.
    pub(super) gain: f64,
}

/// The value of a leaf.
pub(super) fn value(node: &Node, rules: &Rules<'_>, scale: &Scale) -> f64 {
    let (g, h) = scale.read(node.sum);
    best_value(g, h + rules.l2, node)
}

fn best_value(g: f64, h: f64, node: &Node) -> f64 {
    let value = if h > 0.0 { -g / h } else { 0.0 };
    value.max(node.low).min(node.high)
}

/// Twice what a leaf of this value takes off the loss.
fn worth(g: f64, h: f64, value: f64) -> f64 {
    -(2.0 * g + h * value) * value
}

/// Looks for the best question of a node.
pub(super) struct Search<'s> {
    node: Node,
    rules: &'s Rules<'s>,
    scale: &'s Scale,
    /// Units of curvature on each side, at least.
    least: u64,
    unsplit: f64,
    best: Option<Split>,
    bar: f64,
}

impl<'s> Search<'s> {
    /// `slack` says how many times the least number of rows each side should have by its share of the curvature, where rows
    /// are not counted.
    pub(super) fn new(node: Node, rules: &'s Rules<'s>, scale: &'s Scale, slack: f64) -> Self {
        let (g, h) = scale.read(node.sum);
        let unsplit = worth(g, h + rules.l2, best_value(g, h + rules.l2, &node));
        let units = scale.width.curvature(node.sum) as i64 as f64;
        let by_rows = match scale.width {
            Width::Ones => rules.min_rows,
            Width::Both => slack * rules.min_rows * units / node.rows.max(1) as f64,
        };
        let by_curvature = if scale.curvature > 0.0 { rules.min_curvature / scale.curvature } else { 0.0 };
        let least = by_rows.max(by_curvature).ceil().max(1.0) as u64;
        // What rounding may feign is no gain.
        let bar = unsplit + rules.min_gain.max(1e-10 * unsplit.abs());
        Self { node, rules, scale, least, unsplit, best: None, bar }
    }

    /// Looks at one column.
    pub(super) fn column(&mut self, column: usize, borders: &Borders, sums: &Sums) {
        let bins = borders.bins();
        let missing = sums.get(usize::from(MISSING)).copied().unwrap_or(0);
        if let Borders::Codes(_) = borders {
            return self.categories(column, bins, sums);
        }
        let direction = self.rules.monotone.get(column).copied().unwrap_or(0);
        let shown = sums.get(..bins).unwrap_or(&[]);
        let inner = sums.get(..bins.saturating_sub(1)).unwrap_or(&[]);
        let mut found = self.scan(if missing == 0 { inner } else { shown }, 0, direction).map(|at| (at, false));
        if missing != 0 {
            found = self.scan(inner, missing, direction).map(|at| (at, true)).or(found);
        }
        let Some(((bin, left), missing_left)) = found else { return };
        // Where none is missing, a missing number will go with more of the rows.
        let half = self.scale.width.curvature(left) > self.scale.width.curvature(self.node.sum) / 2;
        let missing_left = if missing == 0 { half } else { missing_left };
        self.keep(column, Ask::Bin(bin as u8), missing_left, left);
    }

    fn keep(&mut self, column: usize, ask: Ask, missing_left: bool, left: u64) {
        let (worth, gain) = (self.bar, self.bar - self.unsplit);
        self.best = Some(Split { column, ask, missing_left, left, worth, gain });
    }

    /// Raises the bar by the best border; the bin below it and the sum of what goes left.
    fn scan(&mut self, bins: &[u64], start: u64, direction: i8) -> Option<(usize, u64)> {
        if self.rules.monotone.is_empty() {
            self.scan_free(bins, start)
        } else {
            self.scan_bound(bins, start, direction)
        }
    }

    fn scan_free(&mut self, bins: &[u64], start: u64) -> Option<(usize, u64)> {
        let (width, l2) = (self.scale.width, self.rules.l2);
        let all = width.curvature(self.node.sum);
        let most = all.checked_sub(self.least)?;
        let (g_unit, h_unit) = (self.scale.gradient, self.scale.curvature);
        let (g_all, h_all) = self.scale.read(self.node.sum);
        let (mut left, mut found, mut bar) = (start, None, self.bar);
        for (bin, sum) in bins.iter().enumerate() {
            left = left.wrapping_add(*sum);
            let units = width.curvature(left);
            if units < self.least {
                continue;
            }
            if units > most {
                break;
            }
            let (g, h) = (width.gradient(left) as f64 * g_unit, units as i64 as f64 * h_unit);
            let (g_right, h_right) = (g_all - g, h_all - h + l2);
            let h = h + l2;
            // worth = g²/h + g_right²/h_right, compared without dividing.
            let (over, under) = (g * g * h_right + g_right * g_right * h, h * h_right);
            if over > bar * under {
                bar = over / under;
                found = Some((bin, left));
            }
        }
        self.bar = bar;
        found
    }

    fn scan_bound(&mut self, bins: &[u64], start: u64, direction: i8) -> Option<(usize, u64)> {
        let (mut left, mut found) = (start, None);
        for (bin, sum) in bins.iter().enumerate() {
            left = left.wrapping_add(*sum);
            if let Some(worth) = self.worth_of(left, direction)
                && worth > self.bar
            {
                self.bar = worth;
                found = Some((bin, left));
            }
        }
        found
    }

    /// What both sides are worth within their bounds; `None` where a side is too small or the order is wrong.
    fn worth_of(&self, left: u64, direction: i8) -> Option<f64> {
        let width = self.scale.width;
        let (units, all) = (width.curvature(left), width.curvature(self.node.sum));
        if units < self.least || all - units.min(all) < self.least {
            return None;
        }
        let ((g, h), (g_all, h_all)) = (self.scale.read(left), self.scale.read(self.node.sum));
        let (g_right, h_right, h) = (g_all - g, h_all - h + self.rules.l2, h + self.rules.l2);
        let (low, high) = (best_value(g, h, &self.node), best_value(g_right, h_right, &self.node));
        let wrong = match direction {
            1 => low > high,
            -1 => low < high,
            _ => false,
        };
        (!wrong).then(|| worth(g, h, low) + worth(g_right, h_right, high))
    }

    /// Categories in the order of their mean gradient; missing is one of them.
    fn categories(&mut self, column: usize, bins: usize, sums: &Sums) {
        let mut order: Vec<(f64, usize, u64)> = Vec::new();
        for (bin, sum) in sums.iter().enumerate() {
            if (bin < bins || bin == usize::from(MISSING)) && *sum != 0 {
                let (g, h) = self.scale.read(*sum);
                order.push((g / (h + SMOOTH), bin, *sum));
            }
        }
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        // Two categories leave nothing to choose.
        let by_chance = self.rules.noise * CHANCE * order.len().saturating_sub(2) as f64;
        let (mut left, mut found) = (0_u64, None);
        for (place, (_, _, sum)) in order.iter().enumerate() {
            left = left.wrapping_add(*sum);
            if let Some(worth) = self.worth_of(left, 0)
                && worth - by_chance > self.bar
            {
                self.bar = worth - by_chance;
                found = Some((place, left));
            }
        }
        let Some((place, left)) = found else { return };
        let (mut set, mut missing_left) = ([0_u32; 8], false);
        for (_, bin, _) in order.iter().take(place + 1) {
            if *bin == usize::from(MISSING) {
                missing_left = true;
            } else if let Some(bits) = set.get_mut(bin / 32) {
                *bits |= 1 << (bin % 32);
            }
        }
        if sums.get(usize::from(MISSING)) == Some(&0) {
            let width = self.scale.width;
            missing_left = width.curvature(left) > width.curvature(self.node.sum) / 2;
        }
        self.keep(column, Ask::Set(set), missing_left, left);
    }

    /// The best question of the columns looked at.
    pub(super) fn best(self) -> Option<Split> {
        self.best
    }
}

/// The two sides of a split; `rows` are those that went left.
pub(super) fn sides(node: &Node, split: &Split, rows: usize, rules: &Rules<'_>, scale: &Scale) -> [Node; 2] {
    let right = node.sum.wrapping_sub(split.left);
    let mut sides =
        [Node { sum: split.left, rows, ..*node }, Node { sum: right, rows: node.rows.saturating_sub(rows), ..*node }];
    let direction = rules.monotone.get(split.column).copied().unwrap_or(0);
    if direction != 0 {
        // Both sides stay on their side of the middle, however deep they grow.
        let [left, right] = &mut sides;
        let middle = value(left, rules, scale) / 2.0 + value(right, rules, scale) / 2.0;
        if direction > 0 {
            (left.high, right.low) = (middle, middle);
        } else {
            (left.low, right.high) = (middle, middle);
        }
    }
    sides
}
