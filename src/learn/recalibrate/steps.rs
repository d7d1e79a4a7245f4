//! Isotonic regression: neighbours that would fall are pooled (Ayer and others, 1955).

use serde::{Deserialize, Serialize};

/// Points of a line that never falls; beyond its ends it stays level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Steps {
    /// Margins, rising.
    pub margins: Vec<f64>,
    /// Share at each, never falling.
    pub shares: Vec<f64>,
}

/// Neighbours with one share.
struct Pool {
    first: f64,
    last: f64,
    weight: f64,
    share: f64,
}

impl Steps {
    /// Of rows that count more than nothing.
    pub(super) fn fit(margins: &[f64], y: &[f64], weights: &[f64]) -> Self {
        let rows = margins.iter().zip(y).zip(weights).filter(|(_, w)| **w > 0.0);
        let mut rows: Vec<(f64, f64, f64)> = rows.map(|((m, y), w)| (*m, *y, *w)).collect();
        rows.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut pools: Vec<Pool> = Vec::new();
        // Rows of one margin are one row.
        for same in rows.chunk_by(|a, b| a.0 == b.0) {
            let weight = same.iter().fold(0.0, |sum, row| sum + row.2);
            let share = same.iter().fold(0.0, |sum, row| sum + row.1 * row.2) / weight;
            let margin = same.first().map_or(0.0, |row| row.0);
            let mut pool = Pool { first: margin, last: margin, weight, share };
            while let Some(before) = pools.pop_if(|before| before.share >= pool.share) {
                let weight = before.weight + pool.weight;
                let share = (before.weight * before.share + pool.weight * pool.share) / weight;
                pool = Pool { first: before.first, last: pool.last, weight, share };
            }
            pools.push(pool);
        }
        let mut steps = Self { margins: Vec::new(), shares: Vec::new() };
        for pool in pools {
            let ends = [pool.first, pool.last];
            for margin in ends.iter().take(if pool.first < pool.last { 2 } else { 1 }) {
                steps.margins.push(*margin);
                steps.shares.push(pool.share);
            }
        }
        steps
    }

    /// The share at a margin, on the straight line between two points; NaN where the margin is none.
    pub fn share(&self, margin: f64) -> f64 {
        let after = self.margins.partition_point(|point| *point < margin);
        let at = |i: usize| Some((*self.margins.get(i)?, *self.shares.get(i)?));
        let (before, here) = (after.checked_sub(1).and_then(at), at(after));
        match (before, here) {
            _ if margin.is_nan() => margin,
            (Some((m, p)), Some((n, q))) => p + (q - p) * ((margin - m) / (n - m)),
            (Some((_, p)), None) | (None, Some((_, p))) => p,
            (None, None) => f64::NAN,
        }
    }

    /// Whether lengths, order and limits are those of shares.
    pub(super) fn fits(&self) -> bool {
        let rising = |list: &[f64]| list.iter().zip(list.iter().skip(1)).all(|(a, b)| a <= b);
        !self.margins.is_empty()
            && self.margins.len() == self.shares.len()
            && self.margins.iter().all(|margin| margin.is_finite())
            && self.margins.iter().zip(self.margins.iter().skip(1)).all(|(a, b)| a < b)
            && rising(&self.shares)
            && self.shares.iter().all(|share| (0.0..=1.0).contains(share))
    }
}

#[cfg(test)]
mod tests {
    use super::Steps;

    #[test]
    fn neighbours_are_pooled_and_lines_drawn_between() {
        // 0 | 1, 0 pooled to 1/2 | ties at 4: 1, 1, 0 | 1
        let margins = [1.0, 2.0, 3.0, 4.0, 4.0, 4.0, 5.0];
        let steps = Steps::fit(&margins, &[0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0], &[1.0; 7]);
        assert_eq!(steps.margins, [1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(steps.shares, [0.0, 0.5, 0.5, 2.0 / 3.0, 1.0]);
        assert_eq!([0.0, 1.0, 1.5, 2.5, 9.0].map(|m| steps.share(m)), [0.0, 0.0, 0.25, 0.5, 1.0]);
        assert!(steps.fits());
        let falling = Steps { margins: vec![1.0, 2.0], shares: vec![0.5, 0.4] };
        assert!(!falling.fits() && !Steps { margins: vec![1.0], ..falling }.fits());
    }
}
