//! What to ask: unknown names that could change the status of some action, most telling first.

use std::borrow::Cow;

use super::card::{Change, Question};
use super::decide::{Clause, Decision, rests_on_old, trust, trust_of_rule};
use super::facts::Tri;
use super::rule::{Node, Seen, Trust, deciding_by};
use super::tables::{ACTIONS, Action, Asked, DX, FIELDS, GENES, List, MEDICINES, field_at};
use super::voi::{self, Waiting, Worth};

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
    pub(crate) fn question(self, actions: Vec<Cow<'static, str>>) -> Question {
        let change = Change { actions: actions.len(), benefit: 0.0 };
        let (name, kind) = (self.text().into(), self.kind().into());
        Question { name, kind, actions, scores: Vec::new(), safety: false, covered: false, change }
    }

    fn asked(self) -> Asked {
        match self {
            Self::Field(i) => FIELDS.get(i).map_or(Asked::Never, |f| f.asked),
            _ => Asked::Yes,
        }
    }
}

/// Names that keep the exclusions (and the required data) of an action unknown, and old values that it rests on.
pub(crate) fn of_exclusion(action: &Action, decision: Decision, seen: &Seen) -> Vec<Name> {
    let mut names = Vec::new();
    let trust = trust(action, seen);
    if decision.eligible == Tri::True && rests_on_old(action, seen) {
        let open = unknown(&action.eligible, Tri::Unknown, seen, Trust::Recent).into_iter();
        names.extend(open.filter(|name| matches!(name, Name::Field(field) if seen.is_old(*field))));
    }
    if decision.excluded == Tri::Unknown
        && let Some(exclude) = &action.exclude
    {
        names.extend(unknown(exclude, decision.excluded, seen, trust));
        names.extend(action.required.iter().filter(|f| !seen.is_told(**f, trust)).map(|f| Name::Field(*f)));
    }
    let mut unique = Vec::with_capacity(names.len());
    for name in names {
        if !unique.contains(&name) {
            unique.push(name);
        }
    }
    unique
}

fn unknown(rule: &Node, value: Tri, seen: &Seen, trust: Trust) -> Vec<Name> {
    let leaves = if value == Tri::Unknown { deciding_by(rule, seen, trust) } else { Vec::new() };
    leaves.iter().filter_map(Name::of).collect()
}

/// Names whose answer could change the action's status, or nothing where only a later equation could decide it.
fn of_action(action: &Action, decision: Decision, seen: &Seen) -> Vec<Name> {
    if matches!(decision.clause, Clause::Region | Clause::Declined)
        || decision.eligible == Tri::False
        || decision.excluded == Tri::True
    {
        return Vec::new();
    }
    let mut names: Vec<Name> = unknown(&action.eligible, decision.eligible, seen, trust_of_rule(action, seen));
    names.retain(|name| name.asked() != Asked::Never);
    if decision.eligible == Tri::Unknown && names.is_empty() {
        return Vec::new();
    }
    names.extend(of_exclusion(action, decision, seen).into_iter().filter(|n| n.asked() != Asked::Never));
    if action.ttb_years.is_some() && !seen.is_known(field_at::LIFE_EXPECTANCY_Y) {
        names.push(Name::Field(field_at::LIFE_EXPECTANCY_Y));
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// All questions, most telling first: those that could stop something or bring a warning; then by how far the answers
/// move the expected benefit; behind them those that an earlier one may settle; a clinician's estimates last.
///
/// `decisions` and `nets` are those of the table's actions, in its order; a net is what an action gains less what it
/// harms over ten years, where there is a figure. `seen` is afterwards what it was.
pub(crate) fn questions(decisions: &[Decision], nets: &[Option<f64>], seen: &mut Seen) -> Vec<Question> {
    let mut pairs: Vec<(Name, usize)> = Vec::new();
    let mut waiting: Vec<Waiting> = Vec::new();
    for (index, (action, decision)) in ACTIONS.iter().zip(decisions).enumerate() {
        let names = of_action(action, *decision, seen);
        if names.is_empty() {
            continue;
        }
        // A clinician's estimate is nothing that an action waits for.
        let count = names.iter().filter(|name| name.asked() != Asked::Last).count();
        pairs.extend(names.into_iter().map(|name| (name, waiting.len())));
        waiting.push(Waiting {
            action: index,
            decision: *decision,
            names: count,
            net: nets.get(index).copied().flatten(),
        });
    }
    pairs.sort_unstable();
    let mut asked: Vec<Asking> = Vec::new();
    for of_name in pairs.chunk_by(|a, b| a.0 == b.0) {
        let Some((name, _)) = of_name.first() else { continue };
        let concerned: Vec<&Waiting> = of_name.iter().filter_map(|(_, i)| waiting.get(*i)).collect();
        let actions = concerned.iter().map(|wait| wait.action).collect();
        asked.push(Asking { name: *name, actions, worth: voi::worth(*name, &concerned, seen), covered: false });
    }
    asked.sort_by(|a, b| {
        let first = |q: &Asking| (q.name.asked() == Asked::Last, !q.worth.safety);
        first(a).cmp(&first(b)).then(b.worth.weight.total_cmp(&a.worth.weight))
    });
    cover(&mut asked);
    asked.sort_by_key(|q| (q.name.asked() == Asked::Last, q.covered)); // stable
    asked.into_iter().map(Asking::into_question).collect()
}

/// A question with what it could change.
struct Asking {
    name: Name,
    actions: Vec<usize>,
    worth: Worth,
    covered: bool,
}

impl Asking {
    fn into_question(self) -> Question {
        let id = |index: &usize| Cow::Borrowed(ACTIONS.get(*index).map_or("", |action| action.id));
        let mut question = self.name.question(self.actions.iter().map(id).collect());
        question.change.benefit = self.worth.benefit;
        Question { safety: self.worth.safety, covered: self.covered, ..question }
    }
}

/// Marks what an earlier question may settle: all its actions are among the other's. What concerns safety never is.
fn cover(asked: &mut [Asking]) {
    for i in 0..asked.len() {
        let (before, rest) = asked.split_at_mut(i);
        let Some(own) = rest.first_mut().filter(|own| !own.worth.safety && own.name.asked() != Asked::Last) else {
            continue;
        };
        // Both lists are sorted by the table's order.
        let within = |other: &Asking| own.actions.iter().all(|action| other.actions.binary_search(action).is_ok());
        own.covered = before.iter().any(within);
    }
}
