//! Which resource belongs to whom. Two people in one file are two records, never merged.

use std::collections::HashMap;

use super::bundle::{Item, Sink, parse};
use super::observation::Frame;
use super::shape::Resource;
use super::{clinical, coded, medication, observation, person, whole};
use crate::collect::intake::Intake;
use crate::collect::json;
use crate::collect::report::{FileReport, ReadOptions};
use crate::record::{Origin, Patient};

/// How a reference to a person stands among a record's identifiers.
pub(crate) const REFERENCE: &str = "ref|";

/// Reads a whole text; facts before a break are kept and the break is told in the report.
pub(in crate::collect) fn read(file: &str, text: &str, options: &ReadOptions, report: &mut FileReport) -> Vec<Patient> {
    let mut sink = Sink::default();
    if let Err(error) = parse(text, &mut sink) {
        report.error = Some(json::broken(file, text, &error));
    }
    report.skipped.append(&mut sink.skipped);
    let index = Index::of(&sink.items);
    let mut people = People::of(&sink.items, file, options);
    for item in &sink.items {
        if let Some(intake) = people.of_item(item, options) {
            take(item, file, &index, intake);
        } else if !matches!(&*item.resource.resource_type, "Patient" | "Medication" | "Encounter") {
            *report.skipped.entry(item.resource.resource_type.to_string()).or_default() += 1;
            note(report, "noPerson");
        }
    }
    let out = people.finish(report);
    if out.len() > 1 {
        note(report, "severalPeople");
    }
    out
}

fn note(report: &mut FileReport, key: &str) {
    if !report.notes.iter().any(|n| n == key) {
        report.notes.push(key.to_owned());
    }
}

/// Resources by what references call them.
struct Index<'r, 'a> {
    by_key: HashMap<String, &'r Resource<'a>>,
}

impl<'r, 'a> Index<'r, 'a> {
    fn of(items: &'r [Item<'a>]) -> Self {
        let mut by_key = HashMap::new();
        for item in items.iter().filter(|i| matches!(&*i.resource.resource_type, "Medication" | "Encounter")) {
            for key in keys(item) {
                by_key.entry(key).or_insert(&item.resource);
            }
        }
        Self { by_key }
    }

    fn find(&self, reference: &str) -> Option<&'r Resource<'a>> {
        coded::reference_keys(reference).find_map(|k| self.by_key.get(&k).copied())
    }
}

/// What references call an item: its full address, that address' last segments, and type and id.
fn keys(item: &Item<'_>) -> Vec<String> {
    let kind = &*item.resource.resource_type;
    let mut keys: Vec<String> = Vec::new();
    if !item.full_url.is_empty() {
        keys.extend(coded::reference_keys(&item.full_url));
        if let Some(uuid) = item.full_url.strip_prefix("urn:uuid:") {
            keys.push(format!("{kind}/{uuid}"));
        }
    }
    if !item.resource.id.is_empty() {
        keys.push(format!("{kind}/{}", item.resource.id));
    }
    keys
}

/// The records in the making, and who is meant by which reference.
struct People {
    intakes: Vec<Intake>,
    by_key: HashMap<String, usize>,
    /// Whether the file holds exactly one Patient that no reference in it names: then everything is theirs.
    only: bool,
}

impl People {
    fn of(items: &[Item<'_>], file: &str, options: &ReadOptions) -> Self {
        let mut people = Self { intakes: Vec::new(), by_key: HashMap::new(), only: false };
        for item in items.iter().filter(|i| &*i.resource.resource_type == "Patient") {
            let keys = keys(item);
            if keys.iter().any(|k| people.by_key.contains_key(k)) {
                continue;
            }
            let mut intake = Intake::new(options);
            person::read(
                &item.resource,
                Origin { file: file.into(), place: item.place(), ..Origin::default() },
                &mut intake,
            );
            let named = keys.iter().filter(|k| k.starts_with("Patient/")).map(|k| format!("{REFERENCE}{k}"));
            intake.patient.identifiers.extend(named);
            intake.patient.identifiers.dedup();
            people.intakes.push(intake);
            people.by_key.extend(keys.into_iter().map(|k| (k, people.intakes.len() - 1)));
        }
        let named = |item: &Item<'_>| {
            let subject = subject(&item.resource);
            !subject.is_empty() && coded::reference_keys(subject).any(|k| people.by_key.contains_key(&k))
        };
        people.only = people.intakes.len() == 1 && !items.iter().any(named);
        people
    }

    /// The record that an item belongs to; `None` when that cannot be known.
    fn of_item(&mut self, item: &Item<'_>, options: &ReadOptions) -> Option<&mut Intake> {
        if matches!(&*item.resource.resource_type, "Patient" | "Medication" | "Encounter") {
            return None;
        }
        let subject = subject(&item.resource);
        let known = coded::reference_keys(subject).find_map(|k| self.by_key.get(&k).copied());
        if let Some(index) = known {
            return self.intakes.get_mut(index);
        }
        // No reference, or one into the resource itself: the only person's, or nobody's.
        if subject.is_empty() || subject.starts_with('#') || self.only {
            if self.intakes.is_empty() {
                self.intakes.push(Intake::new(options));
            }
            return match self.intakes.as_mut_slice() {
                [one] => Some(one),
                _ => None,
            };
        }
        let key = coded::reference_keys(subject).last().unwrap_or_default();
        let mut intake = Intake::new(options);
        intake.patient.identifiers.push(format!("{REFERENCE}{key}"));
        self.intakes.push(intake);
        for key in coded::reference_keys(subject) {
            self.by_key.insert(key, self.intakes.len() - 1);
        }
        self.intakes.last_mut()
    }

    fn finish(self, report: &mut FileReport) -> Vec<Patient> {
        let mut out = Vec::new();
        for intake in self.intakes {
            report.facts += intake.facts;
            report.duplicates += intake.duplicates;
            let patient = intake.finish();
            report.set_aside += u32::try_from(patient.set_aside.len()).unwrap_or(u32::MAX);
            out.push(patient);
        }
        out
    }
}

fn subject<'r>(resource: &'r Resource<'_>) -> &'r str {
    let subject = coded::reference(resource.subject.as_deref());
    if subject.is_empty() { coded::reference(resource.patient.as_deref()) } else { subject }
}

fn take(item: &Item<'_>, file: &str, index: &Index<'_, '_>, intake: &mut Intake) {
    let resource = &item.resource;
    let origin = Origin { file: file.to_owned(), place: item.place(), ..Origin::default() };
    match &*resource.resource_type {
        "Observation" => {
            let encounter = coded::reference(resource.encounter.as_deref().or(resource.context.as_deref()));
            let inpatient = index.find(encounter).is_some_and(is_inpatient);
            observation::read(resource, &Frame { origin, inpatient }, intake);
        }
        "Condition" => clinical::condition(resource, origin, intake),
        "AllergyIntolerance" => clinical::allergy(resource, origin, intake),
        "FamilyMemberHistory" => clinical::relative(resource, origin, intake),
        "Procedure" => clinical::procedure(resource, origin, intake),
        "Immunization" => clinical::immunization(resource, origin, intake),
        "Composition" => whole::document(resource, intake),
        "MedicationStatement" | "MedicationRequest" | "MedicationDispense" | "MedicationAdministration" => {
            medication::read(resource, |r| index.find(r), origin, intake);
        }
        _ => {}
    }
}

/// An inpatient, acute or emergency stay (v3-ActCode), R4's one class or R5's list.
fn is_inpatient(encounter: &Resource<'_>) -> bool {
    let stays = ["IMP", "ACUTE", "NONAC", "EMER", "OBSENC", "SS"];
    encounter.class.iter().any(|class| {
        let own = std::iter::once(&*class.code).chain(class.coding.iter().map(|c| &*c.code));
        own.into_iter().any(|c| stays.contains(&c))
    })
}
