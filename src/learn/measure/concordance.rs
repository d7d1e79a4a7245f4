//! How often the one who has the event first had the higher score.
//!
//! Harrell's C counts every pair whose order is known: the earlier one had the event, and the other was followed longer,
//! or was last seen at that very time. Uno's C weighs each pair by how likely such an event was to be seen at all, so that
//! it does not depend on how long people were followed (Uno et al., 2011). Equal scores count half. A tree of
//! counts over the ranks of the scores finds all pairs of a person in log n steps.

use serde::{Deserialize, Serialize};

use super::follow_up;
use super::sample::{Estimate, Followed, finite, same_length};
use crate::error::Error;
use crate::math::{order, sqrt};

/// A concordance with what it was counted of.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Concordance {
    /// The share of pairs that stand right, with the infinitesimal jackknife's standard error.
    pub share: Estimate,
    /// Pairs whose order is known; weighed, for Uno's.
    pub pairs: f64,
    /// Of these, pairs of equal scores.
    pub equal: f64,
}

/// Harrell's C of scores where higher means earlier. `None` where no pair's order is known.
///
/// # Errors
///
/// `measure.lengths`, `learn.notFinite`.
pub fn harrell(scores: &[f64], followed: &Followed<'_>) -> Result<Option<Concordance>, Error> {
    checked(scores, followed)?;
    Ok(Walk::new(scores, followed).concordance(|_| 1.0))
}

/// Uno's C up to the time `until`: events from then on are not counted. `None` where no pair's order is known.
///
/// # Errors
///
/// `measure.lengths`, `learn.notFinite`.
pub fn uno(scores: &[f64], followed: &Followed<'_>, until: f64) -> Result<Option<Concordance>, Error> {
    checked(scores, followed)?;
    let seen = follow_up(followed);
    let weight = |time: f64| {
        let left = seen.before(time);
        if time < until && left > 0.0 { 1.0 / (left * left) } else { 0.0 }
    };
    Ok(Walk::new(scores, followed).concordance(weight))
}

fn checked(scores: &[f64], followed: &Followed<'_>) -> Result<(), Error> {
    same_length(scores.len(), followed.rows())?;
    finite(scores, "score")
}

/// One person, in the order of times.
#[derive(Clone, Copy)]
struct Person {
    time: f64,
    event: bool,
    /// Of the score, from 1; equal scores share one.
    rank: u32,
}

struct Walk {
    people: Vec<Person>,
    ranks: usize,
}

/// Weights over ranks: sums up to a rank in log n steps (Fenwick, 1994).
struct Tree {
    sums: Vec<f64>,
    each: Vec<f64>,
    total: f64,
}

impl Tree {
    fn new(ranks: usize) -> Self {
        Self { sums: vec![0.0; ranks + 1], each: vec![0.0; ranks + 1], total: 0.0 }
    }

    fn add(&mut self, rank: u32, weight: f64) {
        self.total += weight;
        if let Some(each) = self.each.get_mut(rank as usize) {
            *each += weight;
        }
        let mut at = rank as usize;
        while let Some(sum) = self.sums.get_mut(at).filter(|_| at > 0) {
            *sum += weight;
            at += at & at.wrapping_neg();
        }
    }

    /// Weight below a rank, and at it.
    fn below_and_at(&self, rank: u32) -> (f64, f64) {
        let (mut at, mut sum) = (rank as usize - 1, 0.0);
        while at > 0 {
            sum += self.sums.get(at).copied().unwrap_or_default();
            at &= at - 1;
        }
        (sum, self.each.get(rank as usize).copied().unwrap_or_default())
    }
}

impl Walk {
    fn new(scores: &[f64], followed: &Followed<'_>) -> Self {
        let at = |list: &[f64], row: u32| list.get(row as usize).copied().unwrap_or_default();
        let mut rank_of = vec![0_u32; scores.len()];
        let mut ranks = 0;
        for run in order::order(scores).chunk_by(|a, b| at(scores, *a) == at(scores, *b)) {
            ranks += 1;
            for row in run {
                if let Some(rank) = rank_of.get_mut(*row as usize) {
                    *rank = ranks;
                }
            }
        }
        let person = |row: u32| Person {
            time: at(followed.time(), row),
            event: followed.event().get(row as usize).copied().unwrap_or_default(),
            rank: rank_of.get(row as usize).copied().unwrap_or_default(),
        };
        let mut people: Vec<Person> = order::order(followed.time()).into_iter().map(person).collect();
        for tie in people.chunk_by_mut(|a, b| a.time == b.time) {
            // Events first: whoever was last seen at that time comes later.
            tie.sort_by_key(|person| !person.event);
        }
        Self { people, ranks: ranks as usize }
    }

    /// Each person against all known to be later, and against all known to be earlier.
    fn concordance(&self, weight: impl Fn(f64) -> f64) -> Option<Concordance> {
        let weights: Vec<f64> = self.people.iter().map(|p| if p.event { weight(p.time) } else { 0.0 }).collect();
        // Of each person: weight of pairs that stand right, and of all pairs.
        let mut of = vec![(0.0, 0.0); self.people.len()];
        let (mut right, mut pairs, mut equal) = (0.0, 0.0, 0.0);
        let mut tree = Tree::new(self.ranks);
        let mut waiting: Vec<u32> = Vec::new();
        let mut time = f64::INFINITY;
        for ((person, weight), (one, all)) in self.people.iter().zip(&weights).zip(&mut of).rev() {
            if person.time != time {
                waiting.drain(..).for_each(|rank| tree.add(rank, 1.0));
                time = person.time;
            }
            if !person.event {
                tree.add(person.rank, 1.0);
                continue;
            }
            waiting.push(person.rank);
            if *weight > 0.0 {
                let (below, same) = tree.below_and_at(person.rank);
                (*one, *all) = (weight * (below + 0.5 * same), weight * tree.total);
                right += *one;
                pairs += *all;
                equal += weight * same;
            }
        }
        if pairs <= 0.0 {
            return None;
        }
        let share = right / pairs;
        let mut tree = Tree::new(self.ranks);
        let mut waiting: Vec<(u32, f64)> = Vec::new();
        let mut time = f64::NEG_INFINITY;
        let mut squares = 0.0;
        for ((person, weight), (one, all)) in self.people.iter().zip(&weights).zip(&of) {
            if person.time != time || !person.event {
                waiting.drain(..).for_each(|(rank, weight)| tree.add(rank, weight));
                time = person.time;
            }
            let (below, same) = tree.below_and_at(person.rank);
            let above = tree.total - below - same;
            let pull = one + above + 0.5 * same - share * (all + tree.total);
            squares += pull * pull;
            if *weight > 0.0 {
                waiting.push((person.rank, *weight));
            }
        }
        Some(Concordance { share: Estimate::within(share, sqrt(squares) / pairs, 0.0, 1.0), pairs, equal })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Followed, follow_up};
    use super::{harrell, uno};
    use crate::math::Draws;

    #[test]
    fn pairs_are_counted_as_one_by_one() {
        let draws = Draws::new(6, 6);
        let scores: Vec<f64> = (0..300).map(|i| (draws.uniform(i) * 40.0).floor()).collect();
        let time: Vec<f64> = (0..300).map(|i| 1.0 + (draws.uniform(i + 1000) * 30.0).floor()).collect();
        let event: Vec<bool> = (0..300).map(|i| draws.bits(i + 2000) % 5 < 3).collect();
        let followed = Followed::new(&time, &event).unwrap();
        let seen = follow_up(&followed);
        for until in [f64::INFINITY, 20.0] {
            let (mut pairs, mut right) = ([0.0; 2], [0.0; 2]);
            for i in 0..300 {
                for j in 0..300 {
                    let known = event[i] && (time[i] < time[j] || (time[i] == time[j] && !event[j]));
                    let value = if scores[i] > scores[j] {
                        1.0
                    } else if scores[i] == scores[j] {
                        0.5
                    } else {
                        0.0
                    };
                    let g = seen.before(time[i]);
                    let weights = [1.0, if time[i] < until { 1.0 / (g * g) } else { 0.0 }];
                    for (at, weight) in weights.into_iter().enumerate().filter(|_| known) {
                        pairs[at] += weight;
                        right[at] += weight * value;
                    }
                }
            }
            let found = harrell(&scores, &followed).unwrap().unwrap();
            assert_eq!(found.pairs, pairs[0]);
            assert!((found.share.value - right[0] / pairs[0]).abs() < 1e-14);
            let found = uno(&scores, &followed, until).unwrap().unwrap();
            assert!((found.share.value - right[1] / pairs[1]).abs() < 1e-12);
        }
    }

    #[test]
    fn the_error_is_that_of_leaving_one_out() {
        let draws = Draws::new(6, 7);
        let n = 200;
        let scores: Vec<f64> = (0..n).map(|i| draws.normal(i)).collect();
        let time: Vec<f64> = (0..n).map(|i| 3.0 - scores[i as usize] * 0.5 + draws.uniform(i + 1000)).collect();
        let event: Vec<bool> = (0..n).map(|i| draws.bits(i + 2000) % 5 < 3).collect();
        let share = |out: Option<usize>| {
            let keep = |i: &usize| Some(*i) != out;
            let s: Vec<f64> = (0..n as usize).filter(keep).map(|i| scores[i]).collect();
            let t: Vec<f64> = (0..n as usize).filter(keep).map(|i| time[i]).collect();
            let e: Vec<bool> = (0..n as usize).filter(keep).map(|i| event[i]).collect();
            harrell(&s, &Followed::new(&t, &e).unwrap()).unwrap().unwrap().share
        };
        let whole = share(None);
        let squares: f64 = (0..n as usize).map(|i| (share(Some(i)).value - whole.value).powi(2)).sum();
        assert!((squares.sqrt() / whole.standard_error - 1.0).abs() < 0.03, "{} {whole:?}", squares.sqrt());
    }

    #[test]
    fn no_known_pair_is_no_concordance() {
        let followed = Followed::new(&[1.0, 2.0], &[false, true]).unwrap();
        assert_eq!(harrell(&[0.1, 0.2], &followed).unwrap(), None);
        assert!(harrell(&[0.1], &followed).is_err());
        assert_eq!(harrell(&[], &Followed::new(&[], &[]).unwrap()).unwrap(), None);
    }
}
