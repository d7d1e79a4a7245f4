//! A cell of diagnoses: the person's own, a relative's, what is denied and what nobody is sure of.

use super::kin::{self, Whom};
use super::none::{self, Kind};
use super::sense::{self, Clause, Sense};
use crate::collect::intake::{Intake, Measured, clip};
use crate::record::{ClinicalStatus, Condition, FamilyCondition, FamilyMember, ListState, Origin, VerificationStatus};
use crate::vocab::text::fold;
use crate::vocab::{Code, PartialDate, label};

/// Reads a cell of diagnoses.
pub(in crate::collect) fn read(text: &str, date: Option<PartialDate>, origin: &Origin, intake: &mut Intake) {
    if none::is_silent(text) {
        return;
    }
    if none::is_none(text, Kind::Conditions) {
        intake.patient.conditions.state = ListState::Closed;
        return;
    }
    for part in super::parts(text) {
        if super::is_too_long(part, origin, intake) {
            continue;
        }
        read_part(part, date, origin, intake);
    }
}

/// What the words of one diagnosis say, where no code does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::collect) struct Told {
    /// The condition that the words name, whole.
    pub(in crate::collect) concept: Option<&'static str>,
    /// A condition that stands among other words: ask.
    pub(in crate::collect) asks: Option<&'static str>,
    pub(in crate::collect) verification: VerificationStatus,
    pub(in crate::collect) over: bool,
}

/// Reads the words of one diagnosis (`Hx of MI`, `否认糖尿病`, `CKD stage 3`). A name that fills them decides; a name among
/// other words is asked about, since `diabetes education` is no diabetes.
pub(in crate::collect) fn one(text: &str) -> Told {
    if let Some(concept) = label::condition(text) {
        return Told { concept: Some(concept), ..Told::default() };
    }
    let whom = kin::whom(text);
    if text.chars().count() > 80 || matches!(whom, Some(Whom::Other | Whom::Relative(..))) {
        return Told::default();
    }
    if matches!(whom, Some(Whom::Teller | Whom::Shared(..))) {
        return Told { asks: label::condition_within(text), ..Told::default() };
    }
    let Clause { name, sense } = sense::clause(text);
    let (exact, within) = (label::condition(name), label::condition_within(name));
    match sense {
        Some(Sense::Not { .. }) if exact.is_some() => {
            Told { concept: exact, verification: VerificationStatus::Refuted, ..Told::default() }
        }
        // Denied is a part of it or another thing: ask.
        Some(Sense::Not { .. }) => Told { asks: within, ..Told::default() },
        Some(Sense::Doubted) => {
            Told { concept: exact.or(within), verification: VerificationStatus::Suspected, ..Told::default() }
        }
        _ => Told {
            concept: exact,
            asks: within.filter(|_| exact.is_none()),
            over: sense == Some(Sense::Over),
            ..Told::default()
        },
    }
}

fn known(text: &str) -> bool {
    label::condition_within(text).is_some()
}

fn read_part(part: &str, date: Option<PartialDate>, origin: &Origin, intake: &mut Intake) {
    let clauses = match label::condition(part) {
        Some(_) => vec![(' ', part)],
        None => sense::clauses(part, |left, right| known(left) && known(right)),
    };
    let mut carried: Option<Carried> = None;
    let mut about = Whom::Person;
    for (index, (sign, text)) in clauses.iter().copied().enumerate() {
        if none::denies_all(text, Kind::Conditions) {
            if !sense::excepts(part) {
                intake.patient.conditions.state = ListState::Closed;
            }
            continue;
        }
        if none::is_nothing(text) {
            continue;
        }
        about = kin::whom(text).unwrap_or(about);
        let Clause { name, sense: own } = sense::clause(text);
        let (sense, next) = match (own, carried) {
            // Only a denial that stands before its name reaches on.
            (Some(Sense::Not { .. }), _) if known(name) && !text.trim_start().starts_with(name) => {
                (own, Some(Carried::No))
            }
            (Some(_), _) => (own, None),
            (None, _) if sign == '!' => (Some(Sense::There), None),
            (None, None) => (None, None),
            (None, Some(before)) => reach(before, sign, name, is_list(&clauses, index)),
        };
        carried = next;
        match about {
            Whom::Person => condition(name, sense, date, origin, intake),
            Whom::Teller => condition(name, Some(Sense::Doubted), date, origin, intake),
            Whom::Shared(who, code) => {
                condition(name, Some(Sense::Doubted), date, origin, intake);
                relative(text, sense, (who, code), date, origin, intake);
            }
            Whom::Other => {
                let fact = Measured { text: clip(text), date, origin: origin.clone(), ..Measured::default() };
                intake.aside_words(&fact, "", "aboutAnother");
            }
            Whom::Relative(who, code) => relative(text, sense, (who, code), date, origin, intake),
        }
    }
}

/// How a denial reaches over the clauses behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Carried {
    No,
    /// It may have ended at a comma: nobody is sure.
    Perhaps,
}

/// What a denial says of a clause without a word of its own. Behind a comma, "no A, B" may go on or not; a year or an
/// operation says that this one happened.
fn reach(before: Carried, sign: char, name: &str, listed: bool) -> (Option<Sense>, Option<Carried>) {
    let comma = matches!(sign, ',' | '，');
    if happened(name) {
        let sure = comma || sign == '、' && !name.is_ascii();
        return (Some(if sure { Sense::There } else { Sense::Doubted }), None);
    }
    match before {
        Carried::No if listed || matches!(sign, '、' | '/' | '|') => (Some(Sense::Not { list: true }), Some(before)),
        _ => (Some(Sense::Doubted), Some(Carried::Perhaps)),
    }
}

/// Whether an "or" follows in the same list: "no diabetes, hypertension or stroke" denies all of it.
fn is_list(clauses: &[(char, &str)], index: usize) -> bool {
    let rest = clauses.iter().enumerate().skip(index);
    let plain = rest.take_while(|(at, (sign, text))| {
        *sign != '!'
            && (starts_with_or(text) || sense::clause(text).sense.is_none())
            && (*at == index || !happened(text))
    });
    plain.map(|(_, clause)| clause).any(|(sign, text)| *sign == '|' || starts_with_or(text))
}

fn starts_with_or(text: &str) -> bool {
    let folded = fold(text);
    ["or ", "nor ", "或"].iter().any(|w| folded.starts_with(w))
}

/// Whether a clause has evidence of its own: a year, how long, an operation, what it left. A type or a stage is no evidence.
fn happened(name: &str) -> bool {
    let folded = fold(name);
    let after =
        ["后遗症", "术后", "植入", "置入", "行pci", "stent", "bypass", "surgery", "s/p", "sequela", "on treatment"];
    if after.iter().any(|w| folded.contains(w)) || folded.contains('行') && folded.contains('术') {
        return true;
    }
    let open = ["last", "past", "within", "recent", "近", "以内"].iter().any(|w| folded.contains(w));
    !open && label::condition(name).is_none() && counts(&folded)
}

/// Whether a number stands in a folded text that is no type, stage or grade.
fn counts(folded: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let mut rest = folded;
    while let Some(at) = rest.find(digit) {
        let (before, from) = rest.split_at_checked(at).unwrap_or_default();
        let after = from.trim_start_matches(digit);
        let kind = ["type ", "stage ", "grade ", "class ", "g", "t"].iter().any(|w| before.ends_with(w));
        if !kind && !after.trim_start().starts_with(['型', '级', '期']) {
            return true;
        }
        rest = after;
    }
    false
}

fn condition(name: &str, sense: Option<Sense>, date: Option<PartialDate>, origin: &Origin, intake: &mut Intake) {
    let plain = name.trim().trim_end_matches(['史', '等', '病', ':', '：']).trim();
    if plain.is_empty() {
        return;
    }
    let verification = match sense {
        Some(Sense::Not { .. }) => VerificationStatus::Refuted,
        Some(Sense::Doubted) => VerificationStatus::Suspected,
        _ => VerificationStatus::Confirmed,
    };
    let clinical = if sense == Some(Sense::Over) { ClinicalStatus::Resolved } else { ClinicalStatus::Unstated };
    if intake.is_told(format!("c {} {verification:?}", fold(name))) {
        return;
    }
    let concept = label::condition(name).or_else(|| label::condition_within(name));
    let onset = year(name).filter(|year| date.is_none_or(|day| year.year() <= day.year()));
    let id = intake.patient.fresh_id();
    intake.facts += 1;
    intake.patient.conditions.entries.push(Condition {
        id,
        text: clip(name),
        concepts: concept.into_iter().map(str::to_owned).collect(),
        clinical,
        verification,
        onset,
        recorded: date,
        origin: origin.clone(),
        ..Condition::default()
    });
}

/// The year a clause gives behind its name: `妊娠期糖尿病史(2019)`, `stroke (2015)`, `CABG 2015`, `高血压（2008年）`.
fn year(clause: &str) -> Option<PartialDate> {
    let bracketed = clause.rsplit_once(['(', '（']).and_then(|(_, inside)| inside.split_once([')', '）']));
    let last = match bracketed {
        Some((inside, _)) => inside.trim(),
        None => clause.trim().rsplit_once(' ')?.1,
    };
    let year = last.strip_suffix('年').unwrap_or(last).trim();
    let digits = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| year.parse().ok()).flatten().filter(|y: &PartialDate| (1900..=2100).contains(&y.year()))
}

/// What a relative had. That none of them had it says nothing of the person.
fn relative(
    clause: &str,
    sense: Option<Sense>,
    (who, code): (&'static str, &'static str),
    date: Option<PartialDate>,
    origin: &Origin,
    intake: &mut Intake,
) {
    let history = label::condition(sense::clause(clause).name).filter(|concept| concept.starts_with("fh_"));
    if !matches!(sense, None | Some(Sense::There | Sense::Over)) {
        if history.is_some() {
            condition(sense::clause(clause).name, sense, date, origin, intake);
        }
        return;
    }
    let concept = label::condition_within(clause).and_then(label::of);
    let text =
        concept.map_or_else(|| clip(clause), |l| if clause.is_ascii() { l.en.to_owned() } else { l.zh.to_owned() });
    let id = intake.patient.fresh_id();
    intake.facts += 1;
    intake.patient.family.push(FamilyMember {
        id,
        relationship: vec![Code {
            system: "http://terminology.hl7.org/CodeSystem/v3-RoleCode".into(),
            code: code.into(),
            display: None,
        }],
        text: who.to_owned(),
        conditions: vec![FamilyCondition { codes: Vec::new(), text, onset_age: kin::age(clause) }],
        origin: origin.clone(),
    });
}
