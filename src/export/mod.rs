//! Floor 7: results out: JSON, CSV, FHIR.

mod report;

pub use report::{Assessed, Earlier, Finding, Headline, NotUnderstood, Person, Provenance, Score};
