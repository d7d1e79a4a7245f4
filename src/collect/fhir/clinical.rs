//! Condition, AllergyIntolerance, FamilyMemberHistory, Procedure and Immunization.

use super::coded;
use super::shape::{Concept, Resource};
use super::whole;
use crate::collect::intake::{Intake, Measured, clip};
use crate::record::{
    Allergy, ClinicalStatus, Condition, FamilyCondition, FamilyMember, Immunization, Kept, Origin, Procedure, Reaction,
    SetAside, Severity, VerificationStatus,
};
use crate::vocab::concept::{self, Place};
use crate::vocab::{CONCEPT_SYSTEM, Code, PartialDate, System, label};

/// Reads a Condition.
pub(super) fn condition(resource: &Resource<'_>, mut origin: Origin, intake: &mut Intake) {
    let mut codes = coded::codes(resource.code.as_deref());
    let text = coded::text(resource.code.as_deref());
    let abatement = coded::first_date([&*resource.abatement, coded::period_end(resource.abatement_period.as_deref())]);
    let holds = stands(resource, abatement.is_some());
    if whole::none_known(Place::Condition, &codes, &text, holds, (resource, &origin), intake) {
        return;
    }
    if text.is_empty() {
        unnamed(intake, resource, "", coded::date(&resource.recorded), origin);
        return;
    }
    let mut meaning = concept::condition(codes.iter().map(|c| (c.system.as_str(), c.code.as_str())));
    if meaning.concepts.is_empty() && meaning.asks.is_empty() && !codes.iter().any(|c| is_standard(&c.system)) {
        meaning.concepts.extend(label::condition(&text));
        meaning.unverified = !meaning.concepts.is_empty();
    }
    origin.unverified = meaning.unverified;
    origin.code = meaning.by.and_then(|i| codes.get(i)).filter(|c| c.system != CONCEPT_SYSTEM).map(plain);
    let name = coded::picked(&mut codes);
    let verification = coded::word(resource.verification_status.as_deref());
    let onset_period = resource.onset_period.as_deref();
    let condition = Condition {
        id: 0,
        text,
        name,
        concepts: meaning.concepts.iter().map(|c| (*c).to_owned()).collect(),
        asks: meaning.asks.iter().map(|c| (*c).to_owned()).collect(),
        clinical: clinical(resource, abatement.is_some()),
        verification: verified(verification),
        onset: coded::first_date([&*resource.onset, onset_period.map(|p| &*p.start).unwrap_or_default()])
            .map(|(d, _)| d),
        recorded: coded::date(&resource.recorded),
        abatement: abatement.map(|(d, _)| d),
        severity: severity(resource.severity.as_deref()),
        sites: resource.body_site.iter().map(|s| coded::text(Some(s))).filter(|s| !s.is_empty()).collect(),
        codes,
        origin,
    };
    if is_error(verification) || is_error(&resource.status) {
        withdraw(intake, Withdrawn::of_condition(condition));
        return;
    }
    let key = format!(
        "c {} {:?} {:?} {:?} {:?} {:?}",
        named(&condition.codes, &condition.text),
        condition.clinical,
        condition.verification,
        condition.onset,
        condition.abatement,
        condition.sites
    );
    if intake.is_told(key) {
        return;
    }
    let id = intake.patient.fresh_id();
    intake.facts += 1;
    intake.patient.conditions.entries.push(Condition { id, ..condition });
}

fn is_standard(system: &str) -> bool {
    let system = System::of(system);
    system == System::Snomed || system.is_icd10()
}

/// A code without its display: what an origin keeps.
pub(super) fn plain(code: &Code) -> Code {
    Code { display: None, ..code.clone() }
}

/// Codes, else text: under which two entries are the same.
pub(super) fn named(codes: &[Code], text: &str) -> String {
    if codes.is_empty() {
        return crate::vocab::text::key(text);
    }
    codes.iter().map(|c| format!("{}|{}", c.system, c.code)).collect::<Vec<_>>().join(" ")
}

pub(super) fn is_error(word: &str) -> bool {
    word == "entered-in-error"
}

/// Whether a statement about a whole list stands: current, and neither withdrawn, nor refuted, nor only suspected.
fn stands(resource: &Resource<'_>, has_end: bool) -> bool {
    let verification = coded::word(resource.verification_status.as_deref());
    let confirmed = verified(verification) == VerificationStatus::Confirmed;
    let error = is_error(verification) || is_error(&resource.status);
    confirmed && !error && clinical(resource, has_end).is_active()
}

fn clinical(resource: &Resource<'_>, has_end: bool) -> ClinicalStatus {
    match coded::word(resource.clinical_status.as_deref()) {
        "active" => ClinicalStatus::Active,
        "recurrence" => ClinicalStatus::Recurrence,
        "relapse" => ClinicalStatus::Relapse,
        "inactive" => ClinicalStatus::Inactive,
        "remission" => ClinicalStatus::Remission,
        "resolved" => ClinicalStatus::Resolved,
        _ if has_end || resource.abatement_boolean.0 == Some(true) => ClinicalStatus::Resolved,
        _ => ClinicalStatus::Unstated,
    }
}

fn verified(word: &str) -> VerificationStatus {
    match word {
        "refuted" => VerificationStatus::Refuted,
        "unconfirmed" | "provisional" | "differential" | "presumed" => VerificationStatus::Suspected,
        _ => VerificationStatus::Confirmed,
    }
}

fn severity(concept: Option<&Concept<'_>>) -> Option<Severity> {
    let concept = concept?;
    severity_of(coded::word(Some(concept))).or_else(|| severity_of(&coded::text(Some(concept))))
}

fn severity_of(word: &str) -> Option<Severity> {
    match word.to_ascii_lowercase().as_str() {
        "255604002" | "mild" => Some(Severity::Mild),
        "6736007" | "moderate" => Some(Severity::Moderate),
        "24484000" | "severe" => Some(Severity::Severe),
        _ => None,
    }
}

/// A fact that was withdrawn by its own status.
pub(super) struct Withdrawn {
    concept: Option<String>,
    text: String,
    date: Option<PartialDate>,
    origin: Origin,
    kept: Option<Kept>,
}

impl Withdrawn {
    fn of_condition(c: Condition) -> Self {
        let origin = c.origin.clone();
        let (concept, text, date) = (c.concepts.first().cloned(), c.text.clone(), c.onset.or(c.recorded));
        Self { concept, text, date, origin, kept: Some(Kept::Condition(Box::new(c))) }
    }

    fn of_allergy(a: Allergy) -> Self {
        Self {
            concept: None,
            text: a.text.clone(),
            date: None,
            origin: a.origin.clone(),
            kept: Some(Kept::Allergy(Box::new(a))),
        }
    }

    pub(super) fn of_medicine(m: crate::record::Medication) -> Self {
        let origin = m.origin.clone();
        let (concept, text, date) = (m.concepts.first().cloned(), m.text.clone(), m.start);
        Self { concept, text, date, origin, kept: Some(Kept::Medication(Box::new(m))) }
    }
}

pub(super) fn withdraw(intake: &mut Intake, fact: Withdrawn) {
    intake.set_aside(SetAside {
        id: 0,
        concept: fact.concept,
        text: fact.text,
        shown: String::new(),
        date: fact.date,
        reason: "enteredInError".into(),
        args: Default::default(),
        given: None,
        kept: fact.kept,
        origin: fact.origin,
    });
}

/// Sets aside an entry that does not say what it is about, so that a person sees that something is missing.
pub(super) fn unnamed(
    intake: &mut Intake,
    resource: &Resource<'_>,
    target: &str,
    date: Option<PartialDate>,
    origin: Origin,
) {
    let text = if target.is_empty() { &*resource.resource_type } else { target };
    let withdrawn = is_error(&resource.status) || is_error(coded::word(resource.verification_status.as_deref()));
    aside(intake, text, if withdrawn { "enteredInError" } else { "unnamed" }, date, origin);
}

/// Sets words aside that are no fact of their own.
pub(super) fn aside(intake: &mut Intake, text: &str, reason: &'static str, date: Option<PartialDate>, origin: Origin) {
    let measured = Measured { text: clip(text), date, origin, ..Measured::default() };
    intake.aside_words(&measured, "", reason);
}

/// Reads an AllergyIntolerance.
pub(super) fn allergy(resource: &Resource<'_>, mut origin: Origin, intake: &mut Intake) {
    let mut codes = coded::codes(resource.code.as_deref());
    let text = coded::text(resource.code.as_deref());
    if whole::none_known(Place::Allergy, &codes, &text, stands(resource, false), (resource, &origin), intake) {
        return;
    }
    let reactions: Vec<Reaction> = resource
        .reaction
        .iter()
        .map(|r| Reaction {
            codes: r.manifestation.iter().flat_map(|m| coded::codes(Some(m))).collect(),
            text: r.manifestation.first().map(|m| coded::text(Some(m))).unwrap_or_default(),
            severity: severity_of(&r.severity),
        })
        .collect();
    if text.is_empty() {
        unnamed(intake, resource, "", None, origin);
        return;
    }
    let name = coded::picked(&mut codes);
    origin.code = codes.first().map(plain);
    let verification = coded::word(resource.verification_status.as_deref());
    let allergy = Allergy {
        id: 0,
        text,
        name,
        clinical: clinical(resource, false),
        verification: verified(verification),
        high_criticality: &*resource.criticality == "high",
        reactions,
        codes,
        origin,
    };
    if is_error(verification) || is_error(&resource.status) {
        withdraw(intake, Withdrawn::of_allergy(allergy));
        return;
    }
    let key = format!("a {} {:?} {:?}", named(&allergy.codes, &allergy.text), allergy.clinical, allergy.verification);
    if intake.is_told(key) {
        return;
    }
    let id = intake.patient.fresh_id();
    intake.facts += 1;
    intake.patient.allergies.entries.push(Allergy { id, ..allergy });
}

/// Reads a FamilyMemberHistory.
pub(super) fn relative(resource: &Resource<'_>, origin: Origin, intake: &mut Intake) {
    if is_error(&resource.status) {
        let text = coded::text(resource.relationship.as_deref());
        withdraw(intake, Withdrawn { concept: None, text, date: None, origin, kept: None });
        return;
    }
    let age = |c: &super::shape::RelativeCondition<'_>| {
        let quantity = c.onset_age.as_deref().or_else(|| c.onset_range.as_deref().and_then(|r| r.low.as_deref()));
        let years = quantity.and_then(|q| {
            let unit = if q.code.is_empty() { &*q.unit } else { &*q.code };
            let per_year = match unit {
                "mo" | "months" | "month" => 12.0,
                "wk" | "d" => return None,
                _ => 1.0,
            };
            q.value.0.map(|v| v / per_year)
        });
        years.or_else(|| crate::collect::cell::number(c.onset_string.trim()).map(|(n, _)| n))
    };
    let conditions: Vec<FamilyCondition> = resource
        .condition
        .iter()
        .map(|c| FamilyCondition {
            codes: coded::codes(c.code.as_deref()),
            text: coded::text(c.code.as_deref()),
            onset_age: age(c).filter(|a| (0.0..=120.0).contains(a)),
        })
        .collect();
    let relationship = coded::codes(resource.relationship.as_deref());
    let text = coded::text(resource.relationship.as_deref());
    let (conditions, nameless): (Vec<_>, Vec<_>) =
        conditions.into_iter().partition(|c| !(c.codes.is_empty() && c.text.is_empty()));
    if !nameless.is_empty() || (conditions.is_empty() && text.is_empty()) {
        unnamed(intake, resource, &text, None, origin.clone());
    }
    if conditions.is_empty() && text.is_empty() {
        return;
    }
    if intake.is_told(format!("f {} {conditions:?}", named(&relationship, &text))) {
        return;
    }
    let id = intake.patient.fresh_id();
    intake.facts += 1;
    intake.patient.family.push(FamilyMember { id, relationship, text, conditions, origin });
}

/// Reads a Procedure; one that was not done is set aside.
pub(super) fn procedure(resource: &Resource<'_>, origin: Origin, intake: &mut Intake) {
    let dates = [
        &*resource.performed,
        &resource.occurrence,
        coded::period_end(resource.performed_period.as_deref()),
        coded::period_end(resource.occurrence_period.as_deref()),
    ];
    let date = coded::first_date(dates).map(|(d, _)| d);
    let codes = coded::codes(resource.code.as_deref());
    let text = coded::text(resource.code.as_deref());
    if !done(resource, &["completed", "in-progress", "unknown", ""], &text, date, &origin, intake) {
        return;
    }
    if intake.is_told(format!("p {} {date:?}", named(&codes, &text))) {
        return;
    }
    let id = intake.patient.fresh_id();
    intake.facts += 1;
    intake.patient.procedures.push(Procedure { id, codes, text, date, origin });
}

/// Reads an Immunization; one that was not given is set aside.
pub(super) fn immunization(resource: &Resource<'_>, origin: Origin, intake: &mut Intake) {
    let date = coded::date(&resource.occurrence);
    let codes = coded::codes(resource.vaccine.as_deref());
    let text = coded::text(resource.vaccine.as_deref());
    if !done(resource, &["completed", ""], &text, date, &origin, intake) {
        return;
    }
    if intake.is_told(format!("i {} {date:?}", named(&codes, &text))) {
        return;
    }
    let id = intake.patient.fresh_id();
    intake.facts += 1;
    intake.patient.immunizations.push(Immunization { id, codes, text, date, origin });
}

/// Whether it was done and says what it is; otherwise it is set aside.
fn done(
    resource: &Resource<'_>,
    counts: &[&str],
    text: &str,
    date: Option<PartialDate>,
    origin: &Origin,
    intake: &mut Intake,
) -> bool {
    let status = &*resource.status;
    let reason = match status {
        _ if counts.contains(&status) && !text.is_empty() => return true,
        _ if is_error(status) => "enteredInError",
        _ if counts.contains(&status) => "unnamed",
        _ => "notDone",
    };
    let text = if text.is_empty() { &*resource.resource_type } else { text };
    aside(intake, text, reason, date, origin.clone());
    false
}
