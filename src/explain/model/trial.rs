//! One person's row with some cells changed: what the model says then.

use super::CellValue;
use super::counterfactual::AnswerTarget;
use super::movable::Mover;
use super::subject::Subject;
use crate::error::Error;
use crate::record::{Cells, Frame};

/// Changed rows that are scored together.
const BLOCK: usize = 2048;
/// Parts into which a stretch is cut while a move is shortened, and how often.
const PARTS: usize = 16;
const ROUNDS: usize = 9;

/// Changes of cells: which mover, and its new value.
pub(super) type Moved = Vec<(usize, CellValue)>;

/// A person and the columns that may move.
pub(super) struct Trial<'s, 'm> {
    pub(super) subject: &'s Subject<'m>,
    /// One row.
    pub(super) row: Frame,
    pub(super) movers: Vec<Mover>,
    pub(super) target: AnswerTarget,
}

impl Trial<'_, '_> {
    /// Margins and answers of the row with each list of changes.
    ///
    /// # Errors
    ///
    /// What the pipeline refuses.
    pub(super) fn told(&self, all: &[Moved]) -> Result<(Vec<f64>, Vec<f64>), Error> {
        let (mut margins, mut answers) = (Vec::with_capacity(all.len()), Vec::with_capacity(all.len()));
        for some in all.chunks(BLOCK) {
            let mut frame = self.row.take(&vec![0; some.len()]);
            for (place, mover) in self.movers.iter().enumerate() {
                let new = |moved: &Moved| moved.iter().find(|(at, _)| *at == place).map(|(_, value)| value.clone());
                if some.iter().all(|moved| moved.iter().all(|(at, _)| *at != place)) {
                    continue;
                }
                let values = some.iter().map(|moved| new(moved).unwrap_or_else(|| mover.own.clone()));
                frame.set(&mover.name, cells(values.collect()));
            }
            let x = self.subject.scorer.matrix(&frame)?;
            let told = self.subject.scored(&x);
            margins.extend(told.0);
            answers.extend(told.1);
        }
        Ok((margins, answers))
    }

    pub(super) fn answers(&self, all: &[Moved]) -> Result<Vec<f64>, Error> {
        Ok(self.told(all)?.1)
    }

    /// What changes cost together.
    pub(super) fn cost(&self, moved: &Moved) -> f64 {
        let cost = |(at, value): &(usize, CellValue)| self.movers.get(*at).map_or(0.0, |mover| mover.cost(value));
        moved.iter().map(cost).sum()
    }

    /// Shortens the moves of numbers as far as the target allows, in the order that leaves the cheapest; words stay.
    ///
    /// # Errors
    ///
    /// What the pipeline refuses.
    pub(super) fn shortened(&self, moved: &Moved) -> Result<Moved, Error> {
        let mut best = moved.clone();
        for order in orders(moved.len()) {
            let mut now = moved.clone();
            for at in order {
                self.shorten(&mut now, at)?;
            }
            if self.cost(&now) < self.cost(&best) {
                best = now;
            }
        }
        Ok(best)
    }

    /// Shortens one move: the stretch is cut in parts, the first part's end that meets the target becomes the stretch's.
    fn shorten(&self, moved: &mut Moved, at: usize) -> Result<(), Error> {
        let Some((place, CellValue::Number(now))) = moved.get(at).cloned() else { return Ok(()) };
        let Some(mover) = self.movers.get(place) else { return Ok(()) };
        let CellValue::Number(own) = mover.own else { return Ok(()) };
        let [down, up] = mover.sides();
        let Some((near, _)) = (if now < own { down } else { up }) else { return Ok(()) };
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..ROUNDS {
            let mut tries: Vec<(f64, Moved)> = Vec::new();
            for part in 0..PARTS {
                let share = low + (high - low) * part as f64 / PARTS as f64;
                let Some(x) = mover.snapped(near + (now - near) * share) else { continue };
                let mut other = moved.clone();
                if let Some((_, value)) = other.get_mut(at) {
                    *value = CellValue::Number(x);
                }
                tries.push((share, other));
            }
            let rows: Vec<Moved> = tries.iter().map(|(_, moved)| moved.clone()).collect();
            let answers = self.answers(&rows)?;
            let met = answers.iter().position(|answer| self.target.is_met(*answer));
            let width = (high - low) / PARTS as f64;
            match met.and_then(|met| tries.get(met)) {
                Some((share, other)) if self.cost(other) <= self.cost(moved) => {
                    moved.clone_from(other);
                    // The stretch is measured from where the move stood at first.
                    (low, high) = ((share - width).max(0.0), *share);
                    if *share == 0.0 {
                        break;
                    }
                }
                _ => low = high - width,
            }
        }
        Ok(())
    }
}

/// All orders of up to three things.
fn orders(count: usize) -> Vec<Vec<usize>> {
    match count {
        0 => Vec::new(),
        1 => vec![vec![0]],
        2 => vec![vec![0, 1], vec![1, 0]],
        _ => vec![vec![0, 1, 2], vec![0, 2, 1], vec![1, 0, 2], vec![1, 2, 0], vec![2, 0, 1], vec![2, 1, 0]],
    }
}

/// A column of values of one type.
fn cells(values: Vec<CellValue>) -> Cells {
    if values.iter().any(|value| matches!(value, CellValue::Number(_))) {
        let number = |value: &CellValue| if let CellValue::Number(x) = value { *x } else { f64::NAN };
        return Cells::Numbers(values.iter().map(number).collect());
    }
    let mut words: Vec<String> = Vec::new();
    let mut code = |value: CellValue| {
        let CellValue::Word(word) = value else { return crate::record::NO_WORD };
        let known = words.iter().position(|other| *other == word);
        let place = known.unwrap_or_else(|| {
            words.push(word);
            words.len() - 1
        });
        u32::try_from(place).unwrap_or(crate::record::NO_WORD)
    };
    let codes = values.into_iter().map(&mut code).collect();
    Cells::Words { codes, words }
}
