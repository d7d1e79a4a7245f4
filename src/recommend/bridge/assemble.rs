//! A record's facts as the rules see them: entries, lists, medicines, fields, answers; and what nothing matched.

use super::context::Context;
use super::entry::Place;
use super::table::Kind;
use super::{allergen, allergy, answer, computed, dates, entry, family, field, pregnancy, rule, vaccine};
use crate::prepare::Profile;
use crate::recommend::critical::{Readings, item9};
use crate::recommend::{Dosage, Facts, List, Provenance, Tri};
use crate::record::{Answer, FactId, ListState, Patient};

/// An entry that no name of the rules, and no concept of the record, covers: shown beside each medicine card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// `condition`, `medicine`, `allergy`.
    pub list: &'static str,
    /// As written.
    pub text: String,
    /// Its fact.
    pub fact: FactId,
}

/// What the bridge makes of a record.
#[derive(Debug, Clone)]
pub struct Bridged {
    /// What the rules see.
    pub facts: Facts,
    /// Entries that nothing matched.
    pub not_understood: Vec<Unmatched>,
}

/// Reads a record for the rules, at the profile's day.
///
/// `region` is `us`, `uk`, `eu`, `cn` or `other`, as the person stated it; anything else leaves it unknown. Values of
/// equations (`prevent_ascvd_10y`, …) are the caller's to set afterwards, answers excepted, which always win.
pub fn bridge(patient: &Patient, profile: &Profile, region: Option<&str>) -> Bridged {
    let mut context = Context::new(patient, profile, region);
    context.pregnancy = pregnancy::read(&context);
    say_entries(&mut context);
    allergy::compute(&mut context);
    family::diagnoses(&mut context);
    computed::compute(&mut context);

    let mut facts = Facts::silent();
    if let Some(region) = region {
        // An unknown region stays unknown: no row of a region applies.
        let _ = facts.set_region(region);
    }
    close(&mut facts, patient);
    put_diagnoses(&context, &mut facts);
    put_medicines(&context, &mut facts);
    put_genes(&context, &mut facts);
    field::put(&context, &mut facts);
    dates::put(&context, &mut facts);
    vaccine::put(&context, &mut facts);
    family::put(&context, &mut facts);
    answer::put(patient, &mut facts);
    let drinks = matches!(patient.answers.get("alcohol_g_day"), Some(Answer::Number(grams)) if *grams > 0.0);
    if drinks && !patient.answers.contains_key("alcohol") {
        let _ = facts.set_food("alcohol", Tri::True, Provenance::default());
    }
    let mut readings = Readings::of(patient, context.as_of);
    readings.phq9_item9 = readings.phq9_item9.or_else(|| context.profile.number("phq9_item9").map(item9));
    facts.set_readings(readings);
    let not_understood = not_understood(&context);
    for entry in &not_understood {
        facts.note_not_understood(&entry.text);
    }
    allergen::note_open(&context, &mut facts);
    Bridged { facts, not_understood }
}

/// Every row of every entry says its part.
fn say_entries(context: &mut Context) {
    let mut said: Vec<(usize, Tri, FactId, bool)> = Vec::new();
    let bleeding: Vec<usize> = ["stroke", "stroke_recent"].iter().filter_map(|n| context.dx(n)).collect();
    for entry in &context.entries {
        let bled = entry.place == Place::Condition && rule::bleeds(context, entry);
        for row in &entry.rows {
            let Some(name) = context.table.names.get(row.name) else { continue };
            if !matches!(name.kind, Kind::Diagnosis | Kind::Allergy) || entry.place == Place::Measurement {
                continue;
            }
            // A bleeding stroke never arrives as a stroke; one of unknown type may not.
            if bleeding.contains(&row.name) && entry.name.is_none() {
                if bled {
                    continue;
                }
                let value = rule::verdict(context, entry, *row);
                let value = if value == Some(Tri::True) { rule::stroke(context, entry) } else { value };
                said.extend(value.map(|v| (row.name, v, entry.id, row.unverified)));
                continue;
            }
            if let Some(value) = rule::verdict(context, entry, *row) {
                said.push((row.name, value, entry.id, row.unverified));
            }
        }
    }
    for (name, value, id, unverified) in said {
        context.say(name, value, &[id], unverified);
    }
}

/// What the silence of each list means; names that may never be presumed stay unknown by [`Facts::close`].
fn close(facts: &mut Facts, patient: &Patient) {
    let lists = [
        (List::Diagnoses, patient.conditions.state),
        (List::Allergies, patient.allergies.state),
        (List::Medicines, patient.medications.state),
    ];
    for (list, state) in lists {
        match state {
            ListState::Closed => facts.close(list, Tri::False, false),
            ListState::Recorded => facts.close(list, Tri::False, true),
            ListState::Silent => {}
        }
    }
}

fn put_diagnoses(context: &Context, facts: &mut Facts) {
    for (index, name) in context.table.names.iter().enumerate() {
        let Some(said) = context.said(index).filter(|_| matches!(name.kind, Kind::Diagnosis | Kind::Allergy)) else {
            continue;
        };
        let from = Provenance { facts: said.facts.clone(), unverified: said.unverified, ..Provenance::default() };
        let _ = facts.add_dx(name.name, said.value, from);
    }
}

fn put_medicines(context: &Context, facts: &mut Facts) {
    for taking in &context.medicines {
        let value = match taking.taken {
            Some(true) => Tri::True,
            None => Tri::Unknown,
            // What was stopped is no statement about the present: another entry, or the list's silence, decides.
            Some(false) => continue,
        };
        let dosage = taking.entry.dose.mg_per_day.map_or(Dosage::Unknown, Dosage::Mg);
        for meant in &taking.names {
            let from =
                Provenance { facts: vec![taking.entry.id], unverified: meant.unverified, ..Provenance::default() };
            let name = context.table.name(meant.name);
            let _ = facts.add_med(name, value, dosage, from.clone());
            if context.table.names.get(meant.name).is_some_and(|n| n.kind == Kind::Class) {
                for wider in context.table.wider.get(name).into_iter().flatten() {
                    let _ = facts.add_med(wider, value, Dosage::Unknown, from.clone());
                }
            }
        }
    }
    for entry in context.entries.iter().filter(|e| matches!(e.place, Place::Condition | Place::Procedure)) {
        for row in &entry.rows {
            if context.table.names.get(row.name).is_some_and(|n| n.kind == Kind::Class) && entry.active {
                let _ = facts.add_med(
                    context.table.name(row.name),
                    Tri::True,
                    Dosage::Unknown,
                    Provenance::of(&[entry.id]),
                );
            }
        }
    }
}

fn put_genes(context: &Context, facts: &mut Facts) {
    for entry in &context.entries {
        for row in &entry.rows {
            let gene = context.table.names.get(row.name).filter(|n| n.kind == Kind::Gene);
            if let (Some(gene), Some(value)) = (gene, rule::verdict(context, entry, *row)) {
                let _ = facts.set_gene(gene.name, value, Provenance::of(&[entry.id]));
            }
        }
    }
}

fn not_understood(context: &Context) -> Vec<Unmatched> {
    let mut out = Vec::new();
    for entry in &context.entries {
        let list = match entry.place {
            Place::Condition => "condition",
            Place::Allergy => "allergy",
            _ => continue,
        };
        let concepts = entry.place == Place::Condition && !entry.concepts.is_empty();
        let statin = entry.place == Place::Allergy && entry::names_statin(entry, context.table);
        if entry.rows.is_empty() && !concepts && !statin {
            out.push(Unmatched { list, text: entry.shown(), fact: entry.id });
        }
    }
    for taking in &context.medicines {
        if taking.names.is_empty() && taking.entry.concepts.is_empty() && taking.taken != Some(false) {
            let display = taking.entry.codes.iter().find_map(|c| c.display.clone());
            let code = || taking.entry.codes.first().map(|c| c.code.clone()).unwrap_or_default();
            let written = Some(taking.entry.text.clone()).filter(|t| !t.trim().is_empty());
            let text = written.or(taking.entry.name.clone()).or(display).unwrap_or_else(code);
            out.push(Unmatched { list: "medicine", text, fact: taking.entry.id });
        }
    }
    out
}
