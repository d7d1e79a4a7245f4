//! Refuses a file whose nodes cannot be walked: one that was cut short, edited or made to hang whoever reads it.

use super::Trees;
use crate::error::{Error, Kind};

/// The error of a broken file, with what is wrong in it.
fn broken(what: &str, node: usize) -> Error {
    Error::new(Kind::Malformed, "model.trees").with("what", what).with("node", node)
}

impl Trees {
    /// Checks that every row ends in a leaf of every tree and that every number can be added.
    ///
    /// # Errors
    ///
    /// `model.trees` with what is wrong (`lengths`, `roots`, `child`, `column`, `set`, `number`, `cover`, `categories`,
    /// `base`) and at which node.
    pub fn check(&self) -> Result<(), Error> {
        let nodes = self.child.len();
        let lengths = [self.column.len(), self.number.len(), self.missing_left.len(), self.cover.len()];
        if lengths.iter().any(|length| *length != nodes) || u32::try_from(nodes).is_err() {
            return Err(broken("lengths", nodes));
        }
        if !self.base.is_finite() {
            return Err(broken("base", 0));
        }
        self.check_categories()?;
        // Trees follow each other without a gap, and none is empty.
        if self.roots.first().is_some_and(|root| *root != 0) || (self.roots.is_empty() && nodes > 0) {
            return Err(broken("roots", 0));
        }
        for span in self.spans() {
            if span.is_empty() || span.end > nodes {
                return Err(broken("roots", span.start));
            }
            self.check_tree(span)?;
        }
        Ok(())
    }

    /// Every node but the root is the child of exactly one node before it.
    fn check_tree(&self, span: std::ops::Range<usize>) -> Result<(), Error> {
        let mut parents = vec![false; span.len()];
        for at in span.clone() {
            let node = self.node(at);
            if !node.number.is_finite() {
                return Err(broken("number", at));
            }
            if !self.cover.get(at).is_some_and(|cover| cover.is_finite() && *cover > 0.0) {
                return Err(broken("cover", at));
            }
            if node.child == 0 {
                continue;
            }
            if node.column >= self.columns as usize {
                return Err(broken("column", at));
            }
            if self.codes(node.column).is_some() {
                let set = node.number as usize;
                if set as f64 != node.number || set >= self.sets.len() {
                    return Err(broken("set", at));
                }
            }
            for child in [node.child, node.child.saturating_add(1)] {
                let seen = child.checked_sub(span.start).and_then(|place| parents.get_mut(place));
                match seen {
                    Some(seen) if !*seen && child > at => *seen = true,
                    _ => return Err(broken("child", at)),
                }
            }
        }
        match parents.iter().skip(1).position(|parent| !parent) {
            None => Ok(()),
            Some(orphan) => Err(broken("child", span.start + 1 + orphan)),
        }
    }

    fn check_categories(&self) -> Result<(), Error> {
        let rising = self.categories.windows(2).all(|two| matches!(two, [a, b] if a.column < b.column));
        let inside = self.categories.iter().all(|categories| {
            categories.column < self.columns
                && categories.codes.len() <= 255
                && categories.codes.windows(2).all(|two| matches!(two, [a, b] if a < b))
        });
        if rising && inside { Ok(()) } else { Err(broken("categories", 0)) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Categories, LeafKind, Trees};

    /// Two trees: a threshold over a set, and a single leaf.
    pub(crate) fn small() -> Trees {
        Trees {
            columns: 2,
            leaves: LeafKind::Margins,
            base: 0.5,
            roots: vec![0, 5],
            column: vec![0, 0, 1, 0, 0, 0],
            child: vec![1, 0, 3, 0, 0, 0],
            number: vec![2.5, 1.0, 0.0, 2.0, 4.0, 8.0],
            missing_left: vec![true, false, false, false, false, false],
            cover: vec![10.0, 4.0, 6.0, 3.0, 3.0, 10.0],
            categories: vec![Categories { column: 1, codes: vec![3, 70, 900] }],
            sets: vec![[0b101, 0, 0, 0, 0, 0, 0, 0]],
        }
    }

    #[test]
    fn rows_walk_by_threshold_set_and_missing() {
        let trees = small();
        trees.check().unwrap();
        let nan = f64::NAN;
        let walks = [
            ([2.5, nan], 9.5),
            ([nan, 3.0], 9.5),
            ([2.6, 3.0], 10.5),
            ([2.6, 900.0], 10.5),
            ([2.6, 70.0], 12.5),
            ([2.6, 4.0], 12.5),
            ([2.6, -3.0], 12.5),
            ([f64::INFINITY, 3.5], 12.5),
        ];
        for (row, sum) in walks {
            assert_eq!(trees.walk(&row), sum, "{row:?}");
        }
    }

    #[test]
    fn a_file_that_cannot_be_walked_is_refused() {
        type Edit = fn(&mut Trees);
        let edits: [(&str, Edit); 14] = [
            ("lengths", |t| t.cover.truncate(3)),
            ("roots", |t| t.roots = vec![1]),
            ("roots", |t| t.roots = vec![0, 9]),
            ("roots", |t| t.roots = vec![0, 5, 5]),
            ("roots", |t| t.roots = Vec::new()),
            ("child", |t| t.child[2] = 2),
            ("child", |t| t.child[2] = 1),
            ("child", |t| t.child[2] = 4),
            ("child", |t| t.child[2] = u32::MAX),
            ("child", |t| t.child[2] = 0),
            ("column", |t| t.column[0] = 2),
            ("set", |t| t.number[2] = 0.5),
            ("number", |t| t.number[1] = f64::NAN),
            ("cover", |t| t.cover[1] = 0.0),
        ];
        for (what, edit) in edits {
            let mut trees = small();
            edit(&mut trees);
            assert_eq!(trees.check().unwrap_err().args["what"], what);
            // Unchecked, it still ends.
            trees.walk(&[3.0, 3.0]);
        }
        let text = serde_json::to_string(&small()).unwrap();
        assert_eq!(serde_json::from_str::<Trees>(&text).unwrap(), small());
        assert!(serde_json::from_str::<Trees>(&text.replace("base", "bass")).is_err());
    }
}
