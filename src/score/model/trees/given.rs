//! Trees of which most questions are answered already: those of one person of whom only some columns still move.

use super::Trees;

impl Trees {
    /// The same trees for rows that are as `row` but in the columns for which `moves` is true: every other question is
    /// answered, and what nobody can reach is left out. The sums are the same to the bit: as many trees in the same order.
    pub fn given(&self, row: &[f64], moves: impl Fn(usize) -> bool) -> Self {
        let mut less = Self::new(self.columns, self.leaves, self.base, self.categories.clone());
        less.sets.clone_from(&self.sets);
        let x = |column: usize| row.get(column).copied().unwrap_or(f64::NAN);
        // The node from `at` on whose question is still open, or the leaf.
        let open = |mut at: usize| loop {
            let node = self.node(at);
            if node.child <= at || moves(node.column) {
                return at;
            }
            at = node.child + usize::from(!self.left(&node, x(node.column)));
        };
        for root in &self.roots {
            let first = less.child.len();
            less.roots.push(u32::try_from(first).unwrap_or(u32::MAX));
            // Nodes of these trees whose copies are made, in the order of their copies.
            let mut from = vec![open(*root as usize)];
            let mut next = 0;
            while let Some(at) = from.get(next).copied() {
                next += 1;
                let node = self.node(at);
                let split = node.child > at;
                let child = if split { first + from.len() } else { 0 };
                less.column.push(u32::try_from(node.column).unwrap_or(0));
                less.child.push(u32::try_from(child).unwrap_or(0));
                less.number.push(node.number);
                less.missing_left.push(node.missing_left);
                less.cover.push(self.cover.get(at).copied().unwrap_or(1.0));
                if split {
                    from.extend([open(node.child), open(node.child + 1)]);
                }
            }
        }
        less
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Categories, LeafKind, Trees};
    use crate::math::Draws;

    /// Trees of three levels over four columns, the last one of categories.
    fn drawn() -> Trees {
        let categories = vec![Categories { column: 3, codes: (0..8).collect() }];
        let mut trees = Trees::new(4, LeafKind::Margins, 0.25, categories);
        let draws = Draws::new(11, 0);
        trees.sets = (0..5).map(|at| [draws.bits(1000 + at) & 255, 0, 0, 0, 0, 0, 0, 0]).collect();
        for tree in 0..40_u32 {
            let first = trees.child.len() as u32;
            trees.roots.push(first);
            for at in 0..15 {
                let bits = draws.bits(tree * 15 + at);
                let split = at < 7;
                let column = if split { bits % 4 } else { 0 };
                let set = f64::from((bits >> 8) % 5);
                trees.column.push(column);
                trees.child.push(if split { first + 2 * at + 1 } else { 0 });
                trees.number.push(if split && column == 3 { set } else { draws.normal(tree * 15 + at) });
                trees.missing_left.push(bits & 128 == 0);
                trees.cover.push(1.0);
            }
        }
        trees.check().unwrap();
        trees
    }

    #[test]
    fn what_still_moves_walks_as_before_to_the_bit() {
        let trees = drawn();
        let draws = Draws::new(12, 0);
        for person in 0..20 {
            let value = |at: u32, column: u32| match (draws.bits(9000 + at * 4 + column) % 7, column) {
                (0, _) => f64::NAN,
                (_, 3) => f64::from(draws.bits(at * 4 + column) % 9),
                _ => draws.normal(at * 4 + column),
            };
            let row: Vec<f64> = (0..4).map(|column| value(person, column)).collect();
            for free in [[false; 4], [true, false, false, false], [false, true, false, true], [true; 4]] {
                let less = trees.given(&row, |column| free.get(column).copied().unwrap_or(false));
                less.check().unwrap();
                assert!(less.child.len() <= trees.child.len() && less.roots.len() == trees.roots.len());
                if free == [false; 4] {
                    assert_eq!(less.child.len(), 40);
                }
                for other in 0..20 {
                    let moved: Vec<f64> = (0..4_u32)
                        .zip(&row)
                        .zip(free)
                        .map(|((column, own), free)| if free { value(100 + other, column) } else { *own })
                        .collect();
                    assert_eq!(less.walk(&moved).to_bits(), trees.walk(&moved).to_bits(), "{moved:?}");
                }
            }
        }
    }
}
