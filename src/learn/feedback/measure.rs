//! How good an order is: what a person later took up should stand high.
//!
//! Where the table says what people refused, the order is judged among the steps that a person was told of later: which
//! of them stand above which. A table of yeses alone can only be judged among all steps, and there what was talked of
//! most wins easily.
//!
//! Each figure is a mean over people. NDCG: places count by 1 ÷ log₂(place + 1), against the best possible order
//! (Järvelin and Kekäläinen, 2002). MAP: precision at each place where something wanted stands,
//! over the number wanted or the number of places, whichever is less. Coverage: the share of actions that stand in
//! anybody's first places.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::settings::Holding;
use crate::math;

/// Among which steps an order is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Among {
    /// Those of the held-back rows, taken up or not.
    #[default]
    Told,
    /// All that the person had not answered before.
    All,
}

/// OrderFigures of one order for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrderFigures {
    /// Mean NDCG over the first places, 0 to 1.
    pub ndcg: f64,
    /// Mean average precision over the first places, 0 to 1.
    pub map: f64,
    /// Share of actions that stand in anybody's first places, among all they had not answered before; 0 to 1.
    pub coverage: f64,
}

/// One group of people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FeedbackGroup {
    /// As the table calls it; empty: no group.
    pub name: String,
    /// People measured.
    pub people: u32,
    /// Mean NDCG.
    pub ndcg: f64,
    /// Mean NDCG less 1.96 standard errors, at least 0; absent for one person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Mean NDCG and 1.96 standard errors, at most 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Mean average precision.
    pub map: f64,
    /// Too few people to tell.
    pub small: bool,
}

/// What a model did on what was held back, beside the plainest order there is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrderEvaluation {
    /// What was held back.
    pub hold: Holding,
    /// Among which steps orders are judged.
    pub among: Among,
    /// How many of the first places count.
    pub places: u32,
    /// People of whom something wanted was held back.
    pub people: u32,
    /// Wanted actions held back, over all people.
    pub wanted: u32,
    /// Actions that are ranked.
    pub actions: u32,
    /// The model.
    pub model: OrderFigures,
    /// What people took up most first, the same for everybody.
    pub popular: OrderFigures,
    /// Better than that in NDCG and MAP, beyond the 1.96 standard errors of the difference in NDCG.
    pub better: bool,
    /// Mean difference in NDCG, and its 1.96 standard errors.
    pub gain: f64,
    /// 1.96 standard errors of the mean difference.
    pub gain_margin: f64,
    /// Groups by name, where the table has groups.
    pub groups: Vec<FeedbackGroup>,
    /// Greatest less least NDCG of the groups that are large enough; absent with fewer than two of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<f64>,
    /// Too few people to tell anything.
    pub small: bool,
}

/// Fewer people than this tell little: a warning stands beside the figure.
const FEW: u32 = 30;

/// NDCG and average precision of one order: `hits` says of each of the first places whether it was wanted.
pub(super) fn of_one(hits: &[bool], wanted: usize) -> (f64, f64) {
    let best = wanted.min(hits.len());
    let (mut gain, mut ideal, mut found, mut precision) = (0.0, 0.0, 0.0, 0.0);
    for (place, hit) in hits.iter().enumerate() {
        let place = place as f64 + 1.0;
        let worth = math::ln(2.0) / math::ln(place + 1.0);
        if place <= best as f64 {
            ideal += worth;
        }
        if *hit {
            gain += worth;
            found += 1.0;
            precision += found / place;
        }
    }
    if best == 0 { (0.0, 0.0) } else { (gain / ideal, precision / best as f64) }
}

/// The places of `candidates` by their scores, best first; equal ones as they come, what has no score or no number last.
pub(super) fn order(scores: &[Option<f64>], candidates: &[usize]) -> Vec<usize> {
    let score = |at: &usize| scores.get(*at).copied().flatten().filter(|s| !s.is_nan()).unwrap_or(f64::NEG_INFINITY);
    let mut out = candidates.to_vec();
    out.sort_by(|one, other| score(other).total_cmp(&score(one)));
    out
}

/// OrderFigures as people are added.
#[derive(Default)]
pub(super) struct Measure {
    places: usize,
    actions: usize,
    people: Vec<OfPerson>,
    shown: [BTreeMap<usize, ()>; 2],
}

struct OfPerson {
    group: Option<String>,
    wanted: usize,
    /// NDCG and average precision of the model, and of what is popular.
    figures: [(f64, f64); 2],
}

impl Measure {
    pub(super) fn new(places: usize, actions: usize) -> Self {
        Self { places, actions, ..Self::default() }
    }

    /// Adds a person: `wanted` of those that are `judged`, all that could be `shown`, and the scores of both orders.
    pub(super) fn add(
        &mut self,
        group: Option<String>,
        wanted: &[usize],
        [judged, shown]: [&[usize]; 2],
        both: [&[Option<f64>]; 2],
    ) {
        let mut figures = [(0.0, 0.0); 2];
        for ((figures, scores), seen) in figures.iter_mut().zip(both).zip(&mut self.shown) {
            let hits = order(scores, judged).into_iter().take(self.places).map(|at| wanted.contains(&at));
            *figures = of_one(&hits.collect::<Vec<_>>(), wanted.len());
            seen.extend(order(scores, shown).into_iter().take(self.places).map(|at| (at, ())));
        }
        self.people.push(OfPerson { group, wanted: wanted.len(), figures });
    }

    pub(super) fn finish(self, hold: Holding, among: Among) -> OrderEvaluation {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let share = |shown: &BTreeMap<usize, ()>| shown.len() as f64 / self.actions.max(1) as f64;
        let [model, popular] = &self.shown;
        let figures = |at: usize, shown| {
            let of = |p: &OfPerson| p.figures.get(at).copied().unwrap_or_default();
            let (ndcg, map) =
                (mean(self.people.iter().map(|p| of(p).0)).0, mean(self.people.iter().map(|p| of(p).1)).0);
            OrderFigures { ndcg, map, coverage: share(shown) }
        };
        let (model, popular) = (figures(0, model), figures(1, popular));
        let (gain, margin) = mean(self.people.iter().map(|p| p.figures[0].0 - p.figures[1].0));
        let gain_margin = margin.unwrap_or_default();
        let groups = self.groups();
        let large: Vec<f64> = groups.iter().filter(|g| !g.small).map(|g| g.ndcg).collect();
        let ends = large.iter().fold((1.0_f64, 0.0_f64), |(low, high), x| (low.min(*x), high.max(*x)));
        let people = count(self.people.len());
        OrderEvaluation {
            hold,
            among,
            places: count(self.places),
            people,
            wanted: count(self.people.iter().map(|p| p.wanted).sum()),
            actions: count(self.actions),
            model,
            popular,
            better: margin.is_some() && gain > gain_margin && model.map > popular.map,
            gain,
            gain_margin,
            groups,
            gap: (large.len() > 1).then_some(ends.1 - ends.0),
            small: people < FEW,
        }
    }

    fn groups(&self) -> Vec<FeedbackGroup> {
        let mut by_name: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
        if self.people.iter().all(|p| p.group.is_none()) {
            return Vec::new();
        }
        for person in &self.people {
            by_name.entry(person.group.as_deref().unwrap_or_default()).or_default().push(person.figures[0]);
        }
        let group = |(name, figures): (&str, Vec<(f64, f64)>)| {
            let (ndcg, margin) = mean(figures.iter().map(|f| f.0));
            let people = u32::try_from(figures.len()).unwrap_or(u32::MAX);
            FeedbackGroup {
                name: name.to_owned(),
                people,
                ndcg,
                low: margin.map(|m| (ndcg - m).max(0.0)),
                high: margin.map(|m| (ndcg + m).min(1.0)),
                map: mean(figures.iter().map(|f| f.1)).0,
                small: people < FEW,
            }
        };
        by_name.into_iter().map(group).collect()
    }
}

/// Mean and 1.96 standard errors; none of these for fewer than two.
fn mean(numbers: impl Iterator<Item = f64> + Clone) -> (f64, Option<f64>) {
    let (count, sum) = numbers.clone().fold((0.0, 0.0), |(count, sum), x| (count + 1.0, sum + x));
    if count == 0.0 {
        return (0.0, None);
    }
    let mean = sum / count;
    let squares = numbers.fold(0.0, |sum, x| sum + (x - mean) * (x - mean));
    (mean, (count > 1.0).then(|| 1.96 * math::sqrt(squares / (count - 1.0) / count)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_order_by_hand() {
        // Hits at places 1 and 3 of 4, three wanted: DCG = 1 + 1/2; best = 1 + 1/log2(3) + 1/2.
        let (ndcg, map) = of_one(&[true, false, true, false], 3);
        assert!((ndcg - 1.5 / (1.0 + 1.0 / 3.0_f64.log2() + 0.5)).abs() < 1e-15);
        assert!((map - (1.0 + 2.0 / 3.0) / 3.0).abs() < 1e-15);
        assert_eq!(of_one(&[true, true], 5), (1.0, 1.0), "no more can stand in two places");
        assert_eq!(of_one(&[false, false], 1), (0.0, 0.0));
        assert_eq!(of_one(&[], 0), (0.0, 0.0));
    }

    #[test]
    fn one_order_as_scikit_learn_has_it() {
        // sklearn.metrics.ndcg_score of scikit-learn 1.9.1: wanted [0, 1, 0, 1, 0, 0, 1, 1] by these scores.
        let scores = [0.9, 0.8, 0.1, 0.4, 0.35, 0.7, 0.2, 0.65].map(Some);
        let wanted = [1, 3, 6, 7];
        let first = order(&scores, &[0, 1, 2, 3, 4, 5, 6, 7]);
        for (places, ndcg) in
            [(1, 0.0), (3, 0.296_081_910_965_865_2), (5, 0.565_449_543_239_652_7), (8, 0.695_576_226_570_353_2)]
        {
            let hits: Vec<bool> = first.iter().take(places).map(|at| wanted.contains(at)).collect();
            assert!((of_one(&hits, wanted.len()).0 - ndcg).abs() < 1e-14, "{places}");
        }
    }

    #[test]
    fn what_is_no_number_stands_last_and_equals_keep_their_order() {
        let scores = [Some(f64::NAN), Some(1.0), None, Some(f64::INFINITY), Some(1.0), Some(f64::NEG_INFINITY)];
        assert_eq!(order(&scores, &[0, 1, 2, 3, 4, 5]), [3, 1, 4, 0, 2, 5]);
    }

    #[test]
    fn groups_are_counted_and_small_ones_marked() {
        let mut measure = Measure::new(1, 2);
        let (right, wrong) = ([Some(1.0), Some(0.0)], [Some(0.0), Some(1.0)]);
        for at in 0..60 {
            let group = if at < 40 { "a" } else { "b" };
            // Everybody wants action 0; the model is right for all of group a and half of b.
            let model = if at < 40 || at % 2 == 0 { &right } else { &wrong };
            measure.add(Some(group.to_owned()), &[0], [&[0, 1]; 2], [model, &wrong]);
        }
        let evaluation = measure.finish(Holding::Last, Among::Told);
        let [a, b] = &evaluation.groups[..] else { panic!("two groups") };
        assert_eq!((a.people, a.ndcg, a.small, b.people, b.ndcg, b.small), (40, 1.0, false, 20, 0.5, true));
        assert_eq!(evaluation.gap, None, "one group is too small to compare");
        assert!((evaluation.model.ndcg - 50.0 / 60.0).abs() < 1e-12 && evaluation.popular.ndcg == 0.0);
        assert_eq!((evaluation.model.coverage, evaluation.popular.coverage), (1.0, 0.5));
        assert!(evaluation.better && !evaluation.small && evaluation.wanted == 60);
    }
}
