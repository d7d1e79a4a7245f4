//! A cell of medicines: what is taken, what was stopped or never taken, and what nobody can tell.

use super::kin::{self, Whom, has_word};
use super::none::{self, Kind};
use super::sense::{self, Clause, Sense};
use crate::collect::dose;
use crate::collect::intake::{Intake, Measured, clip};
use crate::record::{Dose, ListState, Medication, MedicationStatus, Origin};
use crate::vocab::medicine;
use crate::vocab::text::fold;

/// Stopped, also where it stands behind the name.
const STOPPED: [&str; 19] = [
    "停用",
    "已停",
    "停药",
    "停服",
    "停止服用",
    "曾服",
    "曾用",
    "既往服用",
    "stopped",
    "discontinued",
    "d/c",
    "dc'd",
    "ceased",
    "previously",
    "formerly",
    "former",
    "no longer",
    "used to take",
    "until",
];
/// Words that begin a medicine that is not taken.
const NOT_TAKEN: [&str; 22] = [
    "未",
    "否认",
    "不服",
    "不用",
    "从未",
    "拒绝",
    "禁用",
    "避免",
    "never",
    "not",
    "refuses",
    "refused",
    "declined",
    "declines",
    "avoid",
    "avoids",
    "contraindicated",
    "allergic to",
    "allergy to",
    "intolerant",
    "intolerance",
    "past",
];
const TAKING: [&str; 14] = [
    "服用",
    "改用",
    "改为",
    "改服",
    "换用",
    "换为",
    "现用",
    "现服",
    "目前",
    "taking",
    "takes",
    "switched to",
    "now",
    "on",
];
const SWITCHED: [&str; 8] = ["改用", "改为", "改服", "换用", "换为", "改", "switched to", "changed to"];
const ADVISED: [&str; 6] = ["建议", "推荐", "可考虑", "advised", "recommended", "suggested"];
const UNSURE: [&str; 15] = [
    "on hold",
    "held",
    "hold",
    "withheld",
    "plan",
    "plans",
    "planned",
    "will start",
    "to start",
    "consider",
    "considering",
    "拟",
    "需服用",
    "暂停",
    "准备",
];
/// Words of stopping that say the contrary.
const GOES_ON: [&str; 8] =
    ["未停", "没停", "不停", "不能停", "勿停", "not stopped", "never stopped", "not discontinued"];
/// Taken, but not as it should be.
const IRREGULAR: [&str; 9] =
    ["未规律", "不规律", "未按时", "未坚持", "未正规", "未遵医嘱", "not regularly", "irregular", "not always"];
const AS_NEEDED: [&str; 6] = ["必要时", "按需", "备用", "prn", "as needed", "as required"];

/// Reads a cell of medicines.
pub(in crate::collect) fn read(text: &str, origin: &Origin, intake: &mut Intake) {
    if none::is_silent(text) {
        return;
    }
    if none::is_none(text, Kind::Medicines) {
        intake.patient.medications.state = ListState::Closed;
        return;
    }
    for part in super::parts(text) {
        if super::is_too_long(part, origin, intake) {
            continue;
        }
        if none::is_nothing(part) {
            continue;
        }
        if none::denies_all(part, Kind::Medicines) {
            intake.patient.medications.state = ListState::Closed;
            continue;
        }
        if matches!(kin::whom(part), Some(Whom::Other | Whom::Relative(..))) {
            let fact = Measured { text: clip(part), origin: origin.clone(), ..Measured::default() };
            intake.aside_words(&fact, "", "aboutAnother");
            continue;
        }
        for (name, status) in taken(part) {
            medicine(name, status, origin, intake);
        }
    }
}

fn medicine(name: &str, status: MedicationStatus, origin: &Origin, intake: &mut Intake) {
    let folded = fold(name);
    let named = medicine::named(name);
    if intake.is_told(format!("m {folded} {status:?}")) {
        return;
    }
    let (amount, times) = dose::spoken(name);
    let id = intake.patient.fresh_id();
    intake.facts += 1;
    intake.patient.medications.entries.push(Medication {
        id,
        text: clip(name),
        concepts: named.concepts.iter().map(|c| (*c).to_owned()).collect(),
        status,
        dose: Dose { mg_per_day: dose::a_day(None, amount, times), text: String::new() },
        as_needed: AS_NEEDED.iter().any(|w| folded.contains(w)),
        origin: Origin { unverified: named.unverified, ..origin.clone() },
        ..Medication::default()
    });
}

/// Whether a text holds one of some words; English ones whole.
fn has(folded: &str, words: &[&str]) -> bool {
    words.iter().any(|w| if w.is_ascii() { has_word(folded, w) } else { folded.contains(w) })
}

fn leads(folded: &str, words: &[&str]) -> bool {
    let whole = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    words.iter().any(|w| folded.strip_prefix(w).is_some_and(|rest| !w.is_ascii() || whole(rest)))
}

/// The medicines of a part with whether each is taken: `停用X，改服Y` stops X alone, `X，已停用1年` stops what stands before.
fn taken(part: &str) -> Vec<(&str, MedicationStatus)> {
    use MedicationStatus::{Current, Past, Uncertain};
    let named = |text: &str| !medicine::named(text).concepts.is_empty();
    let mut found: Vec<(&str, MedicationStatus)> = Vec::new();
    let mut running = Current;
    let clauses = sense::clauses(part, |left, right| named(left) && named(right));
    for (sign, text) in clauses.into_iter().flat_map(|(sign, text)| switched(sign, text)) {
        let folded = fold(text);
        if none::is_nothing(text) || none::denies_all(text, Kind::Medicines) {
            running = Past;
            continue;
        }
        if matches!(sign, '!' | '↦') {
            running = Current;
        }
        // "X改为Y" stops X; "X，改为Y" most likely does.
        if let Some((_, status)) = found.last_mut().filter(|(_, s)| leads(&folded, &SWITCHED) && *s == Current) {
            *status = if sign == '→' { Past } else { Uncertain };
        }
        if has_only_status(&folded) {
            // Said behind several, it may mean the last alone.
            let several = found.len() > 1 && !leads(&folded, &STOPPED);
            let last = found.len().saturating_sub(1);
            for (index, (_, status)) in found.iter_mut().enumerate().filter(|(_, (_, s))| *s != Past) {
                *status = if several && index < last { Uncertain } else { Past };
            }
            continue;
        }
        // Behind a comma, what was stopped may go on or not.
        if sign == '，' || sign == ',' {
            running = if running == Past { Uncertain } else { running };
        }
        let Clause { name, sense } = sense::clause(text);
        let bare = folded.trim_start_matches(['[', '(', '【', '（']);
        let lasting = leads(bare, &STOPPED) || leads(bare, &ADVISED);
        let goes_on = GOES_ON.iter().any(|w| folded.contains(w));
        let status = if IRREGULAR.iter().any(|w| folded.contains(w)) || has_open_end(&folded) {
            Uncertain
        } else if goes_on {
            running = Current;
            Current
        } else if leads(bare, &NOT_TAKEN) || matches!(sense, Some(Sense::Not { .. })) {
            running = Past;
            Past
        } else if lasting || has(&folded, &STOPPED) || has(&folded, &ADVISED) || folded.ends_with('停') || is_over(bare)
        {
            // Said before the name it holds for what follows, said after it for this one alone.
            running = if lasting { Past } else { running };
            Past
        } else if sense == Some(Sense::Doubted) || has(&folded, &UNSURE) {
            Uncertain
        } else {
            if has(&folded, &TAKING) || sign == '→' || sense == Some(Sense::There) {
                running = Current;
            }
            running
        };
        let shown = if sense == Some(Sense::There) { name } else { text };
        found.push((shown, status));
    }
    found
}

/// "Until review" has no year: nobody knows whether it is over.
fn has_open_end(folded: &str) -> bool {
    folded.split_once(" until ").is_some_and(|(_, end)| !end.contains(|c: char| c.is_ascii_digit()))
}

/// A clause that names two medicines, one in place of the other, as two.
fn switched(sign: char, text: &str) -> Vec<(char, &str)> {
    let named = |text: &str| !medicine::named(text).concepts.is_empty();
    let at = SWITCHED.iter().filter_map(|w| text.find(w)).find(|at| {
        let (left, right) = text.split_at_checked(*at).unwrap_or_default();
        named(left) && named(right)
    });
    if let Some((left, right)) = at.and_then(|at| text.split_at_checked(at)) {
        return vec![(sign, left.trim()), ('→', right)];
    }
    // "Insulin until 2020 then metformin": the second is taken, whatever the first was.
    match text.split_once(" then ").filter(|(left, right)| named(left) && named(right)) {
        Some((left, right)) => vec![(sign, left), ('↦', right)],
        None => vec![(sign, text)],
    }
}

/// `ex-statin`, `simvastatin (2015-2017)`: begun and ended.
fn is_over(folded: &str) -> bool {
    let years: Vec<&str> = folded.split(|c: char| !c.is_ascii_digit()).filter(|d| d.len() == 4).collect();
    let range = years.windows(2).any(|pair| match pair {
        [from, to] => ["-", "–", "~", "至", " to "].iter().any(|sign| folded.contains(&format!("{from}{sign}{to}"))),
        _ => false,
    });
    range || folded.starts_with("ex-") || folded.starts_with("ex ")
}

/// A fragment that says since when or why, and names no medicine: `已停用1年`, `not taking`.
fn has_only_status(folded: &str) -> bool {
    const TIME: &str = "用药服了年月日周天余多前约半个于至今一二三四五六七八九十两几";
    const WORDS: [&str; 10] = ["year", "years", "month", "months", "week", "weeks", "ago", "in", "since", "for"];
    const ALONE: [&str; 7] =
        ["not taking", "not taken", "not taking it", "no longer taking", "不服用", "未服用", "已不用"];
    let is_time = |word: &str| WORDS.contains(&word) || word.chars().all(|c| !c.is_alphabetic() || TIME.contains(c));
    let stopped = STOPPED.iter().filter_map(|w| folded.strip_prefix(w));
    let only_stopped = stopped.into_iter().any(|rest| rest.split_whitespace().all(is_time));
    let short = ADVISED.iter().any(|w| folded.starts_with(w)) && folded.chars().count() <= 8;
    only_stopped || ALONE.contains(&folded) || (short && medicine::named(folded).concepts.is_empty())
}
