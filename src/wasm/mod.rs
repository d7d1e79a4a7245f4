//! Floor 10: the skin. Converts and delegates; the only room that names wasm-bindgen, js-sys, web-sys and serde-wasm-bindgen.
//!
//! One module of wasm a build: `engine` is the whole, `quick` (the feature of that name) what a page needs until the
//! first score of a few typed numbers stands.
#![allow(unreachable_pub)] // wasm-bindgen exports what is public here

#[cfg(not(feature = "quick"))]
mod columns;
mod cross;
#[cfg(not(feature = "quick"))]
mod engine;
#[cfg(feature = "quick")]
mod quick;
