//! A measured value as the rules may use it: a number, what lies below or above a bound, or neither; and how old it is.

use crate::prepare::Input;
use crate::recommend::facts::Value;
use crate::recommend::rule::Comparison;
use crate::recommend::{Facts, Provenance, Tri};
use crate::record::Comparator;

/// A number, or all that a bound of it says.
pub(super) fn value(number: f64, bound: Option<Comparator>) -> Value {
    match bound {
        None => Value::Number(number),
        Some(Comparator::Below) => Value::Below(number),
        Some(Comparator::Above) => Value::Above(number),
    }
}

/// What an input says: its number may be a bound, or made of bounds that pull both ways.
pub(super) fn known(input: &Input) -> Value {
    match input.value {
        Some(_) if input.is_bounded() && input.comparator.is_none() => Value::Unknown,
        Some(number) => value(number, input.comparator),
        None => Value::Unknown,
    }
}

/// Whether an input compares so, in its canonical unit.
pub(super) fn is(input: Option<&Input>, op: Comparison, limit: f64) -> Tri {
    input.map_or(Tri::Unknown, |input| op.of(known(input), limit))
}

/// Where an input came from, and since when it is too old to be taken as of today.
pub(super) fn from(input: &Input) -> Provenance {
    Provenance { old: input.old(), ..Provenance::of(&input.facts) }
}

/// Puts what an input says, its number brought to the field's unit by `convert`, which may not turn its order round.
///
/// A number outside the field's range is no number the rules can use: unknown.
pub(super) fn put(facts: &mut Facts, field: &str, input: &Input, convert: impl Fn(f64) -> f64) {
    let _ = match known(input) {
        Value::Number(number) => facts.set_number(field, convert(number), from(input)),
        Value::Below(bound) => facts.set_bound(field, Comparator::Below, convert(bound), from(input)),
        Value::Above(bound) => facts.set_bound(field, Comparator::Above, convert(bound), from(input)),
        _ => facts.set_unknown(field, from(input)),
    };
}
