//! Entries of a record in one shape, with the rows of the table that match them.

use std::collections::BTreeMap;

use super::table::{Kind, Meaning, Row, System, Table};
use super::text;
use super::{allergen, medicine};
use crate::prepare::is_active;
use crate::record::{
    Allergy, Comparator, Condition, FactId, Immunization, Observation, OtherFact, Patient, Procedure, Severity, Value,
    VerificationStatus,
};
use crate::vocab::{Code, PartialDate};
use time::Date;

/// Which list an entry stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Condition,
    Allergy,
    Procedure,
    Immunization,
    Measurement,
}

/// An entry of a record.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) id: FactId,
    pub(crate) place: Place,
    pub(crate) codes: Vec<(System, String)>,
    /// Text and displays, as written.
    pub(crate) texts: Vec<String>,
    /// The same as they are compared.
    pub(super) plains: Vec<String>,
    /// Body sites.
    pub(crate) sites: Vec<String>,
    pub(crate) concepts: Vec<String>,
    /// Name of the rules, where a form gave it.
    pub(crate) name: Option<String>,
    pub(crate) active: bool,
    /// Somebody said that it is over.
    pub(crate) over: bool,
    pub(crate) verification: VerificationStatus,
    /// When it began or was done, as stated.
    pub(crate) onset: Option<PartialDate>,
    /// The day it was written down: it had begun by then.
    pub(crate) recorded: Option<PartialDate>,
    pub(crate) severity: Option<Severity>,
    /// High criticality, a severe reaction or anaphylaxis.
    pub(crate) severe_reaction: bool,
    /// Number in the canonical or written unit, for measurements.
    pub(crate) number: Option<f64>,
    /// Only a bound of it is known.
    pub(crate) bound: Option<Comparator>,
    pub(crate) unit: String,
    pub(crate) word: Option<String>,
    pub(crate) rows: Vec<Row>,
    pub(crate) unverified: bool,
}

impl Entry {
    fn new(id: FactId, place: Place, codes: &[Code], text: &str) -> Self {
        let mut texts: Vec<String> = Vec::new();
        for t in std::iter::once(text).chain(codes.iter().filter_map(|c| c.display.as_deref())) {
            if !t.trim().is_empty() && !texts.iter().any(|known| known == t) {
                texts.push(t.to_owned());
            }
        }
        Self {
            id,
            place,
            codes: codes.iter().filter_map(|c| System::of(&c.system).map(|s| (s, c.code.clone()))).collect(),
            plains: texts.iter().map(|t| text::plain(t).into_owned()).collect(),
            texts,
            sites: Vec::new(),
            concepts: Vec::new(),
            name: None,
            active: true,
            over: false,
            verification: VerificationStatus::Confirmed,
            onset: None,
            recorded: None,
            severity: None,
            severe_reaction: false,
            number: None,
            bound: None,
            unit: String::new(),
            word: None,
            rows: Vec::new(),
            unverified: false,
        }
    }

    /// Whether text or display says one of the words (`|`, `&`) and does not deny it.
    pub(crate) fn says(&self, words: &str) -> bool {
        self.plains.iter().any(|t| text::plain_says(t, words))
    }

    /// As [`Self::says`], body sites too.
    pub(crate) fn says_where(&self, words: &str) -> bool {
        self.says(words) || self.sites.iter().any(|t| text::says(t, words))
    }

    /// Whether it carries a code that begins so (ICD) or is it.
    pub(crate) fn has_code(&self, systems: &[System], start: &str) -> bool {
        self.codes
            .iter()
            .any(|(system, code)| systems.contains(system) && super::table::tidy(*system, code).starts_with(start))
    }

    /// As a person is shown it: the text, else the name, else a code.
    pub(crate) fn shown(&self) -> String {
        let written = self.texts.first().cloned().or_else(|| self.name.clone());
        written.unwrap_or_else(|| self.codes.first().map(|(_, code)| code.clone()).unwrap_or_default())
    }

    /// Whether a row of it means this name.
    pub(crate) fn means(&self, name: usize) -> bool {
        self.rows.iter().any(|r| r.name == name)
    }

    /// When it began: as stated, else the day it was written down, by which it had begun.
    pub(crate) fn since(&self) -> Option<PartialDate> {
        self.onset.or(self.recorded)
    }
}

/// All entries of a record that had begun by the day, each with its rows.
pub(crate) fn all(patient: &Patient, as_of: Date, table: &Table) -> Vec<Entry> {
    let begun = |date: Option<PartialDate>| date.is_none_or(|d| d.earliest() <= as_of);
    let mut out = past(patient, as_of, table);
    let done = out.len();
    out.extend(patient.allergies.entries.iter().map(allergy));
    out.extend(patient.immunizations.iter().filter(|i| begun(i.date)).map(immunization));
    out.extend(patient.observations.iter().filter(|o| begun(o.date)).map(observation));
    out.extend(patient.other.iter().filter(|o| begun(o.date)).map(other));
    // The same measurement of another day has the same rows.
    let mut known = BTreeMap::new();
    let mut found: Vec<Vec<Row>> = Vec::with_capacity(out.len() - done);
    for entry in out.iter().skip(done) {
        found.push(if entry.place == Place::Measurement {
            let key = (&entry.codes, &entry.texts, &entry.word);
            known.entry(key).or_insert_with(|| rows(entry, table)).clone()
        } else {
            rows(entry, table)
        });
    }
    for (entry, rows) in out.iter_mut().skip(done).zip(found) {
        entry.rows = rows;
    }
    out
}

/// Conditions and procedures that had begun by the day, each with its rows.
pub(crate) fn past(patient: &Patient, as_of: Date, table: &Table) -> Vec<Entry> {
    let begun = |date: Option<PartialDate>| date.is_none_or(|d| d.earliest() <= as_of);
    let mut out: Vec<Entry> = Vec::new();
    out.extend(patient.conditions.entries.iter().map(|c| condition(c, as_of)).filter(|e| begun(e.since())));
    out.extend(patient.procedures.iter().filter(|p| begun(p.date)).map(procedure));
    for entry in &mut out {
        entry.rows = rows(entry, table);
    }
    out
}

fn condition(c: &Condition, as_of: Date) -> Entry {
    let mut entry = Entry::new(c.id, Place::Condition, &c.codes, &c.text);
    entry.sites = c.sites.clone();
    entry.concepts = c.concepts.clone();
    entry.name = c.name.clone();
    entry.active = is_active(c, as_of);
    entry.over = !entry.active;
    entry.verification = c.verification;
    (entry.onset, entry.recorded) = (c.onset, c.recorded);
    entry.severity = c.severity;
    entry.unverified = c.origin.unverified;
    entry
}

fn allergy(a: &Allergy) -> Entry {
    let mut entry = Entry::new(a.id, Place::Allergy, &a.codes, &a.text);
    entry.name = a.name.clone();
    entry.active = a.clinical.is_active();
    entry.over = !entry.active;
    entry.verification = a.verification;
    let anaphylaxis = |r: &crate::record::Reaction| {
        r.severity == Some(Severity::Severe)
            || r.codes.iter().any(|c| c.code == "39579001")
            || text::says(&r.text, "anaphylaxis|anaphylactic|anaphylactic shock|过敏性休克|严重过敏反应")
            || r.codes.iter().filter_map(|c| c.display.as_deref()).any(|d| text::says(d, "anaphylaxis"))
    };
    entry.severe_reaction = a.high_criticality || a.reactions.iter().any(anaphylaxis);
    entry.unverified = a.origin.unverified;
    entry
}

fn procedure(p: &Procedure) -> Entry {
    let mut entry = Entry::new(p.id, Place::Procedure, &p.codes, &p.text);
    entry.onset = p.date;
    entry.unverified = p.origin.unverified;
    entry
}

fn immunization(i: &Immunization) -> Entry {
    let mut entry = Entry::new(i.id, Place::Immunization, &i.codes, &i.text);
    entry.onset = i.date;
    entry
}

fn observation(o: &Observation) -> Entry {
    let codes: Vec<Code> = o.origin.code.iter().cloned().collect();
    let mut entry = Entry::new(o.id, Place::Measurement, &codes, "");
    entry.onset = o.date;
    entry.concepts = vec![o.concept.clone()];
    match &o.value {
        Value::Number { value, given, comparator } => {
            entry.number = Some(*value);
            entry.bound = *comparator;
            entry.unit = given.unit.clone();
        }
        Value::Word { word } => entry.word = Some(word.clone()),
    }
    entry
}

fn other(o: &OtherFact) -> Entry {
    let codes: Vec<Code> = o.origin.code.iter().cloned().collect();
    let mut entry = Entry::new(o.id, Place::Measurement, &codes, &o.text);
    entry.onset = o.date;
    (entry.number, entry.word, entry.unit) = (o.value, o.word.clone(), o.unit.clone());
    entry
}

/// Diagnoses that an allergy list may hold.
const INTOLERANCES: &[&str] = &["statin_intolerance", "lactose_intolerance", "angioedema", "rhabdomyolysis_statin"];

fn rows(entry: &Entry, table: &Table) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (system, code) in &entry.codes {
        let found = table.of_code(*system, code);
        rows.extend(found.into_iter().filter(|r| may(entry, table, *r, Some(*system))));
    }
    for words in spellings(entry) {
        rows.extend(table.of_text(&words).iter().filter(|r| may(entry, table, **r, None)));
    }
    if matches!(entry.place, Place::Procedure | Place::Immunization | Place::Measurement) {
        for (text, plain) in entry.texts.iter().zip(&entry.plains) {
            rows.extend(
                table.inside(text, plain).into_iter().map(|(_, _, row)| row).filter(|r| may(entry, table, *r, None)),
            );
        }
    }
    if entry.place == Place::Condition {
        for concept in &entry.concepts {
            let stands = |row: &&Row| !entry.codes.iter().any(|(s, c)| table.excepted(row.name, *s, c));
            rows.extend(table.of_concept(concept).iter().filter(stands));
        }
    }
    if let Some(name) = &entry.name {
        let kinds = [Kind::Diagnosis, Kind::Allergy];
        let found = kinds.iter().find_map(|k| table.find(*k, name));
        rows.extend(found.map(|name| Row { name, meaning: Meaning::Plain, unverified: false }));
    }
    rows.extend(allergen::rows(entry, table, &rows));
    let mut out: Vec<Row> = Vec::new();
    for row in rows {
        match out.iter_mut().find(|r| r.name == row.name && r.meaning == row.meaning) {
            Some(known) => known.unverified &= row.unverified,
            None => out.push(row),
        }
    }
    out
}

/// The whole texts to look up; in an allergy list the substance alone means the allergy.
fn spellings(entry: &Entry) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for plain in &entry.plains {
        if entry.place == Place::Allergy {
            out.push(format!("{plain} allergy"));
            out.push(format!("allergy to {plain}"));
            out.push(format!("{plain}过敏"));
        }
        out.push(plain.clone());
    }
    if let (Place::Measurement, Some(word)) = (entry.place, &entry.word) {
        out.push(text::plain(word).into_owned());
        out.extend(entry.texts.iter().map(|t| text::plain(&format!("{t} {word}")).into_owned()));
        // "CYP2C19 phenotype": "Poor Metabolizer" says "CYP2C19 Poor Metabolizer".
        out.extend(
            entry
                .texts
                .iter()
                .filter_map(|t| t.split_whitespace().next())
                .map(|gene| text::plain(&format!("{gene} {word}")).into_owned()),
        );
    }
    out
}

/// Which kinds of name an entry of a place may mean (`data/bridge/README.md`).
fn may(entry: &Entry, table: &Table, row: Row, system: Option<System>) -> bool {
    let Some(name) = table.names.get(row.name) else { return false };
    match (entry.place, name.kind) {
        (Place::Condition, Kind::Diagnosis | Kind::Field | Kind::Gene) => true,
        (Place::Condition, Kind::Allergy) => system != Some(System::RxNorm),
        (Place::Condition | Place::Procedure, Kind::Class) => name.name == "cpap",
        (Place::Allergy, Kind::Allergy) => true,
        (Place::Allergy, Kind::Diagnosis) => INTOLERANCES.contains(&name.name),
        (Place::Procedure, Kind::Diagnosis | Kind::Field) => true,
        (Place::Immunization, Kind::Field) => true,
        (Place::Measurement, Kind::Field | Kind::Gene) => true,
        _ => false,
    }
}

/// Whether the entry names a statin, as substance or as the cause.
pub(crate) fn names_statin(entry: &Entry, table: &Table) -> bool {
    entry.says("statin|statins|他汀")
        || entry.texts.iter().any(|t| medicine::of_text(table, t).iter().any(|n| medicine::is_statin(table, *n)))
        || entry.codes.iter().any(|(system, code)| {
            medicine::of_code(table, *system, code).iter().any(|r| medicine::is_statin(table, r.name))
        })
}
