//! Shares up to a time, mended on people whose times are known.
//!
//! Level and slope: a Cox regression on the complementary log-log of the share, over what was seen up to the time; its
//! baseline is the new one (van Houwelingen, 2000; Royston and Altman, 2013). The level alone: one factor on all hazards, so
//! that as many are expected at the time as Kaplan and Meier saw; an offset in a Cox regression would miss that number
//! wherever the slope is wrong. At the time itself both are a straight line on the scale; before it, the shape is that of
//! the baseline beside the weight.

use super::Way;
use crate::error::{Error, Kind};
use crate::learn::measure::{Followed, kaplan_meier};
use crate::learn::survival::{baseline, cut_at, log_log, stretch};
use crate::math::{exp, ln};
use crate::score::model::{Baseline, Recalibration};

/// No level is further away: a factor of 10^26 on the hazard.
const FARTHEST: f64 = 60.0;
/// Steps at most.
const STEPS: usize = 100;

/// What shares up to a time mean among other people.
#[derive(Debug, Clone, PartialEq)]
pub struct UpTo {
    /// What is added to the complementary log-log at the horizon: a log hazard ratio where the slope is 1.
    pub intercept: f64,
    /// By how much it is stretched.
    pub slope: f64,
    baseline: Baseline,
}

/// Mends shares up to `horizon` by the `time` of the event or of the last look, in the unit of `horizon`;
/// [`Way::Intercept`] or [`Way::Slope`].
///
/// # Errors
///
/// `learn.lengths`; `learn.notFinite` with the row, counted from 1; `learn.noEvents` where nobody had it by then;
/// `learn.followUp` where nobody was seen so long; `learn.oneClass` where nobody is left by then; `learn.separated` where no slope can be found;
/// `learn.setting` for another way.
pub fn recalibrate_up_to(way: Way, shares: &[f64], time: &[f64], event: &[bool], horizon: f64) -> Result<UpTo, Error> {
    let value = |key: &str| Error::new(Kind::Value, key);
    if shares.len() != time.len() || time.len() != event.len() {
        let wrong = Error::new(Kind::Usage, "learn.lengths").with("rows", shares.len());
        return Err(wrong.with("outcomes", time.len()).with("weights", event.len()));
    }
    for (list, name) in [(shares, "score"), (time, "time")] {
        if let Some(row) = list.iter().position(|x| !x.is_finite()) {
            return Err(value("learn.notFinite").with("row", row + 1).with("column", name));
        }
    }
    let scale: Vec<f64> = shares.iter().map(|share| log_log(*share)).collect();
    let (time, event) = cut_at(horizon, time, event);
    if !event.contains(&true) {
        return Err(value("learn.noEvents"));
    }
    if !time.iter().any(|time| *time >= horizon) {
        return Err(value("learn.followUp").with("value", horizon));
    }
    let slope = match way {
        Way::Intercept => 1.0,
        Way::Slope => stretch(&scale, &time, &event).ok_or_else(|| value("learn.separated"))?.0,
        Way::Platt | Way::Isotonic => {
            let wrong = Error::new(Kind::Usage, "learn.setting").with("name", "recalibrate");
            return Err(wrong.with("value", format!("{way:?}")).with("least", "intercept").with("most", "slope"));
        }
    };
    let margins: Vec<f64> = scale.iter().map(|x| slope * x).collect();
    let mut baseline = baseline(&margins, &time, &event).ok_or_else(|| value("learn.separated"))?;
    let reached = ln(baseline.at(horizon));
    if way == Way::Slope {
        return Ok(UpTo { intercept: reached, slope, baseline });
    }
    let left = kaplan_meier(&Followed::new(&time, &event)?).at(horizon);
    let intercept = level(&scale, 1.0 - left, reached).ok_or_else(|| value("learn.oneClass"))?;
    let factor = exp(intercept - reached);
    baseline.hazard.iter_mut().for_each(|hazard| *hazard *= factor);
    Ok(UpTo { intercept, slope, baseline })
}

/// What is added to all of `scale` so that the mean share is the one that was seen, by Newton's steps between two ends;
/// `None` where none of them had it, or all.
fn level(scale: &[f64], seen: f64, from: f64) -> Option<f64> {
    let (mut low, mut high, mut at) = (-FARTHEST, FARTHEST, from.clamp(-FARTHEST, FARTHEST));
    if !(seen > 0.0 && seen < 1.0) {
        return None;
    }
    for _ in 0..STEPS {
        let (mut said, mut rise) = (0.0, 0.0);
        for x in scale {
            let hazard = exp(at + x);
            said -= libm::expm1(-hazard);
            rise += hazard * exp(-hazard);
        }
        let off = said / scale.len() as f64 - seen;
        if off > 0.0 {
            high = at
        } else {
            low = at
        }
        let step = at - off * scale.len() as f64 / rise;
        let next = if step > low && step < high { step } else { low + (high - low) / 2.0 };
        if (next - at).abs() <= 1e-14 * (1.0 + at.abs()) {
            return Some(next);
        }
        at = next;
    }
    Some(at)
}

impl UpTo {
    /// The share up to `time`, at most the horizon, of somebody of whom `share` was predicted up to the horizon.
    pub fn share(&self, share: f64, time: f64) -> f64 {
        -libm::expm1(-self.baseline.at(time) * exp(self.slope * log_log(share)))
    }

    /// What it is at the horizon alone, as a model keeps it.
    pub fn line(&self) -> Recalibration {
        Recalibration::Line { intercept: self.intercept, slope: self.slope }
    }
}

#[cfg(test)]
mod tests {
    use super::recalibrate_up_to;
    use crate::learn::measure::{Followed, calibration_at};
    use crate::learn::recalibrate::Way;
    use crate::math::{Draws, exp, ln};

    /// People of whom 1 − exp(−5 · risk) have it by 5, and what a model says that takes half the hazard and stretches it.
    fn people(n: u32) -> (Vec<f64>, Vec<f64>, Vec<bool>) {
        let draws = Draws::new(17, 1);
        let pull: Vec<f64> = (0..n).map(|i| 0.6 * draws.normal(i)).collect();
        let said = pull.iter().map(|pull| 1.0 - exp(-0.25 * exp(pull / 0.6))).collect();
        let happens = |i: u32| -ln(draws.uniform(i + 50_000)) / (0.1 * exp(pull[i as usize]));
        let seen = |i: u32| 12.0 * draws.uniform(i + 100_000);
        let time = (0..n).map(|i| happens(i).min(seen(i))).collect();
        (said, time, (0..n).map(|i| happens(i) <= seen(i)).collect())
    }

    #[test]
    fn what_went_wrong_is_found_and_put_right() {
        let (said, time, event) = people(6000);
        let followed = Followed::new(&time, &event).unwrap();
        let judged = |shares: &[f64]| calibration_at(shares, &followed, 5.0, 10).unwrap().unwrap();
        assert!(judged(&said).ratio.low > 1.2);
        let level = recalibrate_up_to(Way::Intercept, &said, &time, &event, 5.0).unwrap();
        let both = recalibrate_up_to(Way::Slope, &said, &time, &event, 5.0).unwrap();
        assert!(level.slope == 1.0 && level.intercept > 0.1, "{level:?}");
        // ln(0.5) − 0.6 · ln(0.25): half of the hazard is lacking where the slope is right.
        assert!(
            (both.slope - 0.6).abs() < 0.05 && (both.intercept - 0.139).abs() < 0.1,
            "{} {}",
            both.slope,
            both.intercept
        );
        let mended: Vec<f64> = said.iter().map(|share| both.share(*share, 5.0)).collect();
        let found = judged(&mended);
        assert!((found.ratio.value - 1.0).abs() < 0.02 && (found.slope.unwrap().value - 1.0).abs() < 1e-8, "{found:?}");
        for (said, mended) in said.iter().zip(&mended) {
            assert!((both.line().share_up_to(*said) - mended).abs() < 1e-12, "at the horizon it is a line");
        }
        let leveled: Vec<f64> = said.iter().map(|share| level.share(*share, 5.0)).collect();
        assert!((judged(&leveled).ratio.value - 1.0).abs() < 1e-9);
        assert!((level.line().share_up_to(0.3) - level.share(0.3, 5.0)).abs() < 1e-12);
        // Half of the time has about half of the hazard here.
        let half = ln(1.0 - both.share(0.3, 2.5)) / ln(1.0 - both.share(0.3, 5.0));
        assert!((half - 0.5).abs() < 0.03, "{half}");
    }

    #[test]
    fn what_cannot_be_mended_says_why() {
        let key = |way, shares: &[f64], time: &[f64], event: &[bool]| {
            recalibrate_up_to(way, shares, time, event, 5.0).unwrap_err().key
        };
        let both = [Way::Intercept, Way::Slope];
        for way in both {
            assert_eq!(key(way, &[0.1, 0.2], &[9.0, 9.0], &[true, false]), "learn.noEvents", "only after the horizon");
            assert_eq!(key(way, &[0.1, 0.2], &[2.0, 3.0], &[true, true]), "learn.followUp");
            assert_eq!(key(way, &[0.1], &[2.0, 3.0], &[true, true]), "learn.lengths");
            assert_eq!(key(way, &[0.1, f64::NAN], &[2.0, 7.0], &[true, true]), "learn.notFinite");
        }
        assert_eq!(key(Way::Slope, &[0.2, 0.2], &[2.0, 7.0], &[true, false]), "learn.separated");
        assert_eq!(key(Way::Platt, &[0.2, 0.3], &[2.0, 7.0], &[true, false]), "learn.setting");
        let level = recalibrate_up_to(Way::Intercept, &[0.2, 0.2], &[2.0, 7.0], &[true, false], 5.0).unwrap();
        assert!((level.share(0.2, 5.0) - 0.5).abs() < 1e-12, "one of two");
        assert_eq!(key(Way::Intercept, &[0.2, 0.3], &[2.0, 5.0], &[true, true]), "learn.oneClass");
    }
}
