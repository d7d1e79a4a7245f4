//! Patterns of rows on the way to each leaf, looked up in tables or worked out.

use std::ops::BitOr;

use super::paths::{Leaf, Paths};
use crate::error::Error;
use crate::math::Matrix;
use crate::score::model::Trees;

/// Rows that go through a tree together.
const BLOCK: usize = 128;
/// Columns on a way for which all patterns are worked out, at most.
const TABLE: usize = 10;
/// Numbers in the tables of one tree, at most.
const NUMBERS: usize = 1 << 20;

/// What each column adds to the sum of each row.
#[derive(Debug, Clone, PartialEq)]
pub struct Attributed {
    /// The sum that is expected where nothing is known of a row.
    pub expected: f64,
    /// One row a row, one column a column or player; with the expected sum they add up to the row's margin.
    pub parts: Matrix,
}

/// Bits of the slots at which a row disagrees with the way to a node.
pub(super) trait Mask: Copy + Default + BitOr<Output = Self> {
    /// The bit of one slot, or none.
    fn bit(slot: u32, on: bool) -> Self;
    /// All bits.
    fn wide(self) -> u64;
}

impl Mask for u16 {
    #[inline(always)]
    fn bit(slot: u32, on: bool) -> Self {
        Self::from(on) << slot
    }
    #[inline(always)]
    fn wide(self) -> u64 {
        u64::from(self)
    }
}

impl Mask for u64 {
    #[inline(always)]
    fn bit(slot: u32, on: bool) -> Self {
        Self::from(on) << slot
    }
    #[inline(always)]
    fn wide(self) -> u64 {
        self
    }
}

/// The masks of some rows at every node of a tree.
pub(super) struct Masks<M> {
    nodes: Vec<[M; BLOCK]>,
}

impl<M: Mask> Masks<M> {
    pub(super) fn new(paths: &Paths) -> Self {
        Self { nodes: vec![[M::default(); BLOCK]; paths.slot.len()] }
    }

    /// Walks the rows from `first` on; every node's mask is known, whether a row comes there or not.
    pub(super) fn walk(&mut self, trees: &Trees, paths: &Paths, x: &Matrix, first: usize) {
        for (at, slot) in paths.slot.iter().enumerate() {
            let Some(slot) = *slot else { continue };
            let node = trees.node(paths.root + at);
            let (here, below) = self.nodes.split_at_mut(node.child - paths.root);
            let (Some(here), [left, right, ..]) = (here.get(at), below) else { continue };
            let column = x.column(node.column).get(first..).unwrap_or(&[]);
            let rows = here.iter().zip(column).zip(left.iter_mut().zip(right));
            if trees.codes(node.column).is_some() {
                for ((here, x), (left, right)) in rows {
                    let goes_left = trees.left(&node, *x);
                    (*left, *right) = (*here | M::bit(slot, !goes_left), *here | M::bit(slot, goes_left));
                }
            } else {
                for ((here, x), (left, right)) in rows {
                    let goes_left = *x <= node.number || (node.missing_left && x.is_nan());
                    (*left, *right) = (*here | M::bit(slot, !goes_left), *here | M::bit(slot, goes_left));
                }
            }
        }
    }

    /// The masks at a node.
    pub(super) fn at(&self, node: usize) -> &[M] {
        self.nodes.get(node).map_or(&[], |masks| masks)
    }

    /// How many rows walk together.
    pub(super) fn block() -> usize {
        BLOCK
    }
}

/// What the patterns of a leaf's way are worth.
pub(super) trait Worth {
    /// Gets ready for one tree.
    fn begin(&mut self, trees: &Trees, paths: &Paths);
    /// Gets ready for one leaf of it.
    fn leaf(&mut self, place: usize, leaf: &Leaf);
    /// What each slot adds for a row that disagrees at the slots of `mask`; `out` has one number a slot and is 0.
    fn parts(&mut self, leaf: &Leaf, mask: u64, out: &mut [f64]);
}

/// Columns that are known together: one player of the game.
#[derive(Debug, Clone, Copy)]
pub struct Players<'g> {
    /// The player of each column of the matrix, below `count`.
    pub of: &'g [usize],
    /// How many players there are.
    pub count: usize,
}

/// What each player adds, over all trees.
pub(super) fn attribute(
    trees: &Trees,
    x: &Matrix,
    players: Players<'_>,
    worth: &mut impl Worth,
) -> Result<Matrix, Error> {
    let mut parts = Matrix::zeros(x.rows(), players.count);
    for span in trees.spans() {
        let paths = Paths::new(trees, span, players.of)?;
        worth.begin(trees, &paths);
        let deepest = paths.leaves.iter().map(|leaf| leaf.slots.len()).max().unwrap_or(0);
        if deepest <= 16 {
            tree::<u16>(trees, &paths, x, worth, &mut parts);
        } else {
            tree::<u64>(trees, &paths, x, worth, &mut parts);
        }
    }
    Ok(parts)
}

/// A leaf's patterns: slot after slot, one number a pattern.
fn table(leaf: &Leaf, worth: &mut impl Worth) -> Vec<f64> {
    let slots = leaf.slots.len();
    let (mut table, mut out) = (vec![0.0; slots << slots], vec![0.0; slots]);
    for mask in 0..1_usize << slots {
        out.fill(0.0);
        worth.parts(leaf, mask as u64, &mut out);
        for (slot, part) in out.iter().enumerate() {
            if let Some(cell) = table.get_mut((slot << slots) + mask) {
                *cell = *part;
            }
        }
    }
    table
}

fn tree<M: Mask>(trees: &Trees, paths: &Paths, x: &Matrix, worth: &mut impl Worth, parts: &mut Matrix) {
    let mut masks = Masks::<M>::new(paths);
    let mut left = NUMBERS;
    let mut tables: Vec<Option<Vec<f64>>> = Vec::new();
    for (place, leaf) in paths.leaves.iter().enumerate() {
        let slots = leaf.slots.len();
        let wanted = slots <= TABLE && 1 << slots <= x.rows() && slots << slots <= left;
        tables.push(wanted.then(|| {
            left -= slots << slots;
            worth.leaf(place, leaf);
            table(leaf, worth)
        }));
    }
    let mut out = Vec::new();
    for first in (0..x.rows()).step_by(BLOCK) {
        let rows = first..x.rows().min(first + BLOCK);
        masks.walk(trees, paths, x, first);
        for (place, (leaf, table)) in paths.leaves.iter().zip(&tables).enumerate() {
            let masks = masks.at(leaf.at);
            if let Some(table) = table {
                let each = table.chunks_exact(1 << leaf.slots.len());
                for (slot, table) in leaf.slots.iter().zip(each) {
                    let column = parts.column_mut(slot.player).get_mut(rows.clone()).unwrap_or(&mut []);
                    for (part, mask) in column.iter_mut().zip(masks) {
                        *part += table.get(mask.wide() as usize).copied().unwrap_or(0.0);
                    }
                }
                continue;
            }
            worth.leaf(place, leaf);
            out.resize(leaf.slots.len(), 0.0);
            for (row, mask) in rows.clone().zip(masks) {
                out.fill(0.0);
                worth.parts(leaf, mask.wide(), &mut out);
                for (slot, part) in leaf.slots.iter().zip(&out) {
                    if let Some(cell) = parts.column_mut(slot.player).get_mut(row) {
                        *cell += part;
                    }
                }
            }
        }
    }
}
