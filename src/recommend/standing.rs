//! Where a person stands by named rules that are no actions: what a plan asks of the record before it plans.

use std::borrow::Cow;

use super::ask::Name;
use super::because::because;
use super::card::{Because, Question};
use super::critical;
use super::decide::cautions;
use super::facts::{Facts, Tri};
use super::rule::{Node, Seen, Trust, deciding_by};
use super::tables::{self, ACTIONS, MEAL_STANDINGS, STANDINGS, StandingRow};

/// What the record says about one named rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// `unsuitable`, `no_plan`, `no_vigorous`, `no_heart_rate`, `stop`; of meals `refuse`, `limit`, `flag`, `group`,
    /// `foods`, `note`.
    pub kind: &'static str,
    /// Code within the kind.
    pub code: &'static str,
    /// Yes, no or not known.
    pub value: Tri,
    /// What a plan takes it for: an unknown may count as yes.
    pub counts: bool,
    /// The names that made it true, or that leave its kind open.
    pub because: Vec<Because>,
    /// Unknown names that would settle it.
    pub asks: Vec<Question>,
    /// Names taken as no from a recorded list's silence.
    pub presumed: Vec<Cow<'static, str>>,
}

/// Every named rule about this person, in the order of the table.
pub fn standings(facts: &Facts) -> Vec<Standing> {
    let seen = Seen::of(facts);
    STANDINGS.iter().map(|row| standing(row, &seen)).collect()
}

/// Every named rule about this person's meals, in the order of the table.
pub fn meal_standings(facts: &Facts) -> Vec<Standing> {
    let seen = Seen::of(facts);
    MEAL_STANDINGS.iter().map(|row| standing(row, &seen)).collect()
}

/// Codes of the cautions of these actions that hold for this person, whether or not an action fits; without repeats.
pub fn cautions_of(actions: &[&str], facts: &Facts) -> Vec<&'static str> {
    let seen = Seen::of(facts);
    let mut codes = Vec::new();
    for code in ACTIONS.iter().filter(|a| actions.contains(&a.id)).flat_map(|a| cautions(a, &seen)) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

/// A number field of the rules, in its unit; `None` when it is unknown or no number.
pub fn number_of(field: &str, facts: &Facts) -> Option<f64> {
    tables::field(field).and_then(|index| Seen::of(facts).number(index))
}

/// Whether a result of this person comes first and alone: it has fired, or asks something before it may.
pub fn is_critical(facts: &Facts) -> bool {
    critical::fired(&Seen::of(facts)).iter().any(|critical| !critical.past)
}

/// The question about a field; `None` when it is known or there is none of the name.
pub fn question_of(field: &str, facts: &Facts) -> Option<Question> {
    let index = tables::field(field)?;
    (!Seen::of(facts).is_known(index)).then(|| Name::Field(index).question(Vec::new()))
}

fn standing(row: &StandingRow, seen: &Seen) -> Standing {
    // No plan is refused for what was measured too long ago: it is asked. Limits that it sets stand.
    let trust = if matches!(row.kind, "no_plan" | "refuse") { Trust::Recent } else { Trust::All };
    let holds = |rule: &Option<Node>| rule.as_ref().map_or(Tri::False, |rule| rule.read(seen, trust));
    let (is, may) = (holds(&row.rule), holds(&row.maybe));
    let value = if is == Tri::False && may == Tri::False { Tri::False } else { is.or(may.and(Tri::Unknown)) };
    let leaves = |rule: &Option<Node>, wanted: Tri| -> Vec<Node> {
        let as_wanted = rule.iter().filter(|rule| rule.read(seen, trust) == wanted);
        as_wanted.flat_map(|rule| deciding_by(rule, seen, trust)).collect()
    };
    let told: Vec<Node> = match value {
        Tri::True => leaves(&row.rule, Tri::True),
        Tri::Unknown => leaves(&row.maybe, Tri::True),
        Tri::False => Vec::new(),
    };
    let mut asks: Vec<Question> = Vec::new();
    if value == Tri::Unknown {
        let open = leaves(&row.rule, Tri::Unknown).into_iter().chain(leaves(&row.maybe, Tri::Unknown));
        for name in open.filter_map(|leaf| Name::of(&leaf)) {
            if !asks.iter().any(|question| question.name == name.text()) {
                asks.push(name.question(Vec::new()));
            }
        }
    }
    let mut presumed: Vec<Cow<'static, str>> = Vec::new();
    if value == Tri::False {
        let no = leaves(&row.rule, Tri::False).into_iter().chain(leaves(&row.maybe, Tri::False));
        for name in no.filter(|leaf| seen.presumes(leaf)).map(|leaf| because(&leaf, seen).name) {
            if !presumed.contains(&name) {
                presumed.push(name);
            }
        }
    }
    Standing {
        kind: row.kind,
        code: row.code,
        value,
        counts: value == Tri::True || (value == Tri::Unknown && row.unknown_counts),
        because: told.iter().map(|leaf| because(leaf, seen)).collect(),
        asks,
        presumed,
    }
}
