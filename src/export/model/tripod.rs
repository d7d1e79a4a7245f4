//! The items of TRIPOD+AI (Collins and others, 2024), 27 with their parts, and what a model's card has of each. The wording
//! is ours (`card.items.*`); nothing of the statement's text is here.

use serde::{Deserialize, Serialize};

use super::file::ModelFile;

/// How an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum State {
    /// The card has it.
    Met,
    /// The author says it.
    Said,
    /// The card has a part of it; only the author can say the rest.
    Part,
    /// Only the author can say it.
    Author,
    /// It was not done.
    Not,
    /// It does not apply to this study.
    None,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// Its number: `12c`.
    pub id: String,
    /// How it stands.
    pub state: State,
    /// The part of the card that has it; empty where none has.
    pub section: String,
}

/// Number, how the card stands to it by itself, and where.
const ITEMS: [(&str, State, &str); 52] = [
    ("1", State::Part, "model"),
    ("2", State::Author, ""),
    ("3a", State::Author, ""),
    ("3b", State::Author, ""),
    ("3c", State::Author, ""),
    ("4", State::Part, "model"),
    ("5a", State::Author, ""),
    ("5b", State::Author, ""),
    ("6a", State::Author, ""),
    ("6b", State::Part, "data"),
    ("6c", State::Author, ""),
    ("7", State::Met, "preparation"),
    ("8a", State::Part, "outcome"),
    ("8b", State::Author, ""),
    ("8c", State::Author, ""),
    ("9a", State::Author, ""),
    ("9b", State::Part, "predictors"),
    ("9c", State::Author, ""),
    ("10", State::Part, "data"),
    ("11", State::Met, "preparation"),
    ("12a", State::Met, "protocol"),
    ("12b", State::Met, "preparation"),
    ("12c", State::Met, "protocol"),
    ("12d", State::Not, ""),
    ("12e", State::Met, "performance"),
    ("12f", State::None, ""),
    ("12g", State::Met, "protocol"),
    ("13", State::Met, "protocol"),
    ("14", State::Not, ""),
    ("15", State::Met, "outcome"),
    ("16", State::None, ""),
    ("17", State::Author, ""),
    ("18a", State::Author, ""),
    ("18b", State::Author, ""),
    ("18c", State::Author, ""),
    ("18d", State::Author, ""),
    ("18e", State::Author, ""),
    ("18f", State::Part, "model"),
    ("19", State::Author, ""),
    ("20a", State::Met, "data"),
    ("20b", State::Met, "predictors"),
    ("20c", State::None, ""),
    ("21", State::Met, "data"),
    ("22", State::Met, "model"),
    ("23a", State::Met, "performance"),
    ("23b", State::Not, ""),
    ("24", State::None, ""),
    ("25", State::Author, ""),
    ("26", State::Part, "limits"),
    ("27a", State::Part, "preparation"),
    ("27b", State::Author, ""),
    ("27c", State::Author, ""),
];

/// Whether the checklist has such an item.
pub(super) fn is_item(id: &str) -> bool {
    ITEMS.iter().any(|(known, ..)| *known == id)
}

/// Numbers of all items, in their order.
pub fn item_ids() -> impl Iterator<Item = &'static str> {
    ITEMS.iter().map(|(id, ..)| *id)
}

/// How each item stands for a model.
pub fn tripod(model: &ModelFile) -> Vec<Item> {
    let figures = &model.evaluation;
    let groups = figures.binary.as_ref().map_or(0, |binary| binary.subgroups.len())
        + figures.survival.as_ref().map_or(0, |survival| survival.subgroups.len());
    let site = model.protocol.question.site.as_ref();
    let judged_by = |column: &String| {
        let binary = figures.binary.as_ref().map(|binary| binary.subgroups.iter().any(|group| &group.column == column));
        let survival = figures.survival.as_ref().map(|all| all.subgroups.iter().any(|group| &group.column == column));
        binary.or(survival).unwrap_or(false)
    };
    let by_site = model.protocol.split.by == crate::learn::split::SplitBy::Site || site.is_some_and(judged_by);
    let item = |(id, usual, place): &(&str, State, &str)| {
        let mut state = *usual;
        let mut section = *place;
        match *id {
            "14" if groups > 0 => (state, section) = (State::Part, "subgroups"),
            "12d" | "23b" if by_site => {
                (state, section) = (State::Part, if groups > 0 { "subgroups" } else { "performance" })
            }
            // Figures of numbers come without intervals.
            "23a" if figures.continuous.is_some() => state = State::Part,
            // Judged by what chose them, or left early.
            "12e" | "23a" if figures.flattering || figures.stopped => state = State::Part,
            "12f" | "24" if model.scorer.recalibration.is_some() => (state, section) = (State::Met, "protocol"),
            "16" | "20c" if !model.external.is_empty() => (state, section) = (State::Part, "external"),
            _ => {}
        }
        let said = model.statements.get(*id).is_some_and(|statement| !statement.trim().is_empty());
        if said && state != State::Met {
            state = State::Said;
        }
        Item { id: (*id).to_owned(), state, section: section.to_owned() }
    };
    ITEMS.iter().map(item).collect()
}
