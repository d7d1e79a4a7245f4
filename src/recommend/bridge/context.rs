//! What is known while one record is read: its entries, the pregnancy, and what was said of each name so far.

use time::Date;

use super::entry::{self, Entry, Place};
use super::table::{Kind, Table, table};
use super::window::{Window, began_within};
use crate::prepare::{Profile, is_taken};
use crate::recommend::{Tri, never_presumed};
use crate::record::{Answer, FactId, ListState, Medication, Patient, Sex, VerificationStatus};
use crate::vocab::PartialDate;

/// What was said of a name: yes outweighs unknown outweighs no.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Said {
    pub(crate) value: Tri,
    pub(crate) facts: Vec<FactId>,
    pub(crate) unverified: bool,
}

/// The present pregnancy.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Pregnancy {
    pub(crate) now: Tri,
    /// Its first possible and last possible day of beginning.
    pub(crate) start: Option<(Date, Date)>,
    /// A day on which it was recorded.
    pub(crate) seen: Option<PartialDate>,
}

/// One medicine of the list that is taken, or may be.
#[derive(Debug, Clone)]
pub(crate) struct Taking<'p> {
    pub(crate) entry: &'p Medication,
    pub(crate) names: Vec<super::medicine::Meant>,
    pub(crate) taken: Option<bool>,
}

pub(crate) struct Context<'p> {
    pub(crate) table: &'static Table,
    pub(crate) patient: &'p Patient,
    pub(crate) profile: &'p Profile,
    pub(crate) as_of: Date,
    pub(crate) region: Option<&'p str>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) medicines: Vec<Taking<'p>>,
    pub(crate) pregnancy: Pregnancy,
    said: Vec<Option<Said>>,
}

impl<'p> Context<'p> {
    pub(crate) fn new(patient: &'p Patient, profile: &'p Profile, region: Option<&'p str>) -> Self {
        let (table, as_of) = (table(), profile.as_of());
        let medicines = patient.medications.entries.iter().map(|entry| Taking {
            entry,
            names: super::medicine::meant(table, entry),
            taken: is_taken(entry, as_of),
        });
        Self {
            table,
            patient,
            profile,
            as_of,
            region,
            entries: entry::all(patient, as_of, table),
            medicines: medicines.collect(),
            pregnancy: Pregnancy::default(),
            said: vec![None; table.names.len()],
        }
    }

    /// Index of a diagnosis or allergy.
    pub(crate) fn dx(&self, name: &str) -> Option<usize> {
        self.table.find(Kind::Diagnosis, name).or_else(|| self.table.find(Kind::Allergy, name))
    }

    /// Adds a statement.
    pub(crate) fn say(&mut self, name: usize, value: Tri, facts: &[FactId], unverified: bool) {
        let Some(slot) = self.said.get_mut(name) else { return };
        match slot {
            Some(known) if value < known.value => {}
            Some(known) if value == known.value => {
                known.facts.extend(facts.iter().filter(|f| !facts_has(&known.facts, **f)).copied().collect::<Vec<_>>());
                known.unverified &= unverified;
            }
            _ => *slot = Some(Said { value, facts: facts.to_vec(), unverified }),
        }
    }

    /// Adds a statement about a diagnosis or allergy by name.
    pub(crate) fn say_dx(&mut self, name: &str, value: Tri, facts: &[FactId]) {
        if let Some(index) = self.dx(name) {
            self.say(index, value, facts, false);
        }
    }

    /// Replaces what was said: a later test, or a diagnosis that rules another out.
    pub(crate) fn overrule(&mut self, name: &str, value: Tri, facts: &[FactId]) {
        if let Some(slot) = self.dx(name).and_then(|i| self.said.get_mut(i)) {
            *slot = Some(Said { value, facts: facts.to_vec(), unverified: false });
        }
    }

    /// What was said of the name at an index.
    pub(crate) fn said(&self, index: usize) -> Option<&Said> {
        self.said.get(index)?.as_ref()
    }

    /// What was said of a diagnosis or allergy; nothing is unknown.
    pub(crate) fn explicit(&self, name: &str) -> Tri {
        self.dx(name).and_then(|i| self.said(i)).map_or(Tri::Unknown, |s| s.value)
    }

    /// What is known of a diagnosis, a person's answer before all else and the list's silence included.
    pub(crate) fn known(&self, name: &str) -> Tri {
        if let Some(yes) = super::answer::of(self.patient, name) {
            return yes.into();
        }
        if let Some(said) = self.dx(name).and_then(|i| self.said(i)) {
            return said.value;
        }
        match self.patient.conditions.state {
            ListState::Closed => Tri::False,
            ListState::Recorded if !never_presumed(name) => Tri::False,
            _ => Tri::Unknown,
        }
    }

    /// Any of several diagnoses.
    pub(crate) fn any_known(&self, names: &[&str]) -> Tri {
        names.iter().map(|n| self.known(n)).fold(Tri::False, Tri::or)
    }

    /// The facts that said yes of a diagnosis.
    pub(crate) fn facts_of(&self, name: &str) -> Vec<FactId> {
        self.dx(name).and_then(|i| self.said(i)).map_or_else(Vec::new, |s| s.facts.clone())
    }

    /// Confirmed condition entries that mean a name, directly or by one of its rules.
    pub(crate) fn confirmed<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Entry> {
        let index = self.dx(name);
        self.entries.iter().filter(move |e| {
            e.place == Place::Condition
                && e.verification == VerificationStatus::Confirmed
                && index.is_some_and(|i| e.means(i))
        })
    }

    /// Whether an entry began inside a window.
    pub(crate) fn began(&self, entry: &Entry, window: Window) -> Tri {
        began_within(entry.onset, entry.recorded, window, self.as_of)
    }

    /// Whether a medicine or class is taken, as far as entries say it themselves.
    pub(crate) fn takes(&self, name: &str) -> Option<&Taking<'p>> {
        self.medicines.iter().find(|t| t.taken == Some(true) && t.names.iter().any(|m| self.table.name(m.name) == name))
    }

    /// A yes or no that a person gave.
    pub(crate) fn answered(&self, name: &str) -> Option<bool> {
        match self.patient.answers.get(name)? {
            Answer::Flag(yes) => Some(*yes),
            _ => None,
        }
    }

    /// Sex of the person.
    pub(crate) fn sex(&self) -> Option<Sex> {
        self.profile.who().sex
    }
}

fn facts_has(facts: &[FactId], id: FactId) -> bool {
    facts.contains(&id)
}
