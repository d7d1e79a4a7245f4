//! An action's absolute gain for one person, and its figures as a card shows them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::act::{Act, Person, Way, Why, shift_exponent};
use super::basis::Basis;
use super::draw::{Spread, ends, product, stream};
use crate::math::{exp, normal_draws};
use crate::recommend::card::Status;
use crate::recommend::decide::Decision;
use crate::recommend::tables::{Action, BASES, Figure, MEDIATORS, OUTCOMES, Path, SOURCES, Use};

type Key = Cow<'static, str>;

/// A published figure of an action that is about people like this one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Effect {
    /// Row of `data/recommend/effects.csv` (`diet_dash.3`).
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub id: Key,
    /// What it moves: `sbp`, `ldl`, `mace`, …
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub target: Key,
    /// `md`, `pct`, `slope`, `change`: in `unit`; `rr`, `hr`, `rrr`: the ratio that remains; `ve`: the share
    /// prevented; `risk`: the share that reaches it.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub measure: Key,
    /// The published number.
    pub mean: f64,
    /// Lower end of its 95 % interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Upper end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Unit of the number.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub unit: Key,
    /// Compared with what, for how long, as the table words it; words of both languages are under `effects`.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub per: Key,
    /// `risk_factor`, `outcome_link`, `outcome`, `association`, `behaviour`, `harm`.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub path: Key,
    /// Source id.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub source: Key,
    /// `V2`, `V1`, `G` or `U` (not yet checked).
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub verification: Key,
    /// Whether the interval was `seen`, is from `memory`, or is missing (`none`).
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub interval_origin: Key,
    /// Its population holds for this person; always true here.
    pub holds: bool,
    /// How we use it: absent when it counts, else `upper`, `alternative`, `relative_only`, `cohort`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub used: Option<Key>,
    /// Share of people who reach it without the action, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control: Option<f64>,
    /// Share of people who reach it with the action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treated: Option<f64>,
}

/// How far a factor moves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Shift {
    /// `sbp`, `ldl`.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub factor: Key,
    /// The change; below zero is a drop.
    pub change: f64,
    /// Its unit.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub unit: Key,
}

/// Harm beside the gain, in the same units.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Harm {
    /// What happens.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub outcome: Key,
    /// Share of people without the action.
    pub baseline: f64,
    /// Share with it.
    pub after: f64,
    /// What it adds.
    pub increase: f64,
    /// Row of the effect.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub effect: Key,
}

/// What an action would gain. Shares are 0 to 1 of people like this one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Gain {
    /// What is counted: `total_cvd`, `ascvd`, …
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub outcome: Key,
    /// Equation id of the baseline, or `given`.
    pub basis: String,
    /// Years ahead.
    pub horizon_years: u32,
    /// Share to whom it happens without the action.
    pub baseline: f64,
    /// Share with it.
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
    /// `direct`, `mediated`, `behaviour`.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub path: Key,
    /// The factor between, on the mediated path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mediator: Option<Shift>,
    /// Rows it was computed from.
    #[cfg_attr(feature = "wasm", tsify(type = "string[]"))]
    pub effects: Vec<Key>,
    /// Their sources.
    #[cfg_attr(feature = "wasm", tsify(type = "string[]"))]
    pub sources: Vec<Key>,
    /// People compared, not a trial: to be drawn in outline and called that.
    pub outline: bool,
    /// What a reader should know, message keys under `gain.notes`.
    #[cfg_attr(feature = "wasm", tsify(type = "string[]"))]
    pub notes: Vec<Key>,
    /// Harm beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub harm: Option<Harm>,
}

/// What an action is worth to a person, as a card carries it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Worth {
    pub(crate) effects: Vec<Effect>,
    pub(crate) gain: Option<Gain>,
    pub(crate) no_gain: Option<&'static str>,
}

/// Figures and gain of an action that is shown; nothing for one that only asks.
pub(crate) fn worth(action: &'static Action, decision: Decision, person: &Person) -> Worth {
    if !decision.is_shown() {
        return Worth { no_gain: Some(Why::NeedsAnswers.key()), ..Worth::default() };
    }
    let mut effects: Vec<Effect> =
        person.holding(action).filter(|f| f.path != Path::OutcomeLink).map(Effect::of).collect();
    if decision.status == Status::Avoid || action.urgent {
        return Worth { effects, ..Worth::default() };
    }
    match person.act(action) {
        Ok(act) => {
            let gain = gain(&act, person, action);
            if let Way::Shift { link: with, .. } | Way::Behaviour { cohort: with } = act.way
                && effects.iter().all(|e| e.id != with.id)
            {
                effects.push(Effect::of(with));
            }
            Worth { effects, gain: Some(gain), no_gain: None }
        }
        Err(why) => Worth { effects, gain: None, no_gain: Some(why.key()) },
    }
}

/// What an action gains less what it harms, a share over ten years, without intervals; `None` without a figure.
pub(crate) fn net(action: &'static Action, person: &Person) -> Option<f64> {
    let act = person.act(action).ok()?;
    let gain = act.base.share * (1.0 - exp(act.log_ratio()));
    let harm = harm(person, action).map_or(0.0, |harm| harm.increase);
    Some((gain - harm) * 10.0 / f64::from(act.base.horizon_years.max(1)))
}

/// How far it lowers the risk of illness relatively, where no equation gives this person a baseline.
pub(crate) fn relative(action: &'static Action, person: &Person, alike: &Basis) -> Option<f64> {
    let lowers = |act: Act| 1.0 - exp(act.log_ratio());
    match person.act(action) {
        Err(Why::NoBaseline | Why::ExistingDisease) => person.on_alike(alike).act(action).ok().map(lowers),
        _ => None,
    }
}

/// The gain of one action by itself.
pub(crate) fn gain(act: &Act, person: &Person, action: &'static Action) -> Gain {
    let base = act.base;
    let after = base.share * exp(act.log_ratio());
    let reduction = base.share - after;
    let interval = interval(act);
    let rows: Vec<&'static Figure> = match act.way {
        Way::Direct => vec![act.figure],
        Way::Shift { link, .. } => vec![act.figure, link],
        Way::Behaviour { cohort } => vec![act.figure, cohort],
    };
    let mut sources: Vec<Key> = Vec::new();
    for source in rows.iter().filter_map(|row| SOURCES.get(row.source)) {
        if !sources.iter().any(|known| known == source.id) {
            sources.push(source.id.into());
        }
    }
    Gain {
        outcome: base.outcome().into(),
        basis: base.score.clone(),
        horizon_years: base.horizon_years,
        baseline: base.share,
        after,
        reduction,
        low: interval.map(|i| i.0),
        high: interval.map(|i| i.1),
        nnt: (reduction > 0.0).then(|| 1.0 / reduction),
        path: match act.way {
            Way::Direct => "direct",
            Way::Shift { .. } => "mediated",
            Way::Behaviour { .. } => "behaviour",
        }
        .into(),
        mediator: shift(act),
        notes: notes(act, &rows, interval.is_none()),
        effects: rows.iter().map(|row| row.id.into()).collect(),
        sources,
        outline: matches!(act.way, Way::Behaviour { .. }),
        harm: harm(person, action),
    }
}

fn shift(act: &Act) -> Option<Shift> {
    let Way::Shift { mediator, amount, .. } = act.way else { return None };
    let row = MEDIATORS.get(mediator)?;
    Some(Shift { factor: row.name.into(), change: act.figure.mean * amount, unit: row.unit.into() })
}

/// 95 % of the reduction, from the intervals of effect, link and score; `None` where one of the first two is missing.
pub(super) fn interval(act: &Act) -> Option<(f64, f64)> {
    let effect = Spread::of(act.figure);
    if act.base.interval.is_none() {
        // One share, one factor that rises with the reduction: its own percentiles are exact.
        let (small, large) = match act.way {
            Way::Direct => {
                let (low, high) = effect.ends?;
                (act.partly(high), act.partly(low))
            }
            Way::Shift { scale, link, amount, .. } => {
                let (low, high) = product(act.figure, link)?;
                let by = shift_exponent(scale, amount);
                (low * by, high * by)
            }
            Way::Behaviour { .. } => return by_draws(act),
        };
        return Some((act.base.share * (1.0 - exp(small)), act.base.share * (1.0 - exp(large))));
    }
    by_draws(act)
}

fn by_draws(act: &Act) -> Option<(f64, f64)> {
    act.figure.interval?;
    let bases: Vec<f64> = match act.base.interval {
        Some(ends) => {
            let spread = Spread { mean: act.base.share, ends: Some(ends) };
            normal_draws(u32::MAX).iter().map(|z| spread.at(*z)).collect()
        }
        None => vec![act.base.share; crate::math::DRAWS],
    };
    let log_ratios: Vec<f64> = match act.way {
        Way::Direct => stream(act.figure).iter().map(|x| act.partly(*x)).collect(),
        Way::Shift { scale, link, amount, .. } => {
            link.interval?;
            let by = shift_exponent(scale, amount);
            stream(act.figure).iter().zip(&stream(link)).map(|(a, b)| by * a * b).collect()
        }
        Way::Behaviour { cohort } => {
            cohort.interval?;
            let (without, with) = act.figure.shares?;
            let extra = |log: f64| (with - without) * (exp(log) - 1.0) / (act.figure.mean - 1.0);
            let helps = stream(cohort);
            let pairs = stream(act.figure).into_iter().zip(helps);
            pairs.map(|(more, helps)| crate::math::ln(1.0 - extra(more) * (1.0 - exp(helps)))).collect()
        }
    };
    Some(ends(bases.iter().zip(&log_ratios).map(|(b, x)| b * (1.0 - exp(*x))).collect()))
}

fn notes(act: &Act, rows: &[&'static Figure], interval_missing: bool) -> Vec<Key> {
    let mut notes: Vec<Key> = Vec::new();
    let mut note = |key: &'static str, holds: bool| {
        if holds && !key.is_empty() {
            notes.push(key.into());
        }
    };
    note("cohort", matches!(act.way, Way::Behaviour { .. }));
    note(act.differs, true);
    note(act.figure.note, true);
    if let Way::Shift { scale, amount, now, .. } = act.way {
        note("below_lowest_target", now + act.figure.mean * amount < scale.lowest);
    }
    note("interval_missing", interval_missing);
    note("unverified", rows.iter().any(|row| row.verification == "U"));
    notes
}

/// What the same action adds, where its outcome has a baseline.
fn harm(person: &Person, action: &'static Action) -> Option<Harm> {
    person.holding(action).filter(|figure| figure.path == Path::Harm).find_map(|figure| {
        let row = OUTCOMES.get(figure.outcome?)?;
        let base = row.bases.iter().find_map(|(base, _)| person.basis.of(*base))?;
        let after = (base.share * figure.mean).min(1.0);
        Some(Harm {
            outcome: BASES.get(base.base).copied().unwrap_or_default().into(),
            baseline: base.share,
            after,
            increase: after - base.share,
            effect: figure.id.into(),
        })
    })
}

impl Effect {
    pub(crate) fn of(figure: &Figure) -> Self {
        Self {
            id: figure.id.into(),
            target: figure.target.into(),
            measure: figure.measure_text.into(),
            mean: figure.mean,
            low: figure.interval.map(|i| i.0),
            high: figure.interval.map(|i| i.1),
            unit: figure.unit.into(),
            per: figure.per.into(),
            path: match figure.path {
                Path::RiskFactor => "risk_factor",
                Path::OutcomeLink => "outcome_link",
                Path::Outcome => "outcome",
                Path::Association => "association",
                Path::Behaviour => "behaviour",
                Path::Harm => "harm",
            }
            .into(),
            source: SOURCES.get(figure.source).map_or("", |s| s.id).into(),
            verification: figure.verification.into(),
            interval_origin: figure.origin.into(),
            holds: true,
            used: match figure.used {
                Use::Counts => None,
                Use::Upper => Some("upper".into()),
                Use::Alternative => Some("alternative".into()),
                Use::RelativeOnly => Some("relative_only".into()),
                Use::Cohort => Some("cohort".into()),
            },
            control: figure.shares.map(|s| s.0),
            treated: figure.shares.map(|s| s.1),
        }
    }
}
