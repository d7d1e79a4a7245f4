//! The x of ŷ = Σ wᵢ·xᵢ: a feature of the person, an attribute of the action, or both multiplied.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::known::{ActionFacts, FeatureValue};
use super::model::ScorePart;
use crate::math;

/// What a term takes of the person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) enum OfPerson {
    /// How many standard deviations a number lies above the mean; not known counts as the mean.
    Number { feature: String, mean: f64, spread: f64 },
    /// One where the feature is this word.
    Word { feature: String, word: String },
}

/// What a term takes of the action.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) enum OfAction {
    /// One where the attribute is this word.
    Attribute { name: String, word: String },
    /// One for this action.
    Action { id: String },
}

/// One term; with neither it is one for everybody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Term {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) person: Option<OfPerson>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) action: Option<OfAction>,
    /// Its weight.
    pub(super) weight: f64,
}

impl OfPerson {
    pub(super) fn of(&self, features: &BTreeMap<String, FeatureValue>) -> f64 {
        match self {
            Self::Number { feature, mean, spread } => match features.get(feature) {
                Some(FeatureValue::Number(number)) => (number - mean) / spread,
                _ => 0.0,
            },
            Self::Word { feature, word } => {
                let known = features.get(feature);
                f64::from(u8::from(matches!(known, Some(FeatureValue::Word(found)) if found == word)))
            }
        }
    }
}

impl OfAction {
    fn holds(&self, action: &ActionFacts) -> bool {
        match self {
            Self::Attribute { name, word } => action.attributes.iter().any(|(n, w)| n == name && w == word),
            Self::Action { id } => action.id == *id,
        }
    }
}

impl Term {
    fn new(person: Option<OfPerson>, action: Option<OfAction>) -> Self {
        Self { person, action, weight: 0.0 }
    }

    /// Its place for `action`: `None` where it is nothing there.
    pub(super) fn fits(&self, action: &ActionFacts) -> bool {
        self.action.as_ref().is_none_or(|of| of.holds(action))
    }

    /// What it adds, with its names.
    pub(super) fn part(&self, value: f64) -> ScorePart {
        let mut part = ScorePart { value, ..ScorePart::default() };
        match &self.person {
            Some(OfPerson::Number { feature, .. }) => part.feature = Some(feature.clone()),
            Some(OfPerson::Word { feature, word }) => {
                part.feature = Some(feature.clone());
                part.feature_is = Some(word.clone());
            }
            None => {}
        }
        match &self.action {
            Some(OfAction::Attribute { name, word }) => {
                part.attribute = Some(name.clone());
                part.attribute_is = Some(word.clone());
            }
            Some(OfAction::Action { id }) => part.action = Some(id.clone()),
            None => {}
        }
        part
    }
}

/// The attribute that features are multiplied with: what kind of step it is.
const CROSSED: &str = "category";

/// All terms for these people and actions, weights zero: one for all, features, attributes, actions, then each feature
/// times each category.
pub(super) fn terms(people: &[&BTreeMap<String, FeatureValue>], actions: &[&ActionFacts]) -> Vec<Term> {
    let persons = of_people(people);
    let attributes: BTreeSet<(&str, &str)> =
        actions.iter().flat_map(|a| &a.attributes).map(|(name, word)| (name.as_str(), word.as_str())).collect();
    let attribute = |(name, word): &(&str, &str)| OfAction::Attribute { name: (*name).into(), word: (*word).into() };
    let mut out = vec![Term::new(None, None)];
    out.extend(persons.iter().map(|person| Term::new(Some(person.clone()), None)));
    out.extend(attributes.iter().map(|one| Term::new(None, Some(attribute(one)))));
    out.extend(actions.iter().map(|a| Term::new(None, Some(OfAction::Action { id: a.id.clone() }))));
    for person in &persons {
        let crossed = attributes.iter().filter(|(name, _)| *name == CROSSED);
        out.extend(crossed.map(|one| Term::new(Some(person.clone()), Some(attribute(one)))));
    }
    out
}

fn of_people(people: &[&BTreeMap<String, FeatureValue>]) -> Vec<OfPerson> {
    let mut numbers: BTreeMap<&str, (f64, f64, f64)> = BTreeMap::new();
    let mut words: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (feature, value) in people.iter().copied().flatten() {
        match value {
            // Count, mean and sum of squared differences so far (Welford): large numbers lose nothing.
            FeatureValue::Number(number) => {
                let (count, mean, squares) = numbers.entry(feature).or_default();
                *count += 1.0;
                let apart = number - *mean;
                *mean += apart / *count;
                *squares += apart * (number - *mean);
            }
            FeatureValue::Word(word) => {
                words.insert((feature, word));
            }
        }
    }
    let number = |(feature, (count, mean, squares)): (&str, (f64, f64, f64))| {
        let spread = math::sqrt(squares / count);
        // The same for everybody: it tells nobody apart.
        (spread > 0.0 && spread.is_finite()).then(|| OfPerson::Number { feature: feature.to_owned(), mean, spread })
    };
    let mut out: Vec<OfPerson> = numbers.into_iter().filter_map(number).collect();
    out.extend(words.iter().map(|(f, w)| OfPerson::Word { feature: (*f).to_owned(), word: (*w).to_owned() }));
    out
}
