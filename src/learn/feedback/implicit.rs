//! Weighted matrix factorisation: the lists of actions stay in the model, a person's list is found anew from what they
//! said, so that no person is kept and a new one is as good as an old one.
//!
//! The list that a person has is a sum over what they said, and so is every score: each part is what one answer adds.

use serde::{Deserialize, Serialize};

use super::known::{ActionFacts, Known};
use super::model::{ScorePart, Scoring};
use super::settings::Checked;
use super::table::Feedback;
use crate::error::{Error, Kind};
use crate::learn::factor::{Cell, Factoring, Sparse, Weights, factoring};
use crate::math::dense;

/// A fitted model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Implicit {
    trust: f64,
    keep: f64,
    actions: Vec<Listed>,
}

/// An action and its numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Listed {
    id: String,
    numbers: Vec<f32>,
}

impl Implicit {
    pub(super) fn is_whole(&self) -> bool {
        let rank = self.actions.first().map_or(0, |a| a.numbers.len());
        let limits = self.trust >= 0.0 && self.trust <= 1e6 && self.keep > 0.0 && self.keep <= 1e9;
        let sound = |a: &Listed| a.numbers.len() == rank && a.numbers.iter().all(|x| x.abs() <= 1e12);
        limits && (1..=64).contains(&rank) && self.actions.iter().all(sound)
    }

    pub(super) fn ready(&self, actions: &[ActionFacts]) -> Ready {
        let rank = self.actions.first().map_or(0, |a| a.numbers.len());
        let lists: Vec<(String, Vec<f64>)> =
            self.actions.iter().map(|a| (a.id.clone(), a.numbers.iter().map(|x| f64::from(*x)).collect())).collect();
        let mut gram = vec![0.0; rank * rank];
        for (_, list) in &lists {
            add_square(&mut gram, list, 1.0);
        }
        for at in 0..rank {
            if let Some(diagonal) = gram.get_mut(at * rank + at) {
                *diagonal += self.keep;
            }
        }
        let place = |action: &ActionFacts| lists.iter().position(|(id, _)| *id == action.id);
        Ready { trust: self.trust, gram, places: actions.iter().map(place).collect(), lists }
    }
}

/// `square` += weight × list·listᵀ.
fn add_square(square: &mut [f64], list: &[f64], weight: f64) {
    for (row, x) in square.chunks_mut(list.len().max(1)).zip(list) {
        for (entry, y) in row.iter_mut().zip(list) {
            *entry += weight * x * y;
        }
    }
}

/// A model with its shared matrix at hand.
pub(super) struct Ready {
    trust: f64,
    gram: Vec<f64>,
    lists: Vec<(String, Vec<f64>)>,
    /// Where each asked action stands among the lists.
    places: Vec<Option<usize>>,
}

impl Ready {
    /// What each answer adds to the person's list.
    fn person(&self, known: &Known) -> Vec<(&str, Vec<f64>)> {
        // All that was said of an action counts together, as in fitting.
        let mut said: Vec<(usize, f64, f64)> = Vec::new();
        for past in &known.past {
            let Some(place) = self.lists.iter().position(|(id, _)| *id == past.action) else { continue };
            match said.iter_mut().find(|(known, ..)| *known == place) {
                Some((_, good, bad)) => (*good, *bad) = (*good + past.good(), *bad + past.bad()),
                None => said.push((place, past.good(), past.bad())),
            }
        }
        said.retain(|(_, good, bad)| good + bad > 0.0);
        let mut matrix = self.gram.clone();
        for (place, good, bad) in &said {
            if let Some((_, list)) = self.lists.get(*place) {
                add_square(&mut matrix, list, self.trust * (good + bad));
            }
        }
        let rank = self.lists.first().map_or(0, |(_, list)| list.len());
        if said.is_empty() || dense::factor(&mut matrix, rank).is_none() {
            return Vec::new();
        }
        let part = |(place, good, bad): &(usize, f64, f64)| {
            let (id, list) = self.lists.get(*place)?;
            let pull = (1.0 + self.trust * (good + bad)) * (good / (good + bad));
            let mut out: Vec<f64> = list.iter().map(|x| pull * x).collect();
            dense::substitute(&matrix, &mut out)?;
            Some((id.as_str(), out))
        };
        said.iter().filter(|(_, good, _)| *good > 0.0).filter_map(part).collect()
    }

    fn list(&self, action: usize) -> Option<&[f64]> {
        let place = (*self.places.get(action)?)?;
        self.lists.get(place).map(|(_, list)| list.as_slice())
    }
}

impl Scoring for Ready {
    fn scores(&self, known: &Known) -> Vec<Option<f64>> {
        let person = self.person(known);
        let score = |list: &[f64]| person.iter().fold(0.0, |sum, (_, part)| sum + dense::dot(part, list));
        (0..self.places.len()).map(|action| self.list(action).map(score)).collect()
    }

    fn parts(&self, known: &Known, action: usize) -> Vec<ScorePart> {
        let Some(list) = self.list(action) else { return Vec::new() };
        let part = |(id, part): &(&str, Vec<f64>)| ScorePart {
            past: Some((*id).to_owned()),
            value: dense::dot(part, list),
            ..ScorePart::default()
        };
        self.person(known).iter().map(part).collect()
    }
}

/// A fit under way.
pub(super) struct Fit {
    model: Implicit,
    factoring: Box<dyn Factoring>,
}

impl Fit {
    /// Begins on the rows `chosen` of a table.
    ///
    /// # Errors
    ///
    /// `learn.oneAnswer` where nobody took anything up.
    pub(super) fn new(table: &Feedback, chosen: &[u32], settings: &Checked) -> Result<Self, Error> {
        let answers = chosen.iter().filter_map(|at| table.answers.get(*at as usize));
        let cell = |answer: &super::table::Answer| {
            let past = table.past(answer)?;
            Some(Cell { row: answer.person, column: answer.action, good: past.good() as f32, bad: past.bad() as f32 })
        };
        let cells: Vec<Cell> = answers.filter_map(cell).collect();
        if cells.iter().all(|cell| cell.good == 0.0) {
            return Err(Error::new(Kind::Value, "learn.oneAnswer"));
        }
        let sparse = Sparse::new(table.people.len(), table.actions.len(), &cells, settings.trust as f32)?;
        let weights = Weights {
            rank: settings.rank,
            keep: settings.keep as f32,
            sweeps: settings.sweeps,
            steps: 3,
            seed: settings.seed,
        };
        let actions = table.actions.iter().map(|id| Listed { id: id.clone(), numbers: Vec::new() }).collect();
        let model = Implicit { trust: settings.trust, keep: settings.keep, actions };
        Ok(Self { model, factoring: factoring(sparse, weights)? })
    }

    pub(super) fn step(&mut self, units: usize) -> bool {
        self.factoring.step(units)
    }

    pub(super) fn progress(&self) -> (usize, usize) {
        self.factoring.progress()
    }

    pub(super) fn finish(mut self) -> Implicit {
        let [_, lists] = self.factoring.lists();
        for (action, numbers) in self.model.actions.iter_mut().zip(lists.numbers.chunks(lists.rank.max(1))) {
            action.numbers = numbers.to_vec();
        }
        self.model
    }
}
