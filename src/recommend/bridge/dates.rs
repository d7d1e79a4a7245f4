//! How long ago something was measured, looked at or asked: `m_since_…`, and screenings that are still valid.

use std::collections::BTreeSet;

use super::context::Context;
use super::entry::{Entry, Place};
use super::field::number;
use super::table::{Kind, Meaning};
use super::text;
use super::window::{Window, months_between, within};
use crate::recommend::{Facts, Provenance, Tri};
use crate::record::{FactId, VerificationStatus};
use crate::vocab::PartialDate;

/// Field → concepts whose latest measurement counts.
const MEASURED: &[(&str, &[&str])] = &[
    ("m_since_bp", &["sbp"]),
    ("m_since_lipids", &["ldl", "total_chol", "hdl", "triglycerides"]),
    ("m_since_hba1c", &["hba1c"]),
    ("m_since_uacr", &["uacr"]),
    ("m_since_potassium", &["potassium"]),
    ("m_since_psa", &["psa"]),
    ("m_since_dxa", &["bone_t_score"]),
    ("m_since_depression_screen", &["phq9"]),
    ("m_since_anxiety_screen", &["gad7"]),
];

/// Fields whose codes and words give a date.
const DATED: &[&str] = &[
    "m_since_eye",
    "m_since_foot",
    "m_since_mammogram",
    "m_since_ldct",
    "m_since_dxa",
    "m_since_gastroscopy",
    "m_since_depression_screen",
    "m_since_anxiety_screen",
    "m_since_alcohol_screen",
];

/// Screenings that count once done, whenever.
const EVER: &[&str] = &["aaa_screened", "hcv_tested", "hiv_tested", "hbv_tested", "tb_tested"];

/// Puts every field of this module.
pub(super) fn put(context: &Context, facts: &mut Facts) {
    let fields: BTreeSet<&str> = MEASURED.iter().map(|(field, _)| *field).chain(DATED.iter().copied()).collect();
    for field in fields {
        let concepts = MEASURED.iter().find(|(f, _)| *f == field).map_or(&[][..], |(_, concepts)| *concepts);
        let measured = context
            .entries
            .iter()
            .filter(|e| e.place == Place::Measurement && e.concepts.iter().any(|c| concepts.contains(&c.as_str())));
        let mut seen: Vec<(PartialDate, FactId)> = measured.filter_map(|e| Some((e.onset?, e.id))).collect();
        if DATED.contains(&field) {
            seen.extend(events(context, field, None));
        }
        since(context, facts, field, &seen);
    }
    fib4(context, facts);
    for field in EVER {
        let Some(index) = context.table.find(Kind::Field, field) else { continue };
        let done: Vec<FactId> = context
            .entries
            .iter()
            .filter(|e| e.means(index) && e.verification != VerificationStatus::Refuted)
            .map(|e| e.id)
            .collect();
        if !done.is_empty() {
            let _ = facts.set_flag(field, true, Provenance::of(&done));
        }
    }
    colon(context, facts);
    cervix(context, facts);
}

/// Dated entries of a field, of one rule or of any that gives a date.
pub(super) fn events(context: &Context, field: &str, rule: Option<&str>) -> Vec<(PartialDate, FactId)> {
    let Some(index) = context.table.find(Kind::Field, field) else { return Vec::new() };
    let by = |e: &&Entry| {
        e.verification == VerificationStatus::Confirmed
            && e.rows.iter().any(|r| match r.meaning {
                Meaning::Rule(i) if r.name == index => {
                    context.table.rule(i).is_some_and(|known| rule.is_none_or(|id| known.id == id))
                }
                _ => false,
            })
    };
    context.entries.iter().filter(by).filter_map(|e| Some((e.since()?, e.id))).collect()
}

/// Months from the latest; a date that is too coarse counts from its last possible day.
fn since(context: &Context, facts: &mut Facts, field: &str, seen: &[(PartialDate, FactId)]) {
    let day = |date: &PartialDate| date.latest().min(context.as_of);
    if let Some((date, id)) = seen.iter().max_by_key(|(date, _)| day(date)) {
        number(facts, field, months_between(day(date), context.as_of), &[*id]);
    }
}

/// FIB-4 could be computed on a day when AST, ALT and platelets were known within 30 days of each other.
fn fib4(context: &Context, facts: &mut Facts) {
    let days = |concept: &str| -> Vec<(PartialDate, FactId)> {
        let is = |e: &&Entry| e.place == Place::Measurement && e.concepts.iter().any(|c| c == concept);
        context.entries.iter().filter(is).filter_map(|e| Some((e.onset.filter(|d| d.is_full())?, e.id))).collect()
    };
    let (ast, alt, platelets) = (days("ast"), days("alt"), days("platelets"));
    let mut best: Option<(PartialDate, [FactId; 3])> = None;
    for (a, ia) in &ast {
        for (b, ib) in &alt {
            for (c, ic) in &platelets {
                let (first, last) = (*a.min(b).min(c), *a.max(b).max(c));
                let near = first.days_before(last.earliest()) <= 30;
                if near && best.is_none_or(|(d, _)| last > d) {
                    best = Some((last, [*ia, *ib, *ic]));
                }
            }
        }
    }
    if let Some((date, ids)) = best {
        number(facts, "m_since_fib4", months_between(date.latest().min(context.as_of), context.as_of), &ids);
    }
}

/// Colonoscopy 10 years, CT colonography and sigmoidoscopy 5, stool DNA 3, stool blood 1. A positive stool test without
/// a later colonoscopy is not up to date.
fn colon(context: &Context, facts: &mut Facts) {
    const FIELD: &str = "crc_up_to_date";
    let valid = [
        ("colonoscopy", 120),
        ("date", 120),
        ("sigmoidoscopy", 60),
        ("ct_colonography", 60),
        ("stool_dna", 36),
        ("fit", 12),
    ];
    let scopes: Vec<(PartialDate, FactId)> =
        ["colonoscopy", "date"].iter().flat_map(|r| events(context, FIELD, Some(r))).collect();
    let positive = context.entries.iter().find(|e| {
        let stool =
            ["fit", "stool_dna"].iter().any(|r| events(context, FIELD, Some(r)).iter().any(|(_, id)| *id == e.id));
        let later = scopes.iter().any(|(d, _)| e.since().is_some_and(|at| *d >= at));
        stool
            && !later
            && e.word
                .as_deref()
                .is_some_and(|w| text::says(w, "positive|detected|阳性") && !text::says(w, "not detected"))
    });
    if let Some(entry) = positive {
        let _ = facts.set_flag(FIELD, false, Provenance::of(&[entry.id]));
        return;
    }
    for (rule, months) in valid {
        for (date, id) in events(context, FIELD, Some(rule)) {
            if within(date, Window::Months(months), context.as_of) == Tri::True {
                let _ = facts.set_flag(FIELD, true, Provenance::of(&[id]));
                return;
            }
        }
    }
}

/// A Pap test within 3 years (21 to 65) or an HPV test within 5 (30 to 65): not due. An older one leaves it open, since
/// the list of tests may be incomplete.
fn cervix(context: &Context, facts: &mut Facts) {
    const FIELD: &str = "cervical_due";
    let age = context.profile.who().age;
    let mut seen = Vec::new();
    for (rule, months, from_age) in [("pap", 36, 21), ("hpv_test", 60, 30)] {
        for (date, id) in events(context, FIELD, Some(rule)) {
            seen.push(id);
            let old_enough = age.is_some_and(|a| a >= from_age);
            if old_enough && within(date, Window::Months(months), context.as_of) == Tri::True {
                let _ = facts.set_flag(FIELD, false, Provenance::of(&[id]));
                return;
            }
        }
    }
    if !seen.is_empty() {
        let _ = facts.set_unknown(FIELD, Provenance::of(&seen));
    }
}
