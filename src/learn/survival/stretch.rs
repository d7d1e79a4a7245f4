//! Shares that were predicted elsewhere, read on the scale of hazards: how far they must be stretched, and the baseline
//! that fits the people at hand (van Houwelingen, 2000; Royston and Altman, 2013).

use super::cox::CoxSettings;
use crate::learn::{Estimator, Outcome, Sample};
use crate::math::{Matrix, exp, ln, order};
use crate::score::model::{Baseline, Predictor};

/// Shares are kept this far from 0 and 1, where the scale ends.
const EDGE: f64 = 1e-10;

/// The scale on which a hazard that is off by a factor is off by a constant: ln(−ln(1 − share)).
pub fn log_log(share: f64) -> f64 {
    ln(-libm::log1p(-share.clamp(EDGE, 1.0 - EDGE)))
}

/// Times and events up to a horizon: whoever was seen longer was seen up to it.
pub fn cut_at(horizon: f64, time: &[f64], event: &[bool]) -> (Vec<f64>, Vec<bool>) {
    let events = time.iter().zip(event).map(|(time, event)| *event && *time <= horizon);
    (time.iter().map(|time| time.min(horizon)).collect(), events.collect())
}

/// Slope of a Cox regression on one number, and its standard error. `None` where there is none: no events, one number for
/// all, or numbers that tell who comes first without a fault.
pub fn stretch(numbers: &[f64], time: &[f64], event: &[bool]) -> Option<(f64, f64)> {
    let x = Matrix::of_columns(numbers.len(), numbers.to_vec())?;
    let y = Outcome::Survival { time: time.to_vec(), event: event.to_vec() };
    let fitted = CoxSettings::default().check().ok()?.fit(Sample { x: &x, y: &y, weights: None }).ok()?;
    let (Predictor::Cox(_), Some(table), true) = (&fitted.predictor, &fitted.table, fitted.notes.is_empty()) else {
        return None;
    };
    table.estimate.first().copied().zip(table.standard_error.first().copied())
}

/// The baseline beside log hazards that are given, ties as Efron has them: with the margins of a Cox regression on its
/// own rows it is that regression's. `None` without an event.
pub fn baseline(margins: &[f64], time: &[f64], event: &[bool]) -> Option<Baseline> {
    let rows = order::order(time);
    let at = |list: &[f64], row: u32| list.get(row as usize).copied().unwrap_or(f64::NAN);
    // The greatest risk is 1, so that nothing overflows.
    let most = margins.iter().fold(f64::NEG_INFINITY, |a, b| a.max(*b));
    let (mut at_risk, mut steps) = (0.0, Vec::new());
    for tie in rows.chunk_by(|a, b| at(time, *a) == at(time, *b)).rev() {
        let (mut events, mut dying) = (0_u32, 0.0);
        for row in tie {
            let risk = exp(at(margins, *row) - most);
            at_risk += risk;
            if event.get(*row as usize).copied().unwrap_or(false) {
                events += 1;
                dying += risk;
            }
        }
        let one = |place: u32| 1.0 / (at_risk - f64::from(place) / f64::from(events) * dying);
        if let (Some(row), true) = (tie.first(), events > 0) {
            steps.push((at(time, *row), (0..events).map(one).sum::<f64>() * exp(-most)));
        }
    }
    steps.reverse();
    let mut total = 0.0;
    let hazard = steps.iter().map(|(_, step)| {
        total += step;
        total
    });
    let hazard: Vec<f64> = hazard.collect();
    let until = rows.last().map_or(f64::NAN, |row| at(time, *row));
    let baseline = Baseline { times: steps.iter().map(|(time, _)| *time).collect(), hazard, until };
    (total > 0.0 && total.is_finite() && baseline.check().is_ok()).then_some(baseline)
}

#[cfg(test)]
mod tests {
    use super::{baseline, cut_at, log_log, stretch};
    use crate::learn::survival::CoxSettings;
    use crate::learn::{Estimator, Outcome, Sample};
    use crate::math::{Draws, Matrix, exp};
    use crate::score::model::Predictor;

    fn people(n: u32) -> (Matrix, Vec<f64>, Vec<bool>) {
        let draws = Draws::new(41, 1);
        let x: Vec<f64> = (0..n).map(|i| draws.normal(i)).collect();
        let time = (0..n).map(|i| (6.0 - x[i as usize] + draws.normal(i + 9000)).ceil().max(1.0)).collect();
        let event = (0..n).map(|i| !draws.bits(i + 5000).is_multiple_of(4)).collect();
        (Matrix::of_columns(n as usize, x).unwrap(), time, event)
    }

    #[test]
    fn a_regressions_own_margins_are_not_stretched_and_have_its_baseline() {
        let (x, time, event) = people(200);
        let y = Outcome::Survival { time: time.clone(), event: event.clone() };
        let fitted = CoxSettings::default().check().unwrap().fit(Sample { x: &x, y: &y, weights: None }).unwrap();
        let Predictor::Cox(model) = fitted.predictor else { panic!() };
        let margins = model.margins(&x);
        let (slope, error) = stretch(&margins, &time, &event).unwrap();
        assert!((slope - 1.0).abs() < 1e-9 && error > 0.0, "{slope}");
        let found = baseline(&margins, &time, &event).unwrap();
        assert_eq!((&found.times, found.until), (&model.baseline.times, model.baseline.until));
        for (got, want) in found.hazard.iter().zip(&model.baseline.hazard) {
            assert!((got / want - 1.0).abs() < 1e-12, "{got} {want}");
        }
    }

    #[test]
    fn nothing_after_the_horizon_is_looked_at() {
        assert_eq!(
            cut_at(2.0, &[1.0, 2.0, 3.0], &[false, true, true]),
            (vec![1.0, 2.0, 2.0], vec![false, true, false])
        );
    }

    #[test]
    fn odd_people_have_no_slope_or_no_baseline() {
        assert!(stretch(&[0.3; 3], &[1.0, 2.0, 3.0], &[true; 3]).is_none());
        assert!(stretch(&[3.0, 2.0, 1.0], &[1.0, 2.0, 3.0], &[true; 3]).is_none(), "without a fault");
        assert!(baseline(&[0.0; 2], &[1.0, 2.0], &[false; 2]).is_none());
        assert!(baseline(&[], &[], &[]).is_none());
        assert!(baseline(&[f64::NAN, 1.0], &[1.0, 2.0], &[true; 2]).is_none());
        assert!(log_log(0.0).is_finite() && log_log(1.0).is_finite());
        assert!((log_log(1.0 - exp(-1.0))).abs() < 1e-15);
    }
}
