//! What the rules see of one person: three-valued knowledge by name, each with the facts behind it.
//!
//! Two doors lead in: a vignette or portal patient as it stands ([`Facts::from_vignette`]: its lists are closed), and
//! the bridge from a record, which sets one name after another and says what each list's silence means.

mod statement;
mod tri;
mod vignette;

use std::collections::BTreeSet;

pub use statement::{Dosage, Provenance};
pub(crate) use statement::{Statement, Taken, Value};
pub use tri::Tri;

use super::benefit::Basis;
use super::critical::Readings;
use super::order::Nudge;
use super::tables::{self, DX, FIELDS, FOODS, FieldKind, GENES, List, MEDICINES, REGIONS};
use crate::error::{Error, Kind};
use crate::record::{Answer, Comparator, Preferences};

/// What silence about a name of a list means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Silence {
    pub(crate) default: Tri,
    pub(crate) presumed: bool,
}

/// Everything the rules may ask about one person.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Closed lists, a single value decides `ckd`, defaults as `check.py` has them.
    pub(crate) vignette: bool,
    pub(crate) region: Option<usize>,
    pub(crate) country: Option<String>,
    pub(crate) declined: BTreeSet<String>,
    pub(crate) fields: Vec<Option<Value>>,
    pub(crate) field_origin: Vec<Provenance>,
    pub(crate) dx: Vec<Option<Statement>>,
    pub(crate) medicines: Vec<Taken>,
    pub(crate) genes: Vec<Option<Statement>>,
    pub(crate) foods: Vec<Option<Statement>>,
    silences: [Silence; 5],
    pub(crate) not_understood: Vec<String>,
    food_allergies: Vec<String>,
    pub(crate) readings: Readings,
    pub(crate) preferences: Preferences,
    pub(crate) nudge: Nudge,
    pub(crate) basis: Basis,
}

impl Facts {
    /// Nothing known and every list silent: the start of a record or a form.
    pub fn silent() -> Self {
        Self {
            vignette: false,
            region: None,
            country: None,
            declined: BTreeSet::new(),
            fields: vec![None; FIELDS.len()],
            field_origin: vec![Provenance::default(); FIELDS.len()],
            dx: vec![None; DX.len()],
            medicines: Vec::new(),
            genes: vec![None; GENES.len()],
            foods: vec![None; FOODS.len()],
            silences: [Silence { default: Tri::Unknown, presumed: false }; 5],
            not_understood: Vec::new(),
            food_allergies: Vec::new(),
            readings: Readings::default(),
            preferences: Preferences::default(),
            nudge: Nudge::default(),
            basis: Basis::default(),
        }
    }

    /// A patient of `vignettes.json`, or of a portal, as it stands; see [`vignette`](self) for the keys.
    ///
    /// # Errors
    /// `facts.unknownKey`, `facts.wrongType`, `facts.unknownWord`, `facts.outOfRange` (kind `Value`) with the key as
    /// place and, in `args`, what was found and what is accepted.
    pub fn from_vignette(patient: &serde_json::Value) -> Result<Self, Error> {
        vignette::read(patient)
    }

    /// The region whose rows apply: `us`, `uk`, `eu`, `cn` or `other`.
    ///
    /// # Errors
    /// `facts.unknownWord` for anything else.
    pub fn set_region(&mut self, region: &str) -> Result<(), Error> {
        let found = REGIONS.iter().position(|r| *r == region);
        self.region = Some(found.ok_or_else(|| unknown_word("region", region, &REGIONS.join(", ")))?);
        Ok(())
    }

    /// The country (ISO 3166-1, two letters), for emergency numbers.
    pub fn set_country(&mut self, country: &str) {
        self.country = Some(country.to_ascii_uppercase());
    }

    /// The person said no to an action; an unknown id changes nothing.
    pub fn decline(&mut self, action: &str) {
        self.declined.insert(action.to_owned());
    }

    /// A number in the field's unit (`data/recommend/fields.csv`).
    ///
    /// # Errors
    /// `facts.unknownKey`; `facts.wrongType` when the field is no number; `facts.outOfRange`: the field stays unknown.
    pub fn set_number(&mut self, field: &str, value: f64, from: Provenance) -> Result<(), Error> {
        self.put_number(field, value, Value::Number(value), from)
    }

    /// A number of which only a bound is known, in the field's unit: a comparison that the bound does not settle is
    /// unknown.
    ///
    /// # Errors
    /// As [`Self::set_number`].
    pub fn set_bound(&mut self, field: &str, side: Comparator, bound: f64, from: Provenance) -> Result<(), Error> {
        let value = match side {
            Comparator::Below => Value::Below(bound),
            Comparator::Above => Value::Above(bound),
        };
        self.put_number(field, bound, value, from)
    }

    fn put_number(&mut self, field: &str, value: f64, known: Value, from: Provenance) -> Result<(), Error> {
        let (index, kind) = find(field)?;
        let FieldKind::Number { min, max } = kind else {
            return Err(wrong_type(field, &value.to_string(), kind));
        };
        if !(min..=max).contains(&value) {
            return Err(Error::new(Kind::Value, "facts.outOfRange")
                .at(field)
                .with("name", field)
                .with("value", value)
                .with("min", min)
                .with("max", max)
                .with("unit", FIELDS.get(index).map_or("", |f| f.unit)));
        }
        self.put(index, known, from);
        Ok(())
    }

    /// Yes or no.
    ///
    /// # Errors
    /// `facts.unknownKey`; `facts.wrongType` when the field is not yes-or-no.
    pub fn set_flag(&mut self, field: &str, value: bool, from: Provenance) -> Result<(), Error> {
        let (index, kind) = find(field)?;
        if kind != FieldKind::Flag {
            return Err(wrong_type(field, &value.to_string(), kind));
        }
        self.put(index, Value::Flag(value), from);
        Ok(())
    }

    /// One of the field's words.
    ///
    /// # Errors
    /// `facts.unknownKey`; `facts.wrongType`; `facts.unknownWord` with the accepted words.
    pub fn set_word(&mut self, field: &str, value: &str, from: Provenance) -> Result<(), Error> {
        let (index, kind) = find(field)?;
        let FieldKind::Words(words) = kind else {
            return Err(wrong_type(field, value, kind));
        };
        let word = words.iter().position(|w| *w == value);
        let word = word.ok_or_else(|| unknown_word(field, value, &words.join(", ")))?;
        self.put(index, Value::Word(word), from);
        Ok(())
    }

    /// It never happened (`m_since_…`, `y_since_…`): infinitely long ago.
    ///
    /// # Errors
    /// `facts.unknownKey`; `facts.wrongType` for a field that cannot be "never".
    pub fn set_never(&mut self, field: &str, from: Provenance) -> Result<(), Error> {
        let (index, kind) = find(field)?;
        if !FIELDS.get(index).is_some_and(|f| f.null_is_never) {
            return Err(wrong_type(field, "never", kind));
        }
        self.put(index, Value::Number(f64::INFINITY), from);
        Ok(())
    }

    /// Stated to be unknown: its default no longer fills it.
    ///
    /// # Errors
    /// `facts.unknownKey`.
    pub fn set_unknown(&mut self, field: &str, from: Provenance) -> Result<(), Error> {
        let (index, _) = find(field)?;
        self.put(index, Value::Unknown, from);
        Ok(())
    }

    /// A typed answer: a field of any type, or yes/no about a diagnosis, allergy, medicine, gene flag or food.
    ///
    /// # Errors
    /// As the setters above; `facts.unknownKey` when no such name exists.
    pub fn set_answer(&mut self, name: &str, answer: &Answer, from: Provenance) -> Result<(), Error> {
        if tables::field(name).is_some() {
            return match answer {
                Answer::Flag(value) => self.set_flag(name, *value, from),
                Answer::Number(value) => self.set_number(name, *value, from),
                Answer::Word(word) if word == "never" && self.set_never(name, from.clone()).is_ok() => Ok(()),
                Answer::Word(word) if word == "unknown" => self.set_unknown(name, from),
                Answer::Word(word) => self.set_word(name, word, from),
            };
        }
        let Answer::Flag(value) = answer else {
            return Err(unknown_key(name));
        };
        let value = Tri::from(*value);
        if tables::dx(name).is_some() {
            self.set_dx(name, value, from)
        } else if tables::medicine(name).is_some() {
            self.set_med(name, value, Dosage::Unknown, from)
        } else if GENES.contains(&name) {
            self.set_gene(name, value, from)
        } else {
            self.set_food(name, value, from)
        }
    }

    /// What is known of a diagnosis or allergy, in place of what was known before.
    ///
    /// # Errors
    /// `facts.unknownKey` when the rules have no such name.
    pub fn set_dx(&mut self, name: &str, value: Tri, from: Provenance) -> Result<(), Error> {
        let slot = tables::dx(name).and_then(|i| self.dx.get_mut(i)).ok_or_else(|| unknown_key(name))?;
        *slot = Some(Statement { value, from });
        Ok(())
    }

    /// One more statement about a diagnosis or allergy: yes outweighs unknown outweighs no.
    ///
    /// # Errors
    /// `facts.unknownKey` when the rules have no such name.
    pub fn add_dx(&mut self, name: &str, value: Tri, from: Provenance) -> Result<(), Error> {
        let slot = tables::dx(name).and_then(|i| self.dx.get_mut(i)).ok_or_else(|| unknown_key(name))?;
        Statement::add(slot, value, from);
        Ok(())
    }

    /// One more statement about a medicine or class; an ingredient gives its classes, a dose those with a floor.
    ///
    /// # Errors
    /// `facts.unknownKey` when the rules have no such name.
    pub fn add_med(&mut self, name: &str, value: Tri, dosage: Dosage, from: Provenance) -> Result<(), Error> {
        let medicine = tables::medicine(name).ok_or_else(|| unknown_key(name))?;
        self.medicines.push(Taken { medicine, value, dosage, from });
        Ok(())
    }

    /// What is known of a medicine or class, in place of earlier statements about the same name.
    ///
    /// # Errors
    /// `facts.unknownKey` when the rules have no such name.
    pub fn set_med(&mut self, name: &str, value: Tri, dosage: Dosage, from: Provenance) -> Result<(), Error> {
        let medicine = tables::medicine(name).ok_or_else(|| unknown_key(name))?;
        self.medicines.retain(|taken| taken.medicine != medicine);
        self.medicines.push(Taken { medicine, value, dosage, from });
        Ok(())
    }

    /// A gene flag.
    ///
    /// # Errors
    /// `facts.unknownKey` when the rules have no such name.
    pub fn set_gene(&mut self, name: &str, value: Tri, from: Provenance) -> Result<(), Error> {
        let index = GENES.iter().position(|g| *g == name);
        let slot = index.and_then(|i| self.genes.get_mut(i)).ok_or_else(|| unknown_key(name))?;
        *slot = Some(Statement { value, from });
        Ok(())
    }

    /// A food, drink or habit that interactions name.
    ///
    /// # Errors
    /// `facts.unknownKey` when the rules have no such name.
    pub fn set_food(&mut self, name: &str, value: Tri, from: Provenance) -> Result<(), Error> {
        let index = FOODS.iter().position(|f| *f == name);
        let slot = index.and_then(|i| self.foods.get_mut(i)).ok_or_else(|| unknown_key(name))?;
        *slot = Some(Statement { value, from });
        Ok(())
    }

    /// What the silence of a list means. With `presumed`, names that may never be presumed stay unknown.
    ///
    /// A list starts silent: every name unknown. Closed is `(False, false)`, recorded `(False, true)`.
    pub fn close(&mut self, list: List, default: Tri, presumed: bool) {
        if let Some(slot) = self.silences.get_mut(list as usize) {
            *slot = Silence { default, presumed };
        }
    }

    /// An entry of a list that no name covers, as written: shown, used by no rule.
    pub fn note_not_understood(&mut self, text: &str) {
        self.not_understood.push(text.to_owned());
    }

    /// An entry that may be an allergy to a food which no name covers, as written: a plan of meals cannot avoid it.
    pub fn note_food_allergy(&mut self, text: &str) {
        if !self.food_allergies.iter().any(|known| known == text) {
            self.food_allergies.push(text.to_owned());
        }
    }

    /// What [`Self::note_food_allergy`] was told.
    pub fn open_food_allergies(&self) -> &[String] {
        &self.food_allergies
    }

    /// Measurements with their days, for the critical values.
    pub fn set_readings(&mut self, readings: Readings) {
        self.readings = readings;
    }

    /// What the person would rather do: it moves actions inside an evidence tier.
    ///
    /// # Errors
    /// As [`Preferences::check`].
    pub fn set_preferences(&mut self, preferences: &Preferences) -> Result<(), Error> {
        preferences.check()?;
        self.preferences = preferences.clone();
        Ok(())
    }

    /// Scores of a model that learned from feedback: they reorder inside an evidence tier. None by default.
    pub fn set_nudge(&mut self, nudge: Nudge) {
        self.nudge = nudge;
    }

    pub(crate) fn silence(&self, list: List) -> Silence {
        self.silences.get(list as usize).copied().unwrap_or(Silence { default: Tri::Unknown, presumed: false })
    }

    fn put(&mut self, index: usize, value: Value, from: Provenance) {
        if let (Some(slot), Some(origin)) = (self.fields.get_mut(index), self.field_origin.get_mut(index)) {
            *slot = Some(value);
            *origin = from;
        }
    }
}

/// Whether a diagnosis, allergy or field may never be taken as no from a record's silence.
pub fn never_presumed(name: &str) -> bool {
    let dx = tables::dx(name).and_then(|i| DX.get(i)).is_some_and(|d| d.never_presumed);
    dx || tables::field(name).and_then(|i| FIELDS.get(i)).is_some_and(|f| f.never_presumed)
}

/// Whether a rule reads a field of this name.
pub fn is_field(name: &str) -> bool {
    tables::field(name).is_some()
}

/// The list a name's silence follows; `None` for a field or an unknown name.
pub fn list_of(name: &str) -> Option<List> {
    if let Some(dx) = tables::dx(name).and_then(|i| DX.get(i)) {
        return Some(dx.list);
    }
    if MEDICINES.iter().any(|m| m.name == name) {
        return Some(List::Medicines);
    }
    if GENES.contains(&name) {
        return Some(List::Genes);
    }
    FOODS.contains(&name).then_some(List::Foods)
}

fn find(field: &str) -> Result<(usize, FieldKind), Error> {
    let index = tables::field(field).ok_or_else(|| unknown_key(field))?;
    FIELDS.get(index).map(|f| (index, f.kind)).ok_or_else(|| unknown_key(field))
}

fn unknown_key(name: &str) -> Error {
    Error::new(Kind::Value, "facts.unknownKey").at(name).with("name", name)
}

fn unknown_word(field: &str, value: &str, accepted: &str) -> Error {
    Error::new(Kind::Value, "facts.unknownWord")
        .at(field)
        .with("name", field)
        .with("value", value)
        .with("accepted", accepted)
}

pub(super) fn accepted(kind: FieldKind) -> String {
    match kind {
        FieldKind::Number { min, max } => format!("{min} – {max}"),
        FieldKind::Words(words) => words.join(", "),
        FieldKind::Flag => "true, false".to_owned(),
    }
}

fn wrong_type(field: &str, value: &str, kind: FieldKind) -> Error {
    Error::new(Kind::Value, "facts.wrongType")
        .at(field)
        .with("name", field)
        .with("value", value)
        .with("accepted", accepted(kind))
}
