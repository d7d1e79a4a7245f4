//! Floor 9: the skin. Converts and delegates; the only file that names wasm-bindgen, js-sys, web-sys and serde-wasm-bindgen.

use wasm_bindgen::prelude::wasm_bindgen;

/// Version of the crate.
#[wasm_bindgen]
#[allow(unreachable_pub)]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
