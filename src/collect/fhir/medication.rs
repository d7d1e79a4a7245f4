//! MedicationStatement, -Request, -Dispense and -Administration, R4 and R5, with contained or referenced Medication.

use time::Duration;

use super::clinical::{Withdrawn, is_error, named, plain, unnamed, withdraw};
use super::coded;
use super::shape::{Concept, Dosage, Ingredient, Reference, Resource};
use super::whole;
use crate::collect::dose::{self, Amount};
use crate::collect::intake::{Intake, clip};
use crate::record::{Dose, Medication, MedicationStatus, Origin};
use crate::vocab::concept::{self, Place};
use crate::vocab::{CONCEPT_SYSTEM, Code, NAME_SYSTEM, PartialDate, System, medicine};

/// Reads any medicine resource. `find` gives the Medication that a reference means.
pub(super) fn read<'r, 'a>(
    resource: &'r Resource<'a>,
    find: impl Fn(&str) -> Option<&'r Resource<'a>>,
    mut origin: Origin,
    intake: &mut Intake,
) {
    let (what, ingredients) = medicine_of(resource, find);
    let codes = coded::codes(what);
    let (status, start, end) = taken(resource);
    // "None known" that was not taken, stopped, put on hold or given an end does not close the list.
    let holds = status == MedicationStatus::Current && end.is_none() && !is_error(&resource.status);
    let mut text = coded::text(what);
    if whole::none_known(Place::Medicine, &codes, &text, holds, (resource, &origin), intake) {
        return;
    }
    let ingredients: Vec<&Concept<'_>> =
        ingredients.iter().filter_map(|i| i.concept.as_deref().or(i.item.as_deref())).collect();
    if text.is_empty() {
        text = ingredients.iter().map(|i| coded::text(Some(i))).collect::<Vec<_>>().join(" / ");
    }
    if text.is_empty() {
        // The medicine was sent elsewhere: the reference's own words, as in `Reference.display`.
        text = referred(resource).map(|r| clip(&r.display)).unwrap_or_default();
    }
    if text.is_empty() {
        let target = coded::reference(referred(resource));
        unnamed(intake, resource, target, start, origin);
        return;
    }
    let mut all_codes = codes.clone();
    all_codes.extend(ingredients.iter().flat_map(|i| coded::codes(Some(i))));
    let meaning = concept::medicine(all_codes.iter().map(|c| (c.system.as_str(), c.code.as_str())));
    let names = std::iter::once(text.clone()).chain(all_codes.iter().filter_map(|c| c.display.clone()));
    let mut concepts: Vec<String> = Vec::new();
    let dosages = if resource.dosage.is_empty() { &resource.dosage_instruction } else { &resource.dosage };
    // A second dosage by mouth makes it a systemic medicine all the same.
    let mut routed = dosages.iter().filter(|d| d.route.is_some()).peekable();
    let local = medicine::is_local(&text) || (routed.peek().is_some() && routed.all(is_local_route));
    let mut unverified = meaning.unverified;
    if !local {
        concepts.extend(meaning.concepts.iter().map(|c| (*c).to_owned()));
        for name in names {
            let named = medicine::named(&name);
            for found in named.concepts.iter().filter(|f| !concepts.iter().any(|c| c == *f)).collect::<Vec<_>>() {
                concepts.push((*found).to_owned());
                unverified |= named.unverified;
            }
        }
    }
    origin.unverified = unverified && !concepts.is_empty();
    let code = meaning.by.and_then(|i| all_codes.get(i)).or(codes.first());
    origin.code = code.filter(|c| c.system != CONCEPT_SYSTEM && c.system != NAME_SYSTEM).map(plain);
    let picked = coded::picked(&mut all_codes);
    let medication = Medication {
        id: 0,
        dose: dose(&text, dosages),
        as_needed: dosages.iter().any(is_as_needed) || coded::word(resource.course.as_deref()) == "acute",
        codes: all_codes,
        text,
        name: picked,
        concepts,
        status,
        start,
        end,
        origin,
    };
    if is_error(&resource.status) {
        withdraw(intake, Withdrawn::of_medicine(medication));
        return;
    }
    // The concepts too: the same name by mouth and on the skin is two things.
    let key = format!(
        "m {} {:?} {start:?} {end:?} {} {:?} {:?}",
        named(&medication.codes, &medication.text),
        medication.status,
        medication.dose.text,
        medication.dose.mg_per_day,
        medication.concepts
    );
    if intake.is_told(key) {
        return;
    }
    let id = intake.patient.fresh_id();
    intake.facts += 1;
    intake.patient.medications.entries.push(Medication { id, ..medication });
}

/// What the medicine is: its own concept, or that of the Medication it refers to, with its ingredients.
fn medicine_of<'r, 'a>(
    resource: &'r Resource<'a>,
    find: impl Fn(&str) -> Option<&'r Resource<'a>>,
) -> (Option<&'r Concept<'a>>, &'r [Ingredient<'a>]) {
    let own = resource.medication_concept.as_deref().or_else(|| resource.medication.as_deref().map(coded::inner));
    let reference = coded::reference(referred(resource));
    if reference.is_empty() {
        return (own, &[]);
    }
    let contained = reference.strip_prefix('#').and_then(|id| resource.contained.iter().find(|c| &*c.id == id));
    if let Some(product) = contained {
        return (product.code.as_deref().or(own), &product.ingredient);
    }
    match find(reference) {
        Some(product) => (product.code.as_deref().or(own), &product.ingredient),
        None => (own, &[]),
    }
}

/// The reference that stands for the medicine, R5's nested one too.
fn referred<'r, 'a>(resource: &'r Resource<'a>) -> Option<&'r Reference<'a>> {
    let nested = resource.medication.as_deref().and_then(|m| m.reference.as_deref());
    resource.medication_reference.as_deref().or(nested)
}

/// Whether it is taken, since when and until when. An end in the past is left to the day of assessment.
fn taken(resource: &Resource<'_>) -> (MedicationStatus, Option<PartialDate>, Option<PartialDate>) {
    use MedicationStatus::{Current, Past, Uncertain};
    let status = &*resource.status;
    let period = resource.effective_period.as_deref();
    let first = |texts: &[&str]| coded::first_date(texts.iter().copied()).map(|(d, _)| d);
    let start = first(&[
        period.map(|p| &*p.start).unwrap_or_default(),
        &resource.effective,
        &resource.occurrence,
        &resource.authored,
        &resource.handed_over,
    ]);
    let mut end = first(&[period.map(|p| &*p.end).unwrap_or_default()]);
    let status = match &*resource.resource_type {
        "MedicationStatement" => match status {
            "recorded" => adherence(coded::word(resource.adherence.as_ref().and_then(|a| a.code.as_deref()))),
            "active" | "" => Current,
            "intended" | "on-hold" | "unknown" | "draft" => Uncertain,
            _ => Past,
        },
        "MedicationRequest" if resource.do_not_perform.0 == Some(true) => Past,
        "MedicationRequest" => match status {
            "active" | "" if matches!(&*resource.intent, "proposal" | "plan" | "option") => Uncertain,
            "active" | "" => Current,
            "on-hold" | "unknown" | "draft" => Uncertain,
            _ => Past,
        },
        "MedicationDispense" => match status {
            "completed" | "" | "in-progress" => {
                let supply = resource.days_supply.as_ref().and_then(|q| q.value.0);
                // A supply in days says until when it lasts; without one, whether it is still taken is a question.
                match (start, supply) {
                    (Some(day), Some(days)) if day.is_full() && (0.0..=3650.0).contains(&days) => {
                        end = day.earliest().checked_add(Duration::days(days as i64)).map(PartialDate::from);
                        Current
                    }
                    _ => Uncertain,
                }
            }
            "on-hold" | "preparation" | "unknown" => Uncertain,
            _ => Past,
        },
        _ => match status {
            "in-progress" => Current,
            "on-hold" | "unknown" => Uncertain,
            _ => {
                end = end.or(start);
                Past
            }
        },
    };
    (status, start, end)
}

/// R5's adherence: taking and its finer codes; no code counts as taking.
fn adherence(code: &str) -> MedicationStatus {
    match code {
        "" | "taking" | "taking-as-directed" | "taking-not-as-directed" => MedicationStatus::Current,
        "on-hold" | "on-hold-as-directed" | "on-hold-not-as-directed" | "unknown" => MedicationStatus::Uncertain,
        _ => MedicationStatus::Past,
    }
}

fn is_as_needed(dosage: &Dosage<'_>) -> bool {
    let words = [" prn", "as needed", "as required", "必要时", "按需"];
    let lower = format!(" {}", dosage.text.to_lowercase());
    dosage.as_needed.0 == Some(true)
        || dosage.as_needed_r5.0 == Some(true)
        || dosage.as_needed_for.is_some()
        || words.iter().any(|w| lower.contains(w))
}

/// Skin, eye, ear and nose (SNOMED CT route codes seen in records): no systemic medicine.
fn is_local_route(dosage: &Dosage<'_>) -> bool {
    const LOCAL: [&str; 5] = ["448598008", "6064005", "54485002", "10547007", "46713006"];
    let codes = coded::codes(dosage.route.as_deref());
    let own = |c: &Code| c.system == CONCEPT_SYSTEM && c.code == "local";
    codes.iter().any(|c| own(c) || System::of(&c.system) == System::Snomed && LOCAL.contains(&c.code.as_str()))
}

/// The dose, in milligrams a day where one dosage says it for certain.
fn dose(name: &str, dosages: &[Dosage<'_>]) -> Dose {
    let text = dosages.iter().map(|d| &*d.text).filter(|t| !t.is_empty()).collect::<Vec<_>>().join("; ");
    let mg_per_day = match dosages {
        [dosage] => {
            let (amount_said, times_said) = dose::spoken(&dosage.text);
            let (amount, times) = (amount(dosage).or(amount_said), times(dosage).or(times_said));
            dose::a_day(dose::strength(name), amount, times)
        }
        _ => None,
    };
    Dose { mg_per_day, text: clip(&text) }
}

fn amount(dosage: &Dosage<'_>) -> Option<Amount> {
    let rated = dosage.dose_and_rate.iter().find_map(|d| d.quantity.as_deref());
    let quantity = rated.or(dosage.dose_quantity.as_deref())?;
    let value = quantity.value.0?;
    dose::amount(value, &quantity.unit).or_else(|| dose::amount(value, &quantity.code))
}

fn times(dosage: &Dosage<'_>) -> Option<f64> {
    let timing = dosage.timing.as_deref()?;
    let by_repeat = timing.repeat.as_deref().and_then(|repeat| {
        if repeat.frequency_max.0.is_some() {
            return None;
        }
        let days = match &*repeat.period_unit {
            "d" => 1.0,
            "wk" => 7.0,
            "h" => 1.0 / 24.0,
            _ => return None,
        };
        let (frequency, period) = (repeat.frequency.0.unwrap_or(1.0), repeat.period.0?);
        (period > 0.0).then(|| frequency / (period * days))
    });
    by_repeat.or_else(|| dose::spoken(coded::word(timing.code.as_deref())).1)
}
