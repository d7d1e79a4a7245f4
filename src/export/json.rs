//! The record and its report as JSON; the record in it reads back in.

use serde::Serialize;

use super::report::Assessed;
use crate::collect::SavedRecord;
use crate::error::{Error, Kind};
use crate::record::Patient;

#[derive(Serialize)]
struct Export<'a> {
    #[serde(flatten)]
    saved: SavedRecord,
    report: &'a Assessed,
}

/// Writes the JSON export.
///
/// # Errors
///
/// `export.json` when a value cannot be written, which no record is known to cause.
pub fn json(patient: &Patient, report: &Assessed) -> Result<String, Error> {
    let export = Export { saved: SavedRecord::of(vec![patient.clone()]), report };
    serde_json::to_string(&export)
        .map(|text| text + "\n")
        .map_err(|e| Error::new(Kind::Usage, "export.json").with("problem", e))
}
