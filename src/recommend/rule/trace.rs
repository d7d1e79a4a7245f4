//! Why a rule came out as it did: the leaves that decided.

use super::{Node, Seen, Trust};
use crate::recommend::Tri;

/// The leaves that decided `node`, in the order of the rule, without repeats.
///
/// A true "or" rests on its true parts, a true "and" on all; a false "or" on all its parts, a false "and" on one false
/// part (one that rests on no presumption if there is one). An unknown rule rests on what is unknown in it.
pub(crate) fn deciding(node: &Node, seen: &Seen) -> Vec<Node> {
    deciding_by(node, seen, Trust::All)
}

/// The same with old values trusted or not.
pub(crate) fn deciding_by(node: &Node, seen: &Seen, trust: Trust) -> Vec<Node> {
    let mut leaves = Vec::new();
    decide_into(node, (seen, trust), &mut leaves);
    leaves
}

/// As [`deciding_by`], into a list that is emptied first: for who asks of many rules.
pub(crate) fn decide_into(node: &Node, seen: (&Seen, Trust), leaves: &mut Vec<Node>) {
    leaves.clear();
    walk(node, seen, leaves);
    for at in (1..leaves.len()).rev() {
        let (before, rest) = leaves.split_at(at);
        if rest.first().is_some_and(|leaf| before.contains(leaf)) {
            leaves.remove(at);
        }
    }
}

/// Adds the leaves that decided, and says what they decided: each leaf is read once.
fn walk(node: &Node, seen: (&Seen, Trust), leaves: &mut Vec<Node>) -> Tri {
    match *node {
        Node::Or(parts) => of_parts(parts, seen, Tri::True, leaves),
        Node::And(parts) => of_parts(parts, seen, Tri::False, leaves),
        Node::Not(inner) => walk(inner, seen, leaves).not(),
        leaf => {
            leaves.push(leaf);
            leaf.read(seen.0, seen.1)
        }
    }
}

fn of_parts(parts: &[Node], seen: (&Seen, Trust), absorbing: Tri, leaves: &mut Vec<Node>) -> Tri {
    let (start, mut value, mut plain) = (leaves.len(), absorbing.not(), false);
    for part in parts {
        let end = leaves.len();
        let own = walk(part, seen, leaves);
        let sum = if absorbing == Tri::True { value.or(own) } else { value.and(own) };
        let one_is_enough = absorbing == Tri::False && sum == absorbing;
        if own != sum {
            leaves.truncate(end);
        } else if one_is_enough {
            let rests_on_none = !leaves.iter().skip(end).any(|leaf| seen.0.presumes(leaf));
            if value != sum || rests_on_none {
                leaves.drain(start..end);
            } else {
                leaves.truncate(end);
            }
            plain = rests_on_none;
        } else if value != sum {
            leaves.drain(start..end);
        }
        value = sum;
        if plain {
            break;
        }
    }
    value
}
