//! Rules of the allergy list: how bad a reaction was, and which vaccine is meant.

use super::context::Context;
use super::entry::{Entry, Place};
use super::table::System;
use crate::recommend::Tri;
use crate::record::VerificationStatus;

const INFLUENZA: &str = "influenza vaccine|flu vaccine|flu shot|influenza|流感疫苗|流感";
const COMPONENTS: &str = "gelatin|gelatine|neomycin|polyethylene glycol|macrogol|polysorbate|yeast|latex|\
    明胶|新霉素|聚乙二醇|聚山梨酯|酵母|乳胶";

/// Rules at an entry that a code matched.
pub(crate) fn decide(context: &Context, entry: &Entry, rule: &str) -> Option<Tri> {
    let _ = context;
    Some(match rule {
        // The code says anaphylaxis to fish itself.
        "fish_severe" => Tri::True,
        "flu_anaphylaxis" => {
            let anaphylaxis = entry.severe_reaction || entry.has_code(&[System::Icd10Cm], "T80.52");
            let influenza = entry.says(INFLUENZA) || entry.has_code(&[System::Snomed], "420113004");
            if anaphylaxis && influenza { Tri::True } else { Tri::Unknown }
        }
        "vaccine_component" => Tri::Unknown,
        _ => return None,
    })
}

/// What the allergies say beyond their own codes: a severe fish allergy, influenza vaccine, vaccines and components,
/// and a statin as the substance.
pub(crate) fn compute(context: &mut Context) {
    let mut said: Vec<(&str, Tri, u32)> = Vec::new();
    let flu = context.table.find(super::table::Kind::Field, "vax_flu_season");
    let fish = context.dx("fish_allergy");
    for entry in context.entries.iter().filter(|e| e.place == Place::Allergy && e.active) {
        let sure = |value: Tri| match entry.verification {
            VerificationStatus::Refuted => Tri::False,
            VerificationStatus::Suspected => Tri::Unknown,
            VerificationStatus::Confirmed => value,
        };
        if fish.is_some_and(|fish| entry.means(fish)) {
            let severe = if entry.severe_reaction { Tri::True } else { Tri::Unknown };
            said.push(("fish_allergy_severe", sure(severe), entry.id));
        }
        let vaccine = |e: &Entry| e.codes.iter().any(|(s, _)| *s == System::Cvx);
        let influenza = entry
            .codes
            .iter()
            .any(|(s, c)| *s == System::Cvx && context.table.of_code(*s, c).iter().any(|r| Some(r.name) == flu))
            || entry.says("influenza vaccine|flu vaccine|flu shot|流感疫苗");
        if influenza {
            let severe = if entry.severe_reaction { Tri::True } else { Tri::Unknown };
            said.push(("flu_vaccine_anaphylaxis", sure(severe), entry.id));
        }
        if (vaccine(entry) || entry.says(COMPONENTS)) && entry.severe_reaction {
            // Which vaccine holds it decides: ask.
            said.push(("vaccine_component_allergy", sure(Tri::Unknown), entry.id));
        }
        if super::entry::names_statin(entry, context.table) {
            said.push(("statin_intolerance", sure(Tri::True), entry.id));
        }
    }
    for (name, value, id) in said {
        context.say_dx(name, value, &[id]);
    }
}
