//! Changes to a record as plain data: a new value, a fact set aside or taken back, an answer, a list closed.
//! What is replaced stays in the record, set aside.

use serde::{Deserialize, Serialize};

use super::form::{self, FORM, FormEntry};
use super::intake::{Measured, judge, note_contradictions};
use crate::error::{Error, Kind};
use crate::record::{
    Answer, FactId, Given, Kept, ListState, Observation, Origin, Patient, Preferences, SetAside, Sex, Value,
};
use crate::vocab::{PartialDate, concept, label, twin, unit};

/// A list of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum ListName {
    Conditions,
    #[serde(alias = "medications")]
    Medicines,
    Allergies,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(tag = "op", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Amendment {
    /// A new value or word of a concept (`sex`, `birth` and `age` too). Values of the same day are set aside.
    #[serde(alias = "setValue", alias = "setWord")]
    Set {
        /// Concept id.
        concept: String,
        /// The number as typed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<f64>,
        /// Its unit; empty is the canonical unit.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        unit: String,
        /// The word, or the date of a birth.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        word: Option<String>,
        /// Its day; absent is today.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        date: Option<PartialDate>,
    },
    /// Mends one fact, also one that was set aside: the same concept with another value, unit or day.
    Edit {
        /// The fact.
        fact: FactId,
        /// The number as typed.
        value: f64,
        /// Its unit; empty is the canonical unit.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        unit: String,
        /// Its day; absent keeps the fact's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        date: Option<PartialDate>,
    },
    /// No score may use this fact.
    SetAside {
        /// The fact.
        fact: FactId,
    },
    /// A fact that was set aside is used after all.
    Restore {
        /// The fact.
        fact: FactId,
    },
    /// An old or doubtful fact is still right; a presumed "no" is one.
    Confirm {
        /// The fact.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fact: Option<FactId>,
        /// Or the concept, whose latest value is meant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        concept: Option<String>,
    },
    /// An answer to a question; no value takes it back.
    Answer {
        /// Name of the field or input.
        name: String,
        /// The answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<Answer>,
    },
    /// An action the person does not want (`Patient.declined`).
    Decline {
        /// Action id.
        action: String,
        /// Why, as a word or in their own words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Takes a refusal back.
    Accept {
        /// Action id.
        action: String,
    },
    /// What the person would rather do, in place of what was said before; all empty takes it back.
    Prefer {
        /// The preferences.
        preferences: Preferences,
    },
    /// "That is all": what the list lacks is no.
    Close {
        /// Which list.
        list: ListName,
    },
    /// Takes "that is all" back.
    Open {
        /// Which list.
        list: ListName,
    },
    /// A new entry of a list.
    Add {
        /// Which list.
        list: ListName,
        /// The entry.
        entry: FormEntry,
    },
}

/// Applies changes in order, all of them or none. `today` is the day of values that name none.
///
/// # Errors
/// `amend.*` where a fact, concept or word does not exist; `value.*` where a number cannot be (the same reasons as
/// under `setAside`).
pub fn amend(patient: &mut Patient, amendments: &[Amendment], today: Option<PartialDate>) -> Result<(), Error> {
    let mut changed = patient.clone();
    for amendment in amendments {
        apply(&mut changed, amendment, today)?;
    }
    for observation in &mut changed.observations {
        observation.notes.retain(|n| n != "contradicts");
    }
    note_contradictions(&mut changed.observations);
    *patient = changed;
    Ok(())
}

fn typed_origin() -> Origin {
    Origin { file: FORM.to_owned(), ..Origin::default() }
}

fn apply(patient: &mut Patient, amendment: &Amendment, today: Option<PartialDate>) -> Result<(), Error> {
    match amendment {
        Amendment::Set { concept, value, unit, word, date } => {
            set(patient, concept, *value, unit, word.as_deref(), date.or(today), today)
        }
        Amendment::Edit { fact, value, unit, date } => edit(patient, *fact, *value, unit, *date),
        Amendment::SetAside { fact } => {
            let kept = remove(patient, *fact).ok_or_else(|| no_fact(*fact))?;
            let list = list_of(&kept);
            patient.set_aside.push(aside(kept, "byPerson"));
            if let Some(list) = list {
                // The last entry gone, nothing is recorded: what the list lacks is unknown again.
                let to = |state, empty| if empty && state == ListState::Recorded { ListState::Silent } else { state };
                list_state(patient, list, to);
            }
            Ok(())
        }
        Amendment::Restore { fact } => restore(patient, *fact),
        Amendment::Confirm { fact, concept } => confirm(patient, *fact, concept.as_deref(), today),
        Amendment::Answer { name, value } => {
            // One question, one answer: the newest counts, under whichever name it was asked.
            let yes = match value {
                Some(Answer::Flag(yes)) => Some(*yes),
                _ => None,
            };
            for other in twin::replaced_by(name, yes) {
                patient.answers.remove(other);
            }
            match value {
                Some(value) => patient.answers.insert(name.clone(), value.clone()),
                None => patient.answers.remove(name),
            };
            Ok(())
        }
        Amendment::Decline { action, reason } => {
            patient.declined.insert(action.clone(), reason.clone());
            Ok(())
        }
        Amendment::Accept { action } => {
            patient.declined.remove(action);
            Ok(())
        }
        Amendment::Prefer { preferences } => {
            preferences.check()?;
            patient.preferences = preferences.clone();
            Ok(())
        }
        Amendment::Close { list } => {
            list_state(patient, *list, |_, _| ListState::Closed);
            Ok(())
        }
        Amendment::Open { list } => {
            let typed = all_typed(patient, *list);
            list_state(patient, *list, |_, _| if typed { ListState::Silent } else { ListState::Recorded });
            Ok(())
        }
        Amendment::Add { list, entry } => {
            let (id, origin) = (patient.fresh_id(), typed_origin());
            match list {
                ListName::Conditions => patient.conditions.entries.push(form::condition(entry, id, &origin)),
                ListName::Medicines => patient.medications.entries.push(form::medication(entry, id, &origin)),
                ListName::Allergies => patient.allergies.entries.push(form::allergy(entry, id, &origin)),
            }
            Ok(())
        }
    }
}

fn list_state(patient: &mut Patient, list: ListName, to: impl FnOnce(ListState, bool) -> ListState) {
    match list {
        ListName::Conditions => {
            patient.conditions.state = to(patient.conditions.state, patient.conditions.entries.is_empty());
        }
        ListName::Medicines => {
            patient.medications.state = to(patient.medications.state, patient.medications.entries.is_empty());
        }
        ListName::Allergies => {
            patient.allergies.state = to(patient.allergies.state, patient.allergies.entries.is_empty());
        }
    }
}

/// The state of a list that got an entry of a record back; one that is closed stays so.
fn grown(state: ListState, _: bool) -> ListState {
    if state == ListState::Closed { state } else { ListState::Recorded }
}

/// Whether every entry of a list was typed one by one, so that nobody ever gave a list.
fn all_typed(patient: &Patient, list: ListName) -> bool {
    let typed = |origin: &Origin| origin.file == FORM;
    match list {
        ListName::Conditions => patient.conditions.entries.iter().all(|c| typed(&c.origin)),
        ListName::Medicines => patient.medications.entries.iter().all(|m| typed(&m.origin)),
        ListName::Allergies => patient.allergies.entries.iter().all(|a| typed(&a.origin)),
    }
}

fn list_of(kept: &Kept) -> Option<ListName> {
    match kept {
        Kept::Observation(_) => None,
        Kept::Condition(_) => Some(ListName::Conditions),
        Kept::Medication(_) => Some(ListName::Medicines),
        Kept::Allergy(_) => Some(ListName::Allergies),
    }
}

fn no_fact(fact: FactId) -> Error {
    Error::new(Kind::Usage, "amend.noFact").with("fact", fact)
}

fn set(
    patient: &mut Patient,
    name: &str,
    value: Option<f64>,
    unit: &str,
    word: Option<&str>,
    date: Option<PartialDate>,
    today: Option<PartialDate>,
) -> Result<(), Error> {
    let no_word = || Error::new(Kind::Value, "amend.word").with("concept", name).with("word", word.unwrap_or_default());
    match name {
        "sex" => {
            patient.sex = Some(match word {
                Some("female") => Sex::Female,
                Some("male") => Sex::Male,
                _ => return Err(no_word()),
            });
            patient.origin = typed_origin();
            return Ok(());
        }
        "birth" => {
            let birth: PartialDate = word.and_then(|w| w.parse().ok()).ok_or_else(no_word)?;
            if today.is_some_and(|t| birth.earliest() > t.latest()) {
                return Err(Error::new(Kind::Value, "value.birthImpossible").with("date", birth));
            }
            patient.birth = Some(birth);
            return Ok(());
        }
        "age" => {
            let known = value.filter(|v| unit::of("age").is_some_and(|u| *v >= u.hard.0 && *v <= u.hard.1));
            let age = known.ok_or_else(|| Error::new(Kind::Value, "value.ageImpossible"))?;
            patient.age = Some((age.floor() as i32, date));
            patient.birth = None;
            return Ok(());
        }
        _ => {}
    }
    let known = label::of(name).map(|l| l.concept);
    let id = known.filter(|c| unit::of(c).is_some() || !concept::words(c).is_empty());
    let Some(concept) = id else {
        // A condition, a medicine or a rule's own field: an answer.
        let answer = match (value, word) {
            (Some(number), _) => Answer::Number(number),
            (None, Some(word)) => Answer::Word(word.to_owned()),
            (None, None) => return Err(no_word()),
        };
        patient.answers.insert(name.to_owned(), answer);
        return Ok(());
    };
    let observation = match (value, word) {
        (Some(value), _) => number(concept, value, unit, date)?,
        (None, Some(word)) => {
            let known = concept::words(concept).iter().find(|w| **w == word).ok_or_else(no_word)?;
            Observation {
                id: 0,
                concept: concept.to_owned(),
                value: Value::Word { word: (*known).to_owned() },
                date,
                reference_high: None,
                inpatient: false,
                notes: Vec::new(),
                origin: typed_origin(),
            }
        }
        (None, None) => return Err(no_word()),
    };
    patient.answers.remove(concept);
    put(patient, observation);
    Ok(())
}

/// A typed number; a unit that is not given is the canonical one.
fn number(concept: &'static str, value: f64, unit: &str, date: Option<PartialDate>) -> Result<Observation, Error> {
    let canonical = unit::of(concept).map(|u| u.canonical).unwrap_or_default();
    let unit = if unit.is_empty() { canonical } else { unit };
    let measured =
        Measured { concept, value, unit: unit.to_owned(), date, origin: typed_origin(), ..Measured::default() };
    judge(&measured).map_err(|reason| reason.into_error(&measured))
}

/// Adds an observation; what the record held of the same day is set aside.
fn put(patient: &mut Patient, mut observation: Observation) {
    let same_day = |o: &Observation| o.concept == observation.concept && o.date == observation.date;
    let (replaced, kept): (Vec<_>, Vec<_>) = std::mem::take(&mut patient.observations).into_iter().partition(same_day);
    patient.observations = kept;
    patient.set_aside.extend(replaced.into_iter().map(|o| aside(Kept::Observation(Box::new(o)), "replaced")));
    observation.id = patient.fresh_id();
    patient.observations.push(observation);
}

fn edit(patient: &mut Patient, fact: FactId, value: f64, unit: &str, date: Option<PartialDate>) -> Result<(), Error> {
    if let Some(at) = patient.observations.iter().position(|o| o.id == fact) {
        let old = patient.observations.get(at).cloned().ok_or_else(|| no_fact(fact))?;
        let concept = label::of(&old.concept).map(|l| l.concept).ok_or_else(|| no_concept(&old.concept))?;
        let new = number(concept, value, unit, date.or(old.date))?;
        patient.observations.retain(|o| o.id != fact);
        patient.set_aside.push(aside(Kept::Observation(Box::new(old)), "replaced"));
        put(patient, new);
        return Ok(());
    }
    let found = patient.set_aside.iter().find(|s| s.id == fact).ok_or_else(|| no_fact(fact))?;
    let name = found.concept.clone().unwrap_or_default();
    let concept = label::of(&name).map(|l| l.concept).ok_or_else(|| no_concept(&name))?;
    let new = number(concept, value, unit, date.or(found.date))?;
    patient.set_aside.retain(|s| s.id != fact);
    put(patient, new);
    Ok(())
}

fn no_concept(concept: &str) -> Error {
    Error::new(Kind::Value, "amend.noConcept").with("concept", concept)
}

/// Takes a fact out of whatever list holds it.
fn remove(patient: &mut Patient, fact: FactId) -> Option<Kept> {
    if let Some(at) = patient.observations.iter().position(|o| o.id == fact) {
        return Some(Kept::Observation(Box::new(patient.observations.remove(at))));
    }
    if let Some(at) = patient.conditions.entries.iter().position(|c| c.id == fact) {
        return Some(Kept::Condition(Box::new(patient.conditions.entries.remove(at))));
    }
    if let Some(at) = patient.medications.entries.iter().position(|m| m.id == fact) {
        return Some(Kept::Medication(Box::new(patient.medications.entries.remove(at))));
    }
    let at = patient.allergies.entries.iter().position(|a| a.id == fact)?;
    Some(Kept::Allergy(Box::new(patient.allergies.entries.remove(at))))
}

/// A fact as it stands among those set aside.
pub(super) fn aside(kept: Kept, reason: &str) -> SetAside {
    let (id, concept, text, shown, date, given, origin) = match &kept {
        Kept::Observation(o) => {
            let (shown, given) = match &o.value {
                Value::Number { given, .. } => (format!("{} {}", given.value, given.unit), Some(given.clone())),
                Value::Word { word } => (word.clone(), None),
            };
            (o.id, Some(o.concept.clone()), o.concept.clone(), shown, o.date, given, o.origin.clone())
        }
        Kept::Condition(c) => {
            (c.id, c.concepts.first().cloned(), c.text.clone(), String::new(), c.onset, None, c.origin.clone())
        }
        Kept::Medication(m) => {
            (m.id, m.concepts.first().cloned(), m.text.clone(), String::new(), m.start, None, m.origin.clone())
        }
        Kept::Allergy(a) => (a.id, None, a.text.clone(), String::new(), None, None, a.origin.clone()),
    };
    let reason = reason.to_owned();
    SetAside { id, concept, text, shown, date, reason, args: Default::default(), given, kept: Some(kept), origin }
}

/// Why a number cannot be used here, whoever wrote it: its concept is one of another version.
pub(super) fn unusable(observation: &Observation) -> Option<&'static str> {
    match &observation.value {
        Value::Number { value, .. } if !value.is_finite() => Some("notANumber"),
        Value::Number { .. } if unit::of(&observation.concept).is_none() => Some("noConcept"),
        _ => None,
    }
}

fn restore(patient: &mut Patient, fact: FactId) -> Result<(), Error> {
    let at = patient.set_aside.iter().position(|s| s.id == fact).ok_or_else(|| no_fact(fact))?;
    let found = patient.set_aside.remove(at);
    let list = found.kept.as_ref().and_then(list_of);
    match found.kept.filter(|kept| !matches!(kept, Kept::Observation(o) if unusable(o).is_some())) {
        Some(Kept::Observation(o)) => patient.observations.push(*o),
        Some(Kept::Condition(c)) => patient.conditions.entries.push(*c),
        Some(Kept::Medication(m)) => patient.medications.entries.push(*m),
        Some(Kept::Allergy(a)) => patient.allergies.entries.push(*a),
        None => {
            // Only a value: it must be mended, since as it stands it cannot be used.
            let Given { value, unit } = found.given.clone().unwrap_or(Given { value: f64::NAN, unit: String::new() });
            let error = Error::new(Kind::Usage, "amend.cannotRestore").with("text", &found.text);
            return Err(error.with("value", format!("{value} {unit}")).with("reason", &found.reason));
        }
    }
    if let Some(list) = list.filter(|list| !all_typed(patient, *list)) {
        list_state(patient, list, grown);
    }
    Ok(())
}

fn confirm(
    patient: &mut Patient,
    fact: Option<FactId>,
    concept: Option<&str>,
    today: Option<PartialDate>,
) -> Result<(), Error> {
    let wanted = |o: &&Observation| fact.is_some_and(|f| o.id == f) || concept.is_some_and(|c| o.concept == c);
    let latest = patient.observations.iter().filter(wanted).max_by_key(|o| (o.date, o.id)).cloned();
    if let Some(old) = latest {
        let mut new = old;
        new.date = today.or(new.date);
        new.origin = Origin { unverified: false, ..typed_origin() };
        new.notes.retain(|n| !matches!(n.as_str(), "unitAssumed" | "softRange" | "textMatched" | "dateOfReport"));
        new.notes.push("confirmed".into());
        put(patient, new);
        return Ok(());
    }
    if let Some(fact) = fact {
        let origins = patient.conditions.entries.iter_mut().map(|c| (c.id, &mut c.origin));
        let origins = origins.chain(patient.medications.entries.iter_mut().map(|m| (m.id, &mut m.origin)));
        for (id, origin) in origins.chain(patient.allergies.entries.iter_mut().map(|a| (a.id, &mut a.origin))) {
            if id == fact {
                origin.unverified = false;
                return Ok(());
            }
        }
        return Err(no_fact(fact));
    }
    let concept = concept.filter(|name| unit::of(name).is_none());
    let concept = concept.ok_or_else(|| Error::new(Kind::Usage, "amend.noFact").with("fact", ""))?;
    // Nothing in the record: a presumed "no" is confirmed as no.
    let no = Amendment::Answer { name: concept.to_owned(), value: Some(Answer::Flag(false)) };
    apply(patient, &no, today)
}
