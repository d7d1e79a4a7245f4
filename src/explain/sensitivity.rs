//! How far the answer could move if what is not certain were known.

use std::borrow::Cow;

use super::Sensitivity;
use crate::error::Error;
use crate::record::Comparator;
use crate::score::{Assessment, Equation, Evaluation, InputStatus, InputUsed, Inputs, choose_variant, variant_of};

/// Ranges of the answer over each absent, presumed, old or bounded input, the others held; widest first.
///
/// An absent input that only a sibling model reads (UACR for the PREVENT base model) is tried through
/// that model, as it would be if the value were known.
///
/// # Errors
///
/// As [`Equation::evaluate`].
pub fn sensitivity(equation: &Equation, inputs: &Inputs) -> Result<Vec<Sensitivity>, Error> {
    sensitivity_of(equation, inputs, &equation.evaluate(inputs)?)
}

/// As [`sensitivity`], of an evaluation that is there.
pub(crate) fn sensitivity_of(
    equation: &Equation,
    inputs: &Inputs,
    evaluation: &Evaluation,
) -> Result<Vec<Sensitivity>, Error> {
    let Assessment::Computed { value, .. } = evaluation.assessment else { return Ok(Vec::new()) };
    let Some(person) = equation.complete(inputs)? else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    let mut note = |input: Cow<'static, str>, why: &'static str, range: Option<(f64, f64)>| {
        if let Some((low, high)) = range {
            // The answer itself is possible too, whatever the range that was tried.
            let (low, high) = (low.min(value), high.max(value));
            all.push(Sensitivity { input, why: why.into(), low, high });
        }
    };
    for used in &evaluation.inputs {
        if let Some((why, within)) = doubt(used) {
            note(used.id.clone(), why, equation.movement(&person, &used.id, within));
        }
    }
    for (input, sibling) in siblings(equation, inputs) {
        if let Some(other) = sibling.complete(inputs)? {
            note(input.into(), "absent", sibling.movement(&other, input, None));
        }
    }
    all.sort_by(|a, b| (b.high - b.low).total_cmp(&(a.high - a.low)));
    Ok(all)
}

/// Why an input is not certain, and what bounds are known of it.
fn doubt(used: &InputUsed) -> Option<(&'static str, Option<(f64, f64)>)> {
    match (used.status, used.comparator, used.value) {
        (InputStatus::Absent, _, _) => Some(("absent", None)),
        (InputStatus::Presumed, _, _) => Some(("presumed", None)),
        (InputStatus::Old, _, _) => Some(("old", None)),
        (_, Some(Comparator::Below), Some(bound)) => Some(("bounded", Some((f64::NEG_INFINITY, bound)))),
        (_, Some(Comparator::Above), Some(bound)) => Some(("bounded", Some((bound, f64::INFINITY)))),
        _ => None,
    }
}

/// Absent inputs that choose another model of the family once known.
fn siblings(equation: &Equation, inputs: &Inputs) -> Vec<(&'static str, &'static Equation)> {
    let Some(now) = choose_variant(equation.family(), inputs) else { return Vec::new() };
    if now.variant != equation.variant() {
        return Vec::new();
    }
    let then = |input: &&'static str| {
        let then = now.with(input);
        let sibling = variant_of(equation, then).filter(|_| then != now.variant)?;
        Some((*input, sibling))
    };
    now.absent.iter().filter_map(then).collect()
}
