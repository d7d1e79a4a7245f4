//! The best cuts of a surface: one column is cut in two and each side by the other column, whichever way gains more.

use super::line::{Pull, Rules};

/// How a surface is cut: at which bin the first column, and where each side is cut by the other.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cuts {
    /// Whether the second column is cut first.
    turned: bool,
    first: usize,
    sides: [Option<usize>; 2],
    gain: f64,
}

/// Works out surfaces, reusing its memory.
#[derive(Debug, Default)]
pub(super) struct Plane {
    /// Sums over the rectangle before each corner.
    corners: Vec<(Pull, u32)>,
    shape: [usize; 2],
}

impl Plane {
    /// Takes the sums of a surface's cells, bins of the second column side by side; the last bin of each is missing.
    pub(super) fn take(&mut self, pulls: &[Pull], counts: &[u32], shape: [usize; 2]) {
        let [rows, columns] = shape;
        self.shape = shape;
        self.corners.clear();
        self.corners.resize((rows + 1) * (columns + 1), ([0.0; 2], 0));
        for row in 0..rows {
            let mut sum = ([0.0; 2], 0);
            for column in 0..columns {
                let cell = row * columns + column;
                let ([g, h], n) =
                    (pulls.get(cell).copied().unwrap_or([0.0; 2]), counts.get(cell).copied().unwrap_or(0));
                sum = ([sum.0[0] + g, sum.0[1] + h], sum.1 + n);
                let above = self.corner(row, column + 1);
                let corner = ([above.0[0] + sum.0[0], above.0[1] + sum.0[1]], above.1 + sum.1);
                if let Some(to) = self.corners.get_mut((row + 1) * (columns + 1) + column + 1) {
                    *to = corner;
                }
            }
        }
    }

    fn corner(&self, row: usize, column: usize) -> (Pull, u32) {
        self.corners.get(row * (self.shape[1] + 1) + column).copied().unwrap_or(([0.0; 2], 0))
    }

    /// Sums of the bins `first` of one column and `second` of the other.
    fn sum(&self, turned: bool, first: [usize; 2], second: [usize; 2]) -> (Pull, u32) {
        let ([a, b], [c, d]) = if turned { (second, first) } else { (first, second) };
        let ([g, h], n) = self.corner(b, d);
        let ([left_g, left_h], left) = self.corner(b, c);
        let ([above_g, above_h], above) = self.corner(a, d);
        let ([both_g, both_h], both) = self.corner(a, c);
        ([g - left_g - above_g + both_g, h - left_h - above_h + both_h], n + both - left - above)
    }

    /// The best cut of one side by the other column, with what its two pieces are worth.
    fn side(&self, turned: bool, first: [usize; 2], rules: &Rules) -> (Option<usize>, f64) {
        let [rows, columns] = self.shape;
        let end = if turned { rows } else { columns };
        let (all, rows) = self.sum(turned, first, [0, end]);
        let (mut best, mut bar) = (None, rules.worth(all));
        for cut in 1..end {
            let (pull, n) = self.sum(turned, first, [0, cut]);
            if n < rules.min_rows || rows - n < rules.min_rows {
                continue;
            }
            let worth = rules.worth(pull) + rules.worth([all[0] - pull[0], all[1] - pull[1]]);
            if worth > bar {
                (best, bar) = (Some(cut), worth);
            }
        }
        (best, bar)
    }

    fn cuts(&self, rules: &Rules) -> Option<Cuts> {
        let [rows, columns] = self.shape;
        let unsplit = rules.worth(self.sum(false, [0, rows], [0, columns]).0);
        let mut best: Option<Cuts> = None;
        for turned in [false, true] {
            let (end, other) = if turned { (columns, rows) } else { (rows, columns) };
            for first in 1..end {
                let count = |bins: [usize; 2]| self.sum(turned, bins, [0, other]).1;
                if count([0, first]) < rules.min_rows || count([first, end]) < rules.min_rows {
                    continue;
                }
                let (low, low_worth) = self.side(turned, [0, first], rules);
                let (high, high_worth) = self.side(turned, [first, end], rules);
                let gain = low_worth + high_worth - unsplit;
                if gain > best.map_or(1e-10 * unsplit, |best| best.gain) {
                    best = Some(Cuts { turned, first, sides: [low, high], gain });
                }
            }
        }
        best
    }

    /// What the best cuts gain over none.
    pub(super) fn gain(&self, rules: &Rules) -> f64 {
        self.cuts(rules).map_or(0.0, |cuts| cuts.gain)
    }

    /// The step of each cell; what it gains.
    pub(super) fn step(&self, rules: &Rules, steps: &mut [f64]) -> f64 {
        steps.fill(0.0);
        let Some(cuts) = self.cuts(rules) else { return 0.0 };
        let (end, other) = if cuts.turned { (self.shape[1], self.shape[0]) } else { (self.shape[0], self.shape[1]) };
        for (first, side) in [[0, cuts.first], [cuts.first, end]].into_iter().zip(cuts.sides) {
            let middle = side.unwrap_or(other);
            for second in [[0, middle], [middle, other]] {
                let step = rules.step(self.sum(cuts.turned, first, second).0);
                let (rows, columns) = if cuts.turned { (second, first) } else { (first, second) };
                for row in rows[0]..rows[1] {
                    let cells = row * self.shape[1] + columns[0]..row * self.shape[1] + columns[1];
                    steps.get_mut(cells).unwrap_or(&mut []).fill(step);
                }
            }
        }
        cuts.gain
    }
}

#[cfg(test)]
mod tests {
    use super::{Plane, Rules};

    #[test]
    fn an_exclusive_or_is_found_at_once() {
        let rules = Rules { leaves: 3, min_rows: 1, l2: 0.0, rate: 1.0 };
        let high = |row: usize, column: usize| (row < 2) != (column < 3);
        let cell = |at: usize| if high(at / 5, at % 5) { [2.0, 1.0] } else { [-1.0, 1.0] };
        let pulls: Vec<[f64; 2]> = (0..20).map(cell).collect();
        let (mut plane, mut steps) = (Plane::default(), [0.0; 20]);
        plane.take(&pulls, &[1; 20], [4, 5]);
        plane.step(&rules, &mut steps);
        assert!(steps.iter().enumerate().all(|(at, step)| *step == if high(at / 5, at % 5) { -2.0 } else { 1.0 }));
        let unsplit = rules.worth([pulls.iter().map(|p| p[0]).sum(), 20.0]);
        let apart = 4.0 * pulls.iter().filter(|p| p[0] == 2.0).count() as f64
            + pulls.iter().filter(|p| p[0] == -1.0).count() as f64;
        assert!((plane.gain(&rules) - (apart - unsplit)).abs() < 1e-12);
    }
}
