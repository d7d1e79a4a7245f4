//! Floor 9: the skin. Converts and delegates; the only file that names wasm-bindgen, js-sys, web-sys and serde-wasm-bindgen.
