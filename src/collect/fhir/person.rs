//! Patient: who, born when, sex for clinical use, race codes, whether the person has died.

use super::coded;
use super::shape::{Extension, HumanName, Resource};
use crate::collect::intake::{Intake, Measured, clip};
use crate::record::{Deceased, Origin, Patient, Sex};
use crate::vocab::Code;

/// Reads a Patient resource into its record.
pub(super) fn read(resource: &Resource<'_>, origin: Origin, intake: &mut Intake) {
    if let Some(date) = coded::date(&resource.birth) {
        intake.born(date, &origin);
    }
    let patient = &mut intake.patient;
    patient.name = name(&resource.name);
    patient.sex = sex(resource);
    let gender = resource.gender.trim();
    if !gender.is_empty() && sex_of_word(gender).is_none() {
        patient.gender = Some(clip(gender));
    }
    intake.facts += u32::from(patient.sex.is_some());
    let died = coded::date(&resource.deceased_on);
    if died.is_some() || !resource.deceased_on.is_empty() || resource.deceased.0 == Some(true) {
        patient.deceased = Some(Deceased { date: died });
    }
    for identifier in resource.identifier.iter().filter(|i| !i.value.is_empty()) {
        patient.identifiers.push(format!("{}|{}", identifier.system, identifier.value));
    }
    race(&resource.extension, &mut patient.race);
    patient.origin = origin;
}

/// The same Patient once more: what is new fills gaps, what differs is shown and not used.
pub(super) fn told_again(again: &Patient, origin: &Origin, intake: &mut Intake) {
    let differs = |text: &str, shown: &str, intake: &mut Intake| {
        let fact = Measured { text: text.to_owned(), origin: origin.clone(), ..Measured::default() };
        intake.aside_words(&fact, shown, "differsFromEarlier");
    };
    match (intake.patient.birth, again.birth) {
        (Some(known), Some(new)) if new.latest() < known.earliest() || known.latest() < new.earliest() => {
            differs("birthDate", &new.to_string(), intake);
        }
        (None, new) => intake.patient.birth = new,
        _ => {}
    }
    match (intake.patient.sex, again.sex) {
        (Some(known), Some(new)) if known != new => {
            differs("gender", if new == Sex::Female { "female" } else { "male" }, intake);
        }
        (None, new) => intake.patient.sex = new,
        _ => {}
    }
    intake.patient.deceased = intake.patient.deceased.or(again.deceased);
}

fn name(names: &[HumanName<'_>]) -> String {
    let Some(name) = names.iter().find(|n| &*n.usage == "official").or_else(|| names.first()) else {
        return String::new();
    };
    if !name.text.is_empty() {
        return clip(&name.text);
    }
    let mut parts: Vec<&str> = name.given.iter().map(|g| &**g).collect();
    let together = crate::vocab::text::has_han(&name.family);
    if together {
        parts.insert(0, &name.family);
        return clip(&parts.concat());
    }
    parts.push(&name.family);
    clip(parts.join(" ").trim())
}

/// Sex for clinical use, in the order of the facts: the parameter for clinical use, the individual's sex, the sex at
/// birth, then the administrative gender. The first that speaks decides, also when it says neither: then the page asks.
fn sex(resource: &Resource<'_>) -> Option<Sex> {
    const ORDER: [&str; 4] =
        ["patient-sexParameterForClinicalUse", "us-core-individual-sex", "us-core-sex", "us-core-birthsex"];
    for name in ORDER {
        let extension = resource.extension.iter().find(|e| e.url.rsplit('/').next() == Some(name));
        if let Some(word) = extension.and_then(word_of) {
            if let Some(sex) = sex_of_word(&word) {
                return Some(sex);
            }
            if name == "patient-sexParameterForClinicalUse" {
                return None;
            }
        }
    }
    sex_of_word(&resource.gender)
}

fn word_of(extension: &Extension<'_>) -> Option<String> {
    let own = [
        extension.value_code.to_string(),
        extension.value_coding.as_ref().map(|c| c.code.to_string()).unwrap_or_default(),
        coded::word(extension.value_concept.as_deref()).to_owned(),
        extension.value_string.to_string(),
    ];
    let nested = || extension.extension.iter().find(|e| &*e.url == "value").and_then(word_of);
    own.into_iter().find(|w| !w.is_empty()).or_else(nested)
}

fn sex_of_word(word: &str) -> Option<Sex> {
    match word.trim().to_ascii_lowercase().as_str() {
        "female" | "f" | "248152002" | "female-typical" => Some(Sex::Female),
        "male" | "m" | "248153007" | "male-typical" => Some(Sex::Male),
        _ => None,
    }
}

fn race(extensions: &[Extension<'_>], out: &mut Vec<Code>) {
    for extension in extensions {
        let name = extension.url.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        if !(name.contains("race") || name.contains("ethnic")) {
            continue;
        }
        out.extend(coded::codes(extension.value_concept.as_deref()));
        for part in extension.extension.iter().filter(|p| &*p.url != "text") {
            let Some(coding) = part.value_coding.as_ref().filter(|c| !c.code.is_empty()) else { continue };
            out.push(Code {
                system: coding.system.to_string(),
                code: coding.code.to_string(),
                display: (!coding.display.is_empty()).then(|| coding.display.to_string()),
            });
        }
    }
}
