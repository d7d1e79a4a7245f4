//! A person as the rules see them: implications, classes and defaults worked out once.

use super::{Node, Trust};
use crate::recommend::facts::{Dosage, Silence, Statement, Value};
use crate::recommend::tables::{
    Asked, DX, Default, FIELDS, FOODS, Field, GENES, List, MALE, MEDICINES, dx_at, field_at,
};
use crate::recommend::{Facts, Provenance, Tri};

/// What is known of one name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cell {
    pub(crate) value: Tri,
    /// A presumption decided it.
    pub(crate) presumed: bool,
}

impl Cell {
    pub(super) const UNKNOWN: Self = Self { value: Tri::Unknown, presumed: false };
    pub(super) const YES: Self = Self { value: Tri::True, presumed: false };
    pub(super) const NO: Self = Self { value: Tri::False, presumed: false };
}

/// The closed view of [`Facts`] that rules are evaluated on.
#[derive(Debug)]
pub(crate) struct Seen<'f> {
    pub(crate) facts: &'f Facts,
    fields: Vec<Value>,
    /// What was said of each diagnosis itself, without what implies it.
    own: Vec<Cell>,
    dx: Vec<Cell>,
    medicines: Vec<Cell>,
    /// Fields whose value is old and can be measured again; empty where there are none.
    old: Vec<bool>,
    /// An answer about a gene that is only supposed.
    pub(super) supposed_gene: Option<(usize, Tri)>,
}

impl<'f> Seen<'f> {
    pub(crate) fn of(facts: &'f Facts) -> Self {
        let (own, dx, medicines) = (Vec::new(), Vec::new(), Vec::new());
        let fields = Vec::with_capacity(FIELDS.len());
        let is_old = |(origin, field): (&Provenance, &Field)| origin.old.is_some() && field.asked != Asked::Never;
        let of_fields = || facts.field_origin.iter().zip(FIELDS).map(is_old);
        let old = if of_fields().any(|old| old) { of_fields().collect() } else { Vec::new() };
        let mut seen = Self { facts, fields, old, own, dx, medicines, supposed_gene: None };
        for (i, field) in FIELDS.iter().enumerate() {
            let stated = facts.fields.get(i).copied().flatten();
            seen.fields.push(stated.unwrap_or(match field.default {
                Default::None => Value::Unknown,
                Default::Number(number) => Value::Number(number),
                Default::Word(word) => Value::Word(word),
                Default::Flag(flag) => Value::Flag(flag),
            }));
        }
        seen.child_bearing();
        seen.diagnoses();
        seen.medicine_classes(None, Vec::new());
        seen
    }

    /// `pregnant` that nobody answered is unknown for females under 55, otherwise no. A record's silence says as
    /// little about breastfeeding or trying to conceive; a vignette's says no.
    pub(super) fn child_bearing(&mut self) {
        let cannot = self.cannot_bear();
        for (i, field) in FIELDS.iter().enumerate() {
            let stated = self.facts.fields.get(i).copied().flatten().is_some();
            if !field.never_presumed || stated || (self.facts.vignette && field.default != Default::None) {
                continue;
            }
            if let Some(slot) = self.fields.get_mut(i) {
                *slot = if cannot { Value::Flag(false) } else { Value::Unknown };
            }
        }
    }

    /// Male, or 55 years old.
    pub(crate) fn cannot_bear(&self) -> bool {
        self.word(field_at::SEX) == Some(MALE) || self.number(field_at::AGE).is_some_and(|age| age >= 55.0)
    }

    /// Whether a leaf could not have been otherwise: age or sex alone say no.
    pub(crate) fn is_certain(&self, leaf: &Node) -> bool {
        let Node::Flag(field) = *leaf else { return false };
        let bears = FIELDS.get(field).is_some_and(|f| f.never_presumed);
        bears && self.flag(field) == Tri::False && self.cannot_bear()
    }

    fn diagnoses(&mut self) {
        let facts = self.facts;
        let mut own: Vec<Cell> = DX
            .iter()
            .zip(&facts.dx)
            .map(|(dx, statement)| own(statement.as_ref(), facts.silence(dx.list), dx.never_presumed))
            .collect();
        // Who answers that there is no heart or vessel disease at all has answered for a heart attack too.
        for (dx, statement) in DX.iter().zip(&facts.dx) {
            if statement.as_ref().is_some_and(Statement::is_plain_no) {
                for child in dx.implied_by {
                    if facts.dx.get(*child).is_some_and(Option::is_none)
                        && let Some(cell) = own.get_mut(*child)
                    {
                        *cell = Cell::NO;
                    }
                }
            }
        }
        self.dx = DX
            .iter()
            .zip(&own)
            .map(|(dx, cell)| {
                let sources = dx.implied_by.iter().filter_map(|i| own.get(*i));
                sources.fold(*cell, |sum, source| either(sum, *source))
            })
            .collect();
        self.own = own;
        if facts.vignette {
            let by_value = self.ckd_by_value();
            if let Some(ckd) = self.dx.get_mut(dx_at::CKD).filter(|_| by_value) {
                *ckd = Cell { value: Tri::True, presumed: false };
            }
        }
    }

    /// A single value that makes kidney disease, as a vignette has it.
    pub(super) fn ckd_by_value(&self) -> bool {
        self.number(field_at::EGFR).is_some_and(|v| v < 60.0) || self.number(field_at::UACR).is_some_and(|v| v >= 30.0)
    }

    /// What was said of a diagnosis itself, without what implies it.
    pub(super) fn own_dx(&self, dx: usize) -> Cell {
        self.own.get(dx).copied().unwrap_or(Cell::UNKNOWN)
    }

    pub(super) fn values(&self) -> &[Value] {
        &self.fields
    }

    pub(super) fn set_value(&mut self, field: usize, value: Value) {
        if let Some(slot) = self.fields.get_mut(field) {
            *slot = value;
        }
    }

    pub(super) fn set_dx(&mut self, dx: usize, cell: Cell) {
        if let Some(slot) = self.dx.get_mut(dx) {
            *slot = cell;
        }
    }

    /// Puts the medicines back as they were; gives back what they were in between.
    pub(super) fn set_medicines(&mut self, medicines: Vec<Cell>) -> Vec<Cell> {
        std::mem::replace(&mut self.medicines, medicines)
    }

    /// Works the medicines out into `now`, with an answer about one that is only supposed; gives back what they were.
    pub(super) fn medicine_classes(&mut self, supposed: Option<(usize, bool)>, mut now: Vec<Cell>) -> Vec<Cell> {
        let silence = self.facts.silence(List::Medicines);
        let mut stated = [None; MEDICINES.len()];
        let mut add = |index: usize, cell: Cell| {
            if let Some(slot) = stated.get_mut(index) {
                *slot = Some(slot.map_or(cell, |known| either(known, cell)));
            }
        };
        let stands = |medicine: usize| supposed.is_none_or(|(answered, _)| answered != medicine);
        let taken = self.facts.medicines.iter().filter(|taken| stands(taken.medicine));
        let taken = taken.map(|t| (t.medicine, Cell { value: t.value, presumed: t.from.presumed }, t.dosage));
        let answer = supposed.map(|(i, yes)| (i, Cell { value: yes.into(), presumed: false }, Dosage::Unknown));
        for (medicine, cell, dosage) in taken.chain(answer) {
            add(medicine, cell);
            if cell.value == Tri::False {
                continue; // another ingredient may still give the class
            }
            for (class, floor) in MEDICINES.get(medicine).map_or(&[][..], |m| m.classes) {
                match (floor, dosage) {
                    (None, _) => add(*class, cell),
                    (Some(floor), Dosage::Mg(mg)) if mg >= *floor => add(*class, cell),
                    (Some(_), Dosage::Unknown) => add(*class, Cell::UNKNOWN),
                    (Some(_), _) => {}
                }
            }
        }
        let silent = Cell { value: silence.default, presumed: silence.presumed };
        now.clear();
        now.extend(stated.iter().map(|cell| cell.unwrap_or(silent)));
        let before = std::mem::replace(&mut self.medicines, now);
        // No to a whole class is no to each of its ingredients and parts that nobody spoke of.
        for (class, _) in MEDICINES.iter().zip(&stated).filter(|(_, said)| **said == Some(Cell::NO)) {
            for member in class.members {
                if stated.get(*member).is_some_and(Option::is_none)
                    && let Some(cell) = self.medicines.get_mut(*member)
                {
                    *cell = Cell::NO;
                }
            }
        }
        before
    }

    pub(crate) fn value(&self, field: usize) -> Value {
        self.fields.get(field).copied().unwrap_or(Value::Unknown)
    }

    pub(crate) fn number(&self, field: usize) -> Option<f64> {
        match self.value(field) {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    pub(crate) fn word(&self, field: usize) -> Option<usize> {
        match self.value(field) {
            Value::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(crate) fn flag(&self, field: usize) -> Tri {
        match self.value(field) {
            Value::Flag(flag) => flag.into(),
            _ => Tri::Unknown,
        }
    }

    /// Whether the value is older than its concept allows and could be measured again.
    pub(crate) fn is_old(&self, field: usize) -> bool {
        self.old.get(field).copied().unwrap_or_default()
    }

    /// Whether any value is.
    pub(crate) fn has_old(&self) -> bool {
        !self.old.is_empty()
    }

    pub(super) fn set_old(&mut self, field: usize, old: bool) {
        if let Some(slot) = self.old.get_mut(field) {
            *slot = old;
        }
    }

    /// A bound is something known, too.
    pub(crate) fn is_known(&self, field: usize) -> bool {
        self.value(field) != Value::Unknown
    }

    /// Known, and not from too long ago to be trusted.
    pub(crate) fn is_told(&self, field: usize, trust: Trust) -> bool {
        self.is_known(field) && !(trust == Trust::Recent && self.is_old(field))
    }

    pub(crate) fn dx(&self, dx: usize) -> Cell {
        self.dx.get(dx).copied().unwrap_or(Cell::UNKNOWN)
    }

    pub(crate) fn medicine(&self, medicine: usize) -> Cell {
        self.medicines.get(medicine).copied().unwrap_or(Cell::UNKNOWN)
    }

    pub(crate) fn gene(&self, gene: usize) -> Cell {
        if let Some((_, value)) = self.supposed_gene.filter(|(supposed, _)| *supposed == gene) {
            return Cell { value, presumed: false };
        }
        let statement = self.facts.genes.get(gene).and_then(Option::as_ref);
        if gene < GENES.len() { own(statement, self.facts.silence(List::Genes), false) } else { Cell::UNKNOWN }
    }

    pub(crate) fn food(&self, food: usize) -> Cell {
        let statement = self.facts.foods.get(food).and_then(Option::as_ref);
        if food < FOODS.len() { own(statement, self.facts.silence(List::Foods), false) } else { Cell::UNKNOWN }
    }

    /// Whether a presumption decided a leaf.
    pub(crate) fn presumes(&self, leaf: &Node) -> bool {
        match *leaf {
            Node::Has(dx) => self.dx(dx).presumed,
            Node::On(medicine) => self.medicine(medicine).presumed,
            Node::Gene(gene) => self.gene(gene).presumed,
            Node::Number { field, .. }
            | Node::Word { field, .. }
            | Node::Flag(field)
            | Node::Missing(field)
            | Node::Known(field) => self.facts.field_origin.get(field).is_some_and(|o| o.presumed),
            Node::Region(_) | Node::Or(_) | Node::And(_) | Node::Not(_) => false,
        }
    }

    pub(crate) fn region(&self) -> Option<usize> {
        self.facts.region
    }
}

fn own(statement: Option<&Statement>, silence: Silence, never_presumed: bool) -> Cell {
    match statement {
        Some(Statement { value, from: Provenance { presumed, .. } }) => Cell { value: *value, presumed: *presumed },
        None if silence.presumed && never_presumed => Cell::UNKNOWN,
        None => Cell { value: silence.default, presumed: silence.presumed },
    }
}

/// Either of two: a yes needs no presumption, a no rests on both.
pub(super) fn either(a: Cell, b: Cell) -> Cell {
    let value = a.value.or(b.value);
    let presumed = match value {
        Tri::False => a.presumed || b.presumed,
        _ => [a, b].iter().filter(|c| c.value == value).all(|c| c.presumed),
    };
    Cell { value, presumed }
}
