//! An action's absolute gain for one person, and its figures as a card shows them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::act::{Act, Person, Way, Why};
use super::draw::{Spread, clipped, ends, product, stream};
use crate::math::{exp, normal_draws};
use crate::recommend::because::sources;
use crate::recommend::card::Source;
use crate::recommend::decide::Decision;
use crate::recommend::tables::{Action, Figure, HARMS, HarmRow, MEDIATORS, Path, SOURCES, Use};

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
    /// How many more reach it with the action, a share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra: Option<f64>,
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

/// Harm beside the gain, in the same units: shares of people, as the two arms of a trial had them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Harm {
    /// What happens; words under `harms`.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub outcome: Key,
    /// Years that the trial followed them.
    pub years: f64,
    /// Share of people without the action.
    pub baseline: f64,
    /// Share with it.
    pub after: f64,
    /// What it adds.
    pub increase: f64,
    /// Who counted it.
    pub source: Source,
    /// `V2`, `V1`, `G` or `U` (not yet checked).
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub verification: Key,
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
}

/// What an action is worth to a person, as a card carries it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Worth {
    pub(crate) effects: Vec<Effect>,
    pub(crate) gain: Option<Gain>,
    pub(crate) no_gain: Option<&'static str>,
    pub(crate) harm: Option<Harm>,
}

/// Figures, gain and harm of an action that is shown; nothing for one that only asks. `act` is how it acts on `person`;
/// `None` of a warning and of what is urgent, which gain nothing.
pub(crate) fn worth(
    action: &'static Action,
    decision: Decision,
    act: Option<Result<Act, Why>>,
    person: &Person,
) -> Worth {
    if !decision.is_shown() {
        return Worth { no_gain: Some(Why::NeedsAnswers.key()), ..Worth::default() };
    }
    let mut effects: Vec<Effect> =
        person.holding(action).filter(|f| f.path != Path::OutcomeLink).map(Effect::of).collect();
    let Some(act) = act else { return Worth { effects, ..Worth::default() } };
    let harm = harm(action, person).map(Harm::of);
    match act {
        Ok(act) => {
            let gain = gain(&act);
            if let Way::Shift { link: with, .. } | Way::Behaviour { cohort: with } = act.way
                && effects.iter().all(|e| e.id != with.id)
            {
                effects.push(Effect::of(with));
            }
            Worth { effects, gain: Some(gain), no_gain: None, harm }
        }
        Err(why) => Worth { effects, gain: None, no_gain: Some(why.key()), harm },
    }
}

/// What an action gains less what it harms, a share over ten years, without intervals.
pub(crate) fn net(action: &'static Action, act: &Act, person: &Person) -> f64 {
    let gain = act.base.share * (1.0 - exp(act.log_ratio())) / f64::from(act.base.horizon_years.max(1));
    let harm = harm(action, person).map_or(0.0, |row| (row.treated - row.control) / row.years);
    (gain - harm) * 10.0
}

/// How far an action without an absolute figure lowers the risk of illness relatively; `alike` is the person as
/// [`Person::on_alike`] has them. Of help with a habit the cohorts say nothing here: how many more manage it ranks it.
pub(crate) fn relative(action: &'static Action, alike: &Person) -> Option<f64> {
    let act = alike.act(action).ok().filter(|act| !matches!(act.way, Way::Behaviour { .. }))?;
    Some(1.0 - exp(act.log_ratio()))
}

/// The rows that an act is computed from.
pub(super) fn rows(act: &Act) -> Vec<&'static Figure> {
    match act.way {
        Way::Direct => vec![act.figure],
        Way::Shift { link, .. } => vec![act.figure, link],
        Way::Behaviour { cohort } => vec![act.figure, cohort],
    }
}

/// The gain of one action by itself.
pub(crate) fn gain(act: &Act) -> Gain {
    let base = act.base;
    let after = base.share * exp(act.log_ratio());
    let reduction = base.share - after;
    let interval = interval(act);
    let rows = rows(act);
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
        notes: notes(act, &rows).chain(interval.is_none().then_some("interval_missing")).map(Key::from).collect(),
        effects: rows.iter().map(|row| row.id.into()).collect(),
        sources,
        outline: matches!(act.way, Way::Behaviour { .. }),
    }
}

fn shift(act: &Act) -> Option<Shift> {
    let Way::Shift { mediator, amount, now, scale, .. } = act.way else { return None };
    let row = MEDIATORS.get(mediator)?;
    let change = scale.counts(now, act.figure.mean * amount);
    Some(Shift { factor: row.name.into(), change, unit: row.unit.into() })
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
            // Five standard errors out no draw of ours lies.
            Way::Shift { scale, link, amount, now, .. } if scale.reaches(now, effect.at(-5.0) * amount) => {
                let (low, high) = clipped(act.figure, link, |x| scale.steps(now, x * amount))?;
                (high, low)
            }
            Way::Shift { scale, link, amount, .. } => {
                let (low, high) = product(act.figure, link)?;
                let by = -amount / scale.per;
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
        Way::Shift { scale, link, amount, now, .. } => {
            link.interval?;
            stream(act.figure).iter().zip(&stream(link)).map(|(a, b)| scale.steps(now, a * amount) * b).collect()
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

/// What a reader of the figure should know, but for a missing interval.
pub(super) fn notes(act: &Act, rows: &[&'static Figure]) -> impl Iterator<Item = &'static str> {
    let lower = match act.way {
        Way::Shift { scale, amount, now, .. } => scale.reaches(now, act.figure.mean * amount),
        _ => false,
    };
    let said = [
        ("cohort", matches!(act.way, Way::Behaviour { .. })),
        (act.differs, true),
        (act.figure.note, true),
        ("scaled_with_given", act.base.scaled),
        ("below_lowest_target", lower),
        ("unverified", rows.iter().any(|row| row.verification == "U")),
    ];
    said.into_iter().filter(|(key, holds)| *holds && !key.is_empty()).map(|(key, _)| key)
}

/// What trials saw an action do besides, in people like this one.
fn harm(action: &'static Action, person: &Person) -> Option<&'static HarmRow> {
    HARMS.iter().find(|row| row.action == action.id && person.fits(row.population.as_ref()))
}

impl Harm {
    fn of(row: &HarmRow) -> Self {
        Self {
            outcome: row.outcome.into(),
            years: row.years,
            baseline: row.control,
            after: row.treated,
            increase: row.treated - row.control,
            source: sources(&[row.source]).pop().unwrap_or_default(),
            verification: row.verification.into(),
        }
    }
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
            used: match figure.used {
                Use::Counts => None,
                Use::Upper => Some("upper".into()),
                Use::Alternative => Some("alternative".into()),
                Use::RelativeOnly => Some("relative_only".into()),
                Use::Cohort => Some("cohort".into()),
            },
            control: figure.shares.map(|s| s.0),
            treated: figure.shares.map(|s| s.1),
            extra: figure.shares.map(|s| s.1 - s.0),
        }
    }
}
