//! Names to pick from, in both languages, and how each name of the rules can become true.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::table::{Kind, table};

/// A name that a person can pick.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Pick {
    /// Name in the rules.
    pub name: String,
    /// English label.
    pub en: String,
    /// Chinese label.
    pub zh: String,
    /// Further words to search for, both languages.
    pub words: Vec<String>,
    /// A class of medicines, not one medicine.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub class: bool,
}

/// Conditions, medicines and allergies to pick from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Pickers {
    /// Diagnoses.
    pub conditions: Vec<Pick>,
    /// Medicines, then classes.
    pub medicines: Vec<Pick>,
    /// Allergies and intolerances.
    pub allergies: Vec<Pick>,
    /// Gene flags.
    pub genes: Vec<Pick>,
    /// Foods, drinks and habits.
    pub foods: Vec<Pick>,
}

/// The names to pick from, in the table's order.
pub fn pickers() -> Pickers {
    let pick = |kinds: &[Kind]| -> Vec<Pick> {
        let mut out: Vec<Pick> = Vec::new();
        for kind in kinds {
            for name in table().names.iter().filter(|n| n.kind == *kind) {
                if out.iter().any(|p| p.name == name.name) {
                    continue;
                }
                let mut words: Vec<String> = name.words.iter().map(|w| (*w).to_owned()).collect();
                words.retain(|w| !w.eq_ignore_ascii_case(name.en) && w != name.zh);
                out.push(Pick {
                    name: name.name.to_owned(),
                    en: name.en.to_owned(),
                    zh: name.zh.to_owned(),
                    words,
                    class: *kind == Kind::Class,
                });
            }
        }
        out
    };
    Pickers {
        conditions: pick(&[Kind::Diagnosis]),
        medicines: pick(&[Kind::Ingredient, Kind::Class]),
        allergies: pick(&[Kind::Allergy]),
        genes: pick(&[Kind::Gene]),
        foods: pick(&[Kind::Food]),
    }
}

/// The English label of a name of the rules.
pub fn label_of(name: &str) -> Option<&'static str> {
    table().names.iter().find(|n| n.name == name).map(|n| n.en)
}

/// How a name can become known from a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// A code, a text or a record concept.
    Matched,
    /// A measurement.
    Measured,
    /// Computed from other facts.
    Computed,
    /// An equation fills it, after the bridge.
    Equation,
    /// Only a person can say it.
    Form,
}

/// Fields that equations fill.
const EQUATIONS: &[&str] =
    &["kfre_5y", "prevent_cvd_10y", "prevent_ascvd_10y", "pce_10y", "score2_band", "cn_risk_band", "breast_5y_risk"];

/// Every name of the rules with its kind and the ways by which it can become known; an answer is always one.
pub fn routes() -> Vec<(&'static str, &'static str, BTreeSet<Route>)> {
    let mut out = Vec::new();
    for name in &table().names {
        let kind = match name.kind {
            Kind::Field => "field",
            Kind::Diagnosis => "dx",
            Kind::Allergy => "allergy",
            Kind::Ingredient => "ingredient",
            Kind::Class => "class",
            Kind::Gene => "gene",
            Kind::Food => "food",
        };
        let mut routes = BTreeSet::new();
        // Words of a food are for the form's search: no reader holds a diet log yet.
        if name.matched && name.kind != Kind::Food {
            routes.insert(Route::Matched);
        }
        if name.measured.is_some() {
            routes.insert(Route::Measured);
        }
        if EQUATIONS.contains(&name.name) {
            routes.insert(Route::Equation);
        } else if !name.computed.is_empty() && !matches!(name.kind, Kind::Gene) {
            routes.insert(Route::Computed);
        }
        if name.form || name.kind == Kind::Food {
            routes.insert(Route::Form);
        }
        out.push((kind, name.name, routes));
    }
    out
}
