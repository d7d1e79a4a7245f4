//! What a row's `derive` rule decides at one entry (`data/bridge/rules.csv`). `None`: the entry says nothing of the name.

use super::context::Context;
use super::entry::{Entry, Place, names_statin};
use super::table::{Meaning, Row, Rule, System};
use super::window::{Window, within};
use super::{allergy, computed, pregnancy};
use crate::recommend::Tri;
use crate::record::{Severity, VerificationStatus};

const ICD: &[System] = &[System::Icd10, System::Icd10Cm];

/// What one row makes of its entry.
pub(crate) fn verdict(context: &Context, entry: &Entry, row: Row) -> Option<Tri> {
    match entry.verification {
        VerificationStatus::Refuted => return Some(Tri::False),
        VerificationStatus::Suspected => return Some(Tri::Unknown),
        VerificationStatus::Confirmed => {}
    }
    match row.meaning {
        Meaning::Plain | Meaning::Ever => Some(Tri::True),
        Meaning::Active if entry.place == Place::Procedure => {
            // What is being done stays true for a while only: three months, as the rule of dialysis has it.
            let recent = entry.onset.map_or(Tri::Unknown, |d| within(d, Window::Days(90), context.as_of));
            Some(if recent == Tri::True { Tri::True } else { Tri::Unknown })
        }
        Meaning::Active => Some(Tri::from(entry.active)),
        Meaning::Pregnancy => Some(pregnancy::in_this(context, entry, true)),
        Meaning::Rule(rule) => {
            let rule = context.table.rule(rule)?;
            // A rule of a name that counts while it is active: what is over is not it.
            if entry.over && context.table.counts_while_active(row.name) && !HISTORY_TOO.contains(&rule.id) {
                return Some(Tri::False);
            }
            decide(context, entry, rule)
        }
    }
}

/// Rules that read what is over in their own way.
const HISTORY_TOO: &[&str] = &["past_pregnancy", "bowel_30d", "active_or_ask", "bleeding_30d"];

/// Decides a rule at an entry.
pub(crate) fn decide(context: &Context, entry: &Entry, rule: &Rule) -> Option<Tri> {
    match rule.method {
        "says" => Some(says(rule, entry.says(rule.yes), entry.says(rule.no))),
        "food" => Some(if entry.says(rule.yes) && !entry.says(rule.no) { Tri::True } else { Tri::Unknown }),
        "where" => Some(says(rule, entry.says_where(rule.yes), entry.says_where(rule.no))),
        "recent" => Some(recent(context, entry, rule)),
        "pregnancy" => Some(pregnancy::decide(context, entry, rule.id)),
        "concept" => concept(context, entry, rule),
        "coded" => coded(context, entry, rule.id),
        // Fields, and what is computed from several facts, are decided elsewhere.
        _ => None,
    }
}

fn says(rule: &Rule, yes: bool, no: bool) -> Tri {
    match (yes, no) {
        (true, false) => Tri::True,
        (false, true) => Tri::False,
        (false, false) => Tri::Unknown,
        // Both: a benign variant is none, a febrile seizure is no adult one, two valves are two.
        (true, true) => match rule.id {
            "names_brca" | "seizure_kind" => Tri::False,
            "valve_kind" | "thyroid_histology" => Tri::Unknown,
            _ => Tri::True,
        },
    }
}

fn recent(context: &Context, entry: &Entry, rule: &Rule) -> Tri {
    if entry.over {
        return Tri::False;
    }
    let Some(window) = Window::parse(rule.yes) else { return Tri::Unknown };
    match context.began(entry, window) {
        Tri::False if rule.no == "false" => Tri::False,
        Tri::False => Tri::Unknown,
        other => other,
    }
}

/// A record concept that holds more than the name does.
fn concept(context: &Context, entry: &Entry, rule: &Rule) -> Option<Tri> {
    if rule.no.split('|').any(|code| entry.has_code(ICD, code)) {
        return None;
    }
    match rule.id {
        "concept_stroke" => stroke(context, entry),
        "concept_cirrhosis" => Some(Tri::from(entry.active)),
        _ => Some(Tri::True),
    }
}

/// A stroke whose type nobody stated is none of the ischaemic kind where the same record or text speaks of bleeding.
pub(crate) fn stroke(context: &Context, entry: &Entry) -> Option<Tri> {
    if bleeds(context, entry) {
        return None;
    }
    if ischaemic(entry) {
        return Some(Tri::True);
    }
    let bled = context
        .entries
        .iter()
        .any(|e| e.place == Place::Condition && e.verification == VerificationStatus::Confirmed && bleeds(context, e));
    if !bled {
        return Some(Tri::True);
    }
    let unspecified = entry.codes.iter().any(|(s, c)| *s == System::Snomed && c == "230690007");
    if unspecified { None } else { Some(Tri::Unknown) }
}

/// Whether an entry is a bleeding in the skull, by code or by word.
pub(crate) fn bleeds(context: &Context, entry: &Entry) -> bool {
    let coded = context.dx("ich").is_some_and(|ich| entry.means(ich));
    coded || (!ischaemic(entry) && entry.says(BLEEDING))
}

const BLEEDING: &str = "haemorrhage|hemorrhage|haemorrhagic|hemorrhagic|bleeding|bleed|haematoma|hematoma|出血|血肿";

fn ischaemic(entry: &Entry) -> bool {
    entry.has_code(ICD, "I63")
        || entry.has_code(ICD, "I69.3")
        || entry.says("ischaemic|ischemic|infarct|infarction|lacunar|梗死|梗塞|缺血")
}

fn coded(context: &Context, entry: &Entry, rule: &str) -> Option<Tri> {
    Some(match rule {
        "ask" => Tri::Unknown,
        "active_or_ask" => {
            if entry.active {
                Tri::True
            } else {
                Tri::Unknown
            }
        }
        "stroke_kind" => return stroke(context, entry),
        "mi_3m" => context.began(entry, Window::Months(3)),
        "bleeding_30d" => bleeding(context, entry),
        "bowel_30d" => bowel(context, entry),
        "both_breasts" => both_breasts(context, entry),
        "chest_radiation" => computed::chest_radiation(context),
        "kidney_failure" => Tri::Unknown.or(Tri::from(entry.says("dialysis|haemodialysis|hemodialysis|透析"))),
        "cirrhosis_complication" => {
            if context.confirmed("cirrhosis").any(|e| e.active) {
                Tri::True
            } else {
                Tri::Unknown
            }
        }
        "severe_stenosis" => stenosis(context, entry),
        "fibrosis_stage" => computed::fibrosis(context, entry),
        "statin_cause" => statin_cause(context, entry),
        "statin_muscle" => {
            if names_statin(entry, context.table) {
                Tri::True
            } else {
                Tri::Unknown
            }
        }
        "uti_count" => urinary(context, entry),
        "past_pregnancy" => return pregnancy::past(context, entry),
        "resistant_htn" => return computed::resistant(context),
        "fish_severe" | "flu_anaphylaxis" | "vaccine_component" => return allergy::decide(context, entry, rule),
        _ => return None,
    })
}

/// A bleeding is active when it is said to be and began within 30 days; a history is none.
pub(crate) fn bleeding(context: &Context, entry: &Entry) -> Tri {
    if entry.over {
        return Tri::False;
    }
    match context.began(entry, Window::Days(30)) {
        Tri::True => Tri::True,
        _ => Tri::Unknown,
    }
}

fn bowel(context: &Context, entry: &Entry) -> Tri {
    if entry.says("recurrent|反复|复发") {
        return Tri::True;
    }
    bleeding(context, entry)
}

fn both_breasts(context: &Context, entry: &Entry) -> Tri {
    let side = |words: &str, code: &str| {
        context.entries.iter().any(|e| {
            let breast = e.has_code(ICD, "Z90.1") || e.says("mastectomy|乳房切除|乳腺切除");
            breast && e.verification == VerificationStatus::Confirmed && (e.has_code(ICD, code) || e.says_where(words))
        })
    };
    if entry.says_where("bilateral|both|双侧|双乳") || entry.has_code(ICD, "Z90.13") {
        return Tri::True;
    }
    if side("right|右", "Z90.11") && side("left|左", "Z90.12") { Tri::True } else { Tri::Unknown }
}

fn stenosis(context: &Context, entry: &Entry) -> Tri {
    match entry.severity {
        Some(Severity::Severe) => return Tri::True,
        Some(_) => return Tri::False,
        None => {}
    }
    if entry.says("moderate to severe|moderate-to-severe|中重度|中度至重度") {
        return Tri::Unknown;
    }
    if entry.says("severe|critical|重度|极重度") {
        return Tri::True;
    }
    if entry.says("mild|moderate|轻度|中度") {
        return Tri::False;
    }
    if computed::echo_severe(context) { Tri::True } else { Tri::Unknown }
}

fn statin_cause(context: &Context, entry: &Entry) -> Tri {
    let same_day =
        |e: &Entry| e.has_code(&[System::Icd10Cm], "T46.6X5") && e.since().is_some() && e.since() == entry.since();
    if names_statin(entry, context.table) || context.entries.iter().any(same_day) {
        return Tri::True;
    }
    let other = "traumatic|trauma|crush|exertional|exercise|heat|heatstroke|alcohol|cocaine|infection|seizure|外伤|挤压|\
                 运动|热射|酒精|感染";
    if entry.says(other) { Tri::False } else { Tri::Unknown }
}

/// Two within six months or three within twelve make it recurrent; one with a date is not.
fn urinary(context: &Context, entry: &Entry) -> Tri {
    let is_one = |e: &&Entry| {
        e.place == Place::Condition
            && e.verification == VerificationStatus::Confirmed
            && ["N39.0", "N30.0", "N10"].iter().any(|c| e.has_code(ICD, c))
    };
    let all: Vec<&Entry> = context.entries.iter().filter(is_one).collect();
    let mut days: Vec<time::Date> =
        all.iter().filter_map(|e| e.onset.or(e.recorded)).filter(|d| d.is_full()).map(|d| d.earliest()).collect();
    days.sort_unstable();
    days.dedup();
    let close = |count: usize, months: u32| {
        days.windows(count).any(|w| match (w.first(), w.last()) {
            (Some(first), Some(last)) => *first >= super::window::months_before(*last, months),
            _ => false,
        })
    };
    if close(2, 6) || close(3, 12) {
        return Tri::True;
    }
    let dated = all.len() == days.len() && !days.is_empty();
    if dated && all.iter().any(|e| e.id == entry.id) { Tri::False } else { Tri::Unknown }
}
