//! A leaf of a rule as the page shows it: name, value, comparison, the facts behind it.

use std::borrow::Cow;

use super::card::{Because, Source};
use super::facts::{Provenance, Tri, Value};
use super::rule::{Node, Seen};
use super::tables::{DX, Dx, FIELDS, FOODS, FieldKind, GENES, List, MEDICINES, REGIONS, SOURCES};
use super::test;
use crate::record::FactId;

/// What one leaf saw.
pub(crate) fn because(leaf: &Node, seen: &Seen) -> Because {
    match *leaf {
        Node::Number { field, .. }
        | Node::Word { field, .. }
        | Node::Flag(field)
        | Node::Missing(field)
        | Node::Known(field) => of_field(field, test::of(leaf), seen),
        Node::Has(dx) => of_dx(dx, seen),
        Node::On(medicine) => of_medicine(medicine, seen),
        Node::Gene(gene) => of_gene(gene, seen),
        Node::Region(region) => of_region(region, seen),
        // Compound nodes are no leaves; they carry no name of their own.
        Node::Or(_) | Node::And(_) | Node::Not(_) => plain("", "field", None),
    }
}

fn plain(name: &'static str, kind: &'static str, value: Option<Cow<'static, str>>) -> Because {
    Because {
        name: Cow::Borrowed(name),
        kind: Cow::Borrowed(kind),
        value,
        test: Cow::Borrowed(""),
        presumed: false,
        no_record: false,
        unverified: false,
        old: None,
        facts: Vec::new(),
    }
}

fn yes_no(value: Tri) -> Option<Cow<'static, str>> {
    match value {
        Tri::True => Some(Cow::Borrowed("true")),
        Tri::False => Some(Cow::Borrowed("false")),
        Tri::Unknown => None,
    }
}

pub(crate) fn of_field(field: usize, test: Cow<'static, str>, seen: &Seen) -> Because {
    let value = match seen.value(field) {
        Value::Unknown => None,
        Value::Number(number) if number.is_infinite() => Some(Cow::Borrowed("never")),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Below(bound) => Some(Cow::Owned(format!("<{bound}"))),
        Value::Above(bound) => Some(Cow::Owned(format!(">{bound}"))),
        Value::Word(word) => words(field).get(word).map(|w| Cow::Borrowed(*w)),
        Value::Flag(flag) => yes_no(flag.into()),
    };
    let stated = seen.facts.fields.get(field).copied().flatten().is_some();
    let from = seen.facts.field_origin.get(field).cloned().unwrap_or_default();
    Because {
        test,
        no_record: !stated && value.is_some(),
        presumed: from.presumed,
        unverified: from.unverified,
        old: from.old,
        facts: from.facts,
        ..plain(FIELDS.get(field).map_or("", |f| f.name), "field", value)
    }
}

fn of_dx(dx: usize, seen: &Seen) -> Because {
    let cell = seen.dx(dx);
    let row = DX.get(dx);
    let kind = if row.is_some_and(|d| d.list == List::Allergies) { "allergy" } else { "dx" };
    let mut found = plain(row.map_or("", |d| d.name), kind, yes_no(cell.value));
    found.presumed = cell.presumed;
    let sources = std::iter::once(&dx).chain(row.map_or(&[][..], |d: &Dx| d.implied_by));
    let statements = sources.filter_map(|i| seen.facts.dx.get(*i)).flatten();
    gather(&mut found, statements.filter(|s| s.value == cell.value).map(|s| &s.from));
    found
}

pub(crate) fn of_medicine(medicine: usize, seen: &Seen) -> Because {
    let cell = seen.medicine(medicine);
    let mut found = plain(MEDICINES.get(medicine).map_or("", |m| m.name), "med", yes_no(cell.value));
    found.presumed = cell.presumed;
    let concerns = |taken: usize| {
        let classes = MEDICINES.get(taken).map_or(&[][..], |m| m.classes);
        taken == medicine || classes.iter().any(|(class, _)| *class == medicine)
    };
    let taken = seen
        .facts
        .medicines
        .iter()
        .filter(|t| concerns(t.medicine) && (t.value == Tri::False) == (cell.value == Tri::False));
    gather(&mut found, taken.map(|t| &t.from));
    found
}

pub(crate) fn of_gene(gene: usize, seen: &Seen) -> Because {
    let mut found = plain(GENES.get(gene).copied().unwrap_or_default(), "gene", yes_no(seen.gene(gene).value));
    gather(&mut found, seen.facts.genes.get(gene).into_iter().flatten().map(|s| &s.from));
    found
}

pub(crate) fn of_food(food: usize, seen: &Seen) -> Because {
    let mut found = plain(FOODS.get(food).copied().unwrap_or_default(), "food", yes_no(seen.food(food).value));
    gather(&mut found, seen.facts.foods.get(food).into_iter().flatten().map(|s| &s.from));
    found
}

pub(crate) fn of_region(region: usize, seen: &Seen) -> Because {
    let stated = seen.region().and_then(|r| REGIONS.get(r)).map(|r| Cow::Borrowed(*r));
    plain(REGIONS.get(region).copied().unwrap_or_default(), "region", stated)
}

fn gather<'f>(found: &mut Because, origins: impl Iterator<Item = &'f Provenance>) {
    let mut unverified = true;
    for origin in origins {
        found.facts.extend(&origin.facts);
        unverified &= origin.unverified;
    }
    found.facts.sort_unstable();
    found.facts.dedup();
    found.unverified = unverified && !found.facts.is_empty();
}

pub(super) fn words(field: usize) -> &'static [&'static str] {
    match FIELDS.get(field).map(|f| f.kind) {
        Some(FieldKind::Words(words)) => words,
        _ => &[],
    }
}

/// Sources as shown.
pub(crate) fn sources(list: &[usize]) -> Vec<Source> {
    let row = |i: &usize| SOURCES.get(*i);
    list.iter()
        .filter_map(row)
        .map(|s| Source { id: s.id.into(), citation: s.citation.into(), doi: s.doi.map(Cow::Borrowed) })
        .collect()
}

/// Facts of one reading.
pub(crate) fn facts_of(fact: Option<FactId>) -> Vec<FactId> {
    fact.into_iter().collect()
}
