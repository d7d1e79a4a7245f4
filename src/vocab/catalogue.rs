//! What the page may know about concepts: names, units, limits, words.

use serde::{Deserialize, Serialize};

use super::{concept, label, recency, unit};

/// What a concept is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum ConceptKind {
    /// A number with a unit.
    Number,
    /// One of a few words.
    Word,
    /// A condition.
    Condition,
    /// A medicine or class of medicines.
    Medicine,
}

/// One accepted unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct UnitInfo {
    /// UCUM code, or the only spelling of a unit without one.
    pub unit: String,
    /// canonical = value × factor + offset.
    pub factor: f64,
    /// canonical = value × factor + offset.
    pub offset: f64,
    /// Shown where the page is set to US units.
    pub us: bool,
    /// Shown where the page is set to SI units.
    pub si: bool,
}

/// One concept as the page sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ConceptInfo {
    /// Concept id.
    pub id: String,
    /// What it is.
    pub kind: ConceptKind,
    /// English name.
    pub en: String,
    /// Chinese name.
    pub zh: String,
    /// Canonical unit; empty where it is no number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub canonical: String,
    /// Accepted units.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitInfo>,
    /// Outside, a value is set aside; canonical unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hard: Option<(f64, f64)>,
    /// Outside, a value is used and marked; canonical unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub soft: Option<(f64, f64)>,
    /// Its words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// Days after which the page asks to confirm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_age_days: Option<i64>,
}

/// All concepts, in the order of the label table.
pub fn concepts() -> Vec<ConceptInfo> {
    label::all().iter().map(info).collect()
}

fn info(label: &label::Label) -> ConceptInfo {
    let units = unit::of(label.concept);
    let words: Vec<String> = concept::words(label.concept).iter().map(|w| (*w).to_owned()).collect();
    let kind = if units.is_some() {
        ConceptKind::Number
    } else if !words.is_empty() || label.concept == "sex" {
        ConceptKind::Word
    } else if concept::medicines().contains(&label.concept) {
        ConceptKind::Medicine
    } else {
        ConceptKind::Condition
    };
    ConceptInfo {
        id: label.concept.to_owned(),
        kind,
        en: label.en.to_owned(),
        zh: label.zh.to_owned(),
        canonical: units.map(|u| u.canonical.to_owned()).unwrap_or_default(),
        units: units.map(|u| u.rows.iter().map(unit_info).collect()).unwrap_or_default(),
        hard: units.map(|u| u.hard),
        soft: units.map(|u| u.soft),
        words,
        max_age_days: recency::of(label.concept).and_then(|r| r.max_age_days),
    }
}

fn unit_info(row: &unit::UnitRow) -> UnitInfo {
    UnitInfo { unit: row.name().to_owned(), factor: row.factor, offset: row.offset, us: row.us, si: row.si }
}
