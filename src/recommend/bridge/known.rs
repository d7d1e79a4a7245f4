//! Asking what the bridge made of one name, as the rules will see it.

use super::assemble::Bridged;
use crate::recommend::Tri;
use crate::recommend::facts::Value;
use crate::recommend::rule::Seen;
use crate::recommend::tables::{self, FIELDS, FOODS, FieldKind, GENES};

impl Bridged {
    /// Yes, no or unknown of a diagnosis, allergy, medicine, class, gene flag, food or yes-or-no field, implications
    /// and list states worked out, and whether a presumption decided it. A name that the rules lack is unknown.
    pub fn tri(&self, name: &str) -> (Tri, bool) {
        let seen = Seen::of(&self.facts);
        let cell = if let Some(dx) = tables::dx(name) {
            seen.dx(dx)
        } else if let Some(medicine) = tables::medicine(name) {
            seen.medicine(medicine)
        } else if let Some(gene) = GENES.iter().position(|g| *g == name) {
            seen.gene(gene)
        } else if let Some(food) = FOODS.iter().position(|f| *f == name) {
            seen.food(food)
        } else {
            return (tables::field(name).map_or(Tri::Unknown, |field| seen.flag(field)), false);
        };
        (cell.value, cell.presumed)
    }

    /// The number of a field; infinite means never.
    pub fn number(&self, field: &str) -> Option<f64> {
        Seen::of(&self.facts).number(tables::field(field)?)
    }

    /// The word of a field.
    pub fn word(&self, field: &str) -> Option<&'static str> {
        let index = tables::field(field)?;
        let word = Seen::of(&self.facts).word(index)?;
        match FIELDS.get(index)?.kind {
            FieldKind::Words(words) => words.get(word).copied(),
            _ => None,
        }
    }

    /// Whether what is known of a diagnosis, allergy or medicine rests on codes that are known from memory only: show the
    /// fact to confirm.
    pub fn is_unverified(&self, name: &str) -> bool {
        if let Some(statement) = tables::dx(name).and_then(|i| self.facts.dx.get(i)).and_then(Option::as_ref) {
            return statement.from.unverified;
        }
        let Some(medicine) = tables::medicine(name) else { return false };
        let mut of = self.facts.medicines.iter().filter(|t| t.medicine == medicine && t.value == Tri::True).peekable();
        of.peek().is_some() && of.all(|t| t.from.unverified)
    }

    /// Whether a field was stated, by the record or a person, rather than filled by its default.
    pub fn is_stated(&self, field: &str) -> bool {
        let stated = tables::field(field).and_then(|i| self.facts.fields.get(i)).copied().flatten();
        stated.is_some_and(|value| value != Value::Unknown)
    }
}
