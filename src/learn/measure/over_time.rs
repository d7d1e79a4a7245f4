//! How good predictions up to a time are, where not everybody was followed so long.
//!
//! Whoever was seen counts for those who were lost, by one over the share still looked at (inverse probability of
//! censoring weights). That share is taken just before an event, at which the person was still looked at.

use serde::{Deserialize, Serialize};

use super::sample::{finite, same_length};
use super::{Followed, SurvivalCurve, follow_up, kaplan_meier};
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
    let n = shares.len() as f64;
    let benefit = |threshold: f64, least: f64| {
        let chosen = || shares.iter().zip(followed.pairs()).filter(|(share, _)| **share >= least);
        let times: Vec<f64> = chosen().map(|(_, (time, _))| time).collect();
        let events: Vec<bool> = chosen().map(|(_, (_, event))| event).collect();
        let share = times.len() as f64 / n;
        if times.is_empty() {
            return Ok(0.0);
        }
        let left = kaplan_meier(&Followed::new(&times, &events)?);
        // Beyond the last look of these few, what is left stays as it was.
        let left = left.at(time.min(left.until));
        Ok::<f64, Error>((1.0 - left) * share - left * share * threshold / (1.0 - threshold))
    };
    let mut points = Vec::new();
    for threshold in thresholds.iter().copied().filter(|t| *t > 0.0 && *t < 1.0 && n > 0.0) {
        let (model, everybody) = (benefit(threshold, threshold)?, benefit(threshold, f64::NEG_INFINITY)?);
        let avoided = (model - everybody) * (1.0 - threshold) / threshold;
        points.push(super::BenefitPoint { threshold, model, everybody, avoided });
    }
    Ok(points)
}

#[cfg(test)]
mod tests {
    use super::super::{Ranked, Scored, brier, decision_curve};
    use super::*;
    use crate::math::{Draws, logistic};

    #[test]
    fn without_loss_the_figures_are_those_of_a_yes_or_no() {
        let draws = Draws::new(9, 1);
        let time: Vec<f64> = (0..500).map(|i| 10.0 * draws.uniform(i)).collect();
        let event = vec![true; 500];
        let p: Vec<f64> = time.iter().zip(0..).map(|(t, i)| logistic(1.0 - t / 3.0 + draws.normal(i + 900))).collect();
        let followed = Followed::new(&time, &event).unwrap();
        let y: Vec<f64> = time.iter().map(|t| f64::from(*t <= 4.0)).collect();
        let scored = Scored::shares(&p, &y).unwrap();
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
