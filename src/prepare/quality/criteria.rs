//! Which criterion decides how many people a model needs, and how many parameters the people at hand support.

use serde::Serialize;

use super::size::{Anticipated, SizeNeeded, needed};

/// A criterion of size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum CriterionId {
    /// Effects shrink by no more than a tenth.
    Shrinkage,
    /// Apparent and adjusted R² differ by no more than 0.05.
    Optimism,
    /// The overall risk is known within 0.05, or the residual deviation within a tenth.
    Precision,
    /// Continuous only: the mean is known within a tenth.
    Mean,
}

/// One criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Criterion {
    /// Which.
    pub id: CriterionId,
    /// People that it asks for.
    pub people: u64,
    /// The most parameters that the people at hand support by it alone; absent where it allows any number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supports: Option<usize>,
}

/// People that a model of so many parameters needs, by each criterion.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SizeTold {
    /// Parameters asked about.
    pub parameters: usize,
    /// People that satisfy every criterion.
    pub people: u64,
    /// Events among so many people for each parameter; not of a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events_each: Option<f64>,
    /// Each criterion.
    pub criteria: Vec<Criterion>,
    /// The one that allows the fewest parameters; among equals the one that asks for the most people.
    pub decides: CriterionId,
}

/// What one criterion asks for.
fn people_by(id: CriterionId, size: &SizeNeeded) -> u64 {
    match id {
        CriterionId::Shrinkage => size.shrinkage,
        CriterionId::Optimism => size.optimism,
        CriterionId::Precision => size.precision,
        CriterionId::Mean => size.mean,
    }
}

/// The most parameters of which `fits` holds, searched by halving; `None` where it holds of as many as there are people.
fn most(people: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
    let (mut low, mut high) = (0, people.max(1));
    if fits(high) {
        return None;
    }
    while low + 1 < high {
        let middle = low + (high - low) / 2;
        if fits(middle) { low = middle } else { high = middle }
    }
    Some(low)
}

/// The most parameters that so many people support by every criterion; 0 where not even one.
pub fn most_parameters(expected: Anticipated, people: usize) -> usize {
    most(people, |p| needed(expected, p).is_some_and(|size| size.people <= people as u64)).unwrap_or(people)
}

/// Every criterion for a model of so many parameters, beside the people at hand; `None` where what is expected cannot be.
pub fn size_told(expected: Anticipated, parameters: usize, people: usize) -> Option<SizeTold> {
    let parameters = parameters.max(1);
    let size = needed(expected, parameters)?;
    let supports = |id| most(people, |p| needed(expected, p).is_some_and(|size| people_by(id, &size) <= people as u64));
    let all = [CriterionId::Shrinkage, CriterionId::Optimism, CriterionId::Precision, CriterionId::Mean];
    // A criterion that asks for nobody does not belong to such an outcome.
    let asks = all.into_iter().filter(|id| people_by(*id, &size) > 0);
    let criteria: Vec<Criterion> =
        asks.map(|id| Criterion { id, people: people_by(id, &size), supports: supports(id) }).collect();
    let fewest = |one: &&Criterion| (one.supports.unwrap_or(usize::MAX), u64::MAX - one.people);
    let decides = criteria.iter().min_by_key(fewest)?.id;
    let events = match expected {
        Anticipated::Binary { share, .. } => Some(share),
        Anticipated::Survival { rate, follow_up, .. } => Some(rate * follow_up),
        Anticipated::Continuous { .. } => None,
    };
    let events_each = events.map(|share| size.people as f64 * share / parameters as f64);
    Some(SizeTold { parameters, people: size.people, events_each, criteria, decides })
}

#[cfg(test)]
mod tests {
    use super::{CriterionId, most_parameters, size_told};
    use crate::prepare::quality::Anticipated;

    #[test]
    fn the_criterion_that_decides_is_named() {
        // 139 of 303, as in Cleveland: 39.2² · 0.4587 · 0.5413 = 381.5 people for the average risk alone.
        let expected = Anticipated::Binary { r_squared: 0.0, share: 139.0 / 303.0 }.with_share_of_most(0.15);
        let told = size_told(expected, 13, 303).unwrap();
        let of = |id| *told.criteria.iter().find(|one| one.id == id).unwrap();
        assert_eq!((of(CriterionId::Precision).people, of(CriterionId::Precision).supports), (382, Some(0)));
        assert_eq!((told.decides, told.criteria.len()), (CriterionId::Precision, 3));
        let shrinkage = of(CriterionId::Shrinkage);
        assert_eq!(told.people, shrinkage.people, "more numbers ask for more people than the average does");
        assert!(shrinkage.supports.is_some_and(|most| most > 0 && most < 13), "{shrinkage:?}");
        assert!((told.events_each.unwrap() - told.people as f64 * (139.0 / 303.0) / 13.0).abs() < 1e-12);
        let more = size_told(expected, 13, 400).unwrap();
        assert_eq!((more.decides, more.criteria[2].supports), (CriterionId::Shrinkage, None));
        assert_eq!(more.criteria[0].supports, Some(most_parameters(expected, 400)));
    }

    #[test]
    fn odd_outcomes_have_no_size_or_one_that_holds() {
        assert!(size_told(Anticipated::Binary { r_squared: 0.1, share: 0.0 }, 3, 10).is_none());
        let number = Anticipated::Continuous { r_squared: 0.2, mean: 1.9, deviation: 0.6 };
        let told = size_told(number, 0, 0).unwrap();
        assert_eq!((told.parameters, told.criteria.len(), told.events_each), (1, 4, None));
        assert!(told.criteria.iter().all(|one| one.supports == Some(0)));
        assert_eq!(most_parameters(number, 0), 0);
    }
}
