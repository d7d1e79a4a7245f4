//! One statement about a name, with where it came from.

use super::Tri;
use crate::record::FactId;
use crate::vocab::PartialDate;

/// Where a statement came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provenance {
    /// The facts of the record behind it; none for a vignette or a typed answer.
    pub facts: Vec<FactId>,
    /// Taken as no because a recorded list lacks it.
    pub presumed: bool,
    /// A code that matched is known from memory only: show the fact to confirm.
    pub unverified: bool,
    /// The day of a value that is older than its concept allows (`data/concepts/recency.csv`): to be confirmed.
    pub old: Option<PartialDate>,
}

impl Provenance {
    /// Stated by these facts.
    pub fn of(facts: &[FactId]) -> Self {
        Self { facts: facts.to_vec(), ..Self::default() }
    }
}

/// A daily dose as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Dosage {
    /// Milligrams a day.
    Mg(f64),
    /// Not known: a class with a dose floor is unknown.
    #[default]
    Unknown,
    /// A vignette that gives none: the floor counts as not met, as `check.py` has it.
    Unstated,
}

/// Value of a field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Value {
    Unknown,
    /// Infinite means never.
    Number(f64),
    /// Any number below this one: a laboratory's `<30`.
    Below(f64),
    /// Any number above this one.
    Above(f64),
    Word(usize),
    Flag(bool),
}

/// What is known of a diagnosis, allergy, gene flag or food.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Statement {
    pub(crate) value: Tri,
    pub(crate) from: Provenance,
}

impl Statement {
    /// A no that somebody said, not one taken from a list's silence.
    pub(crate) fn is_plain_no(&self) -> bool {
        self.value == Tri::False && !self.from.presumed
    }

    /// Joins a further statement: yes outweighs unknown outweighs no; facts of the deciding value are kept.
    pub(crate) fn add(slot: &mut Option<Self>, value: Tri, from: Provenance) {
        match slot {
            Some(known) if value < known.value => {}
            Some(known) if value == known.value => {
                known.from.facts.extend(from.facts);
                known.from.presumed &= from.presumed;
                known.from.unverified &= from.unverified;
            }
            _ => *slot = Some(Self { value, from }),
        }
    }
}

/// A medicine or class that is (not) taken.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Taken {
    pub(crate) medicine: usize,
    pub(crate) value: Tri,
    pub(crate) dosage: Dosage,
    pub(crate) from: Provenance,
}
