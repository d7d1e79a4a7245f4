//! Path-dependent values: a column that is not known sends a row both ways, as often as training rows went there.
//!
//! With z the share of training rows that agree at a slot and o = 1 where the row agrees, 0 where not, a leaf of value v
//! adds v (o − z) ∫ Π (z' (1 − t) + o' t) dt over 0 to 1 to a slot, the product being over the other slots: the sum over
//! their subsets with Shapley's weights, since ∫ tᵏ (1 − t)ⁿ⁻ᵏ dt is such a weight. The integrand is a polynomial, so that
//! a few points give it exactly, and no step divides.

use super::engine::{Attributed, Players, Worth, attribute};
use super::paths::{Leaf, MOST, Paths};
use super::quadrature::{Point, rules};
use crate::error::Error;
use crate::math::Matrix;
use crate::score::model::Trees;

/// What each column adds to each row's margin.
///
/// # Errors
///
/// `explain.columns` where the table has fewer columns than the trees ask about; `explain.tooDeep`; what
/// [`Trees::check`] refuses.
pub fn path_dependent(trees: &Trees, x: &Matrix) -> Result<Attributed, Error> {
    super::interventional::check_columns(trees, x)?;
    let alone: Vec<usize> = (0..trees.columns as usize).collect();
    path_dependent_of(trees, x, Players { of: &alone, count: alone.len() })
}

/// What each player adds to each row's margin: columns of one player are known together or not at all.
///
/// # Errors
///
/// As [`path_dependent`].
pub fn path_dependent_of(trees: &Trees, x: &Matrix, players: Players<'_>) -> Result<Attributed, Error> {
    super::interventional::check_columns(trees, x)?;
    trees.check()?;
    let mut worth = Dependent { rules: rules(MOST / 2), factors: Vec::new(), expected: trees.base };
    let parts = attribute(trees, x, players, &mut worth)?;
    Ok(Attributed { expected: worth.expected, parts })
}

struct Dependent {
    rules: Vec<Vec<Point>>,
    factors: Vec<f64>,
    expected: f64,
}

impl Worth for Dependent {
    fn begin(&mut self, _: &Trees, paths: &Paths) {
        let reached = |leaf: &Leaf| leaf.slots.iter().fold(leaf.value, |value, slot| value * slot.share);
        self.expected += paths.leaves.iter().map(reached).sum::<f64>();
    }

    fn leaf(&mut self, _: usize, _: &Leaf) {}

    fn parts(&mut self, leaf: &Leaf, mask: u64, out: &mut [f64]) {
        // The product over the other slots has degree one less than there are slots.
        let Some(points) = self.rules.get(leaf.slots.len().div_ceil(2).wrapping_sub(1)) else { return };
        let agrees = |place: usize| if mask >> place & 1 == 0 { 1.0 } else { 0.0 };
        for point in points {
            // Products of the slots before each, then of those behind.
            self.factors.clear();
            let mut product = point.weight * leaf.value;
            for (place, slot) in leaf.slots.iter().enumerate() {
                self.factors.push(product);
                product *= slot.share * (1.0 - point.at) + agrees(place) * point.at;
            }
            let mut behind = 1.0;
            let all = leaf.slots.iter().enumerate().zip(&self.factors).zip(out.iter_mut());
            for (((place, slot), before), out) in all.rev() {
                *out += (agrees(place) - slot.share) * (before * behind);
                behind *= slot.share * (1.0 - point.at) + agrees(place) * point.at;
            }
        }
    }
}
