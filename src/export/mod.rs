//! Floor 8: results out: JSON, CSV, FHIR, fitted models, a tape for a reader that keeps words.

mod fhir;
mod json;
pub mod model;
mod report;
mod table;
mod tape;

pub use fhir::bundle;
pub use json::json;
pub use report::{Assessed, Earlier, Finding, Headline, NotUnderstood, Person, Provenance, Score};
pub(crate) use table::inert;
pub use table::table;
pub use tape::{Known, Tape, Writer as TapeWriter};
