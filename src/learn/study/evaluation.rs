//! Every figure of answers beside what came to be.

use serde::{Deserialize, Serialize};

use super::asked::{Asked, count};
use super::held::{Held, times_of};
use crate::error::{Error, Kind};
use crate::learn::Outcome;
use crate::learn::measure::{
    AtTime, BenefitPoint, BrierOverTime, Calibration, CalibrationAt, Concordance, Distances, Estimate, Followed,
    GroupFiguresAt, Ranked, Scored, SubgroupTable, ThresholdRow, ThresholdRowAt, area_by_person, area_over_time, brier,
    brier_over_time, calibration, calibration_at, decision_curve, decision_curve_at, distances, harrell, kaplan_meier,
    log_loss, logit_interval, scaled_brier, slope_of_numbers, subgroups, subgroups_at, threshold_table,
    threshold_table_at, uno, youden,
};
use crate::score::model::Task;

/// How good answers are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Evaluation {
    /// Rows judged.
    pub rows: usize,
    /// Rows where it happened; of a number, the rows.
    pub events: usize,
    /// Rows that got no answer and are not judged.
    pub unanswered: usize,
    /// Persons whom these rows are of, where somebody has several: the interval of an area under the ROC curve counts
    /// with that, every other interval takes each row for a person of its own, and is too narrow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persons: Option<usize>,
    /// Folds were cut short, so fewer rows are judged, or less often.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stopped: bool,
    /// The rows that judge also chose the settings, which flatters.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub flattering: bool,
    /// The main figure of each fold: area, concordance, or explained variance; not a number where a fold has none.
    pub folds: Vec<Option<f64>>,
    /// Folds of one repeat.
    pub folds_of_repeat: usize,
    /// Mean of the folds' figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fold_mean: Option<f64>,
    /// Of answers whether it happens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub binary: Option<BinaryFigures>,
    /// Of answers up to a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survival: Option<SurvivalFigures>,
    /// Of numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continuous: Option<ContinuousFigures>,
}

/// Figures of shares.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BinaryFigures {
    /// Area under the ROC curve with DeLong's interval on the scale of log odds. Absent with one class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<Estimate>,
    /// Average precision: area under the precision-recall curve, in steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<f64>,
    /// Brier score.
    pub brier: f64,
    /// 1 − that over everybody's share: 1 is perfect, 0 is no use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scaled_brier: Option<f64>,
    /// Mean log loss.
    pub log_loss: f64,
    /// Whether shares are borne out.
    pub calibration: Calibration,
    /// Points (1 − specificity, sensitivity) of the ROC curve, thinned.
    pub roc: Vec<[f64; 2]>,
    /// Points (recall, precision), thinned.
    pub precision_recall: Vec<[f64; 2]>,
    /// Net benefit from 1 % to 99 %.
    pub decisions: Vec<BenefitPoint>,
    /// What each threshold does, 1 % to 99 %.
    pub thresholds: Vec<ThresholdRow>,
    /// Threshold where sensitivity and specificity together are greatest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub youden: Option<f64>,
    /// Predicted shares in twentieths: those where it happened, and others.
    pub histogram: Vec<[u32; 2]>,
    /// Groups of each column that was named.
    pub subgroups: Vec<Subgroups>,
}

/// Figures of shares up to a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SurvivalFigures {
    /// Harrell's concordance of the margins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub harrell: Option<Concordance>,
    /// Uno's concordance up to the horizon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uno: Option<Concordance>,
    /// Area under the ROC curve at times up to the horizon.
    pub area: Vec<AtTime>,
    /// Brier score over time, integrated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brier: Option<BrierOverTime>,
    /// Whether shares at the horizon are borne out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calibration: Option<CalibrationAt>,
    /// Net benefit at the horizon, from 1 % to 99 %.
    pub decisions: Vec<BenefitPoint>,
    /// What each threshold does at the horizon, 1 % to 99 %.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub thresholds: Vec<ThresholdRowAt>,
    /// Share without the event over time, by thirds of predicted share, lowest first.
    pub risk_groups: Vec<RiskGroup>,
    /// Predicted shares in twentieths.
    pub histogram: Vec<u32>,
    /// Groups of each column that was named.
    pub subgroups: Vec<SubgroupsAt>,
}

/// Figures of numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContinuousFigures {
    /// How near predicted numbers come.
    pub distances: Distances,
    /// Slope of the true on the predicted numbers: 1 is right, below 1 they are too extreme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slope: Option<Estimate>,
    /// Predicted and true numbers of at most 500 rows, evenly taken; a model's file has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub points: Vec<[f64; 2]>,
    /// Mean predicted and mean true number, by twentieths of the predicted.
    pub groups: Vec<[f64; 2]>,
}

/// A part of the people by predicted share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RiskGroup {
    /// People.
    pub people: usize,
    /// Mean predicted share at the horizon.
    pub expected: f64,
    /// Share without the event at times up to the horizon.
    pub curve: Vec<AtTime>,
}

/// Groups of one column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Subgroups {
    /// The column.
    pub column: String,
    /// Its groups.
    pub table: SubgroupTable,
}

/// Groups of one column, judged at the horizon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubgroupsAt {
    /// The column.
    pub column: String,
    /// Its groups.
    pub groups: Vec<GroupFiguresAt>,
}

/// Points of a curve, at most.
pub(super) const POINTS: usize = 400;
/// Bars of predicted shares.
const BARS: usize = 20;

/// Judges answers for rows of a question.
///
/// # Errors
///
/// `study.noAnswer` where there are none; what a measure refuses.
pub fn evaluate(task: Task, asked: &Asked, held: &Held) -> Result<Evaluation, Error> {
    let outcome = held.outcome(&asked.outcome);
    if outcome.is_empty() {
        return Err(Error::new(Kind::Value, "study.noAnswer"));
    }
    let persons = asked.persons(&held.rows);
    let mut out = Evaluation {
        rows: outcome.len(),
        events: outcome.events(),
        unanswered: 0,
        persons: persons.as_deref().map(count),
        stopped: false,
        flattering: false,
        folds: Vec::new(),
        folds_of_repeat: 0,
        fold_mean: None,
        binary: None,
        survival: None,
        continuous: None,
    };
    let groups = || asked.groups.iter().map(|group| (group, pick(&group.of, &held.rows)));
    match (&outcome, task) {
        (Outcome::Binary(y), _) => {
            let scored = Scored::shares(&held.answers, y)?;
            let mut binary = of_shares(&scored)?;
            if let Some(persons) = &persons {
                binary.area = area_by_person(&scored, persons).map(|area| logit_interval(&area));
            }
            for (group, of) in groups() {
                let table = subgroups(&scored, &of, &group.names)?;
                binary.subgroups.push(Subgroups { column: group.column.clone(), table });
            }
            out.binary = Some(binary);
        }
        (Outcome::Survival { time, event }, Task::Survival { horizon }) => {
            let followed = Followed::new(time, event)?;
            let mut survival = up_to_a_time(task, horizon, held, &followed)?;
            for (group, of) in groups() {
                let groups = subgroups_at(&held.answers, &followed, horizon, &of, &group.names)?;
                survival.subgroups.push(SubgroupsAt { column: group.column.clone(), groups });
            }
            out.survival = Some(survival);
        }
        (Outcome::Continuous(y), _) => out.continuous = of_numbers(&held.answers, y)?,
        (Outcome::Survival { .. }, _) => return Err(Error::new(Kind::Usage, "study.horizon")),
    }
    Ok(out)
}

impl Evaluation {
    /// Takes out what was predicted and true of single rows.
    pub fn take_points(&mut self) -> Vec<[f64; 2]> {
        self.continuous.as_mut().map(|figures| std::mem::take(&mut figures.points)).unwrap_or_default()
    }

    /// With what was predicted and true of single rows.
    #[must_use]
    pub fn with_points(mut self, points: &[[f64; 2]]) -> Self {
        if let Some(figures) = &mut self.continuous {
            figures.points = points.to_vec();
        }
        self
    }

    /// Adds the main figure of each fold.
    pub(super) fn add_folds(&mut self, folds: &[Held], outcome: &Outcome, of_repeat: usize) {
        self.folds = folds.iter().map(|fold| main_figure(fold, outcome)).collect();
        self.folds_of_repeat = of_repeat;
        let told: Vec<f64> = self.folds.iter().flatten().copied().collect();
        self.fold_mean = (!told.is_empty()).then(|| told.iter().sum::<f64>() / told.len() as f64);
    }

    /// The figure that models are compared by: area, concordance, or explained variance, of all rows together.
    pub fn main(&self) -> Option<f64> {
        let area = self.binary.as_ref().and_then(|binary| binary.area.as_ref().map(|area| area.value));
        let concordance = self.survival.as_ref().and_then(|all| all.harrell.as_ref().map(|c| c.share.value));
        area.or(concordance).or_else(|| self.continuous.as_ref().and_then(|all| all.distances.explained))
    }
}

/// Area, concordance or explained variance of one fold.
pub fn main_figure(held: &Held, outcome: &Outcome) -> Option<f64> {
    match held.outcome(outcome) {
        Outcome::Binary(y) => Ranked::new(&Scored::new(&held.answers, &y).ok()?).auroc(),
        Outcome::Continuous(y) => distances(&held.answers, &y).ok()??.explained,
        Outcome::Survival { time, event } => {
            Some(harrell(&held.margins, &Followed::new(&time, &event).ok()?).ok()??.share.value)
        }
    }
}

fn of_shares(scored: &Scored<'_>) -> Result<BinaryFigures, Error> {
    let none = || Error::new(Kind::Value, "study.noAnswer");
    let ranked = Ranked::new(scored);
    let hundredths: Vec<f64> = (1..100).map(|k| f64::from(k) / 100.0).collect();
    let mut histogram = vec![[0, 0]; BARS];
    for (share, y) in scored.scores().iter().zip(scored.happened()) {
        let bar = histogram.get_mut(bar_of(*share));
        if let Some(count) = bar.and_then(|bar| bar.get_mut(usize::from(*y == 0.0))) {
            *count += 1;
        }
    }
    Ok(BinaryFigures {
        area: ranked.delong().map(|area| logit_interval(&area)),
        precision: ranked.average_precision(),
        brier: brier(scored).ok_or_else(none)?,
        scaled_brier: scaled_brier(scored),
        log_loss: log_loss(scored).ok_or_else(none)?,
        calibration: calibration(scored).ok_or_else(none)?,
        roc: thinned(&ranked.roc()),
        precision_recall: thinned(&precision_recall(&ranked)),
        decisions: decision_curve(&ranked, &hundredths),
        thresholds: threshold_table(&ranked, &hundredths),
        youden: youden(&ranked),
        histogram,
        subgroups: Vec::new(),
    })
}

fn up_to_a_time(task: Task, horizon: f64, held: &Held, followed: &Followed<'_>) -> Result<SurvivalFigures, Error> {
    let times = times_of(task);
    let hundredths: Vec<f64> = (1..100).map(|k| f64::from(k) / 100.0).collect();
    let mut histogram = vec![0; BARS];
    for share in &held.answers {
        histogram.get_mut(bar_of(*share)).into_iter().for_each(|count| *count += 1);
    }
    let mut order: Vec<usize> = (0..held.answers.len()).collect();
    let share = |row: usize| held.answers.get(row).copied().unwrap_or_default();
    order.sort_by(|a, b| share(*a).total_cmp(&share(*b)));
    let mut risk_groups = Vec::new();
    for third in 0..3 {
        let rows = order.get(third * order.len() / 3..(third + 1) * order.len() / 3).unwrap_or_default();
        if rows.is_empty() {
            continue;
        }
        let time: Vec<f64> = rows.iter().filter_map(|row| followed.time().get(*row).copied()).collect();
        let event: Vec<bool> = rows.iter().filter_map(|row| followed.event().get(*row).copied()).collect();
        let curve = kaplan_meier(&Followed::new(&time, &event)?);
        let expected = rows.iter().map(|row| share(*row)).sum::<f64>() / rows.len() as f64;
        let curve = times.iter().map(|time| AtTime { time: *time, value: curve.at(*time) }).collect();
        risk_groups.push(RiskGroup { people: rows.len(), expected, curve });
    }
    Ok(SurvivalFigures {
        harrell: harrell(&held.margins, followed)?,
        uno: uno(&held.margins, followed, horizon)?,
        area: area_over_time(&held.margins, followed, &times)?,
        brier: match &held.over_time {
            Some(shares) => Some(brier_over_time(shares, followed, &times)?),
            None => None,
        },
        calibration: calibration_at(&held.answers, followed, horizon, 10)?,
        decisions: decision_curve_at(&held.answers, followed, horizon, &hundredths)?,
        thresholds: threshold_table_at(&held.answers, followed, horizon, &hundredths)?,
        risk_groups,
        histogram,
        subgroups: Vec::new(),
    })
}

fn of_numbers(predicted: &[f64], truth: &[f64]) -> Result<Option<ContinuousFigures>, Error> {
    let Some(distances) = distances(predicted, truth)? else { return Ok(None) };
    let slope = slope_of_numbers(predicted, truth);
    let mut pairs: Vec<[f64; 2]> = predicted.iter().zip(truth).map(|(p, y)| [*p, *y]).collect();
    let points = thinned_to(&pairs, 500);
    pairs.sort_by(|[a, _], [b, _]| a.total_cmp(b));
    let part = |k: usize| pairs.get(k * pairs.len() / BARS..(k + 1) * pairs.len() / BARS).unwrap_or_default();
    let mean = |rows: &[[f64; 2]]| {
        let sum = rows.iter().fold([0.0, 0.0], |[a, b], [p, y]| [a + p, b + y]);
        sum.map(|sum| sum / rows.len() as f64)
    };
    let groups = (0..BARS).map(part).filter(|rows| !rows.is_empty()).map(mean).collect();
    Ok(Some(ContinuousFigures { distances, slope, points, groups }))
}

/// Points (recall, precision), highest score first.
fn precision_recall(ranked: &Ranked) -> Vec<[f64; 2]> {
    let events = ranked.events() as f64;
    let (mut right, mut called) = (0.0, 0.0);
    let mut points = Vec::with_capacity(ranked.levels().len());
    for level in ranked.levels().iter().rev() {
        right += f64::from(level.events);
        called += f64::from(level.events) + f64::from(level.others);
        points.push([right / events, right / called]);
    }
    if events > 0.0 { points } else { Vec::new() }
}

fn bar_of(share: f64) -> usize {
    ((share * BARS as f64) as usize).min(BARS - 1)
}

fn thinned(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    thinned_to(points, POINTS)
}

/// At most so many points, evenly taken, the first and the last among them.
fn thinned_to(points: &[[f64; 2]], most: usize) -> Vec<[f64; 2]> {
    if points.len() <= most {
        return points.to_vec();
    }
    (0..most).filter_map(|k| points.get(k * (points.len() - 1) / (most - 1)).copied()).collect()
}

fn pick(list: &[u32], rows: &[u32]) -> Vec<u32> {
    rows.iter().filter_map(|row| list.get(*row as usize).copied()).collect()
}
