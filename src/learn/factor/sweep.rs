//! All lists in turn, step by step, and what is lost.

use serde::{Deserialize, Serialize};

use super::cell::{List, Scratch, Square, dot, gram, shared, solve, times, zero};
use super::sparse::Sparse;
use crate::error::{Error, Kind};
use crate::math::{Draws, Quad};

/// How lists are found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// Numbers in each list, 1 to 64.
    pub rank: u32,
    /// How much each number is held towards zero, above 0.
    pub keep: f32,
    /// Turns over all people and all actions.
    pub sweeps: u32,
    /// Steps of conjugate gradients for one list in one turn.
    pub steps: u32,
    /// Seed of the numbers to begin with.
    pub seed: u32,
}

/// The lists of all rows of one side, in one table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lists {
    /// Numbers in each list.
    pub rank: usize,
    /// One list after the other.
    pub numbers: Vec<f32>,
}

/// A factorisation under way.
pub trait Factoring {
    /// Solves up to `rows` more lists; `true` when none is left.
    fn step(&mut self, rows: usize) -> bool;
    /// Lists solved and to be solved in all.
    fn progress(&self) -> (usize, usize);
    /// Σ over all cells of c·(q − x·y)², plus what holds the numbers down, over the sum of weights.
    fn loss(&self) -> f64;
    /// The lists of people and of actions.
    fn lists(&self) -> [Lists; 2];
}

/// Begins a factorisation of people × actions.
///
/// # Errors
///
/// `learn.rank` when the lists would be too long.
pub fn factoring(table: Sparse, weights: Weights) -> Result<Box<dyn Factoring>, Error> {
    // One loop for each length that fits whole registers; a length between is filled up with zeros, which stay zeros.
    Ok(match weights.rank.div_ceil(4) {
        1 => Box::new(Sweeps::<1>::new(table, weights)),
        2 => Box::new(Sweeps::<2>::new(table, weights)),
        3 | 4 => Box::new(Sweeps::<4>::new(table, weights)),
        5..=8 => Box::new(Sweeps::<8>::new(table, weights)),
        9..=16 => Box::new(Sweeps::<16>::new(table, weights)),
        _ => return Err(Error::new(Kind::Value, "learn.rank").with("rank", weights.rank)),
    })
}

struct Sweeps<const Q: usize> {
    /// Cells by people, and by actions.
    cells: [Sparse; 2],
    /// Lists of people, and of actions.
    lists: [Vec<List<Q>>; 2],
    shared: Box<Square<Q>>,
    scratch: Scratch<Q>,
    weights: Weights,
    done: usize,
}

impl<const Q: usize> Sweeps<Q> {
    fn new(table: Sparse, weights: Weights) -> Self {
        let turned = table.turned();
        let rank = weights.rank as usize;
        // Streams 60 and 61: small numbers around zero, as long as there are lists.
        let begin = |count: usize, stream: u32| -> Vec<List<Q>> {
            let draws = Draws::new(weights.seed, stream);
            let numbers = (0..count * rank).map(|place| 0.01 * draws.normal(place as u32) as f32);
            packed(&Lists { rank, numbers: numbers.collect() })
        };
        let lists = [begin(table.rows(), 60), begin(table.width(), 61)];
        Self {
            cells: [table, turned],
            lists,
            shared: Box::new([[zero(); 4]; Q]),
            scratch: Scratch::new(),
            weights,
            done: 0,
        }
    }

    fn rows(&self) -> [usize; 2] {
        [self.cells[0].rows(), self.cells[1].rows()]
    }
}

impl<const Q: usize> Factoring for Sweeps<Q> {
    fn step(&mut self, rows: usize) -> bool {
        let [people, actions] = self.rows();
        let turn = people + actions;
        let total = turn * self.weights.sweeps as usize;
        let mut left = rows;
        while left > 0 && self.done < total {
            let within = self.done % turn;
            // People first: a turn ends with the actions, by which new people are folded in.
            let (first, end) = if within < people { (within, people) } else { (within - people, actions) };
            let [of_people, of_actions] = &mut self.lists;
            let [by_people, by_actions] = &self.cells;
            let (own, others, cells) = if within < people {
                (of_people, &*of_actions, by_people)
            } else {
                (of_actions, &*of_people, by_actions)
            };
            if first == 0 {
                self.shared = shared(&gram(others), self.weights.keep);
            }
            let count = left.min(end - first);
            for (row, x) in own.iter_mut().enumerate().skip(first).take(count) {
                solve(&self.shared, others, cells.row(row), x, &mut self.scratch, self.weights.steps);
            }
            self.done += count;
            left -= count;
        }
        self.done >= total
    }

    fn progress(&self) -> (usize, usize) {
        let [people, actions] = self.rows();
        (self.done, (people + actions) * self.weights.sweeps as usize)
    }

    fn loss(&self) -> f64 {
        let [people, actions] = &self.lists;
        let table: Box<Square<Q>> = shared(&gram(actions), 0.0);
        let keep = f64::from(self.weights.keep);
        let (mut lost, mut weight) = (0.0, people.len() as f64 * actions.len() as f64);
        for (row, x) in people.iter().enumerate() {
            // What all cells would lose if nobody had spoken of them, then what the others lose instead.
            lost += f64::from(dot(x, &times(&table, x)));
            let (columns, extra, pull) = self.cells[0].row(row);
            for ((column, extra), pull) in columns.iter().zip(extra).zip(pull) {
                let product = actions.get(*column as usize).map_or(0.0, |y| f64::from(dot(x, y)));
                let c = 1.0 + f64::from(*extra);
                let wanted = f64::from(*pull) / c;
                lost += c * (wanted - product) * (wanted - product) - product * product;
                weight += f64::from(*extra);
            }
        }
        let numbers = people.iter().chain(actions).map(|list| f64::from(dot(list, list)));
        (lost + keep * numbers.sum::<f64>()) / weight
    }

    fn lists(&self) -> [Lists; 2] {
        let rank = self.weights.rank as usize;
        [unpacked(&self.lists[0], rank), unpacked(&self.lists[1], rank)]
    }
}

fn packed<const Q: usize>(lists: &Lists) -> Vec<List<Q>> {
    let list = |numbers: &[f32]| -> List<Q> {
        let mut out = zero();
        for (quad, four) in out.iter_mut().zip(numbers.chunks(4)) {
            let mut lanes = [0.0; 4];
            for (lane, number) in lanes.iter_mut().zip(four) {
                *lane = *number;
            }
            *quad = Quad::new(lanes);
        }
        out
    };
    lists.numbers.chunks(lists.rank.max(1)).map(list).collect()
}

fn unpacked<const Q: usize>(lists: &[List<Q>], rank: usize) -> Lists {
    let numbers = lists.iter().flat_map(|list| list.iter().flat_map(|quad| quad.get()).take(rank));
    Lists { rank, numbers: numbers.collect() }
}
