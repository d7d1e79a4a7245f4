//! The cheapest changes where the margin is a sum of what single columns add: each new value has a gain, whatever the other
//! columns are.
//!
//! Where a column is straight, a part of its move has the same part of the gain, so that among the changes of the same
//! columns the cheapest moves all but one to an end of their range, or chooses among their words, and one just as far as is
//! needed. Other columns are taken at points of a grid: all of them where the column's step leaves few.

use super::CellValue;
use super::movable::Choice;
use super::trial::{Moved, Trial};
use crate::error::Error;

/// Points of a side for a column that is not straight.
pub(super) const POINTS: usize = 48;
/// Most columns that are tried together: those that can gain most.
pub(super) const COLUMNS: usize = 12;

/// What the columns can do.
struct Gains {
    mover: usize,
    straight: bool,
    /// The cheapest first, with what each gains; only those that gain more than every cheaper one.
    choices: Vec<(Choice, f64)>,
}

/// The cheapest changes for each number of columns, in that order; of one column several. `own` is the person's margin,
/// `up` is 1 where a greater margin is wanted and −1 where a smaller one is.
///
/// # Errors
///
/// What the pipeline refuses.
pub(super) fn search(trial: &Trial<'_>, own: f64, up: f64, most: usize) -> Result<Vec<Moved>, Error> {
    let mut all: Vec<Gains> = Vec::new();
    for mover in 0..trial.movers.len() {
        all.extend(gains(trial, mover, own, up)?);
    }
    all.sort_by(|a, b| greatest(b).total_cmp(&greatest(a)));
    all.truncate(COLUMNS);
    let reach: f64 = all.iter().take(most).map(greatest).sum();
    let Some(need) = needed(trial, own, up, reach) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for count in 1..=most.min(all.len()) {
        let mut sets: Vec<(f64, Moved)> = subsets(all.len(), count)
            .filter_map(|set| cheapest(trial, &set.iter().filter_map(|at| all.get(*at)).collect::<Vec<_>>(), need))
            .collect();
        sets.sort_by(|a, b| a.0.total_cmp(&b.0));
        found.extend(sets.into_iter().take(3).map(|(_, moved)| moved));
    }
    Ok(found)
}

fn greatest(gains: &Gains) -> f64 {
    gains.choices.last().map_or(0.0, |(_, gain)| *gain)
}

fn gains(trial: &Trial<'_>, mover: usize, own: f64, up: f64) -> Result<Option<Gains>, Error> {
    let Some(column) = trial.movers.get(mover) else { return Ok(None) };
    let straight = column.is_free() && trial.subject.is_straight(column.place);
    let choices = column.choices(if straight { 1 } else { POINTS });
    let rows: Vec<Moved> = choices.iter().map(|choice| vec![(mover, choice.value.clone())]).collect();
    let (margins, _) = trial.told(&rows)?;
    let mut best = 0.0;
    let mut kept = Vec::new();
    for (choice, margin) in choices.into_iter().zip(margins) {
        let gain = up * (margin - own);
        if gain > best {
            best = gain;
            kept.push((choice, gain));
        }
    }
    Ok((!kept.is_empty()).then_some(Gains { mover, straight, choices: kept }))
}

/// The least gain whose answer meets the target; `None` where none within `reach` does.
fn needed(trial: &Trial<'_>, own: f64, up: f64, reach: f64) -> Option<f64> {
    let met = |gains: &[f64]| -> Vec<bool> {
        let margins: Vec<f64> = gains.iter().map(|gain| own + up * gain).collect();
        trial.subject.answers_at(&margins).into_iter().map(|answer| trial.target.is_met(answer)).collect()
    };
    // A little more than the reach: what just fails by rounding is tried, and refused at last.
    let (mut low, mut high) = (0.0, reach * (1.0 + 1e-9));
    if !high.is_finite() || met(&[high]).first() != Some(&true) {
        return None;
    }
    for _ in 0..14 {
        let at: Vec<f64> = (1..=16).map(|part| low + (high - low) * f64::from(part) / 16.0).collect();
        let first = met(&at).iter().position(|met| *met).unwrap_or(15);
        let before = first.checked_sub(1).and_then(|before| at.get(before)).copied().unwrap_or(low);
        (low, high) = (before, at.get(first).copied().unwrap_or(high));
    }
    Some(high)
}

/// All choices of `count` out of `all`, one to three.
pub(super) fn subsets(all: usize, count: usize) -> impl Iterator<Item = Vec<usize>> {
    let three = move |a: usize, b: usize| (b + 1..all).map(move |c| vec![a, b, c]);
    (0..all).flat_map(move |a| {
        let sets: Box<dyn Iterator<Item = Vec<usize>>> = match count {
            1 => Box::new(std::iter::once(vec![a])),
            2 => Box::new((a + 1..all).map(move |b| vec![a, b])),
            _ => Box::new((a + 1..all).flat_map(move |b| three(a, b))),
        };
        sets
    })
}

/// The cheapest changes of exactly these columns that gain enough.
fn cheapest(trial: &Trial<'_>, set: &[&Gains], need: f64) -> Option<(f64, Moved)> {
    let mut best: Option<(f64, Moved)> = None;
    for (partial, last) in set.iter().enumerate() {
        let others: Vec<&Gains> = set.iter().enumerate().filter(|(at, _)| *at != partial).map(|(_, g)| *g).collect();
        for (cost, gain, picked) in combined(&others) {
            let bound = best.as_ref().map_or(f64::INFINITY, |best| best.0);
            // Enough without the last column: that is a change of fewer columns.
            if cost >= bound || gain >= need {
                continue;
            }
            let Some((more, value)) = just_enough(trial, last, need - gain) else { continue };
            if cost + more < bound {
                let chosen = others.iter().zip(picked);
                let with = |(other, at): (&&Gains, usize)| Some((other.mover, other.choices.get(at)?.0.value.clone()));
                let mut moved: Moved = chosen.filter_map(with).collect();
                moved.push((last.mover, value));
                best = Some((cost + more, moved));
            }
        }
    }
    best
}

/// Cost, gain and places of every combination of choices of up to two columns.
fn combined(others: &[&Gains]) -> Vec<(f64, f64, [usize; 2])> {
    let mut combined = vec![(0.0, 0.0, [0; 2])];
    for (nth, other) in others.iter().enumerate().take(2) {
        let with = |(cost, gain, picked): &(f64, f64, [usize; 2])| {
            let (cost, gain, picked) = (*cost, *gain, *picked);
            other.choices.iter().enumerate().map(move |(at, (choice, own))| {
                let mut picked = picked;
                picked.iter_mut().skip(nth).take(1).for_each(|place| *place = at);
                (cost + choice.cost, gain + own, picked)
            })
        };
        combined = combined.iter().flat_map(with).collect();
    }
    combined
}

/// The cheapest value of a column that gains at least `need`.
fn just_enough(trial: &Trial<'_>, gains: &Gains, need: f64) -> Option<(f64, CellValue)> {
    let at = gains.choices.partition_point(|(_, gain)| *gain < need);
    let (choice, gain) = gains.choices.get(at)?;
    let mover = trial.movers.get(gains.mover)?;
    let (CellValue::Number(own), CellValue::Number(far), true) = (&mover.own, &choice.value, gains.straight) else {
        return Some((choice.cost, choice.value.clone()));
    };
    // A hair farther than needed, so that rounding does not undo it; what is too much is taken back afterwards.
    let share = (need / gain * (1.0 + 1e-9)).min(1.0);
    let x = mover.snapped(own + (far - own) * share)?;
    let value = CellValue::Number(x);
    Some((mover.cost(&value), value))
}
