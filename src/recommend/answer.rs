//! The recommender's whole answer for one person.

use std::borrow::Cow;

use super::ask;
use super::because::{because, of_field, of_region, sources};
use super::benefit::{Person, net, relative, worth};
use super::card::{Because, Card, Held, Recommendations, Status};
use super::critical;
use super::decide::{Clause, Decision, cautions, decision};
use super::facts::{Facts, Tri};
use super::interact::interactions;
use super::order::{self, Candidate, Size};
use super::rule::{Seen, deciding};
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
    let alike = facts.basis.alike();
    let open = |decision: &Decision| decision.is_shown() || decision.status == Status::NeedsData;
    let counts = |action: &Action| action.kind != Status::Avoid && !action.urgent;
    let with = ACTIONS.iter().zip(&decisions);
    let nets: Vec<Option<f64>> =
        with.map(|(action, made)| net(action, &person).filter(|_| open(made) && counts(action))).collect();
    let mut ranked: Vec<Candidate> = Vec::new();
    let mut held = Vec::new();
    for (index, (action, &decision)) in ACTIONS.iter().zip(&decisions).enumerate() {
        if decision.is_shown() || (decision.status == Status::NeedsData && decision.eligible == Tri::True) {
            let size = match nets.get(index).copied().flatten() {
                Some(net) => Size::Net(net),
                None => relative(action, &person, &alike).map_or(Size::Unknown, Size::Relative),
            };
            ranked.push(Candidate::new(action, decision, size, worth(action, decision, &person), &seen));
        } else {
            held.push(hold(action, decision, &seen));
        }
    }
    order::sort(&mut ranked, &seen);
    let alternatives: Vec<Option<&str>> = (0..ranked.len()).map(|i| better(&ranked, i)).collect();
    let cards = ranked.into_iter().zip(alternatives).map(|(candidate, other)| card(candidate, &seen, other)).collect();
    Recommendations {
        critical: critical::fired(&seen),
        cards,
        held,
        interactions: interactions(&seen),
        questions: ask::questions(&decisions, &nets, &mut seen),
        region_unknown: seen.region().is_none(),
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
    let because_of: Vec<Because> = deciding(&action.eligible, seen).iter().map(|leaf| because(leaf, seen)).collect();
    let not_excluded =
        action.exclude.iter().filter(|_| decision.excluded == Tri::False).flat_map(|rule| deciding(rule, seen));
    let mut presumed: Vec<Cow<'static, str>> = Vec::new();
    let excluded_by = not_excluded.filter(|leaf| seen.presumes(leaf)).map(|leaf| because(&leaf, seen).name);
    for name in because_of.iter().filter(|b| b.presumed).map(|b| b.name.clone()).chain(excluded_by) {
        if !presumed.contains(&name) {
            presumed.push(name);
        }
    }
    let asks = ask::of_exclusion(action, decision, seen);
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
        effects: worth.effects,
        rank: candidate.reasons.iter().map(|key| Cow::Borrowed(*key)).collect(),
        preference: candidate.suits.into_said(),
    }
}

fn hold(action: &'static Action, decision: Decision, seen: &Seen) -> Held {
    let because_of = match decision.clause {
        Clause::Region => action.region.map(|r| of_region(r, seen)).into_iter().collect(),
        Clause::TimeToBenefit => {
            let test = Cow::Owned(format!("< {}", action.ttb_years.unwrap_or_default()));
            vec![of_field(field_at::LIFE_EXPECTANCY_Y, test, seen)]
        }
        Clause::Exclude => {
            let leaves = action.exclude.iter().flat_map(|rule| deciding(rule, seen));
            leaves.map(|leaf| because(&leaf, seen)).collect()
        }
        Clause::Eligible => deciding(&action.eligible, seen).iter().map(|leaf| because(leaf, seen)).collect(),
        Clause::Declined | Clause::RequiredData | Clause::Kind => Vec::new(),
    };
    Held {
        action: action.id.into(),
        status: decision.status,
        clause: decision.clause.key().into(),
        because: because_of,
    }
}
