//! The profile: everything a score may ask of one person at one day.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use time::Date;

use super::input::{Input, Status};
use super::person::Who;
use super::{derive, flag, value};
use crate::record::{Answer, Kept, ListState, Observation, Origin, Patient, SetAside, Value};
use crate::vocab::{PartialDate, concept};

/// One person at one day: for each concept the value that counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    as_of: Date,
    who: Who,
    inputs: BTreeMap<Cow<'static, str>, Input>,
    stated_egfr: Option<Input>,
    conditions: ListState,
    medications: ListState,
    future: Vec<SetAside>,
}

impl Profile {
    /// Reads a record at a day; facts after that day are set aside.
    pub fn of(patient: &Patient, as_of: Date) -> Self {
        let who = Who::of(patient, as_of);
        let mut by_concept: BTreeMap<&str, Vec<&Observation>> = BTreeMap::new();
        let mut future = Vec::new();
        for observation in &patient.observations {
            if value::is_future(observation.date, as_of) {
                future.push(set_aside(observation, as_of));
            } else {
                by_concept.entry(&observation.concept).or_default().push(observation);
            }
        }
        let mut inputs: BTreeMap<Cow<'static, str>, Input> = by_concept
            .iter()
            .map(|(concept, of)| (concept::named(concept), value::choose(concept, of, as_of, who.age)))
            .collect();
        answers(patient, &mut inputs);
        person(patient, &who, &mut inputs, as_of);
        derive::bmi(&mut inputs);
        derive::non_hdl(&mut inputs);
        let observed = inputs.remove("diabetes");
        let answered = observed.clone().filter(|i| i.status == Status::Entered && i.value.is_some());
        let mut diabetes = match answered.or_else(|| derive::answered_kind(patient)) {
            Some(answer) => derive::from_answer(answer),
            None => derive::diabetes(patient, observed, as_of),
        };
        derive::doubt_diabetes(patient, &inputs, &mut diabetes);
        let mut profile = Self {
            as_of,
            who,
            stated_egfr: inputs.get("egfr").cloned(),
            inputs,
            conditions: patient.conditions.state,
            medications: patient.medications.state,
            future,
        };
        profile.flags(patient);
        profile.inputs.insert("diabetes".into(), diabetes);
        profile
    }

    /// Conditions and medicines that some entry, answer or column speaks of, and those every score may ask.
    fn flags(&mut self, patient: &Patient) {
        let mut conditions: BTreeSet<Cow<'static, str>> = concept::conditions().iter().map(|c| (*c).into()).collect();
        conditions.extend(patient.conditions.entries.iter().flat_map(|c| &c.concepts).map(|c| concept::named(c)));
        let mut medicines: BTreeSet<Cow<'static, str>> = concept::medicines().iter().map(|c| (*c).into()).collect();
        medicines.extend(patient.medications.entries.iter().flat_map(|m| &m.concepts).map(|c| concept::named(c)));
        for id in conditions {
            let said = flag::condition(patient, &id, self.as_of);
            self.flag(id, said, patient.conditions.state);
        }
        for id in medicines {
            let said = flag::medicines(patient, &id, self.as_of);
            self.flag(id, said, patient.medications.state);
        }
    }

    /// What was answered or a column said wins over a list's silence; a list that says yes wins over a column's no.
    fn flag(&mut self, id: Cow<'static, str>, said: flag::Said, state: ListState) {
        let known = self.inputs.get(&id).filter(|i| i.value.is_some());
        let entered = known.is_some_and(|i| i.status == Status::Entered);
        let listed = !said.yes.is_empty() || !said.unsure.is_empty();
        if entered || (known.is_some() && !listed) {
            return;
        }
        let contradicts = known.is_some_and(|i| i.yes() == Some(false)) && !said.yes.is_empty();
        let agrees = known.is_some_and(|i| i.yes() == Some(true));
        if agrees {
            return;
        }
        let mut input = said.settle(id.clone(), state);
        if contradicts {
            input.note("contradicts");
        }
        self.inputs.insert(id, input);
    }

    /// The day of assessment.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// Age, sex, child, deceased.
    pub fn who(&self) -> &Who {
        &self.who
    }

    /// All inputs, by id.
    pub fn inputs(&self) -> impl Iterator<Item = &Input> {
        self.inputs.values()
    }

    /// An input by id; `None` when the record says nothing of it and its kind has no list.
    pub fn get(&self, id: &str) -> Option<&Input> {
        self.inputs.get(id)
    }

    /// The number of an input, canonical unit; yes is 1.
    pub fn number(&self, id: &str) -> Option<f64> {
        self.get(id)?.value
    }

    /// The word of an input.
    pub fn word(&self, id: &str) -> Option<&str> {
        self.get(id)?.word.as_deref()
    }

    /// Yes or no of an input that is a flag.
    pub fn yes(&self, id: &str) -> Option<bool> {
        self.get(id)?.yes()
    }

    /// What the list of conditions' silence means.
    pub fn conditions(&self) -> ListState {
        self.conditions
    }

    /// What the list of medicines' silence means.
    pub fn medications(&self) -> ListState {
        self.medications
    }

    /// Several conditions as one: yes when any is, no when all are no, with the facts that decided.
    pub fn any(&self, id: &'static str, of: &[&str]) -> Input {
        let parts: Vec<&Input> = of.iter().filter_map(|c| self.get(c)).collect();
        if let Some(yes) = parts.iter().find(|i| i.yes() == Some(true)) {
            return Input { id: id.into(), ..(*yes).clone() };
        }
        let all_known = parts.len() == of.len() && parts.iter().all(|i| i.yes() == Some(false));
        if !all_known {
            let mut unknown = Input::absent(id);
            unknown.facts = parts.iter().filter(|i| i.value.is_none()).flat_map(|i| i.facts.clone()).collect();
            return unknown;
        }
        let presumed = parts.iter().any(|i| i.status == Status::Presumed);
        let status = if presumed { Status::Presumed } else { Status::Found };
        Input::flag(id, Some(false), status, parts.iter().flat_map(|i| i.facts.clone()).collect())
    }

    /// The creatinine (mg/dL) from which eGFR is to be computed, when age and sex are known too.
    pub fn creatinine_for_egfr(&self) -> Option<f64> {
        self.who.age.and(self.who.sex)?;
        self.number("creatinine")
    }

    /// Gives back what CKD-EPI 2021 makes of [`Self::creatinine_for_egfr`] (mL/min/1.73 m²).
    ///
    /// It becomes the eGFR, unless the file holds a newer one that is not old. A stated eGFR of the same day that differs
    /// by more than a tenth (and 5 mL/min) is noted `contradicts` in [`Self::stated_egfr`] and used by nothing: the eGFR
    /// that [`Self::get`] gives is always one that scores may use.
    pub fn set_egfr(&mut self, computed: f64) {
        let Some(creatinine) = self.inputs.get("creatinine").filter(|_| computed.is_finite()) else { return };
        let input = derive::egfr(&mut self.stated_egfr, creatinine, computed);
        self.inputs.insert("egfr".into(), input);
    }

    /// The eGFR as the file stated it, for the review sheet; used by a score only while [`Self::get`] gives the same.
    pub fn stated_egfr(&self) -> Option<&Input> {
        self.stated_egfr.as_ref()
    }

    /// Measurements after the day of assessment, not used.
    pub fn future(&self) -> &[SetAside] {
        &self.future
    }
}

/// Answers to questions about inputs (`statin`, `smoking`); those with a rule's name are the bridge's.
fn answers(patient: &Patient, inputs: &mut BTreeMap<Cow<'static, str>, Input>) {
    for (id, answer) in &patient.answers {
        let mut input = Input { id: concept::named(id), status: Status::Entered, ..Input::default() };
        match answer {
            // A number's unit is its field's: only concepts without a unit of their own are taken as they stand.
            Answer::Flag(_) | Answer::Number(_) if crate::vocab::unit::of(id).is_some() => continue,
            Answer::Flag(yes) => input.value = Some(f64::from(*yes)),
            Answer::Number(number) => input.value = Some(*number),
            Answer::Word(word) => {
                input.value = value::number_of_word(word);
                input.word = Some(concept::word(word));
            }
        }
        inputs.insert(input.id.clone(), input);
    }
}

fn person(patient: &Patient, who: &Who, inputs: &mut BTreeMap<Cow<'static, str>, Input>, as_of: Date) {
    let mut age = Input::absent("age");
    if let Some(years) = who.age {
        age.value = Some(f64::from(years));
        age.status = if patient.birth.is_some() { Status::Derived } else { Status::Found };
        age.date = Some(as_of.into());
        if who.age_uncertain() {
            age.note("ageUncertain");
        }
    } else if who.age_impossible {
        age.note("ageImpossible");
    }
    inputs.insert("age".into(), age);
    let mut sex = Input::absent("sex");
    if let Some(known) = who.sex {
        sex.word = Some(if known == crate::record::Sex::Female { "female" } else { "male" }.into());
        sex.status = if patient.origin.file == "form" { Status::Entered } else { Status::Found };
    }
    inputs.insert("sex".into(), sex);
}

fn set_aside(observation: &Observation, as_of: Date) -> SetAside {
    let shown = match &observation.value {
        Value::Number { given, .. } => format!("{} {}", given.value, given.unit).trim_end().to_owned(),
        Value::Word { word } => word.clone(),
    };
    let day: PartialDate = as_of.into();
    SetAside {
        id: observation.id,
        concept: Some(observation.concept.clone()),
        text: observation.concept.clone(),
        shown,
        date: observation.date,
        reason: "afterAsOf".to_owned(),
        args: BTreeMap::from([("asOf".to_owned(), day.to_string())]),
        given: match &observation.value {
            Value::Number { given, .. } => Some(given.clone()),
            Value::Word { .. } => None,
        },
        kept: Some(Kept::Observation(Box::new(observation.clone()))),
        origin: Origin::clone(&observation.origin),
    }
}
