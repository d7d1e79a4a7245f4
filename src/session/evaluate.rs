//! One equation by itself: inputs by name, numbers with or without a unit.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Kind};
use crate::score::{Assessment, Equation, InputInfo, InputUsed, Inputs, Reason, equation};
use crate::vocab::{label, unit};

/// A value as a caller gives it. A bare number is in the input's canonical unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(untagged)]
pub enum InputValue {
    /// Yes or no.
    Flag(bool),
    /// A number in the canonical unit; yes is 1, no is 0.
    Number(f64),
    /// A word: `female`, `current`.
    Word(String),
    /// A number in a stated unit.
    Quantity {
        /// The number.
        value: f64,
        /// Its unit, by UCUM code or a known spelling.
        unit: String,
    },
}

/// What one equation answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Evaluated {
    /// Equation id.
    pub id: String,
    /// Unit of the answer: `probability`, or a UCUM unit.
    pub unit: String,
    /// One of the three answers.
    #[serde(flatten)]
    pub assessment: Assessment,
    /// Published band of a computed answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band: Option<std::borrow::Cow<'static, str>>,
    /// Inputs as used.
    pub inputs: Vec<InputUsed>,
    /// What should be said with the answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Reason>,
    /// Exact parts on the predictor's scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contributions: Option<crate::explain::Contributions>,
    /// Exact Shapley parts against the same age and sex at optimal values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<crate::explain::Attribution>,
}

/// Evaluates and explains one equation.
///
/// # Errors
///
/// `equation.unknown`; `equation.unknownInput` for a name that is neither an input of the equation nor a concept;
/// `units.unknown` for a unit that does not fit; `equation.*` for a value that is no value of its input.
pub fn evaluate(id: &str, given: &BTreeMap<String, Option<InputValue>>) -> Result<Evaluated, Error> {
    let equation = equation(id)?;
    let inputs = inputs(equation, given)?;
    let answer = equation.evaluate(&inputs)?;
    let comparison = crate::explain::compare(equation, &inputs)?;
    Ok(Evaluated {
        id: id.to_owned(),
        unit: equation.unit().to_owned(),
        contributions: comparison.as_ref().map(|c| c.contributions.clone()),
        attribution: comparison.map(|c| c.attribution),
        assessment: answer.assessment,
        band: answer.band,
        inputs: answer.inputs,
        notes: answer.notes,
    })
}

fn inputs(equation: &Equation, given: &BTreeMap<String, Option<InputValue>>) -> Result<Inputs, Error> {
    let known = equation.describe().inputs;
    let mut inputs = Inputs::new();
    for (name, value) in given {
        let Some(input) = known.iter().find(|input| input.id == *name) else {
            // A concept that this equation does not read is no mistake: one set of facts serves all equations.
            if label::of(name).is_some() || unit::of(name).is_some() {
                continue;
            }
            let accepted: Vec<&str> = known.iter().map(|input| input.id.as_str()).collect();
            return Err(Error::new(Kind::Usage, "equation.unknownInput")
                .with("input", name)
                .with("equation", equation.id())
                .with("accepted", accepted.join(", ")));
        };
        inputs = match value {
            None => inputs,
            Some(InputValue::Flag(yes)) => inputs.flag(name, *yes),
            Some(InputValue::Word(word)) => inputs.word(name, word),
            Some(InputValue::Number(number)) => inputs.number(name, *number),
            Some(InputValue::Quantity { value, unit }) => inputs.number(name, canonical(input, *value, unit)?),
        };
    }
    Ok(inputs)
}

fn canonical(input: &InputInfo, value: f64, given: &str) -> Result<f64, Error> {
    if given.is_empty() || given == input.unit {
        return Ok(value);
    }
    if unit::of(&input.id).is_some() {
        return unit::to_canonical(&input.id, value, given);
    }
    let accepted = if input.unit.is_empty() { "–" } else { &input.unit };
    let wrong = Error::new(Kind::Value, "units.unknown").with("concept", &input.id).with("unit", given);
    Err(wrong.with("accepted", accepted))
}
