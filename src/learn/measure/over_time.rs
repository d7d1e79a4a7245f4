//! How good predictions up to a time are, where not everybody was followed so long.
//!
//! Whoever was seen counts for those who were lost, by one over the share still looked at (inverse probability of
//! censoring weights). That share is taken just before an event, at which the person was still looked at.

use serde::{Deserialize, Serialize};

use super::sample::{finite, same_length};
use super::{Estimate, Followed, SurvivalCurve, follow_up, kaplan_meier};
use crate::error::{Error, Kind};
use crate::math::{Matrix, order};

/// A figure at one time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AtTime {
    /// The time, in the unit of the table.
    pub time: f64,
    /// The figure; not a number where it cannot be had, such as after the last look.
    #[serde(with = "crate::math::nan")]
    #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
    pub value: f64,
}

/// Area under the ROC curve at each time: those who had the event by then against those who are past it without
/// (cumulative cases, dynamic controls; Uno et al., 2007). Higher scores mean earlier; equal ones count half.
///
/// # Errors
///
/// `measure.lengths`, `learn.notFinite`.
pub fn area_over_time(scores: &[f64], followed: &Followed<'_>, times: &[f64]) -> Result<Vec<AtTime>, Error> {
    same_length(scores.len(), followed.rows())?;
    finite(scores, "score")?;
    let seen = follow_up(followed);
    let rows = order::order(scores);
    let person = |row: u32| {
        let at = row as usize;
        let time = followed.time().get(at).copied().unwrap_or_default();
        let event = followed.event().get(at).copied().unwrap_or_default();
        let left = if event { seen.before(time) } else { 0.0 };
        (scores.get(at).copied().unwrap_or_default(), time, if left > 0.0 { 1.0 / left } else { 0.0 })
    };
    let people: Vec<(f64, f64, f64)> = rows.into_iter().map(person).collect();
    let area = |time: f64| {
        let (mut right, mut cases, mut below) = (0.0, 0.0, 0.0);
        for run in people.chunk_by(|a, b| a.0 == b.0) {
            let (mut with, mut without) = (0.0, 0.0);
            for (_, t, weight) in run {
                if *t > time {
                    without += 1.0;
                } else {
                    with += weight;
                }
            }
            right += with * (below + 0.5 * without);
            cases += with;
            below += without;
        }
        right / (cases * below)
    };
    Ok(times.iter().map(|time| AtTime { time: *time, value: area(*time) }).collect())
}

/// Brier score of the shares predicted up to one time (Graf et al., 1999). NaN after the last look.
///
/// # Errors
///
/// `measure.lengths`, `learn.notFinite`.
pub fn brier_at(shares: &[f64], followed: &Followed<'_>, time: f64) -> Result<f64, Error> {
    same_length(shares.len(), followed.rows())?;
    finite(shares, "share")?;
    Ok(weighed_brier(shares, followed, &follow_up(followed), time))
}

fn weighed_brier(shares: &[f64], followed: &Followed<'_>, seen: &SurvivalCurve, time: f64) -> f64 {
    let past = seen.at(time);
    let each = |(share, (t, event)): (&f64, (f64, bool))| {
        if t > time {
            share * share / past
        } else if event {
            (1.0 - share) * (1.0 - share) / seen.before(t)
        } else {
            0.0
        }
    };
    if time > seen.until {
        return f64::NAN;
    }
    shares.iter().zip(followed.pairs()).map(each).sum::<f64>() / shares.len() as f64
}

/// Brier scores over time, beside those of giving everybody the Kaplan–Meier curve.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BrierOverTime {
    /// Of the model.
    pub model: Vec<AtTime>,
    /// Of the curve of all.
    pub everybody: Vec<AtTime>,
    /// Area under the model's, by the width of the times (integrated Brier score): 0 is perfect.
    #[serde(with = "crate::math::nan")]
    #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
    pub integrated: f64,
    /// 1 − that over everybody's: 1 is perfect, 0 is no use.
    #[serde(with = "crate::math::nan")]
    #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
    pub scaled: f64,
}

/// Brier scores at rising times: one column of shares a time.
///
/// # Errors
///
/// `measure.lengths`, `learn.notFinite`, `measure.times` where there are fewer than two times, or they do not rise.
pub fn brier_over_time(shares: &Matrix, followed: &Followed<'_>, times: &[f64]) -> Result<BrierOverTime, Error> {
    same_length(shares.rows(), followed.rows())?;
    same_length(shares.columns(), times.len())?;
    finite(shares.values(), "share")?;
    let rising = times.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
    if times.len() < 2 || !rising {
        return Err(Error::new(Kind::Usage, "measure.times"));
    }
    let (seen, all) = (follow_up(followed), kaplan_meier(followed));
    let (mut model, mut everybody) = (Vec::new(), Vec::new());
    for (column, time) in times.iter().enumerate() {
        model.push(AtTime { time: *time, value: weighed_brier(shares.column(column), followed, &seen, *time) });
        let same = vec![1.0 - all.at(*time); followed.rows()];
        everybody.push(AtTime { time: *time, value: weighed_brier(&same, followed, &seen, *time) });
    }
    let (integrated, plain) = (area(&model), area(&everybody));
    Ok(BrierOverTime { model, everybody, integrated, scaled: 1.0 - integrated / plain })
}

/// Area under straight lines between the points, by their width.
fn area(points: &[AtTime]) -> f64 {
    let [first, .., last] = points else { return f64::NAN };
    let strip = |pair: &[AtTime]| match pair {
        [a, b] => (b.time - a.time) * (a.value + b.value) / 2.0,
        _ => 0.0,
    };
    points.windows(2).map(strip).sum::<f64>() / (last.time - first.time)
}

/// Net benefit of acting at thresholds of the share up to a time: events by then are those of Kaplan and Meier among
/// the people at or above the threshold. Thresholds of 0 and below, or 1 and above, are left out.
///
/// # Errors
///
/// `measure.lengths`, `learn.notFinite`.
pub fn decision_curve_at(
    shares: &[f64],
    followed: &Followed<'_>,
    time: f64,
    thresholds: &[f64],
) -> Result<Vec<super::BenefitPoint>, Error> {
    same_length(shares.len(), followed.rows())?;
    finite(shares, "share")?;
    let benefit = |threshold: f64, least: f64| {
        let (share, left) = those(shares, followed, time, |share| share >= least)?;
        let left = left.map_or(1.0, |left| left.value);
        Ok::<f64, Error>((1.0 - left) * share - left * share * threshold / (1.0 - threshold))
    };
    let mut points = Vec::new();
    for threshold in thresholds.iter().copied().filter(|t| *t > 0.0 && *t < 1.0 && !shares.is_empty()) {
        let (model, everybody) = (benefit(threshold, threshold)?, benefit(threshold, f64::NEG_INFINITY)?);
        let avoided = (model - everybody) * (1.0 - threshold) / threshold;
        points.push(super::BenefitPoint { threshold, model, everybody, avoided });
    }
    Ok(points)
}

/// Of all people, the share of those whose predicted share is picked, and of these the share left at a time. Beyond the
/// last look of these few, what is left stays as it was.
fn those(
    shares: &[f64],
    followed: &Followed<'_>,
    time: f64,
    pick: impl Fn(f64) -> bool,
) -> Result<(f64, Option<Estimate>), Error> {
    let chosen = || shares.iter().zip(followed.pairs()).filter(|(share, _)| pick(**share));
    let times: Vec<f64> = chosen().map(|(_, (time, _))| time).collect();
    let events: Vec<bool> = chosen().map(|(_, (_, event))| event).collect();
    if times.is_empty() {
        return Ok((0.0, None));
    }
    let left = kaplan_meier(&Followed::new(&times, &events)?);
    Ok((times.len() as f64 / shares.len() as f64, Some(left.estimate(time.min(left.until)))))
}

/// A threshold of the share up to a time and what it does; those at or above it are called positive.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ThresholdRowAt {
    /// The threshold.
    pub threshold: f64,
    /// Called positive, of all.
    pub positive: f64,
    /// Called positive, of those who have it by then; not a number where nobody has.
    #[serde(with = "crate::math::nan")]
    #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
    pub sensitivity: f64,
    /// Not called positive, of those who do not; the same.
    #[serde(with = "crate::math::nan")]
    #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
    pub specificity: f64,
    /// Have it by then, of those called positive: by Kaplan and Meier, with Greenwood's interval. Not a number where nobody is.
    pub positive_value: Estimate,
    /// Do not, of those not called positive; the same.
    pub negative_value: Estimate,
}

/// Sensitivity and its like at each threshold, those who have it by the time counted by Kaplan and Meier on either side.
///
/// # Errors
///
/// `measure.lengths`, `learn.notFinite`.
pub fn threshold_table_at(
    shares: &[f64],
    followed: &Followed<'_>,
    time: f64,
    thresholds: &[f64],
) -> Result<Vec<ThresholdRowAt>, Error> {
    same_length(shares.len(), followed.rows())?;
    finite(shares, "share")?;
    let none = Estimate { value: f64::NAN, standard_error: f64::NAN, low: f64::NAN, high: f64::NAN };
    let row = |threshold: &f64| {
        let side = |called: bool| those(shares, followed, time, |share| (share >= *threshold) == called);
        let ((positive, left), (negative, spared)) = (side(true)?, side(false)?);
        let (left, spared) = (left.unwrap_or(none), spared.unwrap_or(none));
        let positive_value = Estimate { value: 1.0 - left.value, low: 1.0 - left.high, high: 1.0 - left.low, ..left };
        // Nobody on a side adds nothing to it.
        let of = |people: f64, share: f64| if people > 0.0 { people * share } else { 0.0 };
        let (found, alarms) = (of(positive, positive_value.value), of(positive, left.value));
        let (missed, right) = (of(negative, 1.0 - spared.value), of(negative, spared.value));
        Ok(ThresholdRowAt {
            threshold: *threshold,
            positive,
            sensitivity: found / (found + missed),
            specificity: right / (right + alarms),
            positive_value,
            negative_value: spared,
        })
    };
    thresholds.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Ranked, Scored, brier, decision_curve, threshold_table};
    use super::*;
    use crate::math::{Draws, logistic};

    /// Five people by hand: one is lost at the time at which another has the event, one is lost last.
    #[test]
    fn the_integrated_score_is_its_definition_where_people_were_lost() {
        let (time, event) = ([1.0, 2.0, 2.0, 3.0, 4.0], [true, false, true, true, false]);
        let followed = Followed::new(&time, &event).unwrap();
        // Still looked at: all before 2, two thirds from then on; the event at 2 came before the loss.
        let lost = 1.5;
        let square = |x: f64| x * x;
        let by_hand = |shares: [[f64; 5]; 3]| {
            let [a, b, c] = shares;
            let scores = [
                (square(1.0 - a[0]) + square(a[1]) + square(a[2]) + square(a[3]) + square(a[4])) / 5.0,
                (square(1.0 - b[0]) + square(1.0 - b[2]) + lost * (square(b[3]) + square(b[4]))) / 5.0,
                (square(1.0 - c[0]) + square(1.0 - c[2]) + lost * (square(1.0 - c[3]) + square(c[4]))) / 5.0,
            ];
            // Straight lines over 1–2 and 2–3.5, by the width.
            (scores, (0.5 * (scores[0] + scores[1]) + 0.75 * (scores[1] + scores[2])) / 2.5)
        };
        let shares = [[0.6, 0.3, 0.25, 0.1, 0.05], [0.8, 0.5, 0.45, 0.3, 0.1], [0.9, 0.7, 0.75, 0.55, 0.35]];
        let times = [1.0, 2.0, 3.5];
        let matrix = Matrix::of_columns(5, shares.concat()).unwrap();
        let got = brier_over_time(&matrix, &followed, &times).unwrap();
        let ((model, integrated), (everybody, plain)) = (by_hand(shares), by_hand([[0.2; 5], [0.4; 5], [0.7; 5]]));
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-14, "{a} {b}");
        for (at, want) in got.model.iter().chain(&got.everybody).zip(model.iter().chain(&everybody)) {
            near(at.value, *want);
        }
        assert_eq!(got.model.iter().map(|at| at.time).collect::<Vec<_>>(), times);
        near(got.integrated, integrated);
        near(got.scaled, 1.0 - integrated / plain);
        near(brier_at(&shares[2], &followed, 3.5).unwrap(), model[2]);
    }

    #[test]
    fn without_loss_the_figures_are_those_of_a_yes_or_no() {
        let draws = Draws::new(9, 1);
        let time: Vec<f64> = (0..500).map(|i| 10.0 * draws.uniform(i)).collect();
        let event = vec![true; 500];
        let p: Vec<f64> = time.iter().zip(0..).map(|(t, i)| logistic(1.0 - t / 3.0 + draws.normal(i + 900))).collect();
        let followed = Followed::new(&time, &event).unwrap();
        let y: Vec<f64> = time.iter().map(|t| f64::from(*t <= 4.0)).collect();
        let scored = Scored::shares(&p, &y).unwrap();
        // Who is called stands apart from who is not in the same way.
        let (cuts, ranked) = ([0.05, 0.3, 0.62, 0.999], Ranked::new(&scored));
        for (at, of) in
            threshold_table_at(&p, &followed, 4.0, &cuts).unwrap().iter().zip(threshold_table(&ranked, &cuts))
        {
            let pairs = [
                (at.positive, of.positive.value),
                (at.sensitivity, of.sensitivity.value),
                (at.specificity, of.specificity.value),
                (at.positive_value.value, of.positive_value.value),
                (at.negative_value.value, of.negative_value.value),
            ];
            for (a, b) in pairs {
                assert!((a - b).abs() < 1e-12 || (a.is_nan() && b.is_nan()), "{at:?} {of:?}");
            }
        }
        let ranked = Ranked::new(&scored);
        let area = area_over_time(&p, &followed, &[4.0]).unwrap()[0].value;
        assert!((area - ranked.auroc().unwrap()).abs() < 1e-12);
        assert!((brier_at(&p, &followed, 4.0).unwrap() - brier(&scored).unwrap()).abs() < 1e-12);
        let (one, other) = (decision_curve_at(&p, &followed, 4.0, &[0.3]).unwrap(), decision_curve(&ranked, &[0.3]));
        assert!((one[0].model - other[0].model).abs() < 1e-12 && (one[0].avoided - other[0].avoided).abs() < 1e-12);
        let same = Matrix::of_columns(500, [vec![0.2; 500], vec![0.4; 500]].concat()).unwrap();
        let over = brier_over_time(&same, &followed, &[2.0, 4.0]).unwrap();
        assert!(over.scaled.abs() < 0.05 && (over.integrated - (0.16 + 0.24) / 2.0).abs() < 0.02, "{over:?}");
        assert!(brier_over_time(&same, &followed, &[4.0, 2.0]).is_err());
        assert!(brier_at(&p, &followed, 11.0).unwrap().is_nan());
        assert!(area_over_time(&p, &followed, &[11.0]).unwrap()[0].value.is_nan());
    }
}
