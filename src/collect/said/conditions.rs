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
    for part in text.split(['；', ';', '\n', '\r', '。']).map(str::trim).filter(|p| !p.is_empty()) {
        read_part(part, date, origin, intake);
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
    // "no diabetes, hypertension or stroke": the last joint says that all of it is one list.
    let listed = clauses.iter().any(|(sign, c)| *sign == '|' || ["or ", "nor "].iter().any(|w| fold(c).starts_with(w)));
    let mut carried: Option<Sense> = None;
    let mut about = Whom::Person;
    for (sign, text) in clauses {
        if none::denies_all(text, Kind::Conditions) {
            intake.patient.conditions.state = ListState::Closed;
            continue;
        }
        if none::is_well(text) {
            continue;
        }
        about = kin::whom(text).unwrap_or(about);
        let Clause { name, sense } = sense::clause(text);
        let sense = match (sense, carried) {
            (Some(sense), _) => Some(sense),
            // A denial reaches over a list. Behind a comma, "no A, B" may go on or not: nobody is sure.
            (None, Some(Sense::Not { list })) if list || listed || matches!(sign, '、' | '/' | '|') => {
                Some(Sense::Not { list })
            }
            (None, Some(Sense::Not { .. })) => Some(Sense::Doubted),
            (None, _) => None,
        };
        carried = sense.filter(|s| matches!(s, Sense::Not { .. }) && known(name));
        match about {
            Whom::Person => condition(name, sense, date, origin, intake),
            Whom::Other => {
                let fact = Measured { text: clip(text), date, origin: origin.clone(), ..Measured::default() };
                intake.aside_words(&fact, "", "aboutAnother");
            }
            Whom::Relative(who, code) => relative(text, sense, (who, code), date, origin, intake),
        }
    }
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
