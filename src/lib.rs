//! Bedside: precision medicine that never leaves the browser.
//!
//! The map of the house. Bytes the user already has become a **record** of facts, the record a
//! **profile** of inputs, the profile **assessments**, the assessments **explanations** and ranked
//! **recommendations**. A floor imports only lower floors, siblings on a floor never meet;
//! `tests/floors.rs` reads every `crate::` path and proves it.
//!
//! | floor | module | what it holds |
//! | --- | --- | --- |
//! | 0 | [`math`] | one source of exp, ln and pow; vector kernels; seeded random numbers |
//! | 1 | [`vocab`] | the words: concept, code, unit, date |
//! | 2 | [`record`] | the facts of one person, each with its origin |
//! | 3 | [`collect`] | bytes to record: FHIR, CSV, form; a sniff table |
//! | 3 | [`prepare`] | record to profile: the value that counts, how old it is, what is presumed |
//! | 4 | [`score`] | published equations as data, three answers |
//! | 5 | [`explain`] | exact contributions, Shapley values, what missing inputs could change |
//! | 5 | [`learn`] | models fitted on this device: what a clinic's feedback says of actions |
//! | 6 | [`recommend`] | rules, bridge, safety, benefit, order |
//! | 7 | [`plan`] | a week of meals that meets its limits, twelve weeks of movement |
//! | 8 | [`export`] | JSON, CSV, FHIR |
//! | 9 | [`session`] | one handle: requests in, replies out |
//! | 10 | `wasm` | the skin: converts and delegates |
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod collect;
pub mod error;
pub mod explain;
pub mod export;
pub mod learn;
pub mod math;
pub mod plan;
pub mod prepare;
pub mod recommend;
pub mod record;
pub mod score;
pub mod session;
pub mod vocab;
#[cfg(feature = "wasm")]
mod wasm;

pub use error::{Error, Kind};
