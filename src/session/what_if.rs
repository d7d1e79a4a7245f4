//! What other values would mean: the headline moved by what trials say, or in outline by what the equation says of
//! people with these values; and the list for them.
//!
//! A fall of blood pressure or of LDL acts by its trials' relative effect, down to the lowest target that a source
//! supports. What no trial links with the outcome moves the answer by the ratio of the equation's two answers, and marks
//! it as outline. The list is that of the changed facts; its gains act on the moved risks.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::assess::{AssessOptions, inputs, prepared, ready, recommended, six_digits};
use super::baselines::{HORIZON, Risk, set_risks};
use super::scores::{Asked, answer, headline_of};
use crate::collect::{Amendment, amend};
use crate::error::{Error, Kind};
use crate::prepare::Profile;
use crate::recommend::bridge::history;
use crate::recommend::{Fall, GIVEN_RISKS, Links, Provenance, Recommendations, is_field, remaining};
use crate::record::Patient;
use crate::score::{Assessment, Equation, Inputs, equations_of};
use crate::vocab::{PartialDate, label, unit};

/// A value to suppose: a number in the canonical unit, or a word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(untagged)]
pub enum Supposition {
    /// In the concept's canonical unit.
    Number(f64),
    /// One of the concept's words.
    Word(String),
}

/// The headline with other values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Moved {
    /// Equation id.
    pub id: String,
    /// What is counted.
    pub outcome: String,
    /// Years ahead.
    pub horizon_years: u32,
    /// Share of people like this one as things are.
    pub baseline: f64,
    /// Share with the other values.
    pub after: f64,
    /// 2.5 % of `after`; absent where it is outline or nothing moved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// 97.5 %.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// The equation moved it, in part or in whole: a comparison of people, no effect of a change.
    pub outline: bool,
    /// Message keys under `gain.notes`: `below_lowest_target`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// What other values would mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct WhatIf {
    /// The headline; absent where there is no answer before or after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Moved>,
    /// The list for these values.
    pub recommendations: Recommendations,
}

/// Supposes other values.
///
/// # Errors
///
/// As [`super::assess()`] for the options; `whatIf.concept` for a name that nothing reads; `value.*` for a number that
/// cannot be; `amend.word` for a word that the concept has not.
pub fn what_if(
    patient: &Patient,
    changes: &BTreeMap<String, Supposition>,
    options: &AssessOptions,
) -> Result<WhatIf, Error> {
    let (profile, region) = prepared(patient, options)?;
    let changes = coupled(changes, &profile)?;
    let mut altered = patient.clone();
    amend(&mut altered, &amendments(&changes), Some(PartialDate::from(profile.as_of())))?;
    let mut after = ready(&altered, options)?;
    let mut before = inputs(&profile, &history(patient, profile.as_of()));
    if let Some(pregnant) = after.inputs.get("pregnant") {
        before.insert(pregnant.clone());
    }
    let asked = Asked { region, country: options.country.as_deref() };
    let Some(headline) = headline_of(&before, &asked).map(|chosen| chosen.equation) else {
        return Ok(WhatIf { score: None, recommendations: recommended(&after) });
    };
    let supposed = Supposed {
        before: (&before, &profile),
        after: (&after.inputs, &after.profile),
        falling: falling(&changes, &profile),
        links: Links::of(&after.bridged.facts),
    };
    let score = supposed.moved(headline)?;
    let mut risks = Vec::new();
    let alike = |e: &&Equation| e.variant() == headline.variant() && e.horizon_years() == Some(HORIZON);
    for equation in equations_of(headline.family()).filter(alike) {
        risks.extend(supposed.moved(equation)?);
    }
    let part = supposed.within_total(&risks);
    let moved: Vec<Risk> = risks
        .iter()
        .map(|risk| {
            let then = (if risk.outcome == "total_cvd" { risk.after * part } else { risk.after }).clamp(0.0, 1.0);
            Risk { outcome: &risk.outcome, equation: &risk.id, now: risk.baseline, then, interval: None }
        })
        .collect();
    set_risks(&mut after.bridged.facts, &moved);
    for (field, outcome) in GIVEN_RISKS {
        if let Some(share) = after.bridged.facts.given(outcome) {
            after.bridged.facts.set_number(field, six_digits(share * 100.0), Provenance::default())?;
        }
    }
    Ok(WhatIf { score, recommendations: recommended(&after) })
}

/// What belongs together moves together: LDL with total cholesterol (the rest of it held), weight with BMI.
fn coupled(changes: &BTreeMap<String, Supposition>, profile: &Profile) -> Result<BTreeMap<String, Supposition>, Error> {
    let mut all = changes.clone();
    for name in changes.keys() {
        if label::of(name).is_none() && unit::of(name).is_none() && !is_field(name) {
            return Err(Error::new(Kind::Usage, "whatIf.concept").with("concept", name));
        }
    }
    let number = |id: &str| match changes.get(id) {
        Some(Supposition::Number(x)) => Some(*x),
        _ => None,
    };
    for (moved, with) in [("ldl", "total_chol"), ("total_chol", "ldl")] {
        if let (Some(to), None, Some(was), Some(other)) =
            (number(moved), changes.get(with), profile.number(moved), profile.number(with))
        {
            all.insert(with.to_owned(), Supposition::Number((other + to - was).max(0.3)));
        }
    }
    for (moved, with) in [("weight", "bmi"), ("bmi", "weight")] {
        if let (Some(to), None, Some(was), Some(other)) =
            (number(moved), changes.get(with), profile.number(moved), profile.number(with))
            && was > 0.0
        {
            all.insert(with.to_owned(), Supposition::Number(other * to / was));
        }
    }
    Ok(all)
}

fn amendments(changes: &BTreeMap<String, Supposition>) -> Vec<Amendment> {
    let set = |(concept, to): (&String, &Supposition)| Amendment::Set {
        concept: concept.clone(),
        value: if let Supposition::Number(x) = to { Some(*x) } else { None },
        unit: String::new(),
        word: if let Supposition::Word(word) = to { Some(word.clone()) } else { None },
        date: None,
    };
    changes.iter().map(set).collect()
}

/// A factor that falls, by its name among the mediators, and the inputs that say the same.
struct Falling {
    mediator: &'static str,
    from: f64,
    to: f64,
    inputs: &'static [&'static str],
}

/// A level at which every fall counts, for an LDL of which only the fall is known, mmol/L.
const UNKNOWN_LDL: f64 = 2.0;

fn falling(changes: &BTreeMap<String, Supposition>, profile: &Profile) -> Vec<Falling> {
    const LIPIDS: &[&str] = &["ldl", "total_chol", "non_hdl"];
    // Links are per mmHg and mmol/L, whatever unit the record keeps.
    let falls = |concept: &str| {
        let row = unit::of(concept)?.find(if concept == "sbp" { "mm[Hg]" } else { "mmol/L" })?;
        match (changes.get(concept), profile.number(concept)) {
            (Some(Supposition::Number(to)), Some(from)) if *to < from => {
                Some((row.of_canonical(from), row.of_canonical(*to)))
            }
            _ => None,
        }
    };
    let mut found = Vec::new();
    if let Some((from, to)) = falls("sbp") {
        found.push(Falling { mediator: "sbp", from, to, inputs: &["sbp"] });
    }
    if let Some((from, to)) = falls("ldl") {
        found.push(Falling { mediator: "ldl", from, to, inputs: LIPIDS });
    } else if let Some((from, to)) =
        falls("total_chol").filter(|_| !changes.contains_key("hdl") && profile.number("ldl").is_none())
    {
        // With HDL and triglycerides held, a fall of total cholesterol is a fall of LDL.
        found.push(Falling { mediator: "ldl", from: UNKNOWN_LDL + from - to, to: UNKNOWN_LDL, inputs: LIPIDS });
    }
    found
}

/// A person as things are and as they are supposed to be.
struct Supposed<'a> {
    before: (&'a Inputs, &'a Profile),
    after: (&'a Inputs, &'a Profile),
    falling: Vec<Falling>,
    links: Links,
}

impl Supposed<'_> {
    /// One equation's answer with the other values; `None` where it has none.
    fn moved(&self, equation: &Equation) -> Result<Option<Moved>, Error> {
        let value = |inputs: &Inputs, profile: &Profile| -> Result<Option<f64>, Error> {
            Ok(match answer(equation, inputs, profile)?.assessment {
                Assessment::Computed { value, .. } => Some(value),
                _ => None,
            })
        };
        let on = |f: &Falling, outcome: &str| self.links.fall(f.mediator, f.from, f.to, outcome);
        let drops: Vec<Fall> = self.falling.iter().filter_map(|f| on(f, equation.outcome())).collect();
        // What trials moved stands still for the equation; what trials link with ASCVD acts on that part of the whole.
        let by_trials = |f: &&Falling| {
            on(f, equation.outcome()).is_some() || (equation.outcome() == "total_cvd" && on(f, "ascvd").is_some())
        };
        let held: Vec<&str> = self.falling.iter().filter(by_trials).flat_map(|f| f.inputs).copied().collect();
        let mut outline = self.before.0.clone();
        for input in self.after.0.iter().filter(|input| !held.contains(&&*input.id)) {
            outline.insert(input.clone());
        }
        let answers = (value(self.before.0, self.before.1)?, value(&outline, self.after.1)?);
        let (Some(baseline), Some(redone)) = answers else { return Ok(None) };
        let (ratio, interval) = remaining(&drops);
        #[allow(clippy::float_cmp)] // the same numbers in, the same number out
        let outlined = redone != baseline;
        let interval = interval.filter(|_| !outlined);
        Ok(Some(Moved {
            id: equation.id().to_owned(),
            outcome: equation.outcome().to_owned(),
            horizon_years: equation.horizon_years().unwrap_or_default(),
            baseline,
            after: redone * ratio,
            low: interval.map(|i| baseline * i.0),
            high: interval.map(|i| baseline * i.1),
            outline: outlined,
            notes: drops.iter().any(|d| d.clipped).then(|| "below_lowest_target".to_owned()).into_iter().collect(),
        }))
    }

    /// What remains of total cardiovascular disease when a fall acts on its ASCVD part alone.
    fn within_total(&self, risks: &[Moved]) -> f64 {
        let share = |outcome: &str| risks.iter().find(|r| r.outcome == outcome).map(|r| r.baseline);
        let (Some(whole), Some(part)) = (share("total_cvd").filter(|w| *w > 0.0), share("ascvd")) else { return 1.0 };
        let on = |f: &Falling, outcome| self.links.fall(f.mediator, f.from, f.to, outcome);
        let only = self.falling.iter().filter(|f| on(f, "total_cvd").is_none()).filter_map(|f| on(f, "ascvd"));
        1.0 - (part / whole).min(1.0) * (1.0 - remaining(&only.collect::<Vec<_>>()).0)
    }
}
