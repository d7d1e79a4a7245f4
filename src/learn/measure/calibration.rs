//! Whether predicted shares are borne out: overall, by intercept and slope, and along a smooth curve.
//!
//! Intercept: log odds that are lacking on average, 0 is right (Cox, 1958). Slope: how far log odds must be stretched, 1
//! is right, below 1 the model is too extreme. The curve is a logistic regression on a restricted cubic spline of
//! the log odds with up to five knots at Harrell's quantiles; the integrated calibration index and its like are distances
//! of shares from that curve (Austin and Steyerberg, 2019, there with loess).

use serde::{Deserialize, Serialize};

use super::few::{Few, logistic};
use super::{Estimate, Scored, z95};
use crate::math::{self, ln, percentile, sqrt};
use crate::prepare::pipeline::knot_quantiles;

/// How shares stand to what happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Calibration {
    /// Mean of the shares.
    pub expected: f64,
    /// Share of rows where it happened.
    pub observed: f64,
    /// Observed over expected, with an interval on the log scale: 1 is right, above 1 the model says too little.
    pub ratio: Estimate,
    /// Log odds that are lacking, at slope 1. Absent with one class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intercept: Option<Estimate>,
    /// Slope of the log odds. Absent with one class, one share for all, or shares that tell the classes apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slope: Option<Estimate>,
    /// The curve, where one can be fitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub curve: Option<CalibrationCurve>,
    /// Tenths by share, for dots beside the curve; equal shares stay together.
    pub groups: Vec<CalibrationGroup>,
}

/// A smooth curve of what happened at each share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CalibrationCurve {
    /// Knots of the spline, as log odds; two mean a straight line.
    pub knots: Vec<f64>,
    /// Points, least share first.
    pub points: Vec<CurvePoint>,
    /// Mean distance of a share from the curve (ICI).
    pub mean_distance: f64,
    /// Median distance (E50).
    pub median_distance: f64,
    /// 90th percentile of the distances (E90).
    pub ninetieth_distance: f64,
    /// Greatest distance (Emax).
    pub greatest_distance: f64,
}

/// One point of the curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CurvePoint {
    /// What was said.
    pub share: f64,
    /// What happened, by the curve.
    pub observed: f64,
    /// Lower end of the curve's 95 % interval there, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Upper end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
}

/// Some people of like shares.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CalibrationGroup {
    /// Mean share.
    pub expected: f64,
    /// How often it happened.
    pub observed: super::Share,
}

/// Shares are kept this far from 0 and 1, where log odds end.
const EDGE: f64 = 1e-10;
/// Points of the curve.
const POINTS: usize = 101;
/// Groups for dots.
const GROUPS: usize = 10;

/// Log odds of a share.
fn log_odds(p: f64) -> f64 {
    let p = p.clamp(EDGE, 1.0 - EDGE);
    ln(p / (1.0 - p))
}

/// Measures calibration. `None` without rows.
pub fn calibration(scored: &Scored<'_>) -> Option<Calibration> {
    let rows = scored.rows();
    if rows == 0 {
        return None;
    }
    let (n, events) = (rows as f64, f64::from(scored.events()));
    let expected = scored.scores().iter().sum::<f64>() / n;
    let observed = events / n;
    let odds: Vec<f64> = scored.scores().iter().map(|p| log_odds(*p)).collect();
    let line: Vec<f64> = odds.iter().flat_map(|x| [1.0, *x]).collect();
    let intercept = logistic(1, &vec![1.0; rows], Some(&odds), scored.happened());
    let slope = logistic(2, &line, None, scored.happened());
    Some(Calibration {
        expected,
        observed,
        ratio: ratio(observed, expected, events),
        intercept: intercept.map(|fit| wide(&fit, 0)),
        slope: slope.map(|fit| wide(&fit, 1)),
        curve: curve(scored, &odds),
        groups: groups(scored),
    })
}

/// Observed over expected, and the slope: what a table of groups has room for.
pub(super) fn ratio_and_slope(scored: &Scored<'_>) -> (Estimate, Option<Estimate>) {
    let n = scored.rows() as f64;
    let (events, shares) = (f64::from(scored.events()), scored.scores().iter().sum::<f64>());
    let line: Vec<f64> = scored.scores().iter().flat_map(|p| [1.0, log_odds(*p)]).collect();
    let slope = logistic(2, &line, None, scored.happened());
    (ratio(events / n, shares / n, events), slope.map(|fit| wide(&fit, 1)))
}

/// One weight with its interval.
fn wide(fit: &Few, at: usize) -> Estimate {
    let value = fit.weights.get(at).copied().unwrap_or(f64::NAN);
    Estimate::within(value, fit.error(at), f64::NEG_INFINITY, f64::INFINITY)
}

/// Observed over expected; the log of the ratio has the standard error √((1 − observed) / events).
fn ratio(observed: f64, expected: f64, events: f64) -> Estimate {
    let value = observed / expected;
    let error = sqrt((1.0 - observed) / events);
    let (low, high) = (value * math::exp(-z95() * error), value * math::exp(z95() * error));
    Estimate { value, standard_error: value * error, low, high }
}

/// A restricted cubic spline: a line beyond the outer knots, cubic between (Stone and Koo, 1985).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spline {
    pub(super) knots: Vec<f64>,
}

impl Spline {
    /// Knots at Harrell's quantiles of the values, as many as stand apart, at most five; two are a line.
    pub(super) fn of(sorted: &[f64]) -> Self {
        for count in [5, 4, 3] {
            let knots: Vec<f64> = knot_quantiles(count).iter().map(|p| percentile(sorted, *p)).collect();
            let wide = knots.last().zip(knots.first()).map_or(0.0, |(last, first)| last - first);
            if knots.windows(2).all(|pair| matches!(pair, [a, b] if b - a > 1e-3 * wide)) {
                return Self { knots };
            }
        }
        Self { knots: [sorted.first(), sorted.last()].into_iter().flatten().copied().collect() }
    }

    /// Columns of the basis, with the intercept.
    pub(super) fn columns(&self) -> usize {
        self.knots.len().max(2)
    }

    /// One row of the basis, added to `row`: 1, x, and a term for each knot but the last two.
    pub(super) fn row(&self, x: f64, row: &mut Vec<f64>) {
        row.extend([1.0, x]);
        if let [first, middle @ .., before, last] = self.knots.as_slice() {
            let cube = |knot: f64| if x > knot { (x - knot) * (x - knot) * (x - knot) } else { 0.0 };
            let (width, end) = ((last - first) * (last - first), last - before);
            for knot in std::iter::once(first).chain(middle) {
                let (far, near) = (cube(*before) * (last - knot), cube(*last) * (before - knot));
                row.push((cube(*knot) - (far - near) / end) / width);
            }
        }
    }
}

fn curve(scored: &Scored<'_>, odds: &[f64]) -> Option<CalibrationCurve> {
    let mut sorted = odds.to_vec();
    math::order::sort(&mut sorted);
    let mut spline = Spline::of(&sorted);
    let fit = loop {
        let mut rows = Vec::with_capacity(odds.len() * spline.columns());
        odds.iter().for_each(|x| spline.row(*x, &mut rows));
        if let Some(fit) = logistic(spline.columns(), &rows, None, scored.happened()) {
            break fit;
        }
        // Too few rows for so many knots: a straight line, or none.
        if spline.knots.len() <= 2 {
            return None;
        }
        spline = Spline { knots: [sorted.first(), sorted.last()].into_iter().flatten().copied().collect() };
    };
    let mut row = Vec::new();
    let mut at = |x: f64| {
        row.clear();
        spline.row(x, &mut row);
        fit.at(&row)
    };
    let shares: Vec<f64> = odds.iter().map(|x| math::logistic(at(*x).0)).collect();
    let point = |share: f64| {
        let (margin, variance) = at(log_odds(share));
        let wide = z95() * sqrt(variance.max(0.0));
        let [observed, low, high] = [margin, margin - wide, margin + wide].map(math::logistic);
        CurvePoint { share, observed, low: Some(low), high: Some(high) }
    };
    Some(CalibrationCurve::new(scored.scores(), &shares, spline.knots.clone(), point))
}

impl CalibrationCurve {
    /// Distances of what was said from what happened by the curve, and the curve's points.
    pub(super) fn new(said: &[f64], happened: &[f64], knots: Vec<f64>, point: impl FnMut(f64) -> CurvePoint) -> Self {
        let mut distances: Vec<f64> = said.iter().zip(happened).map(|(p, q)| (p - q).abs()).collect();
        let mean_distance = distances.iter().sum::<f64>() / distances.len() as f64;
        math::order::sort(&mut distances);
        let mut sorted = said.to_vec();
        math::order::sort(&mut sorted);
        // Between the 1st and the 99th percentile: beyond, the curve follows a handful of people.
        let (low, high) = (percentile(&sorted, 0.01), percentile(&sorted, 0.99));
        let share = |k: usize| low + (high - low) * k as f64 / (POINTS - 1) as f64;
        Self {
            points: (0..POINTS).map(share).map(point).collect(),
            knots,
            mean_distance,
            median_distance: percentile(&distances, 0.5),
            ninetieth_distance: percentile(&distances, 0.9),
            greatest_distance: distances.last().copied().unwrap_or_default(),
        }
    }
}

/// Tenths of the people by share; people of one share stay together.
fn groups(scored: &Scored<'_>) -> Vec<CalibrationGroup> {
    let rows = math::order::order(scored.scores());
    let at = |list: &[f64], row: u32| list.get(row as usize).copied().unwrap_or_default();
    let (mut groups, mut sums, mut seen) = (Vec::new(), [0.0; 3], 0);
    for run in rows.chunk_by(|a, b| at(scored.scores(), *a) == at(scored.scores(), *b)) {
        for row in run {
            let [people, shares, events] = &mut sums;
            *people += 1.0;
            *shares += at(scored.scores(), *row);
            *events += at(scored.happened(), *row);
        }
        seen += run.len();
        let [people, shares, events] = sums;
        if seen * GROUPS >= (groups.len() + 1) * rows.len() {
            let observed = super::Share::new(events as u32, people as u32);
            groups.push(CalibrationGroup { expected: shares / people, observed });
            sums = [0.0; 3];
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::super::Scored;
    use super::{Spline, calibration};
    use crate::math::{Draws, logistic};

    #[test]
    fn shares_that_are_right_lie_on_the_line_and_extreme_ones_do_not() {
        let draws = Draws::new(2, 6);
        let odds: Vec<f64> = (0..4000).map(|i| draws.normal(i) - 1.0).collect();
        let y: Vec<f64> =
            odds.iter().zip(0..).map(|(x, i)| f64::from(draws.uniform(i + 20_000) < logistic(*x))).collect();
        let right: Vec<f64> = odds.iter().map(|x| logistic(*x)).collect();
        let found = calibration(&Scored::shares(&right, &y).unwrap()).unwrap();
        let slope = found.slope.unwrap();
        assert!(slope.low < 1.0 && slope.high > 1.0 && found.curve.as_ref().unwrap().mean_distance < 0.03);
        assert_eq!((found.groups.len(), found.curve.unwrap().points.len()), (10, 101));
        let extreme: Vec<f64> = odds.iter().map(|x| logistic(2.0 * x + 1.5)).collect();
        let found = calibration(&Scored::shares(&extreme, &y).unwrap()).unwrap();
        assert!((found.slope.unwrap().value - 0.5).abs() < 0.06 && found.intercept.unwrap().high < 0.0);
    }

    #[test]
    fn odd_tables_do_not_break() {
        for (p, y) in [
            (vec![0.5], vec![1.0]),
            (vec![0.5, 0.5, 0.5], vec![1.0, 0.0, 1.0]),
            (vec![0.0, 1.0, 1.0], vec![0.0, 1.0, 1.0]),
            (vec![0.0, 1.0, 0.3, 0.6], vec![1.0, 0.0, 1.0, 0.0]),
        ] {
            let found = calibration(&Scored::shares(&p, &y).unwrap()).unwrap();
            assert!(found.expected.is_finite() && !found.groups.is_empty());
        }
        assert!(calibration(&Scored::shares(&[], &[]).unwrap()).is_none());
    }

    #[test]
    fn a_spline_is_a_line_beyond_its_knots() {
        let spline = Spline { knots: vec![0.0, 1.0, 2.0, 4.0] };
        let row = |x: f64| {
            let mut row = Vec::new();
            spline.row(x, &mut row);
            row
        };
        let (a, b, c) = (row(5.0), row(6.0), row(7.0));
        for ((a, b), c) in a.iter().zip(&b).zip(&c) {
            assert!((c - b - (b - a)).abs() < 1e-12);
        }
        assert_eq!(row(-1.0), [1.0, -1.0, 0.0, 0.0]);
    }
}
