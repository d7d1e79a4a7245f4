//! What to ask: unknown names that could change the status of some action, most telling first.

use super::card::Question;
use super::decide::{Decision, decision};
use super::facts::Tri;
use super::rule::{Node, Seen, deciding};
use super::tables::{self, ACTIONS, Action, Asked, DX, FIELDS, GENES, List, MEDICINES};

/// A name that can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Name {
    Field(usize),
    Dx(usize),
    Medicine(usize),
    Gene(usize),
}

impl Name {
    /// The name that a leaf reads; a region is asked by the page, before anything else.
    pub(crate) fn of(leaf: &Node) -> Option<Self> {
        match *leaf {
            Node::Number { field, .. }
            | Node::Word { field, .. }
            | Node::Flag(field)
            | Node::Missing(field)
            | Node::Known(field) => Some(Self::Field(field)),
            Node::Has(dx) => Some(Self::Dx(dx)),
            Node::On(medicine) => Some(Self::Medicine(medicine)),
            Node::Gene(gene) => Some(Self::Gene(gene)),
            Node::Region(_) | Node::Or(_) | Node::And(_) | Node::Not(_) => None,
        }
    }

    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Field(i) => FIELDS.get(i).map_or("", |f| f.name),
            Self::Dx(i) => DX.get(i).map_or("", |d| d.name),
            Self::Medicine(i) => MEDICINES.get(i).map_or("", |m| m.name),
            Self::Gene(i) => GENES.get(i).copied().unwrap_or_default(),
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Self::Field(_) => "field",
            Self::Dx(i) if DX.get(i).is_some_and(|d| d.list == List::Allergies) => "allergy",
            Self::Dx(_) => "dx",
            Self::Medicine(_) => "med",
            Self::Gene(_) => "gene",
        }
    }

    /// The question about it, with the actions that it could change.
    pub(crate) fn question(self, actions: Vec<String>) -> Question {
        Question { name: self.text().to_owned(), kind: self.kind().to_owned(), actions, scores: Vec::new() }
    }

    fn asked(self) -> Asked {
        match self {
            Self::Field(i) => FIELDS.get(i).map_or(Asked::Never, |f| f.asked),
            _ => Asked::Yes,
        }
    }
}

/// Names that keep the exclusions (and the required data) of an action unknown.
pub(crate) fn of_exclusion(action: &Action, decision: Decision, seen: &Seen) -> Vec<Name> {
    let mut names = Vec::new();
    if decision.excluded == Tri::Unknown
        && let Some(exclude) = &action.exclude
    {
        names.extend(unknown(exclude, seen));
        names.extend(action.required.iter().filter(|f| !seen.is_known(**f)).map(|f| Name::Field(*f)));
    }
    let mut unique = Vec::with_capacity(names.len());
    for name in names {
        if !unique.contains(&name) {
            unique.push(name);
        }
    }
    unique
}

fn unknown(rule: &Node, seen: &Seen) -> impl Iterator<Item = Name> {
    let leaves = if rule.holds(seen) == Tri::Unknown { deciding(rule, seen) } else { Vec::new() };
    leaves.into_iter().filter_map(|leaf| Name::of(&leaf))
}

/// Names whose answer could change the action's status, or nothing where only a later equation could decide it.
fn of_action(action: &Action, seen: &Seen) -> Vec<Name> {
    let decision = decision(action, seen);
    if matches!(decision.clause, super::decide::Clause::Region | super::decide::Clause::Declined)
        || decision.eligible == Tri::False
        || decision.excluded == Tri::True
    {
        return Vec::new();
    }
    let mut names: Vec<Name> = unknown(&action.eligible, seen).filter(|n| n.asked() != Asked::Never).collect();
    if decision.eligible == Tri::Unknown && names.is_empty() {
        return Vec::new();
    }
    names.extend(of_exclusion(action, decision, seen).into_iter().filter(|n| n.asked() != Asked::Never));
    if action.ttb_years.is_some()
        && let Some(field) = tables::field("life_expectancy_y").filter(|f| !seen.is_known(*f))
    {
        names.push(Name::Field(field));
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// All questions: those that could change most actions first, a clinician's estimates last.
pub(crate) fn questions(seen: &Seen) -> Vec<Question> {
    let mut pairs: Vec<(Name, usize)> = Vec::new();
    for (i, action) in ACTIONS.iter().enumerate() {
        pairs.extend(of_action(action, seen).into_iter().map(|name| (name, i)));
    }
    pairs.sort_unstable();
    let mut asked: Vec<(Name, Vec<String>)> = Vec::new();
    for (name, i) in pairs {
        let id = ACTIONS.get(i).map_or("", |a| a.id).to_owned();
        match asked.last_mut() {
            Some((last, actions)) if *last == name => actions.push(id),
            _ => asked.push((name, vec![id])),
        }
    }
    asked.sort_by_key(|(name, actions)| (name.asked() == Asked::Last, std::cmp::Reverse(actions.len())));
    asked.into_iter().map(|(name, actions)| name.question(actions)).collect()
}
