//! What a question is worth: how far its answers would move the expected benefit, and whether one could stop something.
//!
//! Each possible answer is supposed in turn: yes and no, each word, or a number between the limits that the rules of the
//! actions concerned compare it with. Nobody knows beforehand which it will be, so all count alike: no table of how
//! common they are is used. An action that waits for several answers is worth half as much for each that is missing
//! (even odds that it stands). The actions that no rule ties to the name are not touched. A gain that would be a loss moves
//! as much as one that would be a gain.

use super::ask::Name;
use super::card::Status;
use super::decide::{Decision, decision};
use super::facts::Value;
use super::order;
use super::rule::{Node, Seen, Supposed, Undo};
use super::tables::{ACTIONS, Action, FIELDS, FieldKind, Tier, field_at};
use super::watch::Watch;

/// What the answers of one question would move.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Worth {
    /// Some answer stops an action that is shown, or brings a warning, a caution, a grave interaction or what is urgent.
    pub(crate) safety: bool,
    /// Expected change of benefit, a share over ten years; actions without a figure add nothing.
    pub(crate) benefit: f64,
    /// The same with our own estimate for actions without a figure: for the order of questions only.
    pub(crate) weight: f64,
}

/// An action that the answer could move, with what it waits for.
pub(crate) struct Waiting {
    pub(crate) action: usize,
    pub(crate) decision: Decision,
    /// How many answers it waits for.
    pub(crate) names: usize,
    /// Net benefit over ten years, where there is a figure.
    pub(crate) net: Option<f64>,
}

/// The actions and the warnings that read a name.
type Readers<'r> = (&'r [&'r Waiting], &'r [Watch]);

/// Supposes one answer after another, in the same memory.
#[derive(Debug, Default)]
pub(crate) struct Supposing {
    answers: Vec<Supposed>,
    limits: Vec<f64>,
    undo: Undo,
}

impl Supposing {
    /// Supposes each answer to `name`; `seen` is afterwards what it was.
    pub(crate) fn worth(&mut self, name: Name, waiting: &[&Waiting], watching: &[Watch], seen: &mut Seen) -> Worth {
        self.answer(name, (waiting, watching), seen);
        let share = 1.0 / self.answers.len().max(1) as f64;
        let mut worth = Worth::default();
        for answer in &self.answers {
            seen.suppose(*answer, &mut self.undo);
            for wait in waiting {
                let Some(action) = ACTIONS.get(wait.action) else { continue };
                let then = decision(action, seen);
                if then.status == wait.decision.status && then.status != Status::NeedsData {
                    continue;
                }
                let moved = (stands(then, wait.names.saturating_sub(1)) - stands(wait.decision, wait.names)).abs();
                worth.benefit += moved * share * wait.net.unwrap_or_default().abs();
                worth.weight += moved * share * wait.net.map_or_else(|| notional(action, seen), f64::abs);
                worth.safety |= stops(action, wait.decision, then);
            }
            worth.safety = worth.safety || watching.iter().any(|watch| watch.holds(seen));
            seen.restore(&mut self.undo);
        }
        worth
    }

    fn answer(&mut self, name: Name, readers: Readers, seen: &Seen) {
        self.answers.clear();
        let both = |make: fn(usize, bool) -> Supposed, index| [make(index, true), make(index, false)];
        match name {
            Name::Dx(i) => self.answers.extend(both(Supposed::Dx, i)),
            Name::Medicine(i) => self.answers.extend(both(Supposed::Medicine, i)),
            Name::Gene(i) => self.answers.extend(both(Supposed::Gene, i)),
            Name::Field(i) => match FIELDS.get(i).map(|field| field.kind) {
                Some(FieldKind::Words(words)) => {
                    self.answers.extend((0..words.len()).map(|word| Supposed::Word(i, word)));
                }
                Some(FieldKind::Number { min, max }) => match seen.value(i) {
                    // A bound says on which side the number lies.
                    Value::Below(bound) => self.numbers(i, min, bound, readers),
                    Value::Above(bound) => self.numbers(i, bound, max, readers),
                    _ => self.numbers(i, min, max, readers),
                },
                _ => self.answers.extend(both(Supposed::Flag, i)),
            },
        }
    }

    /// One number in each stretch between the limits that the rules compare the field with.
    fn numbers(&mut self, field: usize, min: f64, max: f64, (waiting, watching): Readers) {
        let limits = &mut self.limits;
        limits.clear();
        limits.extend([min, max]);
        for action in waiting.iter().filter_map(|wait| ACTIONS.get(wait.action)) {
            read(&action.eligible, field, limits);
            action.exclude.iter().for_each(|rule| read(rule, field, limits));
            if field == field_at::LIFE_EXPECTANCY_Y {
                limits.extend(action.ttb_years);
            }
        }
        for rule in watching.iter().filter_map(|watch| watch.rule()) {
            read(rule, field, limits);
        }
        limits.retain(|limit| (min..=max).contains(limit));
        limits.sort_unstable_by(f64::total_cmp);
        limits.dedup();
        let between = limits.windows(2).filter_map(|pair| Some((pair.first()? + pair.last()?) / 2.0));
        self.answers.extend(between.map(|value| Supposed::Number(field, value)));
    }
}

/// The chance that the action stands: 1 shown, half for each missing answer, else 0.
fn stands(decision: Decision, missing: usize) -> f64 {
    match decision.status {
        Status::NeedsData => (0..missing).fold(1.0, |chance, _| chance / 2.0),
        _ if decision.is_shown() => 1.0,
        _ => 0.0,
    }
}

fn stops(action: &Action, now: Decision, then: Decision) -> bool {
    let blocked = now.is_shown() && then.status == Status::Blocked;
    let warned = !now.is_shown() && then.is_shown() && (action.kind == Status::Avoid || action.urgent);
    blocked || warned
}

/// Our own estimate of what an action without a figure may gain, by its tier.
fn notional(action: &Action, seen: &Seen) -> f64 {
    match order::tier(action, seen) {
        Tier::X | Tier::A => 0.01,
        Tier::B => 0.005,
        Tier::C => 0.002,
        Tier::E => 0.001,
    }
}

fn read(rule: &Node, wanted: usize, limits: &mut Vec<f64>) {
    match *rule {
        Node::Or(parts) | Node::And(parts) => parts.iter().for_each(|part| read(part, wanted, limits)),
        Node::Not(inner) => read(inner, wanted, limits),
        Node::Number { field, limit, .. } if field == wanted => limits.push(limit),
        _ => {}
    }
}
