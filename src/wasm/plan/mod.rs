//! The engine of plans: weeks of meals and of movement. It is loaded when somebody wants a plan.

mod exercise;
mod meals;

use wasm_bindgen::prelude::wasm_bindgen;

/// The engine.
#[wasm_bindgen]
#[derive(Default)]
pub struct Session {}

#[wasm_bindgen]
impl Session {
    /// An engine.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self {}
    }
}
