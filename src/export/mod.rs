//! Floor 8: results out: JSON, CSV, FHIR.

mod fhir;
mod json;
mod report;
mod table;

pub use fhir::bundle;
pub use json::json;
pub use report::{Assessed, Earlier, Finding, Headline, NotUnderstood, Person, Provenance, Score};
pub(crate) use table::inert;
pub use table::table;
