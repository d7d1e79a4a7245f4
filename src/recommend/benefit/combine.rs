//! Several actions together: one computed gain, never a sum.
//!
//! Of an overlap group the member with the largest gain counts. Shifts of one factor add up and go through its link
//! once, down to the lowest target: falls of LDL in mmol/L first, then each percentage on what is left. What works only
//! through another action of the plan adds nothing. Everything else multiplies. All of it acts on one baseline, total
//! cardiovascular disease where it is known: what trials saw on ASCVD alone then acts on that part of it, so that a
//! plan's gain and each action's are in the same units. Draws are joint: a row keeps its draws wherever it appears.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::act::{Act, Person, Way, Why};
use super::draw::{Spread, ends, mean, stream};
use super::gain::{interval, notes as notes_of, rows};
use super::{Baseline, Shift};
use crate::error::{Error, Kind};
use crate::math::{DRAWS, exp, normal_draws};
use crate::recommend::Facts;
use crate::recommend::card::Status;
use crate::recommend::decide::decision;
use crate::recommend::rule::Seen;
use crate::recommend::tables::{ACTIONS, Action, BASES, Figure, MEDIATORS, Measure, Scale};

type Key = Cow<'static, str>;

/// An action that counts in a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Counted {
    /// Action id.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub action: Key,
    /// Rows of `effects.csv` it counts by.
    #[cfg_attr(feature = "wasm", tsify(type = "string[]"))]
    pub effects: Vec<Key>,
    /// Its own reduction, were it the only one.
    pub alone: f64,
}

/// An action that does not count in a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Left {
    /// Action id.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub action: Key,
    /// Message key under `gain.no`: also `same_group` (as `with`), `works_through` (only by `with`), `not_shown` (blocked, declined, does not fit), `warning`.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub why: Key,
    /// The action that counts instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub with: Option<Key>,
}

/// What several actions would gain together. Shares are 0 to 1 of people like this one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Together {
    /// What is counted: `total_cvd`, `ascvd`, …; empty without a baseline.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub outcome: Key,
    /// Equation id of the baseline, or `given`; empty without one.
    pub basis: String,
    /// Years ahead; 0 without a baseline.
    pub horizon_years: u32,
    /// Share to whom it happens without them; 0 without a baseline.
    pub baseline: f64,
    /// Share with them.
    pub after: f64,
    /// Baseline minus after.
    pub reduction: f64,
    /// 2.5 % of the reduction; absent where an interval is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// 97.5 %.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// One over the reduction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nnt: Option<f64>,
    /// What counts, in the order of the table of actions.
    pub counted: Vec<Counted>,
    /// What does not, and why.
    pub left: Vec<Left>,
    /// Factors with their joint change.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shifts: Vec<Shift>,
    /// Message keys under `gain.notes`.
    #[cfg_attr(feature = "wasm", tsify(type = "string[]"))]
    pub notes: Vec<Key>,
}

/// The gain of `actions` together, each once, whatever their order.
///
/// # Errors
/// `together.action` for an id that no action has.
pub fn together(facts: &Facts, actions: &[String]) -> Result<Together, Error> {
    let unknown = |id: &&String| ACTIONS.iter().all(|a| a.id != id.as_str());
    if let Some(id) = actions.iter().find(unknown) {
        return Err(Error::new(Kind::Usage, "together.action").with("action", id));
    }
    let seen = Seen::of(facts);
    let person = Person::of(&seen);
    let wanted = ACTIONS.iter().filter(|a| actions.iter().any(|id| a.id == id.as_str()));
    let main = main_base(&person);
    let (mut plan, mut left) = (Vec::<Member>::new(), Vec::new());
    for action in wanted {
        match member(action, &person, main) {
            Ok(member) => plan.push(member),
            Err(why) => left.push(Left { action: action.id.into(), why: why.into(), with: None }),
        }
    }
    one_of_each_group(&mut plan, &mut left);
    not_twice(&mut plan, &mut left);
    Ok(counted(&plan, left, main, &person))
}

/// An action with its act, and whether that act is on the ASCVD part of the plan's baseline only.
struct Member<'p> {
    action: &'static Action,
    act: Act<'p>,
    part: bool,
    alone: f64,
}

/// Total cardiovascular disease, else ASCVD.
fn main_base<'p>(person: &Person<'p>) -> Option<&'p Baseline> {
    ["total_cvd", "ascvd"].iter().find_map(|name| person.baseline(BASES.iter().position(|b| b == name)?).ok())
}

fn member<'p>(
    action: &'static Action,
    person: &Person<'p>,
    main: Option<&'p Baseline>,
) -> Result<Member<'p>, &'static str> {
    let made = decision(action, person.seen);
    match made.status {
        Status::Recommend | Status::Discuss => {}
        Status::Avoid => return Err("warning"),
        Status::NeedsData => return Err(Why::NeedsAnswers.key()),
        Status::Blocked | Status::NotEligible | Status::Declined => return Err("not_shown"),
    }
    let act = person.act(action).map_err(Why::key)?;
    if matches!(act.way, Way::Behaviour { .. }) {
        return Err(Why::Observational.key());
    }
    let main = main.ok_or(Why::NoBaseline.key())?;
    let part = act.base.base != main.base;
    if part && (act.base.outcome() != "ascvd" || act.base.horizon_years != main.horizon_years) {
        return Err(Why::OtherOutcome.key());
    }
    Ok(Member { action, act, part, alone: act.base.share * (1.0 - exp(act.log_ratio())) })
}

/// Of a group the one that gains most stays; of equals the first of the table.
fn one_of_each_group(plan: &mut Vec<Member>, left: &mut Vec<Left>) {
    let mut best: BTreeMap<&str, (f64, &str)> = BTreeMap::new();
    for one in plan.iter().filter(|one| !one.action.overlap_group.is_empty()) {
        let known = best.entry(one.action.overlap_group).or_insert((one.alone, one.action.id));
        if one.alone > known.0 {
            *known = (one.alone, one.action.id);
        }
    }
    leave(plan, left, "same_group", |one| best.get(one.action.overlap_group).map(|(_, id)| *id));
}

/// What works only through an action that counts already adds nothing beside it.
fn not_twice(plan: &mut Vec<Member>, left: &mut Vec<Left>) {
    let groups: Vec<(&str, &str)> = plan.iter().map(|one| (one.action.overlap_group, one.action.id)).collect();
    let through = |one: &Member| {
        let group = Some(one.act.figure.through).filter(|group| !group.is_empty())?;
        groups.iter().find(|(known, _)| *known == group).map(|(_, id)| *id)
    };
    leave(plan, left, "works_through", through);
}

/// Leaves out what another action stands for.
fn leave<'a>(plan: &mut Vec<Member>, left: &mut Vec<Left>, why: &'static str, by: impl Fn(&Member) -> Option<&'a str>) {
    plan.retain(|one| match by(one) {
        Some(other) if other != one.action.id => {
            let with = Some(other.to_owned().into());
            left.push(Left { action: one.action.id.into(), why: why.into(), with });
            false
        }
        _ => true,
    });
}

/// What one mediator does in a plan.
struct Through {
    mediator: usize,
    part: bool,
    scale: Scale,
    now: f64,
    link: &'static Figure,
    /// Figure, and its number times this is the shift in the mediator's unit.
    shifts: Vec<(&'static Figure, f64)>,
}

impl Through {
    /// The change for one value of each figure, in order: absolute falls first, then each percentage on what is left.
    fn change(&self, value: impl Fn(usize) -> f64) -> f64 {
        let each = || self.shifts.iter().enumerate();
        let absolute = each().filter(|(_, (f, _))| f.measure != Measure::Percent);
        let level = self.now + absolute.map(|(i, (_, amount))| value(i) * amount).sum::<f64>();
        let percent = each().filter(|(_, (f, _))| f.measure == Measure::Percent);
        percent.fold(level, |level, (i, _)| level * (1.0 + value(i) / 100.0)) - self.now
    }
}

/// Direct effects and mediators of a plan.
struct Parts<'m, 'p> {
    direct: Vec<&'m Member<'p>>,
    through: Vec<Through>,
}

impl<'m, 'p> Parts<'m, 'p> {
    fn of(plan: &'m [Member<'p>]) -> Self {
        let mut parts = Self { direct: Vec::new(), through: Vec::new() };
        for one in plan {
            let Way::Shift { mediator, scale, link, amount, now } = one.act.way else {
                parts.direct.push(one);
                continue;
            };
            let shift = (one.act.figure, amount);
            match parts.through.iter_mut().find(|t| t.mediator == mediator && t.part == one.part) {
                Some(known) => {
                    known.shifts.push(shift);
                    // Of two links of one factor the stronger, or the plan would gain less than its best part.
                    if link.mean < known.link.mean {
                        known.link = link;
                    }
                }
                None => parts.through.push(Through { mediator, part: one.part, scale, now, link, shifts: vec![shift] }),
            }
        }
        parts
    }

    /// Share of the risk that remains, given a value for every row; `part` is the ASCVD share of the baseline.
    fn remains(&self, part: f64, value: impl Fn(&'static Figure) -> f64) -> f64 {
        let (mut whole, mut within) = (0.0, 0.0);
        let mut add = |is_part: bool, log: f64| if is_part { within += log } else { whole += log };
        for one in &self.direct {
            add(one.part, one.act.partly(value(one.act.figure)));
        }
        for t in &self.through {
            let change = t.change(|i| t.shifts.get(i).map_or(0.0, |(figure, _)| value(figure)));
            add(t.part, t.scale.steps(t.now, change) * value(t.link));
        }
        exp(whole) * (1.0 - part * (1.0 - exp(within)))
    }
}

fn counted(plan: &[Member], left: Vec<Left>, main: Option<&Baseline>, person: &Person) -> Together {
    let parts = Parts::of(plan);
    let within = BASES.iter().position(|b| *b == "ascvd").and_then(|base| person.baseline(base).ok());
    let share = main.map_or(0.0, |m| m.share);
    let part = within.filter(|_| share > 0.0).map_or(0.0, |w| (w.share / share).min(1.0));
    let after = share * parts.remains(part, mean);
    let each: Vec<Vec<&'static Figure>> = plan.iter().map(|one| rows(&one.act)).collect();
    let rows: Vec<&'static Figure> = each.concat();
    let interval = match plan {
        [] => None,
        [one] => interval(&one.act),
        _ if rows.iter().any(|row| row.interval.is_none()) => None,
        _ => main.map(|main| drawn(&parts, main, part, &rows)),
    };
    let mut notes: Vec<Key> = Vec::new();
    let mut listed = Vec::with_capacity(plan.len());
    for (one, rows) in plan.iter().zip(&each) {
        notes.extend(notes_of(&one.act, rows).map(Key::from));
        let effects = rows.iter().map(|row| row.id.into()).collect();
        listed.push(Counted { action: one.action.id.into(), effects, alone: one.alone });
    }
    if plan.iter().any(|one| one.part) {
        notes.push("ascvd_part".into());
    }
    let changed: Vec<(&Through, f64)> =
        parts.through.iter().map(|t| (t, t.change(|i| t.shifts.get(i).map_or(0.0, |(f, _)| f.mean)))).collect();
    if changed.iter().any(|(t, change)| t.scale.reaches(t.now, *change)) {
        notes.push("below_lowest_target".into());
    }
    if interval.is_none() && !plan.is_empty() {
        notes.push("interval_missing".into());
    }
    notes.sort_unstable();
    notes.dedup();
    let reduction = share - after;
    Together {
        outcome: main.map_or("", |m| m.outcome()).into(),
        basis: main.map(|m| m.score.clone()).unwrap_or_default(),
        horizon_years: main.map_or(0, |m| m.horizon_years),
        baseline: share,
        after,
        reduction,
        low: interval.map(|i| i.0),
        high: interval.map(|i| i.1),
        nnt: (reduction > 0.0).then(|| 1.0 / reduction),
        counted: listed,
        left,
        shifts: changed
            .iter()
            .filter_map(|(t, change)| {
                let row = MEDIATORS.get(t.mediator)?;
                Some(Shift { factor: row.name.into(), change: t.scale.counts(t.now, *change), unit: row.unit.into() })
            })
            .collect(),
        notes,
    }
}

/// 95 % of the reduction by joint draws.
fn drawn(parts: &Parts, main: &Baseline, part: f64, rows: &[&'static Figure]) -> (f64, f64) {
    let mut streams: Vec<(u32, Vec<f64>)> = Vec::with_capacity(rows.len());
    for row in rows {
        if streams.iter().all(|(known, _)| *known != row.row) {
            streams.push((row.row, stream(row)));
        }
    }
    let spread = Spread { mean: main.share, ends: main.interval };
    let shares = normal_draws(u32::MAX);
    let reduction = |i: usize| {
        let value = |figure: &'static Figure| {
            let found = streams.iter().find(|(row, _)| *row == figure.row);
            found.and_then(|(_, draws)| draws.get(i)).copied().unwrap_or_default()
        };
        spread.at(shares.get(i).copied().unwrap_or_default()) * (1.0 - parts.remains(part, value))
    };
    ends((0..DRAWS).map(reduction).collect())
}
