//! Why one person has this answer.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::super::cross::{Answer, plain, thrown, to_js};
use super::{Model, share};
use crate::session::workbench as bench;

#[wasm_bindgen]
impl Model {
    /// Begins to tell why somebody (`{ row }`, `{ scored }` or `{ typed }`) has this answer.
    #[wasm_bindgen(js_name = caseBegin)]
    pub fn case_begin(&self, who: JsValue, movable: JsValue, threshold: f64) -> Result<CaseRun, JsValue> {
        let (who, movable) = (plain(&who, "who")?, plain(&movable, "movable")?);
        let reasoning = bench::Reasoning::begin(&self.model, &who, movable, threshold).map_err(thrown)?;
        Ok(CaseRun { reasoning: Some(reasoning) })
    }
}

/// A person's reasons under way.
#[wasm_bindgen]
pub struct CaseRun {
    reasoning: Option<bench::Reasoning>,
}

#[wasm_bindgen]
impl CaseRun {
    /// Does up to `units` steps; `true` when nothing is left.
    pub fn step(&mut self, units: usize) -> Result<bool, JsValue> {
        let Some(reasoning) = &mut self.reasoning else { return Ok(true) };
        for _ in 0..units {
            if reasoning.step().map_err(thrown)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// How far it is.
    pub fn progress(&self) -> Answer {
        share("case", self.reasoning.as_ref().map_or(1.0, bench::Reasoning::progress))
    }

    /// What was found so far.
    pub fn finish(&mut self) -> Answer {
        to_js(&self.reasoning.take().map(bench::Reasoning::finish))
    }
}
