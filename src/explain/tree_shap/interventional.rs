//! Interventional values: columns that are not known are those of each background row in turn.
//!
//! On the way to a leaf, u slots agree with the row only and v with the background row only; if a slot agrees with
//! neither, the leaf is out of reach. Each of the u adds (u − 1)! v! / (u + v)! of the leaf's value, each of the v takes
//! u! (v − 1)! / (u + v)! of it. Background rows of one pattern are counted together.

use super::engine::{Attributed, Mask, Masks, Players, Worth, attribute};
use super::paths::{Leaf, MOST, Paths};
use crate::error::{Error, Kind};
use crate::math::Matrix;
use crate::score::model::Trees;

pub(super) fn check_columns(trees: &Trees, x: &Matrix) -> Result<(), Error> {
    if x.columns() < trees.columns as usize {
        let short = Error::new(Kind::Usage, "explain.columns");
        return Err(short.with("columns", x.columns()).with("wanted", trees.columns));
    }
    Ok(())
}

/// What each column adds to each row's margin, against a background of at least one row.
///
/// # Errors
///
/// `explain.columns` where a table has fewer columns than the trees ask about; `explain.noBackground`; `explain.tooDeep`;
/// what [`Trees::check`] refuses.
pub fn interventional(trees: &Trees, x: &Matrix, background: &Matrix) -> Result<Attributed, Error> {
    check_columns(trees, x)?;
    let alone: Vec<usize> = (0..trees.columns as usize).collect();
    interventional_of(trees, x, background, Players { of: &alone, count: alone.len() })
}

/// What each player adds to each row's margin: columns of one player come from the same row.
///
/// # Errors
///
/// As [`interventional`].
pub fn interventional_of(
    trees: &Trees,
    x: &Matrix,
    background: &Matrix,
    players: Players<'_>,
) -> Result<Attributed, Error> {
    check_columns(trees, x)?;
    check_columns(trees, background)?;
    trees.check()?;
    if background.rows() == 0 {
        return Err(Error::new(Kind::Usage, "explain.noBackground"));
    }
    let margins = trees.margins(background);
    let expected = margins.iter().sum::<f64>() / margins.len() as f64;
    let weights = weights(MOST);
    let mut worth = Interventional { background, weights, masks: Vec::new(), seen: Vec::new() };
    let parts = attribute(trees, x, players, &mut worth)?;
    Ok(Attributed { expected, parts })
}

/// (u − 1)! v! / (u + v)! at `u − 1` and `v`.
fn weights(most: usize) -> Vec<Vec<f64>> {
    let row = |u: usize| {
        // v = 0: 1 / u; each further v times v / (u + v).
        let mut weight = 1.0 / u as f64;
        let mut row = vec![weight];
        for v in 1..=most {
            weight *= v as f64 / (u + v) as f64;
            row.push(weight);
        }
        row
    };
    (1..=most).map(row).collect()
}

struct Interventional<'b> {
    background: &'b Matrix,
    weights: Vec<Vec<f64>>,
    /// Patterns of the background at each leaf, with how often each is seen.
    masks: Vec<Vec<(u64, f64)>>,
    seen: Vec<(u64, f64)>,
}

impl Worth for Interventional<'_> {
    fn begin(&mut self, trees: &Trees, paths: &Paths) {
        let mut all: Vec<Vec<u64>> = vec![Vec::new(); paths.leaves.len()];
        let mut walk = Masks::<u64>::new(paths);
        let rows = self.background.rows();
        for first in (0..rows).step_by(Masks::<u64>::block()) {
            walk.walk(trees, paths, self.background, first);
            for (all, leaf) in all.iter_mut().zip(&paths.leaves) {
                all.extend(walk.at(leaf.at).iter().take(rows - first).map(|mask| mask.wide()));
            }
        }
        let share = 1.0 / rows as f64;
        let count = |mut masks: Vec<u64>| {
            masks.sort_unstable();
            masks
                .chunk_by(|a, b| a == b)
                .map(|same| (same.first().copied().unwrap_or(0), same.len() as f64 * share))
                .collect()
        };
        self.masks = all.into_iter().map(count).collect();
    }

    fn leaf(&mut self, place: usize, _: &Leaf) {
        self.seen.clear();
        self.seen.extend(self.masks.get(place).into_iter().flatten());
    }

    fn parts(&mut self, leaf: &Leaf, mask: u64, out: &mut [f64]) {
        let weight = |one: u32, other: u32| {
            let row = self.weights.get((one as usize).wrapping_sub(1));
            row.and_then(|row| row.get(other as usize)).copied().unwrap_or(0.0)
        };
        for (other, share) in &self.seen {
            if mask & other != 0 {
                continue;
            }
            let value = leaf.value * share;
            let (u, v) = (other.count_ones(), mask.count_ones());
            let (adds, takes) = (value * weight(u, v), value * weight(v, u));
            for (slot, out) in out.iter_mut().enumerate() {
                if other >> slot & 1 == 1 {
                    *out += adds;
                } else if mask >> slot & 1 == 1 {
                    *out -= takes;
                }
            }
        }
    }
}
