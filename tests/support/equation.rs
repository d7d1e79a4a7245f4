//! A person whom an equation answers, and what it answered.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use bedside::score::{Assessment, Equation, InputInfo, Inputs};

/// A person inside every range of an equation.
pub(crate) fn person(equation: &Equation) -> Inputs {
    let mut inputs = Inputs::new();
    for input in equation.describe().inputs {
        inputs = match (input.need.as_str(), input.kind.as_str()) {
            ("exclusion", _) => inputs.flag(&input.id, false),
            (_, "word") => inputs.word(&input.id, &input.words[0].word),
            (_, "flag") => inputs.flag(&input.id, false),
            _ => inputs.number(&input.id, middle(&input)),
        };
    }
    inputs
}

fn middle(input: &InputInfo) -> f64 {
    match input.id.as_str() {
        "total_chol" => 200.0,
        "hdl" => 50.0,
        "triglycerides" => 120.0,
        _ => {
            let (low, high) = input.explore.unwrap_or((input.low.unwrap_or(1.0), input.high.unwrap_or(2.0)));
            if input.whole { ((low + high) / 2.0).floor() } else { (low + high) / 2.0 }
        }
    }
}

pub(crate) fn value(assessment: &Assessment) -> f64 {
    match assessment {
        Assessment::Computed { value, .. } => *value,
        other => panic!("no answer: {other:?}"),
    }
}

pub(crate) fn keys(assessment: &Assessment) -> Vec<(String, Option<String>)> {
    match assessment {
        Assessment::NotApplicable { reasons } => {
            reasons.iter().map(|r| (r.key.to_string(), r.input.as_deref().map(str::to_owned))).collect()
        }
        other => panic!("applies: {other:?}"),
    }
}
