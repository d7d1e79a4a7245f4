//! All scores of one person: the headline by region, its family's other outcomes, and the small questions.

use std::collections::BTreeMap;

use crate::error::Error;
use crate::explain::{compare_of, sensitivity_of};
use crate::export::{Headline, Score};
use crate::prepare::Profile;
use crate::score::{
    Assessment, Candidate, Chosen, Equation, Evaluation, Inputs, Missing, Reason, Studied, candidates, choose,
    choose_variant, equations,
};

/// Where the person lives.
pub(crate) struct Asked<'a> {
    pub(crate) region: Option<&'a str>,
    pub(crate) country: Option<&'a str>,
}

/// The question, outcome and horizon of the page's first sentence.
const HEADLINE: (&str, &str, Option<u32>) = ("cardiovascular", "ascvd", Some(10));

/// The equation of the page's first sentence.
pub(crate) fn headline_of(inputs: &Inputs, asked: &Asked<'_>) -> Option<Chosen> {
    let (question, outcome, horizon) = HEADLINE;
    choose(question, outcome, horizon, asked.region, asked.country, inputs)
}

/// Every equation that has something to say here, the headline first.
pub(crate) fn scores(
    inputs: &Inputs,
    profile: &Profile,
    asked: &Asked<'_>,
) -> Result<(Option<Headline>, Vec<Score>), Error> {
    let chosen = headline_of(inputs, asked);
    let mut all = Vec::new();
    let (mut named, mut variants) = (BTreeMap::new(), BTreeMap::new());
    for equation in equations() {
        let question = equation.question();
        let named = named
            .entry(question)
            .or_insert_with(|| candidates(question, asked.region.unwrap_or("other"), asked.country));
        let Some(studied) = studied(equation, named, asked) else { continue };
        let variant = variants.entry(equation.family()).or_insert_with(|| choose_variant(equation.family(), inputs));
        if variant.as_ref().is_some_and(|variant| variant.variant != equation.variant()) {
            continue;
        }
        all.push(score(equation, inputs, profile, studied)?);
    }
    let headline = chosen.map(|chosen| Headline {
        score: chosen.equation.id().into(),
        studied: chosen.studied,
        passed_over: chosen.passed_over,
        set_aside: chosen.set_aside,
    });
    if let Some(first) = headline.as_ref().and_then(|h| all.iter().position(|score| score.id == h.score)) {
        let score = all.remove(first);
        all.insert(0, score);
    }
    Ok((headline, all))
}

/// Whether an equation was studied where the person lives; the outer `None` leaves it out.
///
/// A cardiovascular equation that the region's row does not name says nothing there.
fn studied(equation: &Equation, named: &[Candidate], asked: &Asked<'_>) -> Option<Option<Studied>> {
    let found = named.iter().find(|c| c.family == equation.family()).map(|c| c.studied);
    match (found, equation.question()) {
        (None, "cardiovascular") => None,
        (flag, _) => Some(asked.region.and(flag)),
    }
}

/// What an equation answers for a person whose age may be impossible and whose lists may be silent.
pub(crate) fn answer(equation: &Equation, inputs: &Inputs, profile: &Profile) -> Result<Evaluation, Error> {
    let mut evaluation = equation.evaluate(inputs).or_else(refused)?;
    if let Some(reason) = age_reason(profile) {
        evaluation.assessment = Assessment::NotApplicable { reasons: vec![reason] };
        evaluation.band = None;
    }
    ask_of_exclusions(equation, inputs, &mut evaluation.assessment);
    Ok(evaluation)
}

/// A word or number that an input cannot have is a reason of its equation; the others answer all the same.
fn refused(error: Error) -> Result<Evaluation, Error> {
    let Some(input) = error.args.get("input").cloned() else { return Err(error) };
    let reason = Reason { key: "notAllowed".into(), input: Some(input.into()), args: error.args };
    let assessment = Assessment::NotApplicable { reasons: vec![reason] };
    Ok(Evaluation { assessment, band: None, inputs: Vec::new(), notes: Vec::new() })
}

fn score(equation: &Equation, inputs: &Inputs, profile: &Profile, studied: Option<Studied>) -> Result<Score, Error> {
    let evaluation = answer(equation, inputs, profile)?;
    let computed = matches!(evaluation.assessment, Assessment::Computed { .. });
    let comparison = if computed { compare_of(equation, inputs, &evaluation)? } else { None };
    let sensitivity = if computed { sensitivity_of(equation, inputs, &evaluation)? } else { Vec::new() };
    let (contributions, attribution) = comparison.map(|c| (c.contributions, c.attribution)).unzip();
    Ok(Score {
        id: equation.id().into(),
        family: equation.family().into(),
        question: equation.question().into(),
        outcome: equation.outcome().into(),
        horizon_years: equation.horizon_years(),
        unit: equation.unit().into(),
        band: evaluation.band.filter(|_| computed),
        inputs: evaluation.inputs,
        notes: evaluation.notes,
        sensitivity,
        contributions,
        attribution,
        studied,
        assessment: evaluation.assessment,
    })
}

/// An age that cannot be is no number to compute with.
fn age_reason(profile: &Profile) -> Option<Reason> {
    let who = profile.who();
    let key = if who.age_impossible {
        "ageImpossible"
    } else if who.child {
        "child"
    } else {
        return None;
    };
    let value = who.age.map(|age| ("value".to_owned(), age.to_string()));
    Some(Reason { key: key.into(), input: Some("age".into()), args: value.into_iter().collect() })
}

/// A record without any problem list says nothing of an exclusion, and one that only suspects it does not say no: the
/// score asks before it answers.
fn ask_of_exclusions(equation: &Equation, inputs: &Inputs, assessment: &mut Assessment) {
    let unknown: Vec<Missing> = equation
        .exclusions()
        .filter(|id| ["existing_cvd", "heart_failure"].contains(id))
        .filter(|id| inputs.get(id).is_none_or(|input| input.value.is_none()))
        .map(|id| Missing { input: id.into(), range: None })
        .collect();
    if unknown.is_empty() {
        return;
    }
    match assessment {
        Assessment::NeedsInput { missing } => missing.extend(unknown),
        Assessment::Computed { .. } => *assessment = Assessment::NeedsInput { missing: unknown },
        Assessment::NotApplicable { .. } => {}
    }
}
