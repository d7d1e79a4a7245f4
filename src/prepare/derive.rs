//! Inputs computed from other facts: BMI, non-HDL cholesterol, diabetes and its type, and which eGFR counts.

use std::borrow::Cow;
use std::collections::BTreeMap;

use time::Date;

use super::flag::{self, Said};
use super::input::{Input, Status};
use crate::record::{Answer, Comparator, Patient};
use crate::vocab::PartialDate;
use crate::vocab::twin::DIABETES_KINDS;

type Inputs = BTreeMap<Cow<'static, str>, Input>;

/// Weight over height squared, when the record gives no BMI or both are newer than the one it gives.
pub(crate) fn bmi(inputs: &mut Inputs) {
    let (Some(weight), Some(height)) = (known(inputs, "weight"), known(inputs, "height")) else { return };
    let (Some(kilos), Some(centimetres)) = (weight.value, height.value) else { return };
    let metres = centimetres / 100.0;
    if metres <= 0.0 {
        return;
    }
    // 102.4 kg at 160 cm are 40, not 39.99999999999999: a limit is met, not missed by the last bit.
    let computed = (kilos / (metres * metres) * 1e10).round() / 1e10;
    let mut derived = join("bmi", computed, &[&weight], &[&height]);
    match known(inputs, "bmi") {
        None => {}
        Some(stated) => {
            let newer = |i: &Input| i.date > stated.date;
            let differs = stated.value.is_some_and(|v| (v - computed).abs() > 1.0);
            if !(newer(&weight) && newer(&height)) {
                if differs && let Some(input) = inputs.get_mut("bmi") {
                    input.note("contradicts");
                }
                return;
            }
            derived.note("recomputed");
            if differs {
                derived.note("contradicts");
            }
            derived.earlier = stated.earlier.clone();
        }
    }
    inputs.insert("bmi".into(), derived);
}

/// Total minus HDL cholesterol of the same day, when the record gives no newer non-HDL.
pub(crate) fn non_hdl(inputs: &mut Inputs) {
    let (Some(total), Some(hdl)) = (known(inputs, "total_chol"), known(inputs, "hdl")) else { return };
    if total.date != hdl.date || known(inputs, "non_hdl").is_some_and(|stated| stated.date >= total.date) {
        return;
    }
    let (Some(all), Some(good)) = (total.value, hdl.value) else { return };
    if all > good {
        inputs.insert("non_hdl".into(), join("non_hdl", all - good, &[&total], &[&hdl]));
    }
}

fn known(inputs: &Inputs, id: &str) -> Option<Input> {
    inputs.get(id).filter(|i| i.value.is_some()).cloned()
}

/// A value made of others, which rises with some and falls with the rest: as old as the oldest of them.
fn join(id: &'static str, value: f64, rises: &[&Input], falls: &[&Input]) -> Input {
    let mut input = Input { id: id.into(), value: Some(value), status: Status::Derived, ..Input::default() };
    let of = || rises.iter().chain(falls);
    input.date = of().filter_map(|i| i.date).min();
    let bounds = rises.iter().filter_map(|i| i.comparator);
    input.comparator = Comparator::of_all(bounds.chain(falls.iter().filter_map(|i| Some(i.comparator?.other()))));
    for part in of() {
        input.facts.extend(&part.facts);
        if part.notes.iter().any(|n| n == "old") {
            input.note("old");
        }
        if part.is_bounded() {
            input.note("bounded");
        }
    }
    input
}

/// Which eGFR counts, given what CKD-EPI 2021 makes of the creatinine.
///
/// The computed one, unless the file holds a newer one. Where both are of one day and differ by more than a tenth and
/// by more than 5 mL/min, the file's is noted `contradicts`: it may not be used, whatever a score prefers.
pub(crate) fn egfr(stated: &mut Option<Input>, creatinine: &Input, computed: f64) -> Input {
    let mut derived = join("egfr", computed, &[], &[creatinine]);
    derived.note("recomputed");
    let Some(stated) = stated.as_mut().filter(|s| s.value.is_some()) else { return derived };
    if stated.date > creatinine.date && stated.status != Status::Old {
        return stated.clone();
    }
    let differs = stated.value.is_some_and(|v| (v - computed).abs() > 5.0_f64.max(computed.abs() * 0.1));
    // `>90` agrees with anything above it.
    let bound_agrees = match stated.comparator {
        Some(Comparator::Above) => stated.value.is_some_and(|v| computed >= v * 0.9),
        Some(Comparator::Below) => stated.value.is_some_and(|v| computed <= v * 1.1),
        None => false,
    };
    if differs && !bound_agrees && stated.date == creatinine.date {
        stated.note("contradicts");
    }
    derived.earlier = stated.earlier.clone();
    derived
}

/// Medicines that hardly anybody takes without diabetes.
const DIABETES_MEDICINES: &[&str] = &["insulin", "metformin", "sglt2i", "glp1ra"];

/// Diabetes, its type, and what says no: refuted, denied, prediabetes or gestational diabetes instead.
pub(crate) fn diabetes(patient: &Patient, observed: Option<Input>, as_of: Date) -> Input {
    let of = |concept| flag::condition(patient, concept, as_of);
    let (any, one, two) = (of("diabetes"), of("diabetes_t1"), of("diabetes_t2"));
    let typed = any.typed || one.typed || two.typed;
    let (is_one, is_two) = (!one.yes.is_empty(), !two.yes.is_empty());
    let mut said = Said { typed, ..Said::default() };
    for part in [any, one, two] {
        said.yes.extend(part.yes);
        said.no.extend(part.no);
        said.unsure.extend(part.unsure);
        said.notes.extend(part.notes);
    }
    if said.yes.is_empty() {
        // What is refuted of one type says nothing of the other; a diabetes that nobody refuted stays open below.
        if let Some(input) = observed.filter(|i| i.value.is_some() || i.word.is_some()) {
            return from_answer(input);
        }
    }
    let word = match (is_one, is_two) {
        (true, false) => "type 1",
        (false, true) => "type 2",
        _ => "yes",
    };
    let silent = said.yes.is_empty() && said.unsure.is_empty() && said.no.is_empty();
    let mut input = said.settle("diabetes", patient.conditions.state);
    if input.yes() == Some(true) {
        input.word = Some(word.into());
        return input;
    }
    if silent {
        instead(patient, as_of, &mut input);
    }
    if input.status == Status::Presumed && takes(patient, as_of) {
        input = Input::absent("diabetes");
        input.note("diabetesMedicine");
    }
    if input.yes() == Some(false) {
        input.word = Some("no".into());
    }
    input
}

/// A yes to one kind of diabetes is one to diabetes.
pub(crate) fn answered_kind(patient: &Patient) -> Option<Input> {
    let yes = |kind: &str| patient.answers.get(kind) == Some(&Answer::Flag(true));
    let word = match DIABETES_KINDS.map(yes) {
        [true, _] => "type 1",
        [_, true] => "type 2",
        _ => return None,
    };
    Some(Input { word: Some(word.into()), status: Status::Entered, ..Input::absent("diabetes") })
}

/// Silence is no "no" where both kinds were denied (then somebody said it) or a value says diabetes (then it is asked).
///
/// HbA1c from 6.5 %, fasting glucose from 126 mg/dL: USPSTF 2021, doi 10.1001/jama.2021.12531.
pub(crate) fn doubt_diabetes(patient: &Patient, inputs: &Inputs, diabetes: &mut Input) {
    let silent = diabetes.facts.is_empty() && diabetes.status != Status::Entered;
    if silent && DIABETES_KINDS.iter().all(|kind| patient.answers.get(*kind) == Some(&Answer::Flag(false))) {
        let no = Input { word: Some("no".into()), status: Status::Entered, ..Input::absent("diabetes") };
        *diabetes = from_answer(no);
        return;
    }
    let high = [("hba1c", 6.5), ("glucose_fasting", 126.0)].into_iter().find_map(|(id, limit)| {
        let input = inputs.get(id).filter(|i| i.comparator != Some(Comparator::Below))?;
        input.value.is_some_and(|v| v >= limit).then(|| input.facts.clone())
    });
    if let Some(facts) = high.filter(|_| diabetes.status == Status::Presumed) {
        *diabetes = Input { facts, ..Input::absent("diabetes") };
        diabetes.note("diabetesValue");
    }
}

fn takes(patient: &Patient, as_of: Date) -> bool {
    DIABETES_MEDICINES.iter().any(|concept| !flag::medicines(patient, concept, as_of).yes.is_empty())
}

/// Prediabetes or a past gestational diabetes says that it is not diabetes.
fn instead(patient: &Patient, as_of: Date, input: &mut Input) {
    for (concept, note) in [("prediabetes", "prediabetes"), ("gestational_diabetes", "gestational")] {
        let said = flag::condition(patient, concept, as_of);
        let mut facts = said.yes;
        if concept == "gestational_diabetes" {
            facts.extend(said.no);
            if facts.iter().any(|id| may_be_now(patient, *id, as_of)) {
                *input = Input::absent("diabetes");
                input.note(note);
                return;
            }
        }
        if !facts.is_empty() {
            *input = Input::flag("diabetes", Some(false), Status::Found, facts);
            input.note(note);
            return;
        }
    }
}

/// A gestational diabetes of the last 300 days that is not resolved may belong to a pregnancy that has not ended.
fn may_be_now(patient: &Patient, id: u32, as_of: Date) -> bool {
    patient.conditions.entries.iter().any(|c| {
        let since: Option<PartialDate> = c.onset.or(c.recorded);
        c.id == id && flag::is_active(c, as_of) && since.is_some_and(|d| d.days_before(as_of) < 300)
    })
}

/// A column or answer "diabetes": yes, no, or a type.
pub(crate) fn from_answer(mut input: Input) -> Input {
    let word = input.word.clone().unwrap_or_default().to_lowercase();
    let numeral = |sign: char| word.contains(sign);
    let class = if word.is_empty() {
        if input.yes() == Some(true) { "yes" } else { "no" }
    } else if word == "no" || word == "false" || word.contains("prediabetes") || word.contains("gestational") {
        "no"
    } else if numeral('1') {
        "type 1"
    } else if numeral('2') {
        "type 2"
    } else {
        "yes"
    };
    input.value = Some(f64::from(class != "no"));
    input.word = Some(class.into());
    input
}
