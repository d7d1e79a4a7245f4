//! The small engine of the first screen: a form's scores, as the whole engine gives them, and nothing else.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::cross::{Answer, plain, reply};
use crate::session;

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

    /// What a form answers so far: the scores alone.
    pub fn preview(&self, form: JsValue, options: JsValue) -> Answer {
        reply(session::preview(&plain(&form, "form")?, &plain(&options, "options")?))
    }
}
