//! How values, answers and errors cross.

use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

use crate::error::{Error, Kind};

pub(super) type Answer = Result<JsValue, JsValue>;

/// Replies cross as JSON text: the browser's own parser is quicker than a call for every field, and
/// one serialiser in the module is a third smaller than two.
pub(super) fn to_js<T: Serialize>(value: &T) -> Answer {
    let text = serde_json::to_string(value).map_err(|e| JsValue::from_str(&e.to_string()))?;
    js_sys::JSON::parse(&text)
}

/// Plain data comes the same way.
pub(super) fn plain<T: DeserializeOwned>(value: &JsValue, name: &str) -> Result<T, JsValue> {
    serde_json::from_str(&text(value, name)?).map_err(|e| argument(name, &e))
}

/// Plain data as JSON text.
pub(super) fn text(value: &JsValue, name: &str) -> Result<String, JsValue> {
    // What goes round in circles, or nests too deep for the browser, says so itself.
    let text = js_sys::JSON::stringify(value).map_err(|thrown| {
        argument(name, &thrown.dyn_ref::<js_sys::Error>().map_or(String::new(), |e| e.message().into()))
    })?;
    Ok(text.as_string().unwrap_or_default())
}

/// Small arguments come field by field.
#[cfg(feature = "core")]
pub(super) fn from_js<T: DeserializeOwned>(value: JsValue, what: &str) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(|e| argument(what, &e))
}

fn argument(name: &str, problem: &dyn std::fmt::Display) -> JsValue {
    thrown(Error::new(Kind::Usage, "engine.argument").with("argument", name).with("problem", problem))
}

/// An error as JavaScript catches it: plain data, `{ kind, key, place, args }`.
pub(super) fn thrown(error: Error) -> JsValue {
    to_js(&error).unwrap_or_else(|e| e)
}

pub(super) fn reply<T: Serialize>(result: Result<T, Error>) -> Answer {
    to_js(&result.map_err(thrown)?)
}

/// Starts the module: a panic, which no input should reach, leaves a line in the console.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| web_sys::console::error_1(&JsValue::from_str(&info.to_string()))));
}
