//! Checked rules and cells as Rust source.

use super::check::Typed;

/// A checked rule as the source of a static tree.
pub(super) fn expression(typed: &Typed) -> String {
    let all = |parts: &[Typed]| parts.iter().map(expression).collect::<Vec<_>>().join(", ");
    match typed {
        Typed::Or(parts) => format!("Node::Or(&[{}])", all(parts)),
        Typed::And(parts) => format!("Node::And(&[{}])", all(parts)),
        Typed::Not(inner) => format!("Node::Not(&{})", expression(inner)),
        Typed::Number { field, op, limit } => {
            format!("Node::Number {{ field: {field}, op: Comparison::{op:?}, limit: {limit:?} }}")
        }
        Typed::Word { field, word, equal } => {
            format!("Node::Word {{ field: {field}, word: {word}, equal: {equal} }}")
        }
        Typed::Flag(field) => format!("Node::Flag({field})"),
        Typed::Has(dx) => format!("Node::Has({dx})"),
        Typed::On(medicine) => format!("Node::On({medicine})"),
        Typed::Gene(gene) => format!("Node::Gene({gene})"),
        Typed::Region(region) => format!("Node::Region({region})"),
        Typed::Missing(field) => format!("Node::Missing({field})"),
        Typed::Known(field) => format!("Node::Known({field})"),
    }
}

/// A string literal.
pub(super) fn text(value: &str) -> String {
    format!("{value:?}")
}

/// `Some(…)` or `None` around source or a number.
pub(super) fn option<T: Literal>(value: Option<T>) -> String {
    value.map_or_else(|| "None".to_owned(), |v| format!("Some({})", v.literal()))
}

/// What can stand in the source as it is.
pub(super) trait Literal {
    fn literal(&self) -> String;
}

impl Literal for f64 {
    fn literal(&self) -> String {
        format!("{self:?}")
    }
}

impl Literal for String {
    fn literal(&self) -> String {
        self.clone()
    }
}
