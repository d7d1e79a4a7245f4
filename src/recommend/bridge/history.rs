//! Heart and vessel disease that was ever there: who has it is excluded by equations of primary prevention, also when it
//! is over, and also when only an operation tells of it.

use time::Date;

use super::entry::{self, Entry};
use super::table::{Kind, Meaning, Row, System, Table, table};
use crate::recommend::tables::{self, DX};
use crate::record::{Condition, FactId, Patient, VerificationStatus};

const ICD: &[System] = &[System::Icd10, System::Icd10Cm];

/// What a record says of a disease, whenever it was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ever {
    /// Confirmed entries, whether or not they are over.
    pub yes: Vec<FactId>,
    /// Entries that may mean it: ask.
    pub asks: Vec<FactId>,
    /// What a person answered about it, or yes about something that implies it.
    pub answered: Option<bool>,
}

/// What primary prevention excludes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    /// Atherosclerotic disease and what implies it: heart attack, angina, stent, bypass, stroke, TIA, leg arteries.
    pub vessels: Ever,
    /// Heart failure of any kind.
    pub heart_failure: Ever,
    /// Parents and siblings with a heart attack, coronary disease or a stroke.
    pub family: Vec<FactId>,
}

/// Reads conditions and procedures up to a day.
pub fn history(patient: &Patient, as_of: Date) -> History {
    let table = table();
    let entries = entry::past(patient, as_of, table);
    let mut vessels = ever(patient, table, &entries, "ascvd");
    // A bleeding in the skull may be a stroke or an injury. Where the stroke itself is told, that already says yes.
    let injury = |e: &&Entry| ["S06", "I62"].iter().any(|c| e.has_code(ICD, c));
    let bled = ever(patient, table, entries.iter().filter(|e| !injury(e)), "ich");
    if vessels.answered == Some(false) {
        // Somebody said no to what was only suspected.
        vessels.asks.clear();
    }
    vessels.asks.extend(bled.yes.into_iter().chain(bled.asks));
    if bled.answered == Some(true) {
        vessels.answered.get_or_insert(true);
    }
    let family = super::family::vessels(patient, table);
    History { vessels, heart_failure: ever(patient, table, &entries, "hf"), family }
}

fn ever<'e>(patient: &Patient, table: &Table, entries: impl IntoIterator<Item = &'e Entry>, name: &str) -> Ever {
    let names = means_too(name);
    let indices: Vec<usize> = names.iter().filter_map(|n| table.find(Kind::Diagnosis, n)).collect();
    let mut out = Ever::default();
    for entry in entries {
        let rows = entry.rows.iter().filter(|row| indices.contains(&row.name));
        let Some(sure) = rows.filter_map(|row| means(table, entry, *row)).max() else { continue };
        match (entry.verification, sure) {
            (VerificationStatus::Refuted, _) => {}
            (VerificationStatus::Confirmed, true) => out.yes.push(entry.id),
            _ => out.asks.push(entry.id),
        }
    }
    out.answered = answered(patient, &names);
    out
}

/// The same of a form, whose entries carry the rules' own names: no code is read, and the bridge's table is not needed.
pub fn history_of_form(patient: &Patient) -> History {
    let told = |name: &str| {
        let names = means_too(name);
        let by_name = |c: &&Condition| c.name.as_deref().is_some_and(|own| names.contains(&own));
        let yes = patient.conditions.entries.iter().filter(by_name).map(|c| c.id).collect();
        Ever { yes, asks: Vec::new(), answered: answered(patient, &names) }
    };
    let mut vessels = told("ascvd");
    let bled = told("ich");
    vessels.asks.extend(bled.yes);
    if bled.answered == Some(true) {
        vessels.answered.get_or_insert(true);
    }
    History { vessels, heart_failure: told("hf"), family: Vec::new() }
}

/// A diagnosis and every one that means it too.
fn means_too(name: &str) -> Vec<&str> {
    let head = tables::dx(name).and_then(|i| DX.get(i));
    let below = head.into_iter().flat_map(|dx| dx.implied_by).filter_map(|i| DX.get(*i)).map(|dx| dx.name);
    std::iter::once(name).chain(below).collect()
}

/// What a person answered about the first of the names, or yes about any other.
fn answered(patient: &Patient, names: &[&str]) -> Option<bool> {
    let said = |n: &&str| super::answer::of(patient, n);
    if names.iter().any(|n| said(n) == Some(true)) { Some(true) } else { names.first().and_then(said) }
}

/// Whether a row means the disease for certain. Rules about time are let through: an angina of ten years ago is a disease
/// that was there.
fn means(table: &Table, entry: &Entry, row: Row) -> Option<bool> {
    let Meaning::Rule(rule) = row.meaning else { return Some(true) };
    let rule = table.rule(rule)?;
    match rule.method {
        "concept" if rule.no.split('|').any(|c| entry.has_code(ICD, c)) => None,
        "says" | "where" => Some(entry.says(rule.yes)),
        _ => Some(true),
    }
}
