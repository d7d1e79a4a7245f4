//! Records made in code, for tests of the profile and the bridge.

#![allow(dead_code, clippy::unwrap_used)]

use bedside::prepare::Profile;
use bedside::recommend::Tri;
use bedside::recommend::bridge::{Bridged, bridge};
use bedside::record::{
    Allergy, Comparator, Condition, FamilyCondition, FamilyMember, Given, Immunization, ListState, Medication,
    Observation, Origin, OtherFact, Patient, Procedure, Sex, Value,
};
use bedside::vocab::{Code, PartialDate};

pub(crate) const SNOMED: &str = "http://snomed.info/sct";
pub(crate) const ICD10: &str = "http://hl7.org/fhir/sid/icd-10";
pub(crate) const ICD10CM: &str = "http://hl7.org/fhir/sid/icd-10-cm";
pub(crate) const ATC: &str = "http://www.whocc.no/atc";
pub(crate) const RXNORM: &str = "http://www.nlm.nih.gov/research/umls/rxnorm";
pub(crate) const LOINC: &str = "http://loinc.org";
pub(crate) const CVX: &str = "http://hl7.org/fhir/sid/cvx";

/// The day every test asks about.
pub(crate) const TODAY: &str = "2026-06-15";

pub(crate) fn date(text: &str) -> PartialDate {
    text.parse().unwrap()
}

pub(crate) fn day(text: &str) -> time::Date {
    date(text).earliest()
}

pub(crate) fn code(system: &str, code: &str) -> Code {
    Code { system: system.to_owned(), code: code.to_owned(), display: None }
}

/// A person of 60 with recorded, empty-looking lists.
pub(crate) struct Person(pub(crate) Patient);

impl Person {
    pub(crate) fn new(sex: Sex, birth: &str) -> Self {
        Self(Patient { sex: Some(sex), birth: Some(date(birth)), ..Patient::default() })
    }

    pub(crate) fn man() -> Self {
        Self::new(Sex::Male, "1966-01-01")
    }

    pub(crate) fn woman(birth: &str) -> Self {
        Self::new(Sex::Female, birth)
    }

    pub(crate) fn lists(mut self, state: ListState) -> Self {
        self.0.conditions.state = state;
        self.0.medications.state = state;
        self.0.allergies.state = state;
        self
    }

    /// A condition by code; further fields by the closure.
    pub(crate) fn has(self, system: &str, id: &str) -> Self {
        self.has_with(system, id, |_| {})
    }

    pub(crate) fn has_with(mut self, system: &str, id: &str, change: impl FnOnce(&mut Condition)) -> Self {
        let codes = if system.is_empty() { Vec::new() } else { vec![code(system, id)] };
        let text = if system.is_empty() { id.to_owned() } else { String::new() };
        let pairs = codes.iter().map(|c| (c.system.as_str(), c.code.as_str()));
        let meaning = bedside::vocab::concept::condition(pairs);
        let mut condition = Condition {
            id: self.0.fresh_id(),
            concepts: meaning.concepts.iter().map(|c| (*c).to_owned()).collect(),
            codes,
            text,
            ..Condition::default()
        };
        change(&mut condition);
        self.0.conditions.entries.push(condition);
        self.0.conditions.state = self.0.conditions.state.max_recorded();
        self
    }

    /// A condition by its words.
    pub(crate) fn says(self, text: &str) -> Self {
        self.has_with("", text, |_| {})
    }

    pub(crate) fn since(self, system: &str, id: &str, onset: &str) -> Self {
        self.has_with(system, id, |c| c.onset = Some(date(onset)))
    }

    pub(crate) fn takes(self, text: &str) -> Self {
        self.takes_with(text, |_| {})
    }

    pub(crate) fn takes_with(mut self, text: &str, change: impl FnOnce(&mut Medication)) -> Self {
        let mut entry = Medication { id: self.0.fresh_id(), text: text.to_owned(), ..Medication::default() };
        change(&mut entry);
        let pairs: Vec<(&str, &str)> = entry.codes.iter().map(|c| (c.system.as_str(), c.code.as_str())).collect();
        let mut concepts = bedside::vocab::concept::medicine(pairs).concepts;
        concepts.extend(bedside::vocab::medicine::named(&entry.text).concepts);
        entry.concepts = concepts.iter().map(|c| (*c).to_owned()).collect();
        self.0.medications.entries.push(entry);
        self.0.medications.state = self.0.medications.state.max_recorded();
        self
    }

    pub(crate) fn takes_code(self, system: &str, id: &str) -> Self {
        let code = code(system, id);
        self.takes_with("", |m| m.codes = vec![code])
    }

    pub(crate) fn allergic(self, text: &str) -> Self {
        self.allergic_with(text, |_| {})
    }

    pub(crate) fn allergic_with(mut self, text: &str, change: impl FnOnce(&mut Allergy)) -> Self {
        let mut entry = Allergy { id: self.0.fresh_id(), text: text.to_owned(), ..Allergy::default() };
        change(&mut entry);
        self.0.allergies.entries.push(entry);
        self.0.allergies.state = self.0.allergies.state.max_recorded();
        self
    }

    pub(crate) fn measured(mut self, concept: &str, value: f64, day: &str) -> Self {
        self.0.observations.push(number(self.0.next_id, concept, value, Some(day)));
        self.0.next_id += 1;
        self
    }

    /// A laboratory's `<30` or `>60`.
    pub(crate) fn bounded(self, concept: &str, side: Comparator, bound: f64, day: &str) -> Self {
        let (concept, day) = (concept.to_owned(), date(day));
        self.observed(|o| {
            let given = Given { value: bound, unit: String::new() };
            o.value = Value::Number { value: bound, given, comparator: Some(side) };
            (o.concept, o.date) = (concept, Some(day));
        })
    }

    pub(crate) fn observed(mut self, change: impl FnOnce(&mut Observation)) -> Self {
        let mut observation = number(self.0.fresh_id(), "sbp", 120.0, Some(TODAY));
        change(&mut observation);
        self.0.observations.push(observation);
        self
    }

    pub(crate) fn answered(mut self, concept: &str, word: &str, day: &str) -> Self {
        let id = self.0.fresh_id();
        let mut observation = number(id, concept, 0.0, Some(day));
        observation.value = Value::Word { word: word.to_owned() };
        self.0.observations.push(observation);
        self
    }

    /// A coded fact that no concept covers.
    pub(crate) fn other(mut self, system: &str, id: &str, day: &str, change: impl FnOnce(&mut OtherFact)) -> Self {
        let mut fact = OtherFact {
            id: self.0.fresh_id(),
            text: String::new(),
            value: None,
            word: None,
            unit: String::new(),
            date: Some(date(day)),
            origin: Origin { code: Some(code(system, id)), ..Origin::default() },
        };
        change(&mut fact);
        self.0.other.push(fact);
        self
    }

    pub(crate) fn underwent(mut self, system: &str, id: &str, day: &str) -> Self {
        let (codes, text) =
            if system.is_empty() { (Vec::new(), id.to_owned()) } else { (vec![code(system, id)], String::new()) };
        let procedure = Procedure { id: self.0.fresh_id(), codes, text, date: Some(date(day)), ..Procedure::default() };
        self.0.procedures.push(procedure);
        self
    }

    pub(crate) fn vaccinated(mut self, cvx: &str, day: &str) -> Self {
        let entry = Immunization {
            id: self.0.fresh_id(),
            codes: vec![code(CVX, cvx)],
            date: Some(date(day)),
            ..Immunization::default()
        };
        self.0.immunizations.push(entry);
        self
    }

    pub(crate) fn relative(mut self, role: &str, text: &str, onset_age: Option<f64>) -> Self {
        let member = FamilyMember {
            id: self.0.fresh_id(),
            relationship: vec![code("http://terminology.hl7.org/CodeSystem/v3-RoleCode", role)],
            conditions: vec![FamilyCondition { text: text.to_owned(), onset_age, ..FamilyCondition::default() }],
            ..FamilyMember::default()
        };
        self.0.family.push(member);
        self
    }

    pub(crate) fn profile(&self) -> Profile {
        Profile::of(&self.0, day(TODAY))
    }

    pub(crate) fn bridged(&self) -> Bridged {
        bridge(&self.0, &self.profile(), None)
    }

    pub(crate) fn bridged_in(&self, region: &str) -> Bridged {
        bridge(&self.0, &self.profile(), Some(region))
    }
}

pub(crate) fn number(id: u32, concept: &str, value: f64, day: Option<&str>) -> Observation {
    Observation {
        id,
        concept: concept.to_owned(),
        value: Value::Number { value, given: Given { value, unit: String::new() }, comparator: None },
        date: day.map(date),
        reference_high: None,
        inpatient: false,
        notes: Vec::new(),
        origin: Origin { file: "record.json".to_owned(), ..Origin::default() },
    }
}

trait Recorded {
    fn max_recorded(self) -> Self;
}

impl Recorded for ListState {
    /// A list with an entry is recorded, unless somebody closed it.
    fn max_recorded(self) -> Self {
        if self == Self::Closed { self } else { Self::Recorded }
    }
}

pub(crate) fn tri(bridged: &Bridged, name: &str) -> Tri {
    bridged.tri(name).0
}

/// Asserts what a person's record means, name by name.
pub(crate) fn means(person: &Person, expected: &[(&str, Tri)]) {
    let bridged = person.bridged();
    for (name, value) in expected {
        assert_eq!(tri(&bridged, name), *value, "{name}");
    }
}
