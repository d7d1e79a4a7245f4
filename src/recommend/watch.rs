//! What an answer could warn of, though it changes no action: a caution of an action that is shown, or an interaction
//! that is contraindicated or grave.

use super::ask::Name;
use super::decide::Decision;
use super::facts::Tri;
use super::interact::{is_grave, missing_side};
use super::rule::{Node, Seen, Trust, decide_into};
use super::tables::{ACTIONS, Against, DX, INTERACTIONS, InteractionRow, MEDICINES};

/// A warning that nobody can tell of yet.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Watch {
    Caution(&'static Node),
    Interaction(&'static InteractionRow),
}

impl Watch {
    /// Whether it has to be told of now.
    pub(crate) fn holds(self, seen: &Seen) -> bool {
        match self {
            Self::Caution(test) => test.holds(seen) == Tri::True,
            Self::Interaction(row) => super::interact::holds(row, seen),
        }
    }

    /// The rule that it reads, if it is one.
    pub(crate) fn rule(self) -> Option<&'static Node> {
        match self {
            Self::Caution(test) => Some(test),
            Self::Interaction(row) => match &row.against {
                Against::Condition(rule) => Some(rule),
                _ => None,
            },
        }
    }
}

/// Every warning that is not known to hold or not to hold, with each name that keeps it so, by name.
pub(crate) fn open(decisions: &[Decision], seen: &Seen, leaves: &mut Vec<Node>) -> Vec<(Name, Watch)> {
    let mut found: Vec<(Name, Watch)> = Vec::new();
    let shown = ACTIONS.iter().zip(decisions).filter(|(_, decision)| decision.is_shown());
    for (test, _) in shown.flat_map(|(action, _)| action.cautions) {
        if test.holds(seen) == Tri::Unknown {
            decide_into(test, (seen, Trust::All), leaves);
            leaves.iter().filter_map(Name::of).for_each(|name| add(name, Watch::Caution(test), &mut found));
        }
    }
    for row in INTERACTIONS.iter().filter(|row| is_grave(row)) {
        missing_side(row, seen, leaves);
        leaves.iter().filter_map(Name::of).for_each(|name| add(name, Watch::Interaction(row), &mut found));
    }
    found.sort_by_key(|(name, _)| *name); // stable: the order of the tables within a name
    found
}

/// Under the name itself, and under each narrower one whose yes is a yes to it.
fn add(name: Name, watch: Watch, found: &mut Vec<(Name, Watch)>) {
    found.push((name, watch));
    match name {
        Name::Dx(dx) => {
            let narrower = DX.get(dx).map_or(&[][..], |row| row.implied_by);
            found.extend(narrower.iter().map(|i| (Name::Dx(*i), watch)));
        }
        Name::Medicine(class) => {
            let members = MEDICINES.get(class).map_or(&[][..], |row| row.members);
            found.extend(members.iter().map(|i| (Name::Medicine(*i), watch)));
        }
        Name::Field(_) | Name::Gene(_) => {}
    }
}

/// Whether a warning alone is worth the question: what can be measured or said, and entries that somebody wrote down and
/// left open. A list that nobody has filled in is asked for as a list, not name by name; nobody knows their genes.
pub(crate) fn is_asked(name: Name, seen: &Seen) -> bool {
    match name {
        Name::Field(_) => name.is_asked(),
        Name::Dx(dx) => seen.dx(dx).value == Tri::Unknown && seen.facts.dx.get(dx).is_some_and(Option::is_some),
        Name::Medicine(medicine) => {
            let open = seen.medicine(medicine).value == Tri::Unknown;
            open && seen.facts.medicines.iter().any(|taken| taken.medicine == medicine)
        }
        Name::Gene(_) => false,
    }
}
