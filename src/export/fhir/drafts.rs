//! What to talk about, as drafts: a `CarePlan` whose activities are `ServiceRequest` proposals or plain words, and `Goal`s.
//!
//! Nothing here is an order. Every status is `draft`, `proposed` or `not-started`, every intent is `proposal`, and a medicine
//! is only ever a request to review it: no resource names a dose. Only what a patient's plan shows becomes a draft; what asks
//! for something first, what was blocked, and what nobody checked does not. Where something urgent stands alone on the plan,
//! it stands alone here, too.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::parts::{SUBJECT, set};
use crate::export::report::Assessed;
use crate::recommend::{Card, Status};
use crate::vocab::ACTION_SYSTEM;

/// The drafts; none where the plan shows nothing. `facts` names the resource of each fact that was written, `titles` the
/// actions in the reader's language.
pub(super) fn drafts(
    report: &Assessed,
    facts: &BTreeMap<u32, String>,
    titles: &BTreeMap<String, String>,
) -> Vec<Value> {
    let cards = shown(report);
    if cards.is_empty() {
        return Vec::new();
    }
    let write = Write { report, facts, titles };
    let goals: Vec<Value> = cards.iter().filter(|card| is_own_doing(card)).map(|card| write.goal(card)).collect();
    let requests: Vec<Value> = cards.iter().filter(|card| is_request(card)).map(|card| write.request(card)).collect();
    let mut plan = json!({
        "resourceType": "CarePlan",
        "id": "plan",
        "status": "draft",
        "intent": "proposal",
        "subject": { "reference": SUBJECT },
        "created": report.as_of,
        "activity": cards.iter().map(|card| write.activity(card)).collect::<Vec<_>>(),
    });
    let about = write.behind(&cards, &["Condition"]);
    let aims: Vec<Value> = cards.iter().filter(|card| is_own_doing(card)).map(|card| reference("Goal", card)).collect();
    set(
        &mut plan,
        [("addresses", (!about.is_empty()).then(|| json!(about))), ("goal", (!aims.is_empty()).then(|| json!(aims)))],
    );
    let mut all = vec![plan];
    all.extend(goals);
    all.extend(requests);
    all
}

/// What the plan shows to a patient, without the other ways that stand folded under a card.
fn shown(report: &Assessed) -> Vec<&Card> {
    let recommendations = &report.recommendations;
    if report.person.deceased || report.person.child {
        return Vec::new();
    }
    let alone = recommendations.critical.iter().any(|one| !one.past) || recommendations.cards.iter().any(|c| c.urgent);
    let checked = |card: &Card| card.verification != "U" || card.urgent || card.status == Status::Avoid;
    let said = |card: &Card| matches!(card.status, Status::Recommend | Status::Discuss | Status::Avoid);
    let cards =
        recommendations.cards.iter().filter(|card| card.alternative_to.is_none() && said(card) && checked(card));
    cards.filter(|card| card.urgent || !alone).collect()
}

/// Somebody else has to do it: a test, a vaccine, a medicine to review, whatever needs a clinician.
fn is_request(card: &Card) -> bool {
    let others = ["screening", "monitoring", "vaccination", "medication-review"];
    card.status != Status::Avoid && (card.clinician_required || card.urgent || others.contains(&&*card.category))
}

/// The person can do it: a goal to agree on. It has no number: that is for the talk.
fn is_own_doing(card: &Card) -> bool {
    card.status != Status::Avoid && !is_request(card)
}

/// An id has no underscore in FHIR.
fn id(card: &Card) -> String {
    format!("draft-{}", card.action.replace('_', "-"))
}

fn reference(kind: &str, card: &Card) -> Value {
    json!({ "reference": format!("{kind}/{}", id(card)) })
}

struct Write<'a> {
    report: &'a Assessed,
    facts: &'a BTreeMap<u32, String>,
    titles: &'a BTreeMap<String, String>,
}

impl Write<'_> {
    fn code(&self, card: &Card) -> Value {
        let title = self
            .titles
            .get(&*card.action)
            .filter(|title| !title.trim().is_empty())
            .map_or(&*card.action, String::as_str);
        json!({ "coding": [{ "system": ACTION_SYSTEM, "code": card.action }], "text": title })
    }

    fn activity(&self, card: &Card) -> Value {
        if is_request(card) {
            return json!({ "reference": reference("ServiceRequest", card) });
        }
        let mut detail = json!({ "status": "not-started", "code": self.code(card) });
        let reasons = self.behind(&[card], &["Condition", "Observation"]);
        set(
            &mut detail,
            [
                ("doNotPerform", (card.status == Status::Avoid).then_some(json!(true))),
                ("goal", is_own_doing(card).then(|| json!([reference("Goal", card)]))),
                ("reasonReference", (!reasons.is_empty()).then(|| json!(reasons))),
            ],
        );
        json!({ "detail": detail })
    }

    fn goal(&self, card: &Card) -> Value {
        let mut goal = json!({
            "resourceType": "Goal",
            "id": id(card),
            "lifecycleStatus": "proposed",
            "description": self.code(card),
            "subject": { "reference": SUBJECT },
            "statusDate": self.report.as_of,
        });
        let about = self.behind(&[card], &["Condition", "Observation"]);
        set(&mut goal, [("addresses", (!about.is_empty()).then(|| json!(about)))]);
        goal
    }

    fn request(&self, card: &Card) -> Value {
        let mut request = json!({
            "resourceType": "ServiceRequest",
            "id": id(card),
            "status": "draft",
            "intent": "proposal",
            "category": [{ "text": card.category }],
            "code": self.code(card),
            "subject": { "reference": SUBJECT },
            "authoredOn": self.report.as_of,
        });
        let reasons = self.behind(&[card], &["Condition", "Observation"]);
        set(
            &mut request,
            [
                ("priority", card.urgent.then_some(json!("urgent"))),
                ("reasonReference", (!reasons.is_empty()).then(|| json!(reasons))),
            ],
        );
        request
    }

    /// The resources of the facts that made these cards fit, of the kinds that the member may point at.
    fn behind(&self, cards: &[&Card], kinds: &[&str]) -> Vec<Value> {
        let facts = cards.iter().flat_map(|card| &card.because).flat_map(|because| &because.facts);
        let names: BTreeSet<&String> = facts.filter_map(|fact| self.facts.get(fact)).collect();
        let of_kind = |name: &&&String| name.split('/').next().is_some_and(|kind| kinds.contains(&kind));
        names.iter().filter(of_kind).map(|name| json!({ "reference": name })).collect()
    }
}
