//! Everything about one person at a day: profile, scores, explanations, recommendations.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::baselines::{HORIZON, set_baselines};
use super::catalog::{VERSION, facts_date};
use super::finding::{findings, used};
use super::fingerprint::{Facts, fingerprint};
use super::scores::{Asked, answer, scores};
use crate::error::{Error, Kind};
use crate::export::{Assessed, Headline, NotUnderstood, Person, Provenance, Score};
use crate::prepare::{Input, Profile, Status};
use crate::recommend::bridge::{Bridged, Ever, History, bridge, history};
use crate::recommend::{
    Change, GIVEN, GIVEN_RISKS, Nudge, Provenance as Behind, Question, Recommendations, Tri, numbers_to_call,
    recommend, recommend_to_child, recommend_to_deceased,
};
use crate::record::{Patient, Preferences};
use crate::score::{Assessment, InputStatus, InputUsed, Inputs, equation, region_of};
use crate::vocab::PartialDate;
use crate::vocab::twin::twin;

/// Who, when and where an assessment is for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct AssessOptions {
    /// Day of assessment, a full date: ages and windows count to it, and nothing after it is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<PartialDate>,
    /// Where the person lives, ISO 3166-1 two letters; decides the region when none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// `us`, `uk`, `eu`, `cn`, `other`. Absent with no country: unknown, never taken from the language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Actions that the person declined.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub declined: Vec<String>,
    /// What the person would rather do, in place of what the record keeps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preferences: Option<Preferences>,
    /// Scores of a model that learned from feedback, by action: they reorder inside an evidence tier and no further.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, number>"))]
    pub nudge: BTreeMap<String, f64>,
}

/// Assesses one person.
///
/// # Errors
///
/// `assess.asOf` when the day is missing or not a full date; `assess.region` for an unknown region.
pub fn assess(patient: &Patient, options: &AssessOptions) -> Result<Assessed, Error> {
    assess_hashed(patient, options, || Facts::of(patient))
}

/// As [`assess`], of a record whose facts may be hashed already.
pub(super) fn assess_hashed(
    patient: &Patient,
    options: &AssessOptions,
    facts: impl FnOnce() -> Result<Facts, Error>,
) -> Result<Assessed, Error> {
    let ready = ready(patient, options)?;
    let recommendations = recommended(&ready);
    let Ready { profile, region, bridged, headline, scores, .. } = ready;
    let day = PartialDate::from(profile.as_of());
    let not_understood = bridged
        .not_understood
        .into_iter()
        .map(|entry| NotUnderstood { list: entry.list.to_owned(), text: entry.text, fact: entry.fact })
        .collect();
    let who = profile.who();
    let mut assessed = Assessed {
        as_of: day,
        person: Person {
            age: who.age,
            age_uncertain: who.age_uncertain(),
            sex: who.sex,
            deceased: who.deceased,
            child: who.child,
        },
        region: region.map(str::to_owned),
        country: options.country.clone(),
        findings: findings(patient, &profile),
        future: profile.future().to_vec(),
        not_understood,
        presumed: Vec::new(),
        headline,
        scores,
        numbers_to_call: country(options).map_or_else(Vec::new, |country| numbers_to_call(country, &recommendations)),
        recommendations,
        provenance: provenance(patient, &facts()?, options, day)?,
    };
    assessed.presumed = presumed(&assessed);
    Ok(assessed)
}

/// A person at a day with scores, and what the rules see with them: everything but the list itself.
pub(crate) struct Ready {
    pub(crate) profile: Profile,
    pub(crate) region: Option<&'static str>,
    pub(crate) inputs: Inputs,
    pub(crate) bridged: Bridged,
    pub(crate) headline: Option<Headline>,
    pub(crate) scores: Vec<Score>,
}

/// Scores a person and readies the facts of the rules.
pub(crate) fn ready(patient: &Patient, options: &AssessOptions) -> Result<Ready, Error> {
    let (profile, region) = prepared(patient, options)?;
    let mut bridged = bridge(patient, &profile, region);
    let mut inputs = inputs(&profile, &history(patient, profile.as_of()));
    // A pregnancy in the problem list: what the rules know, no score may overlook.
    let told = |input: &InputUsed| input.value == Some(1.0) || answered(input);
    if !inputs.get("pregnant").is_some_and(told) && bridged.tri("pregnant").0 == Tri::True {
        let yes = Input { value: Some(1.0), status: Status::Derived, ..Input::absent("pregnant") };
        inputs.insert(used(&yes));
    }
    let asked = Asked { region, country: options.country.as_deref() };
    let (headline, scores) = scores(&inputs, &profile, &asked)?;
    complete(&mut bridged, patient, (&profile, &inputs), options, (headline.as_ref(), &scores))?;
    Ok(Ready { profile, region, inputs, bridged, headline, scores })
}

/// The list, with the questions of the scores; none for who has died, nor for a child: the actions here are for adults.
pub(crate) fn recommended(ready: &Ready) -> Recommendations {
    let who = ready.profile.who();
    if who.deceased {
        return recommend_to_deceased(&ready.bridged.facts);
    }
    if who.child {
        return recommend_to_child(&ready.bridged.facts);
    }
    let mut recommendations = recommend(&ready.bridged.facts);
    ask_for_scores(&mut recommendations.questions, &ready.scores);
    recommendations
}

/// The profile at the day asked about, eGFR computed, and the region.
pub(crate) fn prepared(patient: &Patient, options: &AssessOptions) -> Result<(Profile, Option<&'static str>), Error> {
    let day = options.as_of.filter(|d| d.is_full()).ok_or_else(|| Error::new(Kind::Usage, "assess.asOf"))?;
    let region = region(options)?;
    let mut profile = Profile::of(patient, day.earliest());
    compute_egfr(&mut profile)?;
    Ok((profile, region))
}

/// The country whose numbers answer: as stated, else the one that a region of one country means.
fn country(options: &AssessOptions) -> Option<&str> {
    options.country.as_deref().or_else(|| match options.region.as_deref()? {
        "us" => Some("US"),
        "uk" => Some("GB"),
        "cn" => Some("CN"),
        _ => None,
    })
}

fn region(options: &AssessOptions) -> Result<Option<&'static str>, Error> {
    const REGIONS: [&str; 5] = ["us", "uk", "eu", "cn", "other"];
    match (&options.region, &options.country) {
        (Some(region), _) => REGIONS.into_iter().find(|known| known == region).map(Some).ok_or_else(|| {
            Error::new(Kind::Usage, "assess.region").with("region", region).with("accepted", REGIONS.join(", "))
        }),
        // A country that no table names has the rows of everywhere.
        (None, Some(country)) => Ok(Some(region_of(country).unwrap_or("other"))),
        (None, None) => Ok(None),
    }
}

/// CKD-EPI 2021 from the creatinine that counts; equations live above the profile.
fn compute_egfr(profile: &mut Profile) -> Result<(), Error> {
    if profile.creatinine_for_egfr().is_some() {
        let inputs: Inputs = ["age", "sex", "creatinine"].iter().filter_map(|id| profile.get(id)).map(used).collect();
        if let Assessment::Computed { value, .. } =
            crate::score::evaluate("ckd-epi-2021-creatinine", &inputs)?.assessment
        {
            profile.set_egfr(value);
        }
    }
    Ok(())
}

/// Everything the profile knows, and the exclusions that equations ask for by their own names.
///
/// Heart and vessel disease counts from every entry by which the rules know it, so that nobody whose record holds a stent
/// and no diagnosis gets a score of primary prevention. A bleeding stroke counts too, as the facts have it.
pub(crate) fn inputs(profile: &Profile, history: &History) -> Inputs {
    let mut inputs: Inputs = profile.inputs().map(told).collect();
    let listed = profile.any("existing_cvd", &["ihd", "mi", "stroke", "tia", "pad"]);
    inputs.insert(used(&ever(profile, listed, &history.vessels)));
    let failure = profile.any("heart_failure", &["heart_failure"]);
    inputs.insert(used(&ever(profile, failure, &history.heart_failure)));
    if !inputs.get("family_history").is_some_and(answered) && !history.family.is_empty() {
        inputs.insert(used(&Input {
            value: Some(1.0),
            status: Status::Found,
            facts: history.family.clone(),
            ..Input::absent("family_history")
        }));
    }
    inputs = inputs.flag("deceased", profile.who().deceased);
    if let Some(pregnant) = profile.word("pregnancy_status") {
        inputs = inputs.flag("pregnant", pregnant == "pregnant");
    }
    inputs
}

/// An exclusion: what a person answered, else yes from anywhere, else a question from anywhere, else the list's silence.
fn ever(profile: &Profile, listed: Input, known: &Ever) -> Input {
    let entered = |input: &&Input| input.status == Status::Entered && input.value.is_some();
    if let Some(answer) = profile.get(&listed.id).filter(entered) {
        return answer.clone();
    }
    if listed.yes() == Some(true) {
        return listed;
    }
    if known.answered == Some(false) {
        // What the answer does not settle (a bleeding in the skull) is asked still.
        return match (known.asks.is_empty(), listed.value.is_some()) {
            (false, _) => Input { facts: known.asks.clone(), ..Input::absent(listed.id) },
            (true, true) => listed,
            (true, false) => Input { value: Some(0.0), status: Status::Entered, ..listed },
        };
    }
    let (value, facts) = match (known.answered, known.yes.is_empty(), known.asks.is_empty()) {
        (Some(true), ..) | (_, false, _) => (Some(1.0), &known.yes),
        (_, _, false) => (None, &known.asks),
        _ => return listed,
    };
    let status = match value {
        None => Status::Absent,
        Some(_) if known.answered.is_some() => Status::Entered,
        Some(_) => Status::Found,
    };
    Input { value, status, facts: facts.clone(), ..Input::absent(listed.id) }
}

fn answered(input: &InputUsed) -> bool {
    input.status == InputStatus::Entered && input.value.is_some()
}

/// An input as a score is told of it: what was computed of old values is in as much doubt as they are.
fn told(input: &Input) -> InputUsed {
    let mut told = used(input);
    if told.status == InputStatus::Derived && input.notes.iter().any(|note| note == "old") {
        told.status = InputStatus::Old;
    }
    told
}

/// What the record itself does not say: risks by equations, refusals, preferences.
fn complete(
    bridged: &mut Bridged,
    patient: &Patient,
    known: (&Profile, &Inputs),
    options: &AssessOptions,
    (headline, scores): (Option<&Headline>, &[Score]),
) -> Result<(), Error> {
    for (field, outcome) in GIVEN_RISKS {
        // A supplied value wins over a computed one.
        if let Some(percent) = bridged.number(field) {
            bridged.facts.set_baseline(outcome, percent / 100.0, GIVEN, HORIZON, None)?;
        } else if let Some((percent, from)) = prevent_base(scores, outcome, known)? {
            bridged.facts.set_number(field, percent, from)?;
        }
    }
    set_baselines(&mut bridged.facts, headline, scores, known.0);
    if let Some(country) = &options.country {
        bridged.facts.set_country(country);
    }
    for action in options.declined.iter().chain(patient.declined.keys()) {
        bridged.facts.decline(action);
    }
    bridged.facts.set_preferences(options.preferences.as_ref().unwrap_or(&patient.preferences))?;
    bridged.facts.set_nudge(Nudge(options.nudge.clone().into_iter().collect()));
    Ok(())
}

/// PREVENT's base model in percent, as the rules use it, rounded as numbers that cross to rules are.
fn prevent_base(
    scores: &[Score],
    outcome: &str,
    (profile, inputs): (&Profile, &Inputs),
) -> Result<Option<(f64, Behind)>, Error> {
    let id = format!("prevent-base-10y-{outcome}");
    let behind = |used: &[InputUsed]| Behind {
        facts: used.iter().flat_map(|i| i.facts.clone()).collect(),
        // As old as the oldest of what it is made of.
        old: used.iter().filter(|i| i.status == InputStatus::Old).filter_map(|i| i.date).min(),
        ..Behind::default()
    };
    let known = scores.iter().find(|score| score.id == id);
    let (assessment, behind) = match known {
        Some(score) => (score.assessment.clone(), behind(&score.inputs)),
        None => {
            let evaluation = answer(equation(&id)?, inputs, profile)?;
            (evaluation.assessment, behind(&evaluation.inputs))
        }
    };
    Ok(match assessment {
        Assessment::Computed { value, .. } => Some((six_digits(value * 100.0), behind)),
        _ => None,
    })
}

pub(super) fn six_digits(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}

/// Missing inputs of scores are questions too; one question a name.
fn ask_for_scores(questions: &mut Vec<Question>, scores: &[Score]) {
    for score in scores.iter().filter(|score| score.question == "cardiovascular") {
        let Assessment::NeedsInput { missing } = &score.assessment else { continue };
        for input in missing {
            // A rule may ask the same by its own name.
            let same = |name: &str| name == input.input || Some(name) == twin(&input.input);
            match questions.iter_mut().find(|question| same(&question.name)) {
                Some(question) => question.scores.push(score.id.clone()),
                None => questions.push(Question {
                    name: input.input.clone(),
                    kind: "input".into(),
                    actions: Vec::new(),
                    scores: vec![score.id.clone()],
                    safety: false,
                    covered: false,
                    change: Change::default(),
                }),
            }
        }
    }
}

/// Names taken as no that decided something: inputs of scores, clauses of cards.
fn presumed(assessed: &Assessed) -> Vec<Cow<'static, str>> {
    let of_scores = assessed
        .scores
        .iter()
        .flat_map(|score| &score.inputs)
        .filter(|input| input.status == InputStatus::Presumed)
        .map(|input| &input.id);
    let of_cards = assessed.recommendations.cards.iter().flat_map(|card| &card.presumed);
    let mut names: Vec<Cow<'static, str>> = of_scores.chain(of_cards).cloned().collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn provenance(
    patient: &Patient,
    facts: &Facts,
    options: &AssessOptions,
    day: PartialDate,
) -> Result<Provenance, Error> {
    let facts_date = facts_date();
    let (from, to) = (facts_date.earliest(), day.earliest());
    let months = (to.year() - from.year()) * 12 + i32::from(u8::from(to.month())) - i32::from(u8::from(from.month()));
    Ok(Provenance {
        version: VERSION.to_owned(),
        facts_date,
        facts_old: (months, to.day()) > (18, from.day()),
        inputs_hash: fingerprint(patient, facts, options)?,
    })
}
