//! Promises that hold for every person: a refusal touches nothing else, feedback stays inside a tier, more data never frees
//! what was blocked. That a contraindication never adds its action is tried part by part in `src/recommend/reach.rs`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "recommend/people.rs"]
mod people;

use std::collections::BTreeMap;

use bedside::recommend::{Card, Facts, Held, Nudge, Recommendations, Status, catalogue, decide_all, recommend};
use people::{person, rules, said, state};
use proptest::prelude::*;

fn statuses(facts: &Facts) -> BTreeMap<&'static str, Status> {
    decide_all(facts).into_iter().map(|(id, status, _)| (id, status)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn declining_changes_only_the_declined(said in said(), close: bool, pick: prop::sample::Index) {
        let names = catalogue();
        let mut facts = person(&said, close, &names);
        let (status_before, before) = (statuses(&facts), recommend(&facts));
        // Half of the time something that is shown, so that there is something to lose.
        let shown: Vec<&str> = before.cards.iter().map(|card| &*card.action).collect();
        let action = match shown.get(pick.index(2 * shown.len() + 1)) {
            Some(shown) => (*shown).to_owned(),
            None => names.actions[pick.index(names.actions.len())].id.clone(),
        };
        facts.decline(&action);
        for (id, status) in statuses(&facts) {
            if id == action {
                prop_assert!(matches!(status, Status::Declined | Status::NotEligible));
            } else {
                prop_assert_eq!(status, status_before[id]);
            }
        }
        let after = recommend(&facts);
        prop_assert!(after.cards.iter().all(|card| card.action != action));
        // The others stand as they stood, in the same order, with the same words; only where the middle of a tier lies and
        // which member of a group folds the others may follow from who is there.
        let others = |answer: &Recommendations| -> Vec<Card> {
            let bare = |card: &Card| Card { rank: Vec::new(), alternative_to: None, ..card.clone() };
            let mut cards: Vec<Card> = answer.cards.iter().filter(|card| card.action != action).map(bare).collect();
            cards.sort_by(|a, b| a.action.cmp(&b.action));
            cards
        };
        prop_assert_eq!(others(&before), others(&after));
        let figured = |answer: &Recommendations| -> Vec<String> {
            let cards = answer.cards.iter().filter(|card| card.action != action && card.gain.is_some());
            cards.map(|card| card.action.to_string()).collect()
        };
        prop_assert_eq!(figured(&before), figured(&after));
        let held = |answer: &Recommendations| -> Vec<Held> {
            answer.held.iter().filter(|held| held.action != action).cloned().collect()
        };
        prop_assert_eq!(held(&before), held(&after));
        prop_assert_eq!(&before.interactions, &after.interactions);
        prop_assert_eq!(&before.critical, &after.critical);
        // No question is new, and each is about the same actions less the declined one.
        for question in &after.questions {
            let was = before.questions.iter().find(|was| was.name == question.name);
            prop_assert!(was.is_some(), "{} is new", question.name);
            let left: Vec<_> = was.unwrap().actions.iter().filter(|id| **id != action).cloned().collect();
            prop_assert_eq!(&left, &question.actions);
        }
    }

    #[test]
    fn feedback_moves_cards_inside_an_evidence_tier_and_nothing_else(said in said(), close: bool, seed: u32) {
        let names = catalogue();
        let mut facts = person(&said, close, &names);
        let before = recommend(&facts);
        let draws = bedside::math::Draws::new(seed, 5);
        let wild = [f64::INFINITY, f64::NEG_INFINITY, f64::NAN, f64::MAX, -0.0];
        let score = |at: usize| {
            let bits = draws.bits(at as u32) as usize;
            if bits.is_multiple_of(3) { wild[bits / 3 % wild.len()] } else { draws.normal(at as u32) }
        };
        facts.set_nudge(Nudge(names.actions.iter().enumerate().map(|(at, a)| (a.id.clone(), score(at))).collect()));
        let after = recommend(&facts);
        // What stands where, but for the action: a place keeps its tier, and what is no plain step keeps its place.
        let place = |card: &Card| {
            let plain = !card.urgent && matches!(card.status, Status::Recommend | Status::Discuss) && card.tier != "X";
            (card.tier.clone(), card.urgent, (!plain).then(|| card.action.clone()))
        };
        let places = |cards: &[Card]| cards.iter().map(place).collect::<Vec<_>>();
        prop_assert_eq!(places(&before.cards), places(&after.cards));
        // The same cards, each with the same cautions, asks and gain; the same held back for the same reasons.
        let bare = |cards: &[Card]| -> BTreeMap<String, Card> {
            let without = |card: &Card| Card { rank: Vec::new(), alternative_to: None, ..card.clone() };
            cards.iter().map(|card| (card.action.to_string(), without(card))).collect()
        };
        prop_assert_eq!(bare(&before.cards), bare(&after.cards));
        prop_assert_eq!(before.held, after.held);
        prop_assert_eq!(before.interactions, after.interactions);
        prop_assert_eq!(before.critical, after.critical);
    }

    #[test]
    fn more_data_never_frees_what_was_blocked(said in said(), more in said()) {
        let names = catalogue();
        // Only what nobody has said yet: the lists are silent, so nothing is taken back.
        let facts = person(&said, false, &names);
        let known: Vec<usize> = said.iter().map(|s| s.0.index(names.fields.len() + names.names.len())).collect();
        let mut later = facts.clone();
        for one in more.iter().filter(|s| !known.contains(&s.0.index(names.fields.len() + names.names.len()))) {
            let index = one.0.index(names.fields.len() + names.names.len());
            // A default is an answer too: changing it is not more data.
            let has_default = names.fields.get(index).is_some_and(|f| f.default.is_some());
            // Age and sex decide whether pregnancy can apply; class and parts may answer for each other.
            let decides_others = names.fields.get(index).is_some_and(|f| f.name == "age" || f.name == "sex");
            if !has_default && !decides_others {
                state(&mut later, &names, one);
            }
        }
        let (before, after) = (statuses(&facts), statuses(&later));
        for (id, eligible, exclude) in rules() {
            if eligible.contains("missing(") || exclude.contains("missing(") { continue }
            if before[id.as_str()] == Status::Blocked {
                prop_assert!(
                    matches!(after[id.as_str()], Status::Blocked | Status::NotEligible),
                    "{id}: {:?}", after[id.as_str()]
                );
            }
        }
    }
}
