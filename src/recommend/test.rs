//! The comparison of a leaf in words, `>= 130`: written once for every leaf that the tables hold.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::because::words;
use super::rule::{Comparison, Node};
use super::tables::{ACTIONS, Against, INTERACTIONS};

/// The comparison that a leaf makes; empty for a plain name.
pub(crate) fn of(leaf: &Node) -> Cow<'static, str> {
    let Some(key) = key(leaf) else {
        return Cow::Borrowed(match leaf {
            Node::Missing(_) => "missing",
            Node::Known(_) => "known",
            _ => "",
        });
    };
    match written().get(&key) {
        Some(text) => Cow::Borrowed(text.as_str()),
        None => Cow::Owned(write(leaf)),
    }
}

/// Every comparison of the tables.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    written().values().map(String::as_str)
}

/// What tells two comparisons apart: the sign and the limit, or the field and its word.
type Key = (u8, u64, usize);

fn key(leaf: &Node) -> Option<Key> {
    match *leaf {
        Node::Number { op, limit, .. } => Some((op as u8, limit.to_bits(), usize::MAX)),
        Node::Word { field, word, equal } => Some((u8::from(equal), field as u64, word)),
        _ => None,
    }
}

fn write(leaf: &Node) -> String {
    match *leaf {
        Node::Number { op, limit, .. } => format!("{} {limit}", op.sign()),
        Node::Word { field, word, equal } => {
            let sign = if equal { Comparison::Equal } else { Comparison::NotEqual }.sign();
            format!("{sign} {}", words(field).get(word).copied().unwrap_or_default())
        }
        _ => String::new(),
    }
}

fn written() -> &'static BTreeMap<Key, String> {
    static WRITTEN: OnceLock<BTreeMap<Key, String>> = OnceLock::new();
    WRITTEN.get_or_init(|| {
        let mut written = BTreeMap::new();
        for action in ACTIONS {
            collect(&action.eligible, &mut written);
            action.exclude.iter().for_each(|rule| collect(rule, &mut written));
        }
        for row in INTERACTIONS {
            if let Against::Condition(rule) = &row.against {
                collect(rule, &mut written);
            }
        }
        written
    })
}

fn collect(rule: &Node, written: &mut BTreeMap<Key, String>) {
    match rule {
        Node::Or(parts) | Node::And(parts) => parts.iter().for_each(|part| collect(part, written)),
        Node::Not(inner) => collect(inner, written),
        leaf => {
            if let Some(key) = key(leaf) {
                written.entry(key).or_insert_with(|| write(leaf));
            }
        }
    }
}
