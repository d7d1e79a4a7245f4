//! One input of the profile: what counts, how it came about and what a reader should know.

use std::borrow::Cow;

use crate::record::{Comparator, FactId};
use crate::vocab::{PartialDate, unit};

/// How an input came to have its value; the same words as `score::InputStatus`, one floor down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// In the record, recent enough.
    Found,
    /// In the record, older than `data/concepts/recency.csv` allows: used, to be confirmed.
    Old,
    /// Typed by the person or clinician.
    Entered,
    /// Computed from other facts.
    Derived,
    /// Not in a recorded list, taken as no; one tap corrects it.
    Presumed,
    /// Unknown.
    #[default]
    Absent,
}

/// An earlier value, for a small trend.
#[derive(Debug, Clone, PartialEq)]
pub struct Earlier {
    /// Its day.
    pub date: PartialDate,
    /// Its value, canonical unit.
    pub value: f64,
    /// Its fact.
    pub fact: FactId,
}

/// The value of one concept that counts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Input {
    /// Concept id.
    pub id: Cow<'static, str>,
    /// Number in the canonical unit; yes is 1 and no is 0; for `smoking` 1 is current. `None` when unknown.
    pub value: Option<f64>,
    /// Word, where the concept is answered in words (`never`, `pregnant`, `type 2`).
    pub word: Option<Cow<'static, str>>,
    /// How it came about.
    pub status: Status,
    /// Day of the value.
    pub date: Option<PartialDate>,
    /// Only a bound was reported; the bound is used.
    pub comparator: Option<Comparator>,
    /// The facts behind it.
    pub facts: Vec<FactId>,
    /// Message keys, under `notes` in the catalogues: `meanOfDay`, `old`, `tooOld`, `undated`, `bounded`,
    /// `contradicts`, `recomputed`, `suspected`, `prediabetes`, `gestational`, `remission`, `diabetesMedicine`,
    /// `diabetesValue`,
    /// `inpatient`, `unverifiedCode`, and those the reader set.
    pub notes: Vec<Cow<'static, str>>,
    /// Earlier values, oldest first.
    pub earlier: Vec<Earlier>,
}

impl Input {
    /// Unknown.
    pub fn absent(id: impl Into<Cow<'static, str>>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }

    /// Yes, no or unknown with its status.
    pub(crate) fn flag(
        id: impl Into<Cow<'static, str>>,
        value: Option<bool>,
        status: Status,
        facts: Vec<FactId>,
    ) -> Self {
        let status = if value.is_none() { Status::Absent } else { status };
        Self { id: id.into(), value: value.map(f64::from), status, facts, ..Self::default() }
    }

    /// Yes or no, for inputs that are flags.
    pub fn yes(&self) -> Option<bool> {
        self.value.map(|v| v > 0.5)
    }

    /// The canonical unit (UCUM); empty for words and flags.
    pub fn unit(&self) -> &'static str {
        unit::of(&self.id).map_or("", |u| u.canonical)
    }

    /// Only a bound was reported; without a comparator on an unknown side.
    pub(crate) fn is_bounded(&self) -> bool {
        self.notes.iter().any(|note| note == "bounded")
    }

    /// Its day, where it is older than its concept allows.
    pub(crate) fn old(&self) -> Option<PartialDate> {
        self.date.filter(|_| self.notes.iter().any(|note| note == "old"))
    }

    /// Marks it, once.
    pub(crate) fn note(&mut self, key: impl Into<Cow<'static, str>>) {
        let key = key.into();
        if !self.notes.contains(&key) {
            self.notes.push(key);
        }
    }
}
