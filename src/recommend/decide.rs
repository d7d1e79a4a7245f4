//! The decision about one action, in the order the facts' README states: region, declined, eligible, excluded, time
//! to benefit, missing data, kind. `check.py` is the reference.

use super::card::Status;
use super::facts::{Facts, Tri};
use super::rule::{Node, Seen, Trust};
use super::tables::{ACTIONS, Action, field_at};

/// The clause that decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clause {
    Region,
    Declined,
    Eligible,
    Exclude,
    TimeToBenefit,
    RequiredData,
    /// Nothing stood against it.
    Kind,
}

impl Clause {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Declined => "declined",
            Self::Eligible => "eligible",
            Self::Exclude => "exclude",
            Self::TimeToBenefit => "time_to_benefit",
            Self::RequiredData => "required_data",
            Self::Kind => "kind",
        }
    }
}

/// What was decided, by which clause, and whether the exclusions are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) status: Status,
    pub(crate) clause: Clause,
    pub(crate) eligible: Tri,
    pub(crate) excluded: Tri,
}

impl Decision {
    /// The clause as a card names it: what does not fit and what is not known to fit are two things.
    pub(crate) fn key(self) -> &'static str {
        match (self.clause, self.status) {
            (Clause::Eligible, Status::NeedsData) => "not_known",
            (clause, _) => clause.key(),
        }
    }

    pub(crate) fn is_shown(self) -> bool {
        matches!(self.status, Status::Recommend | Status::Discuss | Status::Avoid)
    }
}

/// Decides one action by id: its status and the codes of the cautions that hold; `None` when there is no such action.
pub fn decide(action: &str, facts: &Facts) -> Option<(Status, Vec<&'static str>)> {
    let action = ACTIONS.iter().find(|a| a.id == action)?;
    let seen = Seen::of(facts);
    let decision = decision(action, &seen);
    Some((decision.status, if decision.is_shown() { cautions(action, &seen) } else { Vec::new() }))
}

/// Decides every action, in the order of the table: id, status, codes of the cautions that hold.
pub fn decide_all(facts: &Facts) -> Vec<(&'static str, Status, Vec<&'static str>)> {
    let seen = Seen::of(facts);
    let each = |action: &'static Action| {
        let decision = decision(action, &seen);
        (action.id, decision.status, if decision.is_shown() { cautions(action, &seen) } else { Vec::new() })
    };
    ACTIONS.iter().map(each).collect()
}

pub(crate) fn decision(action: &Action, seen: &Seen) -> Decision {
    let said = |status, clause, eligible, excluded| Decision { status, clause, eligible, excluded };
    if action.region.is_some() && action.region != seen.region() {
        return said(Status::NotEligible, Clause::Region, Tri::Unknown, Tri::Unknown);
    }
    if !seen.facts.declined.is_empty() && seen.facts.declined.contains(action.id) {
        return said(Status::Declined, Clause::Declined, Tri::Unknown, Tri::Unknown);
    }
    let eligible = action.eligible.read(seen, trust_of_rule(action, seen));
    if eligible == Tri::False {
        return said(Status::NotEligible, Clause::Eligible, eligible, Tri::Unknown);
    }
    let trust = trust(action, seen);
    let excluded = action.exclude.as_ref().map_or(Tri::False, |e| e.read(seen, trust));
    if excluded == Tri::True {
        return said(Status::Blocked, Clause::Exclude, eligible, excluded);
    }
    if let Some(years) = action.ttb_years
        && life_expectancy(seen).is_some_and(|left| left < years)
    {
        return said(Status::Blocked, Clause::TimeToBenefit, eligible, excluded);
    }
    if eligible == Tri::Unknown {
        return said(Status::NeedsData, Clause::Eligible, eligible, excluded);
    }
    if excluded == Tri::Unknown {
        if action.required.iter().any(|field| !seen.is_told(*field, trust)) {
            return said(Status::NeedsData, Clause::RequiredData, eligible, excluded);
        }
        if action.is_medicine() {
            return said(Status::NeedsData, Clause::Exclude, eligible, excluded);
        }
    }
    if rests_on_old(action, seen) {
        return said(Status::NeedsData, Clause::RequiredData, eligible, excluded);
    }
    said(action.kind, Clause::Kind, eligible, excluded)
}

/// An old value neither clears a medicine nor makes an emergency: there it counts as unknown and becomes a question.
/// Everywhere else it decides, and the card says how old it is.
pub(crate) fn trust(action: &Action, seen: &Seen) -> Trust {
    if seen.has_old() && (action.urgent || action.is_medicine()) { Trust::Recent } else { Trust::All }
}

/// What decides whether an action fits at all: a medicine that an old value speaks for still stands, and asks.
pub(crate) fn trust_of_rule(action: &Action, seen: &Seen) -> Trust {
    if action.urgent { trust(action, seen) } else { Trust::All }
}

/// Whether only an old value makes a medicine fit: what it rests on has to be measured first.
pub(crate) fn rests_on_old(action: &Action, seen: &Seen) -> bool {
    trust(action, seen) == Trust::Recent && action.eligible.read(seen, Trust::Recent) == Tri::Unknown
}

fn life_expectancy(seen: &Seen) -> Option<f64> {
    seen.number(field_at::LIFE_EXPECTANCY_Y)
}

pub(crate) fn cautions(action: &Action, seen: &Seen) -> Vec<&'static str> {
    let holds = |(test, _): &&(Node, &'static str)| test.holds(seen) == Tri::True;
    action.cautions.iter().filter(holds).map(|(_, code)| *code).collect()
}
