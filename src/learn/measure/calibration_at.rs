//! Whether shares predicted up to a time are borne out, where not everybody was followed so long.
//!
//! Overall and in parts of the people by Kaplan and Meier; along a smooth curve by a Cox regression on a restricted cubic
//! spline of the complementary log-log of the share (Austin, Harrell and van Klaveren, 2020), whose distances from the
//! shares are the ICI, E50 and E90 at that time; the slope by a Cox regression on that complementary log-log alone, over
//! what was seen up to the time (McLernon and others, 2023).

use serde::{Deserialize, Serialize};

use super::calibration::Spline;
use super::sample::{finite, same_length};
use super::{CalibrationCurve, CurvePoint, Estimate, Followed, SurvivalCurve, kaplan_meier};
use crate::error::Error;
use crate::learn::survival::{CoxSettings, cut_at, log_log, stretch};
use crate::learn::{Estimator, Outcome, Sample};
use crate::math::{Matrix, order};
use crate::score::model::Predictor;

/// How shares predicted up to a time stand to what happened by then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CalibrationAt {
    /// The time.
    pub time: f64,
    /// Mean share.
    pub expected: f64,
    /// Share with the event by Kaplan and Meier, with its interval.
    pub observed: Estimate,
    /// Observed over expected, with its interval.
    pub ratio: Estimate,
    /// How far log hazards must be stretched: 1 is right, below 1 the shares are too extreme. Absent without events by
    /// then, with one share for all, or with shares that tell who comes first without a fault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slope: Option<Estimate>,
    /// Parts of the people by share: mean share, and what happened.
    pub groups: Vec<(f64, Estimate)>,
    /// The curve, where one can be fitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub curve: Option<CalibrationCurve>,
}

/// Measures calibration at a time, in at most `groups` parts of like people. `None` without rows.
///
/// # Errors
///
/// `measure.lengths`, `learn.notFinite`.
pub fn calibration_at(
    shares: &[f64],
    followed: &Followed<'_>,
    time: f64,
    groups: usize,
) -> Result<Option<CalibrationAt>, Error> {
    same_length(shares.len(), followed.rows())?;
    finite(shares, "share")?;
    if shares.is_empty() {
        return Ok(None);
    }
    let rows = order::order(shares);
    let of = |rows: &[u32]| {
        let pick = |list: &[f64]| rows.iter().filter_map(|r| list.get(*r as usize).copied()).collect::<Vec<f64>>();
        let (shares, times) = (pick(shares), pick(followed.time()));
        let events: Vec<bool> = rows.iter().filter_map(|r| followed.event().get(*r as usize).copied()).collect();
        let mean = shares.iter().sum::<f64>() / shares.len() as f64;
        Followed::new(&times, &events).map(|followed| (mean, happened(&kaplan_meier(&followed), time)))
    };
    let (expected, observed) = of(&rows)?;
    let ratio = over(observed, expected);
    let (count, mut parts) = (groups.clamp(1, rows.len()), Vec::new());
    for part in 0..count {
        let (from, to) = (part * rows.len() / count, (part + 1) * rows.len() / count);
        parts.push(of(rows.get(from..to).unwrap_or_default())?);
    }
    let curve = curve(shares, followed, time);
    let slope = slope(shares, followed, time);
    Ok(Some(CalibrationAt { time, expected, observed, ratio, slope, groups: parts, curve }))
}

/// Observed over expected at a time; `None` without rows.
pub(super) fn observed_over_expected(shares: &[f64], followed: &Followed<'_>, time: f64) -> Option<Estimate> {
    let expected = shares.iter().sum::<f64>() / shares.len() as f64;
    (!shares.is_empty()).then(|| over(happened(&kaplan_meier(followed), time), expected))
}

/// An estimate and its ends, divided.
fn over(observed: Estimate, expected: f64) -> Estimate {
    let over = |x: f64| x / expected;
    Estimate {
        value: over(observed.value),
        standard_error: over(observed.standard_error),
        low: over(observed.low),
        high: over(observed.high),
    }
}

/// One less what is left.
fn happened(curve: &SurvivalCurve, time: f64) -> Estimate {
    let left = curve.estimate(time);
    Estimate {
        value: 1.0 - left.value,
        standard_error: left.standard_error,
        low: 1.0 - left.high,
        high: 1.0 - left.low,
    }
}

/// Slope of the complementary log-log, by what was seen up to the time.
fn slope(shares: &[f64], followed: &Followed<'_>, time: f64) -> Option<Estimate> {
    let scale: Vec<f64> = shares.iter().map(|share| log_log(*share)).collect();
    let (times, events) = cut_at(time, followed.time(), followed.event());
    let (slope, error) = stretch(&scale, &times, &events)?;
    Some(Estimate::within(slope, error, f64::NEG_INFINITY, f64::INFINITY))
}

fn curve(shares: &[f64], followed: &Followed<'_>, time: f64) -> Option<CalibrationCurve> {
    let scale: Vec<f64> = shares.iter().map(|share| log_log(*share)).collect();
    let mut sorted = scale.clone();
    order::sort(&mut sorted);
    let spline = Spline::of(&sorted);
    let basis = |scale: &[f64]| {
        let mut row = Vec::new();
        let mut columns = vec![Vec::with_capacity(scale.len()); spline.columns() - 1];
        for x in scale {
            row.clear();
            spline.row(*x, &mut row);
            // The baseline is the intercept.
            columns.iter_mut().zip(row.iter().skip(1)).for_each(|(column, x)| column.push(*x));
        }
        Matrix::of_columns(scale.len(), columns.concat())
    };
    let y = Outcome::Survival { time: followed.time().to_vec(), event: followed.event().to_vec() };
    let checked = CoxSettings::default().check().ok()?;
    let fitted = checked.fit(Sample { x: &basis(&scale)?, y: &y, weights: None }).ok()?;
    let Predictor::Cox(model) = &fitted.predictor else { return None };
    // A slope without end or without an answer draws no curve; one share for all leaves a level line.
    if fitted.notes.iter().any(|note| note.key != "constantColumn") || model.baseline.at(time).is_nan() {
        return None;
    }
    let happened = |shares: &[f64]| {
        let scale: Vec<f64> = shares.iter().map(|share| log_log(*share)).collect();
        basis(&scale).map_or_else(Vec::new, |x| model.shares(&x, time))
    };
    let point = |share: f64| {
        let observed = happened(&[share]).first().copied().unwrap_or(f64::NAN);
        CurvePoint { share, observed, low: None, high: None }
    };
    Some(CalibrationCurve::new(shares, &happened(shares), spline.knots.clone(), point))
}

#[cfg(test)]
mod tests {
    use super::super::Followed;
    use super::calibration_at;
    use crate::math::{Draws, exp, ln};

    #[test]
    fn shares_that_are_right_lie_on_the_line() {
        let draws = Draws::new(12, 1);
        let n = 3000;
        let risk: Vec<f64> = (0..n).map(|i| 0.1 * exp(0.8 * draws.normal(i))).collect();
        let happens: Vec<f64> = risk.iter().zip(0..).map(|(r, i)| -ln(draws.uniform(i + 20_000)) / r).collect();
        let seen: Vec<f64> = (0..n).map(|i| 12.0 * draws.uniform(i + 40_000)).collect();
        let time: Vec<f64> = happens.iter().zip(&seen).map(|(a, b)| a.min(*b)).collect();
        let event: Vec<bool> = happens.iter().zip(&seen).map(|(a, b)| a <= b).collect();
        let followed = Followed::new(&time, &event).unwrap();
        let share = |factor: f64| risk.iter().map(|r| 1.0 - exp(-5.0 * factor * r)).collect::<Vec<_>>();
        let right = calibration_at(&share(1.0), &followed, 5.0, 10).unwrap().unwrap();
        assert!((right.ratio.value - 1.0).abs() < 0.06 && right.groups.len() == 10);
        assert!(right.curve.unwrap().mean_distance < 0.03);
        let slope = right.slope.unwrap();
        assert!(slope.low < 1.0 && slope.high > 1.0 && slope.standard_error < 0.1, "{slope:?}");
        let double = calibration_at(&share(2.0), &followed, 5.0, 10).unwrap().unwrap();
        assert!(double.ratio.high < 0.8);
        let curve = double.curve.unwrap();
        // Whoever is told 1 − q² has 1 − q.
        let point = curve.points[50];
        assert!((point.observed - (1.0 - (1.0 - point.share).sqrt())).abs() < 0.04, "{point:?}");
        assert!(curve.mean_distance > 0.1 && point.low.is_none());
    }

    #[test]
    fn odd_tables_do_not_break() {
        let (time, event) = ([1.0, 2.0, 3.0], [true, false, true]);
        let followed = Followed::new(&time, &event).unwrap();
        let level = calibration_at(&[0.3; 3], &followed, 2.0, 2).unwrap().unwrap();
        assert_eq!(level.slope, None, "one share for all");
        assert!((level.expected - 0.3).abs() < 1e-15 && (level.observed.value - 1.0 / 3.0).abs() < 1e-15);
        let late = calibration_at(&[0.1, 0.2, 0.3], &followed, 9.0, 2).unwrap().unwrap();
        assert!(late.observed.value.is_nan() && late.curve.is_none());
        assert!(calibration_at(&[0.0, 1.0, 0.5], &followed, 2.0, 9).unwrap().is_some());
        assert_eq!(calibration_at(&[], &Followed::new(&[], &[]).unwrap(), 1.0, 5).unwrap(), None);
    }
}
