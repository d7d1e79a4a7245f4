//! Whether figures can be those of one evaluation: a model's file may hold any.

use super::evaluation::{BinaryFigures, Evaluation, POINTS};
use crate::learn::measure::Estimate;
use crate::score::model::Task;

/// What rounding may put a share beyond its end.
const DIGITS: f64 = 1e-9;

impl Evaluation {
    /// Whether the figures are of such a task, lie where they can, and agree with each other.
    pub fn is_plausible(&self, task: Task) -> bool {
        let kinds = (self.binary.is_some(), self.survival.is_some(), self.continuous.is_some());
        let kind = match task {
            Task::Binary => kinds == (true, false, false),
            Task::Survival { .. } => kinds == (false, true, false),
            // Numbers that are all alike have no distances.
            Task::Continuous => !kinds.0 && !kinds.1,
        };
        let fold = |figure: &f64| *figure <= 1.0 + DIGITS && (kinds.2 || *figure >= 0.0);
        let mean = |mean: &f64| {
            let told = || self.folds.iter().flatten();
            let (sum, size) = told().fold((0.0, 0.0), |(sum, size), figure| (sum + figure, size + figure.abs()));
            (sum - mean * told().count() as f64).abs() <= DIGITS * (1.0 + size)
        };
        kind && self.rows > 0
            && self.events <= self.rows
            && self.persons.is_none_or(|persons| (1..self.rows).contains(&persons))
            && self.folds.iter().flatten().all(fold)
            && self.fold_mean.as_ref().is_none_or(mean)
            && self.binary.as_ref().is_none_or(|figures| shares(figures, self.rows, self.events))
            && self.survival.as_ref().is_none_or(|figures| {
                let bars = figures.histogram.iter().map(|count| u64::from(*count)).sum::<u64>();
                let concordances = [&figures.harrell, &figures.uno];
                bars == self.rows as u64
                    && concordances.into_iter().flatten().all(|found| within(&found.share))
                    && figures.area.iter().all(|at| at.value.is_nan() || share(at.value))
            })
            && self.continuous.as_ref().is_none_or(|figures| {
                let distances = &figures.distances;
                distances.rows as usize == self.rows
                    && distances.explained.is_none_or(|explained| explained <= 1.0 + DIGITS)
                    && [distances.root_mean_square, distances.mean_absolute].iter().all(|distance| *distance >= 0.0)
            })
    }
}

fn shares(figures: &BinaryFigures, rows: usize, events: usize) -> bool {
    let counts = figures
        .histogram
        .iter()
        .fold([0_u64; 2], |[with, without], [a, b]| [with + u64::from(*a), without + u64::from(*b)]);
    let curve = figures.roc.iter().chain(&figures.precision_recall).flatten();
    counts == [events as u64, (rows - events) as u64]
        && figures.area.as_ref().is_none_or(|area| within(area) && drawn(area.value, &figures.roc))
        && figures.precision.is_none_or(share)
        && share(figures.brier)
        && figures.log_loss >= 0.0
        && figures.scaled_brier.is_none_or(|scaled| scaled <= 1.0 + DIGITS)
        && curve.copied().all(share)
        && figures.decisions.iter().all(|point| share(point.threshold))
}

/// Whether an area is that below its curve. A thinned curve left out corners: each lies in the rectangle between its
/// neighbours, so the area is known to half of it.
fn drawn(area: f64, roc: &[[f64; 2]]) -> bool {
    let (mut below, mut unsure) = (0.0, 0.0);
    for pair in roc.windows(2) {
        if let [[x, y], [to, above]] = pair {
            below += (to - x) * (y + above) / 2.0;
            unsure += (to - x) * (above - y) / 2.0;
        }
    }
    let unsure = if roc.len() < POINTS { 0.0 } else { unsure.abs() };
    roc.len() < 2 || (below - area).abs() <= unsure + DIGITS
}

fn share(figure: f64) -> bool {
    (-DIGITS..=1.0 + DIGITS).contains(&figure)
}

/// Whether a share stands in its interval.
fn within(figure: &Estimate) -> bool {
    let Estimate { value, low, high, .. } = *figure;
    // Without enough people there is no interval.
    let unsure = low.is_nan() || high.is_nan();
    share(value) && (unsure || (share(low) && share(high) && low <= value + DIGITS && value <= high + DIGITS))
}

#[cfg(test)]
mod tests {
    use super::drawn;

    #[test]
    fn a_thinned_curve_tells_its_area_as_far_as_it_can() {
        // A corner of many people alike, in the middle of many levels, that every second point passes over.
        let whole: Vec<[f64; 2]> = (0..=900)
            .map(|k| match k {
                0..=451 => [f64::from(k) * 1e-4, f64::from(k) * 1e-3],
                452 => [0.0451, 0.95],
                _ => [0.6 + f64::from(k - 453) * 0.4 / 447.0, 0.95 + f64::from(k - 453) * 0.05 / 447.0],
            })
            .collect();
        let area =
            |roc: &[[f64; 2]]| -> f64 { roc.windows(2).map(|p| (p[1][0] - p[0][0]) * (p[0][1] + p[1][1]) / 2.0).sum() };
        let thinned: Vec<[f64; 2]> = (0..400).map(|k| whole[k * 900 / 399]).collect();
        assert!((area(&whole) - area(&thinned)).abs() > 0.02, "the corner is left out");
        assert!(drawn(area(&whole), &thinned) && !drawn(area(&whole) - 0.5, &thinned));
        assert!(
            !drawn(0.8, &[[0.0, 0.0], [0.2, 0.9], [1.0, 1.0]]) && drawn(0.85, &[[0.0, 0.0], [0.2, 0.9], [1.0, 1.0]])
        );
    }
}
