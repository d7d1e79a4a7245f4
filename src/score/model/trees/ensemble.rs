//! The nodes of all trees as flat arrays, and the walk of one row.

use serde::{Deserialize, Serialize};

use super::many;
use crate::math::Matrix;

/// What the leaves hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum LeafKind {
    /// Parts of a margin: boosted trees.
    #[default]
    Margins,
    /// Parts of the answer itself, each divided by the number of trees: a forest's shares.
    Answers,
}

/// The codes that a column of categories may hold; another code counts as missing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Categories {
    /// Which column.
    pub column: u32,
    /// At most 255 codes, rising.
    pub codes: Vec<u32>,
}

/// Decision trees.
///
/// A node asks whether the number of its column is at most a threshold, or whether its category is in a set; then the row
/// goes left, otherwise right. The two children of a node lie side by side, behind their parent; `child` names the left
/// one and is 0 for a leaf. A missing number goes where `missing_left` says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Trees {
    /// How many columns a table must have.
    pub columns: u32,
    /// What the leaves hold.
    pub leaves: LeafKind,
    /// Where every sum begins.
    pub base: f64,
    /// First node of each tree; its nodes lie up to the next tree's first.
    pub roots: Vec<u32>,
    /// Column that each node asks about; 0 for a leaf.
    pub column: Vec<u32>,
    /// The left child of each node, the right one follows it; 0 for a leaf.
    pub child: Vec<u32>,
    /// A leaf's value, a node's threshold, or the number of its set of categories.
    pub number: Vec<f64>,
    /// Whether a missing number goes left.
    pub missing_left: Vec<bool>,
    /// How many rows of the training table (by weight) came through each node.
    pub cover: Vec<f64>,
    /// Columns that hold categories, rising.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Categories>,
    /// Sets of categories, as bits by the place of a code in its column's list: 256 bits, lowest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sets: Vec<[u32; 8]>,
}

/// One node, read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Node {
    /// Column that it asks about.
    pub(crate) column: usize,
    /// Left child; 0 for a leaf.
    pub(crate) child: usize,
    /// Value, threshold or set.
    pub(crate) number: f64,
    /// Whether a missing number goes left.
    pub(crate) missing_left: bool,
}

impl Trees {
    /// No tree yet.
    pub fn new(columns: u32, leaves: LeafKind, base: f64, categories: Vec<Categories>) -> Self {
        Self {
            columns,
            leaves,
            base,
            roots: Vec::new(),
            column: Vec::new(),
            child: Vec::new(),
            number: Vec::new(),
            missing_left: Vec::new(),
            cover: Vec::new(),
            categories,
            sets: Vec::new(),
        }
    }

    /// A node; a leaf of 0 where there is none of that number.
    #[inline]
    pub(crate) fn node(&self, node: usize) -> Node {
        match (self.column.get(node), self.child.get(node), self.number.get(node), self.missing_left.get(node)) {
            (Some(column), Some(child), Some(number), Some(left)) => {
                Node { column: *column as usize, child: *child as usize, number: *number, missing_left: *left }
            }
            _ => Node { column: 0, child: 0, number: 0.0, missing_left: false },
        }
    }

    /// The codes of a column; `None` where it holds numbers.
    pub(crate) fn codes(&self, column: usize) -> Option<&[u32]> {
        let found = self.categories.iter().find(|categories| categories.column as usize == column);
        found.map(|categories| &*categories.codes)
    }

    /// Place of a category in its column's list; `None` where it counts as missing.
    pub(crate) fn place(codes: &[u32], x: f64) -> Option<usize> {
        let code = x as u32;
        if f64::from(code) == x { codes.binary_search(&code).ok() } else { None }
    }

    /// Whether a set holds the category of a place.
    pub(crate) fn holds(&self, set: usize, place: usize) -> bool {
        let bits = self.sets.get(set).and_then(|set| set.get(place / 32)).copied().unwrap_or(0);
        bits >> (place % 32) & 1 == 1
    }

    /// Whether a row with this number goes left at a node.
    #[inline]
    pub(crate) fn left(&self, node: &Node, x: f64) -> bool {
        if x.is_nan() {
            return node.missing_left;
        }
        if self.categories.is_empty() {
            return x <= node.number;
        }
        match self.codes(node.column) {
            None => x <= node.number,
            Some(codes) => {
                Self::place(codes, x).map_or(node.missing_left, |place| self.holds(node.number as usize, place))
            }
        }
    }

    /// The leaf in which a row ends, from one tree's root; `x` gives the number of a column.
    ///
    /// Children lie behind their parents, so that it ends even for nodes that were never checked.
    pub(crate) fn leaf(&self, root: usize, x: impl Fn(usize) -> f64) -> usize {
        let mut at = root;
        loop {
            let node = self.node(at);
            if node.child <= at {
                return at;
            }
            at = node.child + usize::from(!self.left(&node, x(node.column)));
        }
    }

    /// The sum of one row, node by node: what [`Trees::margins`] must equal to the bit. NaN for a missing number.
    pub fn walk(&self, row: &[f64]) -> f64 {
        let x = |column: usize| row.get(column).copied().unwrap_or(f64::NAN);
        self.roots.iter().fold(self.base, |sum, root| sum + self.node(self.leaf(*root as usize, x)).number)
    }

    /// One sum a row; NaN for every row where the table has fewer columns than the trees ask about.
    pub fn margins(&self, x: &Matrix) -> Vec<f64> {
        if x.columns() < self.columns as usize {
            return vec![f64::NAN; x.rows()];
        }
        many::margins(self, x)
    }

    /// The nodes of each tree, from its root to behind its last.
    pub fn spans(&self) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        let ends = self.roots.iter().skip(1).map(|root| *root as usize).chain([self.child.len()]);
        self.roots.iter().zip(ends).map(|(root, end)| *root as usize..end)
    }

    /// Keeps only the first trees.
    pub fn truncate(&mut self, trees: usize) {
        let Some(end) = self.roots.get(trees).map(|root| *root as usize) else { return };
        self.roots.truncate(trees);
        self.column.truncate(end);
        self.child.truncate(end);
        self.number.truncate(end);
        self.missing_left.truncate(end);
        self.cover.truncate(end);
    }
}
