//! Moving a factor by hand: what trials say of a fall of blood pressure or LDL, whatever brings it about.

use super::act::Person;
use super::draw::{Spread, ends, stream};
use crate::math::{DRAWS, exp};
use crate::recommend::Facts;
use crate::recommend::rule::Seen;
use crate::recommend::tables::{BASES, Figure, MEDIATORS, OUTCOMES};

/// A fall of one factor with the trial link that carries it to an outcome.
#[derive(Debug, Clone, Copy)]
pub struct Fall {
    link: &'static Figure,
    /// Steps of the link; the ratio of one step to this power is the risk that remains.
    steps: f64,
    /// The fall goes below the lowest target that a source supports: only the part above it counts.
    pub clipped: bool,
}

/// The links that hold for a person.
#[derive(Debug, Clone)]
pub struct Links(Vec<&'static Figure>);

impl Links {
    /// Of a person as the rules see them.
    pub fn of(facts: &Facts) -> Self {
        let seen = Seen::of(facts);
        Self(Person::of(&seen).links().collect())
    }

    /// The trial link of a fall of `factor` (`sbp`, `ldl`) from one value to a lower one, for `outcome` (`ascvd`, …).
    ///
    /// `None` where the value does not fall, or no trial links the factor with that outcome for a person like this one.
    pub fn fall(&self, factor: &str, from: f64, to: f64, outcome: &str) -> Option<Fall> {
        let mediator = MEDIATORS.iter().position(|m| m.name == factor)?;
        let scale = MEDIATORS.get(mediator)?.link?;
        let base = BASES.iter().position(|b| *b == outcome)?;
        if to >= from {
            return None;
        }
        let acts = |link: &&&Figure| {
            let row = link.outcome.and_then(|row| OUTCOMES.get(row));
            link.mediator == Some(mediator) && row.is_some_and(|row| row.bases.iter().any(|(known, _)| *known == base))
        };
        let link = self.0.iter().filter(acts).min_by_key(|link| (link.outcome, link.population.is_none()))?;
        let end = to.max(scale.lowest).min(from);
        Some(Fall { link, steps: (from - end) / scale.per, clipped: to < scale.lowest })
    }
}

/// The share of risk that remains after all of them, with its 95 % interval.
pub fn remaining(falls: &[Fall]) -> (f64, Option<(f64, f64)>) {
    let mean: f64 = falls.iter().map(|f| f.steps * Spread::of(f.link).mean).sum();
    let interval = match falls {
        [] => None,
        [one] => Spread::of(one.link).ends.map(|(low, high)| (exp(one.steps * low), exp(one.steps * high))),
        _ if falls.iter().any(|f| f.link.interval.is_none()) => None,
        _ => {
            let streams: Vec<(f64, Vec<f64>)> = falls.iter().map(|f| (f.steps, stream(f.link))).collect();
            let at = |i: usize| {
                let logs = streams.iter().map(|(steps, draws)| steps * draws.get(i).copied().unwrap_or_default());
                exp(logs.sum())
            };
            Some(ends((0..DRAWS).map(at).collect()))
        }
    };
    (exp(mean), interval)
}
