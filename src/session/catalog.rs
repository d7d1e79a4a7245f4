//! Everything the engine says about itself; nothing is offered at the door that is not here.

use serde::{Deserialize, Serialize};

use crate::collect::FORMATS;
use crate::recommend::bridge::{Pickers, pickers};
use crate::recommend::{self, ActionEntry, FieldEntry, NameEntry};
use crate::score::{self, EquationInfo};
use crate::vocab::PartialDate;
use crate::vocab::catalogue::{ConceptInfo, concepts};

/// The version of the crate.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The day of the newest fact in `data/`; reports older than 18 months against it warn.
pub const FACTS_DATE: (i32, u8, u8) = (2026, 11, 25);

/// A format that is read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct FormatInfo {
    /// Format id; words are in the catalogues under `formats`.
    pub id: String,
    /// File name endings to offer in a file picker.
    pub extensions: Vec<String>,
}

/// A country and the region whose equations and actions apply there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CountryInfo {
    /// ISO 3166-1, two letters.
    pub country: String,
    /// `us`, `uk`, `eu`, `cn`, `other`.
    pub region: String,
}

/// The catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Catalog {
    /// Version of the crate.
    pub version: String,
    /// Day of the newest fact.
    pub facts_date: PartialDate,
    /// Formats that are read.
    pub formats: Vec<FormatInfo>,
    /// Published equations that ship.
    pub equations: Vec<EquationInfo>,
    /// Concepts, their units and limits.
    pub concepts: Vec<ConceptInfo>,
    /// Countries and their region; every other country is `other`.
    pub countries: Vec<CountryInfo>,
    /// Actions of the recommender.
    pub actions: Vec<ActionEntry>,
    /// Fields that rules read and a person may be asked for.
    pub fields: Vec<FieldEntry>,
    /// Conditions, medicines, allergies, gene flags and foods that rules know.
    pub names: Vec<NameEntry>,
    /// The same as lists to pick from, with every spelling.
    pub pickers: Pickers,
}

/// The engine describes itself.
pub fn catalog() -> Catalog {
    let known = recommend::catalogue();
    Catalog {
        version: VERSION.to_owned(),
        facts_date: facts_date(),
        formats: FORMATS.iter().map(|id| FormatInfo { id: (*id).to_owned(), extensions: extensions(id) }).collect(),
        equations: score::catalog(),
        concepts: concepts(),
        countries: score::countries()
            .into_iter()
            .map(|country| CountryInfo {
                country: country.to_owned(),
                region: score::region_of(country).unwrap_or("other").to_owned(),
            })
            .collect(),
        actions: known.actions,
        fields: known.fields,
        names: known.names,
        pickers: pickers(),
    }
}

fn extensions(format: &str) -> Vec<String> {
    let endings: &[&str] = match format {
        "csv" => &[".csv", ".tsv", ".txt"],
        _ => &[".json"],
    };
    endings.iter().map(|e| (*e).to_owned()).collect()
}

/// The day of the newest fact.
pub(crate) fn facts_date() -> PartialDate {
    let (year, month, day) = FACTS_DATE;
    PartialDate::new(year, month, day).unwrap_or_else(|| time::Date::MIN.into())
}
