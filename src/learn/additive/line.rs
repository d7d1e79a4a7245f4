//! The best few pieces of a curve's next step.

/// Gradient and curvature, summed.
pub(super) type Pull = [f64; 2];

/// What pieces must keep to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    /// Pieces, at most.
    pub(super) leaves: usize,
    /// Rows of a piece, at least.
    pub(super) min_rows: u32,
    /// Holds pieces towards 0.
    pub(super) l2: f64,
    /// How much of each step counts.
    pub(super) rate: f64,
}

impl Rules {
    /// What a piece gains.
    #[inline(always)]
    pub(super) fn worth(&self, [g, h]: Pull) -> f64 {
        let h = h + self.l2;
        if h > 0.0 { g * g / h } else { 0.0 }
    }

    /// The step of a piece.
    pub(super) fn step(&self, [g, h]: Pull) -> f64 {
        let h = h + self.l2;
        if h > 1e-300 { -self.rate * g / h } else { 0.0 }
    }
}

/// A piece from one place of the order to before another, with its best cut.
#[derive(Debug, Clone, Copy)]
struct Piece {
    from: usize,
    to: usize,
    cut: Option<(usize, f64)>,
}

/// Works out steps, reusing its memory.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Sums over the first places, and their rows.
    upto: Vec<(Pull, u32)>,
    pieces: Vec<Piece>,
    order: Vec<usize>,
}

impl Line {
    /// The step of every bin, the last one for missing; what it gains.
    ///
    /// `ordered` says that bins have an order; else they are put in that of their mean gradient. Missing rows go with the
    /// lowest bins or the highest ones, or are a piece of their own, whichever gains most.
    pub(super) fn step(
        &mut self,
        pulls: &[Pull],
        counts: &[u32],
        ordered: bool,
        rules: &Rules,
        steps: &mut [f64],
    ) -> f64 {
        steps.fill(0.0);
        let Some(missing) = pulls.len().checked_sub(1) else { return 0.0 };
        let some_missing = counts.get(missing).is_some_and(|count| *count > 0);
        let ends = if some_missing { 0..missing + 1 } else { 0..missing };
        self.order.clear();
        self.order.extend(ends);
        if !ordered {
            // Bins of few rows are drawn towards 0.
            let key = |bin: &usize| pulls.get(*bin).map_or(0.0, |[g, h]| g / (h + 1.0));
            self.order.sort_by(|a, b| key(a).total_cmp(&key(b)).then(a.cmp(b)));
        }
        let mut gain = self.cut(pulls, counts, rules);
        if ordered && some_missing {
            self.order.rotate_right(1);
            let first = self.cut(pulls, counts, rules);
            if first < gain {
                self.order.rotate_left(1);
                self.cut(pulls, counts, rules);
            }
            gain = gain.max(first);
        }
        self.write(rules, steps);
        gain
    }

    /// Cuts the bins in their order into pieces; what they gain together.
    fn cut(&mut self, pulls: &[Pull], counts: &[u32], rules: &Rules) -> f64 {
        self.upto.clear();
        let mut sum = ([0.0; 2], 0);
        self.upto.push(sum);
        for bin in &self.order {
            let ([g, h], [more_g, more_h]) = (sum.0, pulls.get(*bin).copied().unwrap_or([0.0; 2]));
            sum = ([g + more_g, h + more_h], sum.1 + counts.get(*bin).copied().unwrap_or(0));
            self.upto.push(sum);
        }
        self.pieces.clear();
        let whole = self.piece(0, self.order.len(), rules);
        self.pieces.push(whole);
        while self.pieces.len() < rules.leaves {
            let gain = |piece: &Piece| piece.cut.map_or(0.0, |(_, gain)| gain);
            // The first of the most gainful.
            let best = self.pieces.iter().enumerate().rev().max_by(|a, b| gain(a.1).total_cmp(&gain(b.1)));
            let Some((place, Piece { from, to, cut: Some((cut, _)) })) = best.map(|(place, piece)| (place, *piece))
            else {
                break;
            };
            let (left, right) = (self.piece(from, cut, rules), self.piece(cut, to, rules));
            self.pieces.splice(place..=place, [left, right]);
        }
        self.pieces.iter().map(|piece| rules.worth(self.sum(piece.from, piece.to).0)).sum()
    }

    /// Writes the step of each piece to its bins.
    fn write(&self, rules: &Rules, steps: &mut [f64]) {
        for piece in &self.pieces {
            let step = rules.step(self.sum(piece.from, piece.to).0);
            for bin in self.order.get(piece.from..piece.to).unwrap_or(&[]) {
                if let Some(cell) = steps.get_mut(*bin) {
                    *cell = step;
                }
            }
        }
    }

    fn sum(&self, from: usize, to: usize) -> (Pull, u32) {
        let at = |place: usize| self.upto.get(place).copied().unwrap_or(([0.0; 2], 0));
        let (([g, h], n), ([less_g, less_h], less)) = (at(to), at(from));
        ([g - less_g, h - less_h], n - less)
    }

    fn piece(&self, from: usize, to: usize, rules: &Rules) -> Piece {
        let mut piece = Piece { from, to, cut: None };
        let (([all_g, all_h], all), ([first_g, first_h], first)) = (self.sum(from, to), self.sum(0, from));
        if all / 2 < rules.min_rows {
            return piece;
        }
        let unsplit = rules.worth([all_g, all_h]);
        let mut bar = unsplit + 1e-10 * unsplit;
        for (place, ([g, h], n)) in self.upto.iter().enumerate().take(to).skip(from + 1) {
            let rows = n - first;
            if rows < rules.min_rows || all - rows < rules.min_rows {
                continue;
            }
            let (g, h) = (g - first_g, h - first_h);
            let worth = rules.worth([g, h]) + rules.worth([all_g - g, all_h - h]);
            if worth > bar {
                bar = worth;
                piece.cut = Some((place, worth - unsplit));
            }
        }
        piece
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Rules};

    #[test]
    fn a_curve_of_three_steps_is_found_at_once() {
        let rules = Rules { leaves: 3, min_rows: 1, l2: 0.0, rate: 1.0 };
        let pulls = |g: &[f64]| -> Vec<[f64; 2]> { g.iter().map(|g| [*g, 1.0]).collect() };
        let (mut line, mut steps) = (Line::default(), [9.0; 7]);
        let some = pulls(&[1.0, 1.0, 5.0, 5.0, 5.0, -2.0, 0.0]);
        assert_eq!(line.step(&some, &[1, 1, 1, 1, 1, 1, 0], true, &rules, &mut steps), 81.0);
        assert_eq!(steps, [-1.0, -1.0, -5.0, -5.0, -5.0, 2.0, 0.0]);
        let few = pulls(&[1.0, 5.0, 1.0, 5.0, 0.0]);
        line.step(&few, &[1, 1, 1, 1, 0], false, &rules, &mut steps[..5]);
        assert_eq!(steps[..5], [-1.0, -5.0, -1.0, -5.0, 0.0]);
        line.step(&few, &[1, 1, 1, 1, 0], true, &Rules { min_rows: 3, ..rules }, &mut steps[..5]);
        assert_eq!(steps[..5], [-3.0, -3.0, -3.0, -3.0, 0.0]);
    }

    #[test]
    fn missing_rows_go_where_they_gain_most() {
        let rules = Rules { leaves: 2, min_rows: 1, l2: 0.0, rate: 1.0 };
        let mut steps = [0.0; 5];
        for (g, want) in [
            ([1.0, 1.0, 5.0, 5.0, 1.0], [-1.0, -1.0, -5.0, -5.0, -1.0]),
            ([1.0, 1.0, 5.0, 5.0, 5.0], [-1.0, -1.0, -5.0, -5.0, -5.0]),
            ([1.0, 1.0, 1.0, 1.0, 5.0], [-1.0, -1.0, -1.0, -1.0, -5.0]),
        ] {
            Line::default().step(&g.map(|g| [g, 1.0]), &[1; 5], true, &rules, &mut steps);
            assert_eq!(steps, want);
        }
    }
}
