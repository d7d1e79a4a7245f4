//! Diagnoses that follow from several facts: measurements, other diagnoses, medicines, procedures.

use super::context::Context;
use super::entry::{Entry, Place};
use super::rule::bleeding;
use super::table::System;
use super::text;
use super::window::{Window, months_before, within};
use super::{measure, silence};
use crate::recommend::Tri;
use crate::recommend::facts::Value;
use crate::recommend::rule::Comparison;
use crate::record::{Comparator, FactId, Sex, VerificationStatus};
use crate::score::{Assessment, Inputs, evaluate};
use crate::vocab::PartialDate;

/// Everything computed, in the order in which one needs another.
pub(crate) fn compute(context: &mut Context) {
    bleeding_now(context);
    earlier_pregnancies(context);
    heart_attack_and_stroke(context);
    diabetes_type(context);
    silence::compute(context);
    kidney(context);
    reduced_ejection(context);
    potassium(context);
    helicobacter(context);
    weak_defences(context);
    thin_bones(context);
    with_organ_damage(context);
    if context.explicit("t2d") == Tri::True || context.explicit("t1d") == Tri::True {
        context.overrule("prediabetes", Tri::False, &[]);
    }
    if carries_hepatitis_b(context) {
        context.say_dx("hbv", Tri::True, &[]);
    }
    if let Some(value) = resistant(context)
        && context.explicit("resistant_htn") != Tri::True
    {
        context.say_dx("resistant_htn", value, &[]);
    }
}

/// Every bleeding of the gut or the skull may be an active one.
fn bleeding_now(context: &mut Context) {
    let mut said: Vec<(Tri, FactId)> = Vec::new();
    for name in ["gi_bleed", "ich"] {
        said.extend(context.confirmed(name).filter(|e| !e.over).map(|e| (bleeding(context, e), e.id)));
    }
    for (value, id) in said {
        context.say_dx("active_bleeding", value, &[id]);
    }
}

/// Diabetes or pre-eclampsia of a pregnancy that has ended is history.
fn earlier_pregnancies(context: &mut Context) {
    let mut said: Vec<(&str, Tri, FactId)> = Vec::new();
    for (now, history) in [("gdm", "gdm_history"), ("preeclampsia", "preeclampsia_history")] {
        let read = context.confirmed(now).filter(|e| e.name.is_none());
        said.extend(read.filter_map(|e| Some((history, super::pregnancy::past(context, e)?, e.id))));
    }
    for (name, value, id) in said {
        context.say_dx(name, value, &[id]);
    }
}

const ICD: &[System] = &[System::Icd10, System::Icd10Cm];

/// Recent ones by their date: what is undated may be recent.
fn heart_attack_and_stroke(context: &mut Context) {
    let mut said: Vec<(&str, Tri, FactId)> = Vec::new();
    for entry in context.confirmed("mi") {
        let old_code = |(s, c): &(System, String)| {
            (*s == System::Snomed && ["1755008", "399211009"].contains(&c.as_str()))
                || (s != &System::Snomed && super::table::tidy(*s, c).starts_with("I25.2"))
        };
        // An old one by its code or words is recent only by a date that says so.
        let by_code = !entry.codes.is_empty() && entry.codes.iter().all(old_code);
        let old = by_code || entry.says("old|陈旧性");
        let recent = context.began(entry, Window::Months(3));
        if recent == Tri::True || (recent == Tri::Unknown && !old) {
            said.push(("mi_recent", if old { Tri::Unknown } else { recent }, entry.id));
        }
        let year = context.began(entry, Window::Months(12));
        if year != Tri::False {
            said.push(("mi_within_1y", year, entry.id));
        }
    }
    for entry in context.confirmed("stroke") {
        let sequel = entry.has_code(ICD, "I69") || entry.has_code(ICD, "Z86.73");
        if sequel || super::rule::stroke(context, entry) != Some(Tri::True) {
            continue;
        }
        let recent = context.began(entry, Window::Months(3));
        if recent != Tri::False {
            said.push(("stroke_recent", recent, entry.id));
        }
    }
    for (name, value, id) in said {
        context.say_dx(name, value, &[id]);
    }
}

/// Diabetes of a type that nobody stated may be either.
fn diabetes_type(context: &mut Context) {
    if context.explicit("t1d") == Tri::True || context.explicit("t2d") == Tri::True {
        return;
    }
    let untyped = |e: &&Entry| {
        let typed = e.concepts.iter().any(|c| c == "diabetes_t1" || c == "diabetes_t2");
        e.place == Place::Condition
            && e.active
            && e.verification != VerificationStatus::Refuted
            && e.concepts.iter().any(|c| c == "diabetes")
            && !typed
    };
    let facts: Vec<FactId> = context.entries.iter().filter(untyped).map(|e| e.id).collect();
    if !facts.is_empty() {
        context.say_dx("t1d", Tri::Unknown, &facts);
        context.say_dx("t2d", Tri::Unknown, &facts);
    }
}

/// eGFR under 60 or uACR of 30 and more, twice, at least 90 days apart; once is a question, and so is a bound that does
/// not settle it.
///
/// Of a day with a creatinine, what CKD-EPI 2021 makes of it counts, not what the file states: a stated eGFR may
/// contradict its creatinine, or come from an older equation.
fn kidney(context: &mut Context) {
    let mut low: Vec<(Option<PartialDate>, FactId)> = Vec::new();
    let mut open: Vec<FactId> = Vec::new();
    let mut count = |is: Tri, date, id| match is {
        Tri::True => low.push((date, id)),
        Tri::Unknown => open.push(id),
        Tri::False => {}
    };
    let mut computed: Vec<Option<PartialDate>> = Vec::new();
    for reading in measured(context, "creatinine") {
        if let Some(egfr) = egfr_of(context, reading.date, reading.number) {
            // The lower the creatinine, the higher the eGFR.
            let egfr = measure::value(egfr, reading.bound.map(Comparator::other));
            count(Comparison::Below.of(egfr, 60.0), reading.date, reading.id);
            computed.push(reading.date);
        }
    }
    for reading in measured(context, "egfr").filter(|reading| !computed.contains(&reading.date)) {
        count(Comparison::Below.of(reading.value(), 60.0), reading.date, reading.id);
    }
    for reading in measured(context, "uacr") {
        count(Comparison::AtLeast.of(reading.value(), 30.0), reading.date, reading.id);
    }
    if low.is_empty() && open.is_empty() {
        return;
    }
    let dated = || low.iter().filter_map(|(date, id)| Some(((*date)?, *id)));
    let ends = dated().min_by_key(|(d, _)| d.latest()).zip(dated().max_by_key(|(d, _)| d.earliest()));
    let apart = ends.filter(|(first, last)| (last.0.earliest() - first.0.latest()).whole_days() >= 90);
    match apart {
        Some((first, last)) => context.say_dx("ckd", Tri::True, &[first.1, last.1]),
        None => {
            let ids: Vec<FactId> = low.iter().map(|(_, id)| *id).chain(open).collect();
            context.say_dx("ckd", Tri::Unknown, &ids);
        }
    }
}

/// A value of a concept, canonical unit.
struct Reading {
    date: Option<PartialDate>,
    number: f64,
    bound: Option<Comparator>,
    id: FactId,
}

impl Reading {
    fn value(&self) -> Value {
        measure::value(self.number, self.bound)
    }
}

fn measured(context: &Context, concept: &'static str) -> impl Iterator<Item = Reading> {
    let is = move |e: &&Entry| e.place == Place::Measurement && e.concepts.iter().any(|c| c == concept);
    let reading = |e: &Entry| Some(Reading { date: e.onset, number: e.number?, bound: e.bound, id: e.id });
    context.entries.iter().filter(is).filter_map(reading)
}

/// CKD-EPI 2021 of a creatinine on its day, mL/min/1.73 m²; `None` without age or sex.
fn egfr_of(context: &Context, date: Option<PartialDate>, creatinine: f64) -> Option<f64> {
    let day = date.map_or(context.as_of, PartialDate::latest).min(context.as_of);
    let age = match context.patient.birth {
        Some(birth) => birth.years_before(day),
        None => context.profile.who().age?,
    };
    let sex = if context.sex()? == Sex::Female { "female" } else { "male" };
    let inputs = Inputs::new().number("age", f64::from(age)).word("sex", sex).number("creatinine", creatinine);
    match evaluate("ckd-epi-2021-creatinine", &inputs).ok()?.assessment {
        Assessment::Computed { value, .. } => Some(value),
        _ => None,
    }
}

fn reduced_ejection(context: &mut Context) {
    let Some(input) = context.profile.get("lvef") else { return };
    let failing = ["hf", "decompensated_hf"].iter().any(|n| context.explicit(n) == Tri::True);
    if failing && measure::is(Some(input), Comparison::AtMost, 40.0) == Tri::True {
        let mut facts = input.facts.clone();
        facts.extend(context.facts_of("hf"));
        context.say_dx("hfref", Tri::True, &facts);
    }
}

/// Above 5.5 within three months sets it; a normal value (5.0 or less) later than the entry clears it.
fn potassium(context: &mut Context) {
    let Some(input) = context.profile.get("potassium").cloned() else { return };
    let Some(date) = input.date else { return };
    let is = |op: Comparison, limit: f64| measure::is(Some(&input), op, limit) == Tri::True;
    if is(Comparison::Above, 5.5) && within(date, Window::Months(3), context.as_of) == Tri::True {
        context.say_dx("hyperkalaemia", Tri::True, &input.facts);
    } else if is(Comparison::AtMost, 5.0) && context.explicit("hyperkalaemia") == Tri::True {
        let later = context.confirmed("hyperkalaemia").all(|e| e.since().is_some_and(|d| d.latest() < date.earliest()));
        if later {
            context.overrule("hyperkalaemia", Tri::False, &input.facts);
        }
    }
}

/// The latest test decides: positive sets it, a negative one after the entry clears it.
fn helicobacter(context: &mut Context) {
    let test = |e: &&Entry| {
        e.place == Place::Measurement
            && e.onset.is_some()
            && e.word.is_some()
            && e.says("pylori|幽门螺杆菌|幽门螺旋杆菌")
            && !e.says("antibody|antibodies|igg|抗体|serology")
    };
    let latest = context.entries.iter().filter(test).max_by_key(|e| e.onset);
    let Some((id, date, word)) = latest.map(|e| (e.id, e.onset, e.word.clone().unwrap_or_default())) else { return };
    if text::says(&word, "positive|detected|阳性") && !text::says(&word, "not detected") {
        context.say_dx("h_pylori", Tri::True, &[id]);
    } else if text::says(&word, "negative|not detected|阴性") {
        let later = context.confirmed("h_pylori").all(|e| e.since().is_some_and(|d| Some(d) < date));
        if later {
            context.overrule("h_pylori", Tri::False, &[id]);
        }
    }
}

/// Medicines that weaken the defences are a question; the person confirms.
fn weak_defences(context: &mut Context) {
    if context.explicit("immunocompromised") == Tri::True {
        return;
    }
    let steroid = |t: &&super::context::Taking| {
        let is = t.entry.text.to_lowercase().contains("predniso")
            || t.names.iter().any(|m| ["prednisolone", "corticosteroid"].contains(&context.table.name(m.name)));
        let long = t.entry.start.is_none_or(|d| d.days_before(context.as_of) >= 14);
        t.taken == Some(true) && is && long && t.entry.dose.mg_per_day.is_some_and(|mg| mg >= 20.0)
    };
    let cytotoxic = ["methotrexate", "ciclosporin"];
    let mut facts: Vec<FactId> = context.medicines.iter().filter(steroid).map(|t| t.entry.id).collect();
    facts.extend(cytotoxic.iter().filter_map(|n| context.takes(n)).map(|t| t.entry.id));
    if !facts.is_empty() {
        context.say_dx("immunocompromised", Tri::Unknown, &facts);
    }
}

/// A T-score of −2.5 or less after the menopause, or in a man of 50 and more, is a question.
fn thin_bones(context: &mut Context) {
    let Some(input) = context.profile.get("bone_t_score") else { return };
    let fifty = context.profile.who().age.is_some_and(|age| age >= 50);
    if measure::is(Some(input), Comparison::AtMost, -2.5) == Tri::True
        && fifty
        && context.explicit("osteoporosis") != Tri::True
    {
        let facts = input.facts.clone();
        context.say_dx("osteoporosis", Tri::Unknown, &facts);
    }
}

fn with_organ_damage(context: &mut Context) {
    if context.explicit("t2d") != Tri::True {
        return;
    }
    let damage = ["ckd", "neuropathy", "diabetic_retinopathy", "proliferative_retinopathy", "pad", "foot_ulcer"];
    let mut facts: Vec<FactId> =
        damage.iter().filter(|n| context.explicit(n) == Tri::True).flat_map(|n| context.facts_of(n)).collect();
    let classes = ["insulin", "sglt2i", "insulin_glargine", "insulin_lispro", "empagliflozin", "dapagliflozin"];
    facts.extend(classes.iter().chain(&["canagliflozin"]).filter_map(|n| context.takes(n)).map(|t| t.entry.id));
    if !facts.is_empty() {
        context.say_dx("t2d_complicated", Tri::True, &facts);
    }
}

/// High on three kinds of blood-pressure medicine, a diuretic among them, or on four: proposed, the person confirms.
pub(crate) fn resistant(context: &Context) -> Option<Tri> {
    let classes: &[&[&str]] =
        &[&["acei", "arb", "arni", "rasi_any"], &["ccb_dhp", "ccb_ndhp"], &["thiazide", "loop"], &["mra"], &["bb"]];
    let takes =
        |names: &[&str]| {
            context.medicines.iter().filter(|t| t.taken == Some(true)).any(|t| {
                t.names.iter().any(|m| names.iter().any(|n| super::medicine::in_class(context.table, m.name, n)))
            })
        };
    let count = classes.iter().filter(|names| takes(names)).count();
    let diuretic = takes(&["thiazide", "loop", "mra"]);
    let at_least = |id: &str, limit: f64| measure::is(context.profile.get(id), Comparison::AtLeast, limit);
    let high = at_least("sbp", 130.0).or(at_least("dbp", 80.0)) == Tri::True;
    ((count >= 3 && diuretic && high) || count >= 4).then_some(Tri::Unknown)
}

/// Radiotherapy of the chest between 10 and 30 years of age, as a dated procedure.
pub(crate) fn chest_radiation(context: &Context) -> Tri {
    let Some(birth) = context.patient.birth else { return Tri::Unknown };
    let done = |e: &Entry| {
        e.place == Place::Procedure
            && e.says("radiotherapy|radiation|irradiation|放疗|放射治疗")
            && e.says_where("chest|thorax|thoracic|mantle|mediastinum|mediastinal|breast|胸|纵隔|乳腺")
            && e.onset.is_some_and(|d| {
                let (least, most) = (birth.years_before(d.earliest()), birth.years_before_at_most(d.latest()));
                least >= 10 && most <= 30
            })
    };
    if context.entries.iter().any(done) { Tri::True } else { Tri::Unknown }
}

/// F2 or more by words, or an elastography of 8 kPa and more.
pub(crate) fn fibrosis(context: &Context, entry: &Entry) -> Tri {
    let stiff = |e: &Entry| {
        e.place == Place::Measurement
            && e.unit.eq_ignore_ascii_case("kpa")
            && e.says("elastography|stiffness|fibroscan|弹性|硬度")
            && e.number.is_some_and(|v| v >= 8.0)
    };
    let stage = entry.says("f2|f3|f4|stage 2|stage 3|stage 4|bridging|advanced|F2|F3|F4|进展期")
        && !entry.says("f0|f1|stage 1|early|早期");
    if stage || context.entries.iter().any(stiff) { Tri::True } else { Tri::Unknown }
}

/// Valve area under 1.0 cm², peak velocity of 4 m/s or mean gradient of 40 mmHg and more.
pub(crate) fn echo_severe(context: &Context) -> bool {
    context.entries.iter().filter(|e| e.place == Place::Measurement && e.says("aortic|主动脉瓣")).any(|e| {
        let Some(value) = e.number else { return false };
        (e.says("area|面积") && e.unit == "cm2" && value < 1.0)
            || (e.says("velocity|流速") && e.unit == "m/s" && value >= 4.0)
            || (e.says("gradient|压差") && e.says("mean|平均") && value >= 40.0)
    })
}

/// HBsAg positive twice, six months apart.
pub(crate) fn carries_hepatitis_b(context: &Context) -> bool {
    let positive = |e: &&Entry| {
        let coded = e.codes.iter().any(|(s, c)| *s == System::Loinc && ["5195-3", "5196-1"].contains(&c.as_str()));
        e.place == Place::Measurement
            && coded
            && e.word.as_deref().is_some_and(|w| text::says(w, "positive|reactive|detected|阳性"))
            && !e.word.as_deref().is_some_and(|w| text::says(w, "non-reactive|nonreactive|not detected"))
    };
    let days: Vec<time::Date> =
        context.entries.iter().filter(positive).filter_map(|e| e.onset).map(PartialDate::earliest).collect();
    match (days.iter().min(), days.iter().max()) {
        (Some(first), Some(last)) => *first <= months_before(*last, 6),
        _ => false,
    }
}

/// CHA2DS2-VASc, when every part of it is known.
pub(crate) fn cha2ds2vasc(context: &Context) -> Option<f64> {
    let age = context.profile.who().age?;
    let sex = context.sex()?;
    let one = |names: &[&str]| match context.any_known(names) {
        Tri::True => Some(1.0),
        Tri::False => Some(0.0),
        Tri::Unknown => None,
    };
    let diabetes = match context.profile.yes("diabetes") {
        Some(yes) => f64::from(yes),
        None => one(&["t1d", "t2d"])?,
    };
    let mut score = one(&["hf", "hfref", "decompensated_hf"])? + one(&["htn"])? + diabetes;
    score += one(&["mi", "mi_recent", "mi_within_1y", "pad"])?;
    score += 2.0 * one(&["stroke", "stroke_recent", "tia"])?;
    score += if age >= 75 { 2.0 } else { f64::from(age >= 65) };
    Some(score + f64::from(sex == Sex::Female))
}
