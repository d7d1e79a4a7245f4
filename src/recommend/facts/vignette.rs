//! A patient as `vignettes.json` writes it: concept fields, `region`, `country`, `diagnoses`, `meds`, `genes`,
//! `foods`, `declined_actions`, `preferences`; and `risks`, percent over ten years by outcome, which are ours. Lists are closed: absent means no.

use serde_json::{Map, Value as Json};

use super::{Dosage, Facts, List, Provenance, Tri, accepted, unknown_key};
use crate::error::{Error, Kind};
use crate::recommend::benefit::{GIVEN, GIVEN_RISKS};
use crate::recommend::critical::Reading;
use crate::recommend::tables::{self, CRITICAL, FIELDS, FieldKind};
use crate::record::Preferences;

pub(super) fn read(patient: &Json) -> Result<Facts, Error> {
    let patient = patient.as_object().ok_or_else(|| wrong("patient", patient, "{ }"))?;
    let mut facts = Facts::silent();
    facts.vignette = true;
    for list in [List::Diagnoses, List::Allergies, List::Medicines, List::Genes, List::Foods] {
        facts.close(list, Tri::False, false);
    }
    for (key, value) in patient {
        match key.as_str() {
            "region" if value.is_null() => {}
            "region" => facts.set_region(word(key, value)?)?,
            "country" if value.is_null() => {}
            "country" => facts.set_country(word(key, value)?),
            "diagnoses" => {
                each(&mut facts, key, value, |facts, name| facts.set_dx(name, Tri::True, Provenance::default()))?
            }
            "genes" => {
                each(&mut facts, key, value, |facts, name| facts.set_gene(name, Tri::True, Provenance::default()))?
            }
            "foods" => {
                each(&mut facts, key, value, |facts, name| facts.set_food(name, Tri::True, Provenance::default()))?
            }
            "declined_actions" => each(&mut facts, key, value, |facts, name| {
                facts.decline(name);
                Ok(())
            })?,
            "meds" => medicines(&mut facts, value)?,
            "risks" => {} // after the fields, which state the usual two
            "preferences" if value.is_object() => preferences(&mut facts, value)?,
            "preferences" => return Err(wrong(key, value, "{ }")),
            _ => field(&mut facts, key, value)?,
        }
    }
    readings(&mut facts);
    baselines(&mut facts)?;
    risks(&mut facts, patient.get("risks"))?;
    Ok(facts)
}

/// A preference that cannot be read moves no card and costs no answer; it is kept and reported like any name of a list.
fn preferences(facts: &mut Facts, value: &Json) -> Result<(), Error> {
    let mut known = Map::new();
    for (key, wish) in value.as_object().into_iter().flatten() {
        let alone = Json::Object(Map::from_iter([(key.clone(), wish.clone())]));
        if Preferences::read(&alone).is_ok() {
            known.insert(key.clone(), wish.clone());
        } else {
            facts.note_not_understood(&format!("preferences.{key}"));
        }
    }
    facts.set_preferences(&Preferences::read(&Json::Object(known))?)
}

/// Fields that a critical value may be about, with the concept of its row; their units are the rows' units.
const MEASURED: [(&str, &str); 6] = [
    ("potassium", "potassium"),
    ("platelets", "platelets"),
    ("sbp", "sbp"),
    ("dbp", "dbp"),
    ("tg", "triglycerides"),
    ("fpg", "glucose_fasting"),
];

/// A vignette's numbers are today's.
fn readings(facts: &mut Facts) {
    facts.readings.undated_is_today = true;
    for (name, concept) in MEASURED {
        let value = tables::field(name).and_then(|i| facts.fields.get(i).copied().flatten());
        let row = CRITICAL.iter().find(|row| row.concept == concept);
        if let (Some(super::Value::Number(value)), Some(row)) = (value, row) {
            let value = value * row.to_canonical;
            facts.readings.list.push(Reading {
                concept: concept.to_owned(),
                value,
                comparator: None,
                date: None,
                fact: None,
            });
        }
    }
}

/// Risks over ten years that are stated are what gains act on.
fn baselines(facts: &mut Facts) -> Result<(), Error> {
    for (field, outcome) in GIVEN_RISKS {
        let value = tables::field(field).and_then(|i| facts.fields.get(i).copied().flatten());
        if let Some(super::Value::Number(percent)) = value {
            facts.set_baseline(outcome, percent / 100.0, GIVEN, 10, None)?;
        }
    }
    Ok(())
}

/// Other stated risks over ten years, percent by outcome: `stroke`, `all_cause_mortality`, …
fn risks(facts: &mut Facts, value: Option<&Json>) -> Result<(), Error> {
    let Some(value) = value.filter(|value| !value.is_null()) else { return Ok(()) };
    let given = value.as_object().ok_or_else(|| wrong("risks", value, "{ }"))?;
    for (outcome, percent) in given {
        let share = percent.as_f64().ok_or_else(|| wrong(&format!("risks.{outcome}"), percent, "0–100"))? / 100.0;
        facts.set_baseline(outcome, share, GIVEN, 10, None)?;
    }
    Ok(())
}

/// A name that the rules do not have cannot change an answer; it is kept and reported, never an error.
fn each(
    facts: &mut Facts,
    key: &str,
    value: &Json,
    mut set: impl FnMut(&mut Facts, &str) -> Result<(), Error>,
) -> Result<(), Error> {
    let items = value.as_array().ok_or_else(|| wrong(key, value, "[ \"…\" ]"))?;
    for (i, item) in items.iter().enumerate() {
        let name = word(&format!("{key}[{i}]"), item)?;
        if set(facts, name).is_err() {
            facts.note_not_understood(name);
        }
    }
    Ok(())
}

fn medicines(facts: &mut Facts, value: &Json) -> Result<(), Error> {
    let items = value.as_array().ok_or_else(|| wrong("meds", value, "[ { name, dose_mg } ]"))?;
    for (i, item) in items.iter().enumerate() {
        let place = format!("meds[{i}]");
        let medicine = item.as_object().ok_or_else(|| wrong(&place, item, "{ name, dose_mg }"))?;
        if let Some(key) = medicine.keys().find(|k| !["name", "dose_mg"].contains(&k.as_str())) {
            return Err(unknown_key(key).at(format!("{place}.{key}")));
        }
        let name = word(&format!("{place}.name"), medicine.get("name").unwrap_or(&Json::Null))?;
        let dosage = dose(&place, medicine)?;
        if facts.add_med(name, Tri::True, dosage, Provenance::default()).is_err() {
            facts.note_not_understood(name);
        }
    }
    Ok(())
}

fn dose(place: &str, medicine: &Map<String, Json>) -> Result<Dosage, Error> {
    match medicine.get("dose_mg") {
        None | Some(Json::Null) => Ok(Dosage::Unstated),
        Some(value) => match value.as_f64() {
            Some(mg) if mg >= 0.0 => Ok(Dosage::Mg(mg)),
            _ => Err(wrong(&format!("{place}.dose_mg"), value, "≥ 0 mg")),
        },
    }
}

fn field(facts: &mut Facts, key: &str, value: &Json) -> Result<(), Error> {
    let row = tables::field(key).and_then(|i| FIELDS.get(i)).ok_or_else(|| unknown_key(key))?;
    let from = Provenance::default();
    match (value, row.kind) {
        (Json::Null, _) if row.null_is_never => facts.set_never(key, from),
        (Json::Null, _) => facts.set_unknown(key, from),
        (Json::Number(number), FieldKind::Number { .. }) => {
            facts.set_number(key, number.as_f64().unwrap_or(f64::NAN), from)
        }
        (Json::Bool(flag), FieldKind::Flag) => facts.set_flag(key, *flag, from),
        (Json::String(word), FieldKind::Words(_)) => facts.set_word(key, word, from),
        _ => Err(wrong(key, value, &accepted(row.kind))),
    }
}

fn word<'v>(key: &str, value: &'v Json) -> Result<&'v str, Error> {
    value.as_str().ok_or_else(|| wrong(key, value, "\"…\""))
}

fn wrong(place: &str, value: &Json, accepted: &str) -> Error {
    let mut found = value.to_string();
    if found.chars().count() > 40 {
        found = found.chars().take(40).chain(['…']).collect();
    }
    Error::new(Kind::Value, "facts.wrongType")
        .at(place)
        .with("name", place)
        .with("value", found)
        .with("accepted", accepted)
}
