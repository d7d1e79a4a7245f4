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
    /// The step of every bin, the last one for missing, which is a piece of its own; what it gains.
    ///
    /// `ordered` says that bins have an order; else they are put in that of their mean gradient.
    pub(super) fn step(
        &mut self,
        pulls: &[Pull],
        counts: &[u32],
        ordered: bool,
        rules: &Rules,
        steps: &mut [f64],
    ) -> f64 {
        let Some((missing, shown)) = pulls.split_last() else { return 0.0 };
        self.order.clear();
        self.order.extend(0..shown.len());
        let pull = |bin: usize| pulls.get(bin).copied().unwrap_or([0.0; 2]);
        if !ordered {
            // Bins of few rows are drawn towards 0.
            let key = |bin: &usize| pull(*bin)[0] / (pull(*bin)[1] + 1.0);
            self.order.sort_by(|a, b| key(a).total_cmp(&key(b)).then(a.cmp(b)));
        }
        self.upto.clear();
        let mut sum = ([0.0; 2], 0);
        self.upto.push(sum);
        for bin in &self.order {
            let ([g, h], [more_g, more_h]) = (sum.0, pull(*bin));
            sum = ([g + more_g, h + more_h], sum.1 + counts.get(*bin).copied().unwrap_or(0));
            self.upto.push(sum);
        }
        self.pieces.clear();
        let whole = self.piece(0, shown.len(), rules);
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
        let mut gain = rules.worth(*missing);
        for piece in &self.pieces {
            let pull = self.sum(piece.from, piece.to).0;
            gain += rules.worth(pull);
            let step = rules.step(pull);
            for bin in self.order.get(piece.from..piece.to).unwrap_or(&[]) {
                if let Some(cell) = steps.get_mut(*bin) {
                    *cell = step;
                }
            }
        }
        if let Some(cell) = steps.get_mut(shown.len()) {
            *cell = rules.step(*missing);
        }
        gain
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
        let pulls: Vec<[f64; 2]> = [1.0, 1.0, 5.0, 5.0, 5.0, -2.0, 7.0].iter().map(|g| [*g, 1.0]).collect();
        let mut steps = [0.0; 7];
        Line::default().step(&pulls, &[1; 7], true, &rules, &mut steps);
        assert_eq!(steps, [-1.0, -1.0, -5.0, -5.0, -5.0, 2.0, -7.0]);
        let pulls: Vec<[f64; 2]> = [1.0, 5.0, 1.0, 5.0, 0.0].iter().map(|g| [*g, 1.0]).collect();
        Line::default().step(&pulls, &[1; 5], false, &rules, &mut steps[..5]);
        assert_eq!(steps[..5], [-1.0, -5.0, -1.0, -5.0, 0.0]);
        Line::default().step(&pulls, &[1; 5], true, &Rules { min_rows: 3, ..rules }, &mut steps[..5]);
        assert_eq!(steps[..5], [-3.0, -3.0, -3.0, -3.0, 0.0]);
    }
}
