//! Files to keep: what, under which name and type.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::assess::{AssessOptions, assess};
use crate::error::{Error, Kind};
use crate::export::{bundle, json, table};
use crate::record::Patient;

/// What a file to keep holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct ExportOptions {
    /// Who, when and where the assessment is for.
    #[serde(flatten)]
    pub assess: AssessOptions,
    /// `fhir` alone: the plan as drafts (`CarePlan`, `Goal`, `ServiceRequest`).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub plan: bool,
    /// Titles of the actions in the reader's language, for the drafts; an action without one is named by its id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "Record<string, string>"))]
    pub titles: BTreeMap<String, String>,
}

impl From<AssessOptions> for ExportOptions {
    fn from(assess: AssessOptions) -> Self {
        Self { assess, ..Self::default() }
    }
}

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
pub fn export_as(kind: &str, patient: &Patient, options: &ExportOptions) -> Result<ExportFile, Error> {
    let report = &assess(patient, &options.assess)?;
    let (ending, media, data) = match kind {
        "json" => ("json", "application/json", json(patient, report)?),
        "csv" => ("csv", "text/csv", table(report)?),
        "fhir" => {
            ("fhir.json", "application/fhir+json", bundle(patient, report, options.plan.then_some(&options.titles)))
        }
        other => {
            return Err(Error::new(Kind::Usage, "export.kind").with("kind", other).with("accepted", "json, csv, fhir"));
        }
    };
    Ok(ExportFile { name: format!("bedside-{}.{ending}", report.as_of), media: media.to_owned(), data })
}
