//! In which order cards stand.
//!
//! Urgent alone first; then what is against (tier X: contraindications, then "avoid", then interactions, then the
//! rest, and within one a warning before a talk); then the tiers A, B, C, E. Inside a tier, until the expected benefit
//! is worked out: actions with a trial figure on an outcome that holds for this person; then those without a figure
//! whose grade itself asserts size (`middle_of_tier`); then those with a figure on a risk factor only; then the rest.
//! Inside each of these: do before discuss, the lighter burden, the better verification, the order of the table.
//! Cards that only ask stand after all that are shown.

use super::card::Status;
use super::decide::Decision;
use super::facts::Tri;
use super::rule::Seen;
use super::tables::{self, Action, Path, Place, Tier};

/// Sorts ascending; the position in the table breaks ties.
pub(crate) type Key = (u8, Tier, u8, u8, u8, u8);

/// The tier that the action's grade has for this person.
pub(crate) fn tier(action: &Action, seen: &Seen) -> Tier {
    let age = tables::field("age").and_then(|field| seen.number(field));
    match (action.grade.below_age, age) {
        (Some((limit, tier)), Some(age)) if age < limit => tier,
        _ => action.grade.tier,
    }
}

pub(crate) fn key(action: &Action, decision: Decision, seen: &Seen) -> Key {
    let block = match decision.status {
        Status::NeedsData => 3,
        _ if action.urgent => 0,
        Status::Avoid => 1,
        _ => 2,
    };
    let tier = tier(action, seen);
    let place = if tier == Tier::X { severity(action) } else { figure(action, seen) };
    (block, tier, place, talk(action.kind), rank(action.burden, &["low", "medium", "high"]), {
        rank(action.verification, &["V2", "V1", "G", "U"])
    })
}

fn severity(action: &Action) -> u8 {
    rank(action.grade.words, &["contraindication", "avoid", "interaction"])
}

/// 0 a figure on an outcome, 1 none but the grade asserts size, 2 a figure on a risk factor, 3 none, 4 last of all.
fn figure(action: &Action, seen: &Seen) -> u8 {
    if action.grade.place == Place::LastOfAll {
        return 4;
    }
    let holds = |path: fn(Path) -> bool| {
        let figures = action.figures.iter().filter(move |f| path(f.path));
        figures.into_iter().any(|f| f.population.as_ref().is_none_or(|p| p.holds(seen) == Tri::True))
    };
    if holds(|path| matches!(path, Path::Outcome | Path::OutcomeLink | Path::Behaviour)) {
        0
    } else if action.grade.place == Place::Middle {
        1
    } else if holds(|path| path == Path::RiskFactor) {
        2
    } else {
        3
    }
}

fn talk(kind: Status) -> u8 {
    match kind {
        Status::Avoid => 0,
        Status::Recommend => 1,
        _ => 2,
    }
}

fn rank(word: &str, order: &[&str]) -> u8 {
    let last = order.len();
    u8::try_from(order.iter().position(|w| *w == word).unwrap_or(last)).unwrap_or(u8::MAX)
}
