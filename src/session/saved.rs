//! Files to keep: what, under which name and type.

use serde::{Deserialize, Serialize};

use super::assess::{AssessOptions, assess};
use crate::error::{Error, Kind};
use crate::export::{bundle, json, table};
use crate::record::Patient;

/// A file ready to be kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ExportFile {
    /// A name that tells nothing about the person but the day.
    pub name: String,
    /// Media type.
    #[serde(rename = "type")]
    pub media: String,
    /// Its text.
    pub data: String,
}

/// Assesses a record and writes it with its report as `json`, `csv` or `fhir`.
///
/// # Errors
///
/// `export.kind` for any other kind; as [`assess`].
pub fn export_as(kind: &str, patient: &Patient, options: &AssessOptions) -> Result<ExportFile, Error> {
    let report = &assess(patient, options)?;
    let (ending, media, data) = match kind {
        "json" => ("json", "application/json", json(patient, report)?),
        "csv" => ("csv", "text/csv", table(report)?),
        "fhir" => ("fhir.json", "application/fhir+json", bundle(patient, report)),
        other => {
            return Err(Error::new(Kind::Usage, "export.kind").with("kind", other).with("accepted", "json, csv, fhir"));
        }
    };
    Ok(ExportFile { name: format!("bedside-{}.{ending}", report.as_of), media: media.to_owned(), data })
}
