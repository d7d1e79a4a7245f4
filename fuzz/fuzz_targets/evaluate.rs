//! One equation: its id (or a number that chooses one) on the first line, its inputs as JSON below it.
#![no_main]

use std::collections::BTreeMap;

use bedside::score::{Assessment, equations};
use bedside::session::{InputValue, evaluate};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Some((id, inputs)) = text.split_once('\n') else { return };
    let Ok(inputs) = serde_json::from_str::<BTreeMap<String, Option<InputValue>>>(inputs) else { return };
    let ids: Vec<&str> = equations().map(|equation| equation.id()).collect();
    let id = id.parse::<usize>().map_or(id, |at| ids[at % ids.len()]);
    if let Ok(answer) = evaluate(id, &inputs)
        && let Assessment::Computed { value, .. } = answer.assessment
    {
        assert!(value.is_finite(), "{id} {value}");
        assert!(answer.unit != "probability" || (0.0..=1.0).contains(&value), "{id} {value}");
    }
});
