//! Floor 10: the skin. Converts and delegates; the only room that names wasm-bindgen, js-sys, web-sys and serde-wasm-bindgen.
//!
//! One module of wasm a build, each by a feature of its name: `core` is the whole engine, `quick` what a page needs
//! until the first score of a few typed numbers stands, `plan` what plans meals and movement, `learn` what
//! fits models of feedback, `workbench` what fits models of tables, `xlsx` what
//! makes a table of a workbook.
#![allow(unreachable_pub)] // wasm-bindgen exports what is public here

#[cfg(feature = "core")]
mod columns;
mod cross;
#[cfg(feature = "core")]
mod engine;
#[cfg(feature = "learn")]
mod learn;
#[cfg(feature = "plan")]
mod plan;
#[cfg(feature = "quick")]
mod quick;
#[cfg(feature = "workbench")]
mod study;
#[cfg(feature = "core")]
mod tape;
#[cfg(feature = "workbench")]
mod workbench;
#[cfg(feature = "xlsx")]
mod xlsx;
