//! Whether figures can be those of one evaluation: a model's file may hold any.

use super::evaluation::{BinaryFigures, Evaluation, POINTS};
use crate::learn::measure::Estimate;
use crate::score::model::Task;

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
        let most = |figure: &f64| *figure <= 1.0 && (kinds.2 || *figure >= 0.0);
        let mean = |mean: &f64| {
            let told: Vec<f64> = self.folds.iter().flatten().copied().collect();
            (told.iter().sum::<f64>() - mean * told.len() as f64).abs() <= 1e-9 * told.len() as f64
        };
        kind && self.rows > 0
            && self.events <= self.rows
            && self.persons.is_none_or(|persons| (1..self.rows).contains(&persons))
            && self.folds.iter().flatten().all(most)
            && self.fold_mean.as_ref().is_none_or(mean)
            && self.binary.as_ref().is_none_or(|figures| shares(figures, self.rows, self.events))
            && self.survival.as_ref().is_none_or(|figures| {
                let bars = figures.histogram.iter().map(|count| u64::from(*count)).sum::<u64>();
                let concordances = [&figures.harrell, &figures.uno];
                bars == self.rows as u64
                    && concordances.into_iter().flatten().all(|found| within(&found.share, 0.0, 1.0))
                    && figures.area.iter().all(|at| !at.value.is_finite() || (0.0..=1.0).contains(&at.value))
            })
            && self.continuous.as_ref().is_none_or(|figures| {
                let distances = &figures.distances;
                distances.rows as usize == self.rows
                    && distances.explained.is_none_or(|explained| explained <= 1.0)
                    && [distances.root_mean_square, distances.mean_absolute].iter().all(|distance| *distance >= 0.0)
            })
    }
}

fn shares(figures: &BinaryFigures, rows: usize, events: usize) -> bool {
    let counts = figures
        .histogram
        .iter()
        .fold([0_u64; 2], |[with, without], [a, b]| [with + u64::from(*a), without + u64::from(*b)]);
    let share = |figure: f64| (0.0..=1.0).contains(&figure);
    let curve = figures.roc.iter().chain(&figures.precision_recall).flatten();
    counts == [events as u64, (rows - events) as u64]
        && figures.area.as_ref().is_none_or(|area| within(area, 0.0, 1.0) && drawn(area.value, &figures.roc))
        && figures.precision.is_none_or(share)
        && share(figures.brier)
        && figures.log_loss >= 0.0
        && figures.scaled_brier.is_none_or(|scaled| scaled <= 1.0)
        && curve.copied().all(share)
        && figures.decisions.iter().all(|point| share(point.threshold))
}

/// Whether an area is that below its curve; a thinned curve tells it roughly.
fn drawn(area: f64, roc: &[[f64; 2]]) -> bool {
    let below: f64 = roc.windows(2).map(|pair| trapezoid(pair).abs()).sum();
    let rough = if roc.len() < POINTS { 1e-6 } else { 0.02 };
    roc.len() < 2 || (below - area).abs() <= rough
}

fn trapezoid(pair: &[[f64; 2]]) -> f64 {
    match pair {
        [[x, y], [to, above]] => (to - x) * (y + above) / 2.0,
        _ => 0.0,
    }
}

/// Whether a figure stands in its interval, and both between two ends.
fn within(figure: &Estimate, least: f64, most: f64) -> bool {
    let Estimate { value, low, high, standard_error } = *figure;
    // Without enough people there is no interval.
    let unsure = low.is_nan() || high.is_nan() || standard_error.is_nan();
    value >= least && value <= most && (unsure || (low <= value && value <= high && low >= least && high <= most))
}
