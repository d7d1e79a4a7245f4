//! The facts of `data/recommend`, compiled by `build/rules.rs` into static tables. Names are indices into them.

#[allow(unused_imports)]
use super::rule::{Comparison, Node};

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum FieldKind {
    Number { min: f64, max: f64 },
    Words(&'static [&'static str]),
    Flag,
}

/// The value of a field that nobody answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Default {
    None,
    Number(f64),
    Word(usize),
    Flag(bool),
}

/// Whether a person is asked for a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    Yes,
    /// After everything else: an estimate that a clinician makes.
    Last,
    /// An equation fills it.
    Never,
}

/// A patient field of the rules.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) kind: FieldKind,
    pub(crate) default: Default,
    /// `null` means never (infinitely long ago), not unknown.
    pub(crate) null_is_never: bool,
    pub(crate) asked: Asked,
    /// A record's silence never answers it.
    pub(crate) never_presumed: bool,
}

/// The lists whose silence is known to mean something, or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Conditions.
    Diagnoses,
    /// Allergies and intolerances as allergy lists hold them.
    Allergies,
    /// Medicines and classes.
    Medicines,
    /// Gene flags.
    Genes,
    /// Foods and drinks.
    Foods,
}

/// A diagnosis or allergy of the rules.
#[derive(Debug)]
pub(crate) struct Dx {
    pub(crate) name: &'static str,
    pub(crate) list: List,
    pub(crate) never_presumed: bool,
    /// Every diagnosis that means this one too, however many steps away.
    pub(crate) implied_by: &'static [usize],
}

/// A medicine, a class of medicines, or a name that is both.
#[derive(Debug)]
pub(crate) struct Medicine {
    pub(crate) name: &'static str,
    pub(crate) ingredient: bool,
    pub(crate) class: bool,
    /// Its classes, each from a daily dose (mg) on where the class has a floor.
    pub(crate) classes: &'static [(usize, Option<f64>)],
}

/// A source as shown.
#[derive(Debug)]
pub(crate) struct SourceRow {
    pub(crate) id: &'static str,
    pub(crate) citation: &'static str,
    pub(crate) doi: Option<&'static str>,
}

include!(concat!(env!("OUT_DIR"), "/recommend.rs"));

/// Index of a field by name.
pub(crate) fn field(name: &str) -> Option<usize> {
    FIELDS.iter().position(|f| f.name == name)
}

/// Index of a diagnosis or allergy by name.
pub(crate) fn dx(name: &str) -> Option<usize> {
    DX.iter().position(|d| d.name == name)
}

/// Index of a medicine or class by name.
pub(crate) fn medicine(name: &str) -> Option<usize> {
    MEDICINES.iter().position(|m| m.name == name)
}
