//! The sums of many rows: each number becomes its rank among the thresholds of its column, and ranks walk the trees.
//!
//! A rank is found once for a row and column; then every node compares two small whole numbers. A missing number has two
//! ranks, one that always goes left and one that always goes right: a node names the lane that it wants. Some rows walk
//! side by side, so that the processor need not wait for one of them. Leaves are added tree by tree from the base, as
//! [`Trees::walk`] does, so that the sums are the same to the bit.

use super::Trees;
use crate::math::Matrix;

/// Rows that are ranked together.
const BLOCK: usize = 128;
/// Rows that walk side by side.
const SIDE: usize = 8;
/// The rank of a missing number that goes right: above every threshold's but a leaf's.
const RIGHT: u16 = u16::MAX - 1;

/// A question of ranks: from the lowest bits, 16 of rank, 16 of lane, 32 of the left child, from the root.
type Step = u64;

fn step(child: usize, lane: usize, rank: u16) -> Step {
    (child as u64) << 32 | (lane as u64) << 16 | u64::from(rank)
}

/// What a column's ranks are among, and the lanes they are written to.
struct Ranks {
    column: usize,
    /// Rising thresholds, few of them padded with infinity to 256.
    cuts: Vec<f64>,
    /// Lane where missing numbers go left, and where they go right.
    left: Option<usize>,
    right: Option<usize>,
}

/// A lane of 0 where a set holds the category, 1 where not.
struct Inside {
    column: usize,
    set: usize,
    missing_left: bool,
    lane: usize,
}

/// A tree of steps.
struct Tree {
    depth: u32,
    /// Padded to a power of two.
    steps: Vec<Step>,
    /// Values of its leaves, padded alike.
    values: Vec<f64>,
}

/// Trees whose thresholds are ranks.
struct Ranked {
    ranks: Vec<Ranks>,
    sets: Vec<Inside>,
    lanes: usize,
    trees: Vec<Tree>,
}

impl Ranked {
    /// `None` where a column has too many thresholds, or there are too many lanes.
    fn new(trees: &Trees) -> Option<Self> {
        let mut cuts: Vec<Vec<f64>> = vec![Vec::new(); trees.columns as usize];
        for at in 0..trees.child.len() {
            let node = trees.node(at);
            if node.child > at && trees.codes(node.column).is_none() {
                cuts.get_mut(node.column)?.push(node.number);
            }
        }
        let mut ranks = Vec::new();
        for (column, mut cuts) in cuts.into_iter().enumerate() {
            cuts.sort_unstable_by(f64::total_cmp);
            cuts.dedup();
            if cuts.len() >= usize::from(RIGHT) {
                return None;
            }
            ranks.push(Ranks { column, cuts, left: None, right: None });
        }
        let mut ranked = Self { ranks, sets: Vec::new(), lanes: 0, trees: Vec::new() };
        for span in trees.spans() {
            let tree = ranked.tree(trees, span)?;
            ranked.trees.push(tree);
        }
        ranked.ranks.retain(|ranks| ranks.left.is_some() || ranks.right.is_some());
        for ranks in &mut ranked.ranks {
            // The short search reaches 255 thresholds.
            let padded = if ranks.cuts.len() < 256 { 256 } else { ranks.cuts.len() + 1 };
            ranks.cuts.resize(padded, f64::INFINITY);
        }
        Some(ranked)
    }

    fn tree(&mut self, trees: &Trees, span: std::ops::Range<usize>) -> Option<Tree> {
        let root = span.start;
        let mut depths = vec![0_u32; span.len()];
        let size = span.len().next_power_of_two();
        let (mut steps, mut values) = (vec![0; size], vec![0.0; size]);
        for at in span {
            let node = trees.node(at);
            let (here, step_of) = (at - root, steps.get_mut(at - root)?);
            if node.child <= at {
                // A leaf asks a question that keeps every row where it is.
                *step_of = step(here, 0, u16::MAX);
                *values.get_mut(here)? = node.number;
                continue;
            }
            let child = node.child - root;
            let below = depths.get(here)? + 1;
            depths.get_mut(child..=child + 1)?.fill(below);
            let (lane, rank) = if trees.codes(node.column).is_some() {
                let (column, set, missing_left) = (node.column, node.number as usize, node.missing_left);
                self.sets.push(Inside { column, set, missing_left, lane: self.lanes });
                self.lanes += 1;
                (self.lanes - 1, 0)
            } else {
                let ranks = self.ranks.get_mut(node.column)?;
                let known = if node.missing_left { &mut ranks.left } else { &mut ranks.right };
                let lane = *known.get_or_insert(self.lanes);
                self.lanes = self.lanes.max(lane + 1);
                (lane, ranks.cuts.binary_search_by(|cut| cut.total_cmp(&node.number)).ok()? as u16)
            };
            *step_of = step(child, lane, rank);
        }
        Some(Tree { depth: depths.into_iter().max()?, steps, values })
    }

    /// Ranks of the rows from `first` on, one list a row.
    fn rank<const WIDTH: usize>(&self, trees: &Trees, x: &Matrix, first: usize, block: &mut [[u16; WIDTH]]) {
        for ranks in &self.ranks {
            let (left, right) = (ranks.left.unwrap_or(WIDTH), ranks.right.unwrap_or(WIDTH));
            let column = x.column(ranks.column).get(first..).unwrap_or(&[]);
            let fixed = <&[f64; 256]>::try_from(&*ranks.cuts);
            for (x, row) in column.iter().zip(block.iter_mut()) {
                let rank = match fixed {
                    Ok(cuts) => below(cuts, *x),
                    Err(_) => ranks.cuts.partition_point(|cut| cut < x) as u16,
                };
                // A missing number is above no threshold: its rank is 0.
                write(row, left, rank);
                write(row, right, if x.is_nan() { RIGHT } else { rank });
            }
        }
        for inside in &self.sets {
            let codes = trees.codes(inside.column).unwrap_or(&[]);
            let column = x.column(inside.column).get(first..).unwrap_or(&[]);
            for (x, row) in column.iter().zip(block.iter_mut()) {
                let place = Trees::place(codes, *x);
                let goes_left = place.map_or(inside.missing_left, |place| trees.holds(inside.set, place));
                write(row, inside.lane, u16::from(!goes_left));
            }
        }
    }

    fn margins<const WIDTH: usize>(&self, trees: &Trees, x: &Matrix) -> Vec<f64> {
        let mut sums = vec![trees.base; x.rows()];
        let mut block = vec![[0_u16; WIDTH]; BLOCK];
        for (number, sums) in sums.chunks_mut(BLOCK).enumerate() {
            self.rank(trees, x, number * BLOCK, &mut block);
            for tree in &self.trees {
                // Most trees fit a fixed size, whose bounds need no look.
                match (<&[Step; 64]>::try_from(&*tree.steps), <&[Step; 128]>::try_from(&*tree.steps)) {
                    (Ok(steps), _) => add(tree, |at| steps.get(at & 63), &block, sums),
                    (_, Ok(steps)) => add(tree, |at| steps.get(at & 127), &block, sums),
                    _ => add(tree, |at| tree.steps.get(at), &block, sums),
                }
            }
        }
        sums
    }
}

/// Adds a tree's leaf to the sum of each row of a block.
#[inline(always)]
fn add<'s, const WIDTH: usize>(
    tree: &Tree,
    step: impl Fn(usize) -> Option<&'s Step>,
    block: &[[u16; WIDTH]],
    sums: &mut [f64],
) {
    for (rows, sums) in block.chunks_exact(SIDE).zip(sums.chunks_mut(SIDE)) {
        let Ok(rows) = <&[[u16; WIDTH]; SIDE]>::try_from(rows) else { continue };
        let mut at = [0_usize; SIDE];
        for _ in 0..tree.depth {
            for (at, row) in at.iter_mut().zip(rows) {
                let step = step(*at).copied().unwrap_or(0);
                // WIDTH is a power of two, so that the mask changes no lane and spares a look at the bounds.
                let rank = row.get((step >> 16) as usize & (WIDTH - 1)).copied().unwrap_or(0);
                *at = (step >> 32) as usize + usize::from(rank > step as u16);
            }
        }
        for (sum, at) in sums.iter_mut().zip(at) {
            *sum += tree.values.get(at).copied().unwrap_or(0.0);
        }
    }
}

#[inline(always)]
fn write<const WIDTH: usize>(row: &mut [u16; WIDTH], lane: usize, rank: u16) {
    if let Some(cell) = row.get_mut(lane) {
        *cell = rank;
    }
}

/// How many of rising cuts, padded with infinity, are below `x`; 0 for a missing number. No branch to guess.
#[inline(always)]
fn below(cuts: &[f64; 256], x: f64) -> u16 {
    let mut place = 0_usize;
    for half in [128, 64, 32, 16, 8, 4, 2, 1] {
        let cut = cuts.get((place + half - 1) & 255).copied().unwrap_or(f64::INFINITY);
        place += half * usize::from(cut < x);
    }
    place as u16
}

/// One sum a row.
pub(super) fn margins(trees: &Trees, x: &Matrix) -> Vec<f64> {
    match Ranked::new(trees) {
        Some(ranked) if ranked.lanes <= 16 => ranked.margins::<16>(trees, x),
        Some(ranked) if ranked.lanes <= 64 => ranked.margins::<64>(trees, x),
        Some(ranked) if ranked.lanes <= 256 => ranked.margins::<256>(trees, x),
        Some(ranked) if ranked.lanes <= 1024 => ranked.margins::<1024>(trees, x),
        _ => {
            let mut row = Vec::new();
            let one = |at| {
                x.row_into(at, &mut row);
                trees.walk(&row)
            };
            (0..x.rows()).map(one).collect()
        }
    }
}
