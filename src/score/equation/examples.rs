//! The proof inside: worked cases of every equation, run by the tests and by "Check this device".

use serde::{Deserialize, Serialize};

use super::catalog::equations;
use super::schema::ExampleValue;
use crate::score::{Assessment, Inputs};

/// One worked case, run here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ExampleResult {
    /// Equation id.
    pub equation: String,
    /// Who says what the answer is.
    pub source: String,
    /// The answer it should be, unit of the equation.
    pub expected: f64,
    /// The answer here; absent when there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub got: Option<f64>,
    /// Largest difference that counts as agreement.
    pub within: f64,
    /// They agree.
    pub agrees: bool,
}

/// Runs every worked case of every equation.
pub fn run_examples() -> Vec<ExampleResult> {
    let mut results = Vec::new();
    for equation in equations() {
        for example in &equation.head.examples {
            let Some(expected) = example.expect.get(equation.outcome()).copied() else { continue };
            let mut inputs = Inputs::new();
            for (id, value) in &example.inputs {
                inputs = match value {
                    ExampleValue::Number(x) => inputs.number(id, *x),
                    ExampleValue::Word(word) => inputs.word(id, word),
                };
            }
            let got = match equation.evaluate(&inputs).map(|e| e.assessment) {
                Ok(Assessment::Computed { value, .. }) => Some(value),
                _ => None,
            };
            results.push(ExampleResult {
                equation: equation.id.to_string(),
                source: example.source.clone(),
                expected,
                got,
                within: example.within,
                agrees: got.is_some_and(|g| (g - expected).abs() <= example.within),
            });
        }
    }
    results
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_equation_proves_itself() {
        let results = run_examples();
        for equation in equations() {
            assert!(results.iter().any(|r| r.equation == equation.id()), "{} has no example", equation.id());
        }
        let wrong: Vec<_> = results.iter().filter(|r| !r.agrees).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        println!("{} worked cases of {} equations", results.len(), equations().count());
    }
}
