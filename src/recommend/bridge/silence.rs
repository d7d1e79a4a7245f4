//! Values that speak against a list's silence: what the list lacks is then a question, not a presumed no. No value sets a
//! diagnosis, which takes a second test and a clinician.

use super::context::Context;
use super::measure;
use crate::recommend::Tri;
use crate::recommend::rule::Comparison;
use crate::record::{FactId, ListState};

/// Everything that a value keeps from being taken as no.
pub(super) fn compute(context: &mut Context) {
    sugar(context);
    medicated_pressure(context);
}

/// Limits of HbA1c (%) and fasting glucose (mg/dL): prediabetes from the first, diabetes from the second (USPSTF 2021,
/// doi 10.1001/jama.2021.12531).
const SUGAR: [(&str, f64, f64); 2] = [("hba1c", 5.7, 6.5), ("glucose_fasting", 100.0, 126.0)];

/// Values as of prediabetes or diabetes, with no word on either.
fn sugar(context: &mut Context) {
    let types = ["t1d", "t2d"];
    let known = types.iter().any(|name| context.explicit(name) == Tri::True);
    if known || context.profile.yes("diabetes") == Some(true) {
        return;
    }
    // Somebody who closed the list said no to a diabetes that is known; hardly anybody is told of a prediabetes.
    let open = context.patient.conditions.state != ListState::Closed;
    for (concept, prediabetes, diabetes) in SUGAR {
        let input = context.profile.get(concept);
        let at_least = |limit: f64| measure::is(input, Comparison::AtLeast, limit);
        let facts = input.map(|i| i.facts.clone()).unwrap_or_default();
        match (at_least(prediabetes), at_least(diabetes)) {
            (_, Tri::True) if open => types.iter().for_each(|name| ask(context, name, &facts)),
            (Tri::True, Tri::False) => ask(context, "prediabetes", &facts),
            _ => {}
        }
    }
}

/// A medicine that lowers blood pressure, and a pressure of 130/80 or more with it.
fn medicated_pressure(context: &mut Context) {
    let takes = context.medicines.iter().find(|taking| {
        let lowers = |m: &super::medicine::Meant| super::medicine::in_class(context.table, m.name, "antihypertensive");
        taking.taken == Some(true) && taking.names.iter().any(lowers)
    });
    let at_least = |id: &str, limit: f64| measure::is(context.profile.get(id), Comparison::AtLeast, limit);
    let high = at_least("sbp", 130.0).or(at_least("dbp", 80.0)) == Tri::True;
    if let Some(medicine) = takes.map(|taking| taking.entry.id)
        && high
        && context.patient.conditions.state != ListState::Closed
    {
        ask(context, "htn", &[medicine]);
    }
}

/// Leaves a diagnosis open, unless somebody spoke of it by name.
fn ask(context: &mut Context, name: &str, facts: &[FactId]) {
    if context.dx(name).is_some_and(|index| context.said(index).is_none()) {
        context.say_dx(name, Tri::Unknown, facts);
    }
}
