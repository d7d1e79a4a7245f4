//! Isotonic regression: neighbours that would fall are pooled (Ayer and others, 1955).

use crate::score::model::Steps;

/// Neighbours with one share.
struct Pool {
    first: f64,
    last: f64,
    weight: f64,
    share: f64,
}

/// Of rows that count more than nothing.
pub(super) fn fit(margins: &[f64], y: &[f64], weights: &[f64]) -> Steps {
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
    let mut steps = Steps { margins: Vec::new(), shares: Vec::new() };
    for pool in pools {
        let ends = [pool.first, pool.last];
        for margin in ends.iter().take(if pool.first < pool.last { 2 } else { 1 }) {
            steps.margins.push(*margin);
            steps.shares.push(pool.share);
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::fit;
    use crate::score::model::Recalibration;

    #[test]
    fn neighbours_are_pooled_and_lines_drawn_between() {
        // 0 | 1, 0 pooled to 1/2 | ties at 4: 1, 1, 0 | 1
        let margins = [1.0, 2.0, 3.0, 4.0, 4.0, 4.0, 5.0];
        let steps = fit(&margins, &[0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0], &[1.0; 7]);
        assert_eq!(steps.margins, [1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(steps.shares, [0.0, 0.5, 0.5, 2.0 / 3.0, 1.0]);
        assert_eq!([0.0, 1.0, 1.5, 2.5, 9.0].map(|m| steps.share(m)), [0.0, 0.0, 0.25, 0.5, 1.0]);
        assert!(Recalibration::Steps(steps).check().is_ok());
    }
}
