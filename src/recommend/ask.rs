//! What to ask: unknown names that could change the status of some action, most telling first.

use std::borrow::Cow;

use super::card::{Change, Question, Status};
use super::decide::{Clause, Decision, rests_on_old, trust, trust_of_rule};
use super::facts::Tri;
use super::rule::{Node, Seen, Trust, decide_into};
use super::tables::{ACTIONS, Action, Asked, DX, FIELDS, GENES, List, MEDICINES, field_at};
use super::voi::{self, Waiting, Worth};
use super::watch;

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

    /// Whether it is asked like any other.
    pub(crate) fn is_asked(self) -> bool {
        self.asked() == Asked::Yes
    }

    /// Age and sex decide which other questions there are.
    fn says_who(self) -> bool {
        matches!(self, Self::Field(field_at::AGE | field_at::SEX))
    }

    fn asked(self) -> Asked {
        match self {
            Self::Field(i) => FIELDS.get(i).map_or(Asked::Never, |f| f.asked),
            _ => Asked::Yes,
        }
    }
}

/// Names that an action waits for, where all that is missing is when something was last done: nothing recorded is as
/// little a "never" as a "done", so the card asks for the date.
pub(crate) fn of_last_time(action: &Action, decision: Decision, seen: &Seen) -> Vec<Name> {
    if decision.clause != Clause::Eligible || decision.status != Status::NeedsData {
        return Vec::new();
    }
    let mut names = Vec::new();
    let trust = trust_of_rule(action, seen);
    Asker { seen, leaves: Vec::new() }.unknown(&action.eligible, decision.eligible, trust, &mut names);
    let dated = |name: &Name| matches!(name, Name::Field(i) if FIELDS.get(*i).is_some_and(|f| f.null_is_never));
    if names.iter().all(dated) { names } else { Vec::new() }
}

/// Names that keep the exclusions (and the required data) of an action unknown, and old values that it rests on.
pub(crate) fn of_exclusion(action: &Action, decision: Decision, seen: &Seen) -> Vec<Name> {
    let mut names = Vec::new();
    Asker { seen, leaves: Vec::new() }.of_exclusion(action, decision, &mut names);
    names
}

fn add(name: Name, names: &mut Vec<Name>) {
    if !names.contains(&name) {
        names.push(name);
    }
}

/// Collects names; the list of leaves is used again for each rule.
struct Asker<'s, 'f> {
    seen: &'s Seen<'f>,
    leaves: Vec<Node>,
}

impl Asker<'_, '_> {
    /// Adds the names that keep a rule of an unknown value unknown.
    fn unknown(&mut self, rule: &Node, value: Tri, trust: Trust, names: &mut Vec<Name>) {
        if value == Tri::Unknown {
            decide_into(rule, (self.seen, trust), &mut self.leaves);
            for name in self.leaves.iter().filter_map(Name::of) {
                add(name, names);
            }
        }
    }

    fn of_exclusion(&mut self, action: &Action, decision: Decision, names: &mut Vec<Name>) {
        let trust = trust(action, self.seen);
        if decision.eligible == Tri::True && rests_on_old(action, self.seen) {
            let first = names.len();
            self.unknown(&action.eligible, Tri::Unknown, Trust::Recent, names);
            let is_old = |name: &Name| matches!(name, Name::Field(field) if self.seen.is_old(*field));
            let old: Vec<Name> = names.drain(first..).filter(is_old).collect();
            names.extend(old);
        }
        if decision.excluded != Tri::Unknown {
            return;
        }
        let Some(exclude) = &action.exclude else { return };
        self.unknown(exclude, decision.excluded, trust, names);
        for field in action.required.iter().filter(|field| !self.seen.is_told(**field, trust)) {
            add(Name::Field(*field), names);
        }
    }

    /// The names whose answer could change the action's status, sorted: nothing where only a later equation could
    /// decide it.
    fn of_action(&mut self, action: &Action, decision: Decision, names: &mut Vec<Name>) {
        names.clear();
        if matches!(decision.clause, Clause::Region | Clause::Declined)
            || decision.eligible == Tri::False
            || decision.excluded == Tri::True
        {
            return;
        }
        self.unknown(&action.eligible, decision.eligible, trust_of_rule(action, self.seen), names);
        names.retain(|name| name.asked() != Asked::Never);
        if decision.eligible == Tri::Unknown && names.is_empty() {
            return;
        }
        self.of_exclusion(action, decision, names);
        names.retain(|name| name.asked() != Asked::Never);
        if action.ttb_years.is_some() && !self.seen.is_known(field_at::LIFE_EXPECTANCY_Y) {
            add(Name::Field(field_at::LIFE_EXPECTANCY_Y), names);
        }
    }
}

/// All questions, most telling first: age and sex; those that could stop something or bring a warning; then by how far the
/// answers move the expected benefit; behind them those that an earlier one may settle; a clinician's estimates last.
///
/// `decisions` and `nets` are those of the table's actions, in its order; a net is what an action gains less what it
/// harms over ten years, where there is a figure. `seen` is afterwards what it was.
pub(crate) fn questions(decisions: &[Decision], nets: &[Option<f64>], seen: &mut Seen) -> Vec<Question> {
    let mut pairs: Vec<(Name, usize)> = Vec::new();
    let mut waiting: Vec<Waiting> = Vec::new();
    let mut asker = Asker { seen, leaves: Vec::new() };
    let mut names = Vec::new();
    for (index, (action, decision)) in ACTIONS.iter().zip(decisions).enumerate() {
        asker.of_action(action, *decision, &mut names);
        if names.is_empty() {
            continue;
        }
        // A clinician's estimate is nothing that an action waits for.
        let count = names.iter().filter(|name| name.asked() != Asked::Last).count();
        pairs.extend(names.iter().map(|name| (*name, waiting.len())));
        waiting.push(Waiting {
            action: index,
            decision: *decision,
            names: count,
            net: nets.get(index).copied().flatten(),
        });
    }
    let watches = watch::open(decisions, seen, &mut asker.leaves);
    for (name, _) in &watches {
        if pairs.iter().all(|(known, _)| known != name) && watch::is_asked(*name, seen) {
            pairs.push((*name, usize::MAX)); // nothing waits for it
        }
    }
    pairs.sort_unstable();
    let mut asked: Vec<Asking> = Vec::new();
    let mut watching = Vec::new();
    let (mut concerned, mut supposing) = (Vec::new(), voi::Supposing::default());
    for of_name in pairs.chunk_by(|a, b| a.0 == b.0) {
        let Some((name, _)) = of_name.first() else { continue };
        concerned.clear();
        concerned.extend(of_name.iter().filter_map(|(_, i)| waiting.get(*i)));
        let actions = concerned.iter().map(|wait| wait.action).collect();
        watching.clear();
        let from = watches.partition_point(|(other, _)| other < name);
        watching.extend(watches.iter().skip(from).take_while(|(other, _)| other == name).map(|(_, watch)| *watch));
        let worth = supposing.worth(*name, &concerned, &watching, seen);
        if concerned.is_empty() && !worth.safety {
            continue;
        }
        asked.push(Asking { name: *name, actions, worth, covered: false });
    }
    asked.sort_by(|a, b| {
        let first = |q: &Asking| (q.name.asked() == Asked::Last, !q.name.says_who(), !q.worth.safety);
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
    fn may_be_covered(&self) -> bool {
        !self.worth.safety && !self.name.says_who() && self.name.asked() != Asked::Last
    }

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
        let Some(own) = rest.first_mut().filter(|own| own.may_be_covered()) else {
            continue;
        };
        // Both lists are sorted by the table's order.
        let within = |other: &Asking| own.actions.iter().all(|action| other.actions.binary_search(action).is_ok());
        own.covered = before.iter().any(within);
    }
}
