//! What is held back to measure on: the last rows of everybody, or some people whole.

use super::measure::Among;
use super::settings::{Checked, Holding, ModelKind, Target};
use super::table::{Answer, Feedback};
use crate::math::Draws;

/// One person to measure on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Held {
    /// Place in the table.
    pub(super) person: usize,
    /// Rows that the model may know, as places in the table.
    pub(super) past: Vec<u32>,
    /// Actions that the person took up later, each once, none of them spoken of before.
    pub(super) wanted: Vec<usize>,
    /// These, and those that the person was told of later and did not take up.
    pub(super) told: Vec<usize>,
}

/// Rows to fit on, and people to measure on.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Split {
    pub(super) fit: Vec<u32>,
    pub(super) held: Vec<Held>,
    pub(super) among: Among,
}

/// Whether a row counts as wanted.
pub(super) fn is_wanted(table: &Feedback, answer: &Answer, settings: &Checked) -> bool {
    match (settings.model, settings.target) {
        (ModelKind::Linear, Target::Accepted) => answer.accepted == Some(true),
        (ModelKind::Linear, Target::Done) => answer.done == Some(true),
        _ => table.past(answer).is_some_and(|past| past.good() > 0.0),
    }
}

/// Divides a table: later rows never help to rank earlier ones. Rows without a day stand as the table has them, before
/// those with one.
pub(super) fn split(table: &Feedback, settings: &Checked) -> Split {
    let refused = table.answers.iter().any(|answer| !is_wanted(table, answer, settings));
    let among = if refused { Among::Told } else { Among::All };
    let mut rows: Vec<Vec<u32>> = vec![Vec::new(); table.people.len()];
    for (at, answer) in table.answers.iter().enumerate() {
        if let Some(rows) = rows.get_mut(answer.person as usize) {
            rows.push(at as u32);
        }
    }
    let answer = |at: &u32| table.answers.get(*at as usize);
    let draws = Draws::new(settings.seed, 62);
    let mut out = Split { among, ..Split::default() };
    for (person, mut rows) in rows.into_iter().enumerate() {
        rows.sort_by_key(|at| answer(at).and_then(|a| a.day));
        let held_whole = draws.uniform(person as u32) < settings.share;
        let apart = settings.hold == Holding::Last || held_whole;
        if !apart || rows.len() < 2 {
            // A single row tells nothing of its own order; a person held back whole is not fitted on all the same.
            if settings.hold == Holding::Last || !held_whole {
                out.fit.extend(rows);
            }
            continue;
        }
        let later = ((rows.len() as f64 * settings.share).round() as usize).clamp(1, rows.len() - 1);
        let last = rows.split_off(rows.len() - later);
        let known: Vec<u32> = rows.iter().filter_map(|at| Some(answer(at)?.action)).collect();
        let (mut wanted, mut told) = (Vec::new(), Vec::new());
        for answer in last.iter().filter_map(answer).filter(|answer| !known.contains(&answer.action)) {
            let action = answer.action as usize;
            if is_wanted(table, answer, settings) && !wanted.contains(&action) {
                wanted.push(action);
            }
            if !told.contains(&action) {
                told.push(action);
            }
        }
        if settings.hold == Holding::Last {
            out.fit.extend(&rows);
        }
        // Where all were taken up, every order is right.
        let tells = among == Among::All || told.len() > wanted.len();
        if !wanted.is_empty() && tells {
            out.held.push(Held { person, past: rows, wanted, told });
        }
    }
    out
}
