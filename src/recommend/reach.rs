//! Every action meets every clause: people are made so that each action's rule comes out each way it can, and what no
//! person reaches must be on the list below with its reason.

use std::collections::{BTreeMap, BTreeSet};

use super::ask::Name;
use super::card::Status;
use super::decide::{Clause, Decision, decision};
use super::facts::Tri;
use super::rule::{Node, Seen};
use super::tables::List;
use super::tables::{ACTIONS, Action, Asked, DX, FIELDS, FieldKind, GENES, MEDICINES, REGIONS};
use super::{Dosage, Facts, Provenance, recommend};
use crate::math::Draws;

/// Pairs that nobody can reach, and why.
const NOBODY: &[(&str, &str, &str)] = &[
    ("diet_cn_guideline", "eligible", "its rule is an age of 18, where ages begin here"),
    ("diet_salt_substitute", "caution 2", "what it warns of as missing is asked before it is shown"),
    ("med_finerenone", "required_data asks", "its rule needs the same data to be met"),
    ("scr_breast", "caution 0", "the time to benefit blocks at the same years"),
    ("scr_crc", "caution 0", "the time to benefit blocks at the same years"),
    ("scr_crc_76_85", "time_to_benefit", "the same years exclude before"),
    ("scr_lung", "time_to_benefit", "the same years exclude before"),
    ("scr_lung_cn", "time_to_benefit", "the same years exclude before"),
    ("scr_prostate", "caution 0", "the time to benefit blocks at the same years"),
];

/// What is decided about a made person, by index of name.
#[derive(Default)]
struct Made {
    fields: BTreeMap<usize, Given>,
    dx: BTreeMap<usize, bool>,
    medicines: BTreeMap<usize, bool>,
    genes: BTreeMap<usize, bool>,
    region: Option<usize>,
}

#[derive(Clone, Copy, PartialEq)]
enum Given {
    Unknown,
    Number(f64),
    Word(usize),
    Flag(bool),
}

fn put<V: PartialEq + Copy>(into: &mut BTreeMap<usize, V>, key: usize, value: V) -> bool {
    *into.entry(key).or_insert(value) == value
}

/// Limits that rules compare a field with, by field.
fn limits() -> BTreeMap<usize, Vec<f64>> {
    fn walk(node: &Node, found: &mut BTreeMap<usize, Vec<f64>>) {
        match *node {
            Node::Or(parts) | Node::And(parts) => parts.iter().for_each(|part| walk(part, found)),
            Node::Not(inner) => walk(inner, found),
            Node::Number { field, limit, .. } => found.entry(field).or_default().push(limit),
            _ => {}
        }
    }
    let mut found = BTreeMap::new();
    for action in ACTIONS {
        walk(&action.eligible, &mut found);
        action.exclude.iter().for_each(|rule| walk(rule, &mut found));
        action.cautions.iter().for_each(|(rule, _)| walk(rule, &mut found));
    }
    found
}

struct Maker {
    draws: Draws,
    place: u32,
    limits: BTreeMap<usize, Vec<f64>>,
}

impl Maker {
    fn below(&mut self, n: usize) -> usize {
        self.place += 1;
        self.draws.bits(self.place) as usize % n.max(1)
    }

    fn any_value(&mut self, field: usize, holds: impl Fn(f64) -> bool) -> Option<Given> {
        match FIELDS[field].kind {
            FieldKind::Flag => Some(Given::Flag(self.below(2) == 0)),
            FieldKind::Words(words) => Some(Given::Word(self.below(words.len()))),
            FieldKind::Number { min, max } => {
                let near = self.limits.get(&field).cloned().unwrap_or_default();
                let all = near.iter().flat_map(|l| [*l, l - 1.0, l + 1.0, l - 0.1, l + 0.1]).chain([min, max]);
                let fit: Vec<f64> = all.filter(|x| (min..=max).contains(x) && holds(*x)).collect();
                if fit.is_empty() { None } else { Some(Given::Number(fit[self.below(fit.len())])) }
            }
        }
    }

    /// Adds what makes the rule come out as wanted; false where it contradicts what is there (try again).
    fn make(&mut self, node: &Node, wanted: bool, made: &mut Made) -> bool {
        match *node {
            Node::Or(parts) | Node::And(parts) => {
                if matches!(node, Node::Or(_)) == wanted {
                    let one = self.below(parts.len());
                    self.make(&parts[one], wanted, made)
                } else {
                    parts.iter().all(|part| self.make(part, wanted, made))
                }
            }
            Node::Not(inner) => self.make(inner, !wanted, made),
            Node::Number { field, op, limit } => match made.fields.get(&field) {
                Some(Given::Number(value)) => op.holds(*value, limit) == wanted,
                Some(_) => false,
                None => match self.any_value(field, |x| op.holds(x, limit) == wanted) {
                    Some(value) => put(&mut made.fields, field, value),
                    None => false,
                },
            },
            Node::Word { field, word, equal } => match made.fields.get(&field) {
                Some(Given::Word(known)) => ((*known == word) == equal) == wanted,
                Some(_) => false,
                None if equal == wanted => put(&mut made.fields, field, Given::Word(word)),
                None => match self.any_value(field, |_| true) {
                    Some(Given::Word(other)) if other != word => put(&mut made.fields, field, Given::Word(other)),
                    _ => false,
                },
            },
            Node::Flag(field) => put(&mut made.fields, field, Given::Flag(wanted)),
            Node::Missing(field) | Node::Known(field) => {
                if matches!(node, Node::Missing(_)) == wanted {
                    put(&mut made.fields, field, Given::Unknown)
                } else if let Some(known) = made.fields.get(&field) {
                    *known != Given::Unknown
                } else {
                    self.any_value(field, |_| true).is_some_and(|value| put(&mut made.fields, field, value))
                }
            }
            Node::Has(dx) => put(&mut made.dx, dx, wanted),
            Node::On(medicine) => put(&mut made.medicines, medicine, wanted),
            Node::Gene(gene) => put(&mut made.genes, gene, wanted),
            Node::Region(region) => match made.region {
                Some(known) => (known == region) == wanted,
                None => {
                    made.region = Some(if wanted { region } else { REGIONS.len() - 1 });
                    true
                }
            },
        }
    }
}

fn facts(made: &Made) -> Facts {
    let mut facts = Facts::silent();
    state(made, &mut facts);
    facts
}

/// States what is decided, in place of what was said before.
fn state(made: &Made, facts: &mut Facts) {
    let from = Provenance::default;
    for (field, value) in &made.fields {
        let name = FIELDS[*field].name;
        match (value, FIELDS[*field].kind) {
            (Given::Number(number), _) => facts.set_number(name, *number, from()).unwrap(),
            (Given::Word(word), FieldKind::Words(words)) => facts.set_word(name, words[*word], from()).unwrap(),
            (Given::Flag(flag), _) => facts.set_flag(name, *flag, from()).unwrap(),
            _ => facts.set_unknown(name, from()).unwrap(),
        }
    }
    for (dx, yes) in &made.dx {
        facts.set_dx(DX[*dx].name, (*yes).into(), from()).unwrap();
    }
    for (medicine, yes) in &made.medicines {
        facts.set_med(MEDICINES[*medicine].name, (*yes).into(), Dosage::Unknown, from()).unwrap();
    }
    for (gene, yes) in &made.genes {
        facts.set_gene(GENES[*gene], (*yes).into(), from()).unwrap();
    }
    if let Some(region) = made.region {
        facts.set_region(REGIONS[region]).unwrap();
    }
}

/// The way a decision was reached: its clause, with "asks" where it waits for data.
fn way(decision: Decision) -> String {
    let asks = if decision.status == Status::NeedsData { " asks" } else { "" };
    format!("{}{asks}", decision.clause.key())
}

/// The ways that the columns of an action's row allow.
fn ways(action: &Action) -> Vec<String> {
    let mut ways: Vec<&str> = vec!["declined", "eligible", "eligible asks", "kind"];
    if action.region.is_some() {
        ways.push("region");
    }
    if action.exclude.is_some() {
        ways.push("exclude");
        if !action.required.is_empty() {
            ways.push("required_data asks");
        }
        if action.is_medicine() {
            ways.push("exclude asks");
        }
    }
    if action.ttb_years.is_some() {
        ways.push("time_to_benefit");
    }
    let cautions = (0..action.cautions.len()).map(|i| format!("caution {i}"));
    ways.into_iter().map(str::to_owned).chain(cautions).collect()
}

/// A person meant to reach `way`; `None` where a choice contradicted another.
fn person(maker: &mut Maker, action: &Action, way: &str) -> Option<Facts> {
    let mut made = Made { region: action.region, ..Made::default() };
    let (eligible, excluded) = match way {
        "region" => return Some(Facts::silent()),
        "eligible" => (Some(false), None),
        "eligible asks" => (Some(true), None),
        "exclude" => (Some(true), Some(true)),
        "exclude asks" | "required_data asks" | "declined" => (Some(true), None),
        _ => (Some(true), Some(false)),
    };
    if way == "time_to_benefit" {
        made.fields.insert(super::tables::field_at::LIFE_EXPECTANCY_Y, Given::Number(0.0));
    }
    let ok = eligible.is_none_or(|wanted| maker.make(&action.eligible, wanted, &mut made))
        && action.exclude.iter().all(|rule| excluded.is_none_or(|wanted| maker.make(rule, wanted, &mut made)))
        && way.strip_prefix("caution ").and_then(|i| i.parse::<usize>().ok()).is_none_or(|i| {
            let (test, _) = &action.cautions[i];
            maker.make(test, true, &mut made)
        });
    if way == "eligible asks" {
        // One thing that made it fit is not known.
        let count = made.fields.len() + made.dx.len() + made.medicines.len();
        let mut one = maker.below(count);
        if let Some(value) = made.fields.values_mut().nth(one) {
            *value = Given::Unknown;
        } else {
            one -= made.fields.len();
            match made.dx.keys().nth(one).copied() {
                Some(dx) => made.dx.remove(&dx),
                None => made.medicines.pop_first().map(|(_, yes)| yes),
            };
        }
    }
    if way == "exclude asks" {
        for field in action.required.iter().filter(|field| !made.fields.contains_key(field)).collect::<Vec<_>>() {
            let value = maker.any_value(*field, |_| true)?;
            made.fields.insert(*field, value);
        }
    }
    let mut facts = ok.then(|| facts(&made))?;
    if way == "declined" {
        facts.decline(action.id);
    }
    Some(facts)
}

/// The status that a clause gives.
fn fits(action: &Action, decision: Decision) -> bool {
    match decision.clause {
        Clause::Region => decision.status == Status::NotEligible,
        Clause::Declined => decision.status == Status::Declined,
        Clause::Eligible => match decision.eligible {
            Tri::False => decision.status == Status::NotEligible,
            Tri::Unknown => decision.status == Status::NeedsData,
            Tri::True => false,
        },
        Clause::Exclude => match decision.excluded {
            Tri::True => decision.status == Status::Blocked,
            Tri::Unknown => decision.status == Status::NeedsData && action.is_medicine(),
            Tri::False => false,
        },
        Clause::TimeToBenefit => decision.status == Status::Blocked,
        Clause::RequiredData => decision.status == Status::NeedsData,
        Clause::Kind => decision.status == action.kind && decision.eligible == Tri::True,
    }
}

#[test]
fn every_action_meets_every_clause() {
    let mut maker = Maker { draws: Draws::new(5, 1), place: 0, limits: limits() };
    let (mut reached, mut unreached, mut wanted) = (0, BTreeSet::new(), BTreeSet::new());
    for action in ACTIONS {
        for way_wanted in ways(action) {
            let meets = |facts: &Facts| {
                let seen = Seen::of(facts);
                let decision = decision(action, &seen);
                assert!(fits(action, decision), "{}: {decision:?}", action.id);
                match way_wanted.strip_prefix("caution ").and_then(|i| i.parse::<usize>().ok()) {
                    Some(i) => {
                        let (test, code) = &action.cautions[i];
                        let holds = decision.is_shown() && test.holds(&seen) == Tri::True;
                        assert!(!holds || super::decide::cautions(action, &seen).contains(code));
                        holds
                    }
                    None => way(decision) == way_wanted,
                }
            };
            wanted.insert((action.id, way_wanted.clone()));
            // What is listed as out of reach is tried less often.
            let tries =
                if NOBODY.iter().any(|(id, way, _)| *id == action.id && *way == way_wanted) { 200 } else { 3000 };
            if (0..tries).any(|_| person(&mut maker, action, &way_wanted).is_some_and(|facts| meets(&facts))) {
                reached += 1;
            } else {
                unreached.insert((action.id, way_wanted));
            }
        }
    }
    let listed: BTreeSet<(&str, String)> = NOBODY.iter().map(|(id, way, _)| (*id, (*way).to_owned())).collect();
    println!("{reached} of {} pairs reached, {} known to be out of reach", wanted.len(), listed.len());
    assert_eq!(unreached, listed, "pairs of action and clause that nobody reaches, and those listed as such");
    assert!(reached > 900 && NOBODY.iter().all(|(_, _, why)| !why.is_empty()));
}

/// The parts of a rule of which one is enough.
fn parts(rule: &'static Node) -> &'static [Node] {
    if let Node::Or(parts) = rule { parts } else { std::slice::from_ref(rule) }
}

/// What a rule of an unknown value waits for: all that is unknown in it.
fn waits_for(rule: &Node, seen: &Seen, found: &mut Vec<Node>) {
    match *rule {
        _ if rule.holds(seen) != Tri::Unknown => {}
        Node::Or(parts) | Node::And(parts) => parts.iter().for_each(|part| waits_for(part, seen, found)),
        Node::Not(inner) => waits_for(inner, seen, found),
        leaf => found.push(leaf),
    }
}

/// What keeps a rule of a known "no" from being a "yes", where a presumption is all there is.
fn rests_on(rule: &Node, seen: &Seen, found: &mut Vec<Node>) {
    match *rule {
        Node::Or(parts) => parts.iter().for_each(|part| rests_on(part, seen, found)),
        Node::And(_) | Node::Not(_) => {}
        leaf => found.extend(Some(leaf).filter(|leaf| seen.presumes(leaf))),
    }
}

/// Any unknown exclusion of a shown action stands on its card and among the questions, in whatever part of the rule; any
/// presumed one is said.
#[test]
fn exclusions_of_shown_actions_are_known_asked_or_said_to_be_presumed() {
    let mut maker = Maker { draws: Draws::new(7, 1), place: 0, limits: limits() };
    let (mut asked, mut presumed, mut kinds) = (0, 0, BTreeSet::new());
    for action in ACTIONS.iter().filter(|action| action.exclude.is_some()) {
        for round in 0..30 {
            let way = if round % 2 == 0 { "declined" } else { "kind" };
            let Some(mut facts) = person(&mut maker, action, way) else { continue };
            facts.declined.clear();
            if round % 3 == 0 {
                [List::Diagnoses, List::Medicines].iter().for_each(|list| facts.close(*list, Tri::False, true));
            }
            let (seen, answer) = (Seen::of(&facts), recommend(&facts));
            let questions: BTreeSet<&str> = answer.questions.iter().map(|q| &*q.name).collect();
            let Some(card) = answer.cards.iter().find(|card| card.action == action.id) else { continue };
            let Some(rule) = &action.exclude else { continue };
            let (mut open, mut taken) = (Vec::new(), Vec::new());
            if rule.holds(&seen) == Tri::Unknown {
                waits_for(rule, &seen, &mut open);
            }
            for name in open.iter().filter_map(Name::of) {
                assert!(card.asks.iter().any(|ask| ask == name.text()), "{} does not ask {}", action.id, name.text());
                let never = matches!(name, Name::Field(field) if FIELDS[field].asked == Asked::Never);
                assert!(never || questions.contains(name.text()), "{} of {} is no question", name.text(), action.id);
                asked += 1;
                kinds.insert(match name {
                    Name::Field(_) => "field",
                    Name::Dx(_) => "dx",
                    Name::Medicine(_) => "med",
                    Name::Gene(_) => "gene",
                });
            }
            if decision(action, &seen).excluded == Tri::False {
                rests_on(rule, &seen, &mut taken);
            }
            for name in taken.iter().filter_map(Name::of) {
                assert!(
                    card.presumed.iter().any(|one| one == name.text()),
                    "{} does not say {}",
                    action.id,
                    name.text()
                );
                presumed += 1;
            }
        }
    }
    assert!(asked > 200 && presumed > 100 && kinds.len() >= 3, "{asked} asked, {presumed} presumed, {kinds:?}");
}

/// Every part of every exclusion, made true of someone whom the action fits: it is never shown, and asks for nothing.
#[test]
fn a_contraindication_never_adds_its_action() {
    let mut maker = Maker { draws: Draws::new(11, 1), place: 0, limits: limits() };
    let (mut tried, mut all) = (0, 0);
    for action in ACTIONS {
        let Some(rule) = &action.exclude else { continue };
        for part in parts(rule) {
            all += 1;
            let mut reached = 0;
            for _ in 0..400 {
                let Some(base) = person(&mut maker, action, "kind") else { continue };
                let mut made = Made::default();
                if !maker.make(part, true, &mut made) {
                    continue;
                }
                let mut with = base;
                state(&made, &mut with);
                let seen = Seen::of(&with);
                if part.holds(&seen) != Tri::True {
                    continue; // the two contradict each other
                }
                let found = decision(action, &seen);
                assert!(
                    matches!(found.status, Status::Blocked | Status::NotEligible),
                    "{}: {part:?}: {found:?}",
                    action.id
                );
                assert!(!recommend_shows(action, &with), "{}: {part:?}", action.id);
                reached += 1;
                if reached == 3 {
                    break;
                }
            }
            assert!(reached > 0, "{}: nobody has {part:?}", action.id);
            tried += 1;
        }
    }
    println!("{tried} of {all} parts of exclusions");
    assert_eq!(tried, all);
    assert!(all > 250);
}

fn recommend_shows(action: &Action, facts: &Facts) -> bool {
    recommend(facts).cards.iter().any(|card| card.action == action.id)
}
