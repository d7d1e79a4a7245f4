//! The same crate in a browser's wasm: run by `npm test` in a headless Chromium.
//!
//! Native tests prove what the numbers are; these prove that wasm gives the same ones, to the bit, and that
//! what crosses to JavaScript comes back unchanged.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::float_cmp)]

mod crossing;
mod fingerprint;
mod same_bits;
