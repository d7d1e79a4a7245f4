//! Published numbers as distributions. A ratio is drawn on the log scale, a difference on its own; each side of the
//! mean is a half of a normal that puts the printed ends at 2.5 and 97.5 %. The ends come back as printed, and where
//! they lie evenly it is the usual normal.
//!
//! A shift through a link is a product of two of them. Its percentiles do not depend on the person but for a positive
//! factor, so they are drawn once for each pair of rows and kept.

use std::sync::OnceLock;

use crate::math::{ln, normal_draws, normal_pairs, percentile_of};
use crate::recommend::tables::{EFFECT_ROWS, Figure, LINKS, Measure};

const Z: f64 = 1.959_963_984_540_054;

/// A number as drawn: mean and both ends, on the scale on which it is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spread {
    pub(crate) mean: f64,
    pub(crate) ends: Option<(f64, f64)>,
}

impl Spread {
    /// Ratios and efficacies as the logarithm of the risk that remains; all else as printed.
    pub(crate) fn of(figure: &Figure) -> Self {
        let scale = |x: f64| match figure.measure {
            Measure::Ratio => ln(x),
            Measure::Efficacy => ln(1.0 - x),
            _ => x,
        };
        let ends = figure.interval.map(|(lo, hi)| {
            let (a, b) = (scale(lo), scale(hi));
            (a.min(b), a.max(b))
        });
        Self { mean: scale(figure.mean), ends }
    }

    /// The value at a standard normal `z`; the mean where there is no interval.
    pub(crate) fn at(self, z: f64) -> f64 {
        match self.ends {
            Some((low, _)) if z < 0.0 => self.mean + z * (self.mean - low) / Z,
            Some((_, high)) => self.mean + z * (high - self.mean) / Z,
            None => self.mean,
        }
    }
}

/// The mean of a figure on the scale on which it is drawn.
pub(crate) fn mean(figure: &Figure) -> f64 {
    match figure.measure {
        Measure::Ratio => ln(figure.mean),
        Measure::Efficacy => ln(1.0 - figure.mean),
        _ => figure.mean,
    }
}

/// The draws of one row of `effects.csv`: the same wherever it appears, so that what is shared is shared.
pub(crate) fn stream(figure: &Figure) -> Vec<f64> {
    let spread = Spread::of(figure);
    normal_draws(figure.row).iter().map(|z| spread.at(*z)).collect()
}

/// Percentiles of a shift times the logarithm of its link, `None` where either has no interval.
pub(crate) fn product(shift: &Figure, link: &Figure) -> Option<(f64, f64)> {
    static KEPT: OnceLock<Vec<OnceLock<(f64, f64)>>> = OnceLock::new();
    shift.interval.and(link.interval)?;
    let column = LINKS.iter().position(|l| l.row == link.row)?;
    let kept = KEPT.get_or_init(|| (0..EFFECT_ROWS * LINKS.len()).map(|_| OnceLock::new()).collect());
    let cell = kept.get(shift.row as usize * LINKS.len() + column)?;
    let (shift, link) = (Spread::of(shift), Spread::of(link));
    Some(*cell.get_or_init(|| ends(normal_pairs().iter().map(|(a, b)| shift.at(*a) * link.at(*b)).collect())))
}

/// 2.5 and 97.5 percent of a shift, down to where it counts, times the logarithm of its link; `steps` gives the link's
/// steps of a shift. Unlike [`product`] it depends on the person.
pub(crate) fn clipped(shift: &Figure, link: &Figure, steps: impl Fn(f64) -> f64) -> Option<(f64, f64)> {
    shift.interval.and(link.interval)?;
    let (shift, link) = (Spread::of(shift), Spread::of(link));
    Some(ends(normal_pairs().iter().map(|(a, b)| steps(shift.at(*a)) * link.at(*b)).collect()))
}

/// 2.5 and 97.5 percent of a set of draws.
pub(crate) fn ends(mut draws: Vec<f64>) -> (f64, f64) {
    (percentile_of(&mut draws, 0.025), percentile_of(&mut draws, 0.975))
}
