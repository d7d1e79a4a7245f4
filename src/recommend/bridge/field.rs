//! Fields of the rules that are measured, answered in the record, or counted from it.

use super::context::Context;
use super::entry::{Entry, Place};
use super::table::{Kind, Meaning};
use super::window::{Window, months_between, six, within};
use super::{computed, measure, pregnancy, text};
use crate::prepare::Status;
use crate::recommend::rule::Comparison;
use crate::recommend::{Facts, Provenance, Tri};
use crate::record::{Comparator, FactId, ListState, Observation, Sex, Value, VerificationStatus};
use crate::vocab::PartialDate;

/// Puts every field of this module.
pub(super) fn put(context: &Context, facts: &mut Facts) {
    measured(context, facts);
    person(context, facts);
    pressure(context, facts);
    liver_enzyme(context, facts);
    habits(context, facts);
    counts(context, facts);
    women(context, facts);
}

/// A number outside the field's range is no number the rules can use: unknown.
pub(super) fn number(facts: &mut Facts, field: &str, value: f64, from: &[FactId]) {
    let _ = facts.set_number(field, value, Provenance::of(from));
}

fn measured(context: &Context, facts: &mut Facts) {
    for name in context.table.names.iter().filter(|n| n.kind == Kind::Field) {
        let Some((concept, factor, offset)) = name.measured else { continue };
        let Some(input) = context.profile.get(concept) else { continue };
        match (&input.word, input.value) {
            (Some(word), _) if name.name == "smoking" => {
                // "Not current" may be never or former: the rules must ask.
                let _ = facts.set_word("smoking", word, measure::from(input));
            }
            (_, Some(_)) if concept != "smoking" && concept != "pregnancy_status" => {
                let converted = (factor - 1.0).abs() > f64::EPSILON || offset != 0.0;
                let convert = |value| if converted { six(value * factor + offset) } else { value };
                measure::put(facts, name.name, input, convert);
            }
            _ => {}
        }
    }
}

fn person(context: &Context, facts: &mut Facts) {
    let who = context.profile.who();
    if let Some(age) = who.age {
        number(facts, "age", f64::from(age), &[]);
    }
    if let Some(sex) = who.sex {
        let word = if sex == Sex::Female { "female" } else { "male" };
        let _ = facts.set_word("sex", word, Provenance::default());
    }
    match ancestry(context) {
        Some("unknown") => {
            let _ = facts.set_unknown("ancestry", Provenance::default());
        }
        Some(word) => {
            let _ = facts.set_word("ancestry", word, Provenance::default());
        }
        None => {}
    }
}

/// Detailed codes decide; "Asian" alone does not say which.
fn ancestry(context: &Context) -> Option<&'static str> {
    let codes = || context.patient.race.iter().map(|c| c.code.as_str());
    let text = || context.patient.race.iter().flat_map(|c| c.display.as_deref().into_iter().chain([c.code.as_str()]));
    if codes().any(|c| ["2034-7", "2039-6", "2040-4", "2035-4"].contains(&c)) || text().any(|t| t.ends_with('族')) {
        return Some("east_asian");
    }
    if codes().any(|c| ["2029-7", "2044-6", "2030-5", "2045-3", "2037-0"].contains(&c)) {
        return Some("south_asian");
    }
    if codes().any(|c| c == "2028-9") {
        return Some("unknown");
    }
    let other = codes().any(|c| ["2106-3", "2054-5"].contains(&c));
    other.then_some("other")
}

/// Observations of a concept that may count, newest day first.
fn readings<'c>(context: &'c Context, concept: &'c str) -> impl Iterator<Item = &'c Observation> {
    let counts = move |o: &&Observation| {
        o.concept == concept && !o.inpatient && o.date.is_some_and(|d| d.earliest() <= context.as_of)
    };
    context.patient.observations.iter().filter(counts)
}

/// The mean of the last readings: those of the latest day outside hospital within 12 months, with those of the day
/// before it where one day holds only one. A single or older reading is used as the profile has it.
fn pressure(context: &Context, facts: &mut Facts) {
    let fresh = |o: &&Observation| o.date.is_some_and(|d| within(d, Window::Months(12), context.as_of) == Tri::True);
    let mut days: Vec<PartialDate> = readings(context, "sbp").filter(fresh).filter_map(|o| o.date).collect();
    days.sort_unstable();
    let latest = days.last().copied();
    let on_latest = days.iter().filter(|d| Some(**d) == latest).count();
    let before = days.iter().rev().find(|d| Some(**d) != latest).copied();
    let used: Vec<PartialDate> = latest.into_iter().chain(before.filter(|_| on_latest < 2)).collect();
    let typed = context.profile.get("sbp").is_some_and(|i| i.status == Status::Entered);
    for concept in ["sbp", "dbp"] {
        let of: Vec<&Observation> =
            readings(context, concept).filter(|o| o.date.is_some_and(|d| used.contains(&d))).collect();
        let values: Vec<f64> = of.iter().filter_map(|o| value(o)).collect();
        let bounds: Vec<Comparator> = of.iter().filter_map(|o| bound(o)).collect();
        let ids: Vec<FactId> = of.iter().map(|o| o.id).collect();
        #[allow(clippy::cast_precision_loss)]
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        if typed || values.is_empty() {
            if let Some(input) = context.profile.get(concept).filter(|input| input.value.is_some()) {
                measure::put(facts, concept, input, six);
            }
        } else if bounds.is_empty() {
            number(facts, concept, six(mean), &ids);
        } else if let Some(side) = Comparator::of_all(bounds) {
            let _ = facts.set_bound(concept, side, six(mean), Provenance::of(&ids));
        }
    }
}

fn value(observation: &Observation) -> Option<f64> {
    match &observation.value {
        Value::Number { value, .. } => Some(*value),
        Value::Word { .. } => None,
    }
}

fn bound(observation: &Observation) -> Option<Comparator> {
    match &observation.value {
        Value::Number { comparator, .. } => *comparator,
        Value::Word { .. } => None,
    }
}

/// ALT over the upper limit that its own laboratory sent with it; no limit is assumed.
fn liver_enzyme(context: &Context, facts: &mut Facts) {
    let Some(input) = context.profile.get("alt") else { return };
    let of = context.patient.observations.iter().filter(|o| input.facts.contains(&o.id));
    let ratios: Vec<f64> = of.filter_map(|o| Some(value(o)? / o.reference_high.filter(|h| *h > 0.0)?)).collect();
    if !ratios.is_empty() && ratios.len() == input.facts.len() {
        #[allow(clippy::cast_precision_loss)]
        let mean = ratios.iter().sum::<f64>() / ratios.len() as f64;
        measure::put(facts, "alt_x_uln", input, |_| six(mean));
    }
}

/// The newest entry that a rule of a field matched.
fn newest<'c>(context: &'c Context, field: &str, rule: &str) -> Option<&'c Entry> {
    let index = context.table.find(Kind::Field, field)?;
    let by = |e: &&Entry| {
        e.rows.iter().any(|r| match r.meaning {
            Meaning::Rule(i) => r.name == index && context.table.rule(i).is_some_and(|known| known.id == rule),
            _ => false,
        })
    };
    context.entries.iter().filter(by).max_by_key(|e| e.since())
}

fn habits(context: &Context, facts: &mut Facts) {
    if let Some(entry) = newest(context, "pack_years", "number")
        && let Some(years) = entry.number
    {
        number(facts, "pack_years", six(years), &[entry.id]);
    }
    if let Some(entry) = newest(context, "years_quit", "quit_date")
        && context.profile.word("smoking") == Some("former")
        && let Some(quit) = entry.word.as_deref().and_then(|w| w.parse::<PartialDate>().ok())
        && quit.earliest() <= context.as_of
    {
        number(
            facts,
            "years_quit",
            six(months_between(quit.latest().min(context.as_of), context.as_of) / 12.0),
            &[entry.id],
        );
    }
    // A drink holds 14 g in the US, 10 g in China and the EU; elsewhere nobody said.
    let grams = match context.region {
        Some("us") => Some(14.0),
        Some("cn" | "eu") => Some(10.0),
        _ => None,
    };
    if let (Some(entry), Some(grams)) = (newest(context, "alcohol_g_day", "drinks_per_day"), grams)
        && let Some(drinks) = entry.number
    {
        number(facts, "alcohol_g_day", six(drinks * grams), &[entry.id]);
        let _ = facts.set_food("alcohol", Tri::from(drinks > 0.0), Provenance::of(&[entry.id]));
    }
    if let (Some(days), Some(minutes)) =
        (newest(context, "pa_min_week", "days_per_week"), newest(context, "pa_min_week", "minutes_per_day"))
        && let (Some(d), Some(m)) = (days.number, minutes.number)
        && (0.0..=7.0).contains(&d)
    {
        number(facts, "pa_min_week", six(d * m), &[days.id, minutes.id]);
    }
    for (field, rule) in [("steps_day", "daily_total"), ("sleep_h", "hours")] {
        mean_of_month(context, facts, field, rule);
    }
    if let Some(entry) = newest(context, "falls_last_year", "falls")
        && entry.since().is_some_and(|d| within(d, Window::Months(12), context.as_of) == Tri::True)
    {
        let word = entry.word.as_deref().unwrap_or_default();
        let count = entry.number.or_else(|| {
            if text::says(word, "yes|true|是|有") {
                Some(1.0)
            } else {
                text::says(word, "no|false|否|无|没有").then_some(0.0)
            }
        });
        if let Some(count) = count {
            number(facts, "falls_last_year", count, &[entry.id]);
        }
    }
}

/// The mean of the last 28 days that hold data.
fn mean_of_month(context: &Context, facts: &mut Facts, field: &str, rule: &str) {
    let Some(index) = context.table.find(Kind::Field, field) else { return };
    let by = |e: &&Entry| {
        e.rows.iter().any(|r| match r.meaning {
            Meaning::Rule(i) => r.name == index && context.table.rule(i).is_some_and(|known| known.id == rule),
            _ => false,
        }) && e.onset.is_some_and(|d| within(d, Window::Days(27), context.as_of) == Tri::True)
    };
    let of: Vec<&Entry> = context.entries.iter().filter(by).collect();
    let mut days: Vec<PartialDate> = of.iter().filter_map(|e| e.onset).collect();
    days.sort_unstable();
    days.dedup();
    if days.is_empty() {
        return;
    }
    let sum: f64 = of.iter().filter_map(|e| e.number).sum();
    let ids: Vec<FactId> = of.iter().map(|e| e.id).collect();
    #[allow(clippy::cast_precision_loss)]
    number(facts, field, six(sum / days.len() as f64), &ids);
}

fn counts(context: &Context, facts: &mut Facts) {
    diabetes_years(context, facts);
    risk_factors(context, facts);
    if let Some(score) = computed::cha2ds2vasc(context) {
        number(facts, "cha2ds2vasc", score, &[]);
    }
    if context.patient.medications.state == ListState::Silent {
        return;
    }
    let mut kinds: Vec<String> = Vec::new();
    let mut ids = Vec::new();
    for taking in context.medicines.iter().filter(|t| t.taken == Some(true) && !t.entry.as_needed) {
        ids.push(taking.entry.id);
        let ingredients: Vec<String> = taking
            .names
            .iter()
            .filter(|m| context.table.names.get(m.name).is_some_and(|n| n.kind == Kind::Ingredient))
            .map(|m| context.table.name(m.name).to_owned())
            .collect();
        if ingredients.is_empty() {
            kinds.push(text::plain(&taking.entry.text).into_owned());
        }
        kinds.extend(ingredients);
    }
    kinds.sort_unstable();
    kinds.dedup();
    #[allow(clippy::cast_precision_loss)]
    number(facts, "n_meds", kinds.len() as f64, &ids);
}

/// Years since the earliest onset. The day it was written down only says "at least": used where it decides a rule
/// (six years and more), otherwise unknown.
fn diabetes_years(context: &Context, facts: &mut Facts) {
    let diabetes = |e: &&Entry| {
        e.place == Place::Condition
            && e.verification == VerificationStatus::Confirmed
            && (e.concepts.iter().any(|c| c.starts_with("diabetes"))
                || ["t1d", "t2d"].iter().any(|n| context.dx(n).is_some_and(|i| e.means(i))))
    };
    let years = |d: PartialDate| f64::from(d.years_before(context.as_of).max(0));
    let of: Vec<&Entry> = context.entries.iter().filter(diabetes).collect();
    if let Some(entry) = of.iter().filter(|e| e.onset.is_some()).min_by_key(|e| e.onset) {
        if let Some(onset) = entry.onset {
            number(facts, "diabetes_years", years(onset), &[entry.id]);
        }
    } else if let Some(entry) = of.iter().filter(|e| e.recorded.is_some()).min_by_key(|e| e.recorded)
        && let Some(recorded) = entry.recorded
        && years(recorded) >= 6.0
    {
        number(facts, "diabetes_years", years(recorded), &[entry.id]);
    }
}

/// Hypertension, smoking, LDL of 2.6 mmol/L or a lipid medicine, BMI of 30, early heart disease in the family, chronic
/// kidney disease, albuminuria. With an unknown part it is a lower bound, kept only where it answers every rule (two).
fn risk_factors(context: &Context, facts: &mut Facts) {
    let is = |id: &str, op: Comparison, limit: f64| measure::is(context.profile.get(id), op, limit);
    let at_least = |id: &str, limit: f64| is(id, Comparison::AtLeast, limit);
    let lipid = ["statin", "ezetimibe", "pcsk9", "fibrate", "bempedoic"];
    let lipid_medicine = if context.medicines.iter().any(|t| {
        t.taken == Some(true)
            && t.names.iter().any(|m| lipid.iter().any(|c| super::medicine::in_class(context.table, m.name, c)))
    }) {
        Tri::True
    } else if context.patient.medications.state == ListState::Silent {
        Tri::Unknown
    } else {
        Tri::False
    };
    let smoking = context.profile.get("smoking").and_then(|i| i.value).map(|v| v > 0.5);
    let parts = [
        context.known("htn"),
        Tri::from(smoking),
        at_least("ldl", 2.6 * 38.67).or(lipid_medicine),
        at_least("bmi", 30.0),
        super::family::early_heart_disease(context),
        context.known("ckd").or(is("egfr", Comparison::Below, 60.0)),
        at_least("uacr", 30.0),
    ];
    let count = parts.iter().filter(|p| **p == Tri::True).count();
    let unknown = parts.contains(&Tri::Unknown);
    if !unknown || count >= 2 {
        #[allow(clippy::cast_precision_loss)]
        number(facts, "n_cv_risk_factors", count as f64, &[]);
    }
}

fn women(context: &Context, facts: &mut Facts) {
    let from = context.profile.get("pregnancy_status").map(|i| i.facts.clone()).unwrap_or_default();
    match context.pregnancy.now {
        Tri::Unknown => {}
        now => {
            let _ = facts.set_flag("pregnant", now == Tri::True, Provenance::of(&from));
        }
    }
    if context.pregnancy.now == Tri::True
        && let Some((first, id)) = pregnancy::weeks(context)
    {
        #[allow(clippy::cast_precision_loss)]
        let weeks = ((context.as_of - first).whole_days() / 7) as f64;
        number(facts, "pregnant_weeks", weeks, &[id]);
    }
    coded(context, facts, "has_cervix");
    coded(context, facts, "menopause");
    coded(context, facts, "transplant_candidate");
    breastfeeding(context, facts);
    if let Some(entry) = newest(context, "trying_to_conceive", "wants_pregnancy") {
        let word = entry.word.as_deref().unwrap_or_default();
        if text::says(word, "wants to become pregnant|wants pregnancy|yes|want to become pregnant|想怀孕|备孕|是")
        {
            let _ = facts.set_flag("trying_to_conceive", true, Provenance::of(&[entry.id]));
        }
    }
    let hrt = context.profile.get("hrt").filter(|i| i.yes() == Some(true));
    if let Some(input) = hrt {
        // The record shows use, not the reason: ask.
        let _ = facts.set_unknown("hrt_for_prevention", Provenance::of(&input.facts));
    }
}

/// Codes that set a field to a word or flag for good.
fn coded(context: &Context, facts: &mut Facts, field: &str) {
    let Some(index) = context.table.find(Kind::Field, field) else { return };
    for entry in context.entries.iter().filter(|e| e.verification == VerificationStatus::Confirmed) {
        for row in entry.rows.iter().filter(|r| r.name == index) {
            let Meaning::Rule(rule) = row.meaning else { continue };
            let Some(rule) = context.table.rule(rule) else { continue };
            let from = Provenance { facts: vec![entry.id], unverified: row.unverified, ..Provenance::default() };
            let _ = match rule.id {
                "is_true" => facts.set_flag(field, true, from),
                "is_false" => facts.set_flag(field, false, from),
                "is_post" => facts.set_word(field, "post", from),
                "organ_liver" if entry.says(rule.yes) => facts.set_flag(field, true, from),
                "organ_liver" => facts.set_unknown(field, from),
                _ => Ok(()),
            };
        }
    }
}

/// Its end is seldom written down: within three months it is yes, later it is asked.
fn breastfeeding(context: &Context, facts: &mut Facts) {
    let Some(index) = context.table.find(Kind::Field, "breastfeeding") else { return };
    for entry in context.entries.iter().filter(|e| e.means(index) && !e.over) {
        let fresh = entry.since().map_or(Tri::Unknown, |d| within(d, Window::Months(3), context.as_of));
        let from = Provenance::of(&[entry.id]);
        let sure = fresh == Tri::True && entry.verification == VerificationStatus::Confirmed;
        if sure {
            let _ = facts.set_flag("breastfeeding", true, from);
            return;
        }
        let _ = facts.set_unknown("breastfeeding", from);
    }
}
