//! What a person answered, under whichever name it was asked: the rules hear answers to the questions of scores.

use crate::recommend::{Facts, Provenance, Tri};
use crate::record::{Answer, Patient};
use crate::vocab::twin::{DIABETES_KINDS, twin};

/// Yes or no to a name of the rules or to its twin among the inputs of scores; its own answer goes before.
pub(super) fn of(patient: &Patient, name: &str) -> Option<bool> {
    let flag = |name: &str| match patient.answers.get(name) {
        Some(Answer::Flag(yes)) => Some(*yes),
        _ => None,
    };
    flag(name).or_else(|| flag(twin(name)?)).or_else(|| {
        let kind = DIABETES_KINDS.iter().position(|kind| *kind == name)?;
        diabetes(patient)?.get(kind).copied()?
    })
}

/// Puts every answer that the rules have a name for.
pub(super) fn put(patient: &Patient, facts: &mut Facts) {
    let kinds = DIABETES_KINDS.iter().zip(diabetes(patient).into_iter().flatten());
    for (name, kind) in kinds {
        let value = kind.map_or(Tri::Unknown, Tri::from);
        // A yes to diabetes only takes a presumed no away: a kind that the record names stands.
        let _ = match value {
            Tri::Unknown => facts.add_dx(name, value, Provenance::default()),
            _ => facts.set_dx(name, value, Provenance::default()),
        };
    }
    let answered = |name: &str| patient.answers.contains_key(name);
    for (name, answer) in &patient.answers {
        if let Some(other) = twin(name).filter(|other| !answered(other)) {
            let _ = facts.set_answer(other, answer, Provenance::default());
        }
        // Answers about other inputs of equations are not the rules' business; the profile has read them.
        let _ = facts.set_answer(name, answer, Provenance::default());
    }
}

/// What the answer about diabetes says of each kind; `None` where nobody answered, or answered with a word of a record.
fn diabetes(patient: &Patient) -> Option<[Option<bool>; 2]> {
    match patient.answers.get("diabetes")? {
        Answer::Flag(false) => Some([Some(false); 2]),
        Answer::Flag(true) => Some([None; 2]),
        Answer::Word(word) => match word.as_str() {
            "no" => Some([Some(false); 2]),
            "yes" => Some([None; 2]),
            "type1" | "type 1" => Some([Some(true), Some(false)]),
            "type2" | "type 2" => Some([Some(false), Some(true)]),
            _ => None,
        },
        Answer::Number(_) => None,
    }
}
