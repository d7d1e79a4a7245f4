//! How many are left at each time, of people who were not all followed to the end (Kaplan and Meier, 1958).

use serde::{Deserialize, Serialize};

use super::{Estimate, Followed, z95};
use crate::math::{exp, ln, order, sqrt};

/// A curve that falls at the times of events.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SurvivalCurve {
    /// Times at which somebody had the event, least first.
    pub times: Vec<f64>,
    /// How many were looked at just before.
    pub at_risk: Vec<f64>,
    /// How many had it then.
    pub events: Vec<f64>,
    /// Share left from then on, with Greenwood's standard error and the interval of its log-minus-log.
    pub left: Vec<Estimate>,
    /// When the last one was looked at; beyond, the curve says nothing.
    pub until: f64,
}

impl SurvivalCurve {
    /// Share left at a time (that time's events have happened). NaN beyond the last look.
    pub fn at(&self, time: f64) -> f64 {
        if time > self.until { f64::NAN } else { self.step(self.times.partition_point(|t| *t <= time)) }
    }

    /// Share left just before a time.
    pub fn before(&self, time: f64) -> f64 {
        self.step(self.times.partition_point(|t| *t < time))
    }

    /// With its interval; all 1 before the first event.
    pub fn estimate(&self, time: f64) -> Estimate {
        let whole = Estimate { value: 1.0, standard_error: 0.0, low: 1.0, high: 1.0 };
        if time > self.until {
            return Estimate { value: f64::NAN, standard_error: f64::NAN, low: f64::NAN, high: f64::NAN };
        }
        let steps = self.times.partition_point(|t| *t <= time);
        steps.checked_sub(1).and_then(|last| self.left.get(last)).copied().unwrap_or(whole)
    }

    /// The first time at which no more than half are left.
    pub fn median(&self) -> Option<f64> {
        self.times.iter().zip(&self.left).find(|(_, left)| left.value <= 0.5).map(|(time, _)| *time)
    }

    fn step(&self, steps: usize) -> f64 {
        steps.checked_sub(1).and_then(|last| self.left.get(last)).map_or(1.0, |left| left.value)
    }
}

/// Everybody of one time: how many had the event, how many were last seen.
pub(super) struct Tie {
    pub(super) time: f64,
    pub(super) events: f64,
    pub(super) seen: f64,
}

/// People by time, least first.
pub(super) fn ties(followed: &Followed<'_>) -> Vec<Tie> {
    let mut ties: Vec<Tie> = Vec::new();
    for row in order::order(followed.time()) {
        let time = followed.time().get(row as usize).copied().unwrap_or_default();
        let event = f64::from(followed.event().get(row as usize).copied().unwrap_or_default());
        match ties.last_mut() {
            Some(tie) if tie.time == time => (tie.events, tie.seen) = (tie.events + event, tie.seen + 1.0 - event),
            _ => ties.push(Tie { time, events: event, seen: 1.0 - event }),
        }
    }
    ties
}

/// The curve of the event. Who was last seen when somebody had it was still looked at.
pub fn kaplan_meier(followed: &Followed<'_>) -> SurvivalCurve {
    curve(followed, |tie, _| (tie.events, 0.0))
}

/// The curve of still being looked at, for weights: events of a time come before last looks of that time.
pub fn follow_up(followed: &Followed<'_>) -> SurvivalCurve {
    curve(followed, |tie, _| (tie.seen, tie.events))
}

/// Of each time: how many fall, and how many leave the risk set before they do.
fn curve(followed: &Followed<'_>, count: impl Fn(&Tie, f64) -> (f64, f64)) -> SurvivalCurve {
    let ties = ties(followed);
    let mut out = SurvivalCurve {
        times: Vec::new(),
        at_risk: Vec::new(),
        events: Vec::new(),
        left: Vec::new(),
        until: ties.last().map_or(0.0, |tie| tie.time),
    };
    let (mut left, mut spread, mut people) = (1.0, 0.0, followed.rows() as f64);
    for tie in &ties {
        let (fall, first) = count(tie, people);
        let at_risk = people - first;
        if fall > 0.0 {
            left *= (at_risk - fall) / at_risk;
            spread += fall / (at_risk * (at_risk - fall));
            out.times.push(tie.time);
            out.at_risk.push(at_risk);
            out.events.push(fall);
            out.left.push(estimate(left, spread));
        }
        people -= tie.events + tie.seen;
    }
    out
}

/// Greenwood's error of the share; its interval by the log of minus its log, which stays within 0 and 1.
fn estimate(left: f64, spread: f64) -> Estimate {
    if left <= 0.0 {
        return Estimate { value: 0.0, standard_error: 0.0, low: 0.0, high: 0.0 };
    }
    let root = sqrt(spread);
    let wide = z95() * root / ln(left);
    let end = |sign: f64| exp(-exp(ln(-ln(left)) + sign * wide));
    let (one, other) = (end(1.0), end(-1.0));
    Estimate { value: left, standard_error: left * root, low: one.min(other), high: one.max(other) }
}

#[cfg(test)]
mod tests {
    use super::super::Followed;
    use super::{follow_up, kaplan_meier};

    #[test]
    fn by_hand() {
        let (time, event) = ([1.0, 2.0, 2.0, 3.0, 4.0], [true, true, false, false, true]);
        let followed = Followed::new(&time, &event).unwrap();
        let curve = kaplan_meier(&followed);
        assert_eq!((curve.times.clone(), curve.at_risk.clone()), (vec![1.0, 2.0, 4.0], vec![5.0, 4.0, 1.0]));
        assert!((curve.at(2.0) - 0.6).abs() < 1e-15 && curve.before(2.0) == 0.8 && curve.at(0.5) == 1.0);
        assert_eq!((curve.at(4.0), curve.median()), (0.0, Some(4.0)));
        assert!(curve.at(4.5).is_nan());
        // At 2 one had it first; of the three left one was last seen.
        let seen = follow_up(&followed);
        assert!((seen.at(2.0) - 2.0 / 3.0).abs() < 1e-15 && seen.before(2.0) == 1.0);
        let none = kaplan_meier(&Followed::new(&[], &[]).unwrap());
        assert_eq!((none.at(0.0), none.median()), (1.0, None));
    }
}
