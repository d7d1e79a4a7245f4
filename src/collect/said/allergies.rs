//! A cell of allergies: to what, with which reaction, and what is denied or only suspected.

use super::kin::{self, Whom};
use super::none::{self, Kind};
use super::sense::{self, Clause, Sense};
use crate::collect::intake::{Intake, Measured, clip};
use crate::record::{Allergy, ListState, Origin, Reaction, VerificationStatus};
use crate::vocab::text::fold;

/// Reads a cell of allergies.
pub(in crate::collect) fn read(text: &str, origin: &Origin, intake: &mut Intake) {
    if none::is_silent(text) {
        return;
    }
    if none::is_none(text, Kind::Allergies) {
        intake.patient.allergies.state = ListState::Closed;
        return;
    }
    for part in super::parts(text) {
        if super::is_too_long(part, origin, intake) {
            continue;
        }
        if matches!(kin::whom(part), Some(Whom::Other | Whom::Relative(..))) {
            let fact = Measured { text: clip(part), origin: origin.clone(), ..Measured::default() };
            intake.aside_words(&fact, "", "aboutAnother");
            continue;
        }
        read_part(part, origin, intake);
    }
}

fn read_part(part: &str, origin: &Origin, intake: &mut Intake) {
    let mut denying = false;
    // "None known, except penicillin" is never "none".
    let closes = !sense::excepts(part);
    for (sign, text) in sense::clauses(part, |_, _| false) {
        if none::denies_all(text, Kind::Allergies) {
            if closes {
                intake.patient.allergies.state = ListState::Closed;
            }
            denying = closes && !text.contains("过敏");
            continue;
        }
        if none::is_nothing(text) {
            continue;
        }
        let Clause { name, sense } = sense::clause(headless(text));
        let folded = fold(name);
        let tolerated = folded.starts_with("tolerates ") || folded.contains("不过敏") || folded.contains("皮试阴性");
        let (substance, reaction) = parts(name);
        let denied = matches!(sense, Some(Sense::Not { .. }));
        denying &= sign != '!';
        let verification = match sense {
            _ if tolerated || denied => VerificationStatus::Refuted,
            Some(Sense::Doubted) => VerificationStatus::Suspected,
            // A denial goes on over a list; what has a reaction happened; behind a comma nobody is sure.
            None if denying && reaction.is_empty() => match sign {
                ',' | '，' => VerificationStatus::Suspected,
                _ => VerificationStatus::Refuted,
            },
            _ => VerificationStatus::Confirmed,
        };
        // `否认青霉素、头孢过敏，磺胺过敏`: the denial ends with the word allergy, and with a thing that is there.
        denying = (denying || denied)
            && verification != VerificationStatus::Confirmed
            && !(folded.contains("过敏") || folded.contains("allerg"));
        allergy(substance, reaction, verification, origin, intake);
    }
}

/// `Allergies: penicillin`, `allergic to latex`, `对青霉素过敏`: the words before the substance.
fn headless(text: &str) -> &str {
    let mut rest = text.trim();
    for lead in ["allergies:", "allergy:", "allergic to ", "allergy to ", "过敏：", "过敏:", "药物过敏：", "药物过敏:"]
    {
        let begins = rest.get(..lead.len()).is_some_and(|start| start.eq_ignore_ascii_case(lead));
        rest = rest.get(lead.len()..).filter(|_| begins).unwrap_or(rest).trim_start();
    }
    rest.strip_prefix('对').unwrap_or(rest)
}

/// The substance and the reaction behind it: `青霉素（皮疹）`, `aspirin: hives`, `codeine - nausea`, `penicillin intolerance`.
fn parts(name: &str) -> (&str, &str) {
    let bracket = name.trim().strip_suffix([')', '）']).and_then(|body| body.split_once(['(', '（']));
    let cut = bracket.or_else(|| name.split_once([':', '：'])).or_else(|| name.split_once(" - "));
    let (substance, reaction) = cut.map_or((name, ""), |(a, b)| (a.trim(), b.trim()));
    let plain = substance.trim().trim_end_matches(['?', '？']).trim_end();
    let plain = plain.strip_prefix("tolerates ").unwrap_or(plain);
    let plain = plain.strip_suffix("不过敏").or_else(|| plain.strip_suffix("皮试阴性")).unwrap_or(plain);
    match plain.strip_suffix(" intolerance") {
        Some(short) if reaction.is_empty() => (short, "intolerance"),
        Some(short) => (short, reaction),
        None => (plain, reaction),
    }
}

fn allergy(name: &str, reaction: &str, verification: VerificationStatus, origin: &Origin, intake: &mut Intake) {
    if name.trim().is_empty() || intake.is_told(format!("a {} {verification:?}", fold(name))) {
        return;
    }
    let reactions = match reaction {
        "" => Vec::new(),
        text => vec![Reaction { text: clip(text), ..Reaction::default() }],
    };
    let id = intake.patient.fresh_id();
    intake.facts += 1;
    intake.patient.allergies.entries.push(Allergy {
        id,
        text: clip(name),
        verification,
        reactions,
        origin: origin.clone(),
        ..Allergy::default()
    });
}
