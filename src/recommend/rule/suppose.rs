//! Supposing an answer for a moment: what would the rules see? Only the cells that the answer touches are changed, and
//! put back afterwards.

use super::seen::{Cell, Seen, either};
use crate::recommend::Tri;
use crate::recommend::facts::Value;
use crate::recommend::tables::{DX, dx_at, field_at};

/// An answer to one question; the first number is the index of its name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Supposed {
    Number(usize, f64),
    Word(usize, usize),
    Flag(usize, bool),
    Dx(usize, bool),
    Medicine(usize, bool),
    Gene(usize, bool),
}

/// What has to be put back; made once and used for one answer after another.
#[derive(Debug, Default)]
pub(crate) struct Undo {
    fields: Vec<(usize, Value)>,
    /// A field whose value was old.
    old: Option<usize>,
    dx: Vec<(usize, Cell)>,
    /// The medicines as they were, if they were worked out again.
    medicines: Option<Vec<Cell>>,
    spare: Vec<Cell>,
    /// What a supposed no touches.
    touched: Vec<usize>,
}

impl Seen<'_> {
    /// Sees the person as if they had answered.
    pub(crate) fn suppose(&mut self, answer: Supposed, undo: &mut Undo) {
        match answer {
            Supposed::Number(field, number) => self.put(field, Value::Number(number), undo),
            Supposed::Word(field, word) => self.put(field, Value::Word(word), undo),
            Supposed::Flag(field, flag) => self.put(field, Value::Flag(flag), undo),
            Supposed::Dx(dx, yes) => self.put_dx(dx, yes, undo),
            Supposed::Medicine(medicine, yes) => {
                undo.medicines = Some(self.medicine_classes(Some((medicine, yes)), std::mem::take(&mut undo.spare)));
            }
            Supposed::Gene(gene, yes) => self.supposed_gene = Some((gene, yes.into())),
        }
    }

    /// Sees the person as they are again.
    pub(crate) fn restore(&mut self, undo: &mut Undo) {
        self.supposed_gene = None;
        if let Some(field) = undo.old.take() {
            self.set_old(field, true);
        }
        // Latest first: a cell that was changed twice gets its first value back.
        for (i, value) in undo.fields.drain(..).rev() {
            self.set_value(i, value);
        }
        for (i, cell) in undo.dx.drain(..).rev() {
            self.set_dx(i, cell);
        }
        if let Some(medicines) = undo.medicines.take() {
            undo.spare = self.set_medicines(medicines);
        }
    }

    fn put(&mut self, field: usize, value: Value, undo: &mut Undo) {
        if self.is_old(field) {
            self.set_old(field, false);
            undo.old = Some(field);
        }
        // Age and sex decide whether the questions about child-bearing apply at all.
        if [field_at::AGE, field_at::SEX].contains(&field) {
            let before: Vec<Value> = self.values().to_vec();
            self.set_value(field, value);
            self.child_bearing();
            let after = self.values();
            undo.fields.extend(before.into_iter().enumerate().filter(|(i, old)| after.get(*i) != Some(old)));
            return;
        }
        undo.fields.push((field, self.value(field)));
        self.set_value(field, value);
        if self.facts.vignette && self.ckd_by_value() {
            undo.dx.push((dx_at::CKD, self.dx(dx_at::CKD)));
            self.set_dx(dx_at::CKD, Cell::YES);
        }
    }

    /// A yes is one to all that it implies; a plain no is one to all that implies it and that nobody spoke of.
    fn put_dx(&mut self, dx: usize, yes: bool, undo: &mut Undo) {
        let set = |seen: &mut Self, undo: &mut Undo, i: usize, cell: Cell| {
            undo.dx.push((i, seen.dx(i)));
            seen.set_dx(i, cell);
        };
        if yes {
            set(self, undo, dx, Cell::YES);
            for wider in DX.get(dx).map_or(&[][..], |row| row.implies) {
                if self.dx(*wider).value != Tri::True {
                    set(self, undo, *wider, Cell::YES);
                }
            }
            return;
        }
        let parts = DX.get(dx).map_or(&[][..], |row| row.implied_by);
        let unsaid = |i: usize| self.facts.dx.get(i).is_some_and(Option::is_none);
        let says_no = |i: usize| i == dx || (parts.contains(&i) && unsaid(i));
        let mut touched = std::mem::take(&mut undo.touched);
        touched.clear();
        touched.extend(parts.iter().copied().filter(|i| unsaid(*i)).chain([dx]));
        for at in 0..touched.len() {
            let row = touched.get(at).and_then(|i| DX.get(*i));
            touched.extend(row.map_or(&[][..], |row| row.implies));
        }
        touched.sort_unstable();
        touched.dedup();
        for i in touched.iter().copied() {
            let Some(row) = DX.get(i) else { continue };
            let own = |seen: &Self, i: usize| if says_no(i) { Cell::NO } else { seen.own_dx(i) };
            let sum = row.implied_by.iter().fold(own(self, i), |sum, part| either(sum, own(self, *part)));
            // Kidney disease that a single value makes stays.
            if self.dx(i).value != Tri::True {
                set(self, undo, i, sum);
            }
        }
        undo.touched = touched;
    }
}
