//! The ways to the leaves of one tree.

use std::ops::Range;

use crate::error::{Error, Kind};
use crate::score::model::Trees;

/// Most different players on the way to one leaf.
pub(super) const MOST: usize = 64;

/// A player on the way to a leaf: a column, or several that go together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Slot {
    /// Which player.
    pub(super) player: usize,
    /// Share of the training rows that agree, at all its nodes on the way.
    pub(super) share: f64,
}

/// A leaf with the players on its way, each once, in the order of their first node.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Leaf {
    /// Its node, counted from the root.
    pub(super) at: usize,
    /// What it adds.
    pub(super) value: f64,
    /// The players on its way.
    pub(super) slots: Vec<Slot>,
}

/// All ways of one tree.
pub(super) struct Paths {
    /// First node of the tree.
    pub(super) root: usize,
    /// Which slot of the way each node asks about, from the root; `None` for a leaf.
    pub(super) slot: Vec<Option<u32>>,
    /// The leaves.
    pub(super) leaves: Vec<Leaf>,
}

impl Paths {
    /// Of the nodes of one tree; `players` names each column's player.
    ///
    /// # Errors
    ///
    /// `explain.tooDeep` where more than [`MOST`] players lie on one way.
    pub(super) fn new(trees: &Trees, span: Range<usize>, players: &[usize]) -> Result<Self, Error> {
        let cover = |at: usize| trees.cover.get(at).copied().unwrap_or(1.0);
        let mut ways: Vec<Vec<Slot>> = vec![Vec::new(); span.len()];
        let (mut slot, mut leaves) = (Vec::with_capacity(span.len()), Vec::new());
        for at in span.clone() {
            let node = trees.node(at);
            let way = ways.get_mut(at - span.start).map(std::mem::take).unwrap_or_default();
            if node.child <= at {
                slot.push(None);
                leaves.push(Leaf { at: at - span.start, value: node.number, slots: way });
                continue;
            }
            let player = players.get(node.column).copied().unwrap_or(node.column);
            let place = way.iter().position(|slot| slot.player == player).unwrap_or(way.len());
            if place >= MOST {
                return Err(Error::new(Kind::TooLarge, "explain.tooDeep").with("most", MOST));
            }
            slot.push(Some(place as u32));
            for child in [node.child, node.child + 1] {
                let mut below = way.clone();
                if place == way.len() {
                    below.push(Slot { player, share: 1.0 });
                }
                if let Some(slot) = below.get_mut(place) {
                    slot.share *= cover(child) / cover(at);
                }
                if let Some(way) = ways.get_mut(child - span.start) {
                    *way = below;
                }
            }
        }
        Ok(Self { root: span.start, slot, leaves })
    }
}
