//! Records in, facts out: the reader against the shared samples and against fixtures of our own.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

#[path = "records/bad.rs"]
mod bad;
#[path = "records/doubt.rs"]
mod doubt;
#[path = "records/fhir.rs"]
mod fhir;
#[path = "records/samples.rs"]
mod samples;
#[path = "records/table.rs"]
mod table;
#[path = "records/typed.rs"]
mod typed;
#[path = "records/words.rs"]
mod words;
