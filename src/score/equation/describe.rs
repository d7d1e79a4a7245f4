//! What the page is told of each equation: the catalogue describes itself.

use serde::{Deserialize, Serialize};

use super::batch::BatchCode;
use super::build::Equation;
use super::catalog::equations;
use super::schema::{InputKind, Use};

/// One equation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct EquationInfo {
    /// Id, `name-variant-horizon-outcome`.
    pub id: String,
    /// English title; the page has its own words by family, variant and outcome.
    pub title: String,
    /// Family as `regions.csv` names it.
    pub family: String,
    /// Which of its family; empty for a family of one.
    pub variant: String,
    /// The question it answers.
    pub question: String,
    /// What is predicted or estimated.
    pub outcome: String,
    /// Years ahead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizon_years: Option<u32>,
    /// `probability`, or a UCUM unit.
    pub unit: String,
    /// Text key of the people it was made for.
    pub population: String,
    /// Inputs, exclusions included.
    pub inputs: Vec<InputInfo>,
    /// Published classes of the answer, lowest first as the file lists them.
    pub bands: Vec<BandInfo>,
    /// Where the classes come from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub bands_source: String,
    /// Where it was published.
    pub source: SourceInfo,
    /// What the codes of a batch mean.
    pub codes: Vec<BatchCode>,
}

/// One input of an equation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct InputInfo {
    /// Concept id, or one the equation defines itself.
    pub id: String,
    /// `number`, `flag`, `word`.
    pub kind: String,
    /// Canonical unit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// `required`, `optional` (the equation has a term for its absence), `unused` (no term of this outcome reads it;
    /// its range is checked when known), `exclusion` (yes means it does not apply).
    pub need: String,
    /// Words that only one stratum needs it for: `male`. Empty: everyone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<String>,
    /// Lowest value, included unless `lowOpen`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The lowest value itself is outside.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub low_open: bool,
    /// Highest value, included unless `highOpen`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// The highest value itself is outside.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub high_open: bool,
    /// Values to offer on a slider or to try when unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explore: Option<(f64, f64)>,
    /// Values the derivation covered, where narrower.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub studied: Option<(f64, f64)>,
    /// Only whole numbers.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub whole: bool,
    /// Its words and their codes in columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<WordInfo>,
    /// A person can change it.
    pub modifiable: bool,
}

/// A word and its code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct WordInfo {
    /// The word.
    pub word: String,
    /// Its number in columns.
    pub code: f64,
}

/// A published class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct BandInfo {
    /// Its id; words are in the catalogues under `bands`.
    pub id: String,
    /// It holds answers below this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<f64>,
    /// It holds answers up to and including this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<f64>,
}

/// Where an equation was published and how far its numbers were checked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SourceInfo {
    /// Citation.
    pub citation: String,
    /// Confirmed DOI.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    /// Table of the publication.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub table: String,
    /// What is known of its terms of use; an observation, no legal advice.
    pub licence: String,
    /// How sure the numbers are.
    pub confidence: String,
    /// How they were checked.
    pub verified_by: String,
}

/// Describes every equation.
pub fn catalog() -> Vec<EquationInfo> {
    equations().map(Equation::describe).collect()
}

impl Equation {
    /// Describes itself.
    pub fn describe(&self) -> EquationInfo {
        let source = &self.head.source;
        EquationInfo {
            id: self.id.to_string(),
            title: self.head.title.clone(),
            family: self.head.family.to_string(),
            variant: self.head.variant.to_string(),
            question: self.head.question.to_string(),
            outcome: self.outcome.to_string(),
            horizon_years: self.head.horizon_years,
            unit: self.head.unit.to_string(),
            population: self.head.population.clone(),
            inputs: self.inputs_info(),
            bands: self
                .bands
                .iter()
                .flat_map(|b| &b.bands)
                .map(|b| BandInfo { id: b.id.to_string(), below: b.below, up_to: b.up_to })
                .collect(),
            bands_source: self.bands.as_ref().map(|b| b.source.clone()).unwrap_or_default(),
            source: SourceInfo {
                citation: source.citation.clone(),
                doi: source.doi.clone(),
                table: source.table.clone(),
                licence: source.licence.clone(),
                confidence: source.confidence.clone(),
                verified_by: source.verified_by.clone(),
            },
            codes: self.codes(),
        }
    }

    fn inputs_info(&self) -> Vec<InputInfo> {
        let mut all = Vec::new();
        for (i, spec) in self.head.inputs.iter().enumerate() {
            let readers: Vec<_> = self.strata.iter().filter(|s| s.reads & (1 << i) != 0).collect();
            let read = !readers.is_empty() || self.selector == Some(i);
            let need = match spec.need {
                Use::Exclusion => "exclusion",
                Use::Optional if read => "optional",
                Use::Required if read => "required",
                _ => "unused",
            };
            let only = if readers.is_empty() || readers.len() == self.strata.len() {
                Vec::new()
            } else {
                readers.iter().filter_map(|s| s.code).flat_map(|code| self.selector_words(code)).collect()
            };
            all.push(InputInfo {
                id: spec.id.to_string(),
                kind: match spec.kind {
                    InputKind::Number => "number",
                    InputKind::Flag => "flag",
                    InputKind::Word => "word",
                }
                .to_owned(),
                unit: spec.unit.to_string(),
                need: need.to_owned(),
                only,
                low: spec.min.or(spec.above),
                low_open: spec.min.is_none() && spec.above.is_some(),
                high: spec.max.or(spec.below),
                high_open: spec.max.is_none() && spec.below.is_some(),
                explore: spec.explore.map(|[low, high]| (low, high)),
                studied: spec.studied.map(|[low, high]| (low, high)),
                whole: spec.whole,
                words: spec.words.iter().map(|(word, code)| WordInfo { word: word.clone(), code: *code }).collect(),
                modifiable: spec.modifiable,
            });
        }
        all
    }

    fn selector_words(&self, code: f64) -> Vec<String> {
        let words = self.selector.and_then(|i| self.head.inputs.get(i)).map(|i| &i.words);
        words.into_iter().flatten().filter(|(_, c)| **c == code).map(|(word, _)| word.clone()).collect()
    }
}
