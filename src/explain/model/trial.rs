//! One person's row with some cells changed: what the model says then.
//!
//! Nothing but the changed cells is worked out again: what other columns make of the matrix stays, and trees are asked only
//! what still moves. All sums are those of the model as it is, to the bit.

use super::CellValue;
use super::counterfactual::AnswerTarget;
use super::movable::{Choice, Mover};
use super::subject::Subject;
use crate::error::Error;
use crate::math::Matrix;
use crate::record::{Cells, Frame, NO_WORD};
use crate::score::model::{Predictor, Trees};

/// Changed rows that are scored together.
const BLOCK: usize = 4096;
/// Parts into which a stretch is cut while a move is shortened, and how often.
const PARTS: usize = 16;
const ROUNDS: usize = 9;

/// Changes of cells: which mover, and its new value.
pub(super) type Moved = Vec<(usize, CellValue)>;

/// A person and the columns that may move.
pub(super) struct Trial<'m> {
    pub(super) subject: Subject<'m>,
    /// One row.
    pub(super) row: Frame,
    pub(super) movers: Vec<Mover>,
    pub(super) target: AnswerTarget,
    /// The row as the matrix has it.
    own: Vec<f64>,
    /// Columns of the matrix that each mover makes; none where one may be made of more than the mover.
    made: Option<Vec<Vec<usize>>>,
    /// Trees of which only questions about movers are open.
    trees: Option<Trees>,
}

impl<'m> Trial<'m> {
    /// Makes one row ready.
    ///
    /// # Errors
    ///
    /// What the pipeline refuses.
    pub(super) fn new(
        subject: Subject<'m>,
        row: Frame,
        movers: Vec<Mover>,
        target: AnswerTarget,
    ) -> Result<Self, Error> {
        let row = narrowed(row);
        let mut own = Vec::new();
        subject.scorer.matrix(&row)?.row_into(0, &mut own);
        let of = |mover: &Mover| {
            let origins = subject.origins.iter().enumerate();
            origins.filter(|(_, origin)| origin.column == mover.place).map(|(at, _)| at).collect::<Vec<usize>>()
        };
        let apart = !fills(&subject, &row) && subject.origins.iter().all(|origin| origin.with.is_none());
        let made = apart.then(|| movers.iter().map(of).collect::<Vec<_>>());
        let moves = |column: usize| made.as_ref().is_none_or(|made| made.iter().flatten().any(|at| *at == column));
        let trees = match &subject.scorer.predictor {
            Predictor::Trees(trees) => Some(trees.given(&own, moves)),
            _ => None,
        };
        Ok(Self { subject, row, movers, target, own, made, trees })
    }

    /// Whether a missing number of the row is filled from others, so that they do more than they do alone.
    pub(super) fn fills(&self) -> bool {
        fills(&self.subject, &self.row)
    }

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
            let told = self.subject.scored_by(&x, self.trees.as_ref());
            margins.extend(told.0);
            answers.extend(told.1);
        }
        Ok((margins, answers))
    }

    pub(super) fn answers(&self, all: &[Moved]) -> Result<Vec<f64>, Error> {
        Ok(self.told(all)?.1)
    }

    /// Answers of every combination of the choices of some movers, the last one's changing fastest.
    ///
    /// # Errors
    ///
    /// What the pipeline refuses.
    pub(super) fn combined(&self, set: &[(usize, &[Choice])]) -> Result<Vec<f64>, Error> {
        let rows: usize = set.iter().map(|(_, choices)| choices.len()).product();
        let Some(made) = &self.made else {
            let moved: Vec<Moved> = (0..rows).map(|at| picked(set, at)).collect();
            return self.answers(&moved);
        };
        // For each mover: how many rows go by until it changes, and what its choices make of its columns of the matrix.
        let (mut movers, mut stride) = (Vec::new(), rows);
        for (place, choices) in set {
            stride = stride.checked_div(choices.len()).unwrap_or(0);
            let Some((mover, columns)) = self.movers.get(*place).zip(made.get(*place)) else { continue };
            let mut frame = self.row.take(&vec![0; choices.len()]);
            frame.set(&mover.name, cells(choices.iter().map(|choice| choice.value.clone()).collect()));
            movers.push((stride, choices.len(), columns, self.subject.scorer.matrix(&frame)?));
        }
        let moves = |column: usize| movers.iter().any(|(_, _, columns, _)| columns.contains(&column));
        let trees = self.trees.as_ref().map(|trees| trees.given(&self.own, moves));
        let mut answers = Vec::with_capacity(rows);
        for first in (0..rows).step_by(BLOCK) {
            let count = BLOCK.min(rows - first);
            let mut x = Matrix::zeros(count, self.own.len());
            for (column, own) in self.own.iter().enumerate() {
                x.column_mut(column).fill(*own);
            }
            for (stride, choices, columns, values) in &movers {
                for column in *columns {
                    let values = values.column(*column);
                    for (row, to) in (first..).zip(x.column_mut(*column)) {
                        *to = values.get(row / stride.max(&1) % choices).copied().unwrap_or(f64::NAN);
                    }
                }
            }
            answers.extend(self.subject.scored_by(&x, trees.as_ref()).1);
        }
        Ok(answers)
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

/// One of all combinations, as [`Trial::combined`] counts them.
pub(super) fn picked(set: &[(usize, &[Choice])], mut at: usize) -> Moved {
    let mut moved = Moved::with_capacity(set.len());
    for (place, choices) in set.iter().rev() {
        let choice = at.checked_rem(choices.len()).and_then(|at| choices.get(at));
        at = at.checked_div(choices.len()).unwrap_or(0);
        moved.extend(choice.map(|choice| (*place, choice.value.clone())));
    }
    moved.reverse();
    moved
}

fn fills(subject: &Subject<'_>, row: &Frame) -> bool {
    let missing = |column: usize| {
        let name = subject.pipeline().columns.get(column).map(|column| &column.name);
        name.and_then(|name| row.column(name)).is_none_or(|column| column.cells.is_missing(0))
    };
    subject.pipeline().regressions.iter().any(|r| missing(r.column))
}

/// The row without words that stand in other rows: a copy of it need not copy them.
fn narrowed(mut row: Frame) -> Frame {
    let names: Vec<String> = row.columns().iter().map(|column| column.name.clone()).collect();
    for name in names {
        let Some(Cells::Words { codes, words }) = row.column(&name).map(|column| &column.cells) else { continue };
        let word = codes.first().and_then(|code| words.get(*code as usize)).cloned();
        let cells = match word {
            Some(word) => Cells::Words { codes: vec![0], words: vec![word] },
            None => Cells::Words { codes: vec![NO_WORD], words: Vec::new() },
        };
        row.set(&name, cells);
    }
    row
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
        let CellValue::Word(word) = value else { return NO_WORD };
        let known = words.iter().position(|other| *other == word);
        let place = known.unwrap_or_else(|| {
            words.push(word);
            words.len() - 1
        });
        u32::try_from(place).unwrap_or(NO_WORD)
    };
    let codes = values.into_iter().map(&mut code).collect();
    Cells::Words { codes, words }
}
