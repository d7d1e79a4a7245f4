//! Why this person's answer differs from that of the same age and sex at optimal values.

use super::shapley::{MOST, shapley};
use super::{Attribution, Contributions, Part};
use crate::error::Error;
use crate::score::{Assessment, Complete, Equation, Evaluation, Inputs};

/// A person's answer against the reference profile, on both scales.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Exact parts on the predictor's own scale.
    pub contributions: Contributions,
    /// Exact Shapley parts in the unit of the answer.
    pub attribution: Attribution,
}

/// Explains one person by one equation.
///
/// The parts are Shapley values over the inputs that differ from the reference
/// ([`Equation::reference`]). On the predictor's scale, where terms add up, that is each input's own
/// terms, and an interaction shared equally between the inputs it joins; on the scale of the answer
/// the link bends shares, so every subset of inputs is evaluated. Both sum to the difference to 1e-12
/// of it.
///
/// `None` when there is no answer, no reference profile for the family, or more than twelve inputs differ.
///
/// # Errors
///
/// As [`Equation::evaluate`].
pub fn compare(equation: &Equation, inputs: &Inputs) -> Result<Option<Comparison>, Error> {
    compare_of(equation, inputs, &equation.evaluate(inputs)?)
}

/// As [`compare`], of an evaluation that is there.
pub(crate) fn compare_of(
    equation: &Equation,
    inputs: &Inputs,
    evaluation: &Evaluation,
) -> Result<Option<Comparison>, Error> {
    let Some(optimal) = equation.optimal(inputs) else { return Ok(None) };
    if !matches!(evaluation.assessment, Assessment::Computed { .. }) {
        return Ok(None);
    }
    apart(equation, equation.complete(inputs)?, equation.complete_with(inputs, &optimal)?)
}

/// The exact parts alone; `None` also where an input is no value of its kind.
pub fn contributions(equation: &Equation, inputs: &Inputs) -> Option<Contributions> {
    compare(equation, inputs).ok().flatten().map(|c| c.contributions)
}

/// The Shapley parts alone; `None` also where an input is no value of its kind.
pub fn attribution(equation: &Equation, inputs: &Inputs) -> Option<Attribution> {
    compare(equation, inputs).ok().flatten().map(|c| c.attribution)
}

/// As [`compare`], against a profile of the caller's.
///
/// # Errors
///
/// As [`Equation::evaluate`].
pub fn between(equation: &Equation, inputs: &Inputs, reference: &Inputs) -> Result<Option<Comparison>, Error> {
    if !matches!(equation.evaluate(inputs)?.assessment, Assessment::Computed { .. }) {
        return Ok(None);
    }
    apart(equation, equation.complete(inputs)?, equation.complete(reference)?)
}

fn apart(equation: &Equation, person: Option<Complete>, other: Option<Complete>) -> Result<Option<Comparison>, Error> {
    let (Some(person), Some(other)) = (person, other) else { return Ok(None) };
    let differing = equation.differing(&person, &other);
    if differing.len() > MOST || !Equation::comparable(&person, &other) {
        return Ok(None);
    }
    let worth = equation.subsets(&other, &person, &differing);
    let (Some(first), Some(last)) = (worth.first(), worth.last()) else { return Ok(None) };
    let predictors: Vec<f64> = worth.iter().map(|w| w.0).collect();
    let answers: Vec<f64> = worth.iter().map(|w| w.1).collect();
    if !answers.iter().all(|a| a.is_finite()) {
        return Ok(None);
    }
    Ok(Some(Comparison {
        contributions: Contributions {
            scale: equation.scale().into(),
            reference: first.0,
            person: last.0,
            parts: parts(equation, &other, &differing, &predictors),
        },
        attribution: Attribution {
            reference: first.1,
            person: last.1,
            parts: parts(equation, &other, &differing, &answers),
        },
    }))
}

/// Largest first.
fn parts(equation: &Equation, reference: &Complete, inputs: &[usize], worth: &[f64]) -> Vec<Part> {
    let amounts = shapley(worth, inputs.len());
    let part = |(input, amount): (&usize, f64)| {
        let (input, reference, modifiable) = equation.input(*input, reference);
        Part { input, amount, reference, modifiable }
    };
    let mut parts: Vec<Part> = inputs.iter().zip(amounts).map(part).collect();
    parts.sort_by(|a, b| b.amount.abs().total_cmp(&a.amount.abs()));
    parts
}
