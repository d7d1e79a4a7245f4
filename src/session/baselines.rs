//! What gains act on: the risks that the person's own scores give, and the weight.

use crate::export::{Headline, Score};
use crate::prepare::Profile;
use crate::recommend::Facts;
use crate::score::Assessment;

/// Years that gains look ahead.
pub(crate) const HORIZON: u32 = 10;

/// One outcome's risk by its equation.
#[derive(Debug, Clone)]
pub(crate) struct Risk<'a> {
    pub(crate) outcome: &'a str,
    pub(crate) equation: &'a str,
    /// As things are, 0 to 1.
    pub(crate) now: f64,
    /// What gains are to act on: the same, or the risk with other values.
    pub(crate) then: f64,
    pub(crate) interval: Option<(f64, f64)>,
}

/// Sets the ten-year risks of the headline's family, each outcome once.
pub(crate) fn set_baselines(facts: &mut Facts, headline: Option<&Headline>, scores: &[Score], profile: &Profile) {
    let family = headline.and_then(|h| scores.iter().find(|s| s.id == h.score)).map(|s| &s.family);
    let of_family = scores.iter().filter(|s| Some(&s.family) == family && s.horizon_years == Some(HORIZON));
    let risks: Vec<Risk> = of_family
        .filter_map(|score| {
            let Assessment::Computed { value, interval } = &score.assessment else { return None };
            let interval = interval.as_ref().map(|i| (i.low, i.high));
            Some(Risk { outcome: &score.outcome, equation: &score.id, now: *value, then: *value, interval })
        })
        .collect();
    set_risks(facts, &risks);
    if let Some(kilograms) = profile.number("weight") {
        facts.set_weight(kilograms);
    }
}

/// Sets one family's risks. Where somebody stated one, the others move with it: gains of one person act on numbers that
/// belong together. Without an equation's answer to the stated one, the others stay away.
pub(crate) fn set_risks(facts: &mut Facts, risks: &[Risk]) {
    let shares = ["total_cvd", "ascvd"].map(|outcome| (outcome, facts.given(outcome)));
    let stated: Vec<(&str, f64)> = shares.into_iter().filter_map(|(outcome, share)| Some((outcome, share?))).collect();
    let ratio = |(outcome, share): &(&str, f64)| {
        let risk = risks.iter().find(|risk| risk.outcome == *outcome && risk.now > 0.0)?;
        Some(share / risk.now)
    };
    let common = stated.iter().find_map(ratio);
    for risk in risks {
        let own = stated.iter().find(|(outcome, _)| *outcome == risk.outcome);
        match (own, common) {
            // An outcome that no trial's effect acts on needs no baseline.
            _ if stated.is_empty() => {
                drop(facts.set_baseline(risk.outcome, risk.then, risk.equation, HORIZON, risk.interval));
            }
            (Some((outcome, share)), _) if risk.now > 0.0 => facts.move_given(outcome, share * risk.then / risk.now),
            (None, Some(ratio)) => facts.set_scaled(risk.outcome, ratio * risk.then, HORIZON),
            _ => facts.forget_baseline(risk.outcome),
        }
    }
}
