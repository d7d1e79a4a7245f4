//! One tree: from all rows at the root to leaves, best question by best question.
//!
//! The rows of a node lie side by side, those that go left before the others. Of two children the smaller is summed and
//! taken from its parent's sums, which become the greater one's.

use std::ops::Range;

use super::bins::{Bins, Borders, MISSING, SIDE};
use super::histogram::{Entry, Sums, build, row, subtract};
use super::split::{Ask, Node, Rules, Scale, Search, Split, sides, value};
use crate::score::model::Trees;

/// How far a tree may grow.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Questions from root to leaf, at most.
    pub(super) depth: u32,
    /// Leaves, at most.
    pub(super) leaves: usize,
}

/// A leaf and where its rows lie.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Leaf {
    /// Its node.
    pub(super) node: usize,
    /// Its rows among the entries.
    pub(super) rows: Range<usize>,
}

/// A node that may still be split.
struct Open {
    at: usize,
    rows: Range<usize>,
    depth: u32,
    node: Node,
    sums: Option<Box<[Sums]>>,
    split: Option<Split>,
}

/// Grows trees on one table, reusing its memory.
pub(super) struct Grower {
    /// Rows with their gradients: those of a tree's leaves lie side by side once it stands.
    pub(super) entries: Vec<Entry>,
    spare: Vec<Entry>,
    pool: Vec<Box<[Sums]>>,
    /// The bin that each node of the last tree asks for, from its root.
    cuts: Vec<u8>,
}

impl Grower {
    pub(super) fn new() -> Self {
        Self { entries: Vec::new(), spare: Vec::new(), pool: Vec::new(), cuts: Vec::new() }
    }

    /// Grows a tree of the entries behind the others of `trees`; leaves' values are times `rate`.
    pub(super) fn grow(
        &mut self,
        trees: &mut Trees,
        bins: &Bins,
        columns: &[u32],
        (rules, scale, limits, rate): (&Rules<'_>, &Scale, Limits, f64),
    ) -> Vec<Leaf> {
        let root = trees.child.len();
        trees.roots.push(root as u32);
        self.cuts.clear();
        self.spare.resize(self.entries.len(), 0);
        let sum = self.entries.iter().fold(0_u64, |sum, entry| sum.wrapping_add(scale.width.addend(*entry)));
        let rows = self.entries.len();
        let node = Node { sum, rows, low: f64::NEG_INFINITY, high: f64::INFINITY };
        let mut open = Open { at: root, rows: 0..rows, depth: 0, node, sums: None, split: None };
        self.push(trees, rows);
        let can_split = |node: &Node, depth: u32| depth < limits.depth && node.rows as f64 >= 2.0 * rules.min_rows;
        if can_split(&node, 0) {
            let mut sums = self.take(bins);
            build(bins, &self.entries, scale.width, &mut sums);
            open.sums = Some(sums);
            self.search(&mut open, bins, columns, rules, scale, 1.0);
        }
        // Where the number of leaves does not bind, the order of splits changes nothing: then depth first, which keeps few
        // histograms alive.
        let bound = limits.depth >= 31 || limits.leaves < 1 << limits.depth;
        let (mut frontier, mut leaves, mut count) = (vec![open], Vec::new(), 1);
        while let Some(mut open) = next(&mut frontier, bound) {
            let split = if count < limits.leaves { self.split(&mut open, bins, columns, rules, scale) } else { None };
            let Some((split, left_rows)) = split else {
                if let Some(sums) = open.sums.take() {
                    self.pool.push(sums);
                }
                set(&mut trees.number, open.at, rate * value(&open.node, rules, scale));
                leaves.push(Leaf { node: open.at, rows: open.rows });
                continue;
            };
            count += 1;
            let child = trees.child.len();
            self.ask(trees, open.at, root, bins, &split);
            let middle = open.rows.start + left_rows;
            let [left, right] = sides(&open.node, &split, left_rows, rules, scale);
            self.push(trees, left.rows);
            self.push(trees, right.rows);
            let depth = open.depth + 1;
            let new = |at, rows, node| Open { at, rows, depth, node, sums: None, split: None };
            let mut children =
                [new(child, open.rows.start..middle, left), new(child + 1, middle..open.rows.end, right)];
            let wanted = [can_split(&left, depth), can_split(&right, depth)];
            self.share(open.sums.take(), &mut children, wanted, bins, scale);
            for child in &mut children {
                self.search(child, bins, columns, rules, scale, 1.0);
            }
            frontier.extend(children);
        }
        leaves
    }

    /// The sums of two children from their parent's, where they are wanted.
    fn share(
        &mut self,
        sums: Option<Box<[Sums]>>,
        children: &mut [Open; 2],
        wanted: [bool; 2],
        bins: &Bins,
        scale: &Scale,
    ) {
        let Some(mut of_parent) = sums else { return };
        let [left, right] = children;
        let (small, great, wanted_small, wanted_great) = match left.node.rows <= right.node.rows {
            true => (left, right, wanted[0], wanted[1]),
            false => (right, left, wanted[1], wanted[0]),
        };
        if !wanted_small && !wanted_great {
            return self.pool.push(of_parent);
        }
        let mut of_small = self.take(bins);
        build(bins, self.entries.get(small.rows.clone()).unwrap_or(&[]), scale.width, &mut of_small);
        subtract(&mut of_parent, &of_small);
        for (child, sums, wanted) in [(small, of_small, wanted_small), (great, of_parent, wanted_great)] {
            if wanted {
                child.sums = Some(sums);
            } else {
                self.pool.push(sums);
            }
        }
    }

    fn take(&mut self, bins: &Bins) -> Box<[Sums]> {
        let columns = bins.blocks.len() * SIDE;
        self.pool.pop().unwrap_or_else(|| vec![[0; 256]; columns].into_boxed_slice())
    }

    /// Looks for a node's best question.
    fn search(&self, open: &mut Open, bins: &Bins, columns: &[u32], rules: &Rules<'_>, scale: &Scale, slack: f64) {
        let Some(sums) = &open.sums else { return };
        let mut search = Search::new(open.node, rules, scale, slack);
        for column in columns {
            let column = *column as usize;
            if let (Some(borders), Some(sums)) = (bins.borders.get(column), sums.get(column)) {
                search.column(column, borders, sums);
            }
        }
        open.split = search.best();
    }

    /// Parts a node's rows by its best question; the question and how many rows went left. A question that leaves too few
    /// rows on a side is looked for again, asking for more.
    fn split(
        &mut self,
        open: &mut Open,
        bins: &Bins,
        columns: &[u32],
        rules: &Rules<'_>,
        scale: &Scale,
    ) -> Option<(Split, usize)> {
        let mut slack = 1.0;
        loop {
            let split = open.split?;
            let column = bins.columns.get(split.column)?;
            let entries = self.entries.get_mut(open.rows.clone())?;
            let left = part(entries, &mut self.spare, column, &goes_left(&split));
            let fewest = left.min(entries.len() - left);
            if fewest > 0 && fewest as f64 >= rules.min_rows {
                return Some((split, left));
            }
            slack *= 2.0;
            self.search(open, bins, columns, rules, scale, slack);
        }
    }

    fn push(&mut self, trees: &mut Trees, rows: usize) {
        push(trees, rows as f64);
        self.cuts.push(0);
    }

    /// Turns a leaf into a question.
    fn ask(&mut self, trees: &mut Trees, at: usize, root: usize, bins: &Bins, split: &Split) {
        if let Ask::Bin(bin) = split.ask {
            set(&mut self.cuts, at - root, bin);
        }
        ask(trees, at, bins.borders.get(split.column), split);
    }

    /// The leaf of the last tree in which a row ends, by its bins.
    pub(super) fn leaf(&self, trees: &Trees, bins: &Bins, at_row: usize) -> usize {
        let root = trees.roots.last().map_or(0, |root| *root as usize);
        let mut at = root;
        loop {
            let node = trees.node(at);
            if node.child <= at {
                return at;
            }
            let bin = bins.at(at_row, node.column);
            let left = if bin == MISSING {
                node.missing_left
            } else if let Some(Borders::Codes(_)) = bins.borders.get(node.column) {
                trees.holds(node.number as usize, usize::from(bin))
            } else {
                self.cuts.get(at - root).is_some_and(|cut| bin <= *cut)
            };
            at = node.child + usize::from(!left);
        }
    }
}

/// The next node to split: the most gainful, or the latest.
fn next(frontier: &mut Vec<Open>, bound: bool) -> Option<Open> {
    if !bound {
        return frontier.pop();
    }
    let gain = |open: &Open| open.split.map_or(-1.0, |split| split.gain);
    let best = frontier.iter().enumerate().max_by(|(_, a), (_, b)| gain(a).total_cmp(&gain(b)).then(b.at.cmp(&a.at)));
    let place = best.map(|(place, _)| place)?;
    Some(frontier.swap_remove(place))
}

pub(super) fn set<T>(all: &mut [T], at: usize, to: T) {
    if let Some(cell) = all.get_mut(at) {
        *cell = to;
    }
}

/// A leaf of value 0.
pub(super) fn push(trees: &mut Trees, cover: f64) {
    trees.column.push(0);
    trees.child.push(0);
    trees.number.push(0.0);
    trees.missing_left.push(false);
    trees.cover.push(cover);
}

/// Turns a leaf into a question whose children come next.
pub(super) fn ask(trees: &mut Trees, at: usize, borders: Option<&Borders>, split: &Split) {
    let number = match (&split.ask, borders) {
        (Ask::Set(bits), _) => {
            trees.sets.push(*bits);
            (trees.sets.len() - 1) as f64
        }
        // Above the last border there are only missing numbers.
        (Ask::Bin(bin), Some(Borders::Numbers(borders))) => borders.get(usize::from(*bin)).copied().unwrap_or(f64::MAX),
        (Ask::Bin(_), _) => 0.0,
    };
    let child = trees.child.len() as u32;
    set(&mut trees.column, at, split.column as u32);
    set(&mut trees.child, at, child);
    set(&mut trees.number, at, number);
    set(&mut trees.missing_left, at, split.missing_left);
}

/// 1 for each bin that goes left.
pub(super) fn goes_left(split: &Split) -> [u8; 256] {
    let mut left = [0; 256];
    for (bin, left) in left.iter_mut().enumerate() {
        *left = u8::from(if bin == usize::from(MISSING) {
            split.missing_left
        } else {
            match split.ask {
                Ask::Bin(cut) => bin <= usize::from(cut),
                Ask::Set(set) => set.get(bin / 32).is_some_and(|bits| bits >> (bin % 32) & 1 == 1),
            }
        });
    }
    left
}

/// Puts the rows that go left before the others, each in their order; how many go left.
pub(super) fn part(entries: &mut [Entry], spare: &mut [Entry], column: &[u8], goes_left: &[u8; 256]) -> usize {
    let (mut left, mut right) = (0, 0);
    for at in 0..entries.len() {
        let entry = entries.get(at).copied().unwrap_or(0);
        let bin = column.get(row(entry)).copied().unwrap_or(MISSING);
        let goes = usize::from(goes_left.get(usize::from(bin)).copied().unwrap_or(0));
        // Both are written and one is kept: no branch to guess.
        set(entries, left, entry);
        set(spare, right, entry);
        left += goes;
        right += 1 - goes;
    }
    if let (Some(to), Some(from)) = (entries.get_mut(left..), spare.get(..right)) {
        to.copy_from_slice(from);
    }
    left
}
