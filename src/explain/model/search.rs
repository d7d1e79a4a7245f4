//! Cheap changes of any model: a fine grid for one column, coarser ones for two and three of those columns that alone bring
//! the answer nearest to the target.

use super::additive_search::subsets;
use super::movable::{Choice, Mover};
use super::trial::{Moved, Trial};
use crate::error::Error;

/// Points of a side for one column.
const POINTS: usize = 64;
/// Rows that are scored for each number of columns, about.
const ROWS: f64 = 40_000.0;
/// Most columns that are tried together.
const COLUMNS: usize = 8;
/// Changes of each number of columns that are looked at more closely.
const CLOSER: usize = 4;

/// Cheap changes that meet the target, few columns first; and the answer that came nearest to it.
///
/// # Errors
///
/// What the pipeline refuses.
pub(super) fn search(trial: &Trial<'_, '_>, most: usize, nearest: &mut f64) -> Result<Vec<Moved>, Error> {
    let mut found = Vec::new();
    let mut order: Vec<(f64, usize)> = Vec::new();
    for count in 1..=most {
        let columns: Vec<usize> = if count == 1 {
            (0..trial.movers.len()).collect()
        } else {
            order.iter().take(COLUMNS).map(|(_, at)| *at).collect()
        };
        let points = points(columns.len(), count);
        // Where both sides are open, each has half of the points.
        let half = |mover: &Mover| if mover.sides().iter().flatten().count() > 1 { points.div_ceil(2) } else { points };
        let side = |mover: &Mover| if count == 1 { POINTS } else { half(mover) };
        let choices: Vec<Vec<Choice>> = trial.movers.iter().map(|mover| mover.choices(side(mover))).collect();
        let mut sets: Vec<(f64, Moved)> = Vec::new();
        for set in subsets(columns.len(), count) {
            let set: Vec<usize> = set.iter().filter_map(|at| columns.get(*at).copied()).collect();
            let rows = combined(&set, &choices);
            let answers = trial.answers(&rows)?;
            let mut lacks = f64::INFINITY;
            let mut best: Option<(f64, usize)> = None;
            for (at, (answer, moved)) in answers.iter().zip(&rows).enumerate() {
                let lack = trial.target.lack(*answer);
                lacks = lacks.min(lack);
                if lack < trial.target.lack(*nearest) {
                    *nearest = *answer;
                }
                let cost = trial.cost(moved);
                if trial.target.is_met(*answer) && best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, at));
                }
            }
            if let (1, Some(only)) = (count, set.first()) {
                order.push((lacks, *only));
            }
            sets.extend(best.and_then(|(cost, at)| rows.get(at).map(|moved| (cost, moved.clone()))));
        }
        order.sort_by(|a, b| a.0.total_cmp(&b.0));
        sets.sort_by(|a, b| a.0.total_cmp(&b.0));
        found.extend(sets.into_iter().take(CLOSER).map(|(_, moved)| moved));
    }
    Ok(found)
}

/// Points of one column, so that all sets of `count` out of `columns` are about [`ROWS`] rows.
fn points(columns: usize, count: usize) -> usize {
    let sets = subsets(columns, count).count().max(1) as f64;
    let points = crate::math::pow(ROWS / sets, 1.0 / count as f64).floor();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    (points as usize).clamp(4, POINTS)
}

/// Every combination of the choices of some columns.
fn combined(set: &[usize], choices: &[Vec<Choice>]) -> Vec<Moved> {
    let mut rows: Vec<Moved> = vec![Vec::new()];
    for mover in set {
        let Some(choices) = choices.get(*mover) else { return Vec::new() };
        let with = |moved: &Moved| {
            let moved = moved.clone();
            choices.iter().map(move |choice| {
                let mut moved = moved.clone();
                moved.push((*mover, choice.value.clone()));
                moved
            })
        };
        rows = rows.iter().flat_map(with).collect();
    }
    rows
}
