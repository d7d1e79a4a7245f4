//! What a record says of a whole list: "none known" as an entry, and empty sections of a document. Such a statement closes
//! a list only while it is current and sure; one that is over, withdrawn or doubted is set aside.

use super::clinical::{aside, is_error};
use super::coded;
use super::shape::{Resource, Section};
use crate::collect::intake::Intake;
use crate::collect::said::{self, Kind};
use crate::record::{ListState, Origin};
use crate::vocab::concept::{self, Place};
use crate::vocab::{Code, System};

/// Reads an entry that speaks of the whole list; `false` when it speaks of something of its own. `holds` says that the
/// statement is current and sure.
pub(super) fn none_known(
    place: Place,
    codes: &[Code],
    text: &str,
    holds: bool,
    (resource, origin): (&Resource<'_>, &Origin),
    intake: &mut Intake,
) -> bool {
    let coded = codes.iter().find_map(|c| concept::sentinel(place, System::of(&c.system), &c.code));
    // Words speak only where no code does. "No known drug allergies" leaves the list open for the rest, as its code does.
    let words = || match place {
        _ if !codes.is_empty() => None,
        Place::Allergy if is_of_drugs(text) => said::is_none(text, Kind::Allergies).then_some("absent-some"),
        Place::Allergy => said::is_none(text, Kind::Allergies).then_some("absent"),
        Place::Condition => said::is_none(text, Kind::Conditions).then_some("absent"),
        Place::Medicine => said::is_none(text, Kind::Medicines).then_some("absent"),
        Place::Observation => None,
    };
    let Some(meaning) = coded.or_else(words) else { return false };
    if meaning != "absent" {
        return true;
    }
    if !holds {
        let withdrawn = is_error(&resource.status) || is_error(coded::word(resource.verification_status.as_deref()));
        aside(intake, text, if withdrawn { "enteredInError" } else { "notCurrent" }, None, origin.clone());
        return true;
    }
    close(place, intake);
    true
}

fn is_of_drugs(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["drug", "nkda", "medic", "药"].iter().any(|word| lower.contains(word))
}

fn close(place: Place, intake: &mut Intake) {
    let patient = &mut intake.patient;
    let state = match place {
        Place::Condition => &mut patient.conditions.state,
        Place::Medicine => &mut patient.medications.state,
        Place::Allergy => &mut patient.allergies.state,
        Place::Observation => return,
    };
    *state = ListState::Closed;
}

/// Sections of a document that say "none known" close their lists, unless the document itself does not stand.
pub(super) fn document(composition: &Resource<'_>, intake: &mut Intake) {
    if matches!(&*composition.status, "" | "final" | "amended" | "corrected" | "appended") {
        sections(&composition.section, intake);
    }
}

fn sections(all: &[Section<'_>], intake: &mut Intake) {
    for section in all {
        // A section may speak of somebody else than the document does.
        if section.focus.is_some() {
            continue;
        }
        if coded::word(section.empty_reason.as_deref()) == "nilknown" {
            let codes = coded::codes(section.code.as_deref());
            let loinc = codes.iter().filter(|c| System::of(&c.system) == System::Loinc);
            for code in loinc {
                match code.code.as_str() {
                    "11450-4" => close(Place::Condition, intake),
                    "10160-0" => close(Place::Medicine, intake),
                    "48765-2" => close(Place::Allergy, intake),
                    _ => {}
                }
            }
        }
        sections(&section.section, intake);
    }
}
