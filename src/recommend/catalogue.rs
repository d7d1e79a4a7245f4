//! What the recommender knows, for menus, pickers and docs.

use serde::{Deserialize, Serialize};

use super::card::Recommendations;
use super::tables::{ACTIONS, Asked, CRISIS, DX, Default, FIELDS, FOODS, FieldKind, GENES, List, MEDICINES, REGIONS};

/// One action; words are in the catalogues under `actions`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ActionEntry {
    /// Action id.
    pub id: String,
    /// `recommend`, `discuss`, `avoid`.
    pub kind: String,
    /// `diet`, `exercise`, `screening`, …
    pub category: String,
    /// `any`, or the region whose rows these are.
    pub region: String,
    /// Grading system and grade as published.
    pub grade: String,
    /// Evidence tier.
    pub tier: String,
    /// `V2`, `V1`, `G` or `U`.
    pub verification: String,
    /// `low`, `medium`, `high`.
    pub burden: String,
    /// Needs a clinician.
    pub clinician_required: bool,
    /// Years until it helps, where a short life expectancy blocks it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_to_benefit_years: Option<f64>,
    /// Caution codes it may carry; words under `cautions`.
    pub cautions: Vec<String>,
    /// Group of overlapping effects.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub overlap_group: String,
}

/// One patient field of the rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct FieldEntry {
    /// Name.
    pub name: String,
    /// `number`, `enum`, `bool`.
    pub kind: String,
    /// Unit of a number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Least and greatest number taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<(f64, f64)>,
    /// Words taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// The value of a field that nobody answered, as written; absent: unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// "Never" is an answer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub never: bool,
    /// A person may be asked for it; an equation fills it otherwise.
    pub asked: bool,
}

/// One name of the lists that rules and interactions use.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct NameEntry {
    /// Name.
    pub name: String,
    /// `dx`, `allergy`, `ingredient`, `class`, `gene`, `food`; a name that is ingredient and class is `ingredient`.
    pub kind: String,
    /// A record's silence never answers it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub never_presumed: bool,
    /// Names that come with it: the classes of an ingredient, what a diagnosis implies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gives: Vec<String>,
}

/// An emergency number or crisis line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CrisisLine {
    /// Country, ISO 3166-1.
    pub country: String,
    /// What answers.
    pub name: String,
    /// Number to call; empty where none is verified: the page's general words stand instead.
    pub number: String,
    /// Number to text, where there is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text_line: String,
    /// When it answers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hours: String,
    /// Languages, ISO 639-1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
}

/// Everything the recommender knows by name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Catalogue {
    /// Actions.
    pub actions: Vec<ActionEntry>,
    /// Fields.
    pub fields: Vec<FieldEntry>,
    /// Diagnoses, allergies, medicines, classes, gene flags, foods.
    pub names: Vec<NameEntry>,
    /// Regions that may be stated.
    pub regions: Vec<String>,
}

/// The recommender describes itself.
pub fn catalogue() -> Catalogue {
    Catalogue { actions: actions(), fields: fields(), names: names(), regions: REGIONS.map(str::to_owned).to_vec() }
}

/// Emergency numbers and crisis lines of a country, in the order of the table; none for a country without a row.
pub fn crisis_lines(country: &str) -> Vec<CrisisLine> {
    let rows = CRISIS.iter().filter(|row| row.country.eq_ignore_ascii_case(country));
    rows.map(|row| CrisisLine {
        country: row.country.to_owned(),
        name: row.name.to_owned(),
        number: row.number.to_owned(),
        text_line: row.text_line.to_owned(),
        hours: row.hours.to_owned(),
        languages: row.languages.split(';').filter(|l| !l.is_empty()).map(str::to_owned).collect(),
    })
    .collect()
}

/// Verified numbers of a country to show where something cannot wait: its emergency number, and its crisis lines after
/// a yes to the question about self-harm; none while nothing is urgent.
pub(crate) fn numbers_to_call(country: &str, now: &Recommendations) -> Vec<CrisisLine> {
    let mind = now.critical.iter().any(|critical| critical.id == "phq9-item9");
    let urgent = now.critical.iter().any(|critical| !critical.past) || now.cards.iter().any(|card| card.urgent);
    let wanted = |line: &CrisisLine| {
        let reached = !line.number.is_empty() || !line.text_line.is_empty();
        reached && (mind || (urgent && line.name == "Emergency services"))
    };
    crisis_lines(country).into_iter().filter(wanted).collect()
}

fn actions() -> Vec<ActionEntry> {
    let entry = |action: &super::tables::Action| {
        let mut cautions: Vec<String> = action.cautions.iter().map(|(_, code)| (*code).to_owned()).collect();
        cautions.dedup();
        ActionEntry {
            id: action.id.to_owned(),
            kind: format!("{:?}", action.kind).to_lowercase(),
            category: action.category.to_owned(),
            region: action.region.and_then(|r| REGIONS.get(r)).map_or("any", |r| *r).to_owned(),
            grade: action.grade_text.to_owned(),
            tier: action.grade.tier.key().to_owned(),
            verification: action.verification.to_owned(),
            burden: action.burden.to_owned(),
            clinician_required: action.clinician_required,
            time_to_benefit_years: action.ttb_years,
            cautions,
            overlap_group: action.overlap_group.to_owned(),
        }
    };
    ACTIONS.iter().map(entry).collect()
}

fn fields() -> Vec<FieldEntry> {
    let entry = |field: &super::tables::Field| {
        let (kind, range, values): (_, _, &[&str]) = match field.kind {
            FieldKind::Number { min, max } => ("number", Some((min, max)), &[]),
            FieldKind::Words(words) => ("enum", None, words),
            FieldKind::Flag => ("bool", None, &[]),
        };
        FieldEntry {
            name: field.name.to_owned(),
            kind: kind.to_owned(),
            unit: field.unit.to_owned(),
            range,
            values: values.iter().map(|v| (*v).to_owned()).collect(),
            default: match field.default {
                Default::None => None,
                Default::Number(number) => Some(number.to_string()),
                Default::Word(word) => values.get(word).map(|w| (*w).to_owned()),
                Default::Flag(flag) => Some(flag.to_string()),
            },
            never: field.null_is_never,
            asked: field.asked != Asked::Never,
        }
    };
    FIELDS.iter().map(entry).collect()
}

fn names() -> Vec<NameEntry> {
    let plain = |name: &str, kind: &str| NameEntry {
        name: name.to_owned(),
        kind: kind.to_owned(),
        never_presumed: false,
        gives: Vec::new(),
    };
    let mut names = Vec::new();
    for (i, dx) in DX.iter().enumerate() {
        let implied = DX.iter().filter(|other| other.implied_by.contains(&i));
        names.push(NameEntry {
            never_presumed: dx.never_presumed,
            gives: implied.map(|d| d.name.to_owned()).collect(),
            ..plain(dx.name, if dx.list == List::Allergies { "allergy" } else { "dx" })
        });
    }
    for medicine in MEDICINES {
        let classes = medicine.classes.iter().filter_map(|(class, _)| MEDICINES.get(*class));
        names.push(NameEntry {
            gives: classes.map(|c| c.name.to_owned()).collect(),
            ..plain(medicine.name, if medicine.ingredient { "ingredient" } else { "class" })
        });
    }
    names.extend(GENES.iter().map(|gene| plain(gene, "gene")));
    names.extend(FOODS.iter().map(|food| plain(food, "food")));
    names
}
