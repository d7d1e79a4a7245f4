//! Judges the recommender's answer by the expectations of a vignette file.

use bedside::recommend::{Card, Facts, Recommendations, Status, recommend};
use serde_json::Value;

/// What a file gave: expectations met and failed (with the reason), order pairs met and all.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) met: usize,
    pub(crate) failed: Vec<String>,
    pub(crate) order_met: usize,
    pub(crate) order_all: usize,
    pub(crate) order_missed: Vec<String>,
}

impl Tally {
    fn check(&mut self, holds: bool, what: String) {
        if holds { self.met += 1 } else { self.failed.push(what) }
    }
}

pub(crate) fn judge(document: &Value) -> Tally {
    let mut tally = Tally::default();
    for vignette in list(document, "vignettes") {
        let id = text(vignette, "id");
        let facts = Facts::from_vignette(&vignette["patient"]).unwrap_or_else(|e| panic!("{id}: {e}"));
        let answer = recommend(&facts);
        let expect = &vignette["expect"];
        if let Some(keys) = expect.as_object() {
            let known = [
                "must",
                "must_not",
                "must_block",
                "must_ask",
                "must_caution",
                "must_any",
                "must_interactions",
                "order",
            ];
            for key in keys.keys() {
                assert!(known.contains(&key.as_str()), "{id}: an expectation this test cannot judge: {key}");
            }
        }
        for wanted in list(expect, "must") {
            let action = text(wanted, "action");
            let card = shown(&answer, action);
            tally.check(card.is_some(), format!("{id}: must {action}, is {:?}", status(&answer, action)));
            for source in list(wanted, "source") {
                let there = card.is_some_and(|c| c.sources.iter().any(|s| Some(&*s.id) == source.as_str()));
                tally.check(there, format!("{id}: {action} lacks source {source}"));
            }
        }
        for wanted in list(expect, "must_any") {
            let any = list(wanted, "actions").iter().any(|a| shown(&answer, a.as_str().unwrap()).is_some());
            tally.check(any, format!("{id}: none of {wanted}"));
        }
        for (key, test) in [
            ("must_not", (|s| !is_shown(s)) as fn(Status) -> bool),
            ("must_block", |s| s == Status::Blocked),
            ("must_ask", |s| s == Status::NeedsData),
        ] {
            for wanted in list(expect, key) {
                let action = text(wanted, "action");
                let is = status(&answer, action).unwrap_or_else(|| panic!("{id}: no answer about {action}"));
                tally.check(test(is), format!("{id}: {key} {action}, is {is:?}"));
            }
        }
        for wanted in list(expect, "must_caution") {
            let (action, code) = (text(wanted, "action"), text(wanted, "code"));
            let there = shown(&answer, action).is_some_and(|c| c.cautions.iter().any(|x| x == code));
            tally.check(there, format!("{id}: {action} lacks caution {code}"));
        }
        for wanted in list(expect, "must_interactions") {
            let (a, b, severity) = (text(wanted, "a"), text(wanted, "b"), text(wanted, "severity"));
            let there = answer.interactions.iter().any(|i| i.a == a && i.b == b && i.severity == severity);
            tally.check(there, format!("{id}: no interaction {a} with {b}"));
        }
        for pair in list(expect, "order") {
            tally.order_all += 1;
            let place = |key: &str| answer.cards.iter().position(|c| c.action == text(pair, key));
            match (place("above"), place("below")) {
                (Some(above), Some(below)) if above < below => tally.order_met += 1,
                _ => tally.order_missed.push(format!("{id}: {pair}")),
            }
        }
    }
    tally
}

pub(crate) fn is_shown(status: Status) -> bool {
    matches!(status, Status::Recommend | Status::Discuss | Status::Avoid)
}

pub(crate) fn shown<'a>(answer: &'a Recommendations, action: &str) -> Option<&'a Card> {
    answer.cards.iter().find(|c| c.action == action && is_shown(c.status))
}

pub(crate) fn status(answer: &Recommendations, action: &str) -> Option<Status> {
    let card = answer.cards.iter().find(|c| c.action == action).map(|c| c.status);
    card.or_else(|| answer.held.iter().find(|h| h.action == action).map(|h| h.status))
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_else(|| panic!("no {key} in {value}"))
}
