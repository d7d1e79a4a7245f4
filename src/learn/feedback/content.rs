//! How like what the person took up an action is: the cosine between its attributes and theirs.
//!
//! What few actions have says more than what most have: an attribute weighs ln((n + 1) ÷ (with it + 1)) + 1.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::known::{ActionFacts, Known};
use super::model::{ScorePart, Scoring};
use crate::math;

/// One attribute and its weight.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Weighed {
    name: String,
    word: String,
    weight: f64,
}

/// A fitted model: the weights of attributes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Content {
    attributes: Vec<Weighed>,
}

impl Content {
    pub(super) fn fit(actions: &[ActionFacts]) -> Self {
        let mut counts: BTreeMap<(&str, &str), f64> = BTreeMap::new();
        for (name, word) in actions.iter().flat_map(|action| &action.attributes) {
            *counts.entry((name, word)).or_default() += 1.0;
        }
        let all = actions.len() as f64;
        let weighed = |((name, word), count): ((&str, &str), f64)| Weighed {
            name: name.to_owned(),
            word: word.to_owned(),
            weight: math::ln((all + 1.0) / (count + 1.0)) + 1.0,
        };
        Self { attributes: counts.into_iter().map(weighed).collect() }
    }

    pub(super) fn is_whole(&self) -> bool {
        self.attributes.iter().all(|a| a.weight.is_finite() && a.weight >= 0.0)
    }

    pub(super) fn ready(&self, actions: &[ActionFacts]) -> Ready {
        let has = |action: &ActionFacts| {
            let with = |a: &Weighed| action.attributes.iter().any(|(name, word)| *name == a.name && *word == a.word);
            let weights: Vec<f64> = self.attributes.iter().map(|a| if with(a) { a.weight } else { 0.0 }).collect();
            let long = length(&weights);
            (action.id.clone(), weights.into_iter().map(|w| if long > 0.0 { w / long } else { 0.0 }).collect())
        };
        let names = self.attributes.iter().map(|a| (a.name.clone(), a.word.clone())).collect();
        Ready { names, actions: actions.iter().map(has).collect() }
    }
}

fn length(numbers: &[f64]) -> f64 {
    math::sqrt(numbers.iter().map(|x| x * x).sum())
}

/// A model with each action's attributes at hand.
pub(super) struct Ready {
    names: Vec<(String, String)>,
    /// Id, and weights of one length.
    actions: Vec<(String, Vec<f64>)>,
}

impl Ready {
    /// What the person took up, less what they refused, of length one; zero for a person of whom nothing is known.
    fn person(&self, known: &Known) -> Vec<f64> {
        let mut sum = vec![0.0; self.names.len()];
        for past in &known.past {
            let Some((_, weights)) = self.actions.iter().find(|(id, _)| *id == past.action) else { continue };
            let liked = past.good() - past.bad();
            for (sum, weight) in sum.iter_mut().zip(weights) {
                *sum += liked * weight;
            }
        }
        let long = length(&sum);
        if long > 0.0 { sum.into_iter().map(|x| x / long).collect() } else { sum }
    }
}

impl Scoring for Ready {
    fn scores(&self, known: &Known) -> Vec<Option<f64>> {
        let person = self.person(known);
        let like = |(_, weights): &(String, Vec<f64>)| {
            let products = weights.iter().zip(&person).map(|(w, p)| w * p);
            Some(products.filter(|product| *product != 0.0).fold(0.0, |sum, product| sum + product))
        };
        self.actions.iter().map(like).collect()
    }

    fn parts(&self, known: &Known, action: usize) -> Vec<ScorePart> {
        let person = self.person(known);
        let Some((_, weights)) = self.actions.get(action) else { return Vec::new() };
        let products = weights.iter().zip(&person).map(|(w, p)| w * p).zip(&self.names);
        let part = |(value, (name, word)): (f64, &(String, String))| ScorePart {
            attribute: Some(name.clone()),
            attribute_is: Some(word.clone()),
            value,
            ..ScorePart::default()
        };
        products.filter(|(value, _)| *value != 0.0).map(part).collect()
    }
}
