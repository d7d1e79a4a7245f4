//! Made-up feedback, to try the page with and to test with: nobody of it lives, and it proves nothing about anybody.
//!
//! People have an age, a sex and a kind of work; what they take up depends on these, on how hard a step is, and on a taste
//! of their own. Of the two made-up clinics the second's people answer more by chance, so that a gap shows.

use std::fmt::Write;

use super::known::ActionFacts;
use crate::math::{Draws, logistic};

/// People of the example.
const PEOPLE: u32 = 360;
/// Steps that the made-up clinics talk about.
const TALKED_OF: usize = 36;

/// A feedback table of made-up people about some of `actions`, always the same.
pub fn example(actions: &[ActionFacts]) -> String {
    let draws = |stream| Draws::new(2026, stream);
    let [of_person, of_action, offered, answers] = [1, 2, 3, 4].map(draws);
    let attribute = |action: &ActionFacts, name: &str| {
        action.attributes.iter().find(|(known, _)| known == name).map_or(String::new(), |(_, word)| word.clone())
    };
    let talked_of: Vec<&ActionFacts> = {
        let step = (actions.len() / TALKED_OF).max(1);
        actions.iter().step_by(step).take(TALKED_OF).collect()
    };
    let mut out = String::from("person,action,accepted,done,date,group,feature:age,feature:sex,feature:work\n");
    for person in 0..PEOPLE {
        let of = |place: u32| of_person.uniform(person * 16 + place);
        let age = 30.0 + (50.0 * of(0)).floor();
        let (female, second) = (of(1) < 0.5, of(2) < 0.4);
        let work = if age > 65.0 {
            "retired"
        } else if of(3) < 0.3 {
            "shifts"
        } else {
            "day"
        };
        let taste = [of(4) - 0.5, of(5) - 0.5];
        let rows = 12 + (13.0 * of(6)) as u32;
        let mut told: Vec<usize> = Vec::new();
        for row in 0..rows {
            let at = (offered.uniform(person * 64 + row) * talked_of.len() as f64) as usize;
            let Some(action) = talked_of.get(at).filter(|_| !told.contains(&at)) else { continue };
            told.push(at);
            let own = [0, 1].map(|k| of_action.uniform(at as u32 * 2 + k) - 0.5);
            let hard = match attribute(action, "burden").as_str() {
                "low" => 0.7,
                "high" => -0.9,
                _ => 0.0,
            };
            let drawn_to = match attribute(action, "category").as_str() {
                "exercise" => (55.0 - age) / 10.0 - if work == "shifts" { 0.8 } else { 0.0 },
                "diet" => {
                    if female {
                        1.2
                    } else {
                        -0.8
                    }
                }
                "screening" | "vaccination" => (age - 55.0) / 10.0,
                "sleep" => {
                    if work == "shifts" {
                        1.5
                    } else {
                        -0.4
                    }
                }
                _ => 0.0,
            };
            let liking = hard + drawn_to + 10.0 * (taste[0] * own[0] + taste[1] * own[1]);
            let chance = logistic(if second { 0.6 * liking } else { 1.8 * liking });
            let draw = |k: u32| answers.uniform((person * 64 + row) * 2 + k);
            let accepted = draw(0) < chance;
            let done = match (accepted, draw(1) < 0.5 + 0.4 * chance) {
                (true, true) => "yes",
                (true, false) => "",
                (false, _) => "no",
            };
            let (month, day) = (1 + row / 2, 1 + (28.0 * of(7 + row % 8)) as u32);
            let _ = writeln!(
                out,
                "made-up-{:03},{},{},{done},2025-{month:02}-{day:02},{},{age},{},{work}",
                person + 1,
                action.id,
                if accepted { "yes" } else { "no" },
                if second { "clinic B" } else { "clinic A" },
                if female { "female" } else { "male" },
            );
        }
    }
    out
}
