//! What a person typed: a form document of our own becomes a record, as any other file does.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::dose;
use super::intake::{Intake, Measured, clip};
use super::json;
use super::report::{FileReport, ReadOptions};
use crate::error::{Error, Kind};
use crate::record::{
    Allergy, Answer, ClinicalStatus, Condition, Dose, List, ListState, Medication, MedicationStatus, Origin, Patient,
    Severity, Sex, VerificationStatus,
};
use crate::vocab::{PartialDate, concept, label, medicine, unit};

/// The version of the form document that this build reads.
pub const FORM_VERSION: u32 = 1;

/// The name under which typed facts stand (`Origin.file`).
pub const FORM: &str = "form";

/// A form document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Form {
    /// `bedside-form`.
    pub format: String,
    /// [`FORM_VERSION`].
    pub version: u32,
    /// Day it was filled in; the day of values that name none.
    pub date: Option<PartialDate>,
    /// Name, only to tell two people apart.
    pub name: String,
    /// Sex for clinical use.
    pub sex: Option<Sex>,
    /// Date of birth.
    pub birth: Option<PartialDate>,
    /// Whole years, where no birth date is given.
    pub age: Option<f64>,
    /// Numbers and words of concepts.
    pub values: Vec<FormValue>,
    /// Answers by name of the field or input.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, Answer>"))]
    pub answers: BTreeMap<String, Answer>,
    /// Conditions.
    pub conditions: FormList,
    /// Medicines.
    pub medicines: FormList,
    /// Allergies and intolerances.
    pub allergies: FormList,
}

/// A number with its unit, or a word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FormValue {
    /// Concept id.
    pub concept: String,
    /// The number as typed.
    pub value: Option<f64>,
    /// Its unit; empty is the canonical unit.
    pub unit: String,
    /// The word, for a concept answered in words.
    pub word: Option<String>,
    /// Its day.
    pub date: Option<PartialDate>,
}

/// A list as filled in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FormList {
    /// "That is all", or "none of these": absent means no. Left open, absent is unknown.
    pub closed: bool,
    /// Entries.
    pub entries: Vec<FormEntry>,
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FormEntry {
    /// Name of the recommender's vocabulary (`t2d`, `amlodipine`, `penicillin_allergy`); absent when typed freely.
    pub name: Option<String>,
    /// As shown or typed.
    pub text: String,
    /// Milligrams a day.
    pub mg_per_day: Option<f64>,
    /// The dose as typed (`20 mg twice daily`), where `mgPerDay` is not given.
    pub dose: String,
    /// Since when.
    pub onset: Option<PartialDate>,
    /// No longer: a past condition, a stopped medicine.
    pub past: bool,
    /// How bad.
    pub severity: Option<Severity>,
}

/// Reads a form document.
pub(super) fn read(file: &str, text: &str, options: &ReadOptions, report: &mut FileReport) -> Vec<Patient> {
    match parse(file, text) {
        Ok(form) => {
            let mut intake = Intake::new(options);
            take(&form, &mut intake);
            report.facts += intake.facts;
            report.duplicates += intake.duplicates;
            let patient = finish(intake, &form);
            report.set_aside += u32::try_from(patient.set_aside.len()).unwrap_or(u32::MAX);
            vec![patient]
        }
        Err(error) => {
            report.error = Some(error);
            Vec::new()
        }
    }
}

fn parse(file: &str, text: &str) -> Result<Form, Error> {
    let form: Form = serde_json::from_str(text).map_err(|error| {
        let mut told = json::broken(file, text, &error);
        if error.is_data() {
            told.key = "form.invalid".into();
        }
        told
    })?;
    if form.version != FORM_VERSION {
        return Err(Error::new(Kind::Unsupported, "form.version").at(file).with("version", form.version));
    }
    Ok(form)
}

/// A record of a form that is already in memory.
pub fn record_of(form: &Form, options: &ReadOptions) -> Patient {
    let mut intake = Intake::new(options);
    take(form, &mut intake);
    let mut patient = finish(intake, form);
    patient.files = vec![FORM.to_owned()];
    patient
}

fn finish(intake: Intake, form: &Form) -> Patient {
    let mut patient = intake.finish();
    // A list that was left open says only what it holds: the form asks "is that all?", and nobody said yes.
    let state = |list: &FormList| if list.closed { ListState::Closed } else { ListState::Silent };
    patient.conditions.state = state(&form.conditions);
    patient.medications.state = state(&form.medicines);
    patient.allergies.state = state(&form.allergies);
    patient
}

fn take(form: &Form, intake: &mut Intake) {
    let origin = Origin { file: FORM.to_owned(), ..Origin::default() };
    intake.patient.origin = origin.clone();
    intake.patient.name = clip(&form.name);
    intake.patient.sex = form.sex;
    intake.facts += u32::from(form.sex.is_some());
    if let Some(birth) = form.birth {
        intake.born(birth, &origin);
    }
    if let Some(age) = form.age {
        aged(age, form.date, &origin, intake);
    }
    for value in &form.values {
        typed(value, form.date, &origin, intake);
    }
    for (name, answer) in &form.answers {
        answered(name, answer, form.date, &origin, intake);
    }
    for entry in &form.conditions.entries {
        add(intake, |id| condition(entry, id, &origin), |p| &mut p.conditions);
    }
    for entry in &form.medicines.entries {
        add(intake, |id| medication(entry, id, &origin), |p| &mut p.medications);
    }
    for entry in &form.allergies.entries {
        add(intake, |id| allergy(entry, id, &origin), |p| &mut p.allergies);
    }
}

fn add<T>(intake: &mut Intake, make: impl FnOnce(u32) -> T, list: impl FnOnce(&mut Patient) -> &mut List<T>) {
    let id = intake.patient.fresh_id();
    intake.facts += 1;
    list(&mut intake.patient).entries.push(make(id));
}

fn aged(age: f64, date: Option<PartialDate>, origin: &Origin, intake: &mut Intake) {
    let possible = unit::of("age").is_some_and(|u| age >= u.hard.0 && age <= u.hard.1);
    if possible {
        intake.patient.age = Some((age.floor() as i32, date));
        intake.facts += 1;
    } else {
        let fact = Measured { concept: "age", text: "age".into(), date, origin: origin.clone(), ..Measured::default() };
        intake.aside_words(&fact, &age.to_string(), "ageImpossible");
    }
}

fn typed(value: &FormValue, date: Option<PartialDate>, origin: &Origin, intake: &mut Intake) {
    let date = value.date.or(date);
    let known = label::of(&value.concept).map(|l| l.concept);
    let fact = Measured {
        concept: known.unwrap_or_default(),
        text: value.concept.clone(),
        date,
        moment: date.map(|d| d.to_string()).unwrap_or_default(),
        origin: origin.clone(),
        ..Measured::default()
    };
    if let Some(word) = &value.word {
        let known = concept::words(fact.concept).iter().find(|w| *w == word);
        match known {
            Some(word) => intake.word(fact, word),
            None => intake.aside_words(&fact, word, "answerUnknown"),
        }
    } else if let Some(number) = value.value {
        let canonical = unit::of(fact.concept).map(|u| u.canonical).unwrap_or_default();
        let unit = if value.unit.is_empty() { canonical } else { &value.unit };
        intake.measure(Measured { value: number, unit: unit.to_owned(), ..fact });
    }
}

/// An answer about a condition becomes a condition too, so that rules and scores hear the same.
fn answered(name: &str, answer: &Answer, date: Option<PartialDate>, origin: &Origin, intake: &mut Intake) {
    intake.patient.answers.insert(name.to_owned(), answer.clone());
    intake.facts += 1;
    let Some(id) = concept::conditions().iter().find(|c| **c == name) else { return };
    let (concept, yes) = match answer {
        Answer::Flag(yes) => (*id, *yes),
        Answer::Word(word) => match (*id, word.as_str()) {
            ("diabetes", "type1") => ("diabetes_t1", true),
            ("diabetes", "type2") => ("diabetes_t2", true),
            (id, "yes") => (id, true),
            (id, "no") => (id, false),
            _ => return,
        },
        Answer::Number(_) => return,
    };
    let verification = if yes { VerificationStatus::Confirmed } else { VerificationStatus::Refuted };
    let text = label::of(concept).map(|l| l.en).unwrap_or(concept).to_owned();
    let condition = |id| Condition {
        id,
        text,
        concepts: vec![concept.to_owned()],
        verification,
        recorded: date,
        origin: origin.clone(),
        ..Condition::default()
    };
    add(intake, condition, |p| &mut p.conditions);
}

fn shown(entry: &FormEntry) -> String {
    if entry.text.is_empty() { entry.name.clone().unwrap_or_default() } else { clip(&entry.text) }
}

/// The condition that an entry of a form or an amendment makes.
pub(super) fn condition(entry: &FormEntry, id: u32, origin: &Origin) -> Condition {
    let mut concepts: Vec<String> = Vec::new();
    if let Some(name) = &entry.name {
        concepts.extend(medicine::concepts_of_name("dx", name).map(str::to_owned));
        concepts.extend(concept::conditions().iter().filter(|c| *c == name).map(|c| (*c).to_owned()));
    } else {
        concepts.extend(label::condition(&entry.text).map(str::to_owned));
    }
    concepts.dedup();
    Condition {
        id,
        text: shown(entry),
        name: entry.name.clone(),
        concepts,
        clinical: if entry.past { ClinicalStatus::Resolved } else { ClinicalStatus::Active },
        onset: entry.onset,
        severity: entry.severity,
        origin: origin.clone(),
        ..Condition::default()
    }
}

/// The medicine that an entry makes.
pub(super) fn medication(entry: &FormEntry, id: u32, origin: &Origin) -> Medication {
    let mut concepts: Vec<String> = Vec::new();
    let mut hold = |found: &str| {
        if !concepts.iter().any(|c| c == found) {
            concepts.push(found.to_owned());
        }
    };
    if let Some(name) = &entry.name {
        medicine::concepts_of_name("class", name).for_each(&mut hold);
        medicine::named(&name.replace('_', " ")).concepts.into_iter().for_each(&mut hold);
    } else {
        medicine::named(&entry.text).concepts.into_iter().for_each(&mut hold);
    }
    let (amount, times) = dose::spoken(&entry.dose);
    let spoken = dose::a_day(dose::strength(&entry.text), amount, times);
    Medication {
        id,
        text: shown(entry),
        name: entry.name.clone(),
        concepts,
        status: if entry.past { MedicationStatus::Past } else { MedicationStatus::Current },
        dose: Dose {
            mg_per_day: entry.mg_per_day.filter(|d| d.is_finite() && *d > 0.0).or(spoken),
            text: clip(&entry.dose),
        },
        start: entry.onset,
        origin: origin.clone(),
        ..Medication::default()
    }
}

/// The allergy that an entry makes.
pub(super) fn allergy(entry: &FormEntry, id: u32, origin: &Origin) -> Allergy {
    Allergy {
        id,
        text: shown(entry),
        name: entry.name.clone(),
        clinical: if entry.past { ClinicalStatus::Resolved } else { ClinicalStatus::Active },
        high_criticality: entry.severity == Some(Severity::Severe),
        origin: origin.clone(),
        ..Allergy::default()
    }
}
