//! Why a rule came out as it did: the leaves that decided.

use super::{Node, Seen};
use crate::recommend::Tri;

/// The leaves that decided `node`, in the order of the rule, without repeats.
///
/// A true "or" rests on its true parts, a true "and" on all; a false "or" on all its parts, a false "and" on one false
/// part (one that rests on no presumption if there is one). An unknown rule rests on what is unknown in it.
pub(crate) fn deciding(node: &Node, seen: &Seen) -> Vec<Node> {
    let mut leaves = Vec::new();
    walk(node, seen, node.holds(seen), &mut leaves);
    leaves
}

fn walk(node: &Node, seen: &Seen, value: Tri, leaves: &mut Vec<Node>) {
    match *node {
        Node::Or(parts) => some_or_all(parts, seen, value, Tri::True, leaves),
        Node::And(parts) => some_or_all(parts, seen, value, Tri::False, leaves),
        Node::Not(inner) => walk(inner, seen, value.not(), leaves),
        leaf => {
            if !leaves.contains(&leaf) {
                leaves.push(leaf);
            }
        }
    }
}

fn some_or_all(parts: &[Node], seen: &Seen, value: Tri, absorbing: Tri, leaves: &mut Vec<Node>) {
    let mut same = parts.iter().filter(|part| part.holds(seen) == value);
    if value == absorbing && absorbing == Tri::False {
        let mut first = None;
        for part in same {
            let mut reasons = Vec::new();
            walk(part, seen, value, &mut reasons);
            let plain = !reasons.iter().any(|leaf| seen.presumes(leaf));
            if plain || first.is_none() {
                first = Some(reasons);
            }
            if plain {
                break;
            }
        }
        for leaf in first.unwrap_or_default() {
            walk(&leaf, seen, leaf.holds(seen), leaves);
        }
        return;
    }
    for part in &mut same {
        walk(part, seen, value, leaves);
    }
}
