//! Whether weights would run away for ever: a sum of columns that tells yes from no without a mistake.

use super::rows::Rows;
use crate::math::gram::{ROWS, Strip, add_times};

/// How far a row may stand on the wrong side, as a share of the farthest row.
const NEARLY: f64 = 1e-3;

/// Whether no row is on the wrong side of a direction, and some row is on the right one: along it the loss falls for ever.
pub(super) fn is_recession(rows: &Rows<'_>, direction: &[f64]) -> bool {
    let every = rows.table.every(1);
    let used = rows.scaling.used.len();
    let start = direction.get(used).filter(|_| rows.intercept).copied().unwrap_or_default();
    let (mut nearest, mut farthest) = (f64::INFINITY, 0.0_f64);
    let (mut strip, mut weight, mut y): (Strip, Strip, Strip) = ([0.0; ROWS], [0.0; ROWS], [0.0; ROWS]);
    for block in 0..every.blocks() {
        let mut margin = [start; ROWS];
        let scaled = rows.scaling.used.iter().zip(&rows.scaling.mean).zip(&rows.scaling.scale);
        for (((column, mean), scale), b) in scaled.zip(direction) {
            every.load(rows.table.x.column(*column), block, *mean, *scale, &mut strip);
            add_times(&mut margin, &strip, *b);
        }
        rows.table.load_weights(every, block, &mut weight);
        every.load(rows.table.y, block, 0.0, 1.0, &mut y);
        for ((margin, y), weight) in margin.iter().zip(&y).zip(&weight) {
            if *weight > 0.0 {
                nearest = nearest.min((y + y - 1.0) * margin);
                farthest = farthest.max(margin.abs());
            }
        }
    }
    farthest > 0.0 && nearest >= -NEARLY * farthest
}

/// Columns that part the rows: those that do so alone, or else those that count most in the direction.
pub(super) fn separators(rows: &Rows<'_>, direction: &[f64]) -> Vec<usize> {
    let used = &rows.scaling.used;
    let alone: Vec<usize> = used.iter().copied().filter(|column| parts_alone(rows, *column)).collect();
    if !alone.is_empty() {
        return alone;
    }
    let most = direction.iter().take(used.len()).fold(0.0_f64, |most, b| most.max(b.abs()));
    used.iter().zip(direction).filter(|(_, b)| b.abs() >= 0.05 * most).map(|(column, _)| *column).collect()
}

/// Whether all yes lie on one side of all no, touching at most.
fn parts_alone(rows: &Rows<'_>, column: usize) -> bool {
    let mut ends = [[f64::INFINITY, f64::NEG_INFINITY]; 2];
    for (row, (x, y)) in rows.table.x.column(column).iter().zip(rows.table.y).enumerate() {
        let [no, yes] = &mut ends;
        let [low, high] = if *y == 1.0 { yes } else { no };
        if rows.table.weight(row) > 0.0 {
            (*low, *high) = (low.min(*x), high.max(*x));
        }
    }
    let [[no_low, no_high], [yes_low, yes_high]] = ends;
    yes_low >= no_high || yes_high <= no_low
}
