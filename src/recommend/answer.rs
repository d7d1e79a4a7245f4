//! The recommender's whole answer for one person.

use std::borrow::Cow;

use super::ask;
use super::because::{because, of_field, of_region, sources};
use super::benefit::{Act, Person, Why, net, relative, worth};
use super::card::{Because, Card, Held, Recommendations, Status};
use super::critical;
use super::decide::{Clause, Decision, cautions, decision, trust, trust_of_rule};
use super::facts::{Facts, Tri};
use super::interact::interactions;
use super::order::{self, Candidate, Size};
use super::rule::{Node, Seen, deciding, deciding_by};
use super::tables::{ACTIONS, Action, field_at};

/// What to do next, in order, and why not the rest.
///
/// Cards are what is shown, and what fits but asks for something first; every other action is held, with the clause
/// that decided. Of the members of a group of which one is enough, the best-ranked carries no `alternative_to`, the
/// others name it: a view shows one and folds the others under it.
pub fn recommend(facts: &Facts) -> Recommendations {
    let mut seen = Seen::of(facts);
    let decisions: Vec<Decision> = ACTIONS.iter().map(|action| decision(action, &seen)).collect();
    let person = Person::of(&seen);
    let basis = facts.basis.alike();
    let alike = person.on_alike(&basis);
    let open = |decision: &Decision| decision.is_shown() || decision.status == Status::NeedsData;
    let counts = |action: &Action| action.kind != Status::Avoid && !action.urgent;
    let acts: Vec<Option<Result<Act, Why>>> = ACTIONS
        .iter()
        .zip(&decisions)
        .map(|(action, made)| (open(made) && counts(action)).then(|| person.act(action)))
        .collect();
    let nets: Vec<Option<f64>> = ACTIONS
        .iter()
        .zip(&acts)
        .map(|(action, act)| Some(net(action, act.as_ref()?.as_ref().ok()?, &person)))
        .collect();
    let mut ranked: Vec<Candidate> = Vec::new();
    let mut held = Vec::new();
    for (index, (action, &decision)) in ACTIONS.iter().zip(&decisions).enumerate() {
        let fits = decision.status == Status::NeedsData && decision.eligible == Tri::True;
        if decision.is_shown() || fits || !ask::of_last_time(action, decision, &seen).is_empty() {
            let act = acts.get(index).copied().flatten();
            let size = match nets.get(index).copied().flatten() {
                Some(net) => Size::Net(net),
                None if act.is_some() => relative(action, &alike).map_or(Size::Unknown, Size::Relative),
                None => Size::Unknown,
            };
            ranked.push(Candidate::new(action, decision, size, worth(action, decision, act, &person), &seen));
        } else {
            held.push(hold(action, decision, &seen));
        }
    }
    order::sort(&mut ranked, &seen);
    let alternatives: Vec<Option<&str>> = (0..ranked.len()).map(|i| better(&ranked, i)).collect();
    let cards = ranked.into_iter().zip(alternatives).map(|(candidate, other)| card(candidate, &seen, other)).collect();
    Recommendations {
        no_list: None,
        critical: critical::fired(&seen),
        cards,
        held,
        interactions: interactions(&seen),
        questions: ask::questions(&decisions, &nets, &mut seen),
        region_unknown: seen.region().is_none(),
        not_understood: facts.not_understood.clone(),
    }
}

/// The answer for a child: no action here is for one. Results that cannot wait, and medicines that harm each other, are
/// told at any age.
pub fn recommend_to_child(facts: &Facts) -> Recommendations {
    let seen = Seen::of(facts);
    Recommendations { critical: critical::fired(&seen), interactions: interactions(&seen), ..none(facts, "child") }
}

/// The answer for who has died: nothing.
pub fn recommend_to_deceased(facts: &Facts) -> Recommendations {
    none(facts, "deceased")
}

fn none(facts: &Facts, why: &'static str) -> Recommendations {
    Recommendations {
        no_list: Some(Cow::Borrowed(why)),
        critical: Vec::new(),
        cards: Vec::new(),
        held: Vec::new(),
        interactions: Vec::new(),
        questions: Vec::new(),
        region_unknown: false, // no row of any region would apply
        not_understood: facts.not_understood.clone(),
    }
}

/// The better-ranked shown member of the same group, where one member is enough.
fn better(ranked: &[Candidate], at: usize) -> Option<&'static str> {
    let own = ranked.get(at).filter(|c| c.action.one_per_group && c.decision.is_shown())?;
    let same = |other: &&Candidate| {
        other.action.one_per_group
            && other.action.overlap_group == own.action.overlap_group
            && other.decision.is_shown()
    };
    ranked.iter().take(at).find(same).map(|other| other.action.id)
}

fn card(candidate: Candidate, seen: &Seen, alternative_to: Option<&'static str>) -> Card {
    let Candidate { action, decision, tier, worth, .. } = candidate;
    let shown = decision.is_shown();
    let because_of: Vec<Because> = reasons(action, seen).iter().map(|leaf| because(leaf, seen)).collect();
    let not_excluded =
        action.exclude.iter().filter(|_| decision.excluded == Tri::False).flat_map(|rule| deciding(rule, seen));
    let mut presumed: Vec<Cow<'static, str>> = Vec::new();
    let excluded_by = not_excluded.filter(|leaf| seen.presumes(leaf)).map(|leaf| because(&leaf, seen).name);
    for name in because_of.iter().filter(|b| b.presumed).map(|b| b.name.clone()).chain(excluded_by) {
        if !presumed.contains(&name) {
            presumed.push(name);
        }
    }
    let mut asks = ask::of_last_time(action, decision, seen);
    asks.extend(ask::of_exclusion(action, decision, seen));
    Card {
        action: action.id.into(),
        status: decision.status,
        category: action.category.into(),
        urgent: action.urgent,
        tier: tier.key().into(),
        grade: action.grade_text.into(),
        verification: action.verification.into(),
        clinician_required: action.clinician_required,
        burden: action.burden.into(),
        cautions: if shown { cautions(action, seen).into_iter().map(Cow::Borrowed).collect() } else { Vec::new() },
        because: because_of,
        asks: asks.into_iter().map(|name| name.text().into()).collect(),
        presumed,
        medicine: action.medicine,
        interactions_known: action.interactions_known,
        sources: sources(action.sources),
        overlap_group: action.overlap_group.into(),
        alternative_to: alternative_to.map(Cow::Borrowed),
        gain: worth.gain,
        no_gain: worth.no_gain.map(Cow::Borrowed),
        harm: worth.harm,
        effects: worth.effects,
        rank: candidate.reasons.iter().map(|key| Cow::Borrowed(*key)).collect(),
        preference: candidate.suits.into_said(),
    }
}

/// Why an action fits: the leaves that decided, but for those that could not have been otherwise (not pregnant, of a man).
/// Of a rule that still waits for a date, what holds already.
fn reasons(action: &Action, seen: &Seen) -> Vec<Node> {
    let mut leaves = match action.eligible {
        Node::And(parts) if action.eligible.holds(seen) == Tri::Unknown => {
            parts.iter().filter(|part| part.holds(seen) == Tri::True).flat_map(|part| deciding(part, seen)).collect()
        }
        _ => deciding(&action.eligible, seen),
    };
    leaves.retain(|leaf| !seen.is_certain(leaf));
    leaves
}

fn hold(action: &'static Action, decision: Decision, seen: &Seen) -> Held {
    let because_of = match decision.clause {
        Clause::Region => action.region.map(|r| of_region(r, seen)).into_iter().collect(),
        Clause::TimeToBenefit => {
            let test = Cow::Owned(format!("< {}", action.ttb_years.unwrap_or_default()));
            vec![of_field(field_at::LIFE_EXPECTANCY_Y, test, seen)]
        }
        Clause::Exclude => {
            let leaves = action.exclude.iter().flat_map(|rule| deciding_by(rule, seen, trust(action, seen)));
            leaves.map(|leaf| because(&leaf, seen)).collect()
        }
        Clause::Eligible => {
            let leaves = deciding_by(&action.eligible, seen, trust_of_rule(action, seen));
            leaves.iter().map(|leaf| because(leaf, seen)).collect()
        }
        Clause::Declined | Clause::RequiredData | Clause::Kind => Vec::new(),
    };
    Held { action: action.id.into(), status: decision.status, clause: decision.key().into(), because: because_of }
}
